import { COMPARATOR_EXCEPTIONS } from "./comparator.ts";
import type { Judge } from "./evidence.ts";
import { NOT_FOR_PRISM, NOT_JUDGED, PRISM_EXCEPTIONS, SHOWN_IN_PART } from "./prism-exceptions.ts";

/** A rule by which a judge is known to err, or not to look. */
export interface KnownException {
  readonly judge: Judge;
  /** The rule's name. */
  readonly exception: string;
  readonly reason: string;
}

const toKnown = (judge: Judge, rules: Readonly<Record<string, { readonly reason: string }>>): KnownException[] =>
  Object.entries(rules).map(([exception, { reason }]) => ({ judge, exception, reason }));

/** All rules of all judges. The typed client, the pact, the verifier and the walk have none. */
export const KNOWN_EXCEPTIONS: readonly KnownException[] = [
  ...toKnown("comparator", COMPARATOR_EXCEPTIONS),
  ...toKnown("Prism", NOT_FOR_PRISM),
  ...[...Object.values(SHOWN_IN_PART), ...Object.values(NOT_JUDGED)].map(
    ({ name, reason }): KnownException => ({ judge: "Prism", exception: name, reason }),
  ),
  ...toKnown("Prism", PRISM_EXCEPTIONS),
];
