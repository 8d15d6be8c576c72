import { type Awaitable, chain } from "./awaitable.ts";
import { type CheckedReply, checkReply, type ReplyHeaders } from "./check-reply.ts";
import { toHttpDate } from "./clock.ts";
import type { OpenContext } from "./context.ts";
import { type DecodedParameters, decodeParameters, decodePath, parseBody, parseQuery, toViolations } from "./decode.ts";
import { type BodyReader, type ExchangeReply, type ExchangeRequest, headerOf, isStream } from "./exchange.ts";
import { type Disturbance, toDisturbance } from "./fault-effect.ts";
import { type FoundPage, hasForm, PAGE_BODY_LIMIT_BYTES, type PageRequest } from "./pages.ts";
import type { Passage, Routed } from "./passage.ts";
import type { ErasedHandler } from "./provider.ts";
import type { RateLimit, RateRule } from "./rate-limit.ts";
import type { Refusal } from "./refusal.ts";
import type { Caller, ParsedBody, Reply, RoutedRequest, Violation } from "./routed.ts";
import { traceReads } from "./trace.ts";

/** The stages of the pipeline, in the order in which an exchange passes them. */

const NO_BODY: ParsedBody = { kind: "none" };

/** Answers a browser's preflight where the spec has no operation of its own for that. */
export function preflight({ request, behaviour, path }: Passage): CheckedReply | undefined {
  if (request.method !== "OPTIONS") return undefined;
  const found = behaviour.router.route("OPTIONS", path);
  if (found.kind !== "wrong-method") return undefined;
  const headers = behaviour.crossOrigin?.preflight?.(found.allowed);
  return headers && { reply: { status: 204, headers }, mediaType: undefined };
}

/** Finds the operation, decodes the path and reads the body, or gives the provider's reply to what it does not know. */
export function route(passage: Passage): Awaitable<Routed> {
  const { request, path, now } = passage;
  const { problems, router } = passage.behaviour;
  const { method, headers } = request;
  const unrouted = { method, path, headers, now };
  const found = router.route(method, path);
  if (found.kind !== "operation") {
    if (found.kind === "redirect") return { status: 301, headers: { location: withOtherSlash(request) } };
    const nearest = router.nearest(method, path).join(", ");
    passage.headers = { "x-standin-nearest": nearest };
    passage.refusal = { stage: "route", reasons: [`no operation is ${method} ${path}; nearest: ${nearest}`] };
    return found.kind === "unknown"
      ? problems.unknownPath(unrouted)
      : { reply: (context) => problems.methodNotAllowed(unrouted, found.allowed, context) };
  }
  const { operationId, operation } = found;
  passage.operationId = operationId;
  passage.pathParameters = found.parameters;
  const pathParameters = decodePath(found.parameters);
  // Belongs to no single operation, so its reply is one of the common ones.
  if (pathParameters === undefined) {
    passage.refusal = { stage: "route", reasons: ["the path's percent-encoding cannot be decoded"] };
    return problems.malformedPath(unrouted);
  }
  passage.operation = operation;
  passage.pathParameters = pathParameters;
  const query = parseQuery(request.query);
  // On Node 20 a member added to a spread object costs close to a microsecond; the hot path names its members.
  const routed = { method, path, headers, now, query, pathParameters, operationId, operation, body: NO_BODY };
  return operation.requestBody === undefined ? routed : withBody(passage, routed, operation.requestBody.limitBytes);
}

function withBody(
  passage: Passage,
  routed: RoutedRequest & { body: ParsedBody },
  limitBytes: number,
): Awaitable<RoutedRequest | Reply> {
  const { body } = passage.request;
  if (body === undefined) return routed;
  return chain(readBody(body, limitBytes), withText, passage, routed, limitBytes);
}

function withText(
  text: string | undefined,
  passage: Passage,
  routed: RoutedRequest & { body: ParsedBody },
  limitBytes: number,
): Awaitable<RoutedRequest | Reply> {
  const { problems, bodyMediaType, parseForm } = passage.behaviour;
  if (text === undefined) {
    passage.refusal = { stage: "route", reasons: [`the body is larger than ${limitBytes} bytes`] };
    return problems.bodyTooLarge(limitBytes, routed);
  }
  passage.bodyText = text;
  const contentType = headerOf(routed.headers, "content-type");
  return chain(parseBody(text, contentType, routed.operation, bodyMediaType, parseForm), withParsed, routed);
}

