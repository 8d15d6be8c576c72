import { describe, expect, it } from "vitest";
import { createDidomiClient, type DidomiClient } from "#clients/didomi.ts";
import { useMock } from "../agreement/mock-site.ts";
import { ADA, KEY, ORGANIZATION, SECRET } from "./exchanges.ts";

/** Didomi's own id, so that it can be the same in both lives. */
const ID = "a1a2a3a4-0000-4000-8000-00000000000a";
const REGULATIONS = ["gdpr", "cpra"];

const site = useMock("didomi");

const inOrganization = { organization_id: ORGANIZATION };
const ofAda = { ...inOrganization, organization_user_id: ADA };

async function open(): Promise<DidomiClient> {
  await site.prepare("an organization", { id: ORGANIZATION, keys: [{ key: KEY, secret: SECRET }] });
  const { baseUrl, fetch, now } = site;
  return createDidomiClient({ baseUrl, fetch, now, organizationId: ORGANIZATION, key: KEY, secret: SECRET });
}

const consents = (id: string, enabled: boolean) => ({
  purposes: [{ id, enabled, values: { topics: { value: `topic-of-${id}` } } }],
  vendors: { enabled: enabled ? [`vendor-of-${id}`] : [], disabled: enabled ? [] : [`vendor-of-${id}`] },
});

const create = ({ api }: DidomiClient, purpose: string) =>
  api.POST("/consents/users", {
    params: { query: inOrganization },
    body: {
      id: ID,
      ...ofAda,
      metadata: { [purpose]: "as created" },
      country: "FR",
      consents: consents(purpose, true),
    },
  });

const change = ({ api }: DidomiClient, purpose: string, more: object = {}) =>
  api.PATCH("/consents/users/{id}", {
    params: { path: { id: ID }, query: inOrganization },
    body: { ...more, consents: consents(purpose, false) },
  });

const record = ({ api }: DidomiClient, purpose: string, more: object = {}) =>
  api.POST("/consents/events", {
    params: { query: inOrganization },
    body: {
      ...inOrganization,
      user: { id: ID, organization_user_id: ADA, metadata: { [purpose]: "by event" } },
      consents: consents(purpose, true),
      ...more,
    },
  });

/** Lives that a user may have had; a second one has to come to what the first would have. */
const LIVES: Readonly<Record<string, (client: DidomiClient) => Promise<unknown>>> = {
  "created with answers": (client) => create(client, "created"),
  "created, and changed twice without an event": async (client) => {
    await create(client, "created");
    await change(client, "changed", { metadata: { changed: "once" } });
    await change(client, "changed-again", { country: "DE" });
  },
  "known by an event": (client) => record(client, "recorded"),
  "known by events under every regulation, one of them pending": async (client) => {
    for (const regulation of REGULATIONS) await record(client, `under-${regulation}`, { regulation });
    await record(client, "pending", { id: "pending-event", status: "pending_approval" });
  },
  "known by more events than are merged at once": async (client) => {
    for (let number = 0; number < 130; number += 1) await record(client, `number-${number % 5}`);
  },
  "changed between events": async (client) => {
    await create(client, "created");
    await record(client, "first");
    await change(client, "between");
    await record(client, "second", { created_at: "2020-02-02" });
  },
};

/** Everything that can be read about a user, times and drawn ids aside. */
async function readAll({ api }: DidomiClient): Promise<unknown> {
  const byId = await Promise.all(
    REGULATIONS.map((regulation) =>
      api.GET("/consents/users/{id}", { params: { path: { id: ID }, query: { ...inOrganization, regulation } } }),
    ),
  );
  const { data: list } = await api.GET("/consents/users", {
    params: { query: { ...inOrganization, "regulation[$in]": REGULATIONS } },
  });
  const { data: events } = await api.GET("/consents/events", {
    params: {
      query: { ...ofAda, "regulation[$in]": REGULATIONS, "status[$in]": ["confirmed", "pending_approval"] },
    },
  });
  return {
    byId: byId.map(({ data }) => data),
    list: list?.data,
    events: events?.data.map(({ id: _, ...event }) => event),
  };
}

const erase = ({ api }: DidomiClient) =>
  api.DELETE("/consents/users/{id}", { params: { path: { id: ID }, query: inOrganization } });

/** A second life that answers nothing that was answered in the first. */
async function liveAgain(client: DidomiClient): Promise<void> {
  await create(client, "second-life");
  await record(client, "second-life-event");
}

describe.each(Object.keys(LIVES))("a user who was %s", (name) => {
  it("is gone once erased, whatever is asked", async () => {
    const client = await open();
    await LIVES[name]?.(client);
    expect((await erase(client)).response.status).toBe(200);
    expect(await readAll(client)).toEqual({ byId: [undefined, undefined], list: [], events: [] });
    expect((await erase(client)).response.status).toBe(404);
  });

  it("comes back as somebody of whom nothing was known", async () => {
    const client = await open();
    await liveAgain(client);
    const expected = await readAll(client);
    await erase(client);
    await LIVES[name]?.(client);
    await erase(client);
    await liveAgain(client);
    expect(await readAll(client)).toEqual(expected);
    // What merges anew must not find old steps either: one that comes in late, and one that is removed.
    const late = { id: "late", created_at: "2019-09-09" };
    await record(client, "late", late);
    await api(client, "late");
    expect(await readChoices(client)).toEqual(await choicesOf(expected));
  });
});

const api = (client: DidomiClient, id: string) =>
  client.api.DELETE("/consents/events/{id}", { params: { path: { id }, query: ofAda } });

const readChoices = async (client: DidomiClient): Promise<unknown> => choicesOf(await readAll(client));

/** What was chosen under each regulation. */
const choicesOf = async (all: unknown): Promise<unknown> =>
  (all as { readonly byId: readonly { readonly consents: unknown }[] }).byId.map((user) => user?.consents);
