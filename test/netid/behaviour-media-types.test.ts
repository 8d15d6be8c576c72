import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import {
  ALICE,
  after,
  DAY_MS,
  expectGeneric,
  FOUND,
  identifiersOf,
  NOT_FOUND,
  PERMISSIONS,
  READ,
  READ_AUDIT,
  READ_V2,
  start,
  TC,
  TC_WITH_VENDORS,
  WRITE,
  WRITE_AUDIT,
  WRITE_V2,
} from "./calls.ts";

const ALL = "q.identifier.in=TPID,SYNC_ID,ETPID";

overTransports("netid", "media types", (open) => {
  it("without Accept, or with any type welcome, the plain first generation is sent", async () => {
    const { read, write, login } = await start(open);
    await login();
    for (const accept of ["*/*", "application/*", "text/html, */*;q=0.1", "", null]) {
      expect((await read({ accept })).headers.get("content-type"), `${accept}`).toBe(READ);
      expect((await write({ idconsent: "VALID" }, { accept })).headers.get("content-type"), `${accept}`).toBe(WRITE);
    }
  });

  it.each([
    [`${READ};q=0.5, ${READ_AUDIT};q=0.9`, READ_AUDIT],
    [`${READ_AUDIT};q=0.5, ${READ}`, READ],
    [`${READ_V2}, ${READ_AUDIT}`, READ_V2],
    [`${READ_AUDIT}, ${READ}`, READ_AUDIT],
    [`*/*, ${READ_AUDIT}`, READ_AUDIT],
    [`*/*;q=0.5, ${READ};q=0`, READ_AUDIT],
    [`${READ_AUDIT}; charset=utf-8`, READ_AUDIT],
    [READ_AUDIT.toUpperCase(), READ_AUDIT],
    [`text/html, ${READ_AUDIT}`, READ_AUDIT],
  ])("weights and lists are honoured: %s", async (accept, expected) => {
    const { read, login } = await start(open);
    await login();
    const { status, headers } = await read({ accept });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe(expected);
  });

  it("any other Accept is refused", async () => {
    const { read, write, login } = await start(open);
    await login();
    const refused = ["application/json", "text/html", WRITE, `${READ};q=0`, READ.replace("-v1", "-v3"), PERMISSIONS];
    for (const accept of refused) expectGeneric(await read({ accept }), 406, "Not Acceptable", "/netid-user-status");
    for (const accept of ["application/json", READ_AUDIT, PERMISSIONS])
      expectGeneric(await write({ idconsent: "VALID" }, { accept }), 406, "Not Acceptable", "/netid-permissions");
    expect((await read()).body).toEqual(NOT_FOUND);
  });

  it("a write takes the plain and the second read type for the matching one of its own", async () => {
    const { write, login } = await start(open);
    await login();
    const plain = await write({ idconsent: "VALID" }, { accept: READ });
    expect(plain.headers.get("content-type")).toBe(WRITE);
    expect(identifiersOf(plain)).toEqual({ tpid: ALICE });
    const second = await write({ idconsent: "VALID" }, { accept: READ_V2, query: "q.identifier.in=TPID" });
    expect(second.headers.get("content-type")).toBe(WRITE_V2);
  });

  it("a write is sent in the vendor's type and in no other", async () => {
    const { read, write, login } = await start(open);
    await login();
    const others = ["application/json", "text/plain", "application/x-www-form-urlencoded", READ, WRITE, null];
    for (const contentType of others)
      expectGeneric(
        await write({ idconsent: "VALID" }, { contentType }),
        415,
        "Unsupported Media Type",
        "/netid-permissions",
      );
    expect((await read()).body).toEqual(NOT_FOUND);
    expect((await write({ idconsent: "VALID" }, { contentType: `${PERMISSIONS}; charset=utf-8` })).status).toBe(201);
  });

  it("the first generation ignores the list of identifiers", async () => {
    const { read, scenario } = await start(open);
    const { cookie } = await scenario("a user who gave consent");
    expect(identifiersOf(await read({ cookie, query: ALL }))).toEqual({ tpid: ALICE });
  });
});

