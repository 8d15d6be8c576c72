import { isPromise } from "../basics/late.ts";
import { toHttpDate } from "../basics/times.ts";
import type { ReadableBody } from "../contract/body-reading.ts";
import { type Bug, placeOf } from "../contract/bug.ts";
import { type CheckedReply, compareWithSpec, type ReplyHeaders } from "../contract/check-reply.ts";
import { DeferredBody } from "../contract/deferred-body.ts";
import {
  type ArrivedBody,
  type Awaitable,
  type BodyReader,
  type BodyStream,
  type ExchangeReply,
  type ExchangeRequest,
  type Headers,
  headerOf,
  isStream,
} from "../contract/exchange.ts";
import { makeWritable } from "../contract/header-values.ts";
import { LimitExceededError } from "../contract/limits.ts";
import type { ErasedHandler } from "../contract/mock.ts";
import { hasForm, PAGE_BODY_LIMIT_BYTES } from "../contract/pages.ts";
import { engineReasons, explainUnreadable, type Reason } from "../contract/reasons.ts";
import { type RefusingStage, toSentences } from "../contract/refusal.ts";
import type { ParsedBody, Reply, RoutedRequest, Violation } from "../contract/request.ts";
import { StreamedBody, toChunks } from "../contract/streamed-body.ts";
import type { FaultPosition } from "../faults/fault.ts";
import { type AppliedFault, applyFault, NO_REPLY } from "../faults/fault-effect.ts";
import { hasFaults, takeFault } from "../faults/faults.ts";
import { journalReader } from "../journal/journal.ts";
import { EXCHANGE_HEADER } from "../journal/raw-entry.ts";
import { trackReads } from "../journal/read-tracking.ts";
import { decodeParameters, decodePath, parseQuery, toViolations } from "../kit/decode.ts";
import { countRate } from "../kit/rate-limit.ts";
import type { OpenContext } from "../state/context.ts";
import type { Transaction, WriteRecord } from "../state/images.ts";
import { isLocal } from "../state/images.ts";
import { jobs } from "../state/jobs.ts";
import { isCrossSite } from "./cross-site.ts";
import { PROBLEM_TYPE, problem, REASON_HEADER, toReasonHeader } from "./engine-errors.ts";
import type { DecodedRequest, InFlightExchange } from "./in-flight.ts";
import { WORLD_HEADER } from "./locate.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";

/*
 * The stages of an exchange, in the order in which `engine.ts` calls them. No stage calls another. A stage of the synchronous
 * part that returns a reply ends that part.
 */

const NO_BODY: ParsedBody = { kind: "none" };

// ---- Before the synchronous part ----

/** Finds the operation, or the mock's own page, and decodes the path parameters. */
export function route(exchange: InFlightExchange): void {
  const { request, behaviour, path } = exchange;
  exchange.page = behaviour.findPage(request.method, path);
  if (exchange.page === undefined && behaviour.methodOf !== undefined) exchange.method = behaviour.methodOf(request);
  const found = exchange.page ?? behaviour.router.route(exchange.method, path);
  if ("kind" in found) {
    exchange.route = found;
    if (found.kind !== "operation") return;
    exchange.operationId = found.operationId;
  }
  const decoded = "kind" in found && found.isDecoded ? found.parameters : decodePath(found.parameters);
  exchange.pathParameters = decoded ?? found.parameters;
  exchange.hasMalformedPath = decoded === undefined;
  // A path that cannot be decoded belongs to no single operation, so its reply is checked against the common responses.
  if ("kind" in found && decoded !== undefined) exchange.operation = found.operation;
}

/** Returns the request with its body read, up to the limit of its operation or page. */
export async function withBody(
  request: ExchangeRequest,
  behaviour: MountedBehaviour,
  path: string,
): Promise<ExchangeRequest> {
  const method = behaviour.methodOf === undefined ? request.method : behaviour.methodOf(request);
  const found = behaviour.findPage(request.method, path) ?? behaviour.router.route(method, path);
  const operation = "operation" in found ? found.operation : undefined;
  const limitBytes = "page" in found ? PAGE_BODY_LIMIT_BYTES : operation?.requestBody?.limitBytes;
  if (typeof request.body !== "function" || limitBytes === undefined) return request;
  if (behaviour.readsBody?.(request) === false) return request;
  const arrived = await request.body(limitBytes);
  return { ...request, body: () => arrived };
}

