import type { components } from "#generated/didit/types.ts";
import type { Answer, FromState, Interaction, State } from "../agreement/contract.ts";
import type { Api } from "./api.ts";

type Schemas = components["schemas"];

/** What differs from call to call: headers, and how the body is sent. */
interface More {
  readonly headers?: Readonly<Record<string, string>>;
  readonly bodySerializer?: () => string;
}

const SESSION = "33333333-4444-4555-8666-777777777777";
const UNKNOWN_ID = "99999999-9999-4999-8999-999999999999";
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const SHOP_WORKFLOW = "0d0d0d0d-0000-4000-8000-0000000000f2";
const SHOP_KEY = "shop-api-key";

/** An application in which nothing is as the specification's examples have it. */
const shop: State = [
  "an application",
  {
    client_id: "shop-client",
    api_keys: [{ key: SHOP_KEY, mode: "live" }],
    workflows: [
      {
        id: SHOP_WORKFLOW,
        version: 4,
        features: ["ID_VERIFICATION", "AML", "EMAIL_VERIFICATION", "PHONE", "LIVENESS"],
      },
    ],
  },
];
const emma: State = [
  "a user",
  {
    id: "emma",
    emails: [{ email: "emma@example.org", is_verified: true, is_primary: true }],
    phones: [{ phone_number: "+33600000009", is_verified: true, is_primary: true }],
    names: { first_name: "Emma", family_name: "Exemple", full_name: "Emma Exemple", is_verified: true },
    birthdate: { birthdate: "1971-12-24", is_verified: true },
  },
];
const asShop = { headers: { "X-Api-Key": SHOP_KEY } };
const inSandbox = { headers: { "X-Api-Key": "standin-sandbox-key" } };
const asStranger = { headers: { "X-Api-Key": "not-a-key" } };
const asText = { headers: { "Content-Type": "text/plain" }, bodySerializer: () => "nothing to read" };

const wished = {
  workflow_id: SHOP_WORKFLOW,
  vendor_data: "order-4720",
  callback: "https://shop.example.org/done?a=1",
  metadata: { basket: "b-7" },
};
const plain = { workflow_id: WORKFLOW, vendor_data: "user-1" };
const verdict = { new_status: "Approved", comment: "Checked by hand." } as const;
const screening = {
  new_status: "Resubmitted",
  nodes_to_resubmit: [{ node_id: "feature_ip_analysis", feature: "IP_ANALYSIS" }],
} as const satisfies Schemas["WorkflowStatusUpdateRequest"];

/** One operation that takes an API key alone, as any caller sends it. */
export interface Asker {
  readonly operationId: string;
  readonly isAboutSession: boolean;
  readonly hasBody: boolean;
  /** A state in which what it is about exists, and the name of the id there; default: a session. */
  readonly exists?: State;
  readonly idName?: string;
  readonly ask: (client: Api["keyed"], id: string, more?: More) => Promise<Answer>;
}

const at = (id: string) => ({ path: { session_id: id } });

const askers: readonly Asker[] = [
  {
    operationId: "createWorkflowSession",
    isAboutSession: false,
    hasBody: true,
    ask: (client, _id, more) => client.POST("/v3/session/", { ...more, body: plain }),
  },
  {
    operationId: "getWorkflowDecision",
    isAboutSession: true,
    hasBody: false,
    ask: (client, id, more) => client.GET("/v3/session/{session_id}/decision/", { ...more, params: at(id) }),
  },
  {
    operationId: "updateWorkflowStatus",
    isAboutSession: true,
    hasBody: true,
    ask: (client, id, more) =>
      client.PATCH("/v3/session/{session_id}/update-status/", { ...more, params: at(id), body: verdict }),
  },
  {
    operationId: "generateWorkflowPdf",
    isAboutSession: true,
    hasBody: false,
    ask: (client, id, more) => client.GET("/v3/session/{session_id}/generate-pdf/", { ...more, params: at(id) }),
  },
  {
    operationId: "listWorkflowSessions",
    isAboutSession: false,
    hasBody: false,
    ask: (client, _id, more) => client.GET("/v3/sessions/", { ...more }),
  },
  {
    operationId: "deleteWorkflowSession",
    isAboutSession: true,
    hasBody: false,
    ask: (client, id, more) => client.DELETE("/v3/session/{session_id}/delete/", { ...more, params: at(id) }),
  },
  {
    operationId: "deleteWorkflowSessions",
    isAboutSession: false,
    hasBody: true,
    ask: (client, _id, more) => client.POST("/v3/sessions/delete/", { ...more, body: { session_numbers: [4711] } }),
  },
  {
    operationId: "listSandboxScenarios",
    isAboutSession: false,
    hasBody: false,
    ask: (client, _id, more) => client.GET("/v1/sandbox/scenarios/", { ...more }),
  },
  {
    operationId: "createSessionV2",
    isAboutSession: false,
    hasBody: true,
    ask: (client, _id, more) => client.POST("/v2/session/", { ...more, body: plain }),
  },
  {
    operationId: "getDecisionV2",
    isAboutSession: true,
    hasBody: false,
    ask: (client, id, more) => client.GET("/v2/session/{session_id}/decision/", { ...more, params: at(id) }),
  },
  {
    operationId: "updateStatusV2",
    isAboutSession: true,
    hasBody: true,
    ask: (client, id, more) =>
      client.PATCH("/v2/session/{session_id}/update-status/", { ...more, params: at(id), body: verdict }),
  },
  {
    operationId: "generatePdfV2",
    isAboutSession: true,
    hasBody: false,
    ask: (client, id, more) => client.GET("/v2/session/{session_id}/generate-pdf/", { ...more, params: at(id) }),
  },
];

