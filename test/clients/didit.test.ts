import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createDiditClient, type DiditClient, isApproved } from "#clients/didit.ts";
import { recordFetch, type SentRequest, targetOf } from "./recording-fetch.ts";

const APPLICATION = { clientId: "the-client", clientSecret: "the-secret" };
const BASIC = `Basic ${btoa("the-client:the-secret")}`;
const SESSION = { session_id: "11111111-2222-4333-8444-555555555555", session_token: "the-session-token" };
const DECISION_PATH = `/auth/v2/session/${SESSION.session_id}/decision/`;

const isTokenCall = (request: SentRequest): boolean => targetOf(request).endsWith("/auth/v2/token/");
const bearerOf = ({ headers }: SentRequest): string | null => headers.get("authorization");
const refuse = (status: number, body: unknown): Response => Response.json(body, { status });

/** A client whose tokens are numbered; `answer` answers everything else. */
function openClient(
  answer: (request: SentRequest) => Response | Promise<Response> = () => Response.json({}),
  { expiresIn = 600 as unknown, baseUrls = {} } = {},
) {
  const clock = { ms: 0 };
  let tokens = 0;
  const network = recordFetch((request) => {
    if (!isTokenCall(request)) return answer(request);
    tokens += 1;
    return Response.json({ access_token: `token-${tokens}`, expires_in: expiresIn });
  });
  const client = createDiditClient({ ...APPLICATION, ...baseUrls, fetch: network.fetch, now: () => clock.ms });
  const others = () => network.sent.filter((request) => !isTokenCall(request));
  return { client, clock, sent: network.sent, others, tokens: () => tokens };
}

