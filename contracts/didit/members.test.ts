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

const HELD = [
  "createClientToken 200 access_token",
  "createClientToken 200 exp",
  "createClientToken 200 iat",
  "createClientToken 200 iss",
  "createClientToken 200 token_type",
  "createSession 201 session_id",
  "createSession 201 session_token",
  "createSession 201 url",
  "createVerificationSession 201 session_id",
  "createVerificationSession 201 session_token",
  "createVerificationSession 201 url",
  "getSessionDecision 200 created_at",
  "getSessionDecision 200 session_id",
  "getSessionInformation 200 expires_at",
  "getSessionInformation 200 session_id",
  "getSessionInformation 200 status",
  "getSessionStatus 200 session_id",
  "getVerificationDecision 200 created_at",
  "getVerificationDecision 200 session_id",
  "getVerificationDecision 200 session_url",
  "getVerificationDecision 200 user_href",
  "updateSession 200 session_id",
  "updateVerificationStatus 200 session_id",
];
