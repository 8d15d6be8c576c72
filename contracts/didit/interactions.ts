import createClient from "openapi-fetch";
import { createDiditClient } from "#clients/didit.ts";
import { defineContract, type FromState, type Interaction, type State } from "../agreement/contract.ts";
import type { Api } from "./api.ts";
import { destinationInteractions } from "./destination-interactions.ts";
import { helpers } from "./helpers.ts";
import { createLaws, readBack } from "./laws.ts";
import { managementInteractions } from "./management-interactions.ts";
import { reviewInteractions } from "./review-interactions.ts";
import { sharingInteractions } from "./sharing-interactions.ts";
import { userInteractions } from "./user-interactions.ts";
import { workflowInteractions } from "./workflow-interactions.ts";

const CLIENT = { clientId: "standin-client", clientSecret: "standin-secret" };
const SESSION = "11111111-2222-4333-8444-555555555555";
const VERIFICATION = "22222222-3333-4444-8555-666666666666";
const UNKNOWN_ID = "99999999-9999-4999-8999-999999999999";
const CALLBACK = "https://example.com/verified";

const basic = (secret: string) => ({ Authorization: `Basic ${btoa(`${CLIENT.clientId}:${secret}`)}` });
const asForm = { "Content-Type": "application/x-www-form-urlencoded" };
const asText = { "Content-Type": "text/plain" };
const grant = { grant_type: "client_credentials" } as const;

const signedIn: State = ["a client token"];
const signedInShop: State = ["a client token", { client_id: "shop-client" }];
const JWT = "fakeHeader.fakeClaims.fakeSignature";
const asClient = (from: FromState) => ({ Authorization: `Bearer ${from("access_token", JWT)}` });
const asApp = { Authorization: "Bearer standin-app-token-alice" };
const asOtherApp = { Authorization: "Bearer standin-app-token-bob" };
const asAnonymous = { Authorization: "Bearer not-a-token" };

const sessionToken = (from: FromState): string => from("session_token", "standin-session-token");
const asPoller = (from: FromState) => ({ "Data-Session-Token": sessionToken(from) });

const ofSession = (from: FromState) => ({ path: { session_id: from("session_id", SESSION) } });
const ofVerification = (from: FromState) => ({ path: { session_id: from("session_id", VERIFICATION) } });
const ofPage = (from: FromState) => ({ path: { session_token: sessionToken(from) } });
const ofUnknown = { path: { session_id: UNKNOWN_ID } };

const WITHOUT_TOKEN = "when the token is not one";
const EXPIRED = "when the token has run out";
const APP_TOKEN = "when the token is one of the Didit app";
const CLIENT_TOKEN = "when the token is one of an application";
const UNKNOWN = "when there is no such session";
const ELSEWHERE = "when the session is another application's";
const NO_JSON = "when the body is not sent as JSON";

/** What its type is for no longer counts: the caller sends something else. */
const text = { headers: asText, bodySerializer: () => "nothing to read" };

const elsewhere: State = ["a session of another application"];

/** An application in which nothing is as the specification's examples have it. */
const SHOP = {
  client_id: "shop-client",
  client_secret: "shop-secret",
  id: "0c0c0c0c-0000-4000-8000-00000000000d",
  name: "Shop",
  organization_id: "shop-org",
};
const shop: State = ["an application", SHOP];

/** And a person. */
const emma: State = [
  "a user",
  {
    id: "emma",
    app_token: "app-token-of-emma",
    emails: [
      { email: "emma@example.org", is_verified: false, is_primary: false },
      { email: "emma.main@example.org", is_verified: true, is_primary: true },
    ],
    phones: [{ phone_number: "+33600000009", is_verified: false, is_primary: true }],
    names: { first_name: "Emma", family_name: "Exemple", full_name: "Emma Exemple", is_verified: false },
    is_over_18: false,
  },
];
const asEmma = { Authorization: "Bearer app-token-of-emma" };
const ofEmma = { client_id: SHOP.client_id, user: "emma" };

