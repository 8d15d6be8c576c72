import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf } from "#engine/basics/byte-size.ts";
import { defineCollection, encodeKey, unique } from "#engine/contract/collection.ts";
import { applyWrites, openCollection, openCounters, prepareCollection } from "#engine/state/collections.ts";
import {
  createImages,
  type HeldImage,
  type ImageOptions,
  type Images,
  type Transaction,
} from "#engine/state/images.ts";
import { runCount } from "../support/run-count.ts";

interface Row {
  readonly id: string;
  readonly group: string;
  readonly rank: number;
  readonly hidden?: boolean;
}

const prepared = prepareCollection(
  "toy",
  "rows",
  defineCollection<Row>()({
    key: (row) => row.id,
    indexes: {
      byGroup: (row) => (row.hidden ? undefined : { equals: [row.group], order: [row.rank, row.id] }),
      byRank: unique((row) => (row.rank === 0 ? undefined : [row.rank])),
    },
  }),
);

const open = (transaction: Transaction) => openCollection(transaction, prepared);
const row = (id: string, group = "a", rank = 0): Row => ({ id, group, rank });

function begin(images: Images, world = "w"): Transaction {
  const transaction = images.begin(world);
  if (transaction === undefined) throw new Error(`there is no world ${world}`);
  return transaction;
}

function inWorld<T>(images: Images, work: (transaction: Transaction) => T, world = "w"): T {
  const transaction = begin(images, world);
  const result = work(transaction);
  transaction.commit();
  return result;
}

function imagesWith(rows: readonly Row[], options?: ImageOptions): Images {
  const images = createImages(options);
  images.create("w");
  inWorld(images, (transaction) => {
    for (const each of rows) open(transaction).put(each);
  });
  return images;
}

const EVERYTHING = { from: "", to: "\uffff", limit: 1000 };

describe("a collection", () => {
  it("gives back what was put, replaced by key, until it is deleted", () => {
    inWorld(imagesWith([row("1"), row("1", "b")]), (transaction) => {
      const rows = open(transaction);
      expect(rows.get("1")).toEqual(row("1", "b"));
      expect(rows.delete("1")).toBe(true);
      expect(rows.delete("1")).toBe(false);
      expect(rows.get("1")).toBeUndefined();
    });
  });

  it("lists by index in the index's order, numbers as numbers", () => {
    const images = imagesWith([row("x", "a", 10), row("y", "a", 9), row("z", "b", 1), row("w", "a", 100)]);
    inWorld(images, (transaction) => {
      const ids = (descending: boolean) =>
        open(transaction)
          .list("byGroup", ["a"], { descending })
          .rows.map(({ id }) => id);
      expect(ids(false)).toEqual(["y", "x", "w"]);
      expect(ids(true)).toEqual(["w", "x", "y"]);
      expect(open(transaction).first("byGroup", ["b"])?.id).toBe("z");
      expect(open(transaction).first("byGroup", ["c"])).toBeUndefined();
    });
  });

  it("moves a row in its indexes when the row changes, and leaves out what is not indexed", () => {
    inWorld(imagesWith([row("1", "a"), row("2", "a")]), (transaction) => {
      const rows = open(transaction);
      rows.put(row("1", "b"));
      rows.put({ ...row("2", "a"), hidden: true });
      expect(rows.list("byGroup", ["a"]).rows).toEqual([]);
      expect(rows.list("byGroup", ["b"]).rows).toEqual([row("1", "b")]);
    });
  });

  it("finds a row by a unique index, follows its changes, and refuses a second row of the same values", () => {
    const images = imagesWith([row("1", "a", 7)]);
    inWorld(images, (transaction) => {
      const rows = open(transaction);
      expect(rows.first("byRank", [7])?.id).toBe("1");
      expect(rows.first("byRank", [8])).toBeUndefined();
      rows.put(row("1", "a", 8));
      expect([rows.first("byRank", [7]), rows.first("byRank", [8])?.id]).toEqual([undefined, "1"]);
      expect(() => rows.put(row("2", "a", 8))).toThrow(/byRank/);
      rows.delete("1");
      expect(rows.first("byRank", [8])).toBeUndefined();
    });
  });

  it("pages to the end in both directions, each row once", () => {
    const all = Array.from({ length: 25 }, (_, index) => row(`id-${index}`, "a", index));
    inWorld(imagesWith(all), (transaction) => {
      for (const descending of [false, true]) {
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = open(transaction).list("byGroup", ["a"], { limit: 10, after, descending });
          seen.push(...page.rows.map(({ id }) => id));
          after = page.next ?? undefined;
        } while (after !== undefined);
        const ids = all.map(({ id }) => id);
        expect(seen).toEqual(descending ? ids.reverse() : ids);
      }
    });
  });

  it("keeps what it holds from being changed in place, where it is told to", () => {
    inWorld(imagesWith([row("1")], { freeze: true }), (transaction) => {
      const found = open(transaction).get("1") as { group: string };
      expect(() => {
        found.group = "changed";
      }).toThrow(TypeError);
    });
  });

  it("is the same after its writes were applied elsewhere, indexes included", () => {
    const images = imagesWith([row("1", "a"), row("2", "a", 2)]);
    images.copy("w", "other");
    const writes = inWorld(images, (transaction) => {
      open(transaction).put(row("3", "b", 3));
      open(transaction).put(row("1", "b"));
      open(transaction).delete("2");
      openCounters(transaction, "toy/#counters").next("n");
      return transaction.writes();
    });
    expect(writes.map(({ space }) => space)).toEqual(["toy/rows", "toy/rows", "toy/rows", "toy/#counters"]);
    inWorld(images, (transaction) => applyWrites(transaction, writes, [prepared as never]), "other");
    for (const world of ["w", "other"])
      inWorld(
        images,
        (transaction) => {
          const rows = open(transaction);
          expect(rows.list("byGroup", ["a"]).rows).toEqual([]);
          expect(rows.list("byGroup", ["b"]).rows.map(({ id }) => id)).toEqual(["1", "3"]);
          expect([rows.first("byRank", [2]), rows.first("byRank", [3])?.id]).toEqual([undefined, "3"]);
        },
        world,
      );
  });
});

