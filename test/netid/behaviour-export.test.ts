import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import {
  type Access,
  ALICE,
  type Answer,
  after,
  BOB,
  CMP_EXPORT,
  CMP_EXPORT_AUDIT,
  consent,
  DAY_MS,
  EXPORT,
  EXPORT_AUDIT,
  expectGeneric,
  type Netid,
  ORIGIN,
  OTHER_TAPP,
  start,
  TAPP,
  TC,
  tcString,
  UNKNOWN_TAPP,
} from "./calls.ts";

const SINCE = "q.date.ge=2025-01-01";
const ONE = `q.tapp_id.eq=${TAPP}&${SINCE}`;
const SEVERAL = `q.cmp_id.eq=standin-cmp&q.tapp_id.in=${TAPP},${OTHER_TAPP}&${SINCE}`;

interface ExportOptions {
  readonly accept?: string;
  readonly authorization?: string | null;
  readonly path?: string;
  readonly origin?: string;
}

const basic = (text: string): string => `Basic ${btoa(text)}`;

async function startExport(...[open]: Parameters<typeof start>) {
  const netid: Netid = await start(open);
  const ask = async (query: string, options: ExportOptions = {}): Promise<Answer> => {
    const {
      accept,
      authorization = basic("standin-export:standin-secret"),
      path = "/netid-permissions",
      origin,
    } = options;
    const response = await netid.fetch(`${path}?${query}`, {
      headers: { ...(accept && { accept }), ...(authorization && { authorization }), ...(origin && { origin }) },
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return { ...netid, ask };
}

/** Alice revoked and shares data, bob gave consent, all of it for the first TAPP. */
async function fill({ scenario }: Netid): Promise<{ alice: Access; bob: Access }> {
  const settings = { idconsent: "INVALID", iab_tc_string: TC };
  const bob = await scenario("a user who gave consent", { user: "bob" });
  const alice = await scenario("a user who shares data", { ...settings, user: "alice" });
  return { alice, bob };
}

const ofAlice = (name: object) => [
  { ...name, ...consent("INVALID", after(0)) },
  { ...name, type: "DATASHARE", status: "VALID", changed_at: after(0) },
  { ...name, ...tcString(TC, after(0)) },
];
const ofBob = (name: object) => [
  { ...name, ...consent("VALID", after(0)) },
  { ...name, ...tcString(TC, after(0)) },
];

overTransports("netid", "an export of one TAPP", (open) => {
  it("has a row for every setting, by user and then by type, and names users by tpid even after they revoked", async () => {
    const netid = await startExport(open);
    await fill(netid);
    const { status, headers, body } = await netid.ask(ONE);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe(EXPORT);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toEqual({ tapp_netid_permissions_export: [...ofAlice({ tpid: ALICE }), ...ofBob({ tpid: BOB })] });
  });

  it("names users by sync_id in the audit type", async () => {
    const netid = await startExport(open);
    const { alice, bob } = await fill(netid);
    const { headers, body } = await netid.ask(ONE, { accept: EXPORT_AUDIT });
    expect(headers.get("content-type")).toBe(EXPORT_AUDIT);
    expect(body).toEqual({
      tapp_netid_permissions_export_audit: [...ofAlice({ sync_id: alice.sync_id }), ...ofBob({ sync_id: bob.sync_id })],
    });
  });

  it("begins at the date, which counts itself", async () => {
    const { ask, scenario, write, login, world } = await startExport(open);
    await scenario("a user with a TC string only");
    await world.clock.advance(DAY_MS);
    await login();
    await write({ idconsent: "VALID" });
    const typesSince = async (date: string) => {
      const { status, body } = await ask(`q.tapp_id.eq=${TAPP}&q.date.ge=${encodeURIComponent(date)}`);
      expect(status, date).toBe(200);
      return (body as { tapp_netid_permissions_export: { type: string }[] }).tapp_netid_permissions_export.map(
        ({ type }) => type,
      );
    };
    expect(await typesSince("2025-03-01")).toEqual(["IDCONSENT", "IAB_TC_STRING"]);
    expect(await typesSince("2025-03-01T09:30:00Z")).toEqual(["IDCONSENT", "IAB_TC_STRING"]);
    expect(await typesSince("2025-03-01T09:30:00.001Z")).toEqual(["IDCONSENT"]);
    expect(await typesSince("2025-03-02T10:30:00+01:00")).toEqual(["IDCONSENT"]);
    expect(await typesSince("2025-03-03")).toEqual([]);
    expect(await typesSince("9999-12-31T23:59:59-01:00")).toEqual([]);
  });

  it("takes the path with a slash behind it, and a tapp_id in capitals", async () => {
    const netid = await startExport(open);
    await fill(netid);
    const expected = (await netid.ask(ONE)).body;
    expect((await netid.ask(ONE, { path: "/netid-permissions/" })).body).toEqual(expected);
    expect((await netid.ask(ONE.replace(TAPP, TAPP.toUpperCase()))).body).toEqual(expected);
  });

  it("is for no browser: there are no CORS headers", async () => {
    const { ask } = await startExport(open);
    for (const { headers } of [await ask(ONE, { origin: ORIGIN }), await ask("", { origin: ORIGIN })])
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });
});

overTransports("netid", "an export for a CMP", (open) => {
  it("lists every TAPP that was named, also one without rows", async () => {
    const netid = await startExport(open);
    await fill(netid);
    const { headers, body } = await netid.ask(SEVERAL);
    expect(headers.get("content-type")).toBe(CMP_EXPORT);
    expect(body).toEqual({
      cmp_netid_permissions_export: [
        { tapp_id: TAPP, tapp_netid_permissions_export: [...ofAlice({ tpid: ALICE }), ...ofBob({ tpid: BOB })] },
        { tapp_id: OTHER_TAPP, tapp_netid_permissions_export: [] },
      ],
    });
  });

  it("has its own audit type", async () => {
    const netid = await startExport(open);
    const { alice, bob } = await fill(netid);
    const { headers, body } = await netid.ask(SEVERAL, { accept: CMP_EXPORT_AUDIT });
    expect(headers.get("content-type")).toBe(CMP_EXPORT_AUDIT);
    const rows = [...ofAlice({ sync_id: alice.sync_id }), ...ofBob({ sync_id: bob.sync_id })];
    expect(body).toEqual({
      cmp_netid_permissions_export_audit: [
        { tapp_id: TAPP, tapp_netid_permissions_export_audit: rows },
        { tapp_id: OTHER_TAPP, tapp_netid_permissions_export_audit: [] },
      ],
    });
  });

  it("a cmp_id decides which form is meant", async () => {
    const { ask } = await startExport(open);
    expect((await ask(`${SEVERAL}&q.tapp_id.eq=${TAPP}`)).body).toHaveProperty("cmp_netid_permissions_export");
  });
});

overTransports("netid", "an export that is refused", (open) => {
  const refusedWith = (answer: Answer, status: number, error: string): void =>
    expectGeneric(answer, status, error, "/netid-permissions");

  it("a missing or malformed parameter is 400", async () => {
    const { ask } = await startExport(open);
    const wrong = [
      "",
      SINCE,
      `q.tapp_id.eq=${TAPP}`,
      `q.tapp_id.eq=x&${SINCE}`,
      `q.tapp_id.eq=&${SINCE}`,
      `q.tapp_id.eq=${TAPP}&${ONE}`,
      `q.tapp_id.eq=${TAPP}&q.date.ge=`,
      `q.tapp_id.eq=${TAPP}&q.date.ge=yesterday`,
      `q.tapp_id.eq=${TAPP}&q.date.ge=2025-02-30`,
      `q.tapp_id.eq=${TAPP}&q.date.ge=2025-03-01T09:30:00`,
      `q.cmp_id.eq=standin-cmp&${SINCE}`,
      `q.cmp_id.eq=standin-cmp&q.tapp_id.eq=${TAPP}&${SINCE}`,
      `q.cmp_id.eq=standin-cmp&q.tapp_id.in=&${SINCE}`,
      `q.cmp_id.eq=&q.tapp_id.in=${TAPP}&${SINCE}`,
      `q.cmp_id.eq=standin-cmp&q.tapp_id.in=${TAPP},x&${SINCE}`,
      `q.cmp_id.eq=standin-cmp&q.tapp_id.in=${TAPP}`,
    ];
    for (const query of wrong) refusedWith(await ask(query), 400, "Bad Request");
  });

  it("no credentials, or wrong ones, are 401 with a challenge", async () => {
    const { ask } = await startExport(open);
    const wrong = [
      null,
      basic("standin-export:wrong"),
      basic("unknown:standin-secret"),
      basic("standin-export"),
      "Basic",
      "Basic !",
      "Bearer standin-token",
    ];
    for (const authorization of wrong) {
      const answer = await ask(ONE, { authorization });
      refusedWith(answer, 401, "Unauthorized");
      expect(answer.headers.get("www-authenticate")).toBe('Basic realm="netid"');
    }
  });

  it("a user without the role is 403", async () => {
    const { ask, scenario } = await startExport(open);
    const { authorization } = await scenario<{ authorization: string }>("an export user without the role");
    refusedWith(await ask(ONE, { authorization }), 403, "Forbidden");
    refusedWith(await ask(SEVERAL, { authorization }), 403, "Forbidden");
  });

  it("a TAPP that is unknown, inactive or another partner's is 403", async () => {
    const { ask, scenario } = await startExport(open);
    refusedWith(await ask(`q.tapp_id.eq=${UNKNOWN_TAPP}&${SINCE}`), 403, "Forbidden");
    const id = "22222222-2222-4222-8222-222222222222";
    await scenario("a TAPP", { id });
    refusedWith(await ask(`q.tapp_id.eq=${id}&${SINCE}`), 403, "Forbidden");
    await scenario("an inactive TAPP", { id: OTHER_TAPP });
    refusedWith(await ask(`q.tapp_id.eq=${OTHER_TAPP}&${SINCE}`), 403, "Forbidden");
    refusedWith(await ask(SEVERAL), 403, "Forbidden");
    const { authorization } = await scenario<{ authorization: string }>("an export user", {
      username: "müller",
      password: "a:b",
      tapp_ids: [id],
    });
    expect((await ask(`q.tapp_id.eq=${id}&${SINCE}`, { authorization })).status).toBe(200);
    refusedWith(await ask(ONE, { authorization }), 403, "Forbidden");
  });

  it("a CMP that is unknown, inactive or another TAPP's is 403", async () => {
    const { ask, scenario } = await startExport(open);
    refusedWith(await ask(SEVERAL.replace("standin-cmp", "unknown")), 403, "Forbidden");
    await scenario("a CMP", { id: "another" });
    refusedWith(await ask(SEVERAL.replace("standin-cmp", "another")), 403, "Forbidden");
    await scenario("a CMP", { active: false });
    refusedWith(await ask(SEVERAL), 403, "Forbidden");
  });

  it("an Accept that names no type of the form asked for is 406", async () => {
    const { ask } = await startExport(open);
    refusedWith(await ask(ONE, { accept: CMP_EXPORT }), 406, "Not Acceptable");
    refusedWith(await ask(SEVERAL, { accept: EXPORT_AUDIT }), 406, "Not Acceptable");
    refusedWith(await ask(ONE, { accept: "application/json" }), 406, "Not Acceptable");
  });

  it("repeats the path as it was asked", async () => {
    const { ask } = await startExport(open);
    const path = "/netid-permissions/";
    for (const query of ["", `q.tapp_id.eq=${UNKNOWN_TAPP}&${SINCE}`])
      expect((await ask(query, { path })).body).toMatchObject({ path });
  });
});
