import { startDeadline } from "./deadline.ts";
import { type Failure, type Result, toFailure } from "./result.ts";

export interface PollOptions {
  /** Milliseconds between a reply and the next request. */
  readonly intervalMs?: number;
  /** Ends polling, with a failure of status 0 whose `cause` is the signal's reason. */
  readonly signal?: AbortSignal;
  /** Waits; default: a timer. Tests may replace it. It should reject or resolve once the signal aborts. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

export interface Polling<Data, Final extends Data, Problem> extends PollOptions {
  readonly intervalMs: number;
  /** Requests once. */
  readonly look: (signal: AbortSignal) => Promise<Result<Data, Problem>>;
  readonly isFinal: (data: Data) => data is Final;
  /** Milliseconds after which polling ends with a failure of status 0; default: never. */
  readonly timeoutMs?: number | undefined;
  /** Says what is known when time is up, to be followed by "after … ms". */
  readonly describePending?: () => string;
  /** Failures in a row after which polling goes on, of those that may be over soon; default none. */
  readonly toleratedFailures?: number;
}

/** A timer with a longer delay fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Requests at once and then at intervals, until the data are final or a request fails. If failures are tolerated, a 429 is not
 * counted, and a `Retry-After` is waited for.
 *
 * @throws RangeError if a number of milliseconds is below 1 or above the maximum of a timer, 24 days
 */
export async function poll<Data, Final extends Data, Problem>(
  polling: Polling<Data, Final, Problem>,
): Promise<Result<Final, Problem>> {
  const { look, isFinal, intervalMs, timeoutMs, sleep = sleepByTimer, toleratedFailures = 0 } = polling;
  const { describePending = () => "it is not decided" } = polling;
  checkMs("intervalMs", intervalMs);
  if (timeoutMs !== undefined) checkMs("timeoutMs", timeoutMs);
  const toLate = (): string => `${describePending()} after ${timeoutMs} ms`;
  const { signal, end } = startDeadline(timeoutMs, polling.signal, toLate);
  let failures = 0;
  let leftMs = timeoutMs ?? Number.POSITIVE_INFINITY;
  try {
    for (;;) {
      if (signal.aborted) return toFailure(signal.reason);
      const result = await look(signal);
      if (result.ok && isFinal(result.data)) return { ok: true, data: result.data };
      failures = result.ok ? 0 : failures + (result.status === 429 ? 0 : 1);
      if (!result.ok && !(toleratedFailures > 0 && isTransient(result) && failures <= toleratedFailures)) return result;
      if (signal.aborted) return toFailure(signal.reason);
      if (leftMs <= 0) return toFailure(new DOMException(toLate(), "TimeoutError"));
      const delayMs = Math.min(Math.max(intervalMs, retryAfterMs(result)), leftMs, LONGEST_MS);
      leftMs -= delayMs;
      try {
        await sleep(delayMs, signal);
      } catch (cause) {
        return toFailure(cause);
      }
    }
  } finally {
    end();
  }
}

const isTransient = ({ status }: Failure<unknown>): boolean => status === 0 || status === 429 || status >= 500;

const retryAfterMs = (result: Result<unknown, unknown>): number =>
  result.ok ? 0 : (result.retryAfterSeconds ?? 0) * 1000;

function checkMs(name: string, ms: number): void {
  if (!(ms >= 1 && ms <= LONGEST_MS))
    throw new RangeError(`${name} must be a number of milliseconds from 1 to ${LONGEST_MS}, not ${ms}.`);
}

const sleepByTimer = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
