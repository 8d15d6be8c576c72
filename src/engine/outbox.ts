import type { Clock } from "./clock.ts";
import type { Awaitable } from "./exchange.ts";

/** An event (a webhook) that a world owes to a receiver. */
export interface OutboxEvent {
  readonly type: string;
  /** Where to. */
  readonly url: string;
  /** Events of one key reach the receiver in the order in which they happened. */
  readonly key: string;
  /** By which the provider signs for this receiver. */
  readonly secret: string;
  readonly body: unknown;
}

/** One request to a receiver. */
export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

/** Sends one request, following no redirects. @returns the status; rejects when there was no answer in time */
export type Send = (request: WebhookRequest) => Promise<number>;

/** How a provider delivers its events. */
export interface WebhookPolicy {
  /** Makes the request of one attempt, with its own stamps and signatures. */
  toRequest(
    event: OutboxEvent,
    time: { readonly worldMs: number; readonly realMs: number },
  ): Awaitable<Pick<WebhookRequest, "headers" | "body">>;
  /** World seconds to wait after each failed attempt; one attempt more than there are delays. */
  readonly retryDelaysSeconds: readonly number[];
  /** Does this answer mean another attempt? `undefined`: there was no answer. A 2xx is never asked about. */
  isToRetry(status: number | undefined): boolean;
  readonly timeoutMs: number;
}

/** One attempt to deliver, as it was made. */
export interface DeliveryAttempt {
  readonly atMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The receiver's answer; absent when there was none. */
  readonly status?: number;
  readonly error?: string;
}

/** An event and what became of it. */
export interface OutboxEntry {
  /** Rises by one with every event of the world, from 1. */
  readonly number: number;
  readonly provider: string;
  /** World time of the exchange that made it. */
  readonly atMs: number;
  readonly event: OutboxEvent;
  readonly state: "pending" | "delivered" | "failed";
  readonly attempts: readonly DeliveryAttempt[];
}

/** The events of one world in the order in which their exchanges committed: those owed, and the log of those delivered. */
export interface Outbox {
  add(provider: string, atMs: number, events: readonly OutboxEvent[]): void;
  entries(): readonly OutboxEntry[];
  /**
   * Delivers an event once more, at once, whatever became of it before.
   *
   * @returns the event after this attempt; `undefined` when there is no such event
   * @throws RangeError when there is nothing here by which events leave
   */
  redeliver(number: number): Promise<OutboxEntry | undefined>;
  /** How many events there are. */
  readonly size: number;
  clear(): void;
}

// More attempts of one event are not kept.
const MOST_ATTEMPTS = 50;

export interface OutboxOptions {
  readonly clock: Clock;
  readonly realNow: () => number;
  /** Absent: events are kept, and nothing is sent. */
  readonly send?: Send | undefined;
  readonly policyOf: (provider: string) => WebhookPolicy | undefined;
  /** How many events are kept; delivered and failed ones give way first. */
  readonly limit: number;
}

type MutableEntry = { -readonly [Name in keyof OutboxEntry]: OutboxEntry[Name] } & { attempts: DeliveryAttempt[] };

const isSuccess = (status: number | undefined): boolean => status !== undefined && status >= 200 && status < 300;

/** Deliveries start when an exchange has committed; its reply does not wait for them. */
export function createOutbox({ clock, realNow, send, policyOf, limit }: OutboxOptions): Outbox {
  const entries: MutableEntry[] = [];
  /** The events still owed, by key: only the first of each is under way. */
  const queues = new Map<string, MutableEntry[]>();
  let added = 0;

  /** Makes one attempt and notes it. @returns the receiver's answer, if there was one */
  const attempt = async (entry: MutableEntry, policy: WebhookPolicy, deliver: Send): Promise<number | undefined> => {
    const atMs = clock.now();
    const request = await policy.toRequest(entry.event, { worldMs: atMs, realMs: realNow() });
    let status: number | undefined;
    let error: string | undefined;
    try {
      status = await deliver({ ...request, url: entry.event.url, timeoutMs: policy.timeoutMs });
    } catch (failure) {
      error = (failure as Error).message;
    }
    if (entry.attempts.length >= MOST_ATTEMPTS) entry.attempts.shift();
    entry.attempts.push({
      atMs,
      ...request,
      ...(status !== undefined && { status }),
      ...(error !== undefined && { error }),
    });
    return status;
  };

  const finish = (entry: MutableEntry, state: "delivered" | "failed"): void => {
    const wasPending = entry.state === "pending";
    entry.state = state;
    if (wasPending) startNext(entry);
  };

  /** One attempt in its turn, and the next one when it fails. */
  const deliver = async (entry: MutableEntry, policy: WebhookPolicy, by: Send, tries: number): Promise<void> => {
    // It may have been delivered by hand while it waited.
    if (entry.state !== "pending") return;
    const atMs = clock.now();
    const status = await attempt(entry, policy, by);
    // Meanwhile it may have been delivered by hand, or forgotten with its world's past.
    if (entry.state !== "pending" || queues.get(queueKey(entry))?.[0] !== entry) return;
    const delaySeconds = policy.retryDelaysSeconds[tries];
    if (isSuccess(status)) finish(entry, "delivered");
    else if (delaySeconds === undefined || !policy.isToRetry(status)) finish(entry, "failed");
    else clock.schedule(atMs + delaySeconds * 1000, () => deliver(entry, policy, by, tries + 1));
  };

  const begin = (entry: MutableEntry): void => {
    const policy = policyOf(entry.provider);
    if (policy !== undefined && send !== undefined) clock.schedule(clock.now(), () => deliver(entry, policy, send, 0));
  };

  const queueKey = ({ provider, event }: OutboxEntry): string => `${provider}\u0000${event.key}`;

  const startNext = (finished: MutableEntry): void => {
    const key = queueKey(finished);
    const queue = queues.get(key) ?? [];
    const at = queue.indexOf(finished);
    if (at >= 0) queue.splice(at, 1);
    if (queue[0] === undefined) queues.delete(key);
    else if (at === 0) begin(queue[0]);
  };

  const makeRoom = (): void => {
    while (entries.length > limit) {
      const finished = entries.findIndex(({ state }) => state !== "pending");
      entries.splice(Math.max(finished, 0), 1);
    }
  };

  return {
    add(provider, atMs, events) {
      for (const event of events) {
        added += 1;
        const entry: MutableEntry = { number: added, provider, atMs, event, state: "pending", attempts: [] };
        entries.push(entry);
        const queue = queues.get(queueKey(entry));
        if (queue !== undefined) queue.push(entry);
        else {
          queues.set(queueKey(entry), [entry]);
          begin(entry);
        }
      }
      makeRoom();
    },
    entries: () => entries,
    async redeliver(number) {
      const entry = entries.find((each) => each.number === number);
      if (entry === undefined) return undefined;
      const policy = policyOf(entry.provider);
      if (policy === undefined || send === undefined)
        throw new RangeError("There is nothing here by which events leave.");
      if (isSuccess(await attempt(entry, policy, send))) finish(entry, "delivered");
      return entry;
    },
    get size() {
      return entries.length;
    },
    clear() {
      entries.length = 0;
      queues.clear();
    },
  };
}
