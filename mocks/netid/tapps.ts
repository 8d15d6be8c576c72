import { type Awaitable, chain } from "#engine/awaitable.ts";
import { LOOPBACK, type NetidContext, originKey, type Tapp } from "./state.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const LOOPBACK_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** Whether a `tapp_id` is well-formed. A parameter that was sent twice is a list, and no id. */
export const isTappId = (text: unknown): text is string => typeof text === "string" && UUID.test(text);

/** @returns undefined for a TAPP nobody declared, unless unknown ones are taken: then it is made */
export function findTapp(id: unknown, context: NetidContext): Awaitable<Tapp | undefined> {
  if (!isTappId(id)) return undefined;
  const key = id.toLowerCase();
  const found = context.tapps.get(key);
  return context.acceptAnyCredentials ? chain(found, orProvision, key, context) : found;
}

async function orProvision(tapp: Tapp | undefined, id: string, context: NetidContext): Promise<Tapp> {
  if (tapp !== undefined) return tapp;
  const provisioned: Tapp = { id, active: true, origins: [], any_loopback_origin: true };
  await putTapp(provisioned, context);
  return provisioned;
}

/** Declares a TAPP with its origins, or replaces it. */
export async function putTapp(tapp: Tapp, context: NetidContext): Promise<void> {
  const { tapps, origins } = context;
  const id = tapp.id.toLowerCase();
  const before = await tapps.get(id);
  for (const origin of before === undefined ? [] : originsOf(before))
    await origins.delete(originKey({ origin, tapp_id: id }));
  await tapps.put({ ...tapp, id });
  for (const origin of originsOf(tapp)) await origins.put({ origin, tapp_id: id, active: tapp.active });
}

const originsOf = ({ origins, any_loopback_origin }: Tapp): string[] =>
  any_loopback_origin ? [...origins, LOOPBACK] : [...origins];

export const isLoopback = (origin: string): boolean => LOOPBACK_ORIGIN.test(origin);

/** Whether scripts of an origin may call for a TAPP, active or not. */
export const isOriginOf = (tapp: Tapp, origin: string, { acceptAnyCredentials }: NetidContext): boolean =>
  acceptAnyCredentials || tapp.origins.includes(origin) || (tapp.any_loopback_origin && isLoopback(origin));

/** Whether scripts of an origin may call for at least one active TAPP. */
export async function isOriginOfAny(origin: string, { origins, acceptAnyCredentials }: NetidContext): Promise<boolean> {
  if (acceptAnyCredentials) return true;
  if ((await origins.first("ofActiveTapps", [origin])) !== undefined) return true;
  return isLoopback(origin) && (await origins.first("ofActiveTapps", [LOOPBACK])) !== undefined;
}
