import { escapeControls } from "./terminal-text.ts";
import type { Exchange, WaitOptions } from "./world.ts";

/* What a world in process and one of another process have in common in how they select exchanges and wait for them. */

type Rule = readonly [isAllowed: (value: unknown) => boolean, words: string];

const isWhole = (value: unknown, from: number, to: number): boolean =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= to;

const TEXT: Rule = [(value) => typeof value === "string" && value !== "", "a text that is not empty"];
const MOST = 10_000;
const COUNT: Rule = [(value) => isWhole(value, 1, MOST), `a whole number from 1 to ${MOST}`];
/** The longest that the platform's timers take. */
const LONGEST_MS = 2 ** 31 - 1;

const FILTER: Readonly<Record<string, Rule>> = {
  provider: TEXT,
  operation: TEXT,
  method: TEXT,
  status: [
    (value) => isWhole(value, 100, 599) || (typeof value === "string" && /^[1-5](\d\d|xx)$/.test(value)),
    "a status from 100 to 599, or a class such as 4xx",
  ],
  since: [(value) => isWhole(value, 0, Number.MAX_SAFE_INTEGER), "the number of an exchange, or 0"],
};

/** What may be given, by the name of the call. */
const RULES = {
  exchanges: { ...FILTER, limit: COUNT },
  "the filter of waitFor": FILTER,
  waitFor: {
    count: COUNT,
    timeoutMs: [
      (value) => typeof value === "number" && value >= 0 && value <= LONGEST_MS,
      `from 0 to ${LONGEST_MS} milliseconds`,
    ],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Rule>>>>;

/**
 * Finds what is wrong with a filter or with options, which may come from code without types: unknown members would match
 * everything.
 *
 * @returns a sentence; `undefined` if nothing is wrong
 */
export function findFault(of: keyof typeof RULES, given: unknown): string | undefined {
  const rules: Readonly<Record<string, Rule>> = RULES[of];
  const names = Object.keys(rules).join(", ");
  if (Object.prototype.toString.call(given) !== "[object Object]")
    return `${of} takes an object of options, not ${quote(given)}.`;
  for (const [name, value] of Object.entries(given as object)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) return `${of} has no option ${quote(name)}; it has ${names}.`;
    const [isAllowed, words] = rule;
    if (value !== undefined && !isAllowed(value))
      return `The option ${name} of ${of} is ${words}, not ${quote(value)}.`;
  }
  return undefined;
}

/** The wait of a caller, completed by its defaults. */
export const toWait = ({ count = 1, timeoutMs = 1000 }: WaitOptions): Required<WaitOptions> => ({ count, timeoutMs });

/** How many exchanges are listed where too few came. */
export const NEWEST = 5;

/** Says what happened instead of the exchanges that were waited for. @param newest the newest ones of the world */
export function describeMissing(
  world: string,
  filter: object,
  { count, timeoutMs }: Required<WaitOptions>,
  found: number,
  newest: readonly Exchange[],
): string {
  const lines = newest.map(({ request: { method, path }, reply: { status } }) =>
    escapeControls(`${method} ${path} ${status}`),
  );
  return (
    `World ${world} has ${found} of the ${count} exchanges that match ${quote(filter)} after ${timeoutMs} ms. ` +
    (lines.length === 0 ? "It has no exchanges." : `Its newest are ${lines.join(", ")}.`)
  );
}

/** What to say of a world that is used after its end. */
export const describeGone = (world: string): string => `World ${world} was dropped. Open it anew by world("${world}").`;

const LONGEST = 200;

/** A value from outside as part of a sentence. */
export function quote(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "number") return String(value);
  try {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  } catch {
    return "a value that cannot be written as JSON";
  }
}
