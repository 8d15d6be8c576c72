import { isHost } from "#engine/basics/host.ts";
import { ownMember } from "#engine/basics/table.ts";
import { isLoopbackHost } from "#engine/contract/loopback.ts";

/** A server as OpenAPI documents describe it. */
export interface ServerObject {
  readonly url: string;
  readonly variables?: Readonly<Record<string, { readonly default?: string; readonly enum?: readonly string[] }>>;
}

/** A base of relative URLs, which names no host. */
const NOWHERE = "http://relative.invalid";

/** Where a server is: variables have their defaults, and a relative URL has no host. `undefined`: not a URL. */
function locate({ url, variables = {} }: ServerObject): URL | undefined {
  const filled = url.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => ownMember(variables, name)?.default ?? whole);
  return URL.canParse(filled, NOWHERE) ? new URL(filled, NOWHERE) : undefined;
}

/** The host names of servers: those that requests can be meant for, so neither relative ones nor this machine's. */
export function hostsOf(servers: readonly ServerObject[]): string[] {
  const urls = servers.flatMap((server) => locate(server) ?? []);
  const hosts = urls.filter(({ origin }) => origin !== NOWHERE).map(({ hostname }) => hostname);
  return [...new Set(hosts.filter((host) => isHost(host) && !isLoopbackHost(host)))];
}

/** The path prefixes of servers, without a trailing slash; without any server there is one, which is empty. */
export function prefixesOf(servers: readonly ServerObject[]): string[] {
  const paths = servers.flatMap((server) => locate(server)?.pathname.replace(/\/$/, "") ?? []);
  return paths.length === 0 ? [""] : [...new Set(paths)];
}

/** The same, with every combination of the values that variables list, instead of their defaults. */
export const everyPrefixOf = (servers: readonly ServerObject[]): string[] => prefixesOf(servers.flatMap(expand));

function expand({ url, variables = {} }: ServerObject): ServerObject[] {
  let urls = [url];
  for (const [name, { enum: values = [] }] of Object.entries(variables))
    if (values.length > 0)
      urls = urls.flatMap((each) => values.map((value) => each.replaceAll(`{${name}}`, () => value)));
  return urls.map((each) => ({ url: each, variables }));
}
