import { type CheckedReply, checkReply } from "./check-reply.ts";
import { toHttpDate } from "./clock.ts";
import type { OpenContext } from "./context.ts";
import { decodeParameters, decodePath, parseBody, parseQuery, toViolations } from "./decode.ts";
import { type Awaitable, type ExchangeReply, type ExchangeRequest, headerOf } from "./exchange.ts";
import { type FoundPage, hasForm, PAGE_BODY_LIMIT_BYTES, type PageRequest } from "./pages.ts";
import type { Passage } from "./passage.ts";
import type { Provider } from "./provider.ts";
import type { RateLimit, RateRule } from "./rate-limit.ts";
import type { Caller, ParsedBody, Reply, RoutedRequest } from "./routed.ts";

/** The stages of the pipeline, in the order in which an exchange passes them. */

/** A request that no handler takes, and whose reply may still depend on who is calling. */
interface Deferred {
  readonly reply: (context: OpenContext) => Awaitable<Reply>;
}

/** What routing makes of a request: one to handle, or already the reply to it. */
export type Routed = RoutedRequest | Deferred | Reply;

const NO_BODY: ParsedBody = { kind: "none" };
const TOO_LARGE = Symbol("too large");

/** Answers a browser's preflight where the spec has no operation of its own for that. */
export function preflight({ request, mount, path }: Passage): CheckedReply | undefined {
  if (request.method !== "OPTIONS") return undefined;
  const found = mount.router.route("OPTIONS", path);
  if (found.kind !== "wrong-method") return undefined;
  const headers = mount.provider.crossOrigin?.preflight?.(found.allowed);
  return headers && { reply: { status: 204, headers }, mediaType: undefined };
}

/** Finds the operation, decodes the path and reads the body, or gives the provider's reply to what it does not know. */
export function route(passage: Passage): Awaitable<Routed> {
  const { request, path, now } = passage;
  const { provider, router } = passage.mount;
  const { method, headers } = request;
  const unrouted = { method, path, headers, now };
  const found = router.route(method, path);
  if (found.kind !== "operation") {
    if (found.kind === "redirect") return { status: 301, headers: { location: withOtherSlash(request) } };
    passage.headers = { "x-standin-nearest": router.nearest(method, path).join(", ") };
    return found.kind === "unknown"
      ? provider.problems.unknownPath(unrouted)
      : { reply: (context) => provider.problems.methodNotAllowed(unrouted, found.allowed, context) };
  }
  const { operationId, operation } = found;
  passage.operationId = operationId;
  passage.pathParameters = found.parameters;
  const pathParameters = decodePath(found.parameters);
  // Belongs to no single operation, so its reply is one of the common ones.
  if (pathParameters === undefined) return provider.problems.malformedPath(unrouted);
  passage.operation = operation;
  passage.pathParameters = pathParameters;
  const query = parseQuery(request.query);
  // On Node 20 a member added to a spread object costs close to a microsecond; the hot path names its members.
  const routed = { method, path, headers, now, query, pathParameters, operationId, operation, body: NO_BODY };
  return operation.requestBody === undefined ? routed : withBody(passage, routed, operation.requestBody.limitBytes);
}

async function withBody(
  passage: Passage,
  routed: RoutedRequest & { body: ParsedBody },
  limitBytes: number,
): Promise<RoutedRequest | Reply> {
  const { provider } = passage.mount;
  const text = await readBody(passage.request, limitBytes);
  if (text === TOO_LARGE) return provider.problems.bodyTooLarge(limitBytes, routed);
  passage.bodyText = text;
  const contentType = headerOf(routed.headers, "content-type");
  const { bodyMediaType, parseForm } = provider;
  routed.body = await parseBody(text, contentType, routed.operation, bodyMediaType, parseForm);
  return routed;
}

