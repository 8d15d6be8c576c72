import { ownMember } from "../basics/table.ts";
import type { Problems } from "../contract/mock.ts";
import type { Reply, RoutedRequest, UnroutedRequest, Violation } from "../contract/request.ts";

/** Why a request is refused before it reaches a handler. */
export interface Problem {
  /** The status that the operation, or the spec in common, documents; see `PROBLEM_STATUSES`. */
  readonly status: number;
  readonly kind: keyof typeof PROBLEM_STATUSES | "limitReached";
  /** A sentence for the client; it quotes nothing of the body. */
  readonly message: string;
  /** What does not fit the schema, if that is the problem. */
  readonly violations: readonly Violation[];
  readonly request: RoutedRequest | UnroutedRequest;
}

/** The statuses of problems, the usual one first: the first that the operation documents is taken. */
export const PROBLEM_STATUSES = {
  unknownPath: [404],
  methodNotAllowed: [405, 404],
  malformedPath: [400, 404],
  bodyTooLarge: [413, 400],
  unauthenticated: [401, 403],
  forbidden: [403, 401],
  malformedBody: [400, 422],
  unsupportedMediaType: [415, 400, 422],
  invalid: [400, 422],
  tooManyRequests: [429, 503],
} as const satisfies Partial<Readonly<Record<keyof Problems, readonly number[]>>>;

/**
 * Makes all of a mock's error replies from one function, which gives them the provider's shape.
 *
 * @param reply without headers: `allow` of a 405 and `retry-after` of a 429 are added
 */
export function defineProblems(reply: (problem: Problem) => Omit<Reply, "headers">): Problems {
  const refuse = (
    kind: keyof typeof PROBLEM_STATUSES,
    message: string,
    request: RoutedRequest | UnroutedRequest,
    more: { readonly headers?: Record<string, string>; readonly violations?: readonly Violation[] } = {},
  ): Reply => {
    const { headers, violations = [] } = more;
    const made = reply({ kind, status: statusOf(kind, request), message, violations, request });
    return headers === undefined ? made : { ...made, headers };
  };
  return {
    unknownPath: (request) => refuse("unknownPath", "There is nothing at this path.", request),
    methodNotAllowed: (request, allowed) =>
      refuse("methodNotAllowed", `This path takes ${allowed.join(", ")}.`, request, {
        headers: { allow: allowed.join(", ") },
      }),
    malformedPath: (request) => refuse("malformedPath", "The path cannot be decoded.", request),
    bodyTooLarge: (limitBytes, request) =>
      refuse("bodyTooLarge", `The body is larger than ${limitBytes} bytes.`, request),
    unauthenticated: (request) => refuse("unauthenticated", "The credentials are missing or not valid.", request),
    forbidden: (request) => refuse("forbidden", "These credentials are not accepted here.", request),
    malformedBody: (detail, request) => refuse("malformedBody", `The body cannot be read: ${detail}.`, request),
    unsupportedMediaType: (_mediaType, request) =>
      refuse("unsupportedMediaType", "The body has a media type that is not taken here.", request),
    invalid: (violations, request) => refuse("invalid", toMessage(violations), request, { violations }),
    tooManyRequests: (retryAfterSeconds, request) =>
      refuse("tooManyRequests", "There were too many requests.", request, {
        headers: { "retry-after": String(retryAfterSeconds) },
      }),
    limitReached: (status, message, request) =>
      reply({ kind: "limitReached", status, message, violations: [], request }),
  };
}

function statusOf(kind: keyof typeof PROBLEM_STATUSES, request: RoutedRequest | UnroutedRequest): number {
  const statuses: readonly number[] = PROBLEM_STATUSES[kind];
  const documented = "operation" in request ? request.operation.responses : {};
  return statuses.find((status) => ownMember(documented, String(status)) !== undefined) ?? statuses[0] ?? 500;
}

function toMessage(violations: readonly Violation[]): string {
  const [first] = violations;
  if (first === undefined) return "The request is not valid.";
  return `${[first.in, ...first.path].join(".")} ${first.message}.`;
}
