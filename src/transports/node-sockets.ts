import net from "node:net";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import type { ExchangeRequest, Exchanger, Stopping } from "#engine/contract/exchange.ts";
import { createNodeServer } from "./node.ts";
import { divert, isDivertible, whenConnected } from "./node-divert.ts";
import { type PatchScope, patchConnections, type Ways, type Written } from "./node-patches.ts";
import { toRefusal } from "./node-refusals.ts";
import { MOST_CHARACTERS, toGranted } from "./node-targets.ts";

/** A server of this process that answers requests to the intercepted hosts. */
interface Door {
  readonly server: net.Server;
  readonly port: number;
}

/** The connections that lead to a door, with the host that the program believes to be connected to. */
type Connections = Map<net.Socket, string>;

interface Doors {
  readonly plain: Door;
  readonly secure: Door;
  readonly connections: Connections;
}

/**
 * Redirects connections to these hosts to a server in this process, for any client: `node:https`, `fetch`, or a client that opens
 * its own sockets, such as the package `undici`; also where they would pass a proxy, or are older than the patches.
 *
 * @returns a function that removes the patches
 */
export async function patchSockets(
  exchanger: Exchanger,
  hosts: readonly string[],
  scope: PatchScope = {},
): Promise<() => void> {
  const connections: Connections = new Map();
  const open = (scheme: string): Promise<Door> => openDoor(exchanger, scheme, connections);
  const [plain, secure] = await Promise.all([open("http"), open("https")]);
  const unpatch = patchConnections(hosts, createWays({ plain, secure, connections }), scope);
  return () => {
    unpatch();
    // Clients keep connections alive; the next request on one must not reach this server.
    for (const each of connections.keys()) each.destroy();
    for (const { server } of [plain, secure]) server.close();
  };
}

/** Starts a server that answers requests as if they had this scheme. It does not keep the process alive. */
async function openDoor(exchanger: Exchanger, scheme: string, connections: Connections): Promise<Door> {
  const server = createNodeServer({
    exchange: (request) =>
      exchanger.exchange({
        ...request,
        headers: withPlainHost(request.headers),
        scheme: request.scheme ?? scheme,
        stopping: ofConnection(request),
      }),
  });
  server.unref();
  server.on("connection", (socket) => socket.unref());
  // A request for a proxy: the client would send those for other hosts on the same connection.
  server.prependListener("request", ({ url }, response) => {
    if (url?.startsWith("/") === false) response.shouldKeepAlive = false;
  });
  server.prependListener("clientError", (error, socket) => refuseUnreadable(error, socket, connections));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { server, port: address.port };
}

/** Headers with the host's name as the providers have it, without the dot that ends an absolute one. */
function withPlainHost(headers: ExchangeRequest["headers"]): ExchangeRequest["headers"] {
  const { host } = headers;
  return typeof host === "string" && FINAL_DOT.test(host) ? { ...headers, host: host.replace(FINAL_DOT, "") } : headers;
}

const FINAL_DOT = /\.(?=(?::\d+)?$)/;

/** Refuses what is not HTTP/1.1, and tells the program why if it is something that programs do speak. */
function refuseUnreadable(
  { rawPacket, code }: NodeJS.ErrnoException & { readonly rawPacket?: Buffer },
  socket: Duplex,
  connections: Connections,
): void {
  const why = rawPacket === undefined ? undefined : whyUnreadable(rawPacket);
  if (why !== undefined && socket instanceof net.Socket && socket.remotePort !== undefined)
    for (const [each, host] of connections)
      if (each.localPort === socket.remotePort) each.destroy(toRefusal(host, why));
  if (code === "ECONNRESET" || !socket.writable) socket.destroy();
  else socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
}

const TLS_HANDSHAKE = 22;

function whyUnreadable(packet: Buffer): string | undefined {
  if (packet.toString("latin1", 0, 16).startsWith("PRI * HTTP/2.0"))
    return "it is answered by HTTP/1.1 only. Let the client fall back to that, or turn HTTP/2 off in it.";
  if (packet[0] === TLS_HANDSHAKE)
    return "TLS was added to the connection by other means than the function tls.connect of now. Use that.";
  return undefined;
}

