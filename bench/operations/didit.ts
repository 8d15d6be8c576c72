import type { state } from "#mocks/didit/state.ts";
import { defineOperations, type PreparedWorld, toRequest, uuidOf } from "./operation-set.ts";

const ALICE = { authorization: "Bearer standin-app-token-alice" };
const BASIC = { authorization: `Basic ${btoa("standin-client:standin-secret")}` };

const KEY = { "x-api-key": "standin-api-key" };
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const MEASURED = "00000000-0000-4000-8000-0000000000f6";

type Made = Readonly<Record<string, unknown>>;

/** Reviews of one session, and the copying of sessions between applications. */
const sharing = (judged: Made, shared: Made) => [
  {
    operationId: "listSessionReviews",
    request: toRequest("GET", `/v3/sessions/${judged["session_id"]}/reviews/`, { headers: KEY }),
  },
  {
    operationId: "createSessionReview",
    request: toRequest("POST", `/v3/sessions/${judged["session_id"]}/reviews/`, {
      headers: KEY,
      body: { new_status: "Approved" },
    }),
  },
  {
    operationId: "shareSession",
    request: toRequest("POST", `/v3/session/${judged["session_id"]}/share/`, {
      headers: KEY,
      body: { for_application_id: shared["partner_application_id"] },
    }),
  },
  {
    operationId: "importSharedSession",
    request: toRequest("POST", "/v3/session/import-shared/", {
      headers: KEY,
      body: { share_token: shared["share_token"], trust_review: true, workflow_id: WORKFLOW },
    }),
  },
];

/** Workflows in their versions. */
const workflows = () => [
  {
    operationId: "listWorkflows",
    // The count takes every version of the application.
    repliesWithAll: true,
    request: toRequest("GET", "/v3/workflows/?limit=5", { headers: KEY }),
  },
  {
    operationId: "createWorkflow",
    request: toRequest("POST", "/v3/workflows/", {
      headers: KEY,
      body: { workflow_label: "measured", features: [{ feature: "OCR" }] },
    }),
  },
  { operationId: "getWorkflow", request: toRequest("GET", `/v3/workflows/${WORKFLOW}/`, { headers: KEY }) },
  {
    operationId: "updateWorkflow",
    request: toRequest("PATCH", `/v3/workflows/${WORKFLOW}/`, { headers: KEY, body: { workflow_label: "measured" } }),
  },
  { operationId: "deleteWorkflow", request: toRequest("DELETE", `/v3/workflows/${MEASURED}/`, { headers: KEY }) },
];

/** The users of an application, and its balance. */
const users = () => [
  {
    operationId: "listUsers",
    // The count takes every user of the application.
    repliesWithAll: true,
    request: toRequest("GET", "/v3/users/?limit=5", { headers: KEY }),
  },
  { operationId: "getUser", request: toRequest("GET", "/v3/users/judged/", { headers: KEY }) },
  {
    operationId: "updateUser",
    request: toRequest("PATCH", "/v3/users/judged/", { headers: KEY, body: { display_name: "M." } }),
  },
  {
    operationId: "deleteUsers",
    request: toRequest("POST", "/v3/users/delete/", { headers: KEY, body: { vendor_data_list: ["judged"] } }),
  },
  { operationId: "getBalance", request: toRequest("GET", "/v3/billing/balance/", { headers: KEY }) },
];

/** What an application does besides creating and reading sessions. */
async function management(scenario: PreparedWorld["scenario"], judged: Made) {
  await scenario("a workflow", { id: MEASURED });
  await scenario("a verified user", { vendor_data: "judged" });
  return [...sharing(judged, await scenario("a shared session")), ...workflows(), ...users()];
}

