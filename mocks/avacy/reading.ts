import { parseQuery } from "#engine/decode.ts";
import { type FormField, headerOf } from "#engine/exchange.ts";
import { parseForm, readForm } from "#engine/form.ts";
import { cacheQueries, flattenQuery, type Reading } from "#engine/reading.ts";
import { isSlash, strip } from "#engine/strip.ts";
import { bodyMediaType, isObject, normalizeBody, normalizeQuery } from "./normalize.ts";

/** How Laravel reads requests, which this provider's URLs, replies and dates point to. */
export const reading: Reading = {
  decodePath,
  otherPath: (path) => strip(path, isSlash, "end") || "/",
  methodOf,
  parseQuery: cacheQueries((raw) => flattenQuery(normalizeQuery(readQuery(raw)))),
  // No content coding is undone, charsets are not looked at, and a byte order mark or broken UTF-8 makes JSON unreadable.
  bodyReading: { multipart: true, encodingOf: () => "utf-8", skipsMark: false },
  bodyMediaType,
  // PHP has the files of a form apart from its fields, and none of these operations takes any.
  readForm: (fields) => readForm(withoutFiles(fields)),
  normalizeBody,
};

function* withoutFiles(fields: Iterable<FormField>): Iterable<FormField> {
  for (const field of fields) if (typeof field[1] === "string") yield field;
}

const ENCODED = /(?:%[0-9a-f]{2})+/gi;

/** Decodes a path as a whole: an encoded slash parts it. No route matches bytes that are no text, or ends with a slash. */
function decodePath(path: string): string | undefined {
  try {
    const decoded = path.replaceAll(ENCODED, decodeURIComponent);
    return decoded.endsWith("/") && !path.endsWith("/") ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/** A query that goes beyond PHP's bounds, or has a name that is refused in a form, is split and no more. */
function readQuery(raw: string): Record<string, unknown> {
  try {
    return parseForm(raw);
  } catch {
    return parseQuery(raw);
  }
}

const OVERRIDE = "_method";

/** A POST may say by a header or by a field that it means another method. */
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
