import { StandinError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import { LimitExceededError } from "../contract/limits.ts";
import type { Images, Transaction } from "../state/images.ts";
import type { Log } from "../state/log.ts";
import { openWorldImage } from "../state/world-image.ts";
import { imageOf, SNAPSHOTS, type Snapshot, type SnapshotRow, snapshotRows } from "./snapshot-rows.ts";
import type { WorldCopies } from "./world-copies.ts";

/** The snapshots of all worlds. */
export interface Snapshots {
  /**
   * @throws LimitExceededError if there are too many snapshots
   */
  take(world: string, as: string, now: () => number): Promise<Snapshot>;
  /**
   * @throws StandinError if there is no such snapshot
   */
  requireKnown(world: string, name: string): void;
  /** Loads a snapshot's image from the log, if it is not there. */
  load(world: string, name: string): Promise<void>;
  /** Puts a snapshot's image in the place of the world's. */
  copyBack(world: string, name: string): void;
  /** @returns whether it existed */
  drop(world: string, name: string): Promise<boolean>;
  /** Lists the snapshots of a world in an image that has replaced its own. */
  list(transaction: Transaction, rows: readonly SnapshotRow[]): void;
}

export interface SnapshotsOptions {
  readonly images: Images;
  readonly log?: Log | undefined;
  readonly copies: WorldCopies;
  /** How many a world may have. */
  readonly limit: number;
}

export function createSnapshots({ images, log, copies, limit }: SnapshotsOptions): Snapshots {
  const { copy, remove, keep } = copies;
  const rowsOf = (world: string): readonly SnapshotRow[] => snapshotRows(images, world);
  const has = (world: string, name: string): boolean =>
    images.has(world) && images.view(world).read(SNAPSHOTS, name) !== undefined;

  return {
    async take(world, as, now) {
      const image = openWorldImage(images, log, world);
      let row: SnapshotRow = { name: as, atMs: now(), number: 0 };
      await keep(world, () => {
        const own = rowsOf(world);
        const before = own.find(({ name }) => name === as);
        if (own.length >= limit && before === undefined)
          throw new LimitExceededError(`World ${world} has ${limit} snapshots already. Delete those that are done.`);
        copy(world, imageOf(world, as));
        row = { name: as, atMs: now(), number: before?.number ?? (own.at(-1)?.number ?? 0) + 1 };
        image.transact((transaction) => void transaction.set(SNAPSHOTS, as, row));
      });
      return { name: as, atMs: row.atMs };
    },
    requireKnown(world, name) {
      if (!has(world, name))
        throw new StandinError(
          "ERR_STANDIN_NOT_FOUND",
          missingSnapshot(
            world,
            name,
            rowsOf(world).map((row) => row.name),
          ),
        );
    },
    async load(world, name) {
      if (!images.has(imageOf(world, name))) await log?.load(imageOf(world, name));
    },
    copyBack(world, name) {
      copy(imageOf(world, name), world);
    },
    async drop(world, name) {
      if (!has(world, name)) return false;
      await keep(world, () => {
        openWorldImage(images, log, world).transact((transaction) => transaction.delete(SNAPSHOTS, name));
        remove(imageOf(world, name));
      });
      return true;
    },
    list(transaction, rows) {
      for (const row of rows) transaction.set(SNAPSHOTS, row.name, row);
    },
  };
}

const LONGEST_SNAPSHOT_NAME = 200;

/** No URL holds one. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/** @throws StandinError if the name is not a valid snapshot name */
export function checkSnapshotName(name: unknown): void {
  if (
    typeof name !== "string" ||
    name === "" ||
    name === "." ||
    name === ".." ||
    name.length > LONGEST_SNAPSHOT_NAME ||
    HALF_CHARACTER.test(name)
  )
    throw new StandinError(
      "ERR_STANDIN_INVALID_NAME",
      `A snapshot's name has 1 to ${LONGEST_SNAPSHOT_NAME} characters, none of them half of a pair, and is neither "." nor "..", which URLs leave out. ${quoteValue(name)} is not one.`,
    );
}

/** What to say when there is no such snapshot. */
export const missingSnapshot = (world: string, name: string, known: readonly string[]): string =>
  `World ${world} has no snapshot ${quoteValue(name)}; it has ${known.length === 0 ? "none" : known.join(", ")}.`;
