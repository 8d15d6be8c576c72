import { type ExchangeReply, type Headers, isStream } from "../contract/exchange.ts";
import type { RefusalRecord } from "../contract/refusal.ts";
import type { WriteRecord } from "../state/images.ts";
import type { TrailPoint } from "./secret-trail.ts";

/**
 * What the engine records: references only, so that recording is cheap. The request itself is not among them, as its body's
 * reader would keep the connection's buffers alive. The journal owns a recorded entry: the caller must not use it afterwards.
 */
export interface RawEntry extends RawRequest {
  readonly atMs: number;
  readonly provider: string;
  readonly operationId: string | undefined;
  readonly status: number;
  replyHeaders: Headers;
  replyBody: ExchangeReply["body"];
  readonly fault: string | undefined;
  readonly refusal: RefusalRecord | undefined;
  changes: readonly WriteRecord[];
  changesOmitted: number;
  readonly unread: readonly string[] | undefined;
}

export interface RawRequest {
  /** The point of the world's secret trail at which the exchange began. */
  readonly trail: TrailPoint;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly method: string;
  path: string;
  query: string;
  requestHeaders: Headers;
  requestBody: string | undefined;
}

// A longer body is not stored: the journal shows its length only.
const LONGEST_BODY = 65_536;

// What an exchange takes besides its texts, and a violation, whose texts are short.
const ENTRY_BYTES = 400;
const VIOLATION_BYTES = 400;

/** What an entry takes without its changes. What it shares with the one before is counted there. */
export function sizeOf(entry: RawEntry, before: RawEntry | undefined): number {
  let size = ENTRY_BYTES;
  if (entry.path !== before?.path) size += entry.path.length;
  if (entry.query !== before?.query) size += entry.query.length;
  if (entry.requestBody !== before?.requestBody) size += lengthOf(entry.requestBody);
  if (entry.replyBody !== before?.replyBody) size += lengthOf(entry.replyBody);
  if (entry.requestHeaders !== before?.requestHeaders) size += lengthOfAll(entry.requestHeaders);
  if (entry.replyHeaders !== before?.replyHeaders) size += lengthOfAll(entry.replyHeaders);
  if (entry.refusal?.violations !== undefined) size += entry.refusal.violations.length * VIOLATION_BYTES;
  if (entry.unread !== undefined) for (const pointer of entry.unread) size += pointer.length;
  return size;
}

/** What the changed rows of an entry take, before and after. Where that is too much they are dropped. */
export function sizeOfChanges(entry: RawEntry, mostBytes: number): number {
  let size = 0;
  for (const { bytes, beforeBytes } of entry.changes) size += bytes + beforeBytes;
  if (size <= mostBytes) return size;
  entry.changesOmitted = entry.changes.length;
  entry.changes = [];
  return 0;
}

function lengthOfAll(headers: Headers): number {
  let length = 0;
  for (const name in headers) {
    const value = headers[name];
    length += name.length;
    if (typeof value === "string") length += value.length;
    else if (value !== undefined) for (const each of value) length += each.length;
  }
  return length;
}

const lengthOf = (body: ExchangeReply["body"]): number => (body === undefined || isStream(body) ? 0 : body.length);

export function shorten<Body extends ExchangeReply["body"]>(body: Body): Body | string {
  const length = lengthOf(body);
  if (length <= LONGEST_BODY) return body;
  return `(${length} ${typeof body === "string" ? "characters" : "bytes"}, not kept)`;
}

/**
 * What an exchange has in common with the one before it is kept once. A client sends the same headers with every request,
 * and hundreds of exchanges that each hold their own are what the garbage collector would be busy with most.
 */
export function shareWith(before: RawEntry, entry: RawEntry): void {
  if (entry.path === before.path) entry.path = before.path;
  if (entry.query === before.query) entry.query = before.query;
  if (entry.requestBody === before.requestBody) entry.requestBody = before.requestBody;
  if (entry.replyBody === before.replyBody) entry.replyBody = before.replyBody;
  if (isSame(before.requestHeaders, entry.requestHeaders)) entry.requestHeaders = before.requestHeaders;
  if (isSame(before.replyHeaders, entry.replyHeaders)) entry.replyHeaders = before.replyHeaders;
}

/** The header of a reply that says which exchange it ends: `<world>/<number>`. */
export const EXCHANGE_HEADER = "x-standin-exchange";

/** Compares headers, all but the one that is set after an entry has been recorded and differs in each. */
function isSame(a: Headers, b: Headers): boolean {
  let more = 0;
  for (const name in a) {
    if (name === EXCHANGE_HEADER) continue;
    if (!Object.hasOwn(b, name) || a[name] !== b[name]) return false;
    more += 1;
  }
  for (const name in b) if (name !== EXCHANGE_HEADER) more -= 1;
  return more === 0;
}
