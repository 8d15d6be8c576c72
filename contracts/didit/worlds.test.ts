import { describe, expect, it } from "vitest";
import { createDiditClient } from "#clients/didit.ts";
import { useMock } from "../agreement/mock-site.ts";
import { application, CLIENT } from "./exchanges.ts";

describe("a client token leads back to the world that issued it", () => {
  const site = useMock("didit");

  it("for sessions and verifications, made and read", async () => {
    await site.prepare(...application);
    const { fetch, now } = site;
    const atHome = createDiditClient({ baseUrl: site.baseUrl, fetch, now, ...CLIENT });
    const token = await atHome.getClientToken();
    if (!token.ok) throw new Error(token.message);
    const { api } = createDiditClient({ baseUrl: site.worldlessUrl, fetch, now, ...CLIENT });
    const headers = { Authorization: `Bearer ${token.data}` };
    const { data: session } = await api.POST("/v1/session/", { headers, body: { vendor_data: "customer-5" } });
    expect(await atHome.getVerification(session?.session_id ?? "")).toMatchObject({
      ok: true,
      data: { vendor_data: "customer-5" },
    });
    const made = await atHome.createSession({ scope: ["email"], vendorData: "customer-6" });
    if (!made.ok) throw new Error(made.message);
    const params = { path: { session_id: made.data.session_id } };
    const { data: decision } = await api.GET("/auth/v2/session/{session_id}/decision/", { headers, params });
    expect(decision?.vendor_data).toBe("customer-6");
  });
});
