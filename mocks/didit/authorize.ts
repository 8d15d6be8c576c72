import { headerOf } from "#engine/contract/exchange.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Caller, Refusal, RoutedRequest } from "#engine/contract/request.ts";
import { isDiditCaller } from "./credentials.ts";
import {
  dataPermissionDenied,
  methodNotAllowed,
  SESSION_ID,
  sessionNotFound,
  verificationNotFound,
} from "./problems.ts";
import { reasons } from "./reasons.ts";
import { type DiditContext, OPTIONS_KEY } from "./state.ts";

const VERIFICATION_CALLS = ["getVerificationDecision", "updateVerificationStatus", "generateVerificationPdf"];

/** Checks that the session belongs to the caller, after the body is parsed and before its fields are validated. */
export function authorize(
  request: RoutedRequest,
  caller: Caller | undefined,
  context: DiditContext,
): Refusal | undefined {
  const { operationId, pathParameters, body, headers } = request;
  if (operationId === "preflightSessionStatus") return authorizePreflight(request, context);
  const id = pathParameters["session_id"];
  if (id === undefined || !isDiditCaller(caller)) return undefined;
  if (body.kind === "malformed" || body.kind === "unsupported") return undefined;
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

function explainSessionToken(token: string | undefined, id: string, { sessions }: DiditContext): Reason {
  if (token === undefined) return reasons.dataSessionTokenMissing({ id });
  const other = sessions.first("byToken", [token])?.id;
  return other === undefined
    ? reasons.dataSessionTokenWrong({ id })
    : reasons.dataSessionTokenOfAnotherSession({ id, other });
}

/** Both kinds of sessions have ids of the same form, and are easily confused. */
function explainUnknown(id: string, isVerification: boolean, context: DiditContext): Reason {
  const { sessions, verifications, world } = context;
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