/** Reads the body up to the limit of the operation or page. `undefined`: it has been read, or there is none to read. */
export function readBody(exchange: InFlightExchange): Promise<void> | undefined {
  const { request, operation, page } = exchange;
  const limitBytes = page === undefined ? operation?.requestBody?.limitBytes : PAGE_BODY_LIMIT_BYTES;
  if (request.body === undefined || limitBytes === undefined) return undefined;
  if (exchange.behaviour.readsBody?.(request) === false) return undefined;
  const keep = (body: ReadableBody | undefined): void => {
    exchange.body = body;
    if (body === undefined) exchange.exceededLimitBytes = limitBytes;
  };
  const read = receive(request.body, request.headers, limitBytes, exchange.behaviour);
  if (isPromise(read)) return read.then(keep);
  keep(read);
  return undefined;
}

/** Receives a body and decodes it. @returns `undefined` if it is larger than the limit */
function receive(
  body: ArrivedBody | BodyReader,
  headers: Headers,
  limitBytes: number,
  { bodies, bodyReading }: MountedBehaviour,
): Awaitable<ReadableBody | undefined> {
  if (typeof body !== "function") return bodies.readArrived(body, headers, limitBytes, bodyReading);
  const read = (arrived: ArrivedBody | undefined) =>
    arrived === undefined ? undefined : bodies.readArrived(arrived, headers, limitBytes, bodyReading);
  const arriving = body(limitBytes);
  return isPromise(arriving) ? arriving.then(read) : read(arriving);
}

/** Loads the modules of the operation or page and of the jobs that are due before it. `undefined`: all are loaded. */
export function load({ operationId, page, behaviour, world }: InFlightExchange): Promise<unknown> | undefined {
  const needed = operationId === undefined ? page?.page.needs?.() : behaviour.needs?.(operationId);
  const due = world.due.load(world.clock.now);
  return needed === undefined ? due : Promise.all([needed, due]);
}

// ---- The synchronous part ----

/**
 * Counts the exchange against the world's faults, and applies the first that is due. Faults are not meant for a browser's
 * preflight: only those at the position `connection` apply to it.
 */
export function fault(exchange: InFlightExchange, at: FaultPosition, transaction: Transaction): Reply | undefined {
  if (at !== "connection" && exchange.request.method === "OPTIONS") return undefined;
  exchange.mayHaveFault ??= exchange.page === undefined && hasFaults(transaction);
  if (!exchange.mayHaveFault || exchange.fault !== undefined) return undefined;
  const { mount, behaviour, request, path, operationId, routed, decoded } = exchange;
  const body = decoded === undefined ? (routed?.body.kind === "parsed" ? routed.body.value : undefined) : decoded.body;
  const query = routed?.query ?? behaviour.parseQuery(request.query);
  const matched = {
    provider: mount.mock.api.name,
    operationId,
    method: request.method,
    path,
    query,
    headers: request.headers,
    body,
  };
  const applied = takeFault(transaction, at, matched, (taken) =>
    applyFault(taken, behaviour, routed ?? unparsed(exchange)),
  );
  if (applied === undefined) return undefined;
  exchange.fault = applied;
  exchange.isExempt = applied.isGateway;
  if (applied.headers !== undefined) exchange.headers = { ...exchange.headers, ...applied.headers };
  return applied.reply;
}

/** Returns the request as known before its body is parsed, or `undefined` if no operation matches it. */
function unparsed(exchange: InFlightExchange): RoutedRequest | undefined {
  const { request, method, path, now, operationId, operation, pathParameters, behaviour } = exchange;
  if (operationId === undefined || operation === undefined) return undefined;
  const { headers } = request;
  const query = behaviour.parseQuery(request.query);
  return { method, path, headers, now, query, pathParameters, operationId, operation, body: NO_BODY, arrival: request };
}

