import { BoundReached, type Bounds } from "./bounds.ts";
import type { Bug } from "./bug.ts";
import {
  type ClockSetting,
  checkSetting,
  createClock,
  REAL_TIME,
  type Timer,
  type WorldClock,
  writeClock,
} from "./clock.ts";
import { createDueWork, type WorldDueWork } from "./due-work.ts";
import { clearFaults, createFaults, type Faults, type LoadableSpec } from "./faults.ts";
import type { Images, Transaction } from "./images.ts";
import { createJournal, type Journal } from "./journal.ts";
import type { Log } from "./log.ts";
import { Lru } from "./lru.ts";
import type { Mount } from "./mount.ts";
import { clearOutbox, createOutbox, type Send, shiftOutbox, type WorldOutbox } from "./outbox.ts";
import { hexFrom, seedRandom, seedState } from "./random.ts";
import { clearRates, shiftRates } from "./rate-limit.ts";
import { openWorldImage, type WorldImage } from "./world-image.ts";
import { checkWorldName, DEFAULT_WORLD } from "./world-name.ts";

const SEED_NAME = "~seed";

const WORLD_SPACE = "#world";
const SECRET = "secret";

/**
 * One isolated universe. All of it is data in its image: a copy of the image is a copy of the world. What is here besides is
 * evidence (the journal) or how it is used at the moment.
 */
export interface World {
  readonly name: string;
  /** By which it signs what it issues; forks share it. */
  readonly secret: string;
  readonly image: WorldImage;
  readonly clock: WorldClock;
  readonly due: WorldDueWork;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly outbox: WorldOutbox;
  /** Real milliseconds since 1970. */
  readonly createdMs: number;
  /** Real milliseconds since 1970 of the last exchange, or other use. */
  lastUsedMs: number;
  /** Exchanges, streams and waits that are under way: as long as there are any, it is not evicted. */
  users: number;
  /** Whether exchanges note which members of a request no handler read. */
  tracing: boolean;
}

export interface WorldsOptions {
  readonly images: Images;
  readonly log?: Log | undefined;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  readonly timer?: Timer | undefined;
  readonly send?: Send | undefined;
  /** Whether an option names a URL as a target of events. */
  readonly isTarget?: ((url: string) => boolean) | undefined;
  readonly mounts: ReadonlyMap<string, Mount>;
  readonly publicUrlOf: (provider: string, world: string) => string;
  readonly acceptAnyCredentials: boolean;
  readonly onBug: (bug: Bug) => void;
  /** First state of ids and randomness, the same for every world. */
  readonly seed: string | number;
  /** The clock's first setting; default: real time. */
  readonly clock?: ClockSetting | undefined;
  readonly bounds: Bounds;
  /** Whether new worlds are traced. */
  readonly tracing: boolean;
  /** Fills the seed world with what the mocks start with. */
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
   * Created from the seed on first use; counts as used now.
   *
   * @throws BoundReached when there are too many worlds in use, or when this one was evicted
   * @throws RangeError if no world can have this name
   */
  open(name: string): World | Promise<World>;
  /** The same, also for a world that was evicted: it begins anew. */
  revive(name: string): Promise<World>;
  /** The world, if there is one. */
  find(name: string): World | undefined;
  /** Back to the seed: everything. */
  reset(name: string): Promise<void>;
  /**
   * @throws BoundReached when there are too many snapshots
   * @throws RangeError if no snapshot can have this name
   */
  snapshot(name: string, as: string): Promise<Snapshot>;
  /**
   * Back to a snapshot: state, ids, clock, scheduled work. Journal, faults, rate windows and outbox stay; what is due there
   * keeps the time that was left to it.
   *
   * @throws RangeError when there is no such snapshot
   */
  restore(name: string, from: string): Promise<void>;
  /** In the order in which they were taken. */
  snapshots(name: string): readonly Snapshot[];
  /** @returns whether there was such a snapshot */
  dropSnapshot(name: string, as: string): Promise<boolean>;
  /**
   * Makes `into` a world equal to this one: same state, ids, clock, scheduled work and credentials; its own journal, and no
   * faults, rate windows and outbox.
   */
  fork(name: string, into: string): Promise<void>;
  /** @returns whether there was such a world */
  drop(name: string): Promise<boolean>;
  has(name: string): boolean;
  names(): string[];
}

// Names of evicted worlds, so that a fresh world is never mistaken for the old one.
const MOST_EVICTED_NAMES = 10_000;

