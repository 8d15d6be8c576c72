/** What a function makes of each item, made when it is asked for. */
export function* mapEach<Item, Result>(items: Iterable<Item>, toResult: (item: Item) => Result): Generator<Result> {
  for (const item of items) yield toResult(item);
}

/** The same for functions that make several of each. */
export function* flatMapEach<Item, Result>(
  items: Iterable<Item>,
  toResults: (item: Item) => Iterable<Result>,
): Generator<Result> {
  for (const item of items) yield* toResults(item);
}

const BATCH = 32;

/** A list in parts, where what is to be prepared for each is dearer than what is made of it. */
export function* inBatches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += BATCH) yield items.slice(at, at + BATCH);
}
