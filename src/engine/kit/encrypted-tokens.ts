import { gcm } from "@noble/ciphers/aes.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { Lru } from "../basics/lru.ts";
import {
  type Claims,
  encodeJson,
  fromBase64Url,
  isHeader,
  MOST_REMEMBERED,
  type Remembered,
  readHeader,
  remember,
  toBase64Url,
} from "./compact-token.ts";

// Separate from signed tokens, as a signed token must never be accepted as an encrypted one.
const encryptedTokens = new Lru<string, Remembered>(MOST_REMEMBERED);

/**
 * Encrypts claims with this secret (RFC 7516, `dir` with A256GCM).
 *
 * @param nonce 24 hexadecimal digits from the world's ids, never used with this secret before
 * @param keyId the `kid` of the header: names world and key
 */
export function encryptToken(claims: Claims, secret: string, nonce: string, keyId?: string): string {
  const header = encodeJson({ alg: "dir", enc: "A256GCM", typ: "JWT", ...(keyId !== undefined && { kid: keyId }) });
  const iv = hexToBytes(nonce);
  const sealed = gcm(encryptionKeyOf(secret), iv, utf8ToBytes(header)).encrypt(utf8ToBytes(JSON.stringify(claims)));
  const ciphertext = toBase64Url(sealed.subarray(0, -TAG_BYTES));
  const token = `${header}..${toBase64Url(iv)}.${ciphertext}.${toBase64Url(sealed.subarray(-TAG_BYTES))}`;
  encryptedTokens.set(token, { secret, claims });
  return token;
}

/** @returns the claims, or `undefined` if this secret did not encrypt the token. Does not check `exp`. */
export function decryptToken(token: string, secret: string): Claims | undefined {
  return remember(encryptedTokens, token, secret, ([header = "", key, iv = "", ciphertext = "", tag = "", ...rest]) => {
    if (key !== "" || rest.length > 0 || !isHeader(readHeader(header), { alg: "dir", enc: "A256GCM" }))
      return undefined;
    const [nonce, opened, authentication] = [fromBase64Url(iv), fromBase64Url(ciphertext), fromBase64Url(tag)];
    if (nonce.length !== NONCE_BYTES || authentication.length !== TAG_BYTES) return undefined;
    const sealed = new Uint8Array(opened.length + TAG_BYTES);
    sealed.set(opened);
    sealed.set(authentication, opened.length);
    return gcm(encryptionKeyOf(secret), nonce, utf8ToBytes(header)).decrypt(sealed);
  });
}

const TAG_BYTES = 16;
const NONCE_BYTES = 12;

const encryptionKeyOf = (secret: string): Uint8Array => hexToBytes(secret).slice(0, 32);

const hexToBytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
