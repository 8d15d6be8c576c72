import type { state } from "#mocks/netid/state.ts";
import { defineOperations, toRequest, uuidOf } from "./operation-set.ts";

const TAPP = "q.tapp_id.eq=00000000-0000-4000-8000-000000000001";
const SECOND_TAPP = "q.tapp_id.eq=00000000-0000-4000-8000-000000000002";
const ORIGIN = "http://localhost:3000";
const BASIC = { authorization: `Basic ${btoa("standin-export:standin-secret")}` };
const PERMISSIONS = "application/vnd.netid.permission-center.netid-permissions-v2+json";
const SINCE = "q.date.ge=2020-01-01";

/** Records are what further people decided for the first TAPP; the second one has one record. */
export const netidOperations = defineOperations<typeof state>({
  provider: "netid",
  async prepare({ scenario }) {
    const { first, cookie, bearer_token } = await scenario("a user of two TAPPs").then((given) => ({
      first: given,
      ...(given as { readonly cookie: string; readonly bearer_token: string }),
    }));
    if (first["second"] === undefined) throw new Error("nothing was stored for the second TAPP");
    const inBrowser = { origin: ORIGIN, cookie };
    const bearer = { authorization: `Bearer ${bearer_token}` };
    const body = { idconsent: "INVALID" };
    const preflight = (path: string, method: string) =>
      toRequest("OPTIONS", `${path}?${TAPP}`, { headers: { origin: ORIGIN, "access-control-request-method": method } });
    return [
      { operationId: "readStatus", request: toRequest("GET", `/netid-user-status?${TAPP}`, { headers: inBrowser }) },
      {
        operationId: "readStatus",
        when: "by a server",
        request: toRequest("GET", "/netid-user-status", { headers: bearer }),
      },
      { operationId: "preflightStatus", request: preflight("/netid-user-status", "GET") },
      {
        operationId: "writePermissions",
        request: toRequest("POST", `/netid-permissions?${TAPP}`, {
          headers: { ...inBrowser, "content-type": PERMISSIONS },
          body,
        }),
      },
      { operationId: "preflightPermissions", request: preflight("/netid-permissions", "POST") },
      {
        operationId: "exportPermissions",
        when: "of a TAPP with one record",
        request: toRequest("GET", `/netid-permissions?${SECOND_TAPP}&${SINCE}`, { headers: BASIC }),
      },
      {
        operationId: "exportPermissions",
        when: "of a TAPP with all records",
        request: toRequest("GET", `/netid-permissions?${TAPP}&${SINCE}`, { headers: BASIC }),
        repliesWithAll: true,
      },
    ];
  },
  grow: {
    tapps: (row, index) => [{ ...row, id: uuidOf(index) }],
    origins: (row, index) => [{ ...row, tapp_id: uuidOf(index) }],
    users: (row, index) => [{ ...row, id: `person-${index}`, tpid: `standin-tpid-${index}-`.padEnd(43, "0") }],
    tokens: (row, index) => [{ ...row, token: `token-${index}` }],
    exportUsers: (row, index) => [{ ...row, username: `exporter-${index}` }],
    cmps: (row, index) => [{ ...row, id: `cmp-${index}` }],
    records: (row, index) => [{ ...row, user: `person-${index}`, tpid: `standin-tpid-${index}-`.padEnd(43, "0") }],
    options: null,
  },
});
