import type { Access, ApiKey, ScopedResource } from "./state.ts";

/** What a key may do with one kind of things. */
export const accessOf = ({ scopes }: ApiKey, resource: ScopedResource): Access =>
  scopes === undefined ? "write" : (scopes[resource] ?? "none");

/** Whether a key finds the sessions of a workflow. */
export const mayFind = ({ workflowIds }: ApiKey, workflowId: string): boolean =>
  workflowIds === undefined || workflowIds.includes(workflowId);
