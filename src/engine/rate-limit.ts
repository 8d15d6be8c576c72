import type { Transaction } from "./images.ts";
import type { Caller, RoutedRequest } from "./routed.ts";

/** How many requests one key may make in a window of time. */
export interface RateRule {
  /** Who is counted, e.g. an organization. */
  readonly key: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface RateLimitStatus {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly windowSeconds: number;
}

/** A provider's rate limit. Refused requests count; snapshots and forks leave the counts behind. */
export interface RateLimit<Context> {
  /** The rule for this request; `undefined`: not limited. */
  rule(request: RoutedRequest, caller: Caller | undefined, context: Context): RateRule | undefined;
  /** Headers that tell the caller how it stands. */
  headers(status: RateLimitStatus): Readonly<Record<string, string>>;
}

/** A fixed window of one key. */
interface Window {
  readonly endsMs: number;
  readonly count: number;
}

const SPACE = "!rates";
const EVERYTHING = { from: "", to: "\uffff".repeat(8), limit: Number.POSITIVE_INFINITY };

/**
 * Counts one request.
 *
 * @param provider whose rule it is
 * @returns how the key stands; over the limit `remaining` is -1
 */
export function countRate(transaction: Transaction, provider: string, rule: RateRule, nowMs: number): RateLimitStatus {
  const { limit, windowSeconds } = rule;
  const key = `${provider}/${rule.key}`;
  const before = transaction.get(SPACE, key) as Window | undefined;
  const { endsMs, count } =
    before === undefined || nowMs >= before.endsMs ? { endsMs: nowMs + windowSeconds * 1000, count: 0 } : before;
  transaction.set(SPACE, key, { endsMs, count: count + 1 });
  return {
    limit,
    windowSeconds,
    remaining: Math.max(limit - count - 1, -1),
    resetSeconds: Math.ceil((endsMs - nowMs) / 1000),
  };
}

/** Moves the ends of all windows by as much as the clock was moved without time having passed. */
export function shiftRates(transaction: Transaction, byMs: number): void {
  for (const [key, window] of transaction.range(SPACE, EVERYTHING)) {
    const { endsMs, count } = window as Window;
    transaction.set(SPACE, key, { endsMs: endsMs + byMs, count });
  }
}

export function clearRates(transaction: Transaction): void {
  for (const [key] of transaction.range(SPACE, EVERYTHING)) transaction.delete(SPACE, key);
}
