import { describe, expect, it } from "vitest";
import { createNetidClient, createNetidServerClient } from "#clients/netid.ts";
import type { CallSite } from "../agreement/contract.ts";
import { useMock } from "../agreement/mock-site.ts";
import { inBrowser } from "./callers.ts";
import { having, LATER_TC, TAPP, TC, TPID } from "./exchanges.ts";

const site = useMock("netid");

interface Access {
  readonly cookie: string;
  readonly bearer_token: string;
}

/** Brings about what is stored about Frieda. */
async function prepare(scenario: string, changes: object = {}): Promise<Access> {
  let told: unknown;
  for (const state of having(scenario, changes)) told = await site.prepare(...state);
  return told as Access;
}

/** The two variants, at an address that names no world. */
const CALLERS = {
  "the cookie": ({ cookie }: Access) =>
    createNetidClient({
      baseUrl: site.worldlessUrl,
      fetch: inBrowser({ fetch: site.fetch, from: () => cookie } as unknown as CallSite),
      tappId: TAPP,
    }),
  "the Bearer token": ({ bearer_token }: Access) =>
    createNetidServerClient({ baseUrl: site.worldlessUrl, fetch: site.fetch, token: bearer_token }),
};

describe.each(Object.keys(CALLERS) as (keyof typeof CALLERS)[])("%s leads back to the world that issued it", (name) => {
  it("for reads and writes", async () => {
    const access = await prepare("a user who gave consent", { iab_tc_string: TC });
    const client = CALLERS[name](access);
    expect(await client.readStatus()).toMatchObject({ kind: "found", data: { subject_identifiers: { tpid: TPID } } });
    expect(await client.writePermissions({ tcString: LATER_TC })).toMatchObject({ kind: "written" });
    // The same is read at the address that names the world.
    const atHome = createNetidServerClient({
      baseUrl: site.baseUrl,
      fetch: site.fetch,
      token: access.bearer_token,
    });
    expect(await atHome.readStatusV2()).toMatchObject({
      kind: "found",
      data: { netid_privacy_settings: { iab_tcstring: { value: LATER_TC } } },
    });
  });
});

describe("a cookie of the login page", () => {
  it("leads back to the world whose page it was", async () => {
    await prepare("a user who gave consent", { iab_tc_string: TC });
    const reply = await site.fetch(new Request(`${site.baseUrl}/_mock/login?user=frieda`, { redirect: "manual" }));
    const [cookie = ""] = (reply.headers.get("set-cookie") ?? "").split(";");
    const client = CALLERS["the cookie"]({ cookie, bearer_token: "" });
    expect(await client.readStatus()).toMatchObject({ kind: "found", data: { subject_identifiers: { tpid: TPID } } });
  });
});
