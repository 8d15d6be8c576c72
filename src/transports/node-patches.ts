import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { Duplex } from "node:stream";
import tls from "node:tls";
import { ownMember } from "#engine/basics/table.ts";
import { toRefusal } from "./node-refusals.ts";
import {
  type Asked,
  findHost,
  type Hosts,
  MOST_CHARACTERS,
  readAsked,
  type Target,
  toTarget,
  UNFINISHED,
} from "./node-targets.ts";

/** What becomes of connections and requests that would lead to an intercepted host. */
export interface Ways {
  /** A socket is to be connected to a host. `connect` connects it to another target instead. */
  connect(socket: net.Socket, host: string, connect: (to: net.TcpNetConnectOpts) => net.Socket): net.Socket;
  /** A connection with TLS is asked for. */
  secure(target: Target, host: string, listener: unknown): net.Socket;
  /**
   * A client writes on a connection that leads elsewhere: to a proxy that it asks for a host, or to the host itself, where the
   * connection is older than the patches (`old`). The bytes have not been sent, and are not.
   */
  write(socket: net.Socket, written: Written): void;
  /** Whether HTTP/2 is answered where connections are led to; otherwise its requests are refused. */
  readonly answersHttp2?: boolean;
  /** Whether a connection is led already: what is written to it is let through. */
  isLed(socket: net.Socket): boolean;
}

export interface Written {
  readonly kind: Asked["kind"] | "old";
  readonly host: string;
  readonly bytes: Uint8Array;
  /** Whether part of the line has been sent already, as it did not show where it leads. */
  readonly isBegun: boolean;
  /** To call when the bytes are taken, or refused. */
  readonly done: (error?: Error | null) => void;
}

/** What is written, or a part of it: text or bytes. */
interface Piece {
  readonly chunk: string | Uint8Array;
  readonly encoding: string;
}

/** A socket as Node's own code sees it. */
interface InnerSocket extends net.Socket {
  /** The host that it was to be connected to, if that is a name. */
  readonly _host?: string | null;
  readonly _handle?: { getServername?(): unknown } | null;
  /** Of a connection that a server has accepted. */
  readonly server?: unknown;
  readonly servername?: unknown;
}

/** What the patches have in common. */
interface Scope {
  /** The intercepted hosts; none after the patches are taken back. */
  readonly hosts: Hosts;
  /** Connections that lead, or would lead, to one of them, but for the patches. */
  readonly led: WeakMap<object, string>;
  /** Patches HTTP/2 sessions, if that is not done. */
  readonly patchSessions: () => void;
}

export interface PatchScope {
  /** Whether the program may have HTTP/2 sessions that are older than the patches. */
  readonly hasSessions?: boolean;
  /** Asked for each connection and request: whether to let it pass. */
  readonly isPaused?: () => boolean;
}

/**
 * Patches the functions by which all clients in a Node process connect and write, whatever library they use.
 *
 * @param hosts their names in lower case
 * @returns a function that takes the patches back
 */
export function patchConnections(
  hosts: readonly string[],
  ways: Ways,
  { hasSessions = false, isPaused }: PatchScope = {},
): () => void {
  const known = new Set(hosts);
  let unpatchSessions: (() => void) | undefined;
  const scope: Scope = {
    hosts: { has: (name) => known.has(name) && isPaused?.() !== true },
    led: new WeakMap(),
    patchSessions: () => {
      if (ways.answersHttp2 === true) return;
      unpatchSessions ??= patchSessions(scope.hosts);
    },
  };
  const unpatch = [patchPlain(scope, ways), patchSecure(scope, ways), ...patchWrites(scope, ways)];
  if (hasSessions) scope.patchSessions();
  // Named imports such as `import { connect } from "node:tls"` do not see a patch before the exports are synced.
  syncBuiltinESMExports();
  return () => {
    known.clear();
    for (const each of unpatch) each();
    unpatchSessions?.();
    syncBuiltinESMExports();
  };
}

/** Patches connections without TLS. All of them start here, also those of code that kept a reference to `net.connect`. */
function patchPlain({ hosts, led }: Scope, ways: Ways): () => void {
  const original = net.Socket.prototype.connect as (...args: unknown[]) => net.Socket;
  return patch(net.Socket.prototype, "connect", function connect(this: net.Socket, ...given: unknown[]): net.Socket {
    const { target, listener } = toTarget(given);
    const host = findHost(target.host, hosts);
    if (host === undefined) return Reflect.apply(original, this, given);
    led.set(this, host);
    return ways.connect(this, host, (to) => Reflect.apply(original, this, [to, listener]));
  });
}

/**
 * Patches TLS connections: to a host by its name, to one that is asked for its certificate, and over a connection that was to lead
 * to one.
 */
function patchSecure({ hosts, led, patchSessions }: Scope, ways: Ways): () => void {
  const original = tls.connect as (...args: unknown[]) => net.Socket;
  return patch(tls, "connect", function connect(...given: unknown[]): net.Socket {
    const { target, listener } = toTarget(given);
    const { socket } = target;
    const host =
      findHost(target.servername, hosts) ??
      findHost(target.host, hosts) ??
      (socket instanceof net.Socket ? findHost(led.get(socket), hosts) : undefined);
    if (host !== undefined) return ways.secure(target, host, listener);
    // What is written in a session does not pass through the socket.
    if (Array.isArray(target.ALPNProtocols) && target.ALPNProtocols.includes("h2")) patchSessions();
    return Reflect.apply(original, tls, given);
  });
}

