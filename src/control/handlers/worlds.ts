import { checkWorldName } from "#engine/basics/world-name.ts";
import { streamList } from "#engine/contract/streamed-body.ts";
import { toReceiver } from "#engine/state/receiver-option.ts";
import { checkSnapshotName, missingSnapshot } from "#engine/world/snapshots.ts";
import type { World } from "#engine/world/world.ts";
import { mapEach } from "../map-each.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { notFound } from "../problems.ts";
import { toWorldView } from "../world-view.ts";

type WorldOperation =
  | "listWorlds"
  | "putWorld"
  | "getWorld"
  | "deleteWorld"
  | "resetWorld"
  | "forkWorld"
  | "restoreSnapshot";

export function worldHandlers(options: ControlOptions): ControlHandlers<WorldOperation> {
  const { worlds } = options.engine;
  const show = (world: World) => toWorldView(world, worlds.snapshots(world.name).length);
  const missing = (name: string) =>
    notFound(`World ${name} does not exist. Create it by PUT, or by any request that is accepted there.`);

  return {
    async listWorlds() {
      // Those that only a log has are opened, as long as there is room for all of them.
      const names = worlds.names();
      if (names.length <= options.engine.limits.worlds)
        for (const name of names) if (worlds.find(name) === undefined) await worlds.open(name);
      const all = worlds.names().flatMap((name) => worlds.find(name) ?? []);
      all.sort((a, b) => a.lastUsedMs - b.lastUsedMs);
      return {
        status: 200,
        body: streamList(
          (worlds) => ({ worlds }),
          () => mapEach(all, show),
        ),
      };
    },

    async putWorld({ path, body }) {
      await worlds.revive(path.world);
      const world = await options.engine.worlds.open(path.world);
      world.trackReads = body?.trackReads ?? world.trackReads;
      if (body?.webhookReceiver !== undefined) await world.outbox.sendTo(toReceiver(body.webhookReceiver));
      return { status: 200, body: show(world) };
    },

    async getWorld({ path }) {
      checkWorldName(path.world);
      const world = worlds.find(path.world) ?? (worlds.has(path.world) ? await worlds.open(path.world) : undefined);
      return world === undefined ? missing(path.world) : { status: 200, body: show(world) };
    },

    async deleteWorld({ path }) {
      checkWorldName(path.world);
      return (await worlds.drop(path.world)) ? { status: 204 } : missing(path.world);
    },

    async resetWorld({ path }) {
      await worlds.reset(path.world);
      return { status: 200, body: show(await options.engine.worlds.open(path.world)) };
    },

    async forkWorld({ path, body: { into } }) {
      await worlds.fork(path.world, into);
      return { status: 201, body: show(await options.engine.worlds.open(into)) };
    },

    async restoreSnapshot({ path }) {
      checkSnapshotName(path.snapshot);
      const world = await options.engine.worlds.open(path.world);
      const known = worlds.snapshots(path.world).map(({ name }) => name);
      if (!known.includes(path.snapshot)) return notFound(missingSnapshot(path.world, path.snapshot, known));
      await worlds.restore(path.world, path.snapshot);
      return { status: 200, body: show(world) };
    },
  };
}
