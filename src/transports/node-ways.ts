import net from "node:net";
import tls from "node:tls";
import { divert, isDivertible, whenConnected } from "./node-divert.ts";
import type { Ways, Written } from "./node-patches.ts";
import { toRefusal } from "./node-refusals.ts";
import { MOST_CHARACTERS, toGranted } from "./node-targets.ts";

/** The connections that lead to a door, with the host that the program believes to be connected to. */
export type Connections = Map<net.Socket, string>;

/** The ports of this machine to which connections are led: of clients without TLS, and of those that believe to have it. */
interface Doors {
  readonly plain: { readonly port: number };
  readonly secure: { readonly port: number };
  readonly connections: Connections;
  /** Whether they answer HTTP/2 as well. */
  readonly answersHttp2?: boolean;
}

/** Leads the connections of this process to doors. */
export function createWays({ plain, secure, connections, answersHttp2 = false }: Doors): Ways {
  const lead = (socket: net.Socket, host: string): void => {
    connections.set(socket, host);
    socket.once("close", () => connections.delete(socket));
  };
  return {
    answersHttp2,
    isLed: (socket) => connections.has(socket),
    connect(socket, host, connect) {
      if (socket instanceof tls.TLSSocket)
        return refuse(socket, host, "it was made by a tls.connect that was put aside before. Use the one of now.");
      lead(socket, host);
      return connect({ port: plain.port, host: LOOPBACK });
    },
    // A redirected connection never leaves the process, so TLS is skipped.
    secure({ socket: under, timeout, ALPNProtocols }, host, listener) {
      const socket = net.connect(secure.port, LOOPBACK, () => socket.emit("secureConnect"));
      lead(socket, host);
      if (typeof timeout === "number") socket.setTimeout(timeout);
      if (typeof listener === "function") socket.once("secureConnect", () => listener.call(socket));
      if (under instanceof net.Socket) {
        under.once("close", () => socket.destroy());
        socket.once("close", () => under.destroy());
      }
      return Object.assign(socket, {
        encrypted: true,
        authorized: true,
        alpnProtocol: answersHttp2 && isHttp2(ALPNProtocols) ? "h2" : false,
      });
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

/** Whether a client speaks HTTP/2 and nothing else. */
const isHttp2 = (protocols: unknown): boolean =>
  Array.isArray(protocols) && protocols.includes("h2") && !protocols.includes("http/1.1");
