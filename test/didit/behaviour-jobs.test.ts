import { afterEach, describe, expect, it } from "vitest";
import type { Bug } from "#engine/pipeline/engine.ts";
import { createStandin, type StandinWorld } from "#standin/standin.ts";
import type { OpenProvider } from "../support/transports.ts";
import { createBrowser } from "./browser.ts";
import { type Didit, MINUTE_MS, START, start } from "./calls.ts";
import { createReceiver, isGenuine, type Receiver } from "./receiver.ts";

const SECRET = "standin-webhook-secret";
const START_MS = Date.parse(START);
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const closers: (() => Promise<void>)[] = [];
const bugs: Bug[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
  // A job that fails shows nowhere else.
  expect(bugs.splice(0)).toEqual([]);
});

/** What time does is the same over every transport: one in this process will do. */
const open: OpenProvider = async (options) => {
  const standin = await createStandin({
    ...options,
    providers: ["didit"],
    freezeState: true,
    onBug: (bug) => bugs.push(bug),
  });
  closers.push(standin.close);
  const baseUrl = "http://standin.localhost/didit";
  return {
    fetch: (path, init) => standin.fetch(baseUrl + path, init),
    baseUrl,
    standin,
    world: await standin.world(),
    send: standin.fetch,
  };
};

async function startWithReceiver(): Promise<{ didit: Didit; receiver: Receiver }> {
  const receiver = await createReceiver();
  closers.push(receiver.close);
  const didit = await start(open);
  await didit.run("a webhook receiver", { url: receiver.url });
  return { didit, receiver };
}

/** Moves a world's clock and nothing else, and waits for what is delivered on the way. */
async function advance({ clock, webhooks }: StandinWorld, ms: number): Promise<void> {
  await clock.advance(ms);
  await webhooks.settled();
}

/** The status of a verification, for which a test may have to sign in again: tokens live for a day. */
async function statusOf(didit: Didit, sessionId: string): Promise<string> {
  await didit.later(0);
  return (await didit.verification(sessionId)).status;
}

/** The same, of any world. */
async function statusIn(world: StandinWorld, sessionId: string): Promise<unknown> {
  const { access_token } = (await world.scenario("didit", "a client token")) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  const response = await world.fetch(`/didit/v1/session/${sessionId}/decision/`, { headers });
  return ((await response.json()) as { status: unknown }).status;
}

const receivedBy = ({ deliveries }: Receiver) => deliveries.map(({ body }) => body["status"]);

/** The events of a world in the order in which they came about. */
const eventsOf = ({ outbox }: StandinWorld) =>
  outbox.entries().map(({ number, atMs, state, event }) => {
    const { session_id, status } = event.body as { session_id: string; status: string };
    return { number, atMs, state, session_id, status };
  });

