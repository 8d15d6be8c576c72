import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createNetServer, Server as NetServer, type Socket } from "node:net";
import { type Awaitable, isPromise } from "#engine/basics/late.ts";
import {
  type BodyReader,
  type BodyStream,
  type Delivery,
  type ExchangeReply,
  type ExchangeRequest,
  type Exchanger,
  isStream,
  RequestAborted,
  type Stopping,
} from "#engine/contract/exchange.ts";
import { DEFAULT_LIMITS } from "#engine/contract/limits.ts";
import { hasBody, headersOf, headersWithHost, isDeclaredLarger } from "./node-headers.ts";
import { createLines, type Lines, type PendingReply } from "./node-line.ts";
import { firstHalf, inPieces } from "./pieces.ts";
import { createStopping } from "./stopping.ts";
import { clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } from "./timers.ts";
import { unwritableReply } from "./unwritable.ts";

/**
 * A connect-style function: `node:http` calls it directly, frameworks such as Express mount it.
 *
 * @param readBody reads the body, if that takes more than reading the request stream; default: `readBytes`
 */
export type DataPlane = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
  readBody?: BodyReader,
) => void;

const MOST_DRAINED_BYTES = 64 * 1024 * 1024;

/** A request from whose path a framework may have removed the mount path. */
type MaybeMounted = IncomingMessage & { originalUrl?: string | undefined };

/** A socket, and the response to its latest request. */
type Carrier = Socket & { [LATEST]?: ServerResponse };

const LATEST = Symbol("latest response");

/**
 * Creates a listener of `node:http` that answers by an engine.
 *
 * @param stopping signals the stop of the server, if it is standin's own
 */
export function createDataPlane(engine: Exchanger, stopping?: Stopping): DataPlane {
  const { unsentBytes } = engine.limits ?? DEFAULT_LIMITS;
  const lines = createLines(unsentBytes, (arrival) => {
    try {
      const reply = engine.exchange(toExchangeRequest(arrival));
      if (isPromise(reply)) sendLater(reply, arrival, lines);
      else sendSoon(reply, arrival, lines);
    } catch (error) {
      fail(error, arrival);
    }
  });
  return (request, response, next, readBody) => {
    (request.socket as Carrier)[LATEST] = response;
    lines.enter({ request, response, next, readBody, stopping });
  };
}

function sendLater(reply: Promise<ExchangeReply>, arrival: PendingReply, lines: Lines): void {
  lines.begin(arrival);
  reply.then(
    (settled) => {
      sendSoon(settled, arrival, lines);
      lines.end(arrival);
    },
    (error: unknown) => {
      fail(error, arrival);
      lines.end(arrival);
    },
  );
}

const SLASH = 47;

function toExchangeRequest(arrival: PendingReply): ExchangeRequest {
  const { request, stopping } = arrival;
  const { socket, url = "/" } = request;
  if (url.charCodeAt(0) !== SLASH) {
    const absolute = ABSOLUTE_TARGET.exec(url);
    if (absolute !== null) return toAbsoluteRequest(arrival, absolute);
  }
  const mark = url.indexOf("?");
  return {
    method: request.method ?? "GET",
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
    headers: headersOf(request),
    scheme: "encrypted" in socket ? "https" : undefined,
    mountPath: mountPathOf((request as MaybeMounted).originalUrl, url),
    body: bodyOf(arrival),
    connection: socket,
    stopping,
  };
}

