import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bytesOf } from "#engine/basics/byte-size.ts";
import { Lru } from "#engine/basics/lru.ts";
import { DEFAULT_LIMITS, LimitExceededError, type Limits, toLimits } from "#engine/contract/limits.ts";
import type { RateRule } from "#engine/contract/rate-rule.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import { createImages, type Images } from "#engine/state/images.ts";
import { ask, bodyOf, createToy, createToyEngine } from "../support/toy-mock.ts";

/** Every limit, one below it, at it, and one above it. */

const FROZEN = { worldMs: 0, realMs: 0, scale: 0 };

/** An engine with these limits, and its images. */
function open(limits: Partial<Limits> = {}, options: Parameters<typeof createToyEngine>[0] = {}) {
  const images = createImages();
  return { images, engine: createToyEngine({ images, limits, clock: FROZEN, ...options }) };
}

const write = (engine: Engine, text: string, world = "w") =>
  ask(engine, "POST", "/toy/notes", { world, body: { text } });
const notesIn = async (engine: Engine, world = "w") =>
  (await engine.readState(world, "toy"))?.collections["notes"]?.length;

/** Statuses of so many writes, one after the other. */
async function writeMany(engine: Engine, count: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < count; index += 1) statuses.push((await write(engine, `note ${index}`)).status);
  return statuses;
}

describe("worlds, snapshots, faults and streams", () => {
  type Add = (engine: Engine, index: number) => unknown;
  const adders: Readonly<Partial<Record<keyof Limits, Add>>> = {
    worlds: (engine, index) => engine.worlds.revive(`w${index}`),
    snapshots: (engine, index) => engine.worlds.snapshot("w", `s${index}`),
    faults: async (engine) => (await engine.worlds.open("w")).faults.add({ effect: { latencyMs: 1 } }),
  };

  it.each(Object.keys(adders) as (keyof Limits)[])("%s: two are two, and a third is refused", async (name) => {
    const add = adders[name];
    for (const [count, isRefused] of [
      [1, false],
      [2, false],
      [3, true],
    ] as const) {
      const { engine } = open({ [name]: 2 });
      const made = (async () => {
        for (let index = 0; index < count; index += 1) await add?.(engine, index);
      })();
      await (isRefused ? expect(made).rejects.toThrow(LimitExceededError) : expect(made).resolves.toBeUndefined());
    }
  });
});

