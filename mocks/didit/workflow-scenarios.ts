import { StandinError } from "#engine/basics/errors.ts";
import { quoteName } from "#engine/basics/quote.ts";
import type { ScenarioCode, ScenarioParameters } from "#engine/contract/scenarios.ts";
import type { ScenarioTypes } from "#generated/didit/scenario-types.ts";
import type { components } from "#generated/didit/types.ts";
import { getWorkflowDecision_200_application_json as fitsDecision } from "#generated/didit/validators.js";
import { putApiKey, putWorkflow } from "./accounts.ts";
import { addDestination, deliveryIdOf } from "./destinations.ts";
import { findApplication, findUser } from "./parameters.ts";
import { BACK_END, nodeIdOf } from "./reports.ts";
import type { Outcome } from "./results.ts";
import type { DiditContext, state, Workflow, WorkflowSession } from "./state.ts";
import { toWorkflowDecision, toWorkflowSession } from "./workflow-decisions.ts";
import { createWorkflowSession, moveSession, openSession, submitSession, update } from "./workflow-sessions.ts";
import { announceTo } from "./workflow-webhooks.ts";
import { publishedWorkflow } from "./workflows.ts";

type Schemas = components["schemas"];
type Parameters = ScenarioParameters<ScenarioTypes["a workflow session"]>;

/** Throws if an action was impossible. */
function made(session: WorkflowSession | undefined, before: WorkflowSession, what: string): WorkflowSession {
  if (session === undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_PARAMETER",
      `A session that is ${before.status} does not take the step "${what}".`,
    );
  return session;
}

/** Does what a person would do with a session. @returns the decision afterwards */
export const actOnSession = (
  before: WorkflowSession,
  what: string,
  act: () => WorkflowSession | undefined,
  context: DiditContext,
) => toWorkflowDecision(made(act(), before, what), undefined, context);

/** Lets the person pass the first check of the workflow again that needs a person. */
function resubmit(session: WorkflowSession, context: DiditContext): WorkflowSession {
  const feature = session.features.find((each) => !BACK_END.includes(each)) ?? "ID_VERIFICATION";
  const nodes = [{ node_id: nodeIdOf(feature), feature }];
  return update(session, { new_status: "Resubmitted", nodes_to_resubmit: nodes }, context);
}

/** Brings a new session to a status by the actions that lead there, including webhooks. */
export function leadTo(
  created: WorkflowSession,
  { status, user: id, overrides }: Pick<Parameters, "status" | "user" | "overrides">,
  context: DiditContext,
) {
  if (status === "Not Started") return created;
  if (status === "Expired") return made(moveSession(created, "expire", context), created, "expire");
  const opened = made(openSession(created, context), created, "open");
  if (status === "In Progress") return opened;
  if (status === "Abandoned") return made(moveSession(opened, "abandon", context), opened, "abandon");
  if (status === "Awaiting User") return made(moveSession(opened, "await", context), opened, "await");
  const user = id === undefined ? undefined : findUser(id, context);
  const submit = (outcome: Outcome) =>
    made(submitSession(opened, { outcome, user, overrides }, context), opened, "submit");
  if (status === "Kyc Expired") {
    const approved = submit("Approved");
    return made(moveSession(approved, "kyc-expire", context), approved, "kyc-expire");
  }
  return status === "Resubmitted" ? resubmit(submit("Approved"), context) : submit(status);
}

/** @throws StandinError if overrides make a session invalid against the spec */
function refuseMisfit(session: WorkflowSession, context: DiditContext): void {
  if (fitsDecision(toWorkflowDecision(session, undefined, context))) return;
  const [error] = fitsDecision.errors ?? [];
  throw new StandinError(
    "ERR_STANDIN_INVALID_PARAMETER",
    `overrides: the decision's ${error?.instancePath ?? ""} ${error?.message ?? "does not match the spec"}.`,
  );
}

/** The samples of the vendor's console are of 1 January 2022, so that a strict check of freshness refuses them. */
const SAMPLE_TIME = 1_641_038_400;

