/** A signal that aborts with another one, or when its time is up. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Stops the timer, and listens to the other signal no more. */
  end(): void;
}

/**
 * Starts a deadline. `AbortSignal.any` and `.timeout` would be shorter, but on Node 20 garbage collection may take them before
 * they fire.
 *
 * @param timeoutMs undefined: never
 * @param describe says what is missing when time is up; the message of a `TimeoutError`
 */
export function startDeadline(
  timeoutMs: number | undefined,
  outer: AbortSignal | undefined,
  describe: () => string,
): Deadline {
  const controller = new AbortController();
  const follow = (): void => controller.abort(outer?.reason);
  outer?.addEventListener("abort", follow);
  if (outer?.aborted) follow();
  const giveUp = (): void => controller.abort(new DOMException(describe(), "TimeoutError"));
  const timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs);
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", follow);
    },
  };
}
