import { findDeepNesting } from "#engine/basics/nesting.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { components } from "#generated/didit/types.ts";
import { IDV_ABANDON_S, IDV_TTL_S, RERUN_PAUSE_S, SANDBOX_SCENARIOS, UPDATABLE } from "./assumptions.ts";
import { createLink } from "./links.ts";
import { reasons } from "./reasons.ts";
import { BACK_END, NO_REPORTS, type ReportOverrides, runChecks, whenOpened, whenSubmitted } from "./reports.ts";
import type { Outcome } from "./results.ts";
import { withReview } from "./session-reviews.ts";
import type { DiditContext, User, Workflow, WorkflowSession } from "./state.ts";
import { toMillisecondTime } from "./times.ts";
import { noteSession } from "./vendor-users.ts";
import { announceSession } from "./workflow-webhooks.ts";

type Schemas = components["schemas"];
type Status = Schemas["WorkflowStatus"];

export interface NewWorkflowSession {
  readonly vendorData?: string | null | undefined;
  readonly callback?: string | null | undefined;
  readonly metadata?: Schemas["SessionMetadata"] | undefined;
  readonly expectedDetails?: Schemas["ExpectedDetails"] | undefined;
  readonly contactDetails?: Schemas["ContactDetails"] | undefined;
  readonly portrait?: string | undefined;
  readonly sandboxScenario?: string | undefined;
  readonly environment?: Schemas["Environment"] | undefined;
  readonly baseUrl?: string | undefined;
}

/** A text that holds a JSON object is that object, unless the object could not have been sent as one. */
function toMetadata(given: Schemas["SessionMetadata"] | undefined): Schemas["SessionMetadata"] {
  if (typeof given !== "string") return given ?? null;
  if (findDeepNesting(given) !== undefined) return given;
  try {
    const value: unknown = JSON.parse(given);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject && !JSON.stringify(value).includes('"__proto__":') ? (value as Record<string, unknown>) : given;
  } catch {
    return given;
  }
}

/** Kinds of documents are the same in any case, and count once. */
function toExpected(given: Schemas["ExpectedDetails"]): Schemas["ExpectedDetails"] {
  const { expected_document_types: types } = given;
  if (types === undefined) return given;
  return { ...given, expected_document_types: [...new Set(types.map((each) => each.toUpperCase()))] };
}

/** Returns the unfinished session of the same `vendor_data` and mode, with what this creation replaces; otherwise a new one. */
export function createWorkflowSession(
  workflow: Workflow,
  given: NewWorkflowSession,
  context: DiditContext,
): WorkflowSession {
  const { callback = null, environment = "live", sandboxScenario } = given;
  // An empty text names no user.
  const vendorData = given.vendorData || null;
  const { id: workflowId, version } = workflow;
  const metadata = toMetadata(given.metadata);
  if (vendorData !== null) {
    const unfinished = context.workflowSessions.first("unfinished", [environment, workflowId, version, vendorData]);
    const replaced = { callback, metadata, ...(sandboxScenario !== undefined && { sandboxScenario }) };
    if (unfinished !== undefined) return change(unfinished, replaced, context);
  }
  return startSession(workflow, { ...given, vendorData, callback, metadata }, context);
}

function startSession(workflow: Workflow, given: NewWorkflowSession, context: DiditContext): WorkflowSession {
  const { clientId, id: workflowId, version, features } = workflow;
  const { expectedDetails, contactDetails = null, portrait, sandboxScenario, environment = "live" } = given;
  const id = context.ids.uuid();
  const session: WorkflowSession = {
    id,
    ...createLink("verify", context.ids.hex(40), given.baseUrl, context),
    clientId,
    number: context.counters.next(`workflow sessions of ${clientId}`),
    status: "Not Started",
    environment,
    workflowId,
    workflowVersion: version,
    features,
    vendorData: given.vendorData ?? null,
    metadata: given.metadata ?? null,
    callback: given.callback ?? null,
    expectedDetails: expectedDetails === undefined ? null : toExpected(expectedDetails),
    contactDetails,
    ...(portrait !== undefined && { portrait }),
    ...(sandboxScenario !== undefined && { sandboxScenario }),
    createdAtMs: context.now,
    reports: NO_REPORTS,
    reviews: [],
  };
  context.workflowSessions.put(session);
  startStatus(session, context);
  return session;
}

// Each action returns undefined if the status does not allow it.

/** The statuses in which the hosted page begins the checks. */
export const OPENABLE: readonly Status[] = ["Not Started", "Awaiting User", "Resubmitted"];