function withParsed(body: ParsedBody, routed: RoutedRequest & { body: ParsedBody }): RoutedRequest {
  routed.body = body;
  return routed;
}

/** Decodes the path of one of the mock's own pages and reads its form, or refuses what cannot be read. */
export async function toPageRequest(
  passage: Passage,
  { parameters }: FoundPage<OpenContext>,
): Promise<PageRequest | Reply> {
  const { request, path, now } = passage;
  const { problems } = passage.behaviour;
  const { method, headers } = request;
  const unrouted = { method, path, headers, now };
  const pathParameters = decodePath(parameters);
  if (pathParameters === undefined) return problems.malformedPath(unrouted);
  passage.pathParameters = pathParameters;
  let form: Readonly<Record<string, unknown>> = {};
  if (hasForm(request)) {
    const text = request.body === undefined ? "" : await readBody(request.body, PAGE_BODY_LIMIT_BYTES);
    if (text === undefined) return problems.bodyTooLarge(PAGE_BODY_LIMIT_BYTES, unrouted);
    passage.bodyText = text;
    const { parseForm } = await import("./form.ts");
    try {
      form = parseForm(text);
    } catch (error) {
      return { status: 400, mediaType: "text/plain", body: (error as Error).message };
    }
  }
  return { method, path, headers, query: parseQuery(request.query), pathParameters, form };
}

/** The reply of a page, which no spec describes. */
export function toPageReply(reply: Reply): CheckedReply {
  const fallback = typeof reply.body === "string" ? "text/html" : "application/json";
  return { reply, mediaType: reply.body === undefined ? undefined : (reply.mediaType ?? fallback) };
}

/** authenticate → authorize → validate → disturb → handle. */
export function answer(passage: Passage, context: OpenContext): Awaitable<Reply> {
  const request = passage.routed;
  if (request === undefined) throw new Error("an exchange is answered before it is routed");
  if ("status" in request) return request;
  if ("reply" in request) return request.reply(context);
  const caller = isOpen(request) ? undefined : passage.behaviour.authenticate(request, context);
  return chain(caller, answerCaller, passage, request, context);
}

const isOpen = ({ operation }: RoutedRequest): boolean => operation.security.length === 0;

function answerCaller(
  caller: Caller | undefined,
  passage: Passage,
  request: RoutedRequest,
  context: OpenContext,
): Awaitable<Reply> {
  passage.caller = caller;
  return chain(limitRate(passage, request, context), answerAllowed, passage, request, context);
}

function answerAllowed(
  overLimit: Reply | undefined,
  passage: Passage,
  request: RoutedRequest,
  context: OpenContext,
): Awaitable<Reply> {
  if (overLimit !== undefined) return refuse(passage, overLimit, { stage: "rate limit" });
  const refused = isOpen(request) ? undefined : checkCaller(passage, request);
  if (refused !== undefined) return refused;
  const refusal = passage.behaviour.authorize?.(request, passage.caller, context);
  return chain(refusal, answerAuthorized, passage, request, context);
}

const answerAuthorized = (
  refusal: Reply | undefined,
  passage: Passage,
  request: RoutedRequest,
  context: OpenContext,
): Awaitable<Reply> =>
  refusal === undefined ? handle(passage, request, context) : refuse(passage, refusal, { stage: "authorize" });

/** validate → disturb → handle. */
function handle(passage: Passage, request: RoutedRequest, context: OpenContext): Awaitable<Reply> {
  const decoded = validate(passage, request);
  if ("status" in decoded) return decoded;
  const disturbance = passage.world.faults.size === 0 ? null : disturb(passage, request, decoded.body);
  if (disturbance?.reply !== undefined) return disturbance.reply;
  const handler = passage.behaviour.handlers[request.operationId];
  if (handler === undefined) throw new Error(`no handler for ${request.operationId}`);
  return passage.world.tracing ? handleTraced(passage, decoded, handler, context) : handler(decoded, context);
}

/** Notes why a request is refused. */
function refuse(passage: Passage, reply: Reply, refusal: Refusal): Reply {
  passage.refusal = refusal;
  return reply;
}

