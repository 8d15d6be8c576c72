import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import {
  ALICE,
  after,
  consent,
  expectCode,
  FOUND,
  FROZEN_AT,
  identifiersOf,
  isReadableBy,
  MINUTE_MS,
  NOT_FOUND,
  ORIGIN,
  OTHER_TAPP,
  PERMISSIONS,
  READ,
  READ_AUDIT,
  start,
  TAPP,
  TC,
  TC_WITH_VENDORS,
  tcString,
  WRITE,
  WRITE_AUDIT,
} from "./calls.ts";

const NOW = after(0);

overTransports("netid", "a visit with a browser", (open) => {
  it("goes from a stranger through login, consent and withdrawal to another partner's site", async () => {
    const netid = await start(open);
    const { read, write, preflight, login, world } = netid;

    // The page loads. Reading is a simple request: no preflight comes first.
    const stranger = await read({ accept: READ_AUDIT });
    expectCode(stranger, 400, "NO_TPID");
    expect(isReadableBy(stranger, ORIGIN)).toBe(true);

    await login("alice");
    const known = await read({ accept: READ_AUDIT });
    expect(known).toMatchObject({ status: 200, body: NOT_FOUND });
    expect(known.body).toEqual(NOT_FOUND);

    const allowed = await preflight("POST");
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get("access-control-allow-headers")).toContain("content-type");
    const given = await write({ idconsent: "VALID", iab_tc_string: TC }, { accept: WRITE_AUDIT });
    expect(given.status).toBe(201);
    const { sync_id } = identifiersOf(given);
    expect(given.body).toEqual({ subject_identifiers: { tpid: ALICE, sync_id: expect.any(String) } });

    const found = await read({ accept: READ_AUDIT });
    expect(found.body).toEqual({
      status_code: FOUND,
      subject_identifiers: { tpid: ALICE, sync_id },
      netid_privacy_settings: [consent("VALID", NOW), tcString(TC, NOW)],
    });

    await world.clock.advance(MINUTE_MS);
    const revoked = await write({ idconsent: "INVALID" }, { accept: WRITE_AUDIT });
    expect(revoked).toMatchObject({ status: 201, body: { subject_identifiers: { tpid: null, sync_id } } });

    const unseen = await read({ accept: READ_AUDIT });
    expect(unseen.body).toEqual({
      status_code: FOUND,
      subject_identifiers: { tpid: null, sync_id },
      netid_privacy_settings: [consent("INVALID", after(MINUTE_MS)), tcString(TC, NOW)],
    });

    const again = await write({ idconsent: "VALID" }, { accept: WRITE_AUDIT });
    expect(identifiersOf(again)).toEqual({ tpid: ALICE, sync_id });

    expect((await read({ tapp: OTHER_TAPP, accept: READ_AUDIT })).body).toEqual(NOT_FOUND);
    const elsewhere = await write({ idconsent: "VALID" }, { tapp: OTHER_TAPP, accept: WRITE_AUDIT });
    expect(identifiersOf(elsewhere).tpid).toBe(ALICE);
    expect(identifiersOf(elsewhere).sync_id).not.toBe(sync_id);
  });

  it("a read in the vendor's own words is answered in them", async () => {
    const { read, login, scenario } = await start(open);
    await login();
    await scenario("a user who shares data", { idconsent: "VALID", iab_tc_string: TC });
    const audit = await read({ accept: READ_AUDIT });
    expect(audit.status).toBe(200);
    expect(audit.headers.get("content-type")).toBe(READ_AUDIT);
    expect(audit.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(audit.headers.get("access-control-allow-credentials")).toBe("true");
    expect(audit.body).toEqual({
      status_code: FOUND,
      subject_identifiers: { tpid: ALICE, sync_id: expect.any(String) },
      netid_privacy_settings: [
        consent("VALID", NOW),
        { type: "DATASHARE", status: "VALID", changed_at: NOW },
        tcString(TC, NOW),
      ],
    });
    const plain = await read({ accept: READ });
    expect(plain.headers.get("content-type")).toBe(READ);
    expect(identifiersOf(plain)).toEqual({ tpid: ALICE });
  });

  it("a write in the vendor's own words is answered in them", async () => {
    const { write, login } = await start(open);
    await login();
    const body = { idconsent: "VALID", iab_tc_string: TC };
    const audit = await write(body, { accept: WRITE_AUDIT, contentType: PERMISSIONS });
    expect(audit.status).toBe(201);
    expect(audit.headers.get("location")).toBe(
      `https://einwilligungsspeicher.netid.de/netid-user-status?q.tapp_id.eq=${TAPP}`,
    );
    expect(audit.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(audit.headers.get("access-control-allow-credentials")).toBe("true");
    expect(audit.headers.get("content-type")).toBe(WRITE_AUDIT);
    expect(audit.body).toEqual({ subject_identifiers: { tpid: ALICE, sync_id: expect.any(String) } });
    const plain = await write(body, { accept: WRITE });
    expect(plain.headers.get("content-type")).toBe(WRITE);
    expect(plain.body).toEqual({ subject_identifiers: { tpid: ALICE } });
  });

  it("no reply about a user is kept by caches, and none has an ETag", async () => {
    const { read, write, login } = await start(open);
    const replies = [await read(), await write({}), await read({ tapp: "x" })];
    await login();
    replies.push(await read(), await write({ idconsent: "VALID" }), await write({}));
    for (const { headers } of replies) {
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("etag")).toBeNull();
    }
  });

  it("HEAD is answered as GET, without its body", async () => {
    const { read, login } = await start(open);
    await login();
    const { status, headers, body } = await read({ method: "HEAD", accept: READ_AUDIT });
    expect({ status, body }).toEqual({ status: 200, body: "" });
    expect(headers.get("content-type")).toBe(READ_AUDIT);
  });
});

