import http, { request as namedPlainRequest } from "node:http";
import https, { request as namedRequest } from "node:https";
import net from "node:net";
import tls from "node:tls";

/** One request, by whatever client. */
export interface Call {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds after which the client gives up. */
  readonly timeoutMs?: number;
}

export interface Called {
  readonly status: number;
  readonly body: string;
}

/** Sends one request to an absolute address. */
export type Caller = (url: string, call: Call) => Promise<Called>;

const earlyFetch = globalThis.fetch;

const byFetch =
  (send: () => typeof fetch): Caller =>
  async (url, { timeoutMs = 10_000, ...init }) => {
    const response = await send()(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.status, body: await response.text() };
  };

const byRequest =
  (request: () => typeof https.request): Caller =>
  (url, { method, headers, body, timeoutMs = 10_000 }) =>
    new Promise((resolve, reject) => {
      const sent = request()(url, { method, headers, timeout: timeoutMs }, (response) => {
        let text = "";
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("error", reject).on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
      });
      sent.on("error", reject).on("timeout", () => sent.destroy(new Error("the client gave up")));
      sent.end(body);
    });

/** Speaks HTTP over a socket of its own, as the package `undici` does. */
const bySocket: Caller = (url, { method, headers, body = "", timeoutMs = 10_000 }) =>
  new Promise((resolve, reject) => {
    const { protocol, hostname, pathname } = new URL(url);
    const isSecure = protocol === "https:";
    const socket = isSecure ? tls.connect({ host: hostname, port: 443 }) : net.connect({ host: hostname, port: 80 });
    const lines = Object.entries({ ...headers, host: hostname, connection: "close", "content-length": body.length });
    let text = "";
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error("the client gave up")));
    socket.once(isSecure ? "secureConnect" : "connect", () =>
      socket.write(
        `${method} ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`,
      ),
    );
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", reject).on("end", () => {
      const end = text.indexOf("\r\n\r\n");
      resolve({ status: Number(text.split(" ")[1]), body: text.slice(end + 4) });
    });
  });

/** The ways in which programs send requests over TLS. */
export const secureCallers: Readonly<Record<string, Caller>> = {
  fetch: byFetch(() => fetch),
  "a fetch put aside before": byFetch(() => earlyFetch),
  "node:https": byRequest(() => https.request),
  "node:https by its name": byRequest(() => namedRequest),
  "a socket of its own": bySocket,
};

export const plainCallers: Readonly<Record<string, Caller>> = {
  fetch: byFetch(() => fetch),
  "a fetch put aside before": byFetch(() => earlyFetch),
  "node:http": byRequest(() => http.request),
  "node:http by its name": byRequest(() => namedPlainRequest),
  "a socket of its own": bySocket,
};
