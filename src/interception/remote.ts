import { findMock, type ProviderName, providerNames } from "#mocks/registry.ts";
import { createFetch } from "#transports/fetch.ts";
import { inWorld } from "#transports/in-world.ts";
import { createForwarder } from "#transports/node-forward.ts";
import { type Interception, type InterceptOptions, interceptRequests } from "./interception.ts";

/** A client of a standin in another process. */
export interface RemoteStandin {
  /** Like the `fetch` of a standin in this process: all its requests are answered by that standin, in this world. */
  fetchIn(world: string): typeof fetch;
  /** Intercepts requests of this process to these hosts, or to the real ones of these providers (default: all), and forwards them there. */
  intercept(
    options?: InterceptOptions & { readonly providers?: readonly ProviderName[]; readonly hosts?: readonly string[] },
  ): Promise<Interception>;
}

/**
 * Connects to a running standin. Nothing is sent yet.
 *
 * @param url where it answers, such as `http://127.0.0.1:4700`
 */
export function connectStandin(url: string): RemoteStandin {
  const forwarder = createForwarder(url);
  return {
    fetchIn: (world) => createFetch({ ...inWorld(forwarder, world), providers: providerNames.map(findMock) }),
    async intercept({ providers = providerNames, hosts = findHosts(providers), ...options } = {}) {
      return interceptRequests(forwarder, hosts, options);
    },
  };
}

/** The real hosts of these providers. */
export const findHosts = (providers: readonly ProviderName[]): string[] =>
  providers.flatMap((name) => findMock(name).api.hosts);
