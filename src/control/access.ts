import { bearerOf } from "#engine/authorization.ts";
import { headerOf } from "#engine/exchange.ts";
import type { Reason } from "#engine/reasons.ts";
import type { Caller, Refusal, RoutedRequest } from "#engine/routed.ts";
import { forbidden } from "./problems.ts";
import { reasons } from "./reasons.ts";

/** Who may drive standin. */
export interface Access {
  authenticate(request: Pick<RoutedRequest, "headers">): Caller | Reason;
  authorize(request: Pick<RoutedRequest, "headers">): Refusal | undefined;
  /** Asks for another token from now on. */
  setToken(token: string): void;
}

const LOOPBACK = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Whoever runs a program on this machine may drive standin; whoever shows a page to its browser may not. A page gives
 * itself away by `Origin` and `Sec-Fetch-Site`, which it cannot leave out, and one that has had its host name pointed here
 * (DNS rebinding) by `Host`. With a control token, whoever has it may.
 */
export function createAccess({
  token: given,
  isExposed,
}: {
  readonly token?: string | undefined;
  readonly isExposed: () => boolean;
}): Access {
  let token = given;
  return {
    authenticate({ headers }) {
      if (token === undefined || isSame(bearerOf(headers) ?? "", token)) return { scheme: "controlToken" };
      return reasons.wrongToken();
    },
    authorize({ headers }) {
      const host = headerOf(headers, "host");
      if (isFromElsewhere(headers, host))
        return { ...forbidden("A page of another origin may not drive standin."), reason: reasons.foreignOrigin() };
      if (token !== undefined) return undefined;
      if (isExposed())
        return {
          ...forbidden(
            "This standin can be reached from other machines: start it with --control-token, and send that.",
          ),
          reason: reasons.exposed(),
        };
      if (host !== undefined && !LOOPBACK.test(host))
        return {
          ...forbidden(`Without a control token the Host must be a name of loopback, such as 127.0.0.1, not ${host}.`),
          reason: reasons.foreignHost({ host }),
        };
      return undefined;
    },
    setToken(next) {
      token = next;
    },
  };
}

function isFromElsewhere(headers: RoutedRequest["headers"], host: string | undefined): boolean {
  const site = headerOf(headers, "sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const origin = headerOf(headers, "origin");
  return origin !== undefined && origin.replace(/^https?:\/\//, "") !== host;
}

/** Compares in a time that does not tell where two texts differ. */
function isSame(given: string, wanted: string): boolean {
  let difference = given.length ^ wanted.length;
  for (let at = 0; at < wanted.length; at += 1) difference |= given.charCodeAt(at) ^ wanted.charCodeAt(at);
  return difference === 0;
}
