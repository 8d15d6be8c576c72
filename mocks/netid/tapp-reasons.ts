import type { Reason } from "#engine/contract/reasons.ts";
import { reasons } from "./reasons.ts";
import type { NetidContext, Tapp } from "./state.ts";
import { isOriginOf, isTappId, TAPP_PARAMETER } from "./tapps.ts";

/** Why `findTapp` found no TAPP for the query parameter `q.tapp_id.eq`. */
export function explainTapp(named: string | readonly string[] | undefined, context: NetidContext): Reason {
  if (named === undefined) return reasons.tappMissing();
  if (named === "") return reasons.tappEmpty();
  if (typeof named !== "string") return reasons.parameterRepeated({ name: TAPP_PARAMETER, count: named.length });
  return explainTappId(named, TAPP_PARAMETER, context);
}

/** Why `findTapp` found no TAPP for an id that a query parameter has. */
export const explainTappId = (tapp: string, parameter: string, { world }: NetidContext): Reason =>
  isTappId(tapp) ? reasons.unknownTapp({ tapp, world }) : reasons.malformedTapp({ parameter, tapp });

/** Why scripts of an origin may not call for this TAPP; `undefined` if they may. */
export function explainOrigin(tapp: Tapp, origin: string, context: NetidContext): Reason | undefined {
  if (!tapp.active) return reasons.inactiveTapp({ tapp: tapp.id });
  if (isOriginOf(tapp, origin, context)) return undefined;
  const registered = [...tapp.origins, ...(tapp.any_loopback_origin ? ["every origin on this machine"] : [])];
  // A name and a password in it are none of an origin's, and may be real.
  const shown = origin.replace(/\/\/[^/@]*@/, "//");
  return reasons.unregisteredOrigin({ origin: shown, tapp: tapp.id, registered: registered.join(", ") || "none" });
}
