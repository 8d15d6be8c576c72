import { expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { overTransports } from "../support/transports.ts";
import {
  type Access,
  ALICE,
  expectCode,
  FOUND,
  FROZEN,
  FROZEN_AT,
  identifiersOf,
  isReadableBy,
  NOT_FOUND,
  OTHER_TAPP,
  PERMISSIONS,
  READ_AUDIT,
  start,
  TAPP,
  TC,
  TC_WITH_VENDORS,
  UNKNOWN_TAPP,
} from "./calls.ts";

const ANYWHERE = "https://somewhere.example";

overTransports("netid", "scenarios", (open) => {
  it("every scenario runs without parameters", async () => {
    const { standin, world } = await start(open);
    const behaviour = await standin.providers[0]?.behaviour();
    const names = Object.keys((await behaviour?.scenarios()) ?? {});
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) expect(await standin.engine.runScenario(world.name, "netid", name), name).toBeDefined();
  });

  it("a user state gives what both variants need", async () => {
    const { read, readAs, scenario } = await start(open);
    const access = await scenario("a user who gave consent", { user: "zoe", tapp_id: OTHER_TAPP });
    expect(access).toMatchObject({ user: "zoe", tapp_id: OTHER_TAPP, sync_id: expect.any(String) });
    const browser = await read({ tapp: OTHER_TAPP, cookie: access.cookie, accept: READ_AUDIT });
    expect(identifiersOf(browser)).toEqual({ tpid: access.tpid, sync_id: access.sync_id });
    expect(identifiersOf(await readAs(access.bearer_token))).toEqual({ tpid: access.tpid });
  });

  it("a user with nothing stored has nothing stored, whatever was there", async () => {
    const { read, scenario } = await start(open);
    await scenario("a user who gave consent");
    const { cookie } = await scenario("a user with nothing stored");
    expect((await read({ cookie })).body).toEqual(NOT_FOUND);
  });

  it("a user of two TAPPs has one tpid and two sync_ids", async () => {
    const { read, scenario } = await start(open);
    const first = await scenario<Access & { second: Access }>("a user of two TAPPs");
    expect(first.second).toMatchObject({ tpid: first.tpid, tapp_id: OTHER_TAPP });
    expect(first.second.sync_id).not.toBe(first.sync_id);
    for (const tapp of [TAPP, OTHER_TAPP])
      expect(identifiersOf(await read({ tapp, cookie: first.cookie }))).toEqual({ tpid: ALICE });
  });

  it("stored settings are those that were asked for", async () => {
    const { read, scenario } = await start(open);
    const settings = { idconsent: "INVALID", datashare: "INVALID", iab_tc_string: TC_WITH_VENDORS };
    const { cookie } = await scenario("a user who shares data", settings);
    expect((await read({ cookie })).body).toMatchObject({
      netid_privacy_settings: [{ status: "INVALID" }, { status: "INVALID" }, { value: TC_WITH_VENDORS }],
    });
  });

  it("a login lives as long as was asked for", async () => {
    const { read, scenario, world } = await start(open);
    const { cookie } = await scenario("a user who is logged in", { lifetime_seconds: 5 });
    await world.clock.advance(4999);
    expect((await read({ cookie })).status).toBe(200);
    await world.clock.advance(1);
    expectCode(await read({ cookie }), 400, "TOKEN_ERROR");
  });

  it.each([
    ["a user who gave consent", { tapp_id: UNKNOWN_TAPP }, /a TAPP/],
    ["a user who gave consent", { user: "a b" }, /user .* string that matches/],
    ["a user who gave consent", { idconsent: "YES" }, /: "YES"\. Expected: one of VALID, INVALID/],
    ["a user who gave consent", { iab_tc_string: "x" }, /is not a TC string/],
    ["a user who is logged in", { session: "odd" }, /valid, expired, forged/],
    ["a user who is logged in", { lifetime_seconds: 0 }, /integer, 1 or more/],
    ["a TAPP", { origins: ["localhost"] }, /origins/],
    ["other behaviour", { strict: true }, /strict/],
  ])("%s says what is wrong with its parameters", async (name, parameters, message) => {
    const { standin, world } = await start(open);
    await expect(standin.engine.runScenario(world.name, "netid", name, parameters)).rejects.toThrow(message);
  });
});

