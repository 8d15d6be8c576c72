import type { Access, ApiKey, ScopedResource, WorkflowSession } from "./state.ts";

/** What a key may do with one kind of things. */
export const accessOf = ({ scopes }: ApiKey, resource: ScopedResource): Access =>
  scopes === undefined ? "write" : (scopes[resource] ?? "none");

/** Whether a key finds a workflow. */
export const mayFind = ({ workflowIds }: ApiKey, workflowId: string): boolean =>
  workflowIds === undefined || workflowIds.includes(workflowId);

/** Whether a key finds a session of its application: one of its mode, on a workflow that it finds. */
export const mayFindSession = (key: ApiKey, { workflowId, environment }: WorkflowSession): boolean =>
  environment === key.mode && mayFind(key, workflowId);
