import type { Stopping } from "#engine/exchange.ts";
import type { Journal, JournalEntry, JournalFilter } from "#engine/journal.ts";

export interface WaitOptions {
  /** How many exchanges must match. */
  readonly count: number;
  /** Real milliseconds. */
  readonly timeoutMs: number;
  readonly timer: (delayMs: number, run: () => void) => () => void;
  /** Of the server by which the request came: then it is answered with what there is. */
  readonly stopping?: Stopping | undefined;
}

/**
 * Waits until a journal holds enough exchanges that match, or time is up, or the world or the server has ended.
 *
 * @returns whether there are enough
 */
export function waitForExchanges(
  journal: Journal,
  filter: JournalFilter,
  { count, timeoutMs, timer, stopping }: WaitOptions,
): Promise<boolean> {
  let missing = count - journal.count(filter);
  if (missing <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (isEnough: boolean): void => {
      cancel();
      unsubscribe();
      forget?.();
      resolve(isEnough);
    };
    // It may be called before there is anything to forget.
    let forget: (() => void) | undefined;
    const cancel = timer(timeoutMs, () => finish(false));
    const recorded = (entry: JournalEntry): void => {
      if (entry.number > (filter.since ?? 0)) missing -= 1;
      if (missing <= 0) finish(true);
    };
    const unsubscribe = journal.subscribe({ recorded, ended: () => finish(false) }, filter);
    forget = stopping?.whenStopping(() => finish(false));
  });
}
