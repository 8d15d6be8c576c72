import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createDiditClient,
  createDiditWebhookVerifier,
  type DiditKeyClient,
  type DiditResult,
  isApproved,
} from "#clients/didit.ts";
import { registry } from "#mocks/registry.ts";
import { createStandin, type Standin, type StandinWorld } from "#standin/standin.ts";
import { createReceiver } from "../didit/receiver.ts";

const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";
const DENIED = "You do not have permission to perform this action.";
const START_MS = Date.parse("2026-06-01T10:30:00Z");
const MINUTE_MS = 60_000;

async function dataOf<Data>(pending: Promise<DiditResult<Data>>): Promise<Data> {
  const result = await pending;
  if (!result.ok) throw new Error(result.message);
  return result.data;
}

let standin: Standin;
let worlds = 0;
let world: StandinWorld;
let didit: DiditKeyClient;

const open = (apiKey = "standin-api-key"): DiditKeyClient =>
  createDiditClient({ apiKey, baseUrl: world.baseUrl("didit"), fetch: standin.fetch });
const create = (vendor_data?: string) =>
  dataOf(didit.createWorkflowSession({ workflow_id: WORKFLOW, ...(vendor_data !== undefined && { vendor_data }) }));
const inStatus = (status: "Approved" | "In Review" | "Not Started") =>
  world.scenario("didit", "a workflow session", { status });
/** The world's time passes while the client waits. */
const sleep = (ms: number) => world.clock.advance(ms);

beforeAll(async () => {
  standin = await createStandin({ providers: ["didit"], frozenAt: START_MS });
  return () => standin.close();
});
beforeEach(async () => {
  worlds += 1;
  world = await standin.world(`flow-${worlds}`);
  didit = open();
});

