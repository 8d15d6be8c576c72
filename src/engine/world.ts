import { BoundReached, type Bounds } from "./bounds.ts";
import { type Clock, type ClockSetting, createClock, REAL_TIME, type Timer } from "./clock.ts";
import { createFaults, type Faults, type LoadableSpec } from "./faults.ts";
import { createJournal, type Journal } from "./journal.ts";
import { Lru } from "./lru.ts";
import { createOutbox, type Outbox, type Send, type WebhookPolicy } from "./outbox.ts";
import { hexFrom, seedRandom, seedState } from "./random.ts";
import { RateWindows } from "./rate-limit.ts";
import type { Store, Transaction } from "./store.ts";
import { Turns } from "./turns.ts";
import { DEFAULT_WORLD, isWorldName } from "./world-name.ts";

const SEED_NAME = "~seed";

/** One isolated universe. Its state lives in the store; what is here is either a small value or evidence. */
export interface World {
  readonly name: string;
  /** By which it signs what it issues; forks share it. */
  readonly secret: string;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly outbox: Outbox;
  readonly rates: RateWindows;
  /** Of the transactions that have overtaken each other. */
  readonly turns: Turns;
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
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  readonly timer?: Timer | undefined;
  readonly send?: Send | undefined;
  readonly policyOf: (provider: string) => WebhookPolicy | undefined;
  /** The specs that faults are checked against. */
  readonly specs: readonly LoadableSpec[];
  /** First state of ids and randomness, the same for every world. */
  readonly seed: string | number;
  /** The clock's first setting; default: real time. */
  readonly clock?: ClockSetting | undefined;
  readonly bounds: Bounds;
  /** Whether new worlds are traced. */
  readonly tracing: boolean;
  /** Fills the seed world with what the providers start with. */
  readonly fillSeed: (transaction: Transaction) => Promise<void>;
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
   * Springs into existence from the seed at first use, and counts as used now.
   *
   * @throws BoundReached when there are too many worlds in use, or when this one was evicted
   */
  open(name: string): World | Promise<World>;
  /** The same, also for a world that was evicted: it begins anew. */
  revive(name: string): Promise<World>;
  /** The world, if there is one. */
  find(name: string): World | undefined;
  /** Back to the seed: state, ids, clock, faults, journal, outbox. */
  reset(name: string): Promise<void>;
  /** @throws BoundReached when there are too many snapshots */
  snapshot(name: string, as: string): Promise<Snapshot>;
  /** @throws RangeError when there is no such snapshot */
  restore(name: string, from: string): Promise<void>;
  /** In the order in which they were taken. */
  snapshots(name: string): readonly Snapshot[];
  /** @returns whether there was such a snapshot */
  dropSnapshot(name: string, as: string): Promise<boolean>;
  /** Makes `into` a world equal to this one: same state, ids, clock and credentials; its own journal, faults and outbox. */
  fork(name: string, into: string): Promise<void>;
  /** @returns whether there was such a world */
  drop(name: string): Promise<boolean>;
  has(name: string): boolean;
  names(): string[];
}

// Names of evicted worlds, so that nobody who comes back mistakes a fresh world for the old one.
const MOST_EVICTED_NAMES = 10_000;

