import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "#generated/didomi/types.ts";
import { toAuthorization, withTokens } from "./authorization.ts";
import { type Answers, toPurposes } from "./didomi-choices.ts";
import { type Fetch, globalFetch, toBaseUrl } from "./fetch.ts";
import { mapResult, type ReadProblem, type Result, requireObject, toResult } from "./result.ts";
import { createTokenCache } from "./token-cache.ts";
import { checkOptions, isText } from "./values.ts";

export {
  type Answers,
  type Choices,
  type ChoicesRecord,
  getChosenValues,
  isPurposeEnabled,
  isValueChosen,
  type PurposeAnswer,
} from "./didomi-choices.ts";
export type { Failure, Result, Success } from "./result.ts";

/** For calls from a back end. */
const BACK_END_URL = "https://api.didomi.io/v1";
/** For calls on behalf of an end user, browsers included. */
const END_USER_URL = "https://api.privacy-center.org";
/** Documented by Didomi; its replies do not state it. */
const ORGANIZATION_TOKEN_LIFETIME_SECONDS = 3600;
const RENEW_AHEAD_SECONDS = 300;

type Schemas = components["schemas"];

/** A user with the current choices. Times are ISO 8601 in UTC. */
export type ConsentUser = Schemas["ConsentUser"];
/** One recorded event with its choices. */
export type ConsentEvent = Schemas["ConsentEvent"];
/** An end user's token: `id_token` goes to the browser, `lifetime` is in seconds. */
export type ConsentToken = Schemas["ConsentToken"];

/**
 * Didomi's error body. `code` repeats the HTTP status, `name` is its kind (`BadRequest`,
 * `NotAuthenticated`, `Forbidden`, `NotFound`, `Conflict`, ...).
 */
export interface DidomiProblem {
  readonly code: number;
  readonly name: string;
  readonly message: string;
  /** Empty in all known replies. */
  readonly errors?: unknown;
}

/** The result of a helper. A failure's `message` looks like `BadRequest: Invalid authentication information`. */
export type DidomiResult<Data> = Result<Data, DidomiProblem>;

/** Identifies a user by the organization's own id (a database id, an email address), or by Didomi's id. */
export type UserSelector = string | { readonly id: string };

export interface ReadOptions {
  /** Reads the choices made under this regulation; default `gdpr`. */
  readonly regulation?: string;
}

/** Further members of the event, named as in Didomi's API. */
export type EventDetails = Omit<Schemas["ConsentEventInput"], "organization_id" | "user" | "consents">;

/** Further members of the token request. `lifetime` is in seconds, 900 when absent. */
export type TokenDetails = Omit<Schemas["TokenInput"], "organization_id" | "organization_user_id">;

export interface DidomiClientOptions {
  /** Absolute; default `https://api.didomi.io/v1`. */
  readonly baseUrl?: string;
  /** As in the address of the Didomi Console. */
  readonly organizationId: string;
  /** Private API key and its secret. Use them on a back end only, never in a browser. */
  readonly key: string;
  readonly secret: string;
  /** Sends requests; default the global `fetch`. */
  readonly fetch?: Fetch;
  /** Milliseconds since 1970; default the system's clock. Decides when the organization's token is renewed. */
  readonly now?: () => number;
}

export interface DidomiClient {
  /**
   * Every operation, typed by the specification: `client.api.GET("/consents/events", { params: { query } })` resolves to
   * `{ data, error, response }`. Requests carry the organization's token unless they have an `Authorization` header. As
   * with `fetch`, only a network failure rejects.
   */
  readonly api: Client<paths>;
  /**
   * Step 1: returns the organization's token. It is cached for its lifetime of an hour and renewed five minutes before it
   * expires; concurrent callers share one request. All other calls obtain it automatically. Never share it.
   */
  getOrganizationToken(): Promise<DidomiResult<string>>;
  /** Step 2: creates a token with which one end user reads and records their own choices. Call it at login. */
  createUserToken(organizationUserId: string | number, details?: TokenDetails): Promise<DidomiResult<ConsentToken>>;
  /** Step 3: returns a user's current choices; undefined if the user is unknown. */
  getChoices(user: UserSelector, options?: ReadOptions): Promise<DidomiResult<ConsentUser | undefined>>;
  /**
   * Step 6: records answers as an event, which Didomi merges into the user's choices.
   *
   * @throws RangeError if a value id contains a comma
   */
  recordChoices(user: UserSelector, answers: Answers, details?: EventDetails): Promise<DidomiResult<ConsentEvent>>;
}

