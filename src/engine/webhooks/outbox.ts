import { StandinError } from "../basics/errors.ts";
import { isPromise } from "../basics/late.ts";
import type { Awaitable } from "../contract/exchange.ts";
import { LimitExceededError } from "../contract/limits.ts";
import { roomReasons } from "../contract/reasons.ts";
import type { OutboxEntry, OutboxEvent } from "../contract/webhook.ts";
import type { Transaction } from "../state/images.ts";
import { readReceiver, receiverOf, writeReceiver } from "../state/receiver.ts";
import { createDeliveries, type Deliveries, type DeliveryOptions } from "./deliveries.ts";
import {
  addEvent,
  clearOutbox,
  events,
  eventsKept,
  keyOf,
  LISTED,
  makeRoom,
  openEvents,
  type Row,
  sizeIn,
} from "./event-rows.ts";
import { nameTargets } from "./targets.ts";

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
  /** Where all webhooks of this world go from now on, whatever its mocks say; `undefined`: where its mocks say. */
  readonly receiver: string | undefined;
  /**
   * Sets the receiver, which is allowed as a target with that.
   *
   * @param url as `toReceiver` gives it
   */
  sendTo(url: string | undefined): Awaitable<void>;
}

/** The outbox as the engine uses it. */
export interface WorldOutbox
  extends Outbox,
    Pick<Deliveries, "nextAttemptMs" | "startDue" | "isDelivering" | "settled"> {
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
}

export interface OutboxOptions extends DeliveryOptions {
  /** Its name. */
  readonly world: string;
}

/** Deliveries start when an exchange has committed; its reply does not wait for them. */
export function createOutbox(options: OutboxOptions): WorldOutbox {
  const { image, world, onChange } = options;
  const deliveries = createDeliveries(options);
  const find = (number: number): Row | undefined => image.read(events.rows, keyOf(number)) as Row | undefined;

  const addTo: WorldOutbox["addTo"] = (transaction, provider, atMs, added, isDue = false) => {
    deliveries.resume();
    const isDeliverable = deliveries.canDeliver(provider);
    const url = isDeliverable ? readReceiver(transaction) : undefined;
    for (const event of added)
      addEvent(transaction, { provider, atMs, event: url === undefined ? event : { ...event, url } }, isDeliverable);
    if (!makeRoom(transaction, options) && !isDue)
      throw new LimitExceededError(roomReasons.outboxFull({ world, count: sizeIn(transaction) - added.length }));
  };

  /** Keeps a change that is made outside of an exchange. */
  const change = (work: (transaction: Transaction) => void): void => {
    const kept = image.keep(() => image.transact(work));
    if (isPromise(kept)) void kept.then(onChange, onChange);
    else onChange();
  };

  return {
    ...deliveries,
    addTo,
    add(provider, atMs, added) {
      change((transaction) => {
        nameTargets(
          transaction,
          added.map(({ url }) => url),
        );
        addTo(transaction, provider, atMs, added);
      });
    },
    entries: () => image.transact((transaction) => openEvents(transaction).list("all", LISTED).rows),
    async redeliver(number) {
      const row = find(number);
      if (row === undefined) return undefined;
      if (!deliveries.canDeliver(row.provider))
        throw new StandinError("ERR_STANDIN_WEBHOOK_REFUSED", "Webhook delivery is not configured.");
      await deliveries.attemptByHand(row);
      onChange();
      return find(number) ?? row;
    },
    get size() {
      return eventsKept(image);
    },
    clear: () => change(clearOutbox),
    get receiver() {
      return receiverOf(image);
    },
    sendTo: (url) =>
      image.keep(() =>
        image.transact((transaction) => {
          writeReceiver(transaction, url);
          // What is addressed to it stays allowed when another one follows.
          nameTargets(transaction, url);
        }),
      ),
  };
}
