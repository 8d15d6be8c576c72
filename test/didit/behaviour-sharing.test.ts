import { afterEach, expect, it } from "vitest";
import type { components } from "#generated/didit/types.ts";
import { overTransports } from "../support/transports.ts";
import { type Didit, expectRefusal, NOT_FOUND, start, UNKNOWN_ID } from "./calls.ts";
import { createReceiver, type Receiver } from "./receiver.ts";

type Schemas = components["schemas"];
type Decision = Schemas["WorkflowDecision"];

const KEY = "standin-api-key";
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const OWN = "00000000-0000-4000-8000-00000000000a";
const PARTNER = "0c0c0c0c-0000-4000-8000-00000000000c";
const PARTNER_KEY = "partner-api-key";
const PARTNER_WORKFLOW = "00000000-0000-4000-8000-0000000000f7";
const THIRD_KEY = "third-api-key";
const REFUSED_TOKEN = { share_token: ["The share token is invalid or has expired."] };

const receivers: Receiver[] = [];
afterEach(() => Promise.all(receivers.splice(0).map((each) => each.close())));

const byKey = ({ ask }: Didit, method: string, path: string, body?: unknown, key = KEY) =>
  ask(method, path, { token: null, headers: { "x-api-key": key }, ...(body !== undefined && { body }) });

/** A simulator with a partner, who has a key and a workflow. */
async function startWithPartner(open: Parameters<typeof start>[0]): Promise<Didit> {
  const didit = await start(open);
  await didit.run("an application", {
    client_id: "partner-client",
    id: PARTNER,
    api_keys: [{ key: PARTNER_KEY }],
    workflows: [{ id: PARTNER_WORKFLOW, version: 3, features: ["ID_VERIFICATION"] }],
  });
  return didit;
}

const inStatus = async ({ run }: Didit, status: Schemas["WorkflowStatus"], more: object = {}) =>
  (await run<{ session_id: string }>("a workflow session", { status, ...more })).session_id;

const ask = (didit: Didit, id: string, body: object = {}, key = KEY) =>
  byKey(didit, "POST", `/v3/session/${id}/share/`, { for_application_id: PARTNER, ...body }, key);

async function share(didit: Didit, id: string, body: object = {}): Promise<string> {
  const reply = await ask(didit, id, body);
  expect(reply.status, reply.text).toBe(200);
  return (reply.body as Schemas["SessionShare"]).share_token;
}

const redeem = (didit: Didit, token: string, more: object = {}, key = PARTNER_KEY) =>
  byKey(
    didit,
    "POST",
    "/v3/session/import-shared/",
    { share_token: token, trust_review: true, workflow_id: PARTNER_WORKFLOW, ...more },
    key,
  );

async function take(didit: Didit, token: string, more: object = {}): Promise<Decision> {
  const reply = await redeem(didit, token, more);
  expect(reply.status, reply.text).toBe(201);
  return reply.body as Decision;
}

const decide = async (didit: Didit, id: string, key = KEY) =>
  (await byKey(didit, "GET", `/v3/session/${id}/decision/`, undefined, key)).body as Decision;

overTransports("didit", "the sharing of a session", (open) => {
  it("gives a token for one application", async () => {
    const didit = await startWithPartner(open);
    const reply = await ask(didit, await inStatus(didit, "Approved"));
    expect(reply.body).toEqual({
      share_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      for_application_id: PARTNER,
      session_kind: "user",
    });
  });

  it("is refused for sessions that are not finished", async () => {
    const didit = await startWithPartner(open);
    for (const status of ["Approved", "Declined", "In Review"] as const)
      expect((await ask(didit, await inStatus(didit, status))).status, status).toBe(200);
    for (const status of [
      ...(["Not Started", "In Progress", "Awaiting User", "Resubmitted"] as const),
      ...(["Abandoned", "Expired", "Kyc Expired"] as const),
    ])
      await expectRefusal(ask(didit, await inStatus(didit, status)), 400, {
        detail: "Only finished sessions can be shared.",
      });
  });

  it("refuses what is wrong by 400, field by field", async () => {
    const didit = await startWithPartner(open);
    const id = await inStatus(didit, "Approved");
    const wrong: readonly (readonly [object, object])[] = [
      [{ for_application_id: undefined }, { for_application_id: ["This field is required."] }],
      [{ for_application_id: "partner" }, { for_application_id: ["Must be a valid UUID."] }],
      [
        { for_application_id: UNKNOWN_ID },
        { for_application_id: [`Invalid pk "${UNKNOWN_ID}" - object does not exist.`] },
      ],
      [{ for_application_id: OWN }, { for_application_id: ["A session cannot be shared with its own application."] }],
      [{ ttl_in_seconds: 59 }, { ttl_in_seconds: ["Ensure this value is greater than or equal to 60."] }],
      [{ ttl_in_seconds: 86_401 }, { ttl_in_seconds: ["Ensure this value is less than or equal to 86400."] }],
      [{ ttl_in_seconds: "long" }, { ttl_in_seconds: ["A valid integer is required."] }],
    ];
    for (const [body, complaint] of wrong) await expectRefusal(ask(didit, id, body), 400, complaint);
    for (const ttl_in_seconds of [60, 86_400]) await share(didit, id, { ttl_in_seconds });
  });

  it("is for the session's own application, and needs the scope to write", async () => {
    const didit = await startWithPartner(open);
    const id = await inStatus(didit, "Approved");
    await expectRefusal(ask(didit, id, {}, PARTNER_KEY), 404, NOT_FOUND);
    await didit.run("an API key", { key: "reading-key", scopes: { sessions: "read" } });
    expect((await ask(didit, id, {}, "reading-key")).status).toBe(403);
  });
});

