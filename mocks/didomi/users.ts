import { encodeKey } from "#engine/contract/collection.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { components } from "#generated/didomi/types.ts";
import { DEFAULT_REGULATION } from "./assumptions.ts";
import type { DidomiCaller } from "./credentials.ts";
import { toOrganizationUserId } from "./organization-user-id.ts";
import { reasons } from "./reasons.ts";
import type { DidomiContext, User, UserState } from "./state.ts";
import { emptyState, stateKey } from "./steps.ts";
import { toTimestamp } from "./times.ts";

type Schemas = components["schemas"];

/** A user in a reply: ids, and the choices under one regulation. */
export const toConsentUser = (
  { id, organization_id, organization_user_id }: User,
  state: UserState,
): Schemas["ConsentUser"] => ({
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

/** The choices of a user under a regulation; empty without any. */
export function stateOf(
  { organization_id, id, created_at }: User,
  regulation: string | undefined,
  { states }: DidomiContext,
): UserState {
  const place = { organization_id, user_id: id, regulation: regulation ?? DEFAULT_REGULATION };
  return states.get(stateKey(place)) ?? emptyState(place, created_at);
}

export const findUserById = (organizationId: string, id: string, { users }: DidomiContext): User | undefined =>
  users.get(encodeKey([organizationId, id]));

export const findUserByOrganizationUserId = (
  organizationId: string,
  organizationUserId: string,
  { users }: DidomiContext,
): User | undefined => users.first("byOrganizationUserId", [organizationId, organizationUserId]);

/** The query parameters that select the user. */
interface UserSelectors {
  readonly organization_user_id?: string;
  readonly user_id?: string;
  /** Another name of `user_id`. */
  readonly id?: string;
}

type Selection =
  | { readonly kind: "everyone" }
  | { readonly kind: "one"; readonly user: User }
  /** No such user, or two users at once. */
  | { readonly kind: "none"; readonly reason: Reason }
  /** Another user than the one of the consent token. */
  | { readonly kind: "foreign"; readonly reason: Reason };

/** Finds the user of a request. With a consent token it must be the token's own user. */
export function selectUser(query: UserSelectors, caller: DidomiCaller, context: DidomiContext): Selection {
  const { organizationId: organization } = caller;
  const own = caller.scheme === "consentToken" ? caller.organizationUserId : undefined;
  const name = query.organization_user_id ?? own;
  if (own !== undefined && name !== undefined && name !== own)
    return { kind: "foreign", reason: reasons.otherOrganizationUserId({ named: name, own }) };
  const ids = [query.user_id, query.id].filter((id) => id !== undefined);
  const [firstId] = ids;
  if (name === undefined && firstId === undefined) return { kind: "everyone" };
  const user =
    name === undefined
      ? findUserById(organization, firstId ?? "", context)
      : findUserByOrganizationUserId(organization, name, context);
  const otherId = ids.find((id) => id !== user?.id);
  if (user !== undefined && otherId === undefined) return { kind: "one", user };
  if (own !== undefined && otherId !== undefined)
    return { kind: "foreign", reason: reasons.otherUserId({ named: otherId, own }) };
  return { kind: "none", reason: explainNone(organization, name, firstId, user, otherId) };
}

function explainNone(
  organization: string,
  name: string | undefined,
  firstId: string | undefined,
  user: User | undefined,
  otherId: string | undefined,
): Reason {
  if (user !== undefined && otherId !== undefined) {
    const known = name === undefined ? `the id "${user.id}"` : `the organization_user_id "${name}"`;
    return reasons.userIdsDiffer({ organization, known, id: otherId });
  }
  return name === undefined
    ? reasons.unknownUserId({ organization, id: firstId ?? "" })
    : reasons.unknownOrganizationUserId({ organization, id: name });
}

type Identified =
  /** `isStored`: as it is, so that there is nothing to write. */
  | { readonly kind: "user"; readonly user: User; readonly isStored: boolean }
  /** Another user than the one of the consent token. */
  | { readonly kind: "foreign"; readonly reason: Reason }
  /** The two ids belong to two users. */
  | { readonly kind: "taken"; readonly reason: Reason };

/**
 * Finds the user of a new event by the organization's id, or else by Didomi's; otherwise creates one. The first event with
 * an organization's id assigns it to the user named with it, if that user has none yet.
 */
export function identifyUser(
  named: Pick<Schemas["EventUserInput"], "id" | "organization_user_id"> | undefined,
  caller: DidomiCaller,
  context: DidomiContext,
): Identified {
  const { organizationId } = caller;
  const own = caller.scheme === "consentToken" ? caller.organizationUserId : undefined;
  const name = named?.organization_user_id === undefined ? own : toOrganizationUserId(named.organization_user_id);
  if (own !== undefined && name !== undefined && name !== own)
    return { kind: "foreign", reason: reasons.otherOrganizationUserId({ named: name, own }) };
  const known = name === undefined ? undefined : findUserByOrganizationUserId(organizationId, name, context);
  const byId = named?.id === undefined ? undefined : findUserById(organizationId, named.id, context);
  if (byId !== undefined && byId.id !== known?.id && name !== undefined) {
    if (own !== undefined && (known !== undefined || byId.organization_user_id !== null))
      return { kind: "foreign", reason: reasons.otherUserId({ named: byId.id, own }) };
    if (byId.organization_user_id !== null) {
      const values = { id: byId.id, known: byId.organization_user_id, named: name };
      return { kind: "taken", reason: reasons.userHasOtherName(values) };
    }
  }
  if (known !== undefined) return { kind: "user", user: known, isStored: true };
  if (byId !== undefined) {
    if (name === undefined) return { kind: "user", user: byId, isStored: true };
    return { kind: "user", user: { ...byId, organization_user_id: name }, isStored: false };
  }
  const user: User = {
    organization_id: organizationId,
    id: named?.id ?? context.ids.uuid(),
    organization_user_id: name ?? null,
    created_at: toTimestamp(context.now),
  };
  return { kind: "user", user, isStored: false };
}
