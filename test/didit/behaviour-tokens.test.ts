import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import {
  ALICE,
  BAD_CREDENTIALS,
  BASIC,
  DENIED,
  expectRefusal,
  MINUTE_MS,
  NO_CREDENTIALS,
  NOT_FOUND,
  ofTransfer,
  refusalAt,
  START,
  start,
  UNKNOWN_ID,
} from "./calls.ts";

const FORM = { authorization: BASIC, "content-type": "application/x-www-form-urlencoded" };
const JSON_BODY = { authorization: BASIC, "content-type": "application/json" };
const GRANT = "grant_type=client_credentials";
const CLIENT_TOKEN = {
  iss: "https://didit.me",
  iat: 1704067200,
  sub: "00000000-0000-4000-8000-00000000000a",
  client_id: "standin-client",
  organization_id: "standin-org",
  expires_in: 86400,
  exp: 1704153600,
  access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
};

overTransports("didit", "client tokens", (open) => {
  it("id and secret of an application buy a token, by a form or by JSON, with the last slash or without", async () => {
    const { ask } = await start(open);
    for (const path of ["/auth/v2/token/", "/auth/v2/token"])
      for (const [headers, body] of [
        [FORM, GRANT],
        [JSON_BODY, '{"grant_type":"client_credentials"}'],
      ] as const) {
        const answer = await ask("POST", path, { headers, body });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual(CLIENT_TOKEN);
        expect(answer.headers.get("cache-control")).toBe("no-store");
      }
  });

  it("a token says which application it is for, and no token type", async () => {
    const { ask } = await start(open);
    const { body } = await ask("POST", "/auth/v2/token/", { headers: FORM, body: GRANT });
    expect(Object.keys(body as object).sort()).toEqual(Object.keys(CLIENT_TOKEN).sort());
  });

  it("whatever is wrong with the client, the answer is the same 401 that asks for Basic", async () => {
    const { ask, run } = await start(open);
    await run("an application", { client_id: "closed", active: false });
    const wrong = [
      {},
      { authorization: "Basic" },
      { authorization: "Basic !!!" },
      { authorization: `Basic ${btoa("no colon")}` },
      { authorization: `Basic ${btoa(":standin-secret")}` },
      { authorization: `Basic ${btoa("standin-client:guess")}` },
      { authorization: `Basic ${btoa("unknown:standin-secret")}` },
      { authorization: `Basic ${btoa("closed:standin-secret")}` },
      { authorization: "Bearer standin-secret" },
    ];
    for (const headers of wrong) {
      const answer = await ask("POST", "/auth/v2/token/", {
        headers: { "content-type": FORM["content-type"], ...headers },
        token: null,
        body: GRANT,
      });
      expect([answer.status, answer.body], JSON.stringify(headers)).toEqual([401, { error: "invalid_client" }]);
      expect(answer.headers.get("www-authenticate")).toBe('Basic realm="didit"');
    }
  });

  it("a secret in the body does not count", async () => {
    const { ask } = await start(open);
    const body = `${GRANT}&client_id=standin-client&client_secret=standin-secret`;
    const headers = { "content-type": FORM["content-type"] };
    await expectRefusal(ask("POST", "/auth/v2/token/", { headers, token: null, body }), 401, {
      error: "invalid_client",
    });
  });

  it("a request that cannot be read, or does not name one grant, is invalid", async () => {
    const { ask } = await start(open);
    const wrong: [Record<string, string>, string | undefined][] = [
      [FORM, "scope=x"],
      [FORM, "grant_type="],
      [FORM, `${GRANT}&${GRANT}`],
      [{ authorization: BASIC }, undefined],
      [JSON_BODY, "{"],
      [JSON_BODY, "[]"],
      [JSON_BODY, "{}"],
      [JSON_BODY, '{"grant_type":["client_credentials"]}'],
      [{ authorization: BASIC, "content-type": "text/plain" }, GRANT],
    ];
    for (const [headers, body] of wrong)
      await expectRefusal(ask("POST", "/auth/v2/token/", { headers, ...(body !== undefined && { body }) }), 400, {
        error: "invalid_request",
      });
  });

  it("the body is read before the client is looked at, and the client before the grant", async () => {
    const { ask } = await start(open);
    const stranger = { authorization: `Basic ${btoa("unknown:x")}` };
    const post = (headers: Record<string, string>, body: string) => ask("POST", "/auth/v2/token/", { headers, body });
    await expectRefusal(post({ ...stranger, "content-type": "application/json" }, "{"), 400, {
      error: "invalid_request",
    });
    await expectRefusal(post({ ...stranger, "content-type": "text/plain" }, "x"), 400, { error: "invalid_request" });
    await expectRefusal(post({ ...FORM, ...stranger }, "grant_type=password"), 401, { error: "invalid_client" });
    await expectRefusal(post({ ...FORM, ...stranger }, ""), 401, { error: "invalid_client" });
  });

  it("other grants are not offered, and an application may be barred from this one", async () => {
    const { ask, run } = await start(open);
    for (const grant of ["password", "authorization_code", "refresh_token"])
      await expectRefusal(ask("POST", "/auth/v2/token/", { headers: FORM, body: `grant_type=${grant}` }), 400, {
        error: "unsupported_grant_type",
      });
    await run("an application", { client_id: "barred", client_credentials: false });
    const headers = { ...FORM, authorization: `Basic ${btoa("barred:standin-secret")}` };
    await expectRefusal(ask("POST", "/auth/v2/token/", { headers, body: GRANT }), 400, {
      error: "unauthorized_client",
    });
  });

  it("a token lives a day by the world's clock, and is refused from the second of its end", async () => {
    const { ask, world } = await start(open);
    const status = async () => (await ask("GET", `/auth/v2/session/${UNKNOWN_ID}/decision/`)).status;
    await world.clock.advance(86_400_000 - 1);
    expect(await status()).toBe(404);
    await world.clock.advance(1);
    await expectRefusal(ask("GET", `/auth/v2/session/${UNKNOWN_ID}/decision/`), 401, ofTransfer(BAD_CREDENTIALS));
  });

  it("a new token does not revoke older ones", async () => {
    const { fetchToken, world, ask, token } = await start(open);
    await world.clock.advance(1000);
    const second = await fetchToken();
    expect(second).not.toBe(token);
    for (const each of [token, second])
      expect((await ask("POST", "/v1/session/", { body: {}, token: each })).status).toBe(201);
  });

  it("a token of another world leads there, wherever it is sent", async () => {
    const { standin, ask } = await start(open);
    const elsewhere = await standin.world("elsewhere");
    const { access_token } = (await elsewhere.scenario("didit", "a client token")) as { access_token: string };
    expect((await ask("POST", "/v1/session/", { body: {}, token: access_token })).status).toBe(201);
    expect(elsewhere.journal.size).toBe(1);
  });

  it("any credentials are taken where that was asked for", async () => {
    const { ask, fetchToken, create, fetch } = await start(open, { acceptAnyCredentials: true });
    const token = await fetchToken("made-up", "secret");
    expect((await ask("POST", "/v1/session/", { body: {}, token })).status).toBe(201);
    expect((await ask("POST", "/v1/session/", { body: {}, token: "made-up" })).status).toBe(201);
    const { body } = await ask("POST", "/auth/v2/session/", { body: { scope: "email" }, token: "made-up" });
    const { session_id } = body as { session_id: string };
    expect((await ask("GET", `/auth/v2/session/${session_id}/information`, { token: "anybody" })).status).toBe(200);
    // Whom we know stays as they are.
    const known = await create({ scope: "email" }, { token: await fetchToken("standin-client", "any secret") });
    expect(await (await fetch(`/authorize/${known.session_token}`)).text()).toContain("Standin asks for your data");
  });
});