const DIDOMI_CLIENT_OPTIONS = {
  baseUrl: true,
  organizationId: true,
  key: true,
  secret: true,
  fetch: true,
  now: true,
} as const satisfies Readonly<Record<keyof DidomiClientOptions, true>>;

/**
 * Creates a client for back ends: the six steps of Didomi's guide "Collect and operate data" and, as `api`, every
 * operation. On a 401 it drops the organization's token and sends the request once more with a new one.
 *
 * @throws TypeError if `baseUrl` is not absolute, or organization, key or secret is missing
 * @see https://developers.didomi.io/api/consents/tutorial/collect-and-operate-data
 */
export function createDidomiClient(options: DidomiClientOptions): DidomiClient {
  checkOptions("createDidomiClient", options, DIDOMI_CLIENT_OPTIONS);
  const { organizationId, key, secret, fetch = globalFetch, now = Date.now } = options;
  if (![organizationId, key, secret].every(isText))
    throw new TypeError("organizationId, key and secret must be non-empty strings: the Didomi Console shows them.");
  const baseUrl = toBaseUrl(options.baseUrl ?? BACK_END_URL);
  const unsigned = createClient<paths>({ baseUrl, fetch });
  const tokens = createTokenCache({
    async obtain() {
      const session = await toResult(
        unsigned.POST("/sessions", { body: { type: "api-key", key, secret } }),
        readProblem,
      );
      return mapResult(session, ({ access_token }) => access_token);
    },
    lifetimeSeconds: ORGANIZATION_TOKEN_LIFETIME_SECONDS,
    renewAheadSeconds: RENEW_AHEAD_SECONDS,
    now,
  });
  const sessionsUrl = new URL(`${baseUrl}/sessions`).href;
  const signed = withTokens(fetch, tokens, (request) => request.url === sessionsUrl);
  const api = createClient<paths>({ baseUrl, fetch: signed, querySerializer: toQuery });

  return {
    api,
    getOrganizationToken: tokens.get,
    createUserToken(organizationUserId, details) {
      const body = { ...details, organization_id: organizationId, organization_user_id: organizationUserId };
      const params = { query: { organization_id: organizationId } };
      return toResult(api.POST("/consents/tokens", { params, body }), readProblem);
    },
    getChoices(user, { regulation } = {}) {
      const query = { organization_id: organizationId, ...(regulation !== undefined && { regulation }) };
      return typeof user === "string"
        ? findUser(api, { ...query, organization_user_id: user })
        : readUser(api, user.id, query);
    },
    async recordChoices(user, answers, details) {
      return createEvent(api, organizationId, answers, {
        ...details,
        user: typeof user === "string" ? { organization_user_id: user } : { id: user.id },
      });
    },
  };
}

export interface DidomiUserClientOptions {
  /** Absolute; default `https://api.privacy-center.org`. */
  readonly baseUrl?: string;
  readonly organizationId: string;
  /** The end user's token, created on the back end by `createUserToken`. */
  readonly token: string;
  /**
   * The organization's own id of that user. Didomi's guide sends it along with the token. Without it, Didomi would have to
   * read it from the token, which is not documented.
   */
  readonly organizationUserId?: string;
  /** Sends requests; default the global `fetch`. */
  readonly fetch?: Fetch;
}

export interface DidomiUserClient {
  /** Every operation, typed by the specification and sent with the end user's token, which few operations accept. */
  readonly api: Client<paths>;
  /** Step 3: returns the user's own current choices; undefined if nothing was recorded yet. */
  getChoices(options?: ReadOptions): Promise<DidomiResult<ConsentUser | undefined>>;
  /**
   * Step 6: records answers of the user.
   *
   * @throws RangeError if a value id contains a comma
   */
  recordChoices(answers: Answers, details?: EventDetails): Promise<DidomiResult<ConsentEvent>>;
}

