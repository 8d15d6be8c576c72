import SortedTree from "sorted-btree";
import { bytesOf } from "../basics/byte-size.ts";

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
 * One transaction on a world's image. It begins and ends within one synchronous call, so it is isolated from others.
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
  /** By how much it makes the world larger, without what stays behind when that is copied. */
  readonly growth: Growth;
  /** The same with it. */
  readonly allGrowth: Growth;
  /** A savepoint. */
  mark(): number;
  /** Rolls back the writes since the savepoint, except in spaces for which `isKept` holds. */
  undoTo(mark: number, isKept?: (space: string) => boolean): void;
  /** What the transaction changes, each key once and indexes left out: what a log keeps. */
  writes(): readonly Write[];
  commit(): void;
  /** Rolls everything back. */
  abandon(): void;
}

/** By how many bytes a transaction makes something larger; less than 0: smaller. */
export interface Growth {
  /** The rows themselves. */
  readonly rows: number;
  /** What is kept of them in memory: more than that where what was there before is kept for a copy. */
  readonly kept: number;
}

/** The rows of spaces, by the maps that hold them. */
export interface RowLayers {
  /**
   * The maps of one space, the upper ones first: a row may stand in lower ones as it was before. Besides rows there are marks
   * of deleted ones, which are no objects.
   */
  layersOf(space: string): readonly ReadonlyMap<string, unknown>[];
}

/** Receives the changes of an image. */
export interface ImageWatcher {
  /** Called after each commit, before anything else can be written. */
  committed(written: readonly WriteRecord[]): void;
  /** Called when the whole content of the image is replaced: by a copy, by an earlier version, or by nothing. */
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

/** A version of a world's image. Holding it costs nothing by itself, but keeps rows alive that are replaced later. */
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
  /** Reverts a world to a held image, including local spaces. */
  revert(world: string, held: HeldImage): void;
  /** All images take no more than that many bytes, by estimate: rows, indexes, and the marks of deleted rows. */
  readonly atMostBytes: number;
  /** Whether they take more than that; what they share counts once. It is worked out anew where that may have changed. */
  isOver(limitBytes: number): boolean;
}

/** Spaces that a copy leaves out begin with this: faults, rate windows and the outbox of a world. */
export const LOCAL_PREFIX = "!";
/** Indexes begin with this. They are kept in the order of their keys from the start, and can be worked out from rows. */
export const INDEX_PREFIX = "^";
/** The same for indexes that are never listed, and need no order. */
export const UNIQUE_INDEX_PREFIX = "=";

