import { StandinError } from "../basics/errors.ts";
import { quoteGiven } from "../basics/quote.ts";
import type { Delivery } from "../contract/exchange.ts";
import { explainUnwritable } from "../contract/header-values.ts";
import type { Behaviour } from "../contract/mock.ts";
import type { OperationEntry, OperationTable, ResponseEntry } from "../contract/operation.ts";
import type { Reply, RoutedRequest } from "../contract/request.ts";
import type { FaultEffect, FaultMatch, FaultPosition, FaultRequest, GatewayReply, TakenFault } from "./fault.ts";

/** What a fault does to one exchange. */
export interface AppliedFault {
  /** The id of the fault. */
  readonly fault: string;
  /** The reply to send instead of the provider's; `NO_REPLY`: none is sent. */
  readonly reply?: Reply | undefined;
  /** The reply is a gateway's, and need not be in the spec. */
  readonly isGateway: boolean;
  /** Headers to add to that reply. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly latencyMs: number;
  readonly malformsBody: boolean;
  readonly delivery?: Delivery | undefined;
}

/** Placeholder for the reply if the connection is broken off before the request is handled. */
export const NO_REPLY: Reply = Object.freeze({ status: 0 });

/** After this long a hanging connection is closed. */
const HANG_LIMIT_MS = 600_000;
const DEFAULT_SLOW_MS = 2000;
const DEFAULT_RETRY_AFTER_SECONDS = 1;
const WINDOW_SECONDS = 60;

/**
 * Refuses effects that contradict themselves.
 *
 * @throws StandinError naming what is allowed
 */
export function checkEffect(effect: FaultEffect): void {
  const { status, body, connection, reply, latencyMs, gateway } = effect;
  if (Object.keys(effect).length === 0)
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      "An effect is one of latencyMs, status, gateway, connection, reply.",
    );
  if (connection !== undefined && (status !== undefined || reply !== undefined || gateway !== undefined))
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      "Where the connection breaks off there is no status and no body: leave out either of them.",
    );
  if (gateway !== undefined && status !== undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      "Either the provider answers, by status, or a gateway does: leave out either of them.",
    );
  if (gateway !== undefined && !isFinalStatus(gateway.status))
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      `A gateway answers with a status from 200 to 599, not ${quoteGiven(gateway.status)}.`,
    );
  for (const [name, value] of Object.entries(gateway?.headers ?? {})) {
    const complaint = explainUnwritable(name, value);
    if (complaint !== undefined)
      throw new StandinError("ERR_STANDIN_INVALID_FAULT", `A gateway cannot send this: ${complaint}.`);
  }
  if (body !== undefined && status === undefined)
    throw new StandinError("ERR_STANDIN_INVALID_FAULT", "A body needs the status it belongs to.");
  if (typeof latencyMs === "object" && latencyMs.to < latencyMs.from)
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      `latencyMs must go from the shorter to the longer, not from ${latencyMs.from} to ${latencyMs.to}.`,
    );
}

const isFinalStatus = (status: number): boolean => Number.isInteger(status) && status >= 200 && status <= 599;

/**
 * Refuses matches by data that is not yet available at the fault's position.
 *
 * @throws StandinError naming what to do instead
 */
export function checkPosition(at: FaultPosition, { match, effect }: Pick<FaultRequest, "match" | "effect">): void {
  if (at === "connection" && match?.body !== undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      'The body is not parsed at "connection": match it at "route" or "handler".',
    );
  if (at === "handler" || effect?.status === undefined) return;
  if (match?.operation === undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      `At "${at}" there are requests that no operation takes, and no status is documented for them: name an operation, or answer as a gateway.`,
    );
}

/** One provider's spec, as effects are checked against it. */
export interface Spec {
  readonly name: string;
  readonly table: OperationTable;
}

/**
 * Refuses effects whose replies are not in the specs.
 *
 * @throws StandinError naming what is allowed
 */
export function checkStatus({ status, body }: FaultEffect, { operation }: FaultMatch, specs: readonly Spec[]): void {
  if (status === undefined) return;
  for (const spec of specs)
    for (const [operationId, entry] of Object.entries(spec.table.operations))
      if (operation === undefined || operationId === operation)
        checkReplyOf(status, body, spec, operationId, entry, operation !== undefined);
}

/** Whether whatever stands in front of a provider may answer so: operations that do not document it are answered as by that. */
const isOfAnyGateway = (status: number): boolean => status === 429 || status >= 500;

