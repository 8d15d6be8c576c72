import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import { expectRefusal, MINUTE_MS, problem, START, start, USER_ID } from "./calls.ts";

const OF_USER = { organization_user_id: USER_ID };
const noRecord = (id: string) => problem(404, "NotFound", `No record found for id '${id}'`);
const PENDING = { status: "pending_approval" };

overTransports("didomi", "pending events", (open) => {
  it("a pending event is listed under its status and does not count", async () => {
    const { record, user, events } = await start(open);
    await record({ consents: { purposes: [{ id: "a", enabled: false }] } });
    const pending = await record({ ...PENDING, consents: { purposes: [{ id: "a", enabled: true }] } });
    expect(pending.status).toBe("pending_approval");
    expect((await events()).data).toHaveLength(1);
    expect((await events(PENDING)).data).toEqual([pending]);
    expect((await events({ "status[$in]": ["confirmed", "pending_approval"] })).data).toHaveLength(2);
    expect(await user()).toMatchObject({ version: 1, consents: { purposes: [{ id: "a", enabled: false }] } });
  });

  it("an approved event counts, as of its approval", async () => {
    const { ask, record, choose, purpose, world } = await start(open);
    const { id } = await record({ ...PENDING, consents: { purposes: [{ id: "a", enabled: true }] } });
    await world.clock.advance(1000);
    await choose({ id: "a", enabled: false });
    await world.clock.advance(1000);
    const approved = await ask("PATCH", `/consents/events/${id}`, {
      query: OF_USER,
      body: { status: "confirmed" },
    });
    expect(approved).toMatchObject({
      status: 200,
      body: { status: "confirmed", created_at: START, updated_at: "2024-01-01T00:00:02.000Z" },
    });
    expect(await purpose("a")).toMatchObject({ enabled: true });
  });

  it("a user who only has pending choices is in no list, and read by id has answered nothing", async () => {
    const { ask, record, user } = await start(open);
    const event = await record({ ...PENDING, consents: { purposes: [{ id: "a", enabled: true }] } });
    expect(await user()).toBeUndefined();
    expect((await ask("GET", `/consents/users/${event.user.id}`)).body).toMatchObject({ consents: { purposes: [] } });
    const deleted = await ask("DELETE", `/consents/events/${event.id}`, { query: OF_USER });
    expect(deleted.status).toBe(204);
    expect(await user()).toBeUndefined();
  });

  it("an event that is sent back to waiting no longer counts", async () => {
    const { ask, choose, purpose, user } = await start(open);
    const { id } = await choose({ id: "a", enabled: true });
    await ask("PATCH", `/consents/events/${id}`, { query: OF_USER, body: PENDING });
    expect(await purpose("a")).toBeUndefined();
    expect(await user()).toMatchObject({ version: 2 });
  });
});

overTransports("didomi", "the order of events", (open) => {
  it("an import dated last year does not beat a newer choice", async () => {
    const { record, choose, user, purpose } = await start(open);
    await choose({ id: "a", enabled: true });
    await record({
      created_at: "2023-01-01",
      consents: {
        purposes: [
          { id: "old", enabled: true },
          { id: "a", enabled: false },
        ],
      },
      user: { organization_user_id: USER_ID, metadata: { source: "paper" }, country: "FR" },
    });
    expect(await purpose("a")).toMatchObject({ enabled: true });
    expect(await purpose("old")).toMatchObject({ enabled: true });
    expect(await user()).toMatchObject({ version: 2, metadata: { source: "paper" }, country: "FR" });
  });

  it("imports among themselves count in the order of their dates, whatever order they come in", async () => {
    const { record, purpose } = await start(open);
    const on = (created_at: string, enabled: boolean) =>
      record({ created_at, consents: { purposes: [{ id: "a", enabled }] } });
    await on("1969-06-01", true);
    await on("2022-06-01", false);
    await on("2021-06-01", true);
    expect(await purpose("a")).toMatchObject({ enabled: false });
    await on("2022-06-02", true);
    expect(await purpose("a")).toMatchObject({ enabled: true });
  });

  it("of two steps of the same moment the one recorded last counts, also when all is merged anew", async () => {
    const { ask, choose, purpose, user } = await start(open);
    await choose({ id: "a", enabled: true }, { id: "b", enabled: false });
    await choose({ id: "a", enabled: false });
    const body = { consents: { purposes: [{ id: "b", enabled: true }] } };
    await ask("PATCH", `/consents/users/${(await user())?.id}`, { body });
    const { id } = await choose({ id: "c" });
    expect(await purpose("a")).toMatchObject({ enabled: false });
    await ask("DELETE", `/consents/events/${id}`, { query: OF_USER });
    expect(await purpose("c")).toBeUndefined();
    expect(await purpose("a")).toMatchObject({ enabled: false });
    expect(await purpose("b")).toMatchObject({ enabled: true });
  });

  it("a correction counts as of now", async () => {
    const { ask, record, choose, purpose } = await start(open);
    const { id } = await record({ created_at: "2023-01-01", consents: { purposes: [{ id: "a", enabled: true }] } });
    await record({ created_at: "2023-06-01", consents: { purposes: [{ id: "a", enabled: false }] } });
    const body = { consents: { purposes: [{ id: "a", enabled: true }] } };
    await ask("PATCH", `/consents/events/${id}`, { query: OF_USER, body });
    expect(await purpose("a")).toMatchObject({ enabled: true });
    await choose({ id: "a", enabled: false });
    expect(await purpose("a")).toMatchObject({ enabled: false });
  });
});

