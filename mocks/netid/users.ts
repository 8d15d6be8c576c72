import type { components } from "#generated/netid/seed.ts";
import type { NetidContext, User } from "./state.ts";

const TPID_LENGTH = 43;

/** As long as a real tpid and of the same characters, yet visibly fake. */
const toTpid = (id: string): string => `standin-tpid-${id}-`.padEnd(TPID_LENGTH, "0");

/** Declares an account, or replaces it. */
export function putUser(
  { id, tpid = toTpid(id), deleted = false }: components["schemas"]["User"],
  { users }: NetidContext,
): User {
  const user = { id, tpid, deleted };
  users.put(user);
  return user;
}

/** Returns the account of this name; creates it if it is new. */
export const provisionUser = (id: string, context: NetidContext): User =>
  context.users.get(id) ?? putUser({ id }, context);
