import type { Client } from "openapi-fetch";
import type { components, paths } from "#generated/didit/types.ts";
import { type ApiPaths, at, type DiditResult, pdfOf, toPdf } from "./didit-api.ts";
import { readProblem } from "./didit-problems.ts";
import { type PollOptions, poll } from "./polling.ts";
import { mapResult, NOT_DOCUMENTED, requireObject, requireText, toDone, toFailure, toResult } from "./result.ts";
import { isText } from "./values.ts";

type Schemas = components["schemas"];

/** Fewer than the hundred requests a minute that Didit allows. Webhooks tell sooner, and cost none. */
const OUTCOME_INTERVAL_MS = 5000;
/** A request that fails once more in a row ends the wait. */
const TOLERATED_FAILURES = 2;

/** Only the members that are named: any others would hide a misspelt one. */
type Named<Open> = { [Name in keyof Open as string extends Name ? never : Name]: Open[Name] };

type Request = Schemas["WorkflowSessionRequest"];

/**
 * What a session is created from, named as in Didit's API. Only `workflow_id` is required. Of the words of `sandbox_scenario`
 * Didit has shown `approve` alone; the others are those of the simulator.
 */
export interface WorkflowSessionDetails
  extends Omit<Request, "contact_details" | "expected_details" | "sandbox_scenario"> {
  contact_details?: Named<Schemas["ContactDetails"]>;
  expected_details?: Named<Schemas["ExpectedDetails"]>;
  sandbox_scenario?: "approve" | "decline" | "review" | "abandon" | "expire" | (string & {});
}
/** A new session, or the unfinished one of the same `vendor_data`. Send the person to its `url`. */
export interface WorkflowSession extends Omit<Schemas["WorkflowSession"], "session_token" | "url"> {
  session_token: string;
  url: string;
}
/**
 * A session and the results of its checks: of each kind null until the workflow has run it, then a list with one item for each
 * node. Addresses of images are valid for an hour. Times are ISO 8601 in UTC.
 */
export type WorkflowDecision = Schemas["WorkflowDecision"];
/** The status of a session. Spaces and capitals matter: `In Review`, `Kyc Expired`. */
export type WorkflowStatus = Schemas["WorkflowStatus"];
/** A session in a list, without its results. */
export type WorkflowSessionSummary = Schemas["WorkflowSessionSummary"];
/** One page of a list, newest session first. `count` is that of all pages. */
export type WorkflowSessionPage = Schemas["WorkflowSessionPage"];
/** Which sessions to list; all that is named must fit. `created_before` is exclusive. Times are ISO 8601. */
export type WorkflowSessionFilters = NonNullable<paths["/v3/sessions/"]["get"]["parameters"]["query"]>;
/** A node of a workflow that the person has to pass again, as in the item's `node_id` of a decision. */
export type NodeToResubmit = Schemas["NodeToResubmit"];

/**
 * A change of status by hand. `Resubmitted` names the nodes to pass again; an e-mail needs an address.
 *
 * @see https://docs.didit.me/sessions-api/update-status
 */
export type WorkflowStatusChange = Pick<Schemas["WorkflowStatusUpdateRequest"], "comment"> &
  (
    | { new_status: "Approved" | "Declined"; nodes_to_resubmit?: never }
    | { new_status: "Resubmitted"; nodes_to_resubmit: NodeToResubmit[] }
  ) &
  (
    | { send_email?: false; email_address?: never; email_language?: never }
    | { send_email: true; email_address: string; email_language?: string }
  );

/** Sessions by their `session_number`, or all of the application. */
export type WorkflowSessionsDeletion =
  | { session_numbers: number[]; delete_all?: never }
  | { delete_all: true; session_numbers?: never };

