import { COMPARATOR_EXCEPTIONS } from "./comparator.ts";
import type { Checker } from "./evidence.ts";
import { NOT_CHECKED, NOT_FOR_PRISM, PRISM_EXCEPTIONS, SHOWN_IN_PART } from "./prism-exceptions.ts";

/** A rule for a known error or gap of a checker. */
export interface KnownException {
  readonly checker: Checker;
  /** The name of the rule. */
  readonly exception: string;
  readonly reason: string;
}

const toKnown = (checker: Checker, rules: Readonly<Record<string, { readonly reason: string }>>): KnownException[] =>
  Object.entries(rules).map(([exception, { reason }]) => ({ checker, exception, reason }));

/** All rules of all checkers. The typed client, the pact, the verifier and the walk have none. */
export const KNOWN_EXCEPTIONS: readonly KnownException[] = [
  ...toKnown("comparator", COMPARATOR_EXCEPTIONS),
  ...toKnown("Prism", NOT_FOR_PRISM),
  ...[...Object.values(SHOWN_IN_PART), ...Object.values(NOT_CHECKED)].map(
    ({ name, reason }): KnownException => ({ checker: "Prism", exception: name, reason }),
  ),
  ...toKnown("Prism", PRISM_EXCEPTIONS),
];
