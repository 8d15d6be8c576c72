import type { components } from "#generated/didit/types.ts";
import { checkOptions, isText } from "./values.ts";

const DEFAULT_TOLERANCE_SECONDS = 300;

/**
 * The webhook of a verification: it was created, or its status has changed. Times are Unix seconds, those of sending.
 * `decision` comes with `Approved`, `Declined`, `In Review` and `Abandoned`.
 */
export type StatusEvent = components["schemas"]["StatusEvent"];

/** A webhook of any version: the first version has no `webhook_type`, and later ones have their own types and members. */
export type DiditWebhookEvent = Omit<StatusEvent, "webhook_type" | "created_at"> & {
  readonly created_at?: number;
  readonly webhook_type?: string;
};

/** A request's headers: a `Headers`, or an object as Node provides it. Names are case-insensitive. */
export type DiditWebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Why a webhook is rejected, for people and for programs. */
export type DiditWebhookRefusal =
  | "the body is not a status event in JSON"
  | "there is no signature"
  | "no signature is right"
  | "the timestamp is too far off";

export type DiditWebhookResult =
  | {
      readonly ok: true;
      /**
       * The verified part of the event. If only `X-Signature-Simple` is valid, it has the members which that signature
       * covers, and neither `vendor_data` nor `decision`: fetch the decision.
       */
      readonly event: DiditWebhookEvent;
      /** The header with the valid signature. */
      readonly signedBy: "X-Signature-V2" | "X-Signature" | "X-Signature-Simple";
    }
  | { readonly ok: false; readonly reason: DiditWebhookRefusal };

export interface DiditWebhookVerifierOptions {
  /** The application's webhook secret. */
  readonly secret: string;
  /** Milliseconds since 1970; default the system's clock. */
  readonly now?: () => number;
  /** The tolerance of the time of sending, in seconds, in both directions; default 300. */
  readonly toleranceSeconds?: number;
}

export interface DiditWebhookVerifier {
  /**
   * Verifies that Didit sent this request just now. Never throws. Answer a verified event with 2xx; answer 404 or 5xx to
   * receive it again, one and five minutes after the first time. Any other status ends the delivery.
   *
   * @param rawBody the body as received, before any parsing
   */
  verify(rawBody: string | Uint8Array, headers: DiditWebhookHeaders): Promise<DiditWebhookResult>;
}

const DIDIT_WEBHOOK_VERIFIER_OPTIONS = { secret: true, now: true, toleranceSeconds: true } as const satisfies Readonly<
  Record<keyof DiditWebhookVerifierOptions, true>
>;

/**
 * Creates a verifier for Didit's webhooks, which are about verifications only.
 *
 * The signatures are HMAC-SHA256 in hex, compared in constant time. One valid signature is enough; they are tried in this
 * order: `X-Signature-V2`, over the body as canonical JSON, which stays valid if a proxy reformats the body;
 * `X-Signature`, over the exact bytes; `X-Signature-Simple`, over time, session, status and type only. The signed time of
 * the body must be within the tolerance, and so must `X-Timestamp`, which no signature covers.
 *
 * @throws TypeError if the secret is empty or not a string
 * @see https://docs.didit.me/integration/webhooks
 */
export function createDiditWebhookVerifier(options: DiditWebhookVerifierOptions): DiditWebhookVerifier {
  checkOptions("createDiditWebhookVerifier", options, DIDIT_WEBHOOK_VERIFIER_OPTIONS);
  const { secret, now = Date.now, toleranceSeconds = DEFAULT_TOLERANCE_SECONDS } = options;
  if (!isText(secret)) throw new TypeError("The webhook secret is missing or not a string.");
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
      const parsed = readEvent(bytes);
      if (parsed === undefined) return refuse("the body is not a status event in JSON");
      const { event, canonical } = parsed;
      const signatures = [
        { signedBy: "X-Signature-V2", covers: toBytes(canonical), event },
        { signedBy: "X-Signature", covers: bytes, event },
        { signedBy: "X-Signature-Simple", covers: toBytes(toSimpleText(event)), event: toSimpleEvent(event) },
      ] as const;
      if (!signatures.some(({ signedBy }) => headerOf(headers, signedBy) !== undefined))
        return refuse("there is no signature");
      for (const { signedBy, covers, event: believed } of signatures) {
        if (!(await isSigned(headerOf(headers, signedBy), covers))) continue;
        const stamp = headerOf(headers, "X-Timestamp");
        const isOnTime = isFresh(believed.timestamp) && (stamp === undefined || isFresh(toSeconds(stamp)));
        return isOnTime ? { ok: true, event: believed, signedBy } : refuse("the timestamp is too far off");
      }
      return refuse("no signature is right");
    },
  };
}

const refuse = (reason: DiditWebhookRefusal): DiditWebhookResult => ({ ok: false, reason });

const importKey = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", toBytes(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);

const toBytes = (content: string | Uint8Array): Uint8Array<ArrayBuffer> =>
  typeof content === "string"
    ? new TextEncoder().encode(content)
    : // What was parsed already has no bytes any more.
      new Uint8Array(ArrayBuffer.isView(content) ? content : []);

function fromHex(text: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  if (text === undefined || !/^([0-9a-f]{2})+$/i.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** `NaN` is never within the tolerance. */
const toSeconds = (stamp: string): number => (/^\d+$/.test(stamp) ? Number(stamp) : Number.NaN);

function headerOf(headers: DiditWebhookHeaders | null | undefined, name: string): string | undefined {
  if (headers === null || headers === undefined) return undefined;
  if (isHeaders(headers)) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
  return typeof found === "string" ? found : found?.[0];
}

/** Not by `instanceof`: frameworks have their own `Headers` classes. */
const isHeaders = (headers: DiditWebhookHeaders): headers is Headers => typeof headers["get"] === "function";

/** Parses an unverified body: any sender may send anything, however deeply nested or malformed. */
function readEvent(bytes: Uint8Array): { event: DiditWebhookEvent; canonical: string } | undefined {
  try {
    const body: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return isStatusEvent(body) ? { event: body, canonical: toCanonicalJson(body) } : undefined;
  } catch {
    return undefined;
  }
}

/** Checks only the members that are read here; the signature proves the rest. */
function isStatusEvent(body: unknown): body is DiditWebhookEvent {
  if (typeof body !== "object" || body === null) return false;
  const { session_id, status, timestamp, webhook_type }: Partial<Record<string, unknown>> = { ...body };
  return (
    typeof session_id === "string" &&
    typeof status === "string" &&
    typeof timestamp === "number" &&
    (webhook_type === undefined || typeof webhook_type === "string")
  );
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

const toSimpleText = ({ timestamp, session_id, status, webhook_type = "" }: DiditWebhookEvent): string =>
  `${timestamp}:${session_id}:${status}:${webhook_type}`;

/** Returns the text that the simple signature covers; `created_at` is the same time as `timestamp`. */
const toSimpleEvent = ({ timestamp, session_id, status, webhook_type }: DiditWebhookEvent): DiditWebhookEvent => ({
  session_id,
  status,
  created_at: timestamp,
  timestamp,
  ...(webhook_type !== undefined && { webhook_type }),
});
