import net from "node:net";
import type { Duplex } from "node:stream";
import type { ExchangeRequest, Exchanger, Stopping } from "#engine/contract/exchange.ts";
import { createNodeServer } from "./node.ts";
import { type PatchScope, patchConnections } from "./node-patches.ts";
import { toRefusal } from "./node-refusals.ts";
import { type Connections, createWays } from "./node-ways.ts";

/** A server of this process that answers requests to the intercepted hosts. */
interface Door {
  readonly server: net.Server;
  readonly port: number;
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
