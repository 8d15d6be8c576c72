import SortedTree from "sorted-btree";

// The published CommonJS module carries its class under `default`; bundlers and Node disagree on who unwraps it.
const Tree = ((SortedTree as unknown as { default?: typeof SortedTree.default }).default ??
  SortedTree) as typeof SortedTree.default;
type Tree = InstanceType<typeof Tree<string, unknown>>;

/** Which part of an ordered key space to read. */
export interface Range {
  /** First key, inclusive. */
  readonly from: string;
  /** Last key, exclusive. */
  readonly to: string;
  readonly limit: number;
  readonly descending?: boolean;
}

/** One key that a transaction has written. */
export interface Write {
  readonly space: string;
  readonly key: string;
  /** `undefined`: deleted. */
  readonly value: unknown;
}

/** A write as it happened, with what was there before; `undefined`: nothing. */
export interface WriteRecord extends Write {
  readonly before: unknown;
}

/**
 * One transaction on a world's image: it begins and ends within one synchronous call, so no other sees it half done.
 *
 * A world is a set of named spaces, each a map from string keys to plain data that can be read in the order of its keys.
 * Values are shared and never changed in place: to change a row, set a new one.
 */
export interface Transaction {
  get(space: string, key: string): unknown;
  /** @returns what was there before */
  set(space: string, key: string, value: unknown): unknown;
  delete(space: string, key: string): void;
  range(space: string, range: Range): readonly (readonly [key: string, value: unknown])[];
  /** Everything written so far, in order. Not to be changed; valid until the transaction ends. */
  readonly written: readonly WriteRecord[];
  /** A savepoint. */
  mark(): number;
  /** Takes back what was written since the savepoint, but for spaces that `isKept` names. */
  undoTo(mark: number, isKept?: (space: string) => boolean): void;
  /** What the transaction changes, each key once and indexes left out: what a log keeps. */
  writes(): readonly Write[];
  commit(): void;
  /** Takes everything back. */
  abandon(): void;
}

/** The rows of spaces, by the maps that hold them. */
export interface RowLayers {
  /**
   * The maps of one space, the upper ones first: a row may stand in lower ones as it was before. Besides rows there are marks
   * of deleted ones, which are no objects.
   */
  layersOf(space: string): readonly ReadonlyMap<string, unknown>[];
}

/** Is told what becomes of an image. */
export interface ImageWatcher {
  /** A transaction has been committed. It is asked before anything else can be written. */
  committed(written: readonly WriteRecord[]): void;
  /** All that the image held gives way to something else: to a copy, to what it was before, to nothing. */
  replaced(before: RowLayers): void;
}

/** One world's image, as it is at the moment. */
export interface ImageView extends RowLayers {
  /** There is one watcher at a time. */
  watch(watcher: ImageWatcher): void;
  /** One value; `undefined` if there is none. */
  read(space: string, key: string): unknown;
  /** The first key of a space; `undefined` if the space is empty. */
  firstKey(space: string): string | undefined;
  /**
   * @returns undefined if the world has been dropped, also where there is another of its name by now
   * @throws Error if another transaction is under way
   */
  begin(): Transaction | undefined;
}

/** A world's image at one moment. It costs nothing to keep. */
export interface HeldImage {
  readonly spaces: ReadonlyMap<string, unknown>;
}

/** The images of all worlds, in memory. Keys are world names, or names the engine makes for seeds and snapshots. */
export interface Images {
  /**
   * @returns undefined if there is no such world
   * @throws Error if another transaction is under way in that world
   */
  begin(world: string): Transaction | undefined;
  has(world: string): boolean;
  /**
   * The image of a world. It stays the same whatever is written, copied to it or reverted, and is empty once the world has
   * been dropped.
   *
   * @throws Error if there is no such world
   */
  view(world: string): ImageView;
  /** Makes an empty world, replacing one of that name. */
  create(world: string): void;
  /**
   * Makes `to` equal to `from`, at a cost that does not depend on its size. Spaces for which `isLocal` holds stay behind:
   * `to` keeps its own, or has none.
   *
   * @returns false if `from` does not exist
   */
  copy(from: string, to: string): boolean;
  drop(world: string): void;
  /** The image as it is now, for `revert`. @returns undefined if there is no such world */
  hold(world: string): HeldImage | undefined;
  /** Takes a world back to an image that was held, local spaces included. */
  revert(world: string, held: HeldImage): void;
}

