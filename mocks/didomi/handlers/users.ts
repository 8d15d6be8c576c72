import { type Awaitable, chain } from "#engine/awaitable.ts";
import { encodeKey } from "#engine/collections.ts";
import type { HandlerReply, HandlerRequest, Handlers } from "#engine/handlers.ts";
import type { components, operations } from "#generated/didomi/types.ts";
import { findUnknownChoice } from "../catalogue.ts";
import type { DidomiCaller } from "../credentials.ts";
import { toEventConsents } from "../merge.ts";
import { CREATED_STATUS, DEFAULT_REGULATION } from "../options.ts";
import { namedOr, ROWS_TO_READ, readCursor, type Start, toPage } from "../pages.ts";
import { pick } from "../pick.ts";
import { badRequest, conflict, foreignUser, noRecord } from "../problems.ts";
import type { DidomiContext, DirectChange, state, User, UserState } from "../state.ts";
import { applyDirectChange, stateKey } from "../steps.ts";
import { toTimestamp } from "../times.ts";
import { findUserById, findUserByOrganizationUserId, selectUser, stateOf, toConsentUser } from "../users.ts";

type Schemas = components["schemas"];

/** The merged state of each end user. */
export const userHandlers: Pick<
  Handlers<operations, typeof state, DidomiCaller>,
  "listUsers" | "createUser" | "getUser" | "updateUser" | "deleteUser"
> = {
  async listUsers({ query, caller }, context) {
    const selection = await selectUser(query, caller, context);
    if (selection.kind === "foreign") return foreignUser();
    const { organizationId } = caller;
    const regulations = namedOr(DEFAULT_REGULATION, query.regulation, query["regulation[$in]"]);
    const list = ["users", organizationId, selection.kind === "one" ? [selection.user?.id] : [], regulations];
    const start = await readCursor(query.$cursor, list, context.secret);
    if (start === null) return badRequest("'$cursor' was not handed out by this list");
    const users =
      selection.kind === "one"
        ? await listOne(selection.user, regulations, context)
        : await listEveryone(organizationId, regulations, start, context);
    const rankOf = ({ created_at, id, regulation }: Schemas["ConsentUser"]) => [created_at, id, regulation];
    return { status: 200, body: await toPage(users, { list, start, rankOf, secret: context.secret }) };
  },

  async createUser({ body, caller: { organizationId } }, context) {
    const unknown = await findUnknownChoice(body.consents, organizationId, context);
    if (unknown !== undefined) return badRequest(unknown);
    if (body.id !== undefined && (await findUserById(organizationId, body.id, context)) !== undefined)
      return conflict(`'${body.id}' already exists`);
    if (await isTaken(body.organization_user_id, organizationId, context))
      return conflict(`'${body.organization_user_id}' already exists`);
    const user: User = {
      organization_id: organizationId,
      id: body.id ?? (await context.ids.uuid()),
      organization_user_id: body.organization_user_id ?? null,
      created_at: toTimestamp(context.now),
    };
    await context.users.put(user);
    const place = { organization_id: organizationId, user_id: user.id, regulation: DEFAULT_REGULATION };
    const created = await applyDirectChange(place, toDirectChange(body), context, body.version);
    return { status: CREATED_STATUS, body: toConsentUser(user, created) };
  },

  getUser: (request, context) =>
    chain(findUserInPath(request.path.id, request.query, request.caller, context), showUser, request, context),

  async updateUser({ path, query, body, caller }, context) {
    const { organizationId } = caller;
    const unknown = await findUnknownChoice(body.consents, organizationId, context);
    if (unknown !== undefined) return badRequest(unknown);
    const user = await findUserInPath(path.id, query, caller, context);
    if (user === undefined) return noRecord(path.id);
    const { organization_user_id = user.organization_user_id } = body;
    if (organization_user_id !== user.organization_user_id) {
      if (await isTaken(body.organization_user_id, organizationId, context))
        return conflict(`'${organization_user_id}' already exists`);
    }
    const { version } = await stateOf(user, DEFAULT_REGULATION, context);
    if (body.version !== undefined && body.version !== version)
      return conflict(`version ${body.version} is stale, the current one is ${version}`);
    const changed: User = { ...user, organization_user_id };
    await context.users.put(changed);
    const place = { organization_id: organizationId, user_id: user.id, regulation: DEFAULT_REGULATION };
    const state = await applyDirectChange(place, toDirectChange(body), context, version + 1);
    return { status: 200, body: toConsentUser(changed, state) };
  },

  async deleteUser({ path, query, caller }, context) {
    const user = await findUserInPath(path.id, query, caller, context);
    if (user === undefined) return noRecord(path.id);
    const body = toConsentUser(user, await stateOf(user, DEFAULT_REGULATION, context));
    await eraseUser(user, context);
    return { status: 200, body };
  },
};

