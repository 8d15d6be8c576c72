import { encodeKey } from "#engine/contract/collection.ts";
import type { Handlers } from "#engine/contract/handlers.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Security } from "#generated/didomi/security.ts";
import type { components, operations } from "#generated/didomi/types.ts";
import { CREATED_STATUS, DEFAULT_REGULATION } from "../assumptions.ts";
import { refuseUnknownChoice } from "../catalogue.ts";
import { eraseCheckpoints } from "../checkpoints.ts";
import type { DidomiCaller, DidomiCallers } from "../credentials.ts";
import { toEventConsents } from "../merge.ts";
import { toOrganizationUserId } from "../organization-user-id.ts";
import { namedOr, ROWS_TO_READ, readCursor, type Start, toPage } from "../pagination.ts";
import { pick } from "../pick.ts";
import { badRequest, conflict, foreignUser, noRecord } from "../problems.ts";
import { reasons } from "../reasons.ts";
import type { DidomiContext, DirectChange, state, User } from "../state.ts";
import { applyDirectChange, stateKey } from "../steps.ts";
import { toTimestamp } from "../times.ts";
import { findUserById, findUserByOrganizationUserId, selectUser, stateOf, toConsentUser } from "../users.ts";

type Schemas = components["schemas"];

/** The merged state of each end user. */
export const userHandlers: Pick<
  Handlers<operations, typeof state, DidomiCallers, Security>,
  "listUsers" | "createUser" | "getUser" | "updateUser" | "deleteUser"
> = {
  listUsers({ query, caller }, context) {
    const selection = selectUser(query, caller, context);
    if (selection.kind === "foreign") return foreignUser(selection.reason);
    const { organizationId } = caller;
    const regulations = namedOr(DEFAULT_REGULATION, query.regulation, query["regulation[$in]"]);
    const user = selection.kind === "one" ? selection.user : undefined;
    const list = ["users", organizationId, selection.kind === "everyone" ? [] : [user?.id], regulations];
    const read = readCursor(query.$cursor, list, context);
    if ("reason" in read) return badRequest("'$cursor' was not handed out by this list", read.reason);
    const { start } = read;
    const users =
      selection.kind === "everyone"
        ? listEveryone(organizationId, regulations, start, context)
        : listOne(user, regulations, context);
    const rankOf = ({ created_at, id, regulation }: Schemas["ConsentUser"]) => [created_at, id, regulation];
    return { status: 200, body: toPage(users, { list, start, rankOf, secret: context.secret }) };
  },

  createUser({ body, caller: { organizationId } }, context) {
    const unknownChoice = refuseUnknownChoice(body.consents, organizationId, context);
    if (unknownChoice !== undefined) return unknownChoice;
    if (body.id !== undefined && findUserById(organizationId, body.id, context) !== undefined)
      return conflict(
        `'${body.id}' already exists`,
        reasons.userIdTaken({ organization: organizationId, id: body.id }),
      );
    const organization_user_id = namedIn(body) ?? null;
    const taken = explainTaken(organization_user_id, organizationId, context);
    if (taken !== undefined) return conflict(`'${organization_user_id}' already exists`, taken);
    const user: User = {
      organization_id: organizationId,
      id: body.id ?? context.ids.uuid(),
      organization_user_id,
      created_at: toTimestamp(context.now),
    };
    context.users.put(user);
    const place = { organization_id: organizationId, user_id: user.id, regulation: DEFAULT_REGULATION };
    const created = applyDirectChange(place, toDirectChange(body), context, body.version);
    return { status: CREATED_STATUS, body: toConsentUser(user, created) };
  },

  getUser({ path: { id }, query, caller }, context) {
    const user = findUserInPath(id, query, caller, context);
    if (caller.scheme === "consentToken" && !isOwn(id, user, query, caller)) {
      const values = { named: id, own: caller.organizationUserId };
      return foreignUser(
        isByOrganizationUserId(query) ? reasons.otherOrganizationUserId(values) : reasons.otherUserId(values),
      );
    }
    if (user === undefined) return noRecord(id, explainNotFound(id, query, caller));
    return { status: 200, body: toConsentUser(user, stateOf(user, query.regulation, context)) };
  },

  updateUser({ path: { id }, query, body, caller }, context) {
    const { organizationId } = caller;
    const unknownChoice = refuseUnknownChoice(body.consents, organizationId, context);
    if (unknownChoice !== undefined) return unknownChoice;
    const user = findUserInPath(id, query, caller, context);
    if (user === undefined) return noRecord(id, explainNotFound(id, query, caller));
    const organization_user_id = namedIn(body) ?? user.organization_user_id;
    if (organization_user_id !== user.organization_user_id) {
      const taken = explainTaken(organization_user_id, organizationId, context);
      if (taken !== undefined) return conflict(`'${organization_user_id}' already exists`, taken);
    }
    const { version } = stateOf(user, DEFAULT_REGULATION, context);
    if (body.version !== undefined && body.version !== version)
      return conflict(
        `version ${body.version} is stale, the current one is ${version}`,
        reasons.staleVersion({ sent: body.version, current: version }),
      );
    const changed: User = { ...user, organization_user_id };
    context.users.put(changed);
    const place = { organization_id: organizationId, user_id: user.id, regulation: DEFAULT_REGULATION };
    const state = applyDirectChange(place, toDirectChange(body), context, version + 1);
    return { status: 200, body: toConsentUser(changed, state) };
  },

  deleteUser({ path: { id }, query, caller }, context) {
    const user = findUserInPath(id, query, caller, context);
    if (user === undefined) return noRecord(id, explainNotFound(id, query, caller));
    const body = toConsentUser(user, stateOf(user, DEFAULT_REGULATION, context));
    eraseUser(user, context);
    return { status: 200, body };
  },
};