overTransports("netid", "what is stored", (open) => {
  it("one partner never sees what was stored for another", async () => {
    const { read, write, login } = await start(open);
    await login();
    await write({ idconsent: "VALID", iab_tc_string: TC });
    expect((await read({ tapp: OTHER_TAPP })).body).toEqual(NOT_FOUND);
  });

  it("one user never sees what was stored for another", async () => {
    const { read, write, login } = await start(open);
    await login("alice");
    await write({ idconsent: "VALID" });
    await login("bob");
    expect((await read()).body).toEqual(NOT_FOUND);
  });

  it("a member that is absent, or null, keeps its value and its time", async () => {
    const { read, write, login, world } = await start(open);
    await login();
    await write({ idconsent: "VALID", iab_tc_string: TC });
    await world.clock.advance(MINUTE_MS);
    await write({ iab_tc_string: TC_WITH_VENDORS });
    const changed = [consent("VALID", NOW), tcString(TC_WITH_VENDORS, after(MINUTE_MS))];
    expect((await read()).body).toMatchObject({ netid_privacy_settings: changed });
    await world.clock.advance(MINUTE_MS);
    await write({ idconsent: null, iab_tc_string: TC });
    const changedAgain = [consent("VALID", NOW), tcString(TC, after(2 * MINUTE_MS))];
    expect((await read()).body).toMatchObject({ netid_privacy_settings: changedAgain });
  });

  it("writing the value that is there already succeeds and renews its time", async () => {
    const { read, write, login, world } = await start(open);
    await login();
    await write({ idconsent: "VALID" });
    await world.clock.advance(MINUTE_MS);
    expect((await write({ idconsent: "VALID" })).status).toBe(201);
    expect((await read()).body).toMatchObject({ netid_privacy_settings: [consent("VALID", after(MINUTE_MS))] });
  });

  it("one bad member, and nothing is stored", async () => {
    const { read, write, login } = await start(open);
    await login();
    expectCode(await write({ idconsent: "VALID", iab_tc_string: "nonsense" }), 400, "PERMISSION_PARAMETERS_ERROR");
    expectCode(await write({ idconsent: "MAYBE", iab_tc_string: TC }), 400, "PERMISSION_PARAMETERS_ERROR");
    expect((await read()).body).toEqual(NOT_FOUND);
    await write({ idconsent: "INVALID", iab_tc_string: TC });
    const before = (await read()).body;
    expectCode(await write({ idconsent: "VALID", iab_tc_string: "nonsense" }), 400, "PERMISSION_PARAMETERS_ERROR");
    expect((await read()).body).toEqual(before);
  });

  it("times are ISO 8601 in UTC with milliseconds", async () => {
    const { read, write, login, world } = await start(open, { frozenAt: "2025-03-01T10:30:00.007+01:00" });
    expect((await world.clock.now()).getTime()).toBe(Date.parse(FROZEN_AT) + 7);
    await login();
    await write({ idconsent: "VALID" });
    expect((await read()).body).toMatchObject({ netid_privacy_settings: [{ changed_at: "2025-03-01T09:30:00.007Z" }] });
  });

  it("partners read DATASHARE and cannot write it", async () => {
    const { read, write, login, scenario } = await start(open);
    await login();
    expectCode(await write({ datashare: "VALID" }), 400, "PERMISSION_PARAMETERS_ERROR");
    await scenario("a user who shares data", { datashare: "INVALID" });
    await write({ idconsent: "VALID" });
    const { body } = await read();
    expect(body).toMatchObject({
      netid_privacy_settings: [{ type: "IDCONSENT" }, { type: "DATASHARE", status: "INVALID" }],
    });
  });

  it("identifiers are opaque, and a sync_id stays what it was at the first write", async () => {
    const { read, write, login, world } = await start(open);
    await login();
    const first = identifiersOf(await write({ iab_tc_string: TC }, { accept: WRITE_AUDIT }));
    expect(first.sync_id).toMatch(/^[\w-]{43}$/);
    expect(ALICE).toMatch(/^[\w-]{43}$/);
    await world.clock.advance(MINUTE_MS);
    for (const body of [{ idconsent: "VALID" }, { idconsent: "INVALID" }, { iab_tc_string: TC }])
      expect(identifiersOf(await write(body, { accept: WRITE_AUDIT })).sync_id).toBe(first.sync_id);
    expect(identifiersOf(await read({ accept: READ_AUDIT })).sync_id).toBe(first.sync_id);
    await login("bob");
    const other = identifiersOf(await write({ idconsent: "VALID" }, { accept: WRITE_AUDIT }));
    expect(other.sync_id).not.toBe(first.sync_id);
    expect(other.tpid).not.toBe(ALICE);
  });
});

