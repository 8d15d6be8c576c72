import { afterEach, expect, it } from "vitest";
import type { components } from "#generated/didit/types.ts";
import { overTransports } from "../support/transports.ts";
import { type Didit, expectRefusal, NOT_FOUND, start } from "./calls.ts";
import { createReceiver, type Receiver } from "./receiver.ts";

type Schemas = components["schemas"];
type Review = Schemas["SessionReview"];
type Status = Schemas["WorkflowStatus"];

const KEY = "standin-api-key";
const SECOND_MS = 1000;

const receivers: Receiver[] = [];
afterEach(() => Promise.all(receivers.splice(0).map((each) => each.close())));

const byKey = ({ ask }: Didit, method: string, path: string, body?: unknown, key = KEY) =>
  ask(method, path, { token: null, headers: { "x-api-key": key }, ...(body !== undefined && { body }) });

async function good<Body>(didit: Didit, method: string, path: string, body?: unknown): Promise<Body> {
  const reply = await byKey(didit, method, path, body);
  expect(reply.status, reply.text).toBe(method === "POST" ? 201 : 200);
  return reply.body as Body;
}

const inStatus = async ({ run }: Didit, status: Status) =>
  (await run<{ session_id: string }>("a workflow session", { status })).session_id;
const reviewsPath = (id: string) => `/v3/sessions/${id}/reviews/`;
const list = (didit: Didit, id: string) => good<Review[]>(didit, "GET", reviewsPath(id));
const review = (didit: Didit, id: string, body: object) => good<Review>(didit, "POST", reviewsPath(id), body);
const decide = (didit: Didit, id: string) =>
  good<Schemas["WorkflowDecision"]>(didit, "GET", `/v3/session/${id}/decision/`);

const STATUSES: readonly Status[] = [
  ...(["Not Started", "In Progress", "Awaiting User", "Expired"] as const),
  ...(["Approved", "Declined", "In Review", "Kyc Expired", "Abandoned", "Resubmitted"] as const),
];
const UPDATABLE = STATUSES.slice(4);