function listEveryone(
  organizationId: string,
  regulations: readonly string[],
  start: Start,
  context: DidomiContext,
): Schemas["ConsentUser"][] {
  const found: Schemas["ConsentUser"][] = [];
  for (const regulation of regulations) {
    const equals = [organizationId, regulation];
    const after = start && afterRank(equals, start);
    const { rows } = context.states.list("byRegulation", equals, { after, limit: ROWS_TO_READ });
    for (const state of rows) {
      const user = findUserById(organizationId, state.user_id, context);
      if (user === undefined) throw new Error(`The state of user ${state.user_id} has outlived its user.`);
      found.push(toConsentUser(user, state));
    }
  }
  return found;
}

/**
 * In its index a rank's time is followed by the state's key, which begins with the organization and the user. A user may
 * be known since the same moment under several regulations: this begins just before all of them.
 */
const afterRank = (
  [organizationId = "", regulation = ""]: readonly string[],
  [time = "", userId = ""]: readonly string[],
) => encodeKey([organizationId, regulation, time, organizationId, userId]);

function listOne(
  user: User | undefined,
  regulations: readonly string[],
  { states }: DidomiContext,
): Schemas["ConsentUser"][] {
  if (user === undefined) return [];
  const { organization_id, id } = user;
  const found: Schemas["ConsentUser"][] = [];
  for (const regulation of regulations) {
    const state = states.get(stateKey({ organization_id, user_id: id, regulation }));
    if (state !== undefined) found.push(toConsentUser(user, state));
  }
  return found;
}

type PathQuery = { readonly $by_organization_user_id?: string };

/** The selector may stand there without a value; only the word `false` switches it off. */
const isByOrganizationUserId = ({ $by_organization_user_id }: PathQuery): boolean =>
  $by_organization_user_id !== undefined && $by_organization_user_id !== "false";

const findUserInPath = (
  id: string,
  query: PathQuery,
  { organizationId }: DidomiCaller,
  context: DidomiContext,
): User | undefined =>
  isByOrganizationUserId(query)
    ? findUserByOrganizationUserId(organizationId, id, context)
    : findUserById(organizationId, id, context);

const explainNotFound = (id: string, query: PathQuery, { organizationId: organization }: DidomiCaller): Reason =>
  isByOrganizationUserId(query)
    ? reasons.unknownOrganizationUserId({ organization, id })
    : reasons.unknownUserId({ organization, id });

/** A consent token names its own user by the organization's id even before there is a record. */
const isOwn = (
  id: string,
  user: User | undefined,
  query: PathQuery,
  { organizationUserId }: { readonly organizationUserId: string },
): boolean =>
  isByOrganizationUserId(query) ? id === organizationUserId : user?.organization_user_id === organizationUserId;

const namedIn = ({ organization_user_id: sent }: Schemas["ConsentUserPatch"]): string | undefined =>
  sent === undefined ? undefined : toOrganizationUserId(sent);

/** @returns `undefined` if no user has the organization's id, or none was sent */
function explainTaken(
  organizationUserId: string | null,
  organization: string,
  context: DidomiContext,
): Reason | undefined {
  if (organizationUserId === null) return undefined;
  const owner = findUserByOrganizationUserId(organization, organizationUserId, context);
  return owner && reasons.organizationUserIdTaken({ organization, organizationUserId, id: owner.id });
}

function toDirectChange(
  sent: Pick<Schemas["ConsentUserPatch"], "metadata" | "country" | "last_seen_country" | "consents">,
): Pick<DirectChange, "user" | "consents"> {
  const { metadata = {} } = sent;
  return {
    user: { metadata, ...pick(sent, ["country", "last_seen_country"]) },
    consents: toEventConsents(sent.consents ?? {}),
  };
}

/** With a user goes everything that was kept of them. */
function eraseUser({ organization_id, id }: User, context: DidomiContext): void {
  const { users, states, events, directChanges } = context;
  const of = [organization_id, id];
  for (const state of states.list("byUser", of).rows) states.delete(stateKey(state));
  for (const event of events.list("byUser", of).rows) events.delete(encodeKey([organization_id, event.id]));
  for (const { sequence } of directChanges.list("byUser", of).rows)
    directChanges.delete(encodeKey([organization_id, sequence]));
  eraseCheckpoints(organization_id, id, context);
  users.delete(encodeKey(of));
}
