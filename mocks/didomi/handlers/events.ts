import { encodeKey } from "#engine/contract/collection.ts";
import type { Handlers } from "#engine/contract/handlers.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Security } from "#generated/didomi/security.ts";
import type { components, operations } from "#generated/didomi/types.ts";
import { DEFAULT_REGULATION, EVENTS_SORT } from "../assumptions.ts";
import { refuseUnknownChoice } from "../catalogue.ts";
import type { DidomiCaller, DidomiCallers } from "../credentials.ts";
import { findEvent, recordEvent, toConsentEvent } from "../events.ts";
import { toEventConsents } from "../merge.ts";
import { namedOr, ROWS_TO_READ, readCursor, type Start, toPage } from "../pagination.ts";
import { pick } from "../pick.ts";
import { type BadRequest, badRequest, type Forbidden, foreignUser, noRecord } from "../problems.ts";
import { readFiles, storeProofs } from "../proofs.ts";
import { reasons } from "../reasons.ts";
import type { DidomiContext, StoredEvent, state, User } from "../state.ts";
import { applyChangedEvent, applyRemovedEvents } from "../steps.ts";
import { toTimestamp } from "../times.ts";
import { selectUser } from "../users.ts";

type Schemas = components["schemas"];

/** The history of choices. Every call but the one that records an event is about one user. */
export const eventHandlers: Pick<
  Handlers<operations, typeof state, DidomiCallers, Security>,
  "listEvents" | "createEvent" | "deleteEvents" | "getEvent" | "updateEvent" | "deleteEvent"
> = {
  listEvents({ query, caller }, context) {
    const selected = selectOneUser(query, caller, context);
    if ("status" in selected) return selected;
    const { user } = selected;
    const lanes = lanesOf(query);
    const list = ["events", caller.organizationId, user?.id ?? null, lanes];
    const read = readCursor(query.$cursor, list, context);
    if ("reason" in read) return badRequest("'$cursor' was not handed out by this list", read.reason);
    const { start } = read;
    const events = user === undefined ? [] : eventsOf(user, lanes, start, context);
    const rankOf = (event: Schemas["ConsentEvent"]) => [event[EVENTS_SORT], event.id];
    return { status: 200, body: toPage(events, { list, start, rankOf, secret: context.secret }) };
  },

  createEvent: ({ body, query, caller }, context) =>
    recordEvent(body, caller, context, query.$generate_tcfcs === "true"),

  deleteEvents({ query, caller }, context) {
    const selected = selectOneUser(query, caller, context);
    if ("status" in selected) return selected;
    // Keys with a dollar are the framework's own operators, never paths into an event.
    const filter = Object.entries(query.filter).filter(([path]) => !path.startsWith("$"));
    if (filter.length === 0)
      return badRequest(
        "at least one filter is required, for example metadata.booking_id=123",
        reasons.filterMissing(),
      );
    const { user } = selected;
    if (user === undefined) return { status: 204 };
    const { rows } = context.events.list("byUser", [user.organization_id, user.id]);
    const matching = rows.filter((event) => {
      const shown = toConsentEvent(event, user);
      return filter.every(([path, value]) => textAt(shown, path) === value);
    });
    removeEvents(matching, context);
    return { status: 204 };
  },

  getEvent({ path: { id }, query, caller }, context) {
    const selected = selectOneUser(query, caller, context);
    if ("status" in selected) return selected;
    const found = findEventOf(selected, id, context);
    if ("reason" in found) return noRecord(id, found.reason);
    return { status: 200, body: toConsentEvent(found.event, found.user) };
  },

  updateEvent({ path: { id }, query, body, caller }, context) {
    const selected = selectOneUser(query, caller, context);
    if ("status" in selected) return selected;
    const unknownChoice = refuseUnknownChoice(body.consents, caller.organizationId, context);
    if (unknownChoice !== undefined) return unknownChoice;
    const read = readFiles(body.proofs);
    if ("reason" in read) return badRequest("'proofs' holds a file that cannot be decoded", read.reason);
    const found = findEventOf(selected, id, context);
    if ("reason" in found) return noRecord(id, found.reason);
    const { event, user } = found;
    const changed: StoredEvent = {
      ...event,
      ...pick(body, ["status"]),
      ...(body.consents && { consents: toEventConsents(body.consents) }),
      ...(body.delegate && { delegate: pick(body.delegate, ["id", "name", "metadata"]) }),
      proofs_id: storeProofs(read.files, body.proofs_id ?? event.proofs_id, event.organization_id, context),
      updated_at: toTimestamp(context.now),
    };
    context.events.put(changed);
    applyChangedEvent(event, changed, context);
    return { status: 200, body: toConsentEvent(changed, user) };
  },

  deleteEvent({ path: { id }, query, caller }, context) {
    const selected = selectOneUser(query, caller, context);
    if ("status" in selected) return selected;
    const found = findEventOf(selected, id, context);
    if ("reason" in found) return noRecord(id, found.reason);
    removeEvents([found.event], context);
    return { status: 204 };
  },
};

