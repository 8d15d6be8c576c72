import { type Clock, type ClockSetting, createClock, REAL_TIME, type Timer } from "./clock.ts";
import { Faults } from "./faults.ts";
import { createJournal, type Journal, type JournalLimits } from "./journal.ts";
import { createOutbox, type Outbox, type Send, type WebhookPolicy } from "./outbox.ts";
import { hexFrom, seedRandom, seedState } from "./random.ts";
import { RateWindows } from "./rate-limit.ts";
import type { Store, Transaction } from "./store.ts";

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
}

export interface WorldsOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  readonly timer?: Timer | undefined;
  readonly send?: Send | undefined;
  readonly policyOf: (provider: string) => WebhookPolicy | undefined;
  /** First state of ids and randomness, the same for every world. */
  readonly seed: string | number;
  /** The clock's first setting; default: real time. */
  readonly clock?: ClockSetting | undefined;
  readonly journal: JournalLimits;
  readonly outboxEntries: number;
  /** Fills the seed world with what the providers start with. */
  readonly fillSeed: (transaction: Transaction) => Promise<void>;
}

/** The worlds of one engine. All of these cost the same at any size: they keep or swap references. */
export interface Worlds {
  /** Springs into existence from the seed at first use. */
  open(name: string): World | Promise<World>;
  /** Back to the seed: state, ids, clock, faults, journal, outbox. */
  reset(name: string): Promise<void>;
  snapshot(name: string, as: string): Promise<void>;
  /** @throws RangeError when there is no such snapshot */
  restore(name: string, from: string): Promise<void>;
  /** Makes `into` a world equal to this one: same state, ids, clock and credentials; its own journal. */
  fork(name: string, into: string): Promise<void>;
  drop(name: string): Promise<void>;
  has(name: string): boolean;
  names(): string[];
}

/** What a world name may be: 1 to 64 letters, digits, dots, dashes and underscores. */
export const isWorldName = (name: string): boolean => /^[A-Za-z0-9._-]{1,64}$/.test(name);

export function createWorlds(options: WorldsOptions): Worlds {
  const { store } = options;
  const worlds = new Map<string, World>();
  const births = new Map<string, Promise<World>>();
  const snapshots = new Map<string, Map<string, ClockSetting>>();
  let seeded: Promise<void> | undefined;

  const fillSeed = async (): Promise<void> => {
    await store.create(SEED_NAME);
    const transaction = await beginIn(store, SEED_NAME);
    seedRandom(transaction, options.seed);
    await options.fillSeed(transaction);
    await transaction.commit();
  };

  const createWorld = (name: string, secret: string, setting: ClockSetting | undefined): World => {
    const { realNow, timer, send, policyOf, outboxEntries } = options;
    const clock = createClock({ realNow, timer, setting });
    const world: World = {
      name,
      secret,
      clock,
      journal: createJournal(options.journal),
      faults: new Faults(),
      outbox: createOutbox({ clock, realNow, send, policyOf, limit: outboxEntries }),
      rates: new RateWindows(),
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

  const open = (name: string): World | Promise<World> => {
    const world = worlds.get(name);
    if (world !== undefined) return world;
    const birth = births.get(name);
    if (birth !== undefined) return birth;
    const born = seedWorld(name)
      .then(() => createWorld(name, firstSecret(name), options.clock))
      .finally(() => births.delete(name));
    births.set(name, born);
    return born;
  };

  const renew = (world: World, clock: ClockSetting): void => {
    world.clock.restore(clock);
    world.rates.clear();
  };

  return {
    open,
    has: (name) => worlds.has(name),
    names: () => [...worlds.keys()],
    async reset(name) {
      const world = await open(name);
      await seedWorld(name);
      renew(world, options.clock ?? REAL_TIME);
      world.journal.clear();
      world.faults.clear();
      world.outbox.clear();
      world.clock.clear();
    },
    async snapshot(name, as) {
      const { clock } = await open(name);
      await store.copy(name, snapshotKey(name, as));
      const own = snapshots.get(name) ?? new Map<string, ClockSetting>();
      snapshots.set(name, own.set(as, clock.setting));
    },
    async restore(name, from) {
      const world = await open(name);
      const clock = snapshots.get(name)?.get(from);
      if (clock === undefined || !(await store.copy(snapshotKey(name, from), name)))
        throw new RangeError(`world ${name} has no snapshot named ${from}`);
      renew(world, clock);
    },
    async fork(name, into) {
      if (!isWorldName(into)) throw new RangeError(`${JSON.stringify(into)} is no name for a world`);
      const { secret, clock } = await open(name);
      await store.copy(name, into);
      createWorld(into, secret, clock.setting);
    },
    async drop(name) {
      worlds.delete(name);
      await store.drop(name);
      for (const as of snapshots.get(name)?.keys() ?? []) await store.drop(snapshotKey(name, as));
      snapshots.delete(name);
    },
  };
}

// World names hold no tilde, so these keys never meet.
const snapshotKey = (name: string, snapshot: string): string => `${name}~${snapshot}`;

export async function beginIn(store: Store, name: string): Promise<Transaction> {
  const transaction = await store.begin(name);
  if (transaction === undefined) throw new Error(`the store lost world ${name}: it was opened, but is not there`);
  return transaction;
}
