import { StandinError } from "../basics/errors.ts";
import { checkWorldName, DEFAULT_WORLD } from "../basics/world-name.ts";
import { LimitExceededError } from "../contract/limits.ts";
import { type Reason, roomReasons } from "../contract/reasons.ts";
import { createSharedBytes } from "../journal/journal.ts";
import { secretSpacesOf } from "../journal/secret-trail.ts";
import type { Images, Transaction } from "../state/images.ts";
import { seedRandom } from "../state/random.ts";
import { toOrigin, writeFirstKey, writeNextKey, writeOrigin, writeParent } from "../state/world-identity.ts";
import { openWorldImage } from "../state/world-image.ts";
import { type ClockSetting, checkSetting, REAL_TIME, writeClock } from "./clock.ts";
import { createFormerWorlds } from "./former-worlds.ts";
import { clearLocal, createWorld, shiftLocal, type World, type WorldCreation, type WorldOptions } from "./world.ts";
import { checkRoom, findRoom } from "./world-room.ts";

const SEED_NAME = "~seed";

export interface WorldsOptions extends WorldOptions {
  /** Seed of ids and randomness, the same for every world. */
  readonly seed: string | number;
  /** Initial setting of the clock; default: real time. */
  readonly clock?: ClockSetting | undefined;
  /** Fills the seed world with the seeds of the mocks. */
  readonly fillSeed: (transaction: Transaction) => void;
}

/** A copy of a world under a name. */
export interface Snapshot {
  readonly name: string;
  /** World time when it was taken, milliseconds since 1970. */
  readonly atMs: number;
}

/** The worlds of one engine. Reset, snapshot, restore and fork cost the same at any size: they keep or swap references. */
export interface Worlds {
  /**
   * Opens a world, created from the seed on first use. It counts as used now, and as created explicitly.
   *
   * @throws StandinError if the name is not a valid world name
   * @throws LimitExceededError if there are too many worlds in use, or this one was evicted
   */
  open(name: string): World | Promise<World>;
  /** The same, but an evicted world is created anew. */
  revive(name: string): Promise<World>;
  /**
   * Opens the world that a request names. One that is created for it is dropped again unless `leave` keeps it.
   *
   * @throws LimitExceededError as `open` does
   */
  visit(name: string): World | Promise<World>;
  /** Ends the request that a world was created for. @param isKept whether the world stays */
  leave(world: World, isKept: boolean): void;
  /**
   * Runs work that may create a world. If the work is refused, the new world is dropped again, unless it has been used
   * otherwise in the meantime.
   *
   * @param isRefused whether the result of the work is a refusal
   */
  attempt<Result>(name: string, work: () => Promise<Result>, isRefused: (result: Result) => boolean): Promise<Result>;
  /** Returns the reason if a world of this name was evicted, and so cannot be used by requests. */
  whyEvicted(name: string): Reason | undefined;
  /** The world, if there is one. */
  find(name: string): World | undefined;
  /** Resets a world completely to the seed. */
  reset(name: string): Promise<void>;
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
   * Copies this world to `into`: same state, ids, clock and scheduled work, and it accepts the credentials issued so far. The
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
  const { images, log, realNow, limits } = options;
  const worlds = new Map<string, World>();
  const opening = new Map<string, Promise<World>>();
  const snapshots = new Map<string, Map<string, Snapshot>>();
  /** Worlds of which work that `attempt` has done made use. */
  const wanted = new WeakSet<World>();
  const former = createFormerWorlds(limits.formerWorlds);
  const settings = { initialClock: options.clock ?? REAL_TIME };
  checkSetting(settings.initialClock.worldMs, settings.initialClock.scale);
  const secretSpaces = secretSpacesOf(options.mounts.values());
  const journals = createSharedBytes(limits, () =>
    [...worlds.values()].sort((a, b) => a.lastUsedMs - b.lastUsedMs).map(({ journal }) => journal),
  );

  /** An entry of the log goes along with what it says of the images. */
  const copy = (from: string, to: string): boolean => {
    const isThere = images.copy(from, to);
    if (isThere) log?.append({ kind: "copy", world: to, from });
    return isThere;
  };

  const remove = (name: string): void => {
    images.drop(name);
    log?.append({ kind: "drop", world: name });
  };

  /** Runs work on a world, and again for as long as a log says that another process came first. */
  const keep = async (name: string, work: () => void): Promise<void> => {
    do {
      await log?.catchUp(name);
      work();
    } while ((await log?.settled(name)) === false);
  };

