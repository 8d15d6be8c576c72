import { StandinError } from "../basics/errors.ts";
import { quoteGiven, quoteName } from "../basics/quote.ts";

const RULE = "A state is an object with the members collections and counters, as it was read;";

/**
 * Checks the form of a state, whichever mock it is for: lists of rows, which are objects, and counters, which are whole numbers.
 *
 * @throws StandinError at the first thing that is of another form
 */
export function checkStateShape(state: unknown): void {
  if (!isObject(state)) throw refusal(`${RULE} ${describe(state)} is none.`);
  const { collections, counters, ...more } = state;
  for (const name of Object.keys(more)) throw refusal(`${RULE} it has no member ${quoteName(name)}.`);
  if (!isObject(collections)) throw refusal(`${RULE} collections is ${describe(collections)}, and no object of lists.`);
  if (!isObject(counters)) throw refusal(`${RULE} counters is ${describe(counters)}, and no object of numbers.`);
  for (const [name, rows] of Object.entries(collections)) {
    if (!Array.isArray(rows)) throw refusal(`collections.${quoteName(name)} is a list of rows, not ${describe(rows)}.`);
    for (const [at, row] of rows.entries())
      if (!isObject(row))
        throw refusal(`collections.${quoteName(name)}.${at} is a row, which is an object, not ${describe(row)}.`);
  }
  for (const [name, value] of Object.entries(counters))
    if (!Number.isSafeInteger(value) || Number(value) < 0)
      throw refusal(
        `counters.${quoteName(name)} is a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not ${describe(value)}.`,
      );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value in a sentence. Texts may be secrets. */
const describe = (value: unknown): string =>
  Array.isArray(value)
    ? "a list"
    : typeof value === "string"
      ? "a text"
      : isObject(value)
        ? "an object"
        : quoteGiven(value);

const refusal = (message: string): StandinError => new StandinError("ERR_STANDIN_INVALID_STATE", message);
