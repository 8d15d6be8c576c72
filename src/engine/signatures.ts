const encoder = new TextEncoder();

const toHex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

// biome-ignore lint/style/noRestrictedGlobals: hashing is not randomness; the platform's own is the fastest there is
const { subtle } = crypto;

/** HMAC-SHA256 of a text in UTF-8 (RFC 2104), as lower-case hexadecimal digits. */
export async function hmacSha256(key: string, text: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await subtle.importKey("raw", encoder.encode(key), algorithm, false, ["sign"]);
  return toHex(await subtle.sign(algorithm, imported, encoder.encode(text)));
}

/** SHA-256 of a text in UTF-8, as lower-case hexadecimal digits. */
export const sha256 = async (text: string): Promise<string> =>
  toHex(await subtle.digest("SHA-256", encoder.encode(text)));
