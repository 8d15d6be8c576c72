import type { Handlers } from "#engine/handlers.ts";
import type { operations } from "#generated/netid/types.ts";
import { type NetidCaller, TAPP_PARAMETER } from "../credentials.ts";
import { PREFLIGHT_VARY } from "../cross-origin.ts";
import { PREFLIGHT_MAX_AGE_S, PREFLIGHT_STATUS } from "../options.ts";
import { preflightRefused } from "../problems.ts";
import type { NetidContext, state } from "../state.ts";
import { findTapp, isOriginOf } from "../tapps.ts";

interface Preflight {
  readonly query: { readonly [TAPP_PARAMETER]?: string };
  readonly headers: { readonly origin?: string; readonly "access-control-request-method"?: string };
}

export const preflightHandlers: Pick<
  Handlers<operations, typeof state, NetidCaller>,
  "preflightStatus" | "preflightPermissions"
> = {
  preflightStatus: (request, context) => answerPreflight("GET", request, context),
  preflightPermissions: (request, context) => answerPreflight("POST", request, context),
};

/** A browser asks whether a script may call. It sends no cookie, so the TAPP and its origins alone decide. */
async function answerPreflight(method: "GET" | "POST", { query, headers }: Preflight, context: NetidContext) {
  const { origin, "access-control-request-method": asked } = headers;
  const tapp = await findTapp(query[TAPP_PARAMETER], context);
  if (tapp?.active !== true || origin === undefined || !isOriginOf(tapp, origin, context) || asked !== method)
    return preflightRefused();
  return {
    status: PREFLIGHT_STATUS,
    headers: {
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": method,
      // Never authorization: who calls with a Bearer token is no browser.
      "access-control-allow-headers": "content-type, accept",
      "access-control-max-age": String(PREFLIGHT_MAX_AGE_S),
      vary: PREFLIGHT_VARY,
    },
  } as const;
}
