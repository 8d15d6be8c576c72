import { isHost, toHostname } from "../basics/host.ts";
import { DEFAULT_WORLD } from "../basics/world-name.ts";
import { type ExchangeRequest, headerOf } from "./exchange.ts";

/** The origin if neither a request nor a server determines it: that of the in-process `fetch`. */
const NOWHERE = "http://standin.localhost";

const worldPart = (world: string): string => (world === DEFAULT_WORLD ? "" : `/~${world}`);

/**
 * Returns the base URL of a request's provider in its world, as the client reaches it, so that links in replies lead back to
 * standin: the origin and the part of the path before the provider's own, without a trailing slash.
 *
 * @param path the provider's own path of this request
 */
export function publicUrlOf(request: ExchangeRequest, path: string, world: string): string {
  const front = request.path.endsWith(path) ? request.path.slice(0, -path.length) : request.path;
  return `${originOf(request)}${request.mountPath ?? ""}${front.startsWith("/~") ? "" : worldPart(world)}${front}`;
}

function originOf({ headers, scheme = "http", connection }: ExchangeRequest): string {
  const forwarded = forwardedBy(headers);
  const host = forwarded.host ?? headerOf(headers, "host");
  if (host !== undefined && isHost(host)) return `${forwarded.scheme ?? scheme}://${host}`;
  // Without a Host header (HTTP/1.0), use the local address of the connection.
  const { localAddress, localPort } = connection ?? {};
  return localAddress === undefined || localPort === undefined
    ? NOWHERE
    : `${scheme}://${toHostname(localAddress)}:${localPort}`;
}

/**
 * The header by which an interception names the URL of the standin that it forwards to: links lead there instead of to the real
 * host, where the people who follow them would be at the vendor.
 */
export const LINKS_HEADER = "x-standin-links";

/** The base of links that a request names, without a trailing slash. */
export function linkBaseOf(headers: ExchangeRequest["headers"]): string | undefined {
  const base = headerOf(headers, LINKS_HEADER);
  return base !== undefined && LINK_BASE.test(base) && URL.canParse(base) ? base : undefined;
}

const LINK_BASE = /^https?:\/\/[a-z\d.:[\]_-]+(?:\/[\w.~/-]*[\w.~-])?$/i;

/** Reads the `X-Forwarded-*` headers of a proxy. If one of them is malformed, all are ignored. */
export function forwardedBy(headers: ExchangeRequest["headers"]): { scheme?: string; host?: string } {
  const scheme = firstOf(headers, "x-forwarded-proto")?.toLowerCase();
  const host = firstOf(headers, "x-forwarded-host");
  const isBelieved =
    (scheme === undefined || scheme === "http" || scheme === "https") && (host === undefined || isHost(host));
  return isBelieved ? { ...(scheme !== undefined && { scheme }), ...(host !== undefined && { host }) } : {};
}

/** Returns the first value of a list: each proxy appends its own, and the first proxy is the client's. */
const firstOf = (headers: ExchangeRequest["headers"], name: string): string | undefined =>
  headerOf(headers, name)?.split(",")[0]?.trim();

/** Returns the base URL of a provider in a world without a request, as in a scenario. */
export const publicUrlAt = (origin: string | undefined, provider: string, world: string): string =>
  `${origin ?? NOWHERE}${worldPart(world)}/${provider}`;
