import { bytesOf } from "../basics/byte-size.ts";
import { isStandinError, StandinError } from "../basics/errors.ts";
import { type Collection, defineCollection, encodeKey } from "../contract/collection.ts";
import { LimitExceededError } from "../contract/limits.ts";
import { roomReasons } from "../contract/reasons.ts";
import type {
  DeliveryAttempt,
  OutboxEntry,
  OutboxEvent,
  Send,
  WebhookPolicy,
  WebhookRequest,
} from "../contract/webhook.ts";
import { openCollection, openCounters, prepareCollection } from "../state/collections.ts";
import type { Transaction } from "../state/images.ts";
import type { WorldImage } from "../state/world-image.ts";
import { isNamedIn, nameTargets } from "./targets.ts";

/** The events of one world, pending and completed, in the order in which their exchanges committed. */
export interface Outbox {
  /**
   * Adds events outside of an exchange, and delivers them. Their targets are allowed from then on.
   *
   * @throws LimitExceededError as `addTo` does
   */
  add(provider: string, atMs: number, events: readonly OutboxEvent[]): void;
  entries(): readonly OutboxEntry[];
  /**
   * Delivers an event again, immediately, whatever its state.
   *
   * @returns the event after this attempt; `undefined` if there is no such event
   * @throws StandinError if webhook delivery is not configured
   */
  redeliver(number: number): Promise<OutboxEntry | undefined>;
  /** How many events there are. */
  readonly size: number;
  clear(): void;
}

/** The outbox as the engine uses it. */
export interface WorldOutbox extends Outbox {
  /**
   * Adds the events of a transaction to it.
   *
   * @param isDue the events are from scheduled work, which is never refused
   * @throws LimitExceededError if it is full of pending events
   */
  addTo(
    transaction: Transaction,
    provider: string,
    atMs: number,
    events: readonly OutboxEvent[],
    isDue?: boolean,
  ): void;
  /** World time of the next attempt that is not under way; `undefined`: there is none. */
  nextAttemptMs(): number | undefined;
  /** Starts every attempt that is due. */
  startDue(nowMs: number): void;
  /** Whether attempts are under way. */
  readonly isDelivering: boolean;
  /** Waits for the attempts that are under way. */
  settled(): Promise<void>;
}

// Most attempts that are stored of one event.
const MOST_ATTEMPTS = 50;
// Most concurrent deliveries of one world; further ones wait.
const MOST_UNDER_WAY = 100;

export interface OutboxOptions {
  readonly image: WorldImage;
  /** Its name. */
  readonly world: string;
  /** World time, milliseconds since 1970. */
  readonly now: () => number;
  readonly realNow: () => number;
  /** Absent: events are kept, and nothing is sent. */
  readonly send?: Send | undefined;
  readonly policyOf: (provider: string) => WebhookPolicy | undefined;
  /** Whether an option allows a URL as a target, besides those that are named in the world itself. */
  readonly isTarget?: ((url: string) => boolean) | undefined;
  /** Most stored events. Beyond it, delivered and failed ones are dropped; pending ones never are. */
  readonly limit: number;
  /** How many bytes they may take, with their attempts. */
  readonly limitBytes: number;
  /** Called when an attempt becomes due, or its time changes. */
  readonly onChange: () => void;
}

interface MadeAttempt {
  readonly attempt: DeliveryAttempt;
  readonly mayBeTriedAgain: boolean;
}

interface Row extends OutboxEntry {
  /** Attempts made in its turn, redeliveries by hand left out. */
  readonly tries: number;
  /** Whether it will be delivered at all. */
  readonly isDeliverable: boolean;
}

const OWNER = "!outbox";
const COUNTERS = `${OWNER}/#counters`;
const LISTED = [0];

