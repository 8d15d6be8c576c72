import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { createDiditClient, type OutcomeOptions, type WorkflowStatus } from "#clients/didit.ts";
import { recordFetch, type SentRequest, targetOf } from "./recording-fetch.ts";

const ID = "33333333-4444-4555-8666-777777777777";
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const DENIED = "You do not have permission to perform this action.";

const refuse = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });
const inStatus = (status: string): Response => Response.json({ session_id: ID, status });

/** A client whose requests are answered one after the other; the last answer stays. */
function open(...answers: (Response | Error | ((request: SentRequest) => Response))[]) {
  const network = recordFetch(async (request) => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(request) : (answer ?? Response.json({})).clone();
  });
  const client = createDiditClient({ apiKey: "the-key", fetch: network.fetch });
  return { client, sent: network.sent };
}

const linesOf = (sent: readonly SentRequest[]) => sent.map((each) => `${each.method} ${targetOf(each)}`);

describe("requests of version 3", () => {
  it("go to the host of verification, with the key and nothing else", async () => {
    const { client, sent } = open();
    await client.createWorkflowSession({ workflow_id: WORKFLOW, vendor_data: "user-1", sandbox_scenario: "approve" });
    await client.getWorkflowDecision(ID);
    await client.listWorkflowSessions();
    await client.listWorkflowSessions({ vendor_data: "user-1", status: "In Review", limit: 5 });
    await client.updateWorkflowStatus(ID, { new_status: "Approved", comment: "Seen." });
    await client.downloadWorkflowPdf(ID);
    await client.deleteWorkflowSession(ID);
    await client.deleteWorkflowSessions({ session_numbers: [4, 7] });
    await client.deleteWorkflowSessions({ delete_all: true });
    expect(linesOf(sent)).toEqual([
      "POST /v3/session/",
      `GET /v3/session/${ID}/decision/`,
      "GET /v3/sessions/",
      "GET /v3/sessions/?vendor_data=user-1&status=In%20Review&limit=5",
      `PATCH /v3/session/${ID}/update-status/`,
      `GET /v3/session/${ID}/generate-pdf/`,
      `DELETE /v3/session/${ID}/delete/`,
      "POST /v3/sessions/delete/",
      "POST /v3/sessions/delete/",
    ]);
    for (const { url, headers } of sent) {
      expect(new URL(url).origin).toBe("https://verification.didit.me");
      expect(headers.get("x-api-key")).toBe("the-key");
      expect(headers.has("authorization")).toBe(false);
    }
    expect(sent.flatMap(({ body }) => (body === "" ? [] : JSON.parse(body)))).toEqual([
      { workflow_id: WORKFLOW, vendor_data: "user-1", sandbox_scenario: "approve" },
      { new_status: "Approved", comment: "Seen." },
      { session_numbers: [4, 7] },
      { delete_all: true },
    ]);
  });

  it("are made by clients with a key alone", () => {
    const client = createDiditClient({ clientId: "c", clientSecret: "s" });
    expect(client).not.toHaveProperty("createWorkflowSession");
  });

  it("ask for the key where it is not set, and not for id and secret", () => {
    for (const apiKey of [undefined, "", 5] as never[])
      expect(() => createDiditClient({ apiKey })).toThrow(
        "The option apiKey is undefined, empty or not a string: give the API key.",
      );
    for (const apiKey of ["the key", "the-key\n", "schlüssel"])
      expect(() => createDiditClient({ apiKey })).toThrow(
        "The option apiKey contains characters that a header cannot carry, such as spaces.",
      );
    const both = { apiKey: undefined, clientId: "c", clientSecret: "s" } as never;
    expect(createDiditClient(both)).not.toHaveProperty("createWorkflowSession");
  });
});

