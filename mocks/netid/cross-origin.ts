import type { CrossOrigin } from "#engine/contract/cross-origin.ts";
import { headerOf } from "#engine/contract/exchange.ts";
import { parseQuery } from "#engine/kit/decode.ts";
import type { NetidContext } from "./state.ts";
import { findTapp, isOriginOf, isOriginOfAny, TAPP_PARAMETER } from "./tapps.ts";

export const PREFLIGHT_VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

const PREFLIGHT = { vary: PREFLIGHT_VARY };
const NO_STORE = { "cache-control": "no-store" };
const UNROUTED = { vary: "Origin" };
const ABOUT_A_USER = { ...UNROUTED, ...NO_STORE };

/**
 * Headers of every reply: caches keep nothing about a user, and scripts may read what concerns their TAPP, refusals
 * included. Which origin may read follows from the request and the TAPPs alone, never from the reply.
 */
export const crossOrigin: CrossOrigin<NetidContext> = {
  headers({ request, operationId }, context) {
    switch (operationId) {
      // Their handlers say themselves what browsers may do.
      case "preflightStatus":
      case "preflightPermissions":
        return PREFLIGHT;
      case "exportPermissions":
        return NO_STORE;
      default: {
        const always = operationId === undefined ? UNROUTED : ABOUT_A_USER;
        const origin = headerOf(request.headers, "origin");
        // A caller with an Authorization header is a server or an app.
        if (origin === undefined || request.headers["authorization"] !== undefined) return always;
        const named = operationId === undefined ? undefined : parseQuery(request.query)[TAPP_PARAMETER];
        if (!isReadableBy(origin, named, context)) return always;
        // Written out: spreading an object and adding to it costs close to a microsecond on Node 20.
        return operationId === undefined
          ? { vary: "Origin", "access-control-allow-origin": origin, "access-control-allow-credentials": "true" }
          : {
              vary: "Origin",
              "cache-control": "no-store",
              "access-control-allow-origin": origin,
              "access-control-allow-credentials": "true",
            };
      }
    }
  },
};

/**
 * Whether scripts of an origin may read the reply. A request that names no known TAPP does not tell whose script sent
 * it, so the scripts of every active TAPP may read that reply.
 */
function isReadableBy(origin: string, named: unknown, context: NetidContext): boolean {
  const tapp = findTapp(named, context);
  return tapp === undefined ? isOriginOfAny(origin, context) : isOriginOf(tapp, origin, context);
}