export function createWorlds(options: WorldsOptions): Worlds {
  const { store, realNow, bounds } = options;
  const worlds = new Map<string, World>();
  const births = new Map<string, Promise<World>>();
  const snapshots = new Map<string, Map<string, ClockSetting & Snapshot>>();
  const evicted = new Lru<string, true>(MOST_EVICTED_NAMES);
  let seeded: Promise<void> | undefined;

  const fillSeed = async (): Promise<void> => {
    await store.create(SEED_NAME);
    const transaction = await beginIn(store, SEED_NAME);
    seedRandom(transaction, options.seed);
    await options.fillSeed(transaction);
    await transaction.commit();
  };

  const createWorld = (name: string, secret: string, setting: ClockSetting | undefined): World => {
    const { timer, send, policyOf, specs, tracing } = options;
    const clock = createClock({ realNow, timer, setting });
    const now = realNow();
    const world: World = {
      name,
      secret,
      clock,
      journal: createJournal({ entries: bounds.exchanges, bytes: bounds.journalBytes }),
      faults: createFaults({ specs, limit: bounds.faults }),
      outbox: createOutbox({ clock, realNow, send, policyOf, limit: bounds.events }),
      rates: new RateWindows(),
      turns: new Turns(),
      createdMs: now,
      lastUsedMs: now,
      users: 0,
      tracing,
    };
    worlds.set(name, world);
    return world;
  };

  const seedWorld = async (name: string): Promise<void> => {
    seeded ??= fillSeed();
    await seeded;
    await store.copy(SEED_NAME, name);
  };

  // Drawn from the seed and the name: tokens differ between worlds, yet not between runs.
  const firstSecret = (name: string): string => hexFrom(seedState(`${options.seed}/${name}`), 64);

  const create = (name: string): Promise<World> => {
    const birth = births.get(name);
    if (birth !== undefined) return birth;
    const room = makeRoom();
    const born = room
      .then(() => seedWorld(name))
      .then(() => createWorld(name, firstSecret(name), options.clock))
      .finally(() => births.delete(name));
    births.set(name, born);
    return born;
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

  /** Evicts worlds that are idle, the one that was idle longest first, until one more fits. Chooses them at once. */
  const makeRoom = (): Promise<unknown> => {
    const dropped: Promise<unknown>[] = [];
    while (worlds.size + births.size >= bounds.worlds) {
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
      dropped.push(drop(oldest.name));
    }
    return Promise.all(dropped);
  };

  /** Stops whatever a world that is going still does. */
  const retire = (world: World | undefined): void => {
    world?.outbox.clear();
    world?.clock.clear();
    world?.journal.end();
  };

  const drop = async (name: string): Promise<boolean> => {
    const world = worlds.get(name);
    retire(world);
    worlds.delete(name);
    await store.drop(name);
    for (const as of snapshots.get(name)?.keys() ?? []) await store.drop(snapshotKey(name, as));
    snapshots.delete(name);
    return world !== undefined;
  };

  const renew = (world: World, clock: ClockSetting): void => {
    world.clock.restore(clock);
    world.rates.clear();
  };

  return {
    open,
    revive,
    find: (name) => worlds.get(name),
    has: (name) => worlds.has(name),
    names: () => [...worlds.keys()],
    async reset(name) {
      const world = await revive(name);
      await seedWorld(name);
      renew(world, options.clock ?? REAL_TIME);
      world.journal.clear();
      world.faults.clear();
      world.outbox.clear();
      world.clock.clear();
    },
    async snapshot(name, as) {
      const { clock } = await open(name);
      const own = snapshots.get(name) ?? new Map<string, ClockSetting & Snapshot>();
      if (own.size >= bounds.snapshots && !own.has(as))
        throw new BoundReached(`World ${name} has ${bounds.snapshots} snapshots already. Delete those that are done.`);
      await store.copy(name, snapshotKey(name, as));
      const snapshot = { name: as, atMs: clock.now() };
      snapshots.set(name, own.set(as, { ...clock.setting, ...snapshot }));
      return snapshot;
    },
    async restore(name, from) {
      const world = await open(name);
      const clock = snapshots.get(name)?.get(from);
      if (clock === undefined || !(await store.copy(snapshotKey(name, from), name)))
        throw new RangeError(missingSnapshot(name, from, [...(snapshots.get(name)?.keys() ?? [])]));
      renew(world, clock);
    },
    snapshots: (name) => [...(snapshots.get(name)?.values() ?? [])].map(({ name: as, atMs }) => ({ name: as, atMs })),
    async dropSnapshot(name, as) {
      const had = snapshots.get(name)?.delete(as) ?? false;
      if (had) await store.drop(snapshotKey(name, as));
      return had;
    },
    async fork(name, into) {
      if (!isWorldName(into)) throw new RangeError(`${JSON.stringify(into)} is no name for a world`);
      if (into === name) throw new RangeError(`world ${name} cannot be forked into itself`);
      const { secret, clock, tracing } = await open(name);
      if (!worlds.has(into)) await makeRoom();
      retire(worlds.get(into));
      evicted.delete(into);
      await store.copy(name, into);
      createWorld(into, secret, clock.setting).tracing = tracing;
    },
    drop(name) {
      evicted.delete(name);
      return drop(name);
    },
  };
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

/** What to say when there is no such snapshot. */
export const missingSnapshot = (world: string, name: string, known: readonly string[]): string =>
  `World ${world} has no snapshot "${name}"; it has ${known.length === 0 ? "none" : known.join(", ")}.`;

// World names hold no tilde, so these keys never meet.
const snapshotKey = (name: string, snapshot: string): string => `${name}~${snapshot}`;

export async function beginIn(store: Store, name: string): Promise<Transaction> {
  const transaction = await store.begin(name);
  if (transaction === undefined) throw new Error(`the store lost world ${name}: it was opened, but is not there`);
  return transaction;
}
