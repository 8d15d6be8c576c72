import type { NetidClient, NetidCode, NetidPermissions, StatusResult, WriteResult } from "#clients/netid.ts";
import type { CallSite, HelperCall, HelperExchange, State } from "../agreement/contract.ts";
import { ask, failed, openPage, openServer } from "./callers.ts";
import {
  type Asker,
  byPage,
  byServer,
  type Details,
  having,
  ORIGIN,
  read,
  signedIn,
  TAPP,
  TC,
  write,
} from "./exchanges.ts";

/** What the provider says, which is the end of a failure's message. */
export const messageOf = (reply: unknown): string => {
  const { status_code, message } = reply as { readonly status_code: string; readonly message: string };
  return `${status_code}: ${message}`;
};

/** A request as something between client and provider hands it on. */
type Detour = (request: Request) => Request;

const onTheWay = (site: CallSite, detour: Detour): CallSite => ({
  ...site,
  fetch: (request) => site.fetch(detour(request)),
});

const withHeader =
  (name: string, value: string): Detour =>
  (request) => {
    request.headers.set(name, value);
    return request;
  };

const withBody =
  (body: string): Detour =>
  ({ url, method, headers }) =>
    new Request(url, { method, headers, body });

const withoutQuery: Detour = ({ url, headers }) => new Request(url.replace(/\?.*/, ""), { headers });

const withoutToken: Detour = (request) => {
  request.headers.delete("authorization");
  return request;
};

const UNKNOWN_TAPP = "9b2c7f10-3d4e-4f5a-8b6c-7d8e9f0a1b2c";

/** How requests arrive. */
const withoutCookie: Asker = () => ({ query: { "q.tapp_id.eq": TAPP }, headers: { origin: ORIGIN } });
const joining =
  (by: Asker, headers: Readonly<Record<string, string>>): Asker =>
  (from) => ({ ...by(from), headers: { ...by(from).headers, ...headers } });

const gone = having("a deleted account");
const inactive: readonly State[] = [...signedIn, ["a TAPP", { id: TAPP, origins: [ORIGIN], active: false }]];

interface Failure extends Omit<Details, "shape" | "identifiers"> {
  readonly status: number;
  readonly when: string;
  /** None: an error of the framework, which has only a phrase. */
  readonly code?: NetidCode;
  readonly open: (site: CallSite) => NetidClient;
  /** Null: the failure tells nothing of that. */
  readonly isLoggedIn: boolean | null;
  /** What is to be stored, and how that arrives; default: a yes. */
  readonly permissions?: NetidPermissions;
  readonly body?: unknown;
  /** The result of the helper, if it is not the reply. */
  readonly comesTo?: object;
  /** Whether it is tried in the second generation as well. */
  readonly inBoth?: boolean;
  readonly withoutMock?: string;
}

const PLAIN_JSON = "application/json";
const ELSEWHERE = "https://tagblatt.example";
const NOT_READABLE = new TypeError("Failed to fetch");

export const loginExpired: Failure = {
  status: 400,
  when: "when the login has expired",
  code: "TOKEN_ERROR",
  example: "tokenError",
  given: having("a user whose login has expired"),
  open: openPage,
  isLoggedIn: false,
};
export const tokenExpired: Failure = {
  ...loginExpired,
  when: "when the token has expired",
  by: byServer,
  open: openServer,
};

