import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "#generated/didit/types.ts";
import { toBasicAuthorization, withTokens } from "./authorization.ts";
import { type DiditProblem, readProblem } from "./didit-problems.ts";
import { type Fetch, globalFetch, requestAt, toBaseUrl } from "./fetch.ts";
import { mapResult, type Result, textIn, toFailure, toResult } from "./result.ts";
import { createTokenCache } from "./token-cache.ts";

export type { DiditProblem } from "./didit-problems.ts";
export {
  createDiditWebhookVerifier,
  type DiditWebhookEvent,
  type DiditWebhookHeaders,
  type DiditWebhookRefusal,
  type DiditWebhookResult,
  type DiditWebhookVerifier,
  type DiditWebhookVerifierOptions,
  type StatusEvent,
} from "./didit-webhooks.ts";
export type { Failure, Result, Success } from "./result.ts";

/** For client tokens and data transfer. */
const PRODUCTION_URL = "https://apx.didit.me";
/** For identity verification. */
const VERIFICATION_URL = "https://verification.didit.me";
/** Counts only if a reply does not say how long its token lives; Didit says so in every reply. */
const CLIENT_TOKEN_LIFETIME_SECONDS = 86_400;
const RENEW_AHEAD_SECONDS = 60;
const POLL_INTERVAL_MS = 30_000;
/** A timer that is set for longer goes off at once. */
const LONGEST_INTERVAL_MS = 2 ** 31 - 1;

type Schemas = components["schemas"];

/** A new data transfer session. Keep both its id and its token; show `url` as a QR code or as a link. */
export type Session = Schemas["Session"];
/** Where polling finds a session. The last three words are final. */
export type SessionStatus = Schemas["SessionStatus"]["status"];
/** How a session ends. `declined` is called `Cancelled` in the decision. */
export type FinalSessionStatus = Extract<SessionStatus, "confirmed" | "declined" | "expired">;
/** A session with the shared data, which is null until the person has confirmed. `created_at` is ISO 8601 in UTC. */
export type SessionDecision = Schemas["SessionDecision"];
/** A new verification. Send the person to its `url`. Only id, token and `url` are documented by Didit. */
export type VerificationSession = Schemas["VerificationSession"];
/**
 * A verification and what its checks have found; a check that has not run is null. Times are ISO 8601 in UTC.
 * `user_href` is there too, but always null, and the types of `openapi-fetch` leave out what is always null.
 */
export type Verification = Omit<Schemas["VerificationDecision"], "user_href">;
/** Where a verification stands. Spaces and capitals matter: `In Review`, `Kyc Expired`. */
export type VerificationStatus = Schemas["VerificationStatus"];

/** What can be asked of a person. `picture` and `pictures` mean the same; the decision repeats what was written. */
export type ScopeWord = Exclude<keyof Schemas["UserData"], "sub"> | "pictures";

/**
 * The outcome of a helper. A failure's `message` is the provider's sentence, or its description or code, or its first
 * complaint about a field as in `scope: This field is required.`, or the status of a reply that says nothing, such as
 * the page that answers an id that is no lower-case UUID (404).
 */
export type DiditResult<Data> = Result<Data, DiditProblem>;

/** All operations but the two pages for people, whose addresses are the `url` of a session. */
type ApiPaths = Omit<paths, "/authorize/{session_token}" | "/session/{session_token}">;

export interface DiditClientOptions {
  /**
   * Absolute, and the address of everything, as for a simulator. Default: Didit's two hosts, `https://apx.didit.me` and
   * `https://verification.didit.me`.
   */
  readonly baseUrl?: string;
  /** Absolute; the address of identity verification alone. Default: `baseUrl`, or else `https://verification.didit.me`. */
  readonly verificationBaseUrl?: string;
  /** Id and secret of the application. They belong on a back end and never in a browser. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Sends requests; default the global `fetch`. */
  readonly fetch?: Fetch;
  /** Milliseconds since 1970; default the system's clock. Decides when the client token is renewed. */
  readonly now?: () => number;
}

export interface SessionDetails {
  /** The data asked for: words, as a list or separated by spaces. Needed unless the application has a default scope. */
  readonly scope?: string | readonly ScopeWord[];
  /** Comes back in the decision. Normally the caller's own id of the user. */
  readonly vendorData?: string | null;
}

export interface VerificationDetails {
  /** Where the hosted page leads at its end, with `verificationSessionId` and `status` added to the query. */
  readonly callback?: string;
  /** The checks to run, such as `OCR + FACE`; default: the application's own choice. */
  readonly features?: Schemas["Features"];
  /** Comes back in the decision and in webhooks. Normally the caller's own id of the user. */
  readonly vendorData?: string | null;
}

