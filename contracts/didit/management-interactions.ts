import type { FromState, Interaction, State } from "../agreement/contract.ts";
import type { Api } from "./api.ts";
import { type Asker, toRefusals } from "./workflow-interactions.ts";

const VERSION = "77777777-8888-4999-8aaa-bbbbbbbbbbbb";
const WORKFLOWS = "/v3/workflows/";
const WORKFLOW = "/v3/workflows/{uuid}/";

const at = (uuid: string) => ({ path: { uuid } });
const uuidOf = (from: FromState): string => from("workflow_id", VERSION);
const aWorkflow: State = [
  "a workflow",
  { id: "0d0d0d0d-0000-4000-8000-0000000000f3", name: "Address", features: ["POA", "PHONE"] },
];
const wanted = {
  workflow_label: "Lists and answers",
  features: [{ feature: "AML" as const }, { feature: "QUESTIONNAIRE" as const, config: { strict: true } }],
};

const askers: readonly Asker[] = [
  {
    operationId: "listWorkflows",
    isAboutSession: false,
    hasBody: false,
    ask: (client, _id, more) => client.GET(WORKFLOWS, { ...more }),
  },
  {
    operationId: "createWorkflow",
    isAboutSession: false,
    hasBody: true,
    ask: (client, _id, more) => client.POST(WORKFLOWS, { ...more, body: wanted }),
  },
  ...(
    [
      ["getWorkflow", "GET", false],
      ["updateWorkflow", "PATCH", true],
      ["deleteWorkflow", "DELETE", false],
    ] as const
  ).map(
    ([operationId, method, hasBody]): Asker => ({
      operationId,
      isAboutSession: true,
      exists: aWorkflow,
      idName: "workflow_id",
      hasBody,
      ask: (client, id, more) =>
        method === "PATCH"
          ? client.PATCH(WORKFLOW, { ...more, params: at(id), body: { is_default: true } })
          : method === "GET"
            ? client.GET(WORKFLOW, { ...more, params: at(id) })
            : client.DELETE(WORKFLOW, { ...more, params: at(id) }),
    }),
  ),
];

const SAID = [
  ...["workflow_label", "workflow_type", "version", "status", "is_default", "is_archived", "is_simple_workflow"],
  ...["features", "has_draft"],
];

const interactions: readonly Interaction<Api>[] = [
  {
    operationId: "listWorkflows",
    status: 200,
    when: "when there is one more than on the page",
    given: [aWorkflow],
    differs: {
      count: 2,
      next: "https://verification.didit.me/v3/workflows/?limit=1&offset=1",
      results: [
        {
          uuid: VERSION,
          workflow_id: VERSION,
          workflow_label: "Address",
          workflow_type: "kyc",
          version: 1,
          status: "published",
          is_default: false,
          is_archived: false,
          is_simple_workflow: true,
          features: "PROOF_OF_ADDRESS + PHONE_VERIFICATION",
          has_draft: false,
          updated_at: "2026-01-01T12:00:00Z",
        },
      ],
    },
    exactly: ["count", "previous", ...SAID.map((name) => `results.0.${name}`)],
    call: ({ keyed }) => keyed.GET(WORKFLOWS, { params: { query: { limit: 1 } } }),
  },
  {
    operationId: "listWorkflows",
    status: 400,
    when: "when a page should have no items",
    exactly: ["limit"],
    call: ({ keyed }) => keyed.GET(WORKFLOWS, { params: { query: { limit: 0 } } }),
  },
  {
    operationId: "createWorkflow",
    status: 201,
    when: "when it is published at once",
    differs: { workflow_label: "Lists and answers", features: "AML + QUESTIONNAIRE", is_default: true },
    exactly: SAID,
    call: ({ keyed }) => keyed.POST(WORKFLOWS, { body: { ...wanted, is_default: true } }),
  },
  {
    operationId: "createWorkflow",
    status: 400,
    when: "when it checks nothing",
    example: "missing",
    exactly: ["features"],
    call: ({ keyed }) => keyed.POST(WORKFLOWS, { body: { workflow_label: "Nothing" } as unknown as typeof wanted }),
  },
  {
    operationId: "getWorkflow",
    status: 200,
    when: "when it exists",
    given: [aWorkflow],
    differs: { workflow_label: "Address", features: "PROOF_OF_ADDRESS + PHONE_VERIFICATION" },
    exactly: SAID,
    call: ({ keyed }, from) => keyed.GET(WORKFLOW, { params: at(uuidOf(from)) }),
  },
  {
    operationId: "updateWorkflow",
    status: 200,
    when: "when another version is published",
    given: [aWorkflow],
    differs: { workflow_label: "Lists and answers", features: "AML + QUESTIONNAIRE", version: 2 },
    exactly: SAID,
    call: ({ keyed }, from) =>
      keyed.PATCH(WORKFLOW, { params: at(uuidOf(from)), body: { ...wanted, status: "published" } }),
  },
  {
    operationId: "updateWorkflow",
    status: 400,
    when: "when it is published already",
    given: [aWorkflow],
    example: "published",
    exactly: ["status"],
    call: ({ keyed }, from) => keyed.PATCH(WORKFLOW, { params: at(uuidOf(from)), body: { status: "draft" } }),
  },
  {
    operationId: "deleteWorkflow",
    status: 204,
    when: "when it exists",
    given: [aWorkflow],
    call: ({ keyed }, from) => keyed.DELETE(WORKFLOW, { params: at(uuidOf(from)) }),
  },
];

export const managementInteractions: readonly Interaction<Api>[] = [...askers.flatMap(toRefusals), ...interactions];
