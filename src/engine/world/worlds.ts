import { StandinError } from "../basics/errors.ts";
import { checkWorldName } from "../basics/world-name.ts";
import { receiverOf, writeReceiver } from "../state/receiver.ts";
import { writeFirstKey, writeNextKey, writeParent } from "../state/world-identity.ts";
import { checkSetting, REAL_TIME } from "./clock.ts";
import { createOpenWorlds, type OpenWorldsOptions } from "./open-worlds.ts";
import { checkSnapshotName, createSnapshots, type Snapshot } from "./snapshots.ts";
import { clearLocal, shiftLocal, type World } from "./world.ts";
import { createWorldCopies, type Seeding } from "./world-copies.ts";
import { createWorldOpening, refuseEvicted, type WorldOpening } from "./world-opening.ts";

export interface WorldsOptions extends Omit<OpenWorldsOptions, "seeding"> {
  readonly seeding: Seeding;
}

/** The worlds of one engine. Reset, snapshot, restore and fork cost the same at any size: they keep or swap references. */
export interface Worlds extends WorldOpening {
  /** The world, if there is one. */
  find(name: string): World | undefined;
  /** Resets a world completely to the seed. */
  reset(name: string): Promise<void>;
  /**
   * Replaces what worlds begin with, and resets all worlds to it. Snapshots stay.
   *
   * @throws Error if it contradicts itself; then nothing changes
   */
  reseed(next: Seeding): Promise<void>;
  /**
   * @throws LimitExceededError if there are too many snapshots
   * @throws StandinError if the name is not a valid snapshot name
   */
  snapshot(name: string, as: string): Promise<Snapshot>;
  /**
   * Restores a snapshot: state, ids, clock, scheduled work. Journal, faults, rate-limit windows and outbox stay; their due
   * times keep their distance to the clock.
   *
   * @throws StandinError if there is no such snapshot
   */
  restore(name: string, from: string): Promise<void>;
  /** In the order in which they were taken. */
  snapshots(name: string): readonly Snapshot[];
  /** @returns whether the snapshot existed */
  dropSnapshot(name: string, as: string): Promise<boolean>;
  /**
   * Copies this world to `into`: same state, ids, clock, scheduled work and settings, and it accepts the credentials issued so far. The
   * fork has its own journal, and no faults, rate-limit windows or outbox.
   *
   * @throws StandinError if `into` is not a valid world name, or this world's own
   * @throws LimitExceededError if there is no room for it, or this world was evicted
   */
  fork(name: string, into: string): Promise<void>;
  /** @returns whether the world existed */
  drop(name: string): Promise<boolean>;
  has(name: string): boolean;
  names(): string[];
}

export function createWorlds(options: WorldsOptions): Worlds {
  const { log, limits } = options;
  const checkClock = ({ clock = REAL_TIME }: Seeding): void => checkSetting(clock.worldMs, clock.scale);
  let current = options.seeding;
  checkClock(current);
  const seeding = (): Seeding => current;
  const copies = createWorldCopies({ ...options, seeding });
  const snapshots = createSnapshots(copies, limits.snapshots);
  const openWorlds = createOpenWorlds({ ...options, seeding }, copies, snapshots);
  const { byName, former, retire } = openWorlds;
  const opening = createWorldOpening(options, openWorlds);
  const { open, revive } = opening;

  const reset = async (name: string): Promise<void> => {
    const world = await revive(name);
    world.clock.interrupt();
    await copies.keep(name, () => {
      world.image.transact(clearLocal);
      openWorlds.seed(name);
    });
    world.journal.clear();
    world.clock.wake();
  };

  return {
    ...opening,
    find: (name) => byName.get(name),
    has: (name) => byName.has(name),
    names: () => [...byName.keys()],
    reset,
    async reseed(next) {
      checkClock(next);
      const before = current;
      current = next;
      try {
        copies.renewSeed();
      } catch (error) {
        current = before;
        throw error;
      }
      await Promise.all([...byName.keys()].map(reset));
    },
    async snapshot(name, as) {
      checkSnapshotName(as);
      const { clock } = await open(name);
      return snapshots.take(name, as, clock.now);
    },
    async restore(name, from) {
      const world = await open(name);
      snapshots.requireKnown(name, from);
      world.clock.interrupt();
      await copies.keep(name, () => {
        const beforeMs = world.clock.now();
        snapshots.copyBack(name, from);
        const movedMs = world.clock.now() - beforeMs;
        if (movedMs !== 0) world.image.transact((transaction) => shiftLocal(transaction, movedMs));
      });
      world.clock.wake();
    },
    snapshots: snapshots.of,
    dropSnapshot: async (name, as) => snapshots.drop(name, as),
    async fork(name, into) {
      // What can be refused is refused before anything changes.
      checkWorldName(into);
      if (into === name)
        throw new StandinError(
          "ERR_STANDIN_INVALID_NAME",
          `World ${name} cannot be forked into itself. Choose another name.`,
        );
      refuseEvicted(opening.whyEvicted(name));
      openWorlds.checkRoom([name, into]);
      const { trackReads, identity, image } = await open(name);
      if (!byName.has(into)) openWorlds.makeRoom(false);
      // Its snapshots stay; everything else is replaced.
      retire(byName.get(into));
      copies.remove(into);
      former.allow(into);
      const firstKey = former.nextKey(into);
      await copies.keep(into, () => {
        copies.copyWorld(name, into, (transaction) => {
          writeParent(transaction, identity);
          writeFirstKey(transaction, firstKey);
          writeReceiver(transaction, receiverOf(image));
        });
        // Credentials that the parent issues from now on are not valid in the fork.
        image.transact((transaction) => writeNextKey(transaction, identity.keys));
      });
      await log?.settled(name);
      openWorlds.add(into, "explicit").trackReads = trackReads;
    },
    async drop(name) {
      former.allow(name);
      const had = openWorlds.drop(name);
      await log?.settled(name);
      return had;
    },
  };
}
