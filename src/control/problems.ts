import { DURATION_PATTERN, DURATION_RULE } from "#engine/basics/durations.ts";
import type { ErrorCode } from "#engine/basics/error-codes.ts";
import { isStandinError, type StandinError } from "#engine/basics/errors.ts";
import { LONGEST_NAME, quoteName } from "#engine/basics/quote.ts";
import type { Problems } from "#engine/contract/mock.ts";
import { toSentences } from "#engine/contract/refusal.ts";
import type { Reply, Violation } from "#engine/contract/request.ts";
import type { components } from "#generated/control/types.ts";
import { explain } from "./explain.ts";

type Problem = components["schemas"]["Problem"];

const TITLES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  503: "Service Unavailable",
} as const;

/** An error reply (RFC 9457) whose `detail` says what to do. @param code the kind of error, where the engine has one */
const refuse = <Status extends keyof typeof TITLES>(status: Status, detail: string, code?: ErrorCode) => ({
  status,
  body: {
    type: "about:blank",
    title: TITLES[status],
    status,
    detail: toShort(detail),
    ...(code !== undefined && { code }),
  } satisfies Problem,
});

const LONGEST_DETAIL = 4000;

/** A name in a request may be as long as its body. Longer ones than a valid name are shortened in messages. */
function toShort(detail: string): string {
  if (detail.length <= LONGEST_NAME) return detail;
  const words = detail.slice(0, 10 * LONGEST_DETAIL).split(" ");
  // One that is shortened already has its quotes around it.
  const short = words.map((word) => (word.length > LONGEST_NAME + 8 ? quoteName(word) : word)).join(" ");
  return short.length > LONGEST_DETAIL ? `${short.slice(0, LONGEST_DETAIL)}…` : short;
}

export const invalid = (detail: string) => refuse(400, detail);
export const notFound = (detail: string) => refuse(404, detail, "ERR_STANDIN_NOT_FOUND");
export const unknownProvider = ({ message, code }: StandinError) => refuse(404, message, code);
export const forbidden = (detail: string) => refuse(403, detail);

/**
 * Converts a thrown error to an error reply.
 *
 * @throws the same error if it has no reply: a bug
 */
export function toRefusal(error: unknown): Reply {
  if (!isStandinError(error)) throw error;
  return refuse(STATUSES.get(error.code) ?? 400, toSentence(error.message), error.code);
}

/** Of errors that are not about the form of a request. */
const STATUSES: ReadonlyMap<ErrorCode, 404 | 409 | 503> = new Map<ErrorCode, 404 | 409 | 503>([
  ["ERR_STANDIN_DATA_UNUSABLE", 503],
  ["ERR_STANDIN_LIMIT_EXCEEDED", 409],
  ["ERR_STANDIN_NOT_FOUND", 404],
  ["ERR_STANDIN_NOT_STORED", 503],
  ["ERR_STANDIN_UNKNOWN_SCENARIO", 404],
]);

const toSentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

/** The patterns of the spec in words. A test compares them with the spec. */
const PATTERNS: ReadonlyMap<unknown, string> = new Map([
  [DURATION_PATTERN, DURATION_RULE],
  ["^[1-5]([0-9]{2}|xx)$", "A status is written 404, or 4xx for all of a class."],
  ["^[Hh][Tt][Tt][Pp][Ss]?://", "A receiver of webhooks is an http or https URL."],
  ["^[A-Za-z0-9._-]{1,64}$", "A name is 1 to 64 letters, digits, dots, dashes and underscores."],
]);

/** If a pattern is violated at a place, reports only that: complaints about other alternatives only confuse. */
function toDetail(violations: readonly Violation[]): string {
  const details = new Map<string, string[]>();
  const said = new Set<string>();
  for (const violation of violations) {
    const [sentence = ""] = toSentences([violation]);
    const place = sentence.slice(0, sentence.indexOf(": "));
    const words = PATTERNS.get(violation.path[0] === "by" ? DURATION_PATTERN : violation.params["pattern"]);
    if (words !== undefined && !said.has(place)) details.set(place, [`${place}: ${words.slice(0, -1)}`]);
    else if (!said.has(place)) details.set(place, [...(details.get(place) ?? []), sentence]);
    if (words !== undefined) said.add(place);
  }
  return `${[...details.values()].flat().join("; ")}.`;
}

/** Error replies to requests that reach no handler. */
export const problems: Problems = {
  unknownPath: ({ path }) =>
    refuse(
      404,
      `The control API has no ${path}: its paths are in specs/control.yaml; the nearest are in x-standin-nearest.`,
    ),
  methodNotAllowed: (_request, allowed) => ({
    ...refuse(405, `This path takes ${allowed.join(", ")}.`),
    headers: { allow: allowed.join(", ") },
  }),
  malformedPath: () => invalid("The path's percent-encoding cannot be decoded."),
  bodyTooLarge: (limitBytes) => refuse(413, `The body may have ${limitBytes} bytes.`),
  unauthenticated: () => ({
    ...refuse(401, "Send the token of --control-token as Authorization: Bearer."),
    headers: { "www-authenticate": "Bearer" },
  }),
  forbidden: () => forbidden("These credentials are of another kind than the control token."),
  malformedBody: (detail) => invalid(`The body is not valid JSON: ${detail}.`),
  unsupportedMediaType: (mediaType) => refuse(415, `Send application/json, not ${mediaType}.`),
  invalid(violations, request) {
    const error = explain(request);
    return error === undefined ? invalid(toDetail(violations)) : toRefusal(error);
  },
  tooManyRequests: () => refuse(429, "Try again later."),
  limitReached: (_status, message) => refuse(409, message),
};
