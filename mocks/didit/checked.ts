import type { DiditContext, Verification, WorkflowSession } from "./state.ts";

/** What the hosted verification page can be about. */
export type Checked = Verification | WorkflowSession;

export const isOfWorkflow = (checked: Checked): checked is WorkflowSession => "workflowId" in checked;

export const findChecked = (token: string, { verifications, workflowSessions }: DiditContext): Checked | undefined =>
  verifications.first("byToken", [token]) ?? workflowSessions.first("byToken", [token]);
