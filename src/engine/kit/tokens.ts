import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { Lru } from "../basics/lru.ts";
import { toIsoTime } from "../basics/times.ts";
import { isWorldName } from "../basics/world-name.ts";
import { defineReasons, type Reason } from "../contract/reasons.ts";
import type { TokenKeys } from "../contract/token-keys.ts";
import { worldOfKey } from "../state/world-identity.ts";
import {
  CANONICAL_BASE64URL,
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

// A signature costs some 20 µs, so signed and verified tokens are cached. Expiry is checked on every use.
const signedTokens = new Lru<string, Remembered>(MOST_REMEMBERED);

/** Cached HMAC states with the key already processed, which is half of the work of a signature. */
const keyedHashes = new Lru<string, ReturnType<typeof hmac.create>>(1000);

function signatureOf(signingInput: string, secret: string): string {
  let keyed = keyedHashes.get(secret);
  if (keyed === undefined) {
    keyed = hmac.create(sha256, utf8ToBytes(secret));
    keyedHashes.set(secret, keyed);
  }
  return toBase64Url(keyed.clone().update(utf8ToBytes(signingInput)).digest());
}

/**
 * Signs a JSON Web Token with HS256 (RFC 7515, RFC 7519).
 *
 * @param keyId the `kid` of the header: names world and key
 */
export function signToken(claims: Claims, secret: string, keyId?: string): string {
  const header = { alg: "HS256", typ: "JWT", ...(keyId !== undefined && { kid: keyId }) };
  const signingInput = `${encodeJson(header)}.${encodeJson(claims)}`;
  const token = `${signingInput}.${signatureOf(signingInput, secret)}`;
  signedTokens.set(token, { secret, claims });
  return token;
}

/** @returns the claims, or `undefined` if this secret did not sign the token. Does not check `exp`. */
export function verifyToken(token: string, secret: string): Claims | undefined {
  return remember(signedTokens, token, secret, ([header = "", payload = "", signature = "", ...rest]) => {
    if (rest.length > 0 || !isHeader(readHeader(header), { alg: "HS256" })) return undefined;
    return signatureOf(`${header}.${payload}`, secret) === signature ? fromBase64Url(payload) : undefined;
  });
}

const LONGEST_REMEMBERED = 4096;
const keyIds = new Lru<string, { readonly keyId: string | undefined }>(10_000);

/** Returns the `kid` of a compact token's header, without verification. */
export function keyIdOf(token: string): string | undefined {
  const before = keyIds.get(token);
  if (before !== undefined) return before.keyId;
  const keyId = readKeyId(token);
  // Longer tokens are not issued here; caching them would let clients fill the memory.
  if (token.length <= LONGEST_REMEMBERED) keyIds.set(token, { keyId });
  return keyId;
}

/** Returns the world that a compact token names, without verification. */
export function issuerOf(token: string): string | undefined {
  const keyId = keyIdOf(token);
  const world = keyId === undefined ? undefined : worldOfKey(keyId);
  return world !== undefined && isWorldName(world) ? world : undefined;
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

/** Reasons for missing or invalid credentials, common to all mocks. */
export const credentialReasons = defineReasons({
  missing: "No credentials were sent. Send {expected}.",
  wrongHeader: "The {header} header holds no credentials of the expected form. Send {expected}.",
  malformedToken:
    "{credential} is not a whole token: {kind} is expected. It may be cut off, in quotes, or a word like undefined.",
  foreignToken: "{credential} was not issued by standin: its header says {algorithm}, and {kind} is expected.",
  foreignWorld: '{credential} was issued in world "{issuer}" and is not valid in world "{world}".',
  formerWorld:
    '{credential} was issued in an earlier world "{world}", which has been dropped: a world that is made anew under its name does not accept it.',
  wrongSignature:
    '{credential} was not issued in world "{world}" as it stands: it was altered, or comes from another world or another standin.',
  expiredToken: "{credential} expired at {expiredAt}; the world's time is {now}.",
});

const BEARER_TOKEN = "The bearer token";

/**
 * Returns the reason why `verifyToken` or `decryptToken` rejected a token.
 *
 * @param credential how the token was sent, as the start of a sentence, e.g. "The cookie session"
 */
export function explainToken(
  token: string,
  kind: "signed" | "encrypted",
  { world, tokenKeys }: { readonly world: string; readonly tokenKeys: TokenKeys },
  credential: string = BEARER_TOKEN,
): Reason {
  const wanted = kind === "signed" ? { alg: "HS256" } : { alg: "dir", enc: "A256GCM" };
  const expected = kind === "signed" ? "a JWT of three parts, signed with HS256," : "an encrypted JWT of five parts";
  const parts = token.split(".");
  const header = parts.every((part) => CANONICAL_BASE64URL.test(part)) ? readHeader(parts[0] ?? "") : undefined;
  if (header !== undefined && !isHeader(header, wanted))
    return credentialReasons.foreignToken({ credential, algorithm: `alg ${header.get("alg")}`, kind: expected });
  if (header === undefined || parts.length !== (kind === "signed" ? 3 : 5))
    return credentialReasons.malformedToken({ credential, kind: expected });
  const issuer = issuerOf(token);
  if (issuer !== undefined && !tokenKeys.accepts(keyIdOf(token) ?? ""))
    return issuer === world
      ? credentialReasons.formerWorld({ credential, world })
      : credentialReasons.foreignWorld({ credential, issuer, world });
  return credentialReasons.wrongSignature({ credential, world });
}

/** Returns the reason for an expired token. Times are in milliseconds since 1970. */
export const explainExpiry = (expiredAtMs: number, nowMs: number, credential: string = BEARER_TOKEN): Reason =>
  credentialReasons.expiredToken({ credential, expiredAt: toIsoTime(expiredAtMs), now: toIsoTime(nowMs) });
