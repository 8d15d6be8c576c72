/** Names from outside may be as long as a body; in a sentence no more of them is shown. */
export const LONGEST_NAME = 200;

/** A text from outside as part of a sentence. */
export const quoteName = (text: string): string =>
  text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;

/** A value that JSON may have turned into text on its way, as part of a sentence: the same before and after. */
export const quoteGiven = (value: unknown): string =>
  typeof value === "number" && Number.isFinite(value) ? String(value) : quoteValue(toText(value));

/** A value as text; what an object says of itself is not asked, unless it is a date. */
export function toText(value: unknown): string {
  const kind = Object.prototype.toString.call(value);
  return typeof value === "object" && value !== null && kind !== "[object Date]" ? kind : String(value);
}

/** A value from outside as part of a sentence: as JSON, where it has any. */
export function quoteValue(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "number") return String(value);
  try {
    return quoteName(JSON.stringify(value) ?? String(value));
  } catch {
    return "a value that cannot be written as JSON";
  }
}