/** The person opens the hosted page. */
export function openSession(session: WorkflowSession, context: DiditContext): WorkflowSession | undefined {
  if (!OPENABLE.includes(session.status)) return undefined;
  const finding = { outcome: "Approved", now: context.now, hasPortrait: false } as const;
  const reports = runChecks(whenOpened(session), finding, session.reports);
  return change(session, { status: "In Progress", openedAtMs: context.now, reports }, context);
}

/** The person whom a session is about, where `vendor_data` names one. */
export const personOf = ({ vendorData }: WorkflowSession, { users }: DiditContext): User | undefined =>
  vendorData === null ? undefined : users.get(vendorData);

/** What the person has to pass: all that the workflow checks, or after a resubmission what was named. */
export function featuresLeft({ features, resubmitted }: WorkflowSession): WorkflowSession["features"] {
  const again = resubmitted?.map(({ feature }) => feature);
  return features.filter((each) => again === undefined || again.includes(each));
}

interface Submission {
  readonly outcome: Outcome;
  /** The owner of the document; default: the person named by `vendor_data`. */
  readonly user?: User | undefined;
  readonly overrides?: ReportOverrides | undefined;
}

/** The checks are done: all of them, or after a resubmission those that were named. */
export function submitSession(
  session: WorkflowSession,
  { outcome, user = undefined, overrides }: Submission,
  context: DiditContext,
): WorkflowSession | undefined {
  if (session.status !== "In Progress") return undefined;
  const { resubmitted: _, portrait, reports: before, ...kept } = session;
  const owner = user ?? personOf(session, context);
  const left = featuresLeft(session);
  const features = whenSubmitted(session).filter((each) => left.includes(each));
  const finding = { outcome, now: context.now, user: owner, hasPortrait: portrait !== undefined };
  const reports = runChecks(features, finding, before, overrides);
  const done: WorkflowSession = { ...kept, reports, ...(portrait !== undefined && { portrait }) };
  return change(done, { status: outcome }, context);
}

/** Actions that change only the status. */
const MOVES = {
  /** The person gives up, or does not finish in time. */
  abandon: { from: ["In Progress"], to: "Abandoned" },
  /** The page was not opened in time. */
  expire: { from: ["Not Started"], to: "Expired" },
  /** The document has become too old since. */
  "kyc-expire": { from: ["Approved"], to: "Kyc Expired" },
  /** The person has to come back. */
  await: { from: ["In Progress"], to: "Awaiting User" },
} as const satisfies Readonly<Record<string, { readonly from: readonly Status[]; readonly to: Status }>>;

export type SessionMove = keyof typeof MOVES;

export function moveSession(
  session: WorkflowSession,
  name: SessionMove,
  context: DiditContext,
  changes: Pick<WorkflowSession, "timedOutAtMs"> = {},
): WorkflowSession | undefined {
  const { from, to } = MOVES[name];
  const isAllowed = from.some((each) => each === session.status);
  return isAllowed ? change(session, { ...changes, status: to }, context) : undefined;
}

/** Job: the page was not opened in time. */
export const expireWorkflowSession = (id: string, context: DiditContext): void => endByTime(id, "expire", context);

/** Job: the checks were not finished in time. */
export const abandonWorkflowSession = (id: string, context: DiditContext): void => endByTime(id, "abandon", context);

function endByTime(id: string, name: "expire" | "abandon", context: DiditContext): void {
  const session = context.workflowSessions.get(id);
  if (session !== undefined) moveSession(session, name, context, { timedOutAtMs: context.now });
}

/** Job: a session of the sandbox ends as its creation said. */
export function playScenario(id: string, context: DiditContext): void {
  const session = context.workflowSessions.get(id);
  const end = outcomeOf(session);
  if (session === undefined || end === undefined) return;
  if (end === "Expired") {
    moveSession(session, "expire", context);
    return;
  }
  const opened = openSession(session, context) ?? session;
  if (end === "Abandoned") moveSession(opened, "abandon", context);
  else submitSession(opened, { outcome: end }, context);
}

/** How a session of the sandbox ends; `undefined`: as its person wants. */
export const outcomeOf = (session: WorkflowSession | undefined) =>
  SANDBOX_SCENARIOS.find(({ scenario }) => scenario === session?.sandboxScenario)?.status;

/** What a client of the API wants of a session, by update-status. */
export type Update = Schemas["WorkflowStatusUpdateRequest"];

/** Whether an update says what is so already: it changes nothing. */
export const isSame = ({ status }: WorkflowSession, { new_status }: Update): boolean =>
  status === new_status && new_status !== "Resubmitted";

export const isUpdatable = ({ status }: WorkflowSession): boolean => UPDATABLE.includes(status);

/** Whether all nodes of a resubmission run without the person. */
export const isWithoutPerson = ({ nodes_to_resubmit: nodes = [] }: Update): boolean =>
  nodes.length > 0 && nodes.every(({ feature }) => BACK_END.includes(feature));

