import fc from "fast-check";
import { expect } from "vitest";
import { type Collection, defineCollection, unique } from "#engine/contract/collection.ts";
import type { Awaitable } from "#engine/contract/exchange.ts";
import { applyWrites, openCollection, prepareCollection } from "#engine/state/collections.ts";
import { createImages, type Images, isLocal, type Transaction } from "#engine/state/images.ts";
import type { Log, LogHost } from "#engine/state/log.ts";
import { openWorldImage } from "#engine/state/world-image.ts";
import { runCount } from "./run-count.ts";

/** Where a log keeps worlds. */
export interface Place {
  /** A process that uses it. */
  open(host: LogHost): Awaitable<Log>;
  /** Ends a process in the middle of what it does. */
  kill(log: Log): void;
  /** Whether several processes may use it at the same time. */
  readonly isShared: boolean;
  /** While it is broken, nothing can be stored. */
  setBroken(isBroken: boolean): void;
  close(): Promise<void>;
}

/** What the suite is run over: images with a log, or without one. */
export interface LogKind {
  readonly name: string;
  /** Makes an empty place. Absent: worlds are in memory only. */
  readonly openPlace?: () => Awaitable<Place>;
  /** How often random work is tried; default: usually often enough to find a mistake. */
  readonly runs?: number;
}

interface Row {
  readonly id: string;
  readonly group: string;
  readonly rank: number;
}

const collection = defineCollection<Row>()({
  key: ({ id }) => id,
  indexes: {
    byGroup: ({ group, rank, id }) => ({ equals: [group], order: [rank, id] }),
    byRank: unique(({ rank }) => (rank === 0 ? undefined : [rank])),
  },
});
/** Rows with indexes: of a mock, and of the engine in a space that copies leave out. */
const COLLECTIONS = [prepareCollection("toy", "rows", collection), prepareCollection("!own", "rows", collection)];
const PLAIN_SPACES = ["s", "#counters", "!local"];
const SPACES = [...PLAIN_SPACES, ...COLLECTIONS.map(({ rows }) => rows)];

const LONG = "k".repeat(3000);
/** Text of users becomes part of keys: nothing may be cut, mixed up or refused. Embedded databases bound keys at about 2 kB. */
const KEYS = [
  "a",
  "b",
  "",
  "\u0000",
  "a\u0000",
  "a\u0000b",
  "a/b",
  "~",
  "ä€😀",
  "\ud800",
  "\uffff",
  `${LONG}1`,
  `${LONG}2`,
];
const EVERYTHING = { from: "", to: "\uffff".repeat(8), limit: Number.MAX_SAFE_INTEGER };

/** One process: images, and the log that it has open. */
class Process {
  readonly images: Images = createImages();
  log: Log | undefined;

  static async open(place: Place | undefined): Promise<Process> {
    const process = new Process();
    const { images } = process;
    process.log = await place?.open({
      images,
      apply(world, writes) {
        const transaction = images.begin(world);
        if (transaction === undefined) throw new Error(`there is no world ${world} to write to`);
        applyWrites(transaction, writes, COLLECTIONS as never);
        transaction.commit();
      },
    });
    return process;
  }

  /** The world as it is stored, or a new one. */
  async find(world: string): Promise<void> {
    if (this.images.has(world) || (await this.log?.load(world)) === true) return;
    await this.keep(world, () => {
      this.images.create(world);
      this.log?.append({ kind: "create", world });
    });
  }

  /** Runs work until no other process has come first. */
  async keep(world: string, work: () => void): Promise<void> {
    do {
      await this.log?.catchUp(world);
      work();
    } while ((await this.log?.settled(world)) === false);
  }

  async commit(world: string, work: (transaction: Transaction) => void): Promise<void> {
    const image = openWorldImage(this.images, this.log, world);
    await image.keep(() => image.transact(work));
  }

  async copy(from: string, to: string): Promise<void> {
    await this.keep(to, () => {
      expect(this.images.copy(from, to)).toBe(true);
      this.log?.append({ kind: "copy", world: to, from });
    });
  }

  async drop(world: string): Promise<void> {
    this.images.drop(world);
    this.log?.append({ kind: "drop", world });
    await this.log?.settled(world);
  }

  read<Result>(world: string, work: (transaction: Transaction) => Result): Result {
    const transaction = this.images.begin(world);
    if (transaction === undefined) throw new Error(`there is no world ${world}`);
    const result = work(transaction);
    transaction.abandon();
    return result;
  }

  valueOf(world: string, key: string, space = "s"): unknown {
    return this.images.view(world).read(space, key);
  }
}

