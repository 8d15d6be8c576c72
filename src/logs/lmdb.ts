import { StandinError } from "#engine/basics/errors.ts";
import type { HeldImage, Write, WriteRecord } from "#engine/state/images.ts";
import { isIndex, isLocal } from "#engine/state/images.ts";
import type { Log, LogEntry, LogHost } from "#engine/state/log.ts";
import {
  FORMAT_KEY,
  fromEntry,
  fromValue,
  type LayerRow,
  layerOf,
  layerRange,
  layersFrom,
  spaceRange,
  toEntry,
  toValue,
  WORLD_RANGE,
  worldKey,
} from "./lmdb-keys.ts";
import { EMPTY_STACK, layersOf, layersToMerge, replaceRun, type Stack, Stacks } from "./stacks.ts";

/** What of the package `lmdb` is used. Keys and values are bytes. */
export interface Database {
  get(key: Buffer): Buffer | undefined;
  put(key: Buffer, value: Buffer): Promise<boolean>;
  remove(key: Buffer): Promise<boolean>;
  /** Writes all that the function does as one transaction. Resolves when it is on the disk. */
  batch(write: () => void): Promise<boolean>;
  getRange(options: RangeOptions): Iterable<{ readonly key: Buffer; readonly value: Buffer }>;
  getKeys(options: RangeOptions): Iterable<Buffer>;
  getKeysCount(options: RangeOptions): number;
  resetReadTxn(): void;
  close(): Promise<void>;
}

interface RangeOptions {
  readonly start: Buffer;
  readonly end: Buffer;
  readonly limit?: number;
}

export interface LmdbLogOptions {
  readonly database: Database;
  /** How many bytes the disk still takes. */
  readonly freeBytes: () => number;
}

/** The log as tests end it. */
export interface LmdbLog extends Log {
  worlds(): readonly string[];
  stores(world: string): boolean;
  /** Ends it as the end of the process would: what is not being written yet never is. */
  abandon(): Promise<void>;
}

/** Changes that are stored together: all that came while the ones before were being stored. */
class Batch {
  /** By place, the last change of each row; and of each stack. */
  readonly rows = new Map<string, { readonly layer: number; readonly row: LayerRow; readonly isRemoved: boolean }>();
  readonly stacks = new Map<string, Stack | undefined>();
  /** Changes of images, for the case that they cannot be stored. `undefined`: more than rows has changed. */
  readonly undo = new Map<string, WriteRecord[] | undefined>();
  /** Layers that no world needs once this is stored. */
  readonly garbage: number[] = [];
  readonly done: Promise<boolean>;
  resolve: () => void = () => {};
  reject: (error: Error) => void = () => {};

  constructor() {
    this.done = new Promise((resolve, reject) => {
      this.resolve = () => resolve(true);
      this.reject = reject;
    });
    this.done.catch(() => {});
  }

  put(layer: number, row: LayerRow, isRemoved = false): void {
    this.rows.set(`${layer} ${row.space.length} ${row.space}${row.key}`, { layer, row, isRemoved });
  }

  get isEmpty(): boolean {
    return this.rows.size === 0 && this.stacks.size === 0;
  }

  /** As the database takes them. */
  entries(): { readonly key: Buffer; readonly value: Buffer | undefined }[] {
    const entries: { key: Buffer; value: Buffer | undefined }[] = [];
    for (const { layer, row, isRemoved } of this.rows.values()) {
      const { key, value } = toEntry(layer, row);
      entries.push({ key, value: isRemoved ? undefined : value });
    }
    for (const [world, stack] of this.stacks) {
      const value = stack && toValue({ world, ...stack });
      entries.push({ key: worldKey(world), value });
    }
    return entries;
  }
}

export const FORMAT = 1;

const SEED = "~seed";
/** Rows that maintenance reads, writes or removes at a time, so that it holds up no exchange. */
const STEP = 1000;
/** The least that stays free on the disk: LMDB writes whole pages, and their parents. */
const RESERVE_BYTES = 512 * 1024;
const PAGE_FACTOR = 4;

