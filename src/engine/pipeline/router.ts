import { distance } from "fastest-levenshtein";
import { addRoute, createRouter, findRoute, type RouterContext } from "rou3";
import { Lru } from "../basics/lru.ts";
import type { Api, OperationEntry, OperationTable } from "../contract/operation.ts";
import type { Reading } from "../contract/reading.ts";

interface Endpoint {
  readonly operationId: string;
  readonly operation: OperationEntry;
}

/** All operations of one path template, by method. */
type Endpoints = ReadonlyMap<string, Endpoint>;

export type Route =
  | {
      readonly kind: "operation";
      readonly operationId: string;
      readonly operation: OperationEntry;
      readonly parameters: Readonly<Record<string, string>>;
      /** Whether they have been decoded with the path; otherwise they are still percent-encoded. */
      readonly isDecoded: boolean;
    }
  /** The path exists under other methods. */
  | { readonly kind: "wrong-method"; readonly allowed: readonly string[]; readonly template: string }
  /** The path exists with, or without, its trailing slash. */
  | { readonly kind: "redirect"; readonly template: string }
  | { readonly kind: "unknown" };

export interface Router {
  route(method: string, path: string): Route;
  /** Returns the operations most similar to a request, best first, as `METHOD /path`. */
  nearest(method: string, path: string): string[];
}

/** What not every operation has. With it all operations are of one shape, and quick to read. */
const OPTIONAL = { ownPrefixes: undefined, pathPatterns: undefined, requestBody: undefined };

const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});
const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 512;
const UNKNOWN: Route = { kind: "unknown" };

/** The path template in the router's notation, each parameter bound to what the spec says it must look like. */
function toPattern(path: string, endpoints: Endpoints): string {
  const [first] = endpoints.values();
  return path.replaceAll(/\{([^{}]+)\}(\w?)|[\\:*?+()]/g, (whole, name: string | undefined, next: string) => {
    if (name === undefined) return `\\${whole}`;
    const pattern = first?.operation.pathPatterns?.[name];
    if (pattern !== undefined) return `:${name}(${pattern})${next}`;
    // What follows would be taken for a part of the name.
    return next === "" ? `:${name}` : `:${name}(${ANYTHING})${next}`;
  });
}

const ANYTHING = "[^\\x2f]+?";

/**
 * Returns a function that finds paths behind the prefixes of their own servers. These may be many, such as languages, and are
 * rarely asked for: a route for each would cost every start.
 */
function findPrefixed(byPath: ReadonlyMap<string, Endpoints>) {
  const routers = new Map<string, RouterContext<Endpoints>[]>();
  for (const [path, endpoints] of byPath) {
    const prefixes = new Set([...endpoints.values()].flatMap(({ operation }) => operation.ownPrefixes ?? []));
    if (prefixes.size === 0) continue;
    const router = createRouter<Endpoints>();
    addRoute(router, "", toPattern(path, endpoints), endpoints);
    for (const prefix of prefixes) routers.set(prefix, [...(routers.get(prefix) ?? []), router]);
  }
  const longest = Math.max(0, ...[...routers.keys()].map(({ length }) => length));

  return (path: string) => {
    for (let end = path.indexOf("/", 1); end > 0 && end <= longest; end = path.indexOf("/", end + 1))
      for (const router of routers.get(path.slice(0, end)) ?? []) {
        const found = findRoute(router, "", path.slice(end));
        if (found !== undefined) return found;
      }
    return undefined;
  };
}

/**
 * Builds the routing table of one spec: every path under every prefix that its servers have, and under those of its own.
 *
 * @param reading how paths are read
 */
export function createApiRouter(
  { prefixes }: Api,
  { operations }: OperationTable,
  { decodePath, otherPath }: Pick<Reading, "decodePath" | "otherPath"> = {},
): Router {
  const byPath = new Map<string, Map<string, Endpoint>>();
  for (const [operationId, operation] of Object.entries(operations)) {
    const endpoints = byPath.get(operation.path) ?? new Map<string, Endpoint>();
    endpoints.set(operation.method, { operationId, operation: { ...OPTIONAL, ...operation } });
    byPath.set(operation.path, endpoints);
  }
  const router = createRouter<Endpoints>();
  for (const [path, endpoints] of byPath)
    for (const prefix of prefixes) addRoute(router, "", prefix + toPattern(path, endpoints), endpoints);
  const prefixed = findPrefixed(byPath);

  const findExact = (method: string, path: string, isDecoded: boolean): Route => {
    const found = findRoute(router, "", path) ?? prefixed(path);
    if (found === undefined) return UNKNOWN;
    const endpoints = found.data;
    const endpoint = endpoints.get(method) ?? (method === "HEAD" ? endpoints.get("GET") : undefined);
    const any = endpoint ?? endpoints.values().next().value;
    if (any === undefined) return UNKNOWN;
    const { path: template, slash } = any.operation;
    if (slash !== "either" && path.endsWith("/") !== template.endsWith("/") && path.length > 1)
      return slash === "exact" ? UNKNOWN : { kind: "redirect", template };
    if (endpoint === undefined) return { kind: "wrong-method", allowed: [...endpoints.keys()], template };
    return { kind: "operation", ...endpoint, parameters: found.params ?? NO_PARAMETERS, isDecoded };
  };

  const findDecoded = (method: string, path: string): Route => {
    const isDecoded = decodePath !== undefined && path.includes("%");
    const decoded = isDecoded ? decodePath(path) : path;
    return decoded === undefined ? UNKNOWN : findExact(method, decoded, isDecoded);
  };

  const find = (method: string, path: string): Route => {
    const route = findDecoded(method, path);
    if (route.kind !== "unknown" || otherPath === undefined) return route;
    const other = otherPath(path);
    return other === path ? route : findDecoded(method, other);
  };

  // Requests repeat the same few paths: results are cached.
  const known = new Map<string, Lru<string, Route>>();

  const remember = (method: string, path: string, route: Route): void => {
    const routes = known.get(method) ?? new Lru(MOST_KNOWN);
    routes.set(path, route);
    known.set(method, routes);
  };

  return {
    route(method, path) {
      const before = known.get(method)?.get(path);
      if (before !== undefined) return before;
      const route = find(method, path);
      if (route.kind === "operation" && path.length <= LONGEST_KNOWN) remember(method, path, route);
      return route;
    },
    nearest(method, path) {
      const asked = `${method} ${path}`.slice(0, LONGEST_KNOWN);
      return Object.values(operations)
        .map((operation) => `${operation.method} ${operation.path}`)
        .map((label) => ({ label, far: distance(asked.toLowerCase(), label.toLowerCase()) }))
        .sort((a, b) => a.far - b.far)
        .slice(0, 3)
        .map(({ label }) => label);
    },
  };
}
