import { createHash, X509Certificate } from "node:crypto";
import { PlatformDate } from "#engine/basics/date.ts";

/** The password of the trust store: it holds public certificates only. */
export const TRUST_STORE_PASSWORD = "changeit";

const MAGIC = 0xfeedfeed;
const VERSION = 2;
const TRUSTED_CERTIFICATE = 2;

/** Writes certificates, as PEM, as a trust store that every version of Java reads (JKS). Those that are unreadable are left out. */
export function toTrustStore(certificates: readonly string[]): Buffer {
  const entries = certificates.flatMap((pem, index) => {
    try {
      return [toEntry(`standin-${index}`, new X509Certificate(pem).raw)];
    } catch {
      return [];
    }
  });
  const store = Buffer.concat([toWord(MAGIC), toWord(VERSION), toWord(entries.length), ...entries]);
  const password = Buffer.from(TRUST_STORE_PASSWORD, "utf16le").swap16();
  const digest = createHash("sha1").update(password).update("Mighty Aphrodite").update(store).digest();
  return Buffer.concat([store, digest]);
}

function toEntry(alias: string, der: Buffer): Buffer {
  const created = Buffer.alloc(8);
  created.writeBigInt64BE(BigInt(PlatformDate.now()));
  return Buffer.concat([toWord(TRUSTED_CERTIFICATE), toText(alias), created, toText("X.509"), toWord(der.length), der]);
}

function toWord(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Java's `writeUTF`, for ASCII. */
function toText(text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([length, Buffer.from(text, "latin1")]);
}
