import type { TokenKeys } from "../contract/token-keys.ts";
import type { Transaction } from "./images.ts";
import type { WorldImage } from "./world-image.ts";

/** The keys of one world by number, from the first to the last that it has signed with. */
export interface KeyRange {
  readonly first: number;
  readonly last: number;
}

/** A world that this one is a copy of, directly or over others, and its keys at the moment of the copy. */
export interface Ancestor extends KeyRange {
  readonly name: string;
}

/**
 * Whose credentials are valid in a world, as data in its image. A fork shares the origin of its parent and signs with keys of
 * its own; the parent goes on with a new key, so that a fork accepts what its parent issued before and nothing that it issues
 * afterwards.
 */
export interface WorldIdentity {
  readonly name: string;
  /** What its secret is derived from. Forks and snapshots carry it. A world that is gone has none any more. */
  readonly origin: string | undefined;
  /** Its own keys. They belong to the world and not to its state: no restore brings an earlier one back. */
  readonly keys: KeyRange;
  readonly ancestors: readonly Ancestor[];
  /** What has been derived from all that, once it has been asked for. */
  secrets?: WorldSecrets | undefined;
}

/** The keys of a world's tokens, with its secret for everything that is signed and is no credential. Forks share it. */
export interface WorldSecrets extends TokenKeys {
  readonly secret: string;
}

// World names hold no colon. The first key of a name needs no number.
const SEPARATOR = ":";

export const toKeyId = (world: string, number: number): string =>
  number === 0 ? world : `${world}${SEPARATOR}${number}`;

/** The world that a key's id names. */
export const worldOfKey = (keyId: string): string => keyId.split(SEPARATOR, 1)[0] ?? "";

/** The number in a key's id; NaN if it is not as `toKeyId` writes it. */
export function numberOfKey(keyId: string): number {
  const world = worldOfKey(keyId);
  const number = keyId === world ? 0 : Number(keyId.slice(world.length + SEPARATOR.length));
  return toKeyId(world, number) === keyId ? number : Number.NaN;
}

const SPACE = "#world";
const ORIGIN = "origin";
const ANCESTORS = "ancestors";
const OWN_SPACE = "!world";
const KEYS = "keys";

const NO_KEYS: KeyRange = { first: 0, last: 0 };
const NO_ANCESTORS: readonly Ancestor[] = [];
// Each fork of a fork adds one. The oldest are forgotten, and with them the credentials that they issued.
const MOST_ANCESTORS = 100;

export const readIdentity = (name: string, image: WorldImage): WorldIdentity => ({
  name,
  secrets: undefined,
  get origin() {
    return image.read(SPACE, ORIGIN) as string | undefined;
  },
  get keys() {
    return (image.read(OWN_SPACE, KEYS) as KeyRange | undefined) ?? NO_KEYS;
  },
  get ancestors() {
    return (image.read(SPACE, ANCESTORS) as readonly Ancestor[] | undefined) ?? NO_ANCESTORS;
  },
});

/** Returns the origin of a world created from the seed: seed, name and number of its first key make it unique. */
export const toOrigin = (seed: string | number, name: string, firstKey: number): string =>
  JSON.stringify([seed, name, firstKey]);

export function writeOrigin(transaction: Transaction, origin: string): void {
  transaction.set(SPACE, ORIGIN, origin);
}

/** Sets the first key of a world. */
export function writeFirstKey(transaction: Transaction, number: number): void {
  transaction.set(OWN_SPACE, KEYS, { first: number, last: number });
}

/** Rotates the signing key of a world. */
export function writeNextKey(transaction: Transaction, { first, last }: KeyRange): void {
  transaction.set(OWN_SPACE, KEYS, { first, last: last + 1 });
}

/** Records a fork's parent as its newest ancestor. */
export function writeParent(transaction: Transaction, { name, keys, ancestors }: WorldIdentity): void {
  transaction.set(SPACE, ANCESTORS, [...ancestors, { name, ...keys }].slice(-MOST_ANCESTORS));
}
