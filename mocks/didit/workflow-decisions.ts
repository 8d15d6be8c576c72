import type { components } from "#generated/didit/types.ts";
import { accessOf } from "./api-keys.ts";
import { linkOf } from "./links.ts";
import { withLinks } from "./media.ts";
import { firstOf } from "./reports.ts";
import { toReview } from "./session-reviews.ts";
import type { ApiKey, DiditContext, WorkflowSession } from "./state.ts";
import { toSecondTime } from "./times.ts";

type Schemas = components["schemas"];

/** Whether a key may see what opens the hosted page. */
const seesLink = (key: ApiKey | undefined): boolean => key === undefined || accessOf(key, "sessions") === "write";

const urlFor = (session: WorkflowSession, key: ApiKey | undefined, context: DiditContext): string | null =>
  seesLink(key) ? linkOf("verify", session, context) : null;

/** @param key who reads; absent: someone who may see everything */
export const toWorkflowSession = (
  session: WorkflowSession,
  key: ApiKey | undefined,
  context: DiditContext,
): Schemas["WorkflowSession"] => ({
  session_id: session.id,
  session_number: session.number,
  session_token: seesLink(key) ? session.token : null,
  url: urlFor(session, key, context),
  status: session.status,
  workflow_id: session.workflowId,
  vendor_data: session.vendorData,
  metadata: session.metadata,
  callback: session.callback,
});

/** @param key as above */
export const toSummary = (
  session: WorkflowSession,
  key: ApiKey | undefined,
  context: DiditContext,
): Schemas["WorkflowSessionSummary"] => ({
  session_id: session.id,
  session_number: session.number,
  session_url: urlFor(session, key, context),
  status: session.status,
  environment: session.environment,
  workflow_id: session.workflowId,
  features: [...session.features],
  vendor_data: session.vendorData,
  metadata: session.metadata,
  callback: session.callback,
  created_at: toSecondTime(session.createdAtMs),
});

/** @param key as above */
export const toWorkflowDecision = (
  session: WorkflowSession,
  key: ApiKey | undefined,
  context: DiditContext,
): Schemas["WorkflowDecision"] => ({
  ...toSummary(session, key, context),
  session_kind: "user",
  expected_details: session.expectedDetails,
  contact_details: session.contactDetails,
  ...withLinks(session.id, session.reports, key, context),
  reviews: session.reviews.map(toReview),
  ...(session.sharedFrom !== undefined && { shared_from_session: session.sharedFrom }),
});

/** @param key as above */
export function toDecisionV2(
  session: WorkflowSession,
  key: ApiKey | undefined,
  context: DiditContext,
): Schemas["DecisionV2"] {
  const reports = withLinks(session.id, session.reports, key, context);
  return {
    ...toSummary(session, key, context),
    expected_details: session.expectedDetails,
    contact_details: session.contactDetails,
    id_verification: firstOf(reports.id_verifications),
    nfc: firstOf(reports.nfc_verifications),
    liveness: firstOf(reports.liveness_checks),
    face_match: firstOf(reports.face_matches),
    phone: firstOf(reports.phone_verifications),
    email: firstOf(reports.email_verifications),
    poa: firstOf(reports.poa_verifications),
    aml: firstOf(reports.aml_screenings),
    ip_analysis: firstOf(reports.ip_analyses),
    database_validation: firstOf(reports.database_validations),
    questionnaire: firstOf(reports.questionnaire_responses),
    reviews: session.reviews.map(toReview),
  };
}