describe("advancing the clock, and nothing else,", () => {
  it("expires a verification that was never opened, and sends its webhook", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id } = await didit.verify({ vendor_data: "user-1" });
    const exchanges = didit.world.journal.size;
    await advance(didit.world, 8 * DAY_MS);
    expect(didit.world.journal.size).toBe(exchanges);
    expect(receivedBy(receiver)).toEqual(["Not Started", "Expired"]);
    const [, expired] = receiver.deliveries;
    expect(expired?.body).toMatchObject({ session_id, vendor_data: "user-1", webhook_type: "status.updated" });
    expect(expired?.body).not.toHaveProperty("decision");
    expect(expired && isGenuine(expired, SECRET, Date.now())).toBe(true);
    expect(eventsOf(didit.world).at(-1)).toMatchObject({ atMs: START_MS + 7 * DAY_MS, state: "delivered" });
    expect(await statusOf(didit, session_id)).toBe("Expired");
  });

  it("abandons a verification that was opened and not finished, and sends its webhook", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id, url } = await didit.verify();
    expect((await didit.send(url)).status).toBe(200);
    await advance(didit.world, 8 * DAY_MS);
    expect(receivedBy(receiver)).toEqual(["Not Started", "In Progress", "Abandoned"]);
    expect(receiver.deliveries.at(-1)?.body).toMatchObject({ session_id, decision: { status: "Abandoned" } });
    expect(eventsOf(didit.world).at(-1)).toMatchObject({ atMs: START_MS + DAY_MS, state: "delivered" });
    expect(await statusOf(didit, session_id)).toBe("Abandoned");
  });

  it("changes nothing about a verification whose checks are done, and sends nothing more", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id, url } = await didit.verify();
    await (await createBrowser(didit)(url)).press("Approved");
    await advance(didit.world, 365 * DAY_MS);
    expect(receivedBy(receiver)).toEqual(["Not Started", "In Progress", "Approved"]);
    expect(await statusOf(didit, session_id)).toBe("Approved");
  });

  it("changes nothing about one that a scenario has ended, whatever the status", async () => {
    const { didit } = await startWithReceiver();
    const ended: Record<string, string> = {};
    for (const status of ["In Review", "Approved", "Declined", "Abandoned", "Expired", "Kyc Expired"])
      ended[status] = (await didit.run("a verification", { status }))["session_id"] ?? "";
    const { session_id: abandoned = "" } = await didit.run("a verification", { status: "In Progress" });
    await didit.run("abandon", { session_id: abandoned });
    const { session_id: expired = "" } = await didit.run("a verification");
    await didit.run("expire", { session_id: expired });
    const before = eventsOf(didit.world).length;
    await advance(didit.world, 365 * DAY_MS);
    expect(eventsOf(didit.world)).toHaveLength(before);
    for (const [status, session_id] of Object.entries(ended)) expect(await statusOf(didit, session_id)).toBe(status);
    expect(await didit.run("overdue verifications end")).toEqual([]);
  });

  it("expires and abandons what a scenario has left open", async () => {
    const { didit } = await startWithReceiver();
    const { session_id: waiting } = await didit.run("a verification");
    const { session_id: running } = await didit.run("a verification", { status: "In Progress" });
    await advance(didit.world, 8 * DAY_MS);
    expect(eventsOf(didit.world).slice(-2)).toMatchObject([
      { session_id: running, status: "Abandoned" },
      { session_id: waiting, status: "Expired" },
    ]);
    expect(await didit.run("overdue verifications end")).toEqual([running, waiting]);
  });

  it("ends verifications in the order of their deadlines, each at its own time", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id: first } = await didit.verify();
    await didit.later(HOUR_MS);
    const { session_id: opened } = await didit.verify();
    await didit.run("open", { session_id: opened });
    await didit.later(2 * DAY_MS);
    const { session_id: last } = await didit.verify();
    await advance(didit.world, 30 * DAY_MS);
    const ends = [
      { session_id: opened, status: "Abandoned", atMs: START_MS + HOUR_MS + DAY_MS },
      { session_id: first, status: "Expired", atMs: START_MS + 7 * DAY_MS },
      { session_id: last, status: "Expired", atMs: START_MS + HOUR_MS + 9 * DAY_MS },
    ];
    const statuses = ["Abandoned", "Expired"];
    expect(eventsOf(didit.world).filter(({ status }) => statuses.includes(status))).toMatchObject(ends);
    const received = receiver.deliveries.filter(({ body }) => statuses.includes(String(body["status"])));
    expect(received.map(({ body }) => body["session_id"])).toEqual(ends.map(({ session_id }) => session_id));
  });
});

describe("the deadline of a verification", () => {
  it("is seven days after its creation: one millisecond before it nothing has happened, at it it has", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id } = await didit.verify();
    await advance(didit.world, 7 * DAY_MS - 1);
    expect(receivedBy(receiver)).toEqual(["Not Started"]);
    expect(await statusOf(didit, session_id)).toBe("Not Started");
    await advance(didit.world, 1);
    expect(receivedBy(receiver)).toEqual(["Not Started", "Expired"]);
    expect(await statusOf(didit, session_id)).toBe("Expired");
  });

  it("is one day after its opening once it is open, and the seven days count no longer", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id, url } = await didit.verify();
    await advance(didit.world, 6 * DAY_MS + HOUR_MS);
    expect((await didit.send(url)).status).toBe(200);
    await advance(didit.world, DAY_MS - 1);
    expect(receivedBy(receiver)).toEqual(["Not Started", "In Progress"]);
    expect(await statusOf(didit, session_id)).toBe("In Progress");
    await advance(didit.world, 1);
    expect(receivedBy(receiver)).toEqual(["Not Started", "In Progress", "Abandoned"]);
    expect(await statusOf(didit, session_id)).toBe("Abandoned");
  });

  it("leaves a last moment to open the page, and none after it", async () => {
    const { didit } = await startWithReceiver();
    const { session_id: early } = await didit.verify();
    const { session_id: late } = await didit.verify();
    await advance(didit.world, 7 * DAY_MS - 1);
    await didit.run("open", { session_id: early });
    await advance(didit.world, 1);
    await expect(didit.run("open", { session_id: late })).rejects.toThrow(
      /does not take the step|cannot expire|refused this step/,
    );
    expect([await statusOf(didit, early), await statusOf(didit, late)]).toEqual(["In Progress", "Expired"]);
  });

  it("has passed before the reply to a decision, an answer or a page at that moment", async () => {
    const { didit } = await startWithReceiver();
    const { session_id, url } = await didit.verify();
    await didit.run("open", { session_id });
    const page = await createBrowser(didit)(url);
    await advance(didit.world, DAY_MS);
    await didit.later(0);
    const body = { new_status: "Approved" };
    expect((await page.press("Approved")).status).toBe(409);
    expect((await didit.verification(session_id)).status).toBe("Abandoned");
    expect((await didit.ask("PATCH", `/v1/session/${session_id}/update-status/`, { body })).status).toBe(200);
    await advance(didit.world, 365 * DAY_MS);
    expect(eventsOf(didit.world).map(({ status }) => status)).toEqual([
      "Not Started",
      "In Progress",
      "Abandoned",
      "Approved",
    ]);
  });
});

