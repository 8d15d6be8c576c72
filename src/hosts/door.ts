import type { ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import { createServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import { type Connection, type Exchanger, headerOf } from "#engine/contract/exchange.ts";
import { problemReply } from "#engine/pipeline/engine-errors.ts";
import { createNodeServer } from "#transports/node.ts";
import { createStopping } from "#transports/stopping.ts";
import { clearTimeout, setTimeout } from "#transports/timers.ts";
import type { HostTable } from "./host-table.ts";
import type { Credentials, SecureContexts } from "./secure-contexts.ts";

/** What is known of a connection before its first byte. */
export interface Facts {
  /** The host to which the client believes to be connected. */
  readonly host?: string;
  /** Whether the client believes to speak TLS, and does not: its connection never leaves this machine. */
  readonly isTaken?: boolean;
}

/** Answers on connections that others have accepted: HTTP/1.1 and HTTP/2, each with and without TLS. */
export interface Door {
  take(socket: Socket, facts?: Facts): void;
  /** Takes no more connections, closes idle ones, and lets pending requests finish for up to `graceMs` milliseconds. */
  stop(graceMs: number): Promise<void>;
}

export interface DoorOptions {
  readonly exchanger: Exchanger;
  readonly hosts: HostTable;
  /** Called for the first connection with TLS. */
  readonly contexts: () => Promise<SecureContexts>;
  /** Called where TLS fails before a request could be read. */
  readonly onTlsError?: (error: Error, name: string | undefined) => void;
}

/** What is known of a connection once its requests can be read. */
interface Spoken {
  readonly scheme: "http" | "https";
  /** The name that the client asked a certificate for. */
  readonly servername: string | undefined;
}

const LONGEST_HANDSHAKE_MS = 30_000;
const TLS_HANDSHAKE = 22;
/** How HTTP/2 begins where the client knows that it is spoken (RFC 9113, 3.4). */
const PREFACE = "PRI";

export function createDoor({ exchanger, hosts, contexts, onTlsError }: DoorOptions): Door {
  const spoken = new WeakMap<Connection, Spoken>();
  /** Connections that have not shown yet what they speak. */
  const silent = new Set<Socket>();
  const taken = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();
  const stopping = createStopping();
  let isStopped = false;

  const engine: Exchanger = {
    ...(exchanger.limits && { limits: exchanger.limits }),
    exchange(request) {
      const { scheme, servername } = spoken.get(request.connection ?? {}) ?? { scheme: "http" };
      const host = headerOf(request.headers, "host") ?? "";
      const refusal = servername === undefined ? undefined : whyMisdirected(servername, host, hosts);
      if (refusal !== undefined) return problemReply(421, refusal);
      return exchanger.exchange({ ...request, scheme });
    },
  };
  const server = createNodeServer(engine);

  /** Answers on a connection without TLS, or with the TLS taken off. */
  const answer = (socket: Socket, facts: Spoken, isHttp2: boolean): void => {
    silent.delete(socket);
    spoken.set(socket, facts);
    if (!isHttp2) {
      server.emit("connection", socket);
      return;
    }
    import("#transports/node-http2.ts").then(({ answerHttp2 }) => {
      if (socket.destroyed) return;
      const session = answerHttp2(engine, socket, { scheme: facts.scheme, stopping });
      sessions.add(session);
      session.once("close", () => sessions.delete(session));
      if (isStopped) session.close();
    });
  };

  /** The TLS servers by the host that a client believes to be connected to: its certificate is shown to clients without SNI. */
  const servers = new Map<string, { readonly server: TlsServer; readonly credentials: Credentials }>();
  const serverFor = (host: string, found: SecureContexts): TlsServer => {
    const credentials = found.find(host);
    const before = servers.get(host);
    if (before?.credentials === credentials) return before.server;
    const secure = createServer({
      key: credentials.key,
      cert: credentials.certificate,
      SNICallback: (name, done) => done(null, found.find(name).context),
      ALPNProtocols: ["h2", "http/1.1"],
      handshakeTimeout: LONGEST_HANDSHAKE_MS,
    });
    secure.on("secureConnection", (socket: TLSSocket & { readonly servername?: string | false | null }) => {
      socket.on("error", () => socket.destroy());
      answer(socket, { scheme: "https", servername: socket.servername || undefined }, socket.alpnProtocol === "h2");
    });
    secure.on("tlsClientError", (error) => onTlsError?.(error, host === "" ? undefined : host));
    servers.set(host, { server: secure, credentials });
    return secure;
  };

  const begin = (socket: Socket, { host, isTaken = false }: Facts, first: Buffer): void => {
    if (first[0] !== TLS_HANDSHAKE) {
      const scheme = isTaken ? "https" : "http";
      answer(socket, { scheme, servername: undefined }, first.toString("latin1").startsWith(PREFACE));
      return;
    }
    contexts().then(
      (found) => {
        if (socket.destroyed) return;
        silent.delete(socket);
        serverFor(host ?? "", found).emit("connection", socket);
      },
      (error: Error) => {
        socket.destroy();
        onTlsError?.(error, host);
      },
    );
  };

  return {
    take(socket, facts = {}) {
      if (isStopped) {
        socket.destroy();
        return;
      }
      silent.add(socket);
      taken.add(socket);
      socket.once("close", () => {
        silent.delete(socket);
        taken.delete(socket);
      });
      socket.on("error", () => socket.destroy());
      peek(socket, (first) => begin(socket, facts, first));
    },
    async stop(graceMs) {
      isStopped = true;
      stopping.begin();
      for (const each of silent) each.destroy();
      const closed = [...sessions].map((session) => new Promise((resolve) => session.once("close", resolve)));
      for (const each of sessions) each.close();
      const cut = setTimeout(() => {
        for (const each of sessions) each.destroy();
      }, graceMs);
      await Promise.all([server.stop(graceMs), ...closed]);
      clearTimeout(cut);
      for (const each of taken) each.destroy();
    },
  };
}

/** Calls back with the first bytes of a connection, as many as show what is spoken; they can still be read. */
function peek(socket: Socket, run: (first: Buffer) => void): void {
  let before: Buffer | undefined;
  const look = (): void => {
    const piece: Buffer | null = socket.read();
    if (piece === null) return;
    const first = before === undefined ? piece : Buffer.concat([before, piece]);
    if (first.length < PREFACE.length && PREFACE.startsWith(first.toString("latin1"))) {
      before = first;
      return;
    }
    socket.off("readable", look);
    socket.unshift(first);
    run(first);
  };
  socket.on("readable", look);
}

/** Why a request is not for the host that the certificate was asked for (RFC 9110, 15.5.20). */
function whyMisdirected(servername: string, host: string, hosts: HostTable): string | undefined {
  const [asked, named] = [hosts.toName(servername), hosts.toName(host)];
  if (asked === named || hosts.kindOf(asked) !== "served" || hosts.kindOf(named) === "loopback") return undefined;
  return `The connection was opened for ${asked} (SNI), and the request names the Host ${named}. Use one host for both.`;
}
