import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/*
 * The keys of the database. A row's key begins with its layer, so that a layer is one range; then come its space and its own
 * key as they are, or a digest of both where LMDB could not hold them. Values are JSON behind a checksum.
 */

/** A row as a layer holds it. */
export interface LayerRow {
  readonly space: string;
  readonly key: string;
  /** `undefined`: the row of lower layers is deleted. */
  readonly value: unknown;
}

/** The longest that LMDB takes. */
const LONGEST_KEY = 1978;

const META = 0;
const ROW = 1;
const PLAIN = 1;
const DIGEST = 2;
/** Kind, layer, form, and the length of the space. */
const LAYER_BYTES = 7;
const HEAD_BYTES = LAYER_BYTES + 3;

/** Stands for a deleted row in a layer above others. */
export const DELETED = Buffer.alloc(0);

export const FORMAT_KEY = Buffer.from([META, 0x66]);
/** Of a digest of the seed that new worlds were last made from. */
export const SEED_KEY = Buffer.from([META, 0x73]);

const digestOf = (...texts: readonly string[]): Buffer => createHash("sha256").update(JSON.stringify(texts)).digest();

/** UTF-8 has no place for half of a surrogate pair: two such texts would become one. */
const fits = (text: string): boolean => text.length <= LONGEST_KEY && isWellFormed(text);

const isWellFormed = (text: string): boolean => !/[\ud800-\udfff]/.test(text) || !/\p{Surrogate}/u.test(text);

const WORLD_PREFIX = Buffer.from([META, 0x77]);

/** The key of a world's stack. The name is in the value as well. */
export function worldKey(name: string): Buffer {
  const text = fits(name) ? Buffer.from(name) : undefined;
  const isPlain = text !== undefined && text.length < LONGEST_KEY - 3;
  return Buffer.concat([WORLD_PREFIX, Buffer.from([isPlain ? PLAIN : DIGEST]), isPlain ? text : digestOf(name)]);
}

/** All stacks of worlds lie in this range. */
export const WORLD_RANGE = { start: WORLD_PREFIX, end: Buffer.from([META, 0x78]) };

const headOf = (layer: number, length: number): Buffer => {
  const head = Buffer.allocUnsafe(length);
  head[0] = ROW;
  head.writeUIntBE(layer, 1, 6);
  return head;
};

/** All rows of a layer lie in this range. */
export const layerRange = (layer: number) => ({
  start: headOf(layer, LAYER_BYTES),
  end: headOf(layer + 1, LAYER_BYTES),
});

/** All rows of one space of a layer, where their keys are short. */
export function spaceRange(layer: number, space: string) {
  const start = Buffer.concat([headOf(layer, LAYER_BYTES), plainSpace(space)]);
  return { start, end: Buffer.concat([start, Buffer.alloc(1, 0xff)]) };
}

/** The first key of rows in layers from this one on, for a search. */
export const layersFrom = (layer: number) => ({
  start: headOf(layer, LAYER_BYTES),
  end: Buffer.from([ROW + 1]),
});

export const layerOf = (key: Buffer): number => key.readUIntBE(1, 6);

function plainSpace(space: string): Buffer {
  const text = Buffer.from(space);
  const head = Buffer.from([PLAIN, text.length >> 8, text.length & 0xff]);
  return Buffer.concat([head, text]);
}

/** Whether a row's key holds its space and key as they are. */
function isPlain(space: string, key: string): boolean {
  if (!fits(space) || !fits(key)) return false;
  return HEAD_BYTES + Buffer.byteLength(space) + Buffer.byteLength(key) <= LONGEST_KEY;
}

const CHECKSUM_BYTES = 4;

/** A value as bytes. */
export function toValue(value: unknown): Buffer {
  const text = JSON.stringify(value);
  const bytes = Buffer.allocUnsafe(CHECKSUM_BYTES + Buffer.byteLength(text));
  bytes.write(text, CHECKSUM_BYTES);
  bytes.writeUInt32BE(crc32(bytes.subarray(CHECKSUM_BYTES)));
  return bytes;
}

/** @throws Error if the bytes are not what `toValue` made */
export function fromValue(bytes: Buffer): unknown {
  if (bytes.length <= CHECKSUM_BYTES || bytes.readUInt32BE() !== crc32(bytes.subarray(CHECKSUM_BYTES)))
    throw new Error("a value is damaged");
  return JSON.parse(bytes.toString("utf8", CHECKSUM_BYTES));
}

/** A row as an entry of the database. `value` absent: its entry is to be removed. */
export function toEntry(
  layer: number,
  { space, key, value }: LayerRow,
): { readonly key: Buffer; readonly value: Buffer } {
  if (!isPlain(space, key)) {
    const digest = Buffer.concat([headOf(layer, LAYER_BYTES), Buffer.from([DIGEST]), digestOf(space, key)]);
    return { key: digest, value: toValue(value === undefined ? [space, key] : [space, key, value]) };
  }
  const spaceBytes = Buffer.byteLength(space);
  const entry = headOf(layer, HEAD_BYTES + spaceBytes + Buffer.byteLength(key));
  entry[LAYER_BYTES] = PLAIN;
  entry.writeUInt16BE(spaceBytes, LAYER_BYTES + 1);
  entry.write(space, HEAD_BYTES);
  entry.write(key, HEAD_BYTES + spaceBytes);
  return { key: entry, value: value === undefined ? DELETED : toValue(value) };
}

/** @throws Error if the entry is not one that `toEntry` makes */
export function fromEntry(key: Buffer, value: Buffer): LayerRow {
  if (key[LAYER_BYTES] === DIGEST) {
    const [space, rowKey, content] = fromValue(value) as [string, string, unknown];
    return { space, key: rowKey, value: content };
  }
  if (key[LAYER_BYTES] !== PLAIN) throw new Error("a key has an unknown form");
  const end = HEAD_BYTES + key.readUInt16BE(LAYER_BYTES + 1);
  return {
    space: key.toString("utf8", HEAD_BYTES, end),
    key: key.toString("utf8", end),
    value: value.length === 0 ? undefined : fromValue(value),
  };
}