/** Answers a request to one of the mock's own pages, which are in no spec. */
export function showPage(exchange: InFlightExchange, context: OpenContext): Reply | undefined {
  const { page: found, request, path, now, pathParameters, body } = exchange;
  if (found === undefined) return undefined;
  const { problems, bodies } = exchange.behaviour;
  const { method, headers } = request;
  const unrouted = { method, path, headers, now };
  exchange.isExempt = true;
  if (exchange.hasMalformedPath)
    return refuse(exchange, "route", problems.malformedPath(unrouted), engineReasons.malformedPath());
  if (found.page.isEmbeddable !== true && isCrossSite(request, exchange.mount.publicUrl))
    return refuse(exchange, "authorize", CROSS_SITE, engineReasons.crossSite());
  if (exchange.exceededLimitBytes !== undefined) return refuseTooLarge(exchange, exchange.exceededLimitBytes);
  let form: Readonly<Record<string, unknown>> = {};
  try {
    if (hasForm(request)) form = bodies.parseForm(body?.text ?? "");
  } catch (error) {
    const detail = (error as Error).message;
    const reply = { status: 400, mediaType: "text/plain", body: detail };
    return refuse(exchange, "validate", reply, engineReasons.malformedForm({ detail }));
  }
  const query = parseQuery(request.query);
  const reply = found.page.answer({ method, path, headers, query, pathParameters, form }, context);
  return reply.reason === undefined ? reply : refuse(exchange, "handle", reply, reply.reason);
}

const CROSS_SITE: Reply = Object.freeze({
  status: 403,
  mediaType: "text/plain",
  body: "This page takes nothing from pages of other origins. Go to it yourself.",
});

/** Parses query and body, or answers a request that no operation matches. */
export function parse(exchange: InFlightExchange, context: OpenContext): Reply | undefined {
  const { request, method, path, now, operationId, operation, pathParameters, behaviour } = exchange;
  const { headers } = request;
  if (operationId === undefined) return answerUnrouted(exchange, context);
  if (operation === undefined) {
    const reply = behaviour.problems.malformedPath({ method, path, headers, now });
    return refuse(exchange, "route", reply, engineReasons.malformedPath());
  }
  const query = behaviour.parseQuery(request.query);
  const body = behaviour.bodies.parseBody(exchange.body, headerOf(headers, "content-type"), operation, behaviour);
  if (body.kind === "parsed" && behaviour.methodOf !== undefined) {
    const meant = behaviour.methodOf(request, body.value);
    if (meant !== method) return parseAs(exchange, meant, context);
  }
  // On Node 20 a member added to a spread object costs close to a microsecond; the hot path names its members.
  exchange.routed = {
    method,
    path,
    headers,
    now,
    query,
    pathParameters,
    operationId,
    operation,
    body,
    arrival: request,
  };
  return exchange.exceededLimitBytes === undefined ? undefined : refuseTooLarge(exchange, exchange.exceededLimitBytes);
}

/** Routes and parses a request again, after its body has overridden the method. */
function parseAs(exchange: InFlightExchange, method: string, context: OpenContext): Reply | undefined {
  const found = exchange.behaviour.router.route(method, exchange.path);
  exchange.method = method;
  exchange.route = found;
  exchange.operationId = found.kind === "operation" ? found.operationId : undefined;
  exchange.operation = found.kind === "operation" ? found.operation : undefined;
  return parse(exchange, context);
}

function answerUnrouted(exchange: InFlightExchange, context: OpenContext): Reply {
  const { request, method, path, now, route: found, behaviour } = exchange;
  const { headers } = request;
  const { problems, router, crossOrigin } = behaviour;
  const unrouted = { method, path, headers, now };
  if (found?.kind === "redirect") {
    const reply = { status: 301, headers: { location: withOtherSlash(request) } };
    return refuse(exchange, "route", reply, engineReasons.redirected({ path: found.template }));
  }
  const nearest = router.nearest(method, path).join(", ");
  if (found?.kind !== "wrong-method") {
    exchange.headers = { "x-standin-nearest": nearest };
    return refuse(exchange, "route", problems.unknownPath(unrouted), engineReasons.unknownPath({ nearest }));
  }
  // A browser's preflight, if the spec has no operation of its own for it.
  const preflight = method === "OPTIONS" ? crossOrigin?.preflight?.(found.allowed) : undefined;
  if (preflight !== undefined) {
    exchange.isExempt = true;
    return { status: 204, headers: preflight };
  }
  exchange.headers = { "x-standin-nearest": nearest };
  const allowed = found.allowed.join(", ");
  const reply = problems.methodNotAllowed(unrouted, found.allowed, context);
  return refuse(exchange, "route", reply, engineReasons.methodNotAllowed({ path: found.template, method, allowed }));
}

