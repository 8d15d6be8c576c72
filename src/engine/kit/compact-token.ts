import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Lru } from "../basics/lru.ts";

/** What a token says, once it has been verified. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token that was made or opened here, and with which secret. */
export interface Remembered {
  readonly secret: string;
  readonly claims: Claims;
}

/** How many tokens of one kind are remembered at most. */
export const MOST_REMEMBERED = 10_000;

// Decoders drop the last bits where a text is not a whole number of bytes; with this, every changed character counts.
export const CANONICAL_BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/**
 * The claims of a compact token, from memory if this secret has made or opened it before.
 *
 * @param read the bytes of the claims from the parts of the token, if they are genuine; may throw on any text
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
    // Neither the text of a stranger's token nor what a cipher says of it is of any use.
    return undefined;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The members of a protected header; `undefined` if it cannot be read. */
export function readHeader(encoded: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const header: unknown = JSON.parse(decoder.decode(fromBase64Url(encoded)));
    return typeof header === "object" && header !== null ? new Map(Object.entries(header)) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a header says just this about the algorithms, and demands nothing that is not understood here. */
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
