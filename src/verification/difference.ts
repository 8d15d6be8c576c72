/** In what a recorded reply differs. */
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
  /** What it differs from. */
  readonly from: "spec" | "mock";
}

/** A difference within a body, before members are paired as renamed. */
export interface BodyDifference {
  readonly kind: DifferenceKind;
  readonly path: readonly string[];
  readonly expected: string;
  readonly found: string;
  readonly from: Difference["from"];
  /** The value of an added, or of a missing member: to tell what was renamed. Never shown. */
  readonly value?: unknown;
}
