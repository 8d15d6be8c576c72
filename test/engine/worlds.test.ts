import { describe, expect, it } from "vitest";
import type { ExchangeRequest } from "#engine/contract/exchange.ts";
import { ask, bodyOf, createToy, createToyEngine, handlers } from "../support/toy-mock.ts";

const HOUR = 3_600_000;

async function write(engine: ReturnType<typeof createToyEngine>, text: string, world = "default") {
  return bodyOf(await ask(engine, "POST", "/toy/notes", { body: { text }, world }));
}

async function exists(engine: ReturnType<typeof createToyEngine>, id: unknown, world = "default"): Promise<boolean> {
  return (await ask(engine, "GET", `/toy/notes/${id}`, { world })).status === 200;
}

describe("a world", () => {
  it("is created from the seed on first use", async () => {
    const engine = createToyEngine({ seeds: { toy: { notes: [{ id: "seeded", owner: "ann", text: "x" }] } } });
    expect(await exists(engine, "seeded", "one")).toBe(true);
    expect(await exists(engine, "seeded", "two")).toBe(true);
  });

  it("is chosen by path, by header, and is otherwise the default one", async () => {
    const engine = createToyEngine();
    const { id } = await write(engine, "x", "one");
    const byHeader = await ask(engine, "GET", `/toy/notes/${id}`, { headers: { "x-standin-world": "one" } });
    expect(byHeader.status).toBe(200);
    expect((await ask(engine, "GET", `/toy/notes/${id}`)).status).toBe(404);
  });

  it("is found by what it issued, and is not made up by what claims to come from one", async () => {
    const worldOf = ({ headers }: { headers: ExchangeRequest["headers"] }) =>
      String(headers["authorization"]).split("@")[1];
    const engine = createToyEngine({ providers: [createToy({ worldOf })] });
    const { id } = await write(engine, "x", "one");
    const from = (world: string) => ({ headers: { authorization: `Key ann@${world}` } });
    expect((await ask(engine, "GET", `/toy/notes/${id}`, from("one"))).status).toBe(200);
    expect((await ask(engine, "GET", `/toy/notes/${id}`, from("nowhere"))).status).toBe(404);
    expect(engine.worlds.names()).not.toContain("nowhere");
  });

  it("shows nothing of another", async () => {
    const engine = createToyEngine();
    const { id } = await write(engine, "x", "one");
    expect(await exists(engine, id, "two")).toBe(false);
    const two = await engine.worlds.open("two");
    expect(two.journal.size).toBe(1);
    expect(two.outbox.entries()).toEqual([]);
  });

  it("gives the same ids as any other world from the same seed, and others from another seed", async () => {
    const engine = createToyEngine();
    const { id } = await write(engine, "x", "one");
    expect((await write(engine, "x", "two"))["id"]).toBe(id);
    expect((await write(createToyEngine({ seed: 2 }), "x", "one"))["id"]).not.toBe(id);
  });

  it("is born once, however many requests come at the same time", async () => {
    const engine = createToyEngine();
    const ids = await Promise.all(Array.from({ length: 10 }, (_, index) => write(engine, `n${index}`, "busy")));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(10);
    for (const { id } of ids) expect(await exists(engine, id, "busy")).toBe(true);
  });
});

describe("work for which a world is made", () => {
  const attempt = (engine: ReturnType<typeof createToyEngine>, isRefused: boolean, meanwhile = async () => {}) =>
    engine.worlds.attempt(
      "made",
      async () => {
        await engine.worlds.open("made");
        await meanwhile();
        return isRefused;
      },
      (refused) => refused,
    );

  it("leaves the world where it is done, and none where it is refused", async () => {
    const engine = createToyEngine();
    await attempt(engine, true);
    expect(engine.worlds.has("made")).toBe(false);
    await attempt(engine, false);
    await attempt(engine, true);
    expect(engine.worlds.has("made")).toBe(true);
  });

  it("takes no world from a request, or from other work, that has found it there meanwhile", async () => {
    const engine = createToyEngine();
    const made = await new Promise<unknown>((resolve) => {
      void attempt(engine, true, async () => resolve((await write(engine, "x", "made"))["id"]));
    });
    expect(await exists(engine, made, "made")).toBe(true);

    const other = createToyEngine();
    await attempt(other, true, async () => void (await attempt(other, false)));
    expect(other.worlds.has("made")).toBe(true);
  });
});

