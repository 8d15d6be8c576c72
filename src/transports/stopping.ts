import type { Stopping } from "#engine/contract/exchange.ts";
import { clearTimeout, setTimeout } from "./timers.ts";

/** The stop of a server: an interface to trigger it, and one to be notified of it. */
export interface StoppingSwitch extends Stopping {
  begin(): void;
}

/** Not an `AbortSignal`, which would warn of a leak with this many listeners. */
export function createStopping(): StoppingSwitch {
  const waiting = new Set<() => void>();
  let hasBegun = false;
  return {
    begin() {
      hasBegun = true;
      for (const run of waiting) run();
      waiting.clear();
    },
    whenStopping(run) {
      if (hasBegun) run();
      else waiting.add(run);
      return () => waiting.delete(run);
    },
  };
}

/** Stops when the signal is aborted: the client no longer waits for the reply. */
export const ofSignal = (signal: AbortSignal): Stopping => ({
  whenStopping(run) {
    if (signal.aborted) run();
    else signal.addEventListener("abort", run, { once: true });
    return () => signal.removeEventListener("abort", run);
  },
});

/** Waits, but no longer than until the server stops. The timer keeps a program alive. */
export function wait(delayMs: number, stopping?: Stopping): Promise<void> {
  return new Promise((resolve) => {
    // It may be called before there is anything to forget.
    let forget: (() => void) | undefined;
    const finish = (): void => {
      clearTimeout(timeout);
      forget?.();
      resolve();
    };
    const timeout = setTimeout(finish, delayMs);
    forget = stopping?.whenStopping(finish);
  });
}