const isPdf = ({ operationId }: Asker): boolean => operationId.startsWith("generate");

/** What every operation refuses alike. */
export const toRefusals = (asker: Asker): Interaction<Api>[] => {
  const { operationId, isAboutSession, hasBody, ask } = asker;
  const all: Interaction<Api>[] = [
    {
      operationId,
      status: 401,
      when: "when the API key is not one",
      call: ({ keyed }) => ask(keyed, UNKNOWN_ID, asStranger),
    },
    {
      operationId,
      status: 403,
      when: "when there is no API key",
      ...(isPdf(asker) && { example: "missing" }),
      call: ({ bare }) => ask(bare, UNKNOWN_ID),
    },
  ];
  if (isAboutSession || operationId === "deleteWorkflowSessions")
    all.push({
      operationId,
      status: 404,
      when: "when there is no such session",
      call: ({ keyed }) => ask(keyed, UNKNOWN_ID),
    });
  if (hasBody)
    all.push({
      operationId,
      status: 415,
      when: "when the body is not sent as JSON",
      ...(isAboutSession && { given: [asker.exists ?? ["a workflow session", { status: "In Review" }]] }),
      call: ({ keyed }, from) =>
        ask(keyed, isAboutSession ? from(asker.idName ?? "session_id", SESSION) : UNKNOWN_ID, asText),
    });
  return all;
};

const refusals = askers.flatMap(toRefusals);

const idOf = (from: FromState): string => from("session_id", SESSION);
const aSession = (parameters: object): State => ["a workflow session", { ...parameters }];
const ofShop = {
  workflow_id: SHOP_WORKFLOW,
  vendor_data: "emma",
  callback: wished.callback,
  metadata: { basket: "b-8" },
};

const created: readonly Interaction<Api>[] = (
  [
    ["createWorkflowSession", "/v3/session/"],
    ["createSessionV2", "/v2/session/"],
  ] as const
).flatMap(([operationId, path]): Interaction<Api>[] => [
  {
    operationId,
    status: 201,
    when: "when vendor_data, callback and metadata are given",
    given: [shop],
    differs: { ...wished, session_number: 1 },
    exactly: [...Object.keys(wished), "session_number", "status"],
    call: ({ keyed }) => keyed.POST(path, { ...asShop, body: wished }),
  },
  {
    operationId,
    status: 201,
    when: "when a session of this vendor_data is unfinished",
    given: [shop, aSession({ ...ofShop, status: "In Progress" })],
    differs: {
      workflow_id: SHOP_WORKFLOW,
      vendor_data: "emma",
      callback: null,
      metadata: { basket: "b-9" },
      session_number: 1,
      status: "In Progress",
    },
    exactly: ["workflow_id", "vendor_data", "callback", "metadata", "session_number", "status"],
    call: ({ keyed }) =>
      keyed.POST(path, {
        ...asShop,
        body: { metadata: { basket: "b-9" }, vendor_data: "emma", workflow_id: SHOP_WORKFLOW },
      }),
  },
  {
    operationId,
    status: 400,
    when: "when there is no workflow",
    example: "missingWorkflow",
    exactly: ["workflow_id"],
    call: ({ keyed }) => keyed.POST(path, { body: { vendor_data: "user-1" } as typeof plain }),
  },
  {
    operationId,
    status: 400,
    when: "when the balance is too low",
    given: [["an application", { client_id: "standin-client", balance_too_low: true }]],
    example: "balance",
    exactly: ["detail"],
    call: ({ keyed }) => keyed.POST(path, { body: plain }),
  },
]);

const emmaIs = { first_name: "Emma", last_name: "Exemple", full_name: "Emma Exemple", date_of_birth: "1971-12-24" };