describe("reset, snapshot, restore and fork", () => {
  it("reset brings back the seed, the ids, the clock and an empty journal", async () => {
    const engine = createToyEngine();
    const world = await engine.worlds.open("default");
    const first = await write(engine, "x");
    await world.clock.advance(HOUR);
    await engine.worlds.reset("default");
    expect(world.journal.size).toBe(0);
    expect(world.clock.now()).toBe(1_700_000_000_000);
    expect(await exists(engine, first["id"])).toBe(false);
    expect(await write(engine, "x")).toEqual(first);
  });

  it("restore equals before: state, ids and clock", async () => {
    const engine = createToyEngine();
    const { clock } = await engine.worlds.open("default");
    clock.freeze();
    const kept = await write(engine, "kept");
    await engine.worlds.snapshot("default", "before");
    const first = await write(engine, "lost");
    clock.advance(HOUR);
    await engine.worlds.restore("default", "before");
    expect(await exists(engine, kept["id"])).toBe(true);
    expect(await exists(engine, first["id"])).toBe(false);
    expect(clock.now()).toBe(1_700_000_000_000);
    expect(await write(engine, "lost")).toEqual(first);
  });

  it("a snapshot can be restored again and again", async () => {
    const engine = createToyEngine();
    await engine.worlds.open("default");
    await engine.worlds.snapshot("default", "empty");
    for (let round = 0; round < 3; round += 1) {
      const { id } = await write(engine, "x");
      await engine.worlds.restore("default", "empty");
      expect(await exists(engine, id)).toBe(false);
    }
    await expect(engine.worlds.restore("default", "never taken")).rejects.toThrow("never taken");
  });

  it("a fork starts equal and goes its own way", async () => {
    const engine = createToyEngine();
    const { id } = await write(engine, "shared", "parent");
    await engine.worlds.fork("parent", "child");
    const own = await write(engine, "own", "child");
    expect(await exists(engine, id, "child")).toBe(true);
    expect(await exists(engine, own["id"], "parent")).toBe(false);
    const [parent, child] = await Promise.all(["parent", "child"].map((name) => engine.worlds.open(name)));
    expect(child?.identity.origin).toBe(parent?.identity.origin);
    expect(child?.journal.size).toBe(2);
    await expect(engine.worlds.fork("parent", "not a name")).rejects.toThrow("not a name");
  });

  it("a dropped world is gone with its snapshots", async () => {
    const engine = createToyEngine();
    const { id } = await write(engine, "x", "short-lived");
    await engine.worlds.snapshot("short-lived", "s");
    await engine.worlds.drop("short-lived");
    expect(engine.worlds.names()).not.toContain("short-lived");
    expect(await exists(engine, id, "short-lived")).toBe(false);
    await expect(engine.worlds.restore("short-lived", "s")).rejects.toThrow();
  });
});

describe("requests that come at the same time", () => {
  it("lose no update, and each runs once", async () => {
    let runs = 0;
    const createNote: (typeof handlers)["createNote"] = (request, context) => {
      runs += 1;
      return handlers["createNote"]?.(request, context) ?? { status: 500 };
    };
    const engine = createToyEngine({ providers: [createToy({ handlers: { ...handlers, createNote } })] });
    const count = 100;
    const ids = await Promise.all(Array.from({ length: count }, (_, index) => write(engine, `n${index}`)));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(count);
    expect((await engine.readState("default", "toy"))?.collections["notes"]).toHaveLength(count);
    expect(runs).toBe(count);
  });
});
