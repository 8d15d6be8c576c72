import { hostnameOf } from "../basics/host.ts";
import { headerOf } from "../contract/exchange.ts";
import type { InFlightExchange } from "./in-flight.ts";

/**
 * Whether an exchange came to a real host of its provider, whatever led it here: its credentials may then be valid elsewhere, so that
 * unknown ones are neither accepted nor stored.
 */
export function isAtRealHost({ request, mount }: InFlightExchange): boolean {
  const name = hostnameOf(headerOf(request.headers, "host") ?? "");
  return mount.mock.api.hosts.includes(name);
}

/** Adds to a refusal that may be for unknown credentials that these are accepted at other addresses. */
export function explainRealHost(one: InFlightExchange, status: number): void {
  const { refusal } = one;
  if (refusal === undefined || !STAGES.includes(refusal.stage) || ![400, 401, 403].includes(status)) return;
  const { reason } = refusal;
  one.refusal = { ...refusal, reason: { ...reason, text: `${reason.text} ${STRICT}` } };
}

/** The stages that look at credentials: some providers take them in a body. */
const STAGES: readonly string[] = ["authenticate", "authorize", "handle"];
const STRICT =
  "Unknown credentials are accepted at other addresses than the provider's real host, where they may be valid.";