/** Failures of reads and writes alike. */
const common: readonly Failure[] = [
  loginExpired,
  tokenExpired,
  {
    ...loginExpired,
    when: "when the cookie is forged",
    given: having("a user with a forged cookie"),
  },
  {
    status: 400,
    when: "when the browser keeps the cookie back",
    code: "NO_TPID",
    example: "noTpid",
    given: signedIn,
    by: withoutCookie,
    open: (site) => openPage(site, { hasCookie: false }),
    isLoggedIn: false,
    inBoth: true,
  },
  {
    status: 400,
    when: "when the token is lost on the way",
    code: "NO_TOKEN",
    example: "noToken",
    given: signedIn,
    by: () => ({ query: {}, headers: {} }),
    headers: {},
    open: (site) => openServer(onTheWay(site, withoutToken)),
    isLoggedIn: false,
  },
  {
    status: 403,
    when: "when the TAPP is switched off",
    code: "TAPP_NOT_ALLOWED",
    given: inactive,
    open: openPage,
    isLoggedIn: null,
    inBoth: true,
  },
  {
    status: 403,
    when: "when the TAPP of the token is switched off",
    code: "TAPP_NOT_ALLOWED",
    given: inactive,
    by: byServer,
    open: openServer,
    isLoggedIn: null,
  },
  {
    status: 403,
    when: "when the TAPP is unknown",
    code: "TAPP_NOT_ALLOWED",
    given: signedIn,
    by: byPage(UNKNOWN_TAPP),
    open: (site) => openPage(site, { tappId: UNKNOWN_TAPP }),
    isLoggedIn: null,
  },
  {
    status: 403,
    when: "when the page is none of the partner's, whose scripts may not even see that",
    code: "TAPP_NOT_ALLOWED",
    given: signedIn,
    by: byPage(TAPP, ELSEWHERE),
    headers: {},
    open: (site) => openPage(site, { origin: ELSEWHERE }),
    comesTo: { status: 0, message: `No usable reply: ${NOT_READABLE.message}`, cause: NOT_READABLE },
    isLoggedIn: null,
  },
  {
    status: 403,
    when: "when a token comes from a page",
    code: "TAPP_NOT_ALLOWED",
    given: signedIn,
    by: joining(byServer, { origin: ORIGIN }),
    headers: {},
    open: (site) => openServer(onTheWay(site, withHeader("origin", ORIGIN))),
    isLoggedIn: null,
  },
  {
    status: 406,
    when: "when something on the way asks for plain JSON",
    given: signedIn,
    by: joining(byPage(), { accept: PLAIN_JSON }),
    open: (site) => openPage(onTheWay(site, withHeader("accept", PLAIN_JSON))),
    comesTo: { status: 406, message: "Not Acceptable" },
    isLoggedIn: null,
    inBoth: true,
  },
  {
    status: 410,
    when: "when the account is gone",
    code: "TPID_EXISTENCE_ERROR",
    given: gone,
    open: openPage,
    isLoggedIn: false,
    inBoth: true,
  },
  {
    status: 410,
    when: "when the account is gone and the token is still good",
    code: "TPID_EXISTENCE_ERROR",
    given: gone,
    by: byServer,
    open: openServer,
    isLoggedIn: false,
  },
];

const ofReads: readonly Failure[] = [
  {
    status: 400,
    when: "when the query is lost on the way",
    code: "NO_TAPP_ID",
    example: "noTappId",
    given: signedIn,
    by: (from) => ({ ...byPage()(from), query: {} }),
    open: (site) => openPage(onTheWay(site, withoutQuery)),
    isLoggedIn: null,
  },
  {
    status: 400,
    when: "when the TAPP is no UUID",
    code: "TAPP_ERROR",
    example: "tappError",
    given: signedIn,
    by: byPage("tagblatt"),
    open: (site) => openPage(site, { tappId: "tagblatt" }),
    isLoggedIn: null,
  },
];

const NO_TC = `${TC}.undefined`;

