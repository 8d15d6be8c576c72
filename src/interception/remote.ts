import type { Mock } from "#engine/contract/mock.ts";
import { type GivenProvider, readProviders } from "#standin/providers.ts";
import { createFetch } from "#transports/fetch.ts";
import { inWorld } from "#transports/in-world.ts";
import { createForwarder } from "#transports/node-forward.ts";
import { type Interception, type InterceptOptions, interceptRequests } from "./interception.ts";

/** A client of a standin in another process. */
export interface RemoteStandin {
  /** Like the `fetch` of a standin in this process: all its requests are answered by that standin, in this world. */
  fetchIn(world: string): typeof fetch;
  /** Intercepts requests of this process to these hosts (default: the real ones of its providers), and forwards them there. */
  intercept(options?: InterceptOptions & { readonly hosts?: readonly string[] }): Promise<Interception>;
}

/**
 * Connects to a running standin. Nothing is sent yet.
 *
 * @param url where it answers, such as `http://127.0.0.1:4700`
 * @param given the providers whose real hosts are its own; default: all of standin's own
 */
export function connectStandin(url: string, given?: readonly GivenProvider[]): RemoteStandin {
  const forwarder = createForwarder(url);
  return {
    fetchIn: (world) => async (input, init) => {
      const providers = await readProviders(given);
      return createFetch({ ...inWorld(forwarder, world), providers })(input, init);
    },
    async intercept({ hosts, ...options } = {}) {
      return interceptRequests(forwarder, hosts ?? hostsOf(await readProviders(given)), options);
    },
  };
}

/** The real hosts of these providers. */
export const hostsOf = (providers: readonly Mock[]): string[] => providers.flatMap(({ api }) => api.hosts);
