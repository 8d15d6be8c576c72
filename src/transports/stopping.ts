import type { Stopping } from "#engine/contract/exchange.ts";

/** A server's stop, seen from both sides: by what brings it about, and by what waits and need not wait any longer. */
export interface StoppingSwitch extends Stopping {
  begin(): void;
}

/** Many wait for it at once, which an `AbortSignal` would take for a leak. */
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
