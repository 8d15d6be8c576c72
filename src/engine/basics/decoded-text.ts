/** A text without its encodings. */
export interface DecodedText {
  readonly text: string;
  /** Where in the encoded text each character begins, and, at last, where that text ends. */
  readonly starts: readonly number[];
}

const PERCENT = /(?:%[\da-fA-F]{2})+/g;
const JSON_ESCAPE = /\\(?:u[\da-fA-F]{4}|["\\/bfnrt])/g;
const HTML_REFERENCE = /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][\da-fA-F]{1,6});/g;
const ENCODINGS = [PERCENT, JSON_ESCAPE, HTML_REFERENCE];
/** Any of them. */
const ENCODED =
  /(?:%[\da-fA-F]{2})+|\\(?:u[\da-fA-F]{4}|["\\/bfnrt])|&(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][\da-fA-F]{1,6});/g;
// A link in a redirect in a page in a JSON text has four.
const MOST_ENCODINGS = 8;

/**
 * Undoes percent-encoding, the escapes of JSON and the character references of HTML, one on top of the other, until nothing
 * is left to undo. So, in the end, texts are the same however they were encoded, and in which order.
 *
 * @returns the text after each step; empty if there is nothing to undo
 */
export function decodeInSteps(encoded: string): readonly DecodedText[] {
  const steps: DecodedText[] = [];
  while (steps.length < MOST_ENCODINGS) {
    const last = steps.at(-1);
    const next = decodeOnce(ENCODED, last?.text ?? encoded, last?.starts);
    if (next === undefined) break;
    steps.push(next);
  }
  return steps.length === 0 ? NONE : steps;
}

const NONE: readonly DecodedText[] = Object.freeze([]);

/**
 * The possible readings of a text: unchanged; with one kind of encoding decoded, as a parser decodes only the encoding of
 * that place; and with all encodings decoded, step by step.
 */
export const readingsOf = (encoded: string): readonly string[] => [
  ...new Set([
    encoded,
    ...ENCODINGS.flatMap((encoding) => decodeOnce(encoding, encoded)?.text ?? []),
    ...decodeInSteps(encoded).map(({ text }) => text),
  ]),
];

/** The text with all encodings undone. */
export const decodeText = (encoded: string): string => decodeInSteps(encoded).at(-1)?.text ?? encoded;

function decodeOnce(encoding: RegExp, text: string, before?: readonly number[]): DecodedText | undefined {
  if (!/[%\\&]/.test(text)) return undefined;
  const starts: number[] = [];
  let decoded = "";
  let isChanged = false;
  let from = 0;
  const copy = (end: number): void => {
    decoded += text.slice(from, end);
    for (; from < end; from += 1) starts.push(before?.[from] ?? from);
  };
  for (const { 0: whole, index } of text.matchAll(encoding)) {
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

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
VALUES.set("-", 62).set("_", 63);
const NO_DIGIT = 64;
const VALUE_BY_CODE = Uint8Array.from({ length: 128 }, (_, code) => VALUES.get(String.fromCharCode(code)) ?? NO_DIGIT);
const isDigit = (code: number): boolean => code < 128 && VALUE_BY_CODE[code] !== NO_DIGIT;

const SHORTEST_BASE64 = 16;
/** Credentials are short; what is longer is a file. */
const LONGEST_BASE64 = 4096;
/** Four groups of digits that stand for bytes which begin as those of ASCII do. */
const ASCII_GROUPS = /(?:[I-Za-f][A-Za-z0-9+/_-]{3}){4}/;

/**
 * Finds what may be base64 of text, as credentials are, and decodes it.
 *
 * @param isAscii whether only ASCII is wanted, which few texts look like that are no base64
 * @param found given the bytes, a character each, and where in the text each group of three begins
 */
export function findBase64(text: string, isAscii: boolean, found: (decoded: DecodedText) => void): void {
  for (let at = 0, start = 0; at <= text.length; at += 1) {
    if (at < text.length && isDigit(text.charCodeAt(at))) continue;
    const length = at - start;
    if (length >= SHORTEST_BASE64 && length <= LONGEST_BASE64) {
      const run = text.slice(start, at);
      // What stands in front of it may be digits as well, and then every fourth place is the beginning of a group.
      if (!isAscii || ASCII_GROUPS.test(run))
        for (let offset = 0; offset < 4; offset += 1) found(decodeBase64(run, offset, start));
    }
    start = at + 1;
  }
}

/** Decodes from an offset on, however it ends. */
function decodeBase64(run: string, offset: number, index: number): DecodedText {
  const starts: number[] = [];
  let text = "";
  let bits = 0;
  for (let at = offset; at < run.length; at += 1) {
    bits = (bits << 6) | (VALUE_BY_CODE[run.charCodeAt(at)] ?? 0);
    const place = (at - offset) % 4;
    if (place === 0) continue;
    text += String.fromCharCode((bits >> (6 - 2 * place)) & 255);
    starts.push(index + at - place);
  }
  starts.push(index + run.length);
  return { text, starts };
}
