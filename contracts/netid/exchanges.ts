import type { ExpectedReply, FromState, HelperExchange, Sent, State } from "../agreement/contract.ts";

/** Frieda, and a partner that asks about her: nothing of it is in the spec's examples. */
export const TAPP = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
export const ORIGIN = "https://www.tagblatt.example";
export const TPID = "Zx9-friedas-tpid-4f2c81d07b3e_Qm5tW8aKd0LrU";
export const ETPID = "friedas-etpid-of-today-000000000000000000044";
export const SYNC_ID = "friedas-sync-id-at-the-tagblatt-00000000042";
export const TC = "CP1R2oAP1R2oAAcABBDEDIEgAP_AAAAAAAYgAAAAAAAA";
export const LATER_TC = "CP1R2oAP1R2oAB7ABBDEDIEgAP_AAAAAAAYgAAAAAAAA.IAAA";
export const EARLY = "2027-08-09T10:11:12.013Z";
export const LATE = "2027-08-10T20:21:22.023Z";
export const COOKIE = "tpid_sec=friedas-cookie";
export const TOKEN = "friedas-access-token";

const partner: State = ["a TAPP", { id: TAPP, origins: [ORIGIN] }];
const account: State = ["a user", { id: "frieda", tpid: TPID }];

/** What is stored about Frieda, and how good her login is, by a scenario. It lasts for days, so that days may pass. */
export const having = (scenario: string, changes: object = {}): readonly State[] => [
  partner,
  account,
  [scenario, { user: "frieda", tapp_id: TAPP, lifetime_seconds: 200_000, ...changes }],
];

export const blank = having("a user with nothing stored");
export const saidYes = having("a user who gave consent", { iab_tc_string: TC });
export const saidNo = having("a user who revoked consent", { iab_tc_string: TC });
export const tcStringOnly = having("a user with a TC string only", { iab_tc_string: TC });
export const signedIn = having("a user who is logged in");

const VENDOR = "application/vnd.netid.permission-center.";

/** The shapes of replies; the first two are those of the first generation. */
type Shape = "v1" | "audit-v1" | "v2";

const toRead = (shape: Shape) => ({ accept: `${VENDOR}netid-user-status-${shape}+json` });
const toWrite = (shape: Shape) => ({
  accept: `${VENDOR}netid-subject-status-${shape}+json`,
  "content-type": `${VENDOR}netid-permissions-v2+json`,
});

/** Who asks: the page of a partner in Frieda's browser, or the partner's server with her token. */
export type Asker = (from: FromState) => {
  readonly query: NonNullable<Sent["query"]>;
  readonly headers: Readonly<Record<string, string>>;
};

export const byPage =
  (tappId = TAPP, origin = ORIGIN): Asker =>
  (from) => ({ query: { "q.tapp_id.eq": tappId }, headers: { cookie: from("cookie", COOKIE), origin } });

export const byServer: Asker = (from) => ({
  query: {},
  headers: { authorization: `Bearer ${from("bearer_token", TOKEN)}` },
});

/** Scripts of the page may see the reply. */
export const readableBy = (origin = ORIGIN) => ({
  "Access-Control-Allow-Origin": origin,
  "Access-Control-Allow-Credentials": "true",
});

export interface Details extends Pick<ExpectedReply, "example" | "differs" | "exactly"> {
  readonly given: readonly State[];
  /** Default: the page. */
  readonly by?: Asker;
  /** Of the reply. Default: those that let scripts of the page see it. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the first generation's, without the sync_id. */
  readonly shape?: Shape;
  /** The list as it travels. */
  readonly identifiers?: string;
}

const toExpected = ({ by, headers = by === byServer ? {} : readableBy(), ...details }: Details) => ({
  given: details.given,
  headers,
  ...(details.example !== undefined && { example: details.example }),
  ...(details.differs !== undefined && { differs: details.differs }),
  ...(details.exactly !== undefined && { exactly: details.exactly }),
});

/** Headers of the asker may replace those of the client: a proxy may have set them. */
function toSent(path: string, headers: object, { by = byPage(), identifiers }: Details, from: FromState): Sent {
  const asker = by(from);
  return {
    path,
    query: { ...asker.query, ...(identifiers !== undefined && { "q.identifier.in": identifiers }) },
    headers: { ...headers, ...asker.headers },
  };
}