/** Scheme, authority, path and query of a target in absolute form (RFC 9112, 3.2.2). */
const ABSOLUTE_TARGET = /^(https?):\/\/([^/?#]*)([^?#]*)\??([^#]*)/i;
const ORIGIN = /^https?:\/\/[^/?#]*/i;

/** Converts a request whose target is in absolute form: its authority replaces the `Host` header. */
function toAbsoluteRequest(
  arrival: PendingReply,
  [, scheme = "", host = "", path = "", query = ""]: RegExpExecArray,
): ExchangeRequest {
  const { request, stopping } = arrival;
  const { url = "" } = request;
  return {
    method: request.method ?? "GET",
    path: path === "" ? "/" : path,
    query,
    headers: headersWithHost(request, host),
    scheme: scheme.toLowerCase(),
    mountPath: mountPathOf((request as MaybeMounted).originalUrl?.replace(ORIGIN, ""), url.replace(ORIGIN, "")),
    body: bodyOf(arrival),
    hasAbsoluteTarget: true,
    connection: request.socket,
    stopping,
  };
}

/** Reports an error to the application, or closes the connection. Never throws, as its callers do not catch. */
function fail(error: unknown, { response, next }: PendingReply): void {
  if (error instanceof RequestAborted || next === undefined) {
    response.destroy();
    return;
  }
  try {
    next(error);
  } catch {
    response.destroy();
  }
}

/**
 * Answers 500 if Node refuses to write a reply, which is a bug in standin, and nothing has been sent yet. If that cannot be
 * written either, an application has patched the response, and the connection is closed. Never throws.
 */
function failToWrite(error: unknown, reply: ExchangeReply, arrival: PendingReply): void {
  const { response } = arrival;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) if (Object.hasOwn(reply.headers, name)) response.removeHeader(name);
  try {
    sendWhole(unwritableReply(error), arrival);
  } catch {
    response.destroy();
  }
}

/** A server that can be stopped gracefully. */
export interface NodeServer extends Server {
  /**
   * Accepts no more connections, closes idle ones, and lets pending requests finish for up to `graceMs` real milliseconds.
   * Delays by faults are not waited for. A further call can only shorten the grace period.
   */
  stop(graceMs: number): Promise<void>;
}

/** Takes what clients ask of a proxy. */
export interface ProxyRequests {
  /** A client asks for a tunnel (RFC 9110, 9.3.6). The connection is no longer the server's. */
  connect(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** A request whose target is not a path. @param answer has the engine answer it */
  pass(request: IncomingMessage, response: ServerResponse, answer: () => void): void;
}

/**
 * Creates a server that answers by this engine; it is not listening yet. Connections may also be given to it, by `connection`.
 *
 * @param findProxy loads what takes the requests of a proxy, when there is one; default: the engine refuses them
 */
export function createNodeServer(engine: Exchanger, findProxy?: () => Awaitable<ProxyRequests>): NodeServer {
  const stopping = createStopping();
  const sockets = new Set<Carrier>();
  const answerAll = createDataPlane(engine, stopping);
  const answer: DataPlane = (request, response, next, readBody) => {
    if (findProxy === undefined || request.url?.charCodeAt(0) === SLASH) {
      answerAll(request, response, next, readBody);
      return;
    }
    (request.socket as Carrier)[LATEST] = response;
    Promise.resolve(findProxy()).then(
      (proxy) => proxy.pass(request, response, () => answerAll(request, response, next, readBody)),
      () => response.destroy(),
    );
  };
  const server = createServer(answer);
  if (findProxy !== undefined)
    server.on("connect", (request: IncomingMessage, socket: Socket, head: Buffer) => {
      sockets.delete(socket);
      socket.on("error", () => socket.destroy());
      Promise.resolve(findProxy()).then(
        (proxy) => proxy.connect(request, socket, head),
        () => socket.destroy(),
      );
    });
  // `Expect: 100-continue` (RFC 9110, 10.1.1): the 100 is sent when the body is to be read, and not before.
  server.on("checkContinue", (request, response) =>
    answer(request, response, undefined, readExpected(request, response)),
  );
  // Test suites hold connections open between tests; the default of five seconds races with their next request.
  server.keepAliveTimeout = 65_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  let stopped: Promise<void> | undefined;
  const begin = async (): Promise<void> => {
    // What is asked, or about to be answered, still is, and ends its connection.
    for (const event of ["request", "checkContinue"])
      server.prependListener(event, (_request: IncomingMessage, response: ServerResponse) => {
        response.shouldKeepAlive = false;
      });
    for (const { [LATEST]: latest } of sockets) if (latest !== undefined) latest.shouldKeepAlive = false;
    stopping.begin();
    // Node's own `close` of a server for HTTP would break off replies that have not left in full.
    const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve));
    const closeIdle = (): void => {
      for (const socket of sockets) if (isIdle(socket)) socket.destroySoon();
    };
    closeIdle();
    const sweep = setInterval(closeIdle, SWEEP_MS);
    await closed;
    // Connections that were given to it are not counted as its own.
    for (const socket of sockets) await new Promise((resolve) => socket.once("close", resolve));
    clearInterval(sweep);
    // It ends the checks of a server for HTTP as well.
    server.close();
  };
  const stop = async (graceMs: number): Promise<void> => {
    stopped ??= begin();
    const cut = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, graceMs);
    await stopped;
    clearTimeout(cut);
  };
  return Object.assign(server, { stop });
}

/**
 * Starts to listen at `::1`. `listen` would first ask whether that is an address, by a regular expression that takes Node some
 * 4 ms to compile: a tenth of a start.
 */
export function listenAtSix(server: NetServer, port: number): void {
  const { _listen2: listenNow } = server as NetServer & { readonly _listen2?: (...at: unknown[]) => void };
  if (listenNow === undefined) server.listen(port, "::1");
  else listenNow.call(server, "::1", port, 6, MOST_WAITING);
}

