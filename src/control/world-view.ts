import { toIsoTime } from "#engine/basics/times.ts";
import type { World } from "#engine/world/world.ts";
import type { components } from "#generated/control/types.ts";

type Schemas = components["schemas"];

export const toTime = toIsoTime;

export function toClockView({ clock }: World): Schemas["Clock"] {
  const { scale } = clock.setting;
  return { now: toTime(clock.now()), frozen: scale === 0, scale };
}

export function toWorldView(world: World, snapshots: number): Schemas["World"] {
  const { name, createdMs, lastUsedMs, trackReads, faults, journal, outbox } = world;
  return {
    name,
    createdAt: toTime(createdMs),
    lastUsedAt: toTime(lastUsedMs),
    trackReads,
    ...(outbox.receiver !== undefined && { webhookReceiver: outbox.receiver }),
    clock: toClockView(world),
    snapshots,
    faults: faults.size,
    exchanges: journal.size,
    events: outbox.size,
  };
}
