import type { components } from "#generated/didomi/types.ts";
import { isRecord } from "./values.ts";

/** A source of choices: a user, an event, or undefined if the user is unknown. */
export type Choices = ChoicesRecord | null | undefined;

export interface ChoicesRecord {
  readonly consents?: { readonly purposes?: readonly PurposeRecord[] };
}

interface PurposeRecord {
  readonly id: string;
  readonly enabled?: boolean | null;
  readonly values?: Readonly<Record<string, { readonly value: string }>>;
}

/**
 * New answers by purpose id. Purposes that are not named are unchanged.
 *
 * @example
 * const answers: Answers = { analytics: false, newsletter: { enabled: true, preferences: { topics: ["sport", "culture"] } } };
 */
export type Answers = Readonly<Record<string, boolean | PurposeAnswer>>;

export interface PurposeAnswer {
  /** True: given; false: refused. Absent: the earlier answer is kept. */
  readonly enabled?: boolean;
  /** Chosen value ids by preference id. Each list replaces the earlier one; an empty list withdraws the choice. */
  readonly preferences?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Returns whether this user consented to a purpose: true if given, false if refused, null if not answered, which includes
 * absent purposes and unknown users.
 *
 * Step 4 of Didomi's guide "Collect and operate data".
 */
export function isPurposeEnabled(choices: Choices, purposeId: string): boolean | null {
  const enabled = purposesOf(choices).find(({ id }) => id === purposeId)?.enabled;
  return typeof enabled === "boolean" ? enabled : null;
}

/**
 * Returns whether this user selected a value of a preference. Ids are compared as a whole: `val1` is not `val10`.
 *
 * Step 5 of Didomi's guide "Collect and operate data".
 *
 * @param purposeId searches this purpose only; default: all purposes
 */
export function isValueChosen(choices: Choices, preferenceId: string, valueId: string, purposeId?: string): boolean {
  return getChosenValues(choices, preferenceId, purposeId).includes(valueId);
}

/**
 * Returns the ids of the selected values of a preference, in the order of recording; empty if it was not answered.
 *
 * @param purposeId searches this purpose only; default: all purposes
 */
export function getChosenValues(choices: Choices, preferenceId: string, purposeId?: string): string[] {
  const valueIds = purposesOf(choices)
    .filter(({ id }) => purposeId === undefined || id === purposeId)
    .flatMap(({ values }) =>
      splitIds(isRecord(values) && Object.hasOwn(values, preferenceId) ? values[preferenceId]?.value : undefined),
    );
  return [...new Set(valueIds)];
}

/**
 * Returns the purposes of an event that records these answers.
 *
 * @throws RangeError if a value id contains a comma: it would be recorded as two choices
 */
export function toPurposes(answers: Answers): components["schemas"]["PurposeInput"][] {
  return Object.entries(answers).map(([id, answer]) => {
    const { enabled, preferences }: PurposeAnswer = typeof answer === "boolean" ? { enabled: answer } : answer;
    return {
      id,
      ...(enabled !== undefined && { enabled }),
      ...(preferences !== undefined && { values: toValues(preferences) }),
    };
  });
}

function toValues(preferences: Readonly<Record<string, readonly string[]>>): Record<string, { value: string }> {
  return Object.fromEntries(
    Object.entries(preferences).map(([preferenceId, valueIds]) => {
      const split = valueIds.find((id) => id.includes(","));
      if (split !== undefined) throw new RangeError(`The value id "${split}" contains a comma, which separates ids.`);
      return [preferenceId, { value: valueIds.join(",") }];
    }),
  );
}

const splitIds = (value: unknown): string[] =>
  typeof value === "string" ? value.split(",").filter((id) => id !== "") : [];

/** Returns the purposes of a reply; a server may omit any part or send another type. */
function purposesOf(choices: Choices): PurposeRecord[] {
  const purposes: unknown = choices?.consents?.purposes;
  return Array.isArray(purposes) ? purposes.filter(isRecord) : [];
}
