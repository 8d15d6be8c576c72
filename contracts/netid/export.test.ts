import { describe, expect, it } from "vitest";
import { createNetidServerClient } from "#clients/netid.ts";
import { useMock } from "../agreement/mock-site.ts";
import { LATER_TC, TC } from "./exchanges.ts";

/** With letters, which may be written large or small. */
const FIRST = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
const SECOND = "16fd2706-8baf-433b-82eb-8c7fada847da";
const OTHERS = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const UNKNOWN_ID = "9b2f1c3e-0a4d-4c7e-8f6b-5d1e2a3b4c5d";
const CMP = "cmp-one";
const OTHER_CMP = "cmp-two";

const VENDOR = "application/vnd.netid.permission-center.";
const CMP_EXPORT = `${VENDOR}tapp-netid-permissions-export.list-v1+json`;
const CMP_AUDIT = `${VENDOR}tapp-netid-permissions-export-audit.list-v1+json`;
const TAPP_EXPORT = `${VENDOR}netid-permission-export.list-v1+json`;
const TAPP_AUDIT = `${VENDOR}netid-permission-export-audit.list-v1+json`;

const site = useMock("netid");

interface Row {
  readonly tpid?: string;
  readonly sync_id?: string;
  readonly type: string;
  readonly status?: string;
  readonly value?: string;
  readonly changed_at: string;
}

/** Two TAPPs of one CMP, one of another, one without a CMP; a partner with all of them. */
async function prepare() {
  for (const [id, cmp_id] of [
    [FIRST, CMP],
    [SECOND, CMP],
    [OTHERS, OTHER_CMP],
  ])
    await site.prepare("a TAPP", { id, cmp_id });
  // The scenario puts a TAPP into the default CMP, which is none of these.
  await site.prepare("a TAPP", { id: UNKNOWN_ID });
  for (const id of [CMP, OTHER_CMP]) await site.prepare("a CMP", { id });
  return site.prepare<{ readonly authorization: string }>("an export user", {
    username: "exporter",
    tapp_ids: [FIRST, SECOND, OTHERS, UNKNOWN_ID],
  });
}

const client = () => createNetidServerClient({ baseUrl: site.baseUrl, fetch: site.fetch, token: "unused" }).api;

async function ask(authorization: string, accept: string, query: Readonly<Record<string, unknown>>) {
  const { data, response } = await client().GET("/netid-permissions", {
    params: { query: { "q.date.ge": "2020-01-01", ...query } as never },
    headers: { Accept: accept, Authorization: authorization },
  });
  return { status: response.status, body: data as unknown as Readonly<Record<string, unknown>> | undefined };
}

/** What a user has told a TAPP, dated by the site's clock. */
const tell = (user: string, tapp_id: string, idconsent: "VALID" | "INVALID", iab_tc_string = TC) =>
  site.prepare<{ readonly tpid: string; readonly sync_id: string }>("a user who gave consent", {
    user,
    tapp_id,
    idconsent,
    iab_tc_string,
  });

const now = (): string => new Date(site.now()).toISOString();

