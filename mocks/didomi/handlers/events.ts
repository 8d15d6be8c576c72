import { encodeKey } from "#engine/collections.ts";
import type { Handlers } from "#engine/handlers.ts";
import type { components, operations } from "#generated/didomi/types.ts";
import { findUnknownChoice } from "../catalogue.ts";
import type { DidomiCaller } from "../credentials.ts";
import { findEvent, recordEvent, toConsentEvent } from "../events.ts";
import { toEventConsents } from "../merge.ts";
import { DEFAULT_REGULATION, EVENTS_SORT } from "../options.ts";
import { namedOr, ROWS_TO_READ, readCursor, type Start, toPage } from "../pages.ts";
import { pick } from "../pick.ts";
import { badRequest, foreignUser, noRecord } from "../problems.ts";
import { readFiles, storeProofs } from "../proofs.ts";
import type { DidomiContext, StoredEvent, state, User } from "../state.ts";
import { recompute, type StatePlace, stateKey } from "../steps.ts";
import { toTimestamp } from "../times.ts";
import { selectUser } from "../users.ts";

type Schemas = components["schemas"];

/** The history of choices. Everything but a new event is asked for one user at a time. */
export const eventHandlers: Pick<
  Handlers<operations, typeof state, DidomiCaller>,
  "listEvents" | "createEvent" | "deleteEvents" | "getEvent" | "updateEvent" | "deleteEvent"
> = {
  async listEvents({ query, caller }, context) {
    const selected = await selectOneUser(query, caller, context);
    if ("status" in selected) return selected;
    const { user } = selected;
    const lanes = lanesOf(query);
    const list = ["events", caller.organizationId, user?.id ?? null, lanes];
    const start = await readCursor(query.$cursor, list, context.secret);
    if (start === null) return badRequest("'$cursor' was not handed out by this list");
    const events = user === undefined ? [] : await eventsOf(user, lanes, start, context);
    const rankOf = (event: Schemas["ConsentEvent"]) => [event[EVENTS_SORT], event.id];
    return { status: 200, body: await toPage(events, { list, start, rankOf, secret: context.secret }) };
  },

  createEvent: ({ body, query, caller }, context) =>
    recordEvent(body, caller, context, { generateTcfcs: query.$generate_tcfcs === "true" }),

  async deleteEvents({ query, caller }, context) {
    const selected = await selectOneUser(query, caller, context);
    if ("status" in selected) return selected;
    // Keys with a dollar are the framework's own operators, never paths into an event.
    const filter = Object.entries(query.filter).filter(([path]) => !path.startsWith("$"));
    if (filter.length === 0) return badRequest("at least one filter is required, for example metadata.booking_id=123");
    const { user } = selected;
    if (user === undefined) return { status: 204 };
    const { rows } = await context.events.list("byUser", [user.organization_id, user.id]);
    const matching = rows.filter((event) => {
      const shown = toConsentEvent(event, user);
      return filter.every(([path, value]) => textAt(shown, path) === value);
    });
    await removeEvents(matching, context);
    return { status: 204 };
  },

  async getEvent({ path: { id }, query, caller }, context) {
    const selected = await selectOneUser(query, caller, context);
    if ("status" in selected) return selected;
    const found = await findEventOf(selected.user, id, context);
    return found === undefined ? noRecord(id) : { status: 200, body: toConsentEvent(found.event, found.user) };
  },

  async updateEvent({ path: { id }, query, body, caller }, context) {
    const selected = await selectOneUser(query, caller, context);
    if ("status" in selected) return selected;
    const unknown = await findUnknownChoice(body.consents, caller.organizationId, context);
    if (unknown !== undefined) return badRequest(unknown);
    const files = readFiles(body.proofs);
    if (files === undefined) return badRequest("'proofs' holds a file that cannot be decoded");
    const found = await findEventOf(selected.user, id, context);
    if (found === undefined) return noRecord(id);
    const { event, user } = found;
    const changed: StoredEvent = {
      ...event,
      ...pick(body, ["status"]),
      ...(body.consents && { consents: toEventConsents(body.consents) }),
      ...(body.delegate && { delegate: pick(body.delegate, ["id", "name", "metadata"]) }),
      proofs_id: await storeProofs(files, body.proofs_id ?? event.proofs_id, event.organization_id, context),
      updated_at: toTimestamp(context.now),
    };
    await context.events.put(changed);
    // An event that never counted has left no trace in its user.
    if (event.status === "confirmed" || changed.status === "confirmed") await recompute(event, context);
    return { status: 200, body: toConsentEvent(changed, user) };
  },

  async deleteEvent({ path: { id }, query, caller }, context) {
    const selected = await selectOneUser(query, caller, context);
    if ("status" in selected) return selected;
    const found = await findEventOf(selected.user, id, context);
    if (found === undefined) return noRecord(id);
    await removeEvents([found.event], context);
    return { status: 204 };
  },
};

