import { createHmac } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import type { components } from "#generated/didit/types.ts";
import { overTransports } from "../support/transports.ts";
import { type Didit, expectRefusal, NOT_FOUND, start, UNKNOWN_ID } from "./calls.ts";
import { checkSignatures, createReceiver, type Receiver } from "./receiver.ts";

type Schemas = components["schemas"];
type User = Schemas["VendorUser"];
type Page = Schemas["UserPage"];

const KEY = "standin-api-key";
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const EVENTS = ["user.status.updated", "user.data.updated"];
const at = (vendorData: string) => `/v3/users/${encodeURIComponent(vendorData)}/`;

const receivers: Receiver[] = [];
afterEach(() => Promise.all(receivers.splice(0).map((each) => each.close())));

const byKey = ({ ask }: Didit, method: string, path: string, body?: unknown, key = KEY) =>
  ask(method, path, { token: null, headers: { "x-api-key": key }, ...(body !== undefined && { body }) });

async function good<Body>(didit: Didit, method: string, path: string, body?: unknown, key = KEY): Promise<Body> {
  const reply = await byKey(didit, method, path, body, key);
  expect(reply.status, reply.text).toBeLessThan(300);
  return reply.body as Body;
}

const create = (didit: Didit, vendor_data: string | null, more: object = {}, key = KEY) =>
  good<Schemas["WorkflowSession"]>(didit, "POST", "/v3/session/", { workflow_id: WORKFLOW, vendor_data, ...more }, key);
const read = (didit: Didit, vendorData: string) => good<User>(didit, "GET", at(vendorData));
const list = (didit: Didit, query = "") => good<Page>(didit, "GET", `/v3/users/${query}`);
const change = (didit: Didit, vendorData: string, body: object) => good<User>(didit, "PATCH", at(vendorData), body);
const remove = (didit: Didit, body: object) => good<Schemas["UsersDeleted"]>(didit, "POST", "/v3/users/delete/", body);
const setStatus = (didit: Didit, id: string, new_status: string) =>
  good(didit, "PATCH", `/v3/session/${id}/update-status/`, { new_status });
const namesIn = ({ results }: Page) => results.map(({ vendor_data }) => vendor_data);

/** A destination for some events, and what it gets. */
async function subscribe(didit: Didit, subscribed_events: readonly string[]): Promise<Receiver & { secret: string }> {
  const receiver = await createReceiver();
  receivers.push(receiver);
  const { secret = "" } = await didit.run("a webhook destination", { url: receiver.url, subscribed_events });
  return { ...receiver, secret };
}

