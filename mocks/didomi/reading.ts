import { mediaTypeOf } from "#engine/decode.ts";
import { cacheQueries, flattenQuery, type Reading } from "#engine/reading.ts";
import { isSlash, strip } from "#engine/strip.ts";
import { parseQueryString } from "./query-string.ts";

/** How FeathersJS reads requests, whose operators and error names this provider has, behind Express. */
export const reading: Reading = {
  otherPath: (path) => `/${strip(path, isSlash)}`,
  parseQuery: cacheQueries((raw) => flattenQuery(parseQueryString(raw))),
  skipsByteOrderMark: true,
  // Express leaves a body alone that does not say what it is.
  bodyMediaType: mediaTypeOf,
};
