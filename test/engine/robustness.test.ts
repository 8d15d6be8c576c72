import { describe, expect, it } from "vitest";
import { StandinError } from "#engine/basics/errors.ts";
import { toIsoTime } from "#engine/basics/times.ts";
import type { Send, WebhookPolicy } from "#engine/contract/webhook.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { createScriptedLog, type ScriptedLog } from "../support/scripted-log.ts";
import { ask, bodyOf, createToy, createToyEngine, handlers, type Note } from "../support/toy-mock.ts";

/** What has gone wrong once, or might when several things happen at the same time. */

const START_MS = 1_700_000_000_000;
const FROZEN = { worldMs: START_MS, realMs: 0, scale: 0 };

const webhooks: WebhookPolicy = {
  toRequest: ({ type, body }) => ({ headers: {}, body: `${type} ${(body as Note).text}` }),
  retryDelaysSeconds: [60],
  isToRetry: () => true,
  timeoutMs: 1000,
};

/** A receiver that answers only when it is told to. */
function createReceiver() {
  const waiting: ((status: number) => void)[] = [];
  const received: string[] = [];
  const send: Send = ({ body }) =>
    new Promise((resolve) => {
      received.push(body);
      waiting.push(resolve);
    });
  const answer = async (status: number): Promise<void> => {
    waiting.shift()?.(status);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { send, received, answer };
}

const open = (send: Send, policy = webhooks) =>
  createToyEngine({ providers: [createToy({ webhooks: policy })], send, clock: FROZEN });

const write = (engine: ReturnType<typeof open>, text: string, world = "w", more: object = {}) =>
  ask(engine, "POST", "/toy/notes", { world, body: { text, ...more } });

describe("a world that was dropped", () => {
  it("is not the one that has its name by now: an advance under way ends without touching that", async () => {
    const { send, answer } = createReceiver();
    const engine = open(send);
    await write(engine, "old");
    const old = await engine.worlds.open("w");
    const advancing = old.clock.advance(3_600_000).catch((error: StandinError) => error.code);
    await engine.worlds.drop("w");
    await write(engine, "new");
    await answer(500);
    expect(await advancing).toBe("ERR_STANDIN_WORLD_GONE");
    const { clock } = await engine.worlds.open("w");
    expect([clock.now(), clock.setting.scale]).toEqual([START_MS, 0]);
  });

  it("answers 410 to a body that arrives afterwards, and the new world holds nothing of it", async () => {
    const engine = createToyEngine();
    // The provider's behaviour is loaded by the first request.
    await ask(engine, "GET", "/toy/page");
    await engine.worlds.open("w");
    let arrive: (text: string) => void = () => {};
    const arriving = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    const headers = { authorization: "Key ann", "content-type": "application/json" };
    const late = engine.exchange({ method: "POST", path: "/~w/toy/notes", query: "", headers, body: () => arriving });
    await engine.worlds.drop("w");
    await engine.worlds.open("w");
    arrive('{"text":"x"}');
    expect((await late).status).toBe(410);
    expect((await engine.readState("w", "toy"))?.collections["notes"]).toEqual([]);
    expect(engine.worlds.find("w")?.users).toBe(0);
  });

  it("leaves a fork that took its name alone, and the snapshots of that name stay", async () => {
    const engine = createToyEngine({ clock: FROZEN });
    await engine.worlds.open("w");
    const first = await engine.worlds.open("f");
    await engine.worlds.snapshot("f", "s");
    await engine.worlds.fork("w", "f");
    const second = await engine.worlds.open("f");
    expect(() => first.clock.freeze()).toThrow(/removed while it was in use/);
    await expect(first.faults.add({ effect: { status: 503 } })).rejects.toThrow(/removed/);
    expect([second.clock.now(), second.faults.size]).toEqual([START_MS, 0]);
    expect(engine.worlds.snapshots("f").map(({ name }) => name)).toEqual(["s"]);
  });
});

describe("a delivery", () => {
  it("that cannot be built counts as a failed attempt, with what was wrong, and is retried as any other", async () => {
    const policy: WebhookPolicy = {
      ...webhooks,
      toRequest: () => {
        throw new TypeError("no such secret");
      },
    };
    const engine = open(async () => 200, policy);
    await write(engine, "a");
    const { clock, outbox } = await engine.worlds.open("w");
    await clock.advance(3_600_000);
    expect(outbox.entries()).toMatchObject([
      { state: "failed", attempts: [{ error: "no such secret" }, { error: "no such secret" }] },
    ]);
  });

  it("is not under way more than a hundred times at once, and all arrive", async () => {
    let underWay = 0;
    let most = 0;
    const engine = open(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return 200;
    });
    const { clock, outbox } = await engine.worlds.open("w");
    const events = Array.from({ length: 350 }, (_, index) => ({
      type: "made",
      url: "http://receiver/",
      key: `key ${index}`,
      secret: "s",
      body: { text: "x" },
    }));
    outbox.add("toy", START_MS, events);
    await clock.advance(1000);
    expect(most).toBe(100);
    expect(outbox.entries().filter(({ state }) => state === "delivered")).toHaveLength(350);
  });

  it("of before a reset does not hold up those that come after it", async () => {
    const { send, received, answer } = createReceiver();
    const engine = open(send);
    await write(engine, "before");
    await engine.worlds.reset("w");
    await write(engine, "after");
    expect(received).toEqual(["created before", "created after"]);
    await answer(500);
    await answer(200);
    const { outbox } = await engine.worlds.open("w");
    expect(outbox.entries()).toMatchObject([{ number: 1, state: "delivered", attempts: { length: 1 } }]);
  });

  it("that fails after a restore is retried as many seconds later as the provider says", async () => {
    const { send, received, answer } = createReceiver();
    const engine = open(send);
    const { clock } = await engine.worlds.open("w");
    await engine.worlds.snapshot("w", "early");
    await clock.advance(86_400_000);
    await write(engine, "a");
    await engine.worlds.restore("w", "early");
    await answer(500);
    const advancing = clock.advance(60_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(received).toHaveLength(2);
    await answer(200);
    await advancing;
  });
});

describe("an advance under way", () => {
  it("goes no further once its world is reset", async () => {
    const { send, answer } = createReceiver();
    const engine = open(send);
    await write(engine, "a");
    const { clock } = await engine.worlds.open("w");
    const advancing = clock.advance(3_600_000);
    await engine.worlds.reset("w");
    await answer(200);
    await advancing;
    expect(clock.now()).toBe(START_MS);
  });

  it("keeps its world in use", async () => {
    const { send, answer } = createReceiver();
    const engine = open(send);
    await write(engine, "a");
    const world = await engine.worlds.open("w");
    const advancing = world.clock.advance(1000);
    expect(world.users).toBe(1);
    await answer(200);
    await advancing;
    expect(world.users).toBe(0);
  });
});

describe("jobs", () => {
  it("all run, however many are due at the same moment", async () => {
    const engine = createToyEngine({ clock: FROZEN });
    const count = 2500;
    for (let index = 0; index < count; index += 1)
      await write(engine, `note ${index}`, "w", { expiresAtMs: START_MS + 1000 });
    const { clock } = await engine.worlds.open("w");
    await clock.advance(1000);
    expect((await engine.readState("w", "toy"))?.collections["notes"]).toEqual([]);
  });
});

describe("a clock", () => {
  it("shows whole milliseconds, between the years 1970 and 9999", async () => {
    const { clock } = await createToyEngine({ clock: FROZEN }).worlds.open("w");
    await clock.advance(1000 / 3);
    expect(clock.now()).toBe(START_MS + 333);
    const last = Date.parse("9999-12-31T23:59:59.999Z");
    await clock.set(last);
    expect(clock.now()).toBe(last);
    expect(() => clock.advance(1)).toThrow(/from 1970/);
    expect(() => clock.set(-1)).toThrow(/from 1970/);
    await clock.set(0);
    expect(clock.now()).toBe(0);
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, last + 1, -1, -0.5]) {
      expect(() => clock.set(time), String(time)).toThrow(StandinError);
      expect(() => createToyEngine({ clock: { ...FROZEN, worldMs: time } }), String(time)).toThrow(StandinError);
    }
    expect(() => clock.advance(1e300)).toThrow(/from 1970/);
    expect(() => clock.run(Number.POSITIVE_INFINITY)).toThrow(/finite/);
    expect(clock.now()).toBe(0);
  });

  it("that runs stands still at the last time that it can show", async () => {
    let realMs = START_MS;
    const engine = createToyEngine({ realNow: () => realMs });
    const { clock } = await engine.worlds.open("w");
    const last = Date.parse("9999-12-31T23:59:59.999Z");
    await clock.set(last - 1000);
    clock.run(1_000_000);
    realMs += 1;
    expect(clock.now()).toBe(last);
    expect((await ask(engine, "GET", "/toy/page", { world: "w" })).headers["date"]).toBe(
      "Fri, 31 Dec 9999 23:59:59 GMT",
    );
    realMs += 86_400_000;
    expect(clock.now()).toBe(last);
    await clock.advance(0);
    expect(() => clock.advance(1)).toThrow(/from 1970/);
    // What ends later than any clock shows is written as the last time there is.
    expect(toIsoTime(last + 1)).toBe("9999-12-31T23:59:59.999Z");
  });

  it("that runs stops at the last time that it can show, and is set back from there", async () => {
    let realMs = 0;
    const { clock } = await createToyEngine({ realNow: () => realMs, clock: FROZEN }).worlds.open("w");
    const last = Date.parse("9999-12-31T23:59:59.999Z");
    await clock.set(last);
    clock.run(1000);
    realMs += 5000;
    expect(clock.now()).toBe(last);
    clock.freeze();
    await clock.set(START_MS);
    expect(clock.now()).toBe(START_MS);
  });

  it("that is set back leaves rate windows and retries the time that was left to them", async () => {
    const attempts: number[] = [];
    const engine = createToyEngine({
      providers: [
        createToy({
          webhooks,
          rateLimit: {
            rule: ({ operationId }) =>
              operationId === "page" ? { key: "all", limit: 1, windowSeconds: 10 } : undefined,
            headers: () => ({}),
          },
        }),
      ],
      send: async () => {
        attempts.push(clock.now() - START_MS);
        return 500;
      },
      clock: FROZEN,
    });
    const { clock } = await engine.worlds.open("w");
    const page = async () => (await ask(engine, "GET", "/toy/page", { world: "w" })).status;
    await write(engine, "a");
    expect(await page()).toBe(200);
    await clock.advance(4000);
    await clock.set(START_MS - 86_400_000);
    await clock.advance(5999);
    expect(await page()).toBe(429);
    await clock.advance(1);
    expect(await page()).toBe(200);
    await clock.advance(50_000);
    expect(attempts).toEqual([0, -86_400_000 + 56_000]);
  });
});

