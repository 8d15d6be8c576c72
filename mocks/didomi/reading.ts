import { mediaTypeOf } from "#engine/basics/media-type.ts";
import { isSlash, strip } from "#engine/basics/strip.ts";
import { cacheQueries, flattenQuery, type Reading } from "#engine/contract/reading.ts";
import { parseQueryString } from "./query-string.ts";

const UNICODE: ReadonlyMap<string, string> = new Map([
  ["utf-8", "utf-8"],
  ["utf-16", "utf-16le"],
  ["utf-16le", "utf-16le"],
  ["utf-16be", "utf-16be"],
]);

/** Request parsing as in FeathersJS behind Express, whose operators and error names this provider has. */
export const reading: Reading = {
  otherPath: (path) => `/${strip(path, isSlash)}`,
  parseQuery: cacheQueries((raw) => flattenQuery(parseQueryString(raw))),
  // A byte order mark is skipped, and what is broken in UTF-8 is replaced. Express also takes UTF-32, which no browser can read.
  bodyReading: {
    inflates: ["gzip", "deflate"],
    encodingOf: (charset) => UNICODE.get(charset),
    replacesBroken: true,
  },
  // Express leaves a body alone that does not say what it is.
  bodyMediaType: mediaTypeOf,
};
