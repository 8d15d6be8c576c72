import type { People } from "./html.ts";
import type { DiditContext } from "./state.ts";

/** The maximum number of listed people. */
const MOST_USERS = 50;

/**
 * The people whom a hosted page offers.
 *
 * @param wanted who acts; default: the first
 * @param page the address of the page about one of them, up to the name
 */
export function listPeople(wanted: string | undefined, page: string, { users }: DiditContext): People {
  const { rows, next } = users.list("all", [], { limit: MOST_USERS });
  const listed = rows.map(({ id }) => id);
  const chosen = wanted ?? listed[0];
  const ids = chosen === undefined || listed.includes(chosen) ? listed : [chosen, ...listed];
  return { ids, chosen, page, areMore: next !== null };
}
