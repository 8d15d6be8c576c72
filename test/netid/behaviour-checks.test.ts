import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import { expectCode, expectGeneric, FOREIGN_ORIGIN, NOT_FOUND, start, TAPP, TC, UNKNOWN_TAPP, WRITE } from "./calls.ts";

const GOOD = { idconsent: "VALID" };

overTransports("netid", "paths and methods", (open) => {
  it("an unknown path is 404 in the framework's words", async () => {
    const { read } = await start(open);
    for (const path of ["/netid-user", "/netid-user-status/", "/", "/netid-permissions/x", "/_mock/nothing"])
      expectGeneric(await read({ path, tapp: null }), 404, "Not Found", path);
  });

  it("a wrong method is 405 and says which are right", async () => {
    const { read, write } = await start(open);
    const onStatus = await write(GOOD, { path: "/netid-user-status" });
    expectGeneric(onStatus, 405, "Method Not Allowed", "/netid-user-status");
    expect(onStatus.headers.get("allow")).toBe("GET, OPTIONS");
    const onPermissions = await read({ path: "/netid-permissions", method: "DELETE" });
    expectGeneric(onPermissions, 405, "Method Not Allowed", "/netid-permissions");
    expect(onPermissions.headers.get("allow")?.split(", ").sort()).toEqual(["GET", "OPTIONS", "POST"]);
  });

  it("writes and exports take their path with a slash behind it too", async () => {
    const { write, login } = await start(open);
    await login();
    expect((await write(GOOD, { path: "/netid-permissions/" })).status).toBe(201);
  });

  it("a body beyond the limit is 413", async () => {
    const { write, login } = await start(open);
    await login();
    const body = { idconsent: "VALID", iab_tc_string: TC + "A".repeat(1024 * 1024) };
    expectGeneric(await write(body), 413, "Payload Too Large", "/netid-permissions");
  });
});

overTransports("netid", "the partner, when reading", (open) => {
  it("without a tapp_id: NO_TAPP_ID", async () => {
    const { read, login } = await start(open);
    await login();
    expectCode(await read({ tapp: null }), 400, "NO_TAPP_ID");
    expectCode(await read({ tapp: "" }), 400, "NO_TAPP_ID");
  });

  it("with a malformed one: TAPP_ERROR", async () => {
    const { read, login } = await start(open);
    await login();
    for (const tapp of ["x", TAPP.slice(1), `${TAPP}0`, TAPP.replaceAll("-", ""), `${TAPP}&q.tapp_id.eq=${TAPP}`])
      expectCode(await read({ tapp }), 400, "TAPP_ERROR");
  });

  it("a well-formed one is the same in capitals", async () => {
    const { read, login } = await start(open);
    await login();
    expect((await read({ tapp: TAPP.toUpperCase() })).body).toEqual(NOT_FOUND);
  });

  it("unknown, inactive, without an Origin or from an unregistered one: TAPP_NOT_ALLOWED", async () => {
    const { read, login, scenario } = await start(open);
    await login();
    expectCode(await read({ tapp: UNKNOWN_TAPP }), 403, "TAPP_NOT_ALLOWED");
    expectCode(await read({ origin: null }), 403, "TAPP_NOT_ALLOWED");
    expectCode(await read({ origin: FOREIGN_ORIGIN }), 403, "TAPP_NOT_ALLOWED");
    await scenario("an inactive TAPP");
    expectCode(await read(), 403, "TAPP_NOT_ALLOWED");
  });

  it("a world can be set to answer 403 to a missing and to a malformed tapp_id as well", async () => {
    const { read, login, scenario } = await start(open);
    await scenario("other behaviour", { read_tapp_codes: "forbidden" });
    await login();
    for (const tapp of [null, "", "x"]) expectCode(await read({ tapp }), 403, "TAPP_NOT_ALLOWED");
  });
});