/** Opens the log of a database. It is read here, once: nothing else writes to it. */
export const createLmdbLog =
  (options: LmdbLogOptions) =>
  (host: LogHost): LmdbLog =>
    new OpenLmdbLog(options, host);

class OpenLmdbLog implements LmdbLog {
  readonly #database: Database;
  readonly #options: LmdbLogOptions;
  readonly #host: LogHost;
  readonly #stacks = new Stacks();
  /** What waits to be written, and what is being written. */
  #pending = new Batch();
  #writing: Batch | undefined;
  /** Of worlds with changes that are not stored yet: the batch of the last one. */
  readonly #latest = new Map<string, Batch>();
  #isScheduled = false;
  #isClosed = false;
  /** The seed as it was stored last, by the spaces of its image. */
  #seed: { readonly spaces: HeldImage["spaces"]; readonly layer: number } | undefined;
  readonly #garbage = new Set<number>();
  /** Layers to merge into one, once the batch is stored with which the newest of them ended. */
  readonly #merges = new Map<string, { readonly run: readonly number[]; readonly after: Batch }>();
  #maintenance: Promise<void> | undefined;
  /** Counts failures: maintenance that began before one is void. */
  #failures = 0;

  constructor(options: LmdbLogOptions, host: LogHost) {
    this.#options = options;
    this.#database = options.database;
    this.#host = host;
    this.#readStacks();
    this.#maintain();
  }

  worlds(): readonly string[] {
    return [...this.#stacks.byWorld.keys()].filter((name) => name !== SEED);
  }

  stores(world: string): boolean {
    return this.#stacks.byWorld.has(world);
  }

  hasRows(world: string, space: string): boolean {
    const stack = this.#stacks.byWorld.get(world);
    if (stack === undefined) return false;
    const layers = isLocal(space) ? (stack.local === undefined ? [] : [stack.local]) : layersOf(stack);
    return layers.some((layer) => !isEmpty(this.#database.getKeys({ ...spaceRange(layer, space), limit: 1 })));
  }

  load(world: string): boolean | Promise<boolean> {
    const latest = this.#latest.get(world);
    if (latest !== undefined) return latest.done.catch(() => {}).then(() => this.load(world));
    const stack = this.#stacks.byWorld.get(world);
    if (stack === undefined || world === SEED) return false;
    this.#read(world, stack);
    return true;
  }

  catchUp(): undefined {
    return undefined;
  }

  append(entry: LogEntry): void {
    if (this.#isClosed) this.#refuse(entry.world);
    else if (entry.kind === "commit") this.#appendCommit(entry.world, entry.writes, entry.written);
    else if (entry.kind === "copy") this.#appendCopy(entry.from, entry.world);
    else this.#appendStack(entry.world, entry.kind === "create" ? EMPTY_STACK : undefined);
    if (!this.#isClosed) this.#schedule();
  }

  #refuse(world: string): void {
    const refused = new Batch();
    refused.reject(new Error("standin is closed"));
    this.#latest.set(world, refused);
  }

  settled(world: string): Promise<boolean> | undefined {
    return this.#latest.get(world)?.done;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#writing !== undefined || !this.#pending.isEmpty) {
      if (this.#writing === undefined) this.#write();
      await this.#writing?.done.catch(() => {});
    }
    await this.#end();
  }

  async abandon(): Promise<void> {
    this.#isClosed = true;
    // What waits for these waits for ever, as it would.
    this.#pending = new Batch();
    await this.#writing?.done.catch(() => {});
    this.#pending = new Batch();
    await this.#database.close();
  }

  async #end(): Promise<void> {
    await this.#maintenance;
    await this.#database.close();
  }

  /** Sets a world's stack, here and with the next batch. */
  #setStack(world: string, stack: Stack | undefined): void {
    this.#pending.garbage.push(...this.#stacks.set(world, stack));
    this.#pending.stacks.set(world, stack);
  }

  #note(world: string, written: readonly WriteRecord[] | undefined): void {
    const { undo } = this.#pending;
    const before = undo.get(world);
    if (written === undefined || (before === undefined && undo.has(world))) undo.set(world, undefined);
    else if (before === undefined) undo.set(world, [...written]);
    else for (const record of written) before.push(record);
    this.#latest.set(world, this.#pending);
  }

  #appendCommit(world: string, writes: readonly Write[], written: readonly WriteRecord[] | undefined): void {
    let stack = this.#stacks.byWorld.get(world);
    if (stack === undefined) throw new Error(`The log has no world ${world} to write to.`);
    this.#note(world, written);
    for (const write of writes) {
      const layer: number | undefined = isLocal(write.space) ? stack.local : stack.own;
      const target: number = layer ?? this.#stacks.newLayer();
      if (layer === undefined) {
        stack = isLocal(write.space) ? { ...stack, local: target } : { ...stack, own: target };
        this.#setStack(world, stack);
      }
      const isLowest = isLocal(write.space) || stack.shared.length === 0;
      this.#pending.put(target, write, write.value === undefined && isLowest);
    }
  }

