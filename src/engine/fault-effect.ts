import type { Delivery } from "./exchange.ts";
import type { FaultEffect, FaultMatch, TakenFault } from "./fault.ts";
import type { OperationEntry, OperationTable, ResponseEntry } from "./operation.ts";
import type { Behaviour } from "./provider.ts";
import type { Reply, RoutedRequest } from "./routed.ts";

/** What a fault does to one exchange. */
export interface Disturbance {
  /** The id of the fault. */
  readonly fault: string;
  /** Answers instead of the handler; `NO_REPLY`: nothing does. */
  readonly reply?: Reply | undefined;
  /** Headers that ride on that reply. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly latencyMs: number;
  readonly isMalformed: boolean;
  readonly delivery?: Delivery | undefined;
}

/** Stands where a reply would be, when the connection breaks off before anything has happened. */
export const NO_REPLY: Reply = Object.freeze({ status: 0 });

/** Nobody waits longer than this for a reply that never comes. */
const HANG_LIMIT_MS = 600_000;
const DEFAULT_SLOW_MS = 2000;
const DEFAULT_RETRY_AFTER_SECONDS = 1;
const WINDOW_SECONDS = 60;

/**
 * Refuses effects that contradict themselves.
 *
 * @throws RangeError naming what is allowed
 */
export function checkEffect(effect: FaultEffect): void {
  const { status, body, connection, reply, latencyMs } = effect;
  if (Object.keys(effect).length === 0)
    throw new RangeError("An effect is one of latencyMs, status, connection, reply.");
  if (connection !== undefined && (status !== undefined || reply !== undefined))
    throw new RangeError("Where the connection breaks off nobody sees a status or a body: leave out either of them.");
  if (body !== undefined && status === undefined) throw new RangeError("A body needs the status it belongs to.");
  if (typeof latencyMs === "object" && latencyMs.to < latencyMs.from)
    throw new RangeError(
      `latencyMs goes from the shorter to the longer, not from ${latencyMs.from} to ${latencyMs.to}.`,
    );
}

/** What one provider's spec says. */
export interface Spec {
  readonly name: string;
  readonly table: OperationTable;
}

/**
 * Refuses effects that ask for replies which the specs do not know.
 *
 * @throws RangeError naming what is allowed
 */
export function checkStatus({ status, body }: FaultEffect, { operation }: FaultMatch, specs: readonly Spec[]): void {
  if (status === undefined) return;
  for (const spec of specs)
    for (const [operationId, entry] of Object.entries(spec.table.operations))
      if (operation === undefined || operationId === operation) checkReplyOf(status, body, spec, operationId, entry);
}

function checkReplyOf(
  status: number,
  body: unknown,
  { name, table }: Spec,
  operationId: string,
  operation: OperationEntry,
): void {
  const response = responseOf(table, operation, status);
  if (response === undefined || (body === undefined && status !== 429 && response.example === undefined))
    throw new RangeError(
      `${name} documents no reply of status ${status} for ${operationId}; it has ${errorsOf(table, operation).join(", ")}.`,
    );
  if (body === undefined) return;
  for (const [mediaType, validate] of Object.entries(response.content))
    if (validate !== null && !validate(body)) {
      const [error] = validate.errors ?? [];
      throw new RangeError(
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

/** Works out what a fault does to this exchange. */
export function toDisturbance({ fault, draw }: TakenFault, behaviour: Behaviour, request: RoutedRequest): Disturbance {
  const { effect, id } = fault;
  const { latencyMs = 0, status, connection, reply, slowMs = DEFAULT_SLOW_MS, retryAfterSeconds } = effect;
  return {
    fault: id,
    latencyMs:
      typeof latencyMs === "number"
        ? latencyMs
        : latencyMs.from + Math.floor(draw() * (latencyMs.to - latencyMs.from + 1)),
    isMalformed: reply === "malformed",
    ...(status === 429 ? toRefusal(retryAfterSeconds, effect.body, behaviour, request) : undefined),
    ...(status !== undefined && status !== 429 && { reply: toError(status, effect.body, behaviour, request) }),
    ...((connection === "reset" || connection === "hang") && { reply: NO_REPLY }),
    ...toDelivery(connection, reply, slowMs),
  };
}

function toDelivery(
  connection: FaultEffect["connection"],
  reply: FaultEffect["reply"],
  slowMs: number,
): Pick<Disturbance, "delivery"> {
  if (connection === "hang") return { delivery: { kind: "hang", limitMs: HANG_LIMIT_MS } };
  if (connection !== undefined) return { delivery: { kind: "reset" } };
  if (reply === "truncated") return { delivery: { kind: "truncate" } };
  return reply === "slow" ? { delivery: { kind: "slow", overMs: slowMs } } : {};
}

/** The provider's own refusal of a caller who asks too often, with its headers. */
function toRefusal(
  retryAfterSeconds: number = DEFAULT_RETRY_AFTER_SECONDS,
  body: unknown,
  { problems, rateLimit }: Behaviour,
  request: RoutedRequest,
): Pick<Disturbance, "reply" | "headers"> {
  const standing = { limit: 1, remaining: 0, resetSeconds: retryAfterSeconds, windowSeconds: WINDOW_SECONDS };
  const reply = problems.tooManyRequests(retryAfterSeconds, request);
  return {
    reply: body === undefined ? reply : { ...reply, body },
    headers: { "retry-after": String(retryAfterSeconds), ...rateLimit?.headers(standing) },
  };
}

function toError(status: number, body: unknown, table: OperationTable, { operation }: RoutedRequest): Reply {
  const response = responseOf(table, operation, status);
  const headers = response?.exampleHeaders;
  return { status, body: body ?? response?.example, ...(headers !== undefined && { headers }) };
}
