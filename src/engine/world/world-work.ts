import { StandinError } from "../basics/errors.ts";
import { checkWorldName } from "../basics/world-name.ts";
import { receiverOf, writeReceiver } from "../state/receiver.ts";
import { writeFirstKey, writeNextKey, writeParent } from "../state/world-identity.ts";
import { settledIn } from "../state/world-image.ts";
import { checkClock } from "./clock.ts";
import type { OpenWorlds } from "./open-worlds.ts";
import { snapshotRows } from "./snapshot-rows.ts";
import { checkSnapshotName, createSnapshots } from "./snapshots.ts";
import { shiftLocal, type World } from "./world.ts";
import type { Seeding, WorldCopies } from "./world-copies.ts";
import { refuseEvicted, type WorldOpening } from "./world-opening.ts";
import { findRoom, type RoomOptions } from "./world-room.ts";
import type { Worlds, WorldsOptions } from "./worlds.ts";

/** What is done to whole worlds, and no start and no exchange needs. */
export type WorldWork = Pick<Worlds, "resume" | "reseed" | "snapshot" | "restore" | "dropSnapshot" | "fork">;

export interface WorldWorkOptions {
  readonly options: WorldsOptions;
  readonly seeding: () => Seeding;
  readonly setSeeding: (next: Seeding) => void;
  readonly copies: WorldCopies;
  readonly openWorlds: OpenWorlds;
  readonly opening: WorldOpening;
  readonly openIfStored: (name: string) => Promise<void>;
  readonly reset: (name: string) => Promise<void>;
}

export function createWorldWork(given: WorldWorkOptions): WorldWork {
  const { copies, openWorlds, opening } = given;
  const { images, log, limits, stored } = given.options;
  const { byName, former } = openWorlds;
  const { open } = opening;
  const snapshots = createSnapshots({ images, log, copies, limit: limits.snapshots });

  return {
    async resume() {
      await former.recall();
      for (const name of stored?.names() ?? [])
        if (stored?.isTimed(name)) {
          if (openWorlds.seekRoom(false) !== undefined) return;
          await open(name);
        }
    },
    async reseed(next) {
      checkClock(next);
      const before = given.seeding();
      given.setSeeding(next);
      try {
        copies.renewSeed();
      } catch (error) {
        given.setSeeding(before);
        throw error;
      }
      for (const name of stored?.names() ?? []) if (!byName.has(name)) await given.reset(name);
      await Promise.all([...byName.keys()].map(given.reset));
    },
    async snapshot(name, as) {
      checkSnapshotName(as);
      const { clock } = await open(name);
      return snapshots.take(name, as, clock.now);
    },
    async restore(name, from) {
      checkSnapshotName(from);
      const world = await open(name);
      snapshots.requireKnown(name, from);
      await snapshots.load(name, from);
      world.clock.interrupt();
      await copies.keep(name, () => {
        const beforeMs = world.clock.now();
        snapshots.copyBack(name, from);
        const movedMs = world.clock.now() - beforeMs;
        if (movedMs !== 0) world.image.transact((transaction) => shiftLocal(transaction, movedMs));
      });
      world.clock.wake();
    },
    async dropSnapshot(name, as) {
      checkSnapshotName(as);
      if (stored?.has(name)) await open(name);
      return snapshots.drop(name, as);
    },
    async fork(name, into) {
      // What can be refused is refused before anything changes.
      checkWorldName(into);
      if (into === name)
        throw new StandinError(
          "ERR_STANDIN_INVALID_NAME",
          `World ${name} cannot be forked into itself. Choose another name.`,
        );
      refuseEvicted(opening.whyEvicted(name));
      checkRoom(byName.values(), [name, into], openWorlds.roomNow());
      const { trackReads, identity, image } = await open(name);
      await given.openIfStored(into);
      if (!byName.has(into)) openWorlds.makeRoom(false);
      // Its snapshots stay; everything else is replaced.
      const listed = snapshotRows(images, into);
      openWorlds.retire(byName.get(into));
      copies.remove(into);
      former.allow(into);
      const firstKey = former.nextKey(into);
      await copies.keep(into, () => {
        copies.copyWorld(name, into, (transaction) => {
          writeParent(transaction, identity);
          writeFirstKey(transaction, firstKey);
          writeReceiver(transaction, receiverOf(image));
          snapshots.list(transaction, listed);
        });
        // Credentials that the parent issues from now on are not valid in the fork.
        image.transact((transaction) => writeNextKey(transaction, identity.keys));
      });
      await settledIn(log, name);
      openWorlds.add(into, "explicit").trackReads = trackReads;
    },
  };
}

/**
 * Looks whether there could be room for worlds of these names that are made by hand, without any of them having to go.
 *
 * @throws LimitExceededError when there could not
 */
function checkRoom(worlds: Iterable<World>, names: readonly string[], options: RoomOptions): void {
  let others = [...worlds].filter(({ name }) => !names.includes(name));
  for (let added = 0; added < names.length; ) {
    const next = findRoom(others, false, { ...options, coming: options.coming + added });
    if (next === undefined) added += 1;
    else others = others.filter((world) => world !== next);
  }
}