overTransports("didit", "users", (open) => {
  it("are the vendor_data of sessions of workflows, and no others", async () => {
    const didit = await start(open);
    await create(didit, null);
    await didit.verify({ vendor_data: "older" });
    expect(await list(didit)).toEqual({ count: 0, next: null, previous: null, results: [] });
    await create(didit, "José 1");
    expect(await read(didit, "José 1")).toEqual({
      didit_internal_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      vendor_data: "José 1",
      display_name: null,
      full_name: null,
      date_of_birth: null,
      effective_name: null,
      status: "ACTIVE",
      metadata: null,
      session_count: 1,
      approved_count: 0,
      declined_count: 0,
      in_review_count: 0,
      issuing_states: {},
      approved_emails: {},
      approved_phones: {},
      features: {},
      features_list: [],
      first_session_at: "2024-01-01T00:00:00Z",
      last_session_at: "2024-01-01T00:00:00Z",
      created_at: "2024-01-01T00:00:00Z",
      updated_at: "2024-01-01T00:00:00Z",
    });
    // Case counts.
    await expectRefusal(byKey(didit, "GET", at("josé 1")), 404, NOT_FOUND);
  });

  it("follow their sessions in counts, times, results, names and addresses", async () => {
    const didit = await start(open);
    const features = ["ID_VERIFICATION", "EMAIL_VERIFICATION", "PHONE"];
    await didit.run("a workflow", { id: WORKFLOW, version: 2, features });
    const { session_id } = await create(didit, "alice");
    // The unfinished session is used again.
    await create(didit, "alice");
    expect(await read(didit, "alice")).toMatchObject({ session_count: 1 });
    await didit.world.clock.advance(1000);
    await didit.run("open", { session_id });
    await didit.run("submit", { session_id, outcome: "In Review" });
    expect(await read(didit, "alice")).toMatchObject({ in_review_count: 1, approved_count: 0, full_name: null });
    await setStatus(didit, session_id, "Approved");
    const once = await read(didit, "alice");
    expect(once).toMatchObject({
      ...{ session_count: 1, in_review_count: 0, approved_count: 1, declined_count: 0 },
      ...{ full_name: "Alice Example", effective_name: "Alice Example", date_of_birth: "1990-01-01" },
      issuing_states: { ESP: 1 },
      approved_emails: { "alice@example.com": true },
      approved_phones: { "+34600000001": true },
      features: { EMAIL_VERIFICATION: "Approved", PHONE: "Approved" },
      first_session_at: "2024-01-01T00:00:00Z",
      last_session_at: "2024-01-01T00:00:00Z",
      updated_at: "2024-01-01T00:00:01Z",
    });
    expect(once.features_list.map(({ feature }) => feature).sort()).toEqual([...features].sort());
    await setStatus(didit, session_id, "Declined");
    await create(didit, "alice");
    expect(await read(didit, "alice")).toMatchObject({
      ...{ session_count: 2, approved_count: 0, declined_count: 1 },
      last_session_at: "2024-01-01T00:00:01Z",
    });
    await byKey(didit, "DELETE", `/v3/session/${session_id}/delete/`);
    expect(await read(didit, "alice")).toMatchObject({ session_count: 2, declined_count: 1 });
  });

  it("have as many documents of a state as sessions that are approved", async () => {
    const didit = await start(open);
    const { session_id } = await didit.run("a workflow session", { status: "Approved", vendor_data: "alice" });
    for (const [status, states] of [
      ["Declined", {}],
      ["Approved", { ESP: 1 }],
      ["Declined", {}],
    ] as const) {
      await setStatus(didit, `${session_id}`, status);
      expect((await read(didit, "alice")).issuing_states, status).toEqual(states);
    }
  });

  it("are changed member by member, maps and metadata as a whole", async () => {
    const didit = await start(open);
    await create(didit, "user-1");
    await didit.world.clock.advance(1000);
    const body = {
      ...{ display_name: "U", full_name: "User One", date_of_birth: "1980-02-29", status: "BLOCKED" },
      ...{ metadata: { a: 1, b: 2 }, approved_emails: { "u@example.com": true }, approved_phones: {} },
      issuing_states: { ESP: 2 },
    };
    const changed = await change(didit, "user-1", body);
    expect(changed).toMatchObject({ ...body, effective_name: "U", updated_at: "2024-01-01T00:00:01Z" });
    expect(await read(didit, "user-1")).toEqual(changed);
    expect(await change(didit, "user-1", { metadata: { b: 3 }, display_name: null, date_of_birth: null })).toEqual({
      ...changed,
      ...{ metadata: { b: 3 }, display_name: null, date_of_birth: null, effective_name: "User One" },
    });
    // A blocked user is verified all the same, and keeps the name that was given.
    await didit.run("a verified user", { vendor_data: "user-1" });
    expect(await read(didit, "user-1")).toMatchObject({
      ...{ full_name: "User One", date_of_birth: "1990-01-01", status: "BLOCKED" },
      issuing_states: { ESP: 3 },
    });
    const wrong: readonly (readonly [object, object])[] = [
      [{ status: "Approved" }, { status: ['"Approved" is not a valid choice.'] }],
      [{ full_name: "x".repeat(513) }, { full_name: ["Ensure this field has no more than 512 characters."] }],
      [{ display_name: 7 }, { display_name: ["Not a valid string."] }],
      [
        { date_of_birth: "yesterday" },
        { date_of_birth: ["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."] },
      ],
    ];
    for (const [given, complaint] of wrong)
      await expectRefusal(byKey(didit, "PATCH", at("user-1"), given), 400, complaint);
    await change(didit, "user-1", { full_name: "x".repeat(512) });
    await expectRefusal(byKey(didit, "PATCH", at("user-2"), {}), 404, NOT_FOUND);
  });

  it("are listed newest first, by status and by what they are called, in pages that keep the filters", async () => {
    const didit = await start(open);
    for (const name of ["anna", "bob-1", "BOB-2", "carl"]) await create(didit, name);
    await change(didit, "anna", { status: "FLAGGED", display_name: "Bobby" });
    await change(didit, "carl", { approved_emails: { "carl@bob.example": false } });
    expect(namesIn(await list(didit))).toEqual(["carl", "BOB-2", "bob-1", "anna"]);
    expect(namesIn(await list(didit, "?status=FLAGGED"))).toEqual(["anna"]);
    expect(namesIn(await list(didit, "?search=bob"))).toEqual(["carl", "BOB-2", "bob-1", "anna"]);
    const first = await list(didit, "?search=BOB&status=ACTIVE&limit=2");
    expect([namesIn(first), first.count, first.previous]).toEqual([["carl", "BOB-2"], 3, null]);
    const second = await list(didit, String(first.next).slice(String(first.next).indexOf("?")));
    expect([namesIn(second), second.next]).toEqual([["bob-1"], null]);
    for (const query of ["?limit=0", "?limit=201", "?offset=-1", "?status=Approved"])
      expect((await byKey(didit, "GET", `/v3/users/${query}`)).status, query).toBe(400);
    expect((await list(didit, "?limit=200")).count).toBe(4);
  });

  it("are deleted by either id, unknown ones passed over, or all of them; sessions stay", async () => {
    const didit = await start(open);
    const { session_id } = await create(didit, "a");
    for (const name of ["b", "c", "d"]) await create(didit, name);
    const { didit_internal_id } = await read(didit, "b");
    expect(
      await remove(didit, {
        vendor_data_list: ["a", "a", "z"],
        didit_internal_id_list: [didit_internal_id, UNKNOWN_ID],
      }),
    ).toEqual({ deleted: 2 });
    expect(namesIn(await list(didit))).toEqual(["d", "c"]);
    expect((await byKey(didit, "GET", `/v3/session/${session_id}/decision/`)).status).toBe(200);
    expect(await remove(didit, { delete_all: true })).toEqual({ deleted: 2 });
    expect(await remove(didit, { delete_all: true })).toEqual({ deleted: 0 });
    // The unfinished session is used again, and makes no user; the next status of it does.
    expect((await create(didit, "b")).status).toBe("Not Started");
    await expectRefusal(byKey(didit, "GET", at("b")), 404, NOT_FOUND);
    await didit.run("open", { session_id });
    expect(await read(didit, "a")).toMatchObject({ session_count: 0 });
    await expectRefusal(byKey(didit, "POST", "/v3/users/delete/", {}), 400, {
      vendor_data_list: ["This field is required."],
    });
    await expectRefusal(byKey(didit, "POST", "/v3/users/delete/", { vendor_data_list: [] }), 400, {
      vendor_data_list: ["This list may not be empty."],
    });
  });

  it("are those of the key's application, within its scope", async () => {
    const didit = await start(open);
    await create(didit, "user-1");
    const { didit_internal_id } = await read(didit, "user-1");
    await didit.addApplication({ api_keys: [{ key: "other-key" }] });
    await didit.run("an API key", { key: "reading-key", scopes: { users: "read" } });
    await didit.run("an API key", { key: "session-key", scopes: { sessions: "write" } });
    await expectRefusal(byKey(didit, "GET", at("user-1"), undefined, "other-key"), 404, NOT_FOUND);
    for (const body of [{ delete_all: true }, { didit_internal_id_list: [didit_internal_id] }])
      expect(await good(didit, "POST", "/v3/users/delete/", body, "other-key")).toEqual({ deleted: 0 });
    await good(didit, "GET", at("user-1"), undefined, "reading-key");
    expect((await byKey(didit, "PATCH", at("user-1"), {}, "reading-key")).status).toBe(403);
    expect((await byKey(didit, "GET", at("user-1"), undefined, "session-key")).status).toBe(403);
  });

  it("come back with a snapshot, and stay apart in a fork and in other worlds", async () => {
    const didit = await start(open);
    await create(didit, "user-1");
    await didit.world.snapshot("active");
    await didit.world.fork("fork-of-users");
    await change(didit, "user-1", { status: "FLAGGED" });
    const statusIn = async (world: string) => {
      const there = await didit.standin.world(world);
      const reply = await there.fetch(`/didit${at("user-1")}`, { headers: { "x-api-key": KEY } });
      return reply.ok ? ((await reply.json()) as User).status : reply.status;
    };
    expect([await statusIn("fork-of-users"), await statusIn("elsewhere")]).toEqual(["ACTIVE", 404]);
    await didit.world.restore("active");
    expect((await read(didit, "user-1")).status).toBe("ACTIVE");
  });
});

