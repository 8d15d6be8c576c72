import { encodeKey } from "#engine/collections.ts";
import type { components } from "#generated/didomi/types.ts";
import { findUnknownChoice } from "./catalogue.ts";
import { awaitsApproval, type DidomiCaller } from "./credentials.ts";
import { toEventConsents } from "./merge.ts";
import { CREATED_STATUS, DEFAULT_REGULATION, GENERATED_TCFCS } from "./options.ts";
import { pick } from "./pick.ts";
import { badRequest, conflict, foreignUser } from "./problems.ts";
import { readFiles, storeProofs } from "./proofs.ts";
import type { DidomiContext, StoredEvent, User, UserDetails } from "./state.ts";
import { applyEvent, nextSequence } from "./steps.ts";
import { readTimestamp, toTimestamp } from "./times.ts";
import { findUserById, identifyUser } from "./users.ts";

type Schemas = components["schemas"];

/** An event as the provider shows it. Who the user is today is said today's way, also by old events. */
export const toConsentEvent = (event: StoredEvent, user: User): Schemas["ConsentEvent"] => ({
  id: event.id,
  organization_id: event.organization_id,
  created_at: event.created_at,
  updated_at: event.updated_at,
  status: event.status,
  regulation: event.regulation,
  metadata: event.metadata,
  user: {
    id: user.id,
    organization_user_id: user.organization_user_id,
    metadata: event.user.metadata,
    country: event.user.country ?? null,
    last_seen_country: event.user.last_seen_country ?? null,
  },
  consents: event.consents,
  proofs_id: [...event.proofs_id],
  ...(event.delegate && { delegate: event.delegate }),
});

export const findEvent = async (
  organizationId: string,
  id: string,
  { events }: DidomiContext,
): Promise<StoredEvent | undefined> => events.get(encodeKey([organizationId, id]));

/** Stores a new event and, if it is confirmed, lets it count. Its user is found or made on the way. */
export async function recordEvent(
  input: Schemas["ConsentEventInput"],
  caller: DidomiCaller,
  context: DidomiContext,
  { generateTcfcs = false } = {},
) {
  const { organizationId } = caller;
  const user = await identifyUser(input.user, caller, context);
  if (user === "foreign") return foreignUser();
  const unknown = await findUnknownChoice(input.consents, organizationId, context);
  if (unknown !== undefined) return badRequest(unknown);
  const now = toTimestamp(context.now);
  const created_at = input.created_at === undefined ? now : readTimestamp(input.created_at);
  if (created_at === undefined) return badRequest("'created_at' is no day of the calendar");
  const files = readFiles(input.proofs);
  if (files === undefined) return badRequest("'proofs' holds a file that cannot be decoded");
  if (user === "taken") return conflict(`'${input.user?.id}' belongs to another 'organization_user_id'`);
  if (input.id !== undefined && (await findEvent(organizationId, input.id, context)) !== undefined)
    return conflict(`'${input.id}' already exists`);

  const consents = toEventConsents(input.consents);
  const event: StoredEvent = {
    organization_id: organizationId,
    id: input.id ?? (await context.ids.uuid()),
    user_id: user.id,
    regulation: input.regulation ?? DEFAULT_REGULATION,
    created_at,
    updated_at: created_at,
    sequence: await nextSequence(context),
    consents: generateTcfcs ? { ...consents, tcfcs: GENERATED_TCFCS } : consents,
    proofs_id: await storeProofs(files, input.proofs_id ?? [], organizationId, context),
    ...sayWho(input, caller),
  };
  // Most events are of users who are known and stay who they are: nothing to write then.
  if ((await findUserById(organizationId, user.id, context)) !== user) await context.users.put(user);
  await context.events.put(event);
  await applyEvent(event, context);
  return { status: CREATED_STATUS, body: toConsentEvent(event, user) } as const;
}

/** The members of an event on which the token that made it has a say. */
function sayWho(
  input: Schemas["ConsentEventInput"],
  caller: DidomiCaller,
): Pick<StoredEvent, "status" | "metadata" | "user" | "delegate"> {
  const status = input.status ?? "confirmed";
  const { metadata = {} } = input;
  const user = toUserDetails(input.user);
  if (caller.scheme === "organizationToken")
    return {
      status,
      metadata,
      user,
      ...(input.delegate && { delegate: pick(input.delegate, ["id", "name", "metadata"]) }),
    };
  const { event, delegate } = caller.token;
  return {
    status: awaitsApproval(caller) ? "pending_approval" : status,
    metadata: { ...metadata, ...event?.metadata },
    user: { ...user, metadata: { ...user.metadata, ...event?.user?.metadata } },
    ...(delegate && { delegate }),
  };
}

/** The user was last seen where the event says, else in the user's own country. */
function toUserDetails(sent: Schemas["EventUserInput"] | undefined): UserDetails {
  const last_seen_country = sent?.last_seen_country ?? sent?.country;
  return {
    metadata: sent?.metadata ?? {},
    ...(sent?.country !== undefined && { country: sent.country }),
    ...(typeof last_seen_country === "string" && { last_seen_country }),
  };
}
