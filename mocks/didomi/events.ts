import { encodeKey } from "#engine/contract/collection.ts";
import type { components } from "#generated/didomi/types.ts";
import { CREATED_STATUS, DEFAULT_REGULATION, GENERATED_TCFCS } from "./assumptions.ts";
import { refuseUnknownChoice } from "./catalogue.ts";
import { awaitsApproval, type DidomiCaller } from "./credentials.ts";
import { toEventConsents } from "./merge.ts";
import { pick } from "./pick.ts";
import { badRequest, conflict, foreignUser } from "./problems.ts";
import { readFiles, storeProofs } from "./proofs.ts";
import { reasons } from "./reasons.ts";
import type { DidomiContext, StoredEvent, User, UserDetails } from "./state.ts";
import { applyEvent, nextSequence } from "./steps.ts";
import { readTimestamp, toTimestamp } from "./times.ts";
import { identifyUser } from "./users.ts";

type Schemas = components["schemas"];

/** An event in a reply. Old events, too, show the user's current ids. */
export function toConsentEvent(event: StoredEvent, user: User): Schemas["ConsentEvent"] {
  const shown: Schemas["ConsentEvent"] = {
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
    },
    consents: event.consents,
    proofs_id: event.proofs_id,
  };
  const { country, last_seen_country } = event.user;
  if (typeof country === "string") shown.user.country = country;
  if (typeof last_seen_country === "string") shown.user.last_seen_country = last_seen_country;
  if (event.delegate !== undefined) shown.delegate = event.delegate;
  return shown;
}

export const findEvent = (organizationId: string, id: string, { events }: DidomiContext): StoredEvent | undefined =>
  events.get(encodeKey([organizationId, id]));

/** Stores a new event and, if it is confirmed, applies it. Finds or creates its user. */
export function recordEvent(
  input: Schemas["ConsentEventInput"],
  caller: DidomiCaller,
  context: DidomiContext,
  generateTcfcs = false,
) {
  const { organizationId } = caller;
  const identified = identifyUser(input.user, caller, context);
  if (identified.kind === "foreign") return foreignUser(identified.reason);
  const unknownChoice = refuseUnknownChoice(input.consents, organizationId, context);
  if (unknownChoice !== undefined) return unknownChoice;
  const created_at = input.created_at === undefined ? toTimestamp(context.now) : readTimestamp(input.created_at);
  if (created_at === undefined)
    return badRequest("'created_at' is no day of the calendar", reasons.unknownDay({ sent: input.created_at ?? "" }));
  const read = readFiles(input.proofs);
  if ("reason" in read) return badRequest("'proofs' holds a file that cannot be decoded", read.reason);
  if (identified.kind === "taken")
    return conflict(`'${input.user?.id}' belongs to another 'organization_user_id'`, identified.reason);
  if (input.id !== undefined && findEvent(organizationId, input.id, context) !== undefined)
    return conflict(
      `'${input.id}' already exists`,
      reasons.eventIdTaken({ organization: organizationId, id: input.id }),
    );

  const { user, isStored } = identified;
  const consents = toEventConsents(input.consents);
  if (generateTcfcs) consents.tcfcs = GENERATED_TCFCS;
  const delegate = delegateOf(input, caller);
  const event: StoredEvent = {
    organization_id: organizationId,
    id: input.id ?? context.ids.uuid(),
    user_id: user.id,
    regulation: input.regulation ?? DEFAULT_REGULATION,
    created_at,
    updated_at: created_at,
    sequence: nextSequence(context),
    consents,
    proofs_id: storeProofs(read.files, input.proofs_id ?? [], organizationId, context),
    status: statusOf(input, caller),
    metadata: metadataOf(input, caller),
    user: userDetailsOf(input, caller),
    ...(delegate && { delegate }),
  };
  if (!isStored) context.users.put(user);
  context.events.put(event);
  applyEvent(event, context);
  return { status: CREATED_STATUS, body: toConsentEvent(event, user) } as const;
}

type Input = Schemas["ConsentEventInput"];

/** With a token that requires a validation, choices are pending even if the request says otherwise. */
const statusOf = ({ status = "confirmed" }: Input, caller: DidomiCaller): StoredEvent["status"] =>
  caller.scheme === "consentToken" && awaitsApproval(caller) ? "pending_approval" : status;

/** The token's metadata wins over the body's. */
function metadataOf({ metadata = {} }: Input, caller: DidomiCaller): Schemas["Metadata"] {
  const more = caller.scheme === "consentToken" ? caller.token.event?.metadata : undefined;
  return more === undefined ? metadata : { ...metadata, ...more };
}

/** A consent token's delegate replaces the body's. */
function delegateOf({ delegate }: Input, caller: DidomiCaller): Schemas["Delegate"] | undefined {
  if (caller.scheme === "consentToken") return caller.token.delegate;
  return delegate && pick(delegate, ["id", "name", "metadata"]);
}

/** The event's data about its user, as sent. The token's metadata wins over the body's. */
function userDetailsOf({ user: sent }: Input, caller: DidomiCaller): UserDetails {
  const more = caller.scheme === "consentToken" ? caller.token.event?.user?.metadata : undefined;
  const metadata = sent?.metadata ?? {};
  return {
    metadata: more === undefined ? metadata : { ...metadata, ...more },
    ...(sent?.country !== undefined && { country: sent.country }),
    ...(typeof sent?.last_seen_country === "string" && { last_seen_country: sent.last_seen_country }),
  };
}
