import { isBytes } from "../basics/bytes.ts";
import { defineLate } from "../basics/late.ts";
import { mediaTypeOf, parameterOf } from "../basics/media-type.ts";
import { type BodyReading, type ContentCoding, MULTIPART, type ReadableBody } from "../contract/body-reading.ts";
import {
  type ArrivedBody,
  type Awaitable,
  type DecodedBody,
  type FormField,
  type Headers,
  headerOf,
} from "../contract/exchange.ts";

const NO_READING: BodyReading = Object.freeze({});
const multipart = defineLate(() => import("./multipart.ts"));
const inflation = defineLate(() => import("./inflate.ts"));

/**
 * Decodes content coding and charset, and parses a multipart form. Never throws: an unreadable body has a `defect`.
 *
 * @param limitBytes the limit for the decoded body
 * @returns `undefined` if the body is larger
 */
export function readArrived(
  arrived: ArrivedBody,
  headers: Headers,
  limitBytes: number,
  reading: BodyReading = NO_READING,
): Awaitable<ReadableBody | undefined> {
  if (!isBytes(arrived))
    return readDecoded(
      typeof arrived === "object" && "decoded" in arrived ? arrived : { decoded: arrived },
      headers,
      limitBytes,
      reading,
    );
  if (arrived.length > limitBytes) return undefined;
  const coding = codingOf(headers);
  if (coding === undefined) return readBytes(arrived, headers, reading);
  const known = reading.inflates?.find((each) => each === coding);
  return known === undefined
    ? refuseCoding(arrived, coding)
    : inflateAndRead(arrived, known, headers, limitBytes, reading);
}

/** Returns the content coding of a body; `undefined`: none. */
function codingOf(headers: Headers): string | undefined {
  const coding = headerOf(headers, "content-encoding")?.trim().toLowerCase();
  return coding === "" || coding === "identity" ? undefined : coding;
}

const refuseCoding = (content: string | Uint8Array, coding: string): ReadableBody => ({
  text: typeof content === "string" ? content : decoders.replacing.decode(content),
  defect: { kind: "coding", coding },
});

/** Reads a body that middleware has decoded, but refuses codings and charsets that the provider would refuse. */
function readDecoded(
  { decoded, wireBytes }: DecodedBody,
  headers: Headers,
  limitBytes: number,
  reading: BodyReading,
): Awaitable<ReadableBody | undefined> {
  const coding = codingOf(headers);
  const isRefused = coding !== undefined && !reading.inflates?.some((each) => each === coding);
  // An inflated body counts with its decoded size; any other with its size on the wire, if known.
  const most = wireBytes !== undefined && (coding === undefined || isRefused) ? Number.POSITIVE_INFINITY : limitBytes;
  if (typeof decoded === "string") {
    if (isLongerThan(most, decoded)) return undefined;
    return isRefused ? refuseCoding(decoded, coding) : readText(decoded, headers, reading);
  }
  if (isBytes(decoded)) {
    if (decoded.length > most) return undefined;
    return isRefused ? refuseCoding(decoded, coding) : readBytes(decoded, headers, reading);
  }
  const read = readFields(decoded.fields, most);
  return read !== undefined && isRefused ? refuseCoding(read.text, coding) : read;
}

// UTF-8 needs at most three bytes for each UTF-16 unit: only texts near the limit are measured.
const isLongerThan = (limitBytes: number, text: string): boolean =>
  text.length * 3 > limitBytes && encoder.encode(text).length > limitBytes;

async function inflateAndRead(
  bytes: Uint8Array,
  coding: ContentCoding,
  headers: Headers,
  limitBytes: number,
  reading: BodyReading,
): Promise<ReadableBody | undefined> {
  await inflation.load();
  const inflated = await inflation.get().inflate(bytes, coding, limitBytes);
  if (inflated === "too large") return undefined;
  if (inflated === "broken")
    return { text: "", defect: { kind: "data", detail: `it is announced as ${coding}, and is none` } };
  return readBytes(inflated, headers, reading);
}