describe("index keys", () => {
  it("tell apart whatever the parts hold, and sort as the parts do", () => {
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
    const part = fc.oneof(fc.string({ unit }), fc.constantFrom("", "\u0000", "\u0000\u0000", "a\u0000"));
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 3 }),
        fc.array(part, { minLength: 1, maxLength: 3 }),
        (a, b) => {
          const same = a.length === b.length && a.every((each, index) => each === b[index]);
          expect(encodeKey(a) === encodeKey(b)).toBe(same);
          // A row is found under its own values only: no key of other values begins with them.
          if (!same && a.length === b.length) expect(encodeKey(a).startsWith(encodeKey(b))).toBe(false);
        },
      ),
      { numRuns: runCount(100) },
    );
    expect([encodeKey([9]), encodeKey([10]), encodeKey([100])].sort()).toEqual([9, 10, 100].map((n) => encodeKey([n])));
  });
});

describe("a transaction", () => {
  it("reads its own writes, and takes them back when it is abandoned", () => {
    const images = imagesWith([row("1", "old")]);
    const one = begin(images);
    open(one).put(row("1", "new"));
    open(one).put(row("2"));
    expect(open(one).get("1")?.group).toBe("new");
    one.abandon();
    inWorld(images, (transaction) => {
      expect(open(transaction).list("byGroup", ["old"]).rows).toEqual([row("1", "old")]);
      expect(open(transaction).get("2")).toBeUndefined();
      expect(open(transaction).list("byGroup", ["new"]).rows).toEqual([]);
    });
  });

  it("cannot begin within another one of its world, nor be used after it has ended", () => {
    const images = imagesWith([]);
    const one = begin(images);
    expect(() => images.begin("w")).toThrow(/within another/);
    one.commit();
    expect(() => one.get("s", "k")).toThrow(/after it had ended/);
    expect(() => one.set("s", "k", 1)).toThrow(/after it had ended/);
    one.abandon();
    expect(images.begin("none")).toBeUndefined();
  });

  it("goes back to a savepoint, but for the spaces that are to be kept", () => {
    const images = imagesWith([]);
    const one = begin(images);
    one.set("s", "before", 1);
    const mark = one.mark();
    one.set("s", "before", 2);
    one.set("!local", "count", 1);
    one.set("s", "after", 1);
    one.set("!local", "count", 2);
    one.undoTo(mark, (space) => space.startsWith("!"));
    expect(one.writes()).toEqual([
      { space: "s", key: "before", value: 1 },
      { space: "!local", key: "count", value: 2 },
    ]);
    one.undoTo(0);
    one.commit();
    expect([images.view("w").read("s", "before"), images.view("w").read("!local", "count")]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe("images", () => {
  const SPACES = ["s", "^s/i", "=s/u", "!local", "^!local/i"] as const;
  const isLocalSpace = (name: string): boolean => name.includes("!");
  const space = fc.constantFrom(...SPACES);
  const world = fc.constantFrom("a", "b", "c");
  const key = fc.nat(40).map(String);
  const value = fc.oneof(
    fc.nat(2),
    fc.nat(600).map((length): unknown => ({ text: "x".repeat(length) })),
  );
  const write = fc.oneof(
    fc.record({ do: fc.constant("put" as const), space, key, value }),
    fc.record({ do: fc.constant("delete" as const), space, key }),
    fc.record({ do: fc.constant("list" as const), space, descending: fc.boolean() }),
    fc.record({ do: fc.constant("mark" as const) }),
    fc.record({ do: fc.constant("undo" as const), keepsLocal: fc.boolean() }),
  );
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant("run" as const),
        world,
        writes: fc.array(write, { maxLength: 12 }),
        isCommitted: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("copy" as const), world, to: world }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("hold" as const), world }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("revert" as const), world }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("drop" as const), world }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("recount" as const), world }) },
    // More rows than a shared layer may have to be copied whole.
    { weight: 1, arbitrary: fc.record({ do: fc.constant("fill" as const), world, count: fc.nat(200) }) },
  );

  type WriteStep = typeof write extends fc.Arbitrary<infer Step> ? Step : never;
  type Model = Record<(typeof SPACES)[number], Map<string, unknown>>;
  const modelOf = (contentOf: (space: (typeof SPACES)[number]) => Map<string, unknown> | undefined): Model =>
    Object.fromEntries(SPACES.map((each) => [each, new Map(contentOf(each))])) as Model;
  const copyOf = (model: Model): Model => modelOf((each) => model[each]);
  const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

  function run(transaction: Transaction, model: Model, writes: readonly WriteStep[]): Model {
    let marked = { at: transaction.mark(), model: copyOf(model) };
    for (const each of writes)
      if (each.do === "put") {
        transaction.set(each.space, each.key, each.value);
        model[each.space].set(each.key, each.value);
      } else if (each.do === "delete") {
        transaction.delete(each.space, each.key);
        model[each.space].delete(each.key);
      } else if (each.do === "list") {
        const sorted = [...model[each.space]].sort(byKey);
        const listed = transaction.range(each.space, { ...EVERYTHING, descending: each.descending });
        expect(listed).toEqual(each.descending ? sorted.reverse() : sorted);
      } else if (each.do === "mark") marked = { at: transaction.mark(), model: copyOf(model) };
      else {
        transaction.undoTo(marked.at, each.keepsLocal ? isLocalSpace : undefined);
        const { model: before } = marked;
        Object.assign(
          model,
          modelOf((name) => (each.keepsLocal && isLocalSpace(name) ? model[name] : before[name])),
        );
        marked = { at: transaction.mark(), model: copyOf(model) };
      }
    return model;
  }

  const isIndexSpace = (name: string): boolean => name.startsWith("^") || name.startsWith("=");
  const bytesOfEntry = (name: string, at: string, held: unknown): number =>
    (isIndexSpace(name) ? 48 : 64) + at.length + (isIndexSpace(name) ? 0 : bytesOf(held));
  const bytesOfMap = (name: string, map: ReadonlyMap<string, unknown>): number =>
    [...map].reduce(
      (sum, [at, held]) => sum + (typeof held === "symbol" ? 64 + at.length : bytesOfEntry(name, at, held)),
      0,
    );

  /** Compares what is counted with a count from scratch, and what lies in maps with what has to lie there. */
  function checkCounts(images: Images, models: Readonly<Record<string, Model>>): void {
    const maps = new Map<ReadonlyMap<string, unknown>, number>();
    const trees = { least: 0, most: 0 };
    for (const name of SPACES) {
      const live = Object.values(models).map((model) => bytesOfMap(name, model[name]));
      if (!name.startsWith("^")) continue;
      trees.least += Math.max(...live);
      trees.most += live.reduce((sum, each) => sum + each, 0);
    }
    for (const [world, model] of Object.entries(models)) {
      expect(images.view(world).bytes).toBe(SPACES.reduce((sum, name) => sum + bytesOfMap(name, model[name]), 0));
      for (const name of SPACES) {
        const layers = images.view(world).layersOf(name);
        for (const [index, map] of layers.entries()) {
          maps.set(map, bytesOfMap(name, map));
          for (const [at, held] of map) {
            const beneath = layers.slice(index + 1).find((lower) => lower.has(at));
            // A mark hides something, and nothing else is hidden by the same.
            if (typeof held === "symbol") expect(typeof (beneath?.get(at) ?? held), at).not.toBe("symbol");
          }
        }
        // No more layers than a number of merges of like ones leaves.
        expect(layers.length).toBeLessThan(20);
      }
    }
    const rows = [...maps.values()].reduce((sum, each) => sum + each, 0);
    expect(images.atMostBytes).toBeGreaterThanOrEqual(rows + trees.least);
    const exactly = exactBytes(images);
    expect(exactly).toBeGreaterThanOrEqual(rows + trees.least);
    expect(exactly).toBeLessThanOrEqual(rows + trees.most);
  }

  /** What all images take, worked out anew. */
  function exactBytes(images: Images): number {
    images.isOver(-1);
    return images.atMostBytes;
  }

  it("behave as plain maps do, and count what they keep: any sequence of writes, undos, copies and reversions", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const images = createImages();
        const models: Record<string, Model> = {};
        const held: Record<string, { image: HeldImage; model: Model }> = {};
        for (const name of ["a", "b", "c"]) {
          images.create(name);
          models[name] = modelOf(() => undefined);
        }
        for (const each of steps) {
          const model = models[each.world];
          if (model === undefined) throw new Error("unreachable");
          if (each.do === "recount") checkCounts(images, models);
          else if (each.do === "drop") {
            images.drop(each.world);
            images.create(each.world);
            models[each.world] = modelOf(() => undefined);
          } else if (each.do === "copy") {
            images.copy(each.world, each.to);
            if (each.to !== each.world)
              models[each.to] = modelOf((name) => (isLocalSpace(name) ? models[each.to]?.[name] : model[name]));
          } else if (each.do === "hold") {
            const image = images.hold(each.world);
            if (image !== undefined) held[each.world] = { image, model: copyOf(model) };
          } else if (each.do === "revert") {
            const before = held[each.world];
            if (before === undefined) continue;
            images.revert(each.world, before.image);
            models[each.world] = copyOf(before.model);
          } else {
            const transaction = begin(images, each.world);
            const writes =
              each.do === "run"
                ? each.writes
                : Array.from({ length: each.count }, (_, n) => ({
                    do: "put" as const,
                    space: "s" as const,
                    key: `f${n}`,
                    value: n,
                  }));
            const after = run(transaction, copyOf(model), writes);
            if (each.do === "fill" || each.isCommitted) {
              transaction.commit();
              models[each.world] = after;
            } else transaction.abandon();
          }
        }
        checkCounts(images, models);
        for (const name of ["a", "b", "c"])
          for (const each of SPACES) {
            const sorted = [...(models[name]?.[each] ?? [])].sort(byKey);
            expect(inWorld(images, (transaction) => transaction.range(each, EVERYTHING), name)).toEqual(sorted);
            for (const [at, value] of sorted) expect(images.view(name).read(each, at)).toBe(value);
            expect(images.view(name).firstKey(each)).toBe(sorted[0]?.[0]);
          }
      }),
      { numRuns: runCount(300) },
    );
  });

  it.each([
    ["refused", false],
    ["made", true],
  ])("keep no more however often the same is %s, copies of it or not", (_, isCommitted) => {
    const images = createImages();
    images.create("w");
    const write = (round: number, isToCommit: boolean, count = 300) => {
      const transaction = begin(images);
      for (const name of SPACES) {
        for (let n = 0; n < count; n += 1) transaction.delete(name, `${n}`);
        for (let n = 0; n < count; n += 1) transaction.set(name, `${n}`, { text: `${round}`.padStart(50) });
        for (let n = 0; n < count; n += 1) transaction.set(name, `new ${round} ${n}`, "x");
        for (let n = 0; n < count; n += 1) transaction.delete(name, `new ${round} ${n}`);
      }
      if (isToCommit) transaction.commit();
      else transaction.abandon();
    };
    write(0, true);
    const once = exactBytes(images);
    const entries = () =>
      SPACES.flatMap((name) => images.view("w").layersOf(name)).reduce((sum, { size }) => sum + size, 0);
    const entriesOnce = entries();
    for (let round = 1; round < 60; round += 1) {
      // As a reader of all of it does, and a snapshot.
      if (round % 2 === 0) images.hold("w");
      else images.copy("w", "snapshot");
      write(round, isCommitted, round % 3 === 0 ? 300 : 1);
    }
    images.drop("snapshot");
    // What was there before may stand below, once.
    expect(exactBytes(images)).toBeLessThanOrEqual(once * 3);
    expect(entries()).toBeLessThanOrEqual(entriesOnce * 3);
    if (!isCommitted) expect([exactBytes(images), entries()]).toEqual([once, entriesOnce]);
  });

  it("share large rows, however few they are", () => {
    const images = createImages();
    images.create("w");
    inWorld(images, (transaction) => transaction.set("s", "large", { text: "x".repeat(100_000) }));
    const once = exactBytes(images);
    for (let round = 0; round < 50; round += 1) {
      images.copy("w", `copy ${round}`);
      inWorld(images, (transaction) => transaction.set("s", `${round}`, { text: "x" }));
    }
    expect(exactBytes(images)).toBeLessThan(once * 2);
  });

  it("are looked at by views, which follow whatever becomes of the world, and are empty once it is dropped", () => {
    const images = imagesWith([row("1", "old")]);
    const view = images.view("w");
    const held = images.hold("w");
    const rankOf = () => (view.read("toy/rows", "1") as Row | undefined)?.rank;
    inWorld(images, (transaction) => open(transaction).put(row("1", "a", 2)));
    expect(rankOf()).toBe(2);
    images.create("other");
    inWorld(images, (transaction) => open(transaction).put(row("1", "a", 3)), "other");
    images.copy("other", "w");
    expect(rankOf()).toBe(3);
    if (held !== undefined) images.revert("w", held);
    expect(rankOf()).toBe(0);
    images.drop("w");
    expect([rankOf(), view.firstKey("toy/rows")]).toEqual([undefined, undefined]);
    expect(() => images.view("w")).toThrow(/no world w/);
  });

  it("hold what each was given, however often a world is copied and written", () => {
    const images = imagesWith(Array.from({ length: 500 }, (_, index) => row(`base-${index}`)));
    for (let index = 0; index < 2000; index += 1) {
      images.copy("w", `snapshot-${index % 10}`);
      inWorld(images, (transaction) => open(transaction).put(row(`new-${index}`)));
    }
    inWorld(images, (transaction) => {
      expect(open(transaction).list("byGroup", ["a"]).rows).toHaveLength(2500);
      expect(open(transaction).get("base-0")).toEqual(row("base-0"));
    });
    inWorld(images, (transaction) => expect(open(transaction).get("new-1999")).toBeUndefined(), "snapshot-9");
  });
});
