import { Buffer } from "node:buffer";
import { setMember } from "#engine/basics/table.ts";

/** A request that Chromium has paused (DevTools protocol, `Fetch.requestPaused`). */
export interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    /** Those of scripts, and `Cookie` as the browser would send it. */
    readonly headers: Readonly<Record<string, string>>;
    readonly hasPostData?: boolean;
    /** An entry without bytes is a file. */
    readonly postDataEntries?: readonly { readonly bytes?: string }[];
  };
}

/** Where a request comes from. */
export interface RequestPlace {
  /** The URL of the page in the tab, or of the worker's script. */
  readonly topUrl: string;
  /** Whether the request is for the page in the tab itself. */
  readonly isTopPage: boolean;
}

/** Whether a request may use the cookies of another site than that of the page in the tab. */
export type ThirdPartyCookies = "allow" | "block";

/** What becomes of a paused request: the parameters of `Fetch.fulfillRequest`. */
export interface Fulfilment {
  readonly responseCode: number;
  readonly responseHeaders: readonly { readonly name: string; readonly value: string }[];
  /** In base64. */
  readonly body: string;
}

/** Thrown where a request cannot be answered. */
export class Unanswerable extends Error {}

export interface BrowserExchange {
  readonly fetch: typeof fetch;
  readonly thirdPartyCookies: ThirdPartyCookies;
  readonly signal: AbortSignal;
  /** Preflights that this browser context has sent, by origin, method and URL. */
  readonly preflights: Set<string>;
}

/**
 * Has a paused request answered as over a network. Chromium checks CORS and keeps cookies by itself, as it does with any reply.
 *
 * @throws Unanswerable where its body cannot be read, or its preflight is refused
 */
export async function answerPaused(
  paused: PausedRequest,
  place: RequestPlace,
  exchange: BrowserExchange,
): Promise<Fulfilment> {
  const { url, method } = paused.request;
  const headers = toSentHeaders(paused, place);
  const isThirdParty = !place.isTopPage && siteOf(place.topUrl) !== siteOf(url);
  const isBlocked = isThirdParty && exchange.thirdPartyCookies === "block";
  if (isBlocked && headers["cookie"] !== undefined) {
    delete headers["cookie"];
    headers["sec-fetch-storage-access"] = "none";
  } else if (isThirdParty && headers["cookie"] !== undefined) headers["sec-fetch-storage-access"] = "active";
  const ownPreflight = toPreflight(paused, headers);
  if (ownPreflight === undefined) await preflight(paused, headers, exchange);
  const body = bodyOf(paused);
  const { fetch, signal } = exchange;
  const reply = await fetch(url, { method, headers, redirect: "manual", signal, ...(body !== undefined && { body }) });
  if (ownPreflight !== undefined && permits(reply, ownPreflight)) exchange.preflights.add(keyOf(ownPreflight, url));
  const responseHeaders: { readonly name: string; readonly value: string }[] = [];
  reply.headers.forEach((value, name) => {
    if (!(isBlocked && name === "set-cookie")) responseHeaders.push({ name, value });
  });
  const bytes = Buffer.from(await reply.arrayBuffer());
  return { responseCode: reply.status, responseHeaders, body: bytes.toString("base64") };
}

/** What a paused request lacks, as the browser adds it later: what it says of itself (Fetch metadata). */
function toSentHeaders(paused: PausedRequest, { isTopPage }: RequestPlace): Record<string, string> {
  const { request, resourceType } = paused;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) setMember(headers, name.toLowerCase(), value);
  const origin = headers["origin"];
  const isNavigation = resourceType === "Document";
  const from = origin ?? headers["referer"];
  headers["sec-fetch-site"] ??= toFetchSite(from, request.url, isNavigation);
  headers["sec-fetch-mode"] ??= isNavigation
    ? "navigate"
    : origin !== undefined || headers["sec-fetch-site"] === "same-origin"
      ? "cors"
      : "no-cors";
  headers["sec-fetch-dest"] ??= isNavigation
    ? isTopPage
      ? "document"
      : "iframe"
    : (DESTINATIONS.get(resourceType) ?? "empty");
  return headers;
}

const DESTINATIONS: ReadonlyMap<string, string> = new Map([
  ["Script", "script"],
  ["Stylesheet", "style"],
  ["Image", "image"],
  ["Font", "font"],
  ["Manifest", "manifest"],
]);

function toFetchSite(from: string | undefined, url: string, isNavigation: boolean): string {
  if (from === undefined || !URL.canParse(from)) return from === undefined && isNavigation ? "none" : "cross-site";
  if (new URL(from).origin === new URL(url).origin) return "same-origin";
  return siteOf(from) === siteOf(url) ? "same-site" : "cross-site";
}

