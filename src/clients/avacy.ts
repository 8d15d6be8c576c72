import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "#generated/avacy/types.ts";
import { toAuthorization } from "./authorization.ts";
import { type Fetch, globalFetch, toBaseUrl, withTimeout } from "./fetch.ts";
import { toFormText } from "./form-encoding.ts";
import { mapResult, type ReadProblem, type Result, requireObject, toResult } from "./result.ts";
import { checkOptions, isText } from "./values.ts";

export {
  type FieldValue,
  type FormSettings,
  type FormSubmission,
  type FormType,
  toConsent,
  toConsentV2,
  toConsentV4,
} from "./avacy-forms.ts";
export type { Failure, Result, Success } from "./result.ts";

const PRODUCTION_URL = "https://api.avacy.eu";
const DEFAULT_TIMEOUT_MS = 5000;

type Schemas = components["schemas"];

/**
 * A consent in the archive. Times are ISO 8601 in UTC. `subject_id` is there too, but always null, and the types of
 * `openapi-fetch` leave out what is always null.
 */
export type ConsentRecord = Omit<Schemas["ConsentRecord"], "subject_id">;
/** A consent in a reply of the second generation: `subject_data` and `consent_data` are JSON text. */
export type ConsentV2Record = Schemas["ConsentV2Record"];
/** A consent in a reply of the current generation. Times are ISO 8601 in UTC. */
export type ConsentV4Record = Schemas["ConsentV4Record"];

