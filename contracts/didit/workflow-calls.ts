import {
  createDiditClient,
  type DiditKeyClient,
  isApproved,
  type WorkflowSessionDetails,
  type WorkflowStatus,
  type WorkflowStatusChange,
} from "#clients/didit.ts";
import type { CallSite, FromState, HelperCall, HelperExchange, Sent, State } from "../agreement/contract.ts";
import { asJson, complained, failed, UNKNOWN_ID } from "./exchanges.ts";
import { readLines } from "./report-lines.ts";

/* The calls of version 3, by a client with an API key. */

const API_KEY = "helper-api-key";
const CLIENT_ID = "helper-key-client";
const WORKFLOW = "0e0e0e0e-0000-4000-8000-0000000000f3";
const SESSION = "d1d2d3d4-0000-4000-8000-0000000000dd";
const FEATURES = ["ID_VERIFICATION", "LIVENESS", "FACE_MATCH", "IP_ANALYSIS"];

/** An application with a key, and one workflow. */
export const keyedApplication: State = [
  "an application",
  {
    client_id: CLIENT_ID,
    id: "0c0c0c0c-0000-4000-8000-00000000000e",
    api_keys: [{ key: API_KEY, mode: "live" }],
    workflows: [{ id: WORKFLOW, version: 3, features: FEATURES }],
  },
];
export const KEYED = { clientId: CLIENT_ID, workflow: WORKFLOW } as const;

export const connectByKey = ({ baseUrl, fetch, now }: CallSite): DiditKeyClient =>
  createDiditClient({ baseUrl, fetch, now, apiKey: API_KEY });

const aSession = (parameters: object = {}): State => ["a workflow session", { workflow_id: WORKFLOW, ...parameters }];
const aKey = (parameters: object): State => ["an API key", { client_id: CLIENT_ID, key: API_KEY, ...parameters }];
const idOf = (site: CallSite): string => site.from("session_id", SESSION);
export const byKey = { "x-api-key": API_KEY };
const pathTo = (what: string, id: string): string => `/v3/session/${id}/${what}/`;
const ofSession =
  (what: string, more: Omit<Sent, "path"> = {}): HelperExchange["sends"] =>
  (from: FromState) => ({
    ...more,
    path: pathTo(what, from("session_id", SESSION)),
    headers: { ...byKey, ...more.headers },
  });

const wished = {
  workflow_id: WORKFLOW,
  vendor_data: "customer-94",
  callback: "https://shop.example.org/back?cart=8#end",
  metadata: { basket: "b-7" },
} as const;

const created = (
  when: string,
  body: WorkflowSessionDetails,
  given: readonly State[],
  says: object,
): HelperExchange => ({
  operationId: "createWorkflowSession",
  status: 201,
  when: `to a helper, to ${when}`,
  given: [keyedApplication, ...given],
  differs: {
    session_id: SESSION,
    session_number: 1,
    session_token: "helper-workflow-token",
    url: "https://verify.didit.me/session/helper-workflow-token",
    workflow_id: WORKFLOW,
    ...says,
  },
  exactly: ["session_number", "workflow_id", ...Object.keys(says)],
  sends: () => ({ path: "/v3/session/", headers: { ...byKey, ...asJson }, body }),
});

const NOTHING_CHECKED = {
  id_verifications: null,
  nfc_verifications: null,
  liveness_checks: null,
  face_matches: null,
  poa_verifications: null,
  document_ai_documents: null,
  phone_verifications: null,
  email_verifications: null,
  aml_screenings: null,
  database_validations: null,
  questionnaire_responses: null,
  reviews: [],
} as const;

/** Statuses of which the decision has results. */
const WITH_RESULTS: readonly WorkflowStatus[] = ["Approved", "Declined", "In Review", "Resubmitted", "Kyc Expired"];

