import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import {
  type ConsentUser,
  expectRefusal,
  FORBIDDEN,
  MINUTE_MS,
  ORGANIZATION,
  problem,
  START,
  start,
  USER_ID,
} from "./calls.ts";

const noRecord = (id: string) => problem(404, "NotFound", `No record found for id '${id}'`);
const BY_OWN_ID = { $by_organization_user_id: "true" };

overTransports("didomi", "listing users", (open) => {
  it("without a selector an organization sees all of its users", async () => {
    const { record, users } = await start(open);
    for (const organization_user_id of ["a", "b"]) await record({ user: { organization_user_id } });
    expect((await users()).data.map((user) => user.organization_user_id).sort()).toEqual(["a", "b"]);
  });

  it("without a match: an empty list, and not 404", async () => {
    const { users } = await start(open);
    const empty = { data: [], limit: 100, cursor: null };
    expect(await users()).toEqual(empty);
    expect(await users({ organization_user_id: "unknown" })).toEqual(empty);
    expect(await users({ user_id: "unknown" })).toEqual(empty);
  });

  it("a user is selected by either id, under both names, and several selectors narrow the list together", async () => {
    const { record, users } = await start(open);
    const { user } = await record({});
    const other = await record({ user: { organization_user_id: "other" } });
    const found = async (query: Record<string, string>) => (await users(query)).data.map(({ id }) => id);
    for (const query of [
      { organization_user_id: USER_ID },
      { user_id: user.id },
      { id: user.id },
      { id: user.id, user_id: user.id, organization_user_id: USER_ID },
    ])
      expect(await found(query)).toEqual([user.id]);
    expect(await found({ organization_user_id: USER_ID, user_id: other.user.id })).toEqual([]);
    expect(await found({ id: user.id, user_id: other.user.id })).toEqual([]);
  });

  it("a selector whose equals sign was forgotten selects nothing: the answer is the first page", async () => {
    const { fetch, record, token } = await start(open);
    await record({});
    await record({ user: { organization_user_id: "other" } });
    const response = await fetch(`/v1/consents/users?organization_id=${ORGANIZATION}&organization_user_id${USER_ID}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({ data: [{}, {}], cursor: null });
  });

  it("151 users come in two pages, sorted by their age and then by their id", async () => {
    const { record, users, world } = await start(open);
    for (let number = 1; number <= 151; number += 1) {
      if (number === 76) world.clock.advance(1000);
      await record({ user: { organization_user_id: `user-${number}` } });
    }
    const first = await users();
    expect(first).toMatchObject({ limit: 100, cursor: expect.any(String) });
    const second = await users({ $cursor: String(first.cursor) });
    expect(second).toMatchObject({ limit: 100, cursor: null });
    expect([first.data.length, second.data.length]).toEqual([100, 51]);
    const all = [...first.data, ...second.data];
    const sorted = [...all].sort((a, b) => compare(a.created_at, b.created_at) || compare(a.id, b.id));
    expect(all).toEqual(sorted);
    expect(new Set(all.map((user) => user.organization_user_id)).size).toBe(151);
  });

  it("exactly one full page is the last page", async () => {
    const { users, world } = await start(open);
    await world.scenario("didomi", "many users", { count: 100 });
    const { data, cursor } = await users();
    expect([data.length, cursor]).toEqual([100, null]);
  });

  it("a cursor goes on where it left off, whatever was added before it meanwhile", async () => {
    const { record, users, world } = await start(open);
    await world.scenario("didomi", "many users", { count: 101 });
    const { data, cursor } = await users();
    await record({ user: { id: "0-sorts-first", organization_user_id: "late" } });
    const rest = (await users({ $cursor: String(cursor) })).data;
    expect(rest).toHaveLength(1);
    expect(data.map(({ id }) => id)).not.toContain(rest[0]?.id);
  });

  it("a broken or foreign cursor is refused", async () => {
    const { ask, users, world, token } = await start(open);
    await world.scenario("didomi", "many users", { count: 101 });
    const { cursor } = await users();
    const refused = problem(400, "BadRequest", expect.stringContaining("$cursor"));
    for (const query of [
      { $cursor: "made-up" },
      { $cursor: "" },
      { $cursor: token },
      { $cursor: `${cursor}x` },
      { $cursor: String(cursor), regulation: "cpra" },
      { $cursor: String(cursor), organization_user_id: USER_ID },
      { $cursor: [String(cursor), String(cursor)] },
    ])
      await expectRefusal(ask("GET", "/consents/users", { query }), refused);
    await expectRefusal(
      ask("GET", "/consents/events", { query: { $cursor: String(cursor), organization_user_id: USER_ID } }),
      refused,
    );
  });

  it("query keys with dollars and brackets may come percent-encoded or raw", async () => {
    const { fetch, record, token } = await start(open);
    await record({ regulation: "cpra" });
    const headers = { authorization: `Bearer ${token}` };
    for (const key of ["regulation[$in]", "regulation%5B%24in%5D", "regulation[%24in]"]) {
      const response = await fetch(`/consents/users?organization_id=${ORGANIZATION}&${key}=gdpr&${key}=cpra`, {
        headers,
      });
      expect(await response.json()).toMatchObject({ data: [{ regulation: "cpra" }] });
    }
    const refused = await fetch(`/consents/users?organization_id=${ORGANIZATION}&%24cursor=x`, { headers });
    expect(refused.status).toBe(400);
  });
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

overTransports("didomi", "regulations", (open) => {
  it("an event touches the state of its own regulation only", async () => {
    const { record, users } = await start(open);
    await record({ consents: { purposes: [{ id: "a", enabled: true }] } });
    await record({
      regulation: "cpra",
      user: { organization_user_id: USER_ID, metadata: { state: "CA" } },
      consents: { purposes: [{ id: "a", enabled: false }] },
    });
    const answers = async (query: Record<string, string | string[]>) =>
      (await users(query)).data.map((user) => [user.regulation, user.version, user.consents.purposes[0]?.enabled]);
    expect(await answers({})).toEqual([["gdpr", 1, true]]);
    expect(await answers({ regulation: "cpra" })).toEqual([["cpra", 1, false]]);
    expect(await answers({ "regulation[$in]": ["gdpr", "cpra"] })).toEqual([
      ["cpra", 1, false],
      ["gdpr", 1, true],
    ]);
    expect((await users({ regulation: "gdpr" })).data[0]?.metadata).toEqual({});
  });

  it("a user known under cpra alone is in no default list, and read by id has answered nothing", async () => {
    const { ask, record, users } = await start(open);
    const { user } = await record({ regulation: "cpra", consents: { purposes: [{ id: "a", enabled: true }] } });
    expect((await users()).data).toEqual([]);
    const read = async (query: Record<string, string>) =>
      (await ask("GET", `/consents/users/${user.id}`, { query })).body as ConsentUser;
    expect(await read({})).toMatchObject({ id: user.id, regulation: "gdpr", consents: { purposes: [] } });
    expect(await read({ regulation: "cpra" })).toMatchObject({ consents: { purposes: [{ id: "a" }] } });
  });

  it("removing an event makes the state of its regulation anew, and no other", async () => {
    const { ask, record, users } = await start(open);
    await record({ consents: { purposes: [{ id: "a" }] } });
    const { id } = await record({ regulation: "cpra", consents: { purposes: [{ id: "a" }] } });
    await ask("DELETE", `/consents/events/${id}`, { query: { organization_user_id: USER_ID } });
    expect((await users({ regulation: "cpra" })).data).toMatchObject([{ version: 2, consents: { purposes: [] } }]);
    expect((await users()).data).toMatchObject([{ version: 1, consents: { purposes: [{ id: "a" }] } }]);
  });
});

overTransports("didomi", "one user", (open) => {
  it("a user is created with what is sent, under gdpr", async () => {
    const { ask, user } = await start(open);
    const body = {
      id: "device-1",
      organization_user_id: USER_ID,
      metadata: { tier: "gold" },
      country: "FR",
      last_seen_country: "DE",
      version: 7,
      consents: { purposes: [{ id: "a", enabled: true }] },
      color: "blue",
    };
    const created = await ask("POST", "/consents/users", { body });
    expect(created).toMatchObject({ status: 200 });
    expect(created.body).toEqual({
      id: "device-1",
      organization_id: ORGANIZATION,
      organization_user_id: USER_ID,
      organization_user_id_type: null,
      version: 7,
      created_at: START,
      updated_at: START,
      metadata: { tier: "gold" },
      country: "FR",
      last_seen_country: "DE",
      regulation: "gdpr",
      consents: {
        channels: [],
        tcfcs: null,
        vendors: { enabled: [], disabled: [], enabled_li: [], disabled_li: [] },
        purposes: [{ id: "a", enabled: true, enabled_li: null, metadata: {}, values: {} }],
      },
    });
    expect(await user()).toEqual(created.body);
  });

  it("nothing needs to be said to create a user", async () => {
    const { ask } = await start(open);
    const { status, body } = await ask("POST", "/consents/users", { body: {} });
    expect(status).toBe(200);
    expect(body).toMatchObject({ organization_user_id: null, version: 1, country: null, consents: { purposes: [] } });
  });

  it("an id that is taken, of either kind, is a conflict", async () => {
    const { ask, record } = await start(open);
    const { user } = await record({});
    await expectRefusal(
      ask("POST", "/consents/users", { body: { id: user.id } }),
      problem(409, "Conflict", expect.stringContaining(user.id)),
    );
    await expectRefusal(
      ask("POST", "/consents/users", { body: { organization_user_id: USER_ID } }),
      problem(409, "Conflict", expect.stringContaining(USER_ID)),
    );
  });

  it("a wrong member of a user is refused by name", async () => {
    const { ask, record } = await start(open);
    const { user } = await record({});
    const wrong: [object, RegExp][] = [
      [{ organization_user_id: "" }, /organization_user_id/],
      [{ metadata: [] }, /metadata/],
      [{ country: 33 }, /country/],
      [{ version: "1" }, /version/],
      [{ consents: { purposes: [{}] } }, /purposes\.0\.id/],
    ];
    for (const [body, name] of wrong)
      for (const [method, path] of [
        ["POST", "/consents/users"] as const,
        ["PATCH", `/consents/users/${user.id}`] as const,
      ])
        await expectRefusal(ask(method, path, { body }), problem(400, "BadRequest", expect.stringMatching(name)));
  });

  it("a user is read by either id", async () => {
    const { ask, record, user } = await start(open);
    const { user: recorded } = await record({});
    const read = async (id: string, query: Record<string, string> = {}) =>
      ask("GET", `/consents/users/${encodeURIComponent(id)}`, { query });
    expect((await read(recorded.id)).body).toEqual(await user());
    for (const value of ["true", "1", ""])
      expect((await read(USER_ID, { $by_organization_user_id: value })).body).toEqual(await user());
    expect((await read(recorded.id, { $by_organization_user_id: "false" })).status).toBe(200);
    await expectRefusal(read(recorded.id, BY_OWN_ID), noRecord(recorded.id));
    await expectRefusal(read(USER_ID), noRecord(USER_ID));
    await expectRefusal(read("no/such user?"), noRecord("no/such user?"));
  });

  it("a change touches what it names, raises the version and refreshes updated_at", async () => {
    const { ask, record, user, world } = await start(open);
    const { user: recorded } = await record({
      user: { organization_user_id: USER_ID, metadata: { kept: 1 }, country: "FR" },
      consents: { purposes: [{ id: "a", enabled: true }] },
    });
    await world.clock.advance(MINUTE_MS);
    const body = {
      metadata: { added: 2 },
      last_seen_country: "DE",
      consents: { purposes: [{ id: "b", enabled: false }] },
    };
    const changed = await ask("PATCH", `/consents/users/${recorded.id}`, { body });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      version: 2,
      updated_at: "2024-01-01T00:01:00.000Z",
      metadata: { kept: 1, added: 2 },
      country: "FR",
      last_seen_country: "DE",
      consents: { purposes: [{ id: "a" }, { id: "b" }] },
    });
    expect(await user()).toEqual(changed.body);
    const cleared = await ask("PATCH", `/consents/users/${USER_ID}`, { query: BY_OWN_ID, body: { country: null } });
    expect(cleared.body).toMatchObject({ version: 3, country: null, last_seen_country: "DE" });
  });

  it("a change based on a stale version is a conflict", async () => {
    const { ask, record, user } = await start(open);
    const { user: recorded } = await record({});
    const path = `/consents/users/${recorded.id}`;
    expect((await ask("PATCH", path, { body: { version: 1, metadata: { by: "first" } } })).status).toBe(200);
    await expectRefusal(
      ask("PATCH", path, { body: { version: 1, metadata: { by: "second" } } }),
      problem(409, "Conflict", expect.stringContaining("version 1")),
    );
    expect((await user())?.metadata).toEqual({ by: "first" });
  });

  it("an organization user id can be given and changed, but not taken from another user", async () => {
    const { ask, record, users, events } = await start(open);
    await record({ user: { organization_user_id: "other" } });
    const { user } = await record({ user: { id: "device-1" } });
    const rename = (organization_user_id: string) =>
      ask("PATCH", `/consents/users/${user.id}`, { body: { organization_user_id } });
    expect((await rename("first")).body).toMatchObject({ organization_user_id: "first" });
    expect((await rename("first")).status).toBe(200);
    expect((await rename("second")).body).toMatchObject({ organization_user_id: "second" });
    await expectRefusal(rename("other"), problem(409, "Conflict", expect.stringContaining("other")));
    expect((await users({ organization_user_id: "first" })).data).toEqual([]);
    expect((await users({ organization_user_id: "second" })).data).toHaveLength(1);
    const history = await events({ organization_user_id: "second" });
    expect(history.data).toMatchObject([{ user: { id: "device-1", organization_user_id: "second" } }]);
  });

  it("an erased user is gone with all events, under every regulation, and may come back as a new user", async () => {
    const { ask, record, users, user, events } = await start(open);
    const { user: recorded } = await record({ consents: { purposes: [{ id: "a", enabled: true }] } });
    await record({ regulation: "cpra" });
    await record({ status: "pending_approval" });
    await ask("PATCH", `/consents/users/${recorded.id}`, { body: { metadata: { tier: "gold" } } });
    const before = await user();
    const erased = await ask("DELETE", `/consents/users/${USER_ID}`, { query: BY_OWN_ID });
    expect(erased).toMatchObject({ status: 200, body: before });
    for (const method of ["GET", "DELETE"])
      await expectRefusal(ask(method, `/consents/users/${recorded.id}`), noRecord(recorded.id));
    await expectRefusal(ask("PATCH", `/consents/users/${recorded.id}`, { body: {} }), noRecord(recorded.id));
    expect((await users({ "regulation[$in]": ["gdpr", "cpra"] })).data).toEqual([]);
    expect((await events({ "status[$in]": ["confirmed", "pending_approval"] })).data).toEqual([]);
    const again = await record({ user: { organization_user_id: USER_ID, id: recorded.id } });
    expect(await user()).toMatchObject({ version: 1, consents: { purposes: [] } });
    expect((await user())?.metadata).toEqual({});
    await ask("DELETE", `/consents/events/${again.id}`, { query: { organization_user_id: USER_ID } });
    expect((await user())?.metadata).toEqual({});
  });
});

overTransports("didomi", "two organizations", (open) => {
  const seeds = {
    didomi: {
      organizations: ["one", "two"].map((id) => ({ id, keys: [{ key: `key-${id}`, secret: "secret" }] })),
    },
  };

  it("never see each other's users, events and proofs, though the ids may be the same", async () => {
    const { ask, signIn } = await start(open, { seeds });
    const as = async (id: string) => {
      const token = await signIn(`key-${id}`, "secret");
      return (method: string, path: string, body?: unknown, query = {}) =>
        ask(method, path, { token, query: { organization_id: id, ...query }, body });
    };
    const [one, two] = [await as("one"), await as("two")];
    const event = (enabled: boolean) => ({
      id: "event-1",
      user: { id: "user-1", organization_user_id: USER_ID },
      consents: { purposes: [{ id: "a", enabled }] },
    });
    expect((await one("POST", "/consents/events", event(true))).status).toBe(200);
    expect((await two("GET", "/consents/users")).body).toMatchObject({ data: [] });
    expect((await two("GET", "/consents/users/user-1")).status).toBe(404);
    expect((await two("POST", "/consents/events", event(false))).status).toBe(200);
    for (const [call, enabled] of [[one, true] as const, [two, false] as const])
      expect((await call("GET", "/consents/users")).body).toMatchObject({
        data: [{ id: "user-1", consents: { purposes: [{ enabled }] } }],
      });
    expect((await two("DELETE", "/consents/users/user-1")).status).toBe(200);
    expect((await one("GET", "/consents/events/event-1", undefined, { user_id: "user-1" })).status).toBe(200);
    const proof = await one("POST", "/consents/proofs", { file: "data:image/png;base64,iVBORw0KGgo=" });
    const { id } = proof.body as { id: string };
    expect((await two("GET", `/consents/proofs/${id}`)).status).toBe(404);
    expect((await two("GET", "/consents/users", undefined, { organization_id: "one" })).status).toBe(403);
  });

  it("an organization without the Consents API is refused on every call but signing in", async () => {
    const keys = [{ key: "k", secret: "s" }];
    const organizations = [{ id: ORGANIZATION, keys, consents_api_enabled: false }];
    const { ask, signIn } = await start(open, { seeds: { didomi: { organizations } } });
    const token = await signIn("k", "s");
    await expectRefusal(ask("GET", "/consents/users", { token }), FORBIDDEN);
    await expectRefusal(ask("POST", "/consents/events", { token, body: {} }), FORBIDDEN);
  });
});

overTransports("didomi", "a catalogue", (open) => {
  const catalogue = {
    purposes: [{ id: "newsletter", preferences: [{ id: "topics", values: ["sport", "culture"] }] }, { id: "retired" }],
  };
  const withCatalogue = async (given: object) => {
    const keys = [{ key: "k", secret: "s" }];
    const organizations = [{ id: ORGANIZATION, keys, catalogue: given }];
    const didomi = await start(open, { seeds: { didomi: { organizations } } });
    const token = await didomi.signIn("k", "s");
    const send = (...purposes: object[]) =>
      didomi.ask("POST", "/consents/events", { token, body: { id: "e", user: { id: "u" }, consents: { purposes } } });
    return { ...didomi, token, send };
  };

  it("what is in it, current or retired, is accepted", async () => {
    const { send } = await withCatalogue(catalogue);
    const values = { topics: { value: "sport,culture" } };
    expect((await send({ id: "newsletter", values }, { id: "retired", enabled: true })).status).toBe(200);
  });

  it("an empty value takes a preference back, catalogue or not", async () => {
    const { send } = await withCatalogue(catalogue);
    expect((await send({ id: "newsletter", values: { topics: { value: "" } } })).status).toBe(200);
  });

  it("a purpose, preference or value outside of it is refused by its id", async () => {
    const { ask, send, token } = await withCatalogue(catalogue);
    const newsletter = (values: object) => ({ id: "newsletter", values });
    const wrong: [object, string][] = [
      [{ id: "made-up" }, "made-up"],
      [newsletter({ colors: { value: "red" } }), "colors"],
      [newsletter({ topics: { value: "sport,politics" } }), "politics"],
      [newsletter({ topics: { value: "sport," } }), "topics"],
      [newsletter({ constructor: { value: "x" } }), "constructor"],
    ];
    for (const [purpose, name] of wrong)
      await expectRefusal(send(purpose), problem(400, "BadRequest", expect.stringContaining(name)));
    const body = { consents: { purposes: [{ id: "made-up" }] } };
    const refused = problem(400, "BadRequest", expect.stringContaining("made-up"));
    await expectRefusal(ask("POST", "/consents/users", { token, body }), refused);
    expect((await send({ id: "newsletter" })).status).toBe(200);
    await expectRefusal(ask("PATCH", "/consents/users/u", { token, body }), refused);
    await expectRefusal(ask("PATCH", "/consents/events/e", { token, body, query: { user_id: "u" } }), refused);
  });

  it("an empty catalogue accepts any id", async () => {
    const { send } = await withCatalogue({ purposes: [] });
    expect((await send({ id: "made-up", values: { x: { value: "y" } } })).status).toBe(200);
  });
});

overTransports("didomi", "proofs", (open) => {
  it("a proof is stored under either name and read back the same", async () => {
    const { ask } = await start(open);
    const kinds: [string, string][] = [
      ["image/png", "png"],
      ["image/jpeg", "jpg"],
      ["image/jpg", "jpg"],
      ["image/gif", "gif"],
      ["application/pdf", "pdf"],
      ["application/msword", "doc"],
      ["application/vnd.ms-outlook", "msg"],
      ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
    ];
    for (const [kind, extension] of kinds) {
      const file = `data:${kind};base64,iVBORw0KGgo=`;
      const { status, body } = await ask("POST", "/consents/proofs", {
        body: extension === "gif" ? { proof: file } : { file },
      });
      expect(status).toBe(200);
      expect(body).toEqual({ id: expect.stringMatching(new RegExp(`^[0-9a-f]{64}\\.${extension}$`)), size: 8, file });
      expect((await ask("GET", `/consents/proofs/${(body as { id: string }).id}`)).body).toEqual(body);
    }
  });

  it("the media type may have parameters, and the file comes back with them", async () => {
    const { ask, record } = await start(open);
    const kinds: [string, string][] = [
      ["image/png;charset=utf-8", "png"],
      ['application/pdf;name="a.pdf"', "pdf"],
      ['application/pdf;name="a, \\"b\\"; c;base64,.pdf";charset=binary', "pdf"],
      ["application/msword;name=a%20b.doc", "doc"],
      ['image/gif;name=""', "gif"],
    ];
    for (const [kind, extension] of kinds) {
      const file = `data:${kind};base64,iVBORw0KGgo=`;
      const { body } = await ask("POST", "/consents/proofs", { body: { file } });
      expect(body).toEqual({ id: expect.stringMatching(new RegExp(`^[0-9a-f]{64}\\.${extension}$`)), size: 8, file });
      expect((await ask("GET", `/consents/proofs/${(body as { id: string }).id}`)).body).toEqual(body);
      const { proofs_id } = await record({ proofs: [file] });
      expect((await ask("GET", `/consents/proofs/${proofs_id[0]}`)).body).toMatchObject({ size: 8, file });
    }
  });

  it("the size is that of the decoded bytes", async () => {
    const { ask } = await start(open);
    const sizes: [string, number][] = [
      ["QQ==", 1],
      ["QQ", 1],
      ["QUI=", 2],
      ["QUJD", 3],
      ["QUJDRA==", 4],
    ];
    for (const [base64, size] of sizes)
      expect(
        (await ask("POST", "/consents/proofs", { body: { file: `data:image/png;base64,${base64}` } })).body,
      ).toMatchObject({ size });
  });

  it("another kind of file, or one that cannot be decoded, is refused", async () => {
    const { ask } = await start(open);
    const wrong = [
      "",
      "QUJD",
      "data:image/svg+xml;base64,QUJD",
      "data:image/png,QUJD",
      "data:image/png;base64,",
      "data:image/png;base64,A",
      "data:image/png;base64,Q=",
      "data:image/png;base64,QU-_",
      "data:text/html;charset=utf-8;base64,QUJD",
      "data:image/png;charset=utf-8,QUJD",
      "data:image/png;name;base64,QUJD",
      "data:image/png;name=;base64,QUJD",
      'data:image/png;name="a;base64,QUJD',
      'data:image/png;name="a"b;base64,QUJD',
      "data:image/png;base64;name=a,QUJD",
    ];
    for (const file of wrong)
      for (const body of [{ file }, { proof: file }])
        await expectRefusal(ask("POST", "/consents/proofs", { body }), problem(400, "BadRequest"));
    for (const body of [{}, { file: 5 }, []])
      await expectRefusal(ask("POST", "/consents/proofs", { body }), problem(400, "BadRequest"));
  });

  it("fifteen megabytes of base64 are taken, more are not", async () => {
    const { ask } = await start(open);
    const prefix = "data:image/png;base64,";
    const most = 15 * 1024 * 1024 - prefix.length;
    const file = (digits: number) => prefix + "A".repeat(digits);
    const digits = most - (most % 4);
    expect((await ask("POST", "/consents/proofs", { body: { file: file(digits) } })).status).toBe(200);
    await expectRefusal(
      ask("POST", "/consents/proofs", { body: { file: file(digits + 4) } }),
      problem(400, "BadRequest", expect.stringContaining("file")),
    );
    await expectRefusal(
      ask("POST", "/consents/proofs", { body: { file: file(digits + 100_000) } }),
      problem(413, "PayloadTooLarge", "request entity too large"),
    );
  });

  it("an unknown proof is not found", async () => {
    const { ask } = await start(open);
    await expectRefusal(ask("GET", "/consents/proofs/unknown.png"), noRecord("unknown.png"));
  });
});
