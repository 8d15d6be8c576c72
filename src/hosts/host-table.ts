import { hostnameOf } from "#engine/basics/host.ts";
import { isLoopbackHost } from "#engine/contract/loopback.ts";

/** What becomes of a request by the host that it is for. */
export type HostKind =
  /** A real host, or a name below `localhost`, of a provider that is mocked here. */
  | "served"
  /** A real host of a provider that is not mocked here. */
  | "withheld"
  /** A name or address of this machine. */
  | "loopback"
  | "other";

/** The hosts that are the providers' own. */
export interface HostTable {
  /** A host as it is compared: in lower case, without port, and without the dot that ends an absolute name. */
  toName(host: string): string;
  isServed(name: string): boolean;
  kindOf(name: string): HostKind;
  /** The real hosts that are answered. */
  readonly served: readonly string[];
}

/**
 * @param served hosts that are answered; a wildcard may be the first label
 * @param known hosts of all providers that there are mocks for, served or not
 */
export function createHostTable(served: readonly string[], known: readonly string[]): HostTable {
  const isServed = matcher(served);
  const isKnown = matcher(known);
  return {
    served,
    toName: hostnameOf,
    isServed,
    kindOf(name) {
      if (isServed(name)) return "served";
      if (isKnown(name)) return "withheld";
      return isLoopbackHost(name) ? "loopback" : "other";
    },
  };
}

function matcher(hosts: readonly string[]): (name: string) => boolean {
  const names = new Set(hosts);
  const endings = hosts.filter((host) => host.startsWith("*.")).map((host) => host.slice(1));
  return (name) => names.has(name) || endings.some((ending) => name.length > ending.length && name.endsWith(ending));
}
