import type { Problems } from "#engine/provider.ts";
import type { Reply, RoutedRequest, UnroutedRequest } from "#engine/routed.ts";
import type { components } from "#generated/didit/types.ts";
import { complaintsOf } from "./complaints.ts";
import { findBearer, sendsBearer } from "./credentials.ts";
import { badRequestPage, notFoundPage } from "./html.ts";
import { MISSING_CREDENTIALS_STATUS } from "./options.ts";
import type { DiditContext } from "./state.ts";

type Schemas = components["schemas"];

/** Django REST Framework's envelope: one sentence. There is never a `message`, although samples of clients read one. */
const problem = (detail: string): Schemas["Problem"] => ({ detail });

export const badRequest = (detail: string) => ({ status: 400, body: problem(detail) }) as const;

/** Complaints by field. */
export const invalidFields = (fields: Schemas["FieldErrors"]) => ({ status: 400, body: fields }) as const;

export const permissionDenied = (detail = "You do not have permission to perform this action.") =>
  ({ status: 403, body: problem(detail) }) as const;

export const sessionNotFound = () => ({ status: 404, body: problem("Not found.") }) as const;

export const pageNotFound = () => ({ status: 404, body: notFoundPage() }) as const;

/** What is wrong with a token request, in the words of OAuth (RFC 6749, 5.2). */
export const tokenRefused = (error: Schemas["TokenRequestError"]["error"]) => {
  const body: Schemas["TokenRequestError"] = { error };
  return { status: 400, body } as const;
};

const clientUnknown = () => {
  const body: Schemas["TokenClientError"] = { error: "invalid_client" };
  return { status: 401, headers: { "www-authenticate": 'Basic realm="didit"' }, body } as const;
};

const isTokenCall = ({ operationId }: RoutedRequest): boolean => operationId === "createClientToken";

/** No credentials, or bad ones. */
function notAuthenticated({ headers }: Pick<UnroutedRequest, "headers">): Reply {
  const isMissing = !sendsBearer(headers);
  if (isMissing && MISSING_CREDENTIALS_STATUS === 403) return permissionDenied();
  const detail = isMissing ? "Authentication credentials were not provided." : "Incorrect authentication credentials.";
  return { status: 401, headers: { "www-authenticate": "Bearer" }, body: problem(detail) };
}

/** Paths whose credentials are looked at before the method is: all but the token call and the pages. */
const NEEDS_BEARER = /^\/(auth\/v2|v1)\/session(\/|$)/;

export async function methodNotAllowed(
  request: UnroutedRequest,
  methods: readonly string[],
  context: DiditContext,
): Promise<Reply> {
  if (NEEDS_BEARER.test(request.path) && (await findBearer(request.headers, context)) === undefined)
    return notAuthenticated(request);
  // `OPTIONS` is for browsers that poll, and answers only where they may.
  const allow = methods
    .filter((method) => method !== "OPTIONS")
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : method))
    .join(", ");
  return { status: 405, headers: { allow }, body: problem(`Method "${request.method}" not allowed.`) };
}

/** `grant_type` is the only thing a token request has to say. */
function tokenRequestInvalid({ body }: RoutedRequest): Reply {
  const value = body.kind === "parsed" ? body.value : undefined;
  const grant = typeof value === "object" && value !== null && "grant_type" in value ? value.grant_type : undefined;
  return tokenRefused(typeof grant === "string" && grant !== "" ? "unsupported_grant_type" : "invalid_request");
}

export const problems: Problems = {
  unknownPath: () => ({ ...pageNotFound(), mediaType: "text/html" }),
  methodNotAllowed,
  malformedPath: () => ({ status: 400, body: badRequestPage(), mediaType: "text/html" }),
  bodyTooLarge: () => ({
    status: 413,
    body: problem("Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE."),
  }),
  unauthenticated(request) {
    if (!isTokenCall(request)) return notAuthenticated(request);
    const isReadable = request.body.kind === "parsed" || request.body.kind === "none";
    return isReadable ? clientUnknown() : tokenRefused("invalid_request");
  },
  forbidden: () => permissionDenied(),
  malformedBody: (detail, request) =>
    isTokenCall(request) ? tokenRefused("invalid_request") : badRequest(`JSON parse error - ${detail}`),
  unsupportedMediaType: (mediaType, request) =>
    isTokenCall(request)
      ? tokenRefused("invalid_request")
      : { status: 415, body: problem(`Unsupported media type "${mediaType}" in request.`) },
  invalid: (violations, request) =>
    isTokenCall(request) ? tokenRequestInvalid(request) : invalidFields(complaintsOf(violations, request)),
  tooManyRequests: (seconds) => ({
    status: 429,
    headers: { "retry-after": String(seconds) },
    body: problem(`Request was throttled. Expected available in ${seconds} seconds.`),
  }),
};
