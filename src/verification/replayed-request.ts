import { mediaTypeOf } from "#engine/basics/media-type.ts";
import { REDACTED } from "#engine/journal/secret-names.ts";
import type { RecordedExchange } from "./har-file.ts";
import { readJsonText } from "./read-json.ts";
import { isRedacted } from "./value-format.ts";

/** A request to the mock; the path is the provider's own. */
export interface ReplayedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | undefined;
}

/** Headers that describe the connection, or would change the target. */
const OMITTED = [
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "accept-encoding",
  "x-standin-world",
  "if-none-match",
  "if-modified-since",
];

/** Translates the values of a recorded request to those of the mock. */
export function toReplayedRequest(
  { method, url, headers, body }: Pick<RecordedExchange, "method" | "url" | "headers" | "body">,
  path: string,
  translate: (text: string) => string,
): ReplayedRequest {
  const kept = Object.entries(headers).filter(([name]) => !OMITTED.includes(name));
  const contentType = [headers["content-type"]].flat()[0];
  return {
    method,
    path: path
      .split("/")
      .map((segment) => translateEncoded(segment, translate))
      .join("/"),
    query: translatePairs(url.search.slice(1), translate),
    headers: Object.fromEntries(
      kept.map(([name, value]) => [name, isLost(name, value) ? REDACTED : translateHeader(value, translate)]),
    ),
    ...(body !== undefined && { body: translateBody(body, contentType, translate) }),
  };
}

/** Whether credentials are fully or partly redacted. The mock accepts any credentials, and must not accept these. */
const isLost = (name: string, value: string | readonly string[]): boolean =>
  name === "authorization" && isRedacted([value].flat()[0]);

function translateHeader(
  value: string | readonly string[],
  translate: (text: string) => string,
): string | readonly string[] {
  if (typeof value !== "string") return value.map((each) => translateHeader(each, translate) as string);
  const [scheme = ""] = /^bearer\s+/i.exec(value) ?? [];
  return scheme + translate(value.slice(scheme.length));
}

/** Translates an encoded text; parts that are not translated keep their encoding. */
function translateEncoded(text: string, translate: (text: string) => string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text.replaceAll("+", "%20"));
  } catch {
    return text;
  }
  const translated = translate(decoded);
  return translated === decoded ? text : encodeURIComponent(translated);
}

const translatePairs = (text: string, translate: (text: string) => string): string =>
  text
    .split("&")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? pair : pair.slice(0, at + 1) + translateEncoded(pair.slice(at + 1), translate);
    })
    .join("&");

function translateBody(body: string, contentType: string | undefined, translate: (text: string) => string): string {
  if (mediaTypeOf(contentType) === "application/x-www-form-urlencoded") return translatePairs(body, translate);
  const value = readJsonText(body);
  if (value === undefined) return translate(body);
  const translated = JSON.stringify(translateValue(value, translate));
  // Unchanged bodies keep their exact text.
  return translated === JSON.stringify(value) ? body : translated;
}

function translateValue(value: unknown, translate: (text: string) => string): unknown {
  if (typeof value === "string") return translate(value);
  if (Array.isArray(value)) return value.map((each) => translateValue(each, translate));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, translateValue(each, translate)]));
}
