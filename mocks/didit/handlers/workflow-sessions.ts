import { PlatformDate } from "#engine/basics/date.ts";
import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Security } from "#generated/didit/security.ts";
import type { components, operations } from "#generated/didit/types.ts";
import { mayFind, mayFindSession } from "../api-keys.ts";
import {
  MOST_PORTRAIT_BYTES,
  RERUN_PAUSE_S,
  SANDBOX_DECIDES,
  SANDBOX_SCENARIOS,
  SESSIONS_PER_PAGE,
  UPDATABLE,
  WORKFLOW_PDF_STATES,
} from "../assumptions.ts";
import type { ApiKeyCaller, DiditCallers } from "../credentials.ts";
import { linksOf } from "../pagination.ts";
import { invalidFields, keyDenied, throttled, verificationNotFound } from "../problems.ts";
import { toUuid } from "../reading.ts";
import { reasons } from "../reasons.ts";
import { workflowReportOf } from "../report-body.ts";
import { nodeIdOf } from "../reports.ts";
import { notAChoice } from "../scope.ts";
import type { DiditContext, state, WorkflowSession } from "../state.ts";
import { toMillisecondTime } from "../times.ts";
import { toDecisionV2, toSummary, toWorkflowDecision, toWorkflowSession } from "../workflow-decisions.ts";
import {
  createWorkflowSession as create,
  isSame,
  isUpdatable,
  isWithoutPerson,
  removeSession,
  secondsToRerun,
  update,
} from "../workflow-sessions.ts";
import { findVersion, publishedWorkflow } from "../workflows.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;
type Schemas = components["schemas"];

/** The body of a creation that the schema allows, and which is wrong nevertheless. */
function refuseCreation(body: Schemas["WorkflowSessionRequest"], caller: ApiKeyCaller, context: DiditContext) {
  const { portrait_image: portrait, sandbox_scenario: scenario } = body;
  const workflowId = toUuid(body.workflow_id);
  const { clientId } = caller.application;
  if (publishedWorkflow(workflowId, context)?.clientId !== clientId || !mayFind(caller.key, workflowId))
    return invalidFields(
      { workflow_id: [`Invalid pk "${workflowId}" - object does not exist.`] },
      explainNoWorkflow(workflowId, clientId, context),
    );
  const bytes = Math.floor(((portrait ?? "").replace(/={1,2}$/, "").length * 3) / 4);
  if (bytes > MOST_PORTRAIT_BYTES)
    return invalidFields(
      { portrait_image: ["The image is larger than 1 MB."] },
      reasons.portraitTooLarge({ bytes, limit: MOST_PORTRAIT_BYTES }),
    );
  if (scenario === undefined) return undefined;
  if (caller.key.mode !== "sandbox")
    return invalidFields({ sandbox_scenario: ["Only applications of the sandbox take this."] }, reasons.notInSandbox());
  const known = SANDBOX_SCENARIOS.map((each) => each.scenario);
  if (known.includes(scenario)) return undefined;
  return invalidFields(
    { sandbox_scenario: [notAChoice(scenario)] },
    reasons.unknownSandboxScenario({ scenario, known: known.join(", ") }),
  );
}

/** Why no session is created by a workflow. */
function explainNoWorkflow(workflowId: string, clientId: string, context: DiditContext): Reason {
  const { world } = context;
  const found = findVersion(workflowId, context);
  if (found?.clientId !== clientId) return reasons.unknownWorkflow({ workflowId, clientId, world });
  return found.id === workflowId
    ? reasons.workflowNotPublished({ workflowId })
    : reasons.versionInPlaceOfWorkflow({ uuid: workflowId, workflowId: found.id });
}

