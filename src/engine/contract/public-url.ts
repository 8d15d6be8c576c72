import { isHost, toHostname } from "../basics/host.ts";
import { DEFAULT_WORLD } from "../basics/world-name.ts";
import { type ExchangeRequest, headerOf } from "./exchange.ts";

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
  const front = request.path.endsWith(path) ? request.path.slice(0, -path.length) : request.path;
  return `${originOf(request)}${request.mountPath ?? ""}${front.startsWith("/~") ? "" : worldPart(world)}${front}`;
}

function originOf({ headers, scheme = "http", connection }: ExchangeRequest): string {
  const forwarded = forwardedBy(headers);
  const host = forwarded.host ?? headerOf(headers, "host");
  if (host !== undefined && isHost(host)) return `${forwarded.scheme ?? scheme}://${host}`;
  // Without a Host (HTTP/1.0) there is still the address at which the request arrived.
  const { localAddress, localPort } = connection ?? {};
  return localAddress === undefined || localPort === undefined
    ? NOWHERE
    : `${scheme}://${toHostname(localAddress)}:${localPort}`;
}

/** What a proxy says of the request that it was sent. Its headers are believed together: one that is malformed spoils all. */
export function forwardedBy(headers: ExchangeRequest["headers"]): { scheme?: string; host?: string } {
  const scheme = firstOf(headers, "x-forwarded-proto")?.toLowerCase();
  const host = firstOf(headers, "x-forwarded-host");
  const isBelieved =
    (scheme === undefined || scheme === "http" || scheme === "https") && (host === undefined || isHost(host));
  return isBelieved ? { ...(scheme !== undefined && { scheme }), ...(host !== undefined && { host }) } : {};
}

/** Each proxy on the way adds its own value; the first has seen the client. */
const firstOf = (headers: ExchangeRequest["headers"], name: string): string | undefined =>
  headerOf(headers, name)?.split(",")[0]?.trim();

/** The same where there is no request, as in a scenario. */
export const publicUrlAt = (origin: string | undefined, provider: string, world: string): string =>
  `${origin ?? NOWHERE}${worldPart(world)}/${provider}`;