const tokens: readonly Interaction<Api>[] = [
  {
    operationId: "createClientToken",
    status: 200,
    when: "when id and secret are right",
    given: [shop],
    differs: { client_id: SHOP.client_id, sub: SHOP.id, organization_id: SHOP.organization_id },
    exactly: ["client_id", "sub", "organization_id", "expires_in"],
    call: ({ backEnd }) =>
      backEnd.POST("/auth/v2/token/", {
        headers: { Authorization: `Basic ${btoa(`${SHOP.client_id}:${SHOP.client_secret}`)}`, ...asForm },
        body: grant,
      }),
  },
  {
    operationId: "createClientToken",
    status: 200,
    when: "when the grant is sent as JSON",
    call: ({ backEnd }) => backEnd.POST("/auth/v2/token/", { headers: basic(CLIENT.clientSecret), body: grant }),
  },
  {
    operationId: "createClientToken",
    status: 400,
    when: "when the body is neither a form nor JSON",
    example: "invalidRequest",
    call: ({ backEnd }) =>
      backEnd.POST("/auth/v2/token/", {
        ...text,
        headers: { ...basic(CLIENT.clientSecret), ...asText },
        body: grant,
      }),
  },
  {
    operationId: "createClientToken",
    status: 400,
    when: "when the application may not use the grant",
    given: [["an application", { client_id: CLIENT.clientId, client_credentials: false }]],
    example: "unauthorizedClient",
    differs: { error_description: undefined },
    call: ({ backEnd }) =>
      backEnd.POST("/auth/v2/token/", { headers: { ...basic(CLIENT.clientSecret), ...asForm }, body: grant }),
  },
  {
    operationId: "createClientToken",
    status: 401,
    when: "when the secret is wrong",
    call: ({ backEnd }) =>
      backEnd.POST("/auth/v2/token/", { headers: { ...basic("guessed"), ...asForm }, body: grant }),
  },
  {
    operationId: "createClientToken",
    status: 401,
    when: "when the application is disabled",
    given: [["an application", { client_id: CLIENT.clientId, active: false }]],
    call: ({ backEnd }) =>
      backEnd.POST("/auth/v2/token/", { headers: { ...basic(CLIENT.clientSecret), ...asForm }, body: grant }),
  },
];

const asked = { scope: "names email picture", vendor_data: "user-1" };
const askedByShop = {
  client_id: SHOP.client_id,
  scope: "phone email is_over_18 names picture",
  vendor_data: "order-4711",
};
const askedOfEmma = { ...ofEmma, scope: "phone email is_over_18 names picture", vendor_data: "order-4711" };

