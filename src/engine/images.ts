import SortedTree from "sorted-btree";
import { bytesOf } from "./byte-size.ts";

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
  /** What the key takes now, by estimate. */
  readonly bytes: number;
  /** What it took before. */
  readonly beforeBytes: number;
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
  /** By how many bytes it makes the world larger; what stays behind when that is copied counts only in `allGrowth`. */
  readonly growth: number;
  readonly allGrowth: number;
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
  /** What all of it takes, by estimate, although copies may share it. */
  readonly bytes: number;
  /**
   * @returns undefined if the world has been dropped, also where there is another of its name by now
   * @throws Error if another transaction is under way
   */
  begin(): Transaction | undefined;
}

/** A world's image at one moment. It costs nothing to keep, but keeps alive what is replaced meanwhile. */
export interface HeldImage {
  readonly spaces: ReadonlyMap<string, HeldSpace>;
  /** Of these spaces, those that a copy takes along, and those that it leaves behind. */
  readonly bytes: Bytes;
}

/** One space of an image that is held. */
export interface HeldSpace {
  get(key: string): unknown;
  /** All keys in order. */
  keys(): IterableIterator<string>;
}

/** What the spaces of an image take that a copy takes along, and those that it leaves behind. */
export interface Bytes {
  readonly copied: number;
  readonly local: number;
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
  /** All images take no more than that many bytes, by estimate. */
  readonly atMostBytes: number;
  /** Whether they take more than that; what they share counts once. It is worked out anew where that may have changed. */
  isOver(limitBytes: number): boolean;
}

/** Spaces that a copy leaves out begin with this: faults, rate windows and the outbox of a world. */
export const LOCAL_PREFIX = "!";
/** Spaces of the engine itself that a copy takes along begin with this: ids, clock, scheduled work. */
const OWN_PREFIX = "#";
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
const OWN_CODE = OWN_PREFIX.charCodeAt(0);

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

// What a key takes besides its value, with its part of the map, and of the order of its keys.
const ROW_BYTES = 64;
const INDEX_ENTRY_BYTES = 48;

/** What a key takes by estimate. The value of an index is the key of a row, which is there already. */
const entryBytes = (space: string, key: string, value: unknown): number =>
  isIndex(space) ? INDEX_ENTRY_BYTES + key.length : ROW_BYTES + key.length + bytesOf(value);

/** What one layer takes by itself. What is below it may be shared. */
interface Weight {
  bytes: number;
  readonly below: Weight | undefined;
}

/** Rows by key. What worlds have in common lies in lower layers, which never change; the top one is a world's own. */
interface Layer extends Weight {
  readonly rows: Map<string, unknown>;
  readonly below: Layer | undefined;
}

/** One named space. Copies share it; to write, an image makes one of its own. */
interface Space extends HeldSpace {
  isShared: boolean;
  readonly weight: Weight;
  /** @returns what was there before */
  set(key: string, value: unknown): unknown;
  delete(key: string): void;
  /** Counts the write before: what its key takes from now on, and has taken until then. */
  weigh(bytes: number, beforeBytes: number): void;
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
  /** Whether the last write was to a key of the layer that is this space's own. */
  #hasReplacedOwn = true;

  constructor(layer: Layer, order: Tree | undefined) {
    this.#layer = layer;
    this.#order = order;
  }

  get(key: string): unknown {
    const value = this.#layer.rows.get(key);
    if (value === undefined) return this.#layer.below === undefined ? undefined : getBelow(this.#layer.below, key);
    return value === DELETED ? undefined : value;
  }

  get weight(): Layer {
    return this.#layer;
  }