export interface OutcomeOptions extends PollOptions {
  /** Milliseconds after which waiting ends with a failure of status 0 that names the last status; default: when the session ends by itself. */
  readonly timeoutMs?: number;
  /** Called with the session when its status is first seen, and when it has changed. It is awaited; what it throws ends the wait. */
  readonly onProgress?: (session: WorkflowDecision) => unknown;
  /** Whether to wait through `In Review` until a person has decided, which may take days; default false. */
  readonly throughReview?: boolean;
}

/** The calls of version 3, for clients with an API key. */
export interface DiditWorkflows {
  /**
   * Starts a verification by the checks of a workflow; every reply but 201 is a failure. An unfinished session of the same
   * `vendor_data` is returned instead of a new one, with its present status. If a reply was lost, list the sessions of that
   * `vendor_data` before you repeat the call.
   *
   * @see https://docs.didit.me/sessions-api/create-session
   */
  createWorkflowSession(details: WorkflowSessionDetails): Promise<DiditResult<WorkflowSession>>;
  /** Returns a session with its results, in every status; `isApproved` tells whether it succeeded. */
  getWorkflowDecision(sessionId: string): Promise<DiditResult<WorkflowDecision>>;
  /**
   * Polls the decision, at once and then every five seconds, until the person is through: `Approved`, `Declined`, `In Review`,
   * `Abandoned`, `Expired`, `Kyc Expired`, or a status that is not known yet. It waits while the status is `Not Started`,
   * `In Progress`, `Awaiting User` or `Resubmitted`. A 429 is waited for as its `Retry-After` says, and two failures in a row of
   * the network or of status 5xx are passed over; any other is the result.
   *
   * @throws RangeError if `intervalMs` or `timeoutMs` is below 1 or above the maximum of a timer, 24 days
   */
  waitForOutcome(sessionId: string, options?: OutcomeOptions): Promise<DiditResult<WorkflowDecision>>;
  /** Returns one page of sessions, newest first. */
  listWorkflowSessions(filters?: WorkflowSessionFilters): Promise<DiditResult<WorkflowSessionPage>>;
  /**
   * Iterates over the sessions of all pages; `limit` is the size of a page. A failure is the last item. Sessions that are created
   * or deleted meanwhile may shift the pages, so that one comes twice or not at all.
   */
  eachWorkflowSession(filters?: WorkflowSessionFilters): AsyncIterable<DiditResult<WorkflowSessionSummary>>;
  /**
   * Approves, declines or resubmits a session. `Approved` and `Declined` change nothing where they are the status already. A
   * failure of status 400 if the status does not allow it, and of 429 with `retryAfterSeconds` if checks that need no person
   * are to run again within 30 seconds.
   */
  updateWorkflowStatus(
    sessionId: string,
    change: WorkflowStatusChange,
  ): Promise<DiditResult<Schemas["WorkflowStatusUpdate"]>>;
  /** Returns the report of a session, as the bytes of a PDF. A failure of status 403 if it has no report yet. */
  downloadWorkflowPdf(sessionId: string): Promise<DiditResult<Uint8Array<ArrayBuffer>>>;
  /** Deletes a session with its results. After a failure of status 503 repeat the call. */
  deleteWorkflowSession(sessionId: string): Promise<DiditResult<undefined>>;
  /** Deletes several sessions. A failure of status 404 if a number is unknown. */
  deleteWorkflowSessions(which: WorkflowSessionsDeletion): Promise<DiditResult<undefined>>;
}

