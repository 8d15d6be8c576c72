import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineCollection, encodeKey, openCollection, openCounters, prepareCollection } from "#engine/collections.ts";
import type { Store, Transaction } from "#engine/store.ts";
import { beginIn } from "#engine/world.ts";
import { createMemoryStore, type MemoryStoreOptions } from "#stores/memory.ts";

interface Row {
  readonly id: string;
  readonly group: string;
  readonly rank: number;
  readonly hidden?: boolean;
}

const definition = defineCollection<Row>()({
  key: (row) => row.id,
  indexes: {
    byGroup: (row) => (row.hidden ? undefined : { equals: [row.group], order: [row.rank, row.id] }),
  },
});

async function inWorld<T>(store: Store, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const transaction = await beginIn(store, "w");
  const result = await work(transaction);
  expect(await transaction.commit()).toBe(true);
  return result;
}

async function storeWith(rows: readonly Row[], options?: MemoryStoreOptions): Promise<Store> {
  const store = createMemoryStore(options);
  await store.create("w");
  await inWorld(store, async (transaction) => {
    const collection = openCollection(transaction, prepareCollection("toy", "rows", definition), { note() {} });
    for (const row of rows) await collection.put(row);
  });
  return store;
}

const open = (transaction: Transaction) =>
  openCollection(transaction, prepareCollection("toy", "rows", definition), { note() {} });
const row = (id: string, group = "a", rank = 0): Row => ({ id, group, rank });

describe("a collection", () => {
  it("gives back what was put, replaced by key, until it is deleted", async () => {
    const store = await storeWith([row("1"), row("1", "b")]);
    await inWorld(store, async (transaction) => {
      const rows = open(transaction);
      expect(await rows.get("1")).toEqual(row("1", "b"));
      expect(await rows.delete("1")).toBe(true);
      expect(await rows.delete("1")).toBe(false);
      expect(await rows.get("1")).toBeUndefined();
    });
  });

  it("lists by index in the index's order, numbers as numbers", async () => {
    const store = await storeWith([row("x", "a", 10), row("y", "a", 9), row("z", "b", 1), row("w", "a", 100)]);
    await inWorld(store, async (transaction) => {
      const { rows } = await open(transaction).list("byGroup", ["a"]);
      expect(rows.map(({ id }) => id)).toEqual(["y", "x", "w"]);
      const down = await open(transaction).list("byGroup", ["a"], { descending: true });
      expect(down.rows.map(({ id }) => id)).toEqual(["w", "x", "y"]);
      expect((await open(transaction).first("byGroup", ["b"]))?.id).toBe("z");
      expect(await open(transaction).first("byGroup", ["c"])).toBeUndefined();
    });
  });

  it("moves a row in its indexes when the row changes, and leaves out what is not indexed", async () => {
    const store = await storeWith([row("1", "a"), row("2", "a")]);
    await inWorld(store, async (transaction) => {
      const rows = open(transaction);
      await rows.put(row("1", "b"));
      await rows.put({ ...row("2", "a"), hidden: true });
      expect((await rows.list("byGroup", ["a"])).rows).toEqual([]);
      expect((await rows.list("byGroup", ["b"])).rows).toEqual([row("1", "b")]);
    });
  });

  it("pages to the end in both directions, each row once", async () => {
    const all = Array.from({ length: 25 }, (_, index) => row(`id-${index}`, "a", index));
    const store = await storeWith(all);
    await inWorld(store, async (transaction) => {
      for (const descending of [false, true]) {
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = await open(transaction).list("byGroup", ["a"], { limit: 10, after, descending });
          seen.push(...page.rows.map(({ id }) => id));
          after = page.next ?? undefined;
        } while (after !== undefined);
        const ids = all.map(({ id }) => id);
        expect(seen).toEqual(descending ? ids.reverse() : ids);
      }
    });
  });

  it("keeps what it stores from being changed in place, where it is told to", async () => {
    const store = await storeWith([row("1")], { freeze: true });
    await inWorld(store, async (transaction) => {
      const found = (await open(transaction).get("1")) as { group: string };
      expect(() => {
        found.group = "changed";
      }).toThrow(TypeError);
    });
  });
});

describe("index keys", () => {
  it("tell apart whatever the parts hold, and sort as the parts do", () => {
    const part = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "\u0000", "\u0000\u0000", "a\u0000"));
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
    );
    expect([encodeKey([9]), encodeKey([10]), encodeKey([100])].sort()).toEqual([9, 10, 100].map((n) => encodeKey([n])));
  });
});

describe("a transaction", () => {
  it("reads its own writes, and nobody else does before it commits", async () => {
    const store = await storeWith([]);
    const one = await beginIn(store, "w");
    await open(one).put(row("1"));
    expect(await open(one).get("1")).toBeDefined();
    expect(await open(await beginIn(store, "w")).get("1")).toBeUndefined();
    expect(await one.commit()).toBe(true);
    expect(await open(await beginIn(store, "w")).get("1")).toBeDefined();
  });

  it("is refused when what it read has been written meanwhile", async () => {
    const store = await storeWith([row("1")]);
    const [one, two] = [await beginIn(store, "w"), await beginIn(store, "w")];
    for (const transaction of [one, two]) await open(transaction).put(row("1", "changed"));
    expect(await one.commit()).toBe(true);
    expect(await two.commit()).toBe(false);
  });

  it("commits beside another that touched other spaces", async () => {
    const store = await storeWith([]);
    const [one, two] = [await beginIn(store, "w"), await beginIn(store, "w")];
    await open(one).put(row("1"));
    await openCounters(two, "counters").next("n");
    expect(await one.commit()).toBe(true);
    expect(await two.commit()).toBe(true);
    const after = await beginIn(store, "w");
    expect(await open(after).get("1")).toBeDefined();
    expect(await openCounters(after, "counters").next("n")).toBe(2);
  });

  it("reads one version, whatever is committed while it runs", async () => {
    const store = await storeWith([row("1", "old")]);
    const reader = await beginIn(store, "w");
    await inWorld(store, async (writer) => open(writer).put(row("1", "new")));
    expect((await open(reader).get("1"))?.group).toBe("old");
  });
});

