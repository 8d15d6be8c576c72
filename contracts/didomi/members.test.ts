import { describe, expect, it } from "vitest";
import { createDidomiClient } from "#clients/didomi.ts";
import { useMock } from "../agreement/mock-site.ts";
import { readSpec } from "../agreement/spec.ts";
import { unpinnedMembers } from "../agreement/unpinned.ts";
import { dataOf } from "./connections.ts";
import { ADA, KEY, ORGANIZATION, SECRET } from "./exchanges.ts";
import { contract } from "./interactions.ts";

const site = useMock("didomi");

async function open() {
  await site.prepare("an organization", { id: ORGANIZATION, keys: [{ key: KEY, secret: SECRET }] });
  const { baseUrl, fetch, now } = site;
  return createDidomiClient({ baseUrl, fetch, now, organizationId: ORGANIZATION, key: KEY, secret: SECRET });
}

const query = { organization_id: ORGANIZATION };
const ofAda = { ...query, organization_user_id: ADA };
const now = (): string => new Date(site.now()).toISOString();

describe("members whose values no pact says", () => {
  it("are held by the tests below, all of them", async () => {
    expect(unpinnedMembers(contract, await readSpec("didomi"))).toEqual(HELD);
  });

  it("a user is as old as its making, and changed when it was changed last", async () => {
    const { api, recordChoices } = await open();
    const created_at = now();
    const { data: created } = await api.POST("/consents/users", { params: { query }, body: ofAda });
    expect(created).toMatchObject({ organization_user_id_type: null, created_at, updated_at: created_at });
    const params = { path: { id: created?.id ?? "" }, query };
    await site.passTime(1234);
    const changed_at = now();
    const { data: changed } = await api.PATCH("/consents/users/{id}", { params, body: { country: "FR" } });
    expect(changed).toMatchObject({ organization_user_id_type: null, created_at, updated_at: changed_at });
    expect((await api.GET("/consents/users/{id}", { params })).data).toEqual(changed);
    await site.passTime(1234);
    await recordChoices(ADA, { news: true });
    const { data: recorded } = await api.GET("/consents/users/{id}", { params });
    expect(recorded).toMatchObject({ organization_user_id_type: null, created_at, updated_at: now() });
    await site.passTime(1234);
    // An erased user is shown as it was.
    expect((await api.DELETE("/consents/users/{id}", { params })).data).toEqual(recorded);
  });

  it("an event is the same however it is read, and changed when it was changed", async () => {
    const { api, recordChoices } = await open();
    const event = await dataOf(recordChoices(ADA, { news: true }));
    expect(event).toMatchObject({ organization_id: ORGANIZATION, created_at: now(), updated_at: now() });
    await site.passTime(4321);
    const params = { path: { id: event.id }, query: ofAda };
    expect((await api.GET("/consents/events/{id}", { params })).data).toEqual(event);
    const delegate = { id: "agent-9", name: "Help line" };
    const list = () => api.GET("/consents/events", { params: { query: ofAda } });
    expect((await list()).data).toEqual({ data: [event], limit: 100, cursor: null });
    const { data: changed } = await api.PATCH("/consents/events/{id}", { params, body: { delegate } });
    expect(changed).toEqual({ ...event, delegate, updated_at: now() });
    expect((await list()).data?.data).toEqual([changed]);
  });

  it("a session and a token open what they are for, and a proof is found by its id", async () => {
    const { api, createUserToken } = await open();
    const { data: session } = await api.POST("/sessions", { body: { type: "api-key", key: KEY, secret: SECRET } });
    expect(session?.type).toBe("api-key");
    const headers = { Authorization: `Bearer ${session?.access_token}` };
    const { data: proof } = await api.POST("/consents/proofs", {
      headers,
      params: { query },
      body: { file: "data:image/png;base64,iVBORw0KGgo=" },
    });
    const params = { path: { id: proof?.id ?? "" }, query };
    expect((await api.GET("/consents/proofs/{id}", { headers, params })).data).toEqual(proof);
    const { id_token } = await dataOf(createUserToken(ADA));
    const asAda = { Authorization: `Bearer ${id_token}` };
    expect((await api.GET("/consents/users", { headers: asAda, params: { query: ofAda } })).response.status).toBe(200);
    expect((await api.DELETE("/consents/users/{id}", { headers: asAda, params })).response.status).toBe(403);
  });
});

const HELD = [
  "createProof 200 id",
  "createSession 200 access_token",
  "createSession 200 type",
  "createToken 200 id_token",
  "createUser 200 created_at",
  "createUser 200 organization_user_id_type",
  "createUser 200 updated_at",
  "deleteUser 200 created_at",
  "deleteUser 200 organization_id",
  "deleteUser 200 organization_user_id_type",
  "deleteUser 200 updated_at",
  "getEvent 200 organization_id",
  "getProof 200 id",
  "getUser 200 created_at",
  "getUser 200 organization_user_id_type",
  "getUser 200 updated_at",
  "listEvents 200 cursor",
  "listEvents 200 data.*.organization_id",
  "listEvents 200 limit",
  "updateEvent 200 organization_id",
  "updateEvent 200 updated_at",
  "updateUser 200 created_at",
  "updateUser 200 organization_user_id_type",
  "updateUser 200 updated_at",
];
