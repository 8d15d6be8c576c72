import type { Send } from "#engine/outbox.ts";

/** Sends a webhook by the platform's `fetch`. */
export const sendWebhook: Send = async ({ url, headers, body, timeoutMs }) => {
  const response = await fetch(url, {
    method: "POST",
    headers,
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  await response.body?.cancel();
  return response.status;
};
