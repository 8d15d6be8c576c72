import type { engineReasons, Reason } from "./reasons.ts";
import type { Violation } from "./request.ts";

/** The stages that can refuse a request, in their order. */
export type RefusingStage = "route" | "authenticate" | "rate limit" | "authorize" | "validate" | "handle" | "commit";

/** Which stage refused a request, and why. */
export interface RefusalRecord {
  readonly stage: RefusingStage;
  readonly reason: Reason;
  /** The schema violations as sentences, if they are the reason. */
  readonly violations?: readonly string[];
}

// Paths contain names from the client, which may be as long as a body.
const LONGEST_PLACE = 300;

/** Returns one sentence per violation. */
export const toSentences = (violations: readonly Violation[]): string[] =>
  violations.map(({ in: where, path, message }) => `${toShort([where, ...path].join("."))}: ${message}`);

const toShort = (place: string): string => (place.length > LONGEST_PLACE ? `${place.slice(0, LONGEST_PLACE)}…` : place);

/** Returns why a request was refused, as sentences. The provider's own message is in its reply. */
export function toReasons({ reason, violations = [] }: RefusalRecord): string[] {
  // The engine's own reason only repeats the violations; a mock's adds to them.
  return violations.length > 0 && reason.code === INVALID ? [...violations] : [reason.text, ...violations];
}

const INVALID: keyof typeof engineReasons = "invalid";
