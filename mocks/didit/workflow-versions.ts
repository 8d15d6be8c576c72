import type { DiditContext, Workflow } from "./state.ts";

/** All versions of a workflow, latest first. */
export const versionsOf = (id: string, { workflows }: DiditContext): readonly Workflow[] =>
  workflows.list("byWorkflow", [id], { descending: true }).rows;

/** Stores a version; if it is of the default workflow, no other one of the application is any longer. */
export function putVersion(version: Workflow, context: DiditContext): Workflow {
  const { workflows } = context;
  if (version.isDefault)
    for (const each of workflows.list("defaults", [version.clientId]).rows)
      if (each.id !== version.id) workflows.put({ ...each, isDefault: false });
  workflows.put(version);
  return version;
}