overTransports("didit", "webhooks about users", (open) => {
  it("go to the destinations that name them, with the previous status or the fields that changed", async () => {
    const didit = await start(open);
    await create(didit, "user-1");
    const { didit_internal_id } = await read(didit, "user-1");
    const [both, other] = [await subscribe(didit, EVENTS), await subscribe(didit, ["status.updated"])];
    await change(didit, "user-1", { status: "BLOCKED", display_name: "U", metadata: { a: 1 } });
    await didit.world.webhooks.settled();
    expect(other.deliveries).toEqual([]);
    const common = {
      application_id: "00000000-0000-4000-8000-00000000000a",
      created_at: expect.any(Number),
      timestamp: expect.any(Number),
      environment: "live",
      event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      vendor_data: "user-1",
      didit_internal_id,
      status: "BLOCKED",
    };
    expect(both.deliveries.map(({ body }) => body)).toEqual([
      { ...common, webhook_type: "user.status.updated", previous_status: "ACTIVE" },
      {
        ...common,
        webhook_type: "user.data.updated",
        changed_fields: ["display_name", "metadata"],
        changes: {
          display_name: { previous: null, current: "U" },
          metadata: { previous: null, current: { a: 1 } },
        },
      },
    ]);
    const ids = both.deliveries.map(({ body }) => body["event_id"]);
    expect(new Set(ids).size).toBe(2);
    for (const { headers } of both.deliveries) expect(headers["user-agent"]).toBe("DiditWebhook/2.0 +https://didit.me");
  });

  it("say nothing where nothing changes", async () => {
    const didit = await start(open);
    await create(didit, "user-1");
    await change(didit, "user-1", { metadata: { a: 1, b: 2 }, status: "FLAGGED" });
    const receiver = await subscribe(didit, EVENTS);
    await change(didit, "user-1", { metadata: { b: 2, a: 1 }, status: "FLAGGED", display_name: null });
    await change(didit, "user-1", {});
    // An unfinished session that is used again changes no count.
    await create(didit, "user-1");
    await didit.world.webhooks.settled();
    expect(receiver.deliveries).toEqual([]);
  });

  it("tell what sessions change, in the environment of their key", async () => {
    const didit = await start(open);
    const receiver = await subscribe(didit, EVENTS);
    await create(didit, "bob", { sandbox_scenario: "decline" }, "standin-sandbox-key");
    await didit.world.webhooks.settled();
    const told = receiver.deliveries.map(({ body }) => body);
    expect(told.map(({ environment, webhook_type }) => [environment, webhook_type])).toEqual(
      [1, 2, 3].map(() => ["sandbox", "user.data.updated"]),
    );
    expect(told.map(({ changed_fields }) => changed_fields)).toEqual([
      ["session_count", "first_session_at", "last_session_at"],
      ["features"],
      ["features", "declined_count"],
    ]);
    expect(told[0]?.["changes"]).toMatchObject({
      session_count: { previous: 0, current: 1 },
      first_session_at: { previous: null, current: "2024-01-01T00:00:00Z" },
    });
    expect(told[2]?.["changes"]).toMatchObject({ declined_count: { previous: 0, current: 1 } });
  });

  it("are signed by the destination's secret, tried again, and read as its deliveries", async () => {
    const didit = await start(open);
    await create(didit, "user-1");
    const receiver = await subscribe(didit, ["user.status.updated"]);
    receiver.answerWith(500, 200);
    await change(didit, "user-1", { status: "FLAGGED" });
    await didit.world.webhooks.settled();
    await didit.world.clock.advance(60_000);
    await didit.world.webhooks.settled();
    expect(receiver.deliveries).toHaveLength(2);
    const [destination] = await good<Schemas["WebhookDestination"][]>(didit, "GET", "/v3/webhook/destinations/");
    for (const delivery of receiver.deliveries) {
      const { timestamp, session_id, status, webhook_type } = delivery.body;
      expect([session_id, status, webhook_type]).toEqual([undefined, "FLAGGED", "user.status.updated"]);
      expect(checkSignatures(delivery, delivery.text, receiver.secret)).toMatchObject({ raw: true, v2: true });
      // The simple signature has nothing in place of the session.
      const simple = `${timestamp}::FLAGGED:user.status.updated`;
      expect(delivery.headers["x-signature-simple"]).toBe(
        createHmac("sha256", receiver.secret).update(simple).digest("hex"),
      );
    }
    const path = `/v3/webhook/destinations/${destination?.uuid}/deliveries/`;
    const deliveries = await good<Schemas["WebhookDelivery"][]>(didit, "GET", path);
    expect(deliveries.map(({ session_id, status, webhook_type }) => [session_id, status, webhook_type])).toEqual([
      ["", "delivered", "user.status.updated"],
      ["", "failed", "user.status.updated"],
    ]);
  });

  it("do not go to a destination that is turned off", async () => {
    const didit = await start(open);
    await create(didit, "user-1");
    const receiver = await subscribe(didit, EVENTS);
    const [destination] = await good<Schemas["WebhookDestination"][]>(didit, "GET", "/v3/webhook/destinations/");
    await good(didit, "PATCH", `/v3/webhook/destinations/${destination?.uuid}/`, { enabled: false });
    await change(didit, "user-1", { status: "FLAGGED" });
    await didit.world.webhooks.settled();
    expect(receiver.deliveries).toEqual([]);
  });
});