overTransports("netid", "what a partner may see", (open) => {
  const states: readonly [string, string, string | null, readonly string[]][] = [
    ["a user who gave consent", "consent given, with a TC string", ALICE, ["IDCONSENT", "IAB_TC_STRING"]],
    ["a user who revoked consent", "consent revoked", null, ["IDCONSENT", "IAB_TC_STRING"]],
    ["a user with a TC string only", "a TC string alone", null, ["IDCONSENT", "IAB_TC_STRING"]],
    ["a user who shares data", "DATASHARE alone", null, ["IDCONSENT", "DATASHARE"]],
  ];
  it.each(states)("%s: %s", async (name, _what, tpid, types) => {
    const { read, login, scenario } = await start(open);
    await login();
    const { sync_id } = await scenario(name);
    const { body } = await read({ accept: READ_AUDIT });
    const { status_code, subject_identifiers, netid_privacy_settings } = body as Record<string, unknown>;
    expect(status_code).toBe(FOUND);
    expect(subject_identifiers).toEqual({ tpid, sync_id });
    expect((netid_privacy_settings as { type: string }[]).map(({ type }) => type)).toEqual(types);
  });

  it("a TC string written under a given consent still answers with the tpid", async () => {
    const { write, login } = await start(open);
    await login();
    expect(identifiersOf(await write({ iab_tc_string: TC }))).toEqual({ tpid: null });
    await write({ idconsent: "VALID" });
    expect(identifiersOf(await write({ iab_tc_string: TC_WITH_VENDORS }))).toEqual({ tpid: ALICE });
  });

  it("a withdrawal hides the tpid at once and deletes nothing", async () => {
    const { read, write, login } = await start(open);
    await login();
    const given = identifiersOf(await write({ idconsent: "VALID", iab_tc_string: TC }, { accept: WRITE_AUDIT }));
    const revoked = identifiersOf(await write({ idconsent: "INVALID" }, { accept: WRITE_AUDIT }));
    expect(revoked).toEqual({ tpid: null, sync_id: given.sync_id });
    expect((await read()).body).toMatchObject({ netid_privacy_settings: [{ status: "INVALID" }, { value: TC }] });
  });

  it("a write answers without a status_code", async () => {
    const { write, login } = await start(open);
    await login();
    expect(Object.keys((await write({ idconsent: "VALID" })).body as object)).toEqual(["subject_identifiers"]);
  });

  it("an undecided consent is null, dated by the first write, until it is decided", async () => {
    const { read, readAs, write, login, world } = await start(open);
    await login();
    await write({ iab_tc_string: TC });
    await world.clock.advance(MINUTE_MS);
    await write({ iab_tc_string: TC_WITH_VENDORS });
    const stored = tcString(TC_WITH_VENDORS, after(MINUTE_MS));
    const undecided = { netid_privacy_settings: [{ type: "IDCONSENT", status: null, changed_at: NOW }, stored] };
    for (const accept of [READ, READ_AUDIT]) {
      expect((await read({ accept })).body).toMatchObject(undecided);
      expect((await readAs("standin-token", { accept })).body).toMatchObject(undecided);
    }
    await write({ idconsent: "INVALID" });
    expect((await read()).body).toMatchObject({
      netid_privacy_settings: [{ type: "IDCONSENT", status: "INVALID", changed_at: after(MINUTE_MS) }, stored],
    });
  });

  it("an undecided consent has no entry where the world is set so", async () => {
    const { read, write, login, scenario } = await start(open);
    await scenario("other behaviour", { undecided_idconsent: "omit" });
    await login();
    await write({ iab_tc_string: TC });
    expect((await read()).body).toMatchObject({ netid_privacy_settings: [tcString(TC, NOW)] });
  });
});