overTransports("didomi", "changing an event", (open) => {
  it("each member that is named is replaced, the others stay", async () => {
    const { ask, record, world } = await start(open);
    const event = await record({
      metadata: { kept: true },
      proofs_id: ["p1"],
      delegate: { id: "agent-1", name: "One" },
      consents: { purposes: [{ id: "a", enabled: true }] },
    });
    await world.clock.advance(MINUTE_MS);
    const patch = async (body: object) =>
      (await ask("PATCH", `/consents/events/${event.id}`, { query: OF_USER, body })).body;
    const updated_at = "2024-01-01T00:01:00.000Z";
    expect(await patch({})).toEqual({ ...event, updated_at });
    expect(await patch({ delegate: { id: "agent-2" }, proofs_id: [] })).toEqual({
      ...event,
      updated_at,
      delegate: { id: "agent-2" },
      proofs_id: [],
    });
    const proofs = ["data:image/gif;base64,R0lGODlh"];
    expect(await patch({ proofs, proofs_id: ["p2"] })).toMatchObject({
      proofs_id: ["p2", expect.stringMatching(/^[0-9a-f]{64}\.gif$/)],
    });
  });

  it("new choices of an event replace its old ones whole", async () => {
    const { ask, choose, user } = await start(open);
    const { id } = await choose({ id: "a", enabled: true }, { id: "b", enabled: true });
    const body = { consents: { purposes: [{ id: "b", enabled: false }] } };
    await ask("PATCH", `/consents/events/${id}`, { query: OF_USER, body });
    expect((await user())?.consents.purposes).toMatchObject([{ id: "b", enabled: false }]);
  });

  it("a wrong member is refused by name", async () => {
    const { ask, choose } = await start(open);
    const { id } = await choose({ id: "a" });
    const wrong: [object, RegExp][] = [
      [{ status: "done" }, /status/],
      [{ consents: 5 }, /consents/],
      [{ proofs: ["x"] }, /proofs/],
      [{ proofs_id: "x" }, /proofs_id/],
      [{ delegate: {} }, /delegate/],
    ];
    for (const [body, name] of wrong)
      await expectRefusal(
        ask("PATCH", `/consents/events/${id}`, { query: OF_USER, body }),
        problem(400, "BadRequest", expect.stringMatching(name)),
      );
  });
});

