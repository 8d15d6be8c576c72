import type { Handler } from "#engine/handlers.ts";
import type { operations } from "#generated/didit/types.ts";
import type { DiditCaller } from "../credentials.ts";
import { PDF_STATES } from "../options.ts";
import { invalidFields, permissionDenied, sessionNotFound } from "../problems.ts";
import type { state } from "../state.ts";
import {
  createVerification,
  findVerification,
  review,
  toVerificationDecision,
  toVerificationSession,
} from "../verifications.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, DiditCaller>;

export const createVerificationSession: For<"createVerificationSession"> = async ({ body = {}, caller }, context) => {
  if (!("application" in caller)) throw new Error("a verification was created by no application");
  const { callback, features, vendor_data: vendorData } = body;
  const verification = await createVerification(caller.application, { callback, features, vendorData }, context);
  return { status: 201, body: toVerificationSession(verification) };
};

export const getVerificationDecision: For<"getVerificationDecision"> = async ({ path }, context) => {
  const verification = await findVerification(path.session_id, context);
  return verification === undefined ? sessionNotFound() : { status: 200, body: toVerificationDecision(verification) };
};

export const updateVerificationStatus: For<"updateVerificationStatus"> = async ({ path, body }, context) => {
  const verification = await findVerification(path.session_id, context);
  if (verification === undefined) return sessionNotFound();
  const reviewed = await review(verification, body, context);
  if (reviewed !== undefined) return { status: 200, body: { session_id: reviewed.id } };
  const complaint = `The session cannot change from "${verification.status}" to "${body.new_status}".`;
  return invalidFields({ new_status: [complaint] });
};

export const generateVerificationPdf: For<"generateVerificationPdf"> = async ({ path }, context) => {
  const verification = await findVerification(path.session_id, context);
  if (verification === undefined) return sessionNotFound();
  if (!PDF_STATES.includes(verification.status))
    return permissionDenied("A report exists only for sessions that are approved, declined or in review.");
  const { writeReport } = await import("../report.ts");
  return {
    status: 200,
    headers: { "content-disposition": `attachment; filename=session_${verification.id}.pdf` },
    body: await writeReport(verification),
  };
};
