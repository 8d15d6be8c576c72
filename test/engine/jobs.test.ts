import { describe, expect, it } from "vitest";
import { defineReasons } from "#engine/contract/reasons.ts";
import type { Send, WebhookPolicy } from "#engine/contract/webhook.ts";
import type { Bug, Engine } from "#engine/pipeline/engine.ts";
import { ask, bodyOf, createToy, createToyEngine, handlers, type Note } from "../support/toy-mock.ts";

const START_MS = 1_700_000_000_000;

const webhooks: WebhookPolicy = {
  toRequest: ({ type, body }, { worldMs }) => ({
    headers: { "x-world": String(worldMs - START_MS) },
    body: JSON.stringify({ type, text: (body as Note).text }),
  }),
  retryDelaysSeconds: [60],
  isToRetry: () => true,
  timeoutMs: 1000,
};

/** A toy whose webhooks are received here, as `type text@milliseconds of the world's clock`; events of creation are left out. */
function openWorld(parts: Parameters<typeof createToy>[0] = {}) {
  const received: string[] = [];
  const bugs: Bug[] = [];
  const send: Send = async ({ body, headers }) => {
    const { type, text } = JSON.parse(body) as { type: string; text: string };
    if (type !== "created") received.push(`${text}@${headers["x-world"]}`);
    return 200;
  };
  const engine = createToyEngine({
    providers: [createToy({ webhooks, ...parts })],
    send,
    clock: { worldMs: START_MS, realMs: 0, scale: 0 },
    onBug: (bug) => bugs.push(bug),
  });
  return { engine, received, bugs };
}

/** Writes a note that expires so many milliseconds after the start. */
async function write(engine: Engine, text: string, expiresAfterMs: number, owner = text): Promise<string> {
  const reply = await ask(engine, "POST", "/toy/notes", {
    body: { text, expiresAtMs: START_MS + expiresAfterMs },
    headers: { authorization: `Key ${owner}` },
  });
  expect(reply.status, String(reply.body)).toBe(200);
  return String(bodyOf(reply)["id"]);
}

const statusOf = async (engine: Engine, id: string, world?: string) =>
  (await ask(engine, "GET", `/toy/notes/${id}`, world === undefined ? {} : { world })).status;

