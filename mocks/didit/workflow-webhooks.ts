import { WEBHOOK_DECISION_STATES } from "./assumptions.ts";
import type { DiditContext, WorkflowSession } from "./state.ts";
import { toWorkflowDecision } from "./workflow-decisions.ts";

/** Puts a webhook for the application into the outbox; the times in it are those of sending. */
export function announceSession(session: WorkflowSession, context: DiditContext): void {
  const { id, clientId, status, vendorData, metadata, environment, workflowId, workflowVersion } = session;
  const application = context.applications.get(clientId);
  if (application?.webhookUrl === undefined) return;
  const { webhookUrl, webhookSecret, id: applicationId } = application;
  context.emit({
    type: "status.updated",
    url: webhookUrl,
    key: id,
    secret: webhookSecret,
    body: {
      application_id: applicationId,
      environment,
      event_id: context.ids.uuid(),
      session_id: id,
      status,
      webhook_type: "status.updated",
      workflow_id: workflowId,
      workflow_version: workflowVersion,
      ...(vendorData !== null && { vendor_data: vendorData }),
      ...(metadata !== null && { metadata }),
      ...(WEBHOOK_DECISION_STATES.some((each) => each === status) && {
        decision: toWorkflowDecision(session, undefined, context),
      }),
    },
  });
}