/** The site of a URL. Names below a public suffix of two labels (`co.uk`) count as one site: no provider has such a host. */
export function siteOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, hostname } = new URL(url);
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  return `${protocol}//${isAddress ? hostname : hostname.split(".").slice(-2).join(".")}`;
}

function bodyOf({ request: { hasPostData, postDataEntries = [] } }: PausedRequest): Buffer<ArrayBuffer> | undefined {
  if (hasPostData !== true) return undefined;
  const pieces = postDataEntries.map(({ bytes }) => bytes);
  if (pieces.length === 0 || pieces.includes(undefined))
    throw new Unanswerable("its body is a file or a stream, which the browser does not show before it is sent");
  return Buffer.concat(pieces.map((piece = "") => Buffer.from(piece, "base64")));
}

/** What a preflight asks for. */
interface Permission {
  readonly origin: string;
  readonly method: string;
  /** In lower case. */
  readonly headers: readonly string[];
  readonly hasCookie: boolean;
}

const keyOf = ({ origin, method }: Permission, url: string): string => `${origin} ${method} ${url}`;

/** What a preflight that the browser itself has sent asks for. */
function toPreflight({ request }: PausedRequest, headers: Readonly<Record<string, string>>): Permission | undefined {
  const { origin } = headers;
  const method = headers["access-control-request-method"];
  if (request.method !== "OPTIONS" || origin === undefined || method === undefined) return undefined;
  const names = (headers["access-control-request-headers"] ?? "").split(",").filter((name) => name !== "");
  return { origin, method, headers: names, hasCookie: false };
}

/**
 * Asks for permission where the browser has not: Playwright grants any preflight itself while a test has routes of its own.
 *
 * @throws Unanswerable if the provider refuses
 */
async function preflight(
  { request: { url, method }, resourceType }: PausedRequest,
  headers: Readonly<Record<string, string>>,
  { fetch, signal, preflights }: BrowserExchange,
): Promise<void> {
  const { origin, cookie } = headers;
  if (origin === undefined || !["XHR", "Fetch"].includes(resourceType) || new URL(url).origin === origin) return;
  const unsafe = Object.keys(headers).filter((name) => !isSafe(name, headers[name] ?? ""));
  const wanted = { origin, method, headers: unsafe.sort(), hasCookie: cookie !== undefined };
  if ((unsafe.length === 0 && SIMPLE_METHODS.has(method)) || preflights.has(keyOf(wanted, url))) return;
  const asked = {
    origin,
    "access-control-request-method": method,
    ...(unsafe.length > 0 && { "access-control-request-headers": unsafe.join(",") }),
    "sec-fetch-mode": "cors",
    "sec-fetch-site": headers["sec-fetch-site"] ?? "cross-site",
    "sec-fetch-dest": "empty",
  };
  const reply = await fetch(url, { method: "OPTIONS", headers: asked, signal });
  if (!permits(reply, wanted)) throw new Unanswerable("its preflight is refused: see the exchange before");
  preflights.add(keyOf(wanted, url));
}

/** Whether the reply to a preflight gives permission (Fetch standard, "CORS-preflight fetch"). */
function permits(reply: Response, { origin, method, headers, hasCookie }: Permission): boolean {
  const covers = (name: string, wanted: string): boolean => {
    const allowed = (reply.headers.get(name) ?? "").split(",").map((each) => each.trim().toLowerCase());
    return (
      allowed.includes(wanted.toLowerCase()) || (!hasCookie && wanted !== "authorization" && allowed.includes("*"))
    );
  };
  return (
    reply.ok &&
    covers("access-control-allow-origin", origin) &&
    (!hasCookie || reply.headers.get("access-control-allow-credentials") === "true") &&
    (SIMPLE_METHODS.has(method) || covers("access-control-allow-methods", method)) &&
    headers.every((name) => covers("access-control-allow-headers", name))
  );
}

const SIMPLE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);
const SIMPLE_TYPES: readonly string[] = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
/** Headers of browsers, which scripts cannot set, or may without asking (Fetch standard). */
const SAFE: ReadonlySet<string> = new Set([
  ...["accept", "accept-language", "content-language", "range", "user-agent", "upgrade-insecure-requests"],
  ...[
    "cookie",
    "origin",
    "referer",
    "host",
    "connection",
    "content-length",
    "accept-encoding",
    "dnt",
    "te",
    "priority",
  ],
]);

/** `cache-control` and `pragma` are a browser's own where a library has switched its cache off. */
const isSafe = (name: string, value: string): boolean =>
  SAFE.has(name) ||
  /^(sec-|proxy-)/.test(name) ||
  (value === "no-cache" && (name === "cache-control" || name === "pragma")) ||
  (name === "content-type" && SIMPLE_TYPES.includes(value.split(";", 1)[0]?.trim().toLowerCase() ?? ""));
