/** What a function makes of each item, made when it is asked for. */
export function* mapEach<Item, Result>(items: Iterable<Item>, toResult: (item: Item) => Result): Generator<Result> {
  for (const item of items) yield toResult(item);
}
