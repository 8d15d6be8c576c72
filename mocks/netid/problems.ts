import { toIsoTime } from "#engine/basics/times.ts";
import type { Problems } from "#engine/contract/mock.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { ParsedBody, Reply, RoutedRequest, Violation } from "#engine/contract/request.ts";
import type { components } from "#generated/netid/types.ts";
import { isPermissionName, normalizeBody } from "./normalize.ts";
import { reasons } from "./reasons.ts";
import { explainTcString } from "./tc-string.ts";

type Schemas = components["schemas"];
type CodedError = "ReadRefusedError" | "WriteRefusedError" | "TappNotAllowedError" | "AccountGoneError";
type Code = Schemas[CodedError]["status_code"];

type ErrorReply<Status, Body> = { readonly status: Status; readonly body: Body };

/** An error in the vendor's own words: `status_code` is the contract, the message is for people. */
const codedError = <Status extends number, C extends Code>(
  status: Status,
  status_code: C,
  message: string,
): ErrorReply<Status, { status: Status; status_code: C; message: string }> => ({
  status,
  body: { status, status_code, message },
});

/** Makes the function that refuses with this error, for the reason it is given. */
const refuseWith =
  <Problem extends Reply>(problem: Problem) =>
  (reason: Reason): Problem & { readonly reason: Reason } => ({ ...problem, reason });

const TAPP_ERROR = codedError(400, "TAPP_ERROR", "The tapp_id is malformed.");
const TAPP_NOT_ALLOWED = codedError(403, "TAPP_NOT_ALLOWED", "The TAPP may not do this from here.");
const JSON_PARSE_ERROR = codedError(400, "JSON_PARSE_ERROR", "The body is not a JSON object.");
/** Spring's answer to a preflight that it does not grant. */
const PREFLIGHT_REFUSED = { status: 403, body: "Invalid CORS request" } as const;

export const noTpid = refuseWith(codedError(400, "NO_TPID", "The cookie tpid_sec is missing."));
export const noToken = refuseWith(codedError(400, "NO_TOKEN", "The Bearer token is missing."));
export const tokenError = refuseWith(codedError(400, "TOKEN_ERROR", "The token is expired or invalid."));
export const noTappId = refuseWith(codedError(400, "NO_TAPP_ID", "The tapp_id is missing."));
export const tappError = refuseWith(TAPP_ERROR);
export const noPermissions = refuseWith(codedError(400, "NO_PERMISSIONS", "The body sets no permission."));
export const noRequestBody = refuseWith(codedError(400, "NO_REQUEST_BODY", "The request has no body."));
export const jsonParseError = refuseWith(JSON_PARSE_ERROR);
export const wrongPermission = (message: string, reason: Reason) =>
  refuseWith(codedError(400, "PERMISSION_PARAMETERS_ERROR", message))(reason);

/** The partner is unknown or inactive, or calls from an origin that is not registered for it. */
export const tappNotAllowed = refuseWith(TAPP_NOT_ALLOWED);

/** The account was deleted. */
export const accountGone = refuseWith(codedError(410, "TPID_EXISTENCE_ERROR", "The account is gone."));

export const preflightRefused = refuseWith(PREFLIGHT_REFUSED);

/** Reason phrases (RFC 9110, 15). */
const PHRASES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  413: "Payload Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  503: "Service Unavailable",
  507: "Insufficient Storage",
} as const;

/** Path and world time of the request, which the framework's error repeats. */
interface Asked {
  readonly path: string;
  readonly now: number;
}

/** An error of the framework, for everything that the vendor has no code for: Spring Boot's body. */
const genericError = <Status extends keyof typeof PHRASES>(
  status: Status,
  { path, now }: Asked,
): ErrorReply<Status, Schemas["GenericError"]> => ({
  status,
  body: { timestamp: toIsoTime(now).replace("Z", "+00:00"), status, error: PHRASES[status], path },
});

export const genericRefusal = <Status extends keyof typeof PHRASES>(status: Status, asked: Asked, reason: Reason) =>
  refuseWith(genericError(status, asked))(reason);

