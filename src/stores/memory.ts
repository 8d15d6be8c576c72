import SortedTree from "sorted-btree";
import type { Range, Store, Transaction } from "#engine/store.ts";

// The published CommonJS module carries its class under `default`; bundlers and Node disagree on who unwraps it.
const Tree = ((SortedTree as unknown as { default?: typeof SortedTree.default }).default ??
  SortedTree) as typeof SortedTree.default;
type Tree = InstanceType<typeof Tree<string, unknown>>;

/** One version of a world. Never changed once committed: a copy of the reference is a copy of the world. */
type Version = Readonly<Record<string, Tree>>;

const EMPTY: Version = {};

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface MemoryStoreOptions {
  /**
   * Freezes what is stored, so that code which changes a row in place fails where it does so. For tests: it costs some
   * microseconds a write. Default false.
   */
  readonly freeze?: boolean | undefined;
}

/** Worlds as persistent trees in this process: nothing to set up, gone when the process ends. */
export function createMemoryStore({ freeze = false }: MemoryStoreOptions = {}): Store {
  const worlds = new Map<string, Version>();
  return {
    begin(world) {
      const version = worlds.get(world);
      return version && new MemoryTransaction(worlds, world, version, freeze);
    },
    create(world) {
      worlds.set(world, EMPTY);
    },
    copy(from, to) {
      const version = worlds.get(from);
      if (version === undefined) return false;
      worlds.set(to, version);
      return true;
    },
    drop(world) {
      worlds.delete(world);
    },
  };
}

/** A space as one transaction sees it. */
interface View {
  readonly space: string;
  /** What the base version holds; `undefined`: nothing yet. */
  readonly base: Tree | undefined;
  /** A private copy, once there is a write. */
  own: Tree | undefined;
}

class MemoryTransaction implements Transaction {
  readonly #worlds: Map<string, Version>;
  readonly #world: string;
  readonly #base: Version;
  /** The few spaces it has touched: looking through a short list beats hashing. */
  readonly #views: View[] = [];
  #hasWritten = false;
  readonly #freeze: boolean;

  constructor(worlds: Map<string, Version>, world: string, base: Version, freeze: boolean) {
    this.#worlds = worlds;
    this.#world = world;
    this.#base = base;
    this.#freeze = freeze;
  }

  get(space: string, key: string): unknown {
    const { own, base } = this.#view(space);
    return (own ?? base)?.get(key);
  }

  set(space: string, key: string, value: unknown): void {
    this.#writable(space).set(key, this.#freeze ? deepFreeze(value) : value);
  }

  delete(space: string, key: string): void {
    const { own, base } = this.#view(space);
    if ((own ?? base)?.has(key)) this.#writable(space).delete(key);
  }

  range(space: string, { from, to, limit, descending }: Range): [string, unknown][] {
    const found: [string, unknown][] = [];
    const { own, base } = this.#view(space);
    const tree = own ?? base;
    if (tree === undefined || limit <= 0) return found;
    if (!descending) {
      tree.forRange(from, to, false, (key, value) => {
        found.push([key, value]);
        return found.length < limit ? undefined : { break: true };
      });
      return found;
    }
    for (let pair = tree.nextLowerPair(to); pair !== undefined && pair[0] >= from; pair = tree.nextLowerPair(pair[0])) {
      found.push(pair);
      if (found.length >= limit) break;
    }
    return found;
  }

  commit(): boolean {
    if (!this.#hasWritten) return true;
    const current = this.#worlds.get(this.#world);
    if (current === undefined) return false;
    // Another commit came between: whatever this one has seen must still be so.
    if (current !== this.#base && this.#views.some(({ space, base }) => current[space] !== base)) return false;
    const next: Record<string, Tree> = { ...current };
    for (const { space, own } of this.#views) if (own !== undefined) next[space] = own;
    this.#worlds.set(this.#world, next);
    return true;
  }

  #view(space: string): View {
    for (const view of this.#views) if (view.space === space) return view;
    const view: View = { space, base: this.#base[space], own: undefined };
    this.#views.push(view);
    return view;
  }

  #writable(space: string): Tree {
    const view = this.#view(space);
    view.own ??= view.base?.clone() ?? new Tree<string, unknown>(undefined, byCodeUnit);
    this.#hasWritten = true;
    return view.own;
  }
}

function deepFreeze(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
