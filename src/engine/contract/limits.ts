import { StandinError, toUnknownNameError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import type { Reason } from "./reasons.ts";

/** Thrown when a limit is reached. The message names the limit, and says how to make room. */
export class LimitExceededError extends StandinError {
  override readonly name = "LimitExceededError";
  /** Why a request to a provider is refused; absent for limits that only the control API or in-process calls can reach. */
  readonly reason: Reason | undefined;

  constructor(why: Reason | string) {
    super("ERR_STANDIN_LIMIT_EXCEEDED", typeof why === "string" ? why : why.text);
    this.reason = typeof why === "string" ? undefined : why;
  }
}

/**
 * Upper limits of what standin stores. Everything that grows has one; `docs/limits.md` describes what happens at each. Bytes
 * are estimates: a text counts by its length, and the objects around it by their size in memory.
 */
export interface Limits {
  /** Worlds; default 1000. Beyond it a world that is not in use is evicted. */
  readonly worlds: number;
  /** Worlds created only by requests, through a path or header; they count towards `worlds` too. Default: half of `worlds`. */
  readonly worldsByRequest: number;
  /** Real seconds without an exchange after which a world counts as idle; default 60. */
  readonly idleSeconds: number;
  /** Remembered names of evicted worlds, so that requests to them can be told of the eviction; default 10,000. */
  readonly formerWorlds: number;
  /** Bytes of the rows of one world, including its outbox, faults and rate-limit windows; default: half of `bytes`. */
  readonly worldBytes: number;
  /**
   * Bytes of the rows of all worlds, including snapshots; what copies share counts once. Default: a quarter of the heap
   * limit, 1 GiB at most; 256 MiB if the heap limit is unknown.
   */
  readonly bytes: number;
  /** Snapshots of one world; default 100. */
  readonly snapshots: number;
  /** Faults of one world; default 100. */
  readonly faults: number;
  /** Rate-limit windows of one world; default 10,000. */
  readonly rateWindows: number;
  /** Events in the outbox of one world; default 1000. */
  readonly events: number;
  /** Bytes of the events in the outbox of one world, with their attempts; default 16 MiB. */
  readonly eventBytes: number;
  /**
   * Exchanges in the journal of one world; default 500: entries that are dropped this early are still in V8's young generation,
   * and cheap to collect.
   */
  readonly exchanges: number;
  /** Bytes of the journal of one world: bodies, headers, paths, changed rows; default 4 MiB. */
  readonly journalBytes: number;
  /** Bytes of the journals of all worlds; default: a quarter of `bytes`. */
  readonly journalsBytes: number;
  /** Exchange streams that are open at the same time; default 100. */
  readonly streams: number;
  /** Unsent reply bytes of one connection, beyond which its next request waits; default 1 MiB. */
  readonly unsentBytes: number;
}

/**
 * Most violations that are collected for one request: the first ones. Reasons and replies list no more than that; a provider
 * that reports the number of violations counts all of them.
 */
export const MOST_VIOLATIONS = 100;

const MEBIBYTE = 1024 * 1024;

/** Default limits that do not depend on the machine. */
export const DEFAULT_LIMITS: Omit<Limits, "worldBytes" | "bytes" | "journalsBytes"> = {
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

/** The complete limits of an engine. */
export interface EngineLimits extends Limits {
  /** Whether this many bytes exceed the limit. Cheaper than reading the limit, which may have to query the heap limit first. */
  isOver(name: MemoryLimit, bytes: number): boolean;
}

const UNKNOWN_HEAP_BYTES = 1024 * MEBIBYTE;
const MOST_BYTES = 1024 * MEBIBYTE;
/** Less than any default that depends on the heap limit, which therefore need not be queried up to here. */
const FREE_BYTES = MEBIBYTE;

/**
 * Completes the given limits with their defaults.
 *
 * @param heapBytes returns the heap limit; called only when much is stored, as the query is slow
 * @throws StandinError for an unknown name, or a value that is not a number of at least 1 (`idleSeconds`: 0)
 */
export function toLimits(given: Partial<Limits> = {}, heapBytes?: () => number | undefined): EngineLimits {
  checkLimits(given);
  let known: number | undefined;
  const bytes = (): number => {
    known ??= given.bytes ?? Math.min(Math.floor((heapBytes?.() ?? UNKNOWN_HEAP_BYTES) / 4), MOST_BYTES);
    return known;
  };
  const { worlds = DEFAULT_LIMITS.worlds } = given;
  const limits: EngineLimits = {
    ...DEFAULT_LIMITS,
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
    isOver: (name, taken) =>
      (given[name] ?? (given.bytes === undefined ? FREE_BYTES : 0)) < taken && taken > limits[name],
  };
  return limits;
}

/** Limits whose defaults depend on the heap limit. */
const MEMORY_LIMITS = ["bytes", "worldBytes", "journalsBytes"] as const;
export type MemoryLimit = (typeof MEMORY_LIMITS)[number];

function checkLimits(given: Partial<Limits>): void {
  const names: readonly string[] = [...Object.keys(DEFAULT_LIMITS), ...MEMORY_LIMITS];
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name)) throw toUnknownNameError("ERR_STANDIN_INVALID_OPTION", "limit", name, names);
    const least = name === "idleSeconds" ? 0 : 1;
    if (typeof value !== "number" || !(value >= least))
      throw new StandinError(
        "ERR_STANDIN_INVALID_OPTION",
        `The limit ${name} must be a number of at least ${least}, not ${quoteValue(value)}.`,
      );
  }
}