describe("transactions that run beside each other", () => {
  const SLOTS = 3;
  const slot = fc.nat(SLOTS - 1);
  const key = fc.nat(30).map(String);
  const step = fc.oneof(
    fc.record({ do: fc.constant("begin" as const), slot }),
    fc.record({ do: fc.constant("put" as const), slot, key, value: fc.nat() }),
    fc.record({ do: fc.constant("delete" as const), slot, key }),
    fc.record({ do: fc.constant("get" as const), slot, key }),
    fc.record({ do: fc.constant("list" as const), slot, descending: fc.boolean() }),
    fc.record({ do: fc.constant("commit" as const), slot }),
    fc.record({ do: fc.constant("abandon" as const), slot }),
    fc.record({ do: fc.constant("snapshot" as const) }),
    fc.record({ do: fc.constant("restore" as const) }),
  );

  /** A transaction as it ought to be: a copy of the world of its own, and whether it may be committed. */
  interface Imagined {
    readonly transaction: Transaction;
    readonly sees: Map<string, unknown>;
    /** What the world was when it began: any commit of others makes it another. */
    readonly began: symbol;
    touched: boolean;
    wrote: boolean;
  }

  it("see what there was when they began and their own writes, and commit unless somebody else has", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 200, size: "max" }), async (steps) => {
        const store = createMemoryStore();
        await store.create("w");
        let world = { holds: new Map<string, unknown>(), state: Symbol("state") };
        let kept: typeof world | undefined;
        const slots: (Imagined | undefined)[] = [];
        for (const each of steps) {
          if (each.do === "snapshot") {
            await store.copy("w", "kept");
            kept = { ...world, holds: new Map(world.holds) };
            continue;
          }
          if (each.do === "restore") {
            expect(await store.copy("kept", "w")).toBe(kept !== undefined);
            if (kept !== undefined) world = { ...kept, holds: new Map(kept.holds) };
            continue;
          }
          const one = slots[each.slot];
          if (each.do === "begin") {
            one?.transaction.abandon();
            const transaction = await beginIn(store, "w");
            const sees = new Map(world.holds);
            slots[each.slot] = { transaction, sees, began: world.state, touched: false, wrote: false };
          } else if (one !== undefined) {
            if (each.do === "abandon") one.transaction.abandon();
            else if (each.do === "commit") {
              const isOvertaken = one.wrote && one.touched && one.began !== world.state;
              expect(await one.transaction.commit()).toBe(!isOvertaken);
              if (one.wrote && !isOvertaken) world = { holds: one.sees, state: Symbol("state") };
            } else await take(one, each);
            if (each.do === "commit" || each.do === "abandon") slots[each.slot] = undefined;
          }
        }
        const last = await beginIn(store, "w");
        expect(new Map(await listed(last, false))).toEqual(new Map([...world.holds].sort(byKey)));
      }),
      { numRuns: 300 },
    );
  });

  const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

  const listed = (transaction: Transaction, descending: boolean) =>
    transaction.range("s", { from: "", to: "\uffff", limit: 1000, descending });

  async function take(
    one: Imagined,
    each: { readonly do: string; readonly key?: string; readonly value?: number; readonly descending?: boolean },
  ) {
    const { transaction, sees } = one;
    const { key: at = "", descending = false } = each;
    one.touched = true;
    if (each.do === "get") expect(await transaction.get("s", at)).toEqual(sees.get(at));
    else if (each.do === "list") {
      const sorted = [...sees].sort(byKey);
      expect(await listed(transaction, descending)).toEqual(descending ? sorted.reverse() : sorted);
    } else if (each.do === "put") {
      transaction.set("s", at, each.value);
      sees.set(at, each.value);
      one.wrote = true;
    } else {
      transaction.delete("s", at);
      if (sees.delete(at)) one.wrote = true;
    }
  }
});

describe("copies of a world", () => {
  it("behave as one map each: any sequence of writes and copies equals the same on plain maps", async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("put" as const), world: fc.nat(2), key: fc.nat(40), value: fc.nat() }),
      fc.record({ do: fc.constant("delete" as const), world: fc.nat(2), key: fc.nat(40) }),
      fc.record({ do: fc.constant("copy" as const), world: fc.nat(2), to: fc.nat(2) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 150 }), async (steps) => {
        const store = createMemoryStore();
        const model: Map<string, number>[] = [new Map(), new Map(), new Map()];
        for (const world of [0, 1, 2]) await store.create(String(world));
        for (const each of steps) {
          if (each.do === "copy") {
            await store.copy(String(each.world), String(each.to));
            model[each.to] = new Map(model[each.world]);
            continue;
          }
          const transaction = await beginIn(store, String(each.world));
          if (each.do === "put") transaction.set("s", String(each.key), each.value);
          else transaction.delete("s", String(each.key));
          await transaction.commit();
          if (each.do === "put") model[each.world]?.set(String(each.key), each.value);
          else model[each.world]?.delete(String(each.key));
        }
        for (const world of [0, 1, 2]) {
          const transaction = await beginIn(store, String(world));
          const found = await transaction.range("s", { from: "", to: "\uffff", limit: 1000 });
          expect(new Map(found as [string, number][])).toEqual(new Map([...(model[world] ?? [])].sort()));
        }
      }),
      { numRuns: 100 },
    );
  });
});
