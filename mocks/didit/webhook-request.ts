import { hmacSha256 } from "#engine/basics/signatures.ts";
import type { WebhookPolicy } from "#engine/contract/webhook.ts";
import { V2_TIMESTAMP_PREFIX, WEBHOOK_SIGNATURES, WEBHOOK_STAMP_CLOCK } from "./assumptions.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Application } from "./state.ts";

type Body = Readonly<Record<string, unknown>>;

/**
 * Returns the signatures of a sent body by one secret, each with its own input.
 *
 * @param suffix of the headers' names
 */
function signaturesOf(text: string, body: Body, secret: string, suffix = "") {
  const raw = hmacSha256(secret, text);
  if (WEBHOOK_SIGNATURES === "raw only") return { [`x-signature${suffix}`]: raw };
  const { timestamp, session_id, status, webhook_type } = body;
  const canonical = canonicalJson(body);
  return {
    [`x-signature${suffix}`]: raw,
    [`x-signature-v2${suffix}`]: hmacSha256(secret, V2_TIMESTAMP_PREFIX ? `${timestamp}:${canonical}` : canonical),
    [`x-signature-simple${suffix}`]: hmacSha256(secret, [timestamp, session_id, status, webhook_type].join(":")),
  };
}

/** Writes a body; as after a proxy the keys stand in another order, or on lines of their own. */
function writeBody(body: Body, format: Signing["webhookFormat"]): string {
  const sorted = canonicalJson(body);
  if (format === "indented") return JSON.stringify(JSON.parse(sorted), undefined, 2);
  return format === "unsorted" ? JSON.stringify(Object.fromEntries(Object.entries(body).reverse())) : sorted;
}

/** What a row says of how its receiver is signed to. */
type Signing = Pick<Application, "webhookSecret" | "webhookFormat" | "formerSecret">;

/**
 * The request of one attempt. Each has its own timestamp; otherwise the last one would be too old for its receiver. The raw
 * signature is of the bytes as Didit writes them, whatever becomes of these on the way.
 */
export const toRequest: WebhookPolicy["toRequest"] = ({ body, secret }, { worldMs, realMs }, receiver) => {
  const timestamp = Math.floor((WEBHOOK_STAMP_CLOCK === "wall" ? realMs : worldMs) / 1000);
  // Samples keep the time that they were made with.
  const stamped = { created_at: timestamp, ...(body as Body), timestamp };
  const text = canonicalJson(stamped);
  const { webhookSecret = secret, webhookFormat, formerSecret }: Partial<Signing> = receiver ?? {};
  const isFormerValid = formerSecret !== undefined && worldMs < formerSecret.expiresAtMs;
  return {
    headers: {
      "content-type": "application/json",
      "user-agent": "DiditWebhook/2.0 +https://didit.me",
      "x-timestamp": String(timestamp),
      ...signaturesOf(text, stamped, webhookSecret),
      ...(isFormerValid && signaturesOf(text, stamped, formerSecret.secret, "-previous")),
    },
    body: writeBody(stamped, webhookFormat ?? "sorted"),
  };
};