overTransports("didomi", "removing events", (open) => {
  it("removing an event restores the answer before it, as if it had never been", async () => {
    const { ask, choose, record, user, purpose } = await start(open);
    await choose({ id: "a", enabled: false, values: { topics: { value: "sport" } } });
    const { id } = await record({
      user: { ...OF_USER, metadata: { gone: true }, country: "FR" },
      consents: {
        purposes: [{ id: "a", enabled: true, values: { topics: { value: "" } } }, { id: "b" }],
        vendors: { enabled: ["1"] },
      },
    });
    const { status, body } = await ask("DELETE", `/consents/events/${id}`, { query: OF_USER });
    expect({ status, body }).toEqual({ status: 204, body: undefined });
    expect(await purpose("a")).toMatchObject({ enabled: false, values: { topics: { value: "sport" } } });
    expect(await user()).toMatchObject({
      version: 3,
      country: null,
      last_seen_country: null,
      consents: { purposes: [{ id: "a" }], vendors: { enabled: [] } },
    });
    expect((await user())?.metadata).toEqual({});
    await expectRefusal(ask("DELETE", `/consents/events/${id}`, { query: OF_USER }), noRecord(id));
  });

  it("choices written directly on a user survive the removal of events, as a step at their own time", async () => {
    const { ask, choose, user, purpose, world } = await start(open);
    const direct = (consents: object) => ({ ...OF_USER, metadata: { tier: "gold" }, country: "FR", consents });
    await ask("POST", "/consents/users", { body: direct({ purposes: [{ id: "a", enabled: true }] }) });
    await world.clock.advance(1000);
    const first = await choose({ id: "a", enabled: false }, { id: "b", enabled: true });
    await world.clock.advance(1000);
    const id = (await user())?.id;
    await ask("PATCH", `/consents/users/${id}`, { body: { consents: { purposes: [{ id: "b", enabled: false }] } } });
    await world.clock.advance(1000);
    const last = await choose({ id: "b", enabled: true });
    await ask("DELETE", `/consents/events/${last.id}`, { query: OF_USER });
    expect(await purpose("b")).toMatchObject({ enabled: false });
    await ask("DELETE", `/consents/events/${first.id}`, { query: OF_USER });
    expect(await purpose("a")).toMatchObject({ enabled: true });
    expect(await purpose("b")).toMatchObject({ enabled: false });
    expect(await user()).toMatchObject({ metadata: { tier: "gold" }, country: "FR" });
  });

  it("an import older than a user does not beat what was written on the user", async () => {
    const { ask, record, purpose } = await start(open);
    const consents = { purposes: [{ id: "a", enabled: true }] };
    await ask("POST", "/consents/users", { body: { ...OF_USER, consents } });
    await record({ created_at: "2020-01-01", consents: { purposes: [{ id: "a", enabled: false }] } });
    expect(await purpose("a")).toMatchObject({ enabled: true });
  });

  it("a filter removes what matches it, of one user, under any status and regulation", async () => {
    const { ask, record, events, purpose } = await start(open);
    const booked = (booking_id: unknown, more: object = {}) =>
      record({ metadata: { booking_id }, consents: { purposes: [{ id: "a", enabled: booking_id === "1" }] }, ...more });
    await booked("1");
    await booked("123");
    await booked(123, PENDING);
    await booked("123", { regulation: "cpra" });
    await booked("123", { user: { organization_user_id: "other@domain.com" } });
    const all = { "status[$in]": ["confirmed", "pending_approval"], "regulation[$in]": ["gdpr", "cpra"] };
    expect((await events(all)).data).toHaveLength(4);
    const query = { ...OF_USER, "metadata.booking_id": "123" };
    expect((await ask("DELETE", "/consents/events", { query })).status).toBe(204);
    expect((await events(all)).data).toMatchObject([{ metadata: { booking_id: "1" } }]);
    expect(await purpose("a")).toMatchObject({ enabled: true });
    expect((await events({ organization_user_id: "other@domain.com" })).data).toHaveLength(1);
  });

  it("all filters together must match, and what matches nothing removes nothing", async () => {
    const { ask, record, events } = await start(open);
    await record({ metadata: { a: 1, b: true, c: null, d: { e: "deep" } }, regulation: "gdpr" });
    const remove = async (filter: Record<string, string>) => {
      expect((await ask("DELETE", "/consents/events", { query: { ...OF_USER, ...filter } })).status).toBe(204);
      return (await events()).data.length;
    };
    expect(await remove({ "metadata.a": "1", "metadata.b": "false" })).toBe(1);
    expect(await remove({ "metadata.d": "deep" })).toBe(1);
    expect(await remove({ "metadata.a.b": "1" })).toBe(1);
    expect(await remove({ "metadata.toString": "x", "constructor.name": "Object" })).toBe(1);
    expect(await remove({ "constructor.name": "Object" })).toBe(1);
    expect(await remove({ "metadata.a": "1", "metadata.b": "true", "metadata.d.e": "deep" })).toBe(0);
  });

  it("removing by filter needs a filter", async () => {
    const { ask, record } = await start(open);
    await record({});
    for (const query of [OF_USER, { ...OF_USER, $limit: "1" }])
      await expectRefusal(
        ask("DELETE", "/consents/events", { query }),
        problem(400, "BadRequest", expect.stringContaining("filter")),
      );
  });

  it("removing by filter from an unknown user removes nothing", async () => {
    const { ask } = await start(open);
    const query = { organization_user_id: "unknown", "metadata.a": "1" };
    expect((await ask("DELETE", "/consents/events", { query })).status).toBe(204);
  });
});

