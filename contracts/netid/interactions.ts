import { createNetidClient, type NetidClient } from "#clients/netid.ts";
import { defineContract, type FromState, type Interaction, type State } from "../agreement/contract.ts";
import {
  consent as consentEntry,
  having,
  LATER_TC,
  listing,
  naming,
  sharing as sharingEntry,
  showing,
  TPID,
  tcString,
} from "./exchanges.ts";
import { helpers } from "./helpers.ts";
import { createLaws } from "./laws.ts";

type Api = NetidClient["api"];

const VENDOR = "application/vnd.netid.permission-center.";
const READ = { Accept: `${VENDOR}netid-user-status-v1+json` };
const READ_AUDIT = { Accept: `${VENDOR}netid-user-status-audit-v1+json` };
const READ_V2 = { Accept: `${VENDOR}netid-user-status-v2+json` };
const WRITE = { Accept: `${VENDOR}netid-subject-status-v1+json` };
const WRITE_AUDIT = { Accept: `${VENDOR}netid-subject-status-audit-v1+json` };
const WRITE_V2 = { Accept: `${VENDOR}netid-subject-status-v2+json` };
const EXPORT = { Accept: `${VENDOR}netid-permission-export.list-v1+json` };
const EXPORT_AUDIT = { Accept: `${VENDOR}netid-permission-export-audit.list-v1+json` };
const CMP_EXPORT = { Accept: `${VENDOR}tapp-netid-permissions-export.list-v1+json` };
const CMP_EXPORT_AUDIT = { Accept: `${VENDOR}tapp-netid-permissions-export-audit.list-v1+json` };
const UNHEARD_OF = { Accept: `${VENDOR}netid-user-status-v9+json` };
const OLDER_PERMISSIONS = `${VENDOR}netid-permissions-v1+json`;

const TAPP = "00000000-0000-4000-8000-000000000001";
const SECOND_TAPP = "00000000-0000-4000-8000-000000000002";
const UNKNOWN_TAPP = "11111111-1111-4111-8111-111111111111";
const ORIGIN = "http://localhost:3000";
const FOREIGN_ORIGIN = "https://somewhere.example";
const TC_STRING = "CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA";
const BOB = "standin-tpid-bob-00000000000000000000000000";
const CHANGED_AT = "2025-03-01T09:30:00.000Z";

const tapp = { "q.tapp_id.eq": TAPP };
const identifiers = { "q.identifier.in": ["TPID" as const, "SYNC_ID" as const, "ETPID" as const] };
const since = { ...tapp, "q.date.ge": "2020-01-01" };
const ofBoth = { "q.cmp_id.eq": "standin-cmp", "q.tapp_id.in": [TAPP, SECOND_TAPP], "q.date.ge": "2020-01-01" };

const loggedIn: State = ["a user who is logged in"];
const unknown: State = ["a user with nothing stored"];
const given: State = ["a user who gave consent"];
const revoked: State = ["a user who revoked consent"];
const tcStringOnly: State = ["a user with a TC string only"];
const sharing: State = ["a user who shares data", { idconsent: "INVALID", iab_tc_string: TC_STRING }];
const gone: State = ["a deleted account"];
const expired: State = ["a user whose login has expired"];
const forged: State = ["a user with a forged cookie"];
/** Decisions that are none of the spec's examples, of a user who is not in them. */
const friedas = (scenario: string, changes: object = {}) => having(scenario, { tapp_id: TAPP, ...changes });
const FRIEDAS_SYNC_ID = "friedas-sync-id-000000000000000000000000046";
const FRIEDAS_ETPID = "friedas-etpid-00000000000000000000000000047";
const inactive: State = ["an inactive TAPP"];
const bobRevoked: State = ["a user who revoked consent", { user: "bob" }];
const exporter: State = ["an export user"];
const withoutRole: State = ["an export user without the role"];

/** What a browser adds by itself. */
const cookie = (from: FromState) => ({ Cookie: from("cookie", "tpid_sec=the-cookie") });
const bearer = (from: FromState) => ({ Authorization: `Bearer ${from("bearer_token", "the-bearer-token")}` });
const basic = (from: FromState) => ({ Authorization: from("authorization", "Basic dGhlLWV4cG9ydC11c2Vy") });
const here = { Origin: ORIGIN };
const elsewhere = { Origin: FOREIGN_ORIGIN };

/** Scripts of the page may see the reply. */
const READABLE = { "Access-Control-Allow-Origin": ORIGIN, "Access-Control-Allow-Credentials": "true" };

