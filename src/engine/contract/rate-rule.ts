import type { Caller, RoutedRequest } from "./request.ts";

/** The limit of requests per key and time window. */
export interface RateRule {
  /** The key that requests are counted by, e.g. an organization. */
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

/** A provider's rate limit. Refused requests count; snapshots and forks do not include the counts. */
export interface RateLimit<Context> {
  /** Returns the rule for a request; `undefined`: not limited. */
  rule(request: RoutedRequest, caller: Caller | undefined, context: Context): RateRule | undefined;
  /** Returns the headers that report the caller's quota. */
  headers(status: RateLimitStatus): Readonly<Record<string, string>>;
}
