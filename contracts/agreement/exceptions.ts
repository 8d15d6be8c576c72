import { COMPARATOR_EXCEPTIONS } from "./comparator.ts";
import type { Judge } from "./evidence.ts";
import { NOT_FOR_PRISM, NOT_JUDGED, PRISM_EXCEPTIONS, SHOWN_IN_PART } from "./prism-exceptions.ts";

/** A rule for a known error or gap of a checker. */
export interface KnownException {
  readonly judge: Judge;
  /** The name of the rule. */
  readonly exception: string;
  readonly reason: string;
}

const toKnown = (judge: Judge, rules: Readonly<Record<string, { readonly reason: string }>>): KnownException[] =>
  Object.entries(rules).map(([exception, { reason }]) => ({ judge, exception, reason }));

/** All rules of all checkers. The typed client, the pact, the verifier and the walk have none. */
export const KNOWN_EXCEPTIONS: readonly KnownException[] = [
  ...toKnown("comparator", COMPARATOR_EXCEPTIONS),
  ...toKnown("Prism", NOT_FOR_PRISM),
  ...[...Object.values(SHOWN_IN_PART), ...Object.values(NOT_JUDGED)].map(
    ({ name, reason }): KnownException => ({ judge: "Prism", exception: name, reason }),
  ),
  ...toKnown("Prism", PRISM_EXCEPTIONS),
];
