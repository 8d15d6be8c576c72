import { mediaTypeOf, parseQuery } from "#engine/decode.ts";
import type { Reading } from "#engine/reading.ts";

/** How Django and its REST framework read requests, whose error bodies this provider has. */
export const reading: Reading = {
  decodePath,
  // Django reads a body in the charset that it names. They all agree on ASCII, but for those whose characters have several bytes.
  readsCharset: (charset, text) => isAscii(text) && !WIDE.test(charset),
  // The framework refuses a body that does not say what it is.
  bodyMediaType: mediaTypeOf,
  // A repeated field has to be seen: OAuth forbids it.
  parseForm: parseQuery,
  // No body says as much as an empty one.
  normalizeBody: (value) => (value === undefined ? {} : value),
};

const WIDE = /^utf-?(16|32)|^ucs/;
const BEYOND_ASCII = /[^\0-\x7f]|%[89a-f][0-9a-f]/i;
const isAscii = (text: string): boolean => !BEYOND_ASCII.test(text);

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