const sessions: readonly Interaction<Api>[] = [
  {
    operationId: "createSession",
    status: 201,
    when: "when the scope names data",
    given: [signedIn],
    call: ({ backEnd }, from) => backEnd.POST("/auth/v2/session/", { headers: asClient(from), body: asked }),
  },
  {
    operationId: "createSession",
    status: 201,
    when: "when the application has a scope of its own",
    given: [["an application", { client_id: CLIENT.clientId, default_scope: "email" }]],
    call: ({ backEnd }, from) => backEnd.POST("/auth/v2/session/", { headers: asClient(from), body: {} }),
  },
  {
    operationId: "createSession",
    status: 400,
    when: "when there is no scope",
    given: [signedIn],
    example: "missingScope",
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/", { headers: asClient(from), body: { vendor_data: "user-1" } }),
  },
  {
    operationId: "createSession",
    status: 400,
    when: "when a word of the scope names no data",
    given: [signedIn],
    example: "unknownScope",
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/", { headers: asClient(from), body: { scope: "shoe_size" } }),
  },
  {
    operationId: "createSession",
    status: 401,
    when: WITHOUT_TOKEN,
    example: "refused",
    call: ({ backEnd }) => backEnd.POST("/auth/v2/session/", { headers: asAnonymous, body: asked }),
  },
  {
    operationId: "createSession",
    status: 401,
    when: EXPIRED,
    given: [["an expired client token"]],
    example: "refused",
    call: ({ backEnd }, from) => backEnd.POST("/auth/v2/session/", { headers: asClient(from), body: asked }),
  },
  {
    operationId: "createSession",
    status: 403,
    when: APP_TOKEN,
    call: ({ backEnd }) => backEnd.POST("/auth/v2/session/", { headers: asApp, body: asked }),
  },
  {
    operationId: "createSession",
    status: 415,
    when: NO_JSON,
    given: [signedIn],
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/", { ...text, headers: { ...asClient(from), ...asText }, body: asked }),
  },

  ...(
    [
      ["initialized", "when the session has not been scanned", "a session"],
      ["retrieved", "when a person has scanned the session", "a scanned session"],
      ["confirmed", "when the person has shared data", "a confirmed session"],
      ["declined", "when the person has declined", "a declined session"],
      ["expired", "when no answer came in time", "an expired session"],
    ] as const
  ).map(
    ([status, when, state]): Interaction<Api> => ({
      operationId: "getSessionStatus",
      status: 200,
      when,
      given: [[state], signedIn],
      differs: { status },
      exactly: ["status"],
      call: ({ backEnd }, from) =>
        backEnd.GET("/auth/v2/session/{session_id}/status/", {
          headers: { ...asClient(from), ...asPoller(from) },
          params: ofSession(from),
        }),
    }),
  ),
  {
    operationId: "getSessionStatus",
    status: 401,
    when: WITHOUT_TOKEN,
    given: [["a session"]],
    example: "refused",
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/status/", {
        headers: { ...asAnonymous, ...asPoller(from) },
        params: ofSession(from),
      }),
  },
  {
    operationId: "getSessionStatus",
    status: 403,
    when: "when the session's own token is missing",
    given: [["a session"], signedIn],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/status/", { headers: asClient(from), params: ofSession(from) }),
  },
  {
    operationId: "getSessionStatus",
    status: 403,
    when: APP_TOKEN,
    given: [["a session"]],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/status/", {
        headers: { ...asApp, ...asPoller(from) },
        params: ofSession(from),
      }),
  },
  {
    operationId: "getSessionStatus",
    status: 404,
    when: UNKNOWN,
    given: [signedIn],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/status/", {
        headers: { ...asClient(from), "Data-Session-Token": "of-nothing" },
        params: ofUnknown,
      }),
  },

  {
    operationId: "preflightSessionStatus",
    status: 204,
    when: "when browsers may poll",
    given: [["browsers may poll"]],
    call: ({ backEnd }) =>
      backEnd.OPTIONS("/auth/v2/session/{session_id}/status/", { headers: asAnonymous, params: ofUnknown }),
  },
  {
    operationId: "preflightSessionStatus",
    status: 405,
    when: "when browsers may not poll",
    given: [signedIn],
    call: ({ backEnd }, from) =>
      backEnd.OPTIONS("/auth/v2/session/{session_id}/status/", { headers: asClient(from), params: ofUnknown }),
  },

  {
    operationId: "getSessionDecision",
    status: 200,
    when: "when the person has shared data",
    given: [shop, emma, ["a confirmed session", askedOfEmma], signedInShop],
    example: "initialized",
    differs: {
      status: "Confirmed",
      scope: askedOfEmma.scope,
      vendor_data: askedOfEmma.vendor_data,
      session_number: 1,
      user_data: {
        sub: "subject-of-emma",
        phone: { phone_number: "+33600000009", is_verified: false, is_primary: true },
        email: { email: "emma.main@example.org", is_verified: true, is_primary: true },
        is_over_18: false,
        names: { first_name: "Emma", family_name: "Exemple", full_name: "Emma Exemple", is_verified: false },
      },
    },
    exactly: [
      "status",
      "scope",
      "vendor_data",
      "session_number",
      "user_data.phone",
      "user_data.email",
      "user_data.is_over_18",
      "user_data.names",
    ],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/decision/", { headers: asClient(from), params: ofSession(from) }),
  },
  {
    operationId: "getSessionDecision",
    status: 200,
    when: "when the person has shared the e-mail address alone",
    given: [
      shop,
      emma,
      ["a session confirmed with e-mail only", { ...askedOfEmma, selection: { email: "emma@example.org" } }],
      signedInShop,
    ],
    example: "initialized",
    differs: {
      status: "Confirmed",
      scope: "email",
      vendor_data: askedOfEmma.vendor_data,
      user_data: {
        sub: "subject-of-emma",
        email: { email: "emma@example.org", is_verified: false, is_primary: false },
      },
    },
    exactly: ["status", "scope", "vendor_data", "user_data.email"],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/decision/", { headers: asClient(from), params: ofSession(from) }),
  },
  {
    operationId: "getSessionDecision",
    status: 200,
    when: "when the session has not been scanned",
    given: [["a session", { scope: "pictures birthdate", vendor_data: "order-4712" }], signedIn],
    example: "initialized",
    differs: { scope: "pictures birthdate", vendor_data: "order-4712" },
    exactly: ["status", "scope", "vendor_data", "user_data"],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/decision/", { headers: asClient(from), params: ofSession(from) }),
  },
  {
    operationId: "getSessionDecision",
    status: 200,
    when: "when the person has declined",
    given: [["a declined session", { scope: "phone email", vendor_data: "order-4713" }], signedIn],
    example: "cancelled",
    differs: { scope: "phone email", vendor_data: "order-4713" },
    exactly: ["status", "scope", "vendor_data", "user_data"],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/decision/", { headers: asClient(from), params: ofSession(from) }),
  },
  {
    operationId: "getSessionDecision",
    status: 401,
    when: WITHOUT_TOKEN,
    example: "refused",
    call: ({ backEnd }) =>
      backEnd.GET("/auth/v2/session/{session_id}/decision/", { headers: asAnonymous, params: ofUnknown }),
  },
  {
    operationId: "getSessionDecision",
    status: 403,
    when: APP_TOKEN,
    call: ({ backEnd }) =>
      backEnd.GET("/auth/v2/session/{session_id}/decision/", { headers: asApp, params: ofUnknown }),
  },
  {
    operationId: "getSessionDecision",
    status: 404,
    when: UNKNOWN,
    given: [signedIn],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/decision/", { headers: asClient(from), params: ofUnknown }),
  },
  {
    operationId: "getSessionDecision",
    status: 404,
    when: ELSEWHERE,
    given: [elsewhere, signedIn],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/decision/", { headers: asClient(from), params: ofSession(from) }),
  },
];

