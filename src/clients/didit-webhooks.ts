import type { CoveredEvent, DiditWebhookVersion, PartialEvent, WholeEvent } from "./didit-webhook-events.ts";
import { toOptionError } from "./standin-error.ts";
import { checkOptions, isRecord, isText } from "./values.ts";

export type {
  CoveredEvent,
  DiditWebhookEvent,
  DiditWebhookVersion,
  OtherEvent,
  PartialEvent,
  SessionEventV1,
  SessionEventV2,
  SessionEventV3,
  StatusEvent,
  UserDataEvent,
  UserStatusEvent,
  WholeEvent,
} from "./didit-webhook-events.ts";

const DEFAULT_TOLERANCE_SECONDS = 300;

/** A request's headers: a `Headers`, or an object as Node provides it. Names are case-insensitive. */
export type DiditWebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Why a webhook is rejected, for people and for programs. */
export type DiditWebhookRefusal =
  | "the body is neither text nor bytes: it was parsed before"
  | "the body is not an event in JSON"
  | "there is no signature"
  | "no signature is right"
  | "the timestamp is too far off"
  | "the event is of another version";

const SIGNATURES = ["X-Signature-V2", "X-Signature", "X-Signature-Simple"] as const;
type Signature = (typeof SIGNATURES)[number];

type WithPrevious<Name extends Signature> = Name | `${Name}-Previous`;

/** One type for each header, so that several comparisons of `signedBy` narrow the event. */
type Verified<Event, Header> = Header extends unknown
  ? {
      readonly ok: true;
      readonly event: Event;
      readonly signedBy: Header;
    }
  : never;

/**
 * The verified event, or why it is rejected. `signedBy` is the header with the valid signature. If only `X-Signature-Simple` is
 * valid, the event has the members which that signature covers, and neither `event_id` nor `decision`: fetch the decision. A header
 * that ends in `-Previous` says that the secret was rotated, and that this verifier has the former one: give it the new one within
 * 24 hours after the rotation.
 */
export type DiditWebhookResult<Version extends DiditWebhookVersion = DiditWebhookVersion> =
  | Verified<WholeEvent<Version>, WithPrevious<"X-Signature-V2" | "X-Signature">>
  | Verified<PartialEvent<Version>, WithPrevious<"X-Signature-Simple">>
  | { readonly ok: false; readonly reason: DiditWebhookRefusal };

export interface DiditWebhookVerifierOptions<Version extends DiditWebhookVersion = DiditWebhookVersion> {
  /** The webhook secret of the application or of the destination. */
  readonly secret: string;
  /**
   * The version of the bodies, as it was chosen for this receiver. Events are typed by it, and those of another are rejected.
   * Default: all.
   */
  readonly version?: Version;
  /** Milliseconds since 1970; default the system's clock. */
  readonly now?: () => number;
  /** The tolerance of the time of sending, in seconds, in both directions; default 300. */
  readonly toleranceSeconds?: number;
}

export interface DiditWebhookVerifier<Version extends DiditWebhookVersion = DiditWebhookVersion> {
  /**
   * Verifies that Didit sent this request just now. Never throws. Answer a verified event with 2xx; answer 404 or 5xx to
   * receive it again, one and five minutes after the first time. Any other status ends the delivery.
   *
   * @param rawBody the body as received, before any parsing
   */
  verify(rawBody: string | Uint8Array, headers: DiditWebhookHeaders): Promise<DiditWebhookResult<Version>>;
}

const VERSIONS: readonly DiditWebhookVersion[] = ["v1", "v2", "v3"];

const DIDIT_WEBHOOK_VERIFIER_OPTIONS = {
  secret: true,
  version: true,
  now: true,
  toleranceSeconds: true,
} as const satisfies Readonly<Record<keyof DiditWebhookVerifierOptions, true>>;

/**
 * Creates a verifier for Didit's webhooks of all versions.
 *
 * The signatures are HMAC-SHA256 in hex, compared in constant time. One valid signature is enough; they are tried in this
 * order: `X-Signature-V2`, over the body as canonical JSON, which stays valid if a proxy reformats the body;
 * `X-Signature`, over the exact bytes; both by the former secret (`-Previous`); `X-Signature-Simple`, over time, session, status
 * and type only, which Didit has deprecated. The signed time of the body must be within the tolerance, and so must
 * `X-Timestamp`, which no signature covers.
 *
 * @throws TypeError if the secret is empty or not a string, or the version is unknown
 * @see https://docs.didit.me/integration/webhooks
 */
export function createDiditWebhookVerifier<Version extends DiditWebhookVersion = DiditWebhookVersion>(
  options: DiditWebhookVerifierOptions<Version>,
): DiditWebhookVerifier<Version> {
  checkOptions("createDiditWebhookVerifier", options, DIDIT_WEBHOOK_VERIFIER_OPTIONS);
  const { secret, version, now = Date.now, toleranceSeconds = DEFAULT_TOLERANCE_SECONDS } = options;
  if (!isText(secret)) throw new TypeError("The webhook secret is missing or not a string.");
  if (version !== undefined && !VERSIONS.includes(version))
    throw toOptionError(`The version of webhooks must be one of ${VERSIONS.join(", ")}, or left out.`);
  let importing: Promise<CryptoKey> | undefined;

  async function isSigned(signature: string | undefined, content: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const bytes = fromHex(signature);
    if (bytes === undefined) return false;
    importing ??= importKey(secret);
    return crypto.subtle.verify("HMAC", await importing, bytes, content);
  }

  const isFresh = (seconds: number): boolean => Math.abs(now() / 1000 - seconds) <= toleranceSeconds;

  return {
    async verify(rawBody, headers) {
      const bytes = toBytes(rawBody);
      if (bytes === undefined) return refuse("the body is neither text nor bytes: it was parsed before");
      const parsed = readEvent(bytes);
      if (parsed === undefined) return refuse("the body is not an event in JSON");
      if (!SIGNATURES.some((name) => [name, `${name}-Previous`].some((each) => headerOf(headers, each) !== undefined)))
        return refuse("there is no signature");
      for (const { signedBy, covers, event } of toSignatures(bytes, parsed)) {
        if (!(await isSigned(headerOf(headers, signedBy), covers))) continue;
        const stamp = headerOf(headers, "X-Timestamp");
        const isOnTime = isFresh(event.timestamp) && (stamp === undefined || isFresh(toSeconds(stamp)));
        if (!isOnTime) return refuse("the timestamp is too far off");
        if (event === parsed.event && !isOfVersion(event, version)) return refuse("the event is of another version");
        // Its members are those of the version, or Didit has signed something else.
        return { ok: true, event, signedBy } as DiditWebhookResult<Version>;
      }
      return refuse("no signature is right");
    },
  };
}

