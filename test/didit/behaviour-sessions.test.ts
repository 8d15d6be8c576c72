import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import {
  ALICE,
  BOB,
  DENIED,
  expectRefusal,
  MINUTE_MS,
  NOT_FOUND,
  ofTransfer,
  START,
  start,
  UNKNOWN_ID,
} from "./calls.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MAIN_EMAIL = { email: "alice@example.com", is_verified: true, is_primary: true };
const WORK_EMAIL = { email: "alice.work@example.com", is_verified: false, is_primary: false };
const MAIN_PHONE = { phone_number: "+34600000001", is_verified: true, is_primary: true };
const SECOND_PHONE = { phone_number: "+34600000002", is_verified: true, is_primary: false };

overTransports("didit", "creating a data transfer session", (open) => {
  it("gives id, token and a link that ends in the token, and nothing else", async () => {
    const { create, baseUrl } = await start(open);
    const session = await create({ scope: "names email", vendor_data: "user-1" });
    expect(session).toEqual({
      session_id: expect.stringMatching(UUID),
      session_token: expect.stringMatching(/^\S{20,}$/),
      url: `${baseUrl}/authorize/${session.session_token}`,
    });
    expect(session.session_token).not.toBe(session.session_id);
    expect((await create()).session_token).not.toBe(session.session_token);
  });

  it("the link leads back to where the session was created: by host, in its world", async () => {
    const { create, fetch, baseUrl, send, token } = await start(open);
    const { url } = await create();
    expect((await send(url)).status).toBe(200);
    const post = { method: "POST", body: '{"scope":"email"}' };
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const forwarded = await fetch("/auth/v2/session/", {
      ...post,
      headers: { ...headers, "x-forwarded-proto": "https" },
    });
    expect((await forwarded.json()).url).toMatch(new RegExp(`^${baseUrl.replace("http:", "https:")}/authorize/`));
  });

  it("in another world the link leads there, however the world was named", async () => {
    const { send, baseUrl, standin } = await start(open);
    const world = await standin.world("elsewhere");
    const { access_token } = (await world.scenario("didit", "a client token")) as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
    const inWorld = baseUrl.replace(/\/didit$/, "/~elsewhere/didit");
    for (const [base, more] of [
      [inWorld, {}],
      [baseUrl, { "x-standin-world": "elsewhere" }],
      [baseUrl, {}],
    ] as const) {
      const init = { method: "POST", headers: { ...headers, ...more }, body: '{"scope":"email"}' };
      const { url } = await (await send(`${base}/auth/v2/session/`, init)).json();
      expect(url).toMatch(new RegExp(`^${inWorld}/authorize/`));
      expect((await send(url)).status).toBe(200);
    }
  });

  it("links lead to the vendor's hosts where that was asked for", async () => {
    const { create, verify } = await start(open, { seeds: { didit: { options: { hosted_links: "vendor" } } } });
    const { url, session_token } = await create();
    expect(url).toBe(`https://app.didit.me/authorize/${session_token}`);
    const verification = await verify();
    expect(verification.url).toBe(`https://verify.didit.me/session/${verification.session_token}`);
  });

  it("a scope is required, must be text, may not be blank, and may not hold an unknown word", async () => {
    const { ask } = await start(open);
    const wrong: [object, object][] = [
      [{}, { scope: ["This field is required."] }],
      [{ scope: "" }, { scope: ["This field may not be blank."] }],
      [{ scope: "   " }, { scope: ["This field may not be blank."] }],
      [{ scope: 5 }, { scope: ["Not a valid string."] }],
      [{ scope: ["email"] }, { scope: ["Not a valid string."] }],
      [{ scope: null }, { scope: ["Not a valid string."] }],
      [{ scope: "email shoe_size" }, { scope: ['"shoe_size" is not a valid choice.'] }],
      [
        { scope: "openid email offline" },
        { scope: ['"openid" is not a valid choice.', '"offline" is not a valid choice.'] },
      ],
      [{ scope: "email", vendor_data: 5 }, { vendor_data: ["Not a valid string."] }],
      [
        { scope: "shoe_size", vendor_data: {} },
        { scope: ['"shoe_size" is not a valid choice.'], vendor_data: ["Not a valid string."] },
      ],
    ];
    for (const [body, complaints] of wrong)
      await expectRefusal(ask("POST", "/auth/v2/session/", { body }), 400, complaints);
  });

  it("a body is required to be a JSON object", async () => {
    const { ask } = await start(open);
    const post = (body: string, type = "application/json") =>
      ask("POST", "/auth/v2/session/", { body, headers: { "content-type": type } });
    for (const [body, type] of [
      ["[]", "list"],
      ['"email"', "str"],
      ["5", "int"],
      ["null", "NoneType"],
      ["true", "bool"],
    ] as const)
      await expectRefusal(post(body), 400, {
        non_field_errors: [`Invalid data. Expected a dictionary, but got ${type}.`],
      });
    expect((await post("{")).body).toEqual(ofTransfer({ detail: expect.stringMatching(/^JSON parse error - /) }));
    await expectRefusal(
      post("scope=email", "application/x-www-form-urlencoded"),
      415,
      ofTransfer({
        detail: 'Unsupported media type "application/x-www-form-urlencoded" in request.',
      }),
    );
    await expectRefusal(ask("POST", "/auth/v2/session/"), 400, { scope: ["This field is required."] });
  });

  it("every word of the scope is known, and unknown members are ignored", async () => {
    const { create } = await start(open);
    const words =
      "email phone picture pictures names user_id is_verified is_over_18 is_over_21 preferences gender birthdate document_detail address bank_account instagram_account x_account tiktok_account";
    for (const scope of [...words.split(" "), words]) await create({ scope, callback: "x", shoe_size: 42 });
  });

  it("an application may have a scope of its own for sessions that name none", async () => {
    const { addApplication, create, decision } = await start(open);
    const token = await addApplication({ default_scope: "email phone" });
    const { session_id } = await create({}, { token });
    expect((await decision(session_id, { token })).scope).toBe("email phone");
    const { session_id: own } = await create({ scope: "names" }, { token });
    expect((await decision(own, { token })).scope).toBe("names");
  });

  it("sessions are numbered by application, apart from verifications", async () => {
    const { create, verify, decision, addApplication } = await start(open);
    const token = await addApplication();
    const number = async (session: { session_id: string }, options = {}) =>
      (await decision(session.session_id, options)).session_number;
    const first = await number(await create());
    await verify();
    expect(first).toBe(1);
    expect(await number(await create())).toBe(2);
    expect(await number(await create({ scope: "email" }, { token }), { token })).toBe(1);
    expect((await verify()).session_number).toBe(2);
  });
});

