import { StandinError } from "#engine/basics/errors.ts";
import type { Send } from "#engine/contract/webhook.ts";

/** Sends the webhooks of one simulator. */
export interface WebhookSender {
  readonly send: Send;
  /** Waits for the requests under way for up to `graceMs` real milliseconds, and breaks off those that are left. */
  finish(graceMs: number): Promise<void>;
}

/**
 * Creates a sender, whose code is loaded by the first webhook, as most simulators send none.
 *
 * @param isControl whether a URL is one of this simulator's own control API, which events may not drive
 */
export function createWebhookSender(isControl: (url: string) => boolean = () => false): WebhookSender {
  let sender: Promise<WebhookSender> | undefined;
  return {
    async send(request) {
      if (isControl(request.url))
        throw new StandinError(
          "ERR_STANDIN_WEBHOOK_REFUSED",
          `Not sent: ${request.url} is the control API of this very standin, which no event drives.`,
        );
      sender ??= import("./node-webhook.ts").then(({ createSender }) => createSender());
      return (await sender).send(request);
    },
    finish: async (graceMs) => (await sender)?.finish(graceMs),
  };
}