function refuseTooLarge(exchange: InFlightExchange, limitBytes: number): Reply {
  const { request, path, now } = exchange;
  const reply = exchange.behaviour.problems.bodyTooLarge(limitBytes, {
    method: request.method,
    path,
    headers: request.headers,
    now,
  });
  return refuse(exchange, "route", reply, engineReasons.bodyTooLarge({ limitBytes }));
}

function withOtherSlash({ mountPath = "", path, query }: ExchangeRequest): string {
  const other = mountPath + (path.endsWith("/") ? path.slice(0, -1) : `${path}/`);
  return query === "" ? other : `${other}?${query}`;
}

/** Resolves the caller, if the operation requires one. A missing caller is refused by `authorize`, after the rate limit. */
export function authenticate(exchange: InFlightExchange, context: OpenContext): Reply | undefined {
  const request = routedOf(exchange);
  if (request.operation.security.length === 0) return undefined;
  const found = exchange.behaviour.authenticate(request, context);
  if (found === undefined) requireOptional(request);
  else if ("scheme" in found) exchange.caller = found;
  else exchange.noCaller = found;
  return undefined;
}

/** @throws Error unless the operation takes requests without credentials as well, which an empty alternative says */
function requireOptional({ operation, operationId }: RoutedRequest): void {
  if (!operation.security.some(({ length }) => length === 0))
    throw new Error(
      `authenticate returned no caller and no reason for ${operationId}, which takes no anonymous request`,
    );
}

/** Counts a rate-limited request, and refuses it over the limit. */
export function limitRate(
  exchange: InFlightExchange,
  context: OpenContext,
  transaction: Transaction,
): Reply | undefined {
  const { rateLimit, problems } = exchange.behaviour;
  const request = routedOf(exchange);
  const rule = rateLimit?.rule(request, exchange.caller, context as never);
  if (rateLimit === undefined || rule === undefined) return undefined;
  const { mount, world, now } = exchange;
  const status = countRate(transaction, mount.mock.api.name, rule, now, world.limits.rateWindows);
  exchange.headers = { ...rateLimit.headers({ ...status, remaining: Math.max(status.remaining, 0) }) };
  if (status.remaining >= 0) return undefined;
  const { limit, windowSeconds, resetSeconds } = status;
  const reason = engineReasons.tooManyRequests({ limit, windowSeconds, resetSeconds });
  return refuse(exchange, "rate limit", problems.tooManyRequests(resetSeconds, request), reason);
}

/** Rejects unauthenticated (401) and unauthorized (403) callers, and runs the provider's checks that precede validation. */
export function authorize(exchange: InFlightExchange, context: OpenContext): Reply | undefined {
  const { caller, noCaller, behaviour } = exchange;
  const { problems } = behaviour;
  const request = routedOf(exchange);
  const { security } = request.operation;
  if (noCaller !== undefined) return refuse(exchange, "authenticate", problems.unauthenticated(request), noCaller);
  if (caller !== undefined && !security.some((alternative) => alternative.includes(caller.scheme))) {
    const accepted = [...new Set(security.flat())].join(" or ");
    const reason = engineReasons.wrongScheme({ scheme: caller.scheme, accepted });
    return refuse(exchange, "authenticate", problems.forbidden(request), reason);
  }
  const refusal = behaviour.authorize?.(request, caller, context);
  return refusal && refuse(exchange, "authorize", refusal, refusal.reason);
}

/** Validates the request, and converts it for the handler. */
export function validate(exchange: InFlightExchange): Reply | undefined {
  const { caller, behaviour } = exchange;
  const { normalizeBody } = behaviour;
  const request = routedOf(exchange);
  const { operation, body } = request;
  if (body.kind === "unsupported" || body.kind === "malformed") return refuseUnreadable(exchange, request, body);
  const parameters = decodeParameters(request);
  if (!("path" in parameters)) return refuseInvalid(exchange, request, parameters);
  const { path, query, headers } = parameters;
  const { requestBody } = operation;
  if (requestBody === undefined || (body.kind === "none" && !requestBody.required && normalizeBody === undefined)) {
    exchange.decoded = { path, query, headers, body: undefined, mediaType: "", caller };
    return undefined;
  }
  const mediaType = body.kind === "none" ? (Object.keys(requestBody.content)[0] ?? "") : body.mediaType;
  const sent = body.kind === "none" ? undefined : body.value;
  const value = normalizeBody === undefined ? sent : normalizeBody(sent, request);
  const check = requestBody.content[mediaType];
  // A missing body is validated as null, so that the schema produces the violations.
  if (check !== undefined && !check(value ?? null))
    return refuseInvalid(exchange, request, toViolations(check.errors, "body"));
  exchange.decoded = { path, query, headers, body: value, mediaType, caller };
  return undefined;
}

