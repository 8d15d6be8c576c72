import type { RateLimit } from "#engine/contract/rate-rule.ts";
import { type AvacyContext, OPTIONS_KEY } from "./state.ts";

/** Laravel's throttle: a limit of calls per minute and tenant, counted after the token is checked. */
export const rateLimit: RateLimit<AvacyContext> = {
  rule({ operation, pathParameters }, caller, { options }) {
    const limit = options.get(OPTIONS_KEY)?.rateLimitPerMinute;
    if (limit === undefined || (operation.security.length > 0 && caller === undefined)) return undefined;
    return { key: pathParameters["tenant"] ?? pathParameters["team"] ?? "", limit, windowSeconds: 60 };
  },
  headers: ({ limit, remaining }) => ({
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
  }),
};
