/** The kind of a difference. */
export type DifferenceKind =
  | "status"
  | "media type"
  | "header"
  | "body"
  | "missing member"
  | "added member"
  | "renamed member"
  | "type"
  | "null"
  | "enum"
  | "format"
  | "value";

/** One difference between a recorded reply and what was expected. Values are shown by type and format only. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** `status`, `header <name>`, `body`, or `body` and a JSON pointer with `*` for positions in arrays. */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
  /** Whether the spec or the mock expected something else. */
  readonly from: "spec" | "mock";
}

/** A difference in a body, before renamed members are paired. */
export interface BodyDifference {
  readonly kind: DifferenceKind;
  readonly path: readonly string[];
  readonly expected: string;
  readonly found: string;
  readonly from: Difference["from"];
  /** The value of an added or missing member, used to detect renaming. Never shown. */
  readonly value?: unknown;
}
