import { fromBase64Url } from "../kit/compact-token.ts";
import type { Found } from "./secret-index.ts";

/** Runs that hold at least two dots. They begin where nothing of the kind stands in front, or each would be tried from all its characters. */
const DOTTED = /(?<![\w-])[\w-]+(?:\.[\w-]*){2,}/g;
/** How `{` and what may follow it in a JSON text is written in base64. */
const HEADER = /e[wy][\w-]/g;
const BEGIN = /e(?:yJ|yA|wo|wk|w0)/;
const LONGEST_HEADER = 1024;
const MOST_ATTEMPTS = 8;
/** A signed token has three parts, an encrypted one five. */
const TOKEN = /^[\w-]+(?:\.[\w-]*){2}(?:(?:\.[\w-]*){2})?$/;

/**
 * Finds the secret parts of compact tokens (RFC 7515, RFC 7516) of any issuer: the signature of a signed one,
 * whose header and payload stay readable, and all of an encrypted one.
 */
export function findTokens(text: string, found: Found): void {
  if (!BEGIN.test(text)) return;
  for (const { 0: run, index } of text.matchAll(DOTTED)) {
    const parts = run.split(".");
    let start = index;
    for (const [at, part] of parts.entries()) {
      const begin = beginOfHeader(part);
      if (begin !== undefined) {
        const { isEncrypted, offset } = begin;
        const lengthOf = (count: number): number => parts.slice(at, at + count).join(".").length;
        if (isEncrypted) found(start + offset, start + lengthOf(5));
        else if (at + 2 < parts.length) found(start + lengthOf(2) + 1, start + lengthOf(3));
        break;
      }
      start += part.length + 1;
    }
  }
}

/** Whether a text is one compact token and nothing else. */
export const isToken = (text: string): boolean =>
  TOKEN.test(text) && beginOfHeader(text.slice(0, text.indexOf(".")))?.offset === 0;

/** Where in a part the header of a token begins: something may be written in front of it. */
function beginOfHeader(part: string): { readonly offset: number; readonly isEncrypted: boolean } | undefined {
  if (part.length > LONGEST_HEADER) return undefined;
  let attempts = 0;
  for (const { index } of part.matchAll(HEADER)) {
    const header = readHeader(part.slice(index));
    if (header !== undefined) return { offset: index, isEncrypted: "enc" in header };
    attempts += 1;
    if (attempts === MOST_ATTEMPTS) return undefined;
  }
  return undefined;
}

function readHeader(encoded: string): object | undefined {
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(fromBase64Url(encoded)));
    return typeof header === "object" && header !== null && "alg" in header ? header : undefined;
  } catch {
    return undefined;
  }
}
