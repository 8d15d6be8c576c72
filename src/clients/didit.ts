import createClient, { type Client } from "openapi-fetch";
import type { components } from "#generated/didit/types.ts";
import { toBasicAuthorization, withTokens } from "./authorization.ts";
import { type ApiPaths, at, type DiditResult, pdfOf, toPdf } from "./didit-api.ts";
import { readProblem } from "./didit-problems.ts";
import { createWorkflows, type DiditWorkflows, type WorkflowStatus } from "./didit-workflows.ts";
import { type Fetch, globalFetch, requestAt, toBaseUrl } from "./fetch.ts";
import { type PollOptions, poll } from "./polling.ts";
import { mapResult, requireText, toFailure, toResult } from "./result.ts";
import { toOptionError } from "./standin-error.ts";
import { createTokenCache } from "./token-cache.ts";
import { checkOptions, isText } from "./values.ts";

export type { DiditResult } from "./didit-api.ts";
export type { DiditProblem } from "./didit-problems.ts";
export {
  type CoveredEvent,
  createDiditWebhookVerifier,
  type DiditWebhookEvent,
  type DiditWebhookHeaders,
  type DiditWebhookRefusal,
  type DiditWebhookResult,
  type DiditWebhookVerifier,
  type DiditWebhookVerifierOptions,
  type DiditWebhookVersion,
  type OtherEvent,
  type PartialEvent,
  type SessionEventV1,
  type SessionEventV2,
  type SessionEventV3,
  type StatusEvent,
  type UserDataEvent,
  type UserStatusEvent,
  type WholeEvent,
} from "./didit-webhooks.ts";
export type {
  DiditWorkflows,
  NodeToResubmit,
  OutcomeOptions,
  WorkflowDecision,
  WorkflowSession,
  WorkflowSessionDetails,
  WorkflowSessionFilters,
  WorkflowSessionPage,
  WorkflowSessionSummary,
  WorkflowSessionsDeletion,
  WorkflowStatus,
  WorkflowStatusChange,
} from "./didit-workflows.ts";
export type { PollOptions } from "./polling.ts";
export type { Failure, Result, Success } from "./result.ts";

/** For client tokens and data transfer. */
const PRODUCTION_URL = "https://apx.didit.me";
/** For identity verification. */
const VERIFICATION_URL = "https://verification.didit.me";
/** Used only if a reply does not state the token's lifetime; Didit states it in every reply. */
const CLIENT_TOKEN_LIFETIME_SECONDS = 86_400;
const RENEW_AHEAD_SECONDS = 60;
const POLL_INTERVAL_MS = 30_000;

type Schemas = components["schemas"];

/** A new data transfer session. Keep both its id and its token; show `url` as a QR code or as a link. */
export type Session = Schemas["Session"];
/** The status of a session as polling sees it. The last three are final. */
export type SessionStatus = Schemas["SessionStatus"]["status"];
/** The final status of a session. `declined` is called `Cancelled` in the decision. */
export type FinalSessionStatus = Extract<SessionStatus, "confirmed" | "declined" | "expired">;
/** A session with the shared data, which is null until the person confirms. `created_at` is ISO 8601 in UTC. */
export type SessionDecision = Schemas["SessionDecision"];
/** A new verification. Send the person to its `url`. Didit documents only id, token and `url`. */
export type VerificationSession = Schemas["VerificationSession"];
/**
 * A verification and the results of its checks; a check that has not run is null. Times are ISO 8601 in UTC.
 * `user_href` is there too, but always null, and the types of `openapi-fetch` leave out what is always null.
 */
export type Verification = Omit<Schemas["VerificationDecision"], "user_href">;
/** The status of a verification. Spaces and capitals matter: `In Review`, `Kyc Expired`. */
export type VerificationStatus = Schemas["VerificationStatus"];

/** The data that can be requested. `picture` and `pictures` mean the same; the decision repeats the word of the request. */
export type ScopeWord = Exclude<keyof Schemas["UserData"], "sub"> | "pictures";

export interface DiditConnectionOptions {
  /**
   * Absolute; the base URL of all operations, as for a simulator. Default: Didit's two hosts, `https://apx.didit.me` and
   * `https://verification.didit.me`.
   */
  readonly baseUrl?: string;
  /** Absolute; the base URL of identity verification only. Default: `baseUrl`, or else `https://verification.didit.me`. */
  readonly verificationBaseUrl?: string;
  /** Sends requests; default the global `fetch`. */
  readonly fetch?: Fetch;
  /** Milliseconds since 1970; default the system's clock. Decides when the client token is renewed. */
  readonly now?: () => number;
}

/** Id and secret of the application, for data transfer and version 1. Use them on a back end only, never in a browser. */
export interface DiditClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiKey?: never;
}

