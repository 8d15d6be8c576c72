import type { components } from "#generated/didomi/types.ts";

/** Whatever choices are read from: a user, an event, or nothing when the user is unknown. */
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
 * New answers by purpose id. Purposes that are not named stay as they are.
 *
 * @example
 * const answers: Answers = { analytics: false, newsletter: { enabled: true, preferences: { topics: ["sport", "culture"] } } };
 */
export type Answers = Readonly<Record<string, boolean | PurposeAnswer>>;

export interface PurposeAnswer {
  /** True given, false refused. Absent: the earlier answer stays. */
  readonly enabled?: boolean;
  /** Chosen value ids by preference id. Each list replaces the earlier one whole; an empty one takes the choice back. */
  readonly preferences?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Has this user consented to that purpose? True is given, false is refused, null is not answered: a purpose that is
 * absent was not answered, and neither was any by an unknown user.
 *
 * Step 4 of Didomi's guide "Collect and operate data".
 */
export function isPurposeEnabled(choices: Choices, purposeId: string): boolean | null {
  const enabled = purposesOf(choices).find(({ id }) => id === purposeId)?.enabled;
  return typeof enabled === "boolean" ? enabled : null;
}

/**
 * Has this user selected that value of that preference? Ids are compared whole: `val1` is not `val10`.
 *
 * Step 5 of Didomi's guide "Collect and operate data".
 *
 * @param purposeId looks under this purpose only; default: under all of them
 */
export function isValueChosen(choices: Choices, preferenceId: string, valueId: string, purposeId?: string): boolean {
  return getChosenValues(choices, preferenceId, purposeId).includes(valueId);
}

/**
 * The ids of the selected values of a preference, in the order they were recorded; none when it was not answered.
 *
 * @param purposeId looks under this purpose only; default: under all of them
 */
export function getChosenValues(choices: Choices, preferenceId: string, purposeId?: string): string[] {
  const valueIds = purposesOf(choices)
    .filter(({ id }) => purposeId === undefined || id === purposeId)
    .flatMap(({ values }) =>
      splitIds(isObject(values) && Object.hasOwn(values, preferenceId) ? values[preferenceId]?.value : undefined),
    );
  return [...new Set(valueIds)];
}

/**
 * The purposes of an event that records these answers.
 *
 * @throws RangeError when a value id holds a comma: it would be recorded as two choices
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
      if (split !== undefined) throw new RangeError(`the value id "${split}" holds a comma, which separates ids`);
      return [preferenceId, { value: valueIds.join(",") }];
    }),
  );
}

const splitIds = (value: unknown): string[] =>
  typeof value === "string" ? value.split(",").filter((id) => id !== "") : [];

/** What a server sent may lack any part, or have another in its place. */
function purposesOf(choices: Choices): PurposeRecord[] {
  const purposes: unknown = choices?.consents?.purposes;
  return Array.isArray(purposes) ? purposes.filter(isObject) : [];
}

const isObject = <Value>(value: Value): value is Value & object => typeof value === "object" && value !== null;
