import type { NetidCaller } from "../credentials.ts";
import type { Generation } from "../media-types.ts";
import type { Tapp, User } from "../state.ts";

/** Who a call is about, for whom, and which reply it takes. */
export interface Subject {
  readonly tapp: Tapp;
  readonly user: User;
  readonly generation: Generation;
  readonly isBrowser: boolean;
}

/** `authorize` lets nobody through without all of this. */
export function subjectOf(caller: NetidCaller): Subject {
  if (caller.scheme === "exportUser") throw new Error("an export user reached a handler of reads and writes");
  const { tapp, session, generation, scheme } = caller;
  if (tapp === undefined || session.kind !== "open" || generation === undefined)
    throw new Error("a caller without a TAPP, a user or a media type was let through: authorize must refuse it");
  return { tapp, user: session.user, generation, isBrowser: scheme === "tpidCookie" };
}

/** The identifiers that the second generation was asked for, by either spelling of the parameter. */
export const askedIdentifiers = (query: {
  readonly "q.identifier.in"?: readonly string[];
  readonly "q.identifier"?: readonly string[];
}): ReadonlySet<string> =>
  new Set([...(query["q.identifier.in"] ?? []), ...(query["q.identifier"] ?? [])].map((name) => name.trim()));
