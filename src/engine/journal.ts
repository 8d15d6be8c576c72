import type { ExchangeReply, Headers } from "./exchange.ts";
import { redactBody, redactForm, redactNamed, redactPath } from "./redact.ts";

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
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: string | undefined;
  };
  readonly reply: {
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: string | undefined;
  };
  /** True when a fault of the world, not the mock, made the reply. */
  readonly faulted: boolean;
}

/**
 * What the engine records: references only, so that recording costs next to nothing. The request itself is not among
 * them, as its body's reader would keep the connection's buffers alive.
 */
export interface RawEntry {
  readonly atMs: number;
  readonly provider: string;
  readonly operationId: string | undefined;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly requestHeaders: Headers;
  readonly requestBody: string | undefined;
  readonly reply: ExchangeReply;
  readonly faulted: boolean;
}

export interface JournalLimits {
  readonly entries: number;
  /** Of the bodies, queries and paths kept. */
  readonly bytes: number;
}

/** A bounded ring of the newest exchanges of one world. Reading it is the only way out, and redacts. */
export interface Journal {
  record(entry: RawEntry): void;
  /** Oldest first. */
  entries(): JournalEntry[];
  readonly size: number;
  clear(): void;
}

// A longer body is not kept: the journal shows that it was there, and how long.
const LONGEST_BODY = 65_536;

export function createJournal(limits: JournalLimits): Journal {
  let ring: (RawEntry | undefined)[] = [];
  let first = 0;
  let count = 0;
  let bytes = 0;
  let recorded = 0;

  const dropOldest = (): void => {
    const index = first % limits.entries;
    bytes -= sizeOf(ring[index]);
    ring[index] = undefined;
    first += 1;
    count -= 1;
  };

  return {
    record(given) {
      const entry = isLong(given.requestBody) || isLong(given.reply.body) ? withoutLongBodies(given) : given;
      bytes += sizeOf(entry);
      if (count === limits.entries) dropOldest();
      ring[(first + count) % limits.entries] = entry;
      count += 1;
      recorded += 1;
      while (bytes > limits.bytes && count > 1) dropOldest();
    },
    entries() {
      const shown: JournalEntry[] = [];
      for (let index = 0; index < count; index += 1) {
        const entry = ring[(first + index) % limits.entries];
        if (entry !== undefined) shown.push(toJournalEntry(entry, recorded - count + index + 1));
      }
      return shown;
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

function sizeOf(entry: RawEntry | undefined): number {
  if (entry === undefined) return 0;
  return entry.path.length + entry.query.length + (entry.requestBody?.length ?? 0) + (entry.reply.body?.length ?? 0);
}

const isLong = (body: string | Uint8Array | undefined): boolean => body !== undefined && body.length > LONGEST_BODY;

function withoutLongBodies(entry: RawEntry): RawEntry {
  const shorten = <Body extends string | Uint8Array | undefined>(body: Body): Body | string =>
    isLong(body) ? `(${body?.length} ${typeof body === "string" ? "characters" : "bytes"}, not kept)` : body;
  return {
    ...entry,
    requestBody: shorten(entry.requestBody) as string | undefined,
    reply: { ...entry.reply, body: shorten(entry.reply.body) },
  };
}

function toJournalEntry(entry: RawEntry, number: number): JournalEntry {
  const { reply } = entry;
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
      status: reply.status,
      headers: redactNamed(reply.headers),
      body: toShownBody(reply.body),
    },
    faulted: entry.faulted,
  };
}

function toShownBody(body: string | Uint8Array | undefined): string | undefined {
  if (body === undefined) return undefined;
  return typeof body === "string" ? redactBody(body) : `(${body.length} bytes)`;
}
