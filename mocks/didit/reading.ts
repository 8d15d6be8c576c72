import { gatherFields } from "#engine/decode.ts";
import { mediaTypeOf } from "#engine/media-type.ts";
import type { Reading } from "#engine/reading.ts";

/** How Django and its REST framework read requests, whose error bodies this provider has. */
export const reading: Reading = {
  decodePath,
  // Text is read in any charset that is known, and as UTF-8 otherwise. A byte order mark makes JSON unreadable.
  bodyReading: { multipart: true, encodingOf: (charset) => (isKnown(charset) ? charset : "utf-8"), skipsMark: false },
  // The framework refuses a body that does not say what it is.
  bodyMediaType: mediaTypeOf,
  // A repeated field has to be seen: OAuth forbids it.
  readForm: gatherFields,
  // No body says as much as an empty one.
  normalizeBody: (value) => (value === undefined ? {} : value),
};

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset) instanceof TextDecoder;
  } catch {
    return false;
  }
}

const ENCODED = /(?:%[0-9a-f]{2})+/gi;

/** Decodes a path as a whole: an encoded slash parts it. Bytes that are no text stay encoded. */
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
