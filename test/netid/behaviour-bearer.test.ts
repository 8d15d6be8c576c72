import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import {
  ALICE,
  BOB,
  expectCode,
  expectGeneric,
  identifiersOf,
  NOT_FOUND,
  ORIGIN,
  OTHER_TAPP,
  READ,
  READ_AUDIT,
  READ_V2,
  start,
  TAPP,
  TC,
  UNKNOWN_TAPP,
  WRITE_AUDIT,
  WRITE_V2,
} from "./calls.ts";

const GOOD = { idconsent: "VALID" };

overTransports("netid", "apps and servers", (open) => {
  it("read and write by a token that names user and TAPP", async () => {
    const { readAs, writeAs, scenario } = await start(open);
    const token = await scenario<string>("a Bearer token", { user: "bob", tapp_id: OTHER_TAPP });
    expect((await readAs(token)).body).toEqual(NOT_FOUND);
    const written = await writeAs(token, { ...GOOD, iab_tc_string: TC }, { accept: WRITE_AUDIT });
    expect(written.status).toBe(201);
    expect(written.body).toEqual({ subject_identifiers: { tpid: BOB, sync_id: expect.any(String) } });
    const found = await readAs(token, { accept: READ_AUDIT });
    expect(found.status).toBe(200);
    expect(identifiersOf(found)).toEqual(identifiersOf(written));
    const other = await scenario<string>("a Bearer token", { user: "bob" });
    expect((await readAs(other)).body).toEqual(NOT_FOUND);
  });

  it("have a token from the start, which never expires", async () => {
    const { readAs, world } = await start(open);
    await world.clock.advance(365 * 86_400_000);
    expect((await readAs("standin-token")).body).toEqual(NOT_FOUND);
  });

  it("see what was written in a browser, and browsers see what they wrote", async () => {
    const { read, write, readAs, writeAs, login } = await start(open);
    await login();
    await write(GOOD);
    expect(identifiersOf(await readAs("standin-token"))).toEqual({ tpid: ALICE });
    await writeAs("standin-token", { idconsent: "INVALID" });
    expect(identifiersOf(await read())).toEqual({ tpid: null });
  });

  it("take all three generations", async () => {
    const { readAs, writeAs } = await start(open);
    const query = "q.identifier.in=TPID,SYNC_ID,ETPID";
    const written = await writeAs("standin-token", GOOD, { accept: WRITE_V2, query });
    expect(Object.keys(identifiersOf(written)).sort()).toEqual(["etpid", "sync_id", "tpid"]);
    const second = await readAs("standin-token", { accept: READ_V2, query });
    expect(second.body).toMatchObject({ netid_privacy_settings: { idconsent: { status: "VALID" } } });
    expect((await readAs("standin-token", { accept: READ })).headers.get("content-type")).toBe(READ);
  });

  it("are told another Location than browsers, and nothing about origins", async () => {
    const { readAs, writeAs } = await start(open);
    const { headers } = await writeAs("standin-token", GOOD);
    expect(headers.get("location")).toBe("https://einwilligungsspeicher.netid.de/netid-permissions");
    for (const answer of [await writeAs("standin-token", GOOD), await readAs("x"), await readAs("standin-token")])
      expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  it("without a token, or with credentials of another kind: NO_TOKEN", async () => {
    const { read, readAs, writeAs } = await start(open);
    expectCode(await read({ tapp: null, origin: null, cookie: null }), 400, "NO_TOKEN");
    for (const authorization of ["Bearer", "Basic YTpi", "standin-token"])
      expectCode(await readAs("", { authorization }), 400, "NO_TOKEN");
    expectCode(await writeAs("", GOOD), 400, "NO_TOKEN");
  });

  it("with a bad token: TOKEN_ERROR, and never 401", async () => {
    const { readAs, writeAs, scenario } = await start(open);
    const { cookie } = await scenario("a user who is logged in");
    const bad = [
      "x",
      "a.b.c",
      "a b",
      await scenario<string>("an expired Bearer token"),
      await scenario<string>("a Bearer token", { session: "forged" }),
      cookie.slice("tpid_sec=".length),
    ];
    for (const token of bad) {
      expectCode(await readAs(token), 400, "TOKEN_ERROR");
      expectCode(await writeAs(token, GOOD), 400, "TOKEN_ERROR");
    }
  });

  it("hold a token for 500 seconds by the world's clock", async () => {
    const { readAs, scenario, world } = await start(open);
    const token = await scenario<string>("a Bearer token");
    await world.clock.advance(500_000 - 1);
    expect((await readAs(token)).status).toBe(200);
    await world.clock.advance(1);
    expectCode(await readAs(token), 400, "TOKEN_ERROR");
  });

  it("may not come from a browser: any Origin is refused before the token is looked at", async () => {
    const { readAs, writeAs } = await start(open);
    for (const token of ["standin-token", "x"]) {
      const answer = await readAs(token, { origin: ORIGIN });
      expectCode(answer, 403, "TAPP_NOT_ALLOWED");
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      expectCode(await writeAs(token, GOOD, { origin: "null" }), 403, "TAPP_NOT_ALLOWED");
    }
  });

  it("an inactive TAPP is refused once the token was read, and before its user is looked at", async () => {
    const { readAs, scenario } = await start(open);
    const gone = await scenario<{ bearer_token: string }>("a deleted account");
    expectCode(await readAs(gone.bearer_token), 410, "TPID_EXISTENCE_ERROR");
    await scenario("an inactive TAPP");
    expectCode(await readAs(gone.bearer_token), 403, "TAPP_NOT_ALLOWED");
    expectCode(await readAs("standin-token"), 403, "TAPP_NOT_ALLOWED");
    expectCode(await readAs("x"), 400, "TOKEN_ERROR");
    expectCode(await readAs("", { authorization: "Bearer" }), 400, "NO_TOKEN");
  });

  it("a tapp_id in the query is ignored, whatever it is", async () => {
    const { readAs } = await start(open);
    for (const tapp of [UNKNOWN_TAPP, "x", "", OTHER_TAPP, TAPP])
      expect((await readAs("standin-token", { tapp })).body).toEqual(NOT_FOUND);
  });

  it("a cookie beside the token is ignored", async () => {
    const { readAs, scenario } = await start(open);
    const { cookie } = await scenario("a user who gave consent", { user: "bob" });
    expect((await readAs("standin-token", { cookie })).body).toEqual(NOT_FOUND);
  });

  it("media types and bodies are refused as in a browser", async () => {
    const { readAs, writeAs } = await start(open);
    expectGeneric(await readAs("x", { accept: "text/html" }), 406, "Not Acceptable", "/netid-user-status");
    const wrongType = await writeAs("x", "{", { contentType: "application/json" });
    expectGeneric(wrongType, 415, "Unsupported Media Type", "/netid-permissions");
    expectCode(await writeAs("standin-token", "{"), 400, "JSON_PARSE_ERROR");
    expectCode(await writeAs("standin-token", ""), 400, "NO_REQUEST_BODY");
    expectCode(await writeAs("standin-token", {}), 400, "NO_PERMISSIONS");
    expectCode(await writeAs("standin-token", { iab_tc_string: "x" }), 400, "PERMISSION_PARAMETERS_ERROR");
  });
});