/** A key of the application, for all versions. Use it on a back end only, never in a browser. */
export interface DiditKeyCredentials {
  readonly apiKey: string;
  readonly clientId?: never;
  readonly clientSecret?: never;
}

export type DiditClientOptions = DiditConnectionOptions & (DiditClientCredentials | DiditKeyCredentials);

export interface SessionDetails {
  /** The requested data, as a list or separated by spaces. Required unless the application has a default scope. */
  readonly scope?: string | readonly ScopeWord[];
  /** Repeated in the decision. Normally the caller's own id of the user. */
  readonly vendorData?: string | null;
}

export interface VerificationDetails {
  /** Where the hosted page redirects at the end, with `verificationSessionId` and `status` added to the query. */
  readonly callback?: string;
  /** The checks to run, such as `OCR + FACE`; default: the application's setting. */
  readonly features?: Schemas["Features"];
  /** Repeated in the decision and in webhooks. Normally the caller's own id of the user. */
  readonly vendorData?: string | null;
}

export interface DiditClient {
  /**
   * Every operation, typed by the specification: `client.api.GET("/v1/session/{session_id}/decision/", { params: { path } })`
   * resolves to `{ data, error, response }`. Requests go to the host of the operation and carry the client token or the API
   * key, unless they have an `Authorization` or `X-Api-Key` header. As with `fetch`, only a network failure rejects.
   */
  readonly api: Client<ApiPaths>;
  /**
   * Returns the client token. It is cached for its lifetime (`expires_in`) and renewed a minute before it expires;
   * concurrent callers share one request. All other calls obtain it automatically. Never share it. A failure of status 0
   * for a client with an API key, which needs none.
   *
   * @see https://docs.didit.me/auth-and-data/data-api-reference/authentication
   */
  getClientToken(): Promise<DiditResult<string>>;
  /**
   * Requests data of a person with the Didit app. The session is short-lived; Didit documents no number of minutes.
   *
   * @see https://docs.didit.me/auth-and-data/data-api-reference/create-session
   */
  createSession(details: SessionDetails): Promise<DiditResult<Session>>;
  /** Returns the current status of a session. `retrieved`: the person has scanned the code and is deciding. */
  getStatus(session: Pick<Session, "session_id" | "session_token">): Promise<DiditResult<SessionStatus>>;
  /**
   * Polls the status, at once and then every 30 seconds, until the person has answered, the session has expired, or a request
   * fails. On `confirmed` get the decision; on `expired` create a new session and show its code.
   *
   * @throws RangeError if `intervalMs` is below 1 or above the maximum of a timer, 24 days
   * @see https://docs.didit.me/auth-and-data/data-api-reference/full-flow
   */
  poll(
    session: Pick<Session, "session_id" | "session_token">,
    options?: PollOptions,
  ): Promise<DiditResult<FinalSessionStatus>>;
  /**
   * Returns a session with the shared data, in every status. `user_data` is null until the person confirms, and if they
   * decline. Only `user_data.sub` is always present; the rest depends on what they approved and have.
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
  /** Returns a verification with its results, in every status; `isApproved` tells whether it succeeded. */
  getVerification(sessionId: string): Promise<DiditResult<Verification>>;
  /**
   * Approves or declines a verification manually. A failure of status 400 if its status does not allow that: it is
   * `Not Started`, `In Progress` or `Expired`.
   */
  updateStatus(
    sessionId: string,
    newStatus: Schemas["VerificationStatusUpdateRequest"]["new_status"],
    comment?: string,
  ): Promise<DiditResult<Schemas["VerificationStatusUpdate"]>>;
  /** Returns the report of a verification, as the bytes of a PDF. A failure of status 403 if it has no report yet. */
  downloadPdf(sessionId: string): Promise<DiditResult<Uint8Array<ArrayBuffer>>>;
}

/** A client with an API key: all of the API. */
export interface DiditKeyClient extends DiditClient, DiditWorkflows {}

/**
 * Returns whether this person is verified: true only for the status `Approved`, not during a manual review (`In Review`),
 * and not after the document has become too old (`Kyc Expired`).
 *
 * @param verification a result of `getWorkflowDecision` or `getVerification`, or a verified webhook. Never use the query of the
 *   callback URL, which anyone can forge.
 */
export const isApproved = (verification: { readonly status: WorkflowStatus } | null | undefined): boolean =>
  verification?.status === "Approved";

const DIDIT_CLIENT_OPTIONS = {
  baseUrl: true,
  verificationBaseUrl: true,
  clientId: true,
  clientSecret: true,
  apiKey: true,
  fetch: true,
  now: true,
} as const satisfies Readonly<Record<keyof DiditClientOptions, true>>;