type UserQuery = { readonly organization_user_id?: string; readonly user_id?: string };

/** The one user a request is about, who need not exist; or the refusal of one that names nobody, or somebody else. */
async function selectOneUser(
  { organization_user_id, user_id }: UserQuery,
  caller: DidomiCaller,
  context: DidomiContext,
) {
  const named = {
    ...(organization_user_id !== undefined && { organization_user_id }),
    ...(user_id !== undefined && { user_id }),
  };
  const selection = await selectUser(named, caller, context);
  if (selection.kind === "foreign") return foreignUser();
  if (selection.kind === "everyone") return badRequest("'user_id' or 'organization_user_id' is required");
  return { user: selection.user };
}

/** @returns `undefined` also when the event is somebody else's */
async function findEventOf(
  user: User | undefined,
  id: string,
  context: DidomiContext,
): Promise<{ event: StoredEvent; user: User } | undefined> {
  if (user === undefined) return undefined;
  const event = await findEvent(user.organization_id, id, context);
  return event?.user_id === user.id ? { event, user } : undefined;
}

/** Each pair of a status and a regulation is a list of its own, sorted already. */
type Lane = readonly [status: string, regulation: string];

function lanesOf(query: {
  readonly status?: string;
  readonly "status[$in]"?: readonly string[];
  readonly regulation?: string;
  readonly "regulation[$in]"?: readonly string[];
}): Lane[] {
  const statuses = namedOr("confirmed", query.status, query["status[$in]"]);
  const regulations = namedOr(DEFAULT_REGULATION, query.regulation, query["regulation[$in]"]);
  return statuses.flatMap((status) => regulations.map((regulation): Lane => [status, regulation]));
}

async function eventsOf(
  user: User,
  lanes: readonly Lane[],
  start: Start,
  { events }: DidomiContext,
): Promise<Schemas["ConsentEvent"][]> {
  const found: Schemas["ConsentEvent"][] = [];
  for (const lane of lanes) {
    const equals = [user.organization_id, user.id, ...lane];
    const after = start && encodeKey([...equals, ...start]);
    const { rows } = await events.list("byUser", equals, { after, limit: ROWS_TO_READ });
    found.push(...rows.map((event) => toConsentEvent(event, user)));
  }
  return found;
}

/** What stands at a dotted path, as a query would write it; nothing where there is no single value. */
function textAt(value: unknown, path: string): string | undefined {
  let found = value;
  for (const name of path.split(".")) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.getOwnPropertyDescriptor(found, name)?.value;
  }
  return found === undefined || (typeof found === "object" && found !== null) ? undefined : String(found);
}

/** Removes events of one user, who then stands there as if they had never been. */
async function removeEvents(removed: readonly StoredEvent[], context: DidomiContext): Promise<void> {
  const touched = new Map<string, StatePlace>();
  for (const event of removed) {
    await context.events.delete(encodeKey([event.organization_id, event.id]));
    if (event.status === "confirmed") touched.set(stateKey(event), event);
  }
  for (const place of touched.values()) await recompute(place, context);
}
