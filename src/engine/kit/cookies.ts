import { type Headers, headerOf } from "../contract/exchange.ts";

/** Returns the value of a cookie as it was sent (RFC 6265, 5.4), or `undefined`. */
export function cookieOf(headers: Headers, name: string): string | undefined {
  for (const pair of (headerOf(headers, "cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
