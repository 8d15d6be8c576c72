import { createHmac } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import type { components } from "#generated/didit/types.ts";
import { overTransports } from "../support/transports.ts";
import { type Didit, expectRefusal, start, UNKNOWN_ID } from "./calls.ts";
import { checkSignatures, createReceiver, type Delivery, isGenuine, type Receiver } from "./receiver.ts";

type Schemas = components["schemas"];
type Destination = Schemas["WebhookDestination"];

const KEY = { "x-api-key": "standin-api-key" };
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const SECRET = "standin-webhook-secret";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DESTINATIONS = "/v3/webhook/destinations/";

const receivers: Receiver[] = [];
afterEach(() => Promise.all(receivers.splice(0).map((each) => each.close())));

async function openReceiver(...statuses: number[]): Promise<Receiver> {
  const receiver = await createReceiver(...statuses);
  receivers.push(receiver);
  return receiver;
}

const byKey = ({ ask }: Didit, method: string, path: string, body?: unknown) =>
  ask(method, path, { token: null, headers: KEY, ...(body !== undefined && { body }) });

async function good<Body>(didit: Didit, method: string, path: string, body?: unknown): Promise<Body> {
  const reply = await byKey(didit, method, path, body);
  expect(reply.status, reply.text).toBeLessThan(300);
  return reply.body as Body;
}

const add = (didit: Didit, url: string, more: object = {}) =>
  good<Destination>(didit, "POST", DESTINATIONS, { url, subscribed_events: ["status.updated"], ...more });

const create = (didit: Didit, more: object = {}) =>
  good<Schemas["WorkflowSession"]>(didit, "POST", "/v3/session/", { workflow_id: WORKFLOW, ...more });

const settle = ({ world }: Didit) => world.webhooks.settled();

const bodiesOf = ({ deliveries }: Receiver) => deliveries.map(({ body }) => body);
const lastOf = ({ deliveries }: Receiver): Delivery => {
  const last = deliveries.at(-1);
  if (last === undefined) throw new Error("nothing was delivered");
  return last;
};
const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

overTransports("didit", "webhooks of sessions of workflows", (open) => {
  it("have the members of version 3, three signatures and Didit's own agent", async () => {
    const didit = await start(open);
    const receiver = await openReceiver();
    await didit.run("a webhook receiver", { url: receiver.url });
    const { session_id } = await create(didit, { vendor_data: "José-1", metadata: { a: 1 } });
    await didit.run("open", { session_id });
    await didit.run("submit", { session_id });
    await settle(didit);
    const bodies = bodiesOf(receiver);
    expect(bodies.map(({ status }) => status)).toEqual(["Not Started", "In Progress", "Approved"]);
    expect(bodies[0]).toEqual({
      application_id: "00000000-0000-4000-8000-00000000000a",
      created_at: expect.any(Number),
      environment: "live",
      event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      metadata: { a: 1 },
      session_id,
      status: "Not Started",
      timestamp: expect.any(Number),
      vendor_data: "José-1",
      webhook_type: "status.updated",
      workflow_id: WORKFLOW,
      workflow_version: 1,
    });
    expect(new Set(bodies.map(({ event_id }) => event_id)).size).toBe(3);
    expect(bodies[2]?.["decision"]).toMatchObject({ session_id, id_verifications: [{ status: "Approved" }] });
    for (const delivery of receiver.deliveries) {
      expect(isGenuine(delivery, SECRET, Date.now())).toBe(true);
      expect(delivery.headers["user-agent"]).toBe("DiditWebhook/2.0 +https://didit.me");
      expect(Object.keys(delivery.headers).filter((name) => /previous|origin|sec-fetch/.test(name))).toEqual([]);
    }
  });

  it("say nothing for a status that is so already", async () => {
    const didit = await start(open);
    const { session_id } = await didit.run("a workflow session", { status: "Approved" });
    const receiver = await openReceiver();
    await didit.run("a webhook receiver", { url: receiver.url });
    const path = `/v3/session/${session_id}/update-status/`;
    await good(didit, "PATCH", path, { new_status: "Approved" });
    await settle(didit);
    expect(receiver.deliveries).toEqual([]);
    await good(didit, "PATCH", path, { new_status: "Declined" });
    await settle(didit);
    expect(bodiesOf(receiver)).toMatchObject([{ status: "Declined" }]);
  });

  it("are tried three times in all after 5xx, 404 and a refused connection", async () => {
    const didit = await start(open);
    const receiver = await openReceiver(500, 404, 200);
    const closed = await openReceiver();
    await closed.close();
    const there = await add(didit, receiver.url);
    const gone = await add(didit, closed.url);
    await create(didit);
    await settle(didit);
    await didit.world.clock.advance(MINUTE_MS);
    await settle(didit);
    await didit.world.clock.advance(4 * MINUTE_MS);
    await settle(didit);
    expect(receiver.deliveries).toHaveLength(3);
    const list = (id: string) => good<Schemas["WebhookDelivery"][]>(didit, "GET", `${DESTINATIONS}${id}/deliveries/`);
    expect(await list(there.uuid)).toMatchObject([
      { status: "delivered", response_status: 200, request_url: receiver.url, webhook_type: "status.updated" },
      { status: "failed", response_status: 404 },
      { status: "failed", response_status: 500 },
    ]);
    // One that fails does not hold up another.
    expect(await list(gone.uuid)).toMatchObject([
      { status: "failed", response_status: null },
      { status: "failed", response_status: null },
      { status: "failed", response_status: null },
    ]);
  });

  it("arrive although their session was deleted meanwhile", async () => {
    const didit = await start(open);
    const receiver = await openReceiver(500, 200);
    await add(didit, receiver.url);
    const { session_id } = await create(didit);
    await settle(didit);
    await byKey(didit, "DELETE", `/v3/session/${session_id}/delete/`);
    await didit.world.clock.advance(MINUTE_MS);
    await settle(didit);
    expect(bodiesOf(receiver)).toMatchObject([{ session_id }, { session_id }]);
  });

  it("can be written anew on the way, so that only the canonical signature holds", async () => {
    for (const webhook_format of ["indented", "unsorted"]) {
      const didit = await start(open);
      const receiver = await openReceiver();
      await didit.run("an application", { webhook_url: receiver.url, webhook_format });
      await create(didit, { vendor_data: "a" });
      await settle(didit);
      const { text } = lastOf(receiver);
      expect(checkSignatures(lastOf(receiver), text, SECRET)).toEqual({ raw: false, v2: true, simple: true });
    }
  });

  it("of a test have an old time, which a strict receiver refuses", async () => {
    const didit = await start(open);
    const receiver = await openReceiver();
    await didit.run("a webhook receiver", { url: receiver.url });
    for (const sample of ["approved", "declined", "in review", "unicode name"])
      await didit.run("a test webhook", { sample });
    await settle(didit);
    expect(
      bodiesOf(receiver)
        .map(({ status, created_at }) => [status, created_at])
        .sort(),
    ).toEqual([
      ["Approved", 1_641_038_400],
      ["Approved", 1_641_038_400],
      ["Declined", 1_641_038_400],
      ["In Review", 1_641_038_400],
    ]);
    for (const delivery of receiver.deliveries)
      expect(checkSignatures(delivery, delivery.text, SECRET)).toEqual({ raw: true, v2: true, simple: true });
  });
});

