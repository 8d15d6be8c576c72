import type { Caller, RoutedRequest } from "./routed.ts";

/** How many requests one key may make in a window of time. */
export interface RateRule {
  /** Who is counted, e.g. an organization. */
  readonly key: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface RateLimitStatus {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly windowSeconds: number;
}

/** A provider's rate limit. Refused requests count; snapshots and forks leave the counts behind. */
export interface RateLimit<Context> {
  /** The rule for this request; `undefined`: not limited. */
  rule(request: RoutedRequest, caller: Caller | undefined, context: Context): RateRule | undefined;
  /** Headers that tell the caller how it stands. */
  headers(status: RateLimitStatus): Readonly<Record<string, string>>;
}
