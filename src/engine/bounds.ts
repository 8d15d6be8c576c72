/** Something has as many as it may. The message says which bound it is, and how to make room. */
export class BoundReached extends Error {
  override readonly name: string = "BoundReached";
}

/** How much standin keeps. Whatever grows has a bound. */
export interface Bounds {
  /** Worlds; default 1000. Beyond it the world that has been idle longest is evicted. */
  readonly worlds: number;
  /** Real seconds without an exchange after which a world counts as idle; default 60. */
  readonly idleSeconds: number;
  /** Snapshots of one world; default 100. */
  readonly snapshots: number;
  /** Faults of one world; default 100. */
  readonly faults: number;
  /** Events in the outbox of one world; default 1000. */
  readonly events: number;
  /**
   * Exchanges in the journal of one world; default 500: what leaves it that soon is still young, and costs the garbage
   * collector next to nothing.
   */
  readonly exchanges: number;
  /** Bytes of the bodies, queries and paths in the journal of one world; default 4 MiB. */
  readonly journalBytes: number;
}

/**
 * Complaints about one request that are kept: the first ones, whatever is wrong besides. Reasons list no more, and so do
 * replies; a provider that says how many there are counts all.
 */
export const MOST_COMPLAINTS = 100;

export const DEFAULT_BOUNDS: Bounds = {
  worlds: 1000,
  idleSeconds: 60,
  snapshots: 100,
  faults: 100,
  events: 1000,
  exchanges: 500,
  journalBytes: 4 * 1024 * 1024,
};
