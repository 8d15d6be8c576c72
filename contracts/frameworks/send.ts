import { connect } from "node:net";
import type { Outcome, Seen } from "./framework.ts";
import { toBytes, type WireRequest } from "./requests.ts";

const PATIENCE_MS = 10_000;

/** Sends a request as it stands on a connection of its own, and reads what became of it. */
export async function send(port: number, host: string, request: WireRequest): Promise<Outcome> {
  return toOutcome(request, await exchangeBytes(port, toBytes(request, host)));
}

function exchangeBytes(port: number, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`no reply within ${PATIENCE_MS} ms`)));
    socket.on("connect", () => socket.write(bytes));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // A server that refuses a body may close before it has read it; its answer counts all the same.
      if (error.code === "ECONNRESET" || error.code === "EPIPE") resolve(Buffer.concat(chunks));
      else reject(error);
    });
    socket.on("close", () => resolve(Buffer.concat(chunks)));
  });
}

function toOutcome({ method }: WireRequest, reply: Buffer): Outcome {
  const end = reply.indexOf("\r\n\r\n");
  const [first = "", ...lines] = reply.subarray(0, Math.max(end, 0)).toString("latin1").split("\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? 0);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  if (status >= 200 && status < 300) {
    const body = readBody(reply.subarray(end + 4), headers.get("transfer-encoding"));
    return method === "HEAD" || body === "" ? { status } : { status, seen: JSON.parse(body) as Seen };
  }
  const location = headers.get("location");
  const allow = headers.get("allow");
  return {
    status,
    ...(status < 400 && location !== undefined && { location }),
    ...(status === 405 && allow !== undefined && { allow: allow.split(/, ?/).sort().join(", ") }),
  };
}

function readBody(bytes: Buffer, encoding: string | undefined): string {
  if (encoding !== "chunked") return bytes.toString();
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf("\r\n", at);
    const length = Number.parseInt(bytes.subarray(at, end).toString(), 16);
    if (!(length > 0)) break;
    chunks.push(bytes.subarray(end + 2, end + 2 + length));
    at = end + 4 + length;
  }
  return Buffer.concat(chunks).toString();
}
