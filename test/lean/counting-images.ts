import type { Images, Transaction } from "#engine/state/images.ts";

/** How often images were asked, since the last `take`. */
export interface StateCounts {
  /** Single keys. */
  readonly gets: number;
  readonly ranges: number;
  /** What the ranges gave, all together. */
  readonly entries: number;
  readonly writes: number;
}

export interface CountingImages {
  readonly images: Images;
  /** @returns the counts so far, which begin anew */
  take(): StateCounts;
  /** Transactions that have begun, and were neither committed nor abandoned. */
  readonly underWay: number;
}

/** Counts what passes between an engine and its images. */
export function countingImages(inner: Images): CountingImages {
  const none = { gets: 0, ranges: 0, entries: 0, writes: 0 };
  let counts = { ...none };
  const underWay = new Set<Transaction>();
  const end = (transaction: Transaction): void => {
    underWay.delete(transaction);
  };
  const counted = (transaction: Transaction): Transaction => ({
    get written() {
      return transaction.written;
    },
    get growth() {
      return transaction.growth;
    },
    get allGrowth() {
      return transaction.allGrowth;
    },
    mark: () => transaction.mark(),
    undoTo: (mark, isKept) => transaction.undoTo(mark, isKept),
    writes: () => transaction.writes(),
    get(space, key) {
      counts.gets += 1;
      return transaction.get(space, key);
    },
    set(space, key, value) {
      counts.writes += 1;
      return transaction.set(space, key, value);
    },
    delete(space, key) {
      counts.writes += 1;
      transaction.delete(space, key);
    },
    range(space, range) {
      counts.ranges += 1;
      const found = transaction.range(space, range);
      counts.entries += found.length;
      return found;
    },
    commit() {
      end(transaction);
      transaction.commit();
    },
    abandon() {
      end(transaction);
      transaction.abandon();
    },
  });
  const begun = (transaction: Transaction | undefined): Transaction | undefined => {
    if (transaction === undefined) return undefined;
    underWay.add(transaction);
    return counted(transaction);
  };
  return {
    images: {
      ...inner,
      begin: (world) => begun(inner.begin(world)),
      view(world) {
        const view = inner.view(world);
        return {
          read: (space, key) => view.read(space, key),
          firstKey: (space) => view.firstKey(space),
          layersOf: (space) => view.layersOf(space),
          watch: (watcher) => view.watch(watcher),
          get bytes() {
            return view.bytes;
          },
          begin: () => begun(view.begin()),
        };
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
