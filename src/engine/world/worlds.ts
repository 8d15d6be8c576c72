import { loadOnce } from "../basics/late.ts";
import { settledIn } from "../state/world-image.ts";
import { checkClock } from "./clock.ts";
import { createOpenWorlds, type OpenWorldsOptions } from "./open-worlds.ts";
import { type Snapshot, snapshotRows } from "./snapshot-rows.ts";
import { clearLocal, type World } from "./world.ts";
import { createWorldCopies, type Seeding } from "./world-copies.ts";
import { createWorldOpening, type WorldOpening } from "./world-opening.ts";

export interface WorldsOptions extends Omit<OpenWorldsOptions, "seeding" | "openStored"> {
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
  /** Whether there is such a world, open or only in the log. */
  has(name: string): boolean;
  /** The names of all worlds, those only in the log included. */
  names(): string[];
  /** Opens the worlds of the log in which something is due, now or later: what was scheduled before goes on. */
  resume(): Promise<void>;
  /** Ends what `resume` and eviction have planned. */
  stop(): void;
  /** See `LogHost.forget`. */
  forget(name: string): void;
}

export function createWorlds(options: WorldsOptions): Worlds {
  const { log, stored } = options;
  let current = options.seeding;
  checkClock(current);
  const seeding = (): Seeding => current;
  const setSeeding = (next: Seeding): void => {
    current = next;
  };
  const copies = createWorldCopies({ ...options, seeding });
  const openStored = (name: string) => opening.open(name);
  const openWorlds = createOpenWorlds({ ...options, seeding, openStored }, copies);
  const { byName, former } = openWorlds;
  const opening = createWorldOpening(options, openWorlds);
  const { open, revive } = opening;
  /** A world that only the log has is opened before it is replaced, with what it has to leave behind. */
  const openIfStored = async (name: string): Promise<void> => {
    if (byName.has(name)) return;
    // A log that is shared knows its worlds by asking.
    if (stored?.has(name) ?? (await log?.worlds())?.includes(name)) await open(name);
  };

  const reset = async (name: string): Promise<void> => {
    log?.renew?.(name);
    const world = await revive(name);
    world.clock.interrupt();
    await copies.keep(name, () => {
      world.image.transact(clearLocal);
      openWorlds.seed(name);
    });
    world.journal.clear();
    world.clock.wake();
  };

  const work = loadOnce(async () => {
    const { createWorldWork } = await import("./world-work.ts");
    return createWorldWork({ options, seeding, setSeeding, copies, openWorlds, opening, openIfStored, reset });
  });

  return {
    ...opening,
    find: (name) => byName.get(name),
    has: (name) => byName.has(name) || stored?.has(name) === true,
    names: () => [...new Set([...byName.keys(), ...(stored?.names() ?? [])])],
    forget: openWorlds.forget,
    stop: () => stored?.letSleep(),
    resume: async () => (await work()).resume(),
    reset,
    reseed: async (next) => (await work()).reseed(next),
    snapshot: async (name, as) => (await work()).snapshot(name, as),
    restore: async (name, from) => (await work()).restore(name, from),
    snapshots: (name) => snapshotRows(options.images, name).map(({ name, atMs }) => ({ name, atMs })),
    dropSnapshot: async (name, as) => (await work()).dropSnapshot(name, as),
    fork: async (name, into) => (await work()).fork(name, into),
    async drop(name) {
      former.allow(name);
      await openIfStored(name);
      const had = openWorlds.drop(name);
      await settledIn(log, name);
      return had;
    },
  };
}
