import type { components } from "#generated/didit/types.ts";
import { REVIEW_ACTION } from "./assumptions.ts";
import type { DiditContext, SessionReview, WorkflowSession } from "./state.ts";
import { toSecondTime } from "./times.ts";

type Schemas = components["schemas"];

/** Returns the reviews of a session with a new one by a client of the API in front. */
export function withReview(
  { status, reviews }: WorkflowSession,
  { newStatus, comment = null }: Pick<SessionReview, "newStatus"> & { readonly comment?: string | null | undefined },
  { ids, now }: DiditContext,
): readonly SessionReview[] {
  const newest = { id: ids.uuid(), user: "API Client", oldStatus: status, newStatus, comment, createdAtMs: now };
  return [newest, ...reviews];
}

/** A review as decisions show it. */
export const toReview = ({ user, newStatus, comment, createdAtMs }: SessionReview): Schemas["WorkflowReview"] => ({
  user,
  new_status: newStatus,
  comment,
  created_at: toSecondTime(createdAtMs),
});

/** The same review as the list of reviews shows it. */
export const toSessionReview = (review: SessionReview): Schemas["SessionReview"] => ({
  id: review.id,
  action: REVIEW_ACTION,
  old_status: review.oldStatus,
  new_status: review.newStatus,
  note: review.comment,
  created_at: toSecondTime(review.createdAtMs),
});
