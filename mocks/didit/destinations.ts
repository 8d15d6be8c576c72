import { sha256 } from "#engine/basics/signatures.ts";
import type { DeliveryAttempt, OutboxEntry } from "#engine/contract/webhook.ts";
import type { components } from "#generated/didit/types.ts";
import { FORMER_SECRET_TTL_S } from "./assumptions.ts";
import type { Application, Destination, DiditContext, FormerSecret } from "./state.ts";
import { toMillisecondTime, toSecondTime } from "./times.ts";

type Schemas = components["schemas"];

type Signing = Pick<Application, "webhookSecret" | "formerSecret">;

/** A new secret; the former one signs beside it for a day. */
export function rotate({ webhookSecret }: Signing, { ids, now }: DiditContext): Required<Signing> {
  const formerSecret: FormerSecret = { secret: webhookSecret, expiresAtMs: now + FORMER_SECRET_TTL_S * 1000 };
  return { webhookSecret: ids.hex(64), formerSecret };
}

const expiryOf = ({ formerSecret }: Signing, { now }: DiditContext): string | null =>
  formerSecret === undefined || now >= formerSecret.expiresAtMs ? null : toMillisecondTime(formerSecret.expiresAtMs);

export const toSettings = (application: Application, context: DiditContext): Schemas["WebhookSettings"] => ({
  webhook_url: application.webhookUrl ?? null,
  webhook_version: application.webhookVersion,
  secret_shared_key: application.webhookSecret,
  previous_secret_expires_at: expiryOf(application, context),
});

export function addDestination(
  { clientId, webhookFormat }: Application,
  given: Schemas["NewWebhookDestination"],
  context: DiditContext,
): Destination {
  const { url, label = "", enabled = true, webhook_version: webhookVersion = "v3", subscribed_events = [] } = given;
  const destination: Destination = {
    id: context.ids.uuid(),
    clientId,
    number: context.counters.next(`destinations of ${clientId}`),
    label,
    url,
    isEnabled: enabled,
    webhookVersion,
    events: subscribed_events,
    webhookSecret: context.ids.hex(64),
    webhookFormat,
  };
  context.destinations.put(destination);
  return destination;
}

export const toDestination = (destination: Destination, context: DiditContext): Schemas["WebhookDestination"] => ({
  uuid: destination.id,
  label: destination.label,
  url: destination.url,
  enabled: destination.isEnabled,
  webhook_version: destination.webhookVersion,
  subscribed_events: [...destination.events],
  secret_shared_key: destination.webhookSecret,
  secret_last4: destination.webhookSecret.slice(-4),
  previous_secret_expires_at: expiryOf(destination, context),
});

/** The attempts of an event; one that was not tried yet counts as one. */
function deliveriesOf(entry: OutboxEntry, destination: Destination): Schemas["WebhookDeliveryDetail"][] {
  const { attempts, state, event, atMs } = entry;
  const { session_id = "", webhook_type = event.type } = event.body as Readonly<Record<string, string>>;
  const made: readonly (DeliveryAttempt | undefined)[] = attempts.length === 0 ? [undefined] : attempts;
  return made.map((attempt, at) => ({
    uuid: deliveryIdOf(destination, event.id ?? "", at),
    session_id,
    request_url: event.url,
    response_status: attempt?.status ?? null,
    response_time_ms: 0,
    status: attempt === undefined ? "pending" : isLast(at, made) && state === "delivered" ? "delivered" : "failed",
    webhook_type,
    created_at: toSecondTime(attempt?.atMs ?? atMs),
    request_header: { ...attempt?.headers },
    request_body: attempt?.body ?? "",
  }));
}

const isLast = (at: number, { length }: readonly unknown[]): boolean => at === length - 1;

/** @param attempt counted from 0 */
export const deliveryIdOf = ({ id }: Destination, eventId: string, attempt: number): string =>
  toUuid(`${id} ${eventId} ${attempt}`);

function toUuid(text: string): string {
  const hex = sha256(text);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** The deliveries to a destination, newest first. */
export const findDeliveries = (destination: Destination, context: DiditContext): Schemas["WebhookDeliveryDetail"][] =>
  context
    .outboxEntries()
    .filter(({ event }) => event.receiver?.collection === "destinations" && event.receiver.key === destination.id)
    .flatMap((entry) => deliveriesOf(entry, destination))
    .reverse();
