import { headerOf } from "#engine/contract/exchange.ts";
import { MOST_VIOLATIONS } from "#engine/contract/limits.ts";
import type { Problems } from "#engine/contract/mock.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Reply, RoutedRequest, Violation } from "#engine/contract/request.ts";
import { gatherViolations } from "#engine/kit/decode.ts";
import type { components } from "#generated/avacy/types.ts";
import { complaints } from "#generated/avacy/validators.js";
import { UNAUTHENTICATED_MESSAGE, UNKNOWN_TENANT_STATUS, VALIDATION_STATUS } from "./assumptions.ts";
import { type Fields, FORM, isObject, normalizeBody } from "./normalize.ts";
import { reasons } from "./reasons.ts";
import type { Options } from "./state.ts";
import { type Complaint, complaintsOf, complaintsOfNothing, messageOf } from "./validation.ts";

type Schemas = components["schemas"];

const UNAUTHENTICATED: Schemas["Unauthenticated"] = { message: UNAUTHENTICATED_MESSAGE };

export const unauthenticated = (reason: Reason) => ({ status: 401, body: UNAUTHENTICATED, reason }) as const;

export function teamNotFound(reason: Reason) {
  const body: Schemas["TenantNotFound"] = { message: "team_not_found", error: "team_not_found" };
  return { status: UNKNOWN_TENANT_STATUS, body, reason } as const;
}

/** @param id as sent in the path */
export const noSuchDomainsGroup = (id: string, reason: Reason) => noQueryResults("DomainsGroup", id, reason);

/** @param id as sent in the path */
export const noSuchWebspace = (id: string, reason: Reason) => noQueryResults("Webspace", id, reason);

function noQueryResults(model: string, id: string, reason: Reason) {
  const body: Schemas["Problem"] = { message: `No query results for model [App\\Models\\${model}] ${id}` };
  return { status: 404, body, reason } as const;
}

export const invalidBody = (complaints: readonly Complaint[], reason: Reason) =>
  ({ ...refuseBody(complaints), reason }) as const;

/** The first message with the number of further ones, and the messages by field. */
function refuseBody(all: readonly Complaint[]) {
  const [first] = all;
  const more = all.length - 1;
  const suffix = more < 1 ? "" : ` (and ${more} more ${more === 1 ? "error" : "errors"})`;
  const body: Schemas["InvalidBody"] = {
    message: (first === undefined ? "The given data was invalid." : messageOf(first)) + suffix,
    errors: Object.fromEntries(all.slice(0, MOST_VIOLATIONS).map((each) => [each.field, [messageOf(each)]])),
  };
  return { status: VALIDATION_STATUS, body } as const;
}

/** The error of an account check: the code in `error`, or nested as in the provider's older replies. */
export function checkFailed<Code extends Schemas["ApiTokenCheckCode"]>(
  code: Code,
  shape: Options["validateErrorShape"],
  reason: Reason,
  message: string = code,
) {
  const body = shape === "nested" ? { message: { error: code } } : { message, error: code };
  return { status: 404, body, reason } as const;
}

const problem = (status: number, message: string, headers?: Record<string, string>): Reply => {
  const body: Schemas["Problem"] = { message };
  return headers === undefined ? { status, body } : { status, body, headers };
};

/** Laravel shows a route without its outer slashes; the root is `/`. */
function routeName(path: string): string {
  let [start, end] = [0, path.length];
  while (path[start] === "/") start += 1;
  while (end > start && path[end - 1] === "/") end -= 1;
  return path.slice(start, end) || "/";
}

const ACCOUNT_CHECKS = "/wp/validate/";

// An unreadable body counts as empty.
const unreadable = ({ operationId }: RoutedRequest): Reply => refuseBody(complaintsOfNothing(operationId));

/** Whether a form body starts like a JSON object: `curl -d` and many clients label every body as a form. */
const isJsonReadAsForm = (form: unknown): boolean =>
  isObject(form) && Object.keys(form).some((name) => name.startsWith("{"));

/** Laravel states the number of errors beyond those that the engine keeps. */
function gatherAll(fields: Fields, { body, operation }: RoutedRequest): readonly Violation[] {
  const content = operation.requestBody?.content;
  const validate = body.kind === "parsed" ? content?.[body.mediaType] : Object.values(content ?? {})[0];
  return validate === undefined ? [] : gatherViolations(validate, fields, complaints);
}

const refuseCaller = (): Reply => ({ status: 401, body: UNAUTHENTICATED });

export const problems: Problems = {
  unknownPath({ path }) {
    const reply = problem(404, `The route ${routeName(path)} could not be found.`);
    const count = path.startsWith(ACCOUNT_CHECKS) ? path.slice(ACCOUNT_CHECKS.length).split("/").length : 0;
    // A token without percent-encoding: the engine's reason would show it as part of the path.
    return count > 3 ? { ...reply, reason: reasons.unencodedSlash({ count }) } : reply;
  },
  methodNotAllowed({ method, path }, methods) {
    const allow = methods.flatMap((each) => (each === "GET" ? ["GET", "HEAD"] : each)).join(", ");
    const message = `The ${method} method is not supported for route ${routeName(path)}. Supported methods: ${allow}.`;
    return problem(405, message, { allow });
  },
  malformedPath: () => problem(400, "Malformed URL."),
  bodyTooLarge: () => problem(413, "The POST data is too large."),
  unauthenticated: refuseCaller,
  forbidden: refuseCaller,
  malformedBody: (_detail, request) => unreadable(request),
  unsupportedMediaType: (_mediaType, request) => unreadable(request),
  invalid(violations, request) {
    const { headers, body, operationId } = request;
    const fields = normalizeBody(body.kind === "parsed" ? body.value : undefined);
    const isAboutBody = violations.some((violation) => violation.in === "body");
    const all = isAboutBody ? gatherAll(fields, request) : violations;
    const reply = refuseBody(complaintsOf(all, fields, operationId));
    if (body.kind !== "parsed" || body.mediaType !== FORM) return reply;
    // JSON without its content type is read as a form and lacks every field, which only the media type explains.
    const contentType = headerOf(headers, "content-type") ?? "absent";
    if (contentType.toLowerCase().startsWith(FORM) && !isJsonReadAsForm(body.value)) return reply;
    return { ...reply, reason: reasons.bodyReadAsForm({ contentType, message: reply.body.message }) };
  },
  tooManyRequests: () => problem(429, "Too Many Attempts."),
  limitReached: (status, message) => problem(status, message),
};
