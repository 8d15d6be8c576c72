import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import { mayFind } from "../api-keys.ts";
import { ITEMS_PER_PAGE } from "../assumptions.ts";
import type { ApiKeyCaller, DiditCallers } from "../credentials.ts";
import { linksOf } from "../pagination.ts";
import { invalidFields, verificationNotFound } from "../problems.ts";
import { reasons } from "../reasons.ts";
import type { DiditContext, state } from "../state.ts";
import { createVersion, findVersion, removeWorkflow, toVersion, updateVersion } from "../workflows.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

function find(uuid: string, { application: { clientId }, key }: ApiKeyCaller, context: DiditContext) {
  const found = findVersion(uuid, context);
  return found?.clientId === clientId && mayFind(key, found.id) ? found : undefined;
}

const unknown = (workflowId: string, { application: { clientId } }: ApiKeyCaller, { world }: DiditContext) =>
  verificationNotFound(reasons.unknownWorkflow({ workflowId, clientId, world }));

export const listWorkflows: For<"listWorkflows"> = ({ query, caller }, context) => {
  const { limit = ITEMS_PER_PAGE, offset = 0 } = query;
  const found = context.workflows
    .list("byApplication", [caller.application.clientId], { descending: true })
    .rows.filter(({ id }) => mayFind(caller.key, id));
  return {
    status: 200,
    body: {
      count: found.length,
      ...linksOf({ limit, offset }, found.length, `${context.publicUrl}/v3/workflows/`),
      results: found.slice(offset, offset + limit).map((each) => toVersion(each, context)),
    },
  };
};

export const createWorkflow: For<"createWorkflow"> = ({ body, caller: { application } }, context) => ({
  status: 201,
  body: toVersion(createVersion(application.clientId, body, context), context),
});

export const getWorkflow: For<"getWorkflow"> = ({ path: { uuid }, caller }, context) => {
  const found = find(uuid, caller, context);
  return found === undefined ? unknown(uuid, caller, context) : { status: 200, body: toVersion(found, context) };
};

export const updateWorkflow: For<"updateWorkflow"> = ({ path: { uuid }, body, caller }, context) => {
  const before = find(uuid, caller, context);
  if (before === undefined) return unknown(uuid, caller, context);
  if (body.status === "draft" && before.status === "published")
    return invalidFields(
      { status: ["Cannot revert a published version to draft."] },
      reasons.publishedAlready({ uuid: before.uuid }),
    );
  return { status: 200, body: toVersion(updateVersion(before, body, context), context) };
};

export const deleteWorkflow: For<"deleteWorkflow"> = ({ path: { uuid }, caller }, context) => {
  if (find(uuid, caller, context) === undefined) return unknown(uuid, caller, context);
  removeWorkflow(uuid, context);
  return { status: 204 };
};