overTransports("didit", "the life of a data transfer session", (open) => {
  it("before anybody has scanned it, a decision has everything but data", async () => {
    const { create, decision } = await start(open);
    const { session_id } = await create({ scope: "pictures  names", vendor_data: "user-1" });
    expect(await decision(session_id)).toEqual({
      session_id,
      session_number: 1,
      status: "Initialized",
      vendor_data: "user-1",
      scope: "pictures  names",
      user_data: null,
      created_at: START,
    });
    const { session_id: bare } = await create();
    expect((await decision(bare)).vendor_data).toBeNull();
  });

  it("scanned, then confirmed: polling and decision each say so in words of their own", async () => {
    const { create, poll, decision, scan, answer } = await start(open);
    const session = await create();
    const both = async () => [await poll(session), (await decision(session.session_id)).status];
    expect(await both()).toEqual(["initialized", "Initialized"]);
    expect((await scan(session.session_id)).status).toBe(200);
    expect(await both()).toEqual(["retrieved", "Retrieved"]);
    const confirmed = await answer(session.session_id, { status: "confirmed" });
    expect([confirmed.status, confirmed.body]).toEqual([200, { session_id: session.session_id, status: "confirmed" }]);
    expect(await both()).toEqual(["confirmed", "Confirmed"]);
  });

  it("what polling calls declined, the decision calls cancelled, and there is no data", async () => {
    const { create, poll, decision, scan, answer } = await start(open);
    const session = await create();
    await scan(session.session_id);
    const declined = await answer(session.session_id, { status: "declined" });
    expect([declined.status, declined.body]).toEqual([200, { session_id: session.session_id, status: "declined" }]);
    expect(await poll(session)).toBe("declined");
    expect(await decision(session.session_id)).toMatchObject({ status: "Cancelled", scope: "email", user_data: null });
  });

  it("a session expires ten minutes after its creation by the world's clock, scanned or not", async () => {
    const { create, poll, decision, scan, world } = await start(open);
    const [one, two] = [await create(), await create()];
    await scan(two.session_id);
    await world.clock.advance(10 * MINUTE_MS - 1);
    expect([await poll(one), await poll(two)]).toEqual(["initialized", "retrieved"]);
    await world.clock.advance(1);
    expect([await poll(one), await poll(two)]).toEqual(["expired", "expired"]);
    expect(await decision(two.session_id)).toMatchObject({ status: "Expired", user_data: null });
  });

  it("what has been answered stays so, however late it is", async () => {
    const { share, decision, world, run, poll } = await start(open);
    const shared = await share("email");
    const declined = await run("a declined session");
    await world.clock.advance(60 * MINUTE_MS);
    expect(await decision(shared.session_id)).toEqual(shared);
    expect(await poll(declined as never)).toBe("declined");
  });

  it("nothing can be answered before it is scanned, twice, or too late", async () => {
    const { create, scan, answer, world, poll } = await start(open);
    const waiting = ofTransfer({ detail: "This session is not waiting for an answer." });
    const closed = ofTransfer({ detail: "This session is already closed." });
    const session = await create();
    const { session_id } = session;
    for (const status of ["confirmed", "declined"]) await expectRefusal(answer(session_id, { status }), 400, waiting);
    expect(await poll(session)).toBe("initialized");
    await scan(session_id);
    await answer(session_id);
    for (const status of ["confirmed", "declined"]) await expectRefusal(answer(session_id, { status }), 400, waiting);
    await expectRefusal(scan(session_id), 400, closed);
    const late = await create();
    await scan(late.session_id);
    await world.clock.advance(10 * MINUTE_MS);
    await expectRefusal(answer(late.session_id), 400, waiting);
    await expectRefusal(scan(late.session_id), 400, closed);
  });
});