function readBytes(bytes: Uint8Array, headers: Headers, reading: BodyReading): Awaitable<ReadableBody> {
  const contentType = headerOf(headers, "content-type");
  if (contentType !== undefined) {
    if (reading.multipart === true && mediaTypeOf(contentType) === MULTIPART) return readMultipart(bytes, contentType);
    const charset = otherCharsetOf(contentType);
    if (charset !== undefined) return readInCharset(bytes, charset, reading);
  }
  return readUtf8(bytes, reading);
}

/** Returns the charset of a media type; `undefined`: none, or UTF-8. */
function otherCharsetOf(contentType: string): string | undefined {
  const charset = parameterOf(contentType, "charset")?.toLowerCase();
  return charset === "" || charset === "utf-8" || charset === "utf8" ? undefined : charset;
}

/** Text that has been decoded before. */
function readText(
  text: string,
  headers: Headers,
  { multipart: readsParts, encodingOf, skipsMark = true }: BodyReading,
): Awaitable<ReadableBody> {
  const contentType = headerOf(headers, "content-type");
  if (contentType !== undefined) {
    if (readsParts === true && mediaTypeOf(contentType) === MULTIPART)
      return readMultipart(encoder.encode(text), contentType);
    const charset = otherCharsetOf(contentType);
    if (charset !== undefined && encodingOf?.(charset) === undefined)
      return { text, defect: { kind: "charset", charset } };
  }
  return { text: skipMark(text, skipsMark) };
}

function readUtf8(bytes: Uint8Array, { skipsMark = true, replacesBroken = false }: BodyReading): ReadableBody {
  const text = skipMark(decoders.replacing.decode(bytes), skipsMark);
  return !replacesBroken && text.includes(REPLACEMENT) && !isUtf8(bytes)
    ? { text, defect: { kind: "characters" } }
    : { text };
}

const skipMark = (text: string, skips: boolean): string => (skips && text.startsWith(MARK) ? text.slice(1) : text);

const MARK = "\uFEFF";
const REPLACEMENT = "\uFFFD";

function readInCharset(bytes: Uint8Array, charset: string, reading: BodyReading): ReadableBody {
  const encoding = reading.encodingOf?.(charset);
  if (encoding === "utf-8") return readUtf8(bytes, reading);
  if (encoding === undefined) return { text: decoders.replacing.decode(bytes), defect: { kind: "charset", charset } };
  // Only "utf-16" has the order of bytes told by a mark, which then is no part of the text (RFC 2781, 4.3).
  const isMarked = charset === "utf-16";
  const label = isMarked && bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : encoding;
  const text = new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
  return { text: skipMark(text, isMarked || (reading.skipsMark ?? true)) };
}

async function readMultipart(bytes: Uint8Array, contentType: string): Promise<ReadableBody> {
  await multipart.load();
  const text = decoders.replacing.decode(bytes);
  const found = multipart.get().readMultipart(bytes, contentType);
  return typeof found === "string" ? { text, defect: { kind: "form", detail: found } } : { text, fields: found };
}

const encoder = new TextEncoder();
const decoders = {
  replacing: new TextDecoder("utf-8", { ignoreBOM: true }),
  refusing: new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }),
};

function isUtf8(bytes: Uint8Array): boolean {
  try {
    decoders.refusing.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Reads fields that middleware has parsed. Their text is that of a URL-encoded form, with the names of files only. */
function readFields(fields: readonly FormField[], limitBytes: number): ReadableBody | undefined {
  const form = new URLSearchParams();
  let fileBytes = 0;
  for (const [name, value] of fields) {
    form.append(name, typeof value === "string" ? value : `(file ${value.filename})`);
    if (typeof value !== "string") fileBytes += value.bytes.length;
  }
  const text = form.toString();
  return text.length + fileBytes > limitBytes ? undefined : { text, fields };
}
