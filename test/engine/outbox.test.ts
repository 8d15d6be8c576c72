import { describe, expect, it } from "vitest";
import { bytesOf } from "#engine/basics/byte-size.ts";
import type { OutboxEvent, Send, WebhookPolicy } from "#engine/contract/webhook.ts";
import { createImages } from "#engine/state/images.ts";
import { readIdentity } from "#engine/state/world-identity.ts";
import { openWorldImage } from "#engine/state/world-image.ts";
import { createOutbox } from "#engine/webhooks/outbox.ts";
import { createClock, writeClock } from "#engine/world/clock.ts";
import { createDueWork } from "#engine/world/due-work.ts";
import { ask, createToy, createToyEngine } from "../support/toy-mock.ts";

const policy: WebhookPolicy = {
  toRequest: ({ type, body }, { worldMs, realMs }) => ({
    headers: { "x-stamps": `${worldMs} ${realMs}` },
    body: JSON.stringify({ type, body }),
  }),
  retryDelaysSeconds: [60, 240],
  isToRetry: (status) => status === undefined || status >= 500,
  timeoutMs: 1000,
};

const event = (type: string, key = "one"): OutboxEvent => ({
  type,
  key,
  url: "http://receiver/",
  secret: "s",
  body: {},
});

/** An outbox whose receiver answers by a list of statuses (`undefined`: no answer), at a clock that stands still. */
function openOutbox(answers: (number | undefined)[], limit = 100, limitBytes = 1_000_000) {
  const images = createImages();
  images.create("w");
  const image = openWorldImage(images, undefined, "w");
  image.transact((transaction) => writeClock(transaction, { worldMs: 0, realMs: 0, scale: 0 }));
  const received: string[] = [];
  const send: Send = async ({ body }) => {
    received.push(`${JSON.parse(body).type}@${clock.now() / 1000}`);
    await new Promise((resolve) => setImmediate(resolve));
    const status = answers.length > 1 ? answers.shift() : answers[0];
    if (status === undefined) throw new Error("connection refused");
    return status;
  };
  const realNow = () => 7;
  const outbox = createOutbox({
    image,
    world: "w",
    now: () => clock.now(),
    realNow,
    send,
    policyOf: (provider) => (provider === "mute" ? undefined : policy),
    limit,
    limitBytes,
    onChange: () => clock.wake(),
  });
  const due = createDueWork({
    image,
    outbox,
    identity: readIdentity("w", image),
    mounts: new Map(),
    publicUrlOf: () => "",
    acceptAnyCredentials: false,
    onBug() {},
  });
  const clock = createClock({ image, due, realNow });
  /** Adds events as scheduled work does. */
  const addDue = (events: readonly OutboxEvent[]): void => {
    image.transact((transaction) => outbox.addTo(transaction, "toy", 0, events, true));
    clock.wake();
  };
  return { clock, outbox, received, addDue };
}