overTransports("didit", "the balance", (open) => {
  const balance = (didit: Didit, key = KEY) =>
    good<Schemas["Balance"]>(didit, "GET", "/v3/billing/balance/", undefined, key);
  const creation = async (didit: Didit, key = KEY) =>
    (await byKey(didit, "POST", "/v3/session/", { workflow_id: WORKFLOW }, key)).status;

  it("is told in texts, without a change by sessions", async () => {
    const didit = await start(open);
    const told = {
      balance: "142.5000",
      auto_refill_enabled: false,
      auto_refill_amount: null,
      auto_refill_threshold: null,
    };
    expect(await balance(didit)).toEqual(told);
    await create(didit, "user-1");
    expect(await balance(didit)).toEqual(told);
    await didit.run("an application", { balance: "7.25", auto_refill: { amount: "500", threshold: "100.5" } });
    expect(await balance(didit)).toEqual({
      balance: "7.2500",
      auto_refill_enabled: true,
      auto_refill_amount: "500.00",
      auto_refill_threshold: "100.50",
    });
  });

  it("agrees with what creations answer, from the price of one on", async () => {
    const didit = await start(open);
    for (const [given, shown, status] of [
      [{ balance: "0.2999" }, "0.2999", 400],
      [{ balance: "0.3" }, "0.3000", 201],
      [{ balance: "0" }, "0.0000", 400],
      [{ balance: "50", balance_too_low: true }, "0.0000", 400],
      [{}, "142.5000", 201],
    ] as const) {
      await didit.run("an application", given);
      expect([(await balance(didit)).balance, await creation(didit)]).toEqual([shown, status]);
      expect(await creation(didit, "standin-sandbox-key")).toBe(201);
    }
  });

  it("needs its scope, and no balance", async () => {
    const didit = await start(open);
    await didit.run("an API key", { key: "session-key", scopes: { sessions: "write" } });
    await didit.run("an API key", { key: "billing-key", scopes: { billing: "read" } });
    expect((await byKey(didit, "GET", "/v3/billing/balance/", undefined, "session-key")).status).toBe(403);
    await didit.run("an application", { balance_too_low: true });
    expect((await balance(didit, "billing-key")).balance).toBe("0.0000");
    expect((await byKey(didit, "GET", "/v3/users/")).status).toBe(403);
    const elsewhere = await didit.standin.world("elsewhere");
    const there = await elsewhere.fetch("/didit/v3/billing/balance/", { headers: { "x-api-key": KEY } });
    expect(await there.json()).toMatchObject({ balance: "142.5000" });
  });
});
