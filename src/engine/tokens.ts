import type { Awaitable } from "./exchange.ts";
import { Lru } from "./lru.ts";

/** What a token says, once it has been found to be ours. */
export type Claims = Readonly<Record<string, unknown>>;

// A verification costs some 140 µs, so what was signed or verified here is remembered. Whether a token is still
// in time is asked anew at every use, against the world's clock.
const known = new Lru<string, Remembered>(10_000);

interface Remembered {
  readonly secret: string;
  readonly claims: Claims;
}

const encoder = new TextEncoder();

// biome-ignore lint/style/noRestrictedGlobals: cryptography is not randomness; the platform's own is the fastest there is
const { subtle } = crypto;

// A world has one secret, and bringing it into the platform's form takes as long as signing with it.
const keys = new Lru<string, Promise<CryptoKey>>(1000);

function keyOf(secret: string, use: "sign" | "seal"): Promise<CryptoKey> {
  const name = `${use} ${secret}`;
  const before = keys.get(name);
  if (before !== undefined) return before;
  const key =
    use === "sign"
      ? subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"])
      : subtle.importKey("raw", hexToBytes(secret).slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  keys.set(name, key);
  return key;
}

/**
 * Signs a JSON Web Token (RFC 7519) with HS256.
 *
 * @param keyId goes into the header as `kid`: the world whose secret signed
 */
export async function signToken(claims: Claims, secret: string, keyId?: string): Promise<string> {
  const { CompactSign } = await import("jose/jws/compact/sign");
  const token = await new CompactSign(encoder.encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "HS256", typ: "JWT", ...(keyId !== undefined && { kid: keyId }) })
    .sign(await keyOf(secret, "sign"));
  known.set(token, { secret, claims });
  return token;
}

/** @returns the claims, or `undefined` when this secret did not sign the token. Does not look at `exp`. */
export function verifyToken(token: string, secret: string): Awaitable<Claims | undefined> {
  return remembered(token, secret, async () => {
    const { compactVerify } = await import("jose/jws/compact/verify");
    return (await compactVerify(token, await keyOf(secret, "sign"), { algorithms: ["HS256"] })).payload;
  });
}

/**
 * Encrypts claims so that only this secret opens them (RFC 7516, `dir` with A256GCM).
 *
 * @param nonce 24 hexadecimal digits that this secret has not been used with, from the world's ids
 * @param keyId goes into the header as `kid`: the world whose secret sealed
 */
export async function sealToken(claims: Claims, secret: string, nonce: string, keyId?: string): Promise<string> {
  const { CompactEncrypt } = await import("jose/jwe/compact/encrypt");
  const token = await new CompactEncrypt(encoder.encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", typ: "JWT", ...(keyId !== undefined && { kid: keyId }) })
    .setInitializationVector(hexToBytes(nonce))
    .encrypt(await keyOf(secret, "seal"));
  known.set(token, { secret, claims });
  return token;
}

/** @returns the claims, or `undefined` when this secret did not seal the token. Does not look at `exp`. */
export function openToken(token: string, secret: string): Awaitable<Claims | undefined> {
  return remembered(token, secret, async () => {
    const { compactDecrypt } = await import("jose/jwe/compact/decrypt");
    return (await compactDecrypt(token, await keyOf(secret, "seal"))).plaintext;
  });
}

// Decoders drop the last bits where a text is not a whole number of bytes; with this, every changed character counts.
const CANONICAL_BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

function remembered(token: string, secret: string, read: () => Promise<Uint8Array>): Awaitable<Claims | undefined> {
  const before = known.get(token);
  if (before?.secret === secret) return before.claims;
  if (!token.split(".").every((part) => CANONICAL_BASE64URL.test(part))) return undefined;
  return readClaims(token, secret, read);
}

async function readClaims(token: string, secret: string, read: () => Promise<Uint8Array>): Promise<Claims | undefined> {
  try {
    const claims: unknown = JSON.parse(new TextDecoder().decode(await read()));
    if (typeof claims !== "object" || claims === null) return undefined;
    known.set(token, { secret, claims: claims as Claims });
    return claims as Claims;
  } catch {
    return undefined;
  }
}

const hexToBytes = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const LONGEST_REMEMBERED = 4096;
const keyIds = new Lru<string, { readonly keyId: string | undefined }>(10_000);

/** The `kid` of a compact token's header, read without verifying anything. */
export function keyIdOf(token: string): string | undefined {
  const before = keyIds.get(token);
  if (before !== undefined) return before.keyId;
  const keyId = readKeyId(token);
  // What is longer is none of ours, and remembering it would let strangers fill the memory.
  if (token.length <= LONGEST_REMEMBERED) keyIds.set(token, { keyId });
  return keyId;
}

function readKeyId(token: string): string | undefined {
  const end = token.indexOf(".");
  if (end <= 0) return undefined;
  try {
    const header: unknown = JSON.parse(atob(token.slice(0, end).replaceAll("-", "+").replaceAll("_", "/")));
    const keyId = typeof header === "object" && header !== null && "kid" in header ? header.kid : undefined;
    return typeof keyId === "string" ? keyId : undefined;
  } catch {
    return undefined;
  }
}
