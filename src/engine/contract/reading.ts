import { Lru } from "../basics/lru.ts";
import { createTable } from "../basics/table.ts";
import type { BodyReading } from "./body-reading.ts";
import type { ExchangeRequest, FormField } from "./exchange.ts";
import type { OperationEntry } from "./operation.ts";
import type { RawQuery, RoutedRequest } from "./routed.ts";

/**
 * How the framework behind a provider reads requests: what it makes of a path, a query and a body before a handler sees them.
 * What is absent is read as HTTP and the spec have it. `docs/frameworks.md` compares the readings with the frameworks.
 */
export interface Reading {
  /**
   * Decodes a path that has a percent sign, before an operation is looked for. `undefined`: no operation has such a path.
   * Absent: an operation is found by the path as it was sent, and its parameters are decoded each by itself.
   */
  readonly decodePath?: ((path: string) => string | undefined) | undefined;
  /** The path to look for where no operation has this one, such as the path without its last slash. */
  readonly otherPath?: ((path: string) => string) | undefined;
  /**
   * The method that the request stands for. Asked before the body is read, and again with the body. Not for mocks whose
   * operations need modules: what is meant is known too late to load them.
   */
  readonly methodOf?:
    | ((request: Pick<ExchangeRequest, "method" | "headers" | "query">, body?: unknown) => string)
    | undefined;
  /** Splits a query; see `cacheQueries` and `flattenQuery`. */
  readonly parseQuery?: ((raw: string) => RawQuery) | undefined;
  /** How the bytes of a body are read, before they are parsed. */
  readonly bodyReading?: BodyReading | undefined;
  /** The media type to parse a body as; default: the request's own, or the operation's first when it names none. */
  readonly bodyMediaType?:
    | ((contentType: string | undefined, operation: OperationEntry) => string | undefined)
    | undefined;
  /** How the fields of a form are put together; default: as PHP does. Whatever it throws says why the body is malformed. */
  readonly readForm?: ((fields: Iterable<FormField>) => unknown) | undefined;
  /** What the provider's framework does to a body before validation (trimming and the like). */
  readonly normalizeBody?: ((value: unknown, request: Pick<RoutedRequest, "operationId">) => unknown) | undefined;
}

const EMPTY_QUERY: RawQuery = Object.freeze(createTable<string>());
const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 512;

/** Remembers what short queries say: clients send the same few over and over. */
export function cacheQueries(split: (raw: string) => RawQuery): (raw: string) => RawQuery {
  const known = new Lru<string, RawQuery>(MOST_KNOWN);
  return (raw) => {
    if (raw === "") return EMPTY_QUERY;
    const before = known.get(raw);
    if (before !== undefined) return before;
    const query = split(raw);
    if (raw.length <= LONGEST_KNOWN) known.set(raw, query);
    return query;
  };
}

const isTextOrNull = (value: unknown): value is string | null => typeof value === "string" || value === null;

/**
 * Writes the names of a nested query flat, as specs declare them: `{a: {b: "x"}}` becomes `a[b]`. A list of text keeps its
 * name without brackets; in any other list, items are named by their positions. What is null is left out.
 */
export function flattenQuery(nested: Readonly<Record<string, unknown>>): RawQuery {
  const query = createTable<string | string[]>();
  const add = (name: string, value: unknown): void => {
    if (typeof value === "string") query[name] = value;
    else if (Array.isArray(value) && value.every(isTextOrNull)) query[name] = value.filter((each) => each !== null);
    else if (typeof value === "object" && value !== null)
      for (const [inner, each] of Object.entries(value)) add(`${name}[${inner}]`, each);
  };
  for (const [name, value] of Object.entries(nested)) add(name, value);
  return query;
}
