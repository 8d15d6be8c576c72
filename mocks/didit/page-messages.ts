import type { components } from "#generated/didit/types.ts";
import { CANCELLED_PAGE_STATUS } from "./assumptions.ts";
import type { Verification, WorkflowSession } from "./state.ts";

type Schemas = components["schemas"];

/** What a hosted page tells the page around it; its script adds the time. */
export type PageMessage = Omit<Schemas["PageMessage"], "timestamp">;

type Shown = Pick<Verification | WorkflowSession, "id" | "status" | "features">;

/** The outcomes in the words of the hosted page. */
const PAGE_STATUSES: ReadonlyMap<string, Schemas["PageStatus"]> = new Map([
  ["Approved", "Approved"],
  ["Declined", "Declined"],
  ["In Review", "Pending"],
]);

/** The steps of the checks in which the person takes part. */
const STEPS: ReadonlyMap<string, NonNullable<PageMessage["data"]["step"]>> = new Map([
  ["OCR", "document_front"],
  ["ID_VERIFICATION", "document_front"],
  ["FACE", "face"],
  ["LIVENESS", "face"],
  ["FACE_MATCH", "face"],
  ["POA", "poa"],
  ["QUESTIONNAIRE", "questionnaire"],
  ["EMAIL_VERIFICATION", "email"],
  ["PHONE", "phone"],
]);

/** The messages of a page that was opened. */
export function whenShown({ id: sessionId, status }: Shown): PageMessage[] {
  const ready: PageMessage = { type: "didit:ready", data: { sessionId } };
  if (status === "In Progress") return [ready, { type: "didit:started", data: { sessionId } }];
  const outcome = PAGE_STATUSES.get(status);
  const error = `This verification is ${status}.`;
  return [
    ready,
    outcome === undefined ? { type: "didit:error", data: { sessionId, error } } : toEnd(sessionId, outcome),
  ];
}

/** The messages of the page after one of its buttons has ended the session. */
export function whenEnded({ id: sessionId, status, features }: Shown): PageMessage[] {
  const outcome = PAGE_STATUSES.get(status);
  if (outcome === undefined) return [{ type: "didit:cancelled", data: { sessionId, status: CANCELLED_PAGE_STATUS } }];
  const checks = typeof features === "string" ? features.split(" + ") : features;
  const step = checks.flatMap((check) => STEPS.get(check) ?? []).at(-1);
  const data = { sessionId, status: outcome, ...(step !== undefined && { step }) };
  return [{ type: "didit:status_updated", data }, toEnd(sessionId, outcome)];
}

const toEnd = (sessionId: string, status: Schemas["PageStatus"]): PageMessage => ({
  type: "didit:completed",
  data: { sessionId, status },
});