const decided = (
  when: string,
  status: WorkflowStatus,
  says: object = {},
  given: readonly State[] = [aSession({ status })],
): HelperExchange => ({
  operationId: "getWorkflowDecision",
  status: 200,
  when: `to a helper ${when}`,
  given: [keyedApplication, ...given],
  example: "approved",
  differs: {
    session_id: SESSION,
    session_number: 1,
    workflow_id: WORKFLOW,
    features: FEATURES,
    vendor_data: null,
    metadata: null,
    callback: null,
    status,
    ...(!WITH_RESULTS.includes(status) && NOTHING_CHECKED),
    ...(["Not Started", "Expired"].includes(status) && { ip_analyses: null }),
    ...says,
  },
  exactly: ["session_number", "workflow_id", "features", "status", ...Object.keys(says)],
  sends: ofSession("decision"),
});

const creations: readonly HelperCall[] = [
  {
    helpers: ["createWorkflowSession", "getWorkflowDecision"],
    when: "start a verification by a workflow, which has no results yet",
    given: [keyedApplication],
    exchanges: [
      created("start a verification", wished, [], { ...wished, status: "Not Started" }),
      decided("that has started a verification", "Not Started", { ...wished, ...NOTHING_CHECKED, ip_analyses: null }, [
        aSession(wished),
      ]),
    ],
    async call(site) {
      const client = connectByKey(site);
      const session = await client.createWorkflowSession(wished);
      if (!session.ok) return session;
      const { session_id, session_token, url } = session.data;
      const isLink = url?.endsWith(`/session/${session_token}`) && session_id !== session_token;
      return { session, isLink, read: await client.getWorkflowDecision(session_id) };
    },
    returns: ({ replies: [session, read] }) => ({
      session: { ok: true, data: session },
      isLink: true,
      read: { ok: true, data: read },
    }),
  },
  {
    helpers: ["createWorkflowSession"],
    when: "get the unfinished session of the same person instead of a new one",
    exchanges: [
      created(
        "get an unfinished session",
        { workflow_id: WORKFLOW, vendor_data: "customer-95" },
        [aSession({ vendor_data: "customer-95", status: "In Progress", metadata: { basket: "b-6" } })],
        { vendor_data: "customer-95", status: "In Progress", metadata: null, callback: null },
      ),
    ],
    call: (site) => connectByKey(site).createWorkflowSession({ workflow_id: WORKFLOW, vendor_data: "customer-95" }),
    returns: ({ replies: [session] }) => ({ ok: true, data: session }),
  },
  {
    helpers: ["createWorkflowSession"],
    when: "take no other reply than a 201 for a creation",
    exchanges: [
      created("be told otherwise", { workflow_id: WORKFLOW }, [], {
        vendor_data: null,
        metadata: null,
        callback: null,
      }),
    ],
    call(site) {
      const fetch = async (request: Request) => {
        const reply = await site.fetch(request);
        return reply.status === 201 ? new Response(reply.body, { headers: reply.headers }) : reply;
      };
      return connectByKey({ ...site, fetch }).createWorkflowSession({ workflow_id: WORKFLOW });
    },
    returns: () => ({ ok: false, status: 200, error: undefined, message: "Unexpected reply: 200" }),
  },
];

const progressing = (["Not Started", "In Progress"] as const).map((status) =>
  decided(`that waits while the session is ${status}`, status, NOTHING_CHECKED),
);

const pending = decided("that waits for a second try", "Resubmitted");
const request = { user: "API Client", new_status: "Resubmitted", comment: null, created_at: "2026-01-01T12:00:00Z" };
const resubmitted: HelperExchange = { ...pending, differs: { ...pending.differs, reviews: [request] } };

