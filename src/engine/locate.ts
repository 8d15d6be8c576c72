import { type ExchangeRequest, headerOf } from "./exchange.ts";
import { isWorldName } from "./world-name.ts";

/** The header by which a request names its world. */
export const WORLD_HEADER = "x-standin-world";

/** Where a request goes: to which world, which mount (a provider, or our own pages) and which path in there. */
export interface Address<Mount> {
  /** `undefined`: the request names none. */
  readonly world: string | undefined;
  readonly mount: Mount | undefined;
  readonly path: string;
}

/** @returns undefined when the request names a world by a name that no world can have */
export type Locator<Mount> = (request: ExchangeRequest) => Address<Mount> | undefined;

const MOST_HOSTS = 1000;

/**
 * Finds mounts by their first path segment or by host name, worlds by a leading `/~name` segment or by header.
 *
 * @param hosts mounts by lower-case host name, without port
 */
export function createLocator<Mount>(
  mounts: ReadonlyMap<string, Mount>,
  hosts: ReadonlyMap<string, Mount>,
): Locator<Mount> {
  // Host headers come from few clients but with every request; what one means is worked out once.
  const seen = new Map<string, Mount | null>();
  const mountOfHost = (host: string): Mount | undefined => {
    const before = seen.get(host);
    if (before !== undefined) return before ?? undefined;
    const mount = hosts.get(host.replace(/:\d*$/, "").toLowerCase()) ?? null;
    if (seen.size < MOST_HOSTS) seen.set(host, mount);
    return mount ?? undefined;
  };

  return (request) => {
    let { path } = request;
    let world = headerOf(request.headers, WORLD_HEADER);
    if (path.startsWith("/~")) {
      const end = path.indexOf("/", 2);
      world = path.slice(2, end < 0 ? path.length : end);
      path = end < 0 ? "/" : path.slice(end);
    }
    if (world !== undefined && !isWorldName(world)) return undefined;
    const host = headerOf(request.headers, "host");
    const byHost = host === undefined ? undefined : mountOfHost(host);
    if (byHost !== undefined) return { world, mount: byHost, path };
    const end = path.indexOf("/", 1);
    const mount = mounts.get(path.slice(1, end < 0 ? path.length : end));
    return { world, mount, path: mount === undefined ? path : end < 0 ? "/" : path.slice(end) };
  };
}