const AS_PLAIN = "without the sync_id";
const AS_AUDIT = "with the sync_id";
const WITHOUT_COOKIE = "when the browser sends no cookie";
const WITHOUT_TOKEN = "when the request has neither a cookie nor a token";
const FOREIGN = "when the page is none of the partner's";
const UNACCEPTABLE = "when no such media type is known";
const GONE = "when the account is gone";

const reads: readonly Interaction<Api>[] = [
  {
    operationId: "readStatus",
    status: 200,
    when: `${AS_PLAIN} when the user gave consent and shares no data`,
    given: friedas("a user who shares data", { idconsent: "VALID", datashare: "INVALID", iab_tc_string: LATER_TC }),
    ...listing({ tpid: TPID }, consentEntry("VALID"), sharingEntry("INVALID"), tcString(LATER_TC)),
    headers: READABLE,
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: tapp, header: here },
        headers: { ...READ, ...cookie(from) },
      }),
  },
  {
    operationId: "readStatus",
    status: 200,
    when: `${AS_PLAIN} when only a TC string is stored`,
    given: [tcStringOnly],
    example: "tcStringOnly",
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: tapp, header: here },
        headers: { ...READ, ...cookie(from) },
      }),
  },
  {
    operationId: "readStatus",
    status: 200,
    when: "when nothing is stored about the user",
    given: [unknown],
    example: "notFound",
    headers: READABLE,
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: tapp, header: here },
        headers: { ...READ, ...cookie(from) },
      }),
  },
  {
    operationId: "readStatus",
    status: 200,
    when: `${AS_AUDIT} when the user gave consent`,
    given: [given],
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: tapp, header: here },
        headers: { ...READ_AUDIT, ...cookie(from) },
      }),
  },
  {
    operationId: "readStatus",
    status: 200,
    when: `${AS_AUDIT} when a server asks about a user who revoked consent`,
    given: friedas("a user who revoked consent", { iab_tc_string: LATER_TC }),
    ...listing({ tpid: null, sync_id: FRIEDAS_SYNC_ID }, consentEntry("INVALID"), tcString(LATER_TC)),
    call: (api, from) => api.GET("/netid-user-status", { headers: { ...READ_AUDIT, ...bearer(from) } }),
  },
  {
    operationId: "readStatus",
    status: 200,
    when: "with the identifiers that were asked for",
    given: friedas("a user who gave consent", { iab_tc_string: LATER_TC }),
    ...showing({ tpid: TPID, sync_id: FRIEDAS_SYNC_ID, etpid: FRIEDAS_ETPID }, "VALID", LATER_TC),
    headers: READABLE,
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: { ...tapp, ...identifiers }, header: here },
        headers: { ...READ_V2, ...cookie(from) },
      }),
  },
  {
    operationId: "readStatus",
    status: 200,
    when: "without any identifier when none was asked for",
    given: [revoked],
    example: "noIdentifiersAsked",
    differs: {
      netid_privacy_settings: {
        idconsent: { status: "INVALID", changed_at: CHANGED_AT },
        iab_tcstring: { value: TC_STRING, changed_at: CHANGED_AT },
      },
    },
    exactly: ["netid_privacy_settings.idconsent.status", "netid_privacy_settings.iab_tcstring.value"],
    call: (api, from) => api.GET("/netid-user-status", { headers: { ...READ_V2, ...bearer(from) } }),
  },
  {
    operationId: "readStatus",
    status: 200,
    when: "with empty identifiers when nothing is stored about the user",
    given: [unknown],
    example: "notFound",
    differs: { subject_identifiers: { tpid: null, sync_id: null, etpid: null } },
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: identifiers },
        headers: { ...READ_V2, ...bearer(from) },
      }),
  },

  {
    operationId: "readStatus",
    status: 400,
    when: WITHOUT_COOKIE,
    example: "noTpid",
    exactly: ["status_code"],
    headers: READABLE,
    call: (api) => api.GET("/netid-user-status", { params: { query: tapp, header: here }, headers: READ }),
  },
  {
    operationId: "readStatus",
    status: 400,
    when: WITHOUT_TOKEN,
    example: "noToken",
    exactly: ["status_code"],
    call: (api) => api.GET("/netid-user-status", { headers: READ }),
  },
  {
    operationId: "readStatus",
    status: 400,
    when: "when the login has expired",
    given: [expired],
    example: "tokenError",
    exactly: ["status_code"],
    headers: READABLE,
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: tapp, header: here },
        headers: { ...READ, ...cookie(from) },
      }),
  },
  {
    operationId: "readStatus",
    status: 400,
    when: "when the token has expired",
    given: [expired],
    example: "tokenError",
    exactly: ["status_code"],
    call: (api, from) => api.GET("/netid-user-status", { headers: { ...READ, ...bearer(from) } }),
  },
  {
    operationId: "readStatus",
    status: 400,
    when: "when the page does not name its TAPP",
    given: [loggedIn],
    example: "noTappId",
    exactly: ["status_code"],
    headers: READABLE,
    call: (api, from) =>
      api.GET("/netid-user-status", { params: { header: here }, headers: { ...READ, ...cookie(from) } }),
  },
  {
    operationId: "readStatus",
    status: 400,
    when: "when the TAPP is no UUID",
    given: [loggedIn],
    example: "tappError",
    exactly: ["status_code"],
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: { "q.tapp_id.eq": "not-a-tapp" }, header: here },
        headers: { ...READ, ...cookie(from) },
      }),
  },
  {
    operationId: "readStatus",
    status: 403,
    when: FOREIGN,
    given: [loggedIn],
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: tapp, header: elsewhere },
        headers: { ...READ, ...cookie(from) },
      }),
  },
  {
    operationId: "readStatus",
    status: 403,
    when: "when a token comes from a page",
    given: [loggedIn],
    call: (api, from) =>
      api.GET("/netid-user-status", { params: { header: here }, headers: { ...READ, ...bearer(from) } }),
  },
  {
    operationId: "readStatus",
    status: 406,
    when: UNACCEPTABLE,
    given: [loggedIn],
    headers: READABLE,
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: tapp, header: here },
        headers: { ...UNHEARD_OF, ...cookie(from) },
      }),
  },
  {
    operationId: "readStatus",
    status: 410,
    when: GONE,
    given: [gone],
    headers: READABLE,
    call: (api, from) =>
      api.GET("/netid-user-status", {
        params: { query: tapp, header: here },
        headers: { ...READ, ...cookie(from) },
      }),
  },
  {
    operationId: "readStatus",
    status: 410,
    when: `${GONE} and the token is still good`,
    given: [gone],
    call: (api, from) => api.GET("/netid-user-status", { headers: { ...READ, ...bearer(from) } }),
  },
];

