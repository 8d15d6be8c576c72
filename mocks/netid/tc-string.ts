import { defineLate } from "#engine/basics/late.ts";
import { Lru } from "#engine/basics/lru.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import { reasons } from "./reasons.ts";

/** The decoder of TC strings, loaded by the first request or scenario that may have to read one. */
export const tcf = defineLate(() => import("@iabtechlabtcf/core"));

/** What a partner's TC string says of itself. */
export interface TcString {
  /** Made for one service alone, and not shared across many. */
  readonly isServiceSpecific: boolean;
}

// A core of version 2 begins with C and has at least 259 bits; the first three bits of a later segment are its type, 1 to 3.
const SHAPE = /^C[\w-]{43,}(\.[I-Za-f][\w-]*)*$/;
const SHORTEST_CORE = 44;
const SEGMENT_START = /^[I-Za-f]/;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Bits of a core before its vendor sections: times, CMP, language, purposes and the like. */
const CORE_HEAD_BITS = 213;

/** Bits of a core before the id of its CMP: version and times. */
const BITS_BEFORE_CMP = 78;
const CMP_BITS = 12;

// A string of some hundred characters can name millions of vendors by overlapping ranges, and a decoder lays them all
// out. Real ones name far fewer.
const MOST_RANGE_IDS = 200_000;

// Sites send the same few strings over and over, and decoding one takes longer than all else that is done with it.
const known = new Lru<string, { readonly said: TcString | undefined }>(1000);
const LONGEST_KNOWN = 2048;

/**
 * Reads a TC string (IAB TCF, version 2) with all its segments. `tcf` has to be loaded.
 *
 * @returns undefined if it is invalid: `explainTcString` says why
 */
export function readTcString(text: string): TcString | undefined {
  const before = known.get(text);
  if (before !== undefined) return before.said;
  const said = decode(text);
  if (text.length <= LONGEST_KNOWN) known.set(text, { said });
  return said;
}

function decode(text: string): TcString | undefined {
  if (!SHAPE.test(text) || countAllRangeIds(text.split(".")) > MOST_RANGE_IDS) return undefined;
  const { TCString } = tcf.get();
  try {
    // Throws where a section is shorter than it announces, by errors of several classes.
    const { version, cmpId, isServiceSpecific } = TCString.decode(text);
    return Number(version) === 2 && Number(cmpId) > 0 ? { isServiceSpecific } : undefined;
  } catch {
    return undefined;
  }
}

/** Why a string that `readTcString` did not accept is not a TC string. */
export function explainTcString(text: string): Reason {
  if (text === "") return reasons.emptyTcString();
  const index = text.search(/[^\w.-]/);
  if (index >= 0)
    return reasons.tcStringCharacter({ character: String.fromCodePoint(text.codePointAt(index) ?? 0), index });
  const segments = text.split(".");
  const [core = "", ...further] = segments;
  const empty = segments.indexOf("");
  if (empty >= 0) return reasons.emptyTcSegment({ number: empty + 1 });
  if (!core.startsWith("C")) return reasons.wrongTcVersion({ first: core.charAt(0) });
  if (core.length < SHORTEST_CORE) return reasons.shortTcCore({ length: core.length, minimum: SHORTEST_CORE });
  const wrong = further.findIndex((segment) => !SEGMENT_START.test(segment));
  if (wrong >= 0) return reasons.wrongTcSegment({ number: wrong + 2, first: (further[wrong] ?? "").charAt(0) });
  const rangeIds = countAllRangeIds(segments);
  if (rangeIds === Number.POSITIVE_INFINITY) return reasons.wrongTcRange();
  if (rangeIds > MOST_RANGE_IDS) return reasons.tooManyTcVendors({ limit: MOST_RANGE_IDS });
  const bits = createBitReader(core);
  bits.skip(BITS_BEFORE_CMP);
  const cmp = bits.read(CMP_BITS);
  return cmp < 2 ? reasons.wrongTcCmp({ cmp }) : reasons.undecodableTcString();
}

const countAllRangeIds = (segments: readonly string[]): number =>
  segments.reduce((total, segment, position) => total + countRangeIds(segment, position), 0);

/** Reads numbers off a segment; behind its end there are only zeros. */
interface BitReader {
  read(bits: number): number;
  skip(bits: number): void;
}

function createBitReader(segment: string): BitReader {
  let at = 0;
  return {
    read(bits) {
      let value = 0;
      for (const end = at + bits; at < end; at += 1) {
        const sextet = ALPHABET.indexOf(segment.charAt(Math.floor(at / 6)) || "A");
        value = value * 2 + ((sextet >> (5 - (at % 6))) & 1);
      }
      return value;
    },
    skip(bits) {
      at += bits;
    },
  };
}

/** Counts the vendor ids in the ranges of a segment; infinite if one of them ends before it begins. */
function countRangeIds(segment: string, position: number): number {
  const bits = createBitReader(segment);
  if (position > 0) return isVendorSegment(bits.read(3)) ? countVendors(bits) : 0;
  bits.skip(CORE_HEAD_BITS);
  let total = countVendors(bits) + countVendors(bits);
  for (let restrictions = bits.read(12); restrictions > 0; restrictions -= 1) {
    bits.skip(8);
    total += countRanges(bits);
  }
  return total;
}

/** Disclosed and allowed vendors; the third type lists purposes. */
const isVendorSegment = (type: number): boolean => type === 1 || type === 2;

function countVendors(bits: BitReader): number {
  const highest = bits.read(16);
  if (bits.read(1) === 1) return countRanges(bits);
  bits.skip(highest);
  return 0;
}

function countRanges(bits: BitReader): number {
  let total = 0;
  for (let entries = bits.read(12); entries > 0; entries -= 1) {
    const isRange = bits.read(1) === 1;
    const first = bits.read(16);
    const last = isRange ? bits.read(16) : first;
    total += last < first ? Number.POSITIVE_INFINITY : last - first + 1;
  }
  return total;
}