overTransports("didomi", "reading events", (open) => {
  it("every call about stored events needs a user", async () => {
    const { ask, record } = await start(open);
    const { id } = await record({});
    const calls: [string, string, Record<string, string>?, object?][] = [
      ["GET", "/consents/events"],
      ["GET", `/consents/events/${id}`],
      ["PATCH", `/consents/events/${id}`, {}, {}],
      ["DELETE", `/consents/events/${id}`],
      ["DELETE", "/consents/events", { "metadata.a": "1" }],
    ];
    for (const [method, path, query, body] of calls)
      await expectRefusal(
        ask(method, path, { ...(query && { query }), body }),
        problem(400, "BadRequest", expect.stringMatching(/user_id.*organization_user_id/)),
      );
  });

  it("either id selects the user; an unknown one has no events", async () => {
    const { record, events } = await start(open);
    const event = await record({});
    const by = async (query: Record<string, string | undefined>) =>
      (await events({ organization_user_id: undefined, ...query })).data;
    expect(await by({ user_id: event.user.id })).toEqual([event]);
    expect(await by({ organization_user_id: USER_ID })).toEqual([event]);
    expect(await by({ user_id: event.user.id, organization_user_id: USER_ID })).toEqual([event]);
    expect(await by({ user_id: "unknown" })).toEqual([]);
    expect(await by({ organization_user_id: "unknown" })).toEqual([]);
    expect(await by({ user_id: "unknown", organization_user_id: USER_ID })).toEqual([]);
  });

  it("one event is found by its id and its user, and by no other user", async () => {
    const { ask, record } = await start(open);
    const event = await record({});
    const other = await record({ user: { organization_user_id: "other@domain.com" } });
    const path = `/consents/events/${event.id}`;
    expect((await ask("GET", path, { query: OF_USER })).body).toEqual(event);
    for (const method of ["GET", "DELETE", "PATCH"])
      for (const query of [{ user_id: other.user.id }, { user_id: "unknown" }])
        await expectRefusal(ask(method, path, { query, ...(method === "PATCH" && { body: {} }) }), noRecord(event.id));
    await expectRefusal(ask("GET", "/consents/events/unknown", { query: OF_USER }), noRecord("unknown"));
  });

  it("events come oldest first, and only those of the regulation asked for", async () => {
    const { record, events } = await start(open);
    await record({ id: "today" });
    await record({ id: "b", created_at: "2023-01-01" });
    await record({ id: "a", created_at: "2023-01-01" });
    await record({ id: "before 1970", created_at: "1950-01-01" });
    await record({ id: "californian", created_at: "2022-01-01", regulation: "cpra" });
    const ids = async (query?: Record<string, string | string[]>) => (await events(query)).data.map(({ id }) => id);
    expect(await ids()).toEqual(["before 1970", "a", "b", "today"]);
    expect(await ids({ regulation: "cpra" })).toEqual(["californian"]);
    expect(await ids({ "regulation[$in]": ["cpra", "gdpr"] })).toEqual([
      "before 1970",
      "californian",
      "a",
      "b",
      "today",
    ]);
    expect(await ids({ regulation: "unheard-of" })).toEqual([]);
  });

  it("a status that does not exist is refused", async () => {
    const { ask } = await start(open);
    for (const name of ["status", "status[$in]"])
      await expectRefusal(
        ask("GET", "/consents/events", { query: { ...OF_USER, [name]: "done" } }),
        problem(400, "BadRequest", expect.stringContaining("status")),
      );
  });

  it("a long history comes in pages, across statuses and regulations", async () => {
    const { record, events } = await start(open);
    const expected: string[] = [];
    for (let number = 0; number < 205; number += 1) {
      const id = `event-${String(number).padStart(3, "0")}`;
      expected.push(id);
      const year = 1900 + Math.floor(number / 3);
      await record({
        id,
        created_at: `${year}-01-01`,
        regulation: number % 2 ? "gdpr" : "cpra",
        ...(number % 5 === 0 && PENDING),
      });
    }
    const filter = { "status[$in]": ["confirmed", "pending_approval"], "regulation[$in]": ["gdpr", "cpra"] };
    const seen: string[][] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await events({ ...filter, ...(cursor !== undefined && { $cursor: cursor }) });
      seen.push(page.data.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(seen.map((page) => page.length)).toEqual([100, 100, 5]);
    expect(seen.flat()).toEqual(expected);
  });
});