const consent = { idconsent: "VALID" as const, iab_tc_string: TC_STRING };
const withdrawal = { idconsent: "INVALID" as const };
const OF_THE_PAGE = `https://einwilligungsspeicher.netid.de/netid-user-status?q.tapp_id.eq=${TAPP}`;
const OF_THE_SERVER = "https://einwilligungsspeicher.netid.de/netid-permissions";

const writes: readonly Interaction<Api>[] = [
  {
    operationId: "writePermissions",
    status: 201,
    when: `${AS_PLAIN} when consent is given`,
    given: friedas("a user with nothing stored"),
    ...naming({ tpid: TPID }),
    headers: { ...READABLE, Location: OF_THE_PAGE },
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: here },
        headers: { ...WRITE, ...cookie(from) },
        body: consent,
      }),
  },
  {
    operationId: "writePermissions",
    status: 201,
    when: `${AS_PLAIN} when a server tells of a withdrawal`,
    given: [given],
    example: "revoked",
    exactly: ["subject_identifiers"],
    headers: { Location: OF_THE_SERVER },
    call: (api, from) => api.POST("/netid-permissions", { headers: { ...WRITE, ...bearer(from) }, body: withdrawal }),
  },
  {
    operationId: "writePermissions",
    status: 201,
    when: `${AS_PLAIN} when a TC string is added to a consent`,
    given: friedas("a user who gave consent"),
    ...naming({ tpid: TPID }),
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: here },
        headers: { ...WRITE, ...cookie(from) },
        body: { iab_tc_string: `${TC_STRING}.IAAA` },
      }),
  },
  {
    operationId: "writePermissions",
    status: 201,
    when: `${AS_AUDIT} when consent is given`,
    given: [unknown],
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: here },
        headers: { ...WRITE_AUDIT, ...cookie(from) },
        body: consent,
      }),
  },
  {
    operationId: "writePermissions",
    status: 201,
    when: `${AS_AUDIT} when consent is withdrawn`,
    given: [given],
    example: "revoked",
    exactly: ["subject_identifiers.tpid"],
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: here },
        headers: { ...WRITE_AUDIT, ...cookie(from) },
        body: withdrawal,
      }),
  },
  {
    operationId: "writePermissions",
    status: 201,
    when: "with the identifiers that were asked for",
    given: friedas("a user with nothing stored"),
    ...naming({ tpid: TPID, etpid: FRIEDAS_ETPID }),
    headers: READABLE,
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: { ...tapp, "q.identifier.in": ["TPID", "ETPID"] }, header: here },
        headers: { ...WRITE_V2, ...cookie(from) },
        body: consent,
      }),
  },
  {
    operationId: "writePermissions",
    status: 201,
    when: "without any identifier when none was asked for",
    given: [unknown],
    example: "noIdentifiersAsked",
    call: (api, from) => api.POST("/netid-permissions", { headers: { ...WRITE_V2, ...bearer(from) }, body: consent }),
  },

  {
    operationId: "writePermissions",
    status: 400,
    when: WITHOUT_COOKIE,
    example: "noTpid",
    exactly: ["status_code"],
    headers: READABLE,
    call: (api) =>
      api.POST("/netid-permissions", { params: { query: tapp, header: here }, headers: WRITE, body: consent }),
  },
  {
    operationId: "writePermissions",
    status: 400,
    when: WITHOUT_TOKEN,
    example: "noToken",
    exactly: ["status_code"],
    call: (api) => api.POST("/netid-permissions", { headers: WRITE, body: consent }),
  },
  {
    operationId: "writePermissions",
    status: 400,
    when: "when the cookie is forged",
    given: [forged],
    example: "tokenError",
    exactly: ["status_code"],
    headers: READABLE,
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: here },
        headers: { ...WRITE, ...cookie(from) },
        body: consent,
      }),
  },
  {
    operationId: "writePermissions",
    status: 400,
    when: "when the body is null",
    given: [loggedIn],
    example: "noRequestBody",
    exactly: ["status_code"],
    call: (api, from) =>
      api.POST("/netid-permissions", {
        headers: { ...WRITE, ...bearer(from) },
        body: {},
        bodySerializer: () => "null",
      }),
  },
  {
    operationId: "writePermissions",
    status: 400,
    when: "when the body is a list",
    given: [loggedIn],
    example: "jsonParseError",
    exactly: ["status_code"],
    call: (api, from) =>
      api.POST("/netid-permissions", {
        headers: { ...WRITE, ...bearer(from) },
        body: {},
        bodySerializer: () => "[]",
      }),
  },
  {
    operationId: "writePermissions",
    status: 400,
    when: "when nothing is to be stored",
    given: [loggedIn],
    example: "noPermissions",
    exactly: ["status_code"],
    headers: READABLE,
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: here },
        headers: { ...WRITE, ...cookie(from) },
        body: {},
      }),
  },
  {
    operationId: "writePermissions",
    status: 400,
    when: "when the TC string is none",
    given: [loggedIn],
    example: "permissionParametersError",
    exactly: ["status_code"],
    headers: READABLE,
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: here },
        headers: { ...WRITE, ...cookie(from) },
        body: { idconsent: "VALID", iab_tc_string: "not-a-tc-string" },
      }),
  },
  {
    operationId: "writePermissions",
    status: 403,
    when: FOREIGN,
    given: [loggedIn],
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: elsewhere },
        headers: { ...WRITE, ...cookie(from) },
        body: consent,
      }),
  },
  {
    operationId: "writePermissions",
    status: 403,
    when: "when the TAPP was switched off",
    given: [loggedIn, inactive],
    headers: READABLE,
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: here },
        headers: { ...WRITE, ...cookie(from) },
        body: consent,
      }),
  },
  {
    operationId: "writePermissions",
    status: 406,
    when: UNACCEPTABLE,
    given: [loggedIn],
    differs: { path: "/netid-permissions" },
    call: (api, from) => api.POST("/netid-permissions", { headers: { ...UNHEARD_OF, ...bearer(from) }, body: consent }),
  },
  {
    operationId: "writePermissions",
    status: 410,
    when: GONE,
    given: [gone],
    headers: READABLE,
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: here },
        headers: { ...WRITE, ...cookie(from) },
        body: consent,
      }),
  },
  {
    operationId: "writePermissions",
    status: 415,
    when: "when the body is of an older generation",
    given: [loggedIn],
    headers: READABLE,
    call: (api, from) =>
      api.POST("/netid-permissions", {
        params: { query: tapp, header: here },
        headers: { ...WRITE, ...cookie(from), "Content-Type": OLDER_PERMISSIONS },
        body: consent,
      }),
  },
];

