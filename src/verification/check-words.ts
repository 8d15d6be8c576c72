import type { ReportedDifference, SkippedCounts } from "./check-report.ts";

/** A difference as one line: kind, place, what was expected and by what, what was found. */
export const toSentence = ({ kind, where, expected, found, from }: ReportedDifference): string =>
  `${kind === where ? kind : `${kind}, ${where}`}: ${found}; ${from}: ${expected}`;

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
