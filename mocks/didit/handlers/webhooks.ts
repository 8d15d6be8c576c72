import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import type { ApiKeyCaller, DiditCallers } from "../credentials.ts";
import { addDestination, findDeliveries, rotate, toDestination, toSettings } from "../destinations.ts";
import { destinationNotFound, invalidFields } from "../problems.ts";
import { reasons } from "../reasons.ts";
import type { Application, Destination, DiditContext, state } from "../state.ts";
import { destinationsOf } from "../workflow-webhooks.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

export const getWebhookSettings: For<"getWebhookSettings"> = ({ caller: { application } }, context) => ({
  status: 200,
  body: toSettings(application, context),
});

export const updateWebhookSettings: For<"updateWebhookSettings"> = ({ body, caller: { application } }, context) => {
  const { webhook_url: url, webhook_version: version, rotate_secret_key: isRotated = false } = body;
  const { webhookUrl, ...kept } = application;
  const nextUrl = url === undefined ? webhookUrl : (url ?? undefined);
  const after: Application = {
    ...kept,
    ...(nextUrl !== undefined && { webhookUrl: nextUrl }),
    ...(version !== undefined && { webhookVersion: version }),
    ...(isRotated && rotate(application, context)),
  };
  context.applications.put(after);
  return { status: 200, body: toSettings(after, context) };
};

export const listWebhookDestinations: For<"listWebhookDestinations"> = ({ caller }, context) => ({
  status: 200,
  body: destinationsOf(caller.application.clientId, context).map((each) => toDestination(each, context)),
});

/** A URL is taken once for each application. */
function refuseUrl(url: string | undefined, { application }: ApiKeyCaller, context: DiditContext, own?: Destination) {
  const { clientId } = application;
  const other = url === undefined ? undefined : context.destinations.first("byUrl", [clientId, url]);
  if (other === undefined || other.id === own?.id) return undefined;
  return invalidFields({ url: ["This URL has a destination already."] }, reasons.destinationTwice({ id: other.id }));
}

export const createWebhookDestination: For<"createWebhookDestination"> = ({ body, caller }, context) => {
  const refusal = refuseUrl(body.url, caller, context);
  if (refusal !== undefined) return refusal;
  return { status: 201, body: toDestination(addDestination(caller.application, body, context), context) };
};

function find(id: string, { application: { clientId } }: ApiKeyCaller, { destinations }: DiditContext) {
  const found = destinations.get(id);
  return found?.clientId === clientId ? found : undefined;
}

const unknown = (id: string, { world }: DiditContext) => destinationNotFound(reasons.unknownDestination({ id, world }));

export const getWebhookDestination: For<"getWebhookDestination"> = ({ path: { uuid }, caller }, context) => {
  const found = find(uuid, caller, context);
  return found === undefined ? unknown(uuid, context) : { status: 200, body: toDestination(found, context) };
};

export const updateWebhookDestination: For<"updateWebhookDestination"> = ({ path, body, caller }, context) => {
  const before = find(path.uuid, caller, context);
  if (before === undefined) return unknown(path.uuid, context);
  const refusal = refuseUrl(body.url, caller, context, before);
  if (refusal !== undefined) return refusal;
  const { label, url, enabled, webhook_version: version, subscribed_events: events } = body;
  const after: Destination = {
    ...before,
    ...(label !== undefined && { label }),
    ...(url !== undefined && { url }),
    ...(enabled !== undefined && { isEnabled: enabled }),
    ...(version !== undefined && { webhookVersion: version }),
    ...(events !== undefined && { events }),
    ...(body.rotate_secret_key === true && rotate(before, context)),
  };
  context.destinations.put(after);
  return { status: 200, body: toDestination(after, context) };
};

export const deleteWebhookDestination: For<"deleteWebhookDestination"> = ({ path: { uuid }, caller }, context) => {
  if (find(uuid, caller, context) === undefined) return unknown(uuid, context);
  context.destinations.delete(uuid);
  return { status: 204 };
};

export const listWebhookDeliveries: For<"listWebhookDeliveries"> = ({ path: { uuid }, caller }, context) => {
  const found = find(uuid, caller, context);
  if (found === undefined) return unknown(uuid, context);
  const body = findDeliveries(found, context).map(({ request_header: _header, request_body: _body, ...each }) => each);
  return { status: 200, body };
};

export const getWebhookDelivery: For<"getWebhookDelivery"> = ({ path, caller }, context) => {
  const { uuid, delivery_uuid: id } = path;
  const found = find(uuid, caller, context);
  if (found === undefined) return unknown(uuid, context);
  const delivery = findDeliveries(found, context).find((each) => each.uuid === id);
  if (delivery === undefined) return destinationNotFound(reasons.unknownDelivery({ id, destination: uuid }));
  return { status: 200, body: delivery };
};
