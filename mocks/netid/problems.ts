import { toIsoTime } from "#engine/clock.ts";
import type { Problems } from "#engine/provider.ts";
import type { ParsedBody, Reply } from "#engine/routed.ts";
import type { components } from "#generated/netid/types.ts";
import { isPermissionName, normalizeBody } from "./normalize.ts";

type Schemas = components["schemas"];
type Code<Error extends "ReadRefusedError" | "WriteRefusedError"> = Schemas[Error]["status_code"];

/** What refuses in the vendor's own words: `status_code` is the contract, the message is for people. */
type Refused<Status, Body> = { readonly status: Status; readonly body: Body };

const refuse = <C extends Code<"ReadRefusedError"> | Code<"WriteRefusedError">>(
  status_code: C,
  message: string,
): Refused<400, { status: 400; status_code: C; message: string }> => ({
  status: 400,
  body: { status: 400, status_code, message },
});

/** Nobody is logged in, as far as the request shows. */
export const noTpid = () => refuse("NO_TPID", "The cookie tpid_sec is missing.");
export const noToken = () => refuse("NO_TOKEN", "The Bearer token is missing.");
export const tokenError = () => refuse("TOKEN_ERROR", "The token is expired or invalid.");
export const noTappId = () => refuse("NO_TAPP_ID", "The tapp_id is missing.");
export const tappError = () => refuse("TAPP_ERROR", "The tapp_id is malformed.");
export const noPermissions = () => refuse("NO_PERMISSIONS", "The body sets no permission.");
export const noRequestBody = () => refuse("NO_REQUEST_BODY", "The request has no body.");
export const jsonParseError = () => refuse("JSON_PARSE_ERROR", "The body is not a JSON object.");
export const wrongPermission = (message: string) => refuse("PERMISSION_PARAMETERS_ERROR", message);

/** The partner is unknown, inactive, or calls from somewhere else than it said it would. */
export const tappNotAllowed = (): Refused<403, Schemas["TappNotAllowedError"]> => ({
  status: 403,
  body: { status: 403, status_code: "TAPP_NOT_ALLOWED", message: "The TAPP may not do this from here." },
});

/** The account was deleted. */
export const accountGone = (): Refused<410, Schemas["AccountGoneError"]> => ({
  status: 410,
  body: { status: 410, status_code: "TPID_EXISTENCE_ERROR", message: "The account is gone." },
});

const REASONS = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  413: "Payload Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
} as const;

/** Where and when, as the framework's error needs it. */
interface Asked {
  readonly path: string;
  readonly now: number;
}

/** An error of the framework, for whatever the vendor has no code for: Spring Boot's body. */
export const genericError = <Status extends keyof typeof REASONS>(
  status: Status,
  { path, now }: Asked,
): Refused<Status, Schemas["GenericError"]> => ({
  status,
  body: { timestamp: toIsoTime(now).replace("Z", "+00:00"), status, error: REASONS[status], path },
});

/** Also for routes of another service, where hosts are told apart. */
export const notFound = (asked: Asked) => ({ ...genericError(404, asked), headers: { vary: "Origin" } });

/** Spring's answer to a preflight that it does not grant. */
export const preflightRefused = () => ({ status: 403, body: "Invalid CORS request" }) as const;

/** What is wrong with a body that the schema of a write does not allow. */
function bodyRefused(body: ParsedBody): Reply {
  const value = body.kind === "parsed" ? normalizeBody(body.value) : null;
  if (value === null) return noRequestBody();
  if (typeof value !== "object" || Array.isArray(value)) return jsonParseError();
  const unknown = Object.keys(value).find((name) => !isPermissionName(name));
  if (unknown !== undefined) return wrongPermission(`There is no permission ${JSON.stringify(unknown)}.`);
  const set = Object.entries(value).filter(([, each]) => each !== null);
  if (set.length === 0) return noPermissions();
  const isTcStringWrong = !set.some(([name, each]) => name === "idconsent" && each !== "VALID" && each !== "INVALID");
  return wrongPermission(isTcStringWrong ? "The TC string is invalid." : "idconsent is VALID or INVALID.");
}

/** How this provider refuses what never reaches a handler. Media types are looked at in `authorize`, in their turn. */
export const problems: Problems = {
  unknownPath: notFound,
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
    body.kind === "malformed" && body.text.trim() === "" ? noRequestBody() : jsonParseError(),
  unsupportedMediaType: (_mediaType, request) => genericError(415, request),
  invalid(violations, request) {
    const isBody = violations.some((violation) => violation.in === "body");
    switch (request.operationId) {
      case "readStatus":
        return tappError();
      case "writePermissions":
        return isBody ? bodyRefused(request.body) : tappNotAllowed();
      case "exportPermissions":
        return genericError(400, request);
      default:
        return preflightRefused();
    }
  },
  tooManyRequests: (_seconds, request) => genericError(429, request),
};