type GetUser = HandlerRequest<operations["getUser"], DidomiCaller>;

function showUser(
  user: User | undefined,
  { path, query, caller }: GetUser,
  context: DidomiContext,
): Awaitable<HandlerReply<operations["getUser"]>> {
  if (caller.scheme === "consentToken" && !isOwn(path.id, user, query, caller)) return foreignUser();
  if (user === undefined) return noRecord(path.id);
  return chain(stateOf(user, query.regulation, context), showState, user);
}

const showState = (state: UserState, user: User) => ({ status: 200, body: toConsentUser(user, state) }) as const;

async function listEveryone(
  organizationId: string,
  regulations: readonly string[],
  start: Start,
  context: DidomiContext,
): Promise<Schemas["ConsentUser"][]> {
  const found: Schemas["ConsentUser"][] = [];
  for (const regulation of regulations) {
    const equals = [organizationId, regulation];
    // A user may be known since the same moment under several regulations: this begins just before all of them.
    const after = start && encodeKey([...equals, ...start.slice(0, 2)]);
    const { rows } = await context.states.list("byRegulation", equals, { after, limit: ROWS_TO_READ });
    for (const state of rows) {
      const user = await findUserById(organizationId, state.user_id, context);
      if (user === undefined) throw new Error(`the state of user ${state.user_id} has outlived its user`);
      found.push(toConsentUser(user, state));
    }
  }
  return found;
}

async function listOne(
  user: User | undefined,
  regulations: readonly string[],
  { states }: DidomiContext,
): Promise<Schemas["ConsentUser"][]> {
  if (user === undefined) return [];
  const { organization_id, id } = user;
  const found: Schemas["ConsentUser"][] = [];
  for (const regulation of regulations) {
    const state = await states.get(stateKey({ organization_id, user_id: id, regulation }));
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
): Awaitable<User | undefined> =>
  isByOrganizationUserId(query)
    ? findUserByOrganizationUserId(organizationId, id, context)
    : findUserById(organizationId, id, context);

/** A consent token names its own user by the organization's id even before there is a record. */
const isOwn = (
  id: string,
  user: User | undefined,
  query: PathQuery,
  { organizationUserId }: { readonly organizationUserId: string },
): boolean =>
  isByOrganizationUserId(query) ? id === organizationUserId : user?.organization_user_id === organizationUserId;

const isTaken = async (
  organizationUserId: string | undefined,
  organizationId: string,
  context: DidomiContext,
): Promise<boolean> =>
  organizationUserId !== undefined &&
  (await findUserByOrganizationUserId(organizationId, organizationUserId, context)) !== undefined;

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
async function eraseUser(user: User, { users, states, events, directChanges }: DidomiContext): Promise<void> {
  const { organization_id, id } = user;
  const of = [organization_id, id];
  for (const { regulation } of (await states.list("byUser", of)).rows)
    await states.delete(stateKey({ organization_id, user_id: id, regulation }));
  for (const event of (await events.list("byUser", of)).rows)
    await events.delete(encodeKey([organization_id, event.id]));
  for (const { sequence } of (await directChanges.list("byUser", of)).rows)
    await directChanges.delete(encodeKey([organization_id, sequence]));
  await users.delete(encodeKey(of));
}
