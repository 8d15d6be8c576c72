import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import { UPDATABLE } from "../assumptions.ts";
import type { DiditCallers } from "../credentials.ts";
import { invalidFields, verificationNotFound } from "../problems.ts";
import { reasons } from "../reasons.ts";
import { toSessionReview } from "../session-reviews.ts";
import type { DiditContext, state } from "../state.ts";
import { isUpdatable, review } from "../workflow-sessions.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

const unknown = (id: string, { world }: DiditContext) =>
  verificationNotFound(reasons.unknownWorkflowSession({ id, world }));

export const listSessionReviews: For<"listSessionReviews"> = ({ path: { session_id: id } }, context) => {
  const session = context.workflowSessions.get(id);
  if (session === undefined) return unknown(id, context);
  return { status: 200, body: session.reviews.map(toSessionReview) };
};

export const createSessionReview: For<"createSessionReview"> = ({ path: { session_id: id }, body }, context) => {
  const session = context.workflowSessions.get(id);
  if (session === undefined) return unknown(id, context);
  const { status } = session;
  if (status === body.new_status)
    return invalidFields(
      { new_status: ["The new status is the same as the current status."] },
      reasons.reviewedAlready({ id, status }),
    );
  if (!isUpdatable(session))
    return invalidFields(
      { new_status: [`The session cannot change from "${status}" to "${body.new_status}".`] },
      reasons.statusNotUpdatable({ id, status, allowed: UPDATABLE.join(", ") }),
    );
  const [newest] = review(session, body, context).reviews;
  if (newest === undefined) throw new Error("a review left no entry");
  return { status: 201, body: toSessionReview(newest) };
};
