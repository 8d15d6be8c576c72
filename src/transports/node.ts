import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Engine } from "#engine/engine.ts";
import { type BodyReader, type ExchangeReply, RequestAborted } from "#engine/exchange.ts";

/** A connect-style function: `node:http` calls it directly, Express and its kin mount it. */
export type DataPlane = (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void) => void;

const MOST_DRAINED_BYTES = 64 * 1024 * 1024;

/** A request that Express and its kin have had first: parsed by middleware, or its path cut where we are mounted. */
type MaybeHandled = IncomingMessage & { body?: unknown; originalUrl?: string };

/** Answers requests of `node:http` by an engine. It only converts. */
export function createDataPlane(engine: Engine): DataPlane {
  return (request, response, next) => {
    const url = request.url ?? "/";
    const mark = url.indexOf("?");
    engine
      .exchange({
        method: request.method ?? "GET",
        path: mark < 0 ? url : url.slice(0, mark),
        query: mark < 0 ? "" : url.slice(mark + 1),
        headers: request.headers,
        scheme: "encrypted" in request.socket ? "https" : undefined,
        mountPath: mountPathOf(request, url),
        body: bodyOf(request),
      })
      .then((reply) => sendSoon({ reply, request, response }))
      .catch((error: unknown) => {
        if (error instanceof RequestAborted || next === undefined) response.destroy();
        else next(error);
      });
  };
}

/** A server that answers by this engine; it is not listening yet. */
export function createNodeServer(engine: Engine): Server {
  const server = createServer(createDataPlane(engine));
  // Test suites hold connections open between tests; the default of five seconds races with their next request.
  server.keepAliveTimeout = 65_000;
  return server;
}

interface Answered {
  readonly reply: ExchangeReply;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

let answered: Answered[] = [];

/**
 * Replies leave together, at the end of this turn of the event loop: every write to a socket may wake a sleeping client,
 * which on virtual machines costs more than answering a request does. A lone reply loses nothing by it.
 */
function sendSoon(one: Answered): void {
  if (answered.push(one) > 1) return;
  setImmediate(() => {
    const all = answered;
    answered = [];
    for (const each of all) send(each);
  });
}

function send({ reply, request, response }: Answered): void {
  const { status, body } = reply;
  const length = body === undefined ? 0 : typeof body === "string" ? Buffer.byteLength(body) : body.length;
  // A 204 has no length, by RFC 9110; anything else without a body has none of it.
  response.writeHead(status, status === 204 ? reply.headers : { "content-length": length, ...reply.headers });
  if (body === undefined || request.method === "HEAD") response.end();
  else response.end(body);
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
    request.on("close", () => reject(new RequestAborted()));
  });
}
