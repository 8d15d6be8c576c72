import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";
import { PlatformDate } from "#engine/basics/date.ts";

/** A certificate with its private key, both as PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** From when to when a certificate is valid, in milliseconds since 1970. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const COMMON_NAME = "2.5.4.3";
const ORGANIZATION = "2.5.4.10";
/** What loopback addresses a certificate may be for, as CIDR. */
const LOOPBACK_NETS = ["127.0.0.0/8", "::1/128"];

/**
 * Makes a certificate authority of its own that can only vouch for these names, for names below them, and for loopback
 * addresses (RFC 5280, 4.2.1.10): with a stolen key, no other host can be impersonated.
 */
export function makeAuthority(names: readonly string[], period: Period): Identity {
  const { key, publicKey } = makeKey();
  const subject = toName("standin local CA", createHash("sha256").update(publicKey).digest("hex").slice(0, 8));
  const permitted = [
    ...names.map((name) => new GeneralName({ dNSName: name.replace(/^\*\./, "") })),
    ...LOOPBACK_NETS.map((net) => new GeneralName({ iPAddress: net })),
  ].map((base) => new GeneralSubtree({ base }));
  const extensions = [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
    extension(id_ce_nameConstraints, new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permitted) }), true),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdOf(publicKey))),
  ];
  return { key, certificate: issue({ subject, publicKey, extensions, period }, { issuer: subject, key, publicKey }) };
}

/**
 * Makes a certificate for servers, signed by an authority.
 *
 * @param names host names, perhaps with a wildcard as their first label, and IP addresses
 */
export function makeServerCertificate(
  authority: Identity,
  { names, addresses }: { readonly names: readonly string[]; readonly addresses: readonly string[] },
  period: Period,
): Identity {
  const issuer = AsnConvert.parse(derOf(authority.certificate), Certificate).tbsCertificate.subject;
  const authorityKey = createPublicKey(createPrivateKey(authority.key)).export({ type: "spki", format: "der" });
  const { key, publicKey } = makeKey();
  const all = [
    ...names.map((name) => new GeneralName({ dNSName: name })),
    ...addresses.map((address) => new GeneralName({ iPAddress: address })),
  ];
  const extensions = [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(id_ce_subjectAltName, new SubjectAlternativeName(all)),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdOf(publicKey))),
    extension(
      id_ce_authorityKeyIdentifier,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdOf(authorityKey)) }),
    ),
  ];
  const subject = toName("standin");
  const certificate = issue(
    { subject, publicKey, extensions, period },
    { issuer, key: authority.key, publicKey: authorityKey },
  );
  return { key, certificate };
}

/** The names for which an authority may vouch; `undefined` if it may for any. */
export function namesOf(certificate: string): string[] | undefined {
  const { extensions } = AsnConvert.parse(derOf(certificate), Certificate).tbsCertificate;
  const found = extensions?.find(({ extnID }) => extnID === id_ce_nameConstraints);
  if (found === undefined) return undefined;
  const { permittedSubtrees = [] } = AsnConvert.parse(found.extnValue, NameConstraints);
  return [...permittedSubtrees].flatMap(({ base: { dNSName } }) => dNSName ?? []);
}

/** The hash of a certificate's key (SHA-256 of its SubjectPublicKeyInfo), as browsers take it. */
export function spkiHashOf(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("base64");
}

interface Request {
  readonly subject: Name;
  /** As SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly period: Period;
}

interface Signer {
  readonly issuer: Name;
  readonly key: string;
  readonly publicKey: Uint8Array;
}

function issue({ subject, publicKey, extensions, period }: Request, { issuer, key }: Signer): string {
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: toSerial(),
    signature: algorithm,
    issuer,
    validity: new Validity({ notBefore: new PlatformDate(period.fromMs), notAfter: new PlatformDate(period.toMs) }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(publicKey, SubjectPublicKeyInfo),
    extensions: new Extensions([...extensions]),
  });
  const signature = sign("sha256", new Uint8Array(AsnConvert.serialize(tbsCertificate)), key);
  const signed = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: toArrayBuffer(signature),
  });
  return toPem(new Uint8Array(AsnConvert.serialize(signed)));
}

/** ECDSA on P-256: every TLS library has it, and a key is there in a millisecond. */
function makeKey(): { readonly key: string; readonly publicKey: Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: publicKey.export({ type: "spki", format: "der" }),
  };
}

/** A random positive number of 16 bytes (RFC 5280, 4.1.2.2). */
function toSerial(): ArrayBuffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return toArrayBuffer(bytes);
}

/** RFC 7093, 2: any identifier that follows from the key. */
const keyIdOf = (publicKey: Uint8Array): ArrayBuffer =>
  toArrayBuffer(createHash("sha256").update(publicKey).digest().subarray(0, 20));

function toName(commonName: string, id?: string): Name {
  const part = (type: string, text: string): RelativeDistinguishedName =>
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type, value: new AttributeValue({ utf8String: text }) }),
    ]);
  return new Name([
    part(ORGANIZATION, "standin"),
    part(COMMON_NAME, id === undefined ? commonName : `${commonName} ${id}`),
  ]);
}

const extension = (extnID: string, value: object, critical = false): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

/** A copy of its own: Node's buffers share their memory with others. */
const toArrayBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

const derOf = (pem: string): Uint8Array => Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");

function toPem(der: Uint8Array): string {
  const lines = Buffer.from(der).toString("base64").replaceAll(/.{64}/g, "$&\n").trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
