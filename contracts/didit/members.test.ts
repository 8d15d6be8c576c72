import { describe, expect, it } from "vitest";
import { createDiditClient, type DiditResult } from "#clients/didit.ts";
import { useMock } from "../agreement/mock-site.ts";
import { readSpec } from "../agreement/spec.ts";
import { unpinnedMembers } from "../agreement/unpinned.ts";
import { application, CLIENT } from "./exchanges.ts";
import { contract } from "./interactions.ts";

const site = useMock("didit");

async function open() {
  await site.prepare(...application);
  await site.prepare("a user", { id: "jana", app_token: "app-token-of-jana" });
  const { baseUrl, fetch, now } = site;
  return createDiditClient({ baseUrl, fetch, now, ...CLIENT });
}

async function dataOf<Data>(pending: Promise<DiditResult<Data>>): Promise<Data> {
  const result = await pending;
  if (!result.ok) throw new Error(result.message);
  return result.data;
}

const asJana = { Authorization: "Bearer app-token-of-jana" };

describe("members whose values no pact says", () => {
  it("are held by the tests below, and those of times and worlds, all of them", async () => {
    expect(unpinnedMembers(contract, await readSpec("didit"))).toEqual(HELD);
  });

  it("a token tells by whom, when and until when it was issued, and opens what it is for", async () => {
    const { api } = await open();
    await site.passTime(1500);
    const basic = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString("base64");
    const { data } = await api.POST("/auth/v2/token/", {
      headers: { Authorization: `Basic ${basic}` },
      body: { grant_type: "client_credentials" },
    });
    const iat = Math.floor(site.now() / 1000);
    expect(data).toMatchObject({ iss: "https://didit.me", iat, exp: iat + 86_400 });
    expect(data).not.toHaveProperty("token_type");
    const headers = { Authorization: `Bearer ${data?.access_token}` };
    expect((await api.POST("/v1/session/", { headers, body: {} })).response.status).toBe(201);
  });

  it("a data transfer session is the same for every caller", async () => {
    const client = await open();
    const created_at = new Date(site.now()).toISOString();
    const [session, other] = [
      await dataOf(client.createSession({ scope: ["names"] })),
      await dataOf(client.createSession({ scope: ["names"] })),
    ];
    for (const name of ["session_id", "session_token", "url"] as const) expect(session[name]).not.toBe(other[name]);
    const { session_id, session_token, url } = session;
    expect(url.endsWith(`/authorize/${session_token}`)).toBe(true);
    expect((await site.fetch(new Request(url))).status).toBe(200);
    await site.passTime(1500);
    const params = { path: { session_id } };
    const token = await dataOf(client.getClientToken());
    const asPoller = { Authorization: `Bearer ${token}`, "Data-Session-Token": session_token };
    const { data: status } = await client.api.GET("/auth/v2/session/{session_id}/status/", {
      headers: asPoller,
      params,
    });
    expect(status).toEqual({ session_id, status: "initialized" });
    const { data: told } = await client.api.GET("/auth/v2/session/{session_id}/information", {
      headers: asJana,
      params,
    });
    expect(told).toMatchObject({ session_id, status: "retrieved" });
    const body = { status: "declined" } as const;
    const { data: answered } = await client.api.POST("/auth/v2/session/{session_id}/update", {
      headers: asJana,
      params,
      body,
    });
    expect(answered).toEqual({ session_id, status: "declined" });
    expect(await dataOf(client.getDecision(session_id))).toMatchObject({ session_id, created_at });
    expect(await dataOf(client.getStatus(other))).toBe("initialized");
  });

  it("a verification is the same for every caller", async () => {
    const client = await open();
    const created_at = new Date(site.now()).toISOString().replace("Z", "000Z");
    const [verification, other] = [
      await dataOf(client.createVerification()),
      await dataOf(client.createVerification()),
    ];
    for (const name of ["session_id", "session_token", "url"] as const)
      expect(verification[name]).not.toBe(other[name]);
    const { session_id, session_token, url } = verification;
    expect(url.endsWith(`/session/${session_token}`)).toBe(true);
    await site.passTime(1500);
    await site.fetch(new Request(url));
    await site.prepare("submit", { session_id });
    await site.passTime(1500);
    const kycAt = new Date(site.now() - 1500).toISOString().replace("Z", "000Z");
    const shown = { session_id, session_url: url, user_href: null, created_at };
    expect(await dataOf(client.getVerification(session_id))).toMatchObject({ ...shown, kyc: { created_at: kycAt } });
    expect(await dataOf(client.updateStatus(session_id, "Declined"))).toEqual({ session_id });
    expect(await dataOf(client.getVerification(session_id))).toMatchObject(shown);
    expect(await dataOf(client.getVerification(other.session_id))).toMatchObject({ status: "Not Started" });
  });
});