  set(key: string, value: unknown): unknown {
    const before = this.get(key);
    const { rows, below } = this.#layer;
    this.#hasReplacedOwn = below === undefined || rows.has(key);
    rows.set(key, value);
    if (before === undefined && this.#order !== undefined) this.#order.set(key, undefined);
    return before;
  }

  delete(key: string): void {
    const { rows, below } = this.#layer;
    this.#hasReplacedOwn = below === undefined || rows.has(key);
    if (below === undefined) rows.delete(key);
    else rows.set(key, DELETED);
    this.#order?.delete(key);
  }

  weigh(bytes: number, beforeBytes: number): void {
    // What lies in a lower layer is still there for others.
    this.#layer.bytes += this.#hasReplacedOwn ? bytes - beforeBytes : bytes;
  }

  keys(): IterableIterator<string> {
    return this.sorted().keys();
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
  weight: Weight;
  readonly #tree: Tree;

  constructor(tree: Tree, weight: Weight) {
    this.#tree = tree;
    this.weight = weight;
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

  weigh(bytes: number, beforeBytes: number): void {
    this.weight.bytes += bytes - beforeBytes;
  }

  keys(): IterableIterator<string> {
    return this.#tree.keys();
  }

  sorted(): Tree {
    return this.#tree;
  }

  layers(): readonly ReadonlyMap<string, unknown>[] {
    return [];
  }

  own(): Space {
    this.weight = compactWeight(this.weight);
    return new IndexSpace(this.#tree.clone(), { bytes: 0, below: this.weight });
  }
}

/** As layers are merged, so that no chain of copies grows without end. */
function compactWeight(shared: Weight): Weight {
  let weight = shared;
  while (weight.below !== undefined && weight.bytes * 2 >= weight.below.bytes)
    weight = { bytes: weight.bytes + weight.below.bytes, below: weight.below.below };
  return weight.bytes === 0 && weight.below !== undefined ? weight.below : weight;
}

const createSpace = (name: string): Space =>
  name.startsWith(INDEX_PREFIX)
    ? new IndexSpace(new Tree<string, unknown>(undefined, byCodeUnit), { bytes: 0, below: undefined })
    : new RowSpace({ rows: new Map(), bytes: 0, below: undefined }, undefined);

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
    ? { rows: new Map(shared.rows), bytes: shared.bytes, below: undefined }
    : { rows: new Map(), bytes: 0, below: shared };

function mergeWithBelow({ rows, bytes, below }: Layer): Layer {
  const merged = new Map(below?.rows);
  const beneath = below?.below;
  for (const [key, value] of rows)
    if (value === DELETED && beneath === undefined) merged.delete(key);
    else merged.set(key, value);
  return { rows: merged, bytes: bytes + (below?.bytes ?? 0), below: beneath };
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
/** How much all images take, at most. It is worked out anew only when that seems to be too much. */
class Memory {
  atMost = 0;
  isExact = true;

  /** A key takes more or less than before. */
  count(growth: number): void {
    if (growth > 0) this.atMost += growth;
    else if (growth < 0) this.isExact = false;
  }

  /** The same is taken back. */
  discount(growth: number): void {
    if (growth > 0) this.atMost -= growth;
  }
}

/** What one world holds: the same object for as long as the world is there. */
class Image implements ImageView {
  spaces: Map<string, Space>;
  copiedBytes = 0;
  localBytes = 0;
  isBusy = false;
  isDropped = false;
  watcher: ImageWatcher | undefined = undefined;
  readonly name: string;
  readonly memory: Memory;
  readonly #freeze: boolean;

  constructor(name: string, memory: Memory, freeze: boolean) {
    this.name = name;
    this.spaces = new Map();
    this.memory = memory;
    this.#freeze = freeze;
  }

  get bytes(): number {
    return this.copiedBytes + this.localBytes;
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
    // Of a small layer there are two now.
    this.memory.atMost += own.weight.bytes;
    this.spaces.set(name, own);
    return own;
  }

  hold(): HeldImage {
    for (const space of this.spaces.values()) space.isShared = true;
    return { spaces: new Map(this.spaces), bytes: { copied: this.copiedBytes, local: this.localBytes } };
  }
}

/** Creates the images of a process: nothing to set up, gone when the process ends. */
export function createImages({ freeze = false }: ImageOptions = {}): Images {
  const worlds = new Map<string, Image>();
  const memory = new Memory();

  const replace = (world: string, spaces: Map<string, Space>, { copied, local }: Bytes): void => {
    const image = worlds.get(world) ?? new Image(world, memory, freeze);
    if (image.isBusy) throw new Error(`World ${world} was replaced within a transaction of its own.`);
    worlds.set(world, image);
    image.replaceWith(spaces);
    image.copiedBytes = copied;
    image.localBytes = local;
    memory.isExact = false;
  };

  return {
    begin: (world) => worlds.get(world)?.begin(),
    has: (world) => worlds.has(world),
    view(world) {
      const image = worlds.get(world);
      if (image === undefined) throw new Error(`There is no world ${world} to look at.`);
      return image;
    },
    create: (world) => replace(world, new Map(), NO_BYTES),
    copy(from, to) {
      const source = worlds.get(from);
      if (source === undefined) return false;
      if (from === to) return true;
      const target = worlds.get(to);
      const spaces = new Map<string, Space>();
      for (const [name, space] of source.spaces)
        if (!isLocal(name)) {
          space.isShared = true;
          spaces.set(name, space);
        }
      for (const [name, space] of target?.spaces ?? []) if (isLocal(name)) spaces.set(name, space);
      replace(to, spaces, { copied: source.copiedBytes, local: target?.localBytes ?? 0 });
      return true;
    },
    drop(world) {
      const image = worlds.get(world);
      if (image === undefined) return;
      replace(world, new Map(), NO_BYTES);
      image.isDropped = true;
      worlds.delete(world);
    },
    hold: (world) => worlds.get(world)?.hold(),
    revert: (world, { spaces, bytes }) => replace(world, new Map(spaces as ReadonlyMap<string, Space>), bytes),
    get atMostBytes() {
      return memory.atMost;
    },
    isOver(limitBytes) {
      if (memory.atMost > limitBytes && !memory.isExact) {
        memory.atMost = bytesOfAll(worlds.values());
        memory.isExact = true;
      }
      return memory.atMost > limitBytes;
    },
  };
}

const NO_BYTES: Bytes = { copied: 0, local: 0 };

/** What images take, each layer counted once. */
function bytesOfAll(images: Iterable<Image>): number {
  const seen = new Set<Weight>();
  let bytes = 0;
  for (const { spaces } of images)
    for (const space of spaces.values())
      for (let each: Weight | undefined = space.weight; each !== undefined && !seen.has(each); each = each.below) {
        seen.add(each);
        bytes += Math.max(each.bytes, 0);
      }
  return bytes;
}

/** Writes in place, and remembers what was there before, so that everything can be taken back. */
class ImageTransaction implements Transaction {
  readonly #image: Image;
  readonly #freeze: boolean;
  readonly #copiedBytesBefore: number;
  readonly #localBytesBefore: number;
  #isOver = false;
  readonly written: WriteRecord[] = [];

  constructor(image: Image, freeze: boolean) {
    this.#image = image;
    this.#freeze = freeze;
    this.#copiedBytesBefore = image.copiedBytes;
    this.#localBytesBefore = image.localBytes;
    image.isBusy = true;
  }

  get growth(): number {
    return this.#image.copiedBytes - this.#copiedBytesBefore;
  }

  get allGrowth(): number {
    return this.growth + this.#image.localBytes - this.#localBytesBefore;
  }

  get(space: string, key: string): unknown {
    if (this.#isOver) throw new Error(OVER);
    return this.#image.spaces.get(space)?.get(key);
  }

  set(space: string, key: string, value: unknown): unknown {
    if (this.#isOver) throw new Error(OVER);
    const target = this.#image.toWrite(space);
    const before = target.set(key, this.#freeze ? deepFreeze(value) : value);
    // What the engine keeps for itself stays as large as it was; most exchanges replace some of it, such as the state of ids.
    if (before !== undefined && space.charCodeAt(0) === OWN_CODE) {
      this.written.push({ space, key, before, value, bytes: 0, beforeBytes: 0 });
      return before;
    }
    const bytes = entryBytes(space, key, value);
    const beforeBytes = before === undefined ? 0 : entryBytes(space, key, before);
    target.weigh(bytes, beforeBytes);
    this.written.push({ space, key, before, value, bytes, beforeBytes });
    this.#count(space, bytes - beforeBytes);
    return before;
  }

  delete(space: string, key: string): void {
    if (this.#isOver) throw new Error(OVER);
    const before = this.#image.spaces.get(space)?.get(key);
    if (before === undefined) return;
    const beforeBytes = entryBytes(space, key, before);
    const target = this.#image.toWrite(space);
    target.delete(key);
    target.weigh(0, beforeBytes);
    this.written.push({ space, key, before, value: undefined, bytes: 0, beforeBytes });
    this.#count(space, -beforeBytes);
  }

  #count(space: string, growth: number): void {
    const image = this.#image;
    if (isLocal(space)) image.localBytes += growth;
    else image.copiedBytes += growth;
    image.memory.count(growth);
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

  #takeBack({ space, key, before, bytes, beforeBytes }: WriteRecord): void {
    const image = this.#image;
    const target = image.toWrite(space);
    if (before === undefined) target.delete(key);
    else target.set(key, before);
    target.weigh(beforeBytes, bytes);
    if (isLocal(space)) image.localBytes += beforeBytes - bytes;
    else image.copiedBytes += beforeBytes - bytes;
    image.memory.discount(bytes - beforeBytes);
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
