import { xoroshiro128plus, xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { Ids } from "../contract/mock.ts";
import type { Transaction } from "./images.ts";

const SPACE = "#random";
const KEY = "state";

/** The generator's first state for a seed; any text or number will do. */
export function seedState(seed: string | number): readonly number[] {
  // FNV-1a: spreads texts that differ in one character over the whole range.
  let hash = 0x811c9dc5;
  for (const character of String(seed)) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return xoroshiro128plus(hash).getState();
}

/** A generator's first state for draws of its own. */
export function drawsFrom(seed: string | number): readonly number[] {
  const generator = xoroshiro128plusFromState(seedState(seed));
  // The generator's first values are close to its seed.
  for (let skipped = 0; skipped < 8; skipped += 1) generator.next();
  return generator.getState();
}

/** Draws that repeat on every run, each from 0, inclusive, to 1, exclusive; and the state after them. */
export function createDraws(state: readonly number[]): {
  readonly draw: () => number;
  readonly state: () => readonly number[];
} {
  const generator = xoroshiro128plusFromState(state);
  return { draw: () => (generator.next() >>> 0) / 2 ** 32, state: () => generator.getState() };
}

export function seedRandom(transaction: Transaction, seed: string | number): void {
  transaction.set(SPACE, KEY, seedState(seed));
}

export function createIds(transaction: Transaction): Ids {
  const draw = (digits: number): string => {
    const generator = xoroshiro128plusFromState(transaction.get(SPACE, KEY) as readonly number[]);
    const text = hexDigits(() => generator.next(), digits);
    transaction.set(SPACE, KEY, generator.getState());
    return text;
  };
  return { hex: draw, uuid: () => toUuid(draw(32)) };
}

function toUuid(hex: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

// A number's own `toString(16)` costs more than drawing it does.
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const hexOf = (byte: number): string => HEX[byte & 0xff] ?? "";

function hexDigits(next: () => number, digits: number): string {
  let text = "";
  while (text.length < digits) {
    const drawn = next();
    text += hexOf(drawn >>> 24) + hexOf(drawn >>> 16) + hexOf(drawn >>> 8) + hexOf(drawn);
  }
  return text.slice(0, digits);
}
