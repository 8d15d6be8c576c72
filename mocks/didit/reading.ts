import { mediaTypeOf } from "#engine/basics/media-type.ts";
import type { Reading } from "#engine/contract/reading.ts";
import { gatherFields } from "#engine/kit/decode.ts";

/** Request parsing as in Django and its REST framework, whose error bodies this provider has. */
export const reading: Reading = {
  decodePath,
  // Text is decoded by its charset if known, and otherwise as UTF-8. A byte order mark makes JSON unreadable.
  bodyReading: { multipart: true, encodingOf: (charset) => (isKnown(charset) ? charset : "utf-8"), skipsMark: false },
  // The framework refuses a body without a content type.
  bodyMediaType: mediaTypeOf,
  // Repeated fields are kept, as OAuth forbids them.
  readForm: gatherFields,
  // A missing body equals an empty one.
  normalizeBody: (value) => (value === undefined ? {} : value),
};

/** The form in which identifiers are kept. In bodies and queries the framework takes them in either case; in paths it does not. */
export const toUuid = (text: string): string => text.toLowerCase();

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset) instanceof TextDecoder;
  } catch {
    return false;
  }
}

const ENCODED = /(?:%[0-9a-f]{2})+/gi;

/** Decodes a path as a whole: an encoded slash separates segments. Invalid UTF-8 stays encoded. */
function decodePath(path: string): string {
  return path.replaceAll(ENCODED, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return decodeEach(bytes);
    }
  });
}

/** Decodes the characters among bytes of which some are none. */
const decodeEach = (bytes: string): string =>
  bytes.replaceAll(CHARACTER, (character) => {
    try {
      return decodeURIComponent(character);
    } catch {
      return character.toUpperCase();
    }
  });

/** One character in UTF-8, as far as its first byte says how long it is; or a single byte. */
const CHARACTER =
  /%[c-d][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}|%[0-9a-f]{2}/gi;
