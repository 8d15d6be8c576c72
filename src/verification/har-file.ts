import { StandinError } from "#engine/basics/errors.ts";
import { positionOfJsonError } from "#engine/basics/json-position.ts";
import { mediaTypeOf } from "#engine/basics/media-type.ts";

/** A header's values; names are lower case. */
export type RecordedHeaders = Readonly<Record<string, string | readonly string[]>>;

/** One entry of a HAR file, read for comparison. */
export interface RecordedExchange {
  readonly file: string;
  /** Position in the file, from 1. */
  readonly number: number;
  /** Milliseconds since 1970; `undefined` if the file has no time. */
  readonly atMs: number | undefined;
  readonly method: string;
  readonly url: URL;
  readonly headers: RecordedHeaders;
  /** `undefined` if none was sent or, with `isBodyUnknown`, if the file does not contain it. */
  readonly body: string | undefined;
  readonly isBodyUnknown: boolean;
  readonly reply: RecordedReply;
  /** Written by standin itself. */
  readonly isOwn: boolean;
  /** A fault of standin changed it, or the browser answered from its cache. */
  readonly disturbance: "fault" | "cache" | undefined;
}

export interface RecordedReply {
  /** 0 without a reply. */
  readonly status: number;
  /** `undefined` if the file has none. */
  readonly headers: RecordedHeaders | undefined;
  /** Without parameters, lower case. */
  readonly mediaType: string | undefined;
  readonly body: string | undefined;
  readonly isBodyUnknown: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a HAR 1.2 file.
 *
 * @param file the name used in errors and in the report
 * @throws StandinError, which names the place without showing its value, if the text is not JSON, or lacks data that the comparison needs
 */
export function readHar(text: string, file: string): RecordedExchange[] {
  const source = text.replace(/^\uFEFF/, "");
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch {
    const { line, column } = positionOfJsonError(source);
    throw new StandinError("ERR_STANDIN_INVALID_RECORDING", `${file}:${line}:${column}: not valid JSON.`);
  }
  const log = objectAt(file, "log", objectAt(file, "the file", parsed)["log"]);
  const { entries, creator } = log;
  if (!Array.isArray(entries))
    throw new StandinError(
      "ERR_STANDIN_INVALID_RECORDING",
      `${file}: log.entries must be an array; it is ${named(entries)}.`,
    );
  const isOwn = isObject(creator) && creator["name"] === "standin";
  return entries.map((entry, index) => readEntry(file, index, entry, isOwn));
}

function readEntry(file: string, index: number, entry: unknown, isOwn: boolean): RecordedExchange {
  const place = `log.entries[${index}]`;
  const read = objectAt(file, place, entry);
  const request = objectAt(file, `${place}.request`, read["request"]);
  const response = objectAt(file, `${place}.response`, read["response"]);
  const method = textAt(file, `${place}.request.method`, request["method"]).toUpperCase();
  const url = textAt(file, `${place}.request.url`, request["url"]);
  if (!URL.canParse(url))
    throw new StandinError("ERR_STANDIN_INVALID_RECORDING", `${file}: ${place}.request.url is not an absolute URL.`);
  const { status } = response;
  if (typeof status !== "number" || !Number.isInteger(status))
    throw new StandinError(
      "ERR_STANDIN_INVALID_RECORDING",
      `${file}: ${place}.response.status must be an integer; it is ${named(status)}.`,
    );
  const atMs = Date.parse(String(read["startedDateTime"]));
  const replyHeaders = readHeaders(file, `${place}.response.headers`, response["headers"]);
  const reply = readReply(file, place, response, status, replyHeaders, isOwn);
  return {
    file,
    number: index + 1,
    atMs: Number.isNaN(atMs) ? undefined : atMs,
    method,
    url: new URL(url),
    ...readRequest(file, place, request, isOwn),
    reply,
    isOwn,
    disturbance: disturbanceOf(read, status, replyHeaders),
  };
}

function disturbanceOf(entry: Json, status: number, headers: RecordedHeaders): RecordedExchange["disturbance"] {
  if (headers["x-standin-fault"] !== undefined || /^fault /.test(String(entry["comment"] ?? ""))) return "fault";
  return entry["_fromCache"] !== undefined || status === 304 ? "cache" : undefined;
}

type RequestPart = Pick<RecordedExchange, "headers" | "body" | "isBodyUnknown">;

function readRequest(file: string, place: string, request: Json, isOwn: boolean): RequestPart {
  const headers = readHeaders(file, `${place}.request.headers`, request["headers"]);
  const { postData, bodySize } = request;
  if (!isObject(postData)) {
    const isBodyUnknown = (typeof bodySize === "number" && bodySize > 0) || Number(headers["content-length"] ?? 0) > 0;
    return { headers, body: undefined, isBodyUnknown };
  }
  const text = readBodyText(file, `${place}.request.postData`, postData) ?? readForm(postData["params"]);
  if (isOwn && isPlaceholder(text)) return { headers, body: undefined, isBodyUnknown: true };
  const { mimeType } = postData;
  const contentType = typeof mimeType === "string" && mimeType !== "" ? { "content-type": mimeType } : {};
  return { headers: { ...contentType, ...headers }, body: text === "" ? undefined : text, isBodyUnknown: false };
}

/** Builds a form body from `params`, for tools that write no text. */
function readForm(params: unknown): string | undefined {
  if (!Array.isArray(params) || params.length === 0) return undefined;
  const pairs = params.filter(isObject).map(({ name, value }) => [String(name), String(value ?? "")]);
  return new URLSearchParams(pairs).toString();
}

function readReply(
  file: string,
  place: string,
  response: Json,
  status: number,
  headers: RecordedHeaders,
  isOwn: boolean,
): RecordedReply {
  const content = isObject(response["content"]) ? response["content"] : {};
  const text = readBodyText(file, `${place}.response.content`, content);
  const { size, mimeType } = content;
  const isMissing = text === undefined || text === "";
  const isBodyUnknown = isMissing ? Number(size) > 0 || Number(response["bodySize"]) > 0 : isOwn && isPlaceholder(text);
  const hasHeaders = Object.keys(headers).length > 0;
  // Tools invent a type if none was sent: it counts only in files without headers.
  const sent = hasHeaders ? [headers["content-type"]].flat()[0] : mimeType;
  const mediaType = (typeof sent === "string" ? mediaTypeOf(sent) : undefined) ?? "";
  return {
    status,
    headers: hasHeaders ? headers : undefined,
    // Browsers write an invented type for empty bodies.
    mediaType: mediaType === "" || (isMissing && !isBodyUnknown) ? undefined : mediaType,
    body: isMissing || isBodyUnknown ? undefined : text,
    isBodyUnknown,
  };
}

/** The text that standin writes in place of a body it did not store. */
const isPlaceholder = (text: string | undefined): boolean =>
  text !== undefined && /^\((\d+ (bytes|characters)(, not kept)?|a stream)\)$/.test(text);

function readBodyText(file: string, place: string, { text, encoding }: Json): string | undefined {
  if (text === undefined || text === null) return undefined;
  if (typeof text !== "string")
    throw new StandinError(
      "ERR_STANDIN_INVALID_RECORDING",
      `${file}: ${place}.text must be a string; it is ${named(text)}.`,
    );
  return encoding === "base64" ? Buffer.from(text, "base64").toString("utf8") : text;
}

/** Returns headers by lower-case name, without the pseudo-headers of HTTP/2. */
function readHeaders(file: string, place: string, given: unknown): RecordedHeaders {
  if (given === undefined) return {};
  if (!Array.isArray(given))
    throw new StandinError(
      "ERR_STANDIN_INVALID_RECORDING",
      `${file}: ${place} must be an array; it is ${named(given)}.`,
    );
  const headers = new Map<string, string[]>();
  given.forEach((each: unknown, index) => {
    const pair = objectAt(file, `${place}[${index}]`, each);
    const name = textAt(file, `${place}[${index}].name`, pair["name"]).toLowerCase();
    if (name.startsWith(":")) return;
    // Chrome joins the cookies of a reply with line breaks.
    const values = headers.get(name) ?? [];
    for (const value of String(pair["value"] ?? "").split("\n")) values.push(value);
    headers.set(name, values);
  });
  const toValue = (values: string[]): string | string[] => (values.length === 1 ? (values[0] ?? "") : values);
  return Object.fromEntries([...headers].map(([name, values]) => [name, toValue(values)]));
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function objectAt(file: string, place: string, value: unknown): Json {
  if (!isObject(value))
    throw new StandinError(
      "ERR_STANDIN_INVALID_RECORDING",
      `${file}: ${place} must be an object; it is ${named(value)}.`,
    );
  return value;
}

function textAt(file: string, place: string, value: unknown): string {
  if (typeof value !== "string")
    throw new StandinError(
      "ERR_STANDIN_INVALID_RECORDING",
      `${file}: ${place} must be a string; it is ${named(value)}.`,
    );
  return value;
}

function named(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
