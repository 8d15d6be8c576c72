import { afterEach, describe, expect, it, vi } from "vitest";
import { webhooks } from "#mocks/didit/webhooks.ts";
import { type OpenProvider, overTransports } from "../support/transports.ts";
import { createBrowser } from "./browser.ts";
import { type Didit, MINUTE_MS, START, start, withoutLinks } from "./calls.ts";
import { checkSignatures, createReceiver, type Delivery, isGenuine, type Receiver } from "./receiver.ts";

const SECRET = "standin-webhook-secret";
const DAY_MS = 86_400_000;

const statusesOf = ({ deliveries }: Receiver) => deliveries.map(({ body }) => body["status"]);

const event = (body: object, secret: string) => ({
  type: "status.updated",
  url: "http://a.example/",
  key: "k",
  secret,
  body,
});

describe("the signatures of a webhook", () => {
  const body = {
    session_id: "11111111-2222-4333-8444-555555555555",
    status: "In Review",
    webhook_type: "status.updated",
    vendor_data: "José-1",
  };
  const time = { worldMs: 0, realMs: 1_700_000_000_999 };

  it("are those that were worked out by hand", async () => {
    const request = await webhooks.toRequest(event(body, "example-key"), time);
    expect(request.body).toBe(
      '{"created_at":1700000000,"session_id":"11111111-2222-4333-8444-555555555555","status":"In Review","timestamp":1700000000,"vendor_data":"José-1","webhook_type":"status.updated"}',
    );
    expect(request.headers).toEqual({
      "content-type": "application/json",
      "user-agent": "DiditWebhook/2.0 +https://didit.me",
      "x-timestamp": "1700000000",
      "x-signature": "f247f3349fd6e9f0197092e59d15859a9229442b44126a9b59ebcd316848b3a8",
      "x-signature-v2": "f247f3349fd6e9f0197092e59d15859a9229442b44126a9b59ebcd316848b3a8",
      "x-signature-simple": "a9cf99e728d6184772ced0909e1735e85c2a06359aa4ffb42558db0aa239a77f",
    });
  });

  it("of a body that a proxy has written anew, hold but for the one over its bytes", async () => {
    const decision = { z: [{ b: 1, a: 70.0 }], kyc: null };
    const { headers, body: text } = await webhooks.toRequest(event({ ...body, decision }, SECRET), time);
    const delivery: Delivery = { headers, text, body: JSON.parse(text) };
    const reversed = Object.fromEntries(Object.entries(JSON.parse(text)).reverse());
    for (const anew of [JSON.stringify(JSON.parse(text), null, 2), JSON.stringify(reversed)])
      expect(checkSignatures(delivery, anew, SECRET)).toEqual({ raw: false, v2: true, simple: true });
    expect(checkSignatures(delivery, text, SECRET)).toEqual({ raw: true, v2: true, simple: true });
    expect(checkSignatures(delivery, text, "another key")).toEqual({ raw: false, v2: false, simple: false });
    const forged = text.replace("In Review", "Approved");
    expect(checkSignatures(delivery, forged, SECRET)).toEqual({ raw: false, v2: false, simple: false });
  });

  it("sort keys as text at every level, even those that look like numbers", async () => {
    const { body: text } = await webhooks.toRequest(
      event({ b: { "9": 1, "10": [{ y: 1, x: 2 }] }, a: "ü😀" }, "k"),
      time,
    );
    expect(text).toBe('{"a":"ü😀","b":{"10":[{"x":2,"y":1}],"9":1},"created_at":1700000000,"timestamp":1700000000}');
  });
});

