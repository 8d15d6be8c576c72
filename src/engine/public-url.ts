import { type ExchangeRequest, headerOf } from "./exchange.ts";
import { DEFAULT_WORLD } from "./world-name.ts";

/** Where standin seems to be when neither a request nor a server says it: where the in-process `fetch` places it. */
const NOWHERE = "http://standin.localhost";

const worldPart = (world: string): string => (world === DEFAULT_WORLD ? "" : `/~${world}`);

/**
 * Where the sender of a request reaches its provider, in its world, so that links in replies lead back here: the origin
 * and the part of the path in front of the provider's own, without a trailing slash.
 *
 * @param path the provider's own path of this request
 */
export function publicUrlOf(request: ExchangeRequest, path: string, world: string): string {
  const { headers } = request;
  const scheme = headerOf(headers, "x-forwarded-proto")?.split(",")[0]?.trim() || request.scheme || "http";
  const host = headerOf(headers, "host");
  const origin = host === undefined ? NOWHERE : `${scheme}://${host}`;
  const front = request.path.endsWith(path) ? request.path.slice(0, -path.length) : request.path;
  return `${origin}${request.mountPath ?? ""}${front.startsWith("/~") ? "" : worldPart(world)}${front}`;
}

/** The same where there is no request, as in a scenario. */
export const publicUrlAt = (origin: string | undefined, provider: string, world: string): string =>
  `${origin ?? NOWHERE}${worldPart(world)}/${provider}`;