/** How many connections may wait to be taken; the default of Node. */
const MOST_WAITING = 511;

/** Creates a server whose connections are given to another one, which ends them when it stops. */
export const createSecondEntrance = (server: NetServer & { readonly allowHalfOpen?: boolean }): NetServer =>
  createNetServer({ allowHalfOpen: server.allowHalfOpen ?? false, noDelay: true }, (socket) =>
    server.emit("connection", socket),
  );

const SWEEP_MS = 10;

/** Whether a connection carries no request, and its last reply has left in full. */
const isIdle = ({ [LATEST]: latest }: Carrier): boolean =>
  latest === undefined || latest.writableFinished || latest.destroyed;

interface ReadyReply {
  readonly reply: ExchangeReply;
  readonly arrival: PendingReply;
  readonly lines: Lines;
}

let answered: ReadyReply[] = [];

/**
 * Replies leave together, at the end of this turn of the event loop: every write to a socket may wake a sleeping client,
 * which on virtual machines costs more than answering a request does. A lone reply loses nothing by it.
 */
function sendSoon(reply: ExchangeReply, arrival: PendingReply, lines: Lines): void {
  const { body } = reply;
  if (body !== undefined && isStream(body)) lines.begin(arrival);
  else lines.count(arrival, body?.length ?? 0);
  if (answered.push({ reply, arrival, lines }) === 1) setImmediate(sendAll);
}

function sendAll(): void {
  const all = answered;
  answered = [];
  for (const each of all) {
    // A reply that Node refuses to write must not prevent the others.
    try {
      send(each);
    } catch (error) {
      failToWrite(error, each.reply, each.arrival);
    }
  }
}

function send({ reply, arrival, lines }: ReadyReply): void {
  const { body } = reply;
  // An application that mounts us may have answered in the meantime, as one does whose patience is limited.
  if (arrival.response.headersSent) {
    if (isStream(body)) lines.end(arrival);
    return;
  }
  if (reply.delivery !== undefined) {
    deliver(reply, arrival, reply.delivery);
    return;
  }
  if (isStream(body)) {
    void stream(reply, arrival, body).finally(() => lines.end(arrival));
    return;
  }
  sendWhole(reply, arrival);
}

function sendWhole({ status, headers, body }: ExchangeReply, { request, response }: PendingReply): void {
  if (isStream(body)) return;
  const length = body === undefined ? 0 : typeof body === "string" ? Buffer.byteLength(body) : body.length;
  // By RFC 9110, 8.6, a 204 has no length, and a 304 none but that of the reply it stands for, which is not known here.
  const isWithoutLength = status === 204 || status === 304;
  response.writeHead(status, toHeaderList(headers, isWithoutLength ? undefined : length));
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

// A client that has not read available data for this long is considered gone.
const LONGEST_STALL_MS = 60_000;

/**
 * Streams a body for as long as the client reads it. The iterator is always closed at the end: the client may have
 * disconnected before the first chunk.
 */
async function stream(
  reply: ExchangeReply,
  arrival: PendingReply,
  pieces: AsyncIterable<string | Uint8Array> & Pick<BodyStream, "signal">,
): Promise<void> {
  const { request, response, stopping } = arrival;
  const { socket } = request;
  const iterator = pieces[Symbol.asyncIterator]();
  const leave = (): void => void iterator.return?.()?.catch(() => {});
  const cutOff = (): void => void socket.destroy();
  // An endless stream is broken off, so that the client does not take it for complete.
  const forget = pieces.signal === undefined ? undefined : stopping?.whenStopping(() => response.destroy());
  // A response that is queued behind others emits no event when its connection closes.
  socket.once("close", leave);
  pieces.signal?.addEventListener("abort", cutOff);
  const finish = (): void => {
    forget?.();
    socket.off("close", leave);
    pieces.signal?.removeEventListener("abort", cutOff);
    leave();
  };
  try {
    response.writeHead(reply.status, reply.headers);
  } catch (error) {
    finish();
    failToWrite(error, reply, arrival);
    return;
  }
  try {
    response.flushHeaders();
    if (request.method !== "HEAD")
      for (let next = await iterator.next(); !next.done && isOpen(arrival); next = await iterator.next())
        if (!response.write(next.value)) await untilDrained(response, socket);
    response.end();
  } catch {
    response.destroy();
  } finally {
    finish();
  }
}

/** Whether more may be written. It may not when an application that mounts us has ended the response. */
const isOpen = ({ request, response }: PendingReply): boolean => !request.socket.destroyed && !response.writableEnded;

function untilDrained(response: ServerResponse, socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const timeout = setTimeout(() => socket.destroy(), LONGEST_STALL_MS);
    const settle = (): void => {
      clearTimeout(timeout);
      response.off("drain", settle);
      socket.off("close", settle);
      resolve();
    };
    response.on("drain", settle);
    socket.on("close", settle);
    if (socket.destroyed) settle();
  });
}

