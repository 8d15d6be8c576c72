import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import type { ArrivedBody, Awaitable, FormField } from "#engine/exchange.ts";
import { mediaTypeOf } from "#engine/media-type.ts";
import { DEEPEST } from "#engine/nesting.ts";

/** A request whose body middleware of Express or its kin has read before: what it has made of it. */
export interface HandledRequest extends IncomingMessage {
  body?: unknown;
  /** The body as it came, where the application keeps it. */
  rawBody?: unknown;
  /** What multer keeps of the files of a form. */
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
 * What they have changed stays changed; an application that keeps `rawBody` loses nothing.
 */
export function takeHandledBody(request: HandledRequest): Awaitable<ArrivedBody> {
  const { body, rawBody } = request;
  if (rawBody instanceof Uint8Array) return rawBody;
  if (body instanceof Uint8Array || typeof body === "string") return body;
  const mediaType = mediaTypeOf(request.headers["content-type"]) ?? "";
  if (mediaType === "multipart/form-data") return takeMultipart(request);
  if (mediaType === "application/x-www-form-urlencoded" && typeof body === "object")
    return { fields: body !== null && isFlat(body) ? [...listed(body)] : [...flatten("", body)] };
  // For an empty body, middleware makes up an object.
  return request.headers["content-length"] === "0" ? "" : toJson(body);
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

/** The fields of a form whose brackets have been resolved. Lists keep the numbers of their items. */
function* flatten(name: string, value: unknown): Generator<readonly [string, string]> {
  if (typeof value === "string") yield [name, value];
  else if (typeof value === "object" && value !== null)
    for (const [key, member] of Object.entries(value)) yield* flatten(name === "" ? key : `${name}[${key}]`, member);
}

/** Fields first: in which order files stood among them, nobody knows any more. */
async function takeMultipart({ body, file, files }: HandledRequest): Promise<ArrivedBody> {
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
