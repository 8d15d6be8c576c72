import { toPointer } from "#engine/basics/json-pointer.ts";
import { REDACTED } from "#engine/journal/secret-names.ts";

/** Placeholders that tools write for removed values. */
const REMOVED = /^[[<({]*\s*(redacted|removed|masked|filtered|hidden|sanitized)\s*[\])>}]*$|^[*•●]{3,}$/i;

/** Whether a value is such a placeholder. */
export const isRedacted = (value: unknown): boolean =>
  typeof value === "string" && (value.includes(REDACTED) || REMOVED.test(value.trim()));

/** Whether a placeholder occurs anywhere in a value. */
export function holdsRedacted(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(holdsRedacted);
  return isRedacted(value);
}

/** Returns the type of a JSON value, as named by JSON Schema. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;
const FORMATS: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  date: /^\d{4}-\d{2}-\d{2}$/,
  JWT: /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/,
  URL: /^https?:\/\//i,
  email: /^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/,
  digits: /^\d+$/,
};

/** Describes the format of a string without showing it; `undefined` if it has no known format. */
export function formatOf(text: string): string | undefined {
  const time = DATE_TIME.exec(text);
  if (time !== null) {
    const [, fraction = ".", zone = "no zone"] = time;
    return `date-time, ${fraction.length - 1} decimals, ${/^[+-]/.test(zone) ? "offset" : zone}`;
  }
  if (text === "") return "empty";
  return Object.keys(FORMATS).find((name) => FORMATS[name]?.test(text));
}

/** Describes a value's type and format; never the value. */
export function describeValue(value: unknown): string {
  const format = typeof value === "string" ? formatOf(value) : undefined;
  return format === undefined ? typeOf(value) : `string (${format})`;
}

const WORD = /^[A-Za-z][\w+. -]{0,39}$/;
const looksRandom = (text: string): boolean =>
  /[A-Za-z0-9_-]{16,}/.test(text) && /\d/.test(text) && /[a-z]/i.test(text);

/** Returns a value if it looks enumerated; otherwise its type and format. */
export function showEnumValue(value: unknown): string {
  if (typeof value === "string")
    return WORD.test(value) && !looksRandom(value) ? JSON.stringify(value) : describeValue(value);
  if (typeof value === "number") return Math.abs(value) < 1000 ? String(value) : typeOf(value);
  return typeof value === "object" && value !== null ? typeOf(value) : String(value);
}

/** Returns a member's name, unless it looks like data. */
export const showName = (name: string): string =>
  name === "*" || (/^[A-Za-z_$][\w$. -]{0,49}$/.test(name) && !looksRandom(name)) ? name : "{…}";

/** Returns a JSON pointer without names that look like data; positions in arrays are `*`. */
export const showPlace = (path: readonly string[]): string => toPointer(path.map(showName));
