import type { Snapshot } from "#engine/world.ts";
import { openWorld, toTime } from "../opened.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { missingSnapshot } from "./worlds.ts";

const show = ({ name, atMs }: Snapshot) => ({ name, now: toTime(atMs) });

export function snapshotHandlers(
  options: ControlOptions,
): ControlHandlers<"listSnapshots" | "putSnapshot" | "getSnapshot" | "deleteSnapshot"> {
  const { worlds } = options.engine;
  const namesIn = (world: string): string[] => worlds.snapshots(world).map(({ name }) => name);

  return {
    async listSnapshots({ path }) {
      await openWorld(options, path.world);
      return { status: 200, body: { snapshots: worlds.snapshots(path.world).map(show) } };
    },

    async putSnapshot({ path }) {
      await openWorld(options, path.world);
      return { status: 200, body: show(await worlds.snapshot(path.world, path.snapshot)) };
    },

    async getSnapshot({ path }) {
      await openWorld(options, path.world);
      const found = worlds.snapshots(path.world).find(({ name }) => name === path.snapshot);
      return found === undefined
        ? missingSnapshot(path.world, path.snapshot, namesIn(path.world))
        : { status: 200, body: show(found) };
    },

    async deleteSnapshot({ path }) {
      await openWorld(options, path.world);
      const known = namesIn(path.world);
      return (await worlds.dropSnapshot(path.world, path.snapshot))
        ? { status: 204 }
        : missingSnapshot(path.world, path.snapshot, known);
    },
  };
}
