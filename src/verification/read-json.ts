import { findDeepNesting } from "#engine/nesting.ts";

/** Deeper than any provider's data; what compares values recurses. */
const DEEPEST = 256;

/** The value of a JSON text; `undefined` when it is not JSON, or nested too deeply to be compared. */
export function readJsonText(text: string | undefined): unknown {
  if (text === undefined || findDeepNesting(text, DEEPEST) !== undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
