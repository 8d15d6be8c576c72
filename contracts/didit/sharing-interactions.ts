import type { FromState, Interaction, State } from "../agreement/contract.ts";
import type { Api } from "./api.ts";
import { type Asker, toRefusals } from "./workflow-interactions.ts";

const SESSION = "33333333-4444-4555-8666-777777777777";
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const PARTNER = "0c0c0c0c-0000-4000-8000-00000000000c";
const SHARE = "/v3/session/{session_id}/share/";
const IMPORT = "/v3/session/import-shared/";
const TOKEN = "standin-share-token";

const at = (id: string) => ({ path: { session_id: id } });
const idOf = (from: FromState): string => from("session_id", SESSION);
const tokenOf = (from: FromState): string => from("share_token", TOKEN);
const partner: State = ["an application", { client_id: "partner-client", id: PARTNER }];
const inStatus = (status: string): State => ["a workflow session", { status }];

const toPartner = { for_application_id: PARTNER, ttl_in_seconds: 600 };
const wanted = { trust_review: false, vendor_data: "order-4731", workflow_id: WORKFLOW };

/** A workflow of the partner that checks nothing. */
const asking = { id: "00000000-0000-4000-8000-0000000000f7", features: ["QUESTIONNAIRE"] };

/** What is null where it was not asked for. */
const BLOCKS = [
  ...["id_verifications", "nfc_verifications", "liveness_checks", "face_matches", "poa_verifications"],
  ...["document_ai_documents", "phone_verifications", "email_verifications", "aml_screenings", "ip_analyses"],
  "database_validations",
];

const SAME = [
  ...["status", "vendor_data", "callback", "session_number", "reviews", "metadata", "expected_details"],
  ...["contact_details", "environment", "session_kind", "workflow_id"],
];

const askers: readonly Asker[] = [
  {
    operationId: "shareSession",
    isAboutSession: true,
    hasBody: true,
    ask: (client, id, more) => client.POST(SHARE, { ...more, params: at(id), body: toPartner }),
  },
  {
    operationId: "importSharedSession",
    isAboutSession: false,
    hasBody: true,
    ask: (client, _id, more) => client.POST(IMPORT, { ...more, body: { share_token: TOKEN, ...wanted } }),
  },
];

const interactions: readonly Interaction<Api>[] = [
  {
    operationId: "shareSession",
    status: 200,
    when: "when the session is finished",
    given: [partner, inStatus("Declined")],
    differs: { for_application_id: PARTNER },
    exactly: ["for_application_id", "session_kind"],
    call: ({ keyed }, from) => keyed.POST(SHARE, { params: at(idOf(from)), body: toPartner }),
  },
  {
    operationId: "shareSession",
    status: 400,
    when: "when the person is at it",
    given: [partner, inStatus("In Progress")],
    example: "unfinished",
    exactly: ["detail"],
    call: ({ keyed }, from) => keyed.POST(SHARE, { params: at(idOf(from)), body: toPartner }),
  },
  {
    operationId: "shareSession",
    status: 400,
    when: "when the token should be valid for less than a minute",
    given: [partner, inStatus("Approved")],
    example: "tooShort",
    exactly: ["ttl_in_seconds"],
    call: ({ keyed }, from) =>
      keyed.POST(SHARE, { params: at(idOf(from)), body: { for_application_id: PARTNER, ttl_in_seconds: 59 } }),
  },
  {
    operationId: "importSharedSession",
    status: 201,
    when: "when the review is not trusted",
    given: [["a shared session", { status: "Approved" }]],
    example: "approved",
    differs: {
      status: "In Review",
      vendor_data: "order-4731",
      callback: null,
      session_number: 1,
      reviews: [],
      shared_from_session: SESSION,
    },
    exactly: [...SAME, "questionnaire_responses", "id_verifications.0.status"],
    call: ({ keyed }, from) => keyed.POST(IMPORT, { body: { share_token: tokenOf(from), ...wanted } }),
  },
  {
    operationId: "importSharedSession",
    status: 201,
    when: "when only answers were asked for, and the review is trusted",
    given: [
      ["an application", { client_id: "partner-client", id: PARTNER, workflows: [asking] }],
      ["a shared session", { partner_workflow_id: asking.id, vendor_data: "order-4732" }],
    ],
    example: "approved",
    differs: {
      ...Object.fromEntries(BLOCKS.map((name) => [name, null])),
      questionnaire_responses: [{ node_id: "feature_questionnaire", status: "Approved", warnings: [], sections: [] }],
      features: ["QUESTIONNAIRE"],
      vendor_data: "order-4732",
      callback: null,
      session_number: 1,
      reviews: [],
      shared_from_session: SESSION,
    },
    exactly: [...SAME, "features", ...BLOCKS],
    call: ({ keyed }, from) =>
      keyed.POST(IMPORT, { body: { share_token: tokenOf(from), trust_review: true, workflow_id: WORKFLOW } }),
  },
  {
    operationId: "importSharedSession",
    status: 400,
    when: "when the token is not one",
    example: "invalidToken",
    exactly: ["share_token"],
    call: ({ keyed }) => keyed.POST(IMPORT, { body: { share_token: "nothing", ...wanted } }),
  },
  {
    operationId: "importSharedSession",
    status: 403,
    when: "when the session was imported before",
    given: [["a shared session", { imported_into: WORKFLOW }]],
    example: "imported",
    exactly: ["detail"],
    call: ({ keyed }, from) => keyed.POST(IMPORT, { body: { share_token: tokenOf(from), ...wanted } }),
  },
  {
    operationId: "importSharedSession",
    status: 404,
    when: "when the workflow is unknown",
    given: [["a shared session"]],
    call: ({ keyed }, from) =>
      keyed.POST(IMPORT, {
        body: { share_token: tokenOf(from), ...wanted, workflow_id: "99999999-9999-4999-8999-999999999999" },
      }),
  },
];

export const sharingInteractions: readonly Interaction<Api>[] = [...askers.flatMap(toRefusals), ...interactions];
