/** A value, or the promise of one. Callers await it; whoever has the value at hand need not wrap it. */
export type Awaitable<T> = T | Promise<T>;

/**
 * Goes on with a value: at once when it is at hand, later when it is promised. On the road that every exchange takes this
 * stands for `await`: an async function costs close to a kilobyte for each call, and the road has a dozen of them. What the
 * next step needs besides is handed on behind it, as a function that closes over it would have to be made each time.
 */
export function chain<Value, Result>(
  value: Awaitable<Value>,
  next: (value: Value) => Awaitable<Result>,
): Awaitable<Result>;
export function chain<Value, Result, A>(
  value: Awaitable<Value>,
  next: (value: Value, a: A) => Awaitable<Result>,
  a: A,
): Awaitable<Result>;
export function chain<Value, Result, A, B>(
  value: Awaitable<Value>,
  next: (value: Value, a: A, b: B) => Awaitable<Result>,
  a: A,
  b: B,
): Awaitable<Result>;
export function chain<Value, Result, A, B, C>(
  value: Awaitable<Value>,
  next: (value: Value, a: A, b: B, c: C) => Awaitable<Result>,
  a: A,
  b: B,
  c: C,
): Awaitable<Result>;
export function chain<Value, Result>(
  value: Awaitable<Value>,
  next: (value: Value, a: unknown, b: unknown, c: unknown) => Awaitable<Result>,
  a?: unknown,
  b?: unknown,
  c?: unknown,
): Awaitable<Result> {
  return value instanceof Promise ? later(value, next, a, b, c) : next(value, a, b, c);
}

// Apart from `chain`, which would otherwise make room for the closure whether or not it comes to that.
const later = <Value, Result>(
  value: Promise<Value>,
  next: (value: Value, a: unknown, b: unknown, c: unknown) => Awaitable<Result>,
  a: unknown,
  b: unknown,
  c: unknown,
): Promise<Result> => value.then((at) => next(at, a, b, c));

/** Runs work, and answers for what it throws, now or later. */
export function rescue<Result, A>(
  work: (a: A) => Awaitable<Result>,
  answer: (error: unknown, a: A) => Awaitable<Result>,
  a: A,
): Awaitable<Result> {
  try {
    const result = work(a);
    return result instanceof Promise ? rescueLater(result, answer, a) : result;
  } catch (error) {
    return answer(error, a);
  }
}

const rescueLater = <Result, A>(
  result: Promise<Result>,
  answer: (error: unknown, a: A) => Awaitable<Result>,
  a: A,
): Promise<Result> => result.catch((error: unknown) => answer(error, a));

/** All values: at once when each is at hand, else when the last of them is there. */
export const together = <Value>(values: readonly Awaitable<Value>[]): Awaitable<readonly Value[]> =>
  values.every(isAtHand<Value>) ? values : Promise.all(values);

const isAtHand = <Value>(value: Awaitable<Value>): value is Value => !(value instanceof Promise);
