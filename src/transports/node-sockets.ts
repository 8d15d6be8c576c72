import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import tls from "node:tls";
import type { ExchangeRequest, Exchanger, Stopping } from "#engine/contract/exchange.ts";
import { createNodeServer } from "./node.ts";

/** Where connections are redirected. */
interface Way {
  readonly known: ReadonlySet<string>;
  readonly port: number;
  /** Called with every redirected connection. */
  readonly lead: (socket: net.Socket) => void;
}

/**
 * Redirects new connections to these hosts to a server in this process, for any client: `node:https`, `fetch`, or a client
 * that opens its own sockets, such as the package `undici`.
 *
 * @returns a function that removes the patches
 */
export async function patchSockets(exchanger: Exchanger, hosts: readonly string[]): Promise<() => void> {
  const known = new Set(hosts);
  const [plain, secure] = await Promise.all([openDoor(exchanger, "http"), openDoor(exchanger, "https")]);
  const connections = new Set<net.Socket>();
  const lead = (socket: net.Socket): void => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  };
  const unpatch = [patchPlain({ known, lead, port: plain.port }), patchSecure({ known, lead, port: secure.port })];
  // Named imports such as `import { connect } from "node:tls"` do not see a patch before the exports are synced.
  syncBuiltinESMExports();
  return () => {
    known.clear();
    for (const each of unpatch) each();
    syncBuiltinESMExports();
    // Clients keep connections alive; the next request on one must not reach this server.
    for (const each of connections) each.destroy();
    for (const { server } of [plain, secure]) server.close();
  };
}

/** Starts a server that answers requests as if they had this scheme. It does not keep the process alive. */
async function openDoor(exchanger: Exchanger, scheme: string): Promise<{ server: net.Server; port: number }> {
  const server = createNodeServer({
    exchange: (request) => exchanger.exchange({ ...request, scheme, stopping: ofConnection(request) }),
  });
  server.unref();
  server.on("connection", (socket) => socket.unref());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { server, port: address.port };
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

/** Patches connections without TLS. All of them start here, also those of code that kept a reference to `net.connect`. */
function patchPlain({ known, port, lead }: Way): () => void {
  const original = net.Socket.prototype.connect;
  function connect(this: net.Socket, ...given: unknown[]): net.Socket {
    // Node calls it with an array of the target and the listener; others write them one by one.
    const [target, listener] = Array.isArray(given[0]) ? given[0] : given;
    if (!isTo(target, known)) return Reflect.apply(original, this, given);
    lead(this);
    return Reflect.apply(original, this, [{ port, host: "127.0.0.1" }, listener]);
  }
  return patch(net.Socket.prototype, original, connect);
}

/** Patches TLS connections. A redirected connection never leaves the process, so TLS is skipped. */
function patchSecure({ known, port, lead }: Way): () => void {
  const original = tls.connect;
  function connect(...given: unknown[]): net.Socket {
    const [target, listener] = given;
    if (!isTo(target, known)) return Reflect.apply(original, tls, given);
    const socket = net.connect(port, "127.0.0.1", () => socket.emit("secureConnect"));
    lead(socket);
    if (typeof listener === "function") socket.once("secureConnect", () => listener.call(socket));
    return Object.assign(socket, { encrypted: true, authorized: true, alpnProtocol: false });
  }
  return patch(tls, original, connect);
}

/** A later patch may still call our function after it is removed; with no known hosts it passes every connection through. */
function patch(owner: { connect: unknown }, original: unknown, connect: unknown): () => void {
  owner.connect = connect;
  return () => {
    if (owner.connect === connect) owner.connect = original;
  };
}

const isTo = (target: unknown, known: ReadonlySet<string>): boolean =>
  typeof target === "object" &&
  target !== null &&
  "host" in target &&
  typeof target.host === "string" &&
  known.has(target.host.toLowerCase());