/** What is null until the workflow has run it. */
const BLOCKS = [
  ...["id_verifications", "nfc_verifications", "liveness_checks", "face_matches", "poa_verifications"],
  ...["document_ai_documents", "phone_verifications", "email_verifications", "aml_screenings", "ip_analyses"],
  ...["database_validations", "questionnaire_responses"],
];
const BLOCKS_V2 = [
  ...["id_verification", "nfc", "liveness", "face_match", "poa", "phone", "email", "aml", "ip_analysis"],
  ...["database_validation", "questionnaire"],
];

const decisions: readonly Interaction<Api>[] = [
  {
    operationId: "getWorkflowDecision",
    status: 200,
    when: "when the page has not been opened",
    given: [shop, aSession(ofShop)],
    example: "notStarted",
    differs: {
      ...ofShop,
      environment: "live",
      session_number: 1,
      features: ["ID_VERIFICATION", "AML", "EMAIL_VERIFICATION", "PHONE", "LIVENESS"],
    },
    exactly: [
      ...Object.keys(ofShop),
      ...["environment", "session_kind", "session_number", "features", "status", "reviews", ...BLOCKS],
      ...["expected_details", "contact_details"],
    ],
    call: ({ keyed }, from) => keyed.GET("/v3/session/{session_id}/decision/", { ...asShop, params: at(idOf(from)) }),
  },
  {
    operationId: "getWorkflowDecision",
    status: 200,
    when: "when the checks were passed",
    given: [emma, aSession({ status: "Approved", user: "emma", vendor_data: "order-4721", environment: "sandbox" })],
    example: "approved",
    differs: {
      status: "Approved",
      vendor_data: "order-4721",
      callback: null,
      environment: "sandbox",
      session_number: 1,
    },
    exactly: [
      ...["status", "vendor_data", "callback", "environment", "session_number", "nfc_verifications", "aml_screenings"],
      ...["id_verifications.0.node_id", "id_verifications.0.status", "face_matches.0.status", "reviews"],
    ],
    call: ({ keyed }, from) =>
      keyed.GET("/v3/session/{session_id}/decision/", { ...inSandbox, params: at(idOf(from)) }),
  },
  {
    operationId: "getDecisionV2",
    status: 200,
    when: "when the page has not been opened",
    given: [shop, aSession(ofShop)],
    example: "notStarted",
    differs: {
      ...ofShop,
      session_number: 1,
      features: ["ID_VERIFICATION", "AML", "EMAIL_VERIFICATION", "PHONE", "LIVENESS"],
    },
    exactly: [
      ...Object.keys(ofShop),
      ...["environment", "session_number", "features", "status", "reviews", ...BLOCKS_V2],
      ...["expected_details", "contact_details"],
    ],
    call: ({ keyed }, from) => keyed.GET("/v2/session/{session_id}/decision/", { ...asShop, params: at(idOf(from)) }),
  },
  {
    operationId: "getDecisionV2",
    status: 200,
    when: "when the checks were passed",
    given: [emma, aSession({ status: "Approved", user: "emma", vendor_data: "order-4721" })],
    example: "approved",
    differs: { vendor_data: "order-4721", callback: null, session_number: 1, id_verification: emmaIs },
    exactly: [
      ...["status", "vendor_data", "callback", "session_number", "nfc", "face_match.status"],
      ...Object.keys(emmaIs).map((name) => `id_verification.${name}`),
    ],
    call: ({ keyed }, from) => keyed.GET("/v2/session/{session_id}/decision/", { params: at(idOf(from)) }),
  },
];

const updated: readonly Interaction<Api>[] = (
  [
    ["updateWorkflowStatus", "/v3/session/{session_id}/update-status/"],
    ["updateStatusV2", "/v2/session/{session_id}/update-status/"],
  ] as const
).flatMap(([operationId, path]): Interaction<Api>[] => [
  {
    operationId,
    status: 200,
    when: "when the session waits for a review",
    given: [aSession({ status: "In Review" })],
    call: ({ keyed }, from) => keyed.PATCH(path, { params: at(idOf(from)), body: verdict }),
  },
  {
    operationId,
    status: 400,
    when: "when the page has not been opened",
    given: [aSession({})],
    example: "notAllowed",
    exactly: ["new_status"],
    call: ({ keyed }, from) => keyed.PATCH(path, { params: at(idOf(from)), body: verdict }),
  },
  {
    operationId,
    status: 400,
    when: "when the session is resubmitted already",
    given: [aSession({ status: "Resubmitted" })],
    example: "alreadyResubmitted",
    exactly: ["new_status"],
    call: ({ keyed }, from) => keyed.PATCH(path, { params: at(idOf(from)), body: screening }),
  },
  {
    operationId,
    status: 429,
    when: "when these checks have just run again",
    given: [aSession({ status: "Approved", rerun: true })],
    call: ({ keyed }, from) => keyed.PATCH(path, { params: at(idOf(from)), body: screening }),
  },
]);

