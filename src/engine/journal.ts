import { type Change, toChanges } from "./collections.ts";
import { type ExchangeReply, type Headers, isStream } from "./exchange.ts";
import type { WriteRecord } from "./images.ts";
import { redactBody, redactForm, redactNamed, redactPath, redactWithin } from "./redact.ts";
import { type RefusalRecord, type RefusingStage, toReasons } from "./refusal.ts";

/** One exchange as the journal shows it. Secrets are replaced. */
export interface JournalEntry {
  /** Rises by one with every exchange of the world, from 1. */
  readonly number: number;
  /** World time, milliseconds since 1970. */
  readonly atMs: number;
  readonly provider: string;
  /** `undefined` when no operation matched. */
  readonly operationId: string | undefined;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: string;
    readonly headers: Headers;
    readonly body: string | undefined;
  };
  readonly reply: {
    /** 0 when the connection broke off before there was a reply. */
    readonly status: number;
    readonly headers: Headers;
    readonly body: string | undefined;
  };
  /** The id of the fault that disturbed it, if any. */
  readonly fault: string | undefined;
  /** Why it was refused; `undefined` when it was not. */
  readonly refusal: JournalRefusal | undefined;
  /** What it changed in the state, in order. */
  readonly changes: readonly Change[];
  /** Members of the request that no handler read, as JSON pointers; `undefined` unless the world is traced. */
  readonly unread: readonly string[] | undefined;
}

/** Which stage refused a request, and why. */
export interface JournalRefusal {
  readonly stage: RefusingStage;
  /** Names the kind of reason; the same whatever the values in the sentences. */
  readonly code: string;
  /** In sentences. */
  readonly reasons: readonly string[];
}

/**
 * What the engine records: references only, so that recording costs next to nothing. The request itself is not among
 * them, as its body's reader would keep the connection's buffers alive. Whoever records one gives it away.
 */
export interface RawEntry {
  readonly atMs: number;
  readonly provider: string;
  readonly operationId: string | undefined;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly method: string;
  path: string;
  query: string;
  requestHeaders: Headers;
  requestBody: string | undefined;
  readonly status: number;
  replyHeaders: Headers;
  replyBody: ExchangeReply["body"];
  readonly fault: string | undefined;
  readonly refusal: RefusalRecord | undefined;
  readonly changes: readonly WriteRecord[];
  readonly unread: readonly string[] | undefined;
}

export interface JournalLimits {
  readonly entries: number;
  /** Of the bodies, queries and paths kept. */
  readonly bytes: number;
}

/** Which exchanges somebody wants to see; what is left out is not looked at. */
export interface JournalFilter {
  readonly provider?: string | undefined;
  readonly operation?: string | undefined;
  readonly method?: string | undefined;
  /** A status, or a class of them: `4xx`. */
  readonly status?: number | string | undefined;
  /** Only exchanges after the one of this number. */
  readonly since?: number | undefined;
}

export interface JournalQuery extends JournalFilter {
  /** The first ones after `since`, or, without it, the newest. */
  readonly limit?: number | undefined;
}

/** A bounded ring of the newest exchanges of one world. Reading it is the only way out, and redacts. */
export interface Journal {
  record(entry: RawEntry): void;
  /** Oldest first. */
  entries(query?: JournalQuery): JournalEntry[];
  /** Tells of every exchange from now on that matches, and of the world's end. @returns what ends it */
  subscribe(listener: JournalListener, filter?: JournalFilter): () => void;
  readonly size: number;
  clear(): void;
  /** The world is gone: whoever listens is told so. */
  end(): void;
}

export interface JournalListener {
  /** Called within the exchange: whatever takes long is done later. */
  recorded(entry: JournalEntry): void;
  ended?(): void;
}

// A longer body is not kept: the journal shows that it was there, and how long.
const LONGEST_BODY = 65_536;