describe("snapshots and forks carry what is due", () => {
  it("a restored world sends the webhook again, as a new event", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id } = await didit.verify();
    await didit.world.webhooks.settled();
    await didit.world.snapshot("before");
    await advance(didit.world, 8 * DAY_MS);
    expect(receivedBy(receiver)).toEqual(["Not Started", "Expired"]);
    const [first] = eventsOf(didit.world).slice(-1);
    await didit.world.restore("before");
    expect(await statusOf(didit, session_id)).toBe("Not Started");
    await advance(didit.world, 8 * DAY_MS);
    expect(receivedBy(receiver)).toEqual(["Not Started", "Expired", "Expired"]);
    const [second] = eventsOf(didit.world).slice(-1);
    expect(second).toMatchObject({ session_id, status: "Expired", state: "delivered", atMs: first?.atMs });
    expect(second?.number).toBeGreaterThan(first?.number ?? Number.NaN);
    expect(await statusOf(didit, session_id)).toBe("Expired");
  });

  it("what was answered after the snapshot is due again once that is undone", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id } = await didit.verify();
    await didit.world.snapshot("before");
    await didit.run("open", { session_id });
    await didit.run("submit", { session_id });
    await didit.world.webhooks.settled();
    await didit.world.restore("before");
    await advance(didit.world, 8 * DAY_MS);
    expect(receivedBy(receiver)).toEqual(["Not Started", "In Progress", "Approved", "Expired"]);
    expect(await statusOf(didit, session_id)).toBe("Expired");
  });

  it("a fork expires its own copy, and its parent, by its own clock, the original", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { world } = didit;
    const { session_id } = await didit.verify();
    await world.webhooks.settled();
    const child = await world.fork("child");
    await advance(child, 7 * DAY_MS);
    expect(eventsOf(child)).toMatchObject([{ session_id, status: "Expired", state: "delivered" }]);
    expect(await statusIn(child, session_id)).toBe("Expired");
    expect(eventsOf(world)).toMatchObject([{ session_id, status: "Not Started" }]);
    expect(await statusIn(world, session_id)).toBe("Not Started");
    await advance(world, 7 * DAY_MS - 1);
    expect(receivedBy(receiver)).toEqual(["Not Started", "Expired"]);
    await advance(world, 1);
    expect(eventsOf(world)).toMatchObject([{ status: "Not Started" }, { session_id, status: "Expired" }]);
    expect(eventsOf(child)).toHaveLength(1);
    expect(receivedBy(receiver)).toEqual(["Not Started", "Expired", "Expired"]);
  });

  it("what happens in a fork moves no deadline of its parent", async () => {
    const { didit } = await startWithReceiver();
    const { world } = didit;
    const { session_id: opened } = await didit.verify();
    const { session_id: done } = await didit.verify();
    const child = await world.fork("child");
    await child.scenario("didit", "open", { session_id: opened });
    await child.scenario("didit", "open", { session_id: done });
    await child.scenario("didit", "submit", { session_id: done });
    await advance(child, 30 * DAY_MS);
    await advance(world, 30 * DAY_MS);
    expect([await statusIn(child, opened), await statusIn(child, done)]).toEqual(["Abandoned", "Approved"]);
    expect([await statusIn(world, opened), await statusIn(world, done)]).toEqual(["Expired", "Expired"]);
  });
});