const app: readonly Interaction<Api>[] = [
  {
    operationId: "getSessionInformation",
    status: 200,
    when: "when the app scans the session",
    given: [shop, emma, ["a session", askedByShop]],
    differs: { scope: askedOfEmma.scope, application: { client_id: SHOP.client_id, name: SHOP.name } },
    exactly: ["scope", "application"],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/information", { headers: asEmma, params: ofSession(from) }),
  },
  {
    operationId: "getSessionInformation",
    status: 400,
    when: "when the session has been answered",
    given: [["a declined session"]],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/information", { headers: asApp, params: ofSession(from) }),
  },
  {
    operationId: "getSessionInformation",
    status: 401,
    when: WITHOUT_TOKEN,
    example: "refused",
    call: ({ backEnd }) =>
      backEnd.GET("/auth/v2/session/{session_id}/information", { headers: asAnonymous, params: ofUnknown }),
  },
  {
    operationId: "getSessionInformation",
    status: 403,
    when: CLIENT_TOKEN,
    given: [["a session"], signedIn],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/information", { headers: asClient(from), params: ofSession(from) }),
  },
  {
    operationId: "getSessionInformation",
    status: 403,
    when: "when another person has scanned the session",
    given: [["a scanned session"]],
    call: ({ backEnd }, from) =>
      backEnd.GET("/auth/v2/session/{session_id}/information", { headers: asOtherApp, params: ofSession(from) }),
  },
  {
    operationId: "getSessionInformation",
    status: 404,
    when: UNKNOWN,
    call: ({ backEnd }) =>
      backEnd.GET("/auth/v2/session/{session_id}/information", { headers: asApp, params: ofUnknown }),
  },

  {
    operationId: "updateSession",
    status: 200,
    when: "when the person shares what was asked for",
    given: [["a scanned session"]],
    exactly: ["status"],
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/{session_id}/update", {
        headers: asApp,
        params: ofSession(from),
        body: { status: "confirmed" },
      }),
  },
  {
    operationId: "updateSession",
    status: 200,
    when: "when the person shares less, and another address",
    given: [["a scanned session", asked]],
    exactly: ["status"],
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/{session_id}/update", {
        headers: asApp,
        params: ofSession(from),
        body: { status: "confirmed", scope: "email", selection: { email: "alice.work@example.com" } },
      }),
  },
  {
    operationId: "updateSession",
    status: 200,
    when: "when the person declines",
    given: [["a scanned session"]],
    differs: { status: "declined" },
    exactly: ["status"],
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/{session_id}/update", {
        headers: asApp,
        params: ofSession(from),
        body: { status: "declined" },
      }),
  },
  {
    operationId: "updateSession",
    status: 400,
    when: "when the session has not been scanned",
    given: [["a session"]],
    example: "notRetrieved",
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/{session_id}/update", {
        headers: asApp,
        params: ofSession(from),
        body: { status: "confirmed" },
      }),
  },
  {
    operationId: "updateSession",
    status: 400,
    when: "when the person shares more than was asked for",
    given: [["a scanned session", { scope: "email" }]],
    example: "scopeOutsideRequest",
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/{session_id}/update", {
        headers: asApp,
        params: ofSession(from),
        body: { status: "confirmed", scope: "phone" },
      }),
  },
  {
    operationId: "updateSession",
    status: 401,
    when: WITHOUT_TOKEN,
    example: "refused",
    call: ({ backEnd }) =>
      backEnd.POST("/auth/v2/session/{session_id}/update", {
        headers: asAnonymous,
        params: ofUnknown,
        body: { status: "confirmed" },
      }),
  },
  {
    operationId: "updateSession",
    status: 403,
    when: CLIENT_TOKEN,
    given: [["a scanned session"], signedIn],
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/{session_id}/update", {
        headers: asClient(from),
        params: ofSession(from),
        body: { status: "confirmed" },
      }),
  },
  {
    operationId: "updateSession",
    status: 403,
    when: "when another person has scanned the session",
    given: [["a scanned session"]],
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/{session_id}/update", {
        headers: asOtherApp,
        params: ofSession(from),
        body: { status: "confirmed" },
      }),
  },
  {
    operationId: "updateSession",
    status: 404,
    when: UNKNOWN,
    call: ({ backEnd }) =>
      backEnd.POST("/auth/v2/session/{session_id}/update", {
        headers: asApp,
        params: ofUnknown,
        body: { status: "confirmed" },
      }),
  },
  {
    operationId: "updateSession",
    status: 415,
    when: NO_JSON,
    given: [["a scanned session"]],
    call: ({ backEnd }, from) =>
      backEnd.POST("/auth/v2/session/{session_id}/update", {
        ...text,
        headers: { ...asApp, ...asText },
        params: ofSession(from),
        body: { status: "confirmed" },
      }),
  },
];

