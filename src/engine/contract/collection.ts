import { quoteValue } from "../basics/quote.ts";

/** One component of an index key or sort key. Numbers must be non-negative integers. */
export type KeyPart = string | number;

/** A row's entry in an index: looked up by `equals`, and sorted by `order`, then by the rows' keys. */
export interface IndexEntry {
  readonly equals: readonly KeyPart[];
  readonly order?: readonly KeyPart[];
}

/** Returns a row's index entry, or `undefined` to leave the row out of the index. */
export interface IndexFunction<Row> {
  (row: Row): IndexEntry | undefined;
  /** No two rows have the same values, so one lookup finds the row. Such an index has no order and is never listed. */
  readonly isUnique?: true;
}

/** Declares a unique index: `unique((user) => [user.email])`. */
export function unique<Row>(valuesOf: (row: Row) => readonly KeyPart[] | undefined): IndexFunction<Row> {
  const entryOf = (row: Row): IndexEntry | undefined => {
    const equals = valuesOf(row);
    return equals && { equals };
  };
  return Object.assign(entryOf, { isUnique: true } as const);
}

/** Which values of a row are secrets. They are redacted from exchanges and events, wherever they occur. */
export interface RowSecrets<Row> {
  /** Members that hold a secret: a client secret, a webhook secret, an API key, a token. */
  readonly members?: readonly (keyof Row & string)[];
  /** Members that hold a one-time code. The outbox shows it, as users have to read it there. */
  readonly codes?: readonly (keyof Row & string)[];
  /** Parts of a secret that are valid by themselves: `abc` of `7|abc`. */
  readonly parts?: (row: Row) => readonly string[];
}

/** The key, the indexes and the secret values of the rows of one collection. */
export interface CollectionDefinition<Row, Index extends string = string> {
  readonly key: (row: Row) => string;
  readonly indexes: Readonly<Record<Index, IndexFunction<Row>>>;
  readonly secrets?: RowSecrets<Row>;
}

/** The collections of one mock's state, by name. */
// biome-ignore lint/suspicious/noExplicitAny: a row type is known only to the mock that declares the collection
export type StateDefinition = Readonly<Record<string, CollectionDefinition<any, any>>>;

export interface Page<Row> {
  readonly rows: Row[];
  /** Cursor of the next page, to be passed as `after`; `null` on the last page. */
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
  get(key: string): Row | undefined;
  /** Adds the row, or replaces the one of the same key. */
  put(row: Row): void;
  /** @returns whether the row existed */
  delete(key: string): boolean;
  /** Returns the first row with these values in the index. For a unique index, pass all of its values. */
  first(index: Index, equals: readonly KeyPart[]): Row | undefined;
  list(index: Index, equals: readonly KeyPart[], options?: ListOptions): Page<Row>;
}

/** Named counters, each increasing from 1. */
export interface Counters {
  next(name: string): number;
}

/** Declares a collection: `defineCollection<User>()({ key, indexes, secrets })`. */
export function defineCollection<Row>() {
  return <Index extends string = never>(definition: {
    key: (row: Row) => string;
    indexes?: Readonly<Record<Index, IndexFunction<Row>>>;
    secrets?: RowSecrets<Row>;
  }): CollectionDefinition<Row, Index> => ({
    key: definition.key,
    indexes: definition.indexes ?? ({} as CollectionDefinition<Row, Index>["indexes"]),
    ...(definition.secrets && { secrets: definition.secrets }),
  });
}

const SEPARATOR = "\u0000\u0000";
const ZEROS = "0".repeat(16);

const encodePart = (part: KeyPart): string => {
  if (typeof part === "number") return ZEROS.slice(String(part).length) + part;
  // Callers without types may pass anything, such as what a row lacks.
  if (typeof part !== "string")
    throw new TypeError(`A part of a key or of an index is a text or a number, and it was ${quoteValue(part)}.`);
  return part.includes("\u0000") ? part.replaceAll("\u0000", "\u0000\u0001") : part;
};

/** Joins parts to a key. Keys sort in the same order as their parts, whatever characters they contain. */
export function encodeKey(parts: readonly KeyPart[]): string {
  let key = "";
  for (const part of parts) key += encodePart(part) + SEPARATOR;
  return key;
}
