import { isDeepStrictEqual } from "node:util";
import { type ConsentEvent, createDidomiClient, type DidomiClient } from "#clients/didomi.ts";
import { defineContract, type FromState, type State, type WalkReply } from "../agreement/contract.ts";
import { allChoicesOf, both, choicesOf, contrary, everyKind } from "./exchanges.ts";
import { helpers } from "./helpers.ts";
import { createLaws } from "./laws.ts";

type Api = DidomiClient["api"];

const ORGANIZATION = "standin-org";
const USER_ID = "user@domain.com";
const JWT = "fakeHeader.fakeClaims.fakeSignature";
const PROOF = "data:image/png;base64,iVBORw0KGgo=";

const query = { organization_id: ORGANIZATION };
const ofUser = { ...query, organization_user_id: USER_ID };
const elsewhere = { organization_id: "another-org" };
const elsewhereOfUser = { ...elsewhere, organization_user_id: USER_ID };
const nowhere = { organization_id: "" };

const signedIn: State = ["a session"];
const withToken: State = ["a consent token"];
const choices: State = [
  "a user with choices",
  { id: "event-1", user: { id: "user-1", organization_user_id: USER_ID } },
];
const waiting: State = [
  "a choice that waits for approval",
  { id: "event-1", user: { id: "user-1", organization_user_id: USER_ID } },
];
const blankUser: State = [
  "a user without choices",
  { id: "user-1", organization_user_id: USER_ID, metadata: { tier: "gold" }, country: "FR" },
];
const catalogue: State = [
  "an organization",
  { keys: [{ key: "standin-key", secret: "standin-secret" }], catalogue: { purposes: [{ id: "newsletter" }] } },
];
const proof: State = ["a proof", { file: PROOF }];

const asOrganization = (from: FromState) => ({ Authorization: `Bearer ${from("access_token", JWT)}` });
const asUser = (from: FromState) => ({ Authorization: `Bearer ${from("id_token", JWT)}` });
const asAnonymous = { Authorization: "Bearer not-a-token" };

const WITHOUT_TOKEN = "when the token is not one";
const ELSEWHERE = "when the token belongs to another organization";
const NOWHERE = "when no organization is named";
const UNKNOWN = "when there is no such record";

const consents = { purposes: [{ id: "newsletter", enabled: true }] };
const unknownPurpose = { purposes: [{ id: "not-in-the-catalogue", enabled: true }] };
const user = { organization_user_id: USER_ID };

const carla = { id: "carla-1", organization_user_id: "carla" };
const ofCarla = { ...query, organization_user_id: "carla" };
const details = { ...carla, country: "IT", metadata: { tier: "bronze" } };
/** Carla's answers of every kind, in an event of its own. */
const answersOfCarla: State = [
  "a user with choices",
  {
    id: "event-7",
    created_at: "2023-05-04T10:00:00.000Z",
    metadata: { form: "f1" },
    user: { ...details, last_seen_country: "DE" },
    consents: everyKind,
    proofs_id: ["a-proof.pdf"],
    delegate: { id: "agent-3", name: "Shop" },
  },
];
const contraryOfCarla: State = ["a user with choices", { id: "event-8", user: carla, consents: contrary }];
const carlaAsShown = {
  ...details,
  last_seen_country: "DE",
  version: 1,
  regulation: "gdpr",
  consents: everyKind,
};
const eventAsShown = {
  id: "event-7",
  created_at: "2023-05-04T10:00:00.000Z",
  updated_at: "2023-05-04T10:00:00.000Z",
  status: "confirmed",
  regulation: "gdpr",
  metadata: { form: "f1" },
  user: { ...details, last_seen_country: "DE" },
  consents: everyKind,
  proofs_id: ["a-proof.pdf"],
  delegate: { id: "agent-3", name: "Shop" },
};
/** A record in a list, which has no example to differ from. */
const toListed = (shown: object) => ({
  organization_id: ORGANIZATION,
  organization_user_id_type: null,
  version: 1,
  created_at: "2024-01-01T00:00:00.000Z",
  updated_at: "2024-01-01T00:00:00.000Z",
  metadata: {},
  country: null,
  last_seen_country: null,
  regulation: "gdpr",
  ...shown,
});
const exactlyCarla = Object.keys(carlaAsShown);
const exactlyEvent = Object.keys(eventAsShown);

