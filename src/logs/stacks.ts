/**
 * What a world on disk is: layers of rows, each over the next. Copies share the lower layers, which never change; a world
 * writes to one of its own, and to another that no copy takes along.
 */
export interface Stack {
  /** The layer that the world writes to; absent until it does. */
  readonly own?: number | undefined;
  /** Shared layers, the upper ones first. */
  readonly shared: readonly number[];
  /** The layer of the spaces that stay behind when the world is copied. */
  readonly local?: number | undefined;
}

export const EMPTY_STACK: Stack = { shared: [] };

/** The layers that copies take along, the upper ones first. */
export const layersOf = ({ own, shared }: Stack): readonly number[] => (own === undefined ? shared : [own, ...shared]);

const allOf = (stack: Stack): readonly number[] =>
  stack.local === undefined ? layersOf(stack) : [...layersOf(stack), stack.local];

/** The stacks of all worlds, and how often each layer is in them. */
export class Stacks {
  readonly byWorld = new Map<string, Stack>();
  readonly #references = new Map<number, number>();
  #lastLayer = 0;

  /** @returns the layers that no stack holds any more */
  set(world: string, stack: Stack | undefined): readonly number[] {
    const before = this.byWorld.get(world);
    for (const layer of stack === undefined ? [] : allOf(stack)) {
      this.#references.set(layer, (this.#references.get(layer) ?? 0) + 1);
      this.noteLayer(layer);
    }
    if (stack === undefined) this.byWorld.delete(world);
    else this.byWorld.set(world, stack);
    return before === undefined ? [] : allOf(before).filter((layer) => this.#release(layer));
  }

  /** Whether it was the last reference. */
  #release(layer: number): boolean {
    const left = (this.#references.get(layer) ?? 1) - 1;
    if (left > 0) this.#references.set(layer, left);
    else this.#references.delete(layer);
    return left === 0;
  }

  isUsed(layer: number): boolean {
    return this.#references.has(layer);
  }

  /** Layers are numbered once: a number is not used again while any row of it may be left. */
  noteLayer(layer: number): void {
    this.#lastLayer = Math.max(this.#lastLayer, layer);
  }

  newLayer(): number {
    this.#lastLayer += 1;
    return this.#lastLayer;
  }

  clear(): void {
    this.byWorld.clear();
    this.#references.clear();
  }
}

/** A stack of this many shared layers is left alone. */
export const TALLEST = 8;

/**
 * Which of the upper layers are worth merging: those of like size, so that a stack's height stays logarithmic and each row is
 * written again only so often.
 *
 * @param rowsIn how many rows a layer has
 * @returns at least two layers, or none
 */
export function layersToMerge(shared: readonly number[], rowsIn: (layer: number) => number): readonly number[] {
  if (shared.length <= TALLEST) return [];
  let rows = 0;
  let count = 0;
  for (const layer of shared) {
    const below = rowsIn(layer);
    const isLow = shared.length - count + 1 <= TALLEST / 2;
    if (count >= 2 && rows * 2 < below && isLow) break;
    rows += below;
    count += 1;
  }
  return shared.slice(0, count);
}

/** Puts one layer in the place of several that follow each other; the same array if they do not. */
export function replaceRun(shared: readonly number[], run: readonly number[], by: number): readonly number[] {
  const at = shared.indexOf(run[0] ?? -1);
  if (at < 0 || run.some((layer, index) => shared[at + index] !== layer)) return shared;
  return [...shared.slice(0, at), by, ...shared.slice(at + run.length)];
}