describe("a session of version 3, against the simulator", () => {
  it("is waited for no longer once the one who follows it fails, at once or later", async () => {
    const { session_id } = await create();
    const failing = [() => Promise.reject(new Error("no disk")), () => expect.fail("no disk")];
    for (const onProgress of failing)
      await expect(didit.waitForOutcome(session_id, { sleep, onProgress })).rejects.toThrow("no disk");
  });

  it("is created, waited for, read, overturned, reported and deleted", async () => {
    const { session_id, url, status } = await create("alice");
    expect(status).toBe("Not Started");
    expect(url).toMatch(/\/session\/[^/]+$/);
    expect(await didit.downloadWorkflowPdf(session_id)).toMatchObject({ ok: false, status: 403 });
    const person = [
      () => world.scenario("didit", "open", { session_id }),
      () => world.scenario("didit", "submit", { session_id, outcome: "In Review" }),
    ];
    const progress: string[] = [];
    const outcome = await dataOf(
      didit.waitForOutcome(session_id, {
        sleep: async (ms) => {
          await sleep(ms);
          await person.shift()?.();
        },
        onProgress: (session) => void progress.push(session.status),
      }),
    );
    expect(progress).toEqual(["Not Started", "In Progress", "In Review"]);
    expect(outcome).toMatchObject({ status: "In Review", id_verifications: [{ full_name: "Alice Example" }] });
    expect(isApproved(outcome)).toBe(false);

    expect(await dataOf(didit.updateWorkflowStatus(session_id, { new_status: "Approved", comment: "Fine." }))).toEqual({
      session_id,
    });
    const after = await dataOf(didit.getWorkflowDecision(session_id));
    expect(isApproved(after)).toBe(true);
    expect(after.reviews).toMatchObject([{ user: "API Client", new_status: "Approved", comment: "Fine." }]);
    const pdf = await dataOf(didit.downloadWorkflowPdf(session_id));
    expect(new TextDecoder().decode(pdf.subarray(0, 5))).toBe("%PDF-");
    expect(await didit.deleteWorkflowSession(session_id)).toEqual({ ok: true, data: undefined });
    expect(await didit.getWorkflowDecision(session_id)).toMatchObject({
      ok: false,
      status: 404,
      message: "Not found.",
    });
  });

  it("is created by the key and the workflow that a start names among the credentials", async () => {
    const { describeCredentials, defaultSeed } = registry.didit;
    const { api_key = "", workflow_id = "" } = describeCredentials(defaultSeed);
    expect(await open(api_key).createWorkflowSession({ workflow_id })).toMatchObject({
      ok: true,
      data: { workflow_id },
    });
  });

  it("ends by a word of the sandbox", async () => {
    didit = open("standin-sandbox-key");
    const { session_id } = await dataOf(
      didit.createWorkflowSession({ workflow_id: WORKFLOW, sandbox_scenario: "approve" }),
    );
    const outcome = await dataOf(didit.waitForOutcome(session_id, { sleep }));
    expect(outcome).toMatchObject({ status: "Approved", environment: "sandbox" });
  });

  it("is passed again where it was resubmitted", async () => {
    const { session_id } = await inStatus("Approved");
    const nodes_to_resubmit = [{ node_id: "feature_ocr", feature: "ID_VERIFICATION" as const }];
    await dataOf(didit.updateWorkflowStatus(session_id, { new_status: "Resubmitted", nodes_to_resubmit }));
    const again = await didit.updateWorkflowStatus(session_id, { new_status: "Resubmitted", nodes_to_resubmit });
    expect(again).toMatchObject({
      ok: false,
      status: 400,
      message: "new_status: The new status is the same as the current status.",
    });
    const person = async (ms: number) => {
      await sleep(ms);
      await world.scenario("didit", "open", { session_id });
      await world.scenario("didit", "submit", { session_id, outcome: "Declined" });
    };
    expect(await dataOf(didit.waitForOutcome(session_id, { sleep: person }))).toMatchObject({ status: "Declined" });
  });

  it("runs out, which ends the wait", async () => {
    const { session_id } = await create();
    const outcome = await dataOf(didit.waitForOutcome(session_id, { sleep, intervalMs: 24 * 60 * MINUTE_MS }));
    expect(outcome).toMatchObject({ status: "Expired" });
    expect((await world.clock.now()).getTime()).toBe(START_MS + 7 * 24 * 60 * MINUTE_MS);
  });

  it("is found among all by its filters, and deleted with others by number", async () => {
    const sessions = [];
    for (const vendor_data of ["a", "b", "c", "d", "e"]) sessions.push(await create(vendor_data));
    const page = await dataOf(didit.listWorkflowSessions({ vendor_data: "c" }));
    expect(page).toMatchObject({ count: 1, next: null, results: [{ session_id: sessions[2]?.session_id }] });
    const found: (string | null)[] = [];
    for await (const each of didit.eachWorkflowSession({ status: "Not Started", limit: 2 }))
      found.push(each.ok ? each.data.vendor_data : each.message);
    expect(found).toEqual(["e", "d", "c", "b", "a"]);
    expect(await world.exchanges({ operation: "listWorkflowSessions" })).toHaveLength(4);

    expect(await didit.deleteWorkflowSessions({ session_numbers: [1, 2] })).toMatchObject({ ok: true });
    expect((await dataOf(didit.listWorkflowSessions())).count).toBe(3);
    expect(await didit.deleteWorkflowSessions({ session_numbers: [1] })).toMatchObject({ ok: false, status: 404 });
    expect(await didit.deleteWorkflowSessions({ delete_all: true })).toMatchObject({ ok: true });
    expect((await dataOf(didit.listWorkflowSessions())).count).toBe(0);
  });
});

