import { prepareCollections, prepareContext } from "./context.ts";
import { loadOnce } from "./load-once.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";
import type { Provider } from "./provider.ts";

/** Prepares a provider; its behaviour is loaded by the first request. */
export function mountProvider(provider: Provider): Mount {
  let loaded: MountedBehaviour | undefined;
  const mount: Mount = {
    provider,
    openContext: prepareContext(provider),
    collections: new Map(prepareCollections(provider).map((prepared) => [prepared.rows, prepared])),
    behaviour: loadOnce(async () => {
      const [behaviour, { mountBehaviour }] = await Promise.all([
        provider.behaviour(),
        import("./mounted-behaviour.ts"),
      ]);
      loaded = mountBehaviour(mount, behaviour);
      return loaded;
    }),
    loaded: () => loaded,
  };
  return mount;
}
