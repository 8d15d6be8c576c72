import type { Images, Transaction } from "../state/images.ts";
import type { Log } from "../state/log.ts";
import { seedRandom } from "../state/random.ts";
import { openWorldImage, settledIn } from "../state/world-image.ts";
import type { ClockSetting } from "./clock.ts";

const SEED_NAME = "~seed";

/** Where a new seed is tried before it replaces the seed. */
const TRIAL_NAME = "~trial";

/** What every world begins with. */
export interface Seeding {
  /** Seed of ids and randomness, the same for every world. */
  readonly seed: string | number;
  /** Initial setting of the clock; default: real time. */
  readonly clock?: ClockSetting | undefined;
  /** Fills the seed world with the seeds of the mocks. */
  readonly fill: (transaction: Transaction) => void;
}

export interface WorldCopiesOptions {
  readonly images: Images;
  readonly log?: Log | undefined;
  /** Returns what worlds begin with now. */
  readonly seeding: () => Seeding;
}

/** Copies and removes the images of worlds. An entry of the log goes along with each. */
export interface WorldCopies {
  copy(from: string, to: string): void;
  remove(name: string): void;
  /** Removes an image that the log keeps. */
  unload(name: string): void;
  /** Copies the seed world. @param complete writes what the new image has of its own */
  copySeed(to: string, complete: (transaction: Transaction) => void): void;
  /** The same with another world. */
  copyWorld(from: string, to: string, complete: (transaction: Transaction) => void): void;
  /** Makes the seed world anew, by what `seeding` returns now; what that throws leaves the seed world as it is. */
  renewSeed(): void;
  /** Runs work on a world, and again for as long as a log says that another process came first. */
  keep(name: string, work: () => void): Promise<void>;
}

export function createWorldCopies({ images, log, seeding }: WorldCopiesOptions): WorldCopies {
  const copy = (from: string, to: string): void => {
    if (images.copy(from, to)) log?.append({ kind: "copy", world: to, from });
  };

  const copyWorld: WorldCopies["copyWorld"] = (from, to, complete) => {
    copy(from, to);
    openWorldImage(images, log, to).transact(complete);
  };

  const createSeed = (name = SEED_NAME): void => {
    const { seed, fill } = seeding();
    images.create(name);
    try {
      openWorldImage(images, undefined, name).transact((transaction) => {
        seedRandom(transaction, seed);
        fill(transaction);
      });
    } catch (error) {
      images.drop(name);
      throw error;
    }
  };

  return {
    copy,
    copyWorld,
    copySeed(to, complete) {
      if (!images.has(SEED_NAME)) createSeed();
      copyWorld(SEED_NAME, to, complete);
    },
    renewSeed() {
      createSeed(TRIAL_NAME);
      images.drop(TRIAL_NAME);
      images.drop(SEED_NAME);
    },
    remove(name) {
      images.drop(name);
      log?.append({ kind: "drop", world: name });
    },
    unload: (name) => images.drop(name),
    async keep(name, work) {
      do {
        const catchingUp = log?.catchUp(name);
        if (catchingUp !== undefined) await catchingUp;
        work();
      } while ((await settledIn(log, name)) === false);
    },
  };
}