describe("the rows of a world", () => {
  /** What a world, and all of them, take after so many writes. */
  async function measure(writes: number) {
    const { engine, images } = open();
    await writeMany(engine, writes);
    return { worldBytes: images.view("w").bytes, bytes: images.atMostBytes };
  }

  it.each(["worldBytes", "bytes"] as const)(
    "%s: what does not fit is refused by 507, and nothing is lost",
    async (name) => {
      const exact = (await measure(3))[name];
      for (const [limit, statuses] of [
        [exact - 1, [200, 200, 507]],
        [exact, [200, 200, 200]],
        [exact + 1, [200, 200, 200]],
      ] as const) {
        const { engine } = open({ bytes: 1_000_000, worldBytes: 1_000_000, [name]: limit });
        expect(await writeMany(engine, 3), `${limit}`).toEqual(statuses);
        expect((await write(engine, "one too many")).status).toBe(507);
        expect(await notesIn(engine)).toBe(statuses.filter((status) => status === 200).length);
      }
    },
  );

  it("says in the reply and in the journal which limit it is, and what to do", async () => {
    const { engine } = open({ worldBytes: (await measure(1)).worldBytes });
    const kept = bodyOf(await write(engine, "note 0"));
    const refused = await write(engine, "more");
    expect(refused).toMatchObject({
      status: 507,
      headers: {
        "content-type": "application/json",
        "access-control-allow-origin": "*",
        "x-standin-reason": expect.stringMatching(/^worldFull: World w is full/),
      },
    });
    expect(bodyOf(refused)).toEqual({ error: expect.stringMatching(/reset the world, or allow more/) });
    const { journal, outbox } = await engine.worlds.open("w");
    expect(journal.entries({ limit: 1 })).toMatchObject([
      {
        operationId: "createNote",
        reply: { status: 507 },
        refusal: { stage: "commit", code: "worldFull" },
        changes: [],
      },
    ]);
    // Nothing of the refused exchange is left: no event, no id that it has drawn.
    expect(outbox.size).toBe(1);
    await engine.worlds.reset("w");
    expect(bodyOf(await write(engine, "note 0"))).toEqual(kept);
  });

  it("are read and made fewer in a full world, and then there is room again", async () => {
    const { engine } = open({ worldBytes: (await measure(2)).worldBytes });
    const notes = await Promise.all(["note 0", "note 1"].map((text) => write(engine, text)));
    const [first] = notes.map((reply) => String(bodyOf(reply)["id"]));
    expect((await write(engine, "note 2")).status).toBe(507);
    expect((await ask(engine, "GET", `/toy/notes/${first}`, { world: "w" })).status).toBe(200);
    expect((await ask(engine, "DELETE", `/toy/notes/${first}`, { world: "w" })).status).toBe(204);
    (await engine.worlds.open("w")).outbox.clear();
    expect((await write(engine, "note 2")).status).toBe(200);
  });

  it("count what copies share once, and what they alone have by itself", async () => {
    const { engine, images } = open();
    await writeMany(engine, 200);
    const before = exactly(images);
    for (let index = 0; index < 20; index += 1) {
      await engine.worlds.snapshot("w", `s${index}`);
      await engine.worlds.fork("w", `f${index}`);
    }
    expect(exactly(images) - before).toBeLessThan(before / 10);
    await write(engine, "x".repeat(1000), "f3");
    expect(exactly(images) - before).toBeGreaterThan(1000);
    for (let index = 0; index < 20; index += 1) await engine.worlds.drop(`f${index}`);
    await engine.worlds.drop("w");
    expect(exactly(images)).toBeLessThan(before / 10);
  });

  it("count a version that only a snapshot holds", async () => {
    const note = (text: string) => ({ collections: { notes: [{ id: "n", owner: "ann", text }] }, counters: {} });
    const { engine, images } = open();
    for (let round = 0; round < 100; round += 1) await engine.writeState("w", "toy", note(`${round}`.repeat(5)));
    const before = exactly(images);
    for (let round = 0; round < 10; round += 1) {
      await engine.writeState("w", "toy", note(`${round}`.repeat(10_000)));
      await engine.worlds.snapshot("w", `s${round}`);
    }
    expect(exactly(images) - before).toBeGreaterThan(90_000);
  });

  it("count what snapshots hold of a world that only changes, and stays as large as it is", async () => {
    const note = (text: string) => ({ collections: { notes: [{ id: "n", owner: "ann", text }] }, counters: {} });
    const { engine } = open({ bytes: 1_000_000, worldBytes: 500_000 });
    const rounds = async (): Promise<void> => {
      for (let round = 10; round < 40; round += 1) {
        await engine.writeState("w", "toy", note(`${round}`.repeat(50_000)));
        await engine.worlds.snapshot("w", `s${round}`);
      }
    };
    await expect(rounds()).rejects.toThrow("All worlds together are full");
    // With its snapshots the world keeps what it has, and may still become smaller.
    await engine.writeState("w", "toy", { collections: {}, counters: {} });
    for (let round = 10; round < 40; round += 1) await engine.worlds.dropSnapshot("w", `s${round}`);
    await engine.writeState("w", "toy", note("there is room again"));
  });

  it("make what the control API adds a refusal of its own", async () => {
    const { engine } = open({ worldBytes: (await measure(3)).worldBytes });
    await expect(engine.runScenario("w", "toy", "notes written", { count: 100 })).rejects.toThrow(LimitExceededError);
    expect(await notesIn(engine)).toBe(0);
    const notes = Array.from({ length: 100 }, (_, index) => ({ id: `n${index}`, owner: "ann", text: "x" }));
    await expect(engine.writeState("w", "toy", { collections: { notes }, counters: {} })).rejects.toThrow(
      LimitExceededError,
    );
    expect(await notesIn(engine)).toBe(0);
  });

  it("are counted alike however often they are written, taken back and copied", async () => {
    const { engine, images } = open();
    await writeMany(engine, 5);
    const { collections, counters } = (await engine.readState("w", "toy")) ?? { collections: {}, counters: {} };
    await engine.worlds.snapshot("w", "s");
    // With the row that lists the snapshot.
    const before = images.view("w").bytes;
    for (let round = 0; round < 5; round += 1) {
      await engine.writeState("w", "toy", { collections, counters });
      await ask(engine, "POST", "/toy/notes", { world: "w", body: { text: "refuse me" } });
      await ask(engine, "POST", "/toy/notes", { world: "w", body: {} });
    }
    expect(images.view("w").bytes).toBe(before);
    await write(engine, "more");
    await engine.worlds.restore("w", "s");
    // The event stays in the outbox, as a restore leaves it alone.
    const { outbox } = await engine.worlds.open("w");
    outbox.clear();
    await engine.writeState("w", "toy", { collections: {}, counters: {} });
    await engine.worlds.reset("w");
    await writeMany(engine, 5);
    expect(images.view("w").bytes).toBe(before);
  });
});

