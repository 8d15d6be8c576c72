import { green, red, type Style, yellow } from "./terminal.ts";

export const WIDEST_METHOD = 7;

/** What befell a request: a fault, or a refusal. */
interface Fate {
  readonly fault?: string | undefined;
  readonly refusal?: { readonly stage: string; readonly reasons: readonly string[] } | undefined;
}

/** Returns what is to be said of a request besides its reply. */
export const toNotes = ({ fault, refusal }: Fate): string[] => [
  ...(fault === undefined ? [] : [fault]),
  ...(refusal === undefined ? [] : [`${refusal.stage}: ${toShort(refusal.reasons)}`]),
];

/** Returns the first reason; `--json` of `standin exchanges` has all of them. */
const toShort = ([first = "", ...more]: readonly string[]): string =>
  more.length === 0 ? first : `${first} (and ${more.length} more)`;

export function toColour(status: number): Style {
  if (status >= 500 || status === 0) return red;
  return status >= 400 ? yellow : green;
}
