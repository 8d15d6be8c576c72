import { strip } from "#engine/basics/strip.ts";
import { setMember } from "#engine/basics/table.ts";
import { TRIM_EXEMPT } from "./assumptions.ts";

export type Fields = Readonly<Record<string, unknown>>;

/**
 * Normalizes a body as Laravel does before validation: trims text, turns blank text into null. Empty fields are dropped,
 * and a body that is not an object has no fields, so handlers and rules have one kind of absence. Unchanged parts are
 * shared with the body, not copied.
 */
export function normalizeBody(body: unknown): Fields {
  const fields: Record<string, unknown> = {};
  const members = toMembers(body);
  for (const name in members) {
    const sent = members[name];
    if (TRIM_EXEMPT.includes(name) || (PASSWORDS.includes(name) && typeof sent === "string")) {
      if (sent !== null && sent !== "") setMember(fields, name, sent);
      continue;
    }
    const value = normalize(sent);
    if (!isNothing(value)) setMember(fields, name, value);
  }
  const { subject } = fields;
  // PHP does not distinguish lists from objects: fields named 0, 1, … are a valid subject.
  if (Array.isArray(subject)) fields["subject"] = { ...subject };
  return fields;
}

/** Fields that a new Laravel application does not trim. */
const PASSWORDS: readonly string[] = ["current_password", "password", "password_confirmation"];

/** PHP converts any JSON to an array: a list has fields named 0, 1, …, and a single value is named 0. */
function toMembers(body: unknown): Fields {
  if (isObject(body)) return body;
  if (body === undefined || body === null) return {};
  return { ...(Array.isArray(body) ? body : [body]) };
}

/** The same for a query, of which no field is exempt. */
export function normalizeQuery(query: Fields): Fields {
  const fields: Record<string, unknown> = {};
  for (const name in query)
    setMember(fields, name, PASSWORDS.includes(name) ? query[name] || null : normalize(query[name]));
  return fields;
}

// PHP's `trim` removes space, tab, line feed, carriage return, NUL, vertical tab. JavaScript's removes more.
const SPACES: readonly number[] = [32, 9, 10, 13, 0, 11];
const isSpace = (code: number): boolean => SPACES.includes(code);
const LAST_SPACE = 32;

/** Most text needs no trimming, and checking its ends is faster than a search. */
function trim(text: string): string {
  const isPlain = text.charCodeAt(0) > LAST_SPACE && text.charCodeAt(text.length - 1) > LAST_SPACE;
  return isPlain ? text : strip(text, isSpace);
}

function normalize(value: unknown): unknown {
  if (typeof value === "string") return trim(value) || null;
  if (Array.isArray(value)) return normalizeItems(value);
  return isObject(value) ? normalizeMembers(value) : value;
}

function normalizeItems(items: readonly unknown[]): readonly unknown[] {
  let normalized: unknown[] | undefined;
  for (let index = 0; index < items.length; index += 1) {
    const value = normalize(items[index]);
    if (value === items[index]) continue;
    normalized ??= [...items];
    normalized[index] = value;
  }
  return normalized ?? items;
}

function normalizeMembers(members: Fields): Fields {
  let normalized: Record<string, unknown> | undefined;
  for (const name in members) {
    const value = normalize(members[name]);
    if (value === members[name]) continue;
    normalized ??= { ...members };
    setMember(normalized, name, value);
  }
  return normalized ?? members;
}

/** Whether Laravel's `required` treats a value as absent. */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  // The keys of a list are not asked for: there may be tens of thousands.
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const FORM = "application/x-www-form-urlencoded";

/** Any content type but JSON is read as a form, as in PHP. */
export const bodyMediaType = (contentType: string | undefined): string =>
  contentType?.toLowerCase().includes("json") ? "application/json" : FORM;