/** What all images take, worked out anew. */
function exactly(images: Images): number {
  images.isOver(0);
  return images.atMostBytes;
}

describe("the outbox", () => {
  /** Events that are never delivered, as the clock stands still and the first attempt has failed. */
  const undeliverable = {
    providers: [
      createToy({
        webhooks: {
          toRequest: () => ({ headers: {}, body: "" }),
          retryDelaysSeconds: [60],
          isToRetry: () => true,
          timeoutMs: 1,
        },
      }),
    ],
    send: async () => 503,
  };

  it("events: while the clock stands still, what would be one more event owed is refused by 507", async () => {
    for (const [limit, statuses] of [
      [1, [200, 507]],
      [2, [200, 200]],
      [3, [200, 200]],
    ] as const) {
      const { engine } = open({ events: limit }, undeliverable);
      expect(await writeMany(engine, 2), `${limit}`).toEqual(statuses);
      const { outbox, journal } = await engine.worlds.open("w");
      expect(outbox.size).toBe(Math.min(limit, 2));
      expect(await notesIn(engine)).toBe(Math.min(limit, 2));
      if (limit === 1)
        expect(journal.entries({ limit: 1 })).toMatchObject([{ refusal: { stage: "commit", code: "outboxFull" } }]);
    }
  });

  it("events: advancing the clock makes room, as nothing is owed for what has failed", async () => {
    const { engine } = open({ events: 1 }, undeliverable);
    expect(await writeMany(engine, 2)).toEqual([200, 507]);
    await (await engine.worlds.open("w")).clock.advance(60_000);
    expect((await write(engine, "later")).status).toBe(200);
  });

  it("eventBytes: counts what the events hold", async () => {
    const { engine } = open({ eventBytes: 3000 }, undeliverable);
    expect((await write(engine, "x".repeat(1000))).status).toBe(200);
    expect((await write(engine, "x".repeat(1900))).status).toBe(507);
    expect((await write(engine, "x")).status).toBe(200);
  });

  it("takes the events of work that was scheduled before, however full it is", async () => {
    const { engine } = open({ events: 1 }, undeliverable);
    const { clock, outbox } = await engine.worlds.open("w");
    const body = { text: "short-lived", expiresAtMs: 1000 };
    expect((await ask(engine, "POST", "/toy/notes", { world: "w", body })).status).toBe(200);
    await clock.advance(1000);
    expect(outbox.entries().map(({ event }) => event.type)).toEqual(["created", "expired"]);
  });
});

describe("the windows of rate limits", () => {
  const limited = (keyOf: (path: string) => string) => ({
    providers: [
      createToy({
        rateLimit: {
          rule: ({ path }): RateRule => ({ key: keyOf(path), limit: 1, windowSeconds: 10 }),
          headers: () => ({}),
        },
      }),
    ],
  });

  it("rateWindows: beyond the limit the one that ends first gives way", async () => {
    for (const [limit, again] of [
      [1, [404, 429]],
      [2, [429, 429]],
      [3, [429, 429]],
    ] as const) {
      const { engine } = open(
        { rateWindows: limit },
        limited((path) => path),
      );
      const { clock } = await engine.worlds.open("w");
      const get = async (name: string) => (await ask(engine, "GET", `/toy/notes/${name}`, { world: "w" })).status;
      expect(await get("a")).toBe(404);
      await clock.advance(1000);
      expect(await get("b")).toBe(404);
      // The later first: with room for one, asking for the earlier makes the later one give way.
      expect([await get("b"), await get("a")].reverse(), `${limit}`).toEqual(again);
    }
  });

  it("rateWindows: the one that ends first gives way, whatever the keys are", async () => {
    for (const names of [
      ["a", "b", "c"],
      ["c", "b", "a"],
      ["b", "c", "a"],
    ]) {
      const { engine } = open(
        { rateWindows: 2 },
        limited((path) => path),
      );
      const { clock } = await engine.worlds.open("w");
      const get = async (name = "") => (await ask(engine, "GET", `/toy/notes/${name}`, { world: "w" })).status;
      for (const name of names) {
        await get(name);
        await clock.advance(1000);
      }
      // The second and the third are still counted, the first begins anew.
      expect([await get(names[1]), await get(names[2]), await get(names[0])], names.join()).toEqual([429, 429, 404]);
    }
  });

  it("do not grow with requests, nor with the length of what they are told apart by", async () => {
    const { engine, images } = open(
      { rateWindows: 10 },
      limited((path) => path),
    );
    const ask200 = async (length: number) => {
      for (let index = 0; index < 200; index += 1)
        await ask(engine, "GET", `/toy/notes/${index}${"x".repeat(length)}`, { world: "w" });
      return images.view("w").bytes;
    };
    await ask200(1000);
    const before = await ask200(1000);
    expect((await ask200(10_000)) - before).toBe(0);
    expect(before).toBeLessThan(10 * 2000);
  });
});

