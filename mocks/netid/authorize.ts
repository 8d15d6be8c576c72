import { type Awaitable, chain } from "#engine/awaitable.ts";
import { mediaTypeOf } from "#engine/decode.ts";
import { headerOf } from "#engine/exchange.ts";
import type { Caller, Reply, RoutedRequest } from "#engine/routed.ts";
import { isNetidCaller, type Session, type SubjectCaller, TAPP_PARAMETER } from "./credentials.ts";
import { PERMISSIONS_TYPE } from "./media-types.ts";
import {
  accountGone,
  genericError,
  noTappId,
  noToken,
  noTpid,
  notFound,
  tappError,
  tappNotAllowed,
  tokenError,
} from "./problems.ts";
import type { NetidContext, Options } from "./state.ts";
import { isOriginOf, isTappId } from "./tapps.ts";
import { readOptions } from "./world-options.ts";

/** The fixed order of checks: host, media types, partner, user. The body comes last, and is the schema's matter. */
export const authorize = (
  request: RoutedRequest,
  caller: Caller | undefined,
  context: NetidContext,
): Awaitable<Reply | undefined> => chain(readOptions(context), authorizeUnder, request, caller, context);

function authorizeUnder(
  options: Options,
  request: RoutedRequest,
  caller: Caller | undefined,
  context: NetidContext,
): Reply | undefined {
  if (options.strict_host && isOtherService(request)) return notFound(request);
  if (!isNetidCaller(caller)) return undefined;
  if (caller.generation === undefined) return genericError(406, request);
  if (caller.scheme === "exportUser") return caller.user?.has_role === false ? genericError(403, request) : undefined;
  if (isWrite(request) && mediaTypeOf(headerOf(request.headers, "content-type")) !== PERMISSIONS_TYPE)
    return genericError(415, request);
  return caller.scheme === "bearerToken"
    ? refuseBearer(request, caller)
    : (refusePartner(request, caller, options, context) ?? refuseUser(caller.session));
}

const isWrite = ({ operationId }: RoutedRequest): boolean => operationId === "writePermissions";

function refusePartner(
  request: RoutedRequest,
  { tapp }: SubjectCaller,
  { read_tapp_codes }: Options,
  context: NetidContext,
): Reply | undefined {
  if (!isWrite(request) && read_tapp_codes === "detailed") {
    const named = request.query[TAPP_PARAMETER];
    if (named === undefined || named === "") return noTappId();
    if (!isTappId(named)) return tappError();
  }
  const origin = headerOf(request.headers, "origin");
  const isAllowed = tapp?.active === true && origin !== undefined && isOriginOf(tapp, origin, context);
  return isAllowed ? undefined : tappNotAllowed();
}

function refuseUser(session: Session): Reply | undefined {
  if (session.kind === "absent") return noTpid();
  if (session.kind === "invalid") return tokenError();
  return session.kind === "gone" ? accountGone() : undefined;
}

/** The token names the TAPP, so it is read before the TAPP can be looked at. */
function refuseBearer({ headers }: RoutedRequest, { tapp, session }: SubjectCaller): Reply | undefined {
  if (headers["origin"] !== undefined) return tappNotAllowed();
  if (session.kind === "absent") return noToken();
  if (session.kind === "invalid") return tokenError();
  if (tapp?.active !== true) return tappNotAllowed();
  return session.kind === "gone" ? accountGone() : undefined;
}

/** First labels of the vendor's host names. */
const SERVICES: Readonly<Record<string, string>> = {
  readStatus: "einwilligungsspeicher",
  preflightStatus: "einwilligungsspeicher",
  writePermissions: "einwilligen",
  preflightPermissions: "einwilligen",
  exportPermissions: "einwilligungsuebersicht",
};

/** Whether a route was asked for under the vendor's name of another service. Other names serve everything. */
function isOtherService({ headers, operationId }: RoutedRequest): boolean {
  const host = headerOf(headers, "host")?.toLowerCase() ?? "";
  const [service = ""] = host.split(".");
  return Object.values(SERVICES).includes(service) && service !== SERVICES[operationId];
}
