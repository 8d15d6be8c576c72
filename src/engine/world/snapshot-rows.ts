import type { Images } from "../state/images.ts";

/** A copy of a world under a name. */
export interface Snapshot {
  readonly name: string;
  /** World time when it was taken, milliseconds since 1970. */
  readonly atMs: number;
}

/** A snapshot as a row of its world, in a space that copies leave out. Its content is an image of its own. */
export interface SnapshotRow extends Snapshot {
  /** The order in which they were taken. */
  readonly number: number;
}

export const SNAPSHOTS = "!snapshots";
const EVERYTHING = { from: "", to: "\uffff".repeat(8), limit: Number.POSITIVE_INFINITY };

/** The name of a snapshot's image. World names hold no tilde, so these never meet. */
export const imageOf = (world: string, snapshot: string): string => `${world}~${snapshot}`;

/** The snapshots of a world, in the order in which they were taken. */
export function snapshotRows(images: Images, world: string): readonly SnapshotRow[] {
  if (!images.has(world) || images.view(world).firstKey(SNAPSHOTS) === undefined) return [];
  const transaction = images.begin(world);
  const rows = transaction?.range(SNAPSHOTS, EVERYTHING).map(([, row]) => row as SnapshotRow) ?? [];
  transaction?.abandon();
  return rows.sort((a, b) => a.number - b.number);
}
