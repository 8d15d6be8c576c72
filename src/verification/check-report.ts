import type { Difference } from "./difference.ts";

/** A difference of one operation, and the entries that show it. */
export interface ReportedDifference extends Difference {
  readonly provider: string;
  readonly operationId: string;
  readonly count: number;
  /** `<file>#<number of the entry>`, the first ten. */
  readonly entries: readonly string[];
}

/** Why exchanges of one operation could not be replayed. */
export interface ReportedReason {
  readonly provider: string;
  readonly operationId: string;
  readonly reason: string;
  readonly count: number;
  readonly entries: readonly string[];
}

export interface ReportedOperation {
  readonly provider: string;
  readonly operationId: string;
  /** How many replies were compared with the spec. */
  readonly compared: number;
  /** How many of them were compared with the mock's as well. */
  readonly replayed: number;
  readonly differences: readonly ReportedDifference[];
  readonly notReplayed: readonly ReportedReason[];
  /** Documented values and members that may differ between accounts; they do not count as differences. */
  readonly stateDifferences: readonly ReportedDifference[];
}

export interface SkippedCounts {
  readonly otherHosts: number;
  /** Paths of a provider's host that are not in its spec. */
  readonly unknownPaths: number;
  readonly preflights: number;
  /** Without a reply. */
  readonly aborted: number;
  /** Answered from a browser's cache. */
  readonly cached: number;
  /** Disturbed by a fault of standin. */
  readonly disturbed: number;
  /** Pages of standin itself. */
  readonly pages: number;
}

/** The result of comparing recordings with specs and mocks. The only values in it are enumerated ones and statuses. */
export interface CheckReport {
  /** No differences; in a strict check also: every reply was compared with the mock's. */
  readonly ok: boolean;
  readonly files: readonly { readonly file: string; readonly entries: number }[];
  readonly compared: number;
  readonly replayed: number;
  /** How many replies were compared with the spec only. */
  readonly specOnly: number;
  readonly skipped: SkippedCounts;
  readonly operations: readonly ReportedOperation[];
  /** Requests to paths that are not in the spec; parts that look like data are `*`. */
  readonly unknownPaths: readonly { readonly provider: string; readonly request: string; readonly count: number }[];
}
