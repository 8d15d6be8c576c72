/** A value, or the promise of one. Callers await it; whoever has the value at hand need not wrap it. */
export type Awaitable<T> = T | Promise<T>;

/**
 * Goes on with a value: at once when it is at hand, later when it is promised. On the road that every exchange takes this
 * stands for `await`: an async function costs close to a kilobyte for each call, and the road has a dozen of them.
 */
export const chain = <Value, Result>(
  value: Awaitable<Value>,
  next: (value: Value) => Awaitable<Result>,
): Awaitable<Result> => (value instanceof Promise ? value.then(next) : next(value));

/** The promise of what work gives, or throws, now or later. */
export function promised<Result>(work: () => Awaitable<Result>): Promise<Result> {
  try {
    const result = work();
    return result instanceof Promise ? result : Promise.resolve(result);
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Runs work, and answers for what it throws, now or later. */
export function rescue<Result>(
  work: () => Awaitable<Result>,
  answer: (error: unknown) => Awaitable<Result>,
): Awaitable<Result> {
  try {
    const result = work();
    return result instanceof Promise ? result.catch(answer) : result;
  } catch (error) {
    return answer(error);
  }
}