/** Every operation that needs a bearer token. */
const GUARDED = [
  ["POST", "/auth/v2/session/"],
  ["GET", `/auth/v2/session/${UNKNOWN_ID}/status/`],
  ["GET", `/auth/v2/session/${UNKNOWN_ID}/decision/`],
  ["GET", `/auth/v2/session/${UNKNOWN_ID}/information`],
  ["POST", `/auth/v2/session/${UNKNOWN_ID}/update`],
  ["POST", "/v1/session/"],
  ["GET", `/v1/session/${UNKNOWN_ID}/decision/`],
  ["PATCH", `/v1/session/${UNKNOWN_ID}/update-status/`],
  ["GET", `/v1/session/${UNKNOWN_ID}/generate-pdf/`],
] as const;

overTransports("didit", "credentials", (open) => {
  it("without a bearer token every guarded operation says that credentials are missing", async () => {
    const { ask } = await start(open);
    for (const [method, path] of GUARDED)
      for (const headers of [{}, { authorization: BASIC }, { authorization: "Token x" }]) {
        const answer = await ask(method, path, { token: null, headers });
        expect([answer.status, answer.body], path).toEqual([401, refusalAt(path, NO_CREDENTIALS)]);
        expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      }
  });

  it("an unknown or expired token is reported as wrong", async () => {
    const { ask, run, token } = await start(open);
    const { access_token: expired } = await run("an expired client token");
    for (const [method, path] of GUARDED)
      for (const wrong of ["guess", "", `${token}x`, expired ?? ""]) {
        const answer = await ask(method, path, { token: wrong });
        expect([answer.status, answer.body], `${path} ${wrong}`).toEqual([401, refusalAt(path, BAD_CREDENTIALS)]);
        expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      }
  });

  it("tokens of a disabled application are refused", async () => {
    const { ask, run } = await start(open);
    await run("an application", { active: false });
    await expectRefusal(ask("POST", "/v1/session/", { body: {} }), 401, BAD_CREDENTIALS);
  });

  it("the app's operations take no client token, and the backend's take none of the app", async () => {
    const { ask, token } = await start(open);
    for (const [method, path] of GUARDED) {
      const isApp = /information|update$/.test(path);
      await expectRefusal(ask(method, path, { token: isApp ? token : ALICE }), 403, refusalAt(path, DENIED));
    }
  });

  it("a session of another application is not found by any of its operations", async () => {
    const { ask, create, verify, addApplication } = await start(open);
    const token = await addApplication();
    const { session_id, session_token } = await create();
    const { session_id: verificationId } = await verify();
    const headers = { "data-session-token": session_token };
    for (const [method, path, body] of [
      ["GET", `/auth/v2/session/${session_id}/status/`],
      ["GET", `/auth/v2/session/${session_id}/decision/`],
      ["GET", `/v1/session/${verificationId}/decision/`],
      ["PATCH", `/v1/session/${verificationId}/update-status/`, { new_status: "Approved" }],
      ["GET", `/v1/session/${verificationId}/generate-pdf/`],
    ] as const)
      await expectRefusal(ask(method, path, { token, headers, body }), 404, refusalAt(path, NOT_FOUND));
  });

  it("a session of one product is none of the other's", async () => {
    const { ask, create, verify } = await start(open);
    const [{ session_id }, { session_id: verificationId }] = [await create(), await verify()];
    await expectRefusal(ask("GET", `/v1/session/${session_id}/decision/`), 404, NOT_FOUND);
    await expectRefusal(ask("GET", `/auth/v2/session/${verificationId}/decision/`), 404, ofTransfer(NOT_FOUND));
  });

  it("an application with a limit is told to wait", async () => {
    const applications = [{ client_id: "standin-client", rate_limit_per_minute: 2 }];
    const { ask, world } = await start(open, { seeds: { didit: { applications } } });
    expect((await ask("POST", "/v1/session/", { body: {} })).status).toBe(201);
    await world.clock.advance(MINUTE_MS / 2);
    const answer = await ask("POST", "/v1/session/", { body: {} });
    expect(answer.status).toBe(429);
    expect(answer.body).toEqual({ detail: "Request was throttled. Expected available in 30 seconds." });
    expect(answer.headers.get("retry-after")).toBe("30");
    await world.clock.advance(MINUTE_MS / 2);
    expect((await ask("POST", "/v1/session/", { body: {} })).status).toBe(201);
  });
});