const put =
  (key: string, value: unknown, space = "s") =>
  (transaction: Transaction) =>
    void transaction.set(space, key, value);

/** What a world holds, in the plainest way. */
type Model = Map<string, Map<string, unknown>>;

const newModel = (): Model => new Map(SPACES.map((space) => [space, new Map()]));
const copyModel = (model: Model): Model => new Map([...model].map(([space, rows]) => [space, new Map(rows)]));
const spaceOf = (model: Model, space: string): Map<string, unknown> => model.get(space) ?? new Map();

const inOrder = (rows: ReadonlyMap<string, unknown>): [string, unknown][] =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1));

/** Compares all that can be read of a world with the model. */
function expectSame(process: Process, world: string, model: Model): void {
  process.read(world, (transaction) => {
    for (const space of SPACES) {
      const rows = inOrder(spaceOf(model, space));
      expect(transaction.range(space, EVERYTHING)).toEqual(rows);
      expect(transaction.range(space, { ...EVERYTHING, descending: true })).toEqual([...rows].reverse());
      const part = { from: "a", to: "b", limit: 2 };
      const inPart = rows.filter(([key]) => key >= part.from && key < part.to);
      expect(transaction.range(space, part)).toEqual(inPart.slice(0, 2));
      expect(transaction.range(space, { ...part, descending: true })).toEqual([...inPart].reverse().slice(0, 2));
      expect(process.images.view(world).firstKey(space)).toBe(rows[0]?.[0]);
      for (const key of KEYS) expect(transaction.get(space, key)).toEqual(spaceOf(model, space).get(key));
    }
    for (const prepared of COLLECTIONS) {
      const rows = openCollection(transaction, prepared);
      const all = [...spaceOf(model, prepared.rows).values()] as Row[];
      for (const group of ["a", "b"]) {
        const expected = all
          .filter((row) => row.group === group)
          .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
        expect(rows.list("byGroup", [group]).rows).toEqual(expected);
        expect(rows.first("byGroup", [group])).toEqual(expected[0]);
      }
      for (const rank of RANKS) expect(rows.first("byRank", [rank])).toEqual(all.find((row) => row.rank === rank));
    }
  });
}

const RANKS = [1, 2, 3, 4];

const key = fc.oneof(fc.constantFrom(...KEYS), fc.nat(30).map(String));
const value = fc.oneof(
  fc.nat(5),
  fc.string(),
  fc.constantFrom(null, false, "\ud800", JSON.parse('{"__proto__":{"a":1},"list":[1,[{}]]}')),
);
const collectionNumber = fc.nat(COLLECTIONS.length - 1);
const writeStep = fc.oneof(
  fc.record({ do: fc.constant("set" as const), space: fc.constantFrom(...PLAIN_SPACES), key, value }),
  fc.record({ do: fc.constant("delete" as const), space: fc.constantFrom(...PLAIN_SPACES), key }),
  fc.record({
    do: fc.constant("put" as const),
    in: collectionNumber,
    row: fc.record({ id: key, group: fc.constantFrom("a", "b"), rank: fc.constantFrom(0, ...RANKS) }),
  }),
  fc.record({ do: fc.constant("remove" as const), in: collectionNumber, key }),
  // Two rows take each other's values of a unique index.
  fc.record({ do: fc.constant("swap" as const), in: collectionNumber }),
  fc.record({ do: fc.constant("mark" as const) }),
  fc.record({ do: fc.constant("undo" as const), keepsLocal: fc.boolean() }),
);
type WriteStep = typeof writeStep extends fc.Arbitrary<infer Step> ? Step : never;

