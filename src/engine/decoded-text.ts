/** A text without its encodings. */
export interface DecodedText {
  readonly text: string;
  /** Where in the encoded text each character begins, and, at last, where that text ends. */
  readonly starts: readonly number[];
}

/** Percent-encoded bytes, an escape of JSON, a character reference of HTML. */
const ENCODED =
  /(?:%[\da-fA-F]{2})+|\\(?:u[\da-fA-F]{4}|["\\/bfnrt])|&(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][\da-fA-F]{1,6});/g;
// A link in a redirect in a page in a JSON text has four.
const MOST_ENCODINGS = 8;

/**
 * Undoes percent-encoding, the escapes of JSON and the character references of HTML, one on top of the other, until nothing
 * is left to undo. So texts are the same however they were encoded, and in which order.
 *
 * @returns `undefined` if there is nothing to undo
 */
export function decodeFully(encoded: string): DecodedText | undefined {
  let decoded: DecodedText | undefined;
  for (let count = 0; count < MOST_ENCODINGS; count += 1) {
    const next = decodeOnce(decoded?.text ?? encoded, decoded?.starts);
    if (next === undefined) return decoded;
    decoded = next;
  }
  return decoded;
}

/** The same, of which only the text is wanted. */
export const decodeText = (encoded: string): string => decodeFully(encoded)?.text ?? encoded;

function decodeOnce(text: string, before: readonly number[] | undefined): DecodedText | undefined {
  if (!/[%\\&]/.test(text)) return undefined;
  const starts: number[] = [];
  let decoded = "";
  let isChanged = false;
  let from = 0;
  const copy = (end: number): void => {
    decoded += text.slice(from, end);
    for (; from < end; from += 1) starts.push(before?.[from] ?? from);
  };
  for (const { 0: whole, index } of text.matchAll(ENCODED)) {
    copy(index);
    for (const { length, meaning } of unitsOf(whole)) {
      if (meaning === undefined) copy(from + length);
      else {
        isChanged = true;
        decoded += meaning;
        for (let count = 0; count < meaning.length; count += 1) starts.push(before?.[from] ?? from);
        from += length;
      }
    }
  }
  if (!isChanged) return undefined;
  copy(text.length);
  starts.push(before?.[from] ?? from);
  return { text: decoded, starts };
}

/** So many characters, and what they stand for together; `undefined`: for themselves. */
interface Unit {
  readonly length: number;
  readonly meaning: string | undefined;
}

function unitsOf(whole: string): readonly Unit[] {
  if (whole.startsWith("%")) return bytesToUnits(whole);
  return [{ length: whole.length, meaning: whole.startsWith("\\") ? unescapeJson(whole) : unescapeHtml(whole) }];
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads percent-encoded UTF-8. What is none stays as it is. */
function bytesToUnits(whole: string): Unit[] {
  const bytes = Uint8Array.from(whole.match(/[^%]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
  const units: Unit[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const count = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const meaning = readBytes(bytes.subarray(at, at + count));
    const read = meaning === undefined ? 1 : count;
    units.push({ length: read * 3, meaning });
    at += read;
  }
  return units;
}

function readBytes(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const JSON_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

function unescapeJson(whole: string): string {
  const kind = whole.charAt(1);
  if (whole.length > 2) return String.fromCharCode(Number.parseInt(whole.slice(2), 16));
  return JSON_ESCAPES.get(kind) ?? kind;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function unescapeHtml(whole: string): string | undefined {
  const name = whole.slice(1, -1);
  if (!name.startsWith("#")) return ENTITIES.get(name);
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