const waits: readonly HelperCall[] = [
  {
    helpers: ["waitForOutcome", "isApproved"],
    when: "wait for the person, and tell how it went",
    given: [keyedApplication, aSession()],
    exchanges: [...progressing, decided("that has waited", "Declined", { poa_verifications: null })],
    async call(site) {
      const session_id = idOf(site);
      const steps: State[] = [
        ["open", { session_id }],
        ["submit", { session_id, outcome: "Declined" }],
      ];
      const progress: string[] = [];
      const outcome = await connectByKey(site).waitForOutcome(session_id, {
        onProgress: ({ status }) => void progress.push(status),
        async sleep(ms) {
          await site.passTime(ms);
          const [step] = steps.splice(0, 1);
          if (step !== undefined) await site.prepare(...step);
        },
      });
      return { progress, outcome, isApproved: outcome.ok && isApproved(outcome.data) };
    },
    returns: ({ replies }) => ({
      progress: ["Not Started", "In Progress", "Declined"],
      outcome: { ok: true, data: replies[2] },
      isApproved: false,
    }),
  },
  ...(["Abandoned", "In Review"] as const).map(
    (status): HelperCall => ({
      helpers: ["waitForOutcome"],
      when: `wait no longer when a session is ${status}`,
      exchanges: [decided(`when a session is ${status}`, status)],
      call: (site) => connectByKey(site).waitForOutcome(idOf(site)),
      returns: ({ replies: [decision] }) => ({ ok: true, data: decision }),
    }),
  ),
  {
    helpers: ["waitForOutcome"],
    when: "end the wait when its time is up",
    given: [keyedApplication, aSession({ status: "Resubmitted" })],
    exchanges: [resubmitted, resubmitted, resubmitted],
    async call(site) {
      const slept: number[] = [];
      const outcome = await connectByKey(site).waitForOutcome(idOf(site), {
        timeoutMs: 8000,
        sleep: async (ms) => void slept.push(ms),
      });
      return { slept, message: outcome.ok || outcome.message };
    },
    returns: () => ({
      slept: [5000, 3000],
      message: 'No usable reply: the status is still "Resubmitted" after 8000 ms',
    }),
  },
];

const changed = (when: string, status: WorkflowStatus, body: WorkflowStatusChange): HelperExchange => ({
  operationId: "updateWorkflowStatus",
  status: 200,
  when: `to a helper, to ${when}`,
  given: [keyedApplication, aSession({ status })],
  differs: { session_id: SESSION },
  sends: ofSession("update-status", { headers: asJson, body }),
});

const DOCUMENT = [{ node_id: "feature_ocr", feature: "ID_VERIFICATION" as const }];
const ADDRESS = [{ node_id: "feature_ip_analysis", feature: "IP_ANALYSIS" as const }];
const changes = {
  approve: { new_status: "Approved", comment: "Checked by hand." },
  decline: { new_status: "Declined", send_email: true, email_address: "ann@example.org", email_language: "de" },
  resubmit: { new_status: "Resubmitted", nodes_to_resubmit: DOCUMENT },
  rerun: { new_status: "Resubmitted", nodes_to_resubmit: ADDRESS },
} as const satisfies Readonly<Record<string, WorkflowStatusChange>>;

const reviewed = decided("that has approved by hand", "Approved", {}, [aSession({ status: "In Review" })]);

const updates: readonly HelperCall[] = [
  {
    helpers: ["updateWorkflowStatus", "getWorkflowDecision"],
    when: "approve by hand, and leave a review",
    given: [keyedApplication, aSession({ status: "In Review" })],
    exchanges: [changed("approve", "In Review", changes.approve), reviewed],
    async call(site) {
      const client = connectByKey(site);
      const done = await client.updateWorkflowStatus(idOf(site), changes.approve);
      const read = await client.getWorkflowDecision(idOf(site));
      const [review] = read.ok ? read.data.reviews : [];
      return { done, user: review?.user, new_status: review?.new_status, comment: review?.comment };
    },
    returns: ({ from }) => ({
      done: { ok: true, data: { session_id: from("session_id", SESSION) } },
      user: "API Client",
      new_status: "Approved",
      comment: "Checked by hand.",
    }),
    withMockOnly: "No state has reviews by itself: they come by updates alone.",
  },
  ...(["decline", "resubmit"] as const).map(
    (name): HelperCall => ({
      helpers: ["updateWorkflowStatus"],
      when: `${name} a session`,
      exchanges: [changed(name, "Approved", changes[name])],
      call: (site) => connectByKey(site).updateWorkflowStatus(idOf(site), changes[name]),
      returns: ({ from }) => ({ ok: true, data: { session_id: from("session_id", SESSION) } }),
    }),
  ),
  {
    helpers: ["updateWorkflowStatus"],
    when: "fail when the page has not been opened",
    exchanges: [
      {
        ...changed("decide too early", "Not Started", { new_status: "Approved" }),
        status: 400,
        example: "notAllowed",
        differs: {},
        exactly: ["new_status"],
      },
    ],
    call: (site) => connectByKey(site).updateWorkflowStatus(idOf(site), { new_status: "Approved" }),
    returns: () => complained("new_status", ['The session cannot change from "Not Started" to "Approved".']),
  },
  {
    helpers: ["updateWorkflowStatus"],
    when: "be told when checks may run again",
    exchanges: [
      {
        ...changed("run checks too soon", "Approved", changes.rerun),
        status: 429,
        given: [keyedApplication, aSession({ status: "Approved", rerun: true })],
        differs: {},
        exactly: ["detail"],
      },
    ],
    call: (site) => connectByKey(site).updateWorkflowStatus(idOf(site), changes.rerun),
    returns: () => ({
      ...failed(429, "Request was throttled. Expected available in 30 seconds."),
      retryAfterSeconds: 30,
    }),
  },
];