const createByKey: For<"createWorkflowSession"> = ({ body, caller }, context) => {
  const refusal = refuseCreation(body, caller, context);
  const workflow = publishedWorkflow(toUuid(body.workflow_id), context);
  if (refusal !== undefined) return refusal;
  if (workflow === undefined) throw new Error("a session was created without a workflow");
  const { sandbox_scenario: sandboxScenario } = body;
  const session = create(
    workflow,
    {
      vendorData: body.vendor_data,
      callback: body.callback,
      metadata: body.metadata,
      expectedDetails: body.expected_details,
      contactDetails: body.contact_details,
      portrait: body.portrait_image,
      sandboxScenario,
      environment: caller.key.mode,
    },
    context,
  );
  if (sandboxScenario !== undefined && SANDBOX_DECIDES === "at once")
    context.schedule(context.now, "playScenario", session.id);
  return { status: 201, body: toWorkflowSession(session, caller.key, context) };
};

export const createWorkflowSession = createByKey;
export const createSessionV2: For<"createSessionV2"> = createByKey;

const unknown = (id: string, { world }: DiditContext) =>
  verificationNotFound(reasons.unknownWorkflowSession({ id, world }));

export const getWorkflowDecision: For<"getWorkflowDecision"> = ({ path: { session_id: id }, caller }, context) => {
  const session = context.workflowSessions.get(id);
  if (session === undefined) return unknown(id, context);
  return { status: 200, body: toWorkflowDecision(session, caller.key, context) };
};

export const getDecisionV2: For<"getDecisionV2"> = ({ path: { session_id: id }, caller }, context) => {
  const session = context.workflowSessions.get(id);
  if (session === undefined) return unknown(id, context);
  return { status: 200, body: toDecisionV2(session, caller.key, context) };
};

/** Why an update is refused by its members or by the status of the session. */
function refuseUpdate(session: WorkflowSession, body: Schemas["WorkflowStatusUpdateRequest"]) {
  const { id, status } = session;
  const { new_status, nodes_to_resubmit: nodes, send_email, email_address } = body;
  if (send_email === true && email_address === undefined)
    return invalidFields({ email_address: ["This field is required."] }, reasons.emailMissing());
  if (new_status === "Resubmitted" && nodes === undefined)
    return invalidFields({ nodes_to_resubmit: ["This field is required."] }, reasons.nodesMissing());
  if (new_status === "Resubmitted" && status === "Resubmitted")
    return invalidFields(
      { new_status: ["The new status is the same as the current status."] },
      reasons.resubmittedAlready({ id }),
    );
  if (!isUpdatable(session))
    return invalidFields(
      { new_status: [`The session cannot change from "${status}" to "${new_status}".`] },
      reasons.statusNotUpdatable({ id, status, allowed: UPDATABLE.join(", ") }),
    );
  return new_status === "Resubmitted" ? refuseNodes(session, nodes ?? []) : undefined;
}

/** Why nodes cannot be passed again: the workflow does not check their feature, or it does so in another node. */
function refuseNodes({ id, features }: WorkflowSession, nodes: readonly Schemas["NodeToResubmit"][]) {
  const strange = nodes.filter(({ feature }) => !features.includes(feature)).map(({ feature }) => feature);
  if (strange.length > 0)
    return invalidFields(
      { nodes_to_resubmit: strange.map(notAChoice) },
      reasons.nodeNotRun({ id, nodes: strange.join(", "), features: features.join(", ") }),
    );
  const misnamed = nodes.filter(({ node_id, feature }) => node_id !== nodeIdOf(feature));
  const [first] = misnamed;
  if (first === undefined) return undefined;
  const { node_id: nodeId, feature } = first;
  return invalidFields(
    { nodes_to_resubmit: misnamed.map(({ node_id }) => notAChoice(node_id)) },
    reasons.nodeOfAnotherFeature({ id, nodeId, feature, expected: nodeIdOf(feature) }),
  );
}

const updateByKey: For<"updateWorkflowStatus"> = ({ path: { session_id: id }, body }, context) => {
  const session = context.workflowSessions.get(id);
  if (session === undefined) return unknown(id, context);
  const refusal = refuseUpdate(session, body);
  if (refusal !== undefined) return refusal;
  const done = { status: 200, body: { session_id: id } } as const;
  if (isSame(session, body)) return done;
  const seconds = body.new_status === "Resubmitted" && isWithoutPerson(body) ? secondsToRerun(session, context) : 0;
  if (seconds > 0)
    return throttled(
      seconds,
      reasons.rerunTooSoon({ id, ranAt: toMillisecondTime(context.now + (seconds - RERUN_PAUSE_S) * 1000) }),
    );
  update(session, body, context);
  return done;
};