overTransports("didit", "webhooks", (open) => {
  const receivers: Receiver[] = [];

  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
  });

  /** A simulator and a receiver that it knows, which answers with these statuses. */
  async function startWithReceiver(statuses: number[] = [], options: Parameters<OpenProvider>[0] = {}) {
    const receiver = await createReceiver(...statuses);
    receivers.push(receiver);
    const didit = await start(open, options);
    await didit.run("a webhook receiver", { url: receiver.url });
    return { didit, receiver };
  }

  const settle = ({ world }: Didit) => world.webhooks.settled();

  it("tell of a new verification, and of every change of its status", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { url, session_id } = await didit.verify({ vendor_data: "user-1" });
    await (await createBrowser(didit)(url)).press("In Review");
    await didit.ask("PATCH", `/v1/session/${session_id}/update-status/`, { body: { new_status: "Approved" } });
    await didit.run("kyc-expire", { session_id });
    await settle(didit);
    expect(statusesOf(receiver)).toEqual(["Not Started", "In Progress", "In Review", "Approved", "Kyc Expired"]);
    for (const { body } of receiver.deliveries)
      expect(body).toMatchObject({ session_id, vendor_data: "user-1", webhook_type: "status.updated" });
  });

  it("hold the decision in four statuses only, and it is the one that the API shows", async () => {
    const { didit, receiver } = await startWithReceiver();
    for (const [status, has] of [
      ["Not Started", false],
      ["In Progress", false],
      ["Approved", true],
      ["Declined", true],
      ["In Review", true],
      ["Abandoned", true],
      ["Expired", false],
      ["Kyc Expired", false],
    ] as const) {
      const { session_id } = await didit.run("a verification", { status });
      await settle(didit);
      const { body } = receiver.deliveries.at(-1) ?? {};
      expect([body?.["status"], body !== undefined && "decision" in body], status).toEqual([status, has]);
      const seen = withoutLinks(await didit.verification(session_id ?? ""));
      if (has) expect(withoutLinks(body?.["decision"])).toEqual(seen);
    }
  });

  it("hold nothing else, and vendor data only where there are some", async () => {
    const { didit, receiver } = await startWithReceiver();
    await didit.verify();
    await settle(didit);
    const [delivery] = receiver.deliveries;
    expect(Object.keys(delivery?.body ?? {})).toEqual([
      "created_at",
      "session_id",
      "status",
      "timestamp",
      "webhook_type",
    ]);
    expect(delivery?.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": "DiditWebhook/2.0 +https://didit.me",
    });
  });

  it("are signed by the secret of the application, each to its own receiver", async () => {
    const { didit, receiver } = await startWithReceiver();
    const other = await createReceiver();
    receivers.push(other);
    const token = await didit.addApplication({ webhook_url: other.url, webhook_secret: "another secret" });
    await didit.verify();
    await didit.verify({}, { token });
    await settle(didit);
    expect(receiver.deliveries.map((each) => isGenuine(each, SECRET, Date.now()))).toEqual([true]);
    expect(other.deliveries.map((each) => isGenuine(each, "another secret", Date.now()))).toEqual([true]);
  });

  it("are not sent for data transfer, nor where no receiver is known", async () => {
    const { didit, receiver } = await startWithReceiver();
    await didit.share("email");
    await didit.run("a declined session");
    const token = await didit.addApplication();
    await didit.verify({}, { token });
    await settle(didit);
    expect(receiver.deliveries).toEqual([]);
    expect(didit.world.outbox.entries()).toEqual([]);
  });

  it("are not sent when a decision repeats what is so already, or is refused", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id = "" } = await didit.run("a verification", { status: "Approved" });
    const { session_id: started = "" } = await didit.run("a verification");
    await settle(didit);
    const before = receiver.deliveries.length;
    const body = { new_status: "Approved" };
    expect((await didit.ask("PATCH", `/v1/session/${session_id}/update-status/`, { body })).status).toBe(200);
    expect((await didit.ask("PATCH", `/v1/session/${started}/update-status/`, { body })).status).toBe(400);
    await settle(didit);
    expect(receiver.deliveries).toHaveLength(before);
    expect((await didit.verification(session_id)).reviews).toHaveLength(0);
  });

  it("report the expiry once, by the clock, however often the session is read", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id } = await didit.verify();
    await didit.later(7 * DAY_MS - 1);
    expect(statusesOf(receiver)).toEqual(["Not Started"]);
    await didit.later(1);
    expect(statusesOf(receiver)).toEqual(["Not Started", "Expired"]);
    for (let times = 0; times < 3; times += 1) await didit.verification(session_id);
    await settle(didit);
    expect(statusesOf(receiver)).toEqual(["Not Started", "Expired"]);
  });

  it("tell that time was up without anybody looking; a scenario lists whose it was", async () => {
    const { didit, receiver } = await startWithReceiver();
    const { session_id: one } = await didit.verify();
    const { session_id: two } = await didit.verify();
    await didit.run("open", { session_id: two });
    const { session_id: late } = await didit.run("a verification", { status: "Approved" });
    await didit.later(DAY_MS);
    expect(await didit.run("overdue verifications end")).toEqual([two]);
    await didit.later(6 * DAY_MS);
    expect(await didit.run("overdue verifications end")).toEqual([two, one]);
    expect(await didit.run("overdue verifications end")).toEqual([two, one]);
    await settle(didit);
    const ended = receiver.deliveries.slice(-2).map(({ body }) => [body["session_id"], body["status"]]);
    expect(ended).toEqual([
      [two, "Abandoned"],
      [one, "Expired"],
    ]);
    expect((await didit.verification(late ?? "")).status).toBe("Approved");
  });

  it("are tried three times, each attempt stamped and signed anew, so that the last is still fresh", async () => {
    // The wall clock itself: what fake timers put in the place of `Date` is not what the engine reads.
    let wallMs = Date.parse("2026-03-01T12:00:00Z");
    vi.spyOn(Date, "now").mockImplementation(() => wallMs);
    const { didit, receiver } = await startWithReceiver([500, 503, 200]);
    const { session_id } = await didit.verify({ vendor_data: "user-1" });
    await settle(didit);
    const genuine = () => receiver.deliveries.map((each) => isGenuine(each, SECRET, Date.now()));
    expect(genuine()).toEqual([true]);
    for (const waitMs of [60_000, 240_000]) {
      await didit.world.clock.advance(waitMs - 1);
      wallMs += waitMs;
      await didit.world.clock.advance(1);
      expect(genuine().at(-1)).toBe(true);
    }
    expect(receiver.deliveries.map(({ body }) => body["timestamp"])).toEqual([1772366400, 1772366460, 1772366700]);
    expect(new Set(receiver.deliveries.map(({ headers }) => headers["x-signature-v2"])).size).toBe(3);
    for (const { body } of receiver.deliveries) expect(body).toMatchObject({ session_id, vendor_data: "user-1" });
    expect(didit.world.outbox.entries()).toMatchObject([
      { state: "delivered", attempts: [{ status: 500 }, { status: 503 }, { status: 200 }] },
    ]);
  });

  it("reach a receiver that fails twice by one advance of the clock, without waiting", async () => {
    const { didit, receiver } = await startWithReceiver([500, 404, 204]);
    await didit.verify();
    await didit.world.clock.advance(5 * MINUTE_MS);
    expect(receiver.deliveries.map((each) => isGenuine(each, SECRET, Date.now()))).toEqual([true, true, true]);
    expect(didit.world.outbox.entries()).toMatchObject([{ state: "delivered" }]);
  });

  it("are stamped by the wall clock, wherever the world's clock stands", async () => {
    const { didit, receiver } = await startWithReceiver([], { frozenAt: START });
    await didit.verify();
    await settle(didit);
    const stamp = Number(receiver.deliveries[0]?.headers["x-timestamp"]);
    expect(Math.abs(Date.now() / 1000 - stamp)).toBeLessThan(60);
  });

  it("are given up after the third attempt, and at once by an answer that asks for no other", async () => {
    const { didit, receiver } = await startWithReceiver([500]);
    await didit.verify();
    await didit.world.clock.advance(60 * MINUTE_MS);
    expect(receiver.deliveries).toHaveLength(3);
    for (const status of [400, 401, 410, 302]) {
      receiver.answerWith(status);
      const before = receiver.deliveries.length;
      await didit.verify();
      await didit.world.clock.advance(60 * MINUTE_MS);
      expect(receiver.deliveries.length - before, String(status)).toBe(1);
    }
    expect(didit.world.outbox.entries().map(({ state }) => state)).toEqual(Array(5).fill("failed"));
  });

  it("are retried when no server answers", async () => {
    const { didit, receiver } = await startWithReceiver();
    await receiver.close();
    await didit.verify();
    await didit.world.clock.advance(60 * MINUTE_MS);
    expect(didit.world.outbox.entries()).toMatchObject([{ state: "failed", attempts: { length: 3 } }]);
  });

  it("keep the order of a session: what happened later waits for what failed, other sessions do not", async () => {
    const { didit, receiver } = await startWithReceiver([500, 200]);
    const { session_id: one } = await didit.verify();
    await settle(didit);
    await didit.run("open", { session_id: one });
    const { session_id: two } = await didit.verify();
    await settle(didit);
    const seen = () => receiver.deliveries.map(({ body }) => [body["session_id"] === one ? 1 : 2, body["status"]]);
    expect(seen()).toEqual([
      [1, "Not Started"],
      [2, "Not Started"],
    ]);
    expect(two).not.toBe(one);
    await didit.world.clock.advance(MINUTE_MS);
    expect(seen().slice(2)).toEqual([
      [1, "Not Started"],
      [1, "In Progress"],
    ]);
  });

  it("delay no reply: the receiver may take its time", async () => {
    const { didit, receiver } = await startWithReceiver();
    const release = receiver.holdBack();
    const { session_id } = await didit.verify();
    expect((await didit.verification(session_id)).status).toBe("Not Started");
    expect(didit.world.outbox.entries()).toMatchObject([{ state: "pending" }]);
    release();
    await settle(didit);
    expect(didit.world.outbox.entries()).toMatchObject([{ state: "delivered" }]);
  });
});