/** Records are further applications and people, and further sessions and verifications of the same application. */
export const diditOperations = defineOperations<typeof state>({
  provider: "didit",
  async prepare({ scenario }) {
    const headers = { authorization: `Bearer ${(await scenario("a client token"))["access_token"]}` };
    await scenario("browsers may poll");
    const fresh = await scenario("a session");
    const scanned = await scenario("a scanned session");
    const opened = await scenario("a verification", { status: "In Progress" });
    const waiting = await scenario("a verification", { status: "In Review" });
    const judged = await scenario("a workflow session", { status: "In Review" });
    const delivery = await scenario("a webhook delivery");
    const destination = (path: string) => `/v3/webhook/destinations/${delivery["uuid"]}/${path}`;
    const workflow = (path: string, version = "v3") => `/${version}/session/${judged["session_id"]}/${path}`;
    const session = (path: string, { session_id }: Record<string, unknown> = fresh) =>
      `/auth/v2/session/${session_id}/${path}`;
    const verification = (path: string) => `/v1/session/${waiting["session_id"]}/${path}`;
    const asked = { scope: "names email", vendor_data: "measured" };
    const verdict = { new_status: "Approved", comment: "looked at" };
    const preflight = { origin: "http://localhost:3000", "access-control-request-method": "GET" };
    return [
      {
        operationId: "createClientToken",
        request: toRequest("POST", "/auth/v2/token/", { headers: BASIC, body: { grant_type: "client_credentials" } }),
      },
      { operationId: "createSession", request: toRequest("POST", "/auth/v2/session/", { headers, body: asked }) },
      {
        operationId: "getSessionStatus",
        request: toRequest("GET", session("status/"), {
          headers: { "data-session-token": String(fresh["session_token"]) },
        }),
      },
      {
        operationId: "preflightSessionStatus",
        request: toRequest("OPTIONS", session("status/"), { headers: preflight }),
      },
      { operationId: "getSessionDecision", request: toRequest("GET", session("decision/"), { headers }) },
      { operationId: "getSessionInformation", request: toRequest("GET", session("information"), { headers: ALICE }) },
      {
        operationId: "updateSession",
        request: toRequest("POST", session("update", scanned), { headers: ALICE, body: {} }),
      },
      { operationId: "showAuthorizePage", request: toRequest("GET", `/authorize/${fresh["session_token"]}`) },
      {
        operationId: "createVerificationSession",
        request: toRequest("POST", "/v1/session/", { headers, body: { features: "OCR" } }),
      },
      { operationId: "getVerificationDecision", request: toRequest("GET", verification("decision/"), { headers }) },
      {
        operationId: "updateVerificationStatus",
        request: toRequest("PATCH", verification("update-status/"), { headers, body: verdict }),
      },
      { operationId: "generateVerificationPdf", request: toRequest("GET", verification("generate-pdf/"), { headers }) },
      {
        operationId: "createWorkflowSession",
        request: toRequest("POST", "/v3/session/", {
          headers: KEY,
          body: { workflow_id: WORKFLOW, vendor_data: "new" },
        }),
      },
      { operationId: "getWorkflowDecision", request: toRequest("GET", workflow("decision/"), { headers: KEY }) },
      {
        operationId: "updateWorkflowStatus",
        request: toRequest("PATCH", workflow("update-status/"), { headers: KEY, body: verdict }),
      },
      { operationId: "generateWorkflowPdf", request: toRequest("GET", workflow("generate-pdf/"), { headers: KEY }) },
      {
        operationId: "listWorkflowSessions",
        // The count takes every session of the application.
        repliesWithAll: true,
        request: toRequest("GET", "/v3/sessions/?limit=5", { headers: KEY }),
      },
      { operationId: "deleteWorkflowSession", request: toRequest("DELETE", workflow("delete/"), { headers: KEY }) },
      {
        operationId: "deleteWorkflowSessions",
        request: toRequest("POST", "/v3/sessions/delete/", {
          headers: KEY,
          body: { session_numbers: [judged["session_number"]] },
        }),
      },
      ...(await management(scenario, judged)),
      { operationId: "getWebhookSettings", request: toRequest("GET", "/v3/webhook/", { headers: KEY }) },
      {
        operationId: "updateWebhookSettings",
        request: toRequest("PATCH", "/v3/webhook/", { headers: KEY, body: { webhook_version: "v2" } }),
      },
      {
        operationId: "listWebhookDestinations",
        request: toRequest("GET", "/v3/webhook/destinations/", { headers: KEY }),
      },
      {
        operationId: "createWebhookDestination",
        request: toRequest("POST", "/v3/webhook/destinations/", {
          headers: KEY,
          body: { url: "http://127.0.0.1:9/new" },
        }),
      },
      { operationId: "getWebhookDestination", request: toRequest("GET", destination(""), { headers: KEY }) },
      {
        operationId: "updateWebhookDestination",
        request: toRequest("PATCH", destination(""), { headers: KEY, body: { label: "measured" } }),
      },
      { operationId: "listWebhookDeliveries", request: toRequest("GET", destination("deliveries/"), { headers: KEY }) },
      {
        operationId: "getWebhookDelivery",
        request: toRequest("GET", destination(`deliveries/${delivery["delivery_uuid"]}/`), { headers: KEY }),
      },
      { operationId: "deleteWebhookDestination", request: toRequest("DELETE", destination(""), { headers: KEY }) },
      { operationId: "listSandboxScenarios", request: toRequest("GET", "/v1/sandbox/scenarios/", { headers: KEY }) },
      {
        operationId: "createSessionV2",
        request: toRequest("POST", "/v2/session/", { headers: KEY, body: { workflow_id: WORKFLOW } }),
      },
      { operationId: "getDecisionV2", request: toRequest("GET", workflow("decision/", "v2"), { headers: KEY }) },
      {
        operationId: "updateStatusV2",
        request: toRequest("PATCH", workflow("update-status/", "v2"), { headers: KEY, body: verdict }),
      },
      { operationId: "generatePdfV2", request: toRequest("GET", workflow("generate-pdf/", "v2"), { headers: KEY }) },
      { operationId: "showVerificationPage", request: toRequest("GET", `/session/${opened["session_token"]}`) },
    ];
  },
  grow: {
    applications: (row, index) => [{ ...row, clientId: `client-${index}`, id: uuidOf(index) }],
    users: (row, index) => [{ ...row, id: `person-${index}`, appToken: `app-token-${index}` }],
    sessions: (row, index) => [{ ...row, id: uuidOf(index), token: `session-token-${index}` }],
    verifications: (row, index) => [{ ...row, id: uuidOf(index), token: `verification-token-${index}` }],
    destinations: (row, index) => [
      { ...row, id: uuidOf(index), clientId: `client-${index}`, url: `http://127.0.0.1:9/${index}` },
    ],
    apiKeys: (row, index) => [{ ...row, key: `api-key-${index}` }],
    workflows: (row, index) => [
      { ...row, uuid: uuidOf(index), id: uuidOf(index), number: 1000 + index, isDefault: false },
    ],
    workflowSessions: (row, index) => [
      { ...row, id: uuidOf(index), number: 1000 + index, token: `workflow-token-${index}` },
    ],
    vendorUsers: (row, index) => [{ ...row, id: uuidOf(index), vendorData: `user-${index}`, number: 1000 + index }],
    options: null,
  },
});
