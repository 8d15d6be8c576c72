import type { engineReasons, Reason } from "./reasons.ts";
import type { Violation } from "./routed.ts";

/** The stages in which a request can be refused, in their order. */
export type RefusingStage = "route" | "authenticate" | "rate limit" | "authorize" | "validate" | "handle" | "commit";

/** Which stage refused a request, and why. */
export interface RefusalRecord {
  readonly stage: RefusingStage;
  readonly reason: Reason;
  /** What the schema does not allow, where that is the reason. */
  readonly violations?: readonly Violation[];
}

const toSentence = ({ in: where, path, message }: Violation): string => `${[where, ...path].join(".")}: ${message}`;

/** What a request violates, in one text. */
export const listViolations = (violations: readonly Violation[]): string => violations.map(toSentence).join("; ");

/** Why a request was refused, in sentences. The provider's own words are in its reply. */
export function toReasons({ reason, violations = [] }: RefusalRecord): string[] {
  const sentences = violations.map(toSentence);
  // The engine's own reason only repeats them; a mock's says more.
  return sentences.length > 0 && reason.code === INVALID ? sentences : [reason.text, ...sentences];
}

const INVALID: keyof typeof engineReasons = "invalid";
