import { DeferredBody } from "#engine/contract/deferred-body.ts";
import type { Verification, WorkflowSession } from "./state.ts";

/** The report of a verification, made after the commit: what writes PDFs is loaded by the first report. */
export const reportOf = (verification: Verification): DeferredBody<Uint8Array> =>
  new DeferredBody<Uint8Array>(new Uint8Array(), async () => (await import("./report.ts")).writeReport(verification));

/** The same of a session of a workflow. */
export const workflowReportOf = (session: WorkflowSession): DeferredBody<Uint8Array> =>
  new DeferredBody<Uint8Array>(new Uint8Array(), async () => (await import("./report.ts")).writeSessionReport(session));
