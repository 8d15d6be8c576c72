import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "#generated/netid/types.ts";
import { toAuthorization } from "./authorization.ts";
import { type Fetch, globalFetch, requestAt, toBaseUrl } from "./fetch.ts";
import {
  type FoundStatus,
  type FoundStatusV2,
  isFound,
  isFoundV2,
  readProblem,
  type StatusResult,
  toStatusResult,
  toWriteResult,
  type WriteResult,
} from "./netid-results.ts";
import { toResult } from "./result.ts";
import { checkOptions, isText } from "./values.ts";

export {
  type FoundStatus,
  type FoundStatusV2,
  isIdConsentGiven,
  isLoggedIn,
  type NetidCode,
  type NetidFailure,
  type NotFoundStatus,
  type StatusResult,
  syncIdOf,
  tcStringOf,
  tpidOf,
  type WriteResult,
  type WrittenStatus,
} from "./netid-results.ts";
export type { Failure, Success } from "./result.ts";

const READ_URL = "https://einwilligungsspeicher.netid.de";
const WRITE_URL = "https://einwilligen.netid.de";
const EXPORT_URL = "https://einwilligungsuebersicht.netid.de";

const VENDOR = "application/vnd.netid.permission-center.";
/** The media type of a write, whatever generation of reply is requested. */
const PERMISSIONS = `${VENDOR}netid-permissions-v2+json`;

type Schemas = components["schemas"];

/** An identifier of the second generation. `ETPID` is an encrypted tpid that changes at least once a day. */
export type IdentifierName = Schemas["IdentifierName"];

const ALL_IDENTIFIERS: readonly IdentifierName[] = ["TPID", "SYNC_ID", "ETPID"];

/** The values to store. A value that is absent or null is not sent and keeps its stored value. */
export interface NetidPermissions {
  /** VALID gives, INVALID revokes the consent to be recognised by the partner. */
  readonly idconsent?: Schemas["ConsentStatus"] | null | undefined;
  /** The TC string of the same decision, as defined by IAB TCF 2. */
  readonly tcString?: string | null | undefined;
}

export interface SyncIdOptions {
  /** Requests the sync_id, which identifies this user to this partner only; default false. */
  readonly syncId?: boolean;
}

export interface IdentifierOptions {
  /** The identifiers to request; default: all three. */
  readonly identifiers?: readonly IdentifierName[];
}

interface ConnectionOptions {
  /** Absolute; the base URL of all services, as for a simulator. Default: netID's own hosts. */
  readonly baseUrl?: string;
  /** Absolute; default `baseUrl`, or else `https://einwilligungsspeicher.netid.de`. */
  readonly readBaseUrl?: string;
  /** Absolute; default `baseUrl`, or else `https://einwilligen.netid.de`. */
  readonly writeBaseUrl?: string;
  /** Sends requests; default the global `fetch`. */
  readonly fetch?: Fetch;
}

export interface NetidClientOptions extends ConnectionOptions {
  /** The partner's TAPP, a UUID. The page's origin must be registered for it. */
  readonly tappId: string;
}

/**
 * The user's access token, with the scope `permission_management`: as text, or as a function that returns it for each
 * request, since it is valid for only about eight minutes. If the function throws or rejects, the call fails.
 */
export type NetidToken =
  | { readonly token: string; readonly getToken?: never }
  | { readonly token?: never; readonly getToken: () => string | Promise<string> };

export type NetidServerClientOptions = ConnectionOptions &
  NetidToken & {
    /** Absolute; for exports by `api`. Default `baseUrl`, or else `https://einwilligungsuebersicht.netid.de`. */
    readonly exportBaseUrl?: string;
  };

export interface NetidClient {
  /**
   * Every operation, typed by the specification:
   * `client.api.GET("/netid-user-status", { params: { query }, headers: { Accept } })` resolves to
   * `{ data, error, response }`. Requests go to the host of the operation, and bodies have the only media type it accepts.
   * The caller sets the query with the TAPP and the `Accept` header. As with `fetch`, only a network failure rejects.
   */
  readonly api: Client<paths>;
  /**
   * Reads the user's stored decision for this partner: `found`, `notFound` (logged in, nothing stored) or `error`. In a
   * browser it takes one request, as it needs no preflight.
   *
   * @see https://developerzone.netid.dev/1.5/cmp/browser-based/
   */
  readStatus(options?: SyncIdOptions): Promise<StatusResult<FoundStatus>>;
  /**
   * Stores a decision: `written`, with the identifiers that the partner may see from now on, or `error`, if nothing was
   * stored. Revoking hides the tpid at once and deletes nothing.
   *
   * @see https://developerzone.netid.dev/1.5/cmp/browser-based/
   */
  writePermissions(permissions: NetidPermissions, options?: SyncIdOptions): Promise<WriteResult>;
  /** Does the same as `readStatus` in the second generation, which has the etpid, and settings by name. */
  readStatusV2(options?: IdentifierOptions): Promise<StatusResult<FoundStatusV2>>;
  /** Does the same as `writePermissions`, but returns the identifiers of the second generation. */
  writePermissionsV2(permissions: NetidPermissions, options?: IdentifierOptions): Promise<WriteResult>;
}