overTransports("netid", "a seed of one's own", (open) => {
  const seed = {
    tapps: [{ id: UNKNOWN_TAPP.toUpperCase(), origins: [ANYWHERE] }],
    users: [
      { id: "dora", tpid: "tpid-of-dora" },
      { id: "emil", deleted: true },
    ],
    bearer_tokens: [{ token: "t", user: "dora", tapp_id: UNKNOWN_TAPP }],
  };

  it("replaces the default one", async () => {
    const { read, readAs, login } = await start(open, { ...FROZEN, seeds: { netid: seed } });
    expectCode(await readAs("standin-token"), 400, "TOKEN_ERROR");
    expect((await readAs("t")).body).toEqual(NOT_FOUND);
    await login("dora");
    expect((await read({ tapp: UNKNOWN_TAPP, origin: ANYWHERE })).body).toEqual(NOT_FOUND);
    expectCode(await read({ tapp: UNKNOWN_TAPP }), 403, "TAPP_NOT_ALLOWED");
    expectCode(await read({ tapp: TAPP, origin: ANYWHERE }), 403, "TAPP_NOT_ALLOWED");
    await login("emil");
    expectCode(await read({ tapp: UNKNOWN_TAPP, origin: ANYWHERE }), 410, "TPID_EXISTENCE_ERROR");
  });

  const own = [{ id: UNKNOWN_TAPP, any_loopback_origin: true, cmp_id: "standin-cmp" }];
  const partly: readonly [what: string, given: object, tapp: string, user: string, refused: string, token: boolean][] =
    [
      ["TAPPs without users", { tapps: own }, UNKNOWN_TAPP, "alice", TAPP, false],
      ["TAPPs and an empty list of users", { tapps: own, users: [] }, UNKNOWN_TAPP, "zoe", TAPP, false],
      ["users without TAPPs", { users: [{ id: "dora" }] }, TAPP, "dora", UNKNOWN_TAPP, false],
      ["options alone", { options: { secure_cookie: false } }, TAPP, "alice", UNKNOWN_TAPP, true],
      ["nothing", {}, TAPP, "alice", UNKNOWN_TAPP, true],
    ];
  it.each(partly)("may have %s", async (_what, given, tapp, user, refused, token) => {
    const { read, write, readAs, scenario } = await start(open, { ...FROZEN, seeds: { netid: given } });
    const { cookie } = await scenario("a user who is logged in", { user, tapp_id: tapp });
    expect((await write({ idconsent: "VALID" }, { tapp, cookie })).status).toBe(201);
    expect((await read({ tapp, cookie })).body).toMatchObject({ status_code: FOUND });
    expectCode(await read({ tapp: refused, cookie }), 403, "TAPP_NOT_ALLOWED");
    expect((await readAs("standin-token")).status).toBe(token ? 200 : 400);
  });

  it("says who can log in: those of the default world if it names none, and no user if its list is empty", async () => {
    const loginAs = async (given: object, user: string) => {
      const { fetch } = await open({ seeds: { netid: given } });
      return (await fetch(`/_mock/login?user=${user}`)).status;
    };
    expect(await loginAs({ tapps: own }, "bob")).toBe(200);
    expect(await loginAs({ tapps: own, users: [] }, "bob")).toBe(404);
    expect(await loginAs({ users: [{ id: "dora" }] }, "bob")).toBe(404);
    expect(await loginAs({ users: [{ id: "dora" }] }, "dora")).toBe(200);
  });

  it.each([
    [{ tapps: own, bearer_tokens: [{ token: "t", user: "dora", tapp_id: UNKNOWN_TAPP }] }, /does not declare/],
    [
      { users: [{ id: "dora" }], bearer_tokens: [{ token: "t", user: "dora", tapp_id: UNKNOWN_TAPP }] },
      /does not declare/,
    ],
    [{ ...seed, tapp: 1 }, /tapp/],
    [{ ...seed, tapps: [...seed.tapps, { id: UNKNOWN_TAPP }] }, /TAPP .* twice/],
    [{ ...seed, users: [{ id: "a" }, { id: "a" }] }, /user a twice/],
    [{ ...seed, bearer_tokens: [{ token: "t", user: "unknown", tapp_id: UNKNOWN_TAPP }] }, /does not declare/],
    [{ ...seed, options: { undecided_idconsent: "null" } }, /omit/],
  ])("is refused with a message that names the place", async (wrong, message) => {
    await expect(open({ seeds: { netid: wrong as object } })).rejects.toThrow(message);
  });
});

