import { mediaTypeOf } from "../basics/media-type.ts";
import { type ExchangeRequest, type Headers, headerOf } from "./exchange.ts";
import type { RawQuery, Refusal, Reply } from "./request.ts";

/** Path prefix of the mock's own pages, so that they never conflict with a path of the real provider. */
export const PAGES_PREFIX = "/_mock/";
export const PAGE_BODY_LIMIT_BYTES = 1024 * 1024;

/** A browser's request to one of the mock's own pages. */
export interface PageRequest {
  readonly method: string;
  /** The provider's own path, without world and mount. */
  readonly path: string;
  readonly headers: Headers;
  readonly query: RawQuery;
  /** Decoded, as text. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The fields of a posted form; empty if there is none. */
  readonly form: Readonly<Record<string, unknown>>;
}

/**
 * A page of the mock itself, or the target of a form on one, for user interaction outside of the provider's API. It is in no
 * spec, so its replies are not checked against one. As with operations, a reply below status 400 commits.
 */
export interface MockPage<Context> {
  readonly method: "GET" | "POST";
  /** Begins with `PAGES_PREFIX`; `{name}` matches one segment. */
  readonly path: string;
  /** Whether pages of other origins may fetch it, as they show images. Default: they may not. */
  readonly isEmbeddable?: boolean;
  /** Loads the modules that the page needs, before it is asked; `undefined` once they are loaded. */
  readonly needs?: () => Promise<unknown> | undefined;
  /** Handles the request. A text body is sent as HTML and any other as JSON, unless the reply names its media type. */
  readonly answer: (request: PageRequest, context: Context) => PageReply;
}

/** A page's reply: a success, a redirect, or a refusal with its reason. */
export type PageReply = (Reply & { readonly status: 200 | 201 | 204 | 302 | 303 }) | Refusal;

export interface FoundPage<Context> {
  readonly page: MockPage<Context>;
  /** Still percent-encoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

export type PageRouter<Context> = (method: string, path: string) => FoundPage<Context> | undefined;

/** Whether the body of a request is a URL-encoded form. */
export const hasForm = ({ method, headers }: ExchangeRequest): boolean =>
  method === "POST" && mediaTypeOf(headerOf(headers, "content-type")) === "application/x-www-form-urlencoded";

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Escapes text for HTML, as element content or in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES.get(character) ?? "");