export const createWorkflows = (api: Client<ApiPaths>): DiditWorkflows => ({
  createWorkflowSession: async (body) =>
    toOpenSession(await toResult(api.POST("/v3/session/", { body }), readProblem, 201)),
  getWorkflowDecision: (sessionId) => readDecision(api, sessionId),
  waitForOutcome: (sessionId, options) => waitForOutcome(api, sessionId, options),
  listWorkflowSessions: async (filters) => mapResult(await readPage(api, filters), ({ page }) => page),
  eachWorkflowSession: (filters) => eachSession(api, filters),
  updateWorkflowStatus: (sessionId, body) =>
    toResult(api.PATCH("/v3/session/{session_id}/update-status/", { params: at(sessionId), body }), readProblem),
  downloadWorkflowPdf: async (sessionId) =>
    mapResult(await toResult(api.GET("/v3/session/{session_id}/generate-pdf/", pdfOf(sessionId)), readProblem), toPdf),
  deleteWorkflowSession: (sessionId) =>
    toDone(api.DELETE("/v3/session/{session_id}/delete/", { params: at(sessionId) }), readProblem),
  deleteWorkflowSessions: (body) => toDone(api.POST("/v3/sessions/delete/", { body }), readProblem),
});

const hasLink = (session: Schemas["WorkflowSession"]): session is WorkflowSession =>
  isText(session.url) && isText(session.session_token);

/** Didit leaves token and URL null for keys that may not write sessions. Such a key is not to create any, and gets a 403. */
function toOpenSession(result: DiditResult<Schemas["WorkflowSession"]>): DiditResult<WorkflowSession> {
  if (!result.ok) return result;
  const { data } = result;
  if (hasLink(data)) return { ok: true, data };
  const isHidden = data.url === null || data.session_token === null;
  const reason = isHidden ? "the session has no url or token: may the API key write sessions?" : NOT_DOCUMENTED;
  return toFailure(new Error(reason));
}

const readDecision = (api: Client<ApiPaths>, sessionId: string, signal: AbortSignal | null = null) =>
  toResult(api.GET("/v3/session/{session_id}/decision/", { params: at(sessionId), signal }), readProblem);

const WITH_PERSON: readonly WorkflowStatus[] = ["Not Started", "In Progress", "Awaiting User", "Resubmitted"];

function waitForOutcome(
  api: Client<ApiPaths>,
  sessionId: string,
  { intervalMs = OUTCOME_INTERVAL_MS, onProgress, throughReview = false, ...options }: OutcomeOptions = {},
): Promise<DiditResult<WorkflowDecision>> {
  const pending: readonly WorkflowStatus[] = throughReview ? [...WITH_PERSON, "In Review"] : WITH_PERSON;
  let seen: WorkflowStatus | undefined;
  return poll({
    ...options,
    intervalMs,
    toleratedFailures: TOLERATED_FAILURES,
    async look(signal) {
      const result = mapResult(await readDecision(api, sessionId, signal), (session) => {
        requireText(session.status);
        return session;
      });
      if (result.ok && result.data.status !== seen) {
        seen = result.data.status;
        await onProgress?.(result.data);
      }
      return result;
    },
    describePending: () => (seen === undefined ? "no status is known" : `the status is still "${seen}"`),
    isFinal: (session): session is WorkflowDecision => !pending.includes(session.status),
  });
}

/** The query of the next page is undefined on the last one. */
async function readPage(api: Client<ApiPaths>, query: WorkflowSessionFilters = {}) {
  const result = await toResult(api.GET("/v3/sessions/", { params: { query } }), readProblem);
  return mapResult(result, (page) => {
    page.results.forEach(requireObject);
    // Only its query: the key goes to no other address than that of the client.
    const next = page.next === null ? undefined : new URL(requireText(page.next), "http://localhost").search;
    return { page, next };
  });
}

async function* eachSession(
  api: Client<ApiPaths>,
  filters?: WorkflowSessionFilters,
): AsyncGenerator<DiditResult<WorkflowSessionSummary>> {
  const asked = new Set<string>();
  let query = filters;
  for (;;) {
    const result = await readPage(api, query);
    if (!result.ok) return yield result;
    const { page, next } = result.data;
    for (const data of page.results) yield { ok: true, data };
    if (next === undefined) return;
    if (asked.has(next)) return yield toFailure(new Error("the pages of the list lead back to one of them"));
    asked.add(next);
    query = Object.fromEntries(new URLSearchParams(next));
  }
}
