import { type ArrivedBody, type Awaitable, type FormField, type Headers, headerOf } from "./exchange.ts";
import { defineLate } from "./late.ts";
import { mediaTypeOf, parameterOf } from "./media-type.ts";

/** What undoes a content coding (RFC 9110, 8.4). */
export type ContentCoding = "gzip" | "deflate";

/** How a provider's framework reads bodies, before anybody looks at what they should hold. */
export interface BodyReading {
  /** Whether `multipart/form-data` is read as a form. Default: it is a media type like any other. */
  readonly multipart?: boolean;
  /** Content codings that are undone; any other is refused. Default: none. */
  readonly inflates?: readonly ContentCoding[];
  /** The encoding by which text in a charset is read, as `TextDecoder` knows it; `undefined`: it is refused. Default: UTF-8 alone. */
  readonly encodingOf?: (charset: string) => string | undefined;
  /** Whether a byte order mark is skipped. Default: it is, as parsers may (RFC 8259, 8.1). */
  readonly skipsMark?: boolean;
  /** Whether JSON that is no UTF-8 is read with what is broken replaced. Default: it is refused. */
  readonly replacesBroken?: boolean;
}

/** A body as it can be parsed. */
export interface ReadableBody {
  /** What the journal keeps: characters that it has not got stand for bytes that are none. */
  readonly text: string;
  /** Of a form that has been taken apart already. */
  readonly fields?: readonly FormField[];
  /** Why it cannot be read. */
  readonly defect?: BodyDefect;
}

/** What keeps a body from being read, whatever it should hold. */
export type BodyDefect =
  | { readonly kind: "coding"; readonly coding: string }
  | { readonly kind: "charset"; readonly charset: string }
  | { readonly kind: "characters" }
  | { readonly kind: "form"; readonly detail: string }
  | { readonly kind: "data"; readonly detail: string };

export const MULTIPART = "multipart/form-data";

const NO_READING: BodyReading = Object.freeze({});
const multipart = defineLate(() => import("./multipart.ts"));
const inflation = defineLate(() => import("./inflate.ts"));

/**
 * Undoes content coding and charset, and takes a multipart form apart. Never throws: what cannot be read says why.
 *
 * @param limitBytes of the body as it stands inside its content coding
 * @returns `undefined` if the body is larger than that
 */
export function readArrived(
  arrived: ArrivedBody,
  headers: Headers,
  limitBytes: number,
  reading: BodyReading = NO_READING,
): Awaitable<ReadableBody | undefined> {
  // UTF-8 needs at most three bytes for each UTF-16 unit: only texts near the limit are measured.
  if (typeof arrived === "string")
    return arrived.length * 3 > limitBytes && encoder.encode(arrived).length > limitBytes
      ? undefined
      : readText(arrived, headers, reading);
  if (!(arrived instanceof Uint8Array)) return readFields(arrived.fields, limitBytes);
  if (arrived.length > limitBytes) return undefined;
  const coding = headerOf(headers, "content-encoding")?.trim().toLowerCase();
  if (coding === undefined || coding === "" || coding === "identity") return readBytes(arrived, headers, reading);
  const known = reading.inflates?.find((each) => each === coding);
  if (known === undefined) return { text: decoders.replacing.decode(arrived), defect: { kind: "coding", coding } };
  return inflateAndRead(arrived, known, headers, limitBytes, reading);
}

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
    const charset = parameterOf(contentType, "charset")?.toLowerCase();
    if (charset !== undefined && charset !== "" && charset !== "utf-8" && charset !== "utf8")
      return readInCharset(bytes, charset, reading);
  }
  return readUtf8(bytes, reading);
}

/** Text that has been decoded before. */
function readText(
  text: string,
  headers: Headers,
  { multipart: readsParts, skipsMark = true }: BodyReading,
): Awaitable<ReadableBody> {
  const contentType = readsParts === true ? headerOf(headers, "content-type") : undefined;
  return contentType !== undefined && mediaTypeOf(contentType) === MULTIPART
    ? readMultipart(encoder.encode(text), contentType)
    : { text: skipMark(text, skipsMark) };
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

/** Fields that were taken apart before. Their text is that of a form; of a file it has the name. */
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