function refuseUnreadable(
  exchange: InFlightExchange,
  request: RoutedRequest,
  body: Extract<ParsedBody, { kind: "unsupported" | "malformed" }>,
): Reply {
  const { problems, bodyReading } = exchange.behaviour;
  const reply =
    body.kind === "malformed"
      ? problems.malformedBody(body.detail, request)
      : problems.unsupportedMediaType(body.mediaType, request);
  return refuse(exchange, "validate", reply, explainUnreadable(body, request.operation, bodyReading));
}

function refuseInvalid(exchange: InFlightExchange, request: RoutedRequest, violations: readonly Violation[]): Reply {
  const reply = exchange.behaviour.problems.invalid(violations, request);
  const sentences = toSentences(violations);
  const reason = engineReasons.invalid({ violations: sentences.join("; ") });
  return refuse(exchange, "validate", reply, reason, sentences);
}

/** Runs the operation's handler. A waiting handler is only stored: `render` runs it. */
export function handle(exchange: InFlightExchange, context: OpenContext): Reply {
  const { behaviour, operationId = "", decoded, world } = exchange;
  if (decoded === undefined) throw new Error("an exchange was handled before it was validated");
  const waiting = behaviour.waitingHandlers[operationId];
  if (waiting !== undefined) {
    exchange.waiting = { handler: waiting, request: decoded };
    exchange.isExempt = true;
    return WAITING;
  }
  const handler = behaviour.handlers[operationId];
  if (handler === undefined) throw new Error(`no handler for ${operationId}`);
  const reply = world.trackReads ? handleTracked(exchange, decoded, handler, context) : handler(decoded, context);
  const { reason } = reply;
  if (reason === undefined && reply.status < 400) return reply;
  return refuse(exchange, "handle", reply, reason ?? engineReasons.unexplained({ status: reply.status }));
}

/** Placeholder for the reply of a waiting operation. */
const WAITING: Reply = Object.freeze({ status: 200 });

/** Runs a handler, and records which members of the request it does not read. */
function handleTracked(
  exchange: InFlightExchange,
  decoded: DecodedRequest,
  handler: ErasedHandler,
  context: OpenContext,
): Reply {
  const query = trackReads(decoded.query, "/query");
  const headers = trackReads(decoded.headers, "/headers");
  const body = trackReads({ body: decoded.body }, "");
  try {
    const tracked = { ...decoded, query: query.value, headers: headers.value };
    Object.defineProperty(tracked, "body", { get: () => body.value.body, enumerable: true });
    return handler(tracked, context);
  } finally {
    const inBody = body.end();
    exchange.unread = [...query.end(), ...headers.end(), ...(decoded.body === undefined ? [] : inBody)];
  }
}

/** Checks the reply against the spec. One that does not conform becomes a 500 that says why. */
export function checkReply(exchange: InFlightExchange, made: Reply, context: OpenContext): void {
  const { behaviour, operation, now } = exchange;
  const reply = inspect(exchange, made);
  if (typeof reply === "string") {
    exchange.checked = failWith(exchange, reply);
    return;
  }
  if (exchange.isExempt || reply === NO_REPLY) {
    exchange.checked = toUnchecked(exchange, reply);
    return;
  }
  const always = crossOriginHeaders(exchange, context);
  const headers = Object.assign({ date: toHttpDate(now) }, always, exchange.headers, reply.headers);
  const found =
    makeWritable(headers, reply.headers) ??
    makeWritable(headers, exchange.fault?.headers) ??
    // Constant headers need no check.
    makeWritable(headers, always === behaviour.crossOrigin?.headers ? undefined : always) ??
    compareWithSpec(reply, headers, operation, behaviour);
  exchange.checked = typeof found === "string" ? failWith(exchange, found) : found;
}

/** Checks a reply that is not of standin's own making for what the compiler ensures for others. */
function inspect(exchange: InFlightExchange, reply: Reply): Reply | string {
  const { inspectReply } = exchange.behaviour;
  return inspectReply === undefined || !isForeign(exchange) || reply === NO_REPLY ? reply : inspectReply(reply);
}

