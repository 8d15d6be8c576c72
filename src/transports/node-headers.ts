import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

const HOST_LENGTH = 4;

/**
 * The headers of a request. Where there is more than one `Host`, which Node hides, they are joined: then it is malformed, as
 * RFC 9112, 3.2 demands. Names are compared only where they are as long, so that it costs next to nothing.
 */
export function headersOf({ headers, rawHeaders }: IncomingMessage): IncomingHttpHeaders {
  let isThere = false;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length !== HOST_LENGTH || name.toLowerCase() !== "host") continue;
    if (isThere) return { ...headers, host: hostsOf(rawHeaders).join(", ") };
    isThere = true;
  }
  return headers;
}

const hostsOf = (rawHeaders: readonly string[]): string[] =>
  rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === "host");

/** Whether a request has more than one `Host`. */
export const isAmbiguous = (request: IncomingMessage): boolean => headersOf(request) !== request.headers;

/** The same for a target that names its authority itself, which counts unless the `Host` is malformed. */
export function headersWithHost(request: IncomingMessage, host: string): IncomingHttpHeaders {
  const headers = headersOf(request);
  return headers.host === request.headers.host ? { ...headers, host } : headers;
}

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;

/** How many bytes a body has by its header; `undefined` where that does not say it. */
export function declaredBytesOf({ headers }: IncomingMessage): number | undefined {
  const declared = headers["content-length"];
  return declared === undefined ? undefined : Number(declared);
}

/** Whether a body is larger than this by its own header. */
export const isDeclaredLarger = (request: IncomingMessage, limitBytes: number): boolean =>
  (declaredBytesOf(request) ?? 0) > limitBytes;
