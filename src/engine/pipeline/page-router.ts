import { addRoute, createRouter, findRoute } from "rou3";
import { StandinError } from "../basics/errors.ts";
import { type MockPage, PAGES_PREFIX, type PageRouter } from "../contract/pages.ts";

const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});

/**
 * @param prefixes what may precede the path of a page, so that the relative addresses on it lead back there
 * @throws StandinError if the path of a page does not begin with the prefix of pages
 */
export function createPageRouter<Context>(
  pages: readonly MockPage<Context>[],
  prefixes: ReadonlySet<string> = new Set(),
): PageRouter<Context> {
  const router = createRouter<MockPage<Context>>();
  for (const page of pages) {
    if (!page.path.startsWith(PAGES_PREFIX))
      throw new StandinError("ERR_STANDIN_INVALID_MOCK", `${page.path} does not begin with ${PAGES_PREFIX}.`);
    addRoute(router, page.method, page.path.replaceAll(/\{([^{}]+)\}/g, ":$1"), page);
  }
  return (method, path) => {
    const start = path.indexOf(PAGES_PREFIX);
    if (start < 0 || (start > 0 && !prefixes.has(path.slice(0, start)))) return undefined;
    const found = findRoute(router, method === "HEAD" ? "GET" : method, path.slice(start));
    return found && { page: found.data, parameters: found.params ?? NO_PARAMETERS };
  };
}
