import type { Problems } from "#engine/provider.ts";
import type { Reply, RoutedRequest } from "#engine/routed.ts";
import type { components } from "#generated/avacy/types.ts";
import { normalizeBody } from "./normalize.ts";
import { UNAUTHENTICATED_MESSAGE, UNKNOWN_TENANT_STATUS, VALIDATION_STATUS } from "./options.ts";
import type { Options } from "./state.ts";
import { type Complaint, complaintsOf, complaintsOfNothing } from "./validation.ts";

type Schemas = components["schemas"];

export const unauthenticated = () => {
  const body: Schemas["Unauthenticated"] = { message: UNAUTHENTICATED_MESSAGE };
  return { status: 401, body } as const;
};

export const teamNotFound = () => {
  const body: Schemas["TenantNotFound"] = { message: "team_not_found", error: "team_not_found" };
  return { status: UNKNOWN_TENANT_STATUS, body } as const;
};

export const noSuchDomainsGroup = (id: string) => noQueryResults("DomainsGroup", id);

export const noSuchWebspace = (id: string) => noQueryResults("Webspace", id);

const noQueryResults = (model: string, id: string) => {
  const body: Schemas["Problem"] = { message: `No query results for model [App\\Models\\${model}] ${id}` };
  return { status: 404, body } as const;
};

/** The first message, and how many more there are; all of them by field. */
export function invalidBody(complaints: readonly Complaint[]) {
  const more = complaints.length - 1;
  const suffix = more < 1 ? "" : ` (and ${more} more ${more === 1 ? "error" : "errors"})`;
  const body: Schemas["InvalidBody"] = {
    message: (complaints[0]?.message ?? "The given data was invalid.") + suffix,
    errors: Object.fromEntries(complaints.map(({ field, message }) => [field, [message]])),
  };
  return { status: VALIDATION_STATUS, body } as const;
}

/** How an account check says no: the code in `error`, or nested as it once was. */
export function checkFailed<Code extends Schemas["ApiTokenCheckCode"]>(
  code: Code,
  shape: Options["validateErrorShape"],
  message: string = code,
) {
  const body = shape === "nested" ? { message: { error: code } } : { message, error: code };
  return { status: 404, body } as const;
}

const problem = (status: number, message: string, headers?: Record<string, string>): Reply => {
  const body: Schemas["Problem"] = { message };
  return headers === undefined ? { status, body } : { status, body, headers };
};

/** Laravel names a route without its outer slashes; the root is `/`. */
const routeName = (path: string): string => path.replaceAll(/^\/+|\/+$/g, "") || "/";

// A body that cannot be read counts as one that holds nothing.
const unreadable = ({ operationId }: RoutedRequest): Reply => invalidBody(complaintsOfNothing(operationId));

export const problems: Problems = {
  unknownPath: ({ path }) => problem(404, `The route ${routeName(path)} could not be found.`),
  methodNotAllowed({ method, path }, methods) {
    const allow = methods.flatMap((each) => (each === "GET" ? ["GET", "HEAD"] : each)).join(", ");
    const message = `The ${method} method is not supported for route ${routeName(path)}. Supported methods: ${allow}.`;
    return problem(405, message, { allow });
  },
  malformedPath: () => problem(400, "Malformed URL."),
  bodyTooLarge: () => problem(413, "The POST data is too large."),
  unauthenticated,
  forbidden: unauthenticated,
  malformedBody: (_detail, request) => unreadable(request),
  unsupportedMediaType: (_mediaType, request) => unreadable(request),
  invalid(violations, { body, operationId }) {
    const fields = normalizeBody(body.kind === "parsed" ? body.value : undefined);
    return invalidBody(complaintsOf(violations, fields, operationId));
  },
  tooManyRequests: () => problem(429, "Too Many Attempts."),
};