describe("an export of a CMP", () => {
  it("has what each of its TAPPs was told, and nothing of any other", async () => {
    const { authorization } = await prepare();
    const frieda = await tell("frieda", FIRST, "VALID");
    const gustav = await tell("gustav", SECOND, "INVALID", LATER_TC);
    await tell("helga", OTHERS, "VALID");
    const changed_at = now();
    const named = { "q.cmp_id.eq": CMP, "q.tapp_id.in": [FIRST, SECOND] };
    const { body } = await ask(authorization, CMP_EXPORT, named);
    expect(body).toEqual({
      cmp_netid_permissions_export: [
        {
          tapp_id: FIRST,
          tapp_netid_permissions_export: [
            { tpid: frieda.tpid, type: "IDCONSENT", status: "VALID", changed_at },
            { tpid: frieda.tpid, type: "IAB_TC_STRING", value: TC, changed_at },
          ],
        },
        {
          tapp_id: SECOND,
          tapp_netid_permissions_export: [
            { tpid: gustav.tpid, type: "IDCONSENT", status: "INVALID", changed_at },
            { tpid: gustav.tpid, type: "IAB_TC_STRING", value: LATER_TC, changed_at },
          ],
        },
      ],
    });
    const { body: audit } = await ask(authorization, CMP_AUDIT, named);
    expect(audit).toEqual({
      cmp_netid_permissions_export_audit: [
        {
          tapp_id: FIRST,
          tapp_netid_permissions_export_audit: [
            { sync_id: frieda.sync_id, type: "IDCONSENT", status: "VALID", changed_at },
            { sync_id: frieda.sync_id, type: "IAB_TC_STRING", value: TC, changed_at },
          ],
        },
        {
          tapp_id: SECOND,
          tapp_netid_permissions_export_audit: [
            { sync_id: gustav.sync_id, type: "IDCONSENT", status: "INVALID", changed_at },
            { sync_id: gustav.sync_id, type: "IAB_TC_STRING", value: LATER_TC, changed_at },
          ],
        },
      ],
    });
  });

  it.each([
    ["named once", [FIRST]],
    ["named twice", [FIRST, FIRST]],
    ["named in large letters and in small ones", [FIRST.toUpperCase(), FIRST]],
    ["named in large letters twice", [FIRST.toUpperCase(), FIRST.toUpperCase()]],
  ])("has a TAPP once that is %s", async (_, named) => {
    const { authorization } = await prepare();
    const { tpid } = await tell("frieda", FIRST, "VALID");
    const { body } = await ask(authorization, CMP_EXPORT, { "q.cmp_id.eq": CMP, "q.tapp_id.in": named });
    expect(body).toMatchObject({
      cmp_netid_permissions_export: [
        { tapp_id: FIRST, tapp_netid_permissions_export: [{ tpid, type: "IDCONSENT" }, { type: "IAB_TC_STRING" }] },
      ],
    });
    const { cmp_netid_permissions_export: lists } = body as { readonly cmp_netid_permissions_export: unknown[] };
    expect(lists.length).toBe(1);
  });

  it.each([
    ["another CMP's", CMP, [OTHERS]],
    ["another CMP's, among its own", CMP, [FIRST, OTHERS, SECOND]],
    ["of the usual CMP", CMP, [UNKNOWN_ID]],
    ["its own, by another CMP", OTHER_CMP, [FIRST]],
  ])("is refused when a TAPP is %s", async (_, cmp, named) => {
    const { authorization } = await prepare();
    const { status } = await ask(authorization, CMP_EXPORT, { "q.cmp_id.eq": cmp, "q.tapp_id.in": named });
    expect(status).toBe(403);
  });

  it("is refused when the CMP is unknown or no longer active", async () => {
    const { authorization } = await prepare();
    const query = { "q.tapp_id.in": [FIRST] };
    expect((await ask(authorization, CMP_EXPORT, { ...query, "q.cmp_id.eq": "cmp-none" })).status).toBe(403);
    await site.prepare("a CMP", { id: CMP, active: false });
    expect((await ask(authorization, CMP_EXPORT, { ...query, "q.cmp_id.eq": CMP })).status).toBe(403);
  });

  it("is refused when a TAPP is another partner's", async () => {
    await prepare();
    const { authorization } = await site.prepare<{ readonly authorization: string }>("an export user", {
      username: "neighbour",
      tapp_ids: [SECOND],
    });
    const query = { "q.cmp_id.eq": CMP };
    expect((await ask(authorization, CMP_EXPORT, { ...query, "q.tapp_id.in": [SECOND] })).status).toBe(200);
    expect((await ask(authorization, CMP_EXPORT, { ...query, "q.tapp_id.in": [SECOND, FIRST] })).status).toBe(403);
  });
});

describe("an export of a TAPP", () => {
  const rowsOf = async (authorization: string, accept: string, since: string): Promise<readonly Row[]> => {
    const { body } = await ask(authorization, accept, { "q.tapp_id.eq": FIRST, "q.date.ge": since });
    return Object.values(body ?? {})[0] as readonly Row[];
  };

  it("has what was told since a time, that time included", async () => {
    const { authorization } = await prepare();
    const frieda = await tell("frieda", FIRST, "VALID");
    const first = now();
    await site.passTime(60_000);
    const gustav = await tell("gustav", FIRST, "INVALID", LATER_TC);
    const second = now();
    const after = new Date(site.now() + 1).toISOString();
    const namesSince = async (since: string) =>
      [...new Set((await rowsOf(authorization, TAPP_EXPORT, since)).map(({ tpid }) => tpid))].sort();
    const justAfterFirst = new Date(Date.parse(first) + 1).toISOString();
    expect([
      await namesSince(first),
      await namesSince(justAfterFirst),
      await namesSince(second),
      await namesSince(after),
    ]).toEqual([[frieda.tpid, gustav.tpid].sort(), [gustav.tpid], [gustav.tpid], []]);
    const audit = await rowsOf(authorization, TAPP_AUDIT, second);
    expect(audit).toEqual([
      { sync_id: gustav.sync_id, type: "IDCONSENT", status: "INVALID", changed_at: second },
      { sync_id: gustav.sync_id, type: "IAB_TC_STRING", value: LATER_TC, changed_at: second },
    ]);
  });

  it("finds the TAPP in large letters", async () => {
    const { authorization } = await prepare();
    const { tpid } = await tell("frieda", FIRST, "VALID");
    const { body } = await ask(authorization, TAPP_EXPORT, { "q.tapp_id.eq": FIRST.toUpperCase() });
    expect(body).toMatchObject({ tapp_netid_permissions_export: [{ tpid }, { tpid }] });
  });
});
