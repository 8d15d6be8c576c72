import { TRIM_EXEMPT } from "./options.ts";

export type Fields = Readonly<Record<string, unknown>>;

/**
 * What Laravel does to a body before it looks at it: trims text, turns blank text into null. A field that holds nothing
 * is dropped, as is everything about a body that has no fields; handlers and rules then know one kind of absence.
 */
export function normalizeBody(body: unknown): Fields {
  const fields: Record<string, unknown> = {};
  if (!isObject(body)) return fields;
  for (const [name, sent] of Object.entries(body)) {
    if (TRIM_EXEMPT.includes(name)) {
      if (sent !== null && sent !== "") fields[name] = sent;
      continue;
    }
    const value = normalize(sent);
    if (!isNothing(value)) fields[name] = value;
  }
  const { subject } = fields;
  // PHP does not tell lists from objects: fields named 0, 1, … are a subject like any other.
  if (Array.isArray(subject)) fields["subject"] = { ...subject };
  return fields;
}

function normalize(value: unknown): unknown {
  if (typeof value === "string") return value.trim() || null;
  if (Array.isArray(value)) return value.map(normalize);
  if (!isObject(value)) return value;
  const normalized: Record<string, unknown> = {};
  for (const name in value) normalized[name] = normalize(value[name]);
  return normalized;
}

/** What Laravel's `required` takes for absent. */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Anything that is not called JSON is read as a form, as PHP does. */
export const bodyMediaType = (contentType: string | undefined): string =>
  contentType?.toLowerCase().includes("json") ? "application/json" : "application/x-www-form-urlencoded";