const reports: readonly Interaction<Api>[] = (
  [
    ["generateWorkflowPdf", "/v3/session/{session_id}/generate-pdf/"],
    ["generatePdfV2", "/v2/session/{session_id}/generate-pdf/"],
  ] as const
).flatMap(([operationId, path]): Interaction<Api>[] => [
  {
    operationId,
    status: 200,
    when: "when the document has become too old",
    given: [aSession({ status: "Kyc Expired" })],
    call: ({ keyed }, from) => keyed.GET(path, { params: at(idOf(from)), parseAs: "text" }),
  },
  {
    operationId,
    status: 403,
    when: "when the person is at it",
    given: [aSession({ status: "In Progress" })],
    example: "noResult",
    exactly: ["detail"],
    call: ({ keyed }, from) => keyed.GET(path, { params: at(idOf(from)) }),
  },
]);

const others: readonly Interaction<Api>[] = [
  {
    operationId: "listWorkflowSessions",
    status: 200,
    when: "when a session of this vendor_data exists",
    given: [shop, aSession(ofShop), aSession({ ...ofShop, vendor_data: "order-4723", status: "Approved" })],
    differs: {
      count: 1,
      results: [
        {
          session_id: SESSION,
          session_number: 2,
          session_url: "https://verify.didit.me/session/standin-workflow-token",
          status: "Approved",
          environment: "live",
          features: ["ID_VERIFICATION", "AML", "EMAIL_VERIFICATION", "PHONE", "LIVENESS"],
          ...ofShop,
          vendor_data: "order-4723",
          created_at: "2026-01-01T12:00:00Z",
        },
      ],
    },
    exactly: [
      ...["count", "next", "previous"],
      ...["session_number", "status", "environment", "features", ...Object.keys(ofShop)].map(
        (name) => `results.0.${name}`,
      ),
    ],
    call: ({ keyed }) => keyed.GET("/v3/sessions/", { ...asShop, params: { query: { vendor_data: "order-4723" } } }),
  },
  {
    operationId: "listWorkflowSessions",
    status: 400,
    when: "when the status is not one",
    exactly: ["status"],
    call: ({ keyed }) => keyed.GET("/v3/sessions/", { params: { query: { status: "Done" as "Approved" } } }),
  },
  {
    operationId: "deleteWorkflowSession",
    status: 204,
    when: "when the session exists",
    given: [aSession({ status: "Approved" })],
    call: ({ keyed }, from) => keyed.DELETE("/v3/session/{session_id}/delete/", { params: at(idOf(from)) }),
  },
  {
    operationId: "deleteWorkflowSessions",
    status: 204,
    when: "when a session has the number",
    given: [aSession({ status: "Declined" })],
    call: ({ keyed }) => keyed.POST("/v3/sessions/delete/", { body: { session_numbers: [1] } }),
  },
  {
    operationId: "deleteWorkflowSessions",
    status: 400,
    when: "when nothing is named",
    example: "nothing",
    exactly: ["session_numbers"],
    call: ({ keyed }) => keyed.POST("/v3/sessions/delete/", { body: {} }),
  },
  {
    operationId: "listSandboxScenarios",
    status: 200,
    when: "when the API key is right",
    exactly: ["scenarios"],
    differs: {
      scenarios: [
        { scenario: "approve", status: "Approved", description: "All checks are passed." },
        { scenario: "decline", status: "Declined", description: "The document is not accepted." },
        { scenario: "review", status: "In Review", description: "A person has to look at the results." },
        { scenario: "abandon", status: "Abandoned", description: "The person gives up." },
        { scenario: "expire", status: "Expired", description: "The page is never opened." },
      ],
    },
    call: ({ keyed }) => keyed.GET("/v1/sandbox/scenarios/"),
  },
  // Older operations by an API key.
  {
    operationId: "createVerificationSession",
    status: 201,
    when: "when an API key stands in place of the token",
    given: [shop],
    differs: { features: "OCR", callback: null, vendor_data: "order-4724", session_number: 1 },
    exactly: ["features", "callback", "vendor_data", "session_number"],
    call: ({ keyed }) =>
      keyed.POST("/v1/session/", { ...asShop, body: { features: "OCR", vendor_data: "order-4724" } }),
  },
  {
    operationId: "getVerificationDecision",
    status: 401,
    when: "when the API key in place of the token is not one",
    example: "refused",
    exactly: ["detail"],
    call: ({ keyed }) => keyed.GET("/v1/session/{session_id}/decision/", { ...asStranger, params: at(UNKNOWN_ID) }),
  },
  {
    operationId: "createSession",
    status: 201,
    when: "when an API key stands in place of the token",
    call: ({ keyed }) => keyed.POST("/auth/v2/session/", { body: { scope: "email" } }),
  },
];

export const workflowInteractions: readonly Interaction<Api>[] = [
  ...refusals,
  ...created,
  ...decisions,
  ...updated,
  ...reports,
  ...others,
];
