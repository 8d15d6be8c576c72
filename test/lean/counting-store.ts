import type { Store, Transaction } from "#engine/store.ts";

/** How often a store was asked, since the last `take`. */
export interface StoreCounts {
  /** Single keys. */
  readonly gets: number;
  readonly ranges: number;
  /** What the ranges gave, all together. */
  readonly entries: number;
  readonly writes: number;
}

export interface CountingStore {
  readonly store: Store;
  /** @returns the counts so far, which begin anew */
  take(): StoreCounts;
  /** Transactions that have begun, and were neither committed nor abandoned. */
  readonly underWay: number;
}

/** Counts what passes between an engine and its store. */
export function countingStore(inner: Store): CountingStore {
  const none = { gets: 0, ranges: 0, entries: 0, writes: 0 };
  let counts = { ...none };
  const underWay = new Set<Transaction>();
  const end = (transaction: Transaction): void => {
    underWay.delete(transaction);
  };
  const counted = (transaction: Transaction): Transaction => ({
    get(space, key) {
      counts.gets += 1;
      return transaction.get(space, key);
    },
    set(space, key, value) {
      counts.writes += 1;
      transaction.set(space, key, value);
    },
    delete(space, key) {
      counts.writes += 1;
      transaction.delete(space, key);
    },
    async range(space, range) {
      counts.ranges += 1;
      const found = await transaction.range(space, range);
      counts.entries += found.length;
      return found;
    },
    commit() {
      end(transaction);
      return transaction.commit();
    },
    abandon() {
      end(transaction);
      transaction.abandon();
    },
  });
  return {
    store: {
      ...inner,
      async begin(world) {
        const transaction = await inner.begin(world);
        if (transaction === undefined) return undefined;
        underWay.add(transaction);
        return counted(transaction);
      },
    },
    get underWay() {
      return underWay.size;
    },
    take() {
      const taken = counts;
      counts = { ...none };
      return taken;
    },
  };
}
