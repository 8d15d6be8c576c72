import type { Snapshot } from "#engine/world/snapshot-rows.ts";
import { missingSnapshot } from "#engine/world/snapshots.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { notFound } from "../problems.ts";
import { toTime } from "../world-view.ts";

const show = ({ name, atMs }: Snapshot) => ({ name, now: toTime(atMs) });

export function snapshotHandlers(
  options: ControlOptions,
): ControlHandlers<"listSnapshots" | "putSnapshot" | "getSnapshot" | "deleteSnapshot"> {
  const { worlds } = options.engine;
  const namesIn = (world: string): string[] => worlds.snapshots(world).map(({ name }) => name);

  return {
    async listSnapshots({ path }) {
      await options.engine.worlds.open(path.world);
      return { status: 200, body: { snapshots: worlds.snapshots(path.world).map(show) } };
    },

    async putSnapshot({ path }) {
      await options.engine.worlds.open(path.world);
      return { status: 200, body: show(await worlds.snapshot(path.world, path.snapshot)) };
    },

    async getSnapshot({ path }) {
      await options.engine.worlds.open(path.world);
      const found = worlds.snapshots(path.world).find(({ name }) => name === path.snapshot);
      return found === undefined
        ? notFound(missingSnapshot(path.world, path.snapshot, namesIn(path.world)))
        : { status: 200, body: show(found) };
    },

    async deleteSnapshot({ path }) {
      await options.engine.worlds.open(path.world);
      const known = namesIn(path.world);
      return (await worlds.dropSnapshot(path.world, path.snapshot))
        ? { status: 204 }
        : notFound(missingSnapshot(path.world, path.snapshot, known));
    },
  };
}