describe("scheduled work", () => {
  it("runs when the clock reaches its time, not a millisecond before, and sends what it emits", async () => {
    const { engine, received } = openWorld();
    const { clock } = await engine.worlds.open("default");
    const id = await write(engine, "a", 1000);
    await clock.advance(999);
    expect([await statusOf(engine, id), received]).toEqual([200, []]);
    await clock.advance(1);
    expect([await statusOf(engine, id), received]).toEqual([404, ["a@1000"]]);
  });

  it("runs in the order of its times, each at its own; at the same time in the order in which it was scheduled", async () => {
    const { engine, received } = openWorld();
    const { clock } = await engine.worlds.open("default");
    for (const [text, afterMs] of [
      ["c", 3000],
      ["b", 2000],
      ["b2", 2000],
      ["a", 1000],
    ] as const)
      await write(engine, text, afterMs);
    await clock.advance(10_000);
    expect(received).toEqual(["a@1000", "b@2000", "b2@2000", "c@3000"]);
    expect(clock.now()).toBe(START_MS + 10_000);
  });

  it("does not run once it is cancelled, and runs once where it was moved", async () => {
    const moved = (handlers["createNote"] ?? (() => ({ status: 500 }))) as (typeof handlers)[string];
    const { engine, received } = openWorld({
      handlers: {
        ...handlers,
        createNote(request, context) {
          const reply = moved(request, context);
          context.schedule(START_MS + 5000, "expire", (reply.body as Note).id);
          return reply;
        },
      },
    });
    const { clock } = await engine.worlds.open("default");
    const id = await write(engine, "a", 1000);
    await write(engine, "b", 1000);
    await ask(engine, "DELETE", `/toy/notes/${id}`);
    await clock.advance(60_000);
    expect(received).toEqual(["b@5000"]);
  });

  it("is due at once where its time has passed", async () => {
    const { engine, received } = openWorld();
    const { clock } = await engine.worlds.open("default");
    await write(engine, "a", -5000);
    await clock.settled();
    expect(received).toEqual(["a@0"]);
  });

  it("has run before any exchange that comes after its time, also where the clock runs by itself", async () => {
    let realMs = 0;
    const engine = createToyEngine({ realNow: () => START_MS + realMs });
    const id = await write(engine, "a", 1000);
    realMs = 999;
    expect(await statusOf(engine, id)).toBe(200);
    realMs = 1000;
    expect(await statusOf(engine, id)).toBe(404);
    const { outbox } = await engine.worlds.open("default");
    expect(outbox.entries().map(({ event, atMs }) => [event.type, atMs - START_MS])).toEqual([
      ["created", 0],
      ["expired", 1000],
    ]);
  });

  it("wakes by a timer in real time, scaled as the clock is", async () => {
    const timers: { delayMs: number; run: () => void }[] = [];
    let realMs = 0;
    const engine = createToyEngine({
      realNow: () => START_MS + realMs,
      timer: (delayMs, run) => {
        timers.push({ delayMs, run });
        return () => {};
      },
    });
    const { clock, outbox } = await engine.worlds.open("default");
    clock.run(10);
    await write(engine, "a", 60_000);
    expect(timers.at(-1)?.delayMs).toBe(6000);
    realMs = 6000;
    timers.at(-1)?.run();
    expect(outbox.entries().map(({ event }) => event.type)).toEqual(["created", "expired"]);
  });

  it("is not scheduled by a request that is refused, nor its events owed", async () => {
    const reasons = defineReasons({ no: "No." });
    const { engine, received } = openWorld({
      handlers: {
        ...handlers,
        createNote(_request, { schedule }) {
          schedule(START_MS + 1000, "expire", "x");
          return { status: 409, body: { error: "no" }, reason: reasons.no() };
        },
      },
    });
    const world = await engine.worlds.open("default");
    await ask(engine, "POST", "/toy/notes", { body: { text: "a" } });
    expect(world.due.nextJobMs()).toBeUndefined();
    await world.clock.advance(5000);
    expect(received).toEqual([]);
  });

  it("that throws is reported, changes nothing, does not run again, and does not stop the clock", async () => {
    const { engine, received, bugs } = openWorld({
      jobs: {
        expire(id, { notes, emit }) {
          const note = notes.get(id);
          if (note === undefined) return;
          notes.delete(id);
          emit({ type: "expired", url: "http://127.0.0.1:9/", key: note.owner, secret: "s", body: note });
          if (note.text === "bad") throw new Error("broken on purpose");
        },
      },
    });
    const { clock } = await engine.worlds.open("default");
    const id = await write(engine, "bad", 1000);
    await write(engine, "good", 2000);
    await clock.advance(3000);
    expect(received).toEqual(["good@2000"]);
    expect(await statusOf(engine, id)).toBe(200);
    expect(bugs).toMatchObject([{ provider: "toy", complaint: expect.stringContaining("broken on purpose") }]);
    await clock.advance(3_600_000);
    expect(bugs).toHaveLength(1);
  });

  it("that is not declared, or has an invalid time, throws", async () => {
    for (const [jobs, expiresAtMs, complaint] of [
      [{}, START_MS + 1000, 'toy has no job "expire"'],
      [{ expire() {} }, START_MS + 5000.5, "not a time in whole milliseconds"],
    ] as const) {
      const { engine, bugs } = openWorld({ jobs });
      const reply = await ask(engine, "POST", "/toy/notes", { body: { text: "a", expiresAtMs } });
      expect([reply.status, bugs]).toEqual([
        500,
        [expect.objectContaining({ complaint: expect.stringContaining(complaint) })],
      ]);
    }
  });

  it("that schedules itself again for the same moment is dropped before the clock stands still for ever", async () => {
    const { engine, bugs } = openWorld({ jobs: { expire: (id, { schedule, now }) => schedule(now, "expire", id) } });
    const { clock } = await engine.worlds.open("default");
    await write(engine, "a", 1000);
    await clock.advance(2000);
    expect(bugs).toMatchObject([
      { complaint: expect.stringContaining("scheduled itself 1000 times for the same moment") },
    ]);
  });
});

