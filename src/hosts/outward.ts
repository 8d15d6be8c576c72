import { Agent, type IncomingMessage, type ServerResponse, request as sendPlain } from "node:http";
import { Agent as SecureAgent, request as sendSecure } from "node:https";
import { connect, type Socket } from "node:net";
import { pipeline } from "node:stream";
import { PROBLEM_TYPE, problem } from "#engine/pipeline/engine-errors.ts";
import { clearTimeout, setTimeout } from "#transports/timers.ts";

/** Where something is sent to. */
interface Target {
  /** IPv6 in brackets. */
  readonly name: string;
  readonly port: number;
}

/** Sends on what is for other hosts, untouched. */
export interface Outward {
  /** @param established what the client is told once the connection is there */
  tunnel(socket: Socket, head: Buffer, target: Target, established: string): void;
  /** An https URL is asked for by TLS, with the roots that Node trusts: a client that sends one to a proxy leaves that to it. */
  forward(
    request: IncomingMessage,
    response: ServerResponse,
    target: Target & { readonly isSecure: boolean },
    path: string,
  ): void;
  /** Breaks off all tunnels. */
  stop(): void;
}

const PATIENCE_MS = 30_000;
/** Headers for the proxy, or for one connection, which are not sent on (RFC 9110, 7.6.1). */
const OF_ONE_CONNECTION = new Set([
  "connection",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
]);

export function createOutward(): Outward {
  const open = new Set<Socket>();
  const plain = { send: sendPlain, agent: new Agent({ keepAlive: true }) };
  const secure = { send: sendSecure, agent: new SecureAgent({ keepAlive: true }) };
  return {
    tunnel(socket, head, target, established) {
      const onward = connect({ ...toAddress(target), allowHalfOpen: true, noDelay: true });
      const patience = setTimeout(() => onward.destroy(new Error("no connection in time")), PATIENCE_MS);
      for (const each of [socket, onward]) {
        open.add(each);
        each.once("close", () => open.delete(each));
      }
      let isConnected = false;
      onward.once("connect", () => {
        clearTimeout(patience);
        isConnected = true;
        socket.write(established);
        if (head.length > 0) onward.write(head);
        // Either end may close first; what is under way still arrives.
        socket.pipe(onward);
        onward.pipe(socket);
      });
      onward.on("error", (error: NodeJS.ErrnoException) => {
        clearTimeout(patience);
        if (isConnected) socket.destroy();
        else socket.end(`HTTP/1.1 502 ${toReason(target, error)}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      });
      onward.once("close", () => socket.destroySoon());
      socket.once("close", () => onward.destroy());
    },
    forward(request, response, target, path) {
      const { method = "GET", rawHeaders } = request;
      const headers = withoutOnes(rawHeaders);
      const { send, agent } = target.isSecure ? secure : plain;
      const onward = send({ ...toAddress(target), method, path, headers, agent, setHost: false }, (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.statusMessage ?? "", withoutOnes(reply.rawHeaders));
        pipeline(reply, response, () => {});
      });
      onward.on("error", (error: NodeJS.ErrnoException) => {
        if (response.headersSent) response.destroy();
        else {
          response.writeHead(502, { "content-type": PROBLEM_TYPE });
          response.end(JSON.stringify(problem(502, `${toReason(target, error)}.`)));
        }
      });
      response.once("close", () => onward.destroy());
      pipeline(request, onward, () => {});
    },
    stop() {
      for (const each of open) each.destroy();
      for (const { agent } of [plain, secure]) agent.destroy();
    },
  };
}

/** Names below `localhost` are this machine, also where the system does not resolve them (RFC 6761, 6.3). */
const toAddress = ({ name, port }: Target): { readonly host: string; readonly port: number } => ({
  host: name.endsWith(".localhost") ? "localhost" : name.replace(/^\[(.*)\]$/, "$1"),
  port,
});

const toReason = ({ name, port }: Target, { code, message }: NodeJS.ErrnoException): string =>
  `${name}:${port} cannot be reached (${code ?? message})`;

/** Names and values in turn, as they came. */
function withoutOnes(rawHeaders: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = "", value = ""] = rawHeaders.slice(at, at + 2);
    if (!OF_ONE_CONNECTION.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}
