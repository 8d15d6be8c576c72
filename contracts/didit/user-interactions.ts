import type { Interaction, State } from "../agreement/contract.ts";
import type { Api } from "./api.ts";
import { type Asker, toRefusals } from "./workflow-interactions.ts";

const USERS = "/v3/users/";
const USER = "/v3/users/{vendor_data}/";
const DELETE = "/v3/users/delete/";
const BALANCE = "/v3/billing/balance/";

const at = (vendor_data: string) => ({ path: { vendor_data } });
const carla: State = [
  "a user",
  {
    id: "carla",
    names: { first_name: "Carla", family_name: "Muster", full_name: "Carla Muster", is_verified: true },
    birthdate: { birthdate: "1969-07-20", is_verified: true },
  },
];
const known: State = ["a verified user", { vendor_data: "order-4741", user: "carla" }];

const askers: readonly Asker[] = [
  {
    operationId: "listUsers",
    isAboutSession: false,
    hasBody: false,
    ask: (client, _id, more) => client.GET(USERS, { ...more }),
  },
  {
    operationId: "getUser",
    isAboutSession: true,
    hasBody: false,
    ask: (client, id, more) => client.GET(USER, { ...more, params: at(id) }),
  },
  {
    operationId: "updateUser",
    isAboutSession: true,
    exists: ["a verified user", { vendor_data: "order-4741" }],
    idName: "vendor_data",
    hasBody: true,
    ask: (client, id, more) => client.PATCH(USER, { ...more, params: at(id), body: { status: "BLOCKED" } }),
  },
  {
    operationId: "deleteUsers",
    isAboutSession: false,
    hasBody: true,
    ask: (client, _id, more) => client.POST(DELETE, { ...more, body: { vendor_data_list: ["order-4741"] } }),
  },
  {
    operationId: "getBalance",
    isAboutSession: false,
    hasBody: false,
    ask: (client, _id, more) => client.GET(BALANCE, { ...more }),
  },
];

/** What the user is after one session that was approved. */
const carlaIs = {
  vendor_data: "order-4741",
  full_name: "Carla Muster",
  date_of_birth: "1969-07-20",
  effective_name: "Carla Muster",
  features: { ID_VERIFICATION: "Approved", LIVENESS: "Approved", FACE_MATCH: "Approved", IP_ANALYSIS: "Approved" },
  features_list: ["FACE_MATCH", "ID_VERIFICATION", "IP_ANALYSIS", "LIVENESS"].map((feature) => ({
    feature,
    status: "Approved",
  })),
};
const SAID = [
  ...Object.keys(carlaIs),
  ...["display_name", "status", "metadata", "session_count", "approved_count", "declined_count", "in_review_count"],
  ...["issuing_states", "approved_emails", "approved_phones"],
];

const interactions: readonly Interaction<Api>[] = [
  {
    operationId: "listUsers",
    status: 200,
    when: "when one of two matches",
    given: [carla, known, ["a verified user", { vendor_data: "order-4742", status: "Declined" }]],
    differs: {
      results: [
        {
          didit_internal_id: "88888888-9999-4aaa-8bbb-cccccccccccc",
          display_name: null,
          status: "ACTIVE",
          metadata: null,
          session_count: 1,
          approved_count: 1,
          declined_count: 0,
          in_review_count: 0,
          issuing_states: { ESP: 1 },
          approved_emails: {},
          approved_phones: {},
          first_session_at: "2026-01-01T12:00:00Z",
          last_session_at: "2026-01-01T12:00:00Z",
          created_at: "2026-01-01T12:00:00Z",
          updated_at: "2026-01-01T12:00:00Z",
          ...carlaIs,
        },
      ],
    },
    exactly: ["count", "next", "previous", ...SAID.map((name) => `results.0.${name}`)],
    call: ({ keyed }) => keyed.GET(USERS, { params: { query: { search: "MUSTER" } } }),
  },
  {
    operationId: "listUsers",
    status: 400,
    when: "when a page should have no users",
    exactly: ["limit"],
    call: ({ keyed }) => keyed.GET(USERS, { params: { query: { limit: 0 } } }),
  },
  {
    operationId: "getUser",
    status: 200,
    when: "when a session was approved",
    given: [carla, known],
    differs: carlaIs,
    exactly: SAID,
    call: ({ keyed }) => keyed.GET(USER, { params: at("order-4741") }),
  },
  {
    operationId: "updateUser",
    status: 200,
    when: "when name, status and metadata are given",
    given: [carla, known],
    differs: {
      ...carlaIs,
      display_name: "C.",
      effective_name: "C.",
      status: "FLAGGED",
      metadata: { tier: 2 },
      approved_emails: { "c@example.org": false },
    },
    exactly: SAID,
    call: ({ keyed }) =>
      keyed.PATCH(USER, {
        params: at("order-4741"),
        body: {
          display_name: "C.",
          status: "FLAGGED",
          metadata: { tier: 2 },
          approved_emails: { "c@example.org": false },
        },
      }),
  },
  {
    operationId: "updateUser",
    status: 400,
    when: "when the status is one of sessions",
    given: [carla, known],
    exactly: ["status"],
    call: ({ keyed }) =>
      keyed.PATCH(USER, { params: at("order-4741"), body: { status: "Approved" as unknown as "ACTIVE" } }),
  },
  {
    operationId: "deleteUsers",
    status: 200,
    when: "when one of two is known",
    given: [carla, known],
    exactly: ["deleted"],
    call: ({ keyed }) => keyed.POST(DELETE, { body: { vendor_data_list: ["order-4741", "order-9"] } }),
  },
  {
    operationId: "deleteUsers",
    status: 400,
    when: "when no user is named",
    example: "nothing",
    exactly: ["vendor_data_list"],
    call: ({ keyed }) => keyed.POST(DELETE, { body: {} }),
  },
  {
    operationId: "getBalance",
    status: 200,
    when: "when it is refilled by itself",
    given: [
      [
        "an application",
        { client_id: "standin-client", balance: "7.25", auto_refill: { amount: "50", threshold: "5.5" } },
      ],
    ],
    differs: {
      balance: "7.2500",
      auto_refill_enabled: true,
      auto_refill_amount: "50.00",
      auto_refill_threshold: "5.50",
    },
    exactly: ["balance", "auto_refill_enabled", "auto_refill_amount", "auto_refill_threshold"],
    call: ({ keyed }) => keyed.GET(BALANCE),
  },
];

export const userInteractions: readonly Interaction<Api>[] = [...askers.flatMap(toRefusals), ...interactions];
