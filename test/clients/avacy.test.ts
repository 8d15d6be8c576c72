import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createAvacyAccountClient, createAvacyClient } from "#clients/avacy.ts";
import { recordFetch, targetOf } from "./recording-fetch.ts";

const ACCOUNT = { tenant: "mycompany", webspaceId: 89, token: "7|the-token" };

const CONSENT = {
  subject: { email: "test@email.it", "your name": "Mario & co" },
  identifier: "email",
  ip_address: "12.64.193.89",
  legal_notices: [{ name: "privacy_policy" }],
  preferences: [
    { name: "newsletter", accepted: true as const },
    { name: "updates", accepted: false as const },
  ],
};

const CONSENT_V4 = {
  ip_address: "12.64.193.89",
  consent_type: "form" as const,
  optin: "accepted" as const,
  identifier: "test@email.it",
};

const refuse = (status: number, body: unknown) => recordFetch(() => Response.json(body, { status }));

describe("recording a consent", () => {
  it("posts JSON to the path of the generation, signed with the token", async () => {
    const network = recordFetch(() => Response.json({ data: { id: 6 } }, { status: 201 }));
    const client = createAvacyClient({ ...ACCOUNT, fetch: network.fetch });
    expect(await client.recordConsent(CONSENT)).toEqual({ ok: true, data: { id: 6 } });
    await client.recordConsentV2(CONSENT);
    await client.recordConsentV4(CONSENT_V4);
    expect(network.sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST https://api.avacy.eu/mycompany/domains_groups/89/consents",
      "POST https://api.avacy.eu/mycompany/v2/webspaces/89/consents",
      "POST https://api.avacy.eu/mycompany/v4/webspaces/89/consents",
    ]);
    for (const { headers } of network.sent) {
      expect(headers.get("authorization")).toBe("Bearer 7|the-token");
      expect(headers.get("accept")).toBe("application/json");
      expect(headers.get("content-type")).toBe("application/json");
    }
    expect(network.sent.map(({ body }) => JSON.parse(body))).toEqual([CONSENT, CONSENT, CONSENT_V4]);
  });

  it("writes bracketed form keys when told to, booleans as 1 and 0 and nothing for what is absent or empty", async () => {
    const network = recordFetch(() => Response.json({ data: { id: 6 } }, { status: 201 }));
    const client = createAvacyClient({ ...ACCOUNT, encoding: "form", fetch: network.fetch });
    await client.recordConsent({ ...CONSENT, subject: { ...CONSENT.subject, address: null, topics: ["a", "b"] } });
    await client.recordConsentV2({ ...CONSENT, preferences: { newsletter: true }, legal_notices: [] });
    await client.recordConsentV4({ ...CONSENT_V4, consent_data: [{ label: "your-email", value: "test@email.it" }] });
    expect(network.sent.map(({ headers }) => headers.get("content-type"))).toEqual(
      Array.from({ length: 3 }, () => "application/x-www-form-urlencoded"),
    );
    const [first, second, third] = network.sent.map(({ body }) => [...new URLSearchParams(body)]);
    expect(first).toEqual([
      ["subject[email]", "test@email.it"],
      ["subject[your name]", "Mario & co"],
      ["subject[topics][0]", "a"],
      ["subject[topics][1]", "b"],
      ["identifier", "email"],
      ["ip_address", "12.64.193.89"],
      ["legal_notices[0][name]", "privacy_policy"],
      ["preferences[0][name]", "newsletter"],
      ["preferences[0][accepted]", "1"],
      ["preferences[1][name]", "updates"],
      ["preferences[1][accepted]", "0"],
    ]);
    expect(second).toContainEqual(["preferences[newsletter]", "1"]);
    expect(second?.some(([name]) => name.startsWith("legal_notices"))).toBe(false);
    expect(third).toContainEqual(["consent_data[0][label]", "your-email"]);
    expect(network.sent[0]?.body).toContain("subject%5Byour+name%5D=Mario+%26+co");
  });

  it("reports every complaint about the body in one text, and by field", async () => {
    const errors = {
      ip_address: ["The ip address field is required."],
      identifier: ["The identifier field is required."],
    };
    const message = "The ip address field is required. (and 1 more error)";
    const client = createAvacyClient({ ...ACCOUNT, fetch: refuse(400, { message, errors }).fetch });
    expect(await client.recordConsent(CONSENT)).toEqual({
      ok: false,
      status: 400,
      error: { message, errors },
      message: "The ip address field is required. The identifier field is required.",
    });
  });

  it.each([
    [401, { message: "Unauthenticated" }, "Unauthenticated"],
    [404, { message: "team_not_found", error: "team_not_found" }, "team_not_found"],
    [404, { message: "No query results for model [App\\Models\\Webspace] 89" }, /Webspace\] 89$/],
    [429, { message: "Too Many Attempts." }, "Too Many Attempts."],
    [500, "<html>", "Unexpected reply: 500"],
    [500, { message: { deep: true } }, "Unexpected reply: 500"],
  ])("reports a %i %j with the provider's own words", async (status, body, message) => {
    const client = createAvacyClient({ ...ACCOUNT, fetch: refuse(status, body).fetch });
    const result = await client.recordConsentV4(CONSENT_V4);
    expect(result).toMatchObject({ ok: false, status, message: expect.stringMatching(message) });
  });

  it("gives up after the time limit, even when the network never answers and heeds no signal", async () => {
    const client = createAvacyClient({ ...ACCOUNT, timeoutMs: 20, fetch: () => new Promise(() => {}) });
    const result = await client.recordConsent(CONSENT);
    expect(result).toMatchObject({
      ok: false,
      status: 0,
      error: undefined,
      message: expect.stringMatching("no reply within 20 ms"),
    });
    expect(!result.ok && result.cause).toMatchObject({ name: "TimeoutError" });
  });

  it("gives up on a reply whose body does not end", async () => {
    const endless = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("{")) });
    const client = createAvacyClient({ ...ACCOUNT, timeoutMs: 20, fetch: async () => new Response(endless) });
    expect(await client.recordConsent(CONSENT)).toMatchObject({ ok: false, status: 0 });
  });

  it("tells the network to stop when the time is up", async () => {
    const requests: Request[] = [];
    const fetch = (request: Request) => {
      requests.push(request);
      return new Promise<Response>(() => {});
    };
    await createAvacyClient({ ...ACCOUNT, timeoutMs: 20, fetch }).recordConsent(CONSENT);
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([true]);
  });

  it("heeds the signal of a raw call as well as the time limit", async () => {
    const { api } = createAvacyClient({ ...ACCOUNT, fetch: () => new Promise(() => {}) });
    const params = { path: { tenant: "mycompany", id: 89 } };
    const post = (signal: AbortSignal) =>
      api.POST("/{tenant}/v4/webspaces/{id}/consents", { params, body: CONSENT_V4, signal });
    const later = new AbortController();
    const waiting = post(later.signal);
    later.abort(new Error("the visitor left"));
    await expect(waiting).rejects.toThrow("the visitor left");
    await expect(post(AbortSignal.abort(new Error("never mind")))).rejects.toThrow("never mind");
  });

  it("is a value when the network fails", async () => {
    const client = createAvacyClient({ ...ACCOUNT, fetch: () => Promise.reject(new TypeError("fetch failed")) });
    expect(await client.recordConsent(CONSENT)).toMatchObject({
      ok: false,
      status: 0,
      message: "No usable reply: fetch failed",
    });
  });
});