overTransports("didit", "webhook settings", (open) => {
  it("rotate the secret at once; for a day the former one signs as well, also what was waiting", async () => {
    const didit = await start(open);
    const receiver = await openReceiver(500, 200);
    await good(didit, "PATCH", "/v3/webhook/", { webhook_url: receiver.url });
    await create(didit);
    await settle(didit);
    const { secret_shared_key: next, previous_secret_expires_at } = await good<Schemas["WebhookSettings"]>(
      didit,
      "PATCH",
      "/v3/webhook/",
      { rotate_secret_key: true },
    );
    expect(previous_secret_expires_at).toBe("2024-01-02T00:00:00.000Z");
    expect(next).not.toBe(SECRET);
    await didit.world.clock.advance(MINUTE_MS);
    await settle(didit);
    const { headers, text } = lastOf(receiver);
    expect(checkSignatures(lastOf(receiver), text, next)).toEqual({ raw: true, v2: true, simple: true });
    expect(headers["x-signature-previous"]).toBe(hmac(SECRET, text));
    expect(headers["x-signature-v2-previous"]).toBe(hmac(SECRET, text));
    expect(headers["x-signature-simple-previous"]).toMatch(/^[0-9a-f]{64}$/);
    await didit.world.clock.advance(DAY_MS);
    await create(didit);
    await settle(didit);
    expect(lastOf(receiver).headers).not.toHaveProperty("x-signature-previous");
    expect(await good(didit, "GET", "/v3/webhook/")).toMatchObject({ previous_secret_expires_at: null });
  });

  it("choose the version of the bodies, and take the URL away", async () => {
    const didit = await start(open);
    const receiver = await openReceiver();
    await good(didit, "PATCH", "/v3/webhook/", { webhook_url: receiver.url, webhook_version: "v1" });
    await create(didit);
    await settle(didit);
    expect(Object.keys(lastOf(receiver).body).sort()).toEqual(
      ["created_at", "session_id", "status", "timestamp", "webhook_type"].sort(),
    );
    await good(didit, "PATCH", "/v3/webhook/", { webhook_url: null });
    await create(didit);
    await settle(didit);
    expect(receiver.deliveries).toHaveLength(1);
  });
});