describe("refusals of version 3, by the simulator", () => {
  it("are values in the provider's words", async () => {
    expect(await didit.getWorkflowDecision(UNKNOWN_ID)).toMatchObject({ status: 404, error: { detail: "Not found." } });
    expect(await didit.waitForOutcome(UNKNOWN_ID)).toMatchObject({ status: 404 });
    expect(await open("guessed").listWorkflowSessions()).toMatchObject({ status: 401, message: "Unauthorized." });
    await world.scenario("didit", "an API key", { key: "nothing", scopes: {} });
    expect(await open("nothing").createWorkflowSession({ workflow_id: WORKFLOW })).toMatchObject({
      status: 403,
      error: { detail: DENIED },
    });
    expect(await didit.createWorkflowSession({ workflow_id: UNKNOWN_ID })).toMatchObject({
      status: 400,
      error: { fields: { workflow_id: [`Invalid pk "${UNKNOWN_ID}" - object does not exist.`] } },
    });
    await world.scenario("didit", "an application", { blocked: "application_deleted" });
    expect(await didit.listWorkflowSessions()).toMatchObject({
      status: 403,
      error: { detail: DENIED, code: "application_deleted" },
      message: `${DENIED} (application_deleted)`,
    });
  });

  it("say when checks may run again", async () => {
    const { session_id } = await inStatus("Approved");
    const rerun = () =>
      didit.updateWorkflowStatus(session_id, {
        new_status: "Resubmitted",
        nodes_to_resubmit: [{ node_id: "feature_ip_analysis", feature: "IP_ANALYSIS" }],
      });
    expect(await rerun()).toMatchObject({ ok: true });
    await world.clock.advance(10_000);
    const soon = await rerun();
    expect(soon).toMatchObject({ ok: false, status: 429, retryAfterSeconds: 20 });
    await world.clock.advance(20_000);
    expect(await rerun()).toMatchObject({ ok: true });
  });
});

describe("faults", () => {
  it("a creation whose reply was lost is found by its vendor_data, and repeated it is the same session", async () => {
    await world.faults.add({
      match: { operation: "createWorkflowSession" },
      when: { first: 1 },
      effect: { connection: "lose-acknowledgement" },
    });
    const details = { workflow_id: WORKFLOW, vendor_data: "order-1" };
    expect(await didit.createWorkflowSession(details)).toMatchObject({ ok: false, status: 0 });
    const { count, results } = await dataOf(didit.listWorkflowSessions({ vendor_data: "order-1" }));
    expect(count).toBe(1);
    expect((await dataOf(didit.createWorkflowSession(details))).session_id).toBe(results[0]?.session_id);
  });

  it("a wait goes on after a 429, a lost reply and a busy gateway, and takes its time", async () => {
    const { session_id } = await inStatus("Approved");
    const match = { operation: "getWorkflowDecision" } as const;
    const when = { first: 1 };
    await world.faults.add({ match, when, effect: { status: 429, retryAfterSeconds: 30 } });
    await world.faults.add({ match, when, effect: { connection: "lose-acknowledgement" } });
    await world.faults.add({ match, when, effect: { gateway: { status: 502 } } });
    expect(await didit.waitForOutcome(session_id, { sleep })).toMatchObject({ ok: true });
    expect((await world.clock.now()).getTime()).toBe(START_MS + 40_000);
  });

  it("an outage ends the wait at its third failure", async () => {
    const { session_id } = await inStatus("Approved");
    await world.faults.add({ match: { operation: "getWorkflowDecision" }, effect: { connection: "reset" } });
    expect(await didit.waitForOutcome(session_id, { sleep })).toMatchObject({ ok: false, status: 0 });
    expect(await world.exchanges({ operation: "getWorkflowDecision" })).toHaveLength(3);
  });

  it("a deletion that was not complete says so, and can be repeated", async () => {
    const { session_id } = await create();
    await world.faults.add({
      match: { operation: "deleteWorkflowSession" },
      when: { first: 1 },
      effect: { status: 503 },
    });
    expect(await didit.deleteWorkflowSession(session_id)).toMatchObject({ ok: false, status: 503 });
    expect(await didit.deleteWorkflowSession(session_id)).toEqual({ ok: true, data: undefined });
  });
});

