import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import { expectRefusal, MINUTE_MS, ORGANIZATION, problem, START, start, USER_ID } from "./calls.ts";

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PNG = "data:image/png;base64,iVBORw0KGgo=";

overTransports("didomi", "recording an event", (open) => {
  it("the answer shows the event's own choices, with every member in its place", async () => {
    const { choose } = await start(open);
    expect(await choose({ id: "newsletter", enabled: true })).toEqual({
      id: expect.stringMatching(UUID_V4),
      organization_id: ORGANIZATION,
      created_at: START,
      updated_at: START,
      status: "confirmed",
      regulation: "gdpr",
      metadata: {},
      user: {
        id: expect.stringMatching(UUID_V4),
        organization_user_id: USER_ID,
        metadata: {},
      },
      consents: {
        channels: [],
        vendors: { enabled: [], disabled: [], enabled_li: [], disabled_li: [] },
        purposes: [{ id: "newsletter", enabled: true }],
      },
      proofs_id: [],
    });
  });

  it("a read right after the write shows the choice, with every member in its place", async () => {
    const { record, users } = await start(open);
    const { user } = await record({
      consents: { purposes: [{ id: "newsletter", enabled: true, values: { topics: { value: "sport,culture" } } }] },
    });
    expect(await users({ organization_user_id: USER_ID })).toEqual({
      data: [
        {
          id: user.id,
          organization_id: ORGANIZATION,
          organization_user_id: USER_ID,
          organization_user_id_type: null,
          version: 1,
          created_at: START,
          updated_at: START,
          metadata: {},
          country: null,
          last_seen_country: null,
          regulation: "gdpr",
          consents: {
            channels: [],
            tcfcs: null,
            vendors: { enabled: [], disabled: [], enabled_li: [], disabled_li: [] },
            purposes: [
              {
                id: "newsletter",
                enabled: true,
                enabled_li: null,
                metadata: {},
                values: { topics: { value: "sport,culture" } },
              },
            ],
          },
        },
      ],
      limit: 100,
      cursor: null,
    });
  });

  it("two events on different purposes both survive, in the order in which they were first seen", async () => {
    const { choose, user } = await start(open);
    await choose({ id: "b", enabled: true });
    await choose({ id: "a", enabled: false });
    await choose({ id: "b", enabled: false });
    const purposes = (await user())?.consents.purposes.map(({ id, enabled }) => [id, enabled]);
    expect(purposes).toEqual([
      ["b", false],
      ["a", false],
    ]);
  });

  it("an answer is replaced by true or false and kept by null or nothing", async () => {
    const { choose, purpose } = await start(open);
    const steps: [boolean | null | undefined, boolean | null][] = [
      [undefined, null],
      [null, null],
      [true, true],
      [null, true],
      [undefined, true],
      [false, false],
      [null, false],
      [true, true],
    ];
    for (const [sent, shown] of steps) {
      await choose({ id: "a", ...(sent !== undefined && { enabled: sent, enabled_li: sent }) });
      expect(await purpose("a")).toMatchObject({ enabled: shown, enabled_li: shown });
    }
  });

  it("an event with only values keeps enabled", async () => {
    const { choose, purpose } = await start(open);
    await choose({ id: "a", enabled: true, enabled_li: false });
    await choose({ id: "a", values: { topics: { value: "sport" } } });
    expect(await purpose("a")).toMatchObject({
      enabled: true,
      enabled_li: false,
      values: { topics: { value: "sport" } },
    });
  });

  it("a new value replaces the old one of its preference whole, and no other", async () => {
    const { choose, purpose } = await start(open);
    await choose({ id: "a", values: { topics: { value: "sport,culture" }, pace: { value: "weekly" } } });
    await choose({ id: "a", values: { topics: { value: "politics" } } });
    expect((await purpose("a"))?.values).toEqual({ topics: { value: "politics" }, pace: { value: "weekly" } });
  });

  it("an empty value takes the preference back", async () => {
    const { choose, purpose } = await start(open);
    await choose({ id: "a", values: { topics: { value: "sport" }, pace: { value: "weekly" } } });
    const taken = { topics: { value: "" }, never: { value: "" } };
    const event = await choose({ id: "a", values: taken });
    expect((await purpose("a"))?.values).toEqual({ pace: { value: "weekly" } });
    expect(event.consents.purposes[0]?.values).toEqual(taken);
  });

  it("preferences named like members of every object are nothing special", async () => {
    const { choose, purpose } = await start(open);
    const values = { constructor: { value: "a" }, toString: { value: "b" } };
    await choose({ id: "constructor", values });
    await choose({ id: "constructor", values: { constructor: { value: "c" } } });
    expect((await purpose("constructor"))?.values).toEqual({ ...values, constructor: { value: "c" } });
  });

  it("a vendor stands in one list of a pair only", async () => {
    const { record, user } = await start(open);
    const send = (vendors: object) => record({ consents: { vendors } });
    await send({ enabled: ["1", "2"], enabled_li: ["1"], disabled_li: ["2"] });
    await send({ disabled: ["2", "3"], enabled_li: ["2"] });
    expect((await user())?.consents.vendors).toEqual({
      enabled: ["1"],
      disabled: ["2", "3"],
      enabled_li: ["1", "2"],
      disabled_li: [],
    });
    await send({ enabled: ["3"], disabled_li: ["1"] });
    expect((await user())?.consents.vendors).toEqual({
      enabled: ["1", "3"],
      disabled: ["2"],
      enabled_li: ["2"],
      disabled_li: ["1"],
    });
  });

  it("channels merge by id", async () => {
    const { record, user } = await start(open);
    await record({ consents: { channels: [{ id: "email", enabled: true, metadata: { a: 1 } }, { id: "sms" }] } });
    await record({
      consents: {
        channels: [
          { id: "sms", enabled: false },
          { id: "email", metadata: { b: 2 } },
        ],
      },
    });
    expect((await user())?.consents.channels).toEqual([
      { id: "email", enabled: true, metadata: { a: 1, b: 2 } },
      { id: "sms", enabled: false, metadata: {} },
    ]);
  });

  it("metadata of users and purposes merges at the first level, new keys winning", async () => {
    const { record, user } = await start(open);
    const send = (metadata: object) =>
      record({
        user: { organization_user_id: USER_ID, metadata },
        consents: { purposes: [{ id: "a", metadata }] },
      });
    await send({ kept: 1, deep: { old: true } });
    await send({ deep: { fresh: true }, added: [2] });
    const merged = { kept: 1, deep: { fresh: true }, added: [2] };
    expect(await user()).toMatchObject({ metadata: merged, consents: { purposes: [{ metadata: merged }] } });
    expect((await user())?.metadata).toEqual(merged);
  });

  it("the older shapes of choices are kept and returned as they came", async () => {
    const { choose, purpose } = await start(open);
    const older = { channels: [{ id: "email", enabled: true }], preferences: [{ id: "topics", options: [1] }] };
    expect((await choose({ id: "a", ...older })).consents.purposes).toEqual([{ id: "a", ...older }]);
    await choose({ id: "a", enabled: true });
    expect(await purpose("a")).toMatchObject({ enabled: true, ...older });
    await choose({ id: "a", channels: [] });
    expect(await purpose("a")).toMatchObject({ channels: [], preferences: older.preferences });
  });

  it("each event raises the version and refreshes updated_at", async () => {
    const { choose, user, world } = await start(open);
    await choose({ id: "a", enabled: true });
    await world.clock.advance(MINUTE_MS);
    await choose({ id: "a", enabled: false });
    expect(await user()).toMatchObject({ version: 2, created_at: START, updated_at: "2024-01-01T00:01:00.000Z" });
  });

  it("the user was last seen where the event says, else in the user's country", async () => {
    const { record, user } = await start(open);
    const send = (more: object) => record({ user: { organization_user_id: USER_ID, ...more } });
    await send({ country: "FR" });
    expect(await user()).toMatchObject({ country: "FR", last_seen_country: "FR" });
    await send({ last_seen_country: "DE" });
    expect(await user()).toMatchObject({ country: "FR", last_seen_country: "DE" });
    await send({});
    expect(await user()).toMatchObject({ country: "FR", last_seen_country: "DE" });
    await send({ country: "ES", last_seen_country: "IT" });
    expect(await user()).toMatchObject({ country: "ES", last_seen_country: "IT" });
  });

  it("an event shows the countries and the TCF string that were sent, and no others", async () => {
    const { ask, record, events, world } = await start(open);
    const detailsOf = ({ user, consents }: Awaited<ReturnType<typeof record>>) => {
      const { id: _id, organization_user_id: _name, metadata: _metadata, ...countries } = user;
      return { ...countries, ...("tcfcs" in consents && { tcfcs: consents.tcfcs }) };
    };
    const sent = [
      [{ country: "FR" }, {}],
      [{ last_seen_country: "DE" }, { tcfcs: "CPmadeUp" }],
      [{ country: "ES", last_seen_country: "IT" }, { tcfcs: "" }],
    ];
    for (const [user, consents] of sent) {
      const event = await record({ user: { organization_user_id: USER_ID, ...user }, consents });
      expect(detailsOf(event)).toEqual({ ...user, ...consents });
      const path = `/consents/events/${event.id}`;
      expect((await ask("GET", path, { query: { organization_user_id: USER_ID } })).body).toEqual(event);
      await world.clock.advance(MINUTE_MS);
    }
    const nulls = { country: null, last_seen_country: null };
    const user = { organization_user_id: USER_ID, ...nulls };
    expect(detailsOf(await record({ user, consents: { tcfcs: null } }))).toEqual({});
    expect((await events()).data.map(detailsOf)).toEqual([
      ...sent.map(([user, consents]) => ({ ...user, ...consents })),
      {},
    ]);
  });

  it("a number as the organization's id of a user is its text, in every call", async () => {
    const { ask, record, mint, users, world } = await start(open);
    const { user } = await record({ user: { organization_user_id: 42 } });
    expect(user).toMatchObject({ organization_user_id: "42" });
    const same = { id: user.id, organization_user_id: "42" };
    expect((await record({ user: { organization_user_id: "42" } })).user).toMatchObject(same);
    for (const name of [42, "42"]) {
      const token = await mint(name);
      for (const named of [undefined, { organization_user_id: 42 }, { organization_user_id: "42" }])
        expect((await record({ user: named }, { token })).user).toMatchObject(same);
      expect((await users({ organization_user_id: "42" }, { token })).data).toMatchObject([same]);
      const body = { user: { organization_user_id: 43 }, consents: {} };
      expect((await ask("POST", "/consents/events", { token, body })).status).toBe(403);
    }
    const byOwnId = { query: { $by_organization_user_id: "" } };
    expect((await ask("GET", "/consents/users/42", byOwnId)).body).toMatchObject(same);
    expect((await ask("POST", "/consents/users", { body: { organization_user_id: 42 } })).status).toBe(409);
    const { body: other } = await ask("POST", "/consents/users", { body: { organization_user_id: 43.5 } });
    expect(other).toMatchObject({ organization_user_id: "43.5" });
    const path = `/consents/users/${(other as { id: string }).id}`;
    expect((await ask("PATCH", path, { body: { organization_user_id: 42 } })).status).toBe(409);
    const { body: renamed } = await ask("PATCH", path, { body: { organization_user_id: 0 } });
    expect(renamed).toMatchObject({ organization_user_id: "0" });
    expect((await record({ user: { organization_user_id: "0" } })).user).toMatchObject({
      id: (other as { id: string }).id,
    });
    const prepared = await world.scenario("didomi", "a user with choices", { user: { organization_user_id: 42 } });
    expect(prepared).toMatchObject({ user: same });
  });

  it("the two query flags take their words only, and a generated TCF string is a fixed text", async () => {
    const { ask, record, user } = await start(open);
    const plain = await record({}, { query: { $disable_integrations: "true", $generate_tcfcs: "false" } });
    expect(plain.consents).not.toHaveProperty("tcfcs");
    const generated = await record({}, { query: { $generate_tcfcs: "true" } });
    expect(generated.consents.tcfcs).toEqual(expect.any(String));
    expect((await user())?.consents.tcfcs).toBe(generated.consents.tcfcs);
    await record({ consents: { tcfcs: null } });
    expect((await user())?.consents.tcfcs).toBe(generated.consents.tcfcs);
    for (const name of ["$disable_integrations", "$generate_tcfcs"])
      await expectRefusal(
        ask("POST", "/consents/events", { body: { consents: {} }, query: { [name]: "yes" } }),
        problem(400, "BadRequest", expect.stringContaining(name)),
      );
  });

  it("an id of one's own must be new in the organization", async () => {
    const { ask, record, user } = await start(open);
    expect((await record({ id: "import-1" })).id).toBe("import-1");
    const body = { id: "import-1", consents: { purposes: [{ id: "late", enabled: true }] } };
    await expectRefusal(
      ask("POST", "/consents/events", { body: { ...body, user: { organization_user_id: USER_ID } } }),
      problem(409, "Conflict", expect.stringContaining("import-1")),
    );
    expect((await user())?.consents.purposes).toEqual([]);
  });

  it("proofs in the body are stored and come back as ids after those that were sent", async () => {
    const { ask, record } = await start(open);
    const event = await record({ proofs: [PNG, "data:application/pdf;base64,JVBERi0="], proofs_id: ["sent"] });
    expect(event).not.toHaveProperty("proofs");
    expect(event.proofs_id).toEqual([
      "sent",
      expect.stringMatching(/^[0-9a-f]{64}\.png$/),
      expect.stringMatching(/^[0-9a-f]{64}\.pdf$/),
    ]);
    expect((await ask("GET", `/consents/proofs/${event.proofs_id[1]}`)).body).toMatchObject({ file: PNG });
  });

  it("dates are read with and without a zone and written in UTC with milliseconds", async () => {
    const { record } = await start(open);
    const dates = [
      ["2023-05-04", "2023-05-04T00:00:00.000Z"],
      ["2023-05-04T10:00", "2023-05-04T10:00:00.000Z"],
      ["2023-05-04T10:00:01", "2023-05-04T10:00:01.000Z"],
      ["2023-05-04T10:00:01.5Z", "2023-05-04T10:00:01.500Z"],
      ["2023-05-04T10:00:01.123456789Z", "2023-05-04T10:00:01.123Z"],
      ["2023-05-04T01:00:00+02:00", "2023-05-03T23:00:00.000Z"],
      ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z"],
      ["1969-12-31T23:59:59Z", "1969-12-31T23:59:59.000Z"],
    ];
    for (const [created_at, shown] of dates)
      expect(await record({ created_at })).toMatchObject({ created_at: shown, updated_at: shown });
  });

  it("what is missing or wrong in an event is refused by name", async () => {
    const { ask, users } = await start(open);
    const wrong: [object, RegExp][] = [
      [{}, /consents/],
      [{ consents: [] }, /consents/],
      [{ consents: "all" }, /consents/],
      [{ consents: null }, /consents/],
      [{ consents: { purposes: [{ enabled: true }] } }, /purposes\.0\.id/],
      [{ consents: { purposes: [{ id: "" }] } }, /purposes\.0\.id/],
      [{ consents: { purposes: [{ id: "a", enabled: "yes" }] } }, /enabled/],
      [{ consents: { purposes: [{ id: "a", enabled: 1 }] } }, /enabled/],
      [{ consents: { purposes: [{ id: "a", values: { t: { value: 5 } } }] } }, /value/],
      [{ consents: { purposes: [{ id: "a", values: { t: "sport" } }] } }, /values\.t/],
      [{ consents: { channels: [{}] } }, /channels\.0\.id/],
      [{ consents: { vendors: { enabled: [1] } } }, /vendors/],
      [{ consents: {}, created_at: "yesterday" }, /created_at/],
      [{ consents: {}, created_at: 1700000000 }, /created_at/],
      [{ consents: {}, created_at: "2023-02-29" }, /created_at/],
      [{ consents: {}, created_at: "2023-04-31T00:00:00Z" }, /created_at/],
      [{ consents: {}, created_at: "2023-13-01" }, /created_at/],
      [{ consents: {}, status: "done" }, /status/],
      [{ consents: {}, regulation: "" }, /regulation/],
      [{ consents: {}, proofs: ["no data uri"] }, /proofs/],
      [{ consents: {}, proofs: ["data:text/html;base64,QUJD"] }, /proofs/],
      [{ consents: {}, proofs: ["data:image/png;base64,A"] }, /proofs/],
      [{ consents: {}, delegate: { name: "unknown" } }, /delegate\.id/],
      [{ consents: {}, user: { organization_user_id: true } }, /organization_user_id/],
      [{ consents: {}, metadata: "text" }, /metadata/],
      [[], /body/],
    ];
    for (const [body, name] of wrong)
      await expectRefusal(
        ask("POST", "/consents/events", { body }),
        problem(400, "BadRequest", expect.stringMatching(name)),
      );
    expect((await users()).data).toEqual([]);
  });

  it("unknown members are accepted and not stored", async () => {
    const { record } = await start(open);
    const event = await record(
      { evt: 1, consents: { color: "red", purposes: [{ id: "a", note: 1 }] } },
      { query: { foo: "bar" } },
    );
    expect(event.consents.purposes).toEqual([{ id: "a" }]);
    expect(event).not.toHaveProperty("evt");
    expect(event.consents).not.toHaveProperty("color");
  });
});