export const tcStringRefused: Failure = {
  status: 400,
  when: "when the TC string is none",
  code: "PERMISSION_PARAMETERS_ERROR",
  example: "permissionParametersError",
  given: having("a user with nothing stored"),
  permissions: { idconsent: "VALID", tcString: NO_TC },
  body: { idconsent: "VALID", iab_tc_string: NO_TC },
  open: openPage,
  isLoggedIn: null,
};
/** Of the right characters and length, and yet of no CMP. */
const TC_OF_NO_CMP = "CP1R2oAP1R2oAAAABBDEDIEgAP_AAAAAAAYgAAAAAAAA";
const tcStringOfNoCmp: Failure = {
  ...tcStringRefused,
  when: "when the TC string is of no CMP",
  permissions: { tcString: TC_OF_NO_CMP },
  body: { iab_tc_string: TC_OF_NO_CMP },
};
const nothingToStore: Failure = {
  status: 400,
  when: "when nothing is to be stored",
  code: "NO_PERMISSIONS",
  example: "noPermissions",
  given: signedIn,
  permissions: {},
  body: {},
  open: openPage,
  isLoggedIn: null,
};

const ofWrites: readonly Failure[] = [
  tcStringRefused,
  tcStringOfNoCmp,
  nothingToStore,
  {
    status: 400,
    when: "when the body is lost on the way",
    code: "NO_REQUEST_BODY",
    example: "noRequestBody",
    given: signedIn,
    body: null,
    open: (site) => openPage(onTheWay(site, withBody("null"))),
    isLoggedIn: null,
  },
  {
    status: 400,
    when: "when the body is another on the way",
    code: "JSON_PARSE_ERROR",
    example: "jsonParseError",
    given: signedIn,
    by: byServer,
    body: [],
    open: (site) => openServer(onTheWay(site, withBody("[]"))),
    isLoggedIn: null,
  },
  {
    status: 403,
    when: "when the TAPP is no UUID",
    code: "TAPP_NOT_ALLOWED",
    given: signedIn,
    by: byPage("tagblatt"),
    open: (site) => openPage(site, { tappId: "tagblatt" }),
    isLoggedIn: null,
  },
  {
    status: 415,
    when: "when something on the way calls the body plain JSON",
    given: signedIn,
    by: joining(byPage(), { "content-type": PLAIN_JSON }),
    open: (site) => openPage(onTheWay(site, withHeader("content-type", PLAIN_JSON))),
    comesTo: { status: 415, message: "Unsupported Media Type" },
    isLoggedIn: null,
    inBoth: true,
  },
];

/** What a failure says where the provider gives a code and no message. */
const MEANINGS: Readonly<Record<NetidCode, string>> = {
  NO_TPID: "no user is logged in, or the browser withholds the cookie",
  NO_TOKEN: "no access token was sent",
  TOKEN_ERROR: "cookie or access token is expired or invalid",
  NO_TAPP_ID: "no tapp_id was sent",
  TAPP_ERROR: "the tapp_id is malformed",
  TAPP_NOT_ALLOWED: "the TAPP is unknown or inactive, or the origin is not registered for it",
  TPID_EXISTENCE_ERROR: "the account no longer exists",
  NO_REQUEST_BODY: "the body is missing",
  JSON_PARSE_ERROR: "the body is not a JSON object",
  NO_PERMISSIONS: "there is nothing to store",
  PERMISSION_PARAMETERS_ERROR: "a permission is wrong, such as the TC string",
};

const ALWAYS_WORDED = "The mock gives a message with every code; the spec does not promise one.";

/** The same failure, of which the provider gives the code alone. */
const withoutMessage = ({ when, code = "NO_TPID", ...failure }: Failure): Failure => ({
  ...failure,
  when: `${when}, by the code ${code} alone`,
  code,
  differs: { message: undefined },
  comesTo: { status: failure.status, error: code, message: `${code}: ${MEANINGS[code]}` },
  withoutMock: ALWAYS_WORDED,
});

/** One of each code. */
const worded = (failures: readonly Failure[]): readonly Failure[] => [
  ...new Map(failures.filter(({ code, comesTo }) => code && !comesTo).map((each) => [each.code, each])).values(),
];

