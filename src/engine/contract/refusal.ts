import { quoteName } from "../basics/quote.ts";
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

/** Languages and countries are too many to be read. */
const MOST_CHOICES = 30;

/** Returns one sentence per violation. */
export const toSentences = (violations: readonly Violation[]): string[] =>
  violations.map((each) => `${toShort([each.in, ...each.path].join("."))}: ${toComplaint(each)}`);

/** The validator's message; where it leaves out which values or names are meant, with these. */
function toComplaint({ keyword, message, params }: Violation): string {
  const { allowedValues: choices, allowedValue: only, additionalProperty: name } = params;
  if (keyword === "enum" && Array.isArray(choices)) return `must be one of ${toChoices(choices)}`;
  if (keyword === "const") return `must be ${JSON.stringify(only)}`;
  return keyword === "additionalProperties" && typeof name === "string"
    ? `must not have a member ${quoteName(name)}`
    : message;
}

function toChoices(choices: readonly unknown[]): string {
  const shown = choices.slice(0, MOST_CHOICES).map((each) => JSON.stringify(each));
  return choices.length > MOST_CHOICES ? `${shown.join(", ")} …` : shown.join(", ");
}

const toShort = (place: string): string => (place.length > LONGEST_PLACE ? `${place.slice(0, LONGEST_PLACE)}…` : place);

/** Returns why a request was refused, as sentences. The provider's own message is in its reply. */
export function toReasons({ reason, violations = [] }: RefusalRecord): string[] {
  // The engine's own reason only repeats the violations; a mock's adds to them.
  return violations.length > 0 && reason.code === INVALID ? [...violations] : [reason.text, ...violations];
}

const INVALID: keyof typeof engineReasons = "invalid";
