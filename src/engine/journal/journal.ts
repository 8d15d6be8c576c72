import { defineLate } from "../basics/late.ts";
import { type ExchangeReply, type Headers, isStream } from "../contract/exchange.ts";
import type { EngineLimits } from "../contract/limits.ts";
import type { RefusalRecord, RefusingStage } from "../contract/refusal.ts";
import type { Change } from "../state/collections.ts";
import type { WriteRecord } from "../state/images.ts";
import type { SecretTrail, TrailPoint } from "./secret-trail.ts";

/** One exchange as the journal shows it, with secrets redacted. */
export interface JournalEntry {
  /** Sequence number of the exchange in its world, from 1. */
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
    /** 0 if the connection was broken off before the reply. */
    readonly status: number;
    readonly headers: Headers;
    readonly body: string | undefined;
  };
  /** The id of the fault that was applied, if any. */
  readonly fault: string | undefined;
  /** Why the request was refused; `undefined` if it was not. */
  readonly refusal: JournalRefusal | undefined;
  /** Changes of the state, in order. */
  readonly changes: readonly Change[];
  /** Number of changes that are not stored, as they are too large together. */
  readonly changesOmitted: number;
  /** Members of the request that no handler read, as JSON pointers; `undefined` unless the world tracks reads. */
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

export interface JournalLimits {
  readonly entries: number;
  /** Of the bodies, headers, queries, paths and changed rows kept, and of the secrets that are kept because of them. */
  readonly bytes: number;
}

/** The total size of the journals of all worlds. */
export interface SharedBytes {
  /** Adds to the size; a negative number reduces it. Beyond the limit, journals drop their oldest exchanges. */
  add(bytes: number): void;
}

/** @param journals all journals; earlier ones drop exchanges first */
export function createSharedBytes(limits: EngineLimits, journals: () => readonly Journal[]): SharedBytes {
  let used = 0;
  return {
    add(bytes) {
      used += bytes;
      if (bytes < 0 || !limits.isOver("journalsBytes", used)) return;
      // Frees more than is needed now, so that not every exchange has to free some.
      const most = limits.journalsBytes * (1 - SPARE);
      for (const journal of journals()) {
        if (used <= most) return;
        journal.free(used - most);
      }
    },
  };
}

const SPARE = 1 / 16;

/** Which exchanges to return; an absent member does not filter. */
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

/** A bounded ring of the newest exchanges of one world. All read access redacts secrets. */
export interface Journal {
  record(entry: RawEntry): void;
  /** Oldest first. */
  entries(query?: JournalQuery): JournalEntry[];
  /** The same exchanges, made while they are read. */
  read(query?: JournalQuery): Iterable<JournalEntry>;
  /** How many match. */
  count(filter?: JournalFilter): number;
  /** Notifies of every later exchange that matches, and of the end of the world. @returns a function that unsubscribes */
  subscribe(listener: JournalListener, filter?: JournalFilter): () => void;
  readonly size: number;
  /** Number of the oldest exchange that is kept, and of the newest that there has been. */
  readonly first: number;
  readonly last: number;
  /** By estimate. */
  readonly bytes: number;
  /** Drops the oldest exchanges until so many bytes are free, or none is left. */
  free(bytes: number): void;
  clear(): void;
  /** Ends the journal of a dropped world, and notifies its listeners. */
  end(): void;
}

export interface JournalListener {
  /** Called within the exchange: defer anything slow. */
  recorded(entry: JournalEntry): void;
  ended?(): void;
}

// A longer body is not stored: the journal shows its length only.
const LONGEST_BODY = 65_536;
// Changes of one exchange that take more than this share of the journal are not stored: the journal shows their number.
const MOST_OF_CHANGES = 1 / 4;

// Readers prepare themselves for so many exchanges at a time.
const BATCH = 32;

/** What shows entries: with the first provider's behaviour, and so before there are any, it is loaded. */
export const journalReader = defineLate(() => import("./journal-reader.ts"));

