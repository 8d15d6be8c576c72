import type { Problems } from "#engine/contract/mock.ts";
import { explainUnreadable, isReason, type Reason } from "#engine/contract/reasons.ts";
import type { ParsedBody, Reply, RoutedRequest, UnroutedRequest } from "#engine/contract/request.ts";
import type { components } from "#generated/didit/types.ts";
import { BALANCE_STATUS, KEY_REFUSED_TEXT, MISSING_CREDENTIALS_STATUS, REPEATED_IMPORT_STATUS } from "./assumptions.ts";
import { complaintsOf } from "./complaints.ts";
import { findBearer, findKey, sendsBearer, sendsKey, sendsKeyAlone, takesKeyAlone } from "./credentials.ts";
import { templates } from "./late-html.ts";
import { reading } from "./reading.ts";
import { reasons } from "./reasons.ts";
import type { DiditContext } from "./state.ts";

type Schemas = components["schemas"];

/** What Didit's framework answers at an unknown path. */
const notFoundPage = (): string =>
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not Found</title></head>' +
  "<body><h1>Not Found</h1><p>The requested resource was not found on this server.</p></body></html>";

/** Django REST Framework's envelope: one sentence. */
const problem = (detail: string): Schemas["Problem"] => ({ detail });

/** The same for data transfer, whose clients read the sentence as `message`. */
const dataProblem = (detail: string): Schemas["DataProblem"] => ({ detail, message: detail });

/** Paths of data transfer whose error replies are JSON: all but the token call and the pages. */
const DATA_TRANSFER = /^\/auth\/v2\/session(?:\/|$)/;

const OF_TRANSFER: readonly string[] = [
  "createSession",
  "getSessionStatus",
  "preflightSessionStatus",
  "getSessionDecision",
  "getSessionInformation",
  "updateSession",
];

const isTransfer = (request: UnroutedRequest | RoutedRequest): boolean =>
  "operationId" in request ? OF_TRANSFER.includes(request.operationId) : DATA_TRANSFER.test(request.path);

const problemAt = (request: UnroutedRequest | RoutedRequest, detail: string): Schemas["AnyProblem"] =>
  isTransfer(request) ? dataProblem(detail) : problem(detail);

const NOT_PERMITTED = "You do not have permission to perform this action.";

export const dataBadRequest = (detail: string, reason: Reason) =>
  ({ status: 400, body: dataProblem(detail), reason }) as const;

/** Errors by field. */
export const invalidFields = (fields: Schemas["FieldErrors"], reason: Reason) =>
  ({ status: 400, body: fields, reason }) as const;

export const permissionDenied = (reason: Reason, detail = NOT_PERMITTED) =>
  ({ status: 403, body: problem(detail), reason }) as const;

export const dataPermissionDenied = (reason: Reason, detail = NOT_PERMITTED) =>
  ({ status: 403, body: dataProblem(detail), reason }) as const;

const NOT_FOUND = "Not found.";

export const sessionNotFound = (reason: Reason) => ({ status: 404, body: dataProblem(NOT_FOUND), reason }) as const;

export const verificationNotFound = (reason: Reason) => ({ status: 404, body: problem(NOT_FOUND), reason }) as const;

/** A key that may not do what it asks for. @param code for programs */
export const keyDenied = (reason: Reason, code?: string) => {
  const body: Schemas["KeyProblem"] = { detail: NOT_PERMITTED, ...(code !== undefined && { code }) };
  return { status: 403, body, reason } as const;
};

/** An application without money. */
export const balanceTooLow = (isCreation: boolean, reason: Reason) =>
  isCreation
    ? { status: BALANCE_STATUS.create, body: problem("Your balance is too low to create a session."), reason }
    : { status: BALANCE_STATUS.others, body: problem(NOT_PERMITTED), reason };

export const destinationNotFound = (reason: Reason) =>
  ({ status: 404, body: problem("Webhook destination not found."), reason }) as const;

export const sessionUnfinished = (reason: Reason) =>
  ({ status: 400, body: problem("Only finished sessions can be shared."), reason }) as const;

export const importedBefore = (reason: Reason) =>
  ({ status: REPEATED_IMPORT_STATUS, body: problem("This session has already been imported."), reason }) as const;

