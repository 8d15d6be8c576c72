import { mediaTypeOf } from "../basics/media-type.ts";
import { type ExchangeRequest, type Headers, headerOf } from "./exchange.ts";
import type { RawQuery, Refusal, Reply } from "./routed.ts";

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
  readonly answer: (request: PageRequest, context: Context) => PageReply;
}

/** A page's reply: what is not a success or a redirect refuses, and says why. */
export type PageReply = (Reply & { readonly status: 200 | 201 | 204 | 302 | 303 }) | Refusal;

export interface FoundPage<Context> {
  readonly page: MockPage<Context>;
  /** Still percent-encoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

export type PageRouter<Context> = (method: string, path: string) => FoundPage<Context> | undefined;

/** Whether a request brings a form. */
export const hasForm = ({ method, headers }: ExchangeRequest): boolean =>
  method === "POST" && mediaTypeOf(headerOf(headers, "content-type")) === "application/x-www-form-urlencoded";

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES.get(character) ?? "");