/** Applies a fault's delivery to a reply. */
function deliver(reply: ExchangeReply, arrival: PendingReply, delivery: Delivery): void {
  const { request, response, stopping } = arrival;
  const { status, headers, body } = reply;
  const { socket } = request;
  if (delivery.kind === "hang") {
    const timeout = setTimeout(() => socket.destroy(), delivery.limitMs);
    timeout.unref();
    const forget = stopping?.whenStopping(() => socket.destroy());
    response.once("close", () => {
      clearTimeout(timeout);
      forget?.();
    });
  } else if (delivery.kind === "reset" || body === undefined || isStream(body)) reset(socket);
  else if (delivery.kind === "slow") void stream(reply, arrival, inPieces(body, delivery, stopping));
  else {
    response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
    // What is written leaves before the connection does: the client gets the first half, and then no more.
    response.write(firstHalf(body), () => socket.destroy());
  }
}

/** Resets a connection. TLS and Unix domain sockets have no reset: they are closed. */
function reset(socket: Socket): void {
  try {
    socket.resetAndDestroy();
  } catch {
    socket.destroy();
  }
}

function mountPathOf(originalUrl: string | undefined, url: string): string | undefined {
  return originalUrl?.endsWith(url) ? originalUrl.slice(0, -url.length) : undefined;
}

function bodyOf({ request, readBody }: PendingReply): BodyReader | undefined {
  if (!hasBody(request)) return undefined;
  return readBody ?? ((limitBytes) => readBytes(request, limitBytes));
}

const readExpected =
  (request: IncomingMessage, response: ServerResponse): BodyReader =>
  (limitBytes) => {
    // Without being told to go on the client sends nothing, and Node closes the connection after the reply.
    if (isDeclaredLarger(request, limitBytes)) return undefined;
    response.writeContinue();
    return readBytes(request, limitBytes);
  };

const NO_BYTES = new Uint8Array();
const NOTHING: readonly Chunk[] = [];

/** A piece of a body: text where middleware has set an encoding. */
export type Chunk = Buffer | string;

/** Whether the connection ends with the reply: what is still on its way then would reset it, and the reply be lost. */
const endsConnection = ({ httpVersionMinor, headers }: IncomingMessage): boolean =>
  httpVersionMinor === 0 || /\bclose\b/i.test(headers.connection ?? "");

/**
 * Reads the body of a request. One that is too large, also by its own header, is refused before it has come, unless the
 * connection ends with the reply.
 *
 * @param before what has been read of it already
 */
export function readBytes(
  request: IncomingMessage,
  limitBytes: number,
  before: readonly Chunk[] = NOTHING,
): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const isTooLarge = isDeclaredLarger(request, limitBytes);
    const refuse = (): void => {
      if (isRead || !endsConnection(request)) resolve(undefined);
    };
    let isRead = false;
    let first: Buffer | undefined;
    let rest: Buffer[] | undefined;
    let length = 0;
    if (isTooLarge) refuse();
    const take = (chunk: Chunk): void => {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk, request.readableEncoding ?? "utf8") : chunk;
      length += bytes.length;
      if (isTooLarge || length > limitBytes) {
        refuse();
        // Read on for a while: a client that is still sending would take a closed connection for the answer.
        if (length > limitBytes + MOST_DRAINED_BYTES) request.destroy();
        return;
      }
      if (first === undefined) first = bytes;
      else if (rest === undefined) rest = [first, bytes];
      else rest.push(bytes);
    };
    const finish = (): void => {
      isRead = true;
      if (isTooLarge || length > limitBytes) refuse();
      else resolve((rest === undefined ? first : Buffer.concat(rest)) ?? NO_BYTES);
    };
    for (const chunk of before) take(chunk);
    // It may have been read, or broken off, before anything was loaded that could take it: then nothing more is heard of it.
    if (request.readableEnded) finish();
    else if (request.destroyed) reject(new RequestAborted());
    request.on("data", take);
    request.on("end", finish);
    request.on("close", () => {
      // Every request closes, and an error costs more than reading a body does.
      if (!isRead) reject(new RequestAborted());
    });
  });
}
