/** Deeper than any provider's data; what compares values recurses. */
const DEEPEST = 256;

/** The value of a JSON text; `undefined` when it is not JSON, or nested too deeply to be compared. */
export function readJsonText(text: string | undefined): unknown {
  if (text === undefined || isDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isDeep(text: string): boolean {
  if (text.length <= 2 * DEEPEST) return false;
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isInText && sign === "\\") at += 1;
    else if (sign === '"') isInText = !isInText;
    else if (!isInText && (sign === "{" || sign === "[")) depth += 1;
    else if (!isInText && (sign === "}" || sign === "]")) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}