/** Stops when the connection closes: without a client, delayed replies need not wait. */
const ofConnection = ({ connection, stopping }: ExchangeRequest): Stopping | undefined =>
  connection instanceof net.Socket
    ? {
        whenStopping(run) {
          if (connection.destroyed) run();
          else connection.once("close", run);
          return () => connection.off("close", run);
        },
      }
    : stopping;

function createWays({ plain, secure, connections }: Doors): Ways {
  const lead = (socket: net.Socket, host: string): void => {
    connections.set(socket, host);
    socket.once("close", () => connections.delete(socket));
  };
  return {
    isLed: (socket) => connections.has(socket),
    connect(socket, host, connect) {
      if (socket instanceof tls.TLSSocket)
        return refuse(socket, host, "it was made by a tls.connect that was put aside before. Use the one of now.");
      lead(socket, host);
      return connect({ port: plain.port, host: LOOPBACK });
    },
    // A redirected connection never leaves the process, so TLS is skipped.
    secure({ socket: under, timeout }, host, listener) {
      const socket = net.connect(secure.port, LOOPBACK, () => socket.emit("secureConnect"));
      lead(socket, host);
      if (typeof timeout === "number") socket.setTimeout(timeout);
      if (typeof listener === "function") socket.once("secureConnect", () => listener.call(socket));
      if (under instanceof net.Socket) {
        under.once("close", () => socket.destroy());
        socket.once("close", () => under.destroy());
      }
      return Object.assign(socket, { encrypted: true, authorized: true, alpnProtocol: false });
    },
    write(socket, written) {
      whenConnected(socket, () => {
        const why = whyNotDiverted(socket, written);
        if (why !== undefined) {
          written.done(toRefusal(written.host, why));
          return;
        }
        const isSecure = written.kind === "old" && "encrypted" in socket;
        const connection = net.connect(isSecure ? secure.port : plain.port, LOOPBACK);
        for (const each of [connection, socket]) lead(each, written.host);
        divert(socket, connection);
        begin(socket, connection, written);
      });
    },
  };
}

const LOOPBACK = "127.0.0.1";

/** Sends what was written to where the socket is diverted; what asks a proxy for a tunnel is granted, and goes no further. */
function begin(socket: net.Socket, connection: net.Socket, { kind, bytes, done }: Written): void {
  const granted = kind === "old" ? undefined : toGranted(kind, bytes);
  if (granted === undefined) {
    connection.write(bytes, done);
    return;
  }
  const go = (rest: Uint8Array, told: Written["done"]): void => {
    socket.push(granted);
    if (rest.length === 0) told();
    else connection.write(rest, told);
  };
  if (kind === "tunnel") readHead(socket, bytes, done, go);
  else go(NOTHING, done);
}

const NOTHING = new Uint8Array();

/** Takes what is written up to the end of a request's head, and calls back with what comes after it. */
function readHead(
  socket: net.Socket,
  bytes: Uint8Array,
  done: Written["done"],
  go: (rest: Uint8Array, done: Written["done"]) => void,
): void {
  const { _write, _writev } = socket;
  let head = Buffer.from(bytes);
  const take = (told: Written["done"]): void => {
    const end = head.indexOf(END_OF_HEAD);
    if (end < 0) {
      told();
      return;
    }
    Object.assign(socket, { _write, _writev });
    go(head.subarray(end + END_OF_HEAD.length), told);
  };
  const more = (chunk: string | Uint8Array, encoding: BufferEncoding, told: Written["done"]): void => {
    head = Buffer.concat([head, typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk]);
    take(told);
  };
  Object.assign(socket, { _write: more, _writev: null });
  take(done);
}

const END_OF_HEAD = "\r\n\r\n";

function whyNotDiverted(socket: net.Socket, { kind, bytes, isBegun }: Written): string | undefined {
  if (isBegun) return "its first line was written in parts. Write it at once.";
  if (!isDivertible(socket)) return "its connection is older than the interception. Open a new one.";
  if (kind === "old" && !REQUEST_LINE.test(Buffer.from(bytes).toString("latin1", 0, MOST_CHARACTERS)))
    return "it began before the interception did. Send it again.";
  return undefined;
}

const REQUEST_LINE = /^[A-Z]+ \S+ HTTP\/1\.[01]\r?\n/;

/** Lets a socket fail once its program can have listeners. */
function refuse(socket: net.Socket, host: string, why: string): net.Socket {
  process.nextTick(() => socket.destroy(toRefusal(host, why)));
  return socket;
}
