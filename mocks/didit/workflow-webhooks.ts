import { WEBHOOK_DECISION_STATES } from "./assumptions.ts";
import type { Destination, DiditContext, WebhookVersion, WorkflowSession } from "./state.ts";
import { toDecisionV2, toWorkflowDecision } from "./workflow-decisions.ts";

/** The only event of sessions that is sent. */
const STATUS_UPDATED = "status.updated";

/** Puts webhooks for the application and its destinations into the outbox; the times in them are those of sending. */
export function announceSession(session: WorkflowSession, context: DiditContext): void {
  const application = context.applications.get(session.clientId);
  if (application === undefined) return;
  const { clientId, webhookSecret, webhookVersion, id: applicationId } = application;
  const url = context.webhookReceiver ?? application.webhookUrl;
  const receivers = destinationsOf(clientId, context).filter(
    ({ isEnabled, events }) => isEnabled && events.includes(STATUS_UPDATED),
  );
  if (url === undefined && receivers.length === 0) return;
  // One event for all receivers.
  const eventId = context.ids.uuid();
  const origin = { applicationId, eventId };
  if (url !== undefined)
    context.emit({
      type: STATUS_UPDATED,
      url,
      key: session.id,
      secret: webhookSecret,
      id: eventId,
      receiver: { collection: "applications", key: clientId },
      body: bodyOf(session, webhookVersion, origin, context),
    });
  for (const each of receivers) announceTo(each, session, origin, context);
}

/** Puts the webhook of a session for one destination into the outbox. */
export function announceTo(
  { id, url, webhookSecret, webhookVersion }: Destination,
  session: WorkflowSession,
  origin: Origin,
  context: DiditContext,
): void {
  context.emit({
    type: STATUS_UPDATED,
    url,
    key: `${session.id} ${id}`,
    secret: webhookSecret,
    id: origin.eventId,
    receiver: { collection: "destinations", key: id },
    body: bodyOf(session, webhookVersion, origin, context),
  });
}

/** The destinations of an application, oldest first. */
export const destinationsOf = (clientId: string, { destinations }: DiditContext): readonly Destination[] =>
  destinations.list("byApplication", [clientId]).rows;

interface Origin {
  readonly applicationId: string;
  readonly eventId: string;
}

function bodyOf(
  session: WorkflowSession,
  version: WebhookVersion,
  { applicationId, eventId }: Origin,
  context: DiditContext,
): Readonly<Record<string, unknown>> {
  const { id, status, vendorData, metadata, environment, workflowId, workflowVersion } = session;
  const hasDecision = WEBHOOK_DECISION_STATES.some((each) => each === status);
  const toDecision = version === "v3" ? toWorkflowDecision : toDecisionV2;
  const common = {
    session_id: id,
    status,
    webhook_type: STATUS_UPDATED,
    ...(vendorData !== null && { vendor_data: vendorData }),
    ...(hasDecision && { decision: toDecision(session, undefined, context) }),
  };
  if (version === "v1") return common;
  const ofWorkflow = { ...common, workflow_id: workflowId, ...(metadata !== null && { metadata }) };
  if (version === "v2") return ofWorkflow;
  return {
    ...ofWorkflow,
    application_id: applicationId,
    environment,
    event_id: eventId,
    workflow_version: workflowVersion,
  };
}