describe("members of sessions of workflows whose values no pact says", () => {
  it("are the same for every caller, in both versions", async () => {
    const { baseUrl, fetch } = site;
    const { api } = createDiditClient({ baseUrl, fetch, apiKey: "standin-api-key" });
    const createdAt = new Date(site.now()).toISOString().replace(/\.\d{3}Z$/, "Z");
    const body = { workflow_id: "00000000-0000-4000-8000-0000000000f1" };
    const [session, other] = [
      (await api.POST("/v3/session/", { body })).data,
      (await api.POST("/v2/session/", { body })).data,
    ];
    if (session === undefined || other === undefined) throw new Error("no session was created");
    for (const name of ["session_id", "session_token", "url"] as const) expect(session[name]).not.toBe(other[name]);
    expect(session.url?.endsWith(`/session/${session.session_token}`)).toBe(true);
    expect(other.url?.endsWith(`/session/${other.session_token}`)).toBe(true);
    await site.passTime(1500);
    expect((await site.fetch(new Request(session.url ?? ""))).status).toBe(200);
    await site.prepare("submit", { session_id: session.session_id });
    const params = { path: { session_id: session.session_id } };
    const shown = { session_id: session.session_id, session_url: session.url, created_at: createdAt };
    expect((await api.GET("/v3/session/{session_id}/decision/", { params })).data).toMatchObject(shown);
    expect((await api.GET("/v2/session/{session_id}/decision/", { params })).data).toMatchObject(shown);
    const { data: page } = await api.GET("/v3/sessions/", { params: { query: { status: "Approved" } } });
    expect(page?.results).toMatchObject([shown]);
    const verdict = { params, body: { new_status: "Declined" as const } };
    const updated = await api.PATCH("/v3/session/{session_id}/update-status/", verdict);
    expect(updated.data).toEqual({ session_id: session.session_id });
    const again = await api.PATCH("/v2/session/{session_id}/update-status/", verdict);
    expect(again.data).toEqual({ session_id: session.session_id });
    const { data: after } = await api.GET("/v3/session/{session_id}/decision/", { params });
    expect(after).toMatchObject({ status: "Declined", reviews: [{ user: "API Client", new_status: "Declined" }] });
    expect(after?.reviews).toHaveLength(1);
  });

  it("a deleted session is gone for every operation", async () => {
    const { baseUrl, fetch } = site;
    const { api } = createDiditClient({ baseUrl, fetch, apiKey: "standin-api-key" });
    const { session_id } = await site.prepare<{ readonly session_id: string }>("a workflow session");
    const params = { path: { session_id } };
    expect((await api.DELETE("/v3/session/{session_id}/delete/", { params })).response.status).toBe(204);
    expect((await api.GET("/v3/session/{session_id}/decision/", { params })).response.status).toBe(404);
    expect((await api.GET("/v3/sessions/")).data).toMatchObject({ count: 0, results: [] });
  });

  it("are asked for at the vendor's host for verification, where no other is named", async () => {
    const asked: string[] = [];
    const { api } = createDiditClient({
      apiKey: "a-key",
      async fetch(request) {
        asked.push(`${request.url} ${request.headers.get("x-api-key")} ${request.headers.get("authorization")}`);
        return new Response(null, { status: 404 });
      },
    });
    await api.GET("/v3/sessions/");
    await api.GET("/v2/session/{session_id}/decision/", { params: { path: { session_id: "x" } } });
    expect(asked).toEqual([
      "https://verification.didit.me/v3/sessions/ a-key null",
      "https://verification.didit.me/v2/session/x/decision/ a-key null",
    ]);
  });
});

