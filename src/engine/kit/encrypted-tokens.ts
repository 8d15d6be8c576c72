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

// By itself, since a signed token must never pass for an encrypted one.
const encryptedTokens = new Lru<string, Remembered>(MOST_REMEMBERED);

/**
 * Encrypts claims so that only this secret opens them (RFC 7516, `dir` with A256GCM).
 *
 * @param nonce 24 hexadecimal digits that this secret has not been used with, from the world's ids
 * @param keyId goes into the header as `kid`: names world and key
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

/** @returns the claims, or `undefined` if this secret did not encrypt the token. Does not look at `exp`. */
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
