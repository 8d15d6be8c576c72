import type { Reason } from "./reasons.ts";

/** Something has as many as it may. The message says which bound it is, and how to make room. */
export class BoundReached extends Error {
  override readonly name: string = "BoundReached";
  /** Why a provider's request is refused for it; absent where only the control API and code of this process come to it. */
  readonly reason: Reason | undefined;

  constructor(why: Reason | string) {
    super(typeof why === "string" ? why : why.text);
    this.reason = typeof why === "string" ? undefined : why;
  }
}

/**
 * How much standin keeps. Whatever grows has a bound; `docs/limits.md` says what happens there. Bytes are estimates: a text
 * counts by its length, and everything around it by what it takes in memory.
 */
export interface Bounds {
  /** Worlds; default 1000. Beyond it a world gives way that is not in use. */
  readonly worlds: number;
  /** Worlds that only requests have made, by a path or header; default: half of `worlds`, of which they are a part. */
  readonly worldsByRequest: number;
  /** Real seconds without an exchange after which a world counts as idle; default 60. */
  readonly idleSeconds: number;
  /** Names of worlds that are gone, of which requests are told that the world was evicted; default 10,000. */
  readonly formerWorlds: number;
  /** Bytes of the rows of one world, its outbox, faults and rate windows among them; default: half of `bytes`. */
  readonly worldBytes: number;
  /**
   * Bytes of the rows of all worlds, snapshots included; what copies share counts once. Default: a quarter of what the heap may
   * grow to, 1 GiB at most; 256 MiB where that is not known.
   */
  readonly bytes: number;
  /** Snapshots of one world; default 100. */
  readonly snapshots: number;
  /** Faults of one world; default 100. */
  readonly faults: number;
  /** Windows of the rate limits of one world; default 10,000. */
  readonly rateWindows: number;
  /** Events in the outbox of one world; default 1000. */
  readonly events: number;
  /** Bytes of the events in the outbox of one world, with their attempts; default 16 MiB. */
  readonly eventBytes: number;
  /**
   * Exchanges in the journal of one world; default 500: what leaves it that soon is still young, and costs the garbage
   * collector next to nothing.
   */
  readonly exchanges: number;
  /** Bytes of the journal of one world: bodies, headers, paths, changed rows; default 4 MiB. */
  readonly journalBytes: number;
  /** Bytes of the journals of all worlds; default: a quarter of `bytes`. */
  readonly journalsBytes: number;
  /** Streams of exchanges that are followed at the same time; default 100. */
  readonly streams: number;
  /** Bytes of replies that one connection has not taken yet, beyond which its next request waits; default 1 MiB. */
  readonly unsentBytes: number;
}

/**
 * Complaints about one request that are kept: the first ones, whatever is wrong besides. Reasons list no more, and so do
 * replies; a provider that says how many there are counts all.
 */
export const MOST_COMPLAINTS = 100;

const MEBIBYTE = 1024 * 1024;

/** Those that do not depend on the machine. */
export const DEFAULT_BOUNDS: Omit<Bounds, "worldBytes" | "bytes" | "journalsBytes"> = {
  worlds: 1000,
  worldsByRequest: 500,
  idleSeconds: 60,
  formerWorlds: 10_000,
  snapshots: 100,
  faults: 100,
  rateWindows: 10_000,
  events: 1000,
  eventBytes: 16 * MEBIBYTE,
  exchanges: 500,
  journalBytes: 4 * MEBIBYTE,
  streams: 100,
  unsentBytes: MEBIBYTE,
};

/** All bounds of an engine. */
export interface EngineBounds extends Bounds {
  /** Whether so many bytes are too many. Asking is cheap, where reading a bound may have to find out first how much there is. */
  isOver(bound: MemoryBound, bytes: number): boolean;
}

const UNKNOWN_HEAP_BYTES = 1024 * MEBIBYTE;
const MOST_BYTES = 1024 * MEBIBYTE;
/** Less than any default that depends on the heap. */
const FREE_BYTES = MEBIBYTE;

/**
 * Completes bounds by their defaults.
 *
 * @param heapBytes what the heap may grow to; asked only when much is kept, as it takes its time
 * @throws RangeError for a name that is not one of a bound, or a value that is not a number of at least 1 (seconds: 0)
 */
export function toBounds(given: Partial<Bounds> = {}, heapBytes?: () => number | undefined): EngineBounds {
  checkBounds(given);
  let known: number | undefined;
  const bytes = (): number => {
    known ??= given.bytes ?? Math.min(Math.floor((heapBytes?.() ?? UNKNOWN_HEAP_BYTES) / 4), MOST_BYTES);
    return known;
  };
  const { worlds = DEFAULT_BOUNDS.worlds } = given;
  const bounds: EngineBounds = {
    ...DEFAULT_BOUNDS,
    worldsByRequest: Math.max(1, Math.floor(worlds / 2)),
    ...given,
    get bytes() {
      return bytes();
    },
    get worldBytes() {
      return given.worldBytes ?? Math.floor(bytes() / 2);
    },
    get journalsBytes() {
      return given.journalsBytes ?? Math.floor(bytes() / 4);
    },
    isOver: (bound, taken) =>
      (given[bound] ?? (given.bytes === undefined ? FREE_BYTES : 0)) < taken && taken > bounds[bound],
  };
  return bounds;
}

/** Bounds on memory that depend on how much of it there is. */
const MEMORY_BOUNDS = ["bytes", "worldBytes", "journalsBytes"] as const;
export type MemoryBound = (typeof MEMORY_BOUNDS)[number];

function checkBounds(given: Partial<Bounds>): void {
  const names: readonly string[] = [...Object.keys(DEFAULT_BOUNDS), ...MEMORY_BOUNDS];
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name)) throw new RangeError(`There is no bound ${name}; there are ${names.join(", ")}.`);
    const least = name === "idleSeconds" ? 0 : 1;
    if (!(value >= least)) throw new RangeError(`The bound ${name} is a number of at least ${least}, not ${value}.`);
  }
}
