import { loadOnce } from "../basics/late.ts";
import type { Mock } from "../contract/mock.ts";
import { journalReader } from "../journal/journal.ts";
import { prepareCollections, prepareContext } from "../state/context.ts";
import { eventsOf } from "../webhooks/event-rows.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";

/**
 * Prepares a mock; its behaviour is loaded by the first request.
 *
 * @param publicUrl base URL of standin in all links; default: as each request reaches it
 */
export function mountMock(mock: Mock, publicUrl?: string): Mount {
  let loaded: MountedBehaviour | undefined;
  const mount: Mount = {
    mock,
    publicUrl,
    openContext: prepareContext(
      mock,
      (world) => {
        if (loaded === undefined) throw new Error(`${mock.api.name} signs before its behaviour is loaded`);
        return loaded.secretsOf(world);
      },
      eventsOf,
    ),
    collections: new Map(prepareCollections(mock).map((prepared) => [prepared.rows, prepared])),
    behaviour: loadOnce(async () => {
      const [behaviour, { mountBehaviour }] = await Promise.all([
        mock.behaviour(),
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
export function mountAll(providers: readonly Mock[], publicUrl?: string) {
  const mounts = new Map<string, Mount>();
  const prefixes = new Map<string, Mount>();
  const hosts = new Map<string, Mount>();
  for (const mock of providers) {
    const { api } = mock;
    const mount = mountMock(mock, publicUrl);
    mounts.set(api.name, mount);
    prefixes.set(mock.prefix ?? api.name, mount);
    for (const host of [...api.hosts, `${api.name}.localhost`]) hosts.set(host, mount);
  }
  return { mounts, prefixes, hosts };
}
