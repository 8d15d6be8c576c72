import type { FromState, Interaction, State } from "../agreement/contract.ts";
import type { Api } from "./api.ts";
import { type Asker, toRefusals } from "./workflow-interactions.ts";

const DESTINATION = "44444444-5555-4666-8777-888888888888";
const DELIVERY = "55555555-6666-4777-8888-999999999999";
const URL_OF_SHOP = "http://127.0.0.1:9/hooks/shop";

const URL_OF_EXAMPLE = "http://127.0.0.1:9/hooks";

const at = (uuid: string) => ({ path: { uuid } });
const aDestination: State = [
  "a webhook destination",
  { url: URL_OF_SHOP, label: "Shop", webhook_version: "v2", subscribed_events: ["status.updated", "data.updated"] },
];
const uuidOf = (from: FromState): string => from("uuid", DESTINATION);
const about = { isAboutSession: true, exists: aDestination, idName: "uuid" } as const;

const askers: readonly Asker[] = [
  {
    operationId: "getWebhookSettings",
    isAboutSession: false,
    hasBody: false,
    ask: (client, _id, more) => client.GET("/v3/webhook/", { ...more }),
  },
  {
    operationId: "updateWebhookSettings",
    isAboutSession: false,
    hasBody: true,
    ask: (client, _id, more) => client.PATCH("/v3/webhook/", { ...more, body: { webhook_version: "v2" } }),
  },
  {
    operationId: "listWebhookDestinations",
    isAboutSession: false,
    hasBody: false,
    ask: (client, _id, more) => client.GET("/v3/webhook/destinations/", { ...more }),
  },
  {
    operationId: "createWebhookDestination",
    isAboutSession: false,
    hasBody: true,
    ask: (client, _id, more) => client.POST("/v3/webhook/destinations/", { ...more, body: { url: URL_OF_SHOP } }),
  },
  {
    operationId: "getWebhookDestination",
    ...about,
    hasBody: false,
    ask: (client, id, more) => client.GET("/v3/webhook/destinations/{uuid}/", { ...more, params: at(id) }),
  },
  {
    operationId: "updateWebhookDestination",
    ...about,
    hasBody: true,
    ask: (client, id, more) =>
      client.PATCH("/v3/webhook/destinations/{uuid}/", { ...more, params: at(id), body: { enabled: false } }),
  },
  {
    operationId: "deleteWebhookDestination",
    ...about,
    hasBody: false,
    ask: (client, id, more) => client.DELETE("/v3/webhook/destinations/{uuid}/", { ...more, params: at(id) }),
  },
  {
    operationId: "listWebhookDeliveries",
    ...about,
    hasBody: false,
    ask: (client, id, more) => client.GET("/v3/webhook/destinations/{uuid}/deliveries/", { ...more, params: at(id) }),
  },
  {
    operationId: "getWebhookDelivery",
    ...about,
    hasBody: false,
    ask: (client, id, more) =>
      client.GET("/v3/webhook/destinations/{uuid}/deliveries/{delivery_uuid}/", {
        ...more,
        params: { path: { uuid: id, delivery_uuid: DELIVERY } },
      }),
  },
];

const wished = {
  label: "Shop",
  subscribed_events: ["status.updated" as const, "data.updated" as const],
  url: URL_OF_SHOP,
  webhook_version: "v2" as const,
};
const shows = { ...wished, enabled: true };