describe("results of version 3", () => {
  it("are the data of the reply; what is deleted leaves nothing", async () => {
    const pdf = Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0xff]);
    const created = { session_id: ID, session_token: "t", url: "https://verify.didit.me/session/t" };
    expect(await open(Response.json(created, { status: 201 })).client.createWorkflowSession(of())).toEqual({
      ok: true,
      data: created,
    });
    expect(await open(new Response(pdf)).client.downloadWorkflowPdf(ID)).toEqual({ ok: true, data: pdf });
    for (const done of [new Response(null, { status: 204 }), Response.json({}), new Response("")]) {
      expect(await open(done).client.deleteWorkflowSession(ID)).toEqual({ ok: true, data: undefined });
      expect(await open(done).client.deleteWorkflowSessions({ delete_all: true })).toEqual({
        ok: true,
        data: undefined,
      });
    }
  });

  it("are failures for a creation with another status than 201, and for a deletion that a page answers", async () => {
    const created = await open(Response.json({ session_id: ID })).client.createWorkflowSession(of());
    expect(created).toMatchObject({ ok: false, status: 200 });
    for (const odd of [new Response("<html>busy</html>"), Response.json(null), Response.json([])])
      expect(await open(odd).client.deleteWorkflowSession(ID)).toMatchObject({ ok: false, status: 0 });
  });

  it.each([
    [{ url: null, session_token: null }, "the session has no url or token: may the API key write sessions?"],
    [{ url: null, session_token: "t" }, "the session has no url or token: may the API key write sessions?"],
    [{ url: "https://verify.didit.me/session/t" }, "the reply is not as documented"],
    [{ url: 5, session_token: "t" }, "the reply is not as documented"],
  ])("are failures for a new session with %j", async (members, reason) => {
    const { client } = open(Response.json({ session_id: ID, ...members }, { status: 201 }));
    expect(await client.createWorkflowSession(of())).toMatchObject({
      ok: false,
      status: 0,
      message: `No usable reply: ${reason}`,
    });
  });

  it.each<[number, unknown, string]>([
    [401, { detail: "Unauthorized." }, "Unauthorized."],
    [403, { detail: DENIED }, DENIED],
    [403, { detail: DENIED, code: "application_deleted" }, `${DENIED} (application_deleted)`],
    [400, { workflow_id: ["This field is required."] }, "workflow_id: This field is required."],
    [400, { sign: "signature_document_changed" }, "sign: signature_document_changed"],
    [
      400,
      { expected_details: { expected_document_types: ['"XX" is not a valid choice.'] } },
      'expected_details.expected_document_types: "XX" is not a valid choice.',
    ],
    [503, "busy", "Unexpected reply: 503"],
  ])("for %i %j say %j", async (status, body, message) => {
    expect(await open(refuse(status, body)).client.createWorkflowSession(of())).toMatchObject({
      ok: false,
      status,
      message,
    });
  });

  it("have the code of a refused key, and each error of a field as a list", async () => {
    const blocked = await open(refuse(403, { detail: DENIED, code: "application_deleted" })).client.getWorkflowDecision(
      ID,
    );
    expect(!blocked.ok && blocked.error).toEqual({ detail: DENIED, code: "application_deleted" });
    const changed = await open(refuse(400, { sign: "signature_document_changed" })).client.createWorkflowSession(of());
    expect(!changed.ok && changed.error).toEqual({ fields: { sign: ["signature_document_changed"] } });
  });

  it.each([
    ["30", 30],
    ["0", 0],
    ["Thu, 01 Jan 2099 00:00:30 GMT", 30],
    ["Thu, 01 Jan 2015 00:00:00 GMT", 0],
    ["soon", undefined],
    ["-1", undefined],
    ["9".repeat(400), undefined],
    [undefined, undefined],
  ])("for a 429 with Retry-After %s say %s seconds", async (header, seconds) => {
    vi.useFakeTimers({ now: Date.parse("2099-01-01T00:00:00Z"), toFake: ["Date"] });
    try {
      const throttled = refuse(
        429,
        { detail: "Request was throttled." },
        header === undefined ? {} : { "retry-after": header },
      );
      const result = await open(throttled).client.updateWorkflowStatus(ID, { new_status: "Approved" });
      expect(result).toMatchObject({ ok: false, status: 429, message: "Request was throttled." });
      expect(!result.ok && result.retryAfterSeconds).toBe(seconds);
    } finally {
      vi.useRealTimers();
    }
  });

  it("never hold the key, and neither does a printed client", async () => {
    const { client } = open(refuse(401, { detail: "Unauthorized." }));
    const printed = inspect([client, await client.getWorkflowDecision(ID), await client.waitForOutcome(ID)], {
      depth: 9,
    });
    expect(printed).toContain("Unauthorized.");
    expect(printed).not.toContain("the-key");
  });
});

const of = () => ({ workflow_id: WORKFLOW });