const events = prepareCollection(
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

const open = (transaction: Transaction): Events => openCollection(transaction, events);
const keyOf = (number: number): string => encodeKey([number]);

const isSuccess = (status: number | undefined): boolean => status !== undefined && status >= 200 && status < 300;

/** Deliveries start when an exchange has committed; its reply does not wait for them. */
export function createOutbox(options: OutboxOptions): WorldOutbox {
  const { image, world, now, realNow, send, policyOf, isTarget, onChange } = options;
  const underWay = new Map<OutboxEvent, Promise<void>>();
  // What became of these could not be kept. They are still owed, and tried again when something else has been kept.
  const stalled = new Set<OutboxEvent>();
  const canDeliver = (provider: string): boolean => send !== undefined && policyOf(provider) !== undefined;
  const find = (number: number): Row | undefined => image.read(events.rows, keyOf(number)) as Row | undefined;

  const addTo: WorldOutbox["addTo"] = (transaction, provider, atMs, added, isDue = false) => {
    stalled.clear();
    const rows = open(transaction);
    const counters = openCounters(transaction, COUNTERS);
    for (const event of added) {
      const isFirst = rows.first("byQueue", [provider, event.key]) === undefined;
      const isDeliverable = canDeliver(provider);
      const nextAttemptMs = isFirst && isDeliverable ? atMs : undefined;
      const number = counters.next("events");
      put(transaction, {
        number,
        provider,
        atMs,
        event,
        state: "pending",
        attempts: [],
        tries: 0,
        isDeliverable,
        nextAttemptMs,
      });
      counters.next("size");
    }
    if (!makeRoom(transaction, options) && !isDue)
      throw new LimitExceededError(roomReasons.outboxFull({ world, count: sizeIn(transaction) - added.length }));
  };

  /** Keeps an event with one attempt more; the earlier ones only where there is room for them. */
  const keepAttempt = (transaction: Transaction, row: Row): void => {
    put(transaction, row);
    if (isOver(transaction, options)) put(transaction, { ...row, attempts: row.attempts.slice(-1) });
    makeRoom(transaction, options);
  };

  /** Makes one attempt. @returns it, with the receiver's answer, and whether there may be another */
  const attempt = async ({ event, provider }: Row): Promise<MadeAttempt | undefined> => {
    const policy = policyOf(provider);
    if (policy === undefined || send === undefined) return undefined;
    const atMs = now();
    let request: Pick<WebhookRequest, "headers" | "body"> = { headers: {}, body: "" };
    try {
      request = await policy.toRequest(event, { worldMs: atMs, realMs: realNow() });
      const { url } = event;
      const isNamed = isTarget?.(url) === true || isNamedIn(image, url);
      const status = await send({ ...request, url, timeoutMs: policy.timeoutMs, isNamed });
      return { attempt: { atMs, ...request, status }, mayBeTriedAgain: true };
    } catch (failure) {
      const error = (failure as Error)?.message ?? String(failure);
      return {
        attempt: { atMs, ...request, error },
        mayBeTriedAgain: !isStandinError(failure, "ERR_STANDIN_WEBHOOK_REFUSED"),
      };
    }
  };

  /** One attempt in its turn, and when the next one is due if it fails. */
  const deliver = async (row: Row): Promise<void> => {
    const made = await attempt(row);
    const policy = policyOf(row.provider);
    if (made === undefined || policy === undefined) return;
    const { status } = made.attempt;
    const isToRetry = made.mayBeTriedAgain && policy.isToRetry(status);
    await image.keep(() =>
      image.transact((transaction) => {
        const rows = open(transaction);
        const current = rows.get(keyOf(row.number));
        // Meanwhile it may have been cleared, or delivered by hand.
        if (current?.event !== row.event) return;
        const attempts = [...current.attempts, made.attempt].slice(-MOST_ATTEMPTS);
        if (current.state !== "pending") return keepAttempt(transaction, { ...current, attempts });
        const delaySeconds = policy.retryDelaysSeconds[current.tries];
        if (isSuccess(status)) finish(transaction, { ...current, attempts }, "delivered");
        else if (delaySeconds === undefined || !isToRetry) finish(transaction, { ...current, attempts }, "failed");
        else
          keepAttempt(transaction, {
            ...current,
            attempts,
            tries: current.tries + 1,
            nextAttemptMs: now() + delaySeconds * 1000,
          });
      }),
    );
  };

  /** The next event of the same key is due now. */
  const finish = (transaction: Transaction, row: Row, state: "delivered" | "failed"): void => {
    keepAttempt(transaction, { ...row, state, nextAttemptMs: undefined });
    const next = open(transaction).first("byQueue", [row.provider, row.event.key]);
    if (next !== undefined && next.nextAttemptMs === undefined) put(transaction, { ...next, nextAttemptMs: now() });
  };

  const start = (row: Row): void => {
    const { event } = row;
    const done = deliver(row)
      .catch(() => {
        // The world has been dropped, or nothing can be kept.
        stalled.add(event);
      })
      .finally(() => {
        underWay.delete(event);
        onChange();
      });
    underWay.set(event, done);
  };

  const pending = (transaction: Transaction): Row[] =>
    open(transaction)
      .list("byTime", [], { limit: underWay.size + stalled.size + 1 })
      .rows.filter(({ event }) => !underWay.has(event) && !stalled.has(event));

  return {
    addTo,
    add(provider, atMs, added) {
      const kept = image.keep(() =>
        image.transact((transaction) => {
          nameTargets(
            transaction,
            added.map(({ url }) => url),
          );
          addTo(transaction, provider, atMs, added);
        }),
      );
      if (kept instanceof Promise) void kept.then(onChange, onChange);
      else onChange();
    },
    nextAttemptMs() {
      if (image.firstKey(events.indexes.byTime) === undefined) return undefined;
      return image.transact((transaction) => pending(transaction)[0]?.nextAttemptMs);
    },
    startDue(nowMs) {
      if (image.firstKey(events.indexes.byTime) === undefined) return;
      while (underWay.size < MOST_UNDER_WAY) {
        const next = image.transact((transaction) => pending(transaction)[0]);
        if (next?.nextAttemptMs === undefined || next.nextAttemptMs > nowMs) return;
        start(next);
      }
    },
    get isDelivering() {
      return underWay.size > 0;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
    entries: () => image.transact((transaction) => open(transaction).list("all", LISTED).rows),
    async redeliver(number) {
      const row = find(number);
      if (row === undefined) return undefined;
      if (!canDeliver(row.provider))
        throw new StandinError("ERR_STANDIN_WEBHOOK_REFUSED", "Webhook delivery is not configured.");
      const made = await attempt(row);
      await image.keep(() =>
        image.transact((transaction) => {
          const rows = open(transaction);
          const current = rows.get(keyOf(number));
          if (current?.event !== row.event || made === undefined) return;
          const attempts = [...current.attempts, made.attempt].slice(-MOST_ATTEMPTS);
          if (!isSuccess(made.attempt.status)) keepAttempt(transaction, { ...current, attempts });
          else if (current.state === "pending") finish(transaction, { ...current, attempts }, "delivered");
          else keepAttempt(transaction, { ...current, attempts, state: "delivered" });
        }),
      );
      onChange();
      return find(number) ?? row;
    },
    get size() {
      return eventsKept(image);
    },
    clear() {
      const kept = image.keep(() => image.transact(clearOutbox));
      if (kept instanceof Promise) void kept.then(onChange, onChange);
      else onChange();
    },
  };
}

const readCount = (transaction: Transaction, name: "size" | "bytes"): number =>
  (transaction.get(COUNTERS, name) as number | undefined) ?? 0;

const sizeIn = (transaction: Transaction): number => readCount(transaction, "size");

const isOver = (transaction: Transaction, { limit, limitBytes }: OutboxOptions): boolean =>
  sizeIn(transaction) > limit || readCount(transaction, "bytes") > limitBytes;

/** Writes an event, and counts what it takes. */
function put(transaction: Transaction, row: Row): void {
  const rows = open(transaction);
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
function makeRoom(transaction: Transaction, options: OutboxOptions): boolean {
  const rows = open(transaction);
  for (;;) {
    if (!isOver(transaction, options)) return true;
    const oldest = rows.first("finished", LISTED);
    if (oldest === undefined) return false;
    rows.delete(keyOf(oldest.number));
    countBytes(transaction, -bytesOf(oldest));
    transaction.set(COUNTERS, "size", sizeIn(transaction) - 1);
  }
}

/** Empties the outbox. Numbers start at 1 again. */
export function clearOutbox(transaction: Transaction): void {
  const rows = open(transaction);
  for (const { number } of rows.list("all", LISTED).rows) rows.delete(keyOf(number));
  for (const name of ["size", "bytes", "events"]) transaction.delete(COUNTERS, name);
}

/** Shifts the times of pending attempts by a jump of the clock during which no time has passed. */
export function shiftOutbox(transaction: Transaction, byMs: number): void {
  const rows = open(transaction);
  for (const row of rows.list("byTime", []).rows)
    if (row.nextAttemptMs !== undefined) rows.put({ ...row, nextAttemptMs: row.nextAttemptMs + byMs });
}
