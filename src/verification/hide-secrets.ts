/** Shorter ones stand in too many places by chance. */
export const SHORTEST_SECRET = 6;

/**
 * Makes the function that puts a mark in the place of every secret in a text, and one in the place of those that overlap.
 *
 * @param secrets none shorter than `SHORTEST_SECRET`
 */
export function createHider(secrets: ReadonlySet<string>): (text: string) => string {
  const byStart = new Map<string, { readonly secrets: Set<string>; readonly lengths: Set<number> }>();
  for (const secret of secrets) {
    const start = secret.slice(0, SHORTEST_SECRET);
    const group = byStart.get(start) ?? { secrets: new Set(), lengths: new Set() };
    group.secrets.add(secret);
    group.lengths.add(secret.length);
    byStart.set(start, group);
  }

  /** Where the longest secret ends that stands at a place; the place itself: none does. */
  const endOfSecret = (text: string, at: number): number => {
    const group = byStart.get(text.slice(at, at + SHORTEST_SECRET));
    let end = at;
    // By length, so that the work is bounded by the text however many secrets begin alike.
    for (const length of group?.lengths ?? [])
      if (at + length > end && at + length <= text.length && group?.secrets.has(text.slice(at, at + length)))
        end = at + length;
    return end;
  };

  return (text) => {
    const parts: string[] = [];
    let shown = 0;
    for (let at = 0; at < text.length; at += 1) {
      let end = endOfSecret(text, at);
      if (end === at) continue;
      parts.push(text.slice(shown, at));
      for (let inside = at + 1; inside < end; inside += 1) end = Math.max(end, endOfSecret(text, inside));
      shown = end;
      at = end - 1;
    }
    return parts.length === 0 ? text : [...parts, text.slice(shown)].join("[redacted]");
  };
}