describe("an outbox", () => {
  it("delivers at once, and keeps what was sent and answered", async () => {
    const { clock, outbox, received } = openOutbox([204]);
    outbox.add("toy", 0, [event("made")]);
    expect(outbox.entries()[0]?.state).toBe("pending");
    await clock.settled();
    expect(received).toEqual(["made@0"]);
    expect(outbox.entries()).toMatchObject([
      {
        number: 1,
        provider: "toy",
        state: "delivered",
        attempts: [{ atMs: 0, status: 204, headers: { "x-stamps": "0 7" } }],
      },
    ]);
  });

  it("tries again by the provider's schedule when the world's clock is advanced, stamping each attempt anew", async () => {
    const { clock, outbox, received } = openOutbox([500, undefined, 200]);
    outbox.add("toy", 0, [event("made")]);
    await clock.settled();
    await clock.advance(59_000);
    expect(received).toEqual(["made@0"]);
    await clock.advance(10 * 60_000);
    expect(received).toEqual(["made@0", "made@60", "made@300"]);
    const [entry] = outbox.entries();
    expect(entry?.state).toBe("delivered");
    expect(entry?.attempts.map(({ status, error, headers }) => status ?? [error, headers["x-stamps"]])).toEqual([
      500,
      ["connection refused", "60000 7"],
      200,
    ]);
  });

  it("needs no wait between an exchange and an advance: work under way is waited for first", async () => {
    const { clock, outbox, received } = openOutbox([500, 500, 200]);
    outbox.add("toy", 0, [event("made")]);
    await clock.advance(300_000);
    expect(received).toHaveLength(3);
  });

  it("gives up after the last attempt, and at once when the answer asks for no other", async () => {
    const failing = openOutbox([500]);
    failing.outbox.add("toy", 0, [event("made")]);
    await failing.clock.advance(3_600_000);
    expect(failing.outbox.entries()).toMatchObject([{ state: "failed", attempts: { length: 3 } }]);
    const refusing = openOutbox([410]);
    refusing.outbox.add("toy", 0, [event("made")]);
    await refusing.clock.advance(3_600_000);
    expect(refusing.outbox.entries()).toMatchObject([{ state: "failed", attempts: { length: 1 } }]);
  });

  it("keeps the order of one key while other keys go their own way", async () => {
    const { clock, outbox, received } = openOutbox([500, 200]);
    outbox.add("toy", 0, [event("a1", "a"), event("a2", "a"), event("b1", "b")]);
    await clock.settled();
    expect(received).toEqual(["a1@0", "b1@0"]);
    await clock.advance(60_000);
    expect(received).toEqual(["a1@0", "b1@0", "a1@60", "a2@60"]);
  });

  it("stays within its limit: what is done gives way, what is owed is never dropped", async () => {
    const { clock, outbox } = openOutbox([200], 3);
    const add = (name: string) => outbox.add("toy", 0, [event(name, name)]);
    for (const name of ["one", "two", "three"]) add(name);
    expect(() => add("four")).toThrow(/outbox of world w is full: it owes 3 events/);
    expect(outbox.entries().map(({ number }) => number)).toEqual([1, 2, 3]);
    await clock.settled();
    add("five");
    expect(outbox.entries().map(({ number }) => number)).toEqual([2, 3, 4]);
  });

  it("stays within its limit in bytes, attempts included: the earlier attempts give way to what is owed", async () => {
    const large = { ...event("made"), body: "x".repeat(1000) };
    const bytesOfOne = bytesOf({ ...large, type: "one" }) + 500;
    const { clock, outbox } = openOutbox([500], 100, 2 * bytesOfOne);
    outbox.add("toy", 0, [large]);
    expect(() => outbox.add("toy", 0, [{ ...large, body: "x".repeat(3000) }])).toThrow(/is full/);
    await clock.settled();
    expect(outbox.entries()).toMatchObject([{ state: "pending", attempts: { length: 1 } }]);
    await clock.advance(60_000);
    await clock.advance(240_000);
    // Each attempt holds the body once more.
    expect(outbox.entries()).toMatchObject([{ state: "failed", attempts: { length: 1 } }]);
    expect(outbox.entries()[0]?.attempts[0]?.atMs).toBe(300_000);
  });
});