function checkReplyOf(
  status: number,
  body: unknown,
  { name, table }: Spec,
  operationId: string,
  operation: OperationEntry,
  isNamed: boolean,
): void {
  const response = responseOf(table, operation, status);
  if (response === undefined && !isNamed && isOfAnyGateway(status)) return;
  if (response === undefined || (body === undefined && status !== 429 && response.example === undefined))
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      `${name} documents no reply of status ${status} for ${operationId}; it has ${errorsOf(table, operation).join(", ")}.`,
    );
  if (body === undefined) return;
  for (const [mediaType, validate] of Object.entries(response.content))
    if (validate !== null && !validate(body)) {
      const [error] = validate.errors ?? [];
      throw new StandinError(
        "ERR_STANDIN_INVALID_FAULT",
        `This body is not what ${name} answers with ${status} as ${mediaType}: body${error?.instancePath ?? ""} ${error?.message ?? "does not fit"}.`,
      );
    }
}

const responseOf = (
  { commonResponses }: OperationTable,
  operation: OperationEntry,
  status: number,
): ResponseEntry | undefined => operation.responses[status] ?? commonResponses[status];

const errorsOf = ({ commonResponses }: OperationTable, operation: OperationEntry): number[] =>
  [...new Set([...Object.keys(operation.responses), ...Object.keys(commonResponses)].map(Number))]
    .filter((status) => status >= 400)
    .sort((a, b) => a - b);

/**
 * Returns the effect of a fault on this exchange.
 *
 * @param request `undefined` if no operation matches it
 */
export function applyFault(
  { fault, draw }: TakenFault,
  behaviour: Behaviour,
  request: RoutedRequest | undefined,
): AppliedFault {
  const { effect, id } = fault;
  const { latencyMs = 0, connection, reply, slowMs = DEFAULT_SLOW_MS } = effect;
  const delayMs =
    typeof latencyMs === "number"
      ? latencyMs
      : latencyMs.from + Math.floor(draw() * (latencyMs.to - latencyMs.from + 1));
  return {
    fault: id,
    latencyMs: delayMs,
    isGateway: false,
    malformsBody: reply === "malformed",
    ...toReplacement(effect, behaviour, request),
    ...((connection === "reset" || connection === "hang") && { reply: NO_REPLY }),
    ...toDelivery(connection, reply, slowMs),
  };
}

type Replacement = Partial<Pick<AppliedFault, "reply" | "headers" | "isGateway">>;

/** Returns the reply to send instead of the handler's, if any. */
function toReplacement(
  { status, body, gateway, retryAfterSeconds }: FaultEffect,
  behaviour: Behaviour,
  request: RoutedRequest | undefined,
): Replacement {
  if (gateway !== undefined) return toGateway(gateway);
  if (status === undefined) return {};
  const response = request && responseOf(behaviour, request.operation, status);
  if (
    request === undefined ||
    response === undefined ||
    (body === undefined && status !== 429 && response.example === undefined)
  )
    return toGateway({ status, ...(status === 429 && { headers: retryAfter(retryAfterSeconds) }) });
  return status === 429
    ? toThrottled(retryAfterSeconds, body, behaviour, request)
    : { reply: toError(status, body, response) };
}

const retryAfter = (seconds: number = DEFAULT_RETRY_AFTER_SECONDS) => ({ "retry-after": String(seconds) });

const GATEWAY_TITLES: Readonly<Record<number, string>> = {
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

function toGateway({ status, headers = {}, body }: GatewayReply): Replacement {
  const title = `${status} ${GATEWAY_TITLES[status] ?? ""}`.trim();
  const page = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  // A string is sent unchanged, whatever its content type.
  const mediaType = body === undefined ? "text/html" : typeof body === "string" ? "text/plain" : "application/json";
  const reply = { status, headers: lowerCase, body: body ?? page, mediaType };
  return { isGateway: true, reply };
}

function toDelivery(
  connection: FaultEffect["connection"],
  reply: FaultEffect["reply"],
  slowMs: number,
): Pick<AppliedFault, "delivery"> {
  if (connection === "hang") return { delivery: { kind: "hang", limitMs: HANG_LIMIT_MS } };
  if (connection !== undefined) return { delivery: { kind: "reset" } };
  if (reply === "truncated") return { delivery: { kind: "truncate" } };
  return reply === "slow" ? { delivery: { kind: "slow", overMs: slowMs } } : {};
}

/** Returns the provider's own 429 reply, with its headers. */
function toThrottled(
  retryAfterSeconds: number = DEFAULT_RETRY_AFTER_SECONDS,
  body: unknown,
  { problems, rateLimit }: Behaviour,
  request: RoutedRequest,
): Replacement {
  const status = { limit: 1, remaining: 0, resetSeconds: retryAfterSeconds, windowSeconds: WINDOW_SECONDS };
  const reply = problems.tooManyRequests(retryAfterSeconds, request);
  return {
    reply: body === undefined ? reply : { ...reply, body },
    headers: { ...retryAfter(retryAfterSeconds), ...rateLimit?.headers(status) },
  };
}

function toError(status: number, body: unknown, { example, exampleHeaders }: ResponseEntry): Reply {
  return { status, body: body ?? example, ...(exampleHeaders !== undefined && { headers: exampleHeaders }) };
}