/** Refuses a request that nobody makes, or somebody who may not. */
function checkCaller(passage: Passage, request: RoutedRequest): Reply | undefined {
  const { caller } = passage;
  const { problems } = passage.behaviour;
  const { security } = request.operation;
  const accepted = (): string => [...new Set(security.flat())].join(" or ");
  if (caller === undefined) {
    const reasons = [`there are no credentials of ${accepted()}, or nobody holds them`];
    return refuse(passage, problems.unauthenticated(request), { stage: "authenticate", reasons });
  }
  if (security.some((alternative) => alternative.includes(caller.scheme))) return undefined;
  const reasons = [`credentials of ${caller.scheme} do not open an operation that takes ${accepted()}`];
  return refuse(passage, problems.forbidden(request), { stage: "authenticate", reasons });
}

/** Handles a request whose members note who reads them. */
async function handleTraced(
  passage: Passage,
  decoded: Decoded,
  handler: ErasedHandler,
  context: OpenContext,
): Promise<Reply> {
  const query = traceReads(decoded.query, "/query");
  const headers = traceReads(decoded.headers, "/headers");
  const body = traceReads({ body: decoded.body }, "");
  try {
    const traced = { ...decoded, query: query.value, headers: headers.value };
    Object.defineProperty(traced, "body", { get: () => body.value.body, enumerable: true });
    return await handler(traced, context);
  } finally {
    const inBody = body.end();
    passage.unread = [...query.end(), ...headers.end(), ...(decoded.body === undefined ? [] : inBody)];
  }
}

/** Counts the request where it is limited. @returns the refusal of one that is over the limit */
function limitRate(passage: Passage, request: RoutedRequest, context: OpenContext): Awaitable<Reply | undefined> {
  const { rateLimit } = passage.behaviour;
  if (rateLimit === undefined) return undefined;
  const rule = rateLimit.rule(request, passage.caller, context as never);
  return chain(rule, countRate, passage, request, rateLimit);
}

function countRate(
  rule: RateRule | undefined,
  passage: Passage,
  request: RoutedRequest,
  rateLimit: RateLimit<never>,
): Reply | undefined {
  if (rule === undefined) return undefined;
  passage.standing ??= passage.world.rates.count(rule, passage.now);
  const { standing } = passage;
  passage.headers = { ...rateLimit.headers({ ...standing, remaining: Math.max(standing.remaining, 0) }) };
  const { problems } = passage.behaviour;
  return standing.remaining < 0 ? problems.tooManyRequests(standing.resetSeconds, request) : undefined;
}

/** What a handler is given, its types forgotten. */
interface Decoded extends DecodedParameters {
  readonly body: unknown;
  readonly mediaType: string;
  readonly caller: Caller | undefined;
}

/** Validates and converts what the handler will see, or gives the provider's refusal. */
function validate(passage: Passage, request: RoutedRequest): Decoded | Reply {
  const { caller } = passage;
  const { operation, body } = request;
  const { problems, normalizeBody } = passage.behaviour;
  if (body.kind === "unsupported") {
    const reasons = [`a body of ${body.mediaType} is not taken here`];
    return refuse(passage, problems.unsupportedMediaType(body.mediaType, request), { stage: "validate", reasons });
  }
  if (body.kind === "malformed") {
    const reasons = [`the body is malformed: ${body.detail}`];
    return refuse(passage, problems.malformedBody(body.detail, request), { stage: "validate", reasons });
  }
  const parameters = decodeParameters(request);
  if (!("path" in parameters)) return refuseInvalid(passage, request, parameters);
  const { path, query, headers } = parameters;
  const hasNone =
    operation.requestBody === undefined ||
    (body.kind === "none" && !operation.requestBody.required && normalizeBody === undefined);
  if (hasNone) return { path, query, headers, body: undefined, mediaType: "", caller };
  const mediaType = body.kind === "none" ? (Object.keys(operation.requestBody.content)[0] ?? "") : body.mediaType;
  const sent = body.kind === "none" ? undefined : body.value;
  const value = normalizeBody === undefined ? sent : normalizeBody(sent, request);
  const check = operation.requestBody.content[mediaType];
  // A missing body is validated as nothing: schemas say what is missing better than we could.
  if (check !== undefined && !check(value ?? null))
    return refuseInvalid(passage, request, toViolations(check.errors, "body"));
  return { path, query, headers, body: value, mediaType, caller };
}

function refuseInvalid(passage: Passage, request: RoutedRequest, violations: readonly Violation[]): Reply {
  const reply = passage.behaviour.problems.invalid(violations, request);
  return refuse(passage, reply, { stage: "validate", violations });
}

