import { ownMember } from "../basics/table.ts";
import { DEFAULT_WORLD } from "../basics/world-name.ts";
import type { Bug } from "../contract/bug.ts";
import type { EngineLimits } from "../contract/limits.ts";
import { publicUrlAt } from "../contract/public-url.ts";
import { applyWrites, type PreparedCollection } from "../state/collections.ts";
import { createImages } from "../state/images.ts";
import { jobs } from "../state/jobs.ts";
import type { Log, LogHost } from "../state/log.ts";
import type { WorldIdentity } from "../state/world-identity.ts";
import { events } from "../webhooks/event-rows.ts";
import { nameTargets } from "../webhooks/targets.ts";
import type { Seeding } from "../world/world-copies.ts";
import { createWorlds, type Worlds } from "../world/worlds.ts";
import type { EngineOptions, SeedOptions } from "./engine-options.ts";
import type { Mount } from "./mount.ts";

// Seeds are written before there is any world to sign for.
const NO_WORLD: WorldIdentity = { name: "", origin: "", keys: { first: 0, last: 0 }, ancestors: [] };

/** Creates the worlds of an engine, each with the seeds of its providers, and the log that stores them. */
export function prepareWorlds(
  options: EngineOptions,
  mounts: ReadonlyMap<string, Mount>,
  limits: EngineLimits,
  onBug: (bug: Bug) => void,
): { worlds: Worlds; log: Log | undefined; toSeeding: (options: SeedOptions) => Seeding } {
  const { acceptAnyCredentials = false } = options;
  const { images = createImages() } = options;
  const apply: LogHost["apply"] = (world, writes) => {
    const transaction = images.begin(world);
    if (transaction === undefined) throw new Error(`a log applies writes to world ${world}, which is not there`);
    applyWrites(transaction, writes, [
      jobs as PreparedCollection<unknown, string>,
      events as PreparedCollection<unknown, string>,
      ...[...mounts.values()].flatMap(({ collections }) => [...collections.values()]),
    ]);
    transaction.commit();
  };
  const log = options.log?.({ images, apply, forget: (world) => worlds.forget(world) });
  const publicUrlOf = (provider: string, world: string) => publicUrlAt(options.origin?.(), provider, world);
  const toSeeding = ({ seed = 1, seeds = {}, clock }: SeedOptions): Seeding => ({
    seed,
    clock,
    fill(transaction) {
      const now = clock?.worldMs ?? options.realNow();
      for (const { mock, openContext } of mounts.values()) {
        const seed = ownMember(seeds, mock.api.name) ?? mock.defaultSeed;
        const place = { now, identity: NO_WORLD, publicUrl: () => publicUrlOf(mock.api.name, DEFAULT_WORLD) };
        mock.seed(seed, openContext(transaction, place, acceptAnyCredentials));
        if (mock.webhooks !== undefined) nameTargets(transaction, seed);
      }
    },
  });
  const worlds: Worlds = createWorlds({
    ...options,
    images,
    log,
    stored: log && options.stored?.({ images, log, timer: options.timer }),
    mounts,
    publicUrlOf,
    acceptAnyCredentials,
    onBug,
    seeding: toSeeding(options),
    limits,
    trackReads: options.trackReads ?? false,
  });
  return { worlds, log, toSeeding };
}