overTransports("didit", "polling", (open) => {
  it("says id and status, and needs the token of this very session", async () => {
    const { create, ask } = await start(open);
    const [one, two] = [await create(), await create()];
    const path = `/auth/v2/session/${one.session_id}/status/`;
    const answer = await ask("GET", path, { headers: { "data-session-token": one.session_token } });
    expect(answer.body).toEqual({ session_id: one.session_id, status: "initialized" });
    for (const wrong of [undefined, "", "guess", two.session_token])
      await expectRefusal(
        ask("GET", path, wrong === undefined ? {} : { headers: { "data-session-token": wrong } }),
        403,
        ofTransfer(DENIED),
      );
    const headers = { "data-session-token": one.session_token };
    await expectRefusal(ask("GET", `/auth/v2/session/${UNKNOWN_ID}/status/`, { headers }), 404, ofTransfer(NOT_FOUND));
    expect((await ask("GET", path, { token: null, headers })).status).toBe(401);
  });

  it("by a browser, is possible where the session token alone suffices", async () => {
    const options = { status_needs_client_token: false };
    const { create, ask, addApplication } = await start(open, { seeds: { didit: { options } } });
    const session = await create();
    const path = `/auth/v2/session/${session.session_id}/status/`;
    const headers = { "data-session-token": session.session_token, origin: "https://a.example" };
    const answer = await ask("GET", path, { token: null, headers });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
    const refused = await ask("GET", path, { token: null, headers: { "data-session-token": "guess" } });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, "*"]);
    expect((await ask("GET", path, { headers })).status).toBe(200);
    expect((await ask("GET", path, { token: await addApplication(), headers })).status).toBe(404);
    const preflight = await ask("OPTIONS", path, { token: null });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("data-session-token");
    const elsewhere = await ask("POST", "/v1/session/", { body: {}, headers });
    expect(elsewhere.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("by a browser, is otherwise not possible: not even a preflight is answered", async () => {
    const { create, ask } = await start(open);
    const { session_id, session_token } = await create();
    const path = `/auth/v2/session/${session_id}/status/`;
    expect((await ask("OPTIONS", path, { token: null })).status).toBe(401);
    expect((await ask("OPTIONS", path)).status).toBe(405);
    const { headers } = await ask("GET", path, { headers: { "data-session-token": session_token } });
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});

overTransports("didit", "the Didit app", (open) => {
  it("learns who asks for what, and until when", async () => {
    const { create, scan } = await start(open);
    const { session_id } = await create({ scope: "names  email" });
    expect((await scan(session_id)).body).toEqual({
      session_id,
      status: "retrieved",
      scope: "names  email",
      application: { client_id: "standin-client", name: "Standin" },
      expires_at: "2024-01-01T00:10:00.000Z",
    });
  });

  it("may scan again as the same person; another one is refused, and cannot answer either", async () => {
    const { create, scan, answer } = await start(open);
    const { session_id } = await create();
    const first = await scan(session_id);
    expect((await scan(session_id)).body).toEqual(first.body);
    await expectRefusal(scan(session_id, BOB), 403, ofTransfer(DENIED));
    await expectRefusal(answer(session_id, {}, BOB), 403, ofTransfer(DENIED));
    expect((await answer(session_id)).status).toBe(200);
  });

  it("finds no session that does not exist", async () => {
    const { scan, answer } = await start(open);
    await expectRefusal(scan(UNKNOWN_ID), 404, ofTransfer(NOT_FOUND));
    await expectRefusal(answer(UNKNOWN_ID), 404, ofTransfer(NOT_FOUND));
  });

  it("confirms unless it says otherwise, even without a body", async () => {
    const { create, scan, ask, decision } = await start(open);
    const { session_id } = await create();
    await scan(session_id);
    expect((await ask("POST", `/auth/v2/session/${session_id}/update`, { token: ALICE })).status).toBe(200);
    expect((await decision(session_id)).status).toBe("Confirmed");
  });

  it("is told, field by field, what is wrong with an answer, and nothing has changed then", async () => {
    const { create, scan, answer, poll } = await start(open);
    const session = await create({ scope: "email names" });
    await scan(session.session_id);
    const wrong: [unknown, object][] = [
      [{ status: "maybe" }, { status: ['"maybe" is not a valid choice.'] }],
      [{ status: 5 }, { status: ['"5" is not a valid choice.'] }],
      [{ scope: "" }, { scope: ["This field may not be blank."] }],
      [{ scope: 5 }, { scope: ["Not a valid string."] }],
      [{ scope: "email phone" }, { scope: ['"phone" is not a valid choice.'] }],
      [{ scope: "shoe_size" }, { scope: ['"shoe_size" is not a valid choice.'] }],
      [
        { selection: "work" },
        { selection: { non_field_errors: ["Invalid data. Expected a dictionary, but got str."] } },
      ],
      [{ selection: { email: 5 } }, { selection: { email: ["Not a valid string."] } }],
      [
        { selection: { email: "bob@example.com" } },
        { selection: { email: ['"bob@example.com" is not a valid choice.'] } },
      ],
      [{ selection: { phone: "+1" } }, { selection: { phone: ['"+1" is not a valid choice.'] } }],
      [[], { non_field_errors: ["Invalid data. Expected a dictionary, but got list."] }],
    ];
    for (const [body, complaints] of wrong) await expectRefusal(answer(session.session_id, body), 400, complaints);
    expect(await poll(session)).toBe("retrieved");
  });
});

overTransports("didit", "shared data", (open) => {
  it("hold the subject and what the scope names, nothing else", async () => {
    const { share } = await start(open);
    const { user_data, scope, status } = await share("names email picture");
    expect(status).toBe("Confirmed");
    expect(scope).toBe("names email picture");
    expect(user_data).toEqual({
      sub: expect.stringMatching(/\S/),
      names: { first_name: "Alice", family_name: "Example", full_name: "Alice Example", is_verified: true },
      email: MAIN_EMAIL,
      picture: "https://example.com/pictures/alice.png",
    });
  });

  it("hold no phone that was not asked for", async () => {
    const { share } = await start(open);
    expect((await share("pictures names email")).user_data).not.toHaveProperty("phone");
  });

  it("name the picture by the same key for either spelling of its word, which stays as it was written", async () => {
    const { share } = await start(open);
    const { user_data, scope } = await share("pictures");
    expect(scope).toBe("pictures");
    expect(user_data).toEqual({ sub: expect.any(String), picture: "https://example.com/pictures/alice.png" });
  });

  it("hold everything when everything is asked for", async () => {
    const { run } = await start(open);
    const { decision } = await run<{ decision: { scope: string; user_data: Record<string, unknown> } }>(
      "a confirmed session",
    );
    const { sub, ...rest } = decision.user_data;
    expect(Object.keys(rest).sort()).toEqual(decision.scope.split(" ").sort());
    expect(rest).toMatchObject({
      email: MAIN_EMAIL,
      phone: MAIN_PHONE,
      user_id: sub,
      is_verified: true,
      is_over_18: true,
      is_over_21: true,
      preferences: { language: "es", currency: "EUR", time_zone: "Europe/Madrid" },
    });
    for (const word of "gender birthdate document_detail address bank_account instagram_account x_account tiktok_account".split(
      " ",
    ))
      expect(rest[word]).toMatchObject({ is_verified: expect.any(Boolean) });
  });

  it("leave out what the person does not have", async () => {
    const { create, scan, answer, decision } = await start(open);
    const { session_id } = await create({ scope: "email phone names picture" });
    await scan(session_id, BOB);
    await answer(session_id, {}, BOB);
    expect((await decision(session_id)).user_data).toEqual({
      sub: expect.any(String),
      email: { email: "bob@example.com", is_verified: false, is_primary: true },
    });
  });

  it("shrink with the approved part, whose words keep the requested order and spelling", async () => {
    const { share } = await start(open);
    const { scope, user_data } = await share("names pictures email", { scope: "email picture" });
    expect(scope).toBe("pictures email");
    expect(Object.keys(user_data ?? {}).sort()).toEqual(["email", "picture", "sub"]);
  });

  it("hold the main address and number, unless the person chooses others", async () => {
    const { share } = await start(open);
    expect((await share("email phone")).user_data).toMatchObject({ email: MAIN_EMAIL, phone: MAIN_PHONE });
    const selection = { email: WORK_EMAIL.email, phone: SECOND_PHONE.phone_number };
    expect((await share("email phone", { selection })).user_data).toMatchObject({
      email: WORK_EMAIL,
      phone: SECOND_PHONE,
    });
  });

  it("name the person alike in every session of an application, otherwise in another, and never by the own id", async () => {
    const { share, create, scan, answer, decision, addApplication } = await start(open);
    const first = (await share("email")).user_data?.sub;
    expect((await share("names")).user_data?.sub).toBe(first);
    const token = await addApplication();
    const { session_id } = await create({ scope: "user_id" }, { token });
    await scan(session_id);
    await answer(session_id);
    const { user_data } = await decision(session_id, { token });
    expect(user_data?.sub).not.toBe(first);
    expect(user_data?.user_id).toBe(user_data?.sub);
    expect([first, user_data?.sub]).not.toContain("alice");
    const { session_id: bobs } = await create();
    await scan(bobs, BOB);
    await answer(bobs, {}, BOB);
    expect((await decision(bobs)).user_data?.sub).not.toBe(first);
  });

  it("stay as they were at confirmation, whatever the person changes later", async () => {
    const { share, decision, run } = await start(open);
    const before = await share("email names");
    await run("a user", { id: "alice", emails: [{ email: "new@example.com", is_verified: true, is_primary: true }] });
    expect(await decision(before.session_id)).toEqual(before);
    expect((await share("email names")).user_data).toEqual({
      sub: before.user_data?.sub,
      email: { email: "new@example.com", is_verified: true, is_primary: true },
    });
  });
});
