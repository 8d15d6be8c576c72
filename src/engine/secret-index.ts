import { type DecodedText, decodeFully } from "./decoded-text.ts";

/** Characters from which on a secret is looked for wherever it stands. Shorter ones are words as well. */
export const SHORTEST_SECRET = 12;

/** Told of a place in a text. */
export type Found = (start: number, end: number) => void;

/**
 * Secrets to be found in texts, by one pass over a text however many secrets there are. They are found as they stand and in
 * any encoding that `decodeFully` knows, also several on top of each other, and within base64.
 */
export class SecretIndex {
  readonly #exact: PatternSet;
  readonly #decoded: PatternSet;
  readonly #known = new Set<string>();

  constructor(shortest: number = SHORTEST_SECRET) {
    this.#exact = new PatternSet(shortest);
    this.#decoded = new PatternSet(shortest);
  }

  get size(): number {
    return this.#known.size;
  }

  has(secret: string): boolean {
    return this.#known.has(secret);
  }

  /** A secret that is too short is left out. */
  add(secret: string): void {
    if (this.#known.has(secret) || !this.#exact.add(secret)) return;
    this.#known.add(secret);
    this.#decoded.add(toComparable(decodeFully(secret)?.text ?? secret));
    // Headers are bytes, and so is what base64 holds.
    const bytes = toBinary(secret);
    if (bytes !== secret) {
      this.#exact.add(bytes);
      this.#decoded.add(toComparable(bytes));
    }
  }

  /** @param decoded the same text, decoded; `undefined` if that changes nothing */
  find(text: string, decoded: DecodedText | undefined, found: Found): void {
    if (this.#known.size === 0) return;
    this.#exact.find(text, found);
    const plain = decoded?.text ?? text;
    const at = (index: number): number => decoded?.starts[index] ?? index;
    const comparable = toComparable(plain);
    if (comparable !== text) this.#decoded.find(comparable, (start, end) => found(at(start), at(end)));
    this.#findInBase64(plain, (start, end) => found(at(start), at(end)));
  }

  #findInBase64(text: string, found: Found): void {
    for (const { 0: run, index } of text.matchAll(BASE64)) {
      if (run.length > LONGEST_BASE64) continue;
      // What stands in front of it may be of the same characters; every fourth place is the beginning of a group.
      for (let offset = 0; offset < 4; offset += 1) {
        const from = index + offset;
        this.#exact.find(decodeBase64(run, offset), (start, end) =>
          found(from + Math.floor(start / 3) * 4, Math.min(from + Math.ceil(end / 3) * 4, index + run.length)),
        );
      }
    }
  }
}

const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
/** Credentials are short; what is longer is a file. */
const LONGEST_BASE64 = 4096;

/** A blank is also written `+`. */
const toComparable = (text: string): string => text.replaceAll("+", " ");

/** The UTF-8 bytes of a text, a character each. */
function toBinary(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return String.fromCharCode(...new TextEncoder().encode(text));
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Map([...[...DIGITS].entries()].map(([value, digit]) => [digit, value] as const));
VALUES.set("-", 62).set("_", 63);
const VALUE_BY_CODE = Uint8Array.from({ length: 128 }, (_, code) => VALUES.get(String.fromCharCode(code)) ?? 0);

/** The bytes from an offset on, a character each; whatever stands there, and however it ends. */
function decodeBase64(run: string, offset: number): string {
  let bytes = "";
  for (let at = offset; at + 1 < run.length; at += 4) {
    const value = (place: number): number => VALUE_BY_CODE[run.charCodeAt(at + place)] ?? 0;
    const bits = (value(0) << 18) | (value(1) << 12) | (value(2) << 6) | value(3);
    bytes += String.fromCharCode(bits >> 16, (bits >> 8) & 255, bits & 255);
  }
  return bytes;
}

interface Bucket {
  /** Of the patterns, the longest first. */
  lengths: number[];
  readonly patterns: Set<string>;
}

const BASE = 0x01000193;
const MIX = 0x9e3779b1;
const MOST_CUT = 1000;

/**
 * Texts to be found in others (Rabin and Karp): the hash of as many characters as the shortest has is moved over the text,
 * and where it is that of a pattern's beginning, the patterns that begin so are compared.
 */
class PatternSet {
  readonly #window: number;
  /** What the character that leaves the window has counted for. */
  readonly #weight: number;
  readonly #buckets = new Map<number, Bucket>();
  /** By some bits of the hash: whether there is a bucket at all. */
  #bits = new Uint8Array(1 << 13);
  #shift = 32 - 13;

  constructor(window: number) {
    this.#window = window;
    let weight = 1;
    for (let count = 1; count < window; count += 1) weight = Math.imul(weight, BASE);
    this.#weight = weight;
  }

  /** @returns whether it is long enough */
  add(pattern: string): boolean {
    if (pattern.length < this.#window) return false;
    let hash = 0;
    for (let index = 0; index < this.#window; index += 1)
      hash = (Math.imul(hash, BASE) + pattern.charCodeAt(index)) | 0;
    const bucket = this.#buckets.get(hash);
    if (bucket === undefined) {
      this.#buckets.set(hash, { lengths: [pattern.length], patterns: new Set([pattern]) });
      if (this.#buckets.size * 8 > this.#bits.length) this.#grow();
      else this.#mark(hash);
      return true;
    }
    bucket.patterns.add(pattern);
    if (!bucket.lengths.includes(pattern.length))
      bucket.lengths = [...bucket.lengths, pattern.length].sort((a, b) => b - a);
    return true;
  }

  find(text: string, found: Found): void {
    const window = this.#window;
    const weight = this.#weight;
    const bits = this.#bits;
    const shift = this.#shift;
    if (text.length < window || this.#buckets.size === 0) return;
    let hash = 0;
    for (let index = 0; index < text.length; index += 1) {
      if (index >= window) hash = (hash - Math.imul(text.charCodeAt(index - window), weight)) | 0;
      hash = (Math.imul(hash, BASE) + text.charCodeAt(index)) | 0;
      if (index + 1 < window || bits[Math.imul(hash, MIX) >>> shift] === 0) continue;
      const bucket = this.#buckets.get(hash);
      if (bucket === undefined) continue;
      const start = index + 1 - window;
      const end = endOfPattern(bucket, text, start, window);
      if (end !== undefined) found(start, end);
    }
  }

  #mark(hash: number): void {
    this.#bits[Math.imul(hash, MIX) >>> this.#shift] = 1;
  }

  #grow(): void {
    this.#shift -= 2;
    this.#bits = new Uint8Array(this.#bits.length * 4);
    for (const hash of this.#buckets.keys()) this.#mark(hash);
  }
}

/** Where the longest pattern ends that begins here. */
function endOfPattern(
  { lengths, patterns }: Bucket,
  text: string,
  start: number,
  shortest: number,
): number | undefined {
  for (const length of lengths)
    if (start + length <= text.length && patterns.has(text.slice(start, start + length))) return start + length;
  // A secret that was cut off: at the end of the text, or where an ellipsis says so.
  const ellipsis = text.indexOf("…", start);
  const end = ellipsis < 0 ? text.length : ellipsis;
  const [longest = 0] = lengths;
  if (end - start >= longest || end - start < shortest || patterns.size > MOST_CUT) return undefined;
  const rest = text.slice(start, end);
  for (const pattern of patterns) if (pattern.startsWith(rest)) return end;
  return undefined;
}
