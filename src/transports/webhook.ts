import type { Send } from "#engine/outbox.ts";

/** Sends a webhook by the platform's `fetch`. */
export const sendWebhook: Send = async ({ url, headers, body, timeoutMs }) => {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal }).catch(explain);
  await response.body?.cancel();
  return response.status;
};

/** `fetch` says only that it failed; what went wrong is told by what caused that. */
function explain(error: unknown): never {
  const { message, cause } = error as Error;
  // A name that resolves to several addresses has a cause for each.
  const causes = cause instanceof AggregateError ? cause.errors : [cause];
  const details = causes.flatMap((each) => (each instanceof Error ? each.message || each.name : []));
  throw new Error(details.length === 0 ? message : `${message}: ${details.join(", ")}`, { cause: error });
}