const unknownPath = (asked: Asked) => ({ ...genericError(404, asked), headers: { vary: "Origin" } });

/** For routes of another service, where hosts are told apart. */
export const notFound = (asked: Asked, reason: Reason) => refuseWith(unknownPath(asked))(reason);

/** Refuses a body that the schema of a write does not allow. */
function refuseBody(body: ParsedBody): Reply {
  if (body.kind !== "parsed") return noRequestBody(reasons.bodyMissing());
  const value = normalizeBody(body.value);
  if (value === null) return noRequestBody(reasons.nullBody());
  if (typeof value !== "object" || Array.isArray(value))
    return jsonParseError(reasons.bodyNotAnObject({ type: typeNameOf(value) }));
  const unknown = Object.keys(value).find((name) => !isPermissionName(name));
  if (unknown !== undefined)
    return wrongPermission(
      `There is no permission ${JSON.stringify(unknown)}.`,
      reasons.unknownPermission({ name: unknown }),
    );
  const { idconsent = null, iab_tc_string: tc = null }: { idconsent?: unknown; iab_tc_string?: unknown } = value;
  if (idconsent === null && tc === null) return noPermissions(reasons.nothingToSet());
  if (idconsent !== null && idconsent !== "VALID" && idconsent !== "INVALID") {
    const shown = typeof idconsent === "string" ? `"${idconsent}"` : `of type ${typeNameOf(idconsent)}`;
    return wrongPermission("idconsent is VALID or INVALID.", reasons.wrongIdconsent({ value: shown }));
  }
  return refuseTcString(tc);
}

/** Refuses what is no TC string, whether the schema or the decoder found that out. */
export const refuseTcString = (tc: unknown) =>
  wrongPermission(
    "The TC string is invalid.",
    typeof tc === "string" ? explainTcString(tc) : reasons.tcStringOfWrongType({ type: typeNameOf(tc) }),
  );

const typeNameOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;

function refuseParameters(request: RoutedRequest): Reply {
  switch (request.operationId) {
    case "readStatus":
      return TAPP_ERROR;
    case "writePermissions":
      return TAPP_NOT_ALLOWED;
    case "exportPermissions":
      return genericError(400, request);
    default:
      return PREFLIGHT_REFUSED;
  }
}

/** Why the schema does not allow the query, where this can be said better than by the schema. */
function explainQuery(violations: readonly Violation[], { query }: RoutedRequest): Reason | undefined {
  for (const { in: where, path, keyword } of violations) {
    const [name = ""] = path;
    const value = where === "query" ? query[name] : undefined;
    if (typeof value === "object" && keyword === "type")
      return reasons.parameterRepeated({ name, count: value.length });
    if (typeof value === "string" && name === "q.date.ge") return reasons.unreadableDate({ date: value });
  }
  return undefined;
}

/** How this provider refuses what never reaches a handler. Media types are checked in `authorize`, in their turn. */
export const problems: Problems = {
  unknownPath,
  methodNotAllowed: (request, allowed) => ({
    ...genericError(405, request),
    headers: { allow: allowed.join(", "), vary: "Origin" },
  }),
  malformedPath: (request) => genericError(400, request),
  bodyTooLarge: (_limitBytes, request) => genericError(413, request),
  unauthenticated: (request) => ({
    ...genericError(401, request),
    headers: { "www-authenticate": 'Basic realm="netid"' },
  }),
  forbidden: (request) => genericError(403, request),
  malformedBody: (_detail, { body }) =>
    body.kind === "malformed" && body.text.trim() === "" ? noRequestBody(reasons.blankBody()) : JSON_PARSE_ERROR,
  unsupportedMediaType: (_mediaType, request) => genericError(415, request),
  invalid(violations, request) {
    if (violations.some((violation) => violation.in === "body")) return refuseBody(request.body);
    const reply = refuseParameters(request);
    const reason = explainQuery(violations, request);
    return reason === undefined ? reply : { ...reply, reason };
  },
  tooManyRequests: (_seconds, request) => genericError(429, request),
  // Spring's error has no place for a message; the reason is in a header of the reply.
  limitReached: (status, _message, request) => genericError(status, request),
};
