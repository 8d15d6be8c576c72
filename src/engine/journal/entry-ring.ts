import { type RawEntry, shareWith, shorten, sizeOf, sizeOfChanges } from "./raw-entry.ts";
import type { SecretTrail, TrailPoint } from "./secret-trail.ts";

export interface JournalLimits {
  readonly entries: number;
  /** Of the bodies, headers, queries, paths and changed rows kept, and of the secrets that are kept because of them. */
  readonly bytes: number;
}

// Changes of one exchange that take more than this share of the journal are not stored: the journal shows their number.
const MOST_OF_CHANGES = 1 / 4;

/** The newest exchanges, up to a number of them and of bytes. */
export interface EntryRing {
  /** How many there are, and how many there have been. */
  readonly count: number;
  readonly recorded: number;
  /** What they take, by estimate. */
  readonly bytes: number;
  /** From the oldest, 0, on. */
  at(index: number): RawEntry | undefined;
  /** Shortens an entry to what is stored of it, and stores it. */
  push(entry: RawEntry): void;
  /** Drops the oldest until so many bytes are free, or none is left. */
  free(bytes: number): void;
  clear(): void;
  /** The point of the trail at which the earliest of them began. */
  oldestPoint(): TrailPoint | undefined;
}

/** @param weighed is told how what they take has changed */
export function createEntryRing(
  limits: JournalLimits,
  trail: SecretTrail,
  weighed: (change: number) => void,
): EntryRing {
  const mostChangedBytes = limits.bytes * MOST_OF_CHANGES;
  let ring: (RawEntry | undefined)[] = [];
  // Beside the entries, so that dropping one need not look at what is long out of the processor's reach.
  const sizes: number[] = [];
  const positions: number[] = [];
  let first = 0;
  let count = 0;
  let bytes = 0;
  let recorded = 0;

  const placeOf = (index: number): number => (first + index) % limits.entries;

  const weigh = (change: number): void => {
    bytes += change;
    weighed(change);
  };

  const dropOldest = (): void => {
    const place = placeOf(0);
    weigh(-(sizes[place] ?? 0));
    ring[place] = undefined;
    first += 1;
    count -= 1;
  };

  /** Drops the oldest until what is kept is within the limits: it, and the secrets that the world has left since. */
  const dropBeyond = (least: number): void => {
    while (count > least && bytes + trail.end.position - (positions[placeOf(0)] ?? 0) > limits.bytes) dropOldest();
  };
  trail.onGrowth = () => dropBeyond(0);

  return {
    get count() {
      return count;
    },
    get recorded() {
      return recorded;
    },
    get bytes() {
      return bytes;
    },
    at: (index) => ring[placeOf(index)],
    push(entry) {
      entry.requestBody = shorten(entry.requestBody);
      entry.replyBody = shorten(entry.replyBody);
      const before = count === 0 ? undefined : ring[placeOf(count - 1)];
      if (before !== undefined) shareWith(before, entry);
      const size = sizeOf(entry, before) + sizeOfChanges(entry, mostChangedBytes);
      if (count === limits.entries) dropOldest();
      const place = placeOf(count);
      ring[place] = entry;
      sizes[place] = size;
      positions[place] = entry.trail.position;
      count += 1;
      recorded += 1;
      weigh(size);
      dropBeyond(1);
    },
    free(wanted) {
      for (const most = bytes - wanted; bytes > most && count > 0; ) dropOldest();
    },
    clear() {
      ring = [];
      first = 0;
      count = 0;
      weigh(-bytes);
      trail.forget();
    },
    oldestPoint() {
      // Nearly always that of the oldest entry: an exchange that took long is recorded behind others that began later.
      let oldest = ring[placeOf(0)]?.trail;
      for (let index = 1; index < count; index += 1)
        if ((positions[placeOf(index)] ?? 0) < (oldest?.position ?? 0)) oldest = ring[placeOf(index)]?.trail;
      return oldest;
    },
  };
}
