import {
  type BodyReader,
  type ExchangeReply,
  type ExchangeRequest,
  type Exchanger,
  isStream,
} from "#engine/exchange.ts";
import { IN_PROCESS } from "#engine/loopback.ts";
import { setMember } from "#engine/table.ts";
import { firstHalf, inPieces } from "./pieces.ts";
import { unwritableReply } from "./unwritable.ts";

/** Where relative paths are taken to be, as there is no server that could say. */
const BASE = "http://standin.localhost";

/** A function with the signature of `fetch` that answers by an engine, in this process and without a port. It only converts. */
export function createFetch(engine: Exchanger): typeof fetch {
  return async (input, init) => {
    const request = new Request(typeof input === "string" && input.startsWith("/") ? BASE + input : input, init);
    const reply = await engine.exchange(toExchangeRequest(request));
    return toResponse(reply, request);
  };
}

/** A request of `fetch` as the engine takes it. Its body is read by nobody else. */
export function toExchangeRequest(request: Request): ExchangeRequest {
  const url = new URL(request.url);
  const headers: Record<string, string> = { host: url.host };
  request.headers.forEach((value, name) => {
    setMember(headers, name, value);
  });
  return {
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    scheme: url.protocol.slice(0, -1),
    headers,
    body: request.body === null ? undefined : readerOf(request),
    // One that brings a Host has been a request of a server's before, which has come from who knows where.
    connection: request.headers.has("host") ? undefined : IN_PROCESS,
  };
}

/**
 * The reply as whoever called `fetch` gets it. What goes astray on the way goes astray as it would on a network.
 *
 * @throws TypeError as `fetch` does, where no reply leaves; the signal's reason, when the caller gives up
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

/** @throws TypeError if a header is not one that HTTP can carry; RangeError for such a status */
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

function readerOf(request: Request): BodyReader {
  return async (limitBytes) => {
    const bytes = await request.arrayBuffer();
    return bytes.byteLength > limitBytes ? undefined : new TextDecoder().decode(bytes);
  };
}