/** The one user of a request, or why it has none. */
type Selected =
  | { readonly user: User; readonly reason?: undefined }
  | { readonly user?: undefined; readonly reason: Reason };

/** Finds the one user of a request; refuses a request that names no user, or a user other than the token's. */
function selectOneUser(
  query: { readonly organization_user_id?: string; readonly user_id?: string },
  caller: DidomiCaller,
  context: DidomiContext,
): Selected | BadRequest | Forbidden {
  const selection = selectUser(query, caller, context);
  switch (selection.kind) {
    case "everyone":
      return badRequest("'user_id' or 'organization_user_id' is required", reasons.userMissing());
    case "foreign":
      return foreignUser(selection.reason);
    case "none":
      return { reason: selection.reason };
    case "one":
      return { user: selection.user };
  }
}

/** @returns the event with its user, or why there is none: for example, as the event is another user's */
function findEventOf(
  { user, reason }: Selected,
  id: string,
  context: DidomiContext,
): { readonly event: StoredEvent; readonly user: User } | { readonly reason: Reason } {
  if (user === undefined) return { reason };
  const event = findEvent(user.organization_id, id, context);
  if (event === undefined) return { reason: reasons.unknownEvent({ organization: user.organization_id, id }) };
  if (event.user_id !== user.id) return { reason: reasons.eventOfOtherUser({ id, user: user.id }) };
  return { event, user };
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

function eventsOf(
  user: User,
  lanes: readonly Lane[],
  start: Start,
  { events }: DidomiContext,
): Schemas["ConsentEvent"][] {
  const found: Schemas["ConsentEvent"][] = [];
  for (const lane of lanes) {
    const equals = [user.organization_id, user.id, ...lane];
    const after = start && afterRank(equals, user.organization_id, start);
    const { rows } = events.list("byUser", equals, { after, limit: ROWS_TO_READ });
    for (const event of rows) found.push(toConsentEvent(event, user));
  }
  return found;
}

/** In its index a rank's time is followed by the event's key, which begins with the organization. */
const afterRank = (equals: readonly string[], organizationId: string, [time = "", id = ""]: readonly string[]) =>
  encodeKey([...equals, time, organizationId, id]);

/** The value at a dotted path as a query would write it; `undefined` where there is not a single value. */
function textAt(value: unknown, path: string): string | undefined {
  let found = value;
  for (const name of path.split(".")) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.getOwnPropertyDescriptor(found, name)?.value;
  }
  return found === undefined || (typeof found === "object" && found !== null) ? undefined : String(found);
}

/** Deletes events of one user and recomputes the user's choices without them. */
function removeEvents(removed: readonly StoredEvent[], context: DidomiContext): void {
  for (const { organization_id, id } of removed) context.events.delete(encodeKey([organization_id, id]));
  applyRemovedEvents(removed, context);
}
