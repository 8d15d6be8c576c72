import type { WebhookPolicy } from "#engine/contract/webhook.ts";
import { WEBHOOK_RETRY_DELAYS_S, WEBHOOK_TIMEOUT_MS } from "./assumptions.ts";

/** The delivery policy of webhooks. The signing code is loaded by the first delivery. */
export const webhooks: WebhookPolicy = {
  toRequest: async (event, time, receiver) => (await import("./webhook-request.ts")).toRequest(event, time, receiver),
  retryDelaysSeconds: WEBHOOK_RETRY_DELAYS_S,
  isToRetry: (status) => status === undefined || status >= 500 || status === 404,
  timeoutMs: WEBHOOK_TIMEOUT_MS,
};