const summary = {
  session_id: SESSION,
  session_url: "https://verify.didit.me/session/helper-workflow-token",
  environment: "live",
  workflow_id: WORKFLOW,
  features: FEATURES,
  metadata: null,
  callback: null,
  created_at: "2026-01-01T12:00:00Z",
};

/** Two sessions, the newer one first. */
const two = [
  aSession({ vendor_data: "customer-96", status: "Approved" }),
  aSession({ vendor_data: "customer-97", status: "Approved" }),
];

const listed = (
  when: string,
  query: Readonly<Record<string, string>>,
  says: { readonly count: number; readonly next: string | null; readonly previous: string | null },
  session: { readonly session_number: number; readonly vendor_data: string; readonly status: string },
): HelperExchange => {
  const { count, next, previous } = says;
  return {
    operationId: "listWorkflowSessions",
    status: 200,
    when: `to a helper ${when}`,
    given: [keyedApplication, ...two],
    differs: { count, next, previous, results: [{ ...summary, ...session }] },
    exactly: [
      "count",
      ...(next === null ? ["next"] : []),
      ...(previous === null ? ["previous"] : []),
      ...Object.keys(session).map((name) => `results.0.${name}`),
    ],
    sends: () => ({ path: "/v3/sessions/", query, headers: byKey }),
  };
};

const LIST = "https://verification.didit.me/v3/sessions/";
const older = { session_number: 1, vendor_data: "customer-96", status: "Approved" };
const newer = { session_number: 2, vendor_data: "customer-97", status: "Approved" };

const lists: readonly HelperCall[] = [
  {
    helpers: ["listWorkflowSessions"],
    when: "find the session of a person, as after a reply that was lost",
    given: [keyedApplication, ...two],
    exchanges: [
      listed(
        "that looks for a person",
        { vendor_data: "customer-96" },
        { count: 1, next: null, previous: null },
        older,
      ),
    ],
    call: (site) => connectByKey(site).listWorkflowSessions({ vendor_data: "customer-96" }),
    returns: ({ replies: [page] }) => ({ ok: true, data: page }),
  },
  {
    helpers: ["eachWorkflowSession"],
    when: "go through all pages, newest first",
    given: [keyedApplication, ...two],
    exchanges: [
      listed(
        "that goes through all pages",
        { status: "Approved", limit: "1" },
        { count: 2, next: `${LIST}?status=Approved&limit=1&offset=1`, previous: null },
        newer,
      ),
      listed(
        "that goes to the last page",
        { status: "Approved", limit: "1", offset: "1" },
        { count: 2, next: null, previous: `${LIST}?status=Approved&limit=1&offset=0` },
        older,
      ),
    ],
    async call(site) {
      const found: unknown[] = [];
      for await (const each of connectByKey(site).eachWorkflowSession({ status: "Approved", limit: 1 }))
        found.push(each.ok ? each.data.vendor_data : each);
      return found;
    },
    returns: () => ["customer-97", "customer-96"],
  },
];

const report = (status: WorkflowStatus): HelperExchange => ({
  operationId: "generateWorkflowPdf",
  status: 200,
  when: `to a helper when the session is ${status}`,
  given: [keyedApplication, aSession({ status, vendor_data: "customer-98" })],
  sends: ofSession("generate-pdf", { headers: { accept: "application/pdf" } }),
});
const approvedReport = report("Approved");

