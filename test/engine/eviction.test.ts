import { describe, expect, it } from "vitest";
import { BoundReached } from "#engine/bounds.ts";
import { ask, bodyOf, createToy, createToyEngine } from "../support/toy-provider.ts";

/** An engine whose real time is moved by hand. */
function openEngine(worlds = 3) {
  let now = 0;
  const engine = createToyEngine({ realNow: () => now, bounds: { worlds, idleSeconds: 60 } });
  const touch = (world: string) => ask(engine, "GET", "/toy/notes/n", { world });
  return {
    engine,
    touch,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

describe("when there are more worlds than may be", () => {
  it("the one that was idle longest goes", async () => {
    const { engine, touch, pass } = openEngine();
    for (const world of ["a", "b", "c"]) {
      await touch(world);
      pass(1);
    }
    await touch("a");
    pass(61);
    expect((await touch("d")).status).toBe(404);
    expect(engine.worlds.names().sort()).toEqual(["a", "c", "d"]);
  });

  it("none goes that was used within the last minute: the new one is refused, saying what to do", async () => {
    const { engine, touch, pass } = openEngine();
    for (const world of ["a", "b", "c"]) await touch(world);
    pass(59);
    const refused = await touch("d");
    expect(refused.status).toBe(503);
    expect(bodyOf(refused)["detail"]).toMatch(/Delete those/);
    expect(engine.worlds.names()).toEqual(["a", "b", "c"]);
    await engine.worlds.drop("b");
    expect((await touch("d")).status).toBe(404);
  });

  it("none goes that somebody uses just now, nor the default one", async () => {
    const { engine, touch, pass } = openEngine();
    for (const world of ["a", "default", "c"]) await touch(world);
    (await engine.worlds.open("a")).users += 1;
    pass(3600);
    expect((await touch("d")).status).toBe(404);
    expect(engine.worlds.names()).toEqual(["a", "default", "d"]);
    expect((await touch("e")).status).toBe(503);
  });

  it("none goes that was looked into by other means than an exchange, or that a scenario prepares just now", async () => {
    const { engine, touch, pass } = openEngine(2);
    for (const world of ["a", "b"]) await touch(world);
    pass(61);
    await engine.worlds.snapshot("a", "kept");
    expect((await touch("c")).status).toBe(404);
    expect(engine.worlds.names()).toEqual(["a", "c"]);
    const users: (number | undefined)[] = [];
    const scenarios = {
      looks: { describe: "how many use the world", run: () => users.push(engineOfToy.worlds.find("w")?.users) },
    };
    const engineOfToy = createToyEngine({ providers: [createToy({ scenarios })] });
    await engineOfToy.runScenario("w", "toy", "looks");
    expect([...users, engineOfToy.worlds.find("w")?.users]).toEqual([1, 0]);
  });

  it("who comes back is told that the world is gone, and may begin it anew", async () => {
    const { engine, touch, pass } = openEngine(1);
    await ask(engine, "POST", "/toy/notes", { body: { text: "x" }, world: "a" });
    pass(61);
    await touch("b");
    const told = await touch("a");
    expect(told.status).toBe(503);
    expect(bodyOf(told)["detail"]).toMatch(/evicted.*Reset/);
    await expect(async () => engine.worlds.open("a")).rejects.toThrow(BoundReached);
    pass(61);
    await engine.worlds.reset("a");
    expect((await touch("a")).status).toBe(404);
  });

  it("a fork needs room as well", async () => {
    const { engine, touch } = openEngine(2);
    await touch("a");
    await touch("b");
    await expect(engine.worlds.fork("a", "c")).rejects.toThrow(BoundReached);
    await engine.worlds.fork("a", "b");
    expect(engine.worlds.names()).toEqual(["a", "b"]);
  });

  it("a fork that finds no room for both worlds evicts none and makes none", async () => {
    const { engine, touch, pass } = openEngine(2);
    await touch("idle");
    pass(61);
    await touch("busy");
    await expect(engine.worlds.fork("new", "copy")).rejects.toThrow(BoundReached);
    expect(engine.worlds.names()).toEqual(["idle", "busy"]);
    pass(61);
    await engine.worlds.fork("new", "copy");
    expect(engine.worlds.names()).toEqual(["new", "copy"]);
  });

  it("one that was evicted stays evicted when there is no room to begin it anew", async () => {
    const { engine, touch, pass } = openEngine(1);
    await touch("old");
    pass(61);
    await touch("busy");
    await expect(engine.worlds.reset("old")).rejects.toThrow(BoundReached);
    await engine.worlds.drop("busy");
    await expect(async () => engine.worlds.open("old")).rejects.toThrow(/evicted/);
    await engine.worlds.reset("old");
    expect(engine.worlds.names()).toEqual(["old"]);
  });
});

describe("a name that no world can have", () => {
  it.each([undefined, null, "", "no name", "a/b", "x".repeat(65), ["a"], 5])(
    "opens none, resets none, forks into none: %j",
    async (given) => {
      const { engine, touch } = openEngine();
      const name = given as string;
      await touch("w");
      for (const refuse of [
        async () => engine.worlds.open(name),
        () => engine.worlds.reset(name),
        () => engine.worlds.fork("w", name),
        () => engine.worlds.fork("elsewhere", name),
        () => engine.worlds.snapshot(name, "s"),
        () => engine.readState(name, "toy"),
      ])
        await expect(refuse).rejects.toThrow(RangeError);
      expect(engine.worlds.names()).toEqual(["w"]);
    },
  );
});

describe("bounds", () => {
  it("snapshots: one more is refused, one of the same name is not", async () => {
    const { worlds } = createToyEngine({ bounds: { snapshots: 2 } });
    await worlds.snapshot("w", "one");
    await worlds.snapshot("w", "two");
    await expect(worlds.snapshot("w", "three")).rejects.toThrow(BoundReached);
    await worlds.snapshot("w", "two");
    expect(await worlds.dropSnapshot("w", "one")).toBe(true);
    expect(await worlds.dropSnapshot("w", "one")).toBe(false);
    await worlds.snapshot("w", "three");
    expect(worlds.snapshots("w").map(({ name }) => name)).toEqual(["two", "three"]);
  });

  it("the outbox drops the oldest event", async () => {
    const engine = createToyEngine({ bounds: { events: 2 } });
    for (const text of ["1", "2", "3"]) await ask(engine, "POST", "/toy/notes", { body: { text } });
    expect((await engine.worlds.open("default")).outbox.entries().map(({ number }) => number)).toEqual([2, 3]);
  });
});

describe("a world that is removed while an exchange is under way", () => {
  it("answers that it is gone, and is not a bug", async () => {
    const bugs: unknown[] = [];
    const engine = createToyEngine({ onBug: (bug) => bugs.push(bug) });
    await engine.worlds.open("w");
    let askedFor = (): void => {};
    const asked = new Promise<void>((resolve) => {
      askedFor = resolve;
    });
    let send = (_text: string): void => {};
    const body = (): Promise<string> => {
      askedFor();
      return new Promise((resolve) => {
        send = resolve;
      });
    };
    const headers = { authorization: "Key ann", "content-type": "application/json" };
    const reply = engine.exchange({ method: "POST", path: "/~w/toy/notes", query: "", headers, body });
    await asked;
    await engine.worlds.drop("w");
    send('{"text":"x"}');
    expect((await reply).status).toBe(410);
    expect(bugs).toEqual([]);
  });
});

describe("redelivering an event", () => {
  it("sends it once more, whatever became of it, and lets the next of its key leave", async () => {
    const sent: string[] = [];
    let status = 503;
    const webhooks = {
      toRequest: ({ body }: { body: unknown }) => ({ headers: {}, body: JSON.stringify(body) }),
      retryDelaysSeconds: [60],
      isToRetry: () => true,
      timeoutMs: 1000,
    };
    const engine = createToyEngine({
      providers: [createToy({ webhooks })],
      clock: { worldMs: 0, realMs: 0, scale: 0 },
      send: async ({ body }) => {
        sent.push(String(JSON.parse(body).text));
        return status;
      },
    });
    const { clock, outbox } = await engine.worlds.open("default");
    for (const text of ["one", "two"]) await ask(engine, "POST", "/toy/notes", { body: { text } });
    await clock.settled();
    expect(sent).toEqual(["one"]);
    status = 200;
    expect(await outbox.redeliver(1)).toMatchObject({
      state: "delivered",
      attempts: [{ status: 503 }, { status: 200 }],
    });
    await clock.settled();
    expect(sent).toEqual(["one", "one", "two"]);
    await clock.advance(120_000);
    expect(sent).toEqual(["one", "one", "two"]);
    expect(await outbox.redeliver(2)).toMatchObject({ state: "delivered", attempts: { length: 2 } });
    expect(await outbox.redeliver(99)).toBeUndefined();
  });
});
