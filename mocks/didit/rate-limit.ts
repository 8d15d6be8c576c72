import type { RateLimit } from "#engine/contract/rate-rule.ts";
import { isDiditCaller } from "./credentials.ts";
import type { DiditContext } from "./state.ts";

/** Calls are counted by application, for applications that have a limit. */
export const rateLimit: RateLimit<DiditContext> = {
  rule(_request, caller) {
    if (!isDiditCaller(caller) || !("application" in caller)) return undefined;
    const { clientId, rateLimitPerMinute } = caller.application;
    return rateLimitPerMinute === undefined
      ? undefined
      : { key: clientId, limit: rateLimitPerMinute, windowSeconds: 60 };
  },
  // The vendor shows none on replies that are let through.
  headers: () => ({}),
};