overTransports("netid", "accepting any credentials", (open) => {
  const any = { ...FROZEN, acceptAnyCredentials: true };

  it("takes any TAPP from any origin and keeps what is written", async () => {
    const { read, write, preflight, login } = await start(open, any);
    await login("alice");
    const call = { tapp: UNKNOWN_TAPP, origin: ANYWHERE };
    expect((await preflight("POST", call)).status).toBe(200);
    const written = await write({ idconsent: "VALID" }, call);
    expect(written.status).toBe(201);
    expect(isReadableBy(written, ANYWHERE)).toBe(true);
    expect(identifiersOf(await read(call))).toEqual({ tpid: ALICE });
    expect((await read({ origin: ANYWHERE })).body).toEqual(NOT_FOUND);
  });

  it("still wants a TAPP that is one, an Origin, a login and a good body", async () => {
    const { read, write, login, scenario } = await start(open, any);
    expectCode(await read({ tapp: UNKNOWN_TAPP, origin: ANYWHERE }), 400, "NO_TPID");
    expectCode(await read({ tapp: "x" }), 400, "TAPP_ERROR");
    await login();
    expectCode(await read({ origin: null }), 403, "TAPP_NOT_ALLOWED");
    expectCode(await write({}, { tapp: UNKNOWN_TAPP }), 400, "NO_PERMISSIONS");
    expectCode(await read({ cookie: "garbled" }), 400, "TOKEN_ERROR");
    await scenario("an inactive TAPP");
    expectCode(await read(), 403, "TAPP_NOT_ALLOWED");
  });

  it("lets anybody log in by any name", async () => {
    const { read, login } = await start(open, any);
    await login("someone-new");
    expect((await read()).body).toEqual(NOT_FOUND);
  });

  it("takes any Bearer token for a user of its own", async () => {
    const { readAs, writeAs } = await start(open, any);
    expect((await writeAs("whatever", { idconsent: "VALID" })).status).toBe(201);
    expect(identifiersOf(await readAs("whatever"))).toEqual({ tpid: expect.any(String) });
    expect((await readAs("whatever-else")).body).toEqual(NOT_FOUND);
  });

  it("takes any export user for any TAPP", async () => {
    const { fetch, scenario } = await start(open, any);
    await scenario("a user who gave consent", { tapp_id: UNKNOWN_TAPP });
    const response = await fetch(`/netid-permissions?q.tapp_id.eq=${UNKNOWN_TAPP}&q.date.ge=2025-01-01`, {
      headers: { authorization: `Basic ${btoa("any:body")}` },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ tapp_netid_permissions_export: [{}, { value: TC }] });
  });
});

it("the three services answer under their own names, and the cookie is theirs in common", async () => {
  const standin = await createStandin({ providers: ["netid"], frozenAt: FROZEN_AT });
  const login = await standin.fetch("https://einwilligungsspeicher.netid.de/_mock/login?user=alice");
  const [cookie = "", ...attributes] = (login.headers.get("set-cookie") ?? "").split("; ");
  expect(attributes).toContain("Domain=netid.de");
  const headers = { cookie, origin: "http://localhost", "content-type": PERMISSIONS };
  const written = await standin.fetch(`https://einwilligen.netid.de/netid-permissions?q.tapp_id.eq=${TAPP}`, {
    method: "POST",
    headers,
    body: JSON.stringify({ idconsent: "VALID" }),
  });
  expect(written.status).toBe(201);
  const location = written.headers.get("location") ?? "";
  expect(await (await standin.fetch(location, { headers })).json()).toMatchObject({ status_code: "PERMISSIONS_FOUND" });
});

it("a route is known to every host, unless the world is strict about hosts", async () => {
  const standin = await createStandin({ providers: ["netid"], frozenAt: FROZEN_AT });
  const world = await standin.world();
  const hosts = ["einwilligungsspeicher", "einwilligen", "einwilligungsuebersicht"].map(
    (each) => `${each}.qa.netid.de`,
  );
  const statuses = async (path: string, method = "GET") => {
    const responses = hosts.map((host) => standin.fetch(`https://${host}${path}`, { method }));
    return (await Promise.all(responses)).map(({ status }) => status);
  };
  expect(await statuses("/netid-user-status")).toEqual([400, 400, 400]);
  await world.scenario("netid", "other behaviour", { strict_host: true });
  expect(await statuses("/netid-user-status")).toEqual([400, 404, 404]);
  expect(await statuses("/netid-user-status", "OPTIONS")).toEqual([403, 404, 404]);
  expect(await statuses("/netid-permissions", "POST")).toEqual([404, 415, 404]);
  expect(await statuses("/netid-permissions", "OPTIONS")).toEqual([404, 403, 404]);
  expect((await standin.fetch("/netid/netid-user-status")).status).toBe(400);
});
