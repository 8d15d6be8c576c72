import { defineCollection } from "../contract/collection.ts";
import type { RateLimitStatus, RateRule } from "../contract/rate-rule.ts";
import { openCollection, openCounters, prepareCollection } from "../state/collections.ts";
import type { Transaction } from "../state/images.ts";

/** The current fixed window of one key. */
interface Window {
  readonly key: string;
  readonly endsMs: number;
  readonly count: number;
}

const OWNER = "!rates";
const COUNTERS = `${OWNER}/#counters`;
const SIZE = "size";

const windows = prepareCollection(
  OWNER,
  "windows",
  defineCollection<Window>()({
    key: ({ key }) => key,
    // Sort keys cannot be negative: windows that ended before 1970 count as ended at 0.
    indexes: { byEnd: ({ endsMs, key }) => ({ equals: [], order: [Math.max(endsMs, 0), key] }) },
  }),
);

// Longer keys are truncated: those with the same first characters are counted together.
const LONGEST_KEY = 256;

/**
 * Counts one request against a rate limit.
 *
 * @param provider the provider of the rule
 * @param most limit of stored windows; beyond it, the one that ends first is dropped
 * @returns the quota of the key; over the limit `remaining` is -1
 */
export function countRate(
  transaction: Transaction,
  provider: string,
  rule: RateRule,
  nowMs: number,
  most: number,
): RateLimitStatus {
  const { limit, windowSeconds } = rule;
  const key = `${provider}/${rule.key.slice(0, LONGEST_KEY)}`;
  const before = transaction.get(windows.rows, key) as Window | undefined;
  const isUnderWay = before !== undefined && nowMs < before.endsMs;
  const { endsMs, count } = isUnderWay ? before : { endsMs: nowMs + windowSeconds * 1000, count: 0 };
  const counted: Window = { key, endsMs, count: count + 1 };
  // The index entry of a current window does not change, so the row is written directly.
  if (isUnderWay) transaction.set(windows.rows, key, counted);
  else begin(transaction, counted, before === undefined, most);
  return {
    limit,
    windowSeconds,
    remaining: Math.max(limit - count - 1, -1),
    resetSeconds: Math.ceil((endsMs - nowMs) / 1000),
  };
}

function begin(transaction: Transaction, window: Window, isNew: boolean, most: number): void {
  const rows = openCollection(transaction, windows);
  if (isNew && openCounters(transaction, COUNTERS).next(SIZE) > most) {
    const first = rows.first("byEnd", []);
    if (first !== undefined) rows.delete(first.key);
    transaction.set(COUNTERS, SIZE, most);
  }
  rows.put(window);
}

/** Shifts the ends of all windows by a jump of the clock during which no time has passed. */
export function shiftRates(transaction: Transaction, byMs: number): void {
  const rows = openCollection(transaction, windows);
  for (const window of rows.list("byEnd", []).rows) rows.put({ ...window, endsMs: window.endsMs + byMs });
}

export function clearRates(transaction: Transaction): void {
  const rows = openCollection(transaction, windows);
  for (const { key } of rows.list("byEnd", []).rows) rows.delete(key);
  transaction.delete(COUNTERS, SIZE);
}
