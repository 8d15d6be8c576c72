import type { RateLimit, RateRule } from "#engine/contract/rate-rule.ts";
import type { DidomiContext } from "./state.ts";

/**
 * Sign-ins are counted by organization, for organizations that have a limit. Calls under `/consents` are not counted,
 * nor are sign-ins with an unknown key, which belongs to no organization.
 */
export const rateLimit: RateLimit<DidomiContext> = {
  rule: ({ operationId, body }, _caller, context) =>
    operationId === "createSession" && body.kind === "parsed" ? ruleOfKey(body.value, context) : undefined,
  headers: ({ limit, remaining, resetSeconds, windowSeconds }) => ({
    ratelimit: `limit=${limit}, remaining=${remaining}, reset=${resetSeconds}`,
    "ratelimit-policy": `${limit};w=${windowSeconds}`,
  }),
};

function ruleOfKey(body: unknown, { keys, organizations }: DidomiContext): RateRule | undefined {
  if (typeof body !== "object" || body === null || !("key" in body) || typeof body.key !== "string") return undefined;
  const key = keys.get(body.key);
  const organization = key && organizations.get(key.organization_id);
  if (organization?.rate_limit === undefined) return undefined;
  const { requests, window_seconds } = organization.rate_limit;
  return { key: organization.id, limit: requests, windowSeconds: window_seconds };
}
