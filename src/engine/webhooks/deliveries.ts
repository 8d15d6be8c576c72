import { isStandinError } from "../basics/errors.ts";
import { defineLate } from "../basics/late.ts";
import type { DeliveryAttempt, OutboxEvent, Send, WebhookPolicy, WebhookRequest } from "../contract/webhook.ts";
import { rowsSpace } from "../state/collections.ts";
import type { Transaction } from "../state/images.ts";
import { receiverOf } from "../state/receiver.ts";
import type { WorldImage } from "../state/world-image.ts";
import { events, keepAttempt, keyOf, type OutboxLimits, openEvents, type Row, startNext } from "./event-rows.ts";
import { isNamedIn } from "./targets.ts";

// Most attempts that are stored of one event.
const MOST_ATTEMPTS = 50;
/** Needed only where worlds are stored. */
const begun = defineLate(() => import("./begun-attempts.ts"));
// Most concurrent deliveries of one world; further ones wait.
const MOST_UNDER_WAY = 100;

export interface DeliveryOptions extends OutboxLimits {
  readonly image: WorldImage;
  /** World time, milliseconds since 1970. */
  readonly now: () => number;
  readonly realNow: () => number;
  /** Absent: events are kept, and nothing is sent. */
  readonly send?: Send | undefined;
  readonly policyOf: (provider: string) => WebhookPolicy | undefined;
  /** Whether an option allows a URL as a target, besides those that are named in the world itself. */
  readonly isTarget?: ((url: string) => boolean) | undefined;
  /** Whether this process delivers; default: it does. */
  readonly mayDeliver?: (() => boolean) | undefined;
  /** Called when an attempt becomes due, or its time changes. */
  readonly onChange: () => void;
}

/** The attempts to deliver the events of one world. */
export interface Deliveries {
  /** Whether events of a provider are delivered at all. */
  canDeliver(provider: string): boolean;
  /** Tries events again of which an attempt could not be kept. */
  resume(): void;
  /** World time of the next attempt that is not under way; `undefined`: there is none. */
  nextAttemptMs(): number | undefined;
  /** Starts every attempt that is due. */
  startDue(nowMs: number): void;
  /** Makes one attempt out of turn, and keeps it. */
  attemptByHand(row: Row): Promise<void>;
  /** Whether attempts are under way. */
  isDelivering(): boolean;
  /** Waits for the attempts that are under way. */
  settled(): Promise<void>;
}

interface MadeAttempt {
  readonly attempt: DeliveryAttempt;
  readonly mayBeTriedAgain: boolean;
}

const isSuccess = (status: number | undefined): boolean => status !== undefined && status >= 200 && status < 300;

/** What an attempt changes of its event. */
type Outcome = Partial<Pick<Row, "state" | "tries" | "nextAttemptMs">>;

const DELIVERED: Outcome = { state: "delivered", nextAttemptMs: undefined };
const FAILED: Outcome = { state: "failed", nextAttemptMs: undefined };

