import {
  constants,
  type IncomingHttpHeaders,
  performServerHandshake,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { Socket } from "node:net";
import { isPromise } from "#engine/basics/late.ts";
import { createTable, setMember } from "#engine/basics/table.ts";
import {
  type BodyStream,
  type Delivery,
  type ExchangeReply,
  type ExchangeRequest,
  type Exchanger,
  type Headers,
  isStream,
  RequestAborted,
  type Stopping,
} from "#engine/contract/exchange.ts";
import { firstHalf, inPieces } from "./pieces.ts";
import { clearTimeout, setTimeout } from "./timers.ts";
import { unwritableReply } from "./unwritable.ts";

/** One request of a session, and what answers it. */
interface Arrival {
  readonly stream: ServerHttp2Stream;
  readonly method: string;
  readonly stopping: Stopping;
}

/** Headers of a connection, which HTTP/2 does not have (RFC 9113, 8.2.2). */
const OF_ONE_CONNECTION = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];
const MOST_STREAMS = 100;

/**
 * Answers the requests of a connection on which a client speaks HTTP/2.
 *
 * @param scheme what the client used: `https`, unless it knew before that it would be HTTP/2
 */
export function answerHttp2(
  engine: Exchanger,
  socket: Socket,
  { scheme, stopping }: { readonly scheme: string; readonly stopping: Stopping },
): ServerHttp2Session {
  const session = performServerHandshake(socket, { settings: { maxConcurrentStreams: MOST_STREAMS } });
  session.on("error", () => session.destroy());
  session.on("stream", (stream, headers, flags) => {
    // A client may reset a stream at any time.
    stream.on("error", () => {});
    const request = toExchangeRequest(stream, headers, { flags, scheme, stopping, socket });
    const arrival = { stream, method: request.method, stopping };
    try {
      const reply = engine.exchange(request);
      if (isPromise(reply)) reply.then((settled) => send(settled, arrival)).catch((error) => fail(error, arrival));
      else send(reply, arrival);
    } catch (error) {
      fail(error, arrival);
    }
  });
  return session;
}

function toExchangeRequest(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  given: { readonly flags: number; readonly socket: Socket } & Pick<ExchangeRequest, "scheme" | "stopping">,
): ExchangeRequest {
  const { flags, scheme, stopping, socket } = given;
  const target = headers[":path"] ?? "/";
  const mark = target.indexOf("?");
  const hasBody = (flags & constants.NGHTTP2_FLAG_END_STREAM) === 0;
  return {
    method: headers[":method"] ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers: toHeaders(headers),
    scheme,
    connection: socket,
    stopping,
    body: hasBody ? (limitBytes) => readBytes(stream, headers, limitBytes) : undefined,
  };
}

function toHeaders(headers: IncomingHttpHeaders): Headers {
  const found = createTable<string | readonly string[] | undefined>();
  for (const name in headers) if (!name.startsWith(":")) found[name] = headers[name];
  found["host"] ??= headers[":authority"];
  return found;
}

/** Reads a body. One that is too large is refused before it has come; what still arrives is not kept. */
function readBytes(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  limitBytes: number,
): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    if (Number(headers["content-length"] ?? 0) > limitBytes) {
      resolve(undefined);
      stream.resume();
      return;
    }
    stream.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limitBytes) chunks.push(chunk);
      else resolve(undefined);
    });
    stream.once("end", () => resolve(Buffer.concat(chunks)));
    for (const event of ["aborted", "close"]) stream.once(event, () => reject(new RequestAborted()));
    if (stream.destroyed) reject(new RequestAborted());
  });
}

/** Never throws. */
function fail(error: unknown, { stream }: Arrival): void {
  const { NGHTTP2_CANCEL, NGHTTP2_INTERNAL_ERROR } = constants;
  stream.close(error instanceof RequestAborted ? NGHTTP2_CANCEL : NGHTTP2_INTERNAL_ERROR);
}

