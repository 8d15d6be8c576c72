import type { CheckReport, ReportedDifference, ReportedOperation, SkippedCounts } from "./check-report.ts";

/** Formats a difference as one line: kind, place, found value, expected value and its source. */
export const toSentence = ({ kind, where, expected, found, from }: ReportedDifference): string =>
  `${kind === where ? kind : `${kind}, ${where}`}: ${found}; ${from}: ${expected}`;

/** Returns the verdict on an operation. */
export function verdictOf({ differences, replayed }: ReportedOperation): "DIFFERS" | "spec only" | "same" {
  if (differences.length > 0) return "DIFFERS";
  return replayed === 0 ? "spec only" : "same";
}

export const countDifferences = ({ operations }: CheckReport): number =>
  operations.reduce((sum, { differences }) => sum + differences.length, 0);

export const describeDifferences = (count: number): string =>
  count === 0 ? "no differences" : toCount(count, "difference");

/** Describes how many replies were compared, and with what. */
export function describeCompared({ compared, replayed, specOnly }: CheckReport): string {
  const alone = specOnly === 0 ? "" : `, ${specOnly} with the spec alone`;
  return `${compared === 1 ? "1 reply" : `${compared} replies`} compared with the spec, ${replayed} of them with the mock${alone}`;
}

const toCount = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const NAMES: Readonly<Record<keyof SkippedCounts, string>> = {
  otherHosts: "of other hosts",
  unknownPaths: "of paths in no spec",
  preflights: "preflights",
  aborted: "without a reply",
  cached: "answered from a cache",
  disturbed: "disturbed by a fault",
  pages: "pages of standin",
};

/** Describes the entries that were not compared, by reason; empty if all were. */
export const describeSkipped = (skipped: SkippedCounts): string =>
  (Object.keys(NAMES) as (keyof SkippedCounts)[])
    .filter((name) => skipped[name] > 0)
    .map((name) => `${skipped[name]} ${NAMES[name]}`)
    .join(", ");
