import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import { expectRefusal, FORBIDDEN, NOT_AUTHENTICATED, ORGANIZATION, problem, start, USER_ID } from "./calls.ts";

const WRONG_PAIR = problem(400, "BadRequest", "Invalid authentication information");
const BACK_END = { type: "api-key", key: "standin-key", secret: "standin-secret" };

overTransports("didomi", "sessions", (open) => {
  it("a key and its secret open a session, and the answer never repeats the secret", async () => {
    const { ask } = await start(open);
    const { status, body } = await ask("POST", "/sessions", { body: BACK_END, token: null, query: {} });
    expect(status).toBe(200);
    expect(body).toEqual({
      type: "api-key",
      key: "standin-key",
      access_token: expect.stringMatching(/^\S+\.\S+\.\S+$/),
    });
  });

  it("whatever is wrong with the credentials, the answer is the same 400", async () => {
    const { ask } = await start(open);
    const { key, secret, type } = BACK_END;
    const wrong = [
      { ...BACK_END, secret: "guess" },
      { ...BACK_END, key: "unknown" },
      { ...BACK_END, type: "email" },
      { key, secret },
      { type, secret },
      { type, key },
      { ...BACK_END, secret: 5 },
      {},
      [],
    ];
    for (const body of wrong) await expectRefusal(ask("POST", "/sessions", { body, token: null }), WRONG_PAIR);
  });

  it("a disabled key opens no session", async () => {
    const keys = [{ key: "old", secret: "s", enabled: false }];
    const { ask } = await start(open, { seeds: { didomi: { organizations: [{ id: "o", keys }] } } });
    const body = { type: "api-key", key: "old", secret: "s" };
    await expectRefusal(ask("POST", "/sessions", { body, token: null }), WRONG_PAIR);
  });

  it("a session outlives its key's being disabled", async () => {
    const { ask, world } = await start(open);
    await world.scenario("didomi", "an organization", {
      keys: [{ key: "standin-key", secret: "standin-secret", enabled: false }],
    });
    await expectRefusal(ask("POST", "/sessions", { body: BACK_END, token: null }), WRONG_PAIR);
    expect((await ask("GET", "/consents/users")).status).toBe(200);
  });

  it("a session lives one hour by the world's clock", async () => {
    const { ask, world } = await start(open);
    await world.clock.advance(3600 * 1000 - 1);
    expect((await ask("GET", "/consents/users")).status).toBe(200);
    await world.clock.advance(1);
    await expectRefusal(ask("GET", "/consents/users"), NOT_AUTHENTICATED);
  });

  it("several sessions are open at once", async () => {
    const { ask, signIn, world, token } = await start(open);
    await world.clock.advance(1000);
    const second = await signIn();
    expect(second).not.toBe(token);
    for (const each of [token, second]) expect((await ask("GET", "/consents/users", { token: each })).status).toBe(200);
  });
});

