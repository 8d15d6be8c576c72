import { mediaTypeOf } from "#engine/basics/media-type.ts";
import { headerOf } from "#engine/contract/exchange.ts";
import { isReason, type Reason } from "#engine/contract/reasons.ts";
import type { Caller, Refusal, RoutedRequest } from "#engine/contract/request.ts";
import { type ExportCaller, isNetidCaller, type RefusedSession, type SubjectCaller } from "./credentials.ts";
import { explainAccept, PERMISSIONS_TYPE } from "./media-types.ts";
import {
  accountGone,
  genericRefusal,
  noTappId,
  noToken,
  noTpid,
  notFound,
  tappError,
  tappNotAllowed,
  tokenError,
} from "./problems.ts";
import { reasons } from "./reasons.ts";
import type { NetidContext, Options } from "./state.ts";
import { explainOrigin } from "./tapp-reasons.ts";
import { isTappId, TAPP_PARAMETER } from "./tapps.ts";
import { readOptions } from "./world-options.ts";

/**
 * Checks in the fixed order: host, media types, partner, user. The body comes last, when the engine validates it. A
 * `SubjectCaller` that is let through is an `AuthorizedSubject`.
 */
export function authorize(
  request: RoutedRequest,
  caller: Caller | undefined,
  context: NetidContext,
): Refusal | undefined {
  const options = readOptions(context);
  if (options.strict_host && isOtherService(request)) return notFound(request, explainHost(request, context));
  // Preflights have no caller.
  if (!isNetidCaller(caller)) return undefined;
  if (caller.generation === undefined) return genericRefusal(406, request, explainAccept(request));
  if (caller.scheme === "exportUser") return refuseRole(request, caller);
  const refusal = isWrite(request) ? refuseContentType(request) : undefined;
  if (refusal !== undefined) return refusal;
  return caller.scheme === "bearerToken"
    ? refuseBearer(request, caller)
    : refuseBrowser(request, caller, options, context);
}

const isWrite = ({ operationId }: RoutedRequest): boolean => operationId === "writePermissions";

function refuseRole(request: RoutedRequest, { user }: ExportCaller): Refusal | undefined {
  if (user === undefined || user.has_role) return undefined;
  return genericRefusal(403, request, reasons.exportRoleMissing({ user: user.username }));
}

function refuseContentType(request: RoutedRequest): Refusal | undefined {
  const sent = mediaTypeOf(headerOf(request.headers, "content-type"));
  if (sent === PERMISSIONS_TYPE) return undefined;
  const expected = PERMISSIONS_TYPE;
  const reason =
    sent === undefined ? reasons.contentTypeMissing({ expected }) : reasons.wrongContentType({ sent, expected });
  return genericRefusal(415, request, reason);
}

function refuseBrowser(
  request: RoutedRequest,
  { tapp, session }: SubjectCaller,
  options: Options,
  context: NetidContext,
): Refusal | undefined {
  if (isReason(tapp)) return refuseTapp(tapp, request, options);
  const origin = headerOf(request.headers, "origin");
  if (origin === undefined) return tappNotAllowed(reasons.originMissing({ tapp: tapp.id }));
  const reason = explainOrigin(tapp, origin, context);
  if (reason !== undefined) return tappNotAllowed(reason);
  return session.kind === "open" ? undefined : refuseUser(session);
}

/** A read may tell a missing and a malformed id apart from a TAPP that does not exist. */
function refuseTapp(reason: Reason, request: RoutedRequest, { read_tapp_codes }: Options): Refusal {
  if (isWrite(request) || read_tapp_codes !== "detailed") return tappNotAllowed(reason);
  const named = request.query[TAPP_PARAMETER];
  if (named === undefined || named === "") return noTappId(reason);
  return isTappId(named) ? tappNotAllowed(reason) : tappError(reason);
}

function refuseUser({ kind, reason }: RefusedSession): Refusal {
  if (kind === "absent") return noTpid(reason);
  return kind === "invalid" ? tokenError(reason) : accountGone(reason);
}

/** The token identifies the TAPP, so it is read before the TAPP is checked. */
function refuseBearer({ headers }: RoutedRequest, { tapp, session }: SubjectCaller): Refusal | undefined {
  const origin = headerOf(headers, "origin");
  if (origin !== undefined) return tappNotAllowed(reasons.originWithBearer({ origin }));
  if (session.kind === "absent") return noToken(session.reason);
  if (session.kind === "invalid") return tokenError(session.reason);
  if (isReason(tapp)) return tappNotAllowed(tapp);
  if (!tapp.active) return tappNotAllowed(reasons.inactiveTapp({ tapp: tapp.id }));
  return session.kind === "gone" ? accountGone(session.reason) : undefined;
}

/** First labels of the vendor's host names. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ["readStatus", "einwilligungsspeicher"],
  ["preflightStatus", "einwilligungsspeicher"],
  ["writePermissions", "einwilligen"],
  ["preflightPermissions", "einwilligen"],
  ["exportPermissions", "einwilligungsuebersicht"],
]);
const SERVICE_NAMES: ReadonlySet<string> = new Set(SERVICES.values());

/** Whether the path was called under the vendor's host name of another service. Other host names serve everything. */
function isOtherService({ headers, operationId }: RoutedRequest): boolean {
  const [service = ""] = hostOf(headers).split(".");
  return SERVICE_NAMES.has(service) && service !== SERVICES.get(operationId);
}

const hostOf = (headers: RoutedRequest["headers"]): string => headerOf(headers, "host")?.toLowerCase() ?? "";

function explainHost({ headers, operationId }: RoutedRequest, { world }: NetidContext): Reason {
  const host = hostOf(headers);
  const right = host.replace(/^[^.]*/, SERVICES.get(operationId) ?? "");
  return reasons.wrongService({ host, right, world });
}
