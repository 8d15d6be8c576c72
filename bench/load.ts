import { connect, type Socket } from "node:net";
import autocannon from "autocannon";
import { processorMicros, type RunningServer } from "./servers.ts";
import { quantile, round } from "./statistics.ts";

/** One kind of request, sent over and over. */
export interface Load {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Record<string, string>;
  /** Gives what the next request has of its own, so that no two are alike. Absent: all requests are the same. */
  readonly next?: () => Sent;
}

/** The part of a request that differs from the one before. */
export interface Sent {
  readonly body: string;
  /** Added to those of the load. */
  readonly headers?: Record<string, string>;
}

/** How fast a server was while it was under load. */
export interface Rate {
  readonly requestsPerSecond: number;
  /** Of the server's process alone; `undefined` where the system does not tell. */
  readonly cpuMicros: number | undefined;
}

/** How long a load lasts: so many seconds, or so many requests. */
export type Extent = { readonly seconds: number } | { readonly requests: number };

const CONNECTIONS = 32;

/** Sends a load to loopback, bounded. Anything that is not answered with 2xx throws. */
export async function loadServer(server: RunningServer, load: Load, extent: Extent): Promise<Rate> {
  const before = await processorMicros(server);
  const bound = "seconds" in extent ? { duration: extent.seconds } : { amount: extent.requests };
  const { next, ...same } = load;
  const requests = next && [{ method: load.method, setupRequest: toSetup(load, next) }];
  const result = await autocannon({
    ...same,
    ...(requests && { requests }),
    ...{ connections: CONNECTIONS, sampleInt: 100, ...bound },
  });
  const after = await processorMicros(server);
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${load.method} ${load.url}: ${result.non2xx} replies were no success, ${result.errors} failed`);
  const answered = result["2xx"];
  return {
    requestsPerSecond: round(answered / result.duration, 0),
    cpuMicros:
      before === undefined || after === undefined || answered === 0 ? undefined : round((after - before) / answered, 1),
  };
}

/** What makes each request; the length of its body is added by the load generator. */
const toSetup =
  ({ headers }: Load, next: () => Sent) =>
  (request: autocannon.Request): autocannon.Request => {
    const sent = next();
    return { ...request, body: sent.body, headers: { ...headers, ...sent.headers } };
  };

/** Milliseconds from a request to the last byte of its reply. */
export interface Latency {
  readonly connections: number;
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
}

/**
 * Asks over so many connections, on each the next request as soon as the reply is there. A client of our own, as the
 * other one counts in whole milliseconds.
 */
export async function latencyOf(load: Load, connections: number, seconds: number): Promise<Latency> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, () => askUntil(load, end, times)));
  const part = (share: number): number => round(quantile(times, share), 3);
  return { connections, requests: times.length, p50Ms: part(0.5), p99Ms: part(0.99), p999Ms: part(0.999) };
}

const HEADER_END = "\r\n\r\n";

async function askUntil(load: Load, end: number, times: number[]): Promise<void> {
  const { hostname, port } = new URL(load.url);
  const socket = connect(Number(port), hostname).setNoDelay(true);
  const same = load.next === undefined ? toBytes(load) : undefined;
  try {
    while (performance.now() < end) {
      const request = same ?? toBytes(load);
      const start = performance.now();
      socket.write(request);
      await wholeReply(socket);
      times.push(performance.now() - start);
    }
  } finally {
    socket.destroy();
  }
}

function toBytes({ url, method, headers, next }: Load): string {
  const { host, pathname, search } = new URL(url);
  const { body = "", headers: own } = next?.() ?? {};
  const length = body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const all = { host, ...headers, ...own, ...length };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/** Waits for one reply that has a length; throws if it is not a success. */
const wholeReply = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    let text = "";
    const settle = (act: () => void): void => {
      socket.off("data", read).off("error", reject).off("close", closed);
      act();
    };
    const closed = (): void => settle(() => reject(new Error("the connection was closed")));
    const read = (chunk: Buffer): void => {
      text += chunk.toString("latin1");
      const headerEnd = text.indexOf(HEADER_END);
      if (headerEnd < 0) return;
      const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, headerEnd + 2))?.[1];
      if (!/^HTTP\/1\.1 2/.test(text) || length === undefined)
        settle(() => reject(new Error(`no success of known length: ${text.slice(0, 80)}`)));
      else if (text.length >= headerEnd + HEADER_END.length + Number(length)) settle(resolve);
    };
    socket.on("data", read).on("error", reject).on("close", closed);
  });