const askToRead = { ...here, "Access-Control-Request-Method": "GET" };
const askToWrite = {
  ...here,
  "Access-Control-Request-Method": "POST",
  "Access-Control-Request-Headers": "content-type",
};

const preflights: readonly Interaction<Api>[] = [
  {
    operationId: "preflightStatus",
    status: 200,
    when: "when the page is the partner's",
    headers: READABLE,
    call: (api) => api.OPTIONS("/netid-user-status", { params: { query: tapp, header: askToRead } }),
  },
  {
    operationId: "preflightStatus",
    status: 403,
    when: FOREIGN,
    call: (api) =>
      api.OPTIONS("/netid-user-status", { params: { query: tapp, header: { ...askToRead, ...elsewhere } } }),
  },
  {
    operationId: "preflightPermissions",
    status: 200,
    when: "when the page is the partner's",
    headers: READABLE,
    call: (api) => api.OPTIONS("/netid-permissions", { params: { query: tapp, header: askToWrite } }),
  },
  {
    operationId: "preflightPermissions",
    status: 403,
    when: "when the TAPP is unknown",
    call: (api) =>
      api.OPTIONS("/netid-permissions", {
        params: { query: { "q.tapp_id.eq": UNKNOWN_TAPP }, header: askToWrite },
      }),
  },
];

