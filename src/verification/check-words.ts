import type { CheckReport, ReportedDifference, ReportedOperation, SkippedCounts } from "./check-report.ts";

/** A difference as one line: kind, place, what was expected and by what, what was found. */
export const toSentence = ({ kind, where, expected, found, from }: ReportedDifference): string =>
  `${kind === where ? kind : `${kind}, ${where}`}: ${found}; ${from}: ${expected}`;

/** What came of an operation, in a word or two. */
export function verdictOf({ differences, replayed }: ReportedOperation): "DIFFERS" | "spec only" | "same" {
  if (differences.length > 0) return "DIFFERS";
  return replayed === 0 ? "spec only" : "same";
}

export const countDifferences = ({ operations }: CheckReport): number =>
  operations.reduce((sum, { differences }) => sum + differences.length, 0);

export const describeDifferences = (count: number): string =>
  count === 0 ? "no differences" : toCount(count, "difference");

/** How many replies were compared, and with what. */
export function describeCompared({ compared, replayed, specOnly }: CheckReport): string {
  const alone = specOnly === 0 ? "" : `, ${specOnly} with the spec alone`;
  return `${compared === 1 ? "1 reply" : `${compared} replies`} compared with the spec, ${replayed} of them with the mock${alone}`;
}

const toCount = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const NAMES: Readonly<Record<keyof SkippedCounts, string>> = {
  otherHosts: "of other hosts",
  unknownPaths: "of paths that no spec has",
  preflights: "preflights",
  aborted: "without a reply",
  cached: "answered from a cache",
  disturbed: "disturbed by a fault",
  pages: "pages of standin",
};

/** The entries that were not compared, by reason; empty when there are none. */
export const describeSkipped = (skipped: SkippedCounts): string =>
  (Object.keys(NAMES) as (keyof SkippedCounts)[])
    .filter((name) => skipped[name] > 0)
    .map((name) => `${skipped[name]} ${NAMES[name]}`)
    .join(", ");