overTransports("netid", "the partner, when writing", (open) => {
  it("whatever is wrong with it: TAPP_NOT_ALLOWED", async () => {
    const { read, write, login, scenario } = await start(open);
    await login();
    for (const tapp of [null, "", "x", UNKNOWN_TAPP]) expectCode(await write(GOOD, { tapp }), 403, "TAPP_NOT_ALLOWED");
    for (const origin of [null, FOREIGN_ORIGIN, "null", "*"])
      expectCode(await write(GOOD, { origin }), 403, "TAPP_NOT_ALLOWED");
    expect((await read()).body).toEqual(NOT_FOUND);
    await scenario("an inactive TAPP");
    expectCode(await write(GOOD), 403, "TAPP_NOT_ALLOWED");
  });
});

overTransports("netid", "the user", (open) => {
  it("without a cookie, or with an empty one: NO_TPID", async () => {
    const { read, write } = await start(open);
    for (const cookie of [null, "", "tpid_sec=", "other=1"]) {
      const sent = cookie === "other=1" ? null : cookie;
      expectCode(await read({ cookie: sent }), 400, "NO_TPID");
      expectCode(await write(GOOD, { cookie: sent }), 400, "NO_TPID");
    }
  });

  it("with a garbled, forged or expired cookie: TOKEN_ERROR", async () => {
    const { read, write, scenario } = await start(open);
    const cookies = ["x", "a.b.c.d.e", "ey..", "null", "undefined"];
    for (const name of ["a user with a forged cookie", "a user whose login has expired"])
      cookies.push((await scenario(name)).cookie);
    for (const cookie of cookies) {
      expectCode(await read({ cookie }), 400, "TOKEN_ERROR");
      expectCode(await write(GOOD, { cookie }), 400, "TOKEN_ERROR");
    }
  });

  it("with a deleted account: TPID_EXISTENCE_ERROR", async () => {
    const { read, write, scenario } = await start(open);
    const { cookie } = await scenario("a deleted account");
    expectCode(await read({ cookie }), 410, "TPID_EXISTENCE_ERROR");
    expectCode(await write(GOOD, { cookie }), 410, "TPID_EXISTENCE_ERROR");
  });

  it("a Bearer token in the cookie's place is no login", async () => {
    const { read, scenario } = await start(open);
    const { bearer_token } = await scenario("a user who is logged in");
    expectCode(await read({ cookie: bearer_token }), 400, "TOKEN_ERROR");
  });
});

overTransports("netid", "the body", (open) => {
  const bodies: readonly [string, string, readonly unknown[]][] = [
    ["missing, blank or null", "NO_REQUEST_BODY", ["", " ", "\r\n\t ", "null", " null "]],
    [
      "no JSON",
      "JSON_PARSE_ERROR",
      ["{", "idconsent=VALID", "{'idconsent':'VALID'}", '{"idconsent":"VALID"', "\u0000"],
    ],
    ["no object", "JSON_PARSE_ERROR", ["[]", "5", '"VALID"', "true", [GOOD]]],
    ["nested beyond reason", "JSON_PARSE_ERROR", [`{"idconsent":${"[".repeat(5000)}${"]".repeat(5000)}}`]],
    ["setting nothing", "NO_PERMISSIONS", [{}, { idconsent: null }, { idconsent: null, iab_tc_string: null }]],
    [
      "with an unknown member",
      "PERMISSION_PARAMETERS_ERROR",
      [
        { ...GOOD, foo: 1 },
        { foo: null },
        { datashare: "VALID" },
        { identification: true },
        { tc: TC },
        { IDCONSENT: "VALID" },
        { idconsent: null, constructor: 1 },
      ],
    ],
    [
      "with a wrong consent",
      "PERMISSION_PARAMETERS_ERROR",
      ["valid", "", "GIVEN", true, 1, ["VALID"], {}].map((idconsent) => ({ idconsent })),
    ],
    [
      "with a wrong TC string",
      "PERMISSION_PARAMETERS_ERROR",
      ["", "x", 5, false, [TC], {}].map((iab_tc_string) => ({ idconsent: "VALID", iab_tc_string })),
    ],
  ];
  it.each(bodies)("%s: %s", async (_what, code, wrong) => {
    const { read, write, login } = await start(open);
    await login();
    for (const body of wrong) expectCode(await write(body), 400, code);
    expect((await read()).body).toEqual(NOT_FOUND);
  });

  it("a null member counts as absent", async () => {
    const { write, login } = await start(open);
    await login();
    expect((await write({ idconsent: "VALID", iab_tc_string: null })).status).toBe(201);
  });
});