export function createJournal(limits: JournalLimits): Journal {
  const listeners = new Map<JournalListener, (entry: RawEntry) => boolean>();
  let ring: (RawEntry | undefined)[] = [];
  // Beside the entries, so that dropping one need not look at what is long out of the processor's reach.
  const sizes: number[] = [];
  let first = 0;
  let count = 0;
  let bytes = 0;
  let recorded = 0;

  const dropOldest = (): void => {
    const index = first % limits.entries;
    bytes -= sizes[index] ?? 0;
    ring[index] = undefined;
    first += 1;
    count -= 1;
  };

  const tell = (entry: RawEntry): void => {
    const wanting = [...listeners].filter(([, isWanted]) => isWanted(entry));
    if (wanting.length === 0) return;
    const shown = toJournalEntry(entry, recorded);
    for (const [listener] of wanting)
      try {
        listener.recorded(shown);
      } catch {
        // An exchange is over and committed, whatever a listener makes of it.
      }
  };

  return {
    record(entry) {
      entry.requestBody = shorten(entry.requestBody);
      entry.replyBody = shorten(entry.replyBody);
      const before = count === 0 ? undefined : ring[(first + count - 1) % limits.entries];
      if (before !== undefined) shareWith(before, entry);
      const size = sizeOf(entry);
      bytes += size;
      if (count === limits.entries) dropOldest();
      const index = (first + count) % limits.entries;
      ring[index] = entry;
      sizes[index] = size;
      count += 1;
      recorded += 1;
      while (bytes > limits.bytes && count > 1) dropOldest();
      if (listeners.size > 0) tell(entry);
    },
    entries({ limit = Number.POSITIVE_INFINITY, ...filter } = {}) {
      const isWanted = compileFilter(filter);
      const found: (readonly [RawEntry, number])[] = [];
      const skipped = Math.max(0, (filter.since ?? 0) - (recorded - count));
      for (let index = skipped; index < count; index += 1) {
        const entry = ring[(first + index) % limits.entries];
        if (entry === undefined || !isWanted(entry)) continue;
        if (filter.since !== undefined && found.length >= limit) break;
        found.push([entry, recorded - count + index + 1]);
      }
      return found.slice(-limit).map(([entry, number]) => toJournalEntry(entry, number));
    },
    subscribe(listener, filter = {}) {
      listeners.set(listener, compileFilter(filter));
      return () => {
        listeners.delete(listener);
      };
    },
    end() {
      for (const each of [...listeners.keys()]) each.ended?.();
      listeners.clear();
    },
    get size() {
      return count;
    },
    clear() {
      ring = [];
      first = 0;
      count = 0;
      bytes = 0;
    },
  };
}

/** Prepares a filter; `since` is left to whoever knows the numbers. */
function compileFilter({ provider, operation, method, status }: JournalFilter): (entry: RawEntry) => boolean {
  const wantedMethod = method?.toUpperCase();
  const wantedStatus = status === undefined ? undefined : String(status);
  return (entry) =>
    (provider === undefined || entry.provider === provider) &&
    (operation === undefined || entry.operationId === operation) &&
    (wantedMethod === undefined || entry.method === wantedMethod) &&
    (wantedStatus === undefined || isOfStatus(String(entry.status), wantedStatus));
}

/** Whether a status is the wanted one, of which `x` leaves a digit open. */
const isOfStatus = (status: string, wanted: string): boolean =>
  status.length === wanted.length && [...wanted].every((digit, at) => digit === "x" || digit === status[at]);

function sizeOf(entry: RawEntry): number {
  return entry.path.length + entry.query.length + lengthOf(entry.requestBody) + lengthOf(entry.replyBody);
}

const lengthOf = (body: ExchangeReply["body"]): number => (body === undefined || isStream(body) ? 0 : body.length);

function shorten<Body extends ExchangeReply["body"]>(body: Body): Body | string {
  const length = lengthOf(body);
  if (length <= LONGEST_BODY) return body;
  return `(${length} ${typeof body === "string" ? "characters" : "bytes"}, not kept)`;
}

/**
 * What an exchange has in common with the one before it is kept once. A client sends the same headers with every request,
 * and hundreds of exchanges that each hold their own are what the garbage collector would be busy with most.
 */
function shareWith(before: RawEntry, entry: RawEntry): void {
  if (entry.path === before.path) entry.path = before.path;
  if (entry.query === before.query) entry.query = before.query;
  if (entry.requestBody === before.requestBody) entry.requestBody = before.requestBody;
  if (entry.replyBody === before.replyBody) entry.replyBody = before.replyBody;
  if (isSame(before.requestHeaders, entry.requestHeaders)) entry.requestHeaders = before.requestHeaders;
  if (isSame(before.replyHeaders, entry.replyHeaders)) entry.replyHeaders = before.replyHeaders;
}

function isSame(a: Headers, b: Headers): boolean {
  let more = 0;
  for (const name in a) {
    if (!Object.hasOwn(b, name) || a[name] !== b[name]) return false;
    more += 1;
  }
  for (const _name in b) more -= 1;
  return more === 0;
}

function toJournalEntry(entry: RawEntry, number: number): JournalEntry {
  return {
    number,
    atMs: entry.atMs,
    provider: entry.provider,
    operationId: entry.operationId,
    request: {
      method: entry.method,
      path: redactPath(entry.path, entry.pathParameters),
      query: redactForm(entry.query),
      headers: redactNamed(entry.requestHeaders),
      body: toShownBody(entry.requestBody),
    },
    reply: {
      status: entry.status,
      headers: redactNamed(entry.replyHeaders),
      body: toShownBody(entry.replyBody),
    },
    fault: entry.fault,
    refusal: entry.refusal && toJournalRefusal(entry.refusal),
    changes: toChanges(entry.changes).map(redactWithin),
    unread: entry.unread,
  };
}

const toJournalRefusal = (refusal: RefusalRecord): JournalRefusal => ({
  stage: refusal.stage,
  code: refusal.reason.code,
  reasons: toReasons(refusal),
});

function toShownBody(body: ExchangeReply["body"]): string | undefined {
  if (body === undefined) return undefined;
  if (isStream(body)) return "(a stream)";
  return typeof body === "string" ? redactBody(body) : `(${body.length} bytes)`;
}