export function createDeliveries(options: DeliveryOptions): Deliveries {
  const { image, now, send, policyOf, onChange, mayDeliver } = options;
  const underWay = new Map<OutboxEvent, Promise<void>>();
  // What became of these could not be kept. They are still owed, and tried again when something else has been kept.
  const stalled = new Set<OutboxEvent>();

  /**
   * Keeps an attempt with its outcome.
   *
   * @param outcomeOf what it changes of the event as it is by then
   */
  const keep = (row: Row, { attempt }: MadeAttempt, outcomeOf: (current: Row) => Outcome): void | Promise<void> =>
    image.keep(() =>
      image.transact((transaction) => {
        const current = openEvents(transaction).get(keyOf(row.number));
        // Meanwhile it may have been cleared.
        if (current?.event !== row.event) return;
        const outcome = outcomeOf(current);
        const before = image.isKept ? begun.get().withoutBegun(current.attempts, attempt) : current.attempts;
        const attempts = [...before, attempt].slice(-MOST_ATTEMPTS);
        keepAttempt(transaction, { ...current, ...outcome, attempts }, options);
        if (current.state === "pending" && outcome.state !== undefined) startNext(transaction, current, now());
      }),
    );

  /** Where worlds are stored, an attempt is before it is sent: if its outcome is not, it counts as unknown. */
  const begin = async (row: Row, attempt: DeliveryAttempt): Promise<void> => {
    await keep(row, { attempt: begun.get().toBegun(attempt), mayBeTriedAgain: true }, () => ({}));
  };

  /** One attempt in its turn, and when the next one is due if it fails. */
  const deliver = async (row: Row): Promise<void> => {
    const made = await attempt(row, options, begin);
    const policy = policyOf(row.provider);
    if (made === undefined || policy === undefined) return;
    const { status } = made.attempt;
    const isToRetry = made.mayBeTriedAgain && policy.isToRetry(status);
    await keep(row, made, ({ state, tries }) => {
      // Meanwhile it may have been delivered by hand.
      if (state !== "pending") return {};
      if (isSuccess(status)) return DELIVERED;
      const delaySeconds = policy.retryDelaysSeconds[tries];
      if (delaySeconds === undefined || !isToRetry) return FAILED;
      return { tries: tries + 1, nextAttemptMs: now() + delaySeconds * 1000 };
    });
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
    openEvents(transaction)
      .list("byTime", [], { limit: underWay.size + stalled.size + 1 })
      .rows.filter(({ event }) => !underWay.has(event) && !stalled.has(event));

  return {
    canDeliver: (provider) => send !== undefined && policyOf(provider) !== undefined,
    resume: () => stalled.clear(),
    nextAttemptMs() {
      if (image.firstKey(events.indexes.byTime) === undefined || mayDeliver?.() === false) return undefined;
      return image.transact((transaction) => pending(transaction)[0]?.nextAttemptMs);
    },
    startDue(nowMs) {
      if (image.firstKey(events.indexes.byTime) === undefined || mayDeliver?.() === false) return;
      while (underWay.size < MOST_UNDER_WAY) {
        const next = image.transact((transaction) => pending(transaction)[0]);
        if (next?.nextAttemptMs === undefined || next.nextAttemptMs > nowMs) return;
        start(next);
      }
    },
    isDelivering: () => underWay.size > 0,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
    async attemptByHand(row) {
      const made = await attempt(row, options, begin);
      if (made !== undefined) await keep(row, made, () => (isSuccess(made.attempt.status) ? DELIVERED : {}));
    },
  };
}

/**
 * Makes one attempt.
 *
 * @param begin called before it is sent; what it throws is thrown, and nothing is sent
 * @returns it, with the receiver's answer, and whether there may be another
 */
async function attempt(
  row: Row,
  { image, now, realNow, send, policyOf, isTarget }: DeliveryOptions,
  begin: (row: Row, attempt: DeliveryAttempt) => Promise<void>,
): Promise<MadeAttempt | undefined> {
  const { event, provider } = row;
  const policy = policyOf(provider);
  if (policy === undefined || send === undefined) return undefined;
  if (image.isKept) await begun.load();
  const atMs = now();
  let request: Pick<WebhookRequest, "headers" | "body"> = { headers: {}, body: "" };
  try {
    const { receiver } = event;
    const receiving = receiver && image.read(rowsSpace(provider, receiver.collection), receiver.key);
    request = await policy.toRequest(event, { worldMs: atMs, realMs: realNow() }, receiving);
  } catch (failure) {
    return toFailed({ atMs, ...request }, failure);
  }
  if (image.isKept) await begin(row, { atMs, ...request });
  try {
    const { url } = event;
    const isNamed = isTarget?.(url) === true || receiverOf(image) === url || isNamedIn(image, url);
    const status = await send({ ...request, url, timeoutMs: policy.timeoutMs, isNamed });
    return { attempt: { atMs, ...request, status }, mayBeTriedAgain: true };
  } catch (failure) {
    return toFailed({ atMs, ...request }, failure);
  }
}

const toFailed = (attempt: DeliveryAttempt, failure: unknown): MadeAttempt => ({
  attempt: { ...attempt, error: (failure as Error)?.message ?? String(failure) },
  mayBeTriedAgain: !isStandinError(failure, "ERR_STANDIN_WEBHOOK_REFUSED"),
});
