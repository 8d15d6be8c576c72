import { type Awaitable, chain } from "#engine/awaitable.ts";
import { encodeKey } from "#engine/collections.ts";
import type { components } from "#generated/didomi/types.ts";
import type { DidomiCaller } from "./credentials.ts";
import { DEFAULT_REGULATION } from "./options.ts";
import type { DidomiContext, User, UserState } from "./state.ts";
import { emptyState, type StatePlace, stateKey } from "./steps.ts";
import { toTimestamp } from "./times.ts";

/** A user as the provider shows it: who it is, and what was chosen under one regulation. */
export const toConsentUser = (
  { id, organization_id, organization_user_id }: User,
  state: UserState,
): components["schemas"]["ConsentUser"] => ({
  id,
  organization_id,
  organization_user_id,
  organization_user_id_type: null,
  version: state.version,
  created_at: state.created_at,
  updated_at: state.updated_at,
  metadata: state.metadata,
  country: state.country,
  last_seen_country: state.last_seen_country,
  regulation: state.regulation,
  consents: state.consents,
});

/** What the user chose under a regulation; empty for one under which nothing was ever chosen. */
export function stateOf(
  { organization_id, id, created_at }: User,
  regulation: string | undefined,
  { states }: DidomiContext,
): Awaitable<UserState> {
  const place = { organization_id, user_id: id, regulation: regulation ?? DEFAULT_REGULATION };
  return chain(states.get(stateKey(place)), orEmptyState, place, created_at);
}

const orEmptyState = (state: UserState | undefined, place: StatePlace, createdAt: string): UserState =>
  state ?? emptyState(place, createdAt);

export const findUserById = (
  organizationId: string,
  id: string,
  { users }: DidomiContext,
): Awaitable<User | undefined> => users.get(encodeKey([organizationId, id]));

export const findUserByOrganizationUserId = (
  organizationId: string,
  organizationUserId: string,
  { users }: DidomiContext,
): Awaitable<User | undefined> => users.first("byOrganizationUserId", [organizationId, organizationUserId]);

/** The query parameters that say whose records are meant. */
interface UserSelectors {
  readonly organization_user_id?: string;
  readonly user_id?: string;
  /** Another name of `user_id`. */
  readonly id?: string;
}

type Selection =
  | { readonly kind: "everyone" }
  /** The caller's own user is not the one that is asked for. */
  | { readonly kind: "foreign" }
  | { readonly kind: "one"; readonly user: User | undefined };

/** Whose records does a request mean? A consent token means its own user, and may mean nobody else. */
export async function selectUser(
  query: UserSelectors,
  caller: DidomiCaller,
  context: DidomiContext,
): Promise<Selection> {
  const own = caller.scheme === "consentToken" ? caller.organizationUserId : undefined;
  const organizationUserId = query.organization_user_id ?? own;
  if (own !== undefined && organizationUserId !== own) return { kind: "foreign" };
  const ids = [query.user_id, query.id].filter((id) => id !== undefined);
  const [firstId] = ids;
  let user: User | undefined;
  if (organizationUserId !== undefined)
    user = await findUserByOrganizationUserId(caller.organizationId, organizationUserId, context);
  else if (firstId !== undefined) user = await findUserById(caller.organizationId, firstId, context);
  else return { kind: "everyone" };
  if (ids.every((id) => id === user?.id)) return { kind: "one", user };
  return own === undefined ? { kind: "one", user: undefined } : { kind: "foreign" };
}

/** The user of a new event; `foreign`: not the caller's own; `taken`: the two ids belong to two users. */
type Identified = User | "foreign" | "taken";

/**
 * Finds the user of a new event: by the organization's id, else by Didomi's, else somebody new. The first mention of
 * an organization's id gives it to the user that is named with it, if that one has none yet.
 */
export async function identifyUser(
  named: { readonly id?: string; readonly organization_user_id?: string } | undefined,
  caller: DidomiCaller,
  context: DidomiContext,
): Promise<Identified> {
  const { organizationId } = caller;
  const own = caller.scheme === "consentToken" ? caller.organizationUserId : undefined;
  const organizationUserId = named?.organization_user_id ?? own;
  if (own !== undefined && organizationUserId !== own) return "foreign";
  const known =
    organizationUserId === undefined
      ? undefined
      : await findUserByOrganizationUserId(organizationId, organizationUserId, context);
  const byId = named?.id === undefined ? undefined : await findUserById(organizationId, named.id, context);
  if (byId !== undefined && byId.id !== known?.id && organizationUserId !== undefined) {
    if (own !== undefined && (known !== undefined || byId.organization_user_id !== null)) return "foreign";
    if (byId.organization_user_id !== null) return "taken";
  }
  if (known !== undefined) return known;
  if (byId !== undefined)
    return organizationUserId === undefined ? byId : { ...byId, organization_user_id: organizationUserId };
  return {
    organization_id: organizationId,
    id: named?.id ?? (await context.ids.uuid()),
    organization_user_id: organizationUserId ?? null,
    created_at: toTimestamp(context.now),
  };
}
