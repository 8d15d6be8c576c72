import { chain } from "#engine/awaitable.ts";
import type { RateLimit, RateRule } from "#engine/rate-limit.ts";
import type { Caller, RoutedRequest } from "#engine/routed.ts";
import { type AvacyContext, OPTIONS_KEY, type Options } from "./state.ts";

/** Laravel's throttle: so many calls a minute for each tenant, counted after the token has been checked. */
export const rateLimit: RateLimit<AvacyContext> = {
  rule: (request, caller, { options }) => chain(options.get(OPTIONS_KEY), toRule, request, caller),
  headers: ({ limit, remaining }) => ({
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
  }),
};

function toRule(
  options: Options | undefined,
  { operation, pathParameters }: RoutedRequest,
  caller: Caller | undefined,
): RateRule | undefined {
  const limit = options?.rateLimitPerMinute;
  if (limit === undefined || (operation.security.length > 0 && caller === undefined)) return undefined;
  return { key: pathParameters["tenant"] ?? pathParameters["team"] ?? "", limit, windowSeconds: 60 };
}
