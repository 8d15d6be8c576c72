import { defineLate } from "../basics/late.ts";
import type { Headers } from "../contract/exchange.ts";
import type { EngineLimits } from "../contract/limits.ts";
import type { RefusingStage } from "../contract/refusal.ts";
import type { Change } from "../state/collections.ts";
import { createEntryRing, type JournalLimits } from "./entry-ring.ts";
import type { RawEntry } from "./raw-entry.ts";
import type { SecretTrail, TrailPoint } from "./secret-trail.ts";

export type { JournalLimits } from "./entry-ring.ts";
export type { RawEntry } from "./raw-entry.ts";

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

// Readers prepare themselves for so many exchanges at a time.
const BATCH = 32;

/** What shows entries: with the first provider's behaviour, and so before there are any, it is loaded. */
export const journalReader = defineLate(() => import("./journal-reader.ts"));

/** A recorded exchange with its number. */
type Numbered = readonly [entry: RawEntry, number: number];

/** @param shared what the journals of all worlds take together */
export function createJournal(limits: JournalLimits, trail: SecretTrail, shared?: SharedBytes): Journal {
  let isOver = false;
  const listeners = new Map<JournalListener, (entry: RawEntry) => boolean>();
  const ring = createEntryRing(limits, trail, (change) => {
    // A world that is gone has given back what it took.
    if (!isOver) shared?.add(change);
  });

  const show = (found: readonly Numbered[], oldest: TrailPoint | undefined = ring.oldestPoint()): JournalEntry[] =>
    found.length === 0 ? [] : journalReader.get().toJournalEntries(found, trail, oldest);

  /** The entries that match, with their numbers, of those after `since`. */
  function* find(filter: JournalFilter): Generator<Numbered> {
    const isWanted = compileFilter(filter);
    for (let index = Math.max(0, (filter.since ?? 0) - (ring.recorded - ring.count)); index < ring.count; index += 1) {
      const entry = ring.at(index);
      if (entry !== undefined && isWanted(entry)) yield [entry, ring.recorded - ring.count + index + 1];
    }
  }

  const tell = (entry: RawEntry): void => {
    const wanting = [...listeners].filter(([, isWanted]) => isWanted(entry));
    if (wanting.length === 0) return;
    let shown: JournalEntry | undefined;
    for (const [listener] of wanting)
      try {
        shown ??= show([[entry, ring.recorded]])[0];
        if (shown !== undefined) listener.recorded(shown);
      } catch {
        // An error of a listener must not affect the exchange, which is committed.
      }
  };

  /** @param oldest as of now: what has left the journal by the time that it is read is shown without its secrets as well */
  function* showAll(found: readonly Numbered[], oldest: TrailPoint | undefined): Generator<JournalEntry> {
    for (let at = 0; at < found.length; at += BATCH) yield* show(found.slice(at, at + BATCH), oldest);
  }

  const read = ({ limit = Number.POSITIVE_INFINITY, ...filter }: JournalQuery = {}): Iterable<JournalEntry> => {
    if (filter.since === undefined) return showAll([...find(filter)].slice(-limit), ring.oldestPoint());
    const found: Numbered[] = [];
    for (const each of find(filter)) {
      if (found.length >= limit) break;
      found.push(each);
    }
    return showAll(found, ring.oldestPoint());
  };

  return {
    record(entry) {
      ring.push(entry);
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
      if (!isOver) shared?.add(-ring.bytes);
      isOver = true;
    },
    get size() {
      return ring.count;
    },
    get first() {
      return ring.recorded - ring.count + 1;
    },
    get last() {
      return ring.recorded;
    },
    get bytes() {
      return ring.bytes;
    },
    free: ring.free,
    clear: ring.clear,
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