describe("what listens", () => {
  it("may throw: the exchange is answered and journalled once, and other exchanges go on", async () => {
    const engine = createToyEngine({
      providers: [
        createToy({
          handlers: {
            ...handlers,
            page: () => {
              throw new Error("broken on purpose");
            },
          },
        }),
      ],
      onBug: (_bug: Bug) => {
        throw new Error("broken as well");
      },
    });
    const { journal } = await engine.worlds.open("default");
    journal.subscribe({
      recorded: () => {
        throw new Error("and this");
      },
    });
    expect((await ask(engine, "GET", "/toy/page")).status).toBe(500);
    const made = await ask(engine, "POST", "/toy/notes", { body: { text: "x" } });
    expect([made.status, journal.size]).toEqual([200, 2]);
    expect((await ask(engine, "GET", `/toy/notes/${bodyOf(made)["id"]}`)).status).toBe(200);
  });
});

describe("a reset that another process has overtaken", () => {
  it("runs again", async () => {
    let log: ScriptedLog | undefined;
    const engine = createToyEngine({
      log: (host) => {
        log = createScriptedLog(host);
        return log;
      },
    });
    if (log === undefined) throw new Error("the engine made no log");
    const kept = log;
    const settle = async () => {
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    const keepAll = async () => {
      await settle();
      kept.keep("w", Number.POSITIVE_INFINITY);
      await settle();
    };
    const writing = Promise.resolve(write(engine, "x"));
    await keepAll();
    expect((await writing).status).toBe(200);
    const resetting = engine.worlds.reset("w");
    await settle();
    kept.overtake("w", []);
    await keepAll();
    await resetting;
    const reading = engine.readState("w", "toy");
    await keepAll();
    expect((await reading)?.collections["notes"]).toEqual([]);
  });
});
