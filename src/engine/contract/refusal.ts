import type { engineReasons, Reason } from "./reasons.ts";
import type { Violation } from "./routed.ts";

/** The stages in which a request can be refused, in their order. */
export type RefusingStage = "route" | "authenticate" | "rate limit" | "authorize" | "validate" | "handle" | "commit";

/** Which stage refused a request, and why. */
export interface RefusalRecord {
  readonly stage: RefusingStage;
  readonly reason: Reason;
  /** What the schema does not allow, in sentences, where that is the reason. */
  readonly violations?: readonly string[];
}

// The names in it are the client's, and may be as long as a body.
const LONGEST_PLACE = 300;

/** What a request violates, a sentence each. */
export const toSentences = (violations: readonly Violation[]): string[] =>
  violations.map(({ in: where, path, message }) => `${toShort([where, ...path].join("."))}: ${message}`);

const toShort = (place: string): string => (place.length > LONGEST_PLACE ? `${place.slice(0, LONGEST_PLACE)}…` : place);

/** Why a request was refused, in sentences. The provider's own words are in its reply. */
export function toReasons({ reason, violations = [] }: RefusalRecord): string[] {
  // The engine's own reason only repeats them; a mock's says more.
  return violations.length > 0 && reason.code === INVALID ? [...violations] : [reason.text, ...violations];
}

const INVALID: keyof typeof engineReasons = "invalid";