overTransports("didit", "the import of a shared session", (open) => {
  it("copies the session with its results, under an id, number and page of its own", async () => {
    const didit = await startWithPartner(open);
    const id = await inStatus(didit, "Declined", { vendor_data: "user-1", metadata: { plan: 1 }, callback: "app://x" });
    await byKey(didit, "PATCH", `/v3/session/${id}/update-status/`, { new_status: "Approved" });
    const original = await decide(didit, id);
    const copy = await take(didit, await share(didit, id));
    expect(copy).toMatchObject({
      session_number: 1,
      status: "Approved",
      workflow_id: PARTNER_WORKFLOW,
      features: original.features,
      vendor_data: "user-1",
      metadata: null,
      callback: null,
      reviews: [],
      shared_from_session: id,
    });
    expect(copy.session_id).not.toBe(id);
    expect(copy.session_url).not.toBe(original.session_url);
    expect(copy.id_verifications?.[0]?.document_number).toBe(original.id_verifications?.[0]?.document_number);
    expect(copy.id_verifications?.[0]?.status).toBe("Declined");
    expect(await decide(didit, copy.session_id, PARTNER_KEY)).toEqual(copy);
    expect(await decide(didit, id)).toEqual(original);
    const image = String(copy.id_verifications?.[0]?.front_image);
    expect((await didit.send(image)).status).toBe(200);
  });

  it("keeps the status of a trusted review, and is in review otherwise", async () => {
    const didit = await startWithPartner(open);
    for (const status of ["Approved", "Declined", "In Review"] as const) {
      const [kept, doubted] = [await inStatus(didit, status), await inStatus(didit, status)];
      expect((await take(didit, await share(didit, kept))).status).toBe(status);
      const copy = await take(didit, await share(didit, doubted), { trust_review: false, vendor_data: "mine" });
      expect(copy).toMatchObject({ status: "In Review", vendor_data: "mine" });
    }
  });

  it("is possible once for each application, whatever the token", async () => {
    const didit = await startWithPartner(open);
    await didit.run("an application", {
      client_id: "third-client",
      id: UNKNOWN_ID,
      api_keys: [{ key: THIRD_KEY }],
      workflows: [{ id: "00000000-0000-4000-8000-0000000000f8" }],
    });
    const id = await inStatus(didit, "Approved");
    const token = await share(didit, id);
    const { session_id: copy } = await take(didit, token);
    const again = { detail: "This session has already been imported." };
    await expectRefusal(redeem(didit, token), 403, again);
    await expectRefusal(redeem(didit, await share(didit, id, { ttl_in_seconds: 60 })), 403, again);
    await byKey(didit, "DELETE", `/v3/session/${copy}/delete/`, undefined, PARTNER_KEY);
    await expectRefusal(redeem(didit, token), 403, again);
    const other = await share(didit, id, { for_application_id: UNKNOWN_ID });
    const more = { workflow_id: "00000000-0000-4000-8000-0000000000f8" };
    expect((await redeem(didit, other, more, THIRD_KEY)).status).toBe(201);
  });

  it("takes the token until it expires by the world's clock", async () => {
    const didit = await startWithPartner(open);
    const [first, second] = [await inStatus(didit, "Approved"), await inStatus(didit, "Approved")];
    const tokens = [await share(didit, first), await share(didit, second)];
    const short = await share(didit, first, { ttl_in_seconds: 60 });
    await didit.world.clock.advance(60_000);
    await expectRefusal(redeem(didit, short), 400, REFUSED_TOKEN);
    await didit.world.clock.advance(3_540_000 - 1);
    await take(didit, tokens[0] ?? "");
    await didit.world.clock.advance(1);
    await expectRefusal(redeem(didit, tokens[1] ?? ""), 400, REFUSED_TOKEN);
  });

  it("refuses tokens that are altered, of another kind or for another application", async () => {
    const didit = await startWithPartner(open);
    const token = await share(didit, await inStatus(didit, "Approved"));
    const altered = token.replace(/\.[^.]+\./, `.${btoa('{"session_id":"x"}').replaceAll("=", "")}.`);
    for (const each of ["nothing", altered, didit.token]) await expectRefusal(redeem(didit, each), 400, REFUSED_TOKEN);
    await expectRefusal(redeem(didit, token, { workflow_id: WORKFLOW }, KEY), 400, REFUSED_TOKEN);
    await expectRefusal(redeem(didit, "", {}), 400, { share_token: ["This field may not be blank."] });
    await expectRefusal(byKey(didit, "POST", "/v3/session/import-shared/", {}, PARTNER_KEY), 400, {
      share_token: ["This field is required."],
      trust_review: ["This field is required."],
      workflow_id: ["This field is required."],
    });
  });

  it("refuses a workflow of another application, and what is gone or no longer finished", async () => {
    const didit = await startWithPartner(open);
    const [gone, reopened] = [await inStatus(didit, "Approved"), await inStatus(didit, "Approved")];
    const tokens = [await share(didit, gone), await share(didit, reopened)];
    await expectRefusal(redeem(didit, tokens[0] ?? "", { workflow_id: WORKFLOW }), 404, NOT_FOUND);
    await byKey(didit, "DELETE", `/v3/session/${gone}/delete/`);
    await expectRefusal(redeem(didit, tokens[0] ?? ""), 404, NOT_FOUND);
    const nodes_to_resubmit = [{ node_id: "feature_ocr", feature: "ID_VERIFICATION" }];
    await byKey(didit, "PATCH", `/v3/session/${reopened}/update-status/`, {
      new_status: "Resubmitted",
      nodes_to_resubmit,
    });
    expect((await redeem(didit, tokens[1] ?? "")).status).toBe(400);
  });

  it("tells the receiving application's webhook, and costs as a creation does", async () => {
    const didit = await startWithPartner(open);
    const receiver = await createReceiver();
    receivers.push(receiver);
    const token = await share(didit, await inStatus(didit, "Approved"));
    await didit.run("a webhook receiver", { client_id: "partner-client", url: receiver.url });
    const { session_id } = await take(didit, token);
    await didit.world.webhooks.settled();
    expect(
      receiver.deliveries.map(({ body }) => [body["session_id"], body["status"], body["workflow_version"]]),
    ).toEqual([[session_id, "Approved", 3]]);
    await didit.run("an application", {
      client_id: "partner-client",
      id: PARTNER,
      api_keys: [{ key: PARTNER_KEY }],
      balance_too_low: true,
    });
    await expectRefusal(redeem(didit, token), 400, { detail: "Your balance is too low to create a session." });
  });

  it("is possible in forks of the token's world, and in no other world", async () => {
    const didit = await startWithPartner(open);
    const token = await share(didit, await inStatus(didit, "Approved"));
    await didit.world.fork("fork-of-sharing");
    const sent = {
      method: "POST",
      headers: { "x-api-key": PARTNER_KEY, "content-type": "application/json" },
      body: JSON.stringify({ share_token: token, trust_review: true, workflow_id: PARTNER_WORKFLOW }),
    };
    const fork = await didit.standin.world("fork-of-sharing");
    expect((await fork.fetch("/didit/v3/session/import-shared/", sent)).status).toBe(201);
    expect((await redeem(didit, token)).status).toBe(201);
    const elsewhere = await didit.standin.world("elsewhere");
    const there = await elsewhere.fetch("/didit/v3/session/import-shared/", {
      ...sent,
      headers: { ...sent.headers, "x-api-key": KEY },
      body: JSON.stringify({ share_token: token, trust_review: true, workflow_id: WORKFLOW }),
    });
    expect([there.status, await there.json()]).toEqual([400, REFUSED_TOKEN]);
  });
});
