import type { Awaitable } from "./exchange.ts";
import type { Caller, RoutedRequest } from "./routed.ts";

/** How many requests one key may make in a window of time. */
export interface RateRule {
  /** Who is counted, e.g. an organization. */
  readonly key: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface RateStanding {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly windowSeconds: number;
}

/** A provider's rate limit. The count is kept beside the world's state: refused requests count, and snapshots do not. */
export interface RateLimit<Context> {
  /** The rule for this request; `undefined`: not limited. */
  rule(request: RoutedRequest, caller: Caller | undefined, context: Context): Awaitable<RateRule | undefined>;
  /** Headers that tell the caller how it stands. */
  headers(standing: RateStanding): Readonly<Record<string, string>>;
}

interface Window {
  endsMs: number;
  count: number;
}

/** Fixed windows, one per key, for one world. */
export class RateWindows {
  readonly #windows = new Map<string, Window>();

  /** Counts one request. @returns how the key stands, or the same with `remaining: -1` when it is over the limit */
  count({ key, limit, windowSeconds }: RateRule, nowMs: number): RateStanding {
    let window = this.#windows.get(key);
    if (window === undefined || nowMs >= window.endsMs) {
      window = { endsMs: nowMs + windowSeconds * 1000, count: 0 };
      this.#windows.set(key, window);
    }
    window.count += 1;
    return {
      limit,
      windowSeconds,
      remaining: Math.max(limit - window.count, -1),
      resetSeconds: Math.ceil((window.endsMs - nowMs) / 1000),
    };
  }

  clear(): void {
    this.#windows.clear();
  }
}
