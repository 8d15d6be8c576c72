import { isLoopbackHost } from "#engine/contract/loopback.ts";
import { LOOPBACK, type NetidContext, originKey, type Tapp } from "./state.ts";

/** The query parameter that names the TAPP in a browser. */
export const TAPP_PARAMETER = "q.tapp_id.eq";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether a `tapp_id` is well-formed. A parameter that was sent twice is a list, so it is not. */
export const isTappId = (text: unknown): text is string => typeof text === "string" && UUID.test(text);

/** @returns undefined for an unknown TAPP; with `acceptAnyCredentials`, one with a well-formed id is created instead */
export function findTapp(id: unknown, context: NetidContext): Tapp | undefined {
  if (!isTappId(id)) return undefined;
  const key = id.toLowerCase();
  const tapp = context.tapps.get(key);
  if (tapp !== undefined || !context.acceptAnyCredentials) return tapp;
  const provisioned: Tapp = { id: key, active: true, origins: [], any_loopback_origin: true };
  putTapp(provisioned, context);
  return provisioned;
}

/** Declares a TAPP with its origins, or replaces it. */
export function putTapp(tapp: Tapp, { tapps, origins }: NetidContext): void {
  const id = tapp.id.toLowerCase();
  const before = tapps.get(id);
  for (const origin of before === undefined ? [] : originsOf(before))
    origins.delete(originKey({ origin, tapp_id: id }));
  tapps.put({ ...tapp, id });
  for (const origin of originsOf(tapp)) origins.put({ origin, tapp_id: id, active: tapp.active });
}

const originsOf = ({ origins, any_loopback_origin }: Tapp): string[] =>
  any_loopback_origin ? [...origins, LOOPBACK] : [...origins];

/** Whether an origin is a page of this machine. */
export const isLoopback = (origin: string): boolean =>
  /^https?:\/\//.test(origin) && isLoopbackHost(origin.slice(origin.indexOf("//") + 2));

/** Whether scripts of an origin may call for a TAPP, active or not. */
export const isOriginOf = (tapp: Tapp, origin: string, { acceptAnyCredentials }: NetidContext): boolean =>
  acceptAnyCredentials || tapp.origins.includes(origin) || (tapp.any_loopback_origin && isLoopback(origin));

/** Whether scripts of an origin may call for at least one active TAPP. */
export const isOriginOfAny = (origin: string, context: NetidContext): boolean =>
  context.acceptAnyCredentials || isRegistered(origin, context);

/** Whether an origin belongs to an active TAPP, whatever credentials are accepted: people may be sent there. */
export function isRegistered(origin: string, { origins }: NetidContext): boolean {
  if (origins.first("ofActiveTapps", [origin]) !== undefined) return true;
  return isLoopback(origin) && origins.first("ofActiveTapps", [LOOPBACK]) !== undefined;
}

/** The active TAPPs that an origin is registered for, up to a limit: those that name it come first. */
export function activeTappsOf(origin: string, limit: number, { origins, tapps }: NetidContext): Tapp[] {
  const named = [origin, ...(isLoopback(origin) ? [LOOPBACK] : [])];
  const ids = new Set(
    named.flatMap((each) => origins.list("ofActiveTapps", [each], { limit }).rows.map(({ tapp_id }) => tapp_id)),
  );
  return [...ids].slice(0, limit).flatMap((id) => tapps.get(id) ?? []);
}