describe("the client token", () => {
  it("is obtained with Basic credentials and a form from the real provider by default", async () => {
    const { client, sent } = openClient();
    await client.getDecision(SESSION.session_id);
    const [token, read] = sent;
    expect(token).toMatchObject({ method: "POST", url: "https://apx.didit.me/auth/v2/token/" });
    expect(token?.body).toBe("grant_type=client_credentials");
    expect(token?.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect(token?.headers.get("authorization")).toBe(BASIC);
    expect(read?.headers.get("authorization")).toBe("Bearer token-1");
    expect(inspect(read)).not.toMatch(/the-secret/);
  });

  it("carries id and secret in UTF-8", async () => {
    const network = recordFetch(() => refuse(401, { error: "invalid_client" }));
    await createDiditClient({ clientId: "café", clientSecret: "s:é", fetch: network.fetch }).getClientToken();
    expect(network.sent[0]?.headers.get("authorization")).toBe(
      `Basic ${Buffer.from("café:s:é", "utf8").toString("base64")}`,
    );
  });

  it("is requested once for many calls at the same time", async () => {
    const { client, tokens, others } = openClient();
    await Promise.all(Array.from({ length: 30 }, () => client.getDecision(SESSION.session_id)));
    expect(tokens()).toBe(1);
    expect(others()).toHaveLength(30);
  });

  it("is renewed a minute before the end that the reply gave it", async () => {
    const { client, clock, others } = openClient(undefined, { expiresIn: 600 });
    await client.getDecision("1");
    clock.ms = 539_999;
    await client.getDecision("2");
    clock.ms = 540_000;
    await client.getDecision("3");
    expect(others().map(bearerOf)).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  });

  it("is kept for a day if a reply does not say how long", async () => {
    const { client, clock, tokens } = openClient(undefined, { expiresIn: null });
    await client.getClientToken();
    clock.ms = 86_400_000 - 60_001;
    await client.getClientToken();
    expect(tokens()).toBe(1);
    clock.ms += 1;
    expect(await client.getClientToken()).toEqual({ ok: true, data: "token-2" });
  });

  it("is dropped on a 401, and the request goes out once more with a new one and the same body", async () => {
    const { client, others } = openClient((request) =>
      bearerOf(request) === "Bearer token-1"
        ? refuse(401, { detail: "Incorrect authentication credentials." })
        : Response.json({ ...SESSION, url: "https://app.didit.me/authorize/x" }, { status: 201 }),
    );
    expect(await client.createSession({ scope: "email" })).toMatchObject({ ok: true, data: SESSION });
    const [first, second] = others();
    expect([first, second].map((request) => request && bearerOf(request))).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
    expect(second?.body).toBe(first?.body);
  });

  it("is not fetched a third time when the new one is refused as well", async () => {
    const { client, others } = openClient(() => refuse(401, { detail: "Incorrect authentication credentials." }));
    expect(await client.getVerification("x")).toEqual({
      ok: false,
      status: 401,
      error: { detail: "Incorrect authentication credentials." },
      message: "Incorrect authentication credentials.",
    });
    expect(others()).toHaveLength(2);
  });

  it("gives way to an Authorization header that a raw call brings along, as the Didit app's does", async () => {
    const { client, tokens, others } = openClient();
    const params = { path: { session_id: SESSION.session_id } };
    await client.api.GET("/auth/v2/session/{session_id}/information", {
      params,
      headers: { Authorization: "Bearer app" },
    });
    expect(others().map(bearerOf)).toEqual(["Bearer app"]);
    expect(tokens()).toBe(0);
  });
});

describe("hosts", () => {
  const callAll = async (client: DiditClient): Promise<void> => {
    await client.createSession({ scope: "email" });
    await client.getDecision("1");
    await client.createVerification();
    await client.getVerification("1");
  };
  const hostsOf = (sent: readonly SentRequest[]) => sent.map(({ url }) => url.replace(/\/(auth\/v2|v1)\/.*/, ""));

  it("are Didit's two by default", async () => {
    const { client, sent } = openClient();
    await callAll(client);
    const [data, verification] = ["https://apx.didit.me", "https://verification.didit.me"];
    expect(hostsOf(sent)).toEqual([data, data, data, verification, verification]);
  });

  it("are one when a base URL is given, raw calls included", async () => {
    const baseUrl = "http://127.0.0.1:4700/didit";
    const { client, sent } = openClient(undefined, { baseUrls: { baseUrl: `${baseUrl}/` } });
    await callAll(client);
    await client.api.POST("/v1/session/", { body: {} });
    expect(new Set(hostsOf(sent))).toEqual(new Set([baseUrl]));
    expect(sent.at(-1)?.url).toBe(`${baseUrl}/v1/session/`);
  });

  it("can be set apart", async () => {
    const baseUrls = { baseUrl: "http://one.localhost", verificationBaseUrl: "http://two.localhost/deep" };
    const { client, sent } = openClient(undefined, { baseUrls });
    await callAll(client);
    expect(new Set(hostsOf(sent))).toEqual(new Set(["http://one.localhost", "http://two.localhost/deep"]));
  });
});

describe("requests on the wire", () => {
  it("name what was given and nothing else", async () => {
    const { client, others } = openClient();
    await client.createSession({ scope: ["names", "email"], vendorData: "user-1" });
    await client.createSession({ scope: "pictures email" });
    await client.createSession({ vendorData: null });
    await client.createVerification({ callback: "https://example.com/done", features: "OCR + FACE", vendorData: "u" });
    await client.createVerification();
    await client.updateStatus(SESSION.session_id, "Declined", "blurred");
    await client.updateStatus(SESSION.session_id, "Approved");
    expect(others().map(({ body }) => JSON.parse(body))).toEqual([
      { scope: "names email", vendor_data: "user-1" },
      { scope: "pictures email" },
      { vendor_data: null },
      { callback: "https://example.com/done", features: "OCR + FACE", vendor_data: "u" },
      {},
      { new_status: "Declined", comment: "blurred" },
      { new_status: "Approved" },
    ]);
    expect(others().map((request) => `${request.method} ${targetOf(request)}`)).toEqual([
      ...Array.from({ length: 3 }, () => "POST /auth/v2/session/"),
      ...Array.from({ length: 2 }, () => "POST /v1/session/"),
      ...Array.from({ length: 2 }, () => `PATCH /v1/session/${SESSION.session_id}/update-status/`),
    ]);
  });

  it("show the session's own token where its status is asked for", async () => {
    const { client, others } = openClient(() => Response.json({ ...SESSION, status: "retrieved" }));
    expect(await client.getStatus(SESSION)).toEqual({ ok: true, data: "retrieved" });
    const [asked] = others();
    expect(asked && targetOf(asked)).toBe(`/auth/v2/session/${SESSION.session_id}/status/`);
    expect(asked?.headers.get("data-session-token")).toBe("the-session-token");
    expect(asked && bearerOf(asked)).toBe("Bearer token-1");
  });

  it("fetch a report as bytes", async () => {
    const pdf = Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0xff, 0x00]);
    const { client, others } = openClient(() => new Response(pdf, { headers: { "content-type": "application/pdf" } }));
    expect(await client.downloadPdf(SESSION.session_id)).toEqual({ ok: true, data: pdf });
    expect(others()[0]?.headers.get("accept")).toBe("application/pdf");
  });
});