  const seedWorld = (name: string): void => {
    if (!images.has(SEED_NAME)) fillSeed(images, options);
    const before = worlds.get(name);
    const firstKey = former.nextKey(name);
    const origin = before?.identity.origin ?? toOrigin(options.seed, name, firstKey);
    copy(SEED_NAME, name);
    openWorldImage(images, log, name).transact((transaction) => {
      writeOrigin(transaction, origin);
      if (before === undefined) writeFirstKey(transaction, firstKey);
      writeClock(transaction, settings.initialClock);
    });
  };

  const add = (name: string, creation: WorldCreation): World => {
    const world = createWorld(name, creation, options, { secretSpaces, journals });
    worlds.set(name, world);
    world.clock.wake();
    return world;
  };

  const create = (name: string, creation: WorldCreation): World | Promise<World> => {
    const before = opening.get(name);
    if (before !== undefined) return before;
    checkWorldName(name);
    // A request that is not authenticated yet evicts no other world, but is refused unless one could be evicted.
    // The default world always fits.
    if (creation === "tentative") seekRoom(true);
    else if (name !== DEFAULT_WORLD) makeRoom(creation === "request");
    const loading = log?.load(name) ?? false;
    if (!(loading instanceof Promise)) {
      if (!loading) seedWorld(name);
      return add(name, loading ? "explicit" : creation);
    }
    const opened = loading
      .then((isKept) => {
        if (!isKept) seedWorld(name);
        return add(name, isKept ? "explicit" : creation);
      })
      .finally(() => opening.delete(name));
    opening.set(name, opened);
    return opened;
  };

  const refuseEvicted = (name: string): void => {
    const reason = whyEvicted(name);
    if (reason !== undefined) throw new LimitExceededError(reason);
  };

  const whyEvicted = (name: string): Reason | undefined =>
    former.wasEvicted(name) && !worlds.has(name)
      ? roomReasons.worldEvicted({ world: name, limit: limits.worlds })
      : undefined;

  const visit = (name: string): World | Promise<World> => {
    const world = worlds.get(name);
    if (world !== undefined) {
      world.lastUsedMs = realNow();
      return world;
    }
    refuseEvicted(name);
    // The default world always exists, so that its journal can be read.
    if (name === DEFAULT_WORLD) return create(name, "explicit");
    // A world in a log may be in use by another process, and is not dropped.
    return create(name, log === undefined ? "tentative" : "request");
  };

  const open = (name: string): World | Promise<World> => {
    const world = worlds.get(name);
    if (world !== undefined) {
      world.lastUsedMs = realNow();
      world.creation = "explicit";
      return world;
    }
    refuseEvicted(name);
    const created = create(name, "explicit");
    return created instanceof Promise ? created.then(toMade) : created;
  };

  const revive = async (name: string): Promise<World> => {
    const wasEvicted = former.wasEvicted(name);
    former.allow(name);
    try {
      return await open(name);
    } catch (error) {
      former.allow(name, !wasEvicted);
      throw error;
    }
  };

  const seekRoom = (isByRequest: boolean): World | undefined => {
    const isFar = worlds.size + opening.size < Math.min(limits.worlds, limits.worldsByRequest);
    const room = { limits, nowMs: realNow(), coming: opening.size };
    return isFar ? undefined : findRoom(worlds.values(), isByRequest, room);
  };

  /** Evicts worlds until one more fits. */
  const makeRoom = (isByRequest: boolean): void => {
    for (let next = seekRoom(isByRequest); next !== undefined; next = seekRoom(isByRequest)) {
      drop(next.name, true);
    }
  };

  /** Stops the clock and other activity of a world that is dropped. */
  const retire = (world: World | undefined, wasEvicted = false): void => {
    if (world === undefined) return;
    world.clock.stop();
    world.journal.end();
    // A world that was never kept has issued no credentials.
    if (world.creation !== "tentative") former.add(world.name, world.identity.keys.last, wasEvicted);
    worlds.delete(world.name);
  };

  const drop = (name: string, wasEvicted = false): boolean => {
    const world = worlds.get(name);
    retire(world, wasEvicted);
    remove(name);
    for (const as of snapshots.get(name)?.keys() ?? []) remove(snapshotKey(name, as));
    snapshots.delete(name);
    return world !== undefined;
  };