overTransports("didit", "webhook destinations", (open) => {
  it("are made, read, changed and removed", async () => {
    const didit = await start(open);
    const made = await good<Destination>(didit, "POST", DESTINATIONS, { url: "http://127.0.0.1:9/a" });
    expect(made).toEqual({
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      label: "",
      url: "http://127.0.0.1:9/a",
      enabled: true,
      webhook_version: "v3",
      subscribed_events: [],
      secret_shared_key: expect.stringMatching(/^\S{20,}$/),
      secret_last4: made.secret_shared_key.slice(-4),
      previous_secret_expires_at: null,
    });
    const path = `${DESTINATIONS}${made.uuid}/`;
    expect(await good(didit, "GET", path)).toEqual(made);
    expect(await good(didit, "PATCH", path, { label: "New" })).toEqual({ ...made, label: "New" });
    expect(await good(didit, "GET", DESTINATIONS)).toEqual([{ ...made, label: "New" }]);
    const rotated = await good<Destination>(didit, "PATCH", path, { rotate_secret_key: true });
    expect(rotated.secret_shared_key).not.toBe(made.secret_shared_key);
    expect((await byKey(didit, "DELETE", path)).status).toBe(204);
    await expectRefusal(byKey(didit, "GET", path), 404, { detail: "Webhook destination not found." });
    expect(await good(didit, "GET", DESTINATIONS)).toEqual([]);
  });

  it("refuse what is wrong: no events, patterns, a URL twice", async () => {
    const didit = await start(open);
    const url = "http://127.0.0.1:9/a";
    await add(didit, url);
    const refused = (body: object, complaint: object) =>
      expectRefusal(byKey(didit, "POST", DESTINATIONS, body), 400, complaint);
    await refused({}, { url: ["This field is required."] });
    await refused({ url: "nowhere" }, { url: ["Enter a valid URL."] });
    await refused({ url: `${url}b`, subscribed_events: [] }, { subscribed_events: ["This list may not be empty."] });
    await refused(
      { url: `${url}b`, subscribed_events: ["status.*"] },
      { subscribed_events: { "0": ['"status.*" is not a valid choice.'] } },
    );
    await refused({ url }, { url: ["This URL has a destination already."] });
    const other = await didit.addApplication({ api_keys: [{ key: "of-another" }] });
    expect(other).not.toBe("");
    const headers = { "x-api-key": "of-another" };
    expect((await didit.ask("POST", DESTINATIONS, { token: null, headers, body: { url } })).status).toBe(201);
  });

  it("get only what they ask for, while they are enabled, each in its version and by its secret", async () => {
    const didit = await start(open);
    const [two, three, none, off] = await Promise.all([openReceiver(), openReceiver(), openReceiver(), openReceiver()]);
    const second = await add(didit, two.url, { webhook_version: "v2" });
    await add(didit, three.url);
    await add(didit, none.url, { subscribed_events: ["transaction.created", "activity.created"] });
    await add(didit, off.url, { enabled: false });
    const { session_id } = await didit.run("a workflow session", { status: "Approved", metadata: { a: 1 } });
    await settle(didit);
    expect([none.deliveries.length, off.deliveries.length]).toEqual([0, 0]);
    expect(lastOf(two).body).toMatchObject({ session_id, metadata: { a: 1 }, decision: { id_verification: {} } });
    expect(lastOf(two).body).not.toHaveProperty("event_id");
    expect(lastOf(three).body).toMatchObject({ session_id, decision: { id_verifications: [{}] } });
    expect(isGenuine(lastOf(two), second.secret_shared_key, Date.now())).toBe(true);
    const path = `${DESTINATIONS}${second.uuid}/deliveries/`;
    const [newest] = await good<Schemas["WebhookDelivery"][]>(didit, "GET", path);
    const detail = await good<Schemas["WebhookDeliveryDetail"]>(didit, "GET", `${path}${newest?.uuid}/`);
    expect(detail).toMatchObject({ ...newest, request_body: lastOf(two).text });
    expect(detail.request_header["x-signature-v2"]).toBe(lastOf(two).headers["x-signature-v2"]);
    await expectRefusal(byKey(didit, "GET", `${path}${UNKNOWN_ID}/`), 404, {
      detail: "Webhook destination not found.",
    });
  });

  it("need the scope of webhooks", async () => {
    const didit = await start(open);
    await didit.run("an API key", { key: "sessions-only", scopes: { sessions: "write" } });
    const reply = await didit.ask("GET", DESTINATIONS, { token: null, headers: { "x-api-key": "sessions-only" } });
    expect(reply.status).toBe(403);
  });
});
