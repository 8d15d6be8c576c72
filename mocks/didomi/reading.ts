import type { BodyReading } from "#engine/body.ts";

const UNICODE: ReadonlyMap<string, string> = new Map([
  ["utf-8", "utf-8"],
  ["utf-16", "utf-16le"],
  ["utf-16le", "utf-16le"],
  ["utf-16be", "utf-16be"],
]);

/**
 * How Express reads JSON: two content codings are undone, charsets other than Unicode's are refused, a byte order mark is
 * skipped, and what is broken in UTF-8 is replaced. It also takes UTF-32, which no browser can read; here that is refused.
 */
export const reading: BodyReading = {
  inflates: ["gzip", "deflate"],
  encodingOf: (charset) => UNICODE.get(charset),
  replacesBroken: true,
};
