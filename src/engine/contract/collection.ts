/** What an index or an order is made of. Numbers must be whole and not negative. */
export type KeyPart = string | number;

/** Where a row stands in an index: found by `equals`, listed in the order of `order`, and then of the rows' keys. */
export interface IndexEntry {
  readonly equals: readonly KeyPart[];
  readonly order?: readonly KeyPart[];
}

/** Makes a row's index entry. A row for which it gives `undefined` is not in that index. */
export interface IndexFunction<Row> {
  (row: Row): IndexEntry | undefined;
  /** No two rows have the same values, so that one lookup finds the row. Such an index has no order and is never listed. */
  readonly isUnique?: true;
}

/** Declares an index whose values no two rows share: `unique((user) => [user.email])`. */
export function unique<Row>(valuesOf: (row: Row) => readonly KeyPart[] | undefined): IndexFunction<Row> {
  const entryOf = (row: Row): IndexEntry | undefined => {
    const equals = valuesOf(row);
    return equals && { equals };
  };
  return Object.assign(entryOf, { isUnique: true } as const);
}

/** Which values of a row are secrets: whoever reads exchanges or events sees none of them, wherever they stand. */
export interface RowSecrets<Row> {
  /** Members that hold a secret: a client's, a webhook's, an API key, a token. */
  readonly members?: readonly (keyof Row & string)[];
  /** Members that hold a one-time code. The outbox shows it, as people have to read it there. */
  readonly codes?: readonly (keyof Row & string)[];
  /** Parts of a secret that do by themselves: `abc` of `7|abc`. */
  readonly parts?: (row: Row) => readonly string[];
}

/** How the rows of one collection are keyed and indexed, and what of them is secret. */
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
  get(key: string): Row | undefined;
  /** Adds the row, or replaces the one of the same key. */
  put(row: Row): void;
  /** @returns whether there was such a row */
  delete(key: string): boolean;
  /** The first row that the index has under these values. A unique index takes all of its values. */
  first(index: Index, equals: readonly KeyPart[]): Row | undefined;
  list(index: Index, equals: readonly KeyPart[], options?: ListOptions): Page<Row>;
}

/** Numbers that only rise, by name, starting at 1. */
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
  return part.includes("\u0000") ? part.replaceAll("\u0000", "\u0000\u0001") : part;
};

/** Joins parts so that the joined keys sort as the parts do, whatever characters they hold. */
export function encodeKey(parts: readonly KeyPart[]): string {
  let key = "";
  for (const part of parts) key += encodePart(part) + SEPARATOR;
  return key;
}