overTransports("didomi", "the user of an event", (open) => {
  it("a known organization user id leads to that record, whatever id comes along", async () => {
    const { record, users } = await start(open);
    const first = await record({});
    expect((await record({})).user.id).toBe(first.user.id);
    expect((await record({ user: { organization_user_id: USER_ID, id: "new" } })).user.id).toBe(first.user.id);
    expect((await users()).data).toHaveLength(1);
  });

  it("an unknown organization user id is given to the record that is named with it, if it has none", async () => {
    const { record, user, events } = await start(open);
    await record({ user: { id: "device-1" }, consents: { purposes: [{ id: "a", enabled: true }] } });
    const event = await record({ user: { id: "device-1", organization_user_id: USER_ID } });
    expect(event.user).toMatchObject({ id: "device-1", organization_user_id: USER_ID });
    expect(await user()).toMatchObject({ id: "device-1", version: 2, consents: { purposes: [{ id: "a" }] } });
    expect((await events()).data).toHaveLength(2);
  });

  it("a Didomi id alone leads to that record, and makes it if it is new", async () => {
    const { record, users } = await start(open);
    const device = "38400000-8cf0-11bd-b23e-10b96e40000d";
    expect((await record({ user: { id: device } })).user).toMatchObject({ id: device, organization_user_id: null });
    expect((await record({ user: { id: device } })).user.id).toBe(device);
    expect((await users({ user_id: device })).data).toMatchObject([{ id: device, version: 2 }]);
  });

  it("without any id the user gets a random one", async () => {
    const { record, users } = await start(open);
    const ids = [await record({ user: undefined }), await record({ user: {} })].map(({ user }) => user.id);
    expect(ids).toEqual([expect.stringMatching(UUID_V4), expect.stringMatching(UUID_V4)]);
    expect(new Set(ids).size).toBe(2);
    expect((await users()).data).toHaveLength(2);
  });

  it("a Didomi id and an organization user id of two users do not go together", async () => {
    const { ask, record } = await start(open);
    const { user } = await record({ user: { organization_user_id: "other@domain.com" } });
    const body = { user: { id: user.id, organization_user_id: USER_ID }, consents: {} };
    const refusal = problem(409, "Conflict", expect.stringContaining(user.id));
    await expectRefusal(ask("POST", "/consents/events", { body }), refusal);
    await record({});
    await expectRefusal(ask("POST", "/consents/events", { body }), refusal);
  });

  it("a consent token may bring the device's id along when its user is new, or give it a name", async () => {
    const { mint, record, ask } = await start(open);
    const token = await mint(USER_ID);
    await record({ user: { id: "device-1" } });
    const adopted = await record({ user: { id: "device-1" } }, { token });
    expect(adopted.user).toMatchObject({ id: "device-1", organization_user_id: USER_ID });
    await record({ user: { id: "device-2" } });
    const foreign = await ask("POST", "/consents/events", { token, body: { user: { id: "device-2" }, consents: {} } });
    expect(foreign.status).toBe(403);
    const fresh = await record({ user: { id: "device-3" } }, { token: await mint("new@domain.com") });
    expect(fresh.user).toMatchObject({ id: "device-3", organization_user_id: "new@domain.com" });
  });
});
