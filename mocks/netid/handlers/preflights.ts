import type { Handlers } from "#engine/contract/handlers.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Security } from "#generated/netid/security.ts";
import type { operations } from "#generated/netid/types.ts";
import { PREFLIGHT_MAX_AGE_S, PREFLIGHT_STATUS } from "../assumptions.ts";
import type { NetidCallers } from "../credentials.ts";
import { PREFLIGHT_VARY } from "../cross-origin.ts";
import { preflightRefused } from "../problems.ts";
import { reasons } from "../reasons.ts";
import type { NetidContext, state } from "../state.ts";
import { explainOrigin, explainTapp } from "../tapp-reasons.ts";
import { findTapp, TAPP_PARAMETER } from "../tapps.ts";

interface Preflight {
  readonly query: { readonly [TAPP_PARAMETER]?: string };
  readonly headers: { readonly origin?: string; readonly "access-control-request-method"?: string };
}

export const preflightHandlers: Pick<
  Handlers<operations, typeof state, NetidCallers, Security>,
  "preflightStatus" | "preflightPermissions"
> = {
  preflightStatus: (request, context) => answerPreflight("GET", request, context),
  preflightPermissions: (request, context) => answerPreflight("POST", request, context),
};

/** A browser asks whether a script may call. It sends no cookie, so the TAPP and its origins alone decide. */
function answerPreflight(method: "GET" | "POST", { query, headers }: Preflight, context: NetidContext) {
  const named = query[TAPP_PARAMETER];
  const { origin, "access-control-request-method": asked } = headers;
  const tapp = findTapp(named, context);
  if (tapp === undefined) return preflightRefused(explainTapp(named, context));
  if (origin === undefined) return preflightRefused(reasons.originMissing({ tapp: tapp.id }));
  const reason = explainOrigin(tapp, origin, context) ?? explainMethod(asked, method);
  if (reason !== undefined) return preflightRefused(reason);
  return {
    status: PREFLIGHT_STATUS,
    headers: {
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": method,
      // Never authorization: a caller with a Bearer token is not a browser.
      "access-control-allow-headers": "content-type, accept",
      "access-control-max-age": String(PREFLIGHT_MAX_AGE_S),
      vary: PREFLIGHT_VARY,
    },
  } as const;
}

function explainMethod(asked: string | undefined, allowed: string): Reason | undefined {
  if (asked === undefined) return reasons.preflightWithoutMethod({ allowed });
  return asked === allowed ? undefined : reasons.wrongPreflightMethod({ asked, allowed });
}
