import { type ExchangeRequest, headerOf } from "#engine/contract/exchange.ts";
import { isLoopbackAddress, isLoopbackHost } from "#engine/contract/loopback.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Caller, Refusal, RoutedRequest } from "#engine/contract/request.ts";
import { bearerOf } from "#engine/kit/authorization.ts";
import { forbidden } from "./problems.ts";
import { reasons } from "./reasons.ts";

/** Decides who may use the control API. */
export interface Access {
  authenticate(request: Pick<RoutedRequest, "headers">): Caller | Reason;
  authorize(request: Pick<RoutedRequest, "headers" | "arrival">): Refusal | undefined;
  /** Requires another token from now on. */
  setToken(token: string): void;
}

/**
 * Admits callers with the control token. Without a token, only local programs are admitted: the connection decides, not
 * how standin was started.
 */
export function createAccess({ token: given }: { readonly token?: string | undefined }): Access {
  let token = given;
  return {
    authenticate({ headers }) {
      if (token === undefined || isSame(bearerOf(headers) ?? "", token)) return { scheme: "controlToken" };
      return reasons.wrongToken();
    },
    authorize({ headers, arrival }) {
      const reason = token === undefined ? explainForeign({ ...arrival, headers }) : undefined;
      return reason && { ...forbidden(`${reason.text} ${REMEDY}`), reason };
    },
    setToken(next) {
      token = next;
    },
  };
}

const REMEDY = "Start standin with --control-token, and send that as Authorization: Bearer.";

/**
 * Headers that proxies add. A request with one of them may come from anywhere, although its connection is local.
 */
const FORWARDING =
  /^(x-forwarded($|-.*)|x-original-.*|x-rewrite-.*|x-envoy-.*|x-azure-.*|x-amzn-trace-id|x-appengine-.*|x-proxyuser-.*|x-(real|client|cluster-client)-ip|forwarded($|-.*)|via|cdn-loop|cf-.*|fly-.*|(true|fastly)-client-ip|ngrok-.*|tailscale-.*)$/;

/**
 * Returns why a request may not come from a local program. Returns `undefined` if it does: both ends of its connection and
 * its `Host` are loopback, no proxy forwarded it, and no page of another origin sent it.
 */
export function explainForeign({
  connection,
  headers,
  scheme = "http",
}: Pick<ExchangeRequest, "connection" | "headers" | "scheme">): Reason | undefined {
  for (const address of [connection?.remoteAddress, connection?.localAddress])
    if (address === undefined || !isLoopbackAddress(address))
      return reasons.foreignConnection({ address: address ?? "an unknown address" });
  const host = headerOf(headers, "host") ?? "";
  if (!isLoopbackHost(host)) return reasons.foreignHost({ host });
  const forwarding = Object.keys(headers).find((name) => headers[name] !== undefined && FORWARDING.test(name));
  if (forwarding !== undefined) return reasons.forwarded({ header: forwarding });
  const site = headerOf(headers, "sec-fetch-site");
  const origin = headerOf(headers, "origin");
  const isOwn =
    (site === undefined || site === "same-origin" || site === "none") &&
    (origin === undefined || origin === `${scheme}://${host.toLowerCase()}`);
  return isOwn ? undefined : reasons.foreignOrigin();
}

/** Compares two texts in constant time. */
function isSame(given: string, wanted: string): boolean {
  let difference = given.length ^ wanted.length;
  for (let at = 0; at < wanted.length; at += 1) difference |= given.charCodeAt(at) ^ wanted.charCodeAt(at);
  return difference === 0;
}
