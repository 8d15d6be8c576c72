import type { components } from "#generated/netid/seed.ts";
import type { NetidContext, User } from "./state.ts";

const TPID_LENGTH = 43;

/** As long as a real tpid and of the same characters, yet plainly none. */
const toTpid = (id: string): string => `standin-tpid-${id}-`.padEnd(TPID_LENGTH, "0");

/** Declares an account, or replaces it. */
export async function putUser(
  { id, tpid = toTpid(id), deleted = false }: components["schemas"]["User"],
  { users }: NetidContext,
): Promise<User> {
  const user = { id, tpid, deleted };
  await users.put(user);
  return user;
}

/** The account of this name, made when it is new. */
export const provisionUser = async (id: string, context: NetidContext): Promise<User> =>
  (await context.users.get(id)) ?? putUser({ id }, context);
