import { bytesOf } from "../basics/byte-size.ts";
import { type Collection, defineCollection, encodeKey } from "../contract/collection.ts";
import type { OutboxEntry } from "../contract/webhook.ts";
import { openCollection, openCounters, prepareCollection } from "../state/collections.ts";
import type { Transaction } from "../state/images.ts";
import type { WorldImage } from "../state/world-image.ts";

/* The rows of an outbox: one for each event, and counters of what they take. */

export interface OutboxLimits {
  /** Most stored events. Beyond it, delivered and failed ones are dropped; pending ones never are. */
  readonly limit: number;
  /** How many bytes they may take, with their attempts. */
  readonly limitBytes: number;
}

export interface Row extends OutboxEntry {
  /** Attempts made in its turn, redeliveries by hand left out. */
  readonly tries: number;
  /** Whether it will be delivered at all. */
  readonly isDeliverable: boolean;
}

const OWNER = "!outbox";
const COUNTERS = `${OWNER}/#counters`;
export const LISTED = [0];

export const events = prepareCollection(
  OWNER,
  "events",
  defineCollection<Row>()({
    key: ({ number }) => encodeKey([number]),
    indexes: {
      all: ({ number }) => ({ equals: LISTED, order: [number] }),
      // Nothing more is owed for these.
      finished: ({ state, isDeliverable, number }) =>
        state === "pending" && isDeliverable ? undefined : { equals: LISTED, order: [number] },
      byQueue: ({ state, provider, event, number }) =>
        state === "pending" ? { equals: [provider, event.key], order: [number] } : undefined,
      // An attempt that is due before 1970 is due at once.
      byTime: ({ state, nextAttemptMs, number }) =>
        state === "pending" && nextAttemptMs !== undefined
          ? { equals: [], order: [Math.max(nextAttemptMs, 0), number] }
          : undefined,
    },
  }),
);

/** How many events a world's outbox holds. */
export const eventsKept = (image: WorldImage): number => (image.read(COUNTERS, "size") as number | undefined) ?? 0;

type Events = Collection<Row, "all" | "finished" | "byQueue" | "byTime">;

export const openEvents = (transaction: Transaction): Events => openCollection(transaction, events);
export const keyOf = (number: number): string => encodeKey([number]);

const readCount = (transaction: Transaction, name: "size" | "bytes"): number =>
  (transaction.get(COUNTERS, name) as number | undefined) ?? 0;

export const sizeIn = (transaction: Transaction): number => readCount(transaction, "size");

const isOver = (transaction: Transaction, { limit, limitBytes }: OutboxLimits): boolean =>
  sizeIn(transaction) > limit || readCount(transaction, "bytes") > limitBytes;

/** Adds an event. It is due at once, unless an earlier one of its key is pending. */
export function addEvent(
  transaction: Transaction,
  added: Pick<Row, "provider" | "atMs" | "event">,
  isDeliverable: boolean,
): void {
  const counters = openCounters(transaction, COUNTERS);
  const isFirst = openEvents(transaction).first("byQueue", [added.provider, added.event.key]) === undefined;
  const nextAttemptMs = isFirst && isDeliverable ? added.atMs : undefined;
  const number = counters.next("events");
  put(transaction, { number, ...added, state: "pending", attempts: [], tries: 0, isDeliverable, nextAttemptMs });
  counters.next("size");
}

/** Writes an event, and counts what it takes. */
function put(transaction: Transaction, row: Row): void {
  const rows = openEvents(transaction);
  const before = rows.get(keyOf(row.number));
  rows.put(row);
  countBytes(transaction, bytesOf(row) - (before === undefined ? 0 : bytesOf(before)));
}

const countBytes = (transaction: Transaction, growth: number): void => {
  transaction.set(COUNTERS, "bytes", readCount(transaction, "bytes") + growth);
};

/**
 * Drops delivered and failed events, oldest first, until the rest is within the limits.
 *
 * @returns whether it is
 */
export function makeRoom(transaction: Transaction, limits: OutboxLimits): boolean {
  const rows = openEvents(transaction);
  for (;;) {
    if (!isOver(transaction, limits)) return true;
    const oldest = rows.first("finished", LISTED);
    if (oldest === undefined) return false;
    rows.delete(keyOf(oldest.number));
    countBytes(transaction, -bytesOf(oldest));
    transaction.set(COUNTERS, "size", sizeIn(transaction) - 1);
  }
}

/** Keeps an event with one attempt more; the earlier ones only where there is room for them. */
export function keepAttempt(transaction: Transaction, row: Row, limits: OutboxLimits): void {
  put(transaction, row);
  if (isOver(transaction, limits)) put(transaction, { ...row, attempts: row.attempts.slice(-1) });
  makeRoom(transaction, limits);
}

/** The events of a provider, oldest first. */
export const eventsOf = (transaction: Transaction, provider: string): readonly OutboxEntry[] =>
  openEvents(transaction)
    .list("all", LISTED)
    .rows.filter((each) => each.provider === provider);

/** Once an event is done with, the next one of the same key is due. */
export function startNext(transaction: Transaction, { provider, event }: Row, nowMs: number): void {
  const next = openEvents(transaction).first("byQueue", [provider, event.key]);
  if (next !== undefined && next.nextAttemptMs === undefined) put(transaction, { ...next, nextAttemptMs: nowMs });
}

/** Empties the outbox. Numbers start at 1 again. */
export function clearOutbox(transaction: Transaction): void {
  const rows = openEvents(transaction);
  for (const { number } of rows.list("all", LISTED).rows) rows.delete(keyOf(number));
  for (const name of ["size", "bytes", "events"]) transaction.delete(COUNTERS, name);
}

/** Shifts the times of pending attempts by a jump of the clock during which no time has passed. */
export function shiftOutbox(transaction: Transaction, byMs: number): void {
  const rows = openEvents(transaction);
  for (const row of rows.list("byTime", []).rows)
    if (row.nextAttemptMs !== undefined) rows.put({ ...row, nextAttemptMs: row.nextAttemptMs + byMs });
}