/** Avacy's error body for a refused consent. */
export interface AvacyProblem {
  readonly message: string;
  /** A code, such as `team_not_found`. */
  readonly error?: string;
  /** Errors by field if the body is invalid; nested fields are dotted, as in `preferences.0.accepted`. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
}

/** The result of recording a consent. A failure's `message` lists every error in the body. */
export type RecordResult<Data> = Result<Data, AvacyProblem>;

/** Error codes of account settings. */
export type AccountProblem = Schemas["ApiTokenCheckCode"] | Schemas["ServiceUnavailable"]["error"];

/**
 * The result of an account check. Saved settings are wrong only if `error` is a code other than
 * `service_unavailable`; any other failure says nothing about them, so keep them.
 */
export type AccountResult<Data> = Result<Data, AccountProblem>;

interface ConnectionOptions {
  /** Absolute; default `https://api.avacy.eu`. */
  readonly baseUrl?: string;
  /** Sends requests; default the global `fetch`. */
  readonly fetch?: Fetch;
  /** Timeout of a call in milliseconds; default 5000, so that forms do not wait long. */
  readonly timeoutMs?: number;
}

export interface AvacyAccountClientOptions extends ConnectionOptions {}

/** Checks values entered into account settings, before they are known to be valid. */
export interface AvacyAccountClient {
  /**
   * Checks an account token, written `tenant|key`, and returns the number of its webspace. Avacy does not document this
   * call; its WordPress plugin makes it.
   */
  validateWebspace(accountToken: string): Promise<AccountResult<Schemas["WebspaceCheck"]>>;
  /** Checks an account token together with an API token. Undocumented, like `validateWebspace`. */
  validateToken(accountToken: string, apiToken: string): Promise<AccountResult<Schemas["ApiTokenCheck"]>>;
}

export interface AvacyClientOptions extends ConnectionOptions {
  /** First label of the account's host name: `mycompany` for mycompany.avacy.eu. */
  readonly tenant: string;
  /** Number of the webspace, as in the dashboard's address: 89 for `/dashboard/89`. */
  readonly webspaceId: number;
  /** API token from the dashboard's Consent Solution section. */
  readonly token: string;
  /** How the helpers send bodies: `json` (default), as documented, or `form`, as the WordPress plugin does. */
  readonly encoding?: "json" | "form";
}

export interface AvacyClient extends AvacyAccountClient {
  /**
   * Every operation, typed by the specification, with the API token and the time limit:
   * `client.api.POST("/{tenant}/v4/webspaces/{id}/consents", { params: { path }, body })` resolves to
   * `{ data, error, response }`. As with `fetch`, a network failure or a timeout rejects.
   */
  readonly api: Client<paths>;
  /**
   * Records a consent, first generation: `identifier` names a key of `subject`. Do not repeat a call that was answered:
   * each call creates a record.
   *
   * @see https://docs.avacysolution.com/en/docs/avacy-tech-docs/consent-solution-api
   */
  recordConsent(consent: Schemas["ConsentRequest"]): Promise<RecordResult<ConsentRecord>>;
  /** Records a consent, second generation. It accepts first-generation bodies and shorter forms of them. */
  recordConsentV2(consent: Schemas["ConsentV2Request"]): Promise<RecordResult<ConsentV2Record>>;
  /**
   * Records a consent, current generation: `identifier` is a value, such as an email address.
   *
   * @see https://docs.avacysolution.com/en/avacy-tech-docs/consent-solution-api/consent-solution-rest-api
   */
  recordConsentV4(consent: Schemas["ConsentV4Request"]): Promise<RecordResult<ConsentV4Record>>;
}

const AVACY_CLIENT_OPTIONS = {
  baseUrl: true,
  tenant: true,
  webspaceId: true,
  token: true,
  encoding: true,
  fetch: true,
  timeoutMs: true,
} as const satisfies Readonly<Record<keyof AvacyClientOptions, true>>;

/**
 * Creates a client for Avacy's Consent Solution API.
 *
 * @throws TypeError if a setting is invalid: an empty tenant, a webspace id that is not a positive integer, a token that a
 *   header cannot carry, a `baseUrl` that is not absolute
 */
export function createAvacyClient(options: AvacyClientOptions): AvacyClient {
  checkOptions("createAvacyClient", options, AVACY_CLIENT_OPTIONS);
  const { tenant, webspaceId, token, encoding = "json" } = options;
  if (!isText(tenant)) throw new TypeError("tenant is empty: it is the first label of the account's host name.");
  if (!Number.isSafeInteger(webspaceId) || webspaceId < 1)
    throw new TypeError("webspaceId must be a positive integer, as in the dashboard's address.");
  const { baseUrl, fetch } = connect(options);
  const headers = { Accept: "application/json", Authorization: toAuthorization(token) };
  const api = createClient<paths>({ baseUrl, fetch, headers });
  const params = { path: { tenant, id: webspaceId } };
  const encoded = encoding === "form" ? FORM : {};

  return {
    api,
    async recordConsent(body) {
      const answer = api.POST("/{tenant}/domains_groups/{id}/consents", { params, body, ...encoded });
      return mapResult(await toResult(answer, readProblem), ({ data }) => requireObject(data));
    },
    async recordConsentV2(body) {
      const answer = api.POST("/{tenant}/v2/webspaces/{id}/consents", { params, body, ...encoded });
      return mapResult(await toResult(answer, readProblem), ({ data }) => requireObject(data));
    },
    async recordConsentV4(body) {
      const answer = api.POST("/{tenant}/v4/webspaces/{id}/consents", { params, body, ...encoded });
      return mapResult(await toResult(answer, readProblem), ({ data }) => requireObject(data));
    },
    ...createAccountCalls(options),
  };
}

const AVACY_ACCOUNT_CLIENT_OPTIONS = { baseUrl: true, fetch: true, timeoutMs: true } as const satisfies Readonly<
  Record<keyof AvacyAccountClientOptions, true>
>;

/**
 * Creates a client for a settings page, which has an account token and perhaps an API token, but not yet the webspace.
 *
 * @throws TypeError if `baseUrl` is not absolute
 */
export function createAvacyAccountClient(options: AvacyAccountClientOptions = {}): AvacyAccountClient {
  checkOptions("createAvacyAccountClient", options, AVACY_ACCOUNT_CLIENT_OPTIONS);
  return createAccountCalls(options);
}

function createAccountCalls(options: ConnectionOptions): AvacyAccountClient {
  const { baseUrl, fetch } = connect(options);
  const api = createClient<paths>({ baseUrl, fetch, headers: { Accept: "application/json" } });

  return {
    async validateWebspace(accountToken) {
      const path = splitAccountToken(accountToken);
      if (path === undefined) return MALFORMED_ACCOUNT_TOKEN;
      return toResult(api.GET("/wp/validate/{team}/{webspaceKey}", { params: { path } }), readAccountProblem);
    },
    async validateToken(accountToken, apiToken) {
      const account = splitAccountToken(accountToken);
      if (account === undefined) return MALFORMED_ACCOUNT_TOKEN;
      // Path parameters are percent-encoded, so the bar in an API token is sent as %7C.
      const params = { path: { ...account, apiToken } };
      return toResult(api.GET("/wp/validate/{team}/{webspaceKey}/{apiToken}", { params }), readAccountProblem);
    },
  };
}

function connect(options: ConnectionOptions): { baseUrl: string; fetch: Fetch } {
  const { baseUrl = PRODUCTION_URL, fetch = globalFetch, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  return { baseUrl: toBaseUrl(baseUrl), fetch: withTimeout(fetch, timeoutMs) };
}

const FORM = { bodySerializer: toFormText, headers: { "Content-Type": "application/x-www-form-urlencoded" } };

const MALFORMED_ACCOUNT_TOKEN = {
  ok: false,
  status: 0,
  error: undefined,
  message: "An account token is written tenant|key; nothing was sent",
} as const;

function splitAccountToken(accountToken: string): { team: string; webspaceKey: string } | undefined {
  const [team = "", webspaceKey = "", ...rest] = accountToken.trim().split("|");
  return team === "" || webspaceKey === "" || rest.length > 0 ? undefined : { team, webspaceKey };
}

const readProblem: ReadProblem<AvacyProblem> = (body) => {
  if (!isRecord(body) || typeof body["message"] !== "string") return undefined;
  const { message, error, errors } = body;
  const complaints = isRecord(errors) ? toComplaints(errors) : {};
  const texts = Object.values(complaints).flat();
  const problem = {
    message,
    ...(typeof error === "string" && { error }),
    ...(texts.length > 0 && { errors: complaints }),
  };
  return { error: problem, message: texts.length > 0 ? texts.join(" ") : message };
};

const toComplaints = (errors: Readonly<Record<string, unknown>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(errors).map(([field, texts]) => [field, [texts].flat().map(String)]));

const ACCOUNT_PROBLEMS: Readonly<Record<AccountProblem, string>> = {
  team_not_found: "there is no such tenant",
  webspace_not_found: "the tenant has no webspace with this key",
  invalid_token: "the API token is not written <number>|<text>",
  token_not_found_or_expired: "the API token is unknown to this tenant, expired or revoked",
  service_unavailable: "the check cannot be made now",
};

// The code is next to the message today, and was inside it in older replies.
const readAccountProblem: ReadProblem<AccountProblem> = (body) => {
  if (!isRecord(body)) return undefined;
  const code = body["error"] ?? (isRecord(body["message"]) ? body["message"]["error"] : undefined);
  return isAccountProblem(code) ? { error: code, message: `${code}: ${ACCOUNT_PROBLEMS[code]}` } : undefined;
};

const isAccountProblem = (code: unknown): code is AccountProblem =>
  typeof code === "string" && Object.hasOwn(ACCOUNT_PROBLEMS, code);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