function crossOriginHeaders(exchange: InFlightExchange, context: OpenContext) {
  const { crossOrigin } = exchange.behaviour;
  return typeof crossOrigin?.headers === "function"
    ? crossOrigin.headers(exchange, context as never)
    : crossOrigin?.headers;
}

/** Completes a reply that is in no spec, such as a page's or a gateway's. */
function toUnchecked(exchange: InFlightExchange, reply: Reply): CheckedReply {
  const fallback = typeof reply.body === "string" ? "text/html" : "application/json";
  const mediaType = reply.body === undefined ? undefined : (reply.mediaType ?? fallback);
  const headers: ReplyHeaders = { date: toHttpDate(exchange.now), ...exchange.headers, ...reply.headers };
  const complaint = makeWritable(headers, headers);
  return complaint === undefined ? { reply, mediaType, headers } : failWith(exchange, complaint);
}

/**
 * Commits the transaction; for a refusal, only the engine's own writes: the counts of faults and rate limits. A request whose
 * changes exceed a limit of the world is refused here as a whole.
 */
export function commit(exchange: InFlightExchange, transaction: Transaction, context: OpenContext): void {
  const { world, mount, checked, fault: applied } = exchange;
  const reply = checked?.reply ?? NO_REPLY;
  let isRefused =
    reply.status === 0 || reply.status >= 400 || reply.reason !== undefined || applied?.reply !== undefined;
  if (!isRefused) {
    const mark = transaction.mark();
    const reason = addEvents(exchange, transaction, context) ?? world.image.whyFull(transaction);
    if (reason !== undefined) {
      transaction.undoTo(mark);
      refuseForRoom(exchange, context, reason);
      isRefused = true;
    }
  }
  if (isRefused) transaction.undoTo(0, isLocal);
  if (transaction.written.length > 0) {
    exchange.hasWritten = !isRefused;
    exchange.changes = transaction.written.filter(({ space }) => mount.collections.has(space));
    exchange.hasNewWork ||= context.emitted.length > 0 || transaction.written.some(isJob);
  }
  world.image.commit(transaction);
}

const isJob = ({ space }: WriteRecord): boolean => space === jobs.rows;

/** Adds events to the outbox. @returns the reason if it has no room for them */
function addEvents(
  { world, mount, now }: InFlightExchange,
  transaction: Transaction,
  { emitted }: OpenContext,
): Reason | undefined {
  if (emitted.length === 0) return undefined;
  try {
    world.outbox.addTo(transaction, mount.mock.api.name, now, emitted);
    return undefined;
  } catch (error) {
    if (error instanceof LimitExceededError && error.reason !== undefined) return error.reason;
    throw error;
  }
}

/** Replaces the reply by the provider's 507, which is in no spec, as the limit is standin's own. */
function refuseForRoom(exchange: InFlightExchange, context: OpenContext, reason: Reason): void {
  const { behaviour, request, path, now } = exchange;
  const asked = { method: request.method, path, headers: request.headers, now };
  const reply = behaviour.problems.limitReached(507, reason.text, asked);
  const headers = {
    date: toHttpDate(now),
    ...crossOriginHeaders(exchange, context),
    ...exchange.headers,
    ...reply.headers,
    [REASON_HEADER]: toReasonHeader(reason),
  };
  exchange.checked = {
    reply: refuse(exchange, "commit", reply, reason),
    mediaType: reply.mediaType ?? "application/json",
    headers,
  };
}

// ---- After the synchronous part ----

/** Whether the reply has to wait: for a waiting handler, a deferred body, or the latency of a fault. */
export const mustWait = ({ waiting, checked, fault: applied }: InFlightExchange): boolean =>
  waiting !== undefined ||
  checked?.reply.body instanceof DeferredBody ||
  (applied !== undefined && applied.latencyMs > 0);

/** Produces what needs to wait: the reply of a waiting operation, or a deferred body. */
export function render(exchange: InFlightExchange): Promise<void> | undefined {
  const { waiting, checked } = exchange;
  if (waiting !== undefined)
    return finishWaiting(exchange, waiting.handler(waiting.request, exchange.request.stopping));
  if (!(checked?.reply.body instanceof DeferredBody)) return undefined;
  const { reply } = checked;
  return renderBody(exchange, reply, checked.reply.body);
}

