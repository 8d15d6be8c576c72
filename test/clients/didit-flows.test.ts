import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createDiditClient,
  createDiditWebhookVerifier,
  type DiditClient,
  type DiditResult,
  isApproved,
} from "#clients/didit.ts";
import type { Fetch } from "#clients/fetch.ts";
import { createStandin, type Standin, type StandinWorld } from "#standin/standin.ts";
import { createReceiver } from "../didit/receiver.ts";

const APPLICATION = { clientId: "standin-client", clientSecret: "standin-secret" };
const WEBHOOK_SECRET = "standin-webhook-secret";
const START_MS = Date.parse("2024-08-01T10:30:00Z");
const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

/** The data of a call that has to succeed. */
async function dataOf<Data>(pending: Promise<DiditResult<Data>>): Promise<Data> {
  const result = await pending;
  if (!result.ok) throw new Error(result.message);
  return result.data;
}

interface Reached {
  readonly fetch: Fetch;
  readonly origin: string;
}

const ways: Record<string, (standin: Standin) => Promise<Reached>> = {
  "in this process": async ({ fetch }) => ({ fetch, origin: "http://standin.localhost" }),
  "over a port": async (standin) => ({ fetch, origin: (await standin.listen()).url }),
};

describe.each(Object.entries(ways))("against the simulator, %s", (_, reach) => {
  let standin: Standin;
  let world: StandinWorld;
  let reached: Reached;
  let didit: DiditClient;

  const open = (more: object = {}): DiditClient =>
    createDiditClient({
      ...APPLICATION,
      baseUrl: `${reached.origin}/didit`,
      fetch: reached.fetch,
      now: () => standin.engine.worlds.find(world.name)?.clock.now() ?? START_MS,
      ...more,
    });
  const run = async (name: string, parameters: object = {}) =>
    (await standin.engine.runScenario(world.name, "didit", name, { ...parameters })) as {
      session_id: string;
      session_token: string;
    };
  const tokenCalls = () => world.journal.entries().filter(({ operationId }) => operationId === "createClientToken");

  beforeEach(async () => {
    standin = await createStandin({ providers: ["didit"], frozenAt: START_MS });
    world = await standin.world();
    reached = await reach(standin);
    didit = open();
  });
  afterEach(() => standin.close());

  it("data transfer: show the link, poll until the person has answered, fetch what they shared", async () => {
    const session = await dataOf(didit.createSession({ scope: ["names", "email"], vendorData: "user-1" }));
    expect(session.url).toContain(session.session_token);
    const people = ["scan", "confirm"];
    const sleep = async (ms: number): Promise<void> => {
      await world.clock.advance(ms);
      const move = people.shift();
      if (move !== undefined) await run(move, { session_id: session.session_id });
    };
    expect(await didit.poll(session, { sleep })).toEqual({ ok: true, data: "confirmed" });
    expect(await dataOf(didit.getDecision(session.session_id))).toMatchObject({
      session_id: session.session_id,
      status: "Confirmed",
      vendor_data: "user-1",
      scope: "names email",
      user_data: { sub: expect.any(String), email: { email: "alice@example.com" } },
      created_at: "2024-08-01T10:30:00.000Z",
    });
  });

  it("data transfer: one person declines, one never answers, one shares only their e-mail address", async () => {
    expect(await dataOf(didit.poll(await run("a declined session")))).toBe("declined");
    const forgotten = await dataOf(didit.createSession({ scope: "email" }));
    const sleep = (ms: number) => world.clock.advance(ms);
    expect(await dataOf(didit.poll(forgotten, { sleep }))).toBe("expired");
    expect((await world.clock.now()).getTime()).toBe(START_MS + 600_000);
    expect((await dataOf(didit.getDecision(forgotten.session_id))).user_data).toBeNull();
    const { session_id } = await run("a session confirmed with e-mail only");
    expect(Object.keys((await dataOf(didit.getDecision(session_id))).user_data ?? {})).toEqual(["sub", "email"]);
  });

  it("one token for many calls, another one when it has run out, and when the provider forgot it", async () => {
    const { session_id } = await run("a confirmed session");
    await Promise.all(Array.from({ length: 10 }, () => didit.getDecision(session_id)));
    expect(tokenCalls()).toHaveLength(1);
    await world.clock.advance(86_400_000 - 60_000);
    await dataOf(didit.getDecision(session_id));
    expect(tokenCalls()).toHaveLength(2);

    const slow = open({ now: () => 0 });
    await dataOf(slow.getDecision(session_id));
    await world.clock.advance(86_400_000);
    await dataOf(slow.getDecision(session_id));
    expect(tokenCalls()).toHaveLength(4);
  });

  it("refusals are values in the provider's words", async () => {
    const foreign = await run("a session of another application");
    expect(await didit.getDecision(foreign.session_id)).toMatchObject({
      ok: false,
      status: 404,
      message: "Not found.",
    });
    expect(await didit.getDecision(UNKNOWN_ID)).toMatchObject({
      ok: false,
      status: 404,
      error: { detail: "Not found." },
    });
    expect(await didit.getDecision("not-an-id")).toMatchObject({ ok: false, status: 404, message: "Not found." });
    const malformed = await didit.getVerification("not-an-id");
    expect(malformed).toMatchObject({ ok: false, status: 404, error: undefined });
    expect(!malformed.ok && malformed.message).toMatch(/^Unexpected reply: 404/);
    expect(await didit.createSession({})).toMatchObject({
      ok: false,
      status: 400,
      error: { fields: { scope: ["This field is required."] } },
      message: "scope: This field is required.",
    });
    const stranger = { ...(await run("a session")), session_token: "wrong" };
    expect(await didit.poll(stranger)).toMatchObject({ ok: false, status: 403 });
    expect(await open({ clientSecret: "guessed" }).createVerification()).toMatchObject({
      ok: false,
      status: 401,
      error: { error: "invalid_client" },
      message: "invalid_client",
    });
  });

  it("verification: create, submit, read, overturn, download", async () => {
    const { session_id, url } = await dataOf(
      didit.createVerification({
        callback: "http://localhost:3000/done",
        features: "OCR + FACE",
        vendorData: "user-1",
      }),
    );
    expect(url).toMatch(/\/session\//);
    expect(isApproved(await dataOf(didit.getVerification(session_id)))).toBe(false);
    expect(await didit.downloadPdf(session_id)).toMatchObject({ ok: false, status: 403 });
    expect(await didit.updateStatus(session_id, "Approved")).toMatchObject({ ok: false, status: 400 });
    await run("open", { session_id });
    await run("submit", { session_id, outcome: "In Review" });
    expect(isApproved(await dataOf(didit.getVerification(session_id)))).toBe(false);
    expect(await dataOf(didit.updateStatus(session_id, "Approved", "looks good"))).toEqual({ session_id });
    const verification = await dataOf(didit.getVerification(session_id));
    expect(isApproved(verification)).toBe(true);
    expect(verification).toMatchObject({
      vendor_data: "user-1",
      features: "OCR + FACE",
      kyc: { status: expect.any(String) },
      reviews: [{ user: "API Client", new_status: "Approved", comment: "looks good" }],
    });
    expect(new TextDecoder().decode((await dataOf(didit.downloadPdf(session_id))).subarray(0, 5))).toBe("%PDF-");
  });

  it("webhooks: each is believed as it comes, and not after it was changed", async () => {
    const receiver = await createReceiver();
    try {
      await run("a webhook receiver", { url: receiver.url });
      const { session_id } = await dataOf(didit.createVerification({ vendorData: "José" }));
      await run("open", { session_id });
      await run("submit", { session_id });
      await world.webhooks.settled();
      const { verify } = createDiditWebhookVerifier({ secret: WEBHOOK_SECRET, version: "v1" });
      const events = await Promise.all(receiver.deliveries.map(({ text, headers }) => verify(text, headers)));
      expect(events).toMatchObject(
        ["Not Started", "In Progress", "Approved"].map((status) => ({
          ok: true,
          event: { session_id, status, vendor_data: "José" },
          signedBy: "X-Signature-V2",
        })),
      );
      const last = events.at(-1);
      expect(last?.ok && isApproved(last.event) && last.event.decision?.kyc).toBeTruthy();

      const delivery = receiver.deliveries.at(-1);
      if (delivery === undefined) throw new Error("nothing came");
      const { text, headers, body } = delivery;
      expect(await verify(JSON.stringify(body, null, 4), headers)).toMatchObject({ signedBy: "X-Signature-V2" });
      const overturned = JSON.stringify({ ...body, status: "Declined" });
      expect(await verify(overturned, headers)).toEqual({ ok: false, reason: "no signature is right" });
      const embellished = await verify(JSON.stringify({ ...body, vendor_data: "another user" }), headers);
      expect(embellished).toMatchObject({ ok: true, signedBy: "X-Signature-Simple" });
      expect(embellished.ok && embellished.event.vendor_data).toBeUndefined();
      const other = createDiditWebhookVerifier({ secret: "other" });
      expect(await other.verify(text, headers)).toMatchObject({ ok: false });
    } finally {
      await receiver.close();
    }
  });
});