const NO_IDS = [
  "abc",
  "1",
  UNKNOWN_ID.toUpperCase().replaceAll("0", "A"),
  UNKNOWN_ID.replaceAll("-", ""),
  `${UNKNOWN_ID}0`,
];

overTransports("didit", "routing", (open) => {
  it("of a verification only a lower-case hyphenated UUID is an id; anything else is an unknown page, before credentials", async () => {
    const { ask } = await start(open);
    for (const [method, path] of GUARDED.filter(([, each]) => each.startsWith("/v1/") && each.includes(UNKNOWN_ID)))
      for (const id of NO_IDS)
        for (const token of [undefined, null]) {
          const answer = await ask(method, path.replace(UNKNOWN_ID, id), token === null ? { token } : {});
          expect([answer.status, answer.headers.get("content-type")], id).toEqual([404, "text/html; charset=utf-8"]);
          expect(answer.text).toContain("<h1>Not Found</h1>");
        }
  });

  it("data transfer looks any id up, once the credentials are good", async () => {
    const { ask } = await start(open);
    for (const id of NO_IDS) {
      const path = `/auth/v2/session/${id}`;
      await expectRefusal(ask("GET", `${path}/decision/`), 404, ofTransfer(NOT_FOUND));
      await expectRefusal(ask("GET", `${path}/information`, { token: ALICE }), 404, ofTransfer(NOT_FOUND));
      await expectRefusal(ask("GET", `${path}/decision/`, { token: null }), 401, ofTransfer(NO_CREDENTIALS));
    }
    await expectRefusal(ask("GET", "/auth/v2/session/%E0%A4/decision/"), 404, ofTransfer(NOT_FOUND));
  });

  it("an unknown path is an unknown page", async () => {
    const { ask } = await start(open);
    for (const path of ["/", "/auth/v2", "/auth/v3/session/", "/v4/session/", "/session/", "/authorize/a/b"]) {
      const answer = await ask("GET", path, { token: null });
      expect([answer.status, answer.headers.get("content-type")], path).toEqual([404, "text/html; charset=utf-8"]);
    }
  });

  it("some paths answer with and without the last slash", async () => {
    const { ask, create } = await start(open);
    for (const path of ["/auth/v2/session", "/auth/v2/session/"])
      expect((await ask("POST", path, { body: { scope: "email" } })).status).toBe(201);
    for (const path of ["/v1/session", "/v1/session/"])
      expect((await ask("POST", path, { body: {} })).status).toBe(201);
    for (const slash of ["", "/"]) {
      const { session_id } = await create();
      const path = `/auth/v2/session/${session_id}`;
      expect((await ask("GET", `${path}/information${slash}`, { token: ALICE })).status).toBe(200);
      expect((await ask("POST", `${path}/update${slash}`, { token: ALICE, body: {} })).status).toBe(200);
    }
  });

  it("the others lead from the path without the slash to the one with it, query included, before credentials", async () => {
    const { ask, baseUrl } = await start(open);
    for (const path of [
      `/auth/v2/session/${UNKNOWN_ID}/status`,
      `/auth/v2/session/${UNKNOWN_ID}/decision`,
      `/v1/session/${UNKNOWN_ID}/decision`,
      `/v1/session/${UNKNOWN_ID}/update-status`,
      `/v1/session/${UNKNOWN_ID}/generate-pdf`,
    ]) {
      const { status, headers } = await ask("GET", `${path}?a=1`, { token: null });
      expect([status, headers.get("location")]).toEqual([301, `${new URL(baseUrl).pathname}${path}/?a=1`]);
    }
  });

  it("following such a redirect leads to the decision", async () => {
    const { send, baseUrl, create, ask, token } = await start(open);
    const { session_id } = await create();
    const { headers } = await ask("GET", `/auth/v2/session/${session_id}/decision`);
    const response = await send(new URL(headers.get("location") ?? "", baseUrl).href, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({ session_id, status: "Initialized" });
  });

  it("a wrong method names the methods there are, once the credentials are good", async () => {
    const { ask } = await start(open);
    const wrong = await ask("PUT", "/auth/v2/session/");
    expect([wrong.status, wrong.body]).toEqual([405, ofTransfer({ detail: 'Method "PUT" not allowed.' })]);
    expect(wrong.headers.get("allow")).toBe("POST");
    expect((await ask("POST", `/v1/session/${UNKNOWN_ID}/decision/`)).headers.get("allow")).toBe("GET, HEAD");
    expect((await ask("POST", `/auth/v2/session/${UNKNOWN_ID}/status/`)).headers.get("allow")).toBe("GET, HEAD");
    expect((await ask("POST", `/auth/v2/session/${UNKNOWN_ID}/information`, { token: ALICE })).status).toBe(405);
    await expectRefusal(ask("PUT", "/auth/v2/session/", { token: null }), 401, ofTransfer(NO_CREDENTIALS));
    await expectRefusal(ask("PUT", "/v1/session", { token: "guess" }), 401, BAD_CREDENTIALS);
    expect((await ask("GET", "/auth/v2/token/", { token: null })).status).toBe(405);
    expect((await ask("POST", "/session/anything", { token: null })).status).toBe(405);
  });

  it("browsers get no leave to call", async () => {
    const { ask } = await start(open);
    const { headers, status } = await ask("OPTIONS", "/auth/v2/session/", { headers: { origin: "https://a.example" } });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([405, null]);
    const { headers: more } = await ask("POST", "/v1/session/", { body: {}, headers: { origin: "https://a.example" } });
    expect(more.get("access-control-allow-origin")).toBeNull();
  });

  it("no reply carries an ETag, and none asks for another Accept", async () => {
    const { ask, create } = await start(open);
    const { session_id } = await create();
    for (const accept of ["application/pdf", "text/html", "image/*"]) {
      const { status, headers } = await ask("GET", `/auth/v2/session/${session_id}/decision/`, { headers: { accept } });
      expect([status, headers.get("etag")]).toEqual([200, null]);
    }
  });

  it("a GET may name JSON as the type of a body it does not have", async () => {
    const { ask, create } = await start(open);
    const { session_id } = await create();
    const headers = { "content-type": "application/json" };
    expect((await ask("GET", `/auth/v2/session/${session_id}/decision/`, { headers })).status).toBe(200);
    expect((await ask("GET", `/auth/v2/session/${session_id}/information`, { headers, token: ALICE })).status).toBe(
      200,
    );
  });

  it("what is wrong is found in this order: credentials, media type, syntax, session, fields, state", async () => {
    const { ask, verify } = await start(open);
    const { session_id } = await verify();
    const at = (id: string, headers: Record<string, string>, body: string, token?: null) =>
      ask("PATCH", `/v1/session/${id}/update-status/`, { headers, body, ...(token === null && { token }) });
    const json = { "content-type": "application/json" };
    const text = { "content-type": "text/plain" };
    expect((await at(UNKNOWN_ID, text, "{", null)).status).toBe(401);
    await expectRefusal(at(UNKNOWN_ID, text, "{"), 415, { detail: 'Unsupported media type "text/plain" in request.' });
    const broken = await at(UNKNOWN_ID, json, "{");
    expect([broken.status, broken.body]).toEqual([400, { detail: expect.stringMatching(/^JSON parse error - ./) }]);
    await expectRefusal(at(UNKNOWN_ID, json, "{}"), 404, NOT_FOUND);
    await expectRefusal(at(session_id, json, "{}"), 400, { new_status: ["This field is required."] });
    await expectRefusal(at(session_id, json, '{"new_status":"Approved"}'), 400, {
      new_status: ['The session cannot change from "Not Started" to "Approved".'],
    });
  });

  it("a body over the limit is refused", async () => {
    const { ask } = await start(open);
    const { status, body } = await ask("POST", "/v1/session/", { body: { vendor_data: "x".repeat(1024 * 1024) } });
    expect([status, Object.keys(body as object)]).toEqual([413, ["detail"]]);
  });

  it("a path whose percent-encoding is broken is an unknown page", async () => {
    const { ask } = await start(open);
    const { status, headers } = await ask("GET", "/authorize/%E0%A4", { token: null });
    expect([status, headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  });

  it("a refusal of data transfer has its sentence as message as well; other refusals have no message", async () => {
    const { ask, create } = await start(open);
    const { session_id } = await create();
    const transfer = [
      await ask("POST", "/auth/v2/session/", { token: null, body: {} }),
      await ask("POST", "/auth/v2/session/", { token: "guess", body: {} }),
      await ask("POST", "/auth/v2/session/", { token: ALICE, body: {} }),
      await ask("POST", "/auth/v2/session/", { body: "{" }),
      await ask("POST", "/auth/v2/session/", { body: { vendor_data: "x".repeat(1024 * 1024) } }),
      await ask("PUT", "/auth/v2/session/"),
      await ask("GET", `/auth/v2/session/${UNKNOWN_ID}/decision/`),
      await ask("GET", "/auth/v2/session/your-session-id/decision/"),
      await ask("GET", `/auth/v2/session/${session_id}/status/`),
      await ask("POST", `/auth/v2/session/${session_id}/update`, { token: ALICE, body: {} }),
    ];
    for (const { status, body } of transfer) {
      expect(status).toBeGreaterThanOrEqual(400);
      const { detail } = body as { detail: string };
      expect(body).toEqual({ detail: expect.stringMatching(/./), message: detail });
    }
    const others = [
      await ask("POST", "/auth/v2/token/", { token: null, body: {} }),
      await ask("POST", "/auth/v2/session/", { body: {} }),
      await ask("POST", "/auth/v2/session/", { body: "[]" }),
      await ask("POST", "/v1/session/", { token: null, body: {} }),
      await ask("POST", "/v1/session/", { body: "{" }),
      await ask("GET", `/v1/session/${UNKNOWN_ID}/decision/`),
      await ask("PUT", "/v1/session/"),
    ];
    for (const { status, body } of others) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body).not.toHaveProperty("message");
    }
  });

  it("the date of a reply is the world's", async () => {
    const { ask } = await start(open);
    const { headers } = await ask("GET", `/auth/v2/session/${UNKNOWN_ID}/decision/`);
    expect(headers.get("date")).toBe(new Date(START).toUTCString());
  });
});