overTransports("netid", "the second generation", (open) => {
  it("shows settings by name and the identifiers that were asked for", async () => {
    const { read, scenario } = await start(open);
    const { cookie, sync_id } = await scenario("a user who gave consent");
    const { status, headers, body } = await read({ cookie, accept: READ_V2, query: ALL });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe(READ_V2);
    expect(body).toEqual({
      status_code: FOUND,
      subject_identifiers: { tpid: ALICE, sync_id, etpid: expect.stringMatching(/^[\w-]{43}$/) },
      netid_privacy_settings: {
        idconsent: { status: "VALID", changed_at: after(0) },
        iab_tcstring: { value: TC, changed_at: after(0) },
      },
    });
  });

  it("lists, percent-encoded commas, repetition and the other spelling mean the same; unknown names mean nothing", async () => {
    const { read, scenario } = await start(open);
    const { cookie } = await scenario("a user who gave consent");
    const keysFor = async (query?: string) =>
      Object.keys(identifiersOf(await read({ cookie, accept: READ_V2, ...(query && { query }) }))).sort();
    expect(await keysFor("q.identifier.in=TPID%2CSYNC_ID")).toEqual(["sync_id", "tpid"]);
    expect(await keysFor("q.identifier.in=TPID&q.identifier.in=ETPID")).toEqual(["etpid", "tpid"]);
    expect(await keysFor("q.identifier=SYNC_ID")).toEqual(["sync_id"]);
    expect(await keysFor("q.identifier=SYNC_ID&q.identifier.in=TPID")).toEqual(["sync_id", "tpid"]);
    expect(await keysFor("q.identifier.in=TPID,NAME,,tpid")).toEqual(["tpid"]);
    expect(await keysFor("q.identifier.in=")).toEqual([]);
    expect(await keysFor()).toEqual([]);
  });

  it("answers not-found with every identifier null and no settings", async () => {
    const { read, login } = await start(open);
    await login();
    const none = { ...NOT_FOUND, netid_privacy_settings: {} };
    expect((await read({ accept: READ_V2, query: ALL })).body).toEqual({
      ...none,
      subject_identifiers: { tpid: null, sync_id: null, etpid: null },
    });
    expect((await read({ accept: READ_V2 })).body).toEqual({ ...none, subject_identifiers: {} });
  });

  it("hides tpid and etpid without consent, and keeps the sync_id", async () => {
    const { read, scenario } = await start(open);
    for (const name of ["a user who revoked consent", "a user with a TC string only"]) {
      const { cookie, sync_id } = await scenario(name);
      const answer = await read({ cookie, accept: READ_V2, query: ALL });
      expect(answer.body).toMatchObject({ status_code: FOUND });
      expect(identifiersOf(answer)).toEqual({ tpid: null, sync_id, etpid: null });
    }
  });

  it("has no entry for an undecided consent, and knows no DATASHARE", async () => {
    const { read, scenario } = await start(open);
    const shares = await scenario("a user who shares data");
    const nothing = { ...NOT_FOUND, subject_identifiers: { sync_id: null }, netid_privacy_settings: {} };
    const query = "q.identifier.in=SYNC_ID";
    expect((await read({ cookie: shares.cookie, accept: READ_V2, query })).body).toEqual(nothing);
    await scenario("a user who shares data", { iab_tc_string: TC_WITH_VENDORS });
    expect((await read({ cookie: shares.cookie, accept: READ_V2 })).body).toEqual({
      status_code: FOUND,
      subject_identifiers: {},
      netid_privacy_settings: { iab_tcstring: { value: TC_WITH_VENDORS, changed_at: after(0) } },
    });
  });

  it("a write answers with the identifiers asked for and says where the status is", async () => {
    const { write, login } = await start(open);
    await login();
    const answer = await write({ idconsent: "VALID" }, { accept: WRITE_V2, query: ALL });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toContain("/netid-user-status?q.tapp_id.eq=");
    expect(answer.body).toEqual({
      subject_identifiers: { tpid: ALICE, sync_id: expect.any(String), etpid: expect.any(String) },
    });
    expect((await write({ idconsent: "INVALID" }, { accept: WRITE_V2 })).body).toEqual({ subject_identifiers: {} });
  });

  it("an etpid is the same for a day and another one after it", async () => {
    const { read, scenario, world } = await start(open, { frozenAt: "2025-03-01T00:00:00Z" });
    const { cookie } = await scenario("a user who gave consent", { lifetime_seconds: 7 * 86_400 });
    const etpid = async () =>
      identifiersOf(await read({ cookie, accept: READ_V2, query: "q.identifier.in=ETPID" })).etpid;
    const first = await etpid();
    await world.clock.advance(DAY_MS - 1);
    expect(await etpid()).toBe(first);
    await world.clock.advance(1);
    expect(await etpid()).not.toBe(first);
  });

  it("one user has one etpid, and two users have two", async () => {
    const { read, scenario } = await start(open);
    const etpidOf = async (user: string) => {
      const { cookie } = await scenario("a user who gave consent", { user });
      return identifiersOf(await read({ cookie, accept: READ_V2, query: "q.identifier.in=ETPID" })).etpid;
    };
    expect(await etpidOf("alice")).not.toBe(await etpidOf("bob"));
  });

  it("types of all generations see the same store", async () => {
    const { read, write, login } = await start(open);
    await login();
    await write({ idconsent: "VALID" }, { accept: WRITE_V2 });
    const { sync_id } = identifiersOf(await write({ iab_tc_string: TC }, { accept: WRITE_AUDIT }));
    expect(identifiersOf(await read({ accept: READ_V2, query: "q.identifier.in=SYNC_ID" }))).toEqual({ sync_id });
    expect(identifiersOf(await read({ accept: READ_AUDIT })).sync_id).toBe(sync_id);
  });
});
