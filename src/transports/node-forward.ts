import { Agent, type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP } from "node:net";
import { PassThrough, pipeline } from "node:stream";
import { isBytes } from "#engine/basics/bytes.ts";
import { setMember } from "#engine/basics/table.ts";
import { type ExchangeReply, type ExchangeRequest, type Exchanger, headerOf } from "#engine/contract/exchange.ts";
import { LINKS_HEADER } from "#engine/contract/public-url.ts";
import { PROBLEM_TYPE, problem } from "#engine/pipeline/engine-errors.ts";

/** Headers of a single connection, which are not forwarded. */
const OF_ONE_CONNECTION = ["connection", "keep-alive", "transfer-encoding", "content-length", "expect", "upgrade"];

/**
 * Forwards requests to a standin in another process. They keep their `Host` header, by which that standin finds the provider,
 * and which `fetch` does not let callers set.
 *
 * @param url where it answers, such as `http://127.0.0.1:4700`
 */
export function createForwarder(url: string): Exchanger {
  const origin = url.replace(/\/$/, "");
  const isSecure = origin.startsWith("https:");
  // The functions as they were imported, so that forwarded requests are not intercepted again.
  const send = isSecure ? secureRequest : plainRequest;
  const agent = isSecure ? undefined : new Agent({ keepAlive: true });
  // Node would ask for the certificate of the host in the header, which is a provider's.
  const { hostname } = new URL(origin);
  const servername = isIP(hostname.replace(/^\[|\]$/g, "")) === 0 ? hostname : "";
  return {
    async exchange(request) {
      const { method, path, query } = request;
      const arrived = typeof request.body === "function" ? await request.body(Number.POSITIVE_INFINITY) : request.body;
      // Other kinds of body, such as parsed form fields, do not occur here.
      const body = typeof arrived === "string" || isBytes(arrived) ? arrived : undefined;
      return new Promise((resolve) => {
        const fail = (error: NodeJS.ErrnoException): void => resolve(isRefused(error) ? unreachable(origin) : RESET);
        const address = `${origin}${path}${query === "" ? "" : `?${query}`}`;
        const headers = toHeaders(withLinks(request, origin), body, isSecure ? "https" : "http");
        const sent = send(address, { method, headers, agent, servername }, (response) =>
          resolve(toReply(response, method)),
        );
        const forget = request.stopping?.whenStopping(() => sent.destroy());
        if (forget !== undefined) sent.once("close", forget);
        sent.on("error", fail).end(body);
      });
    },
  };
}

/**
 * Has links lead to that standin, where people can follow them. Pages follow them by the way that their own request came, and are told
 * apart by a header that browsers alone send.
 */
export function withLinks(request: ExchangeRequest, origin: string): ExchangeRequest {
  const { headers } = request;
  const isOwn = headerOf(headers, "host")?.toLowerCase() === new URL(origin).host;
  return isOwn || headers["sec-fetch-mode"] !== undefined
    ? request
    : { ...request, headers: { [LINKS_HEADER]: origin, ...headers } };
}

/** @param spoken the scheme of the connection to that standin */
function toHeaders({ headers, scheme }: ExchangeRequest, body: string | Uint8Array | undefined, spoken: string) {
  const sent: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !OF_ONE_CONNECTION.includes(name))
      setMember(sent, name, typeof value === "string" ? value : [...value]);
  if (scheme !== undefined && scheme !== spoken) sent["x-forwarded-proto"] ??= scheme;
  if (body !== undefined) sent["content-length"] = String(Buffer.byteLength(body));
  return sent;
}

/** Converts a response. Its body is streamed, so delays and truncation are preserved. */
function toReply(response: IncomingMessage, method: string): ExchangeReply {
  const { statusCode: status = 0 } = response;
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(response.headers))
    if (value !== undefined && (name === "content-length" || !OF_ONE_CONNECTION.includes(name)))
      setMember(headers, name, value);
  const isEmpty = method === "HEAD" || [204, 304].includes(status);
  // Reads ahead: most bodies are small, and their connection is free again even if they are not read.
  const arriving = new PassThrough({ highWaterMark: READ_AHEAD_BYTES });
  pipeline(response, arriving, () => {});
  if (isEmpty) arriving.resume();
  return { status, headers, body: isEmpty ? undefined : arriving };
}

const READ_AHEAD_BYTES = 64 * 1024;

/** Reply for a connection that a fault of that standin has reset. */
const RESET: ExchangeReply = { status: 0, headers: {}, body: undefined, delivery: { kind: "reset" } };

const isRefused = ({ code = "" }: NodeJS.ErrnoException): boolean =>
  ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"].includes(code);

const unreachable = (origin: string): ExchangeReply => ({
  status: 502,
  headers: { "content-type": PROBLEM_TYPE },
  body: JSON.stringify(problem(502, `No standin answers at ${origin}. Start one with \`standin start\`.`)),
});