export interface PollOptions {
  /** Milliseconds from a reply to the next request; default 30000. */
  readonly intervalMs?: number;
  /** Ends the polling, with a failure of status 0 whose `cause` is the signal's reason. */
  readonly signal?: AbortSignal;
  /** Waits; default by a timer. Tests put their own in its place. It should reject, or just end, once the signal aborts. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

export interface DiditClient {
  /**
   * Every operation, typed by the specification: `client.api.GET("/v1/session/{session_id}/decision/", { params: { path } })`
   * resolves to `{ data, error, response }`. Requests go to the host that has the operation and carry the client token,
   * unless they bring an `Authorization` header of their own. As with `fetch`, only a network failure rejects.
   */
  readonly api: Client<ApiPaths>;
  /**
   * The client token. Kept for its life (`expires_in`), renewed a minute ahead, one request in flight however many
   * callers. All other calls fetch it by themselves. Never share it.
   *
   * @see https://docs.didit.me/auth-and-data/data-api-reference/authentication
   */
  getClientToken(): Promise<DiditResult<string>>;
  /**
   * Asks for data of a person who has the Didit app. The session is short-lived; Didit gives no number of minutes.
   *
   * @see https://docs.didit.me/auth-and-data/data-api-reference/create-session
   */
  createSession(details: SessionDetails): Promise<DiditResult<Session>>;
  /** Where a session stands at the moment. `retrieved`: the person has scanned the code and is deciding. */
  getStatus(session: Pick<Session, "session_id" | "session_token">): Promise<DiditResult<SessionStatus>>;
  /**
   * Looks at once and then at intervals, until the person has answered, the session has expired, or a request fails.
   * On `confirmed` get the decision; on `expired` create a new session and show its code.
   *
   * @throws RangeError when `intervalMs` is below 1 or more than a timer takes, which is 24 days
   * @see https://docs.didit.me/auth-and-data/data-api-reference/full-flow
   */
  poll(
    session: Pick<Session, "session_id" | "session_token">,
    options?: PollOptions,
  ): Promise<DiditResult<FinalSessionStatus>>;
  /**
   * A session with the data that was shared. Answered in every state: before the person has confirmed, and when they
   * declined, `user_data` is null. Only `user_data.sub` is sure, the rest depends on what they approved and have.
   *
   * @see https://docs.didit.me/auth-and-data/data-api-reference/retrieve-session
   */
  getDecision(sessionId: string): Promise<DiditResult<SessionDecision>>;
  /**
   * Starts an identity verification. Every reply but 201 is a failure.
   *
   * @see https://docs.didit.me/identity-verification/api-reference/create-session
   */
  createVerification(details?: VerificationDetails): Promise<DiditResult<VerificationSession>>;
  /** A verification with its results. Answered in every status; ask `isApproved` what it came to. */
  getVerification(sessionId: string): Promise<DiditResult<Verification>>;
  /**
   * Approves or declines a verification by hand. A failure of status 400 where its status does not allow that: it is
   * `Not Started`, `In Progress` or `Expired`.
   */
  updateStatus(
    sessionId: string,
    newStatus: Schemas["VerificationStatusUpdateRequest"]["new_status"],
    comment?: string,
  ): Promise<DiditResult<Schemas["VerificationStatusUpdate"]>>;
  /** The report of a verification, as the bytes of a PDF. A failure of status 403 where there is none yet. */
  downloadPdf(sessionId: string): Promise<DiditResult<Uint8Array<ArrayBuffer>>>;
}

/**
 * Was this person verified? True for the status `Approved` and no other: not while a person reviews it (`In Review`),
 * and not once the document has become too old (`Kyc Expired`).
 *
 * @param verification what `getVerification` gave or a webhook brought. Never the query of the callback's address, which
 *   anybody can write.
 */
export const isApproved = (verification: { readonly status: VerificationStatus } | null | undefined): boolean =>
  verification?.status === "Approved";

/**
 * A client for back ends: data transfer and identity verification, version 1. A 401 drops the client token and the
 * request is sent once more with a new one.
 *
 * @throws TypeError when a base URL is not absolute, or id and secret cannot be right
 * @see https://docs.didit.me/auth-and-data/quick-start
 */