overTransports("didit", "reviews of a session", (open) => {
  it("are none at first", async () => {
    const didit = await start(open);
    expect(await list(didit, await inStatus(didit, "In Review"))).toEqual([]);
  });

  it("set the status, and stand in the decision in the shape of version 1", async () => {
    const didit = await start(open);
    const id = await inStatus(didit, "In Review");
    const made = await review(didit, id, { new_status: "Approved", comment: "looked at" });
    expect(made).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      action: "status_updated",
      old_status: "In Review",
      new_status: "Approved",
      note: "looked at",
      created_at: "2024-01-01T00:00:00Z",
    });
    expect(await list(didit, id)).toEqual([made]);
    expect(await decide(didit, id)).toMatchObject({ status: "Approved" });
    const shown = {
      user: "API Client",
      new_status: "Approved",
      comment: "looked at",
      created_at: "2024-01-01T00:00:00Z",
    };
    expect((await decide(didit, id)).reviews).toEqual([shown]);
    const older = await byKey(didit, "GET", `/v2/session/${id}/decision/`);
    expect((older.body as Schemas["DecisionV2"]).reviews).toEqual([shown]);
  });

  it("are those of update-status as well, newest first", async () => {
    const didit = await start(open);
    const id = await inStatus(didit, "In Review");
    await good(didit, "PATCH", `/v3/session/${id}/update-status/`, { new_status: "Declined", comment: "first" });
    await didit.world.clock.advance(SECOND_MS);
    await review(didit, id, { new_status: "In Review" });
    await good(didit, "PATCH", `/v3/session/${id}/update-status/`, {
      new_status: "Resubmitted",
      nodes_to_resubmit: [{ node_id: "feature_ocr", feature: "ID_VERIFICATION" }],
    });
    const found = await list(didit, id);
    expect(found.map(({ old_status, new_status, note }) => [old_status, new_status, note])).toEqual([
      ["In Review", "Resubmitted", null],
      ["Declined", "In Review", null],
      ["In Review", "Declined", "first"],
    ]);
    expect(found.map(({ created_at }) => created_at.slice(17, 19))).toEqual(["01", "01", "00"]);
    expect(new Set(found.map((each) => each.id)).size).toBe(3);
  });

  it("are taken from the statuses from which update-status is, and no others", async () => {
    const didit = await start(open);
    for (const status of STATUSES) {
      const id = await inStatus(didit, status);
      const wanted = status === "Approved" ? "Declined" : "Approved";
      const reviewed = await byKey(didit, "POST", reviewsPath(id), { new_status: wanted });
      const updated = await byKey(didit, "PATCH", `/v3/session/${await inStatus(didit, status)}/update-status/`, {
        new_status: wanted,
      });
      expect([reviewed.status, updated.status], status).toEqual(UPDATABLE.includes(status) ? [201, 200] : [400, 400]);
      if (!UPDATABLE.includes(status)) expect(reviewed.body, status).toEqual(updated.body);
      expect((await decide(didit, id)).status).toBe(UPDATABLE.includes(status) ? wanted : status);
    }
  });

  it("of the status that is there add nothing, and tell no webhook", async () => {
    const didit = await start(open);
    const receiver = await createReceiver();
    receivers.push(receiver);
    const sessions = new Map<Status, string>();
    for (const status of ["Approved", "Declined", "In Review"] as const)
      sessions.set(status, await inStatus(didit, status));
    await didit.run("a webhook receiver", { url: receiver.url });
    for (const [status, id] of sessions) {
      await expectRefusal(byKey(didit, "POST", reviewsPath(id), { new_status: status }), 400, {
        new_status: ["The new status is the same as the current status."],
      });
      expect(await list(didit, id)).toEqual([]);
    }
    await didit.world.webhooks.settled();
    expect(receiver.deliveries).toEqual([]);
  });

  it("tell the webhook of the new status", async () => {
    const didit = await start(open);
    const receiver = await createReceiver();
    receivers.push(receiver);
    const id = await inStatus(didit, "In Review");
    await didit.run("a webhook receiver", { url: receiver.url });
    await review(didit, id, { new_status: "Approved" });
    await didit.world.webhooks.settled();
    expect(receiver.deliveries.map(({ body }) => [body["session_id"], body["status"]])).toEqual([[id, "Approved"]]);
  });

  it("refuse what is wrong by 400, field by field", async () => {
    const didit = await start(open);
    const id = await inStatus(didit, "In Review");
    const wrong: readonly (readonly [object, object])[] = [
      [{}, { new_status: ["This field is required."] }],
      [{ new_status: "Resubmitted" }, { new_status: ['"Resubmitted" is not a valid choice.'] }],
      [{ new_status: "Approved", comment: 7 }, { comment: ["Not a valid string."] }],
      [
        { new_status: "Approved", comment: "x".repeat(10_001) },
        { comment: ["Ensure this field has no more than 10000 characters."] },
      ],
    ];
    for (const [body, complaint] of wrong)
      await expectRefusal(byKey(didit, "POST", reviewsPath(id), body), 400, complaint);
    await review(didit, id, { new_status: "Approved", comment: "x".repeat(10_000) });
  });

  it("exist for the keys that find the session, and only in its world", async () => {
    const didit = await start(open);
    const id = await inStatus(didit, "In Review");
    await didit.run("an API key", { key: "reading-key", scopes: { sessions: "read" } });
    await didit.addApplication({ api_keys: [{ key: "other-key" }] });
    expect((await byKey(didit, "GET", reviewsPath(id), undefined, "reading-key")).status).toBe(200);
    expect((await byKey(didit, "POST", reviewsPath(id), { new_status: "Approved" }, "reading-key")).status).toBe(403);
    await expectRefusal(byKey(didit, "GET", reviewsPath(id), undefined, "other-key"), 404, NOT_FOUND);
    const elsewhere = await didit.standin.world("elsewhere");
    const there = await elsewhere.fetch(`/didit${reviewsPath(id)}`, { headers: { "x-api-key": KEY } });
    expect(there.status).toBe(404);
  });

  it("come back with a snapshot, and stay apart in a fork", async () => {
    const didit = await start(open);
    const id = await inStatus(didit, "In Review");
    await review(didit, id, { new_status: "Declined" });
    await didit.world.snapshot("declined");
    await didit.world.fork("fork-of-reviews");
    await review(didit, id, { new_status: "Approved" });
    const fork = await didit.standin.world("fork-of-reviews");
    const there = await fork.fetch(`/didit${reviewsPath(id)}`, { headers: { "x-api-key": KEY } });
    expect(await there.json()).toHaveLength(1);
    await didit.world.restore("declined");
    expect((await list(didit, id)).map(({ new_status }) => new_status)).toEqual(["Declined"]);
    expect((await decide(didit, id)).status).toBe("Declined");
  });
});
