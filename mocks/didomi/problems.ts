import { type Table, toTable } from "#engine/basics/table.ts";
import type { Problems } from "#engine/contract/mock.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { RoutedRequest, Violation } from "#engine/contract/request.ts";
import type { components } from "#generated/didomi/types.ts";
import { FOREIGN_USER_STATUS, NAME_401 } from "./assumptions.ts";

type Schemas = components["schemas"];

/** A reply without its reason, as the engine gives one to what it refuses itself. */
type Unexplained<Status extends number, Body> = { status: Status; body: Body };
type Explained<Status extends number, Body> = Unexplained<Status, Body> & { reason: Reason };

export type BadRequest = Explained<400, Schemas["BadRequestError"]>;
export type Forbidden = Explained<403, Schemas["ForbiddenError"]>;
type NotFound = Explained<404, Schemas["NotFoundError"]>;
type Conflict = Explained<409, Schemas["ConflictError"]>;

const toBadRequest = (message: string): Unexplained<400, Schemas["BadRequestError"]> => ({
  status: 400,
  body: { code: 400, errors: {}, message, name: "BadRequest" },
});

const toForbidden = (): Unexplained<403, Schemas["ForbiddenError"]> => ({
  status: 403,
  body: { code: 403, errors: {}, message: "You do not have permission to perform this action", name: "Forbidden" },
});

const toNotFound = (message: string): Unexplained<404, Schemas["NotFoundError"]> => ({
  status: 404,
  body: { code: 404, errors: {}, message, name: "NotFound" },
});

/** Whatever is wrong with a key and its secret, the vendor says no more than this. */
const toInvalidAuthentication = () => toBadRequest("Invalid authentication information");

/** Something in the request is missing or wrong; the message names it. */
export const badRequest = (message: string, reason: Reason): BadRequest => ({ ...toBadRequest(message), reason });

/** The key and secret of a sign-in open no session. */
export const invalidAuthentication = (reason: Reason): BadRequest => ({ ...toInvalidAuthentication(), reason });

/** The credentials do not reach that far: another organization, a permission that is missing. */
export const forbidden = (reason: Reason): Forbidden => ({ ...toForbidden(), reason });

/** A consent token that asks for another user than its own. */
export const foreignUser = (reason: Reason): Forbidden => ({ ...forbidden(reason), status: FOREIGN_USER_STATUS });

export const noRecord = (id: string, reason: Reason): NotFound => ({
  ...toNotFound(`No record found for id '${id}'`),
  reason,
});

/** An id is taken, or a version is stale; the message names it. */
export const conflict = (message: string, reason: Reason): Conflict => ({
  status: 409,
  body: { code: 409, errors: {}, message, name: "Conflict" },
  reason,
});

/** How this provider refuses requests that do not reach a handler: the envelope, names and texts of FeathersJS. */
/** In the words of Express' own parser where it would refuse the body. */
function nameUnsupported(mediaType: string, { body }: RoutedRequest): string {
  const defect = body.kind === "unsupported" ? body.defect : undefined;
  if (defect?.kind === "coding") return `unsupported content encoding "${defect.coding}"`;
  if (defect?.kind === "charset") return `unsupported charset "${defect.charset.toUpperCase()}"`;
  return `'Content-Type' must be application/json, not '${mediaType}'`;
}

export const problems: Problems = {
  unknownPath: () => toNotFound("Page not found"),
  methodNotAllowed: (_request, allowed) => ({
    status: 405,
    headers: { allow: allowed.join(", ") },
    body: { code: 405, errors: {}, message: "Method not allowed", name: "MethodNotAllowed" },
  }),
  malformedPath: ({ path }) => toBadRequest(`Failed to decode param '${path.split("/").find(isUndecodable) ?? path}'`),
  bodyTooLarge: () => ({
    status: 413,
    body: { code: 413, errors: {}, message: "request entity too large", name: "PayloadTooLarge" },
  }),
  unauthenticated: () => ({
    status: 401,
    body: { code: 401, errors: {}, message: "Invalid token", name: NAME_401 },
  }),
  forbidden: toForbidden,
  malformedBody: (detail) => toBadRequest(`the body is not valid JSON: ${detail}`),
  unsupportedMediaType: (mediaType, request) => toBadRequest(nameUnsupported(mediaType, request)),
  invalid: (violations, request) =>
    isSignIn(request) ? toInvalidAuthentication() : toBadRequest(complaintOf(violations)),
  tooManyRequests: (retryAfterSeconds) => ({
    status: 429,
    headers: { "retry-after": String(retryAfterSeconds) },
    body: { code: 429, errors: {}, message: "Too many requests", name: "TooManyRequests" },
  }),
  limitReached: (status, message) => ({
    status,
    body: { code: status, errors: {}, message, name: status === 503 ? "Unavailable" : "InsufficientStorage" },
  }),
};

const isSignIn = ({ operation }: RoutedRequest): boolean => operation.security.length === 0;

function isUndecodable(segment: string): boolean {
  try {
    decodeURIComponent(segment);
    return false;
  } catch {
    return true;
  }
}

const KINDS: Table<Readonly<Record<string, string>>> = toTable({
  object: "an object",
  array: "an array",
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  null: "null",
});

/** One complaint is enough: the first thing that is wrong, by the name under which it was sent. */
function complaintOf([violation]: readonly Violation[]): string {
  if (violation === undefined) return "the request is not valid";
  const { path, keyword, params, message } = violation;
  const what = path.length === 0 ? "the body" : `'${path.join(".")}'`;
  if (keyword === "required") return `${what} is required`;
  if (keyword === "minLength") return `${what} must not be empty`;
  if (keyword === "pattern") return `${what} is not in the expected format`;
  if (keyword === "type") {
    const kinds = [params["type"]].flat().map((kind) => KINDS[String(kind)] ?? String(kind));
    return `${what} must be ${kinds.join(" or ")}`;
  }
  return `${what} ${message}`;
}