describe("webhooks of the simulator", () => {
  it("of each version are believed, typed, by a verifier of that version and by no other", async () => {
    const receiver = await createReceiver();
    try {
      const SECRET = "standin-webhook-secret";
      await world.scenario("didit", "a webhook receiver", { url: receiver.url });
      for (const webhook_version of ["v1", "v2", "v3"] as const) {
        await dataOfApi(didit.api.PATCH("/v3/webhook/", { body: { webhook_version } }));
        await inStatus("Approved");
      }
      await world.webhooks.settled();
      const verify = (version: "v1" | "v2" | "v3") => {
        const verifier = createDiditWebhookVerifier({ secret: SECRET, version });
        return Promise.all(receiver.deliveries.map(({ text, headers }) => verifier.verify(text, headers)));
      };
      const approvals = (await verify("v3")).filter((each) => each.ok && each.event.status === "Approved");
      expect(approvals).toMatchObject([
        {
          signedBy: "X-Signature-V2",
          event: { webhook_type: "status.updated", environment: "live", decision: { id_verifications: [{}] } },
        },
      ]);
      const refusals = (await verify("v3")).flatMap((each) => (each.ok ? [] : each.reason));
      expect(refusals).toEqual(Array(6).fill("the event is of another version"));
      for (const older of ["v1", "v2"] as const) {
        const results = await verify(older);
        expect(results.map(({ ok }) => ok)).toEqual(receiver.deliveries.map(({ text }) => !text.includes("event_id")));
        expect(results.flatMap((each) => (each.ok ? [] : each.reason))).toEqual(
          Array(3).fill("the event is of another version"),
        );
      }
    } finally {
      await receiver.close();
    }
  });

  it("are believed by the former secret for a day after a rotation, and say so", async () => {
    const receiver = await createReceiver();
    try {
      await world.scenario("didit", "a webhook receiver", { url: receiver.url });
      const former = createDiditWebhookVerifier({ secret: "standin-webhook-secret", version: "v3" });
      const { secret_shared_key: secret } = await dataOfApi(
        didit.api.PATCH("/v3/webhook/", { body: { rotate_secret_key: true } }),
      );
      const next = createDiditWebhookVerifier({ secret, version: "v3" });
      await create("a");
      await world.webhooks.settled();
      await world.clock.advance(24 * 60 * MINUTE_MS);
      await create("b");
      await world.webhooks.settled();
      const [first, second] = receiver.deliveries;
      if (first === undefined || second === undefined) throw new Error("two webhooks were to come");
      expect(await former.verify(first.text, first.headers)).toMatchObject({ signedBy: "X-Signature-V2-Previous" });
      expect(await next.verify(first.text, first.headers)).toMatchObject({ signedBy: "X-Signature-V2" });
      expect(await former.verify(second.text, second.headers)).toEqual({ ok: false, reason: "no signature is right" });
      expect(await next.verify(second.text, second.headers)).toMatchObject({ signedBy: "X-Signature-V2" });
    } finally {
      await receiver.close();
    }
  });

  it("of a test are believed by the time of sending", async () => {
    const receiver = await createReceiver();
    try {
      await world.scenario("didit", "a webhook receiver", { url: receiver.url });
      await world.scenario("didit", "a test webhook", { sample: "unicode name" });
      await world.webhooks.settled();
      const [delivery] = receiver.deliveries;
      const verifier = createDiditWebhookVerifier({ secret: "standin-webhook-secret", version: "v3" });
      expect(delivery && (await verifier.verify(delivery.text, delivery.headers))).toMatchObject({
        event: { created_at: 1_641_038_400, vendor_data: "José-Мария-美咲" },
        signedBy: "X-Signature-V2",
      });
    } finally {
      await receiver.close();
    }
  });
});

async function dataOfApi<Data>(pending: Promise<{ data?: Data }>): Promise<Data> {
  const { data } = await pending;
  if (data === undefined) throw new Error("the call failed");
  return data;
}