const wished = {
  callback: "https://shop.example.org/done?a=1",
  features: "OCR + AML",
  vendor_data: "order-4714",
} as const;
const verdict = { new_status: "Approved", comment: "Checked by hand." } as const;

const verifications: readonly Interaction<Api>[] = [
  {
    operationId: "createVerificationSession",
    status: 201,
    when: "when callback and features are given",
    given: [signedIn],
    differs: wished,
    exactly: Object.keys(wished),
    call: ({ backEnd }, from) => backEnd.POST("/v1/session/", { headers: asClient(from), body: wished }),
  },
  {
    operationId: "createVerificationSession",
    status: 400,
    when: "when the callback is no URL",
    given: [signedIn],
    example: "wrongCallback",
    call: ({ backEnd }, from) =>
      backEnd.POST("/v1/session/", { headers: asClient(from), body: { callback: "nowhere" } }),
  },
  {
    operationId: "createVerificationSession",
    status: 401,
    when: WITHOUT_TOKEN,
    example: "refused",
    call: ({ backEnd }) => backEnd.POST("/v1/session/", { headers: asAnonymous, body: wished }),
  },
  {
    operationId: "createVerificationSession",
    status: 403,
    when: APP_TOKEN,
    call: ({ backEnd }) => backEnd.POST("/v1/session/", { headers: asApp, body: wished }),
  },
  {
    operationId: "createVerificationSession",
    status: 415,
    when: NO_JSON,
    given: [signedIn],
    call: ({ backEnd }, from) =>
      backEnd.POST("/v1/session/", { ...text, headers: { ...asClient(from), ...asText }, body: wished }),
  },

  {
    operationId: "getVerificationDecision",
    status: 200,
    when: "when the page has not been opened",
    given: [["a verification", { features: "OCR + NFC" }], signedIn],
    example: "notStarted",
    differs: { features: "OCR + NFC" },
    exactly: ["status", "features", "vendor_data", "callback", "kyc", "aml", "face", "location", "reviews"],
    call: ({ backEnd }, from) =>
      backEnd.GET("/v1/session/{session_id}/decision/", { headers: asClient(from), params: ofVerification(from) }),
  },
  {
    operationId: "getVerificationDecision",
    status: 200,
    when: "when the checks have found a listed name",
    given: [["a verification", { ...wished, status: "In Review", features: "OCR + FACE + AML" }], signedIn],
    example: "declined",
    differs: { ...wished, status: "In Review", features: "OCR + FACE + AML", reviews: [] },
    exactly: ["status", "features", "vendor_data", "callback", "kyc.status", "aml.status", "aml.total_hits", "reviews"],
    call: ({ backEnd }, from) =>
      backEnd.GET("/v1/session/{session_id}/decision/", { headers: asClient(from), params: ofVerification(from) }),
  },
  {
    operationId: "getVerificationDecision",
    status: 200,
    when: "when the checks were passed",
    given: [["a verification", { ...wished, status: "Approved", features: "OCR + FACE + AML" }], signedIn],
    example: "declined",
    differs: {
      ...wished,
      status: "Approved",
      features: "OCR + FACE + AML",
      aml: { status: "Approved", total_hits: 0, score: 0, hits: [] },
      warnings: [],
      reviews: [],
    },
    exactly: ["status", "features", "vendor_data", "callback", "kyc.status", "aml", "face.status", "reviews"],
    call: ({ backEnd }, from) =>
      backEnd.GET("/v1/session/{session_id}/decision/", { headers: asClient(from), params: ofVerification(from) }),
  },
  {
    operationId: "getVerificationDecision",
    status: 401,
    when: WITHOUT_TOKEN,
    example: "refused",
    call: ({ backEnd }) =>
      backEnd.GET("/v1/session/{session_id}/decision/", { headers: asAnonymous, params: ofUnknown }),
  },
  {
    operationId: "getVerificationDecision",
    status: 403,
    when: APP_TOKEN,
    call: ({ backEnd }) => backEnd.GET("/v1/session/{session_id}/decision/", { headers: asApp, params: ofUnknown }),
  },
  {
    operationId: "getVerificationDecision",
    status: 404,
    when: UNKNOWN,
    given: [signedIn],
    call: ({ backEnd }, from) =>
      backEnd.GET("/v1/session/{session_id}/decision/", { headers: asClient(from), params: ofUnknown }),
  },

  {
    operationId: "updateVerificationStatus",
    status: 200,
    when: "when the verification waits for a review",
    given: [["a verification", { status: "In Review" }], signedIn],
    call: ({ backEnd }, from) =>
      backEnd.PATCH("/v1/session/{session_id}/update-status/", {
        headers: asClient(from),
        params: ofVerification(from),
        body: verdict,
      }),
  },
  {
    operationId: "updateVerificationStatus",
    status: 400,
    when: "when the page has not been opened",
    given: [["a verification"], signedIn],
    example: "notAllowed",
    call: ({ backEnd }, from) =>
      backEnd.PATCH("/v1/session/{session_id}/update-status/", {
        headers: asClient(from),
        params: ofVerification(from),
        body: verdict,
      }),
  },
  {
    operationId: "updateVerificationStatus",
    status: 401,
    when: WITHOUT_TOKEN,
    example: "refused",
    call: ({ backEnd }) =>
      backEnd.PATCH("/v1/session/{session_id}/update-status/", {
        headers: asAnonymous,
        params: ofUnknown,
        body: verdict,
      }),
  },
  {
    operationId: "updateVerificationStatus",
    status: 403,
    when: APP_TOKEN,
    call: ({ backEnd }) =>
      backEnd.PATCH("/v1/session/{session_id}/update-status/", { headers: asApp, params: ofUnknown, body: verdict }),
  },
  {
    operationId: "updateVerificationStatus",
    status: 404,
    when: UNKNOWN,
    given: [signedIn],
    call: ({ backEnd }, from) =>
      backEnd.PATCH("/v1/session/{session_id}/update-status/", {
        headers: asClient(from),
        params: ofUnknown,
        body: verdict,
      }),
  },
  {
    operationId: "updateVerificationStatus",
    status: 415,
    when: NO_JSON,
    given: [["a verification", { status: "In Review" }], signedIn],
    call: ({ backEnd }, from) =>
      backEnd.PATCH("/v1/session/{session_id}/update-status/", {
        ...text,
        headers: { ...asClient(from), ...asText },
        params: ofVerification(from),
        body: verdict,
      }),
  },

  {
    operationId: "generateVerificationPdf",
    status: 200,
    when: "when the checks were passed",
    given: [["a verification", { status: "Approved" }], signedIn],
    call: ({ backEnd }, from) =>
      backEnd.GET("/v1/session/{session_id}/generate-pdf/", {
        headers: asClient(from),
        params: ofVerification(from),
        parseAs: "text",
      }),
  },
  {
    operationId: "generateVerificationPdf",
    status: 401,
    when: WITHOUT_TOKEN,
    example: "refused",
    call: ({ backEnd }) =>
      backEnd.GET("/v1/session/{session_id}/generate-pdf/", { headers: asAnonymous, params: ofUnknown }),
  },
  {
    operationId: "generateVerificationPdf",
    status: 403,
    when: "when the person is at it",
    given: [["a verification", { status: "In Progress" }], signedIn],
    example: "noResult",
    call: ({ backEnd }, from) =>
      backEnd.GET("/v1/session/{session_id}/generate-pdf/", { headers: asClient(from), params: ofVerification(from) }),
  },
  {
    operationId: "generateVerificationPdf",
    status: 403,
    when: APP_TOKEN,
    example: "wrongToken",
    call: ({ backEnd }) => backEnd.GET("/v1/session/{session_id}/generate-pdf/", { headers: asApp, params: ofUnknown }),
  },
  {
    operationId: "generateVerificationPdf",
    status: 404,
    when: UNKNOWN,
    given: [signedIn],
    call: ({ backEnd }, from) =>
      backEnd.GET("/v1/session/{session_id}/generate-pdf/", { headers: asClient(from), params: ofUnknown }),
  },
];

