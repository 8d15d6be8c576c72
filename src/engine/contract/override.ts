import type { Stopping } from "./exchange.ts";
import type { Reason } from "./reasons.ts";

/** Replies whose reason may be left out: the author of an override knows why it refuses a request. */
type Unexplained<Made> = Made extends { readonly reason: Reason }
  ? Omit<Made, "reason"> & { readonly reason?: Reason }
  : Made;

/**
 * Answers an operation in place of a mock's own handler, in the transaction of the exchange: a plain function, not an async one.
 * Its reply is checked against the spec like any other.
 *
 * `original` calls the mock's own handler, at most once and before the override returns: with the request as it arrived, or
 * with another one.
 *
 * @typeParam Own the mock's own handler
 */
export type Override<Own> = Own extends (request: infer Asked, context: infer Seen) => infer Made
  ? (request: Asked, context: Seen, original: (request?: Asked) => Made) => Unexplained<Made>
  : never;

/** The overrides of one mock, by operation. */
export type OverridesOf<Handlers> = { readonly [Id in keyof Handlers]?: Override<Handlers[Id]> };

/** The context of an override of an operation that waits for something outside: it sees no state, and may return a promise. */
export interface WaitingContext {
  /** Signals the stop of the server that received the request. */
  readonly stopping: Stopping | undefined;
}

/** An override without its types; the engine ensures that they hold. */
// biome-ignore lint/suspicious/noExplicitAny: operation types are erased on purpose, as those of handlers are
export type ErasedOverride = (request: any, context: any, original: (request?: any) => any) => unknown;

/** The overrides of one mock without their types, by operation. */
export type ErasedOverrides = Readonly<Record<string, ErasedOverride | undefined>>;