describe("members of webhook destinations whose values no pact says", () => {
  it("are the same for every caller, and tell what was sent", async () => {
    const { baseUrl, fetch } = site;
    const { api } = createDiditClient({ baseUrl, fetch, apiKey: "standin-api-key" });
    const body = { url: "http://127.0.0.1:9/members", subscribed_events: ["status.updated" as const] };
    const { data: made } = await api.POST("/v3/webhook/destinations/", { body });
    const other = await api.POST("/v3/webhook/destinations/", { body: { ...body, url: `${body.url}/2` } });
    if (made === undefined) throw new Error("no destination was made");
    for (const name of ["uuid", "secret_shared_key"] as const) expect(made[name]).not.toBe(other.data?.[name]);
    expect(made.secret_last4).toBe(made.secret_shared_key.slice(-4));
    const params = { path: { uuid: made.uuid } };
    expect((await api.GET("/v3/webhook/destinations/{uuid}/", { params })).data).toEqual(made);
    expect((await api.GET("/v3/webhook/destinations/")).data).toEqual([made, other.data]);
    const patched = await api.PATCH("/v3/webhook/destinations/{uuid}/", { params, body: { label: "L" } });
    expect(patched.data).toEqual({ ...made, label: "L" });
    const createdAt = new Date(site.now()).toISOString().replace(/\.\d{3}Z$/, "Z");
    const workflow_id = "00000000-0000-4000-8000-0000000000f1";
    const { data: session } = await api.POST("/v3/session/", { body: { workflow_id } });
    const list = await api.GET("/v3/webhook/destinations/{uuid}/deliveries/", { params });
    const [delivery, ...more] = list.data ?? [];
    if (delivery === undefined || more.length > 0) throw new Error("there is one delivery");
    expect(delivery).toMatchObject({ session_id: session?.session_id, created_at: createdAt });
    expect(["pending", "failed"]).toContain(delivery.status);
    const detail = await api.GET("/v3/webhook/destinations/{uuid}/deliveries/{delivery_uuid}/", {
      params: { path: { uuid: made.uuid, delivery_uuid: delivery.uuid } },
    });
    const { uuid, session_id, created_at } = delivery;
    expect(detail.data).toMatchObject({ uuid, session_id, created_at });
    const { request_body: text = "", request_header: headers = {} } = detail.data ?? {};
    if (text !== "") {
      expect(JSON.parse(text)).toMatchObject({ session_id, status: "Not Started" });
      expect(headers["x-signature"]).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});

describe("members of reviews and of shared sessions", () => {
  it("a review has an id of its own, and the time at which it was made", async () => {
    await open();
    const { baseUrl, fetch } = site;
    const { api } = createDiditClient({ baseUrl, fetch, apiKey: "standin-api-key" });
    const { session_id } = await site.prepare<{ session_id: string }>("a workflow session", { status: "In Review" });
    const params = { path: { session_id } };
    await site.passTime(1500);
    const { data: made } = await api.POST("/v3/sessions/{session_id}/reviews/", {
      params,
      body: { new_status: "Approved" },
    });
    const created_at = `${new Date(site.now()).toISOString().slice(0, 19)}Z`;
    expect(made).toMatchObject({ created_at });
    const { data: listed } = await api.GET("/v3/sessions/{session_id}/reviews/", { params });
    expect(listed).toEqual([made]);
  });

  it("a user has the times of its sessions and of its last change", async () => {
    await open();
    const { baseUrl, fetch } = site;
    const { api } = createDiditClient({ baseUrl, fetch, apiKey: "standin-api-key" });
    const timeNow = () => `${new Date(site.now()).toISOString().slice(0, 19)}Z`;
    const first = timeNow();
    const { didit_internal_id } = await site.prepare<{ didit_internal_id: string }>("a verified user");
    await site.passTime(1000);
    await site.prepare("a verified user");
    const [last, params] = [timeNow(), { path: { vendor_data: "user-1" } }];
    const times = { first_session_at: first, last_session_at: last, created_at: first };
    const { data: read } = await api.GET("/v3/users/{vendor_data}/", { params });
    expect(read).toMatchObject({ didit_internal_id, ...times, updated_at: last });
    expect((await api.GET("/v3/users/")).data?.results).toEqual([read]);
    await site.passTime(1000);
    const { data: changed } = await api.PATCH("/v3/users/{vendor_data}/", { params, body: { display_name: "A." } });
    expect(changed).toMatchObject({ didit_internal_id, ...times, updated_at: timeNow() });
  });

  it("a version has an id and a time of its own, and the list leads to the next page", async () => {
    await open();
    const { baseUrl, fetch } = site;
    const { api } = createDiditClient({ baseUrl, fetch, apiKey: "standin-api-key" });
    await site.passTime(1500);
    const body = { workflow_label: "Lists", features: [{ feature: "AML" as const }] };
    const { data: first } = await api.POST("/v3/workflows/", { body });
    await site.passTime(1000);
    const params = { path: { uuid: String(first?.workflow_id) } };
    const { data: second } = await api.PATCH("/v3/workflows/{uuid}/", { params, body: { status: "published" } });
    const updated_at = `${new Date(site.now()).toISOString().slice(0, 19)}Z`;
    expect(second).toEqual({ ...first, uuid: second?.uuid, version: 2, updated_at });
    expect(first?.updated_at).not.toBe(updated_at);
    expect(new Set([first?.uuid, first?.workflow_id, second?.uuid]).size).toBe(2);
    expect((await api.GET("/v3/workflows/{uuid}/", { params })).data).toEqual(second);
    const { data: page } = await api.GET("/v3/workflows/", { params: { query: { limit: 2 } } });
    expect(page?.results).toEqual([second, first]);
    const headers = { "X-Api-Key": "standin-api-key" };
    const rest = await site.fetch(new Request(String(page?.next), { headers }));
    expect(await rest.json()).toMatchObject({
      count: 3,
      next: null,
      results: [{ workflow_label: "Document and face" }],
    });
  });

  it("a copy has an id, a time and a page of its own, and names its original", async () => {
    await open();
    const { baseUrl, fetch } = site;
    const { api } = createDiditClient({ baseUrl, fetch, apiKey: "standin-api-key" });
    const { share_token, original_id } = await site.prepare<{ share_token: string; original_id: string }>(
      "a shared session",
    );
    await site.passTime(1500);
    const { data: copy } = await api.POST("/v3/session/import-shared/", {
      body: { share_token, trust_review: true, workflow_id: "00000000-0000-4000-8000-0000000000f1" },
    });
    const created_at = `${new Date(site.now()).toISOString().slice(0, 19)}Z`;
    expect(copy).toMatchObject({ created_at, shared_from_session: original_id });
    expect(copy?.session_id).not.toBe(original_id);
    expect((await site.fetch(new Request(String(copy?.session_url)))).status).toBe(200);
    const { data: read } = await api.GET("/v3/session/{session_id}/decision/", {
      params: { path: { session_id: String(copy?.session_id) } },
    });
    expect(read).toEqual(copy);
  });
});

const HELD = [
  "createClientToken 200 access_token",
  "createClientToken 200 exp",
  "createClientToken 200 iat",
  "createClientToken 200 iss",
  "createClientToken 200 token_type",
  "createSession 201 session_id",
  "createSession 201 session_token",
  "createSession 201 url",
  "createSessionReview 201 created_at",
  "createSessionReview 201 id",
  "createSessionV2 201 session_id",
  "createSessionV2 201 session_token",
  "createSessionV2 201 url",
  "createVerificationSession 201 session_id",
  "createVerificationSession 201 session_token",
  "createVerificationSession 201 url",
  "createWebhookDestination 201 secret_last4",
  "createWebhookDestination 201 secret_shared_key",
  "createWebhookDestination 201 uuid",
  "createWorkflow 201 updated_at",
  "createWorkflow 201 uuid",
  "createWorkflow 201 workflow_id",
  "createWorkflowSession 201 session_id",
  "createWorkflowSession 201 session_token",
  "createWorkflowSession 201 url",
  "getDecisionV2 200 created_at",
  "getDecisionV2 200 session_id",
  "getDecisionV2 200 session_url",
  "getSessionDecision 200 created_at",
  "getSessionDecision 200 session_id",
  "getSessionInformation 200 expires_at",
  "getSessionInformation 200 session_id",
  "getSessionInformation 200 status",
  "getSessionStatus 200 session_id",
  "getUser 200 created_at",
  "getUser 200 didit_internal_id",
  "getUser 200 first_session_at",
  "getUser 200 last_session_at",
  "getUser 200 updated_at",
  "getVerificationDecision 200 created_at",
  "getVerificationDecision 200 session_id",
  "getVerificationDecision 200 session_url",
  "getVerificationDecision 200 user_href",
  "getWebhookDelivery 200 created_at",
  "getWebhookDelivery 200 request_body",
  "getWebhookDelivery 200 request_header",
  "getWebhookDelivery 200 session_id",
  "getWebhookDelivery 200 status",
  "getWebhookDelivery 200 uuid",
  "getWebhookDestination 200 secret_last4",
  "getWebhookDestination 200 secret_shared_key",
  "getWebhookDestination 200 uuid",
  "getWorkflow 200 updated_at",
  "getWorkflow 200 uuid",
  "getWorkflow 200 workflow_id",
  "getWorkflowDecision 200 created_at",
  "getWorkflowDecision 200 session_id",
  "getWorkflowDecision 200 session_url",
  "getWorkflowDecision 200 shared_from_session",
  "importSharedSession 201 created_at",
  "importSharedSession 201 session_id",
  "importSharedSession 201 session_url",
  "importSharedSession 201 shared_from_session",
  "listSessionReviews 200 *.created_at",
  "listSessionReviews 200 *.id",
  "listUsers 200 results.*.created_at",
  "listUsers 200 results.*.didit_internal_id",
  "listUsers 200 results.*.first_session_at",
  "listUsers 200 results.*.last_session_at",
  "listUsers 200 results.*.updated_at",
  "listWebhookDeliveries 200 *.created_at",
  "listWebhookDeliveries 200 *.session_id",
  "listWebhookDeliveries 200 *.status",
  "listWebhookDeliveries 200 *.uuid",
  "listWebhookDestinations 200 *.secret_last4",
  "listWebhookDestinations 200 *.secret_shared_key",
  "listWebhookDestinations 200 *.uuid",
  "listWorkflowSessions 200 results.*.created_at",
  "listWorkflowSessions 200 results.*.session_id",
  "listWorkflowSessions 200 results.*.session_url",
  "listWorkflows 200 next",
  "listWorkflows 200 results.*.updated_at",
  "listWorkflows 200 results.*.uuid",
  "listWorkflows 200 results.*.workflow_id",
  "shareSession 200 share_token",
  "updateSession 200 session_id",
  "updateStatusV2 200 session_id",
  "updateUser 200 created_at",
  "updateUser 200 didit_internal_id",
  "updateUser 200 first_session_at",
  "updateUser 200 last_session_at",
  "updateUser 200 updated_at",
  "updateVerificationStatus 200 session_id",
  "updateWebhookDestination 200 secret_last4",
  "updateWebhookDestination 200 secret_shared_key",
  "updateWebhookDestination 200 uuid",
  "updateWorkflow 200 updated_at",
  "updateWorkflow 200 uuid",
  "updateWorkflow 200 workflow_id",
  "updateWorkflowStatus 200 session_id",
];
