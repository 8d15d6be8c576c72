import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import { PDF_STATES } from "../assumptions.ts";
import type { DiditCallers } from "../credentials.ts";
import { invalidFields, permissionDenied, verificationNotFound } from "../problems.ts";
import { reasons } from "../reasons.ts";
import { reportOf } from "../report-body.ts";
import type { state } from "../state.ts";
import {
  createVerification,
  REVIEWABLE,
  review,
  toVerificationDecision,
  toVerificationSession,
} from "../verifications.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

export const createVerificationSession: For<"createVerificationSession"> = ({ body = {}, caller }, context) => {
  const { callback, features, vendor_data: vendorData } = body;
  const verification = createVerification(caller.application, { callback, features, vendorData }, context);
  return { status: 201, body: toVerificationSession(verification, context) };
};

export const getVerificationDecision: For<"getVerificationDecision"> = ({ path: { session_id: id } }, context) => {
  const verification = context.verifications.get(id);
  if (verification === undefined)
    return verificationNotFound(reasons.unknownVerification({ id, world: context.world }));
  return { status: 200, body: toVerificationDecision(verification, context) };
};

export const updateVerificationStatus: For<"updateVerificationStatus"> = ({ path, body }, context) => {
  const { session_id: id } = path;
  const verification = context.verifications.get(id);
  if (verification === undefined)
    return verificationNotFound(reasons.unknownVerification({ id, world: context.world }));
  const reviewed = review(verification, body, context);
  if (reviewed !== undefined) return { status: 200, body: { session_id: reviewed.id } };
  const { status } = verification;
  const complaint = `The session cannot change from "${status}" to "${body.new_status}".`;
  return invalidFields(
    { new_status: [complaint] },
    reasons.statusNotReviewable({ id, status, allowed: REVIEWABLE.join(", ") }),
  );
};

export const generateVerificationPdf: For<"generateVerificationPdf"> = ({ path: { session_id: id } }, context) => {
  const verification = context.verifications.get(id);
  if (verification === undefined)
    return verificationNotFound(reasons.unknownVerification({ id, world: context.world }));
  const { status } = verification;
  if (!PDF_STATES.includes(status))
    return permissionDenied(
      reasons.noReport({ id, status, allowed: PDF_STATES.join(", ") }),
      "A report exists only for sessions that are approved, declined or in review.",
    );
  return {
    status: 200,
    headers: { "content-disposition": `attachment; filename=session_${id}.pdf` },
    body: reportOf(verification),
  };
};