describe("the sessions of all pages", () => {
  const pageOf = (next: string | null, ...numbers: number[]): Response =>
    Response.json({ count: 9, next, previous: null, results: numbers.map((session_number) => ({ session_number })) });

  async function numbersOf(sessions: ReturnType<ReturnType<typeof open>["client"]["eachWorkflowSession"]>) {
    const found: unknown[] = [];
    for await (const each of sessions) found.push(each.ok ? each.data.session_number : each.message);
    return found;
  }

  it("come one by one, by the query of each next page, at the client's own address", async () => {
    const { client, sent } = open(
      pageOf("http://127.0.0.1:1/elsewhere/?status=Approved&limit=2&offset=2", 9, 8),
      pageOf("https://attacker.example/v3/sessions/?cursor=a%2Bb%20c", 7, 6),
      pageOf(null, 5),
    );
    expect(await numbersOf(client.eachWorkflowSession({ status: "Approved", limit: 2 }))).toEqual([9, 8, 7, 6, 5]);
    expect(sent.map(({ url }) => url)).toEqual([
      "https://verification.didit.me/v3/sessions/?status=Approved&limit=2",
      "https://verification.didit.me/v3/sessions/?status=Approved&limit=2&offset=2",
      "https://verification.didit.me/v3/sessions/?cursor=a%2Bb%20c",
    ]);
  });

  it("are requested as they are needed", async () => {
    const { client, sent } = open(pageOf("/v3/sessions/?offset=1", 2), pageOf(null, 1));
    for await (const each of client.eachWorkflowSession()) if (each.ok) break;
    expect(sent).toHaveLength(1);
  });

  it("end with a failure, as it is", async () => {
    const { client } = open(pageOf("/v3/sessions/?offset=1", 2), refuse(403, { detail: DENIED }));
    expect(await numbersOf(client.eachWorkflowSession())).toEqual([2, DENIED]);
  });

  it("end where a page leads back to an earlier one", async () => {
    const { client, sent } = open(pageOf("?offset=1", 2), pageOf("?offset=2", 1), pageOf("?offset=1", 0));
    expect(await numbersOf(client.eachWorkflowSession())).toEqual([
      2,
      1,
      0,
      "No usable reply: the pages of the list lead back to one of them",
    ]);
    expect(sent).toHaveLength(3);
  });

  it.each([{ next: 5 }, { next: "http://[" }, { results: null }, { results: ["x"] }, { next: undefined }])(
    "end where a page has %j",
    async (odd) => {
      const { client } = open(Response.json({ count: 0, next: null, previous: null, results: [], ...odd }));
      expect(await numbersOf(client.eachWorkflowSession())).toEqual([
        "No usable reply: the reply is not as documented",
      ]);
      expect(await client.listWorkflowSessions()).toMatchObject({ ok: false, status: 0 });
    },
  );
});