/** Spaces that a copy leaves out begin with this: faults, rate windows and the outbox of a world. */
export const LOCAL_PREFIX = "!";
/** Indexes begin with this. They are kept in the order of their keys from the start, and can be worked out from rows. */
export const INDEX_PREFIX = "^";
/** The same for indexes that are never listed, and need no order. */
export const UNIQUE_INDEX_PREFIX = "=";

const isIndex = (space: string): boolean => {
  const first = space.charCodeAt(0);
  return first === INDEX_CODE || first === UNIQUE_INDEX_CODE;
};

/** Whether a space stays behind when its world is copied; its indexes do as well. */
export const isLocal = (space: string): boolean => space.charCodeAt(isIndex(space) ? 1 : 0) === LOCAL_CODE;

// Every copy asks this of every space, and comparing a number is the cheapest.
const LOCAL_CODE = LOCAL_PREFIX.charCodeAt(0);
const INDEX_CODE = INDEX_PREFIX.charCodeAt(0);
const UNIQUE_INDEX_CODE = UNIQUE_INDEX_PREFIX.charCodeAt(0);

export interface ImageOptions {
  /**
   * Freezes what is written, so that code which changes a row in place fails where it does so. For tests: it costs some
   * microseconds a write. Default false.
   */
  readonly freeze?: boolean | undefined;
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a === b ? 0 : 1);

/** Stands in an upper layer for a key that only lower ones have. */
const DELETED = Symbol("deleted");

// A shared layer of at most this many keys is copied rather than covered by a new one: reads then look in one map.
const SMALL = 64;

/** Rows by key. What worlds have in common lies in lower layers, which never change; the top one is a world's own. */
interface Layer {
  readonly rows: Map<string, unknown>;
  readonly below: Layer | undefined;
}

/** One named space. Copies share it; to write, an image makes one of its own. */
interface Space {
  isShared: boolean;
  get(key: string): unknown;
  /** @returns what was there before */
  set(key: string, value: unknown): unknown;
  delete(key: string): void;
  /** The keys in order; for an index with its values. */
  sorted(): Tree;
  /** The maps that hold its rows, the upper ones first. An index has none. */
  layers(): readonly ReadonlyMap<string, unknown>[];
  /** A space for one image alone, with the same content, at a cost that does not depend on its size. */
  own(): Space;
}

/**
 * Rows lie in maps, which is what reads and writes by key want. Their order is made when they are first listed, and kept up
 * from then on.
 */
class RowSpace implements Space {
  isShared = false;
  #layer: Layer;
  #order: Tree | undefined;

  constructor(layer: Layer, order: Tree | undefined) {
    this.#layer = layer;
    this.#order = order;
  }

  get(key: string): unknown {
    const value = this.#layer.rows.get(key);
    if (value === undefined) return this.#layer.below === undefined ? undefined : getBelow(this.#layer.below, key);
    return value === DELETED ? undefined : value;
  }

