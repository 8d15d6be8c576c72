import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Lru } from "../basics/lru.ts";

/** The claims of a verified token. */
export type Claims = Readonly<Record<string, unknown>>;

/** A cached token: its claims, and the secret it was created or verified with. */
export interface Remembered {
  readonly secret: string;
  readonly claims: Claims;
}

/** Most cached tokens of one kind. */
export const MOST_REMEMBERED = 10_000;

// Decoders ignore trailing bits that do not fill a byte; here they must be zero, so that every changed character counts.
export const CANONICAL_BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/**
 * Returns the claims of a compact token, from the cache if this secret has created or verified it before.
 *
 * @param read verifies or decrypts the parts of the token, and returns the bytes of its claims, or `undefined`; may throw
 */
export function remember(
  known: Lru<string, Remembered>,
  token: string,
  secret: string,
  read: (parts: readonly string[]) => Uint8Array | undefined,
): Claims | undefined {
  const before = known.get(token);
  if (before?.secret === secret) return before.claims;
  const parts = token.split(".");
  if (!parts.every((part) => CANONICAL_BASE64URL.test(part))) return undefined;
  try {
    const bytes = read(parts);
    const claims: unknown = bytes && JSON.parse(decoder.decode(bytes));
    if (typeof claims !== "object" || claims === null) return undefined;
    known.set(token, { secret, claims: claims as Claims });
    return claims as Claims;
  } catch {
    // An invalid token needs no details: neither the parser's error nor the cipher's is of use.
    return undefined;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Returns the members of a protected header, or `undefined` if it cannot be parsed. */
export function readHeader(encoded: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const header: unknown = JSON.parse(decoder.decode(fromBase64Url(encoded)));
    return typeof header === "object" && header !== null ? new Map(Object.entries(header)) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a header has exactly these algorithms, and no extension that is not supported here (`crit`, `zip`). */
export const isHeader = (
  header: ReadonlyMap<string, unknown> | undefined,
  wanted: { readonly alg: string; readonly enc?: string },
): boolean =>
  header !== undefined &&
  !header.has("crit") &&
  !header.has("zip") &&
  header.get("alg") === wanted.alg &&
  header.get("enc") === wanted.enc;

export const encodeJson = (value: unknown): string => toBase64Url(utf8ToBytes(JSON.stringify(value)));

export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export const fromBase64Url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