describe("waiting for an outcome", () => {
  /** Waits without any time passing. */
  function openWait(...answers: Parameters<typeof open>) {
    const slept: number[] = [];
    const progress: string[] = [];
    const opened = open(...answers);
    const wait = (options: OutcomeOptions = {}) =>
      opened.client.waitForOutcome(ID, {
        sleep: async (ms) => void slept.push(ms),
        onProgress: ({ status }) => void progress.push(status),
        ...options,
      });
    return { ...opened, wait, slept, progress };
  }

  it.each<WorkflowStatus>(["Approved", "Declined", "In Review", "Abandoned", "Expired", "Kyc Expired"])(
    "goes on while the person has something to do, and ends with %s",
    async (end) => {
      const passed = ["Not Started", "In Progress", "In Progress", "Awaiting User", "Resubmitted"];
      const { wait, sent, slept, progress } = openWait(...passed.map(inStatus), inStatus(end));
      expect(await wait()).toEqual({ ok: true, data: { session_id: ID, status: end } });
      expect(linesOf(sent)).toEqual(Array(6).fill(`GET /v3/session/${ID}/decision/`));
      expect(slept).toEqual(Array(5).fill(5000));
      expect(progress).toEqual(["Not Started", "In Progress", "Awaiting User", "Resubmitted", end]);
    },
  );

  it("ends with a status that is not known yet, and fails for what is none", async () => {
    expect(await openWait(inStatus("Archived")).wait()).toMatchObject({ ok: true, data: { status: "Archived" } });
    const { wait, progress } = openWait(Response.json({ status: 5 }));
    expect(await wait()).toMatchObject({ ok: false, message: "No usable reply: the reply is not as documented" });
    expect(progress).toEqual([]);
  });

  it("goes on through a review if told to, and waits as long as it is told", async () => {
    const { wait, slept } = openWait(inStatus("In Review"), inStatus("In Review"), inStatus("Approved"));
    expect(await wait({ throughReview: true, intervalMs: 7 })).toMatchObject({
      ok: true,
      data: { status: "Approved" },
    });
    expect(slept).toEqual([7, 7]);
  });

  const lost = new TypeError("fetch failed");
  const throttled = (seconds: string) => refuse(429, { detail: "Wait." }, { "retry-after": seconds });

  it("waits as long as a 429 says, however many there are", async () => {
    const { wait, slept } = openWait(
      ...["30", "2", "30", "30"].map(throttled),
      refuse(429, { detail: "Wait." }),
      inStatus("Approved"),
    );
    expect(await wait()).toMatchObject({ ok: true });
    expect(slept).toEqual([30_000, 5000, 30_000, 30_000, 5000]);
  });

  it("passes over two failures in a row of the network or the server, and no third", async () => {
    const { wait, sent } = openWait(lost, refuse(503, {}), inStatus("In Progress"), lost, lost, inStatus("Approved"));
    expect(await wait()).toMatchObject({ ok: true });
    expect(sent).toHaveLength(6);
    const broken = openWait(lost, refuse(502, {}), throttled("1"), refuse(500, { detail: "A server error occurred." }));
    expect(await broken.wait()).toMatchObject({ ok: false, status: 500, message: "A server error occurred." });
    expect(broken.sent).toHaveLength(4);
  });

  it.each([400, 401, 403, 404])("ends with a %i at once", async (status) => {
    const { wait, sent } = openWait(refuse(status, { detail: "No." }));
    expect(await wait()).toMatchObject({ ok: false, status, message: "No." });
    expect(sent).toHaveLength(1);
  });

  it("ends when its time is up, after a last look", async () => {
    const { wait, slept, sent } = openWait(inStatus("In Progress"));
    expect(await wait({ timeoutMs: 12_000 })).toMatchObject({
      ok: false,
      status: 0,
      message: 'No usable reply: the status is still "In Progress" after 12000 ms',
      cause: { name: "TimeoutError" },
    });
    expect(slept).toEqual([5000, 5000, 2000]);
    expect(sent).toHaveLength(4);
  });

  it("ends in time although a request gets no reply", async () => {
    const client = createDiditClient({
      apiKey: "k",
      fetch: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true })),
    });
    expect(await client.waitForOutcome(ID, { timeoutMs: 20 })).toMatchObject({
      message: "No usable reply: no status is known after 20 ms",
      cause: { name: "TimeoutError" },
    });
  });

  it("ends when it is told to: before, while it sleeps, and during a request", async () => {
    const reason = new Error("the person has gone");
    const stopped = { ok: false, status: 0, cause: reason };
    const before = openWait(inStatus("In Progress"));
    expect(await before.wait({ signal: AbortSignal.abort(reason) })).toMatchObject(stopped);
    expect(before.sent).toEqual([]);

    const controller = new AbortController();
    const { client } = open(inStatus("In Progress"));
    const waiting = client.waitForOutcome(ID, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 5);
    expect(await waiting).toMatchObject(stopped);

    const during = new AbortController();
    const slow = createDiditClient({
      apiKey: "k",
      fetch: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          during.abort(reason);
        }),
    });
    const slept: number[] = [];
    const sleep = async (ms: number) => void slept.push(ms);
    expect(await slow.waitForOutcome(ID, { signal: during.signal, sleep })).toMatchObject(stopped);
    expect(slept).toEqual([]);
  });

  it("rejects with what its callback throws", async () => {
    const bug = new Error("a bug");
    const { wait } = openWait(inStatus("In Progress"));
    const onProgress = (): void => {
      throw bug;
    };
    await expect(wait({ onProgress })).rejects.toBe(bug);
  });

  it.each([{ intervalMs: 0 }, { timeoutMs: 0 }, { timeoutMs: 2 ** 31 }, { timeoutMs: Number.NaN }])(
    "refuses %j",
    async (options) => {
      const { wait, sent } = openWait(inStatus("In Progress"));
      await expect(wait(options)).rejects.toThrow(RangeError);
      expect(sent).toEqual([]);
    },
  );
});
