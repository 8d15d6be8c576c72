import { isBytes, joinBytes } from "#engine/basics/bytes.ts";
import { isPromise } from "#engine/basics/late.ts";
import { setMember } from "#engine/basics/table.ts";
import {
  type BodyReader,
  type ExchangeReply,
  type ExchangeRequest,
  type Exchanger,
  isStream,
  RequestAborted,
} from "#engine/contract/exchange.ts";
import { IN_PROCESS } from "#engine/contract/loopback.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { firstHalf, inPieces } from "./pieces.ts";
import { ofSignal } from "./stopping.ts";
import { clearTimeout, setTimeout } from "./timers.ts";
import { unwritableReply } from "./unwritable.ts";

/** Base URL of relative paths, as there is no server. */
const BASE = "http://standin.localhost";

/**
 * A function with the signature of `fetch` that answers by an engine, in this process and without a port. As `fetch` does, it
 * follows redirects; one that leads to a host that is not the engine's is left to the platform's own `fetch`.
 */
export function createFetch(engine: Exchanger & { readonly providers?: readonly Mock[] }): typeof fetch {
  const hosts = new Set([new URL(BASE).host, ...(engine.providers ?? []).flatMap(({ api }) => api.hosts)]);
  return async (input, init) => {
    const request = new Request(typeof input === "string" && input.startsWith("/") ? BASE + input : input, init);
    // A call of this function always means the engine, whatever host its URL names. Only redirects may lead elsewhere.
    const isKnown = ({ url }: Request): boolean => {
      const { host } = new URL(url);
      return hosts.has(host) || host === new URL(request.url).host;
    };
    const send = (each: Request) => (each === request || isKnown(each) ? exchange(engine, each) : fetch(each));
    return follow(request, send, isOneTime(init?.body) ? notAgain : sentBodyOf);
  };
}

/** Statuses that lead elsewhere (Fetch standard, "redirect status"). */
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const MOST_REDIRECTS = 20;

/**
 * Sends a request and follows redirects as the Fetch standard says ("HTTP-redirect fetch"). The response knows its address,
 * and whether it is another than was asked for.
 *
 * @param sentBody what has been sent as a request's body, where it has to be sent again
 * @throws TypeError for a redirect where the request wants none, one that leads nowhere, or too many of them
 */
async function follow(
  first: Request,
  send: (request: Request) => Promise<Response>,
  sentBody: (request: Request) => Promise<BodyInit>,
): Promise<Response> {
  let request = first;
  for (let redirects = 0; ; redirects += 1) {
    const response = await send(request);
    const location = REDIRECTS.includes(response.status) ? response.headers.get("location") : null;
    if (location === null || first.redirect === "manual") return tellAddress(response, request.url, redirects > 0);
    const { failed, toNext } = await import("./redirects.ts");
    if (first.redirect === "error") throw failed("the reply is a redirect, and the request wants none");
    if (redirects === MOST_REDIRECTS) throw failed("there are too many redirects");
    giveUp(response.body, undefined);
    request = await toNext(request, response.status, location, sentBody);
  }
}

/** Sets the `url` of a response, which is empty for a constructed one. */
function tellAddress(response: Response, url: string, redirected: boolean): Response {
  const address = url.split("#", 1)[0] ?? "";
  if (response.url === "" || redirected)
    Object.defineProperties(response, {
      url: { value: address, configurable: true },
      redirected: { value: redirected, configurable: true },
      clone: { value: () => tellAddress(Response.prototype.clone.call(response), url, redirected), configurable: true },
    });
  return response;
}

async function exchange(engine: Exchanger, request: Request): Promise<Response> {
  const { signal } = request;
  if (signal.aborted) {
    giveUp(request.body, signal.reason);
    throw signal.reason;
  }
  try {
    const reply = engine.exchange(toExchangeRequest(request));
    return await toResponse(isPromise(reply) ? await unlessAborted(reply, signal) : reply, request);
  } catch (error) {
    throw toFetchError(error);
  }
}

/**
 * @throws the signal's reason, as soon as the caller aborts; an exchange whose request has arrived continues, as on a server
 */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Converts a request of `fetch` for the engine, which must be the only reader of its body. */
export function toExchangeRequest(request: Request): ExchangeRequest {
  const url = new URL(request.url);
  const headers: Record<string, string> = { host: url.host };
  request.headers.forEach((value, name) => {
    // Those of happy-dom are as they were written.
    setMember(headers, name.toLowerCase(), value);
  });
  return {
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    scheme: url.protocol.slice(0, -1),
    headers,
    body: request.body === null ? undefined : readerOf(request),
    // A request with a Host header was received by a server before, so its origin is unknown.
    connection: request.headers.has("host") ? undefined : IN_PROCESS,
    stopping: ofSignal(request.signal),
  };
}

