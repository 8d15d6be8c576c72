import type { Awaitable } from "./exchange.ts";

/** Work that may have to wait: it yields what it waits for, and is given what that came to. */
export type Steps<Result> = Generator<Promise<unknown>, Result, unknown>;

/** Runs such work: within this call if nothing has to be waited for, and with a promise otherwise. */
export function drive<Result>(steps: Steps<Result>): Awaitable<Result> {
  const step = steps.next();
  return step.done ? step.value : driveLater(steps, step.value);
}

async function driveLater<Result>(steps: Steps<Result>, first: Promise<unknown>): Promise<Result> {
  let waiting = first;
  for (;;) {
    const step = await waiting.then(
      (value) => steps.next(value),
      (error: unknown) => steps.throw(error),
    );
    if (step.done) return step.value;
    waiting = step.value;
  }
}
