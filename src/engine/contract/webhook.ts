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
  /** Whether those who run standin have named the target. If not, it may be sent to loopback addresses alone. */
  readonly isNamed: boolean;
}

/**
 * Sends one request, following no redirects.
 *
 * @returns the status; rejects when there was no answer in time
 * @throws NotSentError if the target is not named, and the address that it has at that moment is not loopback
 */
export type Send = (request: WebhookRequest) => Promise<number>;

/** A request that may not leave. Trying again would not change that. */
export class NotSentError extends Error {
  override readonly name = "NotSentError";
}

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
  /** World time of the next attempt; absent when none is due, or an earlier event of the same key has to arrive first. */
  readonly nextAttemptMs?: number | undefined;
}
