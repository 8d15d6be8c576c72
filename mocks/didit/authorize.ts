import { type Awaitable, chain } from "#engine/awaitable.ts";
import { headerOf } from "#engine/exchange.ts";
import type { Caller, Reply, RoutedRequest } from "#engine/routed.ts";
import { type DiditCaller, isDiditCaller } from "./credentials.ts";
import { methodNotAllowed, permissionDenied, sessionNotFound } from "./problems.ts";
import { type DiditContext, OPTIONS_KEY, type Session, type Verification } from "./state.ts";

const VERIFICATION_CALLS = ["getVerificationDecision", "updateVerificationStatus", "generateVerificationPdf"];

/** What is asked once the caller is known and the body can be read, before its fields are looked at: whose session is it? */
export function authorize(
  request: RoutedRequest,
  caller: Caller | undefined,
  context: DiditContext,
): Awaitable<Reply | undefined> {
  if (request.operationId === "preflightSessionStatus") return authorizePreflight(request, context);
  const id = request.pathParameters["session_id"];
  if (id === undefined || !isDiditCaller(caller)) return undefined;
  if (request.body.kind === "malformed" || request.body.kind === "unsupported") return undefined;
  const isVerification = VERIFICATION_CALLS.includes(request.operationId);
  const found: Awaitable<Session | Verification | undefined> = isVerification
    ? context.verifications.get(id)
    : context.sessions.get(id);
  return chain(found, refuseForeign, request, caller);
}

function refuseForeign(
  session: Session | Verification | undefined,
  { operationId, headers }: RoutedRequest,
  caller: DiditCaller,
): Reply | undefined {
  if (session === undefined || !mayKnow(caller, session)) return sessionNotFound();
  const isPoll = operationId === "getSessionStatus";
  return isPoll && headerOf(headers, "data-session-token") !== session.token ? permissionDenied() : undefined;
}

/** To an application, the sessions of others do not exist. The app and a browser that polls have ids from a code or a page. */
const mayKnow = (caller: DiditCaller, { clientId }: { readonly clientId: string }): boolean =>
  !("application" in caller) || caller.application.clientId === clientId;

/** Browsers may ask for leave only where they may poll. */
async function authorizePreflight(request: RoutedRequest, context: DiditContext): Promise<Reply | undefined> {
  const options = await context.options.get(OPTIONS_KEY);
  return options?.statusNeedsClientToken === false ? undefined : methodNotAllowed(request, ["GET"], context);
}