  return {
    open,
    revive,
    visit,
    whyEvicted,
    leave(world, isKept) {
      if (world.creation !== "tentative" || worlds.get(world.name) !== world) return;
      if (isKept) {
        makeRoom(true);
        world.creation = "request";
      } else if (world.users === 0) drop(world.name);
    },
    async attempt(name, work, isRefused) {
      const wasThere = worlds.has(name);
      const result = await work();
      const world = worlds.get(name);
      if (world === undefined) return result;
      if (!isRefused(result)) wanted.add(world);
      else if (!wasThere && !wanted.has(world) && world.users === 0 && world.journal.last === 0) drop(name);
      return result;
    },
    find: (name) => worlds.get(name),
    has: (name) => worlds.has(name),
    names: () => [...worlds.keys()],
    async reset(name) {
      const world = await revive(name);
      world.clock.interrupt();
      await keep(name, () => {
        world.image.transact(clearLocal);
        seedWorld(name);
      });
      world.journal.clear();
      world.clock.wake();
    },
    async snapshot(name, as) {
      checkSnapshotName(as);
      const { clock } = await open(name);
      const own = snapshots.get(name) ?? new Map<string, Snapshot>();
      if (own.size >= limits.snapshots && !own.has(as))
        throw new LimitExceededError(
          `World ${name} has ${limits.snapshots} snapshots already. Delete those that are done.`,
        );
      let atMs = clock.now();
      await keep(name, () => {
        copy(name, snapshotKey(name, as));
        atMs = clock.now();
      });
      const snapshot = { name: as, atMs };
      snapshots.set(name, own.set(as, snapshot));
      return snapshot;
    },
    async restore(name, from) {
      const world = await open(name);
      const own = snapshots.get(name);
      if (own?.has(from) !== true)
        throw new StandinError("ERR_STANDIN_NOT_FOUND", missingSnapshot(name, from, [...(own?.keys() ?? [])]));
      world.clock.interrupt();
      await keep(name, () => {
        const beforeMs = world.clock.now();
        copy(snapshotKey(name, from), name);
        const movedMs = world.clock.now() - beforeMs;
        if (movedMs !== 0) world.image.transact((transaction) => shiftLocal(transaction, movedMs));
      });
      world.clock.wake();
    },
    snapshots: (name) => [...(snapshots.get(name)?.values() ?? [])],
    async dropSnapshot(name, as) {
      const had = snapshots.get(name)?.delete(as) ?? false;
      if (had) remove(snapshotKey(name, as));
      return had;
    },
    async fork(name, into) {
      // What can be refused is refused before anything changes.
      checkWorldName(into);
      if (into === name)
        throw new StandinError(
          "ERR_STANDIN_INVALID_NAME",
          `World ${name} cannot be forked into itself. Choose another name.`,
        );
      refuseEvicted(name);
      checkRoom(worlds.values(), [name, into], { limits, nowMs: realNow(), coming: opening.size });
      const { trackReads, identity, image } = await open(name);
      if (!worlds.has(into)) makeRoom(false);
      // Its snapshots stay; everything else is replaced.
      retire(worlds.get(into));
      remove(into);
      former.allow(into);
      const firstKey = former.nextKey(into);
      await keep(into, () => {
        copy(name, into);
        openWorldImage(images, log, into).transact((transaction) => {
          writeParent(transaction, identity);
          writeFirstKey(transaction, firstKey);
        });
        // Credentials that the parent issues from now on are not valid in the fork.
        image.transact((transaction) => writeNextKey(transaction, identity.keys));
      });
      await log?.settled(name);
      add(into, "explicit").trackReads = trackReads;
    },
    async drop(name) {
      former.allow(name);
      const had = drop(name);
      await log?.settled(name);
      return had;
    },
  };
}

function toMade(world: World): World {
  world.creation = "explicit";
  return world;
}

function fillSeed(images: Images, { seed, fillSeed: fill }: WorldsOptions): void {
  images.create(SEED_NAME);
  try {
    openWorldImage(images, undefined, SEED_NAME).transact((transaction) => {
      seedRandom(transaction, seed);
      fill(transaction);
    });
  } catch (error) {
    images.drop(SEED_NAME);
    throw error;
  }
}

const LONGEST_SNAPSHOT_NAME = 200;

function checkSnapshotName(name: string): void {
  if (name === "" || name === "." || name === ".." || name.length > LONGEST_SNAPSHOT_NAME)
    throw new StandinError(
      "ERR_STANDIN_INVALID_NAME",
      `A snapshot's name has 1 to ${LONGEST_SNAPSHOT_NAME} characters, and is neither "." nor "..", which URLs leave out. ${JSON.stringify(name.slice(0, 20))} is not one.`,
    );
}

/** What to say when there is no such snapshot. */
export const missingSnapshot = (world: string, name: string, known: readonly string[]): string =>
  `World ${world} has no snapshot "${name}"; it has ${known.length === 0 ? "none" : known.join(", ")}.`;

// World names hold no tilde, so these keys never meet.
const snapshotKey = (name: string, snapshot: string): string => `${name}~${snapshot}`;
