import SortedTree from "sorted-btree";
import type { Range, Store, Transaction } from "#engine/store.ts";

// The published CommonJS module carries its class under `default`; bundlers and Node disagree on who unwraps it.
const Tree = ((SortedTree as unknown as { default?: typeof SortedTree.default }).default ??
  SortedTree) as typeof SortedTree.default;
type Tree = InstanceType<typeof Tree<string, unknown>>;

/** One ordered map of a world. */
interface Space {
  readonly tree: Tree;
  /** The version that may change the tree in place; others that hold it have it in common, and copy it to write. */
  readonly owner: Version;
}

/**
 * What a world holds. Nobody who has begun on a version sees it change: a commit writes in place only where nobody else
 * looks, and makes the next version where somebody does. So snapshots cost nothing, and neither does their absence.
 */
class Version {
  readonly spaces: Map<string, Space>;
  /** Transactions that have begun on it and are not done. */
  open = 0;
  /** Whether several worlds, or a world and its snapshots, are this version. */
  isShared = false;

  constructor(spaces: Map<string, Space>) {
    this.spaces = spaces;
  }
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a === b ? 0 : 1);
const newTree = (): Tree => new Tree<string, unknown>(undefined, byCodeUnit);

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
      worlds.set(world, new Version(new Map()));
    },
    copy(from, to) {
      const version = worlds.get(from);
      if (version === undefined) return false;
      version.isShared = true;
      worlds.set(to, version);
      return true;
    },
    drop(world) {
      worlds.delete(world);
    },
  };
}

/** In place of a value: the key is to go. */
const DELETED = Symbol("deleted");

/** A space as one transaction sees it. */
class View {
  readonly name: string;
  /** As it was when the transaction began; `undefined`: there was none. */
  readonly base: Space | undefined;
  /** Writes that are not in a tree yet, each key once. There are few: looking through a short list beats hashing. */
  readonly keys: string[] = [];
  readonly values: unknown[] = [];
  /** A private copy with all writes so far, once that serves better: for ranges over what was written, and for many writes. */
  own: Tree | undefined;

  constructor(name: string, base: Space | undefined) {
    this.name = name;
    this.base = base;
  }

  get(key: string): unknown {
    const index = this.keys.indexOf(key);
    if (index < 0) return (this.own ?? this.base?.tree)?.get(key);
    const value = this.values[index];
    return value === DELETED ? undefined : value;
  }

  write(key: string, value: unknown): void {
    if (this.own !== undefined) {
      writeTo(this.own, key, value);
      return;
    }
    const index = this.keys.indexOf(key);
    if (index >= 0) this.values[index] = value;
    else {
      this.keys.push(key);
      this.values.push(value);
      if (this.keys.length > MOST_LISTED) this.toTree();
    }
  }

  /** A tree with everything in it that the transaction sees. */
  toTree(): Tree | undefined {
    if (this.own !== undefined) return this.own;
    if (this.keys.length === 0) return this.base?.tree;
    const tree = this.base?.tree.clone() ?? newTree();
    this.applyTo(tree);
    this.keys.length = 0;
    this.values.length = 0;
    this.own = tree;
    return tree;
  }

  applyTo(tree: Tree): void {
    this.keys.forEach((key, index) => {
      writeTo(tree, key, this.values[index]);
    });
  }

  get hasWrites(): boolean {
    return this.own !== undefined || this.keys.length > 0;
  }
}

const MOST_LISTED = 16;

function writeTo(tree: Tree, key: string, value: unknown): void {
  if (value === DELETED) tree.delete(key);
  else tree.set(key, value);
}

class MemoryTransaction implements Transaction {
  readonly #worlds: Map<string, Version>;
  readonly #world: string;
  readonly #base: Version;
  /** The few spaces it has touched. */
  readonly #views: View[] = [];
  #hasWritten = false;
  #isDone = false;
  readonly #freeze: boolean;

  constructor(worlds: Map<string, Version>, world: string, base: Version, freeze: boolean) {
    this.#worlds = worlds;
    this.#world = world;
    this.#base = base;
    this.#freeze = freeze;
    base.open += 1;
  }

  get(space: string, key: string): unknown {
    return this.#view(space).get(key);
  }

  set(space: string, key: string, value: unknown): void {
    this.#view(space).write(key, this.#freeze ? deepFreeze(value) : value);
    this.#hasWritten = true;
  }

  delete(space: string, key: string): void {
    const view = this.#view(space);
    if (view.get(key) === undefined) return;
    view.write(key, DELETED);
    this.#hasWritten = true;
  }

  range(space: string, { from, to, limit, descending }: Range): [string, unknown][] {
    const found: [string, unknown][] = [];
    const tree = this.#view(space).toTree();
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
    this.abandon();
    if (!this.#hasWritten) return true;
    const current = this.#worlds.get(this.#world);
    if (current === undefined) return false;
    // Another commit came between: whatever this one has seen must still be so.
    if (current !== this.#base && this.#views.some(({ name, base }) => current.spaces.get(name) !== base)) return false;
    const isSeen = current.isShared || current.open > 0;
    const next = isSeen ? new Version(new Map(current.spaces)) : current;
    for (const view of this.#views) if (view.hasWrites) writeSpace(next, view);
    if (isSeen) this.#worlds.set(this.#world, next);
    return true;
  }

  abandon(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#base.open -= 1;
  }

  #view(space: string): View {
    for (const view of this.#views) if (view.name === space) return view;
    const view = new View(space, this.#base.spaces.get(space));
    this.#views.push(view);
    return view;
  }
}

/** Writes what a transaction did to one space: in place, where the version alone has it. */
function writeSpace(version: Version, view: View): void {
  const { name, base, own } = view;
  if (own === undefined && base?.owner === version) {
    view.applyTo(base.tree);
    return;
  }
  const tree = own ?? base?.tree.clone() ?? newTree();
  if (own === undefined) view.applyTo(tree);
  version.spaces.set(name, { tree, owner: version });
}

function deepFreeze(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