export const updateWorkflowStatus = updateByKey;
export const updateStatusV2: For<"updateStatusV2"> = updateByKey;

const pdfByKey: For<"generateWorkflowPdf"> = ({ path: { session_id: id } }, context) => {
  const session = context.workflowSessions.get(id);
  if (session === undefined) return unknown(id, context);
  const { status } = session;
  if (!WORKFLOW_PDF_STATES.includes(status)) {
    const reason = reasons.noReport({ id, status, allowed: WORKFLOW_PDF_STATES.join(", ") });
    return { ...keyDenied(reason), body: { detail: NO_REPORT } };
  }
  return {
    status: 200,
    headers: { "content-disposition": `attachment; filename=session_${id}.pdf` },
    body: workflowReportOf(session),
  };
};

const NO_REPORT = "A report exists only for sessions that are approved, declined, in review or kyc expired.";

export const generateWorkflowPdf = pdfByKey;
export const generatePdfV2: For<"generatePdfV2"> = pdfByKey;

/** Newest first. */
function findSessions(
  query: Parameters<For<"listWorkflowSessions">>[0]["query"],
  caller: ApiKeyCaller,
  context: DiditContext,
) {
  const { vendor_data, status, workflow_id, created_after, created_before } = query;
  const after = created_after === undefined ? Number.NEGATIVE_INFINITY : PlatformDate.parse(created_after);
  const before = created_before === undefined ? Number.POSITIVE_INFINITY : PlatformDate.parse(created_before);
  return context.workflowSessions
    .list("byApplication", [caller.application.clientId], { descending: true })
    .rows.filter(
      (each) =>
        mayFindSession(caller.key, each) &&
        (vendor_data === undefined || each.vendorData === vendor_data) &&
        (status === undefined || each.status === status) &&
        (workflow_id === undefined || each.workflowId === toUuid(workflow_id)) &&
        each.createdAtMs >= after &&
        each.createdAtMs < before,
    );
}

export const listWorkflowSessions: For<"listWorkflowSessions"> = ({ query, caller }, context) => {
  const { limit = SESSIONS_PER_PAGE, offset = 0, ...filters } = query;
  const found = findSessions(query, caller, context);
  return {
    status: 200,
    body: {
      count: found.length,
      ...linksOf({ limit, offset }, found.length, `${context.publicUrl}/v3/sessions/`, filters),
      results: found.slice(offset, offset + limit).map((each) => toSummary(each, caller.key, context)),
    },
  };
};

export const deleteWorkflowSession: For<"deleteWorkflowSession"> = ({ path: { session_id: id } }, context) => {
  const session = context.workflowSessions.get(id);
  if (session === undefined) return unknown(id, context);
  removeSession(session, context);
  return { status: 204 };
};

export const deleteWorkflowSessions: For<"deleteWorkflowSessions"> = ({ body, caller }, context) => {
  const { session_numbers: numbers, delete_all: isAll = false } = body;
  const { clientId } = caller.application;
  if (numbers === undefined && !isAll)
    return invalidFields({ session_numbers: ["This field is required."] }, reasons.nothingToDelete());
  const all = isAll ? findSessions({}, caller, context) : [];
  const named = [...new Set(numbers)].map((number) => ({
    number,
    session: context.workflowSessions.first("byNumber", [clientId, number]),
  }));
  const missing = isAll
    ? []
    : named.filter(({ session }) => session === undefined || !mayFindSession(caller.key, session));
  if (missing.length > 0)
    return verificationNotFound(
      reasons.unknownNumbers({ clientId, numbers: missing.map(({ number }) => number).join(", ") }),
    );
  for (const session of isAll ? all : named.flatMap((each) => each.session ?? [])) removeSession(session, context);
  return { status: 204 };
};

export const listSandboxScenarios: For<"listSandboxScenarios"> = () => ({
  status: 200,
  body: { scenarios: SANDBOX_SCENARIOS.map((each) => ({ ...each })) },
});