/** What each header signs, and what of the event is believed then; what covers the whole event comes first. */
function toSignatures(bytes: Uint8Array<ArrayBuffer>, { event, canonical }: Parsed) {
  const whole = [
    { signedBy: "X-Signature-V2", covers: encode(canonical), event },
    { signedBy: "X-Signature", covers: bytes, event },
  ] as const;
  const covered = toCoveredEvent(event);
  const simple =
    covered === undefined
      ? []
      : ([{ signedBy: "X-Signature-Simple", covers: encode(toSimpleText(covered)), event: covered }] as const);
  return [...whole, ...whole.map(toPrevious), ...simple, ...simple.map(toPrevious)];
}

/** After a rotation, the headers with this suffix have the signatures by the former secret. */
const toPrevious = <Kind extends { readonly signedBy: Signature }>(kind: Kind) => ({
  ...kind,
  signedBy: `${kind.signedBy}-Previous` as const,
});

const refuse = (reason: DiditWebhookRefusal): { ok: false; reason: DiditWebhookRefusal } => ({ ok: false, reason });

const importKey = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** What was parsed already has no bytes any more. */
function toBytes(content: string | Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (typeof content === "string") return encode(content);
  return ArrayBuffer.isView(content) ? new Uint8Array(content) : undefined;
}

/** The bytes of an HMAC-SHA256 in hexadecimal; `undefined` for any other text. */
function fromHex(text: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  if (text === undefined || !/^[0-9a-f]{64}$/i.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** `NaN` is never within the tolerance. */
const toSeconds = (stamp: string): number => (/^\d+$/.test(stamp) ? Number(stamp) : Number.NaN);

function headerOf(headers: DiditWebhookHeaders | null | undefined, name: string): string | undefined {
  if (headers === null || headers === undefined) return undefined;
  if (isHeaders(headers)) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
  const value: unknown = Array.isArray(found) ? found[0] : found;
  return typeof value === "string" ? value : undefined;
}

/** Not by `instanceof`: frameworks have their own `Headers` classes. */
const isHeaders = (headers: DiditWebhookHeaders): headers is Headers => typeof headers["get"] === "function";

/** An event of any version, of which only these members are known. */
interface UnknownEvent {
  readonly timestamp: number;
  readonly session_id?: string;
  readonly status?: string;
  readonly webhook_type?: string;
  readonly [member: string]: unknown;
}

interface Parsed {
  readonly event: UnknownEvent;
  readonly canonical: string;
}

/** Parses an unverified body: any sender may send anything, however deeply nested or malformed. */
function readEvent(bytes: Uint8Array): Parsed | undefined {
  try {
    const body: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return isEvent(body) ? { event: body, canonical: toCanonicalJson(body) } : undefined;
  } catch {
    return undefined;
  }
}

/** Checks only the members that are read here; the signature proves the rest. Without a type it is about a session. */
function isEvent(body: unknown): body is UnknownEvent {
  if (!isRecord(body)) return false;
  const { session_id, status, timestamp, webhook_type } = body;
  return (
    typeof timestamp === "number" &&
    (webhook_type === undefined ? isText(session_id) && isText(status) : isText(webhook_type)) &&
    [session_id, status].every((each) => each === undefined || typeof each === "string")
  );
}

/**
 * In version 3 every event has an id, and of each kind of check the decision has a list. Events about no session are the same in
 * all versions.
 */
function isOfVersion(event: UnknownEvent, version: DiditWebhookVersion | undefined): boolean {
  if (version === undefined) return true;
  const { session_id, event_id, application_id, decision } = event;
  const hasLists = isRecord(decision) && "id_verifications" in decision;
  if (version === "v3") return isText(event_id) && (hasLists || !isRecord(decision));
  const isNamed = isText(session_id) && isText(event_id) && isText(application_id);
  return !hasLists && !isNamed;
}

/**
 * Writes canonical JSON: keys sorted at every level, no white space, Unicode unescaped. Integers have no decimals, as
 * JavaScript writes numbers anyway.
 */
function toCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${toCanonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

const toSimpleText = ({ timestamp, session_id, status, webhook_type }: CoveredEvent): string =>
  `${timestamp}:${session_id}:${status}:${webhook_type ?? ""}`;

/** Returns what the simple signature covers, which is only known for events about sessions. */
function toCoveredEvent({ timestamp, session_id, status, webhook_type }: UnknownEvent): CoveredEvent | undefined {
  if (session_id === undefined || status === undefined) return undefined;
  const type = webhook_type !== undefined && { webhook_type };
  return { session_id, status, created_at: timestamp, timestamp, ...type } as CoveredEvent;
}