const ofNoPage = { path: { session_token: "of-nothing" } };

const pages: readonly Interaction<Api>[] = [
  {
    operationId: "showAuthorizePage",
    status: 200,
    when: "when the session waits for the person",
    given: [["a session"]],
    call: ({ browser }, from) => browser.GET("/authorize/{session_token}", { params: ofPage(from), parseAs: "text" }),
  },
  {
    operationId: "showAuthorizePage",
    status: 404,
    when: UNKNOWN,
    call: ({ browser }) => browser.GET("/authorize/{session_token}", { params: ofNoPage, parseAs: "text" }),
  },
  {
    operationId: "showVerificationPage",
    status: 200,
    when: "when the checks are to be done",
    given: [["a verification"]],
    call: ({ browser }, from) => browser.GET("/session/{session_token}", { params: ofPage(from), parseAs: "text" }),
  },
  {
    operationId: "showVerificationPage",
    status: 302,
    when: "when the checks were passed, and there is a callback",
    given: [["a verification", { status: "Approved", callback: CALLBACK }]],
    call: ({ browser }, from) =>
      browser.GET("/session/{session_token}", { params: ofPage(from), parseAs: "text", redirect: "manual" }),
  },
  {
    operationId: "showVerificationPage",
    status: 200,
    when: "in a frame, when the checks were passed, and there is a callback",
    given: [["a verification", { status: "Approved", callback: CALLBACK }]],
    call: ({ browser }, from) =>
      browser.GET("/session/{session_token}", {
        params: { ...ofPage(from), header: { "Sec-Fetch-Dest": "iframe" } },
        parseAs: "text",
      }),
  },
  {
    operationId: "showVerificationPage",
    status: 404,
    when: UNKNOWN,
    call: ({ browser }) => browser.GET("/session/{session_token}", { params: ofNoPage, parseAs: "text" }),
  },
];

