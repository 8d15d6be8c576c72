import { mediaTypeOf } from "#engine/decode.ts";
import { cacheQueries, flattenQuery, type Reading } from "#engine/reading.ts";
import { isSlash, strip } from "#engine/strip.ts";
import { parseQueryString } from "./query-string.ts";

/** How FeathersJS reads requests, whose operators and error names this provider has, behind Express. */
export const reading: Reading = {
  otherPath: (path) => `/${strip(path, isSlash)}`,
  parseQuery: cacheQueries((raw) => flattenQuery(parseQueryString(raw))),
  // Express reads JSON in the charsets of Unicode alone; that clients send others than UTF-8 is not known.
  readsCharset: () => false,
  skipsByteOrderMark: true,
  // Express leaves a body alone that does not say what it is.
  bodyMediaType: mediaTypeOf,
};
