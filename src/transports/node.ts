import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  type BodyReader,
  type Delivery,
  type ExchangeReply,
  type ExchangeRequest,
  type Exchanger,
  isStream,
  RequestAborted,
} from "#engine/exchange.ts";
import { firstHalf, inPieces } from "./pieces.ts";

/** A connect-style function: `node:http` calls it directly, Express and its kin mount it. */
export type DataPlane = (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void) => void;

const MOST_DRAINED_BYTES = 64 * 1024 * 1024;

/** A request that Express and its kin have had first: parsed by middleware, or its path cut where we are mounted. */
type MaybeHandled = IncomingMessage & { body?: unknown; originalUrl?: string };

/** Answers requests of `node:http` by an engine. It only converts. */
export function createDataPlane(engine: Exchanger): DataPlane {
  return (request, response, next) => {
    const arrival = { request, response, next };
    try {
      const reply = engine.exchange(toExchangeRequest(request));
      if (reply instanceof Promise) sendLater(reply, arrival);
      else sendSoon(reply, arrival);
    } catch (error) {
      fail(error, arrival);
    }
  };
}

function sendLater(reply: Promise<ExchangeReply>, arrival: Arrival): void {
  reply.then(
    (settled) => sendSoon(settled, arrival),
    (error: unknown) => fail(error, arrival),
  );
}

/** A request that waits for its reply. */
interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly next: ((error?: unknown) => void) | undefined;
}

function toExchangeRequest(request: IncomingMessage): ExchangeRequest {
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  return {
    method: request.method ?? "GET",
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
    headers: request.headers,
    scheme: "encrypted" in request.socket ? "https" : undefined,
    mountPath: mountPathOf(request, url),
    body: bodyOf(request),
  };
}

function fail(error: unknown, { response, next }: Arrival): void {
  if (error instanceof RequestAborted || next === undefined) response.destroy();
  else next(error);
}

/** A server that answers by this engine; it is not listening yet. */
export function createNodeServer(engine: Exchanger): Server {
  const server = createServer(createDataPlane(engine));
  // Test suites hold connections open between tests; the default of five seconds races with their next request.
  server.keepAliveTimeout = 65_000;
  return server;
}

interface Answered {
  readonly reply: ExchangeReply;
  readonly arrival: Arrival;
}

let answered: Answered[] = [];

/**
 * Replies leave together, at the end of this turn of the event loop: every write to a socket may wake a sleeping client,
 * which on virtual machines costs more than answering a request does. A lone reply loses nothing by it.
 */
function sendSoon(reply: ExchangeReply, arrival: Arrival): void {
  if (answered.push({ reply, arrival }) === 1) setImmediate(sendAll);
}

function sendAll(): void {
  const all = answered;
  answered = [];
  for (const each of all) {
    // One reply that Node refuses to write may not take the others with it.
    try {
      send(each);
    } catch (error) {
      fail(error, each.arrival);
    }
  }
}

function send({ reply, arrival }: Answered): void {
  const { request, response } = arrival;
  const { status, body } = reply;
  if (reply.delivery !== undefined) {
    deliver(reply, arrival, reply.delivery);
    return;
  }
  if (isStream(body)) {
    void stream(reply, arrival, body);
    return;
  }
  const length = body === undefined ? 0 : typeof body === "string" ? Buffer.byteLength(body) : body.length;
  // A 204 has no length, by RFC 9110; anything else without a body has none of it.
  response.writeHead(status, toHeaderList(reply.headers, status === 204 ? undefined : length));
  if (body === undefined || request.method === "HEAD") response.end();
  else response.end(body);
}

/** Names and values in turn, which Node writes as they come. */
function toHeaderList(headers: ExchangeReply["headers"], length: number | undefined): (string | string[])[] {
  const list: (string | string[])[] = [];
  if (length !== undefined && headers["content-length"] === undefined) list.push("content-length", String(length));
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) list.push(name, value);
  }
  return list;
}

/** Sends a body in the pieces in which it comes, for as long as somebody listens. */
async function stream(
  reply: ExchangeReply,
  { request, response }: Arrival,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  response.once("close", () => void iterator.return?.());
  response.writeHead(reply.status, reply.headers);
  response.flushHeaders();
  try {
    if (request.method !== "HEAD")
      for (let next = await iterator.next(); !next.done && !response.destroyed; next = await iterator.next())
        if (!response.write(next.value)) await untilDrained(response);
    response.end();
  } catch {
    response.destroy();
  }
}

const untilDrained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      response.off("drain", go).off("close", go);
      resolve();
    };
    response.on("drain", go).on("close", go);
  });

/** Carries out what a fault does to a reply. */
function deliver(reply: ExchangeReply, arrival: Arrival, delivery: Delivery): void {
  const { request, response } = arrival;
  const { status, headers, body } = reply;
  const { socket } = request;
  if (delivery.kind === "hang") {
    const timeout = setTimeout(() => socket.destroy(), delivery.limitMs);
    timeout.unref();
    response.once("close", () => clearTimeout(timeout));
  } else if (delivery.kind === "reset" || body === undefined || isStream(body)) socket.resetAndDestroy();
  else if (delivery.kind === "slow") void stream(reply, arrival, inPieces(body, delivery));
  else {
    response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
    // What is written leaves before the connection does: the client gets the first half, and then no more.
    response.write(firstHalf(body), () => socket.destroy());
  }
}

function mountPathOf({ originalUrl }: MaybeHandled, url: string): string | undefined {
  return originalUrl?.endsWith(url) ? originalUrl.slice(0, -url.length) : undefined;
}

function bodyOf(request: MaybeHandled): BodyReader | string | undefined {
  if (request.headers["content-length"] === undefined && request.headers["transfer-encoding"] === undefined)
    return undefined;
  if (request.body !== undefined && request.readableEnded)
    return typeof request.body === "string" ? request.body : JSON.stringify(request.body);
  return (limitBytes) => readText(request, limitBytes);
}

function readText(request: IncomingMessage, limitBytes: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let rest: Buffer[] | undefined;
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > limitBytes) {
        resolve(undefined);
        // Read on for a while: a client that is still sending would take a closed connection for the answer.
        if (length > limitBytes + MOST_DRAINED_BYTES) request.destroy();
        return;
      }
      if (first === undefined) first = chunk;
      else if (rest === undefined) rest = [first, chunk];
      else rest.push(chunk);
    });
    request.on("end", () => {
      if (length <= limitBytes) resolve((rest === undefined ? first : Buffer.concat(rest))?.toString("utf8") ?? "");
    });
    request.on("close", () => {
      // Every request closes, and an error costs more than reading a body does.
      if (!request.complete) reject(new RequestAborted());
    });
  });
}
