import type { Awaitable } from "./exchange.ts";

/** An event (a webhook) to be delivered to a receiver. */
export interface OutboxEvent {
  readonly type: string;
  /** URL of the receiver. */
  readonly url: string;
  /** Events with the same key are delivered in the order in which they happened. */
  readonly key: string;
  /** The secret that signs events for this receiver. */
  readonly secret: string;
  readonly body: unknown;
  /** The provider's own id of the event. */
  readonly id?: string;
  /** The row of the mock that describes the receiver, for what may change between attempts, such as its secret. */
  readonly receiver?: { readonly collection: string; readonly key: string };
}

/** One request to a receiver. */
export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** Whether an option, the seed, a scenario or an in-process call names the target. If not, only loopback is allowed. */
  readonly isNamed: boolean;
}

/**
 * Sends one request, without following redirects.
 *
 * @returns the status; rejects if there was no response in time
 * @throws StandinError if the target is not named, and its host currently resolves to an address other than loopback
 */
export type Send = (request: WebhookRequest) => Promise<number>;

/** How a provider delivers its events. */
export interface WebhookPolicy {
  /**
   * Builds the request of one attempt, with its own timestamps and signatures.
   *
   * @param receiver the row that the event names, as it is now; `undefined` if it names none, or the row is gone
   */
  toRequest(
    event: OutboxEvent,
    time: { readonly worldMs: number; readonly realMs: number },
    receiver?: unknown,
  ): Awaitable<Pick<WebhookRequest, "headers" | "body">>;
  /** World seconds to wait after each failed attempt; there is one attempt more than delays. */
  readonly retryDelaysSeconds: readonly number[];
  /** Whether to retry after a response of this status; `undefined`: there was no response. Never called for a 2xx. */
  isToRetry(status: number | undefined): boolean;
  readonly timeoutMs: number;
}

/** One delivery attempt. */
export interface DeliveryAttempt {
  readonly atMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The status of the receiver's response; absent if there was none. */
  readonly status?: number;
  readonly error?: string;
}

/** An event and its delivery. */
export interface OutboxEntry {
  /** Sequence number of the event in its world, from 1. */
  readonly number: number;
  readonly provider: string;
  /** World time of the exchange that emitted the event. */
  readonly atMs: number;
  readonly event: OutboxEvent;
  readonly state: "pending" | "delivered" | "failed";
  readonly attempts: readonly DeliveryAttempt[];
  /** World time of the next attempt; absent if none is due, or an earlier event of the same key has to be delivered first. */
  readonly nextAttemptMs?: number | undefined;
}
