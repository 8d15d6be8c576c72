import { loadOnce } from "../basics/late.ts";
import type { Provider } from "../contract/provider.ts";
import { journalReader } from "../journal/journal.ts";
import { prepareCollections, prepareContext } from "../state/context.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";

/** Prepares a provider; its behaviour is loaded by the first request. */
export function mountProvider(provider: Provider): Mount {
  let loaded: MountedBehaviour | undefined;
  const mount: Mount = {
    provider,
    openContext: prepareContext(provider, (world) => {
      if (loaded === undefined) throw new Error(`${provider.api.name} signs before its behaviour is loaded`);
      return loaded.secretsOf(world);
    }),
    collections: new Map(prepareCollections(provider).map((prepared) => [prepared.rows, prepared])),
    behaviour: loadOnce(async () => {
      const [behaviour, { mountBehaviour }] = await Promise.all([
        provider.behaviour(),
        import("./mounted-behaviour.ts"),
        journalReader.load(),
      ]);
      loaded = mountBehaviour(mount, behaviour);
      return loaded;
    }),
    loaded: () => loaded,
  };
  return mount;
}

/** All providers, by name, by path prefix, and by real host. */
export function mountAll(providers: readonly Provider[]) {
  const mounts = new Map<string, Mount>();
  const prefixes = new Map<string, Mount>();
  const hosts = new Map<string, Mount>();
  for (const provider of providers) {
    const { api } = provider;
    const mount = mountProvider(provider);
    mounts.set(api.name, mount);
    prefixes.set(provider.prefix ?? api.name, mount);
    for (const host of [...api.hosts, `${api.name}.localhost`]) hosts.set(host, mount);
  }
  return { mounts, prefixes, hosts };
}