const waitingOfCarla = {
  created_at: "2023-06-04T10:00:00.000Z",
  user: carla,
  consents: { purposes: [{ id: "offers", enabled: true }] },
};
const waitingAsShown = {
  created_at: "2023-06-04T10:00:00.000Z",
  updated_at: "2023-06-04T10:00:00.000Z",
  status: "pending_approval",
  metadata: {},
  user: { ...carla, metadata: {} },
  consents: choicesOf([{ id: "offers", enabled: true }]),
  proofs_id: [],
};

const fullToken = {
  ...ofCarla,
  lifetime: 1200,
  metadata: { campaign: "winter" },
  event: { metadata: { source: "counter" }, user: { metadata: { tier: "bronze" } } },
  delegate: { id: "agent-3", name: "Shop", metadata: { desk: 4 } },
  permissions: ["read"],
  validation: { sms: { enabled: true, approval: false } },
  validations: { email: { enabled: false, approval: true } },
};

const PDF = { file: 'data:application/pdf;name="form, signed.pdf";base64,SGVsbG8=', size: 5 };

/** What walks begin with. */
const beginning = {
  id: "event-1",
  created_at: "2024-01-01T00:00:00.000Z",
  user: { id: "user-1", organization_user_id: USER_ID },
  consents: {
    purposes: [
      { id: "newsletter", enabled: true, values: { topics: { value: "sport,culture" } } },
      { id: "offers", enabled: false },
    ],
  },
};

const idOf = (record: unknown): string => String((record as { readonly id?: unknown } | undefined)?.id);
const isRead = ({ body }: WalkReply, read: unknown): boolean => isDeepStrictEqual(read, { status: 200, body });
const isGone = (_: WalkReply, read: unknown): boolean => (read as { readonly status: number }).status === 404;

