import { hostnameOf, isHost, toHostname } from "../basics/host.ts";
import { isWorldName, WORLD_NAME_RULE } from "../basics/world-name.ts";
import { type ExchangeRequest, headerOf } from "../contract/exchange.ts";
import { isLoopbackHost } from "../contract/loopback.ts";

/** The header by which a request names its world. */
export const WORLD_HEADER = "x-standin-world";

/** The target of a request: its world, its mount (a provider, or standin's own pages) and the path below that. */
export interface Address<Mount> {
  /** `undefined`: the request names none. */
  readonly world: string | undefined;
  readonly mount: Mount | undefined;
  readonly path: string;
}

/** Why a request has no target. */
export interface Misaddressed {
  readonly status: 400 | 421;
  readonly detail: string;
}

export type Locator<Mount> = (request: ExchangeRequest) => Address<Mount> | Misaddressed;

const MOST_HOSTS = 1000;

/**
 * Finds mounts by their first path segment or by host name, worlds by a leading `/~name` segment or by header.
 *
 * @param hosts mounts by lower-case host name, without port
 */
export function createLocator<Mount extends object>(
  mounts: ReadonlyMap<string, Mount>,
  hosts: ReadonlyMap<string, Mount>,
): Locator<Mount> {
  // Every request has a Host header, with few different values: results are cached.
  const seen = new Map<string, Mount | "none" | "malformed">();
  const lookUp = (host: string): Mount | "none" | "malformed" => {
    const before = seen.get(host);
    if (before !== undefined) return before;
    const found = isHost(host) ? (hosts.get(hostnameOf(host)) ?? "none") : "malformed";
    if (seen.size < MOST_HOSTS) seen.set(host, found);
    return found;
  };

  return (request) => {
    let { path } = request;
    let world = headerOf(request.headers, WORLD_HEADER);
    if (path.startsWith("/~")) {
      const end = path.indexOf("/", 2);
      const named = path.slice(2, end < 0 ? path.length : end);
      if (world !== undefined && world !== named) return disagreeing(named, world);
      world = named;
      path = end < 0 ? "/" : path.slice(end);
    }
    if (world !== undefined && !isWorldName(world)) return { status: 400, detail: WORLD_NAME_RULE };
    const host = headerOf(request.headers, "host") || undefined;
    const byHost = host === undefined ? "none" : lookUp(host);
    if (typeof byHost === "object") return { world, mount: byHost, path };
    if (byHost === "malformed") return { status: 400, detail: MALFORMED_HOST };
    if (request.hasAbsoluteTarget === true && !isOwn(host, request)) return misdirected(host, hosts);
    const end = path.indexOf("/", 1);
    const mount = mounts.get(path.slice(1, end < 0 ? path.length : end));
    return { world, mount, path: mount === undefined ? path : end < 0 ? "/" : path.slice(end) };
  };
}

const MALFORMED_HOST = "The Host is not a host name or address with an optional port, such as localhost:4700.";

const disagreeing = (inPath: string, inHeader: string): Misaddressed => ({
  status: 400,
  detail: `The path names the world ${JSON.stringify(inPath)}, the header ${WORLD_HEADER} the world ${JSON.stringify(inHeader)}. Name one world.`,
});

const misdirected = (host: string | undefined, hosts: ReadonlyMap<string, unknown>): Misaddressed => ({
  status: 421,
  detail: `standin is not a proxy to ${host ?? "a URL without host"}. It answers at its own address and for ${[...hosts.keys()].join(", ")}.`,
});

/** Whether a host is the address at which the request arrived, under any loopback name. */
function isOwn(host: string | undefined, { connection, scheme }: ExchangeRequest): boolean {
  if (host === undefined) return false;
  const { localAddress, localPort } = connection ?? {};
  const [, port = ""] = /:(\d*)$/.exec(host) ?? [];
  const askedPort = port === "" ? (scheme === "https" ? 443 : 80) : Number(port);
  if (localPort !== undefined && askedPort !== localPort) return false;
  return isLoopbackHost(host) || (localAddress !== undefined && hostnameOf(host) === toHostname(localAddress));
}
