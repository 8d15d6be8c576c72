/** Maps items lazily. */
export function* mapEach<Item, Result>(items: Iterable<Item>, toResult: (item: Item) => Result): Generator<Result> {
  for (const item of items) yield toResult(item);
}

/** Maps each item to several, lazily. */
export function* flatMapEach<Item, Result>(
  items: Iterable<Item>,
  toResults: (item: Item) => Iterable<Result>,
): Generator<Result> {
  for (const item of items) yield* toResults(item);
}

const BATCH = 32;

/** Maps a list lazily in batches, for work that is cheaper per batch than per item. */
export function* inBatches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += BATCH) yield items.slice(at, at + BATCH);
}
