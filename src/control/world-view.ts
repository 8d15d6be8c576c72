import { toIsoTime } from "#engine/basics/times.ts";
import { redactReceiver } from "#engine/journal/journal-reader.ts";
import type { World } from "#engine/world/world.ts";
import type { components } from "#generated/control/types.ts";

type Schemas = components["schemas"];

export const toTime = toIsoTime;

export function toClockView({ clock }: World): Schemas["Clock"] {
  const { scale } = clock.setting;
  return { now: toTime(clock.now()), frozen: scale === 0, scale };
}

export function toWorldView(world: World, snapshots: number): Schemas["World"] {
  const { name, createdMs, lastUsedMs, trackReads, faults, journal, outbox, trail } = world;
  const { receiver } = outbox;
  return {
    name,
    createdAt: toTime(createdMs),
    lastUsedAt: toTime(lastUsedMs),
    trackReads,
    ...(receiver !== undefined && { webhookReceiver: redactReceiver(receiver, trail) }),
    clock: toClockView(world),
    snapshots,
    faults: faults.size,
    exchanges: journal.size,
    events: outbox.size,
  };
}
