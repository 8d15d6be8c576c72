import { addRoute, createRouter, findRoute } from "rou3";
import { mediaTypeOf } from "./decode.ts";
import { type Awaitable, type ExchangeRequest, type Headers, headerOf } from "./exchange.ts";
import type { RawQuery, Reply } from "./routed.ts";

/** Where the mock's own pages lie, so that they never meet a path of the real provider. */
export const PAGES_PREFIX = "/_mock/";
export const PAGE_BODY_LIMIT_BYTES = 1024 * 1024;

/** What a browser asks one of the mock's own pages with. */
export interface PageRequest {
  readonly method: string;
  /** The provider's own path, without world and mount. */
  readonly path: string;
  readonly headers: Headers;
  readonly query: RawQuery;
  /** Decoded, as text. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The fields of a posted form; empty when there is none. */
  readonly form: Readonly<Record<string, unknown>>;
}

/**
 * A page of the mock itself, or where a form on one leads: for what people do outside of the provider's API. No spec
 * knows it, so nobody compares its reply with one. Below status 400 it commits, as an operation's does.
 */
export interface MockPage<Context> {
  readonly method: "GET" | "POST";
  /** Begins with `PAGES_PREFIX`; `{name}` stands for one segment. */
  readonly path: string;
  /** Text is HTML and anything else JSON, unless the reply names its media type. */
  readonly answer: (request: PageRequest, context: Context) => Awaitable<Reply>;
}

export interface FoundPage<Context> {
  readonly page: MockPage<Context>;
  /** Still percent-encoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

export type PageRouter<Context> = (method: string, path: string) => FoundPage<Context> | undefined;

const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});

/** @throws RangeError when a page lies outside of the prefix */
export function createPageRouter<Context>(pages: readonly MockPage<Context>[]): PageRouter<Context> {
  const router = createRouter<MockPage<Context>>();
  for (const page of pages) {
    if (!page.path.startsWith(PAGES_PREFIX)) throw new RangeError(`${page.path} does not begin with ${PAGES_PREFIX}`);
    addRoute(router, page.method, page.path.replaceAll(/\{([^}]+)\}/g, ":$1"), page);
  }
  return (method, path) => {
    if (!path.startsWith(PAGES_PREFIX)) return undefined;
    const found = findRoute(router, method === "HEAD" ? "GET" : method, path);
    return found && { page: found.data, parameters: found.params ?? NO_PARAMETERS };
  };
}

/** Whether a request brings a form. */
export const hasForm = ({ method, headers }: ExchangeRequest): boolean =>
  method === "POST" && mediaTypeOf(headerOf(headers, "content-type")) === "application/x-www-form-urlencoded";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