export const throttled = (seconds: number, reason: Reason) =>
  ({
    status: 429,
    headers: { "retry-after": String(seconds) },
    body: problem(`Request was throttled. Expected available in ${seconds} seconds.`),
    reason,
  }) as const;

/** A hosted page that does not exist; it is read by people, so that the reason stands on it. */
export const pageNotFound = (reason: Reason, { world }: Pick<DiditContext, "world">) =>
  ({ status: 404, body: templates.get().messagePage("Not Found", reason.text, world), reason }) as const;

type TokenErrorCode = Schemas["TokenRequestError"]["error"];

const tokenError = (error: TokenErrorCode) => {
  const body: Schemas["TokenRequestError"] = { error };
  return { status: 400, body } as const;
};

/** The error of a token request, by OAuth's codes (RFC 6749, 5.2). */
export const tokenRefused = (error: TokenErrorCode, reason: Reason) => ({ ...tokenError(error), reason }) as const;

const clientUnknown = () => {
  const body: Schemas["TokenClientError"] = { error: "invalid_client" };
  return { status: 401, headers: { "www-authenticate": 'Basic realm="didit"' }, body } as const;
};

const isTokenCall = ({ operationId }: RoutedRequest): boolean => operationId === "createClientToken";

/** Missing or invalid credentials. */
function notAuthenticated(request: UnroutedRequest | RoutedRequest): Reply {
  const { headers } = request;
  if ("operation" in request && takesKeyAlone(request.operation))
    return sendsKey(headers)
      ? { status: 401, body: problem(KEY_REFUSED_TEXT) }
      : { status: 403, body: problem(NOT_PERMITTED) };
  const isMissing = !sendsBearer(headers) && !sendsKeyAlone(headers);
  if (isMissing && MISSING_CREDENTIALS_STATUS === 403) return { status: 403, body: problemAt(request, NOT_PERMITTED) };
  const detail = isMissing ? "Authentication credentials were not provided." : "Incorrect authentication credentials.";
  return { status: 401, headers: { "www-authenticate": "Bearer" }, body: problemAt(request, detail) };
}

/** Paths whose credentials are checked before the method: all but the token call and the pages. */
const NEEDS_BEARER = /^\/(auth\/v2|v1)\/session(\/|$)/;

const TAKES_APP_TOKEN = /\/(information|update)\/?$/;

export function methodNotAllowed(request: UnroutedRequest, methods: readonly string[], context: DiditContext): Reply {
  if (HIDDEN.test(request.path)) return unknownPath(request);
  if (NEEDS_BEARER.test(request.path)) {
    const isForApp = TAKES_APP_TOKEN.test(request.path);
    const isByKey = !isForApp && sendsKeyAlone(request.headers);
    const caller = isByKey ? findKey(request.headers, context) : findBearer(request.headers, context, isForApp);
    if (isReason(caller)) return { ...notAuthenticated(request), reason: caller };
  }
  // `OPTIONS` is for browsers that poll, and answers only where they may.
  const allow = methods
    .filter((method) => method !== "OPTIONS")
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : method))
    .join(", ");
  return { status: 405, headers: { allow }, body: problemAt(request, `Method "${request.method}" not allowed.`) };
}

const VERIFICATION_PATH = /^\/v[123]\/session\/([^/]+)\/(?:decision|update-status|generate-pdf|delete)\/?$/;
const OF_ID = /^\/v3\/(workflows|webhook\/destinations)\/([^/]+)(?:\/|$)/;
/** Where reviews are looked for; they lie under the plural. */
const SINGULAR_REVIEWS = /^\/v3\/session\/([^/]+)\/reviews\/?$/;
const LATER_VERSION = /^\/v([23])\//;
/** How ids are spelled; Didit has them in lower case. */
export const SESSION_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is built of the later versions, for the reason of a refusal. */
const BUILT_OF: ReadonlyMap<string, string> = new Map([
  ["2", "create, decision, update-status and generate-pdf of sessions"],
  [
    "3",
    "sessions (create, decision, update-status, generate-pdf, list, delete, reviews, share, import-shared), workflows, users (list, read, change, delete), billing/balance, webhook settings and destinations",
  ],
]);

/** What the vendor has at paths that others here take for a parameter. */
const HIDDEN = /^\/v3\/users\/create\/?$/;