const NETID_CLIENT_OPTIONS = {
  baseUrl: true,
  readBaseUrl: true,
  writeBaseUrl: true,
  tappId: true,
  fetch: true,
} as const satisfies Readonly<Record<keyof NetidClientOptions, true>>;

/**
 * Creates a client for scripts in browsers, above all consent management. netID identifies the user by a cookie that
 * scripts cannot read; the browser sends cookie and origin. Outside a browser, as in tests, pass a `fetch` that sets both.
 *
 * @throws TypeError if a base URL is not absolute or `tappId` is empty
 * @see https://developerzone.netid.dev/1.5/cmp/browser-based/
 */
export function createNetidClient(options: NetidClientOptions): NetidClient {
  checkOptions("createNetidClient", options, NETID_CLIENT_OPTIONS);
  const { tappId } = options;
  if (!isText(tappId)) throw new TypeError("tappId is empty: it is the UUID that netID gave the partner.");
  return createCalls(options, "include", { "q.tapp_id.eq": tappId });
}

const NETID_SERVER_CLIENT_OPTIONS = {
  baseUrl: true,
  readBaseUrl: true,
  writeBaseUrl: true,
  exportBaseUrl: true,
  token: true,
  getToken: true,
  fetch: true,
} as const satisfies Readonly<Record<keyof NetidServerClientOptions, true>>;

/**
 * Creates a client for apps and servers. The access token identifies both user and TAPP. netID refuses requests with an
 * `Origin` header, so this client does not work in a browser.
 *
 * @throws TypeError if a base URL is not absolute, neither `token` nor `getToken` is given, or a header cannot carry the
 *   token
 * @see https://developerzone.netid.dev/1.5/cmp/server-based/
 */
export function createNetidServerClient(options: NetidServerClientOptions): NetidClient {
  checkOptions("createNetidServerClient", options, NETID_SERVER_CLIENT_OPTIONS);
  const { token, getToken, fetch = globalFetch } = options;
  if (token !== undefined) toAuthorization(token);
  else if (getToken === undefined) throw new TypeError("A user's access token is missing: pass token or getToken.");
  const signed: Fetch = async (request) => {
    if (!request.headers.has("authorization"))
      request.headers.set("authorization", toAuthorization(token ?? (await getToken?.()) ?? ""));
    return fetch(request);
  };
  return createCalls({ ...options, fetch: signed }, "omit", {});
}

interface CallOptions extends ConnectionOptions {
  readonly exportBaseUrl?: string;
}

function createCalls(
  options: CallOptions,
  credentials: RequestCredentials,
  tapp: { readonly "q.tapp_id.eq"?: string },
): NetidClient {
  const { fetch = globalFetch } = options;
  const api = createClient<paths>({
    Request: requestAt(toLocate(options)),
    credentials,
    querySerializer: { array: { style: "form", explode: false } },
    fetch: (request) => fetch(withMediaType(request)),
  });
  const read = (type: string, query: object) => {
    const headers = { Accept: `${VENDOR}netid-user-status-${type}+json` };
    return toResult(api.GET("/netid-user-status", { params: { query: { ...tapp, ...query } }, headers }), readProblem);
  };
  const write = (permissions: NetidPermissions, type: string, query: object) => {
    const headers = { Accept: `${VENDOR}netid-subject-status-${type}+json` };
    const params = { query: { ...tapp, ...query } };
    return toResult(api.POST("/netid-permissions", { params, headers, body: toBody(permissions) }), readProblem);
  };
  const toType = ({ syncId = false }: SyncIdOptions): string => (syncId ? "audit-v1" : "v1");
  const toQuery = ({ identifiers = ALL_IDENTIFIERS }: IdentifierOptions) => ({ "q.identifier.in": [...identifiers] });

  return {
    api,
    readStatus: async (options = {}) => toStatusResult(await read(toType(options), {}), isFound),
    writePermissions: async (permissions, options = {}) => toWriteResult(await write(permissions, toType(options), {})),
    readStatusV2: async (options = {}) => toStatusResult(await read("v2", toQuery(options)), isFoundV2),
    writePermissionsV2: async (permissions, options = {}) =>
      toWriteResult(await write(permissions, "v2", toQuery(options))),
  };
}

function toLocate(options: CallOptions): (path: string, method: string) => string {
  const readUrl = toBaseUrl(options.readBaseUrl ?? options.baseUrl ?? READ_URL);
  const writeUrl = toBaseUrl(options.writeBaseUrl ?? options.baseUrl ?? WRITE_URL);
  const exportUrl = toBaseUrl(options.exportBaseUrl ?? options.baseUrl ?? EXPORT_URL);
  return (path, method) => {
    if (path.startsWith("/netid-user-status")) return readUrl;
    return method === "GET" ? exportUrl : writeUrl;
  };
}

/** `openapi-fetch` sends every body as plain JSON, which netID refuses. */
function withMediaType(request: Request): Request {
  if (request.headers.get("content-type") === "application/json") request.headers.set("content-type", PERMISSIONS);
  return request;
}

/** netID does not document the meaning of null, so none is sent. */
const toBody = ({ idconsent, tcString }: NetidPermissions): Schemas["Permissions"] => ({
  ...(idconsent != null && { idconsent }),
  ...(tcString != null && { iab_tc_string: tcString }),
});
