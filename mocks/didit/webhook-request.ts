import { hmacSha256 } from "#engine/basics/signatures.ts";
import type { WebhookPolicy } from "#engine/contract/webhook.ts";
import { V2_TIMESTAMP_PREFIX, WEBHOOK_SIGNATURES, WEBHOOK_STAMP_CLOCK } from "./assumptions.ts";

/** JSON with keys sorted at every level and no white space; integers have no decimals, and Unicode is not escaped. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** Returns the three signatures of a sent body, each with its own input. */
function signaturesOf(text: string, body: Readonly<Record<string, unknown>>, secret: string) {
  const raw = hmacSha256(secret, text);
  if (WEBHOOK_SIGNATURES === "raw only") return { "x-signature": raw };
  const { timestamp, session_id, status, webhook_type } = body;
  const canonical = canonicalJson(body);
  return {
    "x-signature": raw,
    "x-signature-v2": hmacSha256(secret, V2_TIMESTAMP_PREFIX ? `${timestamp}:${canonical}` : canonical),
    "x-signature-simple": hmacSha256(secret, [timestamp, session_id, status, webhook_type].join(":")),
  };
}

/** The request of one attempt. Each has its own timestamp; otherwise the last one would be too old for its receiver. */
export const toRequest: WebhookPolicy["toRequest"] = ({ body, secret }, { worldMs, realMs }) => {
  const timestamp = Math.floor((WEBHOOK_STAMP_CLOCK === "wall" ? realMs : worldMs) / 1000);
  const stamped = { ...(body as object), created_at: timestamp, timestamp };
  const text = canonicalJson(stamped);
  return {
    headers: {
      "content-type": "application/json",
      "user-agent": "DiditWebhook/2.0 +https://didit.me",
      "x-timestamp": String(timestamp),
      ...signaturesOf(text, stamped, secret),
    },
    body: text,
  };
};
