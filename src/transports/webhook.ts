import type { Send } from "#engine/outbox.ts";

/** What sends the webhooks of one simulator. */
export interface WebhookSender {
  readonly send: Send;
  /** Waits for the requests under way for up to `graceMs` real milliseconds, and breaks off those that are left. */
  finish(graceMs: number): Promise<void>;
}

/** It is loaded by the first webhook: most simulators send none. */
export function createWebhookSender(): WebhookSender {
  let sender: Promise<WebhookSender> | undefined;
  return {
    async send(request) {
      sender ??= import("./node-webhook.ts").then(({ createSender }) => createSender());
      return (await sender).send(request);
    },
    finish: async (graceMs) => (await sender)?.finish(graceMs),
  };
}