describe("the journal", () => {
  const longBody = (engine: Engine, index: number) => write(engine, `${index}`.padEnd(1500, "x"));

  /** What it takes after so many exchanges, each of which changes a row. */
  async function bytesAfter(count: number): Promise<number> {
    const { engine } = open();
    for (let index = 0; index < count; index += 1) await longBody(engine, index);
    return (await engine.worlds.open("w")).journal.bytes;
  }

  it("journalBytes: the oldest exchanges give way, the newest is always there", async () => {
    // Each shares its headers with the first, which counts them.
    const two = (await bytesAfter(3)) - (await bytesAfter(1));
    for (const [limit, size] of [
      [two - 1, 1],
      [two, 2],
      [two + 1, 2],
      [1, 1],
    ] as const) {
      const { engine } = open({ journalBytes: limit });
      const { journal } = await engine.worlds.open("w");
      for (let index = 0; index < 5; index += 1) await longBody(engine, index);
      expect(journal.size, `${limit}`).toBe(size);
      expect(journal.entries({ limit: 1 })[0]?.number).toBe(5);
      expect([journal.first, journal.last]).toEqual([6 - size, 5]);
    }
  });

  it("counts rows before and after, headers, paths and queries", async () => {
    const { engine } = open();
    const { journal } = await engine.worlds.open("w");
    const growthOf = async (send: () => unknown): Promise<number> => {
      const before = journal.bytes;
      await send();
      return journal.bytes - before;
    };
    const long = "x".repeat(1500);
    expect(await growthOf(() => ask(engine, "GET", "/toy/page", { world: "w" }))).toBeLessThan(1000);
    expect(await growthOf(() => ask(engine, "GET", `/toy/page?${long}`, { world: "w" }))).toBeGreaterThan(1500);
    expect(await growthOf(() => ask(engine, "GET", `/toy/${long}`, { world: "w" }))).toBeGreaterThan(1500);
    const headers = { "x-long": long };
    expect(await growthOf(() => ask(engine, "GET", "/toy/page", { world: "w", headers }))).toBeGreaterThan(1500);
    // The same headers once more are kept once.
    expect(await growthOf(() => ask(engine, "GET", "/toy/page", { world: "w", headers }))).toBeLessThan(1000);
    // Request, reply, and the row that was written.
    expect(await growthOf(() => write(engine, long))).toBeGreaterThan(3 * 1500);
  });

  it("keeps no changes that are too large, and says how many there were", async () => {
    const { engine } = open({ journalBytes: 4000 });
    const { journal } = await engine.worlds.open("w");
    await write(engine, "x".repeat(100));
    await write(engine, "x".repeat(1500));
    const [entry] = journal.entries({ limit: 1 });
    expect(entry).toMatchObject({ changes: [], changesOmitted: 1 });
    await write(engine, "short");
    expect(journal.entries({ limit: 1 })).toMatchObject([{ changes: { length: 1 }, changesOmitted: 0 }]);
  });

  it("journalsBytes: the world that has been unused longest makes room for the others", async () => {
    let now = 0;
    const one = await bytesAfter(1);
    const { engine } = open({ journalsBytes: 10 * one }, { realNow: () => now });
    const sizes = async () =>
      Promise.all(["a", "b", "c"].map(async (name) => engine.worlds.find(name)?.journal.size ?? 0));
    for (const world of ["a", "b", "c"])
      for (let index = 0; index < 4; index += 1) {
        now += 1;
        await write(engine, `${index}`.padEnd(1500, "x"), world);
      }
    const [a = 0, b, c] = await sizes();
    expect([b, c]).toEqual([4, 4]);
    expect(a).toBeLessThan(3);
    // What a world has taken is free when it has gone.
    await engine.worlds.drop("b");
    for (let index = 0; index < 4; index += 1) await write(engine, `${index}`.padEnd(1500, "x"), "d");
    expect(engine.worlds.find("c")?.journal.size).toBe(4);
  });
});

