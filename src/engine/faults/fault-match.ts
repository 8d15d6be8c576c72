import { headerOf } from "../contract/exchange.ts";
import type { FaultMatch, MatchedRequest } from "./fault.ts";

/** Compiles a match to a fast predicate. */
export function compileMatch(match: FaultMatch): (request: MatchedRequest) => boolean {
  const method = match.method?.toUpperCase();
  const path = match.path === undefined ? undefined : compilePath(match.path);
  const query = Object.entries(match.query ?? {});
  const headers = Object.entries(match.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return (request) =>
    (match.provider === undefined || match.provider === request.provider) &&
    (match.operation === undefined || match.operation === request.operationId) &&
    (method === undefined || method === request.method) &&
    (path === undefined || path(request.path)) &&
    query.every(([name, value]) => [request.query[name]].flat().includes(value)) &&
    headers.every(([name, value]) => headerOf(request.headers, name) === value) &&
    (match.body === undefined || holds(request.body, match.body)) &&
    (match.where === undefined || match.where(request));
}

/**
 * Compiles a path pattern in which `*` matches any characters. Each literal between two stars is matched at its first
 * occurrence: if the rest matches after a later one, it also matches after the first. So a path is scanned once, without
 * backtracking.
 */
function compilePath(pattern: string): (path: string) => boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return (path) => path === first;
  return (path) => {
    const end = path.length - last.length;
    if (!path.startsWith(first) || !path.endsWith(last)) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = path.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return at <= end;
  };
}

/** Whether a value equals the wanted one, or contains all of its members. */
function holds(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return value === wanted;
  if (typeof value !== "object" || value === null || Array.isArray(wanted) !== Array.isArray(value)) return false;
  if (Array.isArray(wanted) && Array.isArray(value) && wanted.length !== value.length) return false;
  const given = value as Readonly<Record<string, unknown>>;
  return Object.entries(wanted).every(([name, each]) => Object.hasOwn(given, name) && holds(given[name], each));
}
