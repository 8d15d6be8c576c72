import { type DecodedText, decodeText } from "../basics/decoded-text.ts";

/** Characters from which on a secret is looked for wherever it stands. Shorter ones are words as well. */
export const SHORTEST_SECRET = 12;

/** Told of a place in a text. */
export type Found = (start: number, end: number) => void;

/**
 * Secrets to be found in texts, by one pass over a text however many secrets there are. They are found as they stand and in
 * any encoding that `decodeInSteps` knows, also several on top of each other.
 */
export class SecretIndex {
  readonly #exact: PatternSet;
  readonly #decoded: PatternSet;
  readonly #known = new Set<string>();
  /** Whether all of it is ASCII. */
  isAscii = true;

  readonly shortest: number;

  constructor(shortest: number = SHORTEST_SECRET) {
    this.shortest = shortest;
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
    // What looks the same in every encoding is found without this.
    const decoded = toComparable(decodeText(secret));
    const closed = decoded.replace(OPEN_END, "");
    const comparable = closed.length < this.shortest ? decoded : closed;
    if (comparable !== secret || secret.includes(" ")) this.#decoded.add(comparable);
    // Headers are bytes, and so is what base64 holds.
    const bytes = toBinary(secret);
    if (bytes !== secret) {
      this.isAscii = false;
      this.#exact.add(bytes);
      this.#decoded.add(toComparable(bytes));
    }
  }

  /** @param steps the same text, decoded step by step */
  find(text: string, steps: readonly DecodedText[], found: Found): void {
    if (this.#known.size === 0) return;
    this.#exact.find(text, found);
    for (const step of steps) this.#exact.find(step.text, toPlaces(step, found));
    const last = steps.at(-1);
    const plain = last?.text ?? text;
    const foundInLast = toPlaces(last, found);
    // A secret may itself look encoded, and different encodings of it end in the same text.
    const comparable = toComparable(plain);
    if (comparable !== text) this.#decoded.find(comparable, foundInLast);
  }

  /** @param bytes a character each */
  findInBytes(bytes: string, found: Found): void {
    this.#exact.find(bytes, found);
  }
}

/** Places in a decoded text as those of the text that it was made from. */
export const toPlaces = (decoded: DecodedText | undefined, found: Found): Found =>
  decoded === undefined ? found : (start, end) => found(decoded.starts[start] ?? start, decoded.starts[end] ?? end);

/** An end that means something else together with what may stand behind it. */
const OPEN_END = /[\\%&][#\w]{0,8}$/;

/** A blank is also written `+`. */
const toComparable = (text: string): string => text.replaceAll("+", " ");

/** The UTF-8 bytes of a text, a character each. */
function toBinary(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** Several patterns that begin alike. */
interface Bucket {
  /** The longest first. */
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
  readonly #buckets = new Map<number, string | Bucket>();
  /** By some bits of the hash: whether there is a bucket at all. */
  #bits = new Uint8Array(1 << 12);
  #shift = 32 - 12;

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
    this.#buckets.set(hash, bucket === undefined ? pattern : addTo(bucket, pattern));
    if (this.#buckets.size * 8 > this.#bits.length) this.#grow();
    else this.#mark(hash);
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

function addTo(bucket: string | Bucket, pattern: string): string | Bucket {
  if (bucket === pattern) return bucket;
  const several = typeof bucket === "string" ? { lengths: [bucket.length], patterns: new Set([bucket]) } : bucket;
  several.patterns.add(pattern);
  if (!several.lengths.includes(pattern.length))
    several.lengths = [...several.lengths, pattern.length].sort((a, b) => b - a);
  return several;
}

/** Where the longest pattern ends that begins here. */
function endOfPattern(bucket: string | Bucket, text: string, start: number, shortest: number): number | undefined {
  const lengths = typeof bucket === "string" ? [bucket.length] : bucket.lengths;
  const patterns = typeof bucket === "string" ? new Set([bucket]) : bucket.patterns;
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