describe("a failure", () => {
  const page = () =>
    new Response("<!doctype html><title>Not Found</title>", {
      status: 404,
      statusText: "Not Found",
      headers: { "content-type": "text/html" },
    });

  it.each<[number, unknown, string]>([
    [404, { detail: "Not found." }, "Not found."],
    [403, { detail: "No report yet.", error: "later" }, "No report yet."],
    [400, { error: "invalid_request", error_description: "The body is unreadable." }, "The body is unreadable."],
    [400, { error: "unauthorized_client" }, "unauthorized_client"],
    [400, { scope: ["This field is required.", "Second."], vendor_data: ["Third."] }, "scope: This field is required."],
    [400, { selection: { email: ["Unknown."] } }, "selection.email: Unknown."],
    [400, { non_field_errors: ["Invalid data."] }, "Invalid data."],
    [400, ["Invalid data."], "Invalid data."],
    [500, {}, "Unexpected reply: 500"],
    [500, { detail: 7, error: null }, "Unexpected reply: 500"],
    [502, "bad gateway", "Unexpected reply: 502"],
    [503, [], "Unexpected reply: 503"],
  ])("%i %j reads %j", async (status, body, message) => {
    const { client } = openClient(() => refuse(status, body));
    expect(await client.getDecision("x")).toMatchObject({ ok: false, status, message });
  });

  it("holds all complaints by field", async () => {
    const body = { scope: ["a", "b"], selection: { email: ["c"] } };
    const { client } = openClient(() => refuse(400, body));
    const result = await client.createSession({ scope: "email" });
    expect(!result.ok && result.error).toEqual({ fields: { scope: ["a", "b"], "selection.email": ["c"] } });
  });

  it("that is a page for people has the status, and its text if the network tells it", async () => {
    const { client } = openClient(page);
    const expected = { ok: false, status: 404, error: undefined, message: "Unexpected reply: 404 Not Found" };
    expect(await client.getDecision("not-an-id")).toEqual(expected);
    expect(await client.downloadPdf("not-an-id")).toEqual(expected);
    const { error } = await client.api.GET("/v1/session/{session_id}/decision/", {
      params: { path: { session_id: "x" } },
    });
    expect(error).toContain("<!doctype html>");
  });

  it("to obtain a token is the failure of every call that needed one, and nothing else is sent", async () => {
    const network = recordFetch(() => refuse(401, { error: "invalid_client" }));
    const client = createDiditClient({ ...APPLICATION, fetch: network.fetch });
    const expected = { ok: false, status: 401, error: { error: "invalid_client" }, message: "invalid_client" };
    expect(await client.getClientToken()).toEqual(expected);
    expect(await client.createSession({ scope: "email" })).toEqual(expected);
    expect(await client.downloadPdf("x")).toEqual(expected);
    expect(await client.poll(SESSION)).toEqual(expected);
    expect(network.sent.every(isTokenCall)).toBe(true);
  });

  it("of the network is a value of status 0 that says why", async () => {
    const refused = new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED 127.0.0.1:1") });
    const { client } = openClient(() => Promise.reject(refused));
    expect(await client.createVerification()).toEqual({
      ok: false,
      status: 0,
      error: undefined,
      message: "No usable reply: fetch failed: connect ECONNREFUSED 127.0.0.1:1",
      cause: refused,
    });
  });

  it("is every status but 201 when a verification is created, and none when a session is", async () => {
    const { client } = openClient(() => Response.json({ ...SESSION, url: "https://example.com" }, { status: 200 }));
    expect(await client.createVerification()).toMatchObject({ ok: false, status: 200 });
    expect(await client.createSession({ scope: "email" })).toMatchObject({ ok: true });
  });

  it("never holds secret or token, and neither does a printed client or a refused setting", async () => {
    const { client } = openClient(() => refuse(403, { detail: "No." }));
    const printed = inspect([client, await client.getDecision("x"), await client.poll(SESSION)], { depth: 9 });
    expect(printed).toContain("No.");
    expect(printed).not.toMatch(/the-secret|token-1|the-session-token/);
    for (const wrong of [{ clientId: "" }, { clientId: "a:b" }, { clientSecret: "" }, { baseUrl: "/didit" }]) {
      const create = () => createDiditClient({ ...APPLICATION, ...wrong });
      expect(create).toThrow(TypeError);
      expect(create).not.toThrow(/the-secret/);
    }
  });
});