  #appendStack(world: string, stack: Stack | undefined): void {
    this.#note(world, undefined);
    this.#setStack(world, stack);
  }

  #appendCopy(from: string, to: string): void {
    const source = this.#stacks.byWorld.get(from);
    const { local } = this.#stacks.byWorld.get(to) ?? EMPTY_STACK;
    this.#note(to, undefined);
    let shared: readonly number[];
    if (from === SEED || source === undefined) shared = this.#seedLayers(to);
    else {
      shared = layersOf(source);
      if (source.own !== undefined) {
        this.#note(from, undefined);
        this.#setStack(from, { ...source, own: undefined, shared });
        this.#planMerge(shared);
      }
    }
    this.#setStack(to, { shared, local });
  }

  /** The seed is no world of the log: its rows are those of the image that has just been copied from it. */
  #seedLayers(copy: string): readonly number[] {
    const held = this.#host.images.hold(copy);
    const spaces = new Map([...(held?.spaces ?? [])].filter(([space]) => !isLocal(space) && !isIndex(space)));
    const before = this.#seed;
    const isSame =
      before !== undefined &&
      before.spaces.size === spaces.size &&
      [...spaces].every(([name, space]) => before.spaces.get(name) === space);
    if (isSame) return [before.layer];
    const stored = before === undefined ? this.#sameSeed(spaces) : undefined;
    const layer = stored ?? this.#stacks.newLayer();
    this.#seed = { spaces, layer };
    if (stored !== undefined) return [layer];
    for (const [space, rows] of spaces)
      for (const key of rows.keys()) this.#pending.put(layer, { space, key, value: rows.get(key) });
    this.#setStack(SEED, { shared: [layer] });
    return [layer];
  }

  /** The layer of the seed that an earlier process has stored, if it is the same. */
  #sameSeed(spaces: HeldImage["spaces"]): number | undefined {
    const [layer] = this.#stacks.byWorld.get(SEED)?.shared ?? [];
    if (layer === undefined) return undefined;
    let count = 0;
    for (const rows of spaces.values()) for (const _ of rows.keys()) count += 1;
    for (const { key, value } of this.#database.getRange(layerRange(layer))) {
      const row = fromEntry(key, value);
      if (JSON.stringify(spaces.get(row.space)?.get(row.key)) !== JSON.stringify(row.value)) return undefined;
      count -= 1;
    }
    return count === 0 ? layer : undefined;
  }

  #schedule(): void {
    if (this.#isScheduled || this.#writing !== undefined) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.#writing === undefined && !this.#pending.isEmpty) this.#write();
    });
  }

  /** Writes all that is pending as one transaction. What comes meanwhile waits for the next one. */
  #write(): void {
    const batch = this.#pending;
    this.#pending = new Batch();
    this.#writing = batch;
    this.#store(batch).then(
      () => this.#stored(batch),
      (error: Error) => this.#failed(batch, error),
    );
  }

  async #store(batch: Batch): Promise<void> {
    const entries = batch.entries();
    const bytes = entries.reduce((sum, { key, value }) => sum + key.length + (value?.length ?? 0), 0);
    if (this.#options.freeBytes() < RESERVE_BYTES + bytes * PAGE_FACTOR) throw new Error("the disk is full");
    const database = this.#database;
    const parts: Promise<unknown>[] = [];
    const whole = database.batch(() => {
      for (const { key, value } of entries)
        parts.push(value === undefined ? database.remove(key) : database.put(key, value));
    });
    for (const each of parts) each.catch(() => {});
    await whole.catch(async (error: Error & { readonly commitError?: Promise<void> }) => {
      const reason = await Promise.resolve(error.commitError).catch((cause: Error) => cause);
      throw new Error(`the disk refuses it (${reason?.message ?? error.message})`, { cause: error });
    });
  }

  #stored(batch: Batch): void {
    this.#writing = undefined;
    for (const [world, latest] of this.#latest) if (latest === batch) this.#latest.delete(world);
    for (const layer of batch.garbage) if (!this.#stacks.isUsed(layer)) this.#garbage.add(layer);
    batch.resolve();
    if (!this.#pending.isEmpty) this.#schedule();
    this.#maintain();
  }

  /** Reverts all that is not stored: what was being written, and what came after it. */
  #failed(batch: Batch, error: Error): void {
    const late = this.#pending;
    this.#pending = new Batch();
    this.#writing = undefined;
    this.#failures += 1;
    this.#latest.clear();
    this.#seed = undefined;
    this.#merges.clear();
    this.#readStacks();
    for (const world of new Set([...batch.undo.keys(), ...late.undo.keys()]))
      this.#revert(
        world,
        [batch, late].flatMap((each) => (each.undo.has(world) ? [each.undo.get(world)] : [])),
      );
    for (const each of [batch, late]) each.reject(error);
  }

  #revert(world: string, changes: readonly (readonly WriteRecord[] | undefined)[]): void {
    const { images } = this.#host;
    if (!images.has(world)) return;
    const stack = this.#stacks.byWorld.get(world);
    if (stack === undefined) {
      images.drop(world);
      this.#host.forget?.(world);
    } else if (changes.every((each) => each !== undefined)) {
      const transaction = images.begin(world);
      for (const { space, key, before } of changes.flat().reverse())
        if (before === undefined) transaction?.delete(space, key);
        else transaction?.set(space, key, before);
      transaction?.commit();
    } else this.#read(world, stack);
  }

  #readStacks(): void {
    this.#database.resetReadTxn();
    this.#stacks.clear();
    for (const { value } of this.#database.getRange(WORLD_RANGE)) {
      const { world, ...stack } = fromValue(value) as Stack & { readonly world: string };
      this.#stacks.set(world, stack);
    }
    // Layers of a process that ended while it wrote or removed them.
    for (let layer = this.#nextLayer(0); layer !== undefined; layer = this.#nextLayer(layer + 1)) {
      this.#stacks.noteLayer(layer);
      if (!this.#stacks.isUsed(layer)) this.#garbage.add(layer);
    }
  }

  #nextLayer(from: number): number | undefined {
    for (const key of this.#database.getKeys({ ...layersFrom(from), limit: 1 })) return layerOf(key);
    return undefined;
  }

  /** Puts what is stored of a world into its image. */
  #read(world: string, stack: Stack): void {
    const { images, apply } = this.#host;
    this.#database.resetReadTxn();
    const rows = new Map<string, Write>();
    try {
      for (const layer of [...layersOf(stack)].reverse()) this.#collect(layer, rows);
      if (stack.local !== undefined) this.#collect(stack.local, rows);
    } catch (error) {
      throw new StandinError(
        "ERR_STANDIN_DATA_UNUSABLE",
        `World ${world} cannot be read: ${(error as Error).message}. Put a copy of its folder in its place, or delete the world.`,
        { cause: error },
      );
    }
    images.create(world);
    apply(world, [...rows.values()]);
  }

  #collect(layer: number, rows: Map<string, Write>): void {
    for (const { key, value } of this.#database.getRange(layerRange(layer))) {
      const row = fromEntry(key, value);
      const place = `${row.space.length} ${row.space}${row.key}`;
      if (row.value === undefined) rows.delete(place);
      else rows.set(place, row);
    }
  }

  #planMerge(shared: readonly number[]): void {
    const run = layersToMerge(shared, (layer) => this.#database.getKeysCount(layerRange(layer)));
    if (run.length > 0) this.#merges.set(run.join(), { run, after: this.#pending });
  }

  /** Merges layers, and removes those that no world needs, while nothing else is to be done for it. */
  #maintain(): void {
    if (this.#maintenance !== undefined || this.#isClosed) return;
    if (this.#garbage.size === 0 && this.#merges.size === 0) return;
    this.#maintenance = this.#maintainAll()
      .catch(() => {
        // Nothing can be stored at the moment. It is tried again after the next batch.
      })
      .finally(() => {
        this.#maintenance = undefined;
      });
  }

  async #maintainAll(): Promise<void> {
    while (!this.#isClosed) {
      const [merge] = this.#merges.values();
      const [layer] = this.#garbage;
      if (merge !== undefined) await this.#merge(merge.run, merge.after);
      else if (layer !== undefined) await this.#remove(layer);
      else return;
    }
  }

  /** Stores rows of maintenance with whatever else is pending. */
  async #flush(): Promise<void> {
    const batch = this.#pending;
    this.#schedule();
    if (!batch.isEmpty) await batch.done;
  }

  async #remove(layer: number): Promise<void> {
    this.#database.resetReadTxn();
    let count = 0;
    for (const { key, value } of this.#database.getRange({ ...layerRange(layer), limit: STEP })) {
      this.#pending.put(layer, fromEntry(key, value), true);
      count += 1;
    }
    if (count === 0) this.#garbage.delete(layer);
    else await this.#flush();
  }

  async #merge(run: readonly number[], after: Batch): Promise<void> {
    const failures = this.#failures;
    await after.done;
    const rows = new Map<string, Write>();
    const isLowest = [...this.#stacks.byWorld.values()].some(({ shared }) => shared.at(-1) === run.at(-1));
    for (const layer of [...run].reverse()) {
      if (this.#isClosed) return;
      this.#database.resetReadTxn();
      if (isLowest) this.#collect(layer, rows);
      else this.#collectWithMarks(layer, rows);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const merged = this.#stacks.newLayer();
    const all = [...rows.values()];
    for (let at = 0; at < all.length && !this.#isClosed; at += STEP) {
      for (const row of all.slice(at, at + STEP)) this.#pending.put(merged, row);
      await this.#flush();
      if (this.#failures !== failures) return;
    }
    this.#merges.delete(run.join());
    if (this.#isClosed) return;
    for (const [world, stack] of [...this.#stacks.byWorld]) {
      const shared = replaceRun(stack.shared, run, merged);
      if (shared !== stack.shared) this.#setStack(world, { ...stack, shared });
    }
    if (!this.#stacks.isUsed(merged)) this.#garbage.add(merged);
    await this.#flush();
  }

  #collectWithMarks(layer: number, rows: Map<string, Write>): void {
    for (const { key, value } of this.#database.getRange(layerRange(layer))) {
      const row = fromEntry(key, value);
      rows.set(`${row.space.length} ${row.space}${row.key}`, row);
    }
  }
}

const isEmpty = (keys: Iterable<unknown>): boolean => keys[Symbol.iterator]().next().done === true;

/** The format that a database is of; `undefined` if it has none. */
export function readFormat(database: Pick<Database, "get">): unknown {
  const value = database.get(FORMAT_KEY);
  try {
    return value === undefined ? undefined : fromValue(value);
  } catch {
    return undefined;
  }
}
