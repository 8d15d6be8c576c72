import { type ExchangeRequest, headerOf } from "../contract/exchange.ts";
import { forwardedBy } from "../contract/public-url.ts";

/**
 * Whether a page of another origin has a browser send this, without the person having gone there: a form that is posted from
 * elsewhere, or something that is fetched. Links lead to pages from anywhere. Programs other than browsers say nothing of it.
 *
 * @param publicUrl base URL of standin, where an option names it
 */
export function isCrossSite(
  { method, headers }: Pick<ExchangeRequest, "method" | "headers">,
  publicUrl?: string,
): boolean {
  const isLink = (method === "GET" || method === "HEAD") && headerOf(headers, "sec-fetch-mode") === "navigate";
  if (isLink) return false;
  // Browsers know best; those that do not say it send the origin with every form.
  const site = headerOf(headers, "sec-fetch-site");
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const origin = headerOf(headers, "origin");
  if (origin === undefined) return false;
  if (publicUrl !== undefined && new URL(publicUrl).origin === origin.toLowerCase()) return false;
  const [, host] = /^https?:\/\/([^/]+)$/i.exec(origin.toLowerCase()) ?? [];
  const own = [headerOf(headers, "host"), forwardedBy(headers).host].map((each) => each?.toLowerCase());
  return host === undefined || !own.includes(host);
}
