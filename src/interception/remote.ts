import { findMock, type ProviderName, providerNames } from "#mocks/registry.ts";
import { createFetch } from "#transports/fetch.ts";
import { inWorld } from "#transports/in-world.ts";
import { createForwarder } from "#transports/node-forward.ts";
import { type Interception, type InterceptOptions, interceptRequests } from "./interception.ts";

/** A standin that runs elsewhere, as code in this process reaches it. */
export interface RemoteStandin {
  /** Like the `fetch` of a standin in this process: whatever is asked of it is answered there, in this world. */
  fetchIn(world: string): typeof fetch;
  /** Has what this process sends to the real hosts of these providers (default: all) answered there. */
  intercept(options?: InterceptOptions & { readonly providers?: readonly ProviderName[] }): Promise<Interception>;
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
    async intercept({ providers = providerNames, ...options } = {}) {
      return interceptRequests(forwarder, findHosts(providers), options);
    },
  };
}

/** The real hosts of these providers. */
export const findHosts = (providers: readonly ProviderName[]): string[] =>
  providers.flatMap((name) => findMock(name).api.hosts);
