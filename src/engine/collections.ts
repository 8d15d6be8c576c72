import { type Awaitable, chain, together } from "./awaitable.ts";
import type { Transaction } from "./store.ts";

/** What an index or an order is made of. Numbers must be whole and not negative. */
export type KeyPart = string | number;

/** Where a row stands in an index: found by `equals`, listed in the order of `order`. */
export interface IndexEntry {
  readonly equals: readonly KeyPart[];
  readonly order?: readonly KeyPart[];
}

/** How the rows of one collection are keyed and indexed. A row whose index function gives `undefined` is not in that index. */
export interface CollectionDefinition<Row, Index extends string = string> {
  readonly key: (row: Row) => string;
  readonly indexes: Readonly<Record<Index, (row: Row) => IndexEntry | undefined>>;
}

/** The collections of one provider's state, by name. */
// biome-ignore lint/suspicious/noExplicitAny: a row type is known only to the provider that declares the collection
export type StateDefinition = Readonly<Record<string, CollectionDefinition<any, any>>>;

export interface Page<Row> {
  readonly rows: Row[];
  /** Pass as `after` to go on; `null` when this page was the last. */
  readonly next: string | null;
}

export interface ListOptions {
  readonly after?: string | undefined;
  /** Default: all. */
  readonly limit?: number;
  readonly descending?: boolean;
}

/** One collection within one transaction. Rows are plain data, shared by all versions: to change one, put a new one. */
export interface Collection<Row, Index extends string = string> {
  get(key: string): Awaitable<Row | undefined>;
  /** Adds the row, or replaces the one of the same key. */
  put(row: Row): Awaitable<void>;
  /** @returns whether there was such a row */
  delete(key: string): Awaitable<boolean>;
  /** The first row that the index has under these values. */
  first(index: Index, equals: readonly KeyPart[]): Awaitable<Row | undefined>;
  list(index: Index, equals: readonly KeyPart[], options?: ListOptions): Awaitable<Page<Row>>;
}

/** Numbers that only rise, by name, starting at 1. */
export interface Counters {
  next(name: string): Awaitable<number>;
}

/** Declares a collection: `defineCollection<User>()({ key, indexes })`. */
export function defineCollection<Row>() {
  return <Index extends string = never>(definition: {
    key: (row: Row) => string;
    indexes?: Readonly<Record<Index, (row: Row) => IndexEntry | undefined>>;
  }): CollectionDefinition<Row, Index> => ({
    key: definition.key,
    indexes: definition.indexes ?? ({} as CollectionDefinition<Row, Index>["indexes"]),
  });
}

/** What one write has changed. */
export interface Change {
  readonly collection: string;
  readonly key: string;
  /** `undefined`: there was no such row. */
  readonly before: unknown;
  /** `undefined`: there is none any more. */
  readonly after: unknown;
}

/** Who keeps the changes of one transaction. */
export interface ChangeLog {
  note(change: Change): void;
}

const SEPARATOR = "\u0000\u0000";
/** The first key after all that begin with this encoded prefix. */
const afterPrefix = (prefix: string): string => (prefix === "" ? "\uffff".repeat(8) : `${prefix.slice(0, -1)}\u0001`);

const ZEROS = "0".repeat(16);

const encodePart = (part: KeyPart): string => {
  if (typeof part === "number") return ZEROS.slice(String(part).length) + part;
  return part.includes("\u0000") ? part.replaceAll("\u0000", "\u0000\u0001") : part;
};

/** Joins parts so that the joined keys sort as the parts do, whatever characters they hold. */
export function encodeKey(parts: readonly KeyPart[]): string {
  let key = "";
  for (const part of parts) key += encodePart(part) + SEPARATOR;
  return key;
}

const indexKey = (entry: IndexEntry | undefined, key: string): string | undefined =>
  entry && encodeKey(entry.equals) + (entry.order ? encodeKey(entry.order) : "") + key;

/** A collection with the names of the spaces that it and its indexes are kept in, made once. */
export interface PreparedCollection<Row, Index extends string> {
  readonly name: string;
  readonly definition: CollectionDefinition<Row, Index>;
  readonly rows: string;
  readonly indexes: Readonly<Record<Index, string>>;
}

/**
 * @param provider whose collection it is
 * @param name tells it from others of that provider
 */
export function prepareCollection<Row, Index extends string>(
  provider: string,
  name: string,
  definition: CollectionDefinition<Row, Index>,
): PreparedCollection<Row, Index> {
  const rows = `${provider}/${name}`;
  const indexes = Object.keys(definition.indexes).map((index) => [index, `${rows}/${index}`]);
  return { name, definition, rows, indexes: Object.fromEntries(indexes) };
}