describe("what is scheduled", () => {
  const nextJobMs = ({ standin, world }: Didit) => standin.engine.worlds.find(world.name)?.due.nextJobMs();

  it("is one job for what is open, moved on with each state, and none for what is closed", async () => {
    const { didit } = await startWithReceiver();
    const { session_id: shared } = await didit.create();
    expect(nextJobMs(didit)).toBe(START_MS + 10 * MINUTE_MS);
    await didit.scan(shared);
    expect(nextJobMs(didit)).toBe(START_MS + 10 * MINUTE_MS);
    await didit.answer(shared);
    expect(nextJobMs(didit)).toBeUndefined();
    const { session_id, url } = await didit.verify();
    expect(nextJobMs(didit)).toBe(START_MS + 7 * DAY_MS);
    await advance(didit.world, HOUR_MS);
    const page = await createBrowser(didit)(url);
    expect(nextJobMs(didit)).toBe(START_MS + HOUR_MS + DAY_MS);
    await createBrowser(didit)(url);
    expect(nextJobMs(didit)).toBe(START_MS + HOUR_MS + DAY_MS);
    await page.press("In Review");
    expect(nextJobMs(didit)).toBeUndefined();
    await didit.ask("PATCH", `/v1/session/${session_id}/update-status/`, { body: { new_status: "Declined" } });
    expect(nextJobMs(didit)).toBeUndefined();
  });

  it("is nothing where a scenario makes what is closed", async () => {
    const { didit } = await startWithReceiver();
    for (const scenario of ["a confirmed session", "a declined session", "an expired session"])
      await didit.run(scenario);
    for (const status of ["In Review", "Approved", "Declined", "Abandoned", "Expired", "Kyc Expired"])
      await didit.run("a verification", { status });
    for (const [made, move] of [
      ["a session", "expire"],
      ["a scanned session", "decline"],
      ["a verification", "expire"],
    ] as const) {
      const { session_id } = await didit.run(made);
      expect(nextJobMs(didit), made).toBeDefined();
      await didit.run(move, { session_id });
    }
    expect(nextJobMs(didit)).toBeUndefined();
  });

  it("is nothing more once all of it has run", async () => {
    const { didit } = await startWithReceiver();
    await didit.create();
    await didit.verify();
    await didit.run("a verification", { status: "In Progress" });
    await advance(didit.world, 8 * DAY_MS);
    expect(nextJobMs(didit)).toBeUndefined();
  });
});

describe("a data transfer session", () => {
  /** What is written, whatever the API would make of it. */
  async function statesOf({ standin, world }: Didit): Promise<unknown[]> {
    const held = await standin.engine.readState(world.name, "didit");
    return (held?.collections["sessions"] ?? []).map((row) => (row as { state: unknown }).state);
  }

  it("is expired ten minutes after its creation, scanned or not, and not one millisecond before", async () => {
    const { didit } = await startWithReceiver();
    const [one, two] = [await didit.create(), await didit.create()];
    await advance(didit.world, MINUTE_MS);
    await didit.scan(two.session_id);
    await advance(didit.world, 9 * MINUTE_MS - 1);
    expect([await didit.poll(one), await didit.poll(two)]).toEqual(["initialized", "retrieved"]);
    await advance(didit.world, 1);
    expect([await didit.poll(one), await didit.poll(two)]).toEqual(["expired", "expired"]);
    expect(await didit.decision(two.session_id)).toMatchObject({ status: "Expired", user_data: null });
    expect(await statesOf(didit)).toEqual(["timed out", "timed out"]);
    expect(didit.world.outbox.entries()).toEqual([]);
  });

  it("can be answered up to the last millisecond, and stays answered", async () => {
    const { didit } = await startWithReceiver();
    const sessions = [await didit.create(), await didit.create(), await didit.create()] as const;
    for (const { session_id } of sessions) await didit.scan(session_id);
    const [confirmed, declined, late] = sessions;
    await advance(didit.world, 10 * MINUTE_MS - 1);
    expect((await didit.answer(confirmed.session_id)).status).toBe(200);
    expect((await didit.answer(declined.session_id, { status: "declined" })).status).toBe(200);
    await advance(didit.world, 1);
    expect((await didit.answer(late.session_id)).status).toBe(400);
    await advance(didit.world, HOUR_MS);
    expect([await didit.poll(confirmed), await didit.poll(declined), await didit.poll(late)]).toEqual([
      "confirmed",
      "declined",
      "expired",
    ]);
  });

  it("that a scenario has ended stays as it is, and one that it has left open expires", async () => {
    const { didit } = await startWithReceiver();
    for (const scenario of ["a confirmed session", "a declined session", "an expired session", "a scanned session"])
      await didit.run(scenario);
    const { session_id } = await didit.run("a session");
    await didit.run("expire", { session_id });
    await didit.run("a session of another application");
    const ended = ["accepted", "refused", "timed out", "timed out"];
    expect((await statesOf(didit)).sort()).toEqual([...ended, "created", "scanned"].sort());
    await advance(didit.world, HOUR_MS);
    expect((await statesOf(didit)).sort()).toEqual([...ended, "timed out", "timed out"].sort());
  });

  it("expires in a fork and in its parent, each by its own clock, and again after a restore", async () => {
    const { didit } = await startWithReceiver();
    const session = await didit.create();
    await didit.world.snapshot("before");
    const child = await didit.world.fork("child");
    await advance(child, 10 * MINUTE_MS);
    expect(await didit.poll(session)).toBe("initialized");
    await advance(didit.world, 10 * MINUTE_MS);
    expect(await didit.poll(session)).toBe("expired");
    await didit.world.restore("before");
    expect(await didit.poll(session)).toBe("initialized");
    await advance(didit.world, 10 * MINUTE_MS);
    expect(await didit.poll(session)).toBe("expired");
  });
});