/** Seconds until checks without the person may run again; 0: now. */
export const secondsToRerun = ({ rerunAtMs }: WorkflowSession, { now }: DiditContext): number =>
  rerunAtMs === undefined ? 0 : Math.max(0, Math.ceil((rerunAtMs + RERUN_PAUSE_S * 1000 - now) / 1000));

/** A client of the API approves, declines, or wants another look. The status must allow it, and differ. */
export function review(
  session: WorkflowSession,
  { new_status: newStatus, comment }: Schemas["SessionReviewRequest"],
  context: DiditContext,
): WorkflowSession {
  return change(session, { status: newStatus, reviews: withReview(session, { newStatus, comment }, context) }, context);
}

/** A client of the API approves, declines or resubmits. The status must allow it, and differ. */
export function update(session: WorkflowSession, given: Update, context: DiditContext): WorkflowSession {
  const { new_status, comment, nodes_to_resubmit: nodes = [] } = given;
  const reviews = withReview(session, { newStatus: new_status, comment }, context);
  if (new_status !== "Resubmitted") return change(session, { status: new_status, reviews }, context);
  if (!isWithoutPerson(given)) return change(session, { status: new_status, reviews, resubmitted: nodes }, context);
  const again = change(session, { status: new_status, reviews, rerunAtMs: context.now }, context);
  return rerun(again, nodes, decidedStatusOf(session), context);
}

const DECIDED: readonly Outcome[] = ["Approved", "Declined", "In Review"];

/**
 * The status that a session has once checks have run again without the person: the one that was decided. What was not decided,
 * such as a session that its person abandoned, is for a reviewer to decide.
 */
const decidedStatusOf = ({ status }: WorkflowSession): Outcome =>
  DECIDED.find((each) => each === status) ?? "In Review";

function rerun(
  session: WorkflowSession,
  nodes: readonly Schemas["NodeToResubmit"][],
  outcome: Outcome,
  context: DiditContext,
): WorkflowSession {
  const features = nodes.map(({ feature }) => feature);
  const finding = { outcome, now: context.now, user: personOf(session, context), hasPortrait: false };
  return change(session, { status: outcome, reports: runChecks(features, finding, session.reports) }, context);
}

/** Removes a session and what is scheduled for it. Webhooks that are on their way stay. */
export function removeSession(session: WorkflowSession, context: DiditContext): void {
  const timeout = timeoutOf(session);
  if (timeout !== undefined) context.cancel(timeout.job, session.id);
  context.cancel("playScenario", session.id);
  context.workflowSessions.delete(session.id);
}

function change(before: WorkflowSession, changes: Partial<WorkflowSession>, context: DiditContext): WorkflowSession {
  const after: WorkflowSession = { ...before, ...changes };
  const stored = context.workflowSessions.get(before.id);
  context.workflowSessions.put(after);
  if (stored === undefined || after.status === stored.status) return after;
  const timeout = timeoutOf(stored);
  if (timeout !== undefined) context.cancel(timeout.job, stored.id);
  startStatus(after, context, stored);
  return after;
}

/**
 * What begins with a status: the time in which it has to be left, where it has one, the webhooks, and what the user has of it.
 *
 * @param before absent: the session is new
 */
export function startStatus(session: WorkflowSession, context: DiditContext, before?: WorkflowSession): void {
  const timeout = timeoutOf(session);
  if (timeout !== undefined) context.schedule(timeout.atMs, timeout.job, session.id);
  announceSession(session, context);
  noteSession(session, before, context);
}

/** Returns the job of a session in its current status, and its time; `undefined` if it has none. */
function timeoutOf(session: WorkflowSession) {
  const { status, createdAtMs, openedAtMs = createdAtMs } = session;
  if (status === "Not Started") return { job: "expireWorkflowSession", atMs: expiryOf(session) };
  if (status === "In Progress") return { job: "abandonWorkflowSession", atMs: openedAtMs + IDV_ABANDON_S * 1000 };
  return undefined;
}

/** When a session ends that is not finished; `undefined` once it is. */
export const deadlineOfSession = (session: WorkflowSession): number | undefined => timeoutOf(session)?.atMs;

const expiryOf = ({ createdAtMs }: WorkflowSession): number => createdAtMs + IDV_TTL_S * 1000;

/** Returns why an expired session cannot be opened. */
export function explainExpiredSession(session: WorkflowSession): Reason {
  const { id, timedOutAtMs } = session;
  return timedOutAtMs === undefined
    ? reasons.verificationEndedEarly({ id, expiresAt: toMillisecondTime(expiryOf(session)) })
    : reasons.verificationExpired({ id, expiredAt: toMillisecondTime(timedOutAtMs) });
}