describe("a bounded map", () => {
  it("forgets what was used longest ago when its keys are too long together, and takes none that is by itself", () => {
    for (const [limit, left] of [
      [5, ["b", "c"]],
      [6, ["a", "b", "c"]],
      [7, ["a", "b", "c"]],
    ] as const) {
      const map = new Lru<string, number>(100, limit);
      for (const name of ["a", "b", "c"]) map.set(name.repeat(2), 1);
      expect(
        ["a", "b", "c"].filter((name) => map.get(name.repeat(2)) === 1),
        `${limit}`,
      ).toEqual(left);
    }
    const map = new Lru<string, number>(100, 5);
    map.set("ab", 1);
    map.set("too long", 1);
    expect([map.get("ab"), map.get("too long")]).toEqual([1, undefined]);
  });
});

describe("what data takes", () => {
  it.each<[string, unknown, number]>([
    ["a text", "abc", 27],
    ["a number", 1, 8],
    ["nothing", null, 8],
    ["a list", [1, "a"], 24 + 8 + 8 + 25],
    ["an object", { ab: "c", d: { e: 1 } }, 24 + (8 + 2 + 25) + (8 + 1 + 24 + (8 + 1))],
  ])("%s", (_, value, bytes) => {
    expect(bytesOf(value)).toBe(bytes);
  });
});

describe("the table of limits", () => {
  it("depends on the heap where memory counts, and is asked for that only when it matters", () => {
    const mebibytes = (count: number) => count * 1024 * 1024;
    let asked = 0;
    const limits = toLimits({}, () => {
      asked += 1;
      return mebibytes(400);
    });
    expect(limits.isOver("worldBytes", mebibytes(1))).toBe(false);
    expect(asked).toBe(0);
    expect([limits.bytes, limits.worldBytes, limits.journalsBytes]).toEqual([100, 50, 25].map(mebibytes));
    expect(asked).toBe(1);
    expect(toLimits({}, () => mebibytes(64_000)).bytes).toBe(mebibytes(1024));
    expect(toLimits().bytes).toBe(mebibytes(256));
    expect(toLimits({ bytes: 1000 }).worldBytes).toBe(500);
    for (const [bytes, isOver] of [
      [499, false],
      [500, false],
      [501, true],
    ] as const)
      expect(toLimits({ bytes: 1000 }).isOver("worldBytes", bytes), `${bytes}`).toBe(isOver);
  });

  it("refuses what is not a limit", () => {
    expect(() => createToyEngine({ limits: { world: 3 } as never })).toThrow(
      /Unknown limit world\. Known limits: worlds/,
    );
    expect(() => createToyEngine({ limits: { worlds: 0 } })).toThrow(/number of at least 1, not 0/);
    expect(() => createToyEngine({ limits: { events: Number.NaN } })).toThrow(/not NaN/);
    expect(createToyEngine({ limits: { idleSeconds: 0 } }).limits.idleSeconds).toBe(0);
    expect(createToyEngine({ limits: { worlds: 7 } }).limits).toMatchObject({
      ...DEFAULT_LIMITS,
      worlds: 7,
      worldsByRequest: 3,
    });
  });

  it("is the one in the docs: every limit, with its default", async () => {
    const page = await readFile(join(import.meta.dirname, "../../docs/limits.md"), "utf8");
    const documented = Object.fromEntries(
      [...page.matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm)].map(([, name = "", text = ""]) => [name, toNumber(text)]),
    );
    const { worldBytes, bytes, journalsBytes, worldsByRequest, ...plain } = documented;
    const { worldsByRequest: _, ...fixed } = DEFAULT_LIMITS;
    expect(plain).toEqual(fixed);
    expect([worldBytes, bytes, journalsBytes, worldsByRequest]).toEqual([
      "half of `bytes`",
      "a quarter of the heap's limit, 1 GiB at most",
      "a quarter of `bytes`",
      "half of `worlds`",
    ]);
  });
});

/** What a default of the docs says: a number, MiB included, or its words. */
function toNumber(text: string): number | string {
  const [, digits, unit] = /^([\d,]+)( MiB)?$/.exec(text) ?? [];
  if (digits === undefined) return text;
  return Number(digits.replaceAll(",", "")) * (unit === undefined ? 1 : 1024 * 1024);
}
