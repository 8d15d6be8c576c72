import type { Stopping } from "#engine/contract/exchange.ts";
import type { Journal, JournalEntry, JournalFilter } from "#engine/journal/journal.ts";

export interface WaitOptions {
  /** The number of matching exchanges to wait for. */
  readonly count: number;
  /** How long to wait, in real milliseconds. */
  readonly timeoutMs: number;
  readonly timer: (delayMs: number, run: () => void) => () => void;
  /** Aborted when the server that received the request stops; the reply then has the exchanges so far. */
  readonly stopping?: Stopping | undefined;
}

/**
 * Waits until a journal holds enough matching exchanges, the time is up, or the world or the server has ended.
 *
 * @returns true if there are enough
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
      unsubscribe?.();
      forget?.();
      resolve(isEnough);
    };
    // The journal of a world that is gone ends at once, before there is anything to undo.
    let unsubscribe: (() => void) | undefined;
    let forget: (() => void) | undefined;
    const cancel = timer(timeoutMs, () => finish(false));
    const recorded = (entry: JournalEntry): void => {
      if (entry.number > (filter.since ?? 0)) missing -= 1;
      if (missing <= 0) finish(true);
    };
    unsubscribe = journal.subscribe({ recorded, ended: () => finish(false) }, filter);
    forget = stopping?.whenStopping(() => finish(false));
  });
}