function finishWaiting(exchange: InFlightExchange, made: Awaitable<Reply>): Promise<void> | undefined {
  const finish = (made: Reply): void => {
    const reply = inspect(exchange, made);
    if (typeof reply === "string") {
      exchange.checked = failWith(exchange, reply);
      return;
    }
    const headers = Object.assign({ date: toHttpDate(exchange.now) }, exchange.headers, reply.headers);
    const found =
      makeWritable(headers, reply.headers) ?? compareWithSpec(reply, headers, exchange.operation, exchange.behaviour);
    exchange.checked = typeof found === "string" ? failWith(exchange, found) : found;
  };
  if (isPromise(made)) return made.then(finish);
  finish(made);
  return undefined;
}

async function renderBody(exchange: InFlightExchange, reply: Reply, body: DeferredBody): Promise<void> {
  const { checked, operation, behaviour } = exchange;
  try {
    const rendered = inspect(exchange, { ...reply, body: await body.render() });
    const found =
      typeof rendered === "string" ? rendered : compareWithSpec(rendered, checked?.headers ?? {}, operation, behaviour);
    exchange.checked = typeof found === "string" ? failWith(exchange, `${found} (${STANDS})`) : found;
  } catch (error) {
    const complaint = `its body cannot be made: ${(error as Error)?.message ?? error} (${STANDS})`;
    exchange.checked = failWith(exchange, complaint, error);
  }
}

const STANDS = "what the request changed has been committed";

/** Encodes the checked reply for the transport, and applies the delivery of a fault. */
export function encode(exchange: InFlightExchange): ExchangeReply {
  const { checked, fault: applied, now } = exchange;
  if (checked === undefined) throw new Error("a reply was encoded before it was checked");
  const { reply, mediaType } = checked;
  const { status } = reply;
  // This object belongs to this reply alone, so it may be changed in place.
  const headers: ReplyHeaders = checked.headers ?? Object.assign({ date: toHttpDate(now) }, reply.headers);
  if (exchange.request.method === "OPTIONS") allowWorldHeader(headers, exchange.request.headers);
  else if (headers["access-control-allow-origin"] !== undefined) exposeExchangeHeader(headers);
  let body: ExchangeReply["body"];
  if (mediaType !== undefined) {
    headers["content-type"] ??= mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType;
    // Only JSON bodies are data; others are sent unchanged.
    if (reply.body instanceof StreamedBody) body = toStream(exchange, reply.body, status, mediaType);
    else body = mediaType.endsWith("json") ? JSON.stringify(reply.body) : (reply.body as ExchangeReply["body"]);
  }
  return applied === undefined ? { status, headers, body } : applyDelivery({ status, headers, body }, applied);
}

/** Allows standin's world header in a preflight's reply, if the preflight requests it and the reply lists allowed headers. */
function allowWorldHeader(headers: ReplyHeaders, asked: Headers): void {
  const allowed = headers["access-control-allow-headers"];
  if (typeof allowed !== "string" || allowed === "*") return;
  if (headerOf(asked, "access-control-request-headers")?.toLowerCase().includes(WORLD_HEADER) === true)
    headers["access-control-allow-headers"] = `${allowed}, ${WORLD_HEADER}`;
}

/** Lets scripts of pages that may read the reply read which exchange it ends. */
function exposeExchangeHeader(headers: ReplyHeaders): void {
  const exposed = headers[EXPOSED];
  headers[EXPOSED] = exposed === undefined ? EXCHANGE_HEADER : `${exposed}, ${EXCHANGE_HEADER}`;
}

const EXPOSED = "access-control-expose-headers";

/** Validates each chunk before it is sent. An invalid one breaks the reply off, as its status has been sent already. */
function toStream(exchange: InFlightExchange, body: StreamedBody, status: number, mediaType: string): BodyStream {
  const { operation, operationId, mount, onBug } = exchange;
  const validate = operation?.responses[status]?.content[mediaType];
  return toChunks(body, validate, (complaint) =>
    onBug({ provider: mount.mock.api.name, operationId, complaint: `status ${status}, ${complaint}` }),
  );
}

/** Names the fault that changed a reply, so that the reply is not mistaken for the provider's behaviour. */
export const FAULT_HEADER = "x-standin-fault";

