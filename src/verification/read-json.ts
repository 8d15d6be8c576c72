import { findDeepNesting } from "#engine/basics/nesting.ts";

/** Deeper than any provider's data. A limit, because the comparison is recursive. */
const DEEPEST = 256;

/** Parses a JSON text; returns `undefined` if it is not JSON, or nested too deeply to compare. */
export function readJsonText(text: string | undefined): unknown {
  if (text === undefined || findDeepNesting(text, DEEPEST) !== undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