/** Asks the world's faults, once for each exchange, however often its transaction runs. */
function disturb(passage: Passage, request: RoutedRequest, body: unknown): Disturbance | null {
  if (passage.disturbance === undefined) {
    const { mount, behaviour } = passage;
    const { operationId, method, path, query, headers } = request;
    const matched = { provider: mount.provider.api.name, operationId, method, path, query, headers, body };
    const taken = passage.world.faults.take(matched);
    passage.disturbance = taken === undefined ? null : toDisturbance(taken, behaviour, request);
    if (passage.disturbance?.headers !== undefined)
      passage.headers = { ...passage.headers, ...passage.disturbance.headers };
  }
  return passage.disturbance;
}

/**
 * Every reply is compared with the spec, always.
 *
 * @returns the complaint as text when it does not fit
 */
export function check(passage: Passage, reply: Reply, context: OpenContext): Awaitable<CheckedReply | string> {
  const headers = passage.behaviour.crossOrigin?.headers;
  const riding = typeof headers === "function" ? headers(passage, context as never) : headers;
  return chain(riding, checkWith, passage, reply);
}

function checkWith(
  riding: Readonly<Record<string, string>> | undefined,
  passage: Passage,
  reply: Reply,
): CheckedReply | string {
  const headers = Object.assign({ date: toHttpDate(passage.now) }, riding, passage.headers, reply.headers);
  return checkReply(reply, headers, passage.operation, passage.behaviour);
}

export function encode(passage: Passage, checked: CheckedReply): ExchangeReply {
  const { reply, mediaType } = checked;
  const { status } = reply;
  // Made for this reply, whoever made it, so that it may be completed in place.
  const headers: ReplyHeaders = checked.headers ?? Object.assign({ date: toHttpDate(passage.now) }, reply.headers);
  if (mediaType === undefined) return { status, headers, body: undefined };
  headers["content-type"] ??= mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType;
  // JSON is anything; the rest is what its media type says, and leaves as it is.
  const body = mediaType.endsWith("json") ? JSON.stringify(reply.body) : (reply.body as ExchangeReply["body"]);
  return { status, headers, body };
}

/** By which a disturbed reply says that standin, not the provider, is to blame. */
export const FAULT_HEADER = "x-standin-fault";

/** What a fault makes of a reply that is about to leave. */
export function spoil(reply: ExchangeReply, { fault, isMalformed, delivery }: Disturbance): ExchangeReply {
  const { status, body } = reply;
  const headers = { ...reply.headers, [FAULT_HEADER]: fault };
  const isEmpty = body === undefined || (!isStream(body) && body.length === 0);
  // Without a body there is nothing to spoil but the connection.
  if (isEmpty && (isMalformed || delivery?.kind === "truncate"))
    return { status, headers, body, delivery: { kind: "reset" } };
  if (isMalformed && !isEmpty && !isStream(body)) return { status, headers, body: body.slice(0, body.length / 2) };
  return delivery === undefined ? { status, headers, body } : { status, headers, body, delivery };
}

const REFUSED_BY_HANDLER: Refusal = { stage: "handle" };

export function journal(passage: Passage, reply: ExchangeReply): void {
  passage.world.journal.record({
    atMs: passage.now,
    provider: passage.mount.provider.api.name,
    operationId: passage.operationId,
    pathParameters: passage.pathParameters,
    method: passage.request.method,
    path: passage.request.path,
    query: passage.request.query,
    requestHeaders: passage.request.headers,
    requestBody: passage.bodyText,
    status: reply.status,
    replyHeaders: reply.headers,
    replyBody: reply.body,
    fault: passage.disturbance?.fault,
    refusal: passage.refusal ?? (reply.status >= 400 && passage.disturbance == null ? REFUSED_BY_HANDLER : undefined),
    changes: passage.changes,
    unread: passage.unread,
  });
}

function withOtherSlash({ mountPath = "", path, query }: ExchangeRequest): string {
  const other = mountPath + (path.endsWith("/") ? path.slice(0, -1) : `${path}/`);
  return query === "" ? other : `${other}?${query}`;
}

/** @returns the text, or `undefined` when it is larger than the limit */
function readBody(body: string | BodyReader, limitBytes: number): Awaitable<string | undefined> {
  if (typeof body === "function") return body(limitBytes);
  // UTF-8 needs at most three bytes for each UTF-16 unit: only bodies near the limit are measured.
  return body.length * 3 > limitBytes && new TextEncoder().encode(body).length > limitBytes ? undefined : body;
}