/**
 * Creates a client for back ends: with an API key for all versions, or with id and secret for data transfer and version 1 of
 * identity verification. On a 401 the latter drops the client token and sends the request once more with a new one.
 *
 * @throws TypeError if a base URL is not absolute, or key, id or secret is invalid
 * @see https://docs.didit.me/sessions-api/create-session
 */
export function createDiditClient(options: DiditConnectionOptions & DiditKeyCredentials): DiditKeyClient;
export function createDiditClient(options: DiditClientOptions): DiditClient;
export function createDiditClient(options: DiditClientOptions): DiditClient | DiditKeyClient {
  checkOptions("createDiditClient", options, DIDIT_CLIENT_OPTIONS);
  const { fetch = globalFetch } = options;
  const dataUrl = toBaseUrl(options.baseUrl ?? PRODUCTION_URL);
  const verificationUrl = toBaseUrl(options.verificationBaseUrl ?? options.baseUrl ?? VERIFICATION_URL);
  const hosts = requestAt((path) => (VERIFICATION_PATH.test(path) ? verificationUrl : dataUrl));
  const tokenUrl = new URL(`${dataUrl}/auth/v2/token/`).href;
  if (options.apiKey !== undefined || lacksKey(options)) {
    const keyed = createClient<ApiPaths>({ Request: hosts, fetch: withKey(fetch, options.apiKey, tokenUrl) });
    return { ...createCalls(keyed, failWithoutClient), ...createWorkflows(keyed) };
  }
  const unsigned = createClient<ApiPaths>({ Request: hosts, fetch });
  const { signed, getClientToken } = signByToken(options, unsigned, fetch, tokenUrl);
  return createCalls(createClient<ApiPaths>({ Request: hosts, fetch: signed }), getClientToken);
}

/** A variable of the environment that is not set gives a key that is undefined, which is not to pass for id and secret. */
const lacksKey = (options: DiditClientOptions): boolean =>
  "apiKey" in options && options.clientId === undefined && options.clientSecret === undefined;

function createCalls(api: Client<ApiPaths>, getClientToken: DiditClient["getClientToken"]): DiditClient {
  return {
    api,
    getClientToken,
    createSession: ({ scope, vendorData }) => {
      const body = {
        ...(scope !== undefined && { scope: typeof scope === "string" ? scope : scope.join(" ") }),
        ...(vendorData !== undefined && { vendor_data: vendorData }),
      };
      return toResult(api.POST("/auth/v2/session/", { body }), readProblem);
    },
    getStatus: (session) => readStatus(api, session),
    poll: (session, { intervalMs = POLL_INTERVAL_MS, ...options } = {}) =>
      poll({
        ...options,
        intervalMs,
        look: (signal) => readStatus(api, session, signal),
        isFinal: (status) => status === "confirmed" || status === "declined" || status === "expired",
      }),
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
    downloadPdf: async (sessionId) =>
      mapResult(
        await toResult(api.GET("/v1/session/{session_id}/generate-pdf/", pdfOf(sessionId)), readProblem),
        toPdf,
      ),
  };
}

/** Paths at the host of identity verification. */
const VERIFICATION_PATH = /^\/v[123]\//;

/** Obtains a client token, and signs requests with it. */
function signByToken(
  { clientId, clientSecret, now = Date.now }: DiditConnectionOptions & DiditClientCredentials,
  unsigned: Client<ApiPaths>,
  fetch: Fetch,
  tokenUrl: string,
) {
  const authorization = toBasicAuthorization(clientId, clientSecret);
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
  return {
    signed: withTokens(fetch, tokens, (request) => request.url === tokenUrl || request.headers.has("x-api-key")),
    getClientToken: tokens.get,
  };
}

const failWithoutClient: DiditClient["getClientToken"] = async () =>
  toFailure(new TypeError("The client has an API key, and neither id nor secret to obtain a token with."));

/** Adds the API key to every request that has no credentials of its own. */
function withKey(send: Fetch, apiKey: string | undefined, tokenUrl: string): Fetch {
  // The platform's own error would quote the key.
  if (!isText(apiKey)) throw toOptionError("The option apiKey is undefined, empty or not a string: give the API key.");
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw toOptionError("The option apiKey contains characters that a header cannot carry, such as spaces.");
  return (request) => {
    const { headers, url } = request;
    if (url !== tokenUrl && !headers.has("x-api-key") && !headers.has("authorization"))
      headers.set("x-api-key", apiKey);
    return send(request);
  };
}

async function readStatus(
  api: Client<ApiPaths>,
  session: Pick<Session, "session_id" | "session_token">,
  signal: AbortSignal | null = null,
): Promise<DiditResult<SessionStatus>> {
  const headers = { "Data-Session-Token": session.session_token };
  const params = at(session.session_id);
  const answer = api.GET("/auth/v2/session/{session_id}/status/", { params, headers, signal });
  return mapResult(await toResult(answer, readProblem), ({ status }) => requireText(status));
}
