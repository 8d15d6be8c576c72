import type { Awaitable } from "./exchange.ts";

/** Which part of an ordered key space to read. */
export interface Range {
  /** First key, inclusive. */
  readonly from: string;
  /** Last key, exclusive. */
  readonly to: string;
  readonly limit: number;
  readonly descending?: boolean;
}

/**
 * One transaction: it reads one version of a world and commits the next, all or nothing.
 *
 * A world is a set of named spaces, each an ordered map from string keys to plain data. Collections, indexes, counters and
 * the random generator are all kept this way, so that a store has nothing else to know.
 */
export interface Transaction {
  get(space: string, key: string): Awaitable<unknown>;
  set(space: string, key: string, value: unknown): void;
  delete(space: string, key: string): void;
  range(space: string, range: Range): Awaitable<readonly (readonly [key: string, value: unknown])[]>;
  /** @returns false when what was read has changed meanwhile: nothing was written, run again */
  commit(): Awaitable<boolean>;
  /** Ends it without a commit: nothing of it is kept. A store may write in place where no transaction is under way. */
  abandon(): void;
}

/** Where worlds live. Keys are world names, or names the engine makes for seeds and snapshots. */
export interface Store {
  /** @returns undefined when there is no such world */
  begin(world: string): Awaitable<Transaction | undefined>;
  /** Makes an empty world, replacing one of that name. */
  create(world: string): Awaitable<void>;
  /** Makes `to` equal to `from`, at a cost that does not depend on its size. @returns false when `from` does not exist */
  copy(from: string, to: string): Awaitable<boolean>;
  drop(world: string): Awaitable<void>;
}