/** Applies a fault's delivery and damage to an encoded reply. */
function applyDelivery(reply: ExchangeReply, { fault: id, malformsBody, delivery }: AppliedFault): ExchangeReply {
  const { status, body } = reply;
  const headers = { ...reply.headers, [FAULT_HEADER]: id };
  const isEmpty = body === undefined || (!isStream(body) && body.length === 0);
  // A reply without a body cannot be truncated, so the connection is reset.
  if (isEmpty && (malformsBody || delivery?.kind === "truncate"))
    return { status, headers, body, delivery: { kind: "reset" } };
  if (malformsBody && !isEmpty && !isStream(body)) return { status, headers, body: body.slice(0, body.length / 2) };
  return delivery === undefined ? { status, headers, body } : { status, headers, body, delivery };
}

/** Records the exchange in the world's journal. */
export function journal(exchange: InFlightExchange, reply: ExchangeReply): void {
  const { world, mount, request, fault: applied } = exchange;
  world.journal.record({
    trail: exchange.trail,
    atMs: exchange.now,
    provider: mount.mock.api.name,
    operationId: exchange.operationId,
    pathParameters: exchange.pathParameters,
    method: request.method,
    path: request.path,
    query: request.query,
    requestHeaders: request.headers,
    requestBody: exchange.body?.text,
    status: reply.status,
    replyHeaders: reply.headers,
    replyBody: reply.body,
    fault: applied?.fault,
    refusal: applied?.reply === undefined ? exchange.refusal : undefined,
    changes: exchange.changes,
    changesOmitted: 0,
    unread: exchange.unread,
  });
}

/**
 * Names the recorded exchange in its reply. The journal may share these headers with other exchanges, and so leaves this one
 * out: a new object for each reply would cost more than all of it.
 */
export function nameExchange({ world }: InFlightExchange, reply: ExchangeReply): void {
  reply.headers[EXCHANGE_HEADER] = `${world.name}/${world.journal.last}`;
}

/** Safe methods (RFC 9110, 9.2.1), except TRACE. */
const SAFE: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/**
 * Whether a world created for this request stays: for a refused request, if the caller passed authorization; for any other,
 * if it had a caller, has written, or used an unsafe method.
 */
export function isAccepted({ refusal, caller, request, hasWritten }: InFlightExchange): boolean {
  if (refusal !== undefined) return caller !== undefined && ACCEPTING.includes(refusal.stage);
  return caller !== undefined || hasWritten || !SAFE.includes(request.method);
}

/** The stages after authentication and authorization. */
const ACCEPTING: readonly RefusingStage[] = ["validate", "handle", "commit"];

// ---- What several stages use ----

function routedOf({ routed }: InFlightExchange): RoutedRequest {
  if (routed === undefined) throw new Error("a stage came before the request was parsed");
  return routed;
}

/** Records which stage refuses the request, and why. The reply's own reason, if any, takes precedence. */
function refuse(
  exchange: InFlightExchange,
  stage: RefusingStage,
  reply: Reply,
  reason: Reason,
  violations: readonly string[] = [],
): Reply {
  exchange.refusal = { stage, reason: reply.reason ?? reason, violations };
  return reply.reason === undefined ? { ...reply, reason } : reply;
}

/** Reports a bug, and returns a 500 that describes it. Secrets in quotes from the request are redacted. */
export function failWith(exchange: InFlightExchange, complaint: string, error?: unknown): CheckedReply {
  const { mount, behaviour, operationId, path, pathParameters, request, body, trail, world } = exchange;
  const provider = mount.mock.api.name;
  const source = operationId !== undefined && behaviour.overridden?.has(operationId) ? "override" : sourceOf(mount);
  const { method, query, headers } = request;
  const sent = { trail, method, path, pathParameters, query, requestHeaders: headers, requestBody: body?.text };
  const bug = journalReader
    .get()
    .redactBug({ provider, operationId, ...(source !== undefined && { source }), complaint, error }, world.trail, sent);
  exchange.onBug(bug);
  const detail = `This is a bug in ${placeOf(bug)}. ${provider} ${operationId ?? path}: ${bug.complaint}`;
  return { reply: { status: 500, body: problem(500, detail) }, mediaType: PROBLEM_TYPE };
}

const isForeign = ({ mount, behaviour, operationId }: InFlightExchange): boolean =>
  mount.mock.isForeign === true || (operationId !== undefined && behaviour.overridden?.has(operationId) === true);

const sourceOf = ({ mock }: Mount): Bug["source"] => (mock.isForeign === true ? "mock" : undefined);