/** An application with which sessions are shared. */
const PARTNER = "0c0c0c0c-0000-4000-8000-00000000000c";

export const contract = defineContract<Api>({
  provider: "didit",
  connect: ({ baseUrl, fetch }) => ({
    backEnd: createDiditClient({ baseUrl, fetch, ...CLIENT }).api,
    keyed: createDiditClient({ baseUrl, fetch, apiKey: "standin-api-key" }).api,
    bare: createClient({ baseUrl, fetch }),
    browser: createClient({ baseUrl, fetch }),
  }),
  interactions: [
    ...tokens,
    ...sessions,
    ...app,
    ...verifications,
    ...pages,
    ...workflowInteractions,
    ...destinationInteractions,
    ...reviewInteractions,
    ...sharingInteractions,
    ...managementInteractions,
    ...userInteractions,
  ],
  helpers,
  walk: {
    credentials: {
      clientCredentials: {
        given: ["an application"],
        headers: { authorization: basic(CLIENT.clientSecret).Authorization },
      },
      clientToken: { given: signedIn, headers: { authorization: "Bearer {access_token}" } },
      apiKey: { given: ["a workflow session", { status: "Approved" }], headers: { "x-api-key": "standin-api-key" } },
      appUserToken: { given: ["a scanned session"], headers: { authorization: asApp.Authorization } },
      dataSessionToken: { given: ["a session"], headers: { "data-session-token": "{session_token}" } },
    },
    given: [
      ["browsers may poll"],
      ["a verification", { status: "Approved", callback: CALLBACK }],
      ["a verification", { status: "In Progress" }],
      ["a workflow session", { status: "Approved" }],
      ["a webhook delivery"],
      ["an application", { client_id: "partner-client", id: PARTNER }],
      ["a shared session"],
      ["a verified user"],
    ],
    values: {
      workflow_id: ["00000000-0000-4000-8000-0000000000f1"],
      for_application_id: [PARTNER],
      "/v3/workflows uuid": ["00000000-0000-4000-8000-0000000000f1"],
      "/v3/users vendor_data": ["user-1"],
      scope: [asked.scope, "names email", "email phone is_over_18", "pictures names"],
    },
    outsideCopies: ["listWebhookDeliveries", "getWebhookDelivery"],
    readBack,
    createObserver: createLaws,
  },
});