describe("copies of a world with scheduled work", () => {
  it("a snapshot carries it: after a restore it runs again, as a new event", async () => {
    const { engine, received } = openWorld();
    const { clock, outbox } = await engine.worlds.open("default");
    const id = await write(engine, "a", 1000);
    await engine.worlds.snapshot("default", "before");
    await clock.advance(5000);
    expect(await statusOf(engine, id)).toBe(404);
    await engine.worlds.restore("default", "before");
    expect(clock.now()).toBe(START_MS);
    expect(await statusOf(engine, id)).toBe(200);
    await clock.advance(1000);
    expect(received).toEqual(["a@1000", "a@1000"]);
    expect(outbox.entries().map(({ number, event }) => [number, event.type])).toEqual([
      [1, "created"],
      [2, "expired"],
      [3, "expired"],
    ]);
  });

  it("a restore to a time after it does not run it twice", async () => {
    const { engine, received } = openWorld();
    const { clock } = await engine.worlds.open("default");
    await write(engine, "a", 1000);
    await clock.advance(5000);
    await engine.worlds.snapshot("default", "after");
    await engine.worlds.restore("default", "after");
    await clock.advance(3_600_000);
    expect(received).toEqual(["a@1000"]);
  });

  it("a fork runs its own, whatever becomes of the other's", async () => {
    const { engine, received } = openWorld();
    const id = await write(engine, "a", 1000);
    await engine.worlds.fork("default", "child");
    const { clock, outbox } = await engine.worlds.open("child");
    expect(outbox.size).toBe(0);
    await ask(engine, "DELETE", `/toy/notes/${id}`);
    await clock.advance(1000);
    expect(received).toEqual(["a@1000"]);
    expect(await statusOf(engine, id, "child")).toBe(404);
    const parent = await engine.worlds.open("default");
    await parent.clock.advance(5000);
    expect(received).toHaveLength(1);
  });

  it("a reset forgets it", async () => {
    const { engine, received } = openWorld();
    await write(engine, "a", 1000);
    await engine.worlds.reset("default");
    const { clock } = await engine.worlds.open("default");
    await clock.advance(5000);
    expect(received).toEqual([]);
  });
});

describe("what a world keeps across a restore", () => {
  it("is the time left to the next attempt of a delivery", async () => {
    let status = 500;
    const attempts: number[] = [];
    const send: Send = async ({ headers }) => {
      attempts.push(Number(headers["x-world"]));
      return status;
    };
    const engine = createToyEngine({
      providers: [createToy({ webhooks })],
      send,
      clock: { worldMs: START_MS, realMs: 0, scale: 0 },
    });
    const { clock } = await engine.worlds.open("default");
    await engine.worlds.snapshot("default", "early");
    await clock.advance(1_000_000);
    await write(engine, "a", 3_600_000);
    await clock.settled();
    await clock.advance(20_000);
    // 40 of 60 seconds are left, and stay so although the clock goes back by more than a quarter of an hour.
    await engine.worlds.restore("default", "early");
    status = 200;
    await clock.advance(39_999);
    expect(attempts).toEqual([1_000_000]);
    await clock.advance(1);
    expect(attempts).toEqual([1_000_000, 40_000]);
  });

  it("is the count and the time left in a rate window; a fork begins anew, and so does a reset", async () => {
    const engine = createToyEngine({
      providers: [
        createToy({
          rateLimit: {
            rule: () => ({ key: "all", limit: 2, windowSeconds: 10 }),
            headers: ({ remaining, resetSeconds }) => ({ "x-rate": `${remaining} ${resetSeconds}` }),
          },
        }),
      ],
      clock: { worldMs: START_MS, realMs: 0, scale: 0 },
    });
    const { clock } = await engine.worlds.open("default");
    const rate = async (world = "default") => {
      const { status, headers } = await ask(engine, "GET", "/toy/page", { world });
      return [status, headers["x-rate"]];
    };
    await engine.worlds.snapshot("default", "early");
    await clock.advance(100_000);
    expect(await rate()).toEqual([200, "1 10"]);
    await clock.advance(4000);
    await engine.worlds.restore("default", "early");
    expect(await rate()).toEqual([200, "0 6"]);
    expect(await rate()).toEqual([429, "0 6"]);
    await engine.worlds.fork("default", "child");
    expect(await rate("child")).toEqual([200, "1 10"]);
    await clock.advance(5999);
    expect((await rate())[0]).toBe(429);
    await clock.advance(1);
    expect(await rate()).toEqual([200, "1 10"]);
    await engine.worlds.reset("default");
    expect(await rate()).toEqual([200, "1 10"]);
  });

  it("is its faults with their counts; a fork has none", async () => {
    const engine = createToyEngine();
    const { faults } = await engine.worlds.open("default");
    await engine.worlds.snapshot("default", "s");
    await faults.add({ when: { first: 2 }, effect: { status: 503 } });
    expect((await ask(engine, "GET", "/toy/page")).status).toBe(503);
    await engine.worlds.restore("default", "s");
    await engine.worlds.fork("default", "child");
    expect((await engine.worlds.open("child")).faults.size).toBe(0);
    expect((await ask(engine, "GET", "/toy/page", { world: "child" })).status).toBe(200);
    expect((await ask(engine, "GET", "/toy/page")).status).toBe(503);
    expect((await ask(engine, "GET", "/toy/page")).status).toBe(200);
  });
});