describe("polling", () => {
  /** Answers with each status in turn; the last one stays. */
  function openPolling(...statuses: string[]) {
    const slept: number[] = [];
    const opened = openClient(() => {
      const status = statuses.length > 1 ? statuses.shift() : statuses[0];
      return Response.json({ ...SESSION, status });
    });
    const sleep = async (ms: number): Promise<void> => void slept.push(ms);
    return { ...opened, slept, sleep };
  }

  it.each(["confirmed", "declined", "expired"] as const)("ends with %s, and sleeps between looks only", async (end) => {
    const { client, others, slept, sleep } = openPolling("initialized", "initialized", "retrieved", end);
    expect(await client.poll(SESSION, { sleep })).toEqual({ ok: true, data: end });
    expect(others()).toHaveLength(4);
    expect(slept).toEqual([30_000, 30_000, 30_000]);
  });

  it("looks at once, and waits as long as it is told", async () => {
    const { client, slept, sleep } = openPolling("confirmed");
    await client.poll(SESSION, { sleep });
    expect(slept).toEqual([]);
    const again = openPolling("initialized", "expired");
    await again.client.poll(SESSION, { sleep: again.sleep, intervalMs: 5 });
    expect(again.slept).toEqual([5]);
  });

  it("ends with the first failure", async () => {
    const { client, others } = openClient(() => refuse(403, { detail: "No." }));
    expect(await client.poll(SESSION)).toMatchObject({ ok: false, status: 403, message: "No." });
    expect(others()).toHaveLength(1);
  });

  it("ends when its signal aborts: before, while it sleeps, or while a request is under way", async () => {
    const reason = new Error("the page was closed");
    const stopped = { ok: false, status: 0, message: "No usable reply: the page was closed", cause: reason };
    const { client, others } = openPolling("initialized");
    expect(await client.poll(SESSION, { signal: AbortSignal.abort(reason) })).toMatchObject(stopped);
    expect(others()).toHaveLength(0);

    const sleeping = new AbortController();
    const polling = client.poll(SESSION, { signal: sleeping.signal });
    await new Promise((resolve) => setTimeout(resolve, 10));
    sleeping.abort(reason);
    expect(await polling).toMatchObject(stopped);

    const heedless = new AbortController();
    const sleep = async () => heedless.abort(reason);
    expect(await client.poll(SESSION, { signal: heedless.signal, sleep })).toMatchObject(stopped);

    const asking = new AbortController();
    const slow = createDiditClient({
      ...APPLICATION,
      fetch: (request) =>
        request.url.endsWith("/token/")
          ? Promise.resolve(Response.json({ access_token: "t", expires_in: 600 }))
          : new Promise((_, reject) => {
              request.signal.addEventListener("abort", () => reject(request.signal.reason));
              asking.abort(reason);
            }),
    });
    expect(await slow.poll(SESSION, { signal: asking.signal })).toMatchObject(stopped);
  });

  it("really waits by default", async () => {
    const { client } = openPolling("initialized", "confirmed");
    const startedAt = performance.now();
    expect(await client.poll(SESSION, { intervalMs: 20 })).toEqual({ ok: true, data: "confirmed" });
    expect(performance.now() - startedAt).toBeGreaterThan(15);
  });

  it.each([0, -1, Number.NaN, 2 ** 31])("refuses to wait %d milliseconds", async (intervalMs) => {
    const { client, sent } = openPolling("initialized");
    await expect(client.poll(SESSION, { intervalMs })).rejects.toThrow(RangeError);
    expect(sent).toEqual([]);
  });
});

describe("approval", () => {
  it("is the status Approved and no other", () => {
    expect(isApproved({ status: "Approved" })).toBe(true);
    for (const status of ["In Review", "Declined", "Kyc Expired", "Not Started"] as const)
      expect(isApproved({ status })).toBe(false);
    expect(isApproved(undefined)).toBe(false);
    expect(isApproved(null)).toBe(false);
  });
});

it("sends what the vendor's sample sends", async () => {
  const { client, others } = openClient();
  await client.getDecision(SESSION.session_id);
  expect(others().map((request) => `${request.method} ${targetOf(request)}`)).toEqual([`GET ${DECISION_PATH}`]);
});