/** Ids of verifications are part of the route: an id of another form is an unknown page. */
function unknownPath({ path }: UnroutedRequest): Reply {
  const reply = { status: 404, body: notFoundPage(), mediaType: "text/html" };
  const id = VERIFICATION_PATH.exec(path)?.[1];
  if (id !== undefined && !SESSION_ID.test(id)) return { ...reply, reason: reasons.malformedSessionId() };
  const [, collection, uuid] = OF_ID.exec(path) ?? [];
  if (collection !== undefined && uuid !== undefined && !SESSION_ID.test(uuid))
    return { ...reply, reason: reasons.malformedUuid({ uuid, collection }) };
  const reviewed = SINGULAR_REVIEWS.exec(path)?.[1];
  if (reviewed !== undefined) return { ...reply, reason: reasons.reviewsInSingular({ id: reviewed }) };
  const version = LATER_VERSION.exec(path)?.[1];
  return version === undefined
    ? reply
    : { ...reply, reason: reasons.notBuilt({ path, version, built: BUILT_OF.get(version) ?? "" }) };
}

function nameUnsupported(mediaType: string, { body }: RoutedRequest): string {
  const defect = body.kind === "unsupported" ? body.defect : undefined;
  return defect?.kind === "coding" ? `content encoding "${defect.coding}"` : `media type "${mediaType}"`;
}

/** A token request with an unreadable body is refused for that, whatever its credentials. */
function tokenRequestUnauthenticated({ body, operation }: RoutedRequest): Reply {
  if (body.kind === "parsed" || body.kind === "none") return clientUnknown();
  return tokenRefused("invalid_request", explainUnreadable(body, operation, reading.bodyReading));
}

/** Whether a form body starts like a JSON object: `curl -d` and many clients label every body as a form. */
const isJsonReadAsForm = (body: ParsedBody): boolean =>
  body.kind === "parsed" &&
  body.mediaType !== "application/json" &&
  Object.keys(Object(body.value)).some((name) => name.startsWith("{"));

/** `grant_type` is the only field of a token request. */
function tokenRequestInvalid({ body }: RoutedRequest): Reply {
  const value = body.kind === "parsed" ? body.value : undefined;
  const grant = typeof value === "object" && value !== null && "grant_type" in value ? value.grant_type : undefined;
  if (grant === "") return tokenRefused("invalid_request", reasons.grantEmpty());
  if (grant === undefined)
    return tokenRefused("invalid_request", isJsonReadAsForm(body) ? reasons.jsonReadAsForm() : reasons.grantMissing());
  if (typeof grant !== "string") return tokenRefused("invalid_request", reasons.grantRepeated());
  return tokenRefused("unsupported_grant_type", reasons.grantNotOffered({ grant }));
}

export const problems: Problems = {
  unknownPath,
  methodNotAllowed,
  malformedPath: () => ({ status: 404, body: notFoundPage(), mediaType: "text/html" }),
  bodyTooLarge: (_limitBytes, request) => ({
    status: 413,
    body: problemAt(request, "Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE."),
  }),
  unauthenticated: (request) =>
    isTokenCall(request) ? tokenRequestUnauthenticated(request) : notAuthenticated(request),
  forbidden: (request) => ({ status: 403, body: problemAt(request, NOT_PERMITTED) }),
  malformedBody: (detail, request) =>
    isTokenCall(request)
      ? tokenError("invalid_request")
      : { status: 400, body: problemAt(request, `JSON parse error - ${detail}`) },
  unsupportedMediaType: (mediaType, request) =>
    isTokenCall(request)
      ? tokenError("invalid_request")
      : { status: 415, body: problemAt(request, `Unsupported ${nameUnsupported(mediaType, request)} in request.`) },
  invalid: (violations, request) =>
    isTokenCall(request) ? tokenRequestInvalid(request) : { status: 400, body: complaintsOf(violations, request) },
  tooManyRequests: (seconds, request) => ({
    status: 429,
    headers: { "retry-after": String(seconds) },
    body: problemAt(request, `Request was throttled. Expected available in ${seconds} seconds.`),
  }),
  limitReached: (status, message, request) => ({ status, body: problemAt(request, message) }),
};