const reports: readonly HelperCall[] = [
  {
    helpers: ["downloadWorkflowPdf"],
    when: "give the bytes of a report",
    exchanges: [approvedReport],
    async call(site) {
      const result = await connectByKey(site).downloadWorkflowPdf(idOf(site));
      return result.ok ? new TextDecoder().decode(result.data) : result;
    },
    returns: ({ replies: [text] }) => text,
  },
  {
    helpers: ["downloadWorkflowPdf"],
    when: "give the report of this session",
    exchanges: [approvedReport],
    async call(site) {
      const result = await connectByKey(site).downloadWorkflowPdf(idOf(site));
      const lines = result.ok ? await readLines(result.data) : [];
      return [`Session: ${idOf(site)}`, "Status: Approved", "Vendor data: customer-98"].filter(
        (each) => !lines.includes(each),
      );
    },
    returns: () => [],
    withMockOnly: "An example of bytes is no report that could be read.",
  },
  {
    helpers: ["downloadWorkflowPdf"],
    when: "fail when there is no result yet",
    exchanges: [{ ...report("In Progress"), status: 403, example: "noResult", exactly: ["detail"] }],
    call: (site) => connectByKey(site).downloadWorkflowPdf(idOf(site)),
    returns: () =>
      failed(403, "A report exists only for sessions that are approved, declined, in review or kyc expired."),
  },
];

const removed: HelperExchange = {
  operationId: "deleteWorkflowSession",
  status: 204,
  when: "to a helper",
  given: [keyedApplication, aSession({ status: "Approved" })],
  sends: ofSession("delete"),
};
const missing: HelperExchange = {
  operationId: "getWorkflowDecision",
  status: 404,
  when: "to a helper that has deleted the session",
  given: [keyedApplication],
  exactly: ["detail"],
  sends: ofSession("decision"),
};
const deletion = (status: number, when: string, body: object, given: readonly State[]): HelperExchange => ({
  operationId: "deleteWorkflowSessions",
  status,
  when: `to a helper ${when}`,
  given: [keyedApplication, ...given],
  sends: () => ({ path: "/v3/sessions/delete/", headers: { ...byKey, ...asJson }, body }),
});

const deletions: readonly HelperCall[] = [
  {
    helpers: ["deleteWorkflowSession", "getWorkflowDecision"],
    when: "delete a session, which is gone then",
    given: [keyedApplication, aSession({ status: "Approved" })],
    exchanges: [removed, missing],
    async call(site) {
      const client = connectByKey(site);
      return [await client.deleteWorkflowSession(idOf(site)), await client.getWorkflowDecision(idOf(site))];
    },
    returns: () => [{ ok: true, data: undefined }, failed(404, "Not found.")],
  },
  {
    helpers: ["deleteWorkflowSession"],
    when: "fail when a deletion was not complete",
    exchanges: [{ ...removed, status: 503, when: "to a helper in need of another attempt" }],
    call: (site) => connectByKey(site).deleteWorkflowSession(idOf(site)),
    returns: () => failed(503, "The session could not be removed completely. Try again."),
    withoutMock: "Only fault injection gives it.",
  },
  {
    helpers: ["deleteWorkflowSessions"],
    when: "delete sessions by number, or all",
    given: [keyedApplication, ...two],
    exchanges: [
      deletion(204, "that names a number", { session_numbers: [1] }, two),
      deletion(204, "that names none", { delete_all: true }, two),
      deletion(404, "that names an unknown number", { session_numbers: [2] }, []),
    ],
    async call(site) {
      const client = connectByKey(site);
      return [
        await client.deleteWorkflowSessions({ session_numbers: [1] }),
        await client.deleteWorkflowSessions({ delete_all: true }),
        await client.deleteWorkflowSessions({ session_numbers: [2] }),
      ];
    },
    returns: () => [{ ok: true, data: undefined }, { ok: true, data: undefined }, failed(404, "Not found.")],
  },
];

const UNAUTHORIZED = "Unauthorized.";
const DENIED = "You do not have permission to perform this action.";
const NO_JSON = 'Unsupported media type "text/json" in request.';

