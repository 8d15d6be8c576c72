import { isSlash, strip } from "#engine/basics/strip.ts";
import { type FormField, headerOf } from "#engine/contract/exchange.ts";
import { cacheQueries, flattenQuery, type Reading } from "#engine/contract/reading.ts";
import { parseQuery } from "#engine/kit/decode.ts";
import { parseForm, readForm } from "#engine/kit/form.ts";
import { bodyMediaType, isObject, normalizeBody, normalizeQuery } from "./normalize.ts";

/** Request parsing as in Laravel, the framework that this provider's URLs, replies and dates suggest. */
export const reading: Reading = {
  decodePath,
  otherPath: (path) => strip(path, isSlash, "end") || "/",
  methodOf,
  parseQuery: cacheQueries((raw) => flattenQuery(normalizeQuery(readQuery(raw)))),
  // Content codings are not decoded, charsets are ignored, and a byte order mark or invalid UTF-8 makes JSON unreadable.
  bodyReading: { multipart: true, encodingOf: () => "utf-8", skipsMark: false },
  bodyMediaType,
  // PHP keeps the files of a form separate from its fields, and no operation accepts files.
  readForm: (fields) => readForm(withoutFiles(fields)),
  normalizeBody,
};

function* withoutFiles(fields: Iterable<FormField>): Iterable<FormField> {
  for (const field of fields) if (typeof field[1] === "string") yield field;
}

const ENCODED = /(?:%[0-9a-f]{2})+/gi;

/** Decodes a path as a whole: an encoded slash separates segments. Routes match no invalid UTF-8 and no trailing slash. */
function decodePath(path: string): string | undefined {
  try {
    const decoded = path.replaceAll(ENCODED, decodeURIComponent);
    return decoded.endsWith("/") && !path.endsWith("/") ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/** A query beyond PHP's limits, or with a name that is refused in a form, is only split into pairs. */
function readQuery(raw: string): Record<string, unknown> {
  try {
    return parseForm(raw);
  } catch {
    return parseQuery(raw);
  }
}

const OVERRIDE = "_method";

/** A POST may override its method by a header or a field. */
function methodOf({ method, headers, query }: Parameters<NonNullable<Reading["methodOf"]>>[0], body?: unknown): string {
  if (method !== "POST") return method;
  const named = headerOf(headers, "x-http-method-override");
  if (named !== undefined && named !== "") return named.toUpperCase();
  const inBody = isObject(body) ? body[OVERRIDE] : undefined;
  if (typeof inBody === "string") return inBody.trim().toUpperCase() || method;
  if (!query.includes(OVERRIDE)) return method;
  const inQuery = readQuery(query)[OVERRIDE];
  return typeof inQuery === "string" ? inQuery.trim().toUpperCase() || method : method;
}
