import type { Problems } from "#engine/provider.ts";
import type { RoutedRequest, Violation } from "#engine/routed.ts";
import type { components } from "#generated/didomi/types.ts";
import { FOREIGN_USER_STATUS, NAME_401 } from "./options.ts";

type Schemas = components["schemas"];

type BadRequest = { status: 400; body: Schemas["BadRequestError"] };
type Forbidden = { status: 403; body: Schemas["ForbiddenError"] };
type NotFound = { status: 404; body: Schemas["NotFoundError"] };
type Conflict = { status: 409; body: Schemas["ConflictError"] };

/** Something in the request is missing or wrong; the message names it. */
export const badRequest = (message: string): BadRequest => ({
  status: 400,
  body: { code: 400, errors: {}, message, name: "BadRequest" },
});

/** Whatever is wrong with a key and its secret, the vendor says no more than this. */
export const invalidAuthentication = (): BadRequest => badRequest("Invalid authentication information");

/** The credentials do not reach that far: another organization, no such permission. */
export const forbidden = (): Forbidden => ({
  status: 403,
  body: { code: 403, errors: {}, message: "You do not have permission to perform this action", name: "Forbidden" },
});

/** A consent token that asks for another user than its own. */
export const foreignUser = (): Forbidden => ({ ...forbidden(), status: FOREIGN_USER_STATUS });

export const noRecord = (id: string): NotFound => notFound(`No record found for id '${id}'`);

/** An id is taken, or a version is stale; the message names it. */
export const conflict = (message: string): Conflict => ({
  status: 409,
  body: { code: 409, errors: {}, message, name: "Conflict" },
});

const notFound = (message: string): NotFound => ({
  status: 404,
  body: { code: 404, errors: {}, message, name: "NotFound" },
});

/** How this provider refuses what never reaches a handler: FeathersJS's envelope, its names and texts. */
export const problems: Problems = {
  unknownPath: () => notFound("Page not found"),
  methodNotAllowed: (_request, allowed) => ({
    status: 405,
    headers: { allow: allowed.join(", ") },
    body: { code: 405, errors: {}, message: "Method not allowed", name: "MethodNotAllowed" },
  }),
  malformedPath: ({ path }) => badRequest(`Failed to decode param '${path.split("/").find(isUndecodable) ?? path}'`),
  bodyTooLarge: () => ({
    status: 413,
    body: { code: 413, errors: {}, message: "request entity too large", name: "PayloadTooLarge" },
  }),
  unauthenticated: () => ({
    status: 401,
    body: { code: 401, errors: {}, message: "Invalid token", name: NAME_401 },
  }),
  forbidden,
  malformedBody: (detail) => badRequest(`the body is not valid JSON: ${detail}`),
  unsupportedMediaType: (mediaType) => badRequest(`'Content-Type' must be application/json, not '${mediaType}'`),
  invalid: (violations, request) => (isSignIn(request) ? invalidAuthentication() : badRequest(complaintOf(violations))),
  tooManyRequests: (retryAfterSeconds) => ({
    status: 429,
    headers: { "retry-after": String(retryAfterSeconds) },
    body: { code: 429, errors: {}, message: "Too many requests", name: "TooManyRequests" },
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

const KINDS: Readonly<Record<string, string>> = {
  object: "an object",
  array: "an array",
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  null: "null",
};

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