/** A function of the client that asks for what does not exist. */
interface Asker {
  readonly helper: keyof DiditKeyClient;
  readonly operationId: string;
  readonly sends: Sent;
  readonly call: (client: DiditKeyClient) => Promise<unknown>;
  /** A body that is refused, and why. */
  readonly refused?: {
    readonly sends: Sent;
    readonly call: (client: DiditKeyClient) => Promise<unknown>;
    readonly example?: string;
    readonly field: string;
    readonly texts: readonly string[];
  };
}

const decision = {
  operationId: "getWorkflowDecision",
  sends: { path: pathTo("decision", UNKNOWN_ID), headers: byKey },
};
const writing = { ...byKey, ...asJson };
const wrongFilter = { path: "/v3/sessions/", headers: byKey, query: { status: "Done" } };
const refusedFilter = { sends: wrongFilter, field: "status", texts: ['"Done" is not a valid choice.'] };
const first = async <Item>(items: AsyncIterable<Item>): Promise<Item | undefined> => {
  for await (const item of items) return item;
  return undefined;
};

const askers: readonly Asker[] = [
  {
    helper: "createWorkflowSession",
    operationId: "createWorkflowSession",
    sends: { path: "/v3/session/", headers: writing, body: { workflow_id: WORKFLOW } },
    call: (client) => client.createWorkflowSession({ workflow_id: WORKFLOW }),
    refused: {
      sends: { path: "/v3/session/", headers: writing, body: { vendor_data: "customer-99" } },
      call: (client) => client.createWorkflowSession({ vendor_data: "customer-99" } as never),
      example: "missingWorkflow",
      field: "workflow_id",
      texts: ["This field is required."],
    },
  },
  { helper: "getWorkflowDecision", ...decision, call: (client) => client.getWorkflowDecision(UNKNOWN_ID) },
  { helper: "waitForOutcome", ...decision, call: (client) => client.waitForOutcome(UNKNOWN_ID) },
  {
    helper: "listWorkflowSessions",
    operationId: "listWorkflowSessions",
    sends: { path: "/v3/sessions/", headers: byKey },
    call: (client) => client.listWorkflowSessions(),
    refused: { ...refusedFilter, call: (client) => client.listWorkflowSessions({ status: "Done" as never }) },
  },
  {
    helper: "eachWorkflowSession",
    operationId: "listWorkflowSessions",
    sends: { path: "/v3/sessions/", headers: byKey },
    call: (client) => first(client.eachWorkflowSession()),
    refused: { ...refusedFilter, call: (client) => first(client.eachWorkflowSession({ status: "Done" as never })) },
  },
  {
    helper: "updateWorkflowStatus",
    operationId: "updateWorkflowStatus",
    sends: { path: pathTo("update-status", UNKNOWN_ID), headers: writing, body: { new_status: "Declined" } },
    call: (client) => client.updateWorkflowStatus(UNKNOWN_ID, { new_status: "Declined" }),
  },
  {
    helper: "downloadWorkflowPdf",
    operationId: "generateWorkflowPdf",
    sends: { path: pathTo("generate-pdf", UNKNOWN_ID), headers: { ...byKey, accept: "application/pdf" } },
    call: (client) => client.downloadWorkflowPdf(UNKNOWN_ID),
  },
  {
    helper: "deleteWorkflowSession",
    operationId: "deleteWorkflowSession",
    sends: { path: pathTo("delete", UNKNOWN_ID), headers: byKey },
    call: (client) => client.deleteWorkflowSession(UNKNOWN_ID),
  },
  {
    helper: "deleteWorkflowSessions",
    operationId: "deleteWorkflowSessions",
    sends: { path: "/v3/sessions/delete/", headers: writing, body: { session_numbers: [4711] } },
    call: (client) => client.deleteWorkflowSessions({ session_numbers: [4711] }),
    refused: {
      sends: { path: "/v3/sessions/delete/", headers: writing, body: {} },
      call: (client) => client.deleteWorkflowSessions({} as never),
      example: "nothing",
      field: "session_numbers",
      texts: ["This field is required."],
    },
  },
];