/** @param shared what the journals of all worlds take together */
export function createJournal(limits: JournalLimits, trail: SecretTrail, shared?: SharedBytes): Journal {
  const mostChangedBytes = limits.bytes * MOST_OF_CHANGES;
  let isOver = false;
  const listeners = new Map<JournalListener, (entry: RawEntry) => boolean>();
  let ring: (RawEntry | undefined)[] = [];
  // Beside the entries, so that dropping one need not look at what is long out of the processor's reach.
  const sizes: number[] = [];
  const positions: number[] = [];
  let first = 0;
  let count = 0;
  let bytes = 0;
  let recorded = 0;

  const weigh = (change: number): void => {
    bytes += change;
    // A world that is gone has given back what it took.
    if (!isOver) shared?.add(change);
  };

  const dropOldest = (): void => {
    const index = first % limits.entries;
    weigh(-(sizes[index] ?? 0));
    ring[index] = undefined;
    first += 1;
    count -= 1;
  };

  /** Drops the oldest until what is kept is within the limits: it, and the secrets that the world has left since. */
  const dropBeyond = (least: number): void => {
    while (count > least && bytes + trail.end.position - (positions[first % limits.entries] ?? 0) > limits.bytes)
      dropOldest();
  };
  trail.onGrowth = () => dropBeyond(0);

  const show = (
    found: readonly (readonly [RawEntry, number])[],
    oldest: TrailPoint | undefined = oldestPoint(),
  ): JournalEntry[] => (found.length === 0 ? [] : journalReader.get().toJournalEntries(found, trail, oldest));

  /** Nearly always that of the oldest entry: an exchange that took long is recorded behind others that began later. */
  const oldestPoint = (): TrailPoint | undefined => {
    let oldest = ring[first % limits.entries]?.trail;
    for (let index = 1; index < count; index += 1)
      if ((positions[(first + index) % limits.entries] ?? 0) < (oldest?.position ?? 0))
        oldest = ring[(first + index) % limits.entries]?.trail;
    return oldest;
  };

  /** The entries that match, with their numbers, of those after `since`. */
  function* find(filter: JournalFilter): Generator<readonly [RawEntry, number]> {
    const isWanted = compileFilter(filter);
    for (let index = Math.max(0, (filter.since ?? 0) - (recorded - count)); index < count; index += 1) {
      const entry = ring[(first + index) % limits.entries];
      if (entry !== undefined && isWanted(entry)) yield [entry, recorded - count + index + 1];
    }
  }

  const tell = (entry: RawEntry): void => {
    const wanting = [...listeners].filter(([, isWanted]) => isWanted(entry));
    if (wanting.length === 0) return;
    let shown: JournalEntry | undefined;
    for (const [listener] of wanting)
      try {
        shown ??= show([[entry, recorded]])[0];
        if (shown !== undefined) listener.recorded(shown);
      } catch {
        // An error of a listener must not affect the exchange, which is committed.
      }
  };

  /** @param oldest as of now: what has left the journal by the time that it is read is shown without its secrets as well */
  function* showAll(
    found: readonly (readonly [RawEntry, number])[],
    oldest: TrailPoint | undefined,
  ): Generator<JournalEntry> {
    for (let at = 0; at < found.length; at += BATCH) yield* show(found.slice(at, at + BATCH), oldest);
  }

  const read = ({ limit = Number.POSITIVE_INFINITY, ...filter }: JournalQuery = {}): Iterable<JournalEntry> => {
    if (filter.since === undefined) return showAll([...find(filter)].slice(-limit), oldestPoint());
    const found: (readonly [RawEntry, number])[] = [];
    for (const each of find(filter)) {
      if (found.length >= limit) break;
      found.push(each);
    }
    return showAll(found, oldestPoint());
  };

  return {
    record(entry) {
      entry.requestBody = shorten(entry.requestBody);
      entry.replyBody = shorten(entry.replyBody);
      const before = count === 0 ? undefined : ring[(first + count - 1) % limits.entries];
      if (before !== undefined) shareWith(before, entry);
      const size = sizeOf(entry, before) + sizeOfChanges(entry, mostChangedBytes);
      if (count === limits.entries) dropOldest();
      const index = (first + count) % limits.entries;
      ring[index] = entry;
      sizes[index] = size;
      positions[index] = entry.trail.position;
      count += 1;
      recorded += 1;
      weigh(size);
      dropBeyond(1);
      if (listeners.size > 0) tell(entry);
    },
    entries: (query) => [...read(query)],
    read,
    count: (filter = {}) => [...find(filter)].length,
    subscribe(listener, filter = {}) {
      if (isOver) {
        listener.ended?.();
        return () => {};
      }
      listeners.set(listener, compileFilter(filter));
      return () => {
        listeners.delete(listener);
      };
    },
    end() {
      for (const each of [...listeners.keys()]) each.ended?.();
      listeners.clear();
      if (!isOver) shared?.add(-bytes);
      isOver = true;
    },
    get size() {
      return count;
    },
    get first() {
      return recorded - count + 1;
    },
    get last() {
      return recorded;
    },
    get bytes() {
      return bytes;
    },
    free(wanted) {
      for (const most = bytes - wanted; bytes > most && count > 0; ) dropOldest();
    },
    clear() {
      ring = [];
      first = 0;
      count = 0;
      weigh(-bytes);
      trail.forget();
    },
  };
}

/** Compiles a filter, all but `since`: the caller, which knows the numbers of the entries, applies that. */
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

// What an exchange takes besides its texts, and a violation, whose texts are short.
const ENTRY_BYTES = 400;
const VIOLATION_BYTES = 400;

/** What an entry takes without its changes. What it shares with the one before is counted there. */
function sizeOf(entry: RawEntry, before: RawEntry | undefined): number {
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
function sizeOfChanges(entry: RawEntry, mostBytes: number): number {
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