overTransports("didomi", "consent tokens", (open) => {
  const minimal = { organization_id: ORGANIZATION, organization_user_id: USER_ID };
  const id_token = expect.stringMatching(/^\S+\.\S+\.\S+$/);

  it("a lifetime and metadata are filled in", async () => {
    const { ask } = await start(open);
    const { status, body } = await ask("POST", "/consents/tokens", { body: minimal });
    expect(status).toBe(200);
    expect(body).toEqual({ ...minimal, lifetime: 900, metadata: {}, id_token });
  });

  it("the request's members come back, without unknown ones", async () => {
    const { ask } = await start(open);
    const known = {
      ...minimal,
      lifetime: 3600,
      metadata: { campaign: "spring" },
      event: { metadata: { source: "form" }, user: { metadata: { tier: "gold" } } },
      delegate: { id: "agent-7", name: "Call centre", metadata: { desk: 3 } },
      permissions: ["write"],
      validations: { email: { enabled: true, approval: true } },
    };
    const body = { ...known, color: "blue", delegate: { ...known.delegate, shoe: 42 } };
    expect((await ask("POST", "/consents/tokens", { body })).body).toEqual({ ...known, id_token });
  });

  it("the other spelling, validation, is taken too", async () => {
    const { ask, record } = await start(open);
    const validation = { email: { enabled: true } };
    const { body } = await ask("POST", "/consents/tokens", { body: { ...minimal, validation } });
    expect(body).toMatchObject({ validation });
    const token = (body as { id_token: string }).id_token;
    expect((await record({ user: undefined }, { token })).status).toBe("pending_approval");
  });

  it("a number as the user's id becomes its text", async () => {
    const { ask } = await start(open);
    const { body } = await ask("POST", "/consents/tokens", { body: { ...minimal, organization_user_id: 4711 } });
    expect(body).toMatchObject({ organization_user_id: "4711" });
  });

  it("a missing, empty or impossible member is refused by name", async () => {
    const { ask } = await start(open);
    const wrong: [object, RegExp][] = [
      [{ organization_id: ORGANIZATION }, /organization_user_id/],
      [{ organization_user_id: USER_ID }, /organization_id/],
      [{ ...minimal, organization_user_id: "" }, /organization_user_id/],
      [{ ...minimal, organization_user_id: true }, /organization_user_id/],
      [{ ...minimal, organization_id: "" }, /organization_id/],
      [{ ...minimal, lifetime: 0 }, /lifetime/],
      [{ ...minimal, lifetime: -1 }, /lifetime/],
      [{ ...minimal, lifetime: 1.5 }, /lifetime/],
      [{ ...minimal, lifetime: "900" }, /lifetime/],
      [{ ...minimal, delegate: {} }, /delegate/],
    ];
    for (const [body, name] of wrong)
      await expectRefusal(
        ask("POST", "/consents/tokens", { body, query: { organization_id: undefined } }),
        problem(400, "BadRequest", expect.stringMatching(name)),
      );
  });

  it("minting a token creates no user", async () => {
    const { mint, users } = await start(open);
    await mint(USER_ID);
    expect((await users()).data).toEqual([]);
  });

  it("a token expires when its lifetime is over", async () => {
    const { ask, mint, world } = await start(open);
    const byDefault = await mint(USER_ID);
    const short = await mint(USER_ID, { lifetime: 60 });
    const status = async (token: string) => (await ask("GET", "/consents/users", { token })).status;
    await world.clock.advance(59_999);
    expect([await status(short), await status(byDefault)]).toEqual([200, 200]);
    await world.clock.advance(1);
    expect([await status(short), await status(byDefault)]).toEqual([401, 200]);
    await world.clock.advance(840_000);
    expect([await status(short), await status(byDefault)]).toEqual([401, 401]);
  });

  it("two tokens of one user are both valid", async () => {
    const { ask, mint } = await start(open);
    for (const token of [await mint(USER_ID), await mint(USER_ID, { lifetime: 10 })])
      expect((await ask("GET", "/consents/users", { token })).status).toBe(200);
  });

  it("metadata of the token stays inside the token", async () => {
    const { mint, record, user } = await start(open);
    const token = await mint(USER_ID, { metadata: { secretly: true } });
    expect((await record({ user: undefined }, { token })).metadata).toEqual({});
    expect((await user())?.metadata).toEqual({});
  });

  it("metadata meant for events is copied into each event and its user, and wins over the body's", async () => {
    const { mint, record, user } = await start(open);
    const event = { metadata: { source: "token" }, user: { metadata: { tier: "gold" } } };
    const token = await mint(USER_ID, { event });
    const body = { metadata: { source: "body", page: "/" }, user: { metadata: { tier: "tin", age: 7 } } };
    const recorded = await record(body, { token });
    expect(recorded.metadata).toEqual({ source: "token", page: "/" });
    expect(recorded.user.metadata).toEqual({ tier: "gold", age: 7 });
    expect((await user())?.metadata).toEqual({ tier: "gold", age: 7 });
  });

  it("a delegate in the token is stamped on the event, and one in the body is dropped", async () => {
    const { mint, record } = await start(open);
    const delegated = await mint(USER_ID, { delegate: { id: "agent-7" } });
    const plain = await mint(USER_ID);
    const body = { user: undefined, delegate: { id: "imposter" } };
    expect((await record(body, { token: delegated })).delegate).toEqual({ id: "agent-7" });
    expect(await record(body, { token: plain })).not.toHaveProperty("delegate");
    expect((await record({ delegate: { id: "agent-8" } })).delegate).toEqual({ id: "agent-8" });
  });

  it("an enabled validation method makes choices wait, a disabled one does not", async () => {
    const { mint, record, user } = await start(open);
    const waiting = await mint(USER_ID, { validations: { email: { enabled: true, approval: true } } });
    const off = await mint(USER_ID, { validations: { email: { enabled: false } } });
    const consents = { purposes: [{ id: "a", enabled: true }] };
    expect((await record({ user: undefined, status: "confirmed", consents }, { token: waiting })).status).toBe(
      "pending_approval",
    );
    expect(await user()).toBeUndefined();
    expect((await record({ user: undefined, consents }, { token: off })).status).toBe("confirmed");
    expect((await user())?.consents.purposes).toHaveLength(1);
  });

  it("permissions: write includes reading, reading alone records nothing", async () => {
    const { ask, mint } = await start(open);
    const body = { consents: {} };
    const statuses = async (more: object) => {
      const token = await mint(USER_ID, more);
      const read = await ask("GET", "/consents/users", { token });
      return [read.status, (await ask("POST", "/consents/events", { token, body })).status];
    };
    expect(await statuses({})).toEqual([200, 200]);
    expect(await statuses({ permissions: ["write"] })).toEqual([200, 200]);
    expect(await statuses({ permissions: ["read", "write"] })).toEqual([200, 200]);
    expect(await statuses({ permissions: ["read"] })).toEqual([200, 403]);
  });

  it("a consent token reaches nothing that is the organization's", async () => {
    const { ask, mint, record } = await start(open);
    const { id, user } = await record({});
    const token = await mint(USER_ID);
    const query = { organization_user_id: USER_ID, "metadata.a": "b" };
    const calls: [string, string, unknown?][] = [
      ["POST", "/consents/tokens", minimal],
      ["POST", "/consents/users", {}],
      ["PATCH", `/consents/users/${user.id}`, {}],
      ["DELETE", `/consents/users/${user.id}`],
      ["PATCH", `/consents/events/${id}`, {}],
      ["DELETE", `/consents/events/${id}`],
      ["DELETE", "/consents/events"],
      ["POST", "/consents/proofs", { file: "data:image/png;base64,iVBORw0KGgo=" }],
      ["GET", "/consents/proofs/x"],
    ];
    for (const [method, path, body] of calls) await expectRefusal(ask(method, path, { token, query, body }), FORBIDDEN);
  });

  it("a consent token of one user neither reads nor writes another", async () => {
    const { ask, mint, record, events } = await start(open);
    const other = await record({ user: { organization_user_id: "other@domain.com" } });
    await record({});
    const token = await mint(USER_ID);
    const foreign: [string, string, Record<string, string>, unknown?][] = [
      ["GET", "/consents/users", { organization_user_id: "other@domain.com" }],
      ["GET", "/consents/users", { user_id: other.user.id }],
      ["GET", "/consents/users", { id: other.user.id }],
      ["GET", `/consents/users/${other.user.id}`, {}],
      ["GET", "/consents/users/other@domain.com", { $by_organization_user_id: "true" }],
      ["GET", "/consents/users/unknown", {}],
      ["GET", "/consents/events", { organization_user_id: "other@domain.com" }],
      ["GET", "/consents/events", { user_id: other.user.id }],
      ["GET", `/consents/events/${other.id}`, { user_id: other.user.id }],
      ["POST", "/consents/events", {}, { user: { organization_user_id: "other@domain.com" }, consents: {} }],
      ["POST", "/consents/events", {}, { user: { id: other.user.id }, consents: {} }],
    ];
    for (const [method, path, query, body] of foreign)
      await expectRefusal(ask(method, path, { token, query, body }), FORBIDDEN);
    await expectRefusal(
      ask("GET", `/consents/events/${other.id}`, { token }),
      problem(404, "NotFound", `No record found for id '${other.id}'`),
    );
    expect((await events({ organization_user_id: "other@domain.com" })).data).toHaveLength(1);
  });

  it("a consent token stands for its own user and organization where none is named", async () => {
    const { ask, mint, record, users, events } = await start(open);
    await record({ user: { organization_user_id: "other@domain.com" } });
    const token = await mint(USER_ID);
    const query = { organization_id: undefined };
    const recorded = await record({ user: undefined }, { token, query });
    expect(recorded.user.organization_user_id).toBe(USER_ID);
    expect((await users(query, { token })).data.map((user) => user.organization_user_id)).toEqual([USER_ID]);
    const own = { ...query, organization_user_id: undefined };
    expect((await events(own, { token })).data).toEqual([recorded]);
    for (const path of [`/consents/events/${recorded.id}`, `/consents/users/${recorded.user.id}`])
      expect((await ask("GET", path, { token, query })).status).toBe(200);
  });

  it("a consent token may name its own user, by either id", async () => {
    const { ask, mint, record } = await start(open);
    const { user } = await record({});
    const token = await mint(USER_ID);
    for (const query of [{ organization_user_id: USER_ID }, { user_id: user.id }, { id: user.id }])
      expect((await ask("GET", "/consents/users", { token, query })).body).toMatchObject({ data: [{ id: user.id }] });
    for (const own of [{ organization_user_id: USER_ID }, { id: user.id }, { id: "unseen-yet" }])
      expect((await record({ user: own }, { token })).user.id).toBe(user.id);
    await expectRefusal(
      ask("GET", "/consents/users/ghost@domain.com", {
        token: await mint("ghost@domain.com"),
        query: { $by_organization_user_id: "" },
      }),
      problem(404, "NotFound", "No record found for id 'ghost@domain.com'"),
    );
  });
});
