import { chain } from "#engine/awaitable.ts";
import type { CrossOrigin } from "#engine/cross-origin.ts";
import { parseQuery } from "#engine/decode.ts";
import { headerOf } from "#engine/exchange.ts";
import { TAPP_PARAMETER } from "./credentials.ts";
import type { NetidContext } from "./state.ts";
import { findTapp, isOriginOf, isOriginOfAny } from "./tapps.ts";

export const PREFLIGHT_VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

const NO_STORE = { "cache-control": "no-store" };
const UNROUTED = { vary: "Origin" };
const ABOUT_A_USER = { ...UNROUTED, ...NO_STORE };

/**
 * What rides on every reply: nothing about a user is kept by caches, and scripts may read what concerns their TAPP,
 * refusals included. Which origin may, follows from the request and the TAPPs alone, never from the reply.
 */
export const crossOrigin: CrossOrigin<NetidContext> = {
  headers({ request, operationId }, context) {
    switch (operationId) {
      // Their handlers say themselves what browsers may do.
      case "preflightStatus":
      case "preflightPermissions":
        return { vary: PREFLIGHT_VARY };
      case "exportPermissions":
        return NO_STORE;
      default: {
        const always = operationId === undefined ? UNROUTED : ABOUT_A_USER;
        const origin = headerOf(request.headers, "origin");
        // Bearer callers are no scripts.
        if (origin === undefined || request.headers["authorization"] !== undefined) return always;
        const named = operationId === undefined ? undefined : parseQuery(request.query)[TAPP_PARAMETER];
        return chain(isReadableBy(origin, named, context), withOrigin, always, origin);
      }
    }
  },
};

const withOrigin = (
  isReadable: boolean,
  always: Readonly<Record<string, string>>,
  origin: string,
): Readonly<Record<string, string>> =>
  isReadable
    ? { ...always, "access-control-allow-origin": origin, "access-control-allow-credentials": "true" }
    : always;

/**
 * Whether scripts of an origin may read the reply. Where the request leads to no TAPP, whose script it is cannot be told,
 * and any active partner's may read that.
 */
async function isReadableBy(origin: string, named: unknown, context: NetidContext): Promise<boolean> {
  const tapp = await findTapp(named, context);
  return tapp === undefined ? isOriginOfAny(origin, context) : isOriginOf(tapp, origin, context);
}
