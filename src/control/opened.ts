import type { World } from "#engine/world.ts";
import type { components } from "#generated/control/types.ts";
import type { ControlOptions } from "./options.ts";

type Schemas = components["schemas"];

/** Opens a world, as every use does: it springs into existence, and counts as used now. */
export async function openWorld({ engine, realNow }: ControlOptions, name: string): Promise<World> {
  const world = await engine.worlds.open(name);
  world.lastUsedMs = realNow();
  return world;
}

/** Runs work during which a world counts as in use. */
export async function whileInUse<Result>(world: World, work: () => Promise<Result>): Promise<Result> {
  world.users += 1;
  try {
    return await work();
  } finally {
    world.users -= 1;
  }
}

export const toTime = (ms: number): string => new Date(ms).toISOString();

export function toClock({ clock }: World): Schemas["Clock"] {
  const { scale } = clock.setting;
  return { now: toTime(clock.now()), frozen: scale === 0, scale };
}

export function toWorld(world: World, snapshots: number): Schemas["World"] {
  const { name, createdMs, lastUsedMs, tracing, faults, journal, outbox } = world;
  return {
    name,
    createdAt: toTime(createdMs),
    lastUsedAt: toTime(lastUsedMs),
    tracing,
    clock: toClock(world),
    snapshots,
    faults: faults.size,
    exchanges: journal.size,
    events: outbox.size,
  };
}