/**
 * Converts a reply for the caller of `fetch`. Delivery faults show as they would on a network.
 *
 * @throws TypeError as `fetch` does, if no reply is sent; the signal's reason, if the caller aborts
 */
export async function toResponse(reply: ExchangeReply, { method, signal }: Request): Promise<Response> {
  signal.throwIfAborted();
  const { delivery } = reply;
  if (delivery?.kind === "hang") await untilAborted(signal, delivery.limitMs);
  if (delivery?.kind === "hang" || delivery?.kind === "reset") throw connectionLost();
  try {
    return write(reply, method, signal);
  } catch (error) {
    return write(unwritableReply(error), method, signal);
  }
}

/** @throws TypeError for a header that is not valid in HTTP; RangeError for such a status */
function write(reply: ExchangeReply, method: string, signal: AbortSignal): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(reply.headers))
    for (const each of [value].flat()) headers.append(name, each);
  const isEmpty = method === "HEAD" || [204, 205, 304].includes(reply.status);
  return new Response(isEmpty ? null : toBody(reply, signal), { status: reply.status, headers });
}

function toBody({ body, delivery }: ExchangeReply, signal: AbortSignal): BodyInit | null {
  if (body === undefined) return null;
  if (isStream(body)) return toReadable(body, signal);
  if (delivery?.kind === "truncate") return toReadable(truncated(body), signal);
  return delivery?.kind === "slow" ? toReadable(inPieces(body, delivery), signal) : (body as BodyInit);
}

async function* truncated(body: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield firstHalf(body);
  throw connectionLost();
}

function toReadable(pieces: AsyncIterable<string | Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      signal.addEventListener("abort", () => {
        void iterator.return?.();
        controller.error(signal.reason);
      });
    },
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (signal.aborted) return;
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

const untilAborted = (signal: AbortSignal, limitMs: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const timeout = setTimeout(resolve, limitMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timeout);
      reject(signal.reason);
    });
  });

const connectionLost = (): TypeError =>
  new TypeError("fetch failed", {
    cause: Object.assign(new Error("the connection was reset by a fault of this world"), { code: "ECONNRESET" }),
  });

/** Bodies that have been read, kept as long as a redirect may require to send them again. */
const sentBodies = new WeakMap<Request, Uint8Array<ArrayBuffer>>();

/** Whether a body can be read only once, so that no redirect can resend it (Fetch standard, a body without a "source"). */
const isOneTime = (body: unknown): boolean =>
  body instanceof ReadableStream || (typeof body === "object" && body !== null && Symbol.asyncIterator in body);

const notAgain = async (): Promise<never> => {
  const { failed } = await import("./redirects.ts");
  throw failed("a redirect asks for the body again, which was a stream");
};

const sentBodyOf = async (request: Request): Promise<BodyInit> =>
  sentBodies.get(request) ?? (await request.arrayBuffer());

/** Thrown for a body that is incomplete: its stream fails, or the caller aborts. */
class BodyBroken extends RequestAborted {
  /** The error for `fetch` to throw. */
  readonly reason: unknown;

  constructor(reason: unknown) {
    super();
    this.reason = reason;
  }
}

/** Converts an error of an exchange to the one that `fetch` throws. */
export const toFetchError = (error: unknown): unknown => (error instanceof BodyBroken ? error.reason : error);

function readerOf(request: Request): BodyReader {
  return async (limitBytes) => {
    const bytes = await readBytes(request, limitBytes);
    if (bytes !== undefined) sentBodies.set(request, bytes);
    return bytes;
  };
}

/**
 * Reads a body up to the limit, and cancels the rest of a longer one.
 *
 * @throws BodyBroken if the body is incomplete
 */
async function readBytes({ body, signal }: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  const abort = (): void => giveUp(reader, signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  let length = 0;
  try {
    for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
      if (!isBytes(next.value)) throw new TypeError("a piece of the request's body is not a Uint8Array");
      pieces.push(next.value);
      length += next.value.length;
      if (length > limitBytes) {
        giveUp(reader, undefined);
        return undefined;
      }
    }
  } catch (error) {
    giveUp(reader, error);
    throw new BodyBroken(signal.aborted ? signal.reason : new TypeError("fetch failed", { cause: error }));
  } finally {
    signal.removeEventListener("abort", abort);
  }
  if (signal.aborted) throw new BodyBroken(signal.reason);
  return joinBytes(pieces);
}

/** Cancels the source of a body that is no longer read. Errors of the cancellation are ignored. */
const giveUp = (body: Pick<ReadableStream, "cancel"> | undefined | null, reason: unknown): void =>
  void body?.cancel(reason).catch(() => {});