export const isIndex = (space: string): boolean => {
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

// A shared layer of at most this many keys is copied rather than covered by a new one: reads then look in one map. What the
// copies share counts once for each of them, so that larger rows are not copied.
const SMALL = 64;
const SMALL_BYTES = 16 * 1024;

// What a key takes besides its value, with its part of the map, and of the order of its keys.
const ROW_BYTES = 64;
const INDEX_ENTRY_BYTES = 48;

/** What a key takes by estimate. The value of an index is the key of a row, which is there already. */
const entryBytes = (space: string, key: string, value: unknown): number =>
  isIndex(space) ? INDEX_ENTRY_BYTES + key.length : ROW_BYTES + key.length + bytesOf(value);

const markBytes = (key: string): number => ROW_BYTES + key.length;

/** What one layer takes by itself. What is below it may be shared. */
interface Weight {
  bytes: number;
  readonly below: Weight | undefined;
}

/** Rows by key. What worlds have in common lies in lower layers, which never change; the top one is a world's own. */
interface Layer extends Weight {
  readonly rows: Map<string, unknown>;
  readonly below: Layer | undefined;
  /** What those rows of lower layers take that stand there in vain: this layer replaces or deletes them. */
  coveredBytes: number;
}

/** What becomes of one key, and what it takes by estimate, before and after; `undefined`, 0 bytes: it is not there. */
interface KeyChange {
  readonly value: unknown;
  readonly bytes: number;
  readonly before: unknown;
  readonly beforeBytes: number;
}

/** One named space. Copies share it; to write, an image makes one of its own. */
interface Space extends HeldSpace {
  isShared: boolean;
  readonly weight: Weight;
  /** What it takes with all that lies below, at most. */
  readonly mostBytes: number;
  /** Makes a change, or takes one back by its reverse. @returns by how many bytes the space's own weight grows */
  change(key: string, change: KeyChange, isTakenBack: boolean): number;
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
  readonly mostBytes = Number.POSITIVE_INFINITY;
  readonly #name: string;
  readonly #memory: Memory;
  #layer: Layer;
  #order: Tree | undefined;

  constructor(name: string, memory: Memory, layer: Layer, order: Tree | undefined) {
    this.#name = name;
    this.#memory = memory;
    this.#layer = layer;
    this.#order = order;
  }

  get(key: string): unknown {
    const value = this.#layer.rows.get(key);
    if (value === undefined) return getBelow(this.#layer, key);
    return value === DELETED ? undefined : value;
  }

  get weight(): Layer {
    return this.#layer;
  }

  change(key: string, change: KeyChange): number {
    const { value, bytes, before, beforeBytes } = change;
    const layer = this.#layer;
    const { rows, below } = layer;
    if (this.#order !== undefined && (value === undefined) !== (before === undefined))
      if (value === undefined) this.#order.delete(key);
      else this.#order.set(key, undefined);
    let growth = bytes - beforeBytes;
    if (below === undefined) {
      if (value === undefined) rows.delete(key);
      else rows.set(key, value);
    } else growth = this.#changeAbove(key, change);
    layer.bytes += growth;
    this.#memory.atMost += growth;
    return growth;
  }

  /** The layer has an entry for the key afterwards only where lower ones hold something else. */
  #changeAbove(key: string, { value, bytes, beforeBytes }: KeyChange): number {
    const layer = this.#layer;
    const { rows } = layer;
    const own = rows.get(key);
    const beneath = getBelow(layer, key);
    let growth = own === undefined ? 0 : own === DELETED ? -markBytes(key) : -beforeBytes;
    if (value === beneath) rows.delete(key);
    else if (value === undefined) {
      rows.set(key, DELETED);
      growth += markBytes(key);
    } else {
      rows.set(key, value);
      growth += bytes;
    }
    // Without an entry of its own the key was, or is now, what lower layers hold.
    if (beneath !== undefined && (own === undefined) !== (value === beneath))
      layer.coveredBytes += own === undefined ? beforeBytes : -bytes;
    return growth;
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
    this.#layer = compact(this.#name, this.#layer, this.#memory);
    const layer = cover(this.#layer);
    if (layer.bytes > 0) this.#memory.exchange(layer.bytes);
    return new RowSpace(this.#name, this.#memory, layer, this.#order?.clone());
  }
}

/** An index: a tree that copies share path by path. */
class IndexSpace implements Space {
  isShared = false;
  weight: Weight;
  mostBytes: number;
  readonly #tree: Tree;
  readonly #memory: Memory;
  /** What those entries take that were added since the tree was copied. Some of them may be gone. */
  #addedBytes: number;

  constructor(memory: Memory, tree: Tree, weight: Weight, mostBytes: number) {
    this.#memory = memory;
    this.#tree = tree;
    this.weight = weight;
    this.mostBytes = mostBytes;
    this.#addedBytes = weight.bytes;
  }

  get(key: string): unknown {
    return this.#tree.get(key);
  }

  change(key: string, { value, bytes, before, beforeBytes }: KeyChange, isTakenBack: boolean): number {
    if (value === undefined) this.#tree.delete(key);
    else this.#tree.set(key, value);
    const { weight } = this;
    this.mostBytes += bytes - beforeBytes;
    // Whether a key that goes was added since the tree was copied is not known, unless its addition is taken back.
    if (weight.below === undefined || (isTakenBack ? value === undefined : before === undefined))
      this.#addedBytes += bytes - beforeBytes;
    else if (bytes !== beforeBytes) this.#memory.exchange(bytes);
    const weighs = Math.max(0, Math.min(this.#addedBytes, this.mostBytes));
    const growth = weighs - weight.bytes;
    weight.bytes = weighs;
    this.#memory.atMost += growth;
    return growth;
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
    this.weight = compactWeight(this.weight, this.mostBytes, this.#memory);
    return new IndexSpace(this.#memory, this.#tree.clone(), { bytes: 0, below: this.weight }, this.mostBytes);
  }
}

/** As layers are merged, so that no chain of copies grows without end. */
function compactWeight(shared: Weight, mostBytes: number, memory: Memory): Weight {
  if (shared.bytes === 0 && shared.below !== undefined) return shared.below;
  let weight = shared;
  while (weight.below !== undefined && weight.bytes * 2 >= weight.below.bytes)
    weight = { bytes: Math.min(weight.bytes + weight.below.bytes, mostBytes), below: weight.below.below };
  if (weight !== shared) memory.exchange(weight.bytes);
  return weight;
}

const createSpace = (name: string, memory: Memory): Space =>
  name.startsWith(INDEX_PREFIX)
    ? new IndexSpace(memory, new Tree<string, unknown>(undefined, byCodeUnit), { bytes: 0, below: undefined }, 0)
    : new RowSpace(name, memory, { rows: new Map(), bytes: 0, below: undefined, coveredBytes: 0 }, undefined);

/** What lower layers hold. */
function getBelow({ below }: Layer, key: string): unknown {
  for (let each = below; each !== undefined; each = each.below) {
    const value = each.rows.get(key);
    if (value !== undefined) return value === DELETED ? undefined : value;
  }
  return undefined;
}

/**
 * Merges layers of like size, so that their number stays logarithmic, and those of which most is replaced by now. All images
 * that share them share the result.
 */
function compact(space: string, shared: Layer, memory: Memory): Layer {
  // All that was written has been taken back.
  if (shared.rows.size === 0 && shared.below !== undefined) return shared.below;
  let layer = shared;
  while (layer.below !== undefined && (layer.bytes + layer.coveredBytes) * 2 >= layer.below.bytes)
    layer = mergeWithBelow(space, layer, layer.below);
  if (layer !== shared) memory.exchange(layer.bytes);
  return layer;
}

/** A layer to write to, above shared ones. */
const cover = (shared: Layer): Layer =>
  shared.below === undefined && shared.rows.size <= SMALL && shared.bytes <= SMALL_BYTES
    ? { rows: new Map(shared.rows), bytes: shared.bytes, below: undefined, coveredBytes: 0 }
    : { rows: new Map(), bytes: 0, below: shared, coveredBytes: 0 };

/** Weighs only what is replaced, each of which was weighed when it was written. */
function mergeWithBelow(space: string, layer: Layer, below: Layer): Layer {
  const merged = new Map(below.rows);
  let bytes = layer.bytes + below.bytes;
  let coveredBytes = layer.coveredBytes + below.coveredBytes;
  for (const [key, value] of layer.rows) {
    const replaced = below.rows.get(key);
    if (replaced === DELETED) bytes -= markBytes(key);
    else if (replaced !== undefined) {
      const replacedBytes = entryBytes(space, key, replaced);
      bytes -= replacedBytes;
      coveredBytes -= replacedBytes;
    }
    if (value !== DELETED || getBelow(below, key) !== undefined) merged.set(key, value);
    else {
      merged.delete(key);
      bytes -= markBytes(key);
    }
  }
  return { rows: merged, bytes, below: below.below, coveredBytes };
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

  /** Something new takes the place of what others may still hold. */
  exchange(bytes: number): void {
    this.atMost += bytes;
    this.isExact = false;
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
    const own = space === undefined ? createSpace(name, this.memory) : space.own();
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
    revert(world, held) {
      const spaces = new Map(held.spaces as ReadonlyMap<string, Space>);
      replace(world, spaces, held.bytes);
      // Besides what was held there may have been nothing left of it.
      memory.exchange(bytesOfAll([{ spaces }]));
    },
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
function bytesOfAll(images: Iterable<Pick<Image, "spaces">>): number {
  const counted = new Map<Weight, number>();
  let bytes = 0;
  for (const { spaces } of images)
    for (const space of spaces.values()) {
      // Of what an index has added once, some may be gone: there is no more than it holds.
      let most = space.mostBytes;
      for (let each: Weight | undefined = space.weight; each !== undefined && most > 0; each = each.below) {
        const part = Math.min(each.bytes, most);
        const before = counted.get(each);
        if (before === undefined || before < part) {
          counted.set(each, part);
          bytes += part - (before ?? 0);
        } else if (most === Number.POSITIVE_INFINITY) break;
        most -= part;
      }
    }
  return bytes;
}

/** Writes in place, and remembers what was there before, so that everything can be taken back. */
class ImageTransaction implements Transaction {
  readonly #image: Image;
  readonly #freeze: boolean;
  readonly #copiedBytesBefore: number;
  readonly #localBytesBefore: number;
  #copiedKept = 0;
  #localKept = 0;
  #isOver = false;
  readonly written: WriteRecord[] = [];

  constructor(image: Image, freeze: boolean) {
    this.#image = image;
    this.#freeze = freeze;
    this.#copiedBytesBefore = image.copiedBytes;
    this.#localBytesBefore = image.localBytes;
    image.isBusy = true;
  }

  get growth(): Growth {
    return { rows: this.#image.copiedBytes - this.#copiedBytesBefore, kept: this.#copiedKept };
  }

  get allGrowth(): Growth {
    const { rows, kept } = this.growth;
    return { rows: rows + this.#image.localBytes - this.#localBytesBefore, kept: kept + this.#localKept };
  }

  get(space: string, key: string): unknown {
    if (this.#isOver) throw new Error(OVER);
    return this.#image.spaces.get(space)?.get(key);
  }

  set(space: string, key: string, value: unknown): unknown {
    if (this.#isOver) throw new Error(OVER);
    const target = this.#image.toWrite(space);
    const before = target.get(key);
    const bytes = entryBytes(space, key, value);
    const beforeBytes = before === undefined ? 0 : entryBytes(space, key, before);
    this.#write(target, { space, key, before, value: this.#freeze ? deepFreeze(value) : value, bytes, beforeBytes });
    return before;
  }

  delete(space: string, key: string): void {
    if (this.#isOver) throw new Error(OVER);
    const before = this.#image.spaces.get(space)?.get(key);
    if (before === undefined) return;
    const beforeBytes = entryBytes(space, key, before);
    this.#write(this.#image.toWrite(space), { space, key, before, value: undefined, bytes: 0, beforeBytes });
  }

  #write(target: Space, write: WriteRecord): void {
    this.written.push(write);
    this.#count(write.space, write.bytes - write.beforeBytes, target.change(write.key, write, false));
  }

  #count(space: string, growth: number, kept: number): void {
    const image = this.#image;
    if (isLocal(space)) {
      image.localBytes += growth;
      this.#localKept += kept;
    } else {
      image.copiedBytes += growth;
      this.#copiedKept += kept;
    }
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

  #takeBack({ space, key, value, bytes, before, beforeBytes }: WriteRecord): void {
    const reverse = { value: before, bytes: beforeBytes, before: value, beforeBytes: bytes };
    this.#count(space, beforeBytes - bytes, this.#image.toWrite(space).change(key, reverse, true));
  }

  #end(): void {
    this.#isOver = true;
    this.#image.isBusy = false;
  }
}

const OVER = "A transaction was used after it had ended.";

/** What is frozen throughout: a frozen object may hold others that are not. */
const frozen = new WeakSet<object>();

function deepFreeze(value: unknown): unknown {
  // Bytes cannot be frozen.
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || frozen.has(value)) return value;
  frozen.add(Object.freeze(value));
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