/** Decodes the path of one of the mock's own pages and reads its form, or refuses what cannot be read. */
export async function toPageRequest(
  passage: Passage,
  { parameters }: FoundPage<OpenContext>,
): Promise<PageRequest | Reply> {
  const { request, path, now } = passage;
  const { problems } = passage.mount.provider;
  const { method, headers } = request;
  const unrouted = { method, path, headers, now };
  const pathParameters = decodePath(parameters);
  if (pathParameters === undefined) return problems.malformedPath(unrouted);
  passage.pathParameters = pathParameters;
  let form: Readonly<Record<string, unknown>> = {};
  if (hasForm(request)) {
    const text = await readBody(request, PAGE_BODY_LIMIT_BYTES);
    if (text === TOO_LARGE) return problems.bodyTooLarge(PAGE_BODY_LIMIT_BYTES, unrouted);
    passage.bodyText = text;
    const { parseForm } = await import("./form.ts");
    try {
      form = parseForm(text ?? "");
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
export async function answer(passage: Passage, request: Routed, context: OpenContext): Promise<Reply> {
  if ("status" in request) return request;
  if ("reply" in request) return request.reply(context);
  const { provider } = passage.mount;
  const { operation } = request;
  const isOpen = operation.security.length === 0;

  let caller: Caller | undefined;
  if (!isOpen) {
    const found = provider.authenticate(request, context);
    caller = found instanceof Promise ? await found : found;
  }
  const limited = limitRate(passage, request, caller, context);
  const overLimit = limited instanceof Promise ? await limited : limited;
  if (overLimit !== undefined) return overLimit;
  if (!isOpen) {
    if (caller === undefined) return provider.problems.unauthenticated(request);
    const { scheme } = caller;
    if (!operation.security.some((alternative) => alternative.includes(scheme)))
      return provider.problems.forbidden(request);
  }
  const authorized = provider.authorize?.(request, caller, context);
  const refusal = authorized instanceof Promise ? await authorized : authorized;
  if (refusal !== undefined) return refusal;
  const decoded = validate(provider, request, caller);
  if ("status" in decoded) return decoded;
  const disturbance = disturb(passage);
  if (disturbance !== null) return disturbance;
  const handler = provider.handlers[request.operationId];
  if (handler === undefined) throw new Error(`no handler for ${request.operationId}`);
  return handler(decoded, context);
}

/** Counts the request where it is limited. @returns the refusal of one that is over the limit */
function limitRate(
  passage: Passage,
  request: RoutedRequest,
  caller: Caller | undefined,
  context: OpenContext,
): Awaitable<Reply | undefined> {
  const { rateLimit } = passage.mount.provider;
  if (rateLimit === undefined) return undefined;
  const rule = rateLimit.rule(request, caller, context as never);
  if (rule === undefined) return undefined;
  return rule instanceof Promise
    ? rule.then((found) => countRate(passage, request, rateLimit, found))
    : countRate(passage, request, rateLimit, rule);
}

function countRate(
  passage: Passage,
  request: RoutedRequest,
  rateLimit: RateLimit<never>,
  rule: RateRule | undefined,
): Reply | undefined {
  if (rule === undefined) return undefined;
  passage.standing ??= passage.world.rates.count(rule, passage.now);
  const { standing } = passage;
  passage.headers = { ...rateLimit.headers({ ...standing, remaining: Math.max(standing.remaining, 0) }) };
  const { problems } = passage.mount.provider;
  return standing.remaining < 0 ? problems.tooManyRequests(standing.resetSeconds, request) : undefined;
}

/** Validates and converts what the handler will see, or gives the provider's refusal. */
function validate(provider: Provider, request: RoutedRequest, caller: Caller | undefined) {
  const { operation, body } = request;
  const { problems } = provider;
  if (body.kind === "unsupported") return problems.unsupportedMediaType(body.mediaType, request);
  if (body.kind === "malformed") return problems.malformedBody(body.detail, request);
  const parameters = decodeParameters(request);
  if (!("path" in parameters)) return problems.invalid(parameters, request);
  const { path, query, headers } = parameters;
  const hasNone =
    operation.requestBody === undefined ||
    (body.kind === "none" && !operation.requestBody.required && provider.normalizeBody === undefined);
  if (hasNone) return { path, query, headers, body: undefined, mediaType: "", caller };
  const mediaType = body.kind === "none" ? (Object.keys(operation.requestBody.content)[0] ?? "") : body.mediaType;
  const sent = body.kind === "none" ? undefined : body.value;
  const value = provider.normalizeBody === undefined ? sent : provider.normalizeBody(sent, request);
  const check = operation.requestBody.content[mediaType];
  // A missing body is validated as nothing: schemas say what is missing better than we could.
  if (check !== undefined && !check(value ?? null))
    return problems.invalid(toViolations(check.errors, "body"), request);
  return { path, query, headers, body: value, mediaType, caller };
}

function disturb(passage: Passage): Reply | null {
  const { world, mount, operationId, operation } = passage;
  if (passage.disturbance === undefined && operationId !== undefined && operation !== undefined)
    passage.disturbance = world.faults.disturb(mount.provider.api, operationId, operation) ?? null;
  return passage.disturbance ?? null;
}

/**
 * Every reply is compared with the spec, always.
 *
 * @returns the complaint as text when it does not fit
 */
export function check(passage: Passage, reply: Reply, context: OpenContext): Awaitable<CheckedReply | string> {
  const headers = passage.mount.provider.crossOrigin?.headers;
  const riding = typeof headers === "function" ? headers(passage, context as never) : headers;
  return riding instanceof Promise
    ? riding.then((found) => checkWith(passage, reply, found))
    : checkWith(passage, reply, riding);
}

function checkWith(
  passage: Passage,
  reply: Reply,
  riding: Readonly<Record<string, string>> | undefined,
): CheckedReply | string {
  if (riding === undefined && passage.headers === undefined)
    return checkReply(reply, passage.operation, passage.mount.provider.api);
  const { status, body, mediaType } = reply;
  const headers = Object.assign({}, riding, passage.headers, reply.headers);
  const complete = mediaType === undefined ? { status, headers, body } : { status, headers, body, mediaType };
  return checkReply(complete, passage.operation, passage.mount.provider.api);
}

export function encode(passage: Passage, { reply, mediaType }: CheckedReply): ExchangeReply {
  const { status } = reply;
  const date = toHttpDate(passage.now);
  if (mediaType === undefined) return { status, headers: { date, ...reply.headers }, body: undefined };
  const contentType = mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType;
  const isRaw = reply.body instanceof Uint8Array || (typeof reply.body === "string" && !mediaType.endsWith("json"));
  const body = isRaw ? (reply.body as string | Uint8Array) : JSON.stringify(reply.body);
  return { status, headers: { date, "content-type": contentType, ...reply.headers }, body };
}

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
    reply,
    faulted: passage.disturbance !== null && passage.disturbance !== undefined,
  });
}

function withOtherSlash({ mountPath = "", path, query }: ExchangeRequest): string {
  const other = mountPath + (path.endsWith("/") ? path.slice(0, -1) : `${path}/`);
  return query === "" ? other : `${other}?${query}`;
}

async function readBody({ body }: ExchangeRequest, limitBytes: number): Promise<string | undefined | typeof TOO_LARGE> {
  if (typeof body === "function") {
    const text = await body(limitBytes);
    return text === undefined ? TOO_LARGE : text;
  }
  // UTF-8 needs at most three bytes for each UTF-16 unit: only bodies near the limit are measured.
  if (body !== undefined && body.length * 3 > limitBytes && new TextEncoder().encode(body).length > limitBytes)
    return TOO_LARGE;
  return body;
}