/** The values of rows; of a user who is named by sync_id, who knows it beforehand is the provider alone. */
const valuesOf = (list: string, rows: readonly object[]): readonly string[] =>
  rows.flatMap((row, place) =>
    Object.keys(row)
      .filter((name) => name !== "changed_at" && name !== "sync_id")
      .map((name) => `${list}.${place}.${name}`),
  );

const consentRow = { type: "IDCONSENT", status: "VALID", changed_at: CHANGED_AT };
const withdrawalRow = { type: "IDCONSENT", status: "INVALID", changed_at: CHANGED_AT };
const tcStringRow = { type: "IAB_TC_STRING", value: TC_STRING, changed_at: CHANGED_AT };
const rows = [
  { tpid: TPID, ...consentRow },
  { tpid: TPID, ...tcStringRow, value: LATER_TC },
  { tpid: BOB, ...withdrawalRow },
  { tpid: BOB, ...tcStringRow },
];
const SYNC_ID = "standin-sync-alice-000000000000000000000001";
const auditRows = [
  { sync_id: SYNC_ID, ...withdrawalRow },
  { sync_id: SYNC_ID, type: "DATASHARE", status: "VALID", changed_at: CHANGED_AT },
  { sync_id: SYNC_ID, ...tcStringRow },
];

const exports: readonly Interaction<Api>[] = [
  {
    operationId: "exportPermissions",
    status: 200,
    when: "with the tpids of one TAPP, revoked consents included",
    given: [exporter, ...friedas("a user who gave consent", { iab_tc_string: LATER_TC }), bobRevoked],
    differs: { tapp_netid_permissions_export: rows },
    exactly: valuesOf("tapp_netid_permissions_export", rows),
    call: (api, from) =>
      api.GET("/netid-permissions", { params: { query: since }, headers: { ...EXPORT, ...basic(from) } }),
  },
  {
    operationId: "exportPermissions",
    status: 200,
    when: "without what is older than was asked for",
    given: [exporter, given],
    differs: { tapp_netid_permissions_export: [] },
    exactly: ["tapp_netid_permissions_export"],
    call: (api, from) =>
      api.GET("/netid-permissions", {
        params: { query: { ...since, "q.date.ge": "2222-02-22" } },
        headers: { ...EXPORT, ...basic(from) },
      }),
  },
  {
    operationId: "exportPermissions",
    status: 200,
    when: "with the sync_ids of one TAPP",
    given: [exporter, sharing],
    differs: { tapp_netid_permissions_export_audit: auditRows },
    exactly: valuesOf("tapp_netid_permissions_export_audit", auditRows),
    call: (api, from) =>
      api.GET("/netid-permissions", { params: { query: since }, headers: { ...EXPORT_AUDIT, ...basic(from) } }),
  },
  {
    operationId: "exportPermissions",
    status: 200,
    when: "with the tpids of a CMP's TAPPs, also of one without rows",
    given: [exporter, ...friedas("a user who gave consent", { iab_tc_string: LATER_TC }), bobRevoked],
    differs: {
      cmp_netid_permissions_export: [
        { tapp_id: TAPP, tapp_netid_permissions_export: rows },
        { tapp_id: SECOND_TAPP, tapp_netid_permissions_export: [] },
      ],
    },
    call: (api, from) =>
      api.GET("/netid-permissions", { params: { query: ofBoth }, headers: { ...CMP_EXPORT, ...basic(from) } }),
  },
  {
    operationId: "exportPermissions",
    status: 200,
    when: "with the sync_ids of a CMP's TAPPs, also of one without rows",
    given: [exporter, sharing],
    differs: {
      cmp_netid_permissions_export_audit: [
        { tapp_id: TAPP, tapp_netid_permissions_export_audit: auditRows },
        { tapp_id: SECOND_TAPP, tapp_netid_permissions_export_audit: [] },
      ],
    },
    call: (api, from) =>
      api.GET("/netid-permissions", { params: { query: ofBoth }, headers: { ...CMP_EXPORT_AUDIT, ...basic(from) } }),
  },
  {
    operationId: "exportPermissions",
    status: 400,
    when: "when no TAPP is named",
    given: [exporter],
    call: (api, from) =>
      api.GET("/netid-permissions", {
        params: { query: { "q.date.ge": "2020-01-01" } },
        headers: { ...EXPORT, ...basic(from) },
      }),
  },
  {
    operationId: "exportPermissions",
    status: 400,
    when: "when the date is none",
    given: [exporter],
    call: (api, from) =>
      api.GET("/netid-permissions", {
        params: { query: { ...since, "q.date.ge": "yesterday" } },
        headers: { ...EXPORT, ...basic(from) },
      }),
  },
  {
    operationId: "exportPermissions",
    status: 401,
    when: "when the request has no credentials",
    call: (api) => api.GET("/netid-permissions", { params: { query: since }, headers: EXPORT }),
  },
  {
    operationId: "exportPermissions",
    status: 403,
    when: "when the user may not export",
    given: [withoutRole],
    call: (api, from) =>
      api.GET("/netid-permissions", { params: { query: since }, headers: { ...EXPORT, ...basic(from) } }),
  },
  {
    operationId: "exportPermissions",
    status: 403,
    when: "when the TAPP is another partner's",
    given: [["an export user", { username: "neighbour", tapp_ids: [SECOND_TAPP] }]],
    call: (api, from) =>
      api.GET("/netid-permissions", { params: { query: since }, headers: { ...EXPORT, ...basic(from) } }),
  },
  {
    operationId: "exportPermissions",
    status: 403,
    when: "when the TAPP is unknown",
    given: [exporter],
    call: (api, from) =>
      api.GET("/netid-permissions", {
        params: { query: { ...since, "q.tapp_id.eq": UNKNOWN_TAPP } },
        headers: { ...EXPORT, ...basic(from) },
      }),
  },
  {
    operationId: "exportPermissions",
    status: 406,
    when: "when the media type belongs to the export of a CMP",
    given: [exporter],
    call: (api, from) =>
      api.GET("/netid-permissions", { params: { query: since }, headers: { ...CMP_EXPORT, ...basic(from) } }),
  },
];