export const contract = defineContract<Api>({
  provider: "didomi",
  connect: ({ baseUrl, fetch }) =>
    createDidomiClient({ baseUrl, fetch, organizationId: ORGANIZATION, key: "standin-key", secret: "standin-secret" })
      .api,
  interactions: [
    {
      operationId: "createSession",
      status: 200,
      when: "when key and secret are right",
      call: (api) => api.POST("/sessions", { body: { type: "api-key", key: "standin-key", secret: "standin-secret" } }),
    },
    {
      operationId: "createSession",
      status: 400,
      when: "when the secret is wrong",
      call: (api) => api.POST("/sessions", { body: { type: "api-key", key: "standin-key", secret: "guessed" } }),
    },
    {
      operationId: "createToken",
      status: 200,
      when: "when an end user is named",
      given: [signedIn],
      call: (api, from) => api.POST("/consents/tokens", { headers: asOrganization(from), body: { ...ofUser } }),
    },
    {
      operationId: "createToken",
      status: 200,
      when: "with everything that was asked for",
      given: [signedIn],
      example: "full",
      differs: fullToken,
      exactly: Object.keys(fullToken),
      call: (api, from) => api.POST("/consents/tokens", { headers: asOrganization(from), body: fullToken }),
    },
    {
      operationId: "createToken",
      status: 400,
      when: "when query and body name different organizations",
      given: [signedIn],
      call: (api, from) =>
        api.POST("/consents/tokens", {
          headers: asOrganization(from),
          params: { query: elsewhere },
          body: { ...ofUser },
        }),
    },
    {
      operationId: "createToken",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) => api.POST("/consents/tokens", { headers: asAnonymous, body: { ...ofUser } }),
    },
    {
      operationId: "createToken",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.POST("/consents/tokens", { headers: asOrganization(from), body: { ...elsewhereOfUser } }),
    },

    {
      operationId: "listUsers",
      status: 200,
      when: "when the user has answered",
      given: [signedIn, choices],
      call: (api, from) => api.GET("/consents/users", { headers: asOrganization(from), params: { query: ofUser } }),
    },
    {
      operationId: "listUsers",
      status: 200,
      when: "with all users of the organization, oldest first",
      given: [signedIn, answersOfCarla, blankUser],
      differs: {
        data: [
          toListed(carlaAsShown),
          toListed({
            id: "user-1",
            organization_user_id: USER_ID,
            metadata: { tier: "gold" },
            country: "FR",
            consents: allChoicesOf([]),
          }),
        ],
      },
      exactly: [
        ...exactlyCarla.map((name) => `data.0.${name}`),
        ...["id", "organization_user_id", "metadata", "country", "consents"].map((name) => `data.1.${name}`),
      ],
      call: (api, from) => api.GET("/consents/users", { headers: asOrganization(from), params: { query } }),
    },
    {
      operationId: "listUsers",
      status: 200,
      when: "with a page that holds as many as there are",
      given: [signedIn, ["many users", { count: 100 }]],
      exactly: ["limit", "cursor"],
      call: (api, from) => api.GET("/consents/users", { headers: asOrganization(from), params: { query } }),
    },
    {
      operationId: "listUsers",
      status: 200,
      when: "with a cursor when there are more users than a page holds",
      given: [signedIn, ["many users", { count: 101 }]],
      differs: { cursor: "the.next.page" },
      exactly: ["limit"],
      call: (api, from) => api.GET("/consents/users", { headers: asOrganization(from), params: { query } }),
    },
    {
      operationId: "listUsers",
      status: 200,
      when: "with an empty page when the user is unknown",
      given: [signedIn],
      example: "unknownUser",
      call: (api, from) => api.GET("/consents/users", { headers: asOrganization(from), params: { query: ofUser } }),
    },
    {
      operationId: "listUsers",
      status: 200,
      when: "when the end user asks with a consent token",
      given: [withToken, choices],
      call: (api, from) => api.GET("/consents/users", { headers: asUser(from), params: { query } }),
    },
    {
      operationId: "listUsers",
      status: 400,
      when: "when the cursor was never handed out",
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/users", {
          headers: asOrganization(from),
          params: { query: { ...query, $cursor: "made-up" } },
        }),
    },
    {
      operationId: "listUsers",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) => api.GET("/consents/users", { headers: asAnonymous, params: { query } }),
    },
    {
      operationId: "listUsers",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) => api.GET("/consents/users", { headers: asOrganization(from), params: { query: elsewhere } }),
    },
    {
      operationId: "listUsers",
      status: 403,
      when: "when a consent token asks for another user",
      given: [withToken],
      call: (api, from) =>
        api.GET("/consents/users", {
          headers: asUser(from),
          params: { query: { ...query, organization_user_id: "another-user" } },
        }),
    },

    {
      operationId: "createUser",
      status: 200,
      when: "when the user is new",
      given: [signedIn],
      differs: { ...carlaAsShown, version: 5 },
      exactly: exactlyCarla,
      call: (api, from) =>
        api.POST("/consents/users", {
          headers: asOrganization(from),
          params: { query },
          body: { ...details, last_seen_country: "DE", version: 5, consents: everyKind },
        }),
    },
    {
      operationId: "createUser",
      status: 400,
      when: NOWHERE,
      given: [signedIn],
      call: (api, from) => api.POST("/consents/users", { headers: asOrganization(from), body: user }),
    },
    {
      operationId: "createUser",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) => api.POST("/consents/users", { headers: asAnonymous, params: { query }, body: user }),
    },
    {
      operationId: "createUser",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.POST("/consents/users", { headers: asOrganization(from), params: { query: elsewhere }, body: user }),
    },
    {
      operationId: "createUser",
      status: 409,
      when: "when the organization's id of the user is taken",
      given: [signedIn, blankUser],
      call: (api, from) =>
        api.POST("/consents/users", { headers: asOrganization(from), params: { query }, body: user }),
    },

    {
      operationId: "getUser",
      status: 200,
      when: "when the user has answered",
      given: [signedIn, answersOfCarla],
      differs: carlaAsShown,
      exactly: exactlyCarla,
      call: (api, from) =>
        api.GET("/consents/users/{id}", { headers: asOrganization(from), params: { path: { id: "carla-1" }, query } }),
    },
    {
      operationId: "getUser",
      status: 200,
      when: "with the last answer to everything",
      given: [signedIn, answersOfCarla, contraryOfCarla],
      differs: { ...carlaAsShown, version: 2, consents: both },
      exactly: exactlyCarla,
      call: (api, from) =>
        api.GET("/consents/users/{id}", { headers: asOrganization(from), params: { path: { id: "carla-1" }, query } }),
    },
    {
      operationId: "getUser",
      status: 200,
      when: "without choices when there are some under another regulation alone",
      given: [
        signedIn,
        ["a user with choices", { regulation: "cpra", user: { ...carla, country: "IT" }, consents: everyKind }],
      ],
      example: "withoutChoices",
      differs: { ...carla, metadata: {}, country: null },
      exactly: ["id", "organization_user_id", "metadata", "country", "consents"],
      call: (api, from) =>
        api.GET("/consents/users/{id}", { headers: asOrganization(from), params: { path: { id: "carla-1" }, query } }),
    },
    {
      operationId: "getUser",
      status: 200,
      when: "when the user is named by the organization's own id",
      given: [signedIn, answersOfCarla, blankUser],
      example: "withoutChoices",
      differs: { id: "user-1", organization_user_id: USER_ID },
      exactly: ["id", "organization_user_id", "consents"],
      call: (api, from) =>
        api.GET("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: USER_ID }, query: { ...query, $by_organization_user_id: "true" } },
        }),
    },
    {
      operationId: "getUser",
      status: 400,
      when: NOWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/users/{id}", { headers: asOrganization(from), params: { path: { id: "user-1" } } }),
    },
    {
      operationId: "getUser",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) =>
        api.GET("/consents/users/{id}", { headers: asAnonymous, params: { path: { id: "user-1" }, query } }),
    },
    {
      operationId: "getUser",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "user-1" }, query: elsewhere },
        }),
    },
    {
      operationId: "getUser",
      status: 404,
      when: UNKNOWN,
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "unknown-user" }, query },
        }),
    },

    {
      operationId: "updateUser",
      status: 200,
      when: "with what was changed and what was not",
      given: [signedIn, answersOfCarla],
      differs: {
        ...carlaAsShown,
        organization_user_id: "carla@domain.com",
        version: 2,
        metadata: { tier: "bronze", since: "2020" },
        last_seen_country: "BE",
        consents: both,
      },
      exactly: exactlyCarla,
      call: (api, from) =>
        api.PATCH("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "carla-1" }, query },
          body: {
            version: 1,
            organization_user_id: "carla@domain.com",
            metadata: { since: "2020" },
            last_seen_country: "BE",
            consents: contrary,
          },
        }),
    },
    {
      operationId: "updateUser",
      status: 400,
      when: "when a purpose is not in the organization's catalogue",
      given: [catalogue, signedIn, blankUser],
      call: (api, from) =>
        api.PATCH("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "user-1" }, query },
          body: { consents: unknownPurpose },
        }),
    },
    {
      operationId: "updateUser",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) =>
        api.PATCH("/consents/users/{id}", {
          headers: asAnonymous,
          params: { path: { id: "user-1" }, query },
          body: { version: 1 },
        }),
    },
    {
      operationId: "updateUser",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.PATCH("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "user-1" }, query: elsewhere },
          body: { version: 1 },
        }),
    },
    {
      operationId: "updateUser",
      status: 404,
      when: UNKNOWN,
      given: [signedIn],
      call: (api, from) =>
        api.PATCH("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "unknown-user" }, query },
          body: { version: 1 },
        }),
    },
    {
      operationId: "updateUser",
      status: 409,
      when: "when another caller has changed the user first",
      given: [signedIn, blankUser],
      example: "stale",
      call: (api, from) =>
        api.PATCH("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "user-1" }, query },
          body: { version: 7, metadata: { tier: "platinum" } },
        }),
    },

    {
      operationId: "deleteUser",
      status: 200,
      when: "with the user as it was",
      given: [signedIn, answersOfCarla],
      differs: carlaAsShown,
      exactly: exactlyCarla,
      call: (api, from) =>
        api.DELETE("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "carla-1" }, query },
        }),
    },
    {
      operationId: "deleteUser",
      status: 400,
      when: NOWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.DELETE("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "user-1" }, query: nowhere },
        }),
    },
    {
      operationId: "deleteUser",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) =>
        api.DELETE("/consents/users/{id}", { headers: asAnonymous, params: { path: { id: "user-1" }, query } }),
    },
    {
      operationId: "deleteUser",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.DELETE("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "user-1" }, query: elsewhere },
        }),
    },
    {
      operationId: "deleteUser",
      status: 404,
      when: UNKNOWN,
      given: [signedIn],
      call: (api, from) =>
        api.DELETE("/consents/users/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "unknown-user" }, query },
        }),
    },

    {
      operationId: "listEvents",
      status: 200,
      when: "when the user has answered",
      given: [signedIn, answersOfCarla, choices],
      differs: { data: [{ organization_id: ORGANIZATION, ...eventAsShown }] },
      exactly: exactlyEvent.map((name) => `data.0.${name}`),
      call: (api, from) => api.GET("/consents/events", { headers: asOrganization(from), params: { query: ofCarla } }),
    },
    {
      operationId: "listEvents",
      status: 200,
      when: "with events of every status and regulation that is named",
      given: [
        signedIn,
        answersOfCarla,
        ["a choice that waits for approval", { ...waitingOfCarla, id: "event-9", regulation: "cpra" }],
        ["a choice that waits for approval", { ...waitingOfCarla, id: "event-10", regulation: "lgpd" }],
      ],
      differs: {
        data: [
          { organization_id: ORGANIZATION, ...eventAsShown },
          { organization_id: ORGANIZATION, ...waitingAsShown, id: "event-9", regulation: "cpra" },
        ],
      },
      exactly: ["data.0.id", "data.0.status", "data.1.id", "data.1.status", "data.1.regulation", "data.1.consents"],
      call: (api, from) =>
        api.GET("/consents/events", {
          headers: asOrganization(from),
          params: {
            query: {
              ...ofCarla,
              "status[$in]": ["confirmed", "pending_approval"],
              "regulation[$in]": ["gdpr", "cpra"],
            },
          },
        }),
    },
    {
      operationId: "listEvents",
      status: 200,
      when: "with an empty page when the user is unknown",
      given: [signedIn],
      example: "unknownUser",
      call: (api, from) => api.GET("/consents/events", { headers: asOrganization(from), params: { query: ofUser } }),
    },
    {
      operationId: "listEvents",
      status: 400,
      when: "when no user is named",
      given: [signedIn],
      call: (api, from) => api.GET("/consents/events", { headers: asOrganization(from), params: { query } }),
    },
    {
      operationId: "listEvents",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) => api.GET("/consents/events", { headers: asAnonymous, params: { query: ofUser } }),
    },
    {
      operationId: "listEvents",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/events", { headers: asOrganization(from), params: { query: elsewhereOfUser } }),
    },

    {
      operationId: "createEvent",
      status: 200,
      when: "when a back end records an answer",
      given: [signedIn],
      call: (api, from) =>
        api.POST("/consents/events", { headers: asOrganization(from), params: { query }, body: { user, consents } }),
    },
    {
      operationId: "createEvent",
      status: 200,
      when: "with choices of every kind",
      given: [signedIn],
      differs: eventAsShown,
      exactly: exactlyEvent,
      call: (api, from) =>
        api.POST("/consents/events", {
          headers: asOrganization(from),
          params: { query },
          body: {
            id: "event-7",
            created_at: "2023-05-04T12:00:00+02:00",
            metadata: { form: "f1" },
            user: { ...details, last_seen_country: "DE" },
            consents: everyKind,
            proofs_id: ["a-proof.pdf"],
            delegate: { id: "agent-3", name: "Shop" },
          },
        }),
    },
    {
      operationId: "createEvent",
      status: 200,
      when: "when the organization's id of the user is a number",
      given: [signedIn, ["a user without choices", { id: "user-42", organization_user_id: "42" }]],
      differs: { user: { id: "user-42", organization_user_id: "42" } },
      exactly: ["user.id", "user.organization_user_id"],
      call: (api, from) =>
        api.POST("/consents/events", {
          headers: asOrganization(from),
          params: { query },
          body: { user: { organization_user_id: 42 }, consents },
        }),
    },
    {
      operationId: "createEvent",
      status: 200,
      when: "when an end user answers with a consent token",
      given: [withToken],
      call: (api, from) =>
        api.POST("/consents/events", { headers: asUser(from), params: { query }, body: { consents } }),
    },
    {
      operationId: "createEvent",
      status: 200,
      when: "when a delegate's answer waits for approval",
      given: [signedIn],
      example: "pending",
      call: (api, from) =>
        api.POST("/consents/events", {
          headers: asOrganization(from),
          params: { query },
          body: {
            id: "import-0001",
            status: "pending_approval",
            metadata: { source: "phone" },
            user: { ...user, country: "FR", last_seen_country: "FR" },
            consents: { purposes: [{ id: "newsletter", values: { topics: { value: "sport" } } }] },
            proofs: [PROOF],
            delegate: { id: "agent-7", name: "Call centre" },
          },
        }),
    },
    {
      operationId: "createEvent",
      status: 400,
      when: NOWHERE,
      given: [signedIn],
      call: (api, from) => api.POST("/consents/events", { headers: asOrganization(from), body: { user, consents } }),
    },
    {
      operationId: "createEvent",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) =>
        api.POST("/consents/events", { headers: asAnonymous, params: { query }, body: { user, consents } }),
    },
    {
      operationId: "createEvent",
      status: 403,
      when: "when a consent token names another user",
      given: [withToken],
      call: (api, from) =>
        api.POST("/consents/events", {
          headers: asUser(from),
          params: { query },
          body: { user: { organization_user_id: "another-user" }, consents },
        }),
    },
    {
      operationId: "createEvent",
      status: 409,
      when: "when the event's id is taken",
      given: [signedIn, choices],
      call: (api, from) =>
        api.POST("/consents/events", {
          headers: asOrganization(from),
          params: { query },
          body: { id: "event-1", user, consents },
        }),
    },

    {
      operationId: "deleteEvents",
      status: 204,
      when: "when events match the filter",
      given: [signedIn, choices],
      call: (api, from) =>
        api.DELETE("/consents/events", {
          headers: asOrganization(from),
          params: { query: { ...ofUser, filter: { id: "event-1" } } },
        }),
    },
    {
      operationId: "deleteEvents",
      status: 400,
      when: "when there is no filter",
      given: [signedIn],
      call: (api, from) =>
        api.DELETE("/consents/events", {
          headers: asOrganization(from),
          params: { query: { ...ofUser, filter: {} } },
        }),
    },
    {
      operationId: "deleteEvents",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) =>
        api.DELETE("/consents/events", {
          headers: asAnonymous,
          params: { query: { ...ofUser, filter: { id: "event-1" } } },
        }),
    },
    {
      operationId: "deleteEvents",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.DELETE("/consents/events", {
          headers: asOrganization(from),
          params: { query: { ...elsewhereOfUser, filter: { id: "event-1" } } },
        }),
    },

    {
      operationId: "getEvent",
      status: 200,
      when: "when the event is the user's",
      given: [signedIn, answersOfCarla],
      differs: eventAsShown,
      exactly: exactlyEvent,
      call: (api, from) =>
        api.GET("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-7" }, query: ofCarla },
        }),
    },
    {
      operationId: "getEvent",
      status: 400,
      when: "when no user is named",
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-1" }, query },
        }),
    },
    {
      operationId: "getEvent",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) =>
        api.GET("/consents/events/{id}", {
          headers: asAnonymous,
          params: { path: { id: "event-1" }, query: ofUser },
        }),
    },
    {
      operationId: "getEvent",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-1" }, query: elsewhereOfUser },
        }),
    },
    {
      operationId: "getEvent",
      status: 404,
      when: "when the event is another user's",
      given: [signedIn, answersOfCarla, choices],
      call: (api, from) =>
        api.GET("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-7" }, query: ofUser },
        }),
    },
    {
      operationId: "getEvent",
      status: 404,
      when: UNKNOWN,
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "nothing" }, query: ofUser },
        }),
    },

    {
      operationId: "updateEvent",
      status: 200,
      when: "when a waiting choice is approved",
      given: [
        signedIn,
        ["a choice that waits for approval", { id: "event-1", user: { id: "user-1", ...user }, consents }],
      ],
      call: (api, from) =>
        api.PATCH("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-1" }, query: ofUser },
          body: { status: "confirmed" },
        }),
    },
    {
      operationId: "updateEvent",
      status: 200,
      when: "with what was corrected and what was not",
      given: [signedIn, answersOfCarla],
      differs: {
        ...eventAsShown,
        updated_at: "2024-01-01T00:00:00.000Z",
        consents: choicesOf([{ id: "offers", enabled: true }]),
        delegate: { id: "agent-5" },
      },
      exactly: exactlyEvent.filter((name) => name !== "updated_at"),
      call: (api, from) =>
        api.PATCH("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-7" }, query: ofCarla },
          body: { consents: { purposes: [{ id: "offers", enabled: true }] }, delegate: { id: "agent-5" } },
        }),
    },
    {
      operationId: "updateEvent",
      status: 400,
      when: "when no user is named",
      given: [signedIn, waiting],
      call: (api, from) =>
        api.PATCH("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-1" }, query },
          body: { status: "confirmed" },
        }),
    },
    {
      operationId: "updateEvent",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) =>
        api.PATCH("/consents/events/{id}", {
          headers: asAnonymous,
          params: { path: { id: "event-1" }, query: ofUser },
          body: { status: "confirmed" },
        }),
    },
    {
      operationId: "updateEvent",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.PATCH("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-1" }, query: elsewhereOfUser },
          body: { status: "confirmed" },
        }),
    },
    {
      operationId: "updateEvent",
      status: 404,
      when: UNKNOWN,
      given: [signedIn],
      call: (api, from) =>
        api.PATCH("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "nothing" }, query: ofUser },
          body: { status: "confirmed" },
        }),
    },

    {
      operationId: "deleteEvent",
      status: 204,
      when: "when the event is the user's",
      given: [signedIn, choices],
      call: (api, from) =>
        api.DELETE("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-1" }, query: ofUser },
        }),
    },
    {
      operationId: "deleteEvent",
      status: 400,
      when: "when no user is named",
      given: [signedIn, choices],
      call: (api, from) =>
        api.DELETE("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-1" }, query },
        }),
    },
    {
      operationId: "deleteEvent",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) =>
        api.DELETE("/consents/events/{id}", {
          headers: asAnonymous,
          params: { path: { id: "event-1" }, query: ofUser },
        }),
    },
    {
      operationId: "deleteEvent",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.DELETE("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "event-1" }, query: elsewhereOfUser },
        }),
    },
    {
      operationId: "deleteEvent",
      status: 404,
      when: UNKNOWN,
      given: [signedIn],
      call: (api, from) =>
        api.DELETE("/consents/events/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "nothing" }, query: ofUser },
        }),
    },

    {
      operationId: "createProof",
      status: 200,
      when: "when the file can be read",
      given: [signedIn],
      differs: PDF,
      exactly: Object.keys(PDF),
      call: (api, from) =>
        api.POST("/consents/proofs", {
          headers: asOrganization(from),
          params: { query },
          body: { file: PDF.file },
        }),
    },
    {
      operationId: "createProof",
      status: 400,
      when: NOWHERE,
      given: [signedIn],
      call: (api, from) => api.POST("/consents/proofs", { headers: asOrganization(from), body: { file: PROOF } }),
    },
    {
      operationId: "createProof",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) => api.POST("/consents/proofs", { headers: asAnonymous, params: { query }, body: { file: PROOF } }),
    },
    {
      operationId: "createProof",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.POST("/consents/proofs", {
          headers: asOrganization(from),
          params: { query: elsewhere },
          body: { file: PROOF },
        }),
    },

    {
      operationId: "getProof",
      status: 200,
      when: "when it was uploaded before",
      given: [signedIn, ["a proof", { file: PDF.file }]],
      differs: PDF,
      exactly: Object.keys(PDF),
      call: (api, from) =>
        api.GET("/consents/proofs/{id}", {
          headers: asOrganization(from),
          params: { path: { id: from("id", "the-proof.png") }, query },
        }),
    },
    {
      operationId: "getProof",
      status: 400,
      when: NOWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/proofs/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "unknown.png" }, query: nowhere },
        }),
    },
    {
      operationId: "getProof",
      status: 401,
      when: WITHOUT_TOKEN,
      call: (api) =>
        api.GET("/consents/proofs/{id}", { headers: asAnonymous, params: { path: { id: "unknown.png" }, query } }),
    },
    {
      operationId: "getProof",
      status: 403,
      when: ELSEWHERE,
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/proofs/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "unknown.png" }, query: elsewhere },
        }),
    },
    {
      operationId: "getProof",
      status: 404,
      when: UNKNOWN,
      given: [signedIn],
      call: (api, from) =>
        api.GET("/consents/proofs/{id}", {
          headers: asOrganization(from),
          params: { path: { id: "unknown.png" }, query },
        }),
    },
  ],
  helpers,
  walk: {
    credentials: {
      organizationToken: { given: signedIn, headers: { authorization: "Bearer {access_token}" } },
      consentToken: { given: withToken, headers: { authorization: "Bearer {id_token}" } },
    },
    given: [["a user with choices", beginning], proof],
    createObserver: () => createLaws({ organizationId: ORGANIZATION, endUser: USER_ID, event: beginning }),
    values: {
      organization_id: [ORGANIZATION],
      organization_user_id: [USER_ID],
      user_id: ["user-1"],
      "/consents/users id": ["user-1"],
      "/consents/events id": ["event-1"],
      "/consents/events status": ["pending_approval", "confirmed"],
      key: ["standin-key"],
      secret: ["standin-secret"],
    },
    readBack: [
      {
        after: "createUser",
        read: ({ body }) => ({ operationId: "getUser", path: { id: idOf(body) }, query }),
        shows: isRead,
      },
      {
        after: "updateUser",
        read: ({ body }) => ({ operationId: "getUser", path: { id: idOf(body) }, query }),
        shows: isRead,
      },
      {
        after: "deleteUser",
        read: ({ body }) => ({ operationId: "getUser", path: { id: idOf(body) }, query }),
        shows: isGone,
      },
      {
        after: "createEvent",
        read: ({ body }) => ({
          operationId: "getEvent",
          path: { id: idOf(body) },
          query: { ...query, user_id: idOf((body as Partial<ConsentEvent>).user) },
        }),
        shows: isRead,
      },
      {
        after: "deleteEvent",
        read: ({ path: { id = "" } }) => ({ operationId: "getEvent", path: { id }, query: ofUser }),
        shows: isGone,
      },
      {
        after: "createProof",
        read: ({ body }) => ({ operationId: "getProof", path: { id: idOf(body) }, query }),
        shows: isRead,
      },
    ],
  },
});
