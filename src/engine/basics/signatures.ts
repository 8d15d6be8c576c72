import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as digest } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** HMAC-SHA256 of a text in UTF-8 (RFC 2104), as lower-case hexadecimal digits. */
export const hmacSha256 = (key: string, text: string): string =>
  bytesToHex(hmac(digest, utf8ToBytes(key), utf8ToBytes(text)));

/** SHA-256 of a text in UTF-8, as lower-case hexadecimal digits. */
export const sha256 = (text: string): string => bytesToHex(digest(utf8ToBytes(text)));