export function openCollection<Row, Index extends string>(
  transaction: Transaction,
  prepared: PreparedCollection<Row, Index>,
  log: ChangeLog,
): Collection<Row, Index> {
  return new OpenedCollection(transaction, prepared, log);
}

const firstRow = <Row>(
  entries: readonly (readonly [string, unknown])[],
  collection: OpenedCollection<Row, string>,
): Awaitable<Row | undefined> => (entries[0] === undefined ? undefined : collection.get(entries[0][1] as string));

const rowsThere = <Row>(found: readonly (Row | undefined)[]): Row[] =>
  found.filter((row): row is Exclude<typeof row, undefined> => row !== undefined);

// A class, as every exchange opens some: methods on a prototype cost nothing to make.
class OpenedCollection<Row, Index extends string> implements Collection<Row, Index> {
  readonly #transaction: Transaction;
  readonly #prepared: PreparedCollection<Row, Index>;
  readonly #log: ChangeLog;

  constructor(transaction: Transaction, prepared: PreparedCollection<Row, Index>, log: ChangeLog) {
    this.#transaction = transaction;
    this.#prepared = prepared;
    this.#log = log;
  }

  get(key: string): Awaitable<Row | undefined> {
    return this.#transaction.get(this.#prepared.rows, key) as Awaitable<Row | undefined>;
  }

  put(row: Row): Awaitable<void> {
    const key = this.#prepared.definition.key(row);
    return chain(this.get(key), OpenedCollection.#replace<Row, Index>, row, key, this);
  }

  static #replace<Row, Index extends string>(
    before: Row | undefined,
    row: Row,
    key: string,
    collection: OpenedCollection<Row, Index>,
  ): void {
    collection.#reindex(key, before, row);
    collection.#transaction.set(collection.#prepared.rows, key, row);
    collection.#log.note({ collection: collection.#prepared.name, key, before, after: row });
  }

  delete(key: string): Awaitable<boolean> {
    return chain(this.get(key), (row) => {
      if (row === undefined) return false;
      this.#reindex(key, row, undefined);
      this.#transaction.delete(this.#prepared.rows, key);
      this.#log.note({ collection: this.#prepared.name, key, before: row, after: undefined });
      return true;
    });
  }

  first(index: Index, equals: readonly KeyPart[]): Awaitable<Row | undefined> {
    const from = encodeKey(equals);
    const range = { from, to: afterPrefix(from), limit: 1 };
    return chain(this.#transaction.range(this.#prepared.indexes[index], range), firstRow, this);
  }

  list(
    index: Index,
    equals: readonly KeyPart[],
    { after, limit = Number.POSITIVE_INFINITY, descending = false }: ListOptions = {},
  ): Awaitable<Page<Row>> {
    const prefix = encodeKey(equals);
    const inside = after?.startsWith(prefix) ? after : undefined;
    const range = this.#transaction.range(this.#prepared.indexes[index], {
      // Index keys are unique, so the next key after one is that key with the smallest character behind it.
      from: inside !== undefined && !descending ? `${inside}\u0000` : prefix,
      to: inside !== undefined && descending ? inside : afterPrefix(prefix),
      limit: limit + 1,
      descending,
    });
    return chain(range, (entries) => {
      const next = entries.length > limit ? (entries[limit - 1]?.[0] ?? null) : null;
      const keys = entries.length > limit ? entries.slice(0, limit) : entries;
      return chain(this.#rowsOf(keys), (rows) => ({ rows, next }));
    });
  }

  #rowsOf(keys: readonly (readonly [string, unknown])[]): Awaitable<Row[]> {
    return chain(together(keys.map(([, key]) => this.get(key as string))), rowsThere);
  }

  #reindex(key: string, before: Row | undefined, after: Row | undefined): void {
    const { definition, indexes: spaces } = this.#prepared;
    const { indexes } = definition;
    for (const name in indexes) {
      const old = before && indexKey(indexes[name](before), key);
      const next = after && indexKey(indexes[name](after), key);
      if (old === next) continue;
      if (old !== undefined) this.#transaction.delete(spaces[name], old);
      if (next !== undefined) this.#transaction.set(spaces[name], next, key);
    }
  }
}

/** Where a provider's counters are kept. */
export const countersSpace = (provider: string): string => `${provider}/#counters`;

/** @param space as `countersSpace` names it */
export function openCounters(transaction: Transaction, space: string): Counters {
  return {
    next: (name) =>
      chain(transaction.get(space, name), (before) => {
        const value = ((before as number | undefined) ?? 0) + 1;
        transaction.set(space, name, value);
        return value;
      }),
  };
}