export function createWorlds(options: WorldsOptions): Worlds {
  const { images, log, realNow, bounds } = options;
  const worlds = new Map<string, World>();
  const opening = new Map<string, Promise<World>>();
  const snapshots = new Map<string, Map<string, Snapshot>>();
  const evicted = new Lru<string, true>(MOST_EVICTED_NAMES);
  const settings = { initialClock: options.clock ?? REAL_TIME };
  checkSetting(settings.initialClock.worldMs, settings.initialClock.scale);

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
    // Derived from the seed and the name: tokens differ between worlds, yet not between runs.
    const secret = worlds.get(name)?.secret ?? hexFrom(seedState(`${options.seed}/${name}`), 64);
    copy(SEED_NAME, name);
    openWorldImage(images, log, name).transact((transaction) => {
      transaction.set(WORLD_SPACE, SECRET, secret);
      writeClock(transaction, settings.initialClock);
    });
  };

  const add = (name: string): World => {
    const world = createWorld(name, options);
    worlds.set(name, world);
    world.clock.wake();
    return world;
  };

  const create = (name: string): World | Promise<World> => {
    const before = opening.get(name);
    if (before !== undefined) return before;
    checkWorldName(name);
    makeRoom();
    const loading = log?.load(name) ?? false;
    if (!(loading instanceof Promise)) {
      if (!loading) seedWorld(name);
      return add(name);
    }
    const opened = loading
      .then((isKept) => {
        if (!isKept) seedWorld(name);
        return add(name);
      })
      .finally(() => opening.delete(name));
    opening.set(name, opened);
    return opened;
  };

  const open = (name: string): World | Promise<World> => {
    const world = worlds.get(name);
    if (world !== undefined) {
      world.lastUsedMs = realNow();
      return world;
    }
    if (evicted.get(name) === undefined) return create(name);
    throw new BoundReached(
      `World ${name} was idle, and was evicted when there were more than ${bounds.worlds} worlds. Reset it to begin anew, or allow more worlds.`,
    );
  };

  const revive = async (name: string): Promise<World> => {
    evicted.delete(name);
    return open(name);
  };

  /** Evicts worlds that are idle, the one that was idle longest first, until one more fits. */
  const makeRoom = (): void => {
    while (worlds.size + opening.size >= bounds.worlds) {
      const idleSince = realNow() - bounds.idleSeconds * 1000;
      let oldest: World | undefined;
      for (const world of worlds.values())
        if (world.users === 0 && world.lastUsedMs <= (oldest?.lastUsedMs ?? idleSince) && world.name !== DEFAULT_WORLD)
          oldest = world;
      if (oldest === undefined)
        throw new BoundReached(
          `There are ${bounds.worlds} worlds, all used within the last ${bounds.idleSeconds} seconds. Delete those that are done, or allow more.`,
        );
      evicted.set(oldest.name, true);
      drop(oldest.name);
    }
  };

  /** Stops whatever a world that is going still does. */
  const retire = (world: World | undefined): void => {
    world?.clock.stop();
    world?.journal.end();
  };

  const drop = (name: string): boolean => {
    const world = worlds.get(name);
    retire(world);
    worlds.delete(name);
    remove(name);
    for (const as of snapshots.get(name)?.keys() ?? []) remove(snapshotKey(name, as));
    snapshots.delete(name);
    return world !== undefined;
  };

  return {
    open,
    revive,
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
      if (own.size >= bounds.snapshots && !own.has(as))
        throw new BoundReached(`World ${name} has ${bounds.snapshots} snapshots already. Delete those that are done.`);
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
      if (own?.has(from) !== true) throw new RangeError(missingSnapshot(name, from, [...(own?.keys() ?? [])]));
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
      checkWorldName(into);
      if (into === name) throw new RangeError(`world ${name} cannot be forked into itself`);
      const { tracing } = await open(name);
      if (!worlds.has(into)) makeRoom();
      // Its snapshots stay; everything else gives way.
      retire(worlds.get(into));
      worlds.delete(into);
      remove(into);
      evicted.delete(into);
      await keep(into, () => {
        copy(name, into);
      });
      add(into).tracing = tracing;
    },
    async drop(name) {
      evicted.delete(name);
      const had = drop(name);
      await log?.settled(name);
      return had;
    },
  };
}

/** What a restore keeps measures time left, not times: it moves along with a clock that is moved back. */
function shiftLocal(transaction: Transaction, byMs: number): void {
  shiftRates(transaction, byMs);
  shiftOutbox(transaction, byMs);
}

/** What a reset empties and a restore keeps. */
function clearLocal(transaction: Transaction): void {
  clearFaults(transaction);
  clearRates(transaction);
  clearOutbox(transaction);
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

/** The world of an image that is there. */
function createWorld(name: string, options: WorldsOptions): World {
  const { images, log, realNow, timer, send, isTarget, mounts, bounds, tracing } = options;
  const image = openWorldImage(images, log, name);
  const identity = {
    name,
    get secret() {
      return image.read(WORLD_SPACE, SECRET) as string;
    },
  };
  const outbox = createOutbox({
    image,
    realNow,
    send,
    now: () => clock.now(),
    policyOf: (provider) => mounts.get(provider)?.provider.webhooks,
    isTarget,
    limit: bounds.events,
    onChange: () => clock.wake(),
  });
  const { publicUrlOf, acceptAnyCredentials, onBug } = options;
  const due = createDueWork({ image, outbox, mounts, world: identity, publicUrlOf, acceptAnyCredentials, onBug });
  const use = (change: 1 | -1): void => {
    world.users += change;
  };
  const clock: WorldClock = createClock({ image, due, realNow, timer, shift: shiftLocal, use });
  const specs: LoadableSpec[] = [...mounts].map(([spec, { behaviour }]) => ({ name: spec, operations: behaviour }));
  const now = realNow();
  const world: World = {
    name,
    get secret() {
      return identity.secret;
    },
    image,
    clock,
    due,
    outbox,
    journal: createJournal({ entries: bounds.exchanges, bytes: bounds.journalBytes }),
    faults: createFaults({ image, specs, limit: bounds.faults }),
    createdMs: now,
    lastUsedMs: now,
    users: 0,
    tracing,
  };
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

const LONGEST_SNAPSHOT_NAME = 200;

function checkSnapshotName(name: string): void {
  if (name === "" || name === "." || name === ".." || name.length > LONGEST_SNAPSHOT_NAME)
    throw new RangeError(
      `A snapshot's name has 1 to ${LONGEST_SNAPSHOT_NAME} characters, and is neither "." nor "..", which URLs leave out. ${JSON.stringify(name.slice(0, 20))} is not one.`,
    );
}

/** What to say when there is no such snapshot. */
export const missingSnapshot = (world: string, name: string, known: readonly string[]): string =>
  `World ${world} has no snapshot "${name}"; it has ${known.length === 0 ? "none" : known.join(", ")}.`;

// World names hold no tilde, so these keys never meet.
const snapshotKey = (name: string, snapshot: string): string => `${name}~${snapshot}`;
