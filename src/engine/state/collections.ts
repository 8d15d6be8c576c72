import { StandinError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import type {
  Collection,
  CollectionDefinition,
  Counters,
  IndexFunction,
  KeyPart,
  ListOptions,
  Page,
} from "../contract/collection.ts";
import { encodeKey } from "../contract/collection.ts";
import { INDEX_PREFIX, type Transaction, UNIQUE_INDEX_PREFIX, type Write, type WriteRecord } from "./images.ts";

/** What one write has changed. */
export interface Change {
  readonly collection: string;
  readonly key: string;
  /** `undefined`: there was no such row. */
  readonly before: unknown;
  /** `undefined`: there is none any more. */
  readonly after: unknown;
}

/** What a provider's rows have become, in order, from the writes of one transaction. */
export const toChanges = (writes: readonly WriteRecord[]): Change[] =>
  writes.map(({ space, key, before, value }) => ({
    collection: space.slice(space.indexOf("/") + 1),
    key,
    before,
    after: value,
  }));

/** The first key after all that begin with this encoded prefix. */
export const afterPrefix = (prefix: string): string =>
  prefix === "" ? "\uffff".repeat(8) : `${prefix.slice(0, -1)}\u0001`;

function indexKey<Row>(entryOf: IndexFunction<Row>, row: Row, key: string): string | undefined {
  const entry = entryOf(row);
  if (entry === undefined) return undefined;
  const equals = encodeKey(entry.equals);
  if (entryOf.isUnique) return equals;
  return (entry.order === undefined ? equals : equals + encodeKey(entry.order)) + key;
}

/** A collection with the names of the spaces that it and its indexes are kept in, made once. */
export interface PreparedCollection<Row, Index extends string> {
  readonly name: string;
  readonly definition: CollectionDefinition<Row, Index>;
  readonly rows: string;
  readonly indexes: Readonly<Record<Index, string>>;
}

/** The space that holds the rows of a collection. */
export const rowsSpace = (owner: string, name: string): string => `${owner}/${name}`;

/**
 * @param owner whose collection it is: a provider, or the engine
 * @param name tells it from others of that owner
 */
export function prepareCollection<Row, Index extends string>(
  owner: string,
  name: string,
  definition: CollectionDefinition<Row, Index>,
): PreparedCollection<Row, Index> {
  const rows = rowsSpace(owner, name);
  const indexes = Object.entries<IndexFunction<Row>>(definition.indexes).map(([index, { isUnique }]) => [
    index,
    `${isUnique ? UNIQUE_INDEX_PREFIX : INDEX_PREFIX}${rows}/${index}`,
  ]);
  return { name, definition, rows, indexes: Object.fromEntries(indexes) };
}

export function openCollection<Row, Index extends string>(
  transaction: Transaction,
  prepared: PreparedCollection<Row, Index>,
): Collection<Row, Index> {
  return new OpenedCollection(transaction, prepared);
}

const isRow = <Row>(row: Row | undefined): row is Exclude<Row, undefined> => row !== undefined;

// A class, as every exchange opens some: methods on a prototype cost nothing to make.
class OpenedCollection<Row, Index extends string> implements Collection<Row, Index> {
  readonly #transaction: Transaction;
  readonly #prepared: PreparedCollection<Row, Index>;

  constructor(transaction: Transaction, prepared: PreparedCollection<Row, Index>) {
    this.#transaction = transaction;
    this.#prepared = prepared;
  }

  get(key: string): Row | undefined {
    return this.#transaction.get(this.#prepared.rows, key) as Row | undefined;
  }

  put(row: Row): void {
    if (typeof row !== "object" || row === null) throw this.#refuse(row);
    const key: unknown = this.#prepared.definition.key(row);
    if (typeof key !== "string") throw this.#refuse(row, key);
    const before = this.#transaction.set(this.#prepared.rows, key, row) as Row | undefined;
    this.#reindex(key, before, row);
  }

  delete(key: string): boolean {
    const row = this.get(key);
    if (row === undefined) return false;
    this.#reindex(key, row, undefined);
    this.#transaction.delete(this.#prepared.rows, key);
    return true;
  }

  first(index: Index, equals: readonly KeyPart[]): Row | undefined {
    const from = encodeKey(equals);
    const space = this.#spaceOf(index);
    if (this.#prepared.definition.indexes[index].isUnique) {
      const key = this.#transaction.get(space, from);
      return key === undefined ? undefined : this.get(key as string);
    }
    const [entry] = this.#transaction.range(space, { from, to: afterPrefix(from), limit: 1 });
    return entry && this.get(entry[1] as string);
  }

  list(
    index: Index,
    equals: readonly KeyPart[],
    { after, limit = Number.POSITIVE_INFINITY, descending = false }: ListOptions = {},
  ): Page<Row> {
    const prefix = encodeKey(equals);
    const inside = after?.startsWith(prefix) ? after : undefined;
    const entries = this.#transaction.range(this.#spaceOf(index), {
      // Index keys are unique, so the next key after one is that key with the smallest character behind it.
      from: inside !== undefined && !descending ? `${inside}\u0000` : prefix,
      to: inside !== undefined && descending ? inside : afterPrefix(prefix),
      limit: limit + 1,
      descending,
    });
    const next = entries.length > limit ? (entries[limit - 1]?.[0] ?? null) : null;
    const keys = entries.length > limit ? entries.slice(0, limit) : entries;
    return { rows: keys.map(([, key]) => this.get(key as string)).filter(isRow), next };
  }

  #refuse(row: unknown, key?: unknown): Error {
    const given = typeof row === "object" && row !== null ? `a row whose key is ${quoteValue(key)}` : quoteValue(row);
    return new TypeError(`${this.#prepared.name} was given ${given}: a row is an object, of which key() makes a text.`);
  }

  #spaceOf(index: Index): string {
    const space = this.#prepared.indexes[index];
    if (space !== undefined) return space;
    const known = Object.keys(this.#prepared.indexes).join(", ") || "none";
    throw new TypeError(`${this.#prepared.name} has no index ${quoteValue(index)}; it has ${known}.`);
  }

  #reindex(key: string, before: Row | undefined, after: Row | undefined): void {
    const { definition, indexes: spaces } = this.#prepared;
    const { indexes } = definition;
    for (const name in indexes) {
      const entryOf = indexes[name];
      const old = before && indexKey(entryOf, before, key);
      const next = after && indexKey(entryOf, after, key);
      if (old === next) continue;
      if (old !== undefined) this.#transaction.delete(spaces[name], old);
      if (next === undefined) continue;
      if (entryOf.isUnique && this.#transaction.get(spaces[name], next) !== undefined)
        throw new StandinError(
          "ERR_STANDIN_DUPLICATE_KEY",
          `Two rows of ${this.#prepared.rows} would have the same values in the unique index ${name}.`,
        );
      this.#transaction.set(spaces[name], next, key);
    }
  }
}

