import type { components } from "#generated/didit/types.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { DiditContext, VendorUser } from "./state.ts";
import { destinationsOf } from "./workflow-webhooks.ts";

type Schemas = components["schemas"];
type Shown = Schemas["VendorUser"];

/** The members whose changes are told. */
const TOLD = [
  ...(["display_name", "full_name", "date_of_birth", "metadata", "issuing_states", "approved_emails"] as const),
  ...(["approved_phones", "features", "session_count", "approved_count", "declined_count"] as const),
  ...(["in_review_count", "first_session_at", "last_session_at"] as const),
] satisfies readonly (keyof Shown)[];

/** Which members differ, and how. */
function changesOf(before: Shown, after: Shown): Readonly<Record<string, object>> {
  const changed = TOLD.filter((name) => canonicalJson(before[name]) !== canonicalJson(after[name]));
  return Object.fromEntries(changed.map((name) => [name, { previous: before[name], current: after[name] }]));
}

/** Puts webhooks about a user for the destinations that name such events into the outbox. */
export function announceUser(
  { id, clientId, vendorData }: VendorUser,
  before: Shown,
  after: Shown,
  environment: Schemas["Environment"],
  context: DiditContext,
): void {
  const application = context.applications.get(clientId);
  if (application === undefined) return;
  const common = {
    application_id: application.id,
    environment,
    vendor_data: vendorData,
    didit_internal_id: id,
    status: after.status,
  };
  if (before.status !== after.status)
    tell("user.status.updated", { ...common, previous_status: before.status }, clientId, context);
  const changes = changesOf(before, after);
  const names = Object.keys(changes);
  if (names.length > 0) tell("user.data.updated", { ...common, changed_fields: names, changes }, clientId, context);
}

type EventType = Schemas["SubscribedEvents"][number];

interface Told extends Readonly<Record<string, unknown>> {
  readonly didit_internal_id: string;
}

function tell(type: EventType, body: Told, clientId: string, context: DiditContext): void {
  const receivers = destinationsOf(clientId, context).filter(
    ({ isEnabled, events }) => isEnabled && events.includes(type),
  );
  if (receivers.length === 0) return;
  // One event for all receivers.
  const eventId = context.ids.uuid();
  for (const { id, url, webhookSecret } of receivers)
    context.emit({
      type,
      url,
      key: `user ${body.didit_internal_id} ${id}`,
      secret: webhookSecret,
      id: eventId,
      receiver: { collection: "destinations", key: id },
      body: { ...body, event_id: eventId, webhook_type: type },
    });
}
