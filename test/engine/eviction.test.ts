import { describe, expect, it } from "vitest";
import { StandinError } from "#engine/basics/errors.ts";
import { type BodyReader, type ExchangeRequest, RequestAborted } from "#engine/contract/exchange.ts";
import { LimitExceededError } from "#engine/contract/limits.ts";
import { ask, bodyOf, createToy, createToyEngine, toyScenarios } from "../support/toy-mock.ts";

/** An engine whose real time is moved by hand. */
function openEngine(worlds = 3, worldsByRequest = worlds) {
  let now = 0;
  const limits = { worlds, worldsByRequest, idleSeconds: 60 };
  const engine = createToyEngine({ realNow: () => now, limits });
  return {
    engine,
    /** A request that is accepted, as its caller is known. */
    touch: (world: string) => ask(engine, "GET", "/toy/notes/n", { world }),
    names: () => engine.worlds.names().sort(),
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

describe("when there are more worlds than may be", () => {
  it("the one that was idle longest goes", async () => {
    const { names, touch, pass } = openEngine();
    for (const world of ["a", "b", "c"]) {
      await touch(world);
      pass(1);
    }
    await touch("a");
    pass(61);
    expect((await touch("d")).status).toBe(404);
    expect(names()).toEqual(["a", "c", "d"]);
  });

  it("none goes that was used within the last minute: the new one is refused, saying what to do", async () => {
    const { engine, names, touch, pass } = openEngine();
    for (const world of ["a", "b", "c"]) await touch(world);
    pass(59);
    const refused = await touch("d");
    expect(refused.status).toBe(503);
    expect(bodyOf(refused)["error"]).toMatch(/Delete those/);
    expect(refused.headers["x-standin-reason"]).toMatch(/^noRoomForVisitedWorld: There are 3 worlds/);
    expect(names()).toEqual(["a", "b", "c"]);
    await engine.worlds.drop("b");
    expect((await touch("d")).status).toBe(404);
  });

  it("never evicts a world in use, nor the default one", async () => {
    const { engine, names, touch, pass } = openEngine();
    for (const world of ["a", "default", "c"]) await touch(world);
    (await engine.worlds.open("a")).users += 1;
    pass(3600);
    expect((await touch("d")).status).toBe(404);
    expect(names()).toEqual(["a", "d", "default"]);
    expect((await touch("e")).status).toBe(503);
  });

  it("none goes that was looked into by other means than an exchange, or that a scenario prepares just now", async () => {
    const { engine, names, touch, pass } = openEngine(2);
    for (const world of ["a", "b"]) await touch(world);
    pass(61);
    await engine.worlds.snapshot("a", "kept");
    expect((await touch("c")).status).toBe(404);
    expect(names()).toEqual(["a", "c"]);
    const users: (number | undefined)[] = [];
    const scenarios = toyScenarios({ looks: { run: () => users.push(engineOfToy.worlds.find("w")?.users) } });
    const engineOfToy = createToyEngine({ providers: [createToy({ scenarios })] });
    await engineOfToy.runScenario("w", "toy", "looks");
    expect([...users, engineOfToy.worlds.find("w")?.users]).toEqual([1, 0]);
  });

  it("a fork needs room as well", async () => {
    const { engine, names } = openEngine(2);
    await engine.worlds.open("a");
    await engine.worlds.open("b");
    await expect(engine.worlds.fork("a", "c")).rejects.toThrow(LimitExceededError);
    await engine.worlds.fork("a", "b");
    expect(names()).toEqual(["a", "b"]);
  });
});

describe("worlds that only requests have made", () => {
  it.each([
    [1, ["w0"]],
    [2, ["w0", "w1"]],
    [3, ["w0", "w1"]],
  ])("have a limit of two: of %i there are %j", async (count, left) => {
    const { names, touch } = openEngine(10, 2);
    for (let index = 0; index < count; index += 1)
      expect((await touch(`w${index}`)).status).toBe(index < 2 ? 404 : 503);
    expect(names()).toEqual(left);
  });

  it("leave the rest to those that are made by hand", async () => {
    const { engine, names, touch } = openEngine(4, 2);
    for (const world of ["v1", "v2", "v3"]) await touch(world);
    for (const world of ["m1", "m2"]) await engine.worlds.open(world);
    expect(names()).toEqual(["m1", "m2", "v1", "v2"]);
  });

  it("give way to those first, the longest unused before the others, even if they have just been used", async () => {
    const { engine, names, touch, pass } = openEngine(3, 2);
    await engine.worlds.open("m1");
    pass(3600);
    for (const world of ["v1", "v2"]) {
      await touch(world);
      pass(1);
    }
    await touch("v1");
    await engine.worlds.open("m2");
    expect(names()).toEqual(["m1", "m2", "v1"]);
    await engine.worlds.open("m3");
    expect(names()).toEqual(["m1", "m2", "m3"]);
    // None is left that only a request has made: now it is the turn of the one that is idle.
    await engine.worlds.open("m4");
    expect(names()).toEqual(["m2", "m3", "m4"]);
  });

  it("make none go that was made by hand, however long that is idle", async () => {
    const { engine, names, touch, pass } = openEngine(2, 1);
    for (const world of ["m1", "m2"]) await engine.worlds.open(world);
    pass(3600);
    expect((await touch("v")).status).toBe(503);
    expect(names()).toEqual(["m1", "m2"]);
  });

  it("count as made by hand once they are opened so", async () => {
    const { engine, names, touch } = openEngine(3, 1);
    await touch("v");
    await engine.worlds.open("v");
    expect((await touch("other")).status).toBe(404);
    expect(names()).toEqual(["other", "v"]);
  });

  it("are half of all where nothing else is said", () => {
    const boundsOf = (worlds: number) => createToyEngine({ limits: { worlds } }).limits.worldsByRequest;
    expect([boundsOf(1000), boundsOf(3), boundsOf(1)]).toEqual([500, 1, 1]);
  });
});

describe("a request that is not accepted", () => {
  const anonymous = { authorization: undefined };
  const toy = (authorization: string | undefined) => ({ world: "w", headers: { authorization } });

  it.each<[string, string, string, Parameters<typeof ask>[3], number]>([
    ["without credentials", "GET", "/toy/notes/n", toy(undefined), 401],
    ["with credentials of another kind", "GET", "/toy/notes/n", toy("Other ann"), 403],
    ["with a body, without credentials", "POST", "/toy/notes", { ...toy(undefined), body: { text: "x" } }, 401],
    ["to no path of the provider", "GET", "/toy/nowhere", toy("Key ann"), 404],
    ["by another method", "PUT", "/toy/notes", toy("Key ann"), 405],
    ["of a browser that asks before it sends", "OPTIONS", "/toy/notes", toy(undefined), 204],
    ["that an image of a page sends", "GET", "/toy/page", toy(undefined), 200],
  ])("%s leaves no world behind, and makes none go", async (_, method, path, init, status) => {
    const { engine, names, touch, pass } = openEngine(1, 1);
    await touch("kept");
    pass(3600);
    expect((await ask(engine, method, path, init)).status).toBe(status);
    expect(names()).toEqual(["kept"]);
    expect(engine.worlds.whyEvicted("kept")).toBeUndefined();
  });

  it("leaves the world alone that others have made meanwhile", async () => {
    const { engine, touch } = openEngine();
    await touch("w");
    await ask(engine, "GET", "/toy/notes/n", { world: "w", headers: anonymous });
    const { journal } = await engine.worlds.open("w");
    expect(journal.entries().map(({ reply }) => reply.status)).toEqual([404, 401]);
  });

  it("stays in the journal of the default world, which is always there", async () => {
    const { engine } = openEngine();
    await ask(engine, "GET", "/toy/notes/n", { headers: anonymous });
    expect((await engine.worlds.open("default")).journal.size).toBe(1);
  });

  it.each([
    ["a refusal by the handler", "GET", "/toy/notes/n", undefined, 404],
    ["a body that does not fit", "POST", "/toy/notes", {}, 400],
    ["a success", "POST", "/toy/notes", { text: "x" }, 200],
  ])("is not one whose caller is known: %s keeps the world", async (_, method, path, body, status) => {
    const { engine, names } = openEngine();
    expect((await ask(engine, method, path, { world: "w", ...(body && { body }) })).status).toBe(status);
    expect(names()).toEqual(["w"]);
    expect(engine.worlds.find("w")?.journal.size).toBe(1);
  });

  it("whose body is still on the wire makes no world; one that breaks off leaves nothing", async () => {
    const { engine, names } = openEngine();
    await ask(engine, "GET", "/toy/page");
    const headers = { authorization: "Key ann", "content-type": "application/json" };
    const send = (body: BodyReader) =>
      engine.exchange({ method: "POST", path: "/~w/toy/notes", query: "", headers, body });
    let abort = (_error: Error): void => {};
    const broken = send(() => new Promise((_resolve, reject) => (abort = reject)));
    expect(names()).toEqual(["default"]);
    abort(new RequestAborted());
    await expect(broken).rejects.toThrow(RequestAborted);
    expect(names()).toEqual(["default"]);
    expect((await send(async () => '{"text":"x"}')).status).toBe(200);
    expect((await send(async () => undefined)).status).toBe(413);
    expect(engine.worlds.find("w")?.users).toBe(0);
  });
});

describe("a world that was evicted", () => {
  /** World "a" holds a note, and has given way to "b". */
  async function evict(parts: Parameters<typeof createToy>[0] = {}, formerWorlds = 10) {
    let now = 0;
    const limits = { worlds: 1, idleSeconds: 60, formerWorlds };
    const engine = createToyEngine({ providers: [createToy(parts)], realNow: () => now, limits });
    const make = (world: string) => ask(engine, "POST", "/toy/notes", { body: { text: "x" }, world });
    const replace = async (world: string) => {
      now += 61_000;
      expect((await make(world)).status).toBe(200);
    };
    await make("a");
    await replace("b");
    return { engine, replace };
  }
  const worldOf = ({ headers }: { headers: ExchangeRequest["headers"] }) =>
    String(headers["authorization"]).split("@")[1];

  it.each<[string, Parameters<typeof ask>[3]]>([
    ["by its path", { world: "a" }],
    ["by the header", { headers: { "x-standin-world": "a" } }],
    ["by a token that it issued", { headers: { authorization: "Key ann@a" } }],
    ["by its path, without credentials", { world: "a", headers: { authorization: undefined } }],
  ])("is said to be so, in the provider's words, to who asks for it %s", async (_, init) => {
    const { engine } = await evict({ worldOf });
    const told = await ask(engine, "GET", "/toy/notes/n", init);
    expect(told.status).toBe(503);
    expect(bodyOf(told)).toEqual({ error: expect.stringMatching(/^World a was evicted .*Reset/) });
    expect(told.headers).toMatchObject({
      "content-type": "application/json",
      "access-control-allow-origin": "*",
      "x-standin-reason": expect.stringMatching(/^worldEvicted: World a/),
    });
    expect(engine.worlds.names()).toEqual(["b"]);
  });

  it("is not opened by hand either, until it is reset or revived", async () => {
    const { engine } = await evict();
    await expect(async () => engine.worlds.open("a")).rejects.toThrow(LimitExceededError);
    await expect(async () => engine.worlds.snapshot("a", "s")).rejects.toThrow(/evicted/);
    await engine.worlds.reset("a");
    expect(engine.worlds.names()).toEqual(["a"]);
    expect((await ask(engine, "GET", "/toy/notes/n", { world: "a" })).status).toBe(404);
  });

  it("may be dropped, or be the name of a fork, and is forgotten then", async () => {
    const { engine } = await evict();
    await engine.worlds.drop("a");
    expect(engine.worlds.whyEvicted("a")).toBeUndefined();
    const other = (await evict()).engine;
    await other.worlds.drop("b");
    await other.worlds.open("c");
    await other.worlds.drop("c");
    expect(other.worlds.whyEvicted("a")).toBeDefined();
  });

  it.each([
    [1, ["b"]],
    [2, ["a", "b"]],
    [3, ["a", "b"]],
  ])("is remembered: with room for %i names, of two that went %j are", async (formerWorlds, known) => {
    const { engine, replace } = await evict({}, formerWorlds);
    await replace("c");
    expect(["a", "b"].filter((name) => engine.worlds.whyEvicted(name) !== undefined)).toEqual(known);
  });

  it("is not one whose name a token makes up: that leads to the default world, which makes none go", async () => {
    const { engine } = await evict({ worldOf });
    const lost = await ask(engine, "GET", "/toy/notes/n", { headers: { authorization: "Key ann@never" } });
    expect(lost.status).toBe(404);
    expect(engine.worlds.names()).toEqual(["b", "default"]);
  });

  it("a fork that finds no room for both worlds evicts none and makes none", async () => {
    const { engine, touch, pass } = openEngine(2);
    await touch("idle");
    pass(61);
    await engine.worlds.open("busy");
    await expect(engine.worlds.fork("new", "copy")).rejects.toThrow(LimitExceededError);
    expect(engine.worlds.names()).toEqual(["idle", "busy"]);
    pass(61);
    await engine.worlds.fork("new", "copy");
    expect(engine.worlds.names()).toEqual(["new", "copy"]);
  });

  it("one that was evicted stays evicted when there is no room to begin it anew", async () => {
    const { engine, touch, pass } = openEngine(1);
    await touch("old");
    pass(61);
    await engine.worlds.open("busy");
    await expect(engine.worlds.reset("old")).rejects.toThrow(LimitExceededError);
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
        await expect(refuse).rejects.toThrow(StandinError);
      expect(engine.worlds.names()).toEqual(["w"]);
    },
  );
});

describe("limits", () => {
  it("snapshots: one more is refused, one of the same name is not", async () => {
    const { worlds } = createToyEngine({ limits: { snapshots: 2 } });
    await worlds.snapshot("w", "one");
    await worlds.snapshot("w", "two");
    await expect(worlds.snapshot("w", "three")).rejects.toThrow(LimitExceededError);
    await worlds.snapshot("w", "two");
    expect(await worlds.dropSnapshot("w", "one")).toBe(true);
    expect(await worlds.dropSnapshot("w", "one")).toBe(false);
    await worlds.snapshot("w", "three");
    expect(worlds.snapshots("w").map(({ name }) => name)).toEqual(["two", "three"]);
  });

  it("the outbox drops the oldest event", async () => {
    const engine = createToyEngine({ limits: { events: 2 } });
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
