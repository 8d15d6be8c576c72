import type { Images, Transaction } from "../state/images.ts";
import type { Log } from "../state/log.ts";
import { seedRandom } from "../state/random.ts";
import { openWorldImage } from "../state/world-image.ts";

const SEED_NAME = "~seed";

export interface WorldCopiesOptions {
  readonly images: Images;
  readonly log?: Log | undefined;
  /** Seed of ids and randomness, the same for every world. */
  readonly seed: string | number;
  /** Fills the seed world with the seeds of the mocks. */
  readonly fillSeed: (transaction: Transaction) => void;
}

/** Copies and removes the images of worlds. An entry of the log goes along with each. */
export interface WorldCopies {
  copy(from: string, to: string): void;
  remove(name: string): void;
  /** Copies the seed world. @param complete writes what the new image has of its own */
  copySeed(to: string, complete: (transaction: Transaction) => void): void;
  /** The same with another world. */
  copyWorld(from: string, to: string, complete: (transaction: Transaction) => void): void;
  /** Runs work on a world, and again for as long as a log says that another process came first. */
  keep(name: string, work: () => void): Promise<void>;
}

export function createWorldCopies({ images, log, seed, fillSeed }: WorldCopiesOptions): WorldCopies {
  const copy = (from: string, to: string): void => {
    if (images.copy(from, to)) log?.append({ kind: "copy", world: to, from });
  };

  const copyWorld: WorldCopies["copyWorld"] = (from, to, complete) => {
    copy(from, to);
    openWorldImage(images, log, to).transact(complete);
  };

  const createSeed = (): void => {
    images.create(SEED_NAME);
    try {
      openWorldImage(images, undefined, SEED_NAME).transact((transaction) => {
        seedRandom(transaction, seed);
        fillSeed(transaction);
      });
    } catch (error) {
      images.drop(SEED_NAME);
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
    remove(name) {
      images.drop(name);
      log?.append({ kind: "drop", world: name });
    },
    async keep(name, work) {
      do {
        await log?.catchUp(name);
        work();
      } while ((await log?.settled(name)) === false);
    },
  };
}
