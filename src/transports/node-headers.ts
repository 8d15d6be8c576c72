import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { HandledRequest } from "./node-handled.ts";

const HOST_LENGTH = 4;

/** Whether middleware of Express or its kin has read the body. */
export const isHandled = ({ readableEnded, body, rawBody }: HandledRequest): boolean =>
  readableEnded && (body !== undefined || rawBody !== undefined);

/** The headers of a request. Middleware that has read the body has undone its content coding. */
export function headersOf(request: HandledRequest): IncomingHttpHeaders {
  const headers = withAllHosts(request);
  if (headers["content-encoding"] === undefined || !isHandled(request)) return headers;
  const { "content-encoding": _undone, ...others } = headers;
  return others;
}

/**
 * The headers of a request. Where there is more than one `Host`, which Node hides, they are joined: then it is malformed, as
 * RFC 9112, 3.2 demands. Names are compared only where they are as long, so that it costs next to nothing.
 */
function withAllHosts({ headers, rawHeaders }: IncomingMessage): IncomingHttpHeaders {
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

/** The same for a target that names its authority itself, which counts unless the `Host` is malformed. */
export function headersWithHost(request: HandledRequest, host: string): IncomingHttpHeaders {
  const headers = headersOf(request);
  return headers.host === request.headers.host ? { ...headers, host } : headers;
}