  set(key: string, value: unknown): unknown {
    const before = this.get(key);
    this.#layer.rows.set(key, value);
    if (before === undefined && this.#order !== undefined) this.#order.set(key, undefined);
    return before;
  }

  delete(key: string): void {
    if (this.#layer.below === undefined) this.#layer.rows.delete(key);
    else this.#layer.rows.set(key, DELETED);
    this.#order?.delete(key);
  }

  sorted(): Tree {
    this.#order ??= new Tree<string, unknown>(
      keysOf(this.#layer)
        .sort(byCodeUnit)
        .map((key) => [key, undefined]),
      byCodeUnit,
    );
    return this.#order;
  }

  layers(): readonly ReadonlyMap<string, unknown>[] {
    const found: ReadonlyMap<string, unknown>[] = [];
    for (let each: Layer | undefined = this.#layer; each !== undefined; each = each.below) found.push(each.rows);
    return found;
  }

  own(): Space {
    this.#layer = compact(this.#layer);
    return new RowSpace(cover(this.#layer), this.#order?.clone());
  }
}

/** An index: a tree that copies share path by path. */
class IndexSpace implements Space {
  isShared = false;
  readonly #tree: Tree;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  get(key: string): unknown {
    return this.#tree.get(key);
  }

  set(key: string, value: unknown): unknown {
    if (this.#tree.setIfNotPresent(key, value)) return undefined;
    const before = this.#tree.get(key);
    this.#tree.set(key, value);
    return before;
  }

  delete(key: string): void {
    this.#tree.delete(key);
  }

  sorted(): Tree {
    return this.#tree;
  }

  layers(): readonly ReadonlyMap<string, unknown>[] {
    return [];
  }

  own(): Space {
    return new IndexSpace(this.#tree.clone());
  }
}

const createSpace = (name: string): Space =>
  name.startsWith(INDEX_PREFIX)
    ? new IndexSpace(new Tree<string, unknown>(undefined, byCodeUnit))
    : new RowSpace({ rows: new Map(), below: undefined }, undefined);

function getBelow(layer: Layer, key: string): unknown {
  for (let each: Layer | undefined = layer; each !== undefined; each = each.below) {
    const value = each.rows.get(key);
    if (value !== undefined) return value === DELETED ? undefined : value;
  }
  return undefined;
}

/** Merges layers of like size, so that their number stays logarithmic. All images that share them share the result. */
function compact(shared: Layer): Layer {
  let layer = shared;
  while (layer.below !== undefined && layer.rows.size * 2 >= layer.below.rows.size) layer = mergeWithBelow(layer);
  return layer;
}

/** A layer to write to, above shared ones. */
const cover = (shared: Layer): Layer =>
  shared.below === undefined && shared.rows.size <= SMALL
    ? { rows: new Map(shared.rows), below: undefined }
    : { rows: new Map(), below: shared };

function mergeWithBelow({ rows, below }: Layer): Layer {
  const merged = new Map(below?.rows);
  const beneath = below?.below;
  for (const [key, value] of rows)
    if (value === DELETED && beneath === undefined) merged.delete(key);
    else merged.set(key, value);
  return { rows: merged, below: beneath };
}

function keysOf(layer: Layer): string[] {
  if (layer.below === undefined) return [...layer.rows.keys()];
  const found = new Set<string>();
  const layers: Layer[] = [];
  for (let each: Layer | undefined = layer; each !== undefined; each = each.below) layers.push(each);
  for (const { rows } of layers.reverse())
    for (const [key, value] of rows)
      if (value === DELETED) found.delete(key);
      else found.add(key);
  return [...found];
}

const layersIn = (spaces: ReadonlyMap<string, Space>, space: string): readonly ReadonlyMap<string, unknown>[] =>
  spaces.get(space)?.layers() ?? [];

/** What one world holds: the same object for as long as the world is there. */
class Image implements ImageView {
  spaces: Map<string, Space>;
  isBusy = false;
  isDropped = false;
  watcher: ImageWatcher | undefined = undefined;
  readonly name: string;
  readonly #freeze: boolean;

  constructor(name: string, spaces: Map<string, Space>, freeze: boolean) {
    this.name = name;
    this.spaces = spaces;
    this.#freeze = freeze;
  }

  begin(): Transaction | undefined {
    if (this.isDropped) return undefined;
    if (this.isBusy) throw new Error(`A transaction began within another one of world ${this.name}.`);
    return new ImageTransaction(this, this.#freeze);
  }

  read(space: string, key: string): unknown {
    return this.spaces.get(space)?.get(key);
  }

  firstKey(space: string): string | undefined {
    return this.spaces.get(space)?.sorted().minKey();
  }

  layersOf(space: string): readonly ReadonlyMap<string, unknown>[] {
    return layersIn(this.spaces, space);
  }

  watch(watcher: ImageWatcher): void {
    this.watcher = watcher;
  }

  /** Puts other spaces in the place of all it has. */
  replaceWith(spaces: Map<string, Space>): void {
    const before = this.spaces;
    this.spaces = spaces;
    this.watcher?.replaced({ layersOf: (space) => layersIn(before, space) });
  }

  /** The space to write to: this image's own. */
  toWrite(name: string): Space {
    const space = this.spaces.get(name);
    if (space !== undefined && !space.isShared) return space;
    const own = space === undefined ? createSpace(name) : space.own();
    this.spaces.set(name, own);
    return own;
  }

  share(): Map<string, Space> {
    for (const space of this.spaces.values()) space.isShared = true;
    return new Map(this.spaces);
  }
}

/** Creates the images of a process: nothing to set up, gone when the process ends. */
export function createImages({ freeze = false }: ImageOptions = {}): Images {
  const worlds = new Map<string, Image>();

  const replace = (world: string, spaces: Map<string, Space>): void => {
    const image = worlds.get(world);
    if (image === undefined) worlds.set(world, new Image(world, spaces, freeze));
    else if (image.isBusy) throw new Error(`World ${world} was replaced within a transaction of its own.`);
    else image.replaceWith(spaces);
  };

  return {
    begin: (world) => worlds.get(world)?.begin(),
    has: (world) => worlds.has(world),
    view(world) {
      const image = worlds.get(world);
      if (image === undefined) throw new Error(`There is no world ${world} to look at.`);
      return image;
    },
    create: (world) => replace(world, new Map()),
    copy(from, to) {
      const source = worlds.get(from);
      if (source === undefined) return false;
      if (from === to) return true;
      const spaces = new Map<string, Space>();
      for (const [name, space] of source.spaces)
        if (!isLocal(name)) {
          space.isShared = true;
          spaces.set(name, space);
        }
      for (const [name, space] of worlds.get(to)?.spaces ?? []) if (isLocal(name)) spaces.set(name, space);
      replace(to, spaces);
      return true;
    },
    drop(world) {
      const image = worlds.get(world);
      if (image === undefined) return;
      replace(world, new Map());
      image.isDropped = true;
      worlds.delete(world);
    },
    hold(world) {
      const image = worlds.get(world);
      return image && { spaces: image.share() };
    },
    revert: (world, { spaces }) => replace(world, new Map(spaces as ReadonlyMap<string, Space>)),
  };
}

/** Writes in place, and remembers what was there before, so that everything can be taken back. */
class ImageTransaction implements Transaction {
  readonly #image: Image;
  readonly #freeze: boolean;
  #isOver = false;
  readonly written: WriteRecord[] = [];

  constructor(image: Image, freeze: boolean) {
    this.#image = image;
    this.#freeze = freeze;
    image.isBusy = true;
  }

  get(space: string, key: string): unknown {
    if (this.#isOver) throw new Error(OVER);
    return this.#image.spaces.get(space)?.get(key);
  }

  set(space: string, key: string, value: unknown): unknown {
    if (this.#isOver) throw new Error(OVER);
    const before = this.#image.toWrite(space).set(key, this.#freeze ? deepFreeze(value) : value);
    this.written.push({ space, key, before, value });
    return before;
  }

  delete(space: string, key: string): void {
    if (this.#isOver) throw new Error(OVER);
    const before = this.#image.spaces.get(space)?.get(key);
    if (before === undefined) return;
    this.#image.toWrite(space).delete(key);
    this.written.push({ space, key, before, value: undefined });
  }

  range(space: string, { from, to, limit, descending }: Range): (readonly [string, unknown])[] {
    if (this.#isOver) throw new Error(OVER);
    const found: (readonly [string, unknown])[] = [];
    const source = this.#image.spaces.get(space);
    if (source === undefined || limit <= 0) return found;
    const tree = source.sorted();
    if (!descending) {
      tree.forRange(from, to, false, (key) => {
        found.push([key, source.get(key)]);
        return found.length < limit ? undefined : { break: true };
      });
      return found;
    }
    for (let key = tree.nextLowerKey(to); key !== undefined && key >= from; key = tree.nextLowerKey(key)) {
      found.push([key, source.get(key)]);
      if (found.length >= limit) break;
    }
    return found;
  }

  mark(): number {
    return this.written.length;
  }

  undoTo(mark: number, isKept?: (space: string) => boolean): void {
    const kept: WriteRecord[] = [];
    while (this.written.length > mark) {
      const write = this.written.pop();
      if (write === undefined) break;
      if (isKept?.(write.space)) kept.push(write);
      else this.#takeBack(write);
    }
    this.written.push(...kept.reverse());
  }

  writes(): readonly Write[] {
    const last = new Map<string, Write>();
    for (const { space, key, value } of this.written)
      if (!isIndex(space)) last.set(`${space}\u0000${key}`, { space, key, value });
    return [...last.values()];
  }

  commit(): void {
    this.#end();
    if (this.written.length > 0) this.#image.watcher?.committed(this.written);
  }

  abandon(): void {
    if (this.#isOver) return;
    this.undoTo(0);
    this.#end();
  }

  #takeBack({ space, key, before }: WriteRecord): void {
    const target = this.#image.toWrite(space);
    if (before === undefined) target.delete(key);
    else target.set(key, before);
  }

  #end(): void {
    this.#isOver = true;
    this.#image.isBusy = false;
  }
}

const OVER = "A transaction was used after it had ended.";

function deepFreeze(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