/** Patches what every socket does with what is written to it; with TLS, before it is encrypted. */
function patchWrites({ hosts, led }: Scope, ways: Ways): (() => void)[] {
  const { _write, _writev } = net.Socket.prototype;
  const find = createFinder(hosts, ways);
  const pass = (socket: net.Socket, found: Found, bytes: Uint8Array, done: Written["done"]): void => {
    if (found.kind !== "request") led.set(socket, found.host);
    ways.write(socket, { ...found, bytes, done });
  };
  return [
    patch(net.Socket.prototype, "_write", function writeOne(this: net.Socket, ...given: Parameters<typeof _write>) {
      const [chunk, encoding, done] = given;
      const found = find(this, chunk, encoding);
      if (found === undefined) Reflect.apply(_write, this, given);
      else pass(this, found, toBytes(chunk, encoding), done);
    }),
    patch(
      net.Socket.prototype,
      "_writev",
      function writeMany(this: net.Socket, pieces: Piece[], done: Written["done"]) {
        for (const { chunk, encoding } of pieces) {
          const found = find(this, chunk, encoding);
          if (found === undefined) continue;
          pass(this, found, Buffer.concat(pieces.map((each) => toBytes(each.chunk, each.encoding))), done);
          return;
        }
        Reflect.apply(_writev as (...args: unknown[]) => void, this, [pieces, done]);
      },
    ),
  ];
}

type Found = Omit<Written, "bytes" | "done">;

/** Returns a function that finds what is written for an intercepted host. For all else it costs a look at the first byte. */
function createFinder(hosts: Hosts, ways: Ways) {
  /** Sockets that do not lead to an intercepted host, with the beginning of a request line, where that is all that was written. */
  const seen = new WeakMap<net.Socket, string>();
  return (socket: InnerSocket, chunk: string | Uint8Array, encoding: string): Found | undefined => {
    if (socket.server) return undefined;
    const begun = seen.get(socket);
    if (begun === undefined) {
      const host = findHost(hostOf(socket), hosts);
      if (host !== undefined) return { kind: "old", host, isBegun: false };
      seen.set(socket, "");
    }
    const bytes = isReadable(chunk, encoding) ? chunk : toBytes(chunk, encoding);
    const asked = readAsked(begun ? begun + toLatin(bytes) : bytes);
    const host = typeof asked === "object" ? findHost(asked.host, hosts) : undefined;
    const isUnfinished = asked === UNFINISHED || (asked !== undefined && host === undefined && !asked.isWhole);
    const line = isUnfinished ? (begun ?? "") + toLatin(bytes) : "";
    if (line !== "" && line.length < MOST_CHARACTERS) seen.set(socket, line);
    else if (begun) seen.set(socket, "");
    if (asked === undefined || asked === UNFINISHED) return undefined;
    return host === undefined || ways.isLed(socket) || !isOfNetwork(socket)
      ? undefined
      : { kind: asked.kind, host, isBegun: Boolean(begun) };
  };
}

/**
 * Patches HTTP/2 sessions: those that lead to an intercepted host are older than the patches, or pass a proxy. Their requests are
 * refused. Only called where a program uses HTTP/2, as the module takes milliseconds to load.
 */
function patchSessions(hosts: Hosts): () => void {
  const http2 = process.getBuiltinModule("node:http2");
  const unconnected = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  const session = http2.connect("http://127.0.0.1", { createConnection: () => unconnected });
  session.on("error", () => {});
  session.destroy();
  const prototype: { request: (...args: unknown[]) => unknown } = Object.getPrototypeOf(session);
  const { request } = prototype;
  return patch(prototype, "request", function send(this: { readonly socket?: InnerSocket }, ...given: unknown[]) {
    const host = findHost(authorityOf(given[0]), hosts) ?? (this.socket && findHost(hostOf(this.socket), hosts));
    if (host !== undefined) throw toRefusal(host, "it is sent by HTTP/2. Turn that off in the client.");
    return Reflect.apply(request, this, given);
  });
}

/** The host that the headers of a request name. They may be an object, or an array of names and values. */
function authorityOf(headers: unknown): string | undefined {
  const find = (name: string): unknown =>
    Array.isArray(headers)
      ? headers[headers.indexOf(name) + 1]
      : ownMember((headers ?? {}) as Record<string, unknown>, name);
  const authority = find(":authority") ?? find("host");
  return typeof authority === "string" ? authority.replace(/:\d*$/, "") : undefined;
}

/** Whether a socket is a connection over a network. Those to other processes, such as a piped `stdout`, are none. */
const isOfNetwork = (socket: net.Socket): boolean => socket.connecting || socket.remoteAddress !== undefined;

/** The host to which a socket leads, if it was connected by the host's name, or shows a server the name of its certificate. */
const hostOf = ({ servername, _handle, _host }: InnerSocket): unknown =>
  servername || _handle?.getServername?.() || _host;

const toBytes = (chunk: string | Uint8Array, encoding: string): Uint8Array =>
  typeof chunk === "string" ? Buffer.from(chunk, encoding as BufferEncoding) : chunk;

const toLatin = (bytes: string | Uint8Array): string =>
  typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("latin1");

/** Whether a request line can be read from a text as it is: all but names of encodings that programs rarely use. */
const isReadable = (chunk: string | Uint8Array, encoding: string): boolean =>
  typeof chunk !== "string" || encoding === "utf8" || encoding === "latin1" || encoding === "utf-8";

/** A later patch may still call our function after it is taken back; with no known hosts it passes everything through. */
function patch(owner: object, name: string, replacement: unknown): () => void {
  const original = Reflect.getOwnPropertyDescriptor(owner, name);
  Object.assign(owner, { [name]: replacement });
  return () => {
    if (original !== undefined && ownMember(owner as Record<string, unknown>, name) === replacement)
      Reflect.defineProperty(owner, name, original);
  };
}
