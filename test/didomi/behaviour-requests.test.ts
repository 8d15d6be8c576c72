import { expect, it } from "vitest";
import { signToken } from "#engine/kit/tokens.ts";
import { overTransports } from "../support/transports.ts";
import {
  type Answer,
  expectRefusal,
  FORBIDDEN,
  NOT_AUTHENTICATED,
  ORGANIZATION,
  problem,
  START,
  sendToHost,
  start,
  USER_ID,
} from "./calls.ts";

const NO_ORGANIZATION = problem(400, "BadRequest", expect.stringContaining("organization_id"));
const without = { organization_id: undefined };
const EVENT = { user: { organization_user_id: USER_ID }, consents: {} };

overTransports("didomi", "addresses", (open) => {
  it("every tier 1 call works on both hosts and under both prefixes, against one state", async () => {
    const didomi = await start(open);
    let version = 0;
    for (const host of ["api.didomi.io", "api.privacy-center.org"])
      for (const prefix of ["", "/v1"]) {
        const call = async (method: string, path: string, token: string, body?: object) => {
          const headers = { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) };
          const sent = { method, host, headers, ...(body && { body: JSON.stringify(body) }) };
          const answer = await sendToHost(didomi, prefix + path, sent);
          expect(answer.status).toBe(200);
          return answer.body as Record<string, never>;
        };
        const signIn = { type: "api-key", key: "standin-key", secret: "standin-secret" };
        const { access_token = "" } = await call("POST", "/sessions", "", signIn);
        const ids = { organization_id: ORGANIZATION, organization_user_id: USER_ID };
        const { id_token = "" } = await call("POST", "/consents/tokens", access_token, ids);
        await call("POST", "/consents/events", id_token, { consents: {} });
        version += 1;
        const query = `?organization_id=${ORGANIZATION}`;
        expect(await call("GET", `/consents/users${query}`, access_token)).toMatchObject({ data: [{ version }] });
      }
  });

  it("the requests of the vendor's samples work as they are sent", async () => {
    const { fetch } = await start(open);
    const post = async (path: string, body: object, token?: string) => {
      const response = await fetch(path, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "*/*",
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toMatch(/^application\/json/);
      return (await response.json()) as Record<string, string>;
    };
    const session = await post("/v1/sessions", { type: "api-key", key: "standin-key", secret: "standin-secret" });
    const token = session["access_token"];
    const organization_id = ORGANIZATION;
    const encoded = ORGANIZATION.replace("-", "%2D");
    const event = await post(
      `/v1/consents/events?organization_id=${encoded}`,
      {
        organization_id,
        user: { organization_user_id: USER_ID },
        consents: { purposes: [{ id: "purpose_id", enabled: true }] },
      },
      token,
    );
    expect(event).toMatchObject({ status: "confirmed", user: { organization_user_id: USER_ID } });
    const first = await post(
      `/v1/consents/tokens?organization_id=${encoded}`,
      { organization_id, organization_user_id: USER_ID, lifetime: 3600 },
      token,
    );
    expect(first).toMatchObject({ lifetime: 3600, id_token: expect.any(String) });
    const second = await post(
      `/consents/tokens?organization_id=${organization_id}`,
      {
        organization_id,
        organization_user_id: USER_ID,
        permissions: ["write"],
        validations: { email: { enabled: true, approval: true } },
      },
      token,
    );
    expect(second).toMatchObject({ lifetime: 900, permissions: ["write"] });
  });

  it("an unknown path answers 404 and a known one with another method 405", async () => {
    const { ask } = await start(open);
    const unknown = problem(404, "NotFound", "Page not found");
    for (const path of ["/", "/consents", "/consents/user", "/v2/sessions", "/metadata/purposes"])
      await expectRefusal(ask("GET", path, { token: null }), unknown);
    const wrong = problem(405, "MethodNotAllowed", "Method not allowed");
    await expectRefusal(ask("PUT", "/consents/users", { token: null, body: {} }), wrong);
    await expectRefusal(ask("GET", "/sessions", { token: null }), wrong);
    const { headers } = await ask("DELETE", "/consents/users", { token: null });
    expect(headers.get("allow")?.split(", ").sort()).toEqual(["GET", "POST"]);
  });

  it("a path that cannot be decoded is refused", async () => {
    const { ask } = await start(open);
    await expectRefusal(ask("GET", "/consents/users/%zz"), problem(400, "BadRequest", "Failed to decode param '%zz'"));
  });

  it("any web page may read every answer, and a preflight is granted", async () => {
    const { ask, fetch } = await start(open);
    const answers: Answer[] = [
      await ask("GET", "/consents/users"),
      await ask("GET", "/consents/users", { token: null }),
      await ask("GET", "/nowhere"),
      await ask("PUT", "/sessions", { body: {} }),
      await ask("POST", "/sessions", { body: "{" }),
    ];
    for (const { headers } of answers) expect(headers.get("access-control-allow-origin")).toBe("*");
    const preflight = await fetch("/consents/events", {
      method: "OPTIONS",
      headers: {
        origin: "https://shop.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization, content-type");
  });
});

overTransports("didomi", "credentials", (open) => {
  it("no token, a broken one, one with a foreign signature: always the same 401", async () => {
    const { ask, token } = await start(open);
    const [header, payload, signature] = token.split(".");
    const claims = { type: "api-key", organization_id: ORGANIZATION, exp: Date.parse(START) / 1000 + 60 };
    const none = { authorization: "" };
    for (const headers of [
      none,
      { authorization: token },
      { authorization: `Basic ${token}` },
      { authorization: "Bearer" },
      { authorization: "Bearer a.b.c" },
      { authorization: `Bearer ${header}.${payload}` },
      { authorization: `Bearer ${header}.${payload}.${signature?.slice(1)}x` },
      { authorization: `Bearer ${await signToken(claims, "guessed")}` },
      { authorization: `Bearer eyJhbGciOiJub25lIn0.${payload}.` },
    ])
      await expectRefusal(ask("GET", "/consents/users", { token: null, headers }), NOT_AUTHENTICATED);
    await expectRefusal(ask("POST", "/consents/events", { token: null, body: EVENT }), NOT_AUTHENTICATED);
  });

  it("a cursor is no token", async () => {
    const { ask, users, world } = await start(open);
    await world.scenario("didomi", "many users", { count: 101 });
    const { cursor } = await users();
    await expectRefusal(ask("GET", "/consents/users", { token: cursor }), NOT_AUTHENTICATED);
  });

  it("the scheme of the header may be written in any case", async () => {
    const { ask, token } = await start(open);
    const headers = { authorization: `bearer ${token}` };
    expect((await ask("GET", "/consents/users", { token: null, headers })).status).toBe(200);
  });
});

overTransports("didomi", "the organization of a request", (open) => {
  it("comes from the query, or from the body of a POST", async () => {
    const { ask } = await start(open);
    const body = { ...EVENT, organization_id: ORGANIZATION };
    expect((await ask("POST", "/consents/events", { body, query: without })).status).toBe(200);
    expect((await ask("POST", "/consents/events", { body })).status).toBe(200);
    expect(
      (await ask("POST", "/consents/users", { body: { organization_id: ORGANIZATION }, query: without })).status,
    ).toBe(200);
    const file = "data:image/png;base64,QUJD";
    const proof = { organization_id: ORGANIZATION, file };
    expect((await ask("POST", "/consents/proofs", { body: proof, query: without })).status).toBe(200);
  });

  it("is not taken from the body of a PATCH", async () => {
    const { ask, record } = await start(open);
    const { user } = await record({});
    const body = { organization_id: ORGANIZATION };
    await expectRefusal(ask("PATCH", `/consents/users/${user.id}`, { body, query: without }), NO_ORGANIZATION);
  });

  it("is required with an organization token", async () => {
    const { ask } = await start(open);
    const calls: [string, string, object?][] = [
      ["GET", "/consents/users"],
      ["POST", "/consents/users", {}],
      ["GET", "/consents/users/x"],
      ["PATCH", "/consents/users/x", {}],
      ["DELETE", "/consents/users/x"],
      ["GET", "/consents/events"],
      ["POST", "/consents/events", EVENT],
      ["DELETE", "/consents/events"],
      ["GET", "/consents/events/x"],
      ["PATCH", "/consents/events/x", {}],
      ["DELETE", "/consents/events/x"],
      ["POST", "/consents/proofs", {}],
      ["GET", "/consents/proofs/x"],
    ];
    for (const [method, path, body] of calls) {
      await expectRefusal(ask(method, path, { body, query: without }), NO_ORGANIZATION);
      await expectRefusal(ask(method, path, { body, query: { organization_id: "" } }), NO_ORGANIZATION);
    }
  });

  it("may not be named twice and differently", async () => {
    const { ask } = await start(open);
    const body = { ...EVENT, organization_id: "other" };
    await expectRefusal(ask("POST", "/consents/events", { body }), NO_ORGANIZATION);
    await expectRefusal(
      ask("POST", "/consents/tokens", { body: { organization_id: "other", organization_user_id: USER_ID } }),
      NO_ORGANIZATION,
    );
    const query = { organization_id: [ORGANIZATION, ORGANIZATION] };
    await expectRefusal(ask("GET", "/consents/users", { query }), NO_ORGANIZATION);
  });

  it("must be the one of the token, of either kind", async () => {
    const { ask, mint } = await start(open);
    const query = { organization_id: "other" };
    for (const token of [undefined, await mint(USER_ID)])
      await expectRefusal(ask("GET", "/consents/users", { query, ...(token !== undefined && { token }) }), FORBIDDEN);
    await expectRefusal(
      ask("POST", "/consents/tokens", {
        query: without,
        body: { organization_id: "other", organization_user_id: USER_ID },
      }),
      FORBIDDEN,
    );
  });

  it("what is wrong with a request is said in order: token, organization, body, record, conflict", async () => {
    const { ask, mint, record } = await start(open);
    await record({ id: "taken" });
    const bad = { consents: 5 };
    const path = "/consents/events/unknown";
    const patch = (options: object) => ask("PATCH", path, { body: bad, query: { user_id: "u" }, ...options });
    const other = { organization_id: "other", user_id: "u" };
    await expectRefusal(patch({ token: "bad", query: other }), NOT_AUTHENTICATED);
    await expectRefusal(patch({ token: await mint(USER_ID), query: other }), FORBIDDEN);
    await expectRefusal(patch({ query: { ...without, user_id: "u" } }), NO_ORGANIZATION);
    await expectRefusal(patch({ query: other }), FORBIDDEN);
    await expectRefusal(patch({}), problem(400, "BadRequest", expect.stringContaining("consents")));
    await expectRefusal(patch({ body: {} }), problem(404, "NotFound"));
    const event = { ...EVENT, id: "taken", created_at: "2023-02-30" };
    await expectRefusal(ask("POST", "/consents/events", { body: event }), problem(400, "BadRequest"));
  });
});

overTransports("didomi", "bodies", (open) => {
  it("what is not JSON is refused, also where a session is opened", async () => {
    const { ask } = await start(open);
    for (const body of ["{", "", "nonsense", '{"a":1}}', `{"__proto__":{}}`, "[".repeat(200) + "]".repeat(200)])
      for (const path of ["/sessions", "/consents/events", "/consents/tokens", "/consents/users"])
        await expectRefusal(ask("POST", path, { body }), problem(400, "BadRequest"));
  });

  it("a body that cannot be read is said to be so, before its organization is missed", async () => {
    const { ask } = await start(open);
    await expectRefusal(
      ask("POST", "/consents/events", { body: "{", query: without }),
      problem(400, "BadRequest", expect.stringContaining("JSON")),
    );
  });

  it("another content type is refused by name", async () => {
    const { ask } = await start(open);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await expectRefusal(
      ask("POST", "/sessions", { body: "type=api-key", headers }),
      problem(400, "BadRequest", expect.stringContaining("application/x-www-form-urlencoded")),
    );
  });

  it("more than a megabyte is too much for all but files", async () => {
    const { ask } = await start(open);
    const metadata = { long: "x".repeat(1024 * 1024) };
    await expectRefusal(
      ask("POST", "/consents/users", { body: { metadata } }),
      problem(413, "PayloadTooLarge", "request entity too large"),
    );
    expect((await ask("POST", "/consents/events", { body: { ...EVENT, metadata } })).status).toBe(200);
  });
});

overTransports("didomi", "the rate limit", (open) => {
  const seeds = (rate_limit?: object) => ({
    didomi: {
      organizations: [
        { id: ORGANIZATION, keys: [{ key: "k", secret: "s" }], ...(rate_limit && { rate_limit }) },
        { id: "other", keys: [{ key: "other", secret: "s" }] },
      ],
    },
  });
  const body = { type: "api-key", key: "k", secret: "s" };

  it("is off by default", async () => {
    const { ask } = await start(open, { seeds: seeds() });
    const { status, headers } = await ask("POST", "/sessions", { body });
    expect(status).toBe(200);
    expect(headers.get("ratelimit")).toBeNull();
  });

  it("lets 100 sign-ins through in 15 seconds and says how the organization stands", async () => {
    const { ask, world } = await start(open, { seeds: seeds({}) });
    const signIn = () => ask("POST", "/sessions", { body });
    for (let number = 1; number <= 40; number += 1) await signIn();
    await world.clock.advance(8000);
    const before = await signIn();
    expect(before.headers.get("ratelimit")).toBe("limit=100, remaining=59, reset=7");
    expect(before.headers.get("ratelimit-policy")).toBe("100;w=15");
    for (let number = 42; number <= 100; number += 1) expect((await signIn()).status).toBe(200);
    const refused = await signIn();
    expect(refused).toMatchObject({ status: 429, body: problem(429, "TooManyRequests", "Too many requests") });
    expect(refused.headers.get("retry-after")).toBe("7");
    expect(refused.headers.get("ratelimit")).toBe("limit=100, remaining=0, reset=7");
    await world.clock.advance(7000);
    expect((await signIn()).status).toBe(200);
  });

  it("counts wrong secrets, and each organization for itself", async () => {
    const { ask } = await start(open, { seeds: seeds({ requests: 1, window_seconds: 60 }) });
    const wrong = await ask("POST", "/sessions", { body: { ...body, secret: "guess" } });
    expect(wrong.status).toBe(400);
    expect(wrong.headers.get("ratelimit")).toBe("limit=1, remaining=0, reset=60");
    expect((await ask("POST", "/sessions", { body })).status).toBe(429);
    expect((await ask("POST", "/sessions", { body: { ...body, key: "other" } })).status).toBe(200);
    expect((await ask("POST", "/sessions", { body: { ...body, key: "unknown" } })).status).toBe(400);
  });

  it("never counts calls under /consents", async () => {
    const { ask, signIn } = await start(open, { seeds: seeds({ requests: 1 }) });
    const token = await signIn("k", "s");
    for (let number = 0; number < 3; number += 1) {
      const { status, headers } = await ask("POST", "/consents/events", { token, body: { ...EVENT, key: "k" } });
      expect(status).toBe(200);
      expect(headers.get("ratelimit")).toBeNull();
    }
  });
});

overTransports("didomi", "worlds and faults", (open) => {
  it("tokens issued in a world lead back to it from the plain address", async () => {
    const { ask, mint, record, send, baseUrl, users } = await start(open);
    await record({});
    const origin = baseUrl.slice(0, -"/didomi".length);
    const post = async (path: string, body: object, token?: string) => {
      const response = await send(`${origin}/~elsewhere/didomi${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      });
      return (await response.json()) as Record<string, string>;
    };
    const session = await post("/sessions", { type: "api-key", key: "standin-key", secret: "standin-secret" });
    const token = session["access_token"] ?? "";
    const ids = { organization_id: ORGANIZATION, organization_user_id: USER_ID };
    const idToken = (await post("/consents/tokens", ids, token))["id_token"] ?? "";
    for (const each of [token, idToken]) expect((await users({}, { token: each })).data).toEqual([]);
    await record({ user: undefined }, { token: idToken });
    expect((await users({}, { token })).data).toHaveLength(1);
    expect((await users()).data).toHaveLength(1);
    const foreign = await mint(USER_ID);
    await expectRefusal(
      ask("GET", "/consents/users", { token: foreign, headers: { "x-standin-world": "elsewhere" } }),
      NOT_AUTHENTICATED,
    );
  });

  it("a fault answers with the provider's own 500 and changes nothing", async () => {
    const { ask, users, world, standin } = await start(open);
    const provider = standin.providers[0];
    if (provider === undefined) throw new Error("no provider");
    await world.faults.add({
      match: { provider: "didomi", operation: "createEvent" },
      when: { first: 1 },
      effect: { status: 500 },
    });
    await expectRefusal(
      ask("POST", "/consents/events", { body: EVENT }),
      problem(500, "GeneralError", "Internal error"),
    );
    expect((await users()).data).toEqual([]);
    expect((await ask("POST", "/consents/events", { body: EVENT })).status).toBe(200);
  });
});

overTransports("didomi", "any credentials accepted", (open) => {
  const options = { acceptAnyCredentials: true };

  it("an unknown key opens a session that acts for whichever organization is named", async () => {
    const { ask, signIn } = await start(open, options);
    const token = await signIn("any", "key");
    const call = (organization_id: string | undefined, method: string, path: string, body?: object) =>
      ask(method, path, { token, query: { organization_id }, body });
    expect((await call("acme", "POST", "/consents/events", EVENT)).body).toMatchObject({ organization_id: "acme" });
    expect((await call("acme", "GET", "/consents/users")).body).toMatchObject({ data: [{ organization_id: "acme" }] });
    expect((await call(undefined, "GET", "/consents/users")).body).toMatchObject({ data: [] });
    const inBody = await call(undefined, "POST", "/consents/events", { ...EVENT, organization_id: "inc" });
    expect(inBody.body).toMatchObject({ organization_id: "inc" });
    const minted = await call(undefined, "POST", "/consents/tokens", {
      organization_id: "acme",
      organization_user_id: USER_ID,
    });
    const { id_token } = minted.body as { id_token: string };
    const own = await ask("GET", "/consents/users", { token: id_token, query: { organization_id: undefined } });
    expect(own.body).toMatchObject({ data: [{ organization_id: "acme" }] });
  });

  it("an unknown bearer token acts for the organization that is named, else for the default one", async () => {
    const { ask } = await start(open, options);
    for (const token of ["opaque", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln"]) {
      expect((await ask("POST", "/consents/events", { token, query: without, body: EVENT })).body).toMatchObject({
        organization_id: ORGANIZATION,
      });
      expect((await ask("GET", "/consents/users", { token, query: { organization_id: "acme" } })).status).toBe(200);
    }
  });

  it("a known key stays with its organization, and a consent token with its user", async () => {
    const { ask, mint, signIn } = await start(open, options);
    const token = await signIn("standin-key", "any");
    await expectRefusal(ask("GET", "/consents/users", { token, query: { organization_id: "acme" } }), FORBIDDEN);
    const own = await mint(USER_ID);
    await expectRefusal(
      ask("GET", "/consents/users", { token: own, query: { organization_user_id: "other" } }),
      FORBIDDEN,
    );
  });

  it("no token at all, and one of ours that has expired, are still refused", async () => {
    const { ask, world } = await start(open, options);
    await expectRefusal(ask("GET", "/consents/users", { token: null }), NOT_AUTHENTICATED);
    await world.clock.advance(3600 * 1000);
    await expectRefusal(ask("GET", "/consents/users"), NOT_AUTHENTICATED);
  });
});