describe("an outbox at its bound", () => {
  const numbers = (outbox: { entries(): readonly { number: number }[] }) =>
    outbox.entries().map(({ number }) => number);

  it("loses the oldest of what is done, delivered or failed, and no older one that is owed", async () => {
    // The first has to be tried again, the second is delivered, the third has failed for good.
    const { clock, outbox } = openOutbox([500, 200, 410, 200], 4);
    for (const name of ["owed", "delivered", "failed", "delivered too"]) {
      outbox.add("toy", 0, [event(name, name)]);
      await clock.settled();
    }
    expect(outbox.entries().map(({ state }) => state)).toEqual(["pending", "delivered", "failed", "delivered"]);
    const left: number[][] = [];
    for (const name of ["five", "six", "seven"]) {
      outbox.add("toy", 0, [event(name, name)]);
      await clock.settled();
      left.push(numbers(outbox));
    }
    expect(left).toEqual([
      [1, 3, 4, 5],
      [1, 4, 5, 6],
      [1, 5, 6, 7],
    ]);
    await clock.advance(60_000);
    expect(outbox.entries()[0]).toMatchObject({ number: 1, state: "delivered", attempts: { length: 2 } });
  });

  it("takes events of one exchange all or none, and says how many are owed", async () => {
    const { clock, outbox, received } = openOutbox([500], 3);
    outbox.add("toy", 0, [event("one", "one"), event("two", "two")]);
    await clock.settled();
    const more = [event("three", "three"), event("four", "four")];
    expect(() => outbox.add("toy", 0, more)).toThrow(/it owes 2 events/);
    await clock.settled();
    expect([numbers(outbox), received]).toEqual([
      [1, 2],
      ["one@0", "two@0"],
    ]);
    // A number that was not kept is given again.
    outbox.add("toy", 0, more.slice(0, 1));
    expect(numbers(outbox)).toEqual([1, 2, 3]);
  });

  it("owes an event while it is under way, and one that waits for another of its key", async () => {
    const { clock, outbox, received } = openOutbox([200], 2);
    outbox.add("toy", 0, [event("first"), event("second")]);
    expect(outbox.size).toBe(2);
    expect(() => outbox.add("toy", 0, [event("third")])).toThrow(/it owes 2 events/);
    await clock.settled();
    expect(received).toEqual(["first@0", "second@0"]);
  });

  it("delivers what scheduled work has added beyond it, and is within it again when that is done", async () => {
    const { clock, outbox, received, addDue } = openOutbox([200], 2);
    outbox.add("toy", 0, [event("one", "one"), event("two", "two")]);
    addDue([event("three", "three"), event("four", "four")]);
    expect(numbers(outbox)).toEqual([1, 2, 3, 4]);
    await clock.settled();
    expect(received).toEqual(["one@0", "two@0", "three@0", "four@0"]);
    expect(outbox.entries().map(({ number, state }) => [number, state])).toEqual([
      [3, "delivered"],
      [4, "delivered"],
    ]);
  });

  it("owes nothing where nothing can be delivered, so that the oldest leaves", async () => {
    const { outbox } = openOutbox([], 2);
    for (const name of ["one", "two", "three"]) outbox.add("mute", 0, [event(name, name)]);
    expect(numbers(outbox)).toEqual([2, 3]);
    expect(outbox.entries().every(({ state }) => state === "pending")).toBe(true);
  });
});

describe("an engine with webhooks", () => {
  it("answers without waiting for the delivery", async () => {
    let deliver: (status: number) => void = () => {};
    const send: Send = () =>
      new Promise((resolve) => {
        deliver = resolve;
      });
    const engine = createToyEngine({ providers: [createToy({ webhooks: policy })], send });
    const reply = await ask(engine, "POST", "/toy/notes", { body: { text: "x" } });
    expect(reply.status).toBe(200);
    const { outbox, clock } = await engine.worlds.open("default");
    expect(outbox.entries()).toMatchObject([{ state: "pending", attempts: [] }]);
    await new Promise((resolve) => setImmediate(resolve));
    deliver(200);
    await clock.settled();
    expect(outbox.entries()).toMatchObject([{ state: "delivered" }]);
  });

  it("runs retries in real time where it is given a timer, scaled as the clock is", async () => {
    const timers: { delayMs: number; run: () => void }[] = [];
    const timer = (delayMs: number, run: () => void) => {
      timers.push({ delayMs, run });
      return () => {};
    };
    const engine = createToyEngine({ providers: [createToy({ webhooks: policy })], send: async () => 500, timer });
    const { clock } = await engine.worlds.open("default");
    clock.run(10);
    await ask(engine, "POST", "/toy/notes", { body: { text: "x" } });
    await clock.settled();
    expect(timers.at(-1)?.delayMs).toBe(6000);
  });
});