const older: Failure = {
  ...loginExpired,
  when: "by a code of an older generation",
  differs: { status_code: "ID_CONSENT_REQUIRED", message: "Ask first" },
  exactly: ["status_code"],
  comesTo: { status: 400, message: "ID_CONSENT_REQUIRED: Ask first" },
  isLoggedIn: null,
  withoutMock: "The mock has no codes of an older generation.",
};

const YES = { idconsent: "VALID", tcString: TC } as const;

/** The helpers, as a table of how each is called. */
const HELPERS = {
  readStatus: (client: NetidClient) => client.readStatus(),
  readStatusV2: (client: NetidClient) => client.readStatusV2(),
  writePermissions: (client: NetidClient, { permissions = YES }: Failure) => client.writePermissions(permissions),
  writePermissionsV2: (client: NetidClient, { permissions = YES }: Failure) => client.writePermissionsV2(permissions),
} satisfies Record<string, (client: NetidClient, failure: Failure) => Promise<StatusResult | WriteResult>>;

type HelperName = keyof typeof HELPERS;

const known = new Map<string, HelperExchange>();

/** What a helper asks and is refused; the same object each time. */
export function exchangeOf(helper: HelperName, failure: Failure): HelperExchange {
  const { status, when, code, body = { idconsent: "VALID", iab_tc_string: TC } } = failure;
  const key = `${helper} ${when}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const isV2 = helper.endsWith("V2");
  const isRead = helper.startsWith("read");
  const path = isRead ? "/netid-user-status" : "/netid-permissions";
  const details: Details = {
    exactly: code === undefined ? ["error", "path"] : ["status_code"],
    ...(code === undefined && { differs: { path } }),
    ...failure,
    ...(isV2 && { shape: "v2", identifiers: "TPID,SYNC_ID,ETPID" }),
  };
  const name = isV2 ? `in the second generation ${when}` : when;
  const made = isRead ? read(name, details, status) : write(name, body, details, status);
  known.set(key, made);
  return made;
}

/** What the helper's failure is. */
export const outcomeOf = ({ status, code, comesTo, isLoggedIn }: Failure, reply: unknown) =>
  failed(comesTo ?? { status, error: code, message: messageOf(reply) }, isLoggedIn);

const toCall = (helper: HelperName, failure: Failure): HelperCall => ({
  helpers: [helper],
  when: `fail ${failure.when}`,
  exchanges: [exchangeOf(helper, failure)],
  call: async (site) => ask(await HELPERS[helper](failure.open(site), failure)),
  returns: ({ replies }) => outcomeOf(failure, replies[0]),
  ...(failure.withoutMock !== undefined && { withoutMock: failure.withoutMock }),
});

const toCalls = (helper: "readStatus" | "writePermissions", own: readonly Failure[]): readonly HelperCall[] => {
  const all = [...common, ...own];
  return [
    ...[...all, ...worded(all).map(withoutMessage), older].map((each) => toCall(helper, each)),
    ...all.filter(({ inBoth }) => inBoth).map((each) => toCall(`${helper}V2`, each)),
  ];
};

const undocumented: HelperCall = {
  helpers: ["readStatus"],
  when: "not guess at a success in a form that is not documented",
  exchanges: [read("in a form that is not documented", { given: [], differs: { status_code: "OK" } })],
  call: async (site) => ask(await openPage(site).readStatus()),
  returns: () => failed({ status: 200, message: "Unexpected reply: 200 in another form than asked for" }, null),
  withoutMock: "The mock keeps to its spec.",
};

export const failures: readonly HelperCall[] = [
  ...toCalls("readStatus", ofReads),
  ...toCalls("writePermissions", ofWrites),
  {
    helpers: ["writePermissions"],
    when: "send no nulls, and fail when nothing is left",
    exchanges: [exchangeOf("writePermissions", nothingToStore)],
    call: async (site) => ask(await openPage(site).writePermissions({ idconsent: null, tcString: undefined })),
    returns: ({ replies }) => outcomeOf(nothingToStore, replies[0]),
  },
  undocumented,
];