interface Refusal {
  readonly when: string;
  readonly given: readonly State[];
  readonly example?: string;
  readonly detail: string;
}

const toRefusal = (
  { operationId, sends }: Pick<Asker, "operationId" | "sends">,
  status: number,
  { when, given, example, detail }: Refusal,
): HelperExchange => ({
  operationId,
  status,
  when: `to a helper with a key ${when}`,
  given: [keyedApplication, ...given],
  ...(example !== undefined && { example }),
  differs: { detail },
  exactly: ["detail"],
  sends: () => sends,
});

const hasMissing = ({ sends: { path }, operationId }: Asker): boolean =>
  path.includes(UNKNOWN_ID) || operationId === "deleteWorkflowSessions";

/** What each function does where it is refused whatever it asks. */
function toFailures(operationId: string): HelperCall[] {
  const own = askers.filter((each) => each.operationId === operationId);
  const [one] = own;
  if (one === undefined) return [];
  const example = operationId === "generateWorkflowPdf" ? { example: "missing" } : {};
  const revoked = toRefusal(one, 401, {
    when: "that was revoked",
    given: [aKey({ revoked: true })],
    detail: UNAUTHORIZED,
  });
  const denied = toRefusal(one, 403, {
    when: "that may nothing",
    given: [aKey({ scopes: {} })],
    detail: DENIED,
    ...example,
  });
  const unknown = toRefusal(one, 404, { when: "for an unknown session", given: [], detail: "Not found." });
  const noJson = toRefusal(one, 415, { when: "that has sent no JSON", given: [], detail: NO_JSON });
  const toCall = (
    { helper, call }: Asker,
    when: string,
    exchange: HelperExchange,
    result: object,
    more: Partial<HelperCall> = {},
  ): HelperCall => ({
    helpers: [helper],
    when: `fail ${when}`,
    exchanges: [exchange],
    call: (site) => call(connectByKey(site)),
    returns: () => result,
    ...more,
  });
  const { refused } = one;
  const refusal: HelperExchange | undefined = refused && {
    operationId,
    status: 400,
    when: "to a helper with a key for a wrong value",
    given: [keyedApplication],
    ...(refused.example !== undefined && { example: refused.example }),
    exactly: [refused.field],
    sends: () => refused.sends,
  };
  return own.flatMap((asker) => [
    toCall(asker, "when the key was revoked", revoked, failed(401, UNAUTHORIZED)),
    toCall(asker, "when the key has no scope", denied, failed(403, DENIED)),
    ...(hasMissing(asker) ? [toCall(asker, "when it does not exist", unknown, failed(404, "Not found."))] : []),
    ...(asker.sends.body === undefined
      ? []
      : [
          toCall(asker, "when the body is not taken for JSON", noJson, failed(415, NO_JSON), {
            withoutMock: "A helper sends JSON as JSON, always.",
          }),
        ]),
    ...(asker.refused === undefined || refusal === undefined
      ? []
      : [
          toCall(
            { ...asker, call: asker.refused.call },
            "when a value is wrong",
            refusal,
            complained(asker.refused.field, asker.refused.texts),
          ),
        ]),
  ]);
}

const deleted: HelperCall = {
  helpers: ["listWorkflowSessions"],
  when: "be told by a code that the application was deleted",
  exchanges: [
    {
      operationId: "listWorkflowSessions",
      status: 403,
      when: "to a helper whose application was deleted",
      given: [keyedApplication, ["an application", { client_id: CLIENT_ID, blocked: "application_deleted" }]],
      example: "deleted",
      exactly: ["detail", "code"],
      sends: () => ({ path: "/v3/sessions/", headers: byKey }),
    },
  ],
  call: (site) => connectByKey(site).listWorkflowSessions(),
  returns: () => ({
    ok: false,
    status: 403,
    error: { detail: DENIED, code: "application_deleted" },
    message: `${DENIED} (application_deleted)`,
  }),
};

export const workflowCalls: readonly HelperCall[] = [
  ...creations,
  ...waits,
  ...updates,
  ...lists,
  ...reports,
  ...deletions,
  ...[...new Set(askers.map(({ operationId }) => operationId))].flatMap(toFailures),
  deleted,
];
