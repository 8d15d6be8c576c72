import type { Reason } from "#engine/contract/reasons.ts";
import { signToken, verifyToken } from "#engine/kit/tokens.ts";
import { PAGE_SIZE } from "./assumptions.ts";
import { reasons } from "./reasons.ts";
import type { DidomiContext } from "./state.ts";

/** What rows are sorted by, most important first. No two rows of one list have the same rank. */
type Rank = readonly string[];

/** Where a page begins: after this rank, or at the start. */
export type Start = Rank | undefined;

/** Rows that a source must give for one page: one to leave out, one to know that there are more. */
export const ROWS_TO_READ = PAGE_SIZE + 2;

/** Identifies a list by its filters and order. A cursor is only valid for its own list. */
export type ListName = readonly unknown[];

/** Reads a cursor. @returns where the page begins, or why this list did not issue the cursor */
export function readCursor(
  cursor: string | undefined,
  list: ListName,
  { secret, world }: DidomiContext,
): { readonly start: Start } | { readonly reason: Reason } {
  if (cursor === undefined) return { start: undefined };
  const claims = verifyToken(cursor, secret);
  if (claims === undefined) return { reason: reasons.unreadableCursor({ world }) };
  const after = claims["after"];
  if (claims["list"] !== JSON.stringify(list) || !Array.isArray(after)) return { reason: reasons.cursorOfOtherList() };
  return { start: after.map(String) };
}

/**
 * Creates one page of rows that were read at its start or shortly before it, in any order.
 *
 * @returns the envelope of every list of this provider; its cursor is signed, so that clients cannot make one up
 */
export function toPage<Row>(
  rows: readonly Row[],
  {
    list,
    start,
    rankOf,
    secret,
  }: {
    readonly list: ListName;
    readonly start: Start;
    readonly rankOf: (row: Row) => Rank;
    readonly secret: string;
  },
): { data: Row[]; limit: number; cursor: string | null } {
  const ahead = rows
    .map((row) => ({ row, rank: rankOf(row) }))
    .filter(({ rank }) => start === undefined || compareRanks(rank, start) > 0)
    .sort((a, b) => compareRanks(a.rank, b.rank));
  const page = ahead.slice(0, PAGE_SIZE);
  const isLast = ahead.length === page.length;
  const cursor = isLast ? null : signToken({ list: JSON.stringify(list), after: page.at(-1)?.rank }, secret);
  return { data: page.map(({ row }) => row), limit: PAGE_SIZE, cursor };
}

/** The values that a filter names, as a single one or by `[$in]`, each once; the default when it names none. */
export function namedOr(fallback: string, one: string | undefined, several: readonly string[] = []): string[] {
  const named = new Set(one === undefined ? several : [one, ...several]);
  return named.size === 0 ? [fallback] : [...named].sort();
}

function compareRanks(a: Rank, b: Rank): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at < 0) return 0;
  return (a[at] ?? "") < (b[at] ?? "") ? -1 : 1;
}