const SAMPLES = {
  approved: "Approved",
  declined: "Declined",
  "in review": "In Review",
  "unicode name": "Approved",
} as const;

const sampleOf = (sample: keyof typeof SAMPLES, applicationId: string, eventId: string) => ({
  application_id: applicationId,
  created_at: SAMPLE_TIME,
  environment: "live",
  event_id: eventId,
  session_id: "11111111-2222-4333-8444-555555555555",
  status: SAMPLES[sample],
  vendor_data: sample === "unicode name" ? "José-Мария-美咲" : "user-1",
  webhook_type: "status.updated",
  workflow_id: "00000000-0000-4000-8000-0000000000f1",
  workflow_version: 1,
});

export function findWorkflow(id: string, context: DiditContext): Workflow {
  const workflow = publishedWorkflow(id, context);
  if (workflow === undefined)
    throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", `Unknown workflow ${quoteName(id)}.`);
  return workflow;
}

export const workflowScenarios = {
  "an API key": {
    run(context, { client_id, ...given }) {
      const { clientId } = findApplication(client_id, context);
      return { api_key: putApiKey(given, clientId, context).key };
    },
  },
  "a workflow": {
    run(context, { client_id, ...given }) {
      const { clientId } = findApplication(client_id, context);
      return { workflow_id: putWorkflow(given, clientId, context).id };
    },
  },
  "a webhook destination": {
    run(context, { client_id, url, label, webhook_version, subscribed_events }) {
      const given = { url, label, webhook_version, subscribed_events } as Schemas["NewWebhookDestination"];
      const { id, webhookSecret } = addDestination(findApplication(client_id, context), given, context);
      return { uuid: id, url, secret: webhookSecret };
    },
  },
  "a webhook delivery": {
    run(context, { url, workflow_id }) {
      const workflow = findWorkflow(workflow_id, context);
      const application = findApplication(workflow.clientId, context);
      const destination = addDestination(application, { url }, context);
      const session = createWorkflowSession(workflow, {}, context);
      const eventId = context.ids.uuid();
      announceTo(destination, session, { applicationId: application.id, eventId }, context);
      const delivery_uuid = deliveryIdOf(destination, eventId, 0);
      return { uuid: destination.id, url, session_id: session.id, delivery_uuid };
    },
  },
  "a test webhook": {
    run(context, { client_id, sample }) {
      const { clientId, id, webhookUrl, webhookSecret: secret } = findApplication(client_id, context);
      const url = context.webhookReceiver ?? webhookUrl;
      if (url === undefined)
        throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", 'Run the scenario "a webhook receiver" first.');
      const eventId = context.ids.uuid();
      const receiver = { collection: "applications", key: clientId };
      const body = sampleOf(sample, id, eventId);
      context.emit({ type: "status.updated", url, key: eventId, secret, receiver, body });
      return { url, event_id: eventId };
    },
  },
  "a workflow session": {
    run(context, parameters) {
      const { workflow_id, vendor_data, callback, metadata, environment, rerun, base_url } = parameters;
      const workflow = findWorkflow(workflow_id, context);
      const { expected_details: expectedDetails, contact_details: contactDetails } = parameters;
      const given = { vendorData: vendor_data, callback, metadata, environment, expectedDetails, contactDetails };
      const created = createWorkflowSession(workflow, { ...given, baseUrl: base_url }, context);
      const led = leadTo(created, parameters, context);
      const session = rerun ? { ...led, rerunAtMs: context.now } : led;
      if (rerun) context.workflowSessions.put(session);
      refuseMisfit(session, context);
      const { session_id, session_number } = toWorkflowSession(session, undefined, context);
      const { url } = session;
      const decision = toWorkflowDecision(session, undefined, context);
      return { session_id, session_number, session_token: session.token, url, workflow_id, decision };
    },
  },
} satisfies Partial<ScenarioCode<typeof state, ScenarioTypes>>;