overTransports("netid", "the order of checks", (open) => {
  it("runs from path to body: as each fault is mended, the next one answers", async () => {
    const { write, login, scenario } = await start(open);
    const all = { tapp: UNKNOWN_TAPP, cookie: "garbled", accept: "text/html", contentType: "text/plain" };
    expect((await write("{", { ...all, path: "/nowhere" })).status).toBe(404);
    expect((await write("{", { ...all, path: "/netid-user-status" })).status).toBe(405);
    expect((await write("{", all)).status).toBe(406);
    expect((await write("{", { ...all, accept: WRITE })).status).toBe(415);
    const { accept: _accept, contentType: _contentType, ...rest } = all;
    expectCode(await write("{", rest), 403, "TAPP_NOT_ALLOWED");
    expectCode(await write("{", { cookie: "garbled" }), 400, "TOKEN_ERROR");
    expectCode(await write("{", { cookie: null }), 400, "NO_TPID");
    const { cookie } = await scenario("a deleted account");
    expectCode(await write("{", { cookie }), 410, "TPID_EXISTENCE_ERROR");
    await login();
    expectCode(await write("{"), 400, "JSON_PARSE_ERROR");
    expect((await write(GOOD)).status).toBe(201);
  });

  it("a read looks at Accept first, at the partner next and at the user last", async () => {
    const { read } = await start(open);
    expect((await read({ tapp: null, cookie: "garbled", accept: "text/html" })).status).toBe(406);
    expectCode(await read({ tapp: null, cookie: "garbled" }), 400, "NO_TAPP_ID");
    expectCode(await read({ tapp: "x", cookie: "garbled" }), 400, "TAPP_ERROR");
    expectCode(await read({ cookie: "garbled", origin: FOREIGN_ORIGIN }), 403, "TAPP_NOT_ALLOWED");
    expectCode(await read({ cookie: "garbled" }), 400, "TOKEN_ERROR");
  });

  it("any of tapp_id, Origin and cookie makes a browser of the caller, nothing of them a server", async () => {
    const { read } = await start(open);
    const none = { tapp: null, origin: null, cookie: null };
    expectCode(await read(none), 400, "NO_TOKEN");
    expectCode(await read({ ...none, tapp: "" }), 400, "NO_TAPP_ID");
    expectCode(await read({ ...none, tapp: TAPP }), 403, "TAPP_NOT_ALLOWED");
    expectCode(await read({ ...none, origin: "http://localhost" }), 400, "NO_TAPP_ID");
    expectCode(await read({ ...none, cookie: "x" }), 400, "NO_TAPP_ID");
  });
});

overTransports("netid", "a refusal", (open) => {
  it("repeats its status in the body, for scripts that look there", async () => {
    const { read } = await start(open);
    expect((await read()).body).toMatchObject({ status: 400 });
    expect((await read({ origin: null })).body).toMatchObject({ status: 403 });
  });

  it("is JSON whatever was asked for, and has no identifiers to read by mistake", async () => {
    const { write } = await start(open);
    const { headers, body } = await write(GOOD, { accept: WRITE });
    expect(headers.get("content-type")).toBe("application/json");
    expect(body).not.toHaveProperty("subject_identifiers");
  });

  it("can be brought about by a fault, with the code that the spec shows", async () => {
    const { read, write, login, world, standin } = await start(open);
    const [provider] = standin.providers;
    if (provider === undefined) throw new Error("no provider runs");
    await login();
    for (const [status, code] of [
      [400, "NO_TPID"],
      [403, "TAPP_NOT_ALLOWED"],
      [410, "TPID_EXISTENCE_ERROR"],
    ] as const) {
      await world.faults.add({
        match: { provider: "netid", operation: "readStatus" },
        when: { first: 1 },
        effect: { status },
      });
      expectCode(await read(), status, code);
    }
    expect((await read()).status).toBe(200);
    await world.faults.add({
      match: { provider: "netid", operation: "writePermissions" },
      when: { first: 1 },
      effect: { status: 500 },
    });
    expect((await write(GOOD)).status).toBe(500);
    expect((await read()).body).toEqual(NOT_FOUND);
  });
});
