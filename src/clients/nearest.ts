import { closest, distance } from "fastest-levenshtein";

const LONGEST = 200;

/** Returns ` Did you mean …?`, or nothing if no known name is near: as the engine does. */
export function toSuggestion(name: string, known: readonly string[]): string {
  if (known.length === 0 || name.length > LONGEST) return "";
  const written = name.toLowerCase();
  const index = new Map(known.map((each) => [each.toLowerCase(), each]));
  const nearest = closest(written, [...index.keys()]);
  return distance(written, nearest) <= Math.ceil(name.length / 3) ? ` Did you mean ${index.get(nearest)}?` : "";
}