/** @param status of a failure */
export const read = (when: string, details: Details, status = 200): HelperExchange => ({
  operationId: "readStatus",
  status,
  when: `to a helper ${when}`,
  ...toExpected(details),
  sends: (from) => toSent("/netid-user-status", toRead(details.shape ?? "v1"), details, from),
});

/** @param status of a failure */
export const write = (when: string, body: unknown, details: Details, status = 201): HelperExchange => ({
  operationId: "writePermissions",
  status,
  when: `to a helper ${when}`,
  ...toExpected(details),
  sends: (from) => ({ ...toSent("/netid-permissions", toWrite(details.shape ?? "v1"), details, from), body }),
});

/** The same exchange at another address. */
export const at = (base: string, exchange: HelperExchange): HelperExchange => ({
  ...exchange,
  when: `${exchange.when}, at ${base}`,
  sends: (from) => ({ base, ...exchange.sends(from) }),
});

export const consent = (status: string | null, changed_at = EARLY) => ({ type: "IDCONSENT", status, changed_at });
export const sharing = (status: string) => ({ type: "DATASHARE", status, changed_at: EARLY });
export const tcString = (value: string, changed_at = EARLY) => ({ type: "IAB_TC_STRING", value, changed_at });

interface Identifiers {
  readonly tpid?: string | null;
  readonly sync_id?: string | null;
  readonly etpid?: string | null;
}

const isNone = (identifiers: Identifiers): boolean => Object.keys(identifiers).length === 0;

/** These, and none of the example's. */
const only = (identifiers: Identifiers) =>
  isNone(identifiers) ? {} : { tpid: undefined, sync_id: undefined, etpid: undefined, ...identifiers };

/** Only the provider knows sync_id and etpid beforehand, so only null is compared exactly. */
function exactlyOf(identifiers: Identifiers): readonly string[] {
  if (isNone(identifiers)) return ["subject_identifiers"];
  const known = Object.entries(identifiers).filter(([name, value]) => name === "tpid" || value === null);
  return known.map(([name]) => `subject_identifiers.${name}`);
}

/** What a write is answered: these identifiers, and no others. */
export const naming = (identifiers: Identifiers) => ({
  differs: { subject_identifiers: only(identifiers) },
  exactly: exactlyOf(identifiers),
});

/** What a read of the first generation is answered: all but the times, which only the provider knows. */
export const listing = (
  identifiers: Identifiers,
  ...settings: readonly ReturnType<typeof consent | typeof sharing | typeof tcString>[]
) => ({
  differs: { subject_identifiers: only(identifiers), netid_privacy_settings: settings },
  exactly: [
    "status_code",
    ...exactlyOf(identifiers),
    ...settings.map((each, place) => `netid_privacy_settings.${place}.${"value" in each ? "value" : "status"}`),
  ],
});

/** The same in the second generation. */
export const showing = (
  identifiers: Identifiers,
  status: string | undefined,
  value: string | undefined,
  decidedAt = EARLY,
) => ({
  differs: {
    subject_identifiers: only(identifiers),
    netid_privacy_settings: {
      idconsent: status === undefined ? undefined : { status, changed_at: decidedAt },
      iab_tcstring: value === undefined ? undefined : { value, changed_at: EARLY },
    },
  },
  exactly: [
    "status_code",
    ...exactlyOf(identifiers),
    ...(status === undefined ? [] : ["netid_privacy_settings.idconsent.status"]),
    ...(value === undefined ? [] : ["netid_privacy_settings.iab_tcstring.value"]),
  ],
});

/** Exchanges that several calls have. */
export const nothing = read("when nothing is stored", { given: blank, example: "notFound", exactly: ["status_code"] });
export const yes = read("when the user said yes", {
  given: saidYes,
  ...listing({ tpid: TPID }, consent("VALID"), tcString(TC)),
});
export const yesToServer = read("when a server asks about a yes", {
  given: saidYes,
  by: byServer,
  ...listing({ tpid: TPID }, consent("VALID"), tcString(TC)),
});
export const no = read("when the user said no", {
  given: saidNo,
  ...listing({ tpid: null }, consent("INVALID"), tcString(TC)),
});
export const noToServer = read("when a server asks about a no", {
  given: saidNo,
  by: byServer,
  ...listing({ tpid: null }, consent("INVALID"), tcString(TC)),
});