/** Where a provider's counters are kept. */
export const countersSpace = (provider: string): string => `${provider}/#counters`;

/** @param space as `countersSpace` names it */
export function openCounters(transaction: Transaction, space: string): Counters {
  return {
    next(name) {
      const value = ((transaction.get(space, name) as number | undefined) ?? 0) + 1;
      transaction.set(space, name, value);
      return value;
    },
  };
}

/** Applies writes that come from elsewhere, keeping up the indexes of the collections that they are rows of. */
export function applyWrites(
  transaction: Transaction,
  writes: readonly Write[],
  collections: readonly PreparedCollection<unknown, string>[],
): void {
  const bySpace = new Map(collections.map((prepared) => [prepared.rows, prepared]));
  // Rows may have exchanged values of a unique index, so none keeps its old ones until all have the new ones.
  for (const { space, key } of writes) {
    const prepared = bySpace.get(space);
    if (prepared !== undefined && hasUniqueIndex(prepared)) openCollection(transaction, prepared).delete(key);
  }
  for (const { space, key, value } of writes) {
    const prepared = bySpace.get(space);
    if (prepared !== undefined && value === undefined) openCollection(transaction, prepared).delete(key);
    else if (prepared !== undefined) openCollection(transaction, prepared).put(value);
    else if (value === undefined) transaction.delete(space, key);
    else transaction.set(space, key, value);
  }
}

const hasUniqueIndex = ({ definition }: PreparedCollection<unknown, string>): boolean =>
  Object.values(definition.indexes).some(({ isUnique }) => isUnique);
