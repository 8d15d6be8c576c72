import { StandinError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import { LimitExceededError } from "../contract/limits.ts";
import type { WorldCopies } from "./world-copies.ts";

/** A copy of a world under a name. */
export interface Snapshot {
  readonly name: string;
  /** World time when it was taken, milliseconds since 1970. */
  readonly atMs: number;
}

/** The snapshots of all worlds. */
export interface Snapshots {
  /** In the order in which they were taken. */
  of(world: string): readonly Snapshot[];
  /**
   * @throws LimitExceededError if there are too many snapshots
   */
  take(world: string, as: string, now: () => number): Promise<Snapshot>;
  /**
   * @throws StandinError if there is no such snapshot
   */
  requireKnown(world: string, name: string): void;
  /** Puts a snapshot's image in the place of the world's. */
  copyBack(world: string, name: string): void;
  /** @returns whether it existed */
  drop(world: string, name: string): boolean;
  dropAll(world: string): void;
}

/** @param limit how many a world may have */
export function createSnapshots({ copy, remove, keep }: WorldCopies, limit: number): Snapshots {
  const snapshots = new Map<string, Map<string, Snapshot>>();
  return {
    of: (world) => [...(snapshots.get(world)?.values() ?? [])],
    async take(world, as, now) {
      const own = snapshots.get(world) ?? new Map<string, Snapshot>();
      if (own.size >= limit && !own.has(as))
        throw new LimitExceededError(`World ${world} has ${limit} snapshots already. Delete those that are done.`);
      let atMs = now();
      await keep(world, () => {
        copy(world, keyOf(world, as));
        atMs = now();
      });
      const snapshot = { name: as, atMs };
      snapshots.set(world, own.set(as, snapshot));
      return snapshot;
    },
    requireKnown(world, name) {
      const own = snapshots.get(world);
      if (own?.has(name) !== true)
        throw new StandinError("ERR_STANDIN_NOT_FOUND", missingSnapshot(world, name, [...(own?.keys() ?? [])]));
    },
    copyBack(world, name) {
      copy(keyOf(world, name), world);
    },
    drop(world, name) {
      const had = snapshots.get(world)?.delete(name) ?? false;
      if (had) remove(keyOf(world, name));
      return had;
    },
    dropAll(world) {
      for (const name of snapshots.get(world)?.keys() ?? []) remove(keyOf(world, name));
      snapshots.delete(world);
    },
  };
}

const LONGEST_SNAPSHOT_NAME = 200;

/** @throws StandinError if the name is not a valid snapshot name */
export function checkSnapshotName(name: unknown): void {
  if (typeof name !== "string" || name === "" || name === "." || name === ".." || name.length > LONGEST_SNAPSHOT_NAME)
    throw new StandinError(
      "ERR_STANDIN_INVALID_NAME",
      `A snapshot's name has 1 to ${LONGEST_SNAPSHOT_NAME} characters, and is neither "." nor "..", which URLs leave out. ${quoteValue(name)} is not one.`,
    );
}

/** What to say when there is no such snapshot. */
export const missingSnapshot = (world: string, name: string, known: readonly string[]): string =>
  `World ${world} has no snapshot ${quoteValue(name)}; it has ${known.length === 0 ? "none" : known.join(", ")}.`;

// World names hold no tilde, so these keys never meet.
const keyOf = (world: string, snapshot: string): string => `${world}~${snapshot}`;
