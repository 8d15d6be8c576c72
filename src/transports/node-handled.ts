import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { isBytes } from "#engine/basics/bytes.ts";
import { mediaTypeOf } from "#engine/basics/media-type.ts";
import { DEEPEST } from "#engine/basics/nesting.ts";
import { type Table, toTable } from "#engine/basics/table.ts";
import type { ArrivedBody, Awaitable, FormField, FormFields } from "#engine/contract/exchange.ts";
import { declaredBytesOf } from "./node-headers.ts";

/** A request whose body middleware (of Express or similar frameworks) has already read. */
export interface HandledRequest extends IncomingMessage {
  body?: unknown;
  /** The raw body, if the application keeps it. */
  rawBody?: unknown;
  /** Files of a form, as multer stores them. */
  file?: unknown;
  files?: unknown;
}

/** A file as multer describes it: in memory, or stored under a path. */
interface UploadedFile {
  readonly fieldname: string;
  readonly originalname: string;
  readonly mimetype: string;
  readonly buffer?: Uint8Array;
  readonly path?: string;
}

/**
 * What middleware has read of a body, as it stood on the wire: `express.json()`, `urlencoded()`, `text()`, `raw()` and multer.
 * What they have changed stays changed; of a body that the application keeps as `rawBody`, that is the content coding.
 */
export async function takeHandledBody(request: HandledRequest): Promise<ArrivedBody> {
  const kept = keptOf(request);
  if (isBytes(kept) && isAsOnWire(kept, request)) return kept;
  const decoded = kept ?? (await rebuild(request));
  return { decoded, wireBytes: declaredBytesOf(request) };
}

/** Returns the whole body as bytes or text, if the application has kept it so. */
function keptOf(request: HandledRequest): Uint8Array | string | undefined {
  const { body, rawBody } = request;
  if (isWhole(rawBody) && rawBody.length > 0 && !isSpoilt(rawBody, request)) return rawBody;
  return isWhole(body) ? body : undefined;
}

const isWhole = (value: unknown): value is Uint8Array | string => typeof value === "string" || isBytes(value);

/** Whether text was joined from separately decoded chunks, which breaks characters, and a better source exists. */
const isSpoilt = (kept: Uint8Array | string, request: HandledRequest): boolean =>
  typeof kept === "string" &&
  request.body !== undefined &&
  kept.includes("\uFFFD") &&
  Buffer.byteLength(kept) !== declaredBytesOf(request);

/**
 * Whether bytes still have their content coding: parsers decode it before they hand out bytes, while listeners on the request
 * itself get encoded ones. Bytes without any content coding can only come from a listener.
 */
function isAsOnWire(bytes: Uint8Array, request: HandledRequest): boolean {
  const coding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (coding === "" || coding === "identity") return true;
  const isCoded = CODED[coding];
  // Every provider refuses any other.
  if (isCoded === undefined) return false;
  const declaredBytes = declaredBytesOf(request);
  if (declaredBytes !== undefined && declaredBytes !== bytes.length) return false;
  return isCoded(bytes) || (declaredBytes !== undefined && request.body === undefined);
}

/** How what has a content coding begins (RFC 1952, 2.3.1; RFC 1950, 2.2). */
const CODED: Table<Record<string, (bytes: Uint8Array) => boolean>> = toTable({
  gzip: ([first, second]: Uint8Array) => first === 0x1f && second === 0x8b,
  deflate: ([first = 0, second = 0]: Uint8Array) => (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0,
});

/** What a body was parsed from, as near as may be. */
function rebuild(request: HandledRequest): Awaitable<string | FormFields> {
  const { body, headers } = request;
  const mediaType = mediaTypeOf(headers["content-type"]) ?? "";
  if (mediaType === "multipart/form-data") return takeMultipart(request);
  if (mediaType === "application/x-www-form-urlencoded" && typeof body === "object")
    return { fields: body !== null && isFlat(body) ? [...listed(body)] : [...flatten("", body)] };
  // For an empty body, middleware sets an empty object.
  return headers["content-length"] === "0" ? "" : toJson(body);
}

/** What is too deep to be written is refused as any text that deep is. */
function toJson(body: unknown): string {
  try {
    return JSON.stringify(body) ?? "";
  } catch (error) {
    if (error instanceof RangeError) return TOO_DEEP;
    throw error;
  }
}

const TOO_DEEP = "[".repeat(4 * DEEPEST);

/**
 * Whether the names in a form stand there as they were sent, as `urlencoded({ extended: false })` leaves them: with brackets, or
 * with nothing that only brackets could have made. A list is then a name that came again.
 */
const isFlat = (body: object): boolean =>
  Object.keys(body).some((name) => name.includes("[")) || !Object.values(body).some(isOfBrackets);

const isOfBrackets = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length < 2 || value.some((each) => typeof each === "object")
    : typeof value === "object" && value !== null;

/** The fields of such a form. */
function* listed(body: object): Generator<readonly [string, string]> {
  for (const [name, value] of Object.entries(body))
    for (const each of [value].flat()) if (typeof each === "string") yield [name, each];
}

/** Yields the fields of a form whose brackets have been resolved. List items are named by their positions. */
function* flatten(name: string, value: unknown): Generator<readonly [string, string]> {
  if (typeof value === "string") yield [name, value];
  else if (typeof value === "object" && value !== null)
    for (const [key, member] of Object.entries(value)) yield* flatten(name === "" ? key : `${name}[${key}]`, member);
}

/** Returns fields first, then files: their order in the original form is lost. */
async function takeMultipart({ body, file, files }: HandledRequest): Promise<FormFields> {
  const uploaded = [file, files]
    .flatMap((each) => (typeof each === "object" && each !== null && !isUploaded(each) ? Object.values(each) : each))
    .flat()
    .filter(isUploaded);
  const kept = uploaded.map(async ({ fieldname, originalname, mimetype, buffer, path }): Promise<FormField> => {
    const bytes = buffer ?? (path === undefined ? new Uint8Array() : await readFile(path));
    return [fieldname, { filename: originalname, type: mimetype, bytes }];
  });
  return { fields: [...flatten("", body), ...(await Promise.all(kept))] };
}

const isUploaded = (value: unknown): value is UploadedFile =>
  typeof value === "object" && value !== null && "fieldname" in value && "originalname" in value;
