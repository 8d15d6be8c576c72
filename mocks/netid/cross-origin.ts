import type { CrossOrigin } from "#engine/cross-origin.ts";
import { parseQuery } from "#engine/decode.ts";
import { type ExchangeRequest, headerOf } from "#engine/exchange.ts";
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
  async headers({ request, operationId }, context) {
    switch (operationId) {
      // Their handlers say themselves what browsers may do.
      case "preflightStatus":
      case "preflightPermissions":
        return { vary: PREFLIGHT_VARY };
      case "exportPermissions":
        return NO_STORE;
      default: {
        const always = operationId === undefined ? UNROUTED : ABOUT_A_USER;
        const origin = await readableOrigin(request, operationId, context);
        return origin === undefined
          ? always
          : { ...always, "access-control-allow-origin": origin, "access-control-allow-credentials": "true" };
      }
    }
  },
};

/**
 * The origin of the request, if its scripts may read the reply. Where the request leads to no TAPP, whose script it is
 * cannot be told, and any active partner's may read that. Bearer callers are no scripts.
 */
async function readableOrigin(
  { headers, query }: ExchangeRequest,
  operationId: string | undefined,
  context: NetidContext,
): Promise<string | undefined> {
  const origin = headerOf(headers, "origin");
  if (origin === undefined || headers["authorization"] !== undefined) return undefined;
  const named = operationId === undefined ? undefined : parseQuery(query)[TAPP_PARAMETER];
  const tapp = await findTapp(named, context);
  const isReadable = tapp === undefined ? await isOriginOfAny(origin, context) : isOriginOf(tapp, origin, context);
  return isReadable ? origin : undefined;
}