const longLogin: State = ["a user who is logged in", { lifetime_seconds: 86_400 }];

export const contract = defineContract<Api>({
  provider: "netid",
  connect: ({ baseUrl, fetch }) => createNetidClient({ baseUrl, fetch, tappId: TAPP }).api,
  interactions: [...reads, ...writes, ...preflights, ...exports],
  helpers,
  walk: {
    credentials: {
      tpidCookie: { given: longLogin, headers: { cookie: "{cookie}", origin: ORIGIN } },
      bearerToken: { given: longLogin, headers: { authorization: "Bearer {bearer_token}" } },
      exportUser: { given: exporter, headers: { authorization: "{authorization}" } },
    },
    createObserver: () => createLaws({ ofToken: TAPP, all: [TAPP, SECOND_TAPP], cmp: "standin-cmp" }),
    values: {
      "q.tapp_id.eq": [TAPP, SECOND_TAPP],
      "q.date.ge": ["2020-01-01", "2024-01-01T00:00:20.000Z"],
      "Access-Control-Request-Method": ["GET", "POST"],
      iab_tc_string: [TC_STRING, LATER_TC],
    },
    limits: {
      // Servers must not send one, and the cookie comes with its own.
      Origin: [ORIGIN],
      "q.cmp_id.eq": ["standin-cmp"],
      "q.tapp_id.in": [[TAPP, SECOND_TAPP], [SECOND_TAPP]],
    },
  },
});