function send(reply: ExchangeReply, arrival: Arrival): void {
  const { stream, stopping } = arrival;
  const { body, delivery } = reply;
  if (stream.destroyed || stream.closed) return;
  if (delivery !== undefined) deliver(reply, arrival, delivery);
  else if (isStream(body)) void sendPieces(reply, arrival, body, stopping);
  else sendWhole(reply, arrival);
}

function sendWhole(reply: ExchangeReply, arrival: Arrival): void {
  const { body } = reply;
  const { stream, method } = arrival;
  if (isStream(body)) return;
  const isWithoutLength = reply.status === 204 || reply.status === 304;
  const length = isWithoutLength ? {} : { "content-length": body === undefined ? 0 : Buffer.byteLength(body) };
  const isEmpty = body === undefined || method === "HEAD";
  if (!begin(reply, arrival, length, isEmpty)) return;
  if (!isEmpty) stream.end(body);
}

/** Sends the status and the headers, or a 500 if Node refuses to write them. @returns whether the reply goes on */
function begin(reply: ExchangeReply, arrival: Arrival, more: object, endStream = false): boolean {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(reply.headers))
    if (!OF_ONE_CONNECTION.includes(name)) setMember(headers, name, value);
  try {
    arrival.stream.respond({ ":status": reply.status, ...more, ...headers }, { endStream });
    return true;
  } catch (error) {
    const refused = unwritableReply(error);
    arrival.stream.respond({ ":status": refused.status, ...refused.headers });
    arrival.stream.end(refused.body as string);
    return false;
  }
}

// A client that has not read available data for this long is considered gone.
const LONGEST_STALL_MS = 60_000;

async function sendPieces(
  reply: ExchangeReply,
  arrival: Arrival,
  pieces: AsyncIterable<string | Uint8Array> & Pick<BodyStream, "signal">,
  stopping: Stopping,
): Promise<void> {
  const { stream, method } = arrival;
  const iterator = pieces[Symbol.asyncIterator]();
  const leave = (): void => void iterator.return?.()?.catch(() => {});
  const cutOff = (): void => stream.close(constants.NGHTTP2_CANCEL);
  const forget = pieces.signal === undefined ? undefined : stopping.whenStopping(cutOff);
  stream.once("close", leave);
  pieces.signal?.addEventListener("abort", cutOff);
  try {
    if (!begin(reply, arrival, {})) return;
    if (method !== "HEAD")
      for (let next = await iterator.next(); !next.done && !stream.closed; next = await iterator.next())
        if (!stream.write(next.value)) await untilDrained(stream);
    stream.end();
  } catch {
    stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  } finally {
    forget?.();
    pieces.signal?.removeEventListener("abort", cutOff);
    leave();
  }
}

function untilDrained(stream: ServerHttp2Stream): Promise<void> {
  return new Promise((resolve) => {
    const timeout = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), LONGEST_STALL_MS);
    const settle = (): void => {
      clearTimeout(timeout);
      stream.off("drain", settle).off("close", settle);
      resolve();
    };
    stream.on("drain", settle).on("close", settle);
    if (stream.closed) settle();
  });
}

/** Applies a fault's delivery. It concerns the stream of the request alone, not the others of its connection. */
function deliver(reply: ExchangeReply, arrival: Arrival, delivery: Delivery): void {
  const { stream, stopping } = arrival;
  const { body } = reply;
  const reset = (): void => stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  if (delivery.kind === "hang") {
    const timeout = setTimeout(reset, delivery.limitMs);
    timeout.unref();
    const forget = stopping.whenStopping(reset);
    stream.once("close", () => {
      clearTimeout(timeout);
      forget();
    });
  } else if (delivery.kind === "reset" || body === undefined || isStream(body)) reset();
  else if (delivery.kind === "slow") void sendPieces(reply, arrival, inPieces(body, delivery, stopping), stopping);
  else if (begin(reply, arrival, { "content-length": Buffer.byteLength(body) })) {
    stream.write(firstHalf(body), reset);
  }
}