const successes: readonly Interaction<Api>[] = [
  {
    operationId: "getWebhookSettings",
    status: 200,
    when: "when there is a receiver",
    given: [["a webhook receiver", { url: URL_OF_SHOP, secret: "secret-of-the-shop" }]],
    differs: { webhook_url: URL_OF_SHOP, secret_shared_key: "secret-of-the-shop" },
    exactly: ["webhook_url", "webhook_version", "secret_shared_key", "previous_secret_expires_at"],
    call: ({ keyed }) => keyed.GET("/v3/webhook/"),
  },
  {
    operationId: "updateWebhookSettings",
    status: 200,
    when: "when URL and version are given",
    differs: { webhook_url: URL_OF_SHOP, webhook_version: "v1" },
    exactly: ["webhook_url", "webhook_version", "secret_shared_key", "previous_secret_expires_at"],
    call: ({ keyed }) => keyed.PATCH("/v3/webhook/", { body: { webhook_url: URL_OF_SHOP, webhook_version: "v1" } }),
  },
  {
    operationId: "updateWebhookSettings",
    status: 400,
    when: "when the URL is not one",
    example: "wrongUrl",
    exactly: ["webhook_url"],
    call: ({ keyed }) => keyed.PATCH("/v3/webhook/", { body: { webhook_url: "nowhere" } }),
  },
  {
    operationId: "listWebhookDestinations",
    status: 200,
    when: "when there is a destination",
    // A list is told as the specification's example has it.
    given: [["a webhook destination", { url: URL_OF_EXAMPLE, label: "Orders" }]],
    exactly: ["label", "url", "enabled", "webhook_version", "subscribed_events", "previous_secret_expires_at"].map(
      (name) => `0.${name}`,
    ),
    call: ({ keyed }) => keyed.GET("/v3/webhook/destinations/"),
  },
  {
    operationId: "createWebhookDestination",
    status: 201,
    when: "when label, URL, version and events are given",
    differs: shows,
    exactly: [...Object.keys(shows), "previous_secret_expires_at"],
    call: ({ keyed }) => keyed.POST("/v3/webhook/destinations/", { body: wished }),
  },
  {
    operationId: "createWebhookDestination",
    status: 400,
    when: "when no event is named",
    example: "emptyEvents",
    exactly: ["subscribed_events"],
    call: ({ keyed }) => keyed.POST("/v3/webhook/destinations/", { body: { subscribed_events: [], url: URL_OF_SHOP } }),
  },
  {
    operationId: "getWebhookDestination",
    status: 200,
    when: "when it exists",
    given: [aDestination],
    differs: shows,
    exactly: [...Object.keys(shows), "previous_secret_expires_at"],
    call: ({ keyed }, from) => keyed.GET("/v3/webhook/destinations/{uuid}/", { params: at(uuidOf(from)) }),
  },
  {
    operationId: "updateWebhookDestination",
    status: 200,
    when: "when it is turned off",
    given: [aDestination],
    differs: { ...shows, enabled: false, label: "Off" },
    exactly: [...Object.keys(shows), "previous_secret_expires_at"],
    call: ({ keyed }, from) =>
      keyed.PATCH("/v3/webhook/destinations/{uuid}/", {
        params: at(uuidOf(from)),
        body: { enabled: false, label: "Off" },
      }),
  },
  {
    operationId: "updateWebhookDestination",
    status: 400,
    when: "when no event is named",
    given: [aDestination],
    example: "emptyEvents",
    exactly: ["subscribed_events"],
    call: ({ keyed }, from) =>
      keyed.PATCH("/v3/webhook/destinations/{uuid}/", { params: at(uuidOf(from)), body: { subscribed_events: [] } }),
  },
  {
    operationId: "deleteWebhookDestination",
    status: 204,
    when: "when it exists",
    given: [aDestination],
    call: ({ keyed }, from) => keyed.DELETE("/v3/webhook/destinations/{uuid}/", { params: at(uuidOf(from)) }),
  },
  {
    operationId: "listWebhookDeliveries",
    status: 200,
    when: "when a session was announced",
    given: [["a webhook delivery", { url: URL_OF_EXAMPLE }]],
    exactly: ["0.request_url", "0.response_status", "0.response_time_ms", "0.webhook_type"],
    call: ({ keyed }, from) => keyed.GET("/v3/webhook/destinations/{uuid}/deliveries/", { params: at(uuidOf(from)) }),
  },
  {
    operationId: "getWebhookDelivery",
    status: 200,
    when: "when a session was announced",
    given: [["a webhook delivery", { url: URL_OF_SHOP }]],
    differs: { request_url: URL_OF_SHOP, response_status: null },
    exactly: ["request_url", "response_status", "response_time_ms", "webhook_type"],
    call: ({ keyed }, from) =>
      keyed.GET("/v3/webhook/destinations/{uuid}/deliveries/{delivery_uuid}/", {
        params: { path: { uuid: uuidOf(from), delivery_uuid: from("delivery_uuid", DELIVERY) } },
      }),
  },
];

export const destinationInteractions: readonly Interaction<Api>[] = [...askers.flatMap(toRefusals), ...successes];
