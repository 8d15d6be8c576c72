import { headerOf } from "#engine/contract/exchange.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Caller, Refusal, RoutedRequest } from "#engine/contract/request.ts";
import { accessOf, mayFind, mayFindSession } from "./api-keys.ts";
import { SESSION_PRICE } from "./assumptions.ts";
import { isBalanceTooLow } from "./balance.ts";
import { type ApiKeyCaller, isDiditCaller, takesKeyAlone } from "./credentials.ts";
import {
  balanceTooLow,
  dataPermissionDenied,
  keyDenied,
  methodNotAllowed,
  SESSION_ID,
  sessionNotFound,
  verificationNotFound,
} from "./problems.ts";
import { reasons } from "./reasons.ts";
import { type DiditContext, OPTIONS_KEY, type ScopedResource } from "./state.ts";

const VERIFICATION_CALLS = ["getVerificationDecision", "updateVerificationStatus", "generateVerificationPdf"];

/** Operations by API key that write; all others read. */
const WRITING = [
  "createSession",
  "createVerificationSession",
  "updateVerificationStatus",
  "createWorkflowSession",
  "updateWorkflowStatus",
  "deleteWorkflowSession",
  "deleteWorkflowSessions",
  "createSessionReview",
  "shareSession",
  "importSharedSession",
  "createWorkflow",
  "updateWorkflow",
  "deleteWorkflow",
  "updateUser",
  "deleteUsers",
  "createSessionV2",
  "updateStatusV2",
  "updateWebhookSettings",
  "createWebhookDestination",
  "updateWebhookDestination",
  "deleteWebhookDestination",
];

const CREATING = ["createWorkflowSession", "createSessionV2", "importSharedSession"];

/** Checks that the session belongs to the caller, after the body is parsed and before its fields are validated. */
export function authorize(
  request: RoutedRequest,
  caller: Caller | undefined,
  context: DiditContext,
): Refusal | undefined {
  const { operationId, pathParameters, body, headers } = request;
  if (operationId === "preflightSessionStatus") return authorizePreflight(request, context);
  if (!isDiditCaller(caller)) return undefined;
  const refusal = caller.scheme === "apiKey" ? authorizeKey(request, caller) : undefined;
  if (refusal !== undefined) return refusal;
  const id = pathParameters["session_id"];
  if (id === undefined) return undefined;
  if (body.kind === "malformed" || body.kind === "unsupported") return undefined;
  if (caller.scheme === "apiKey" && takesKeyAlone(request.operation)) return findWorkflowSession(id, caller, context);
  const isVerification = VERIFICATION_CALLS.includes(operationId);
  const notFound = isVerification ? verificationNotFound : sessionNotFound;
  const session = isVerification ? context.verifications.get(id) : context.sessions.get(id);
  if (session === undefined) return notFound(explainUnknown(id, isVerification, context));
  // An application cannot see sessions of others. The app and a polling browser have ids from a code or a page.
  if ("application" in caller && caller.application.clientId !== session.clientId) {
    const { clientId } = caller.application;
    return notFound(reasons.sessionOfAnotherApplication({ id, owner: session.clientId, clientId }));
  }
  if (operationId !== "getSessionStatus") return undefined;
  const token = headerOf(headers, "data-session-token");
  if (token === session.token) return undefined;
  return dataPermissionDenied(explainSessionToken(token, id, context));
}

/** What is answered without money. */
const FREE = ["listSandboxScenarios", "getBalance"];

/** What the scopes of keys are about, by the beginning of paths; all others are about sessions. */
const RESOURCES: readonly (readonly [prefix: string, resource: ScopedResource])[] = [
  ["/v3/webhook/", "webhooks"],
  ["/v3/workflows/", "workflows"],
  ["/v3/users/", "users"],
  ["/v3/billing/", "billing"],
];

const resourceOf = (path: string): ScopedResource =>
  RESOURCES.find(([prefix]) => path.startsWith(prefix))?.[1] ?? "sessions";

/** What an API key may not do, whatever the session. */
function authorizeKey({ operationId, operation }: RoutedRequest, { application, key }: ApiKeyCaller) {
  const { clientId, blocked } = application;
  const refuse = operation.path.startsWith("/auth/v2/") ? dataPermissionDenied : keyDenied;
  const access = WRITING.includes(operationId) ? "write" : "read";
  const resource = resourceOf(operation.path);
  const given = accessOf(key, resource);
  if (given === "none" || (given === "read" && access === "write"))
    return refuse(reasons.keyWithoutScope({ access, resource, given }));
  if (!takesKeyAlone(operation)) return undefined;
  if (blocked !== undefined) return keyDenied(reasons.applicationBlocked({ clientId, code: blocked }), blocked);
  // The sandbox costs nothing.
  if (!isBalanceTooLow(application) || key.mode === "sandbox" || FREE.includes(operationId)) return undefined;
  return balanceTooLow(
    CREATING.includes(operationId),
    reasons.balanceTooLow({ clientId, balance: application.balance, price: SESSION_PRICE }),
  );
}

/** Checks that a session of a workflow exists for the key. */
function findWorkflowSession(id: string, { application, key }: ApiKeyCaller, context: DiditContext) {
  const { clientId } = application;
  const session = context.workflowSessions.get(id);
  if (session === undefined) return verificationNotFound(explainUnknownWorkflowSession(id, context));
  if (session.clientId !== clientId)
    return verificationNotFound(reasons.sessionOfAnotherApplication({ id, owner: session.clientId, clientId }));
  if (mayFindSession(key, session)) return undefined;
  const { workflowId, environment } = session;
  return verificationNotFound(
    mayFind(key, workflowId)
      ? reasons.keyOfOtherMode({ id, environment, mode: key.mode })
      : reasons.keyForOtherWorkflows({ id, workflowId }),
  );
}

function explainUnknownWorkflowSession(id: string, { verifications, sessions, world }: DiditContext): Reason {
  if (verifications.get(id) !== undefined) return reasons.isOlderVerification({ id });
  return sessions.get(id) === undefined ? reasons.unknownWorkflowSession({ id, world }) : reasons.isSession({ id });
}

function explainSessionToken(token: string | undefined, id: string, { sessions }: DiditContext): Reason {
  if (token === undefined) return reasons.dataSessionTokenMissing({ id });
  const other = sessions.first("byToken", [token])?.id;
  return other === undefined
    ? reasons.dataSessionTokenWrong({ id })
    : reasons.dataSessionTokenOfAnotherSession({ id, other });
}

/** Both kinds of sessions have ids of the same form, and are easily confused. */
function explainUnknown(id: string, isVerification: boolean, context: DiditContext): Reason {
  const { sessions, verifications, workflowSessions, world } = context;
  if (workflowSessions.get(id) !== undefined) return reasons.isWorkflowSession({ id });
  if (isVerification)
    return sessions.get(id) === undefined ? reasons.unknownVerification({ id, world }) : reasons.isSession({ id });
  if (!SESSION_ID.test(id)) return reasons.malformedSessionId();
  return verifications.get(id) === undefined ? reasons.unknownSession({ id, world }) : reasons.isVerification({ id });
}

/** Preflights are answered only for polling. */
function authorizePreflight(request: RoutedRequest, context: DiditContext): Refusal | undefined {
  if (context.options.get(OPTIONS_KEY)?.statusNeedsClientToken === false) return undefined;
  return { ...methodNotAllowed(request, ["GET"], context), reason: reasons.preflightNotOffered() };
}