export function createDiditClient(options: DiditClientOptions): DiditClient {
  const { clientId, clientSecret, fetch = globalFetch, now = Date.now } = options;
  const dataUrl = toBaseUrl(options.baseUrl ?? PRODUCTION_URL);
  const verificationUrl = toBaseUrl(options.verificationBaseUrl ?? options.baseUrl ?? VERIFICATION_URL);
  const hosts = requestAt((path) => (path.startsWith("/v1/") ? verificationUrl : dataUrl));
  const authorization = toBasicAuthorization(clientId, clientSecret);
  const unsigned = createClient<ApiPaths>({ Request: hosts, fetch });
  const tokens = createTokenCache({
    async obtain() {
      const headers = { Authorization: authorization, "Content-Type": "application/x-www-form-urlencoded" };
      const body = { grant_type: "client_credentials" } as const;
      const granted = await toResult(unsigned.POST("/auth/v2/token/", { headers, body }), readProblem);
      return mapResult(granted, ({ access_token, expires_in }) => ({
        token: access_token,
        lifetimeSeconds: expires_in,
      }));
    },
    lifetimeSeconds: CLIENT_TOKEN_LIFETIME_SECONDS,
    renewAheadSeconds: RENEW_AHEAD_SECONDS,
    now,
  });
  const tokenUrl = new URL(`${dataUrl}/auth/v2/token/`).href;
  const signed = withTokens(fetch, tokens, (request) => request.url === tokenUrl);
  const api = createClient<ApiPaths>({ Request: hosts, fetch: signed });

  return {
    api,
    getClientToken: tokens.get,
    createSession: ({ scope, vendorData }) => {
      const body = {
        ...(scope !== undefined && { scope: typeof scope === "string" ? scope : scope.join(" ") }),
        ...(vendorData !== undefined && { vendor_data: vendorData }),
      };
      return toResult(api.POST("/auth/v2/session/", { body }), readProblem);
    },
    getStatus: (session) => readStatus(api, session),
    poll: (session, options) => poll(api, session, options),
    getDecision: (sessionId) =>
      toResult(api.GET("/auth/v2/session/{session_id}/decision/", { params: at(sessionId) }), readProblem),
    createVerification: ({ callback, features, vendorData } = {}) => {
      const body = {
        ...(callback !== undefined && { callback }),
        ...(features !== undefined && { features }),
        ...(vendorData !== undefined && { vendor_data: vendorData }),
      };
      return toResult(api.POST("/v1/session/", { body }), readProblem, 201);
    },
    getVerification: (sessionId) =>
      toResult(api.GET("/v1/session/{session_id}/decision/", { params: at(sessionId) }), readProblem),
    updateStatus: (sessionId, newStatus, comment) => {
      const body = { new_status: newStatus, ...(comment !== undefined && { comment }) };
      return toResult(
        api.PATCH("/v1/session/{session_id}/update-status/", { params: at(sessionId), body }),
        readProblem,
      );
    },
    async downloadPdf(sessionId) {
      const answer = api.GET("/v1/session/{session_id}/generate-pdf/", {
        params: at(sessionId),
        headers: { Accept: "application/pdf" },
        parseAs: "arrayBuffer",
      });
      return mapResult(await toResult(answer, readProblem), toPdf);
    },
  };
}

const at = (sessionId: string) => ({ path: { session_id: sessionId } });

/** Readers look for the mark within the first kilobyte (ISO 32000, annex H). A page of a gateway has none. */
function toPdf(content: ArrayBuffer): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(content);
  if (!new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).includes("%PDF-")) throw new TypeError("it is no PDF");
  return bytes;
}

async function readStatus(
  api: Client<ApiPaths>,
  session: Pick<Session, "session_id" | "session_token">,
  signal: AbortSignal | null = null,
): Promise<DiditResult<SessionStatus>> {
  const headers = { "Data-Session-Token": session.session_token };
  const params = at(session.session_id);
  const answer = api.GET("/auth/v2/session/{session_id}/status/", { params, headers, signal });
  return mapResult(await toResult(answer, readProblem), ({ status }) => textIn(status));
}

async function poll(
  api: Client<ApiPaths>,
  session: Pick<Session, "session_id" | "session_token">,
  { intervalMs = POLL_INTERVAL_MS, signal, sleep = sleepByTimer }: PollOptions = {},
): Promise<DiditResult<FinalSessionStatus>> {
  if (!(intervalMs >= 1 && intervalMs <= LONGEST_INTERVAL_MS))
    throw new RangeError(`intervalMs is a number of milliseconds from 1 to ${LONGEST_INTERVAL_MS}, not ${intervalMs}`);
  for (;;) {
    if (signal?.aborted) return toFailure(signal.reason);
    const result = await readStatus(api, session, signal);
    if (!result.ok) return result;
    const { data: status } = result;
    if (status === "confirmed" || status === "declined" || status === "expired") return { ok: true, data: status };
    try {
      await sleep(intervalMs, signal);
    } catch (cause) {
      return toFailure(cause);
    }
  }
}

const sleepByTimer = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
