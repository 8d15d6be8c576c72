import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import { isReason } from "#engine/contract/reasons.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import { mayFind } from "../api-keys.ts";
import { SHAREABLE } from "../assumptions.ts";
import type { DiditCallers } from "../credentials.ts";
import { importedBefore, invalidFields, sessionUnfinished, verificationNotFound } from "../problems.ts";
import { toUuid } from "../reading.ts";
import { reasons } from "../reasons.ts";
import { importSession, isShareable, mintShareToken, readShareToken } from "../sharing.ts";
import type { DiditContext, state, WorkflowSession } from "../state.ts";
import { toWorkflowDecision } from "../workflow-decisions.ts";
import { publishedWorkflow } from "../workflows.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

const unknown = (id: string, { world }: DiditContext) =>
  verificationNotFound(reasons.unknownWorkflowSession({ id, world }));

const unfinished = ({ id, status }: WorkflowSession) =>
  sessionUnfinished(reasons.notShareable({ id, status, allowed: SHAREABLE.join(", ") }));

export const shareSession: For<"shareSession"> = ({ path: { session_id: id }, body, caller }, context) => {
  const session = context.workflowSessions.get(id);
  if (session === undefined) return unknown(id, context);
  const { ttl_in_seconds: lifetimeSeconds } = body;
  const receiverId = toUuid(body.for_application_id);
  const { clientId } = caller.application;
  const receiver = context.applications.first("byId", [receiverId]);
  if (receiver === undefined)
    return invalidFields(
      { for_application_id: [`Invalid pk "${receiverId}" - object does not exist.`] },
      reasons.unknownReceiver({ id: receiverId, world: context.world }),
    );
  if (receiver.clientId === clientId)
    return invalidFields(
      { for_application_id: ["A session cannot be shared with its own application."] },
      reasons.sharedWithItself({ clientId }),
    );
  if (!isShareable(session)) return unfinished(session);
  const shareToken = mintShareToken(session, receiver, context, lifetimeSeconds);
  return { status: 200, body: { share_token: shareToken, for_application_id: receiver.id, session_kind: "user" } };
};

export const importSharedSession: For<"importSharedSession"> = ({ body, caller: { application, key } }, context) => {
  const { share_token: token, trust_review: isTrusted, vendor_data: vendorData } = body;
  const workflowId = toUuid(body.workflow_id);
  const { clientId } = application;
  const read = readShareToken(token, application, context);
  if (isReason(read)) return invalidFields({ share_token: ["The share token is invalid or has expired."] }, read);
  const { sessionId: id } = read;
  const original = context.workflowSessions.get(id);
  if (original === undefined) return unknown(id, context);
  if (!isShareable(original)) return unfinished(original);
  const workflow = publishedWorkflow(workflowId, context);
  if (workflow === undefined || workflow.clientId !== clientId || !mayFind(key, workflowId))
    return verificationNotFound(reasons.unknownWorkflow({ workflowId, clientId, world: context.world }));
  const before = original.imports?.find((each) => each.clientId === clientId);
  if (before !== undefined) return importedBefore(reasons.importedBefore({ id, clientId, copy: before.sessionId }));
  const session = importSession(original, workflow, { isTrusted, vendorData, environment: key.mode }, context);
  return { status: 201, body: toWorkflowDecision(session, key, context) };
};
