import { closest, distance } from "fastest-levenshtein";
import { LONGEST_NAME } from "./quote.ts";

/** Returns the known name that was probably meant by a misspelt one; `undefined` if none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > LONGEST_NAME) return undefined;
  const written = name.toLowerCase();
  const index = new Map(known.map((each) => [each.toLowerCase(), each]));
  const nearest = closest(written, [...index.keys()]);
  return distance(written, nearest) <= Math.ceil(name.length / 3) ? index.get(nearest) : undefined;
}

/** Returns ` Did you mean start?`, or nothing if no known name is near. */
export function toSuggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? "" : ` Did you mean ${nearest}?`;
}
