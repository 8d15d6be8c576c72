import { RE2JS } from "re2js";

/** Tells whether a text matches. */
export interface Matcher {
  test(text: string): boolean;
  toString(): string;
}

/** The longest text that is compared with a pattern that only a backtracking engine knows. */
const LONGEST_BACKTRACKED = 200;

/**
 * Compiles a pattern of a spec, which may be in any dialect and of any cost, so that a test takes linear time.
 *
 * Plain patterns are the platform's business, all others are given to RE2. What RE2 does not know (looking ahead or behind,
 * back references) is tested on short texts alone; what no engine knows matches everything.
 */
export function toMatcher(pattern: string): Matcher {
  const own = toRegExp(pattern);
  if (own !== undefined && isPlain(pattern)) return own;
  const linear = toLinear(pattern);
  if (linear !== undefined) return { test: (text) => linear.matcher(text).find(), toString: () => pattern };
  const canTest = own !== undefined && !hasNestedRepeats(pattern);
  return { test: (text) => !canTest || text.length > LONGEST_BACKTRACKED || own.test(text), toString: () => pattern };
}

/** Whether any engine knows a pattern. */
export const isKnownPattern = (pattern: string): boolean =>
  toRegExp(pattern) !== undefined || toLinear(pattern) !== undefined;

function toRegExp(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""])
    try {
      return new RegExp(pattern, flags);
    } catch {
      // It may be written without `u` in mind, or in another dialect.
    }
  return undefined;
}

function toLinear(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

/** The pattern without what its escapes and classes say. */
const outlineOf = (pattern: string): string => pattern.replaceAll(/\\./g, "a").replaceAll(/\[[^[\]]*\]/g, "a");

const MOST_REPEATS = 1000;

/** Whether backtracking takes linear time: no repeated group, one unlimited repeat at most, and that behind the start. */
function isPlain(pattern: string): boolean {
  const outline = outlineOf(pattern);
  if (/\)[*+?{]|\(\?[^:]/.test(outline)) return false;
  const unlimited = outline.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  const repeats = [...outline.matchAll(/\{(?:\d+,)?(\d+)\}/g)].reduce((sum, [, most]) => sum + Number(most), 0);
  return unlimited <= (outline.startsWith("^") && !outline.includes("|") ? 1 : 0) && repeats <= MOST_REPEATS;
}

/** Whether a group that repeats something is repeated itself, which may take exponential time. */
const hasNestedRepeats = (pattern: string): boolean => /[*+}][^()*+}]*\)\)?\)?[*+{]/.test(outlineOf(pattern));
