import { loadOnce } from "../basics/late.ts";
import { ownMember } from "../basics/table.ts";
import type { Behaviour, Mock } from "../contract/mock.ts";
import type { ErasedOverrides } from "../contract/override.ts";
import { journalReader } from "../journal/journal.ts";
import { prepareCollections, prepareContext } from "../state/context.ts";
import { eventsOf } from "../webhooks/event-rows.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";

/**
 * Prepares a mock; its behaviour is loaded by the first request.
 *
 * @param publicUrl base URL of standin in all links; default: as each request reaches it
 * @param overrides replace handlers of the mock
 */
export function mountMock(mock: Mock, publicUrl?: string, overrides?: ErasedOverrides): Mount {
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
      { eventsOf, checkJob: (job) => loaded?.checkJob(job) },
    ),
    collections: new Map(prepareCollections(mock).map((prepared) => [prepared.rows, prepared])),
    behaviour: loadOnce(async () => {
      const [behaviour, { mountBehaviour }] = await Promise.all([
        loadBehaviour(mock, overrides),
        import("./mounted-behaviour.ts"),
        journalReader.load(),
      ]);
      loaded = mountBehaviour(mount, ...behaviour);
      return loaded;
    }),
    loaded: () => loaded,
  };
  return mount;
}

type CheckedBehaviour = readonly [behaviour: Behaviour, inspectReply?: MountedBehaviour["inspectReply"]];

/** Loads a behaviour, with what checks the replies that are not of standin's own making. */
async function loadBehaviour(mock: Mock, overrides: ErasedOverrides | undefined): Promise<CheckedBehaviour> {
  const behaviour = await mock.behaviour();
  if (mock.isForeign !== true && overrides === undefined) return [behaviour];
  const { inspectReply, withCheckedHandlers } = await import("./foreign-reply.ts");
  const checked = mock.isForeign === true ? withCheckedHandlers(behaviour) : behaviour;
  if (overrides === undefined) return [checked, inspectReply];
  const { withOverrides } = await import("./overrides.ts");
  return [withOverrides(checked, mock.api.name, overrides), inspectReply];
}

/** All providers, by name, by path prefix, and by real host. */
export function mountAll(
  providers: readonly Mock[],
  publicUrl?: string,
  overrides: Readonly<Record<string, ErasedOverrides | undefined>> = {},
) {
  const mounts = new Map<string, Mount>();
  const prefixes = new Map<string, Mount>();
  const hosts = new Map<string, Mount>();
  for (const mock of providers) {
    const { api } = mock;
    const mount = mountMock(mock, publicUrl, ownMember(overrides, api.name));
    mounts.set(api.name, mount);
    // Its name leads to a mock in any case.
    for (const prefix of [api.name, mock.prefix ?? api.name]) prefixes.set(prefix, mount);
    for (const host of [...api.hosts, `${api.name}.localhost`]) hosts.set(host, mount);
  }
  return { mounts, prefixes, hosts };
}
