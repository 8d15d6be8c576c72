import { Lru } from "../basics/lru.ts";
import { createTable } from "../basics/table.ts";
import type { BodyReading } from "./body-reading.ts";
import type { ExchangeRequest, FormField } from "./exchange.ts";
import type { OperationEntry } from "./operation.ts";
import type { RawQuery, RoutedRequest } from "./request.ts";

/**
 * How a provider's web framework parses paths, queries and bodies before a handler receives them. Absent members default to
 * HTTP and the spec. `docs/frameworks.md` compares these functions with the frameworks.
 */
export interface Reading {
  /**
   * Decodes a path that contains a percent sign, before routing. Returns `undefined` if no operation has such a path.
   * Absent: the path is routed as it was sent, and its parameters are decoded one by one.
   */
  readonly decodePath?: ((path: string) => string | undefined) | undefined;
  /** Returns an alternative path to route if no operation has this one, such as the path without its trailing slash. */
  readonly otherPath?: ((path: string) => string) | undefined;
  /**
   * Returns the effective method of a request (method override). Called before the body is read, and again with the body. Not
   * for mocks whose operations need modules: the method is known too late to load them.
   */
  readonly methodOf?:
    | ((request: Pick<ExchangeRequest, "method" | "headers" | "query">, body?: unknown) => string)
    | undefined;
  /** Splits a query; see `cacheQueries` and `flattenQuery`. */
  readonly parseQuery?: ((raw: string) => RawQuery) | undefined;
  /** How the bytes of a body are decoded, before they are parsed. */
  readonly bodyReading?: BodyReading | undefined;
  /** Returns the media type to parse a body as; default: the request's own, or the operation's first if it has none. */
  readonly bodyMediaType?:
    | ((contentType: string | undefined, operation: OperationEntry) => string | undefined)
    | undefined;
  /** Assembles the fields of a form; default: as PHP does. The message of a thrown error says why the body is malformed. */
  readonly readForm?: ((fields: Iterable<FormField>) => unknown) | undefined;
  /** Normalizes a parsed body before validation, as the provider's framework does (trimming, for example). */
  readonly normalizeBody?: ((value: unknown, request: Pick<RoutedRequest, "operationId">) => unknown) | undefined;
}

const EMPTY_QUERY: RawQuery = Object.freeze(createTable<string>());
const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 512;

/** Caches parsed short queries, as clients repeat the same few. */
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
 * Flattens a nested query to the names that specs declare: `{a: {b: "x"}}` becomes `a[b]`. A list of strings keeps its
 * name without brackets; items of any other list are named by their positions. Null values are omitted.
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
