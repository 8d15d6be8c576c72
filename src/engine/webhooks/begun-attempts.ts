import type { DeliveryAttempt } from "../contract/webhook.ts";

/** What an attempt ends with whose outcome was never stored. */
const UNKNOWN_OUTCOME = "Its outcome is unknown: it is under way, or standin ended before an answer came.";

/** An attempt as it is stored before it is sent. */
export const toBegun = (attempt: DeliveryAttempt): DeliveryAttempt => ({ ...attempt, error: UNKNOWN_OUTCOME });

/** Removes an attempt as it was stored before it was sent. */
export function withoutBegun(attempts: readonly DeliveryAttempt[], { atMs, body }: DeliveryAttempt): DeliveryAttempt[] {
  const begun = attempts.findLastIndex(
    (each) => each.error === UNKNOWN_OUTCOME && each.atMs === atMs && each.body === body,
  );
  return attempts.filter((_, index) => index !== begun);
}
