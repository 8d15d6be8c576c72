import { StandinError } from "#engine/basics/errors.ts";
import { quoteName } from "#engine/basics/quote.ts";
import type { ScenarioCode, ScenarioParameters } from "#engine/contract/scenarios.ts";
import type { ScenarioTypes } from "#generated/didit/scenario-types.ts";
import { getWorkflowDecision_200_application_json as fitsDecision } from "#generated/didit/validators.js";
import { putApiKey, putWorkflow } from "./accounts.ts";
import { findApplication, findUser } from "./parameters.ts";
import { BACK_END, nodeIdOf } from "./reports.ts";
import type { Outcome } from "./results.ts";
import type { DiditContext, state, WorkflowSession } from "./state.ts";
import { toWorkflowDecision, toWorkflowSession } from "./workflow-decisions.ts";
import { createWorkflowSession, moveSession, openSession, submitSession, update } from "./workflow-sessions.ts";

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
function leadTo(created: WorkflowSession, { status, user: id, overrides }: Parameters, context: DiditContext) {
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
  "a workflow session": {
    run(context, parameters) {
      const { workflow_id, vendor_data, callback, metadata, environment, rerun, base_url } = parameters;
      const workflow = context.workflows.get(workflow_id);
      if (workflow === undefined)
        throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", `Unknown workflow ${quoteName(workflow_id)}.`);
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
