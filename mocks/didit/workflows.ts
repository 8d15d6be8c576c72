import type { components } from "#generated/didit/types.ts";
import type { DiditContext, Workflow } from "./state.ts";
import { toSecondTime } from "./times.ts";
import { putVersion, versionsOf } from "./workflow-versions.ts";

type Schemas = components["schemas"];
type FeatureName = Schemas["FeatureName"];
type Feature = Schemas["WorkflowFeature"];

/** Checks as sessions name them, by the names that workflows have for them. */
const FEATURES: Readonly<Record<FeatureName, Feature>> = {
  OCR: "ID_VERIFICATION",
  NFC: "NFC",
  LIVENESS: "LIVENESS",
  FACE_MATCH: "FACE_MATCH",
  PROOF_OF_ADDRESS: "POA",
  QUESTIONNAIRE: "QUESTIONNAIRE",
  EMAIL_VERIFICATION: "EMAIL_VERIFICATION",
  PHONE_VERIFICATION: "PHONE",
  DATABASE_VALIDATION: "DATABASE_VALIDATION",
  AML: "AML",
  IP_ANALYSIS: "IP_ANALYSIS",
};

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(FEATURES).map(([name, feature]) => [feature, name]));

/** What sessions check, without repetitions. */
export const toFeatures = (given: Schemas["WorkflowFeatures"]): readonly Feature[] => [
  ...new Set(given.map(({ feature }) => FEATURES[feature])),
];

const LATEST = { descending: true, limit: 1 } as const;

/** The version by which sessions of a workflow are created; `undefined` if none is published. */
export const publishedWorkflow = (id: string, { workflows }: DiditContext): Workflow | undefined =>
  workflows.list("published", [id], LATEST).rows[0];

/** Finds a workflow by its id, in the latest version that is published if there is one, or a version by its own id. */
export const findVersion = (uuid: string, context: DiditContext): Workflow | undefined =>
  publishedWorkflow(uuid, context) ?? versionsOf(uuid, context)[0] ?? context.workflows.get(uuid);

/** Creates the first version of a workflow. */
export function createVersion(clientId: string, given: Schemas["NewWorkflow"], context: DiditContext): Workflow {
  const id = context.ids.uuid();
  const { workflow_label: name, features, is_default: isDefault = false, status = "published" } = given;
  return putVersion(
    {
      uuid: id,
      id,
      clientId,
      name,
      version: 1,
      features: toFeatures(features),
      status,
      isDefault,
      number: context.counters.next(`workflows of ${clientId}`),
      updatedAtMs: context.now,
    },
    context,
  );
}

/** Changes a version in place and publishes it unless it stays a draft, or makes a further one of a published version. */
export function updateVersion(before: Workflow, given: Schemas["WorkflowUpdate"], context: DiditContext): Workflow {
  const { workflow_label: name = before.name, features, is_default: isDefault = before.isDefault, status } = given;
  const changed: Workflow = {
    ...before,
    name,
    isDefault,
    ...(features !== undefined && { features: toFeatures(features) }),
    status: status ?? "published",
    updatedAtMs: context.now,
  };
  if (status !== "published" || before.status === "draft") return putVersion(changed, context);
  const { id, clientId } = before;
  // Numbers of versions that were removed do not come again: sessions of theirs are not reused.
  const published = context.counters.next(`versions of workflow ${id}`);
  const version = Math.max(versionsOf(id, context)[0]?.version ?? 0, published) + 1;
  const number = context.counters.next(`workflows of ${clientId}`);
  return putVersion({ ...changed, uuid: context.ids.uuid(), version, number }, context);
}

/** Removes a version, or by the id of the workflow all of them. */
export function removeWorkflow(uuid: string, context: DiditContext): void {
  for (const { uuid: each } of versionsOf(uuid, context)) context.workflows.delete(each);
  context.workflows.delete(uuid);
}

export function toVersion(workflow: Workflow, context: DiditContext): Schemas["WorkflowVersion"] {
  const { uuid, id, name, version, status, isDefault, features, updatedAtMs } = workflow;
  return {
    uuid,
    workflow_id: id,
    workflow_label: name,
    workflow_type: "kyc",
    version,
    status,
    is_default: isDefault,
    is_archived: false,
    is_simple_workflow: true,
    features: features.map((each) => NAMES.get(each) ?? each).join(" + "),
    has_draft: versionsOf(id, context).some((each) => each.status === "draft"),
    updated_at: toSecondTime(updatedAtMs),
  };
}
