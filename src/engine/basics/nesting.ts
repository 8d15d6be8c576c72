/**
 * Deeper than any provider's data. What validates, copies and encodes data recurses, so a limit keeps the stack safe.
 */
export const DEEPEST = 512;

/**
 * Finds where a JSON text is nested deeper than so many levels, without reading it as data.
 *
 * @returns the position of the bracket that is one too many; `undefined`: there is none
 */
export function findDeepNesting(text: string, deepest: number = DEEPEST): number | undefined {
  // A shorter text does not get that deep, and most are.
  if (text.length <= 2 * deepest) return undefined;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > deepest) return index;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return undefined;
}

/** Whether data is nested deeper than so many levels; data that holds itself is. */
export function isNestedDeeper(data: unknown, deepest: number = DEEPEST): boolean {
  const reached = new Map<object, number>();
  const open: (readonly [unknown, number])[] = [[data, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value !== "object" || value === null || (reached.get(value) ?? 0) >= depth) continue;
    if (depth > deepest) return true;
    reached.set(value, depth);
    for (const member of Object.values(value)) open.push([member, depth + 1]);
  }
  return false;
}
