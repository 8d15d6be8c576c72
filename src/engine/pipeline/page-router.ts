import { addRoute, createRouter, findRoute } from "rou3";
import { StandinError } from "../basics/errors.ts";
import { type MockPage, PAGES_PREFIX, type PageRouter } from "../contract/pages.ts";

const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});

/** @throws StandinError if the path of a page does not begin with the prefix */
export function createPageRouter<Context>(pages: readonly MockPage<Context>[]): PageRouter<Context> {
  const router = createRouter<MockPage<Context>>();
  for (const page of pages) {
    if (!page.path.startsWith(PAGES_PREFIX))
      throw new StandinError("ERR_STANDIN_INVALID_MOCK", `${page.path} does not begin with ${PAGES_PREFIX}.`);
    addRoute(router, page.method, page.path.replaceAll(/\{([^{}]+)\}/g, ":$1"), page);
  }
  return (method, path) => {
    if (!path.startsWith(PAGES_PREFIX)) return undefined;
    const found = findRoute(router, method === "HEAD" ? "GET" : method, path);
    return found && { page: found.data, parameters: found.params ?? NO_PARAMETERS };
  };
}