describe("account checks", () => {
  const KEY = "00000000-0000-4000-8000-000000000001";

  it("split the account token, encode the bar of the API token and send no Authorization", async () => {
    const network = recordFetch(() => Response.json({ message: "valid_token" }));
    const client = createAvacyAccountClient({ fetch: network.fetch });
    await client.validateWebspace(` mycompany|${KEY}\n`);
    await client.validateToken(`mycompany|${KEY}`, "7|the-token");
    expect(network.sent.map(targetOf)).toEqual([
      `/wp/validate/mycompany/${KEY}`,
      `/wp/validate/mycompany/${KEY}/7%7Cthe-token`,
    ]);
    expect(network.sent.some(({ headers }) => headers.has("authorization"))).toBe(false);
  });

  it("send nothing for an account token without its bar", async () => {
    const network = recordFetch(() => Response.json({}));
    const client = createAvacyAccountClient({ fetch: network.fetch });
    for (const malformed of ["mycompany", "|key", "mycompany|", "", "a|b|c"]) {
      expect(await client.validateWebspace(malformed)).toMatchObject({ ok: false, status: 0, error: undefined });
      expect(await client.validateToken(malformed, "7|x")).toMatchObject({ ok: false, status: 0, error: undefined });
    }
    expect(network.sent).toEqual([]);
  });

  it.each([
    [404, { message: "team_not_found mycompany", error: "team_not_found" }, "team_not_found"],
    [404, { message: { error: "webspace_not_found" } }, "webspace_not_found"],
    [404, { message: "invalid_token", error: "invalid_token" }, "invalid_token"],
    [503, { message: "service_unavailable", error: "service_unavailable" }, "service_unavailable"],
    [404, { message: "The route x could not be found." }, undefined],
    [404, { message: "x", error: "toString" }, undefined],
    [502, "<html>", undefined],
  ])("answered %i with %j give the code, beside the message or inside it, or none", async (status, body, error) => {
    const client = createAvacyClient({ ...ACCOUNT, fetch: refuse(status, body).fetch });
    const result = await client.validateToken(`mycompany|${KEY}`, ACCOUNT.token);
    expect(result).toMatchObject({ ok: false, status, error });
    expect(!result.ok && result.message).toMatch(error ?? "Unexpected reply");
  });
});

describe("settings", () => {
  it.each([
    ["an empty tenant", { tenant: "" }],
    ["no webspace id", { webspaceId: 0 }],
    ["a webspace id that is not an integer", { webspaceId: 8.9 }],
    ["an empty token", { token: " " }],
    ["a base URL that is not absolute", { baseUrl: "/avacy" }],
  ])("with %s are refused at once", (_, wrong) => {
    expect(() => createAvacyClient({ ...ACCOUNT, ...wrong })).toThrow(TypeError);
  });

  it("never show the token, neither in a printed client nor in a failure", async () => {
    const client = createAvacyClient({ ...ACCOUNT, fetch: () => Promise.reject(new TypeError("fetch failed")) });
    const results = [await client.recordConsent(CONSENT), await client.validateToken("t|k", ACCOUNT.token)];
    expect(inspect([client, results], { depth: 9 })).not.toContain("the-token");
    const unfit = () => createAvacyClient({ ...ACCOUNT, token: "7|the-token\u0000" });
    expect(unfit).toThrow(TypeError);
    expect(unfit).not.toThrow(/the-token/);
  });
});