const DIDOMI_USER_CLIENT_OPTIONS = {
  baseUrl: true,
  organizationId: true,
  token: true,
  organizationUserId: true,
  fetch: true,
} as const satisfies Readonly<Record<keyof DidomiUserClientOptions, true>>;

/**
 * Creates a client for browsers, which have only the token of their own user. When the token has expired, every helper
 * returns a failure of status 401: create a new token on the back end and a new client with it.
 *
 * @throws TypeError if `baseUrl` is not absolute, the organization is missing, or a header cannot carry the token
 */
export function createDidomiUserClient(options: DidomiUserClientOptions): DidomiUserClient {
  checkOptions("createDidomiUserClient", options, DIDOMI_USER_CLIENT_OPTIONS);
  const { organizationId, organizationUserId, token, fetch = globalFetch } = options;
  if (!isText(organizationId))
    throw new TypeError("organizationId must be a non-empty string: the Didomi Console shows it.");
  const baseUrl = toBaseUrl(options.baseUrl ?? END_USER_URL);
  const headers = { Authorization: toAuthorization(token) };
  const api = createClient<paths>({ baseUrl, fetch, headers, querySerializer: toQuery });
  const self = organizationUserId === undefined ? undefined : { organization_user_id: organizationUserId };

  return {
    api,
    getChoices: ({ regulation } = {}) =>
      findUser(api, { organization_id: organizationId, ...self, ...(regulation !== undefined && { regulation }) }),
    async recordChoices(answers, details) {
      return createEvent(api, organizationId, answers, { ...details, ...(self !== undefined && { user: self }) });
    },
  };
}

type UserQuery = NonNullable<paths["/consents/users"]["get"]["parameters"]["query"]>;

async function findUser(api: Client<paths>, query: UserQuery): Promise<DidomiResult<ConsentUser | undefined>> {
  return mapResult(
    await toResult(api.GET("/consents/users", { params: { query } }), readProblem),
    ({ data: [user] }) => (user === undefined ? undefined : requireObject(user)),
  );
}

async function readUser(
  api: Client<paths>,
  id: string,
  query: { organization_id: string; regulation?: string },
): Promise<DidomiResult<ConsentUser | undefined>> {
  const answer = api.GET("/consents/users/{id}", { params: { path: { id }, query } });
  const result = await toResult(answer, readProblem);
  return !result.ok && result.error?.code === 404 ? { ok: true, data: undefined } : result;
}

function createEvent(
  api: Client<paths>,
  organizationId: string,
  answers: Answers,
  event: Omit<Schemas["ConsentEventInput"], "organization_id" | "consents">,
): Promise<DidomiResult<ConsentEvent>> {
  const body = { ...event, organization_id: organizationId, consents: { purposes: toPurposes(answers) } };
  const params = { query: { organization_id: organizationId } };
  return toResult(api.POST("/consents/events", { params, body }), readProblem);
}

/** Serializes a query: lists repeat their name, and the members of `filter` become parameters with their own names. */
function toQuery(query: Readonly<Record<string, unknown>>): string {
  return Object.entries(query).flatMap(toPairs).join("&");
}

function toPairs([name, value]: readonly [string, unknown]): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => toPairs([name, each]));
  if (typeof value === "object") return Object.entries(value).flatMap(toPairs);
  return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`];
}

const readProblem: ReadProblem<DidomiProblem> = (body) => {
  if (typeof body !== "object" || body === null) return undefined;
  if (!("code" in body && "name" in body && "message" in body)) return undefined;
  const { code, name, message } = body;
  if (typeof code !== "number" || typeof name !== "string" || typeof message !== "string") return undefined;
  const errors = "errors" in body ? { errors: body.errors } : {};
  return { error: { code, name, message, ...errors }, message: `${name}: ${message}` };
};