const world = fc.constantFrom("w", "v");
const name = fc.constantFrom("w", "v", "w~s", "v~s");
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("commit" as const),
      world,
      writes: fc.array(writeStep, { maxLength: 10 }),
      ends: fc.constantFrom("kept", "kept", "kept", "abandoned", "not waited for"),
    }),
  },
  // A snapshot, a restore or a fork, by what the names are.
  { weight: 3, arbitrary: fc.record({ do: fc.constant("copy" as const), from: name, to: name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drop" as const), world: name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reopen" as const), isKilled: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** Makes one write in the transaction and in the model alike. */
function write(transaction: Transaction, model: Model, each: Exclude<WriteStep, { do: "mark" | "undo" }>): void {
  if (each.do === "set") {
    transaction.set(each.space, each.key, each.value);
    spaceOf(model, each.space).set(each.key, each.value);
    return;
  }
  if (each.do === "delete") {
    transaction.delete(each.space, each.key);
    spaceOf(model, each.space).delete(each.key);
    return;
  }
  const prepared = COLLECTIONS[each.in] ?? COLLECTIONS[0];
  if (prepared === undefined) throw new Error("unreachable");
  const rows = openCollection(transaction, prepared);
  const held = spaceOf(model, prepared.rows) as Map<string, Row>;
  const putRow = (row: Row): void => {
    rows.put(row);
    held.set(row.id, row);
  };
  if (each.do === "remove") expect(rows.delete(each.key)).toBe(held.delete(each.key));
  else if (each.do === "put") {
    const { row } = each;
    const holder = row.rank === 0 ? undefined : [...held.values()].find(({ rank }) => rank === row.rank);
    if (holder === undefined || holder.id === row.id) putRow(row);
    else {
      const mark = transaction.mark();
      expect(() => rows.put(row)).toThrow(/byRank/);
      transaction.undoTo(mark);
    }
  } else {
    const [one, other] = [...held.values()].filter(({ rank }) => rank !== 0);
    if (one === undefined || other === undefined) return;
    putRow({ ...one, rank: 0 });
    putRow({ ...other, rank: one.rank });
    putRow({ ...one, rank: other.rank });
  }
}

function writeAll(transaction: Transaction, before: Model, writes: readonly WriteStep[]): Model {
  let model = copyModel(before);
  let marked = { at: transaction.mark(), model: copyModel(model) };
  for (const each of writes) {
    if (each.do === "undo") {
      transaction.undoTo(marked.at, each.keepsLocal ? isLocal : undefined);
      const kept = model;
      model = new Map(
        SPACES.map((space) => [
          space,
          new Map(spaceOf(each.keepsLocal && isLocal(space) ? kept : marked.model, space)),
        ]),
      );
    }
    if (each.do === "mark" || each.do === "undo") marked = { at: transaction.mark(), model: copyModel(model) };
    else write(transaction, model, each);
  }
  return model;
}

/** Any sequence of work on two worlds and their snapshots, against plain maps. */
async function runSteps(place: Place | undefined, steps: readonly Step[]): Promise<void> {
  let process = await Process.open(place);
  const models = new Map<string, Model>();
  const underWay: Promise<void>[] = [];
  const settle = () => Promise.all(underWay.splice(0));

  const checkAll = async (): Promise<void> => {
    for (const [name, model] of models) {
      await process.find(name);
      expectSame(process, name, model);
    }
    if (process.log !== undefined) expect([...(await process.log.worlds())].sort()).toEqual([...models.keys()].sort());
  };
  const reopen = async (isKilled: boolean): Promise<void> => {
    if (place === undefined || process.log === undefined) return;
    await settle();
    if (isKilled) place.kill(process.log);
    else await process.log.close();
    process = await Process.open(place);
    await checkAll();
  };

  const runOne = async (each: Step): Promise<void> => {
    if (each.do === "reopen") return reopen(each.isKilled);
    if (each.do === "commit") {
      if (!models.has(each.world)) await settle();
      await process.find(each.world);
      const before = models.get(each.world) ?? newModel();
      if (each.ends === "abandoned") {
        models.set(each.world, before);
        process.read(each.world, (transaction) => void writeAll(transaction, before, each.writes));
        return;
      }
      let begin: () => void = () => {};
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const committing = process.commit(each.world, (transaction) => {
        models.set(each.world, writeAll(transaction, before, each.writes));
        begin();
      });
      underWay.push(committing);
      // Whatever comes next begins once the image has it.
      await Promise.race([begun, committing]);
      if (each.ends === "kept") await settle();
      return;
    }
    await settle();
    if (each.do === "drop") {
      if (models.delete(each.world)) await process.drop(each.world);
      return;
    }
    const source = models.get(each.from);
    if (source === undefined || each.from === each.to) return;
    await process.copy(each.from, each.to);
    const local = models.get(each.to) ?? newModel();
    models.set(
      each.to,
      new Map(SPACES.map((space) => [space, new Map(spaceOf(isLocal(space) ? local : source, space))])),
    );
  };

  for (const each of steps) await runOne(each);
  await settle();
  await checkAll();
  await reopen(true);
  await process.log?.close();
}

/** A check; without a place, of images alone. It throws where something is wrong. */
type Check = (kind: LogKind) => Promise<void>;

const withPlace =
  (work: (place: Place) => Promise<void>): Check =>
  async ({ openPlace }) => {
    const place = await openPlace?.();
    if (place === undefined) return;
    await work(place);
    await place.close();
  };

const withShared = (work: (place: Place) => Promise<void>): Check =>
  withPlace(async (place) => {
    if (place.isShared) await work(place);
  });

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

/** What holds for images with every log and without, by sentences. */
export const CHECKS: Readonly<Record<string, Check>> = {
  "hold every snapshot as it was, however many were taken and restored": async ({ openPlace }) => {
    const place = await openPlace?.();
    let process = await Process.open(place);
    await process.find("w");
    for (let round = 0; round < 60; round += 1) {
      await process.commit("w", (transaction) => {
        transaction.set("s", `${round}`, round);
        transaction.delete("s", `${round - 2}`);
      });
      await process.copy("w", `w~${round}`);
      if (round % 3 === 2) await process.copy(`w~${round - 1}`, "w");
    }
    const contents = () =>
      Array.from({ length: 60 }, (_, round) =>
        process.read(`w~${round}`, (transaction) => transaction.range("s", EVERYTHING).map(([at]) => Number(at))),
      );
    const before = contents();
    expect(before.map((keys) => Math.max(...keys))).toEqual(Array.from({ length: 60 }, (_, round) => round));
    if (process.log !== undefined) {
      place?.kill(process.log);
      process = await Process.open(place);
      for (let round = 0; round < 60; round += 1) await process.find(`w~${round}`);
      expect(contents()).toEqual(before);
    }
    await place?.close();
  },

  "let copies go their own ways, also when what they come from is dropped": async ({ openPlace }) => {
    const place = await openPlace?.();
    let process = await Process.open(place);
    await process.find("parent");
    await process.commit("parent", put("k", "before"));
    await process.commit("parent", put("k", "stays behind", "!local"));
    await process.copy("parent", "child");
    await process.commit("parent", put("k", "parent"));
    await process.commit("child", put("own", "child"));
    const check = () => {
      expect([process.valueOf("child", "k"), process.valueOf("child", "own")]).toEqual(["before", "child"]);
      expect(process.valueOf("child", "k", "!local")).toBeUndefined();
    };
    check();
    await process.drop("parent");
    check();
    if (process.log !== undefined) {
      place?.kill(process.log);
      process = await Process.open(place);
      expect(await process.log?.load("parent")).toBe(false);
      await process.find("child");
      check();
    }
    // One of the name is a new world.
    await process.find("parent");
    expect(process.valueOf("parent", "k")).toBeUndefined();
    await place?.close();
  },

  "are stored once that is said, each commit whole, wherever a process is killed": withPlace(async (place) => {
    for (let killedAfter = 0; killedAfter < 40; killedAfter += 1) {
      const process = await Process.open(place);
      const world = `w${killedAfter}`;
      await process.find(world);
      let acknowledged = 0;
      const writing = [1, 2, 3].map((number) =>
        process
          .commit(world, (transaction) => {
            for (const at of ["x", "y", "z"]) transaction.set("s", at, number);
          })
          .then(() => {
            acknowledged = Math.max(acknowledged, number);
          }),
      );
      await turns(killedAfter);
      if (process.log !== undefined) place.kill(process.log);
      const before = acknowledged;
      const next = await Process.open(place);
      await next.find(world);
      const [x = 0, y = 0, z = 0] = ["x", "y", "z"].map((at) => next.valueOf(world, at) as number | undefined);
      expect([y, z]).toEqual([x, x]);
      expect(x).toBeGreaterThanOrEqual(before);
      await next.log?.close();
      // What was under way in the killed process never ends.
      for (const each of writing) void each.catch(() => {});
    }
  }),

  "store every key as it is, and what was replaced, deleted, or both in one commit": withPlace(async (place) => {
    const process = await Process.open(place);
    await process.find("w");
    for (const number of [1, 2])
      await process.commit("w", (transaction) => {
        for (const [index, key] of KEYS.entries()) transaction.set("s", key, { number, index });
      });
    await process.commit("w", (transaction) => {
      for (const key of KEYS.slice(0, 3)) transaction.delete("s", key);
      const [first = "", second = ""] = KEYS;
      transaction.set("s", first, "again");
      transaction.set("s", second, "for a moment");
      transaction.delete("s", second);
    });
    if (process.log !== undefined) place.kill(process.log);
    const next = await Process.open(place);
    await next.find("w");
    const expected = KEYS.map((_, index) => (index < 3 ? undefined : { number: 2, index }));
    expect(KEYS.map((key) => next.valueOf("w", key))).toEqual(["again", ...expected.slice(1)]);
    await next.log?.close();
  }),

  "are reverted where nothing can be stored, and work again once it can": withPlace(async (place) => {
    const process = await Process.open(place);
    await process.find("w");
    await process.commit("w", put("k", "stored"));
    place.setBroken(true);
    const writes = ["one", "two"].map((text) => process.commit("w", put("k", text)));
    const local = process.commit("w", put("count", 1, "!local"));
    for (const each of [...writes, local]) await expect(each).rejects.toThrow(/cannot be kept|full/);
    expect([process.valueOf("w", "k"), process.valueOf("w", "count", "!local")]).toEqual(["stored", undefined]);
    place.setBroken(false);
    await process.commit("w", put("k", "again"));
    await process.log?.close();
    const next = await Process.open(place);
    await next.find("w");
    expect(next.valueOf("w", "k")).toBe("again");
    await next.log?.close();
  }),

  "have nothing to wait for where nothing was appended": withPlace(async (place) => {
    const process = await Process.open(place);
    await process.find("w");
    await process.commit("w", put("k", 1));
    expect((await process.log?.settled("w")) ?? true).toBe(true);
    expect(await process.log?.load("never")).toBe(false);
    expect(await process.log?.worlds()).toEqual(["w"]);
    await process.log?.close();
  }),

  "lose no update of two processes, and show each what the other has done": withShared(async (place) => {
    const processes = [await Process.open(place), await Process.open(place)];
    for (const process of processes) await process.find("w");
    const writes = Array.from({ length: 40 }, (_, number) => {
      const process = processes[number % 2];
      return process?.commit("w", (transaction) => {
        for (const at of ["n", `n${number % 3}`])
          transaction.set("s", at, ((transaction.get("s", at) as number | undefined) ?? 0) + 1);
        transaction.set("!local", "n", ((transaction.get("!local", "n") as number | undefined) ?? 0) + 1);
      });
    });
    await Promise.all(writes);
    for (const process of processes) {
      await process.log?.catchUp("w");
      expect(["n", "n0", "n1", "n2"].map((at) => process.valueOf("w", at))).toEqual([40, 14, 13, 13]);
      expect(process.valueOf("w", "n", "!local")).toBe(40);
    }
  }),

  "take back all that was overtaken, and nothing that was stored": withShared(async (place) => {
    const [one, other] = [await Process.open(place), await Process.open(place)];
    for (const process of [one, other]) await process.find("w");
    await one.commit("w", put("k", "stored"));
    await other.log?.catchUp("w");
    // Both see the same; the first to append wins.
    const image = openWorldImage(one.images, one.log, "w");
    const late = openWorldImage(other.images, other.log, "w");
    image.transact(put("k", "first"));
    const first = image.settled();
    late.transact(put("k", "second"));
    const second = late.settled();
    late.transact(put("more", "third", "!local"));
    const third = late.settled();
    expect([await first, await second, await third]).toEqual([true, false, false]);
    expect([other.valueOf("w", "k"), other.valueOf("w", "more", "!local")]).toEqual(["first", undefined]);
    expect(one.valueOf("w", "k")).toBe("first");
  }),

  "tell a world that was dropped and made anew from the one before, however alike": withShared(async (place) => {
    const [one, other] = [await Process.open(place), await Process.open(place)];
    await one.find("w");
    await one.commit("w", put("k", "before"));
    await other.find("w");
    await one.drop("w");
    await one.find("w");
    await one.commit("w", put("k", "after"));
    await other.log?.catchUp("w");
    expect(other.valueOf("w", "k")).toBe("after");
  }),

  "take over values of a unique index that rows have exchanged": withShared(async (place) => {
    const [one, other] = [await Process.open(place), await Process.open(place)];
    const rowsOf = (transaction: Transaction) =>
      openCollection(transaction, COLLECTIONS[0] as never) as Collection<Row>;
    await one.find("w");
    await one.commit("w", (transaction) => {
      for (const rank of RANKS) rowsOf(transaction).put({ id: `${rank}`, group: "a", rank });
    });
    await other.find("w");
    await one.commit("w", (transaction) => {
      const rows = rowsOf(transaction);
      for (const rank of RANKS) rows.put({ id: `${rank}`, group: "a", rank: 0 });
      for (const rank of RANKS) rows.put({ id: `${rank}`, group: "a", rank: RANKS.length + 1 - rank });
    });
    await other.log?.catchUp("w");
    const found = other.read("w", (transaction) =>
      RANKS.map((rank) => rowsOf(transaction).first("byRank" as never, [rank])?.id),
    );
    expect(found).toEqual(["4", "3", "2", "1"]);
  }),

  "behave as plain maps do: commits, savepoints, snapshots, restores, forks, drops, and processes that end": async ({
    openPlace,
    runs = 150,
  }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25, size: "max" }), async (steps) => {
        const place = await openPlace?.();
        await runSteps(place, steps);
        await place?.close();
      }),
      { numRuns: runCount(runs) },
    );
  },
};
