import { describe, expect, it } from "vitest";
import { createDidomiClient, type DidomiClient } from "#clients/didomi.ts";
import { useMock } from "../agreement/mock-site.ts";
import { ADA, KEY, ORGANIZATION, SECRET } from "./exchanges.ts";

/** Two users: one with two lives, known by Didomi's id and the organization's, and one with only the second life. */
interface Person {
  readonly id: string;
  readonly name: string;
}
const ADA_HERSELF: Person = { id: "a1a2a3a4-0000-4000-8000-00000000000a", name: ADA };
const HER_TWIN: Person = { id: "b1b2b3b4-0000-4000-8000-00000000000b", name: "twin@example.org" };

const REGULATIONS = ["gdpr", "cpra"];

const site = useMock("didomi");

const inOrganization = { organization_id: ORGANIZATION };
const ofPerson = ({ name }: Person) => ({ ...inOrganization, organization_user_id: name });

/** A client, and whom it speaks of. */
interface Speaker {
  readonly api: DidomiClient["api"];
  readonly person: Person;
}

async function open(): Promise<Speaker> {
  await site.prepare("an organization", { id: ORGANIZATION, keys: [{ key: KEY, secret: SECRET }] });
  const { baseUrl, fetch, now } = site;
  const { api } = createDidomiClient({ baseUrl, fetch, now, organizationId: ORGANIZATION, key: KEY, secret: SECRET });
  return { api, person: ADA_HERSELF };
}

const consents = (id: string, enabled: boolean) => ({
  purposes: [{ id, enabled, values: { topics: { value: `topic-of-${id}` } } }],
  vendors: { enabled: enabled ? [`vendor-of-${id}`] : [], disabled: enabled ? [] : [`vendor-of-${id}`] },
});

const create = ({ api, person }: Speaker, purpose: string) =>
  api.POST("/consents/users", {
    params: { query: inOrganization },
    body: {
      id: person.id,
      ...ofPerson(person),
      metadata: { [purpose]: "as created" },
      country: "FR",
      consents: consents(purpose, true),
    },
  });

const change = ({ api, person }: Speaker, purpose: string, more: object = {}) =>
  api.PATCH("/consents/users/{id}", {
    params: { path: { id: person.id }, query: inOrganization },
    body: { ...more, consents: consents(purpose, false) },
  });

const record = ({ api, person }: Speaker, purpose: string, more: object = {}) =>
  api.POST("/consents/events", {
    params: { query: inOrganization },
    body: {
      ...inOrganization,
      user: { id: person.id, organization_user_id: person.name, metadata: { [purpose]: "by event" } },
      consents: consents(purpose, true),
      ...more,
    },
  });

/** Histories of a user; after erasure, the second life must have the same result as a first one. */
const LIVES: Readonly<Record<string, (client: Speaker) => Promise<unknown>>> = {
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
async function readAll({ api, person }: Speaker): Promise<unknown> {
  const byId = await Promise.all(
    REGULATIONS.map((regulation) =>
      api.GET("/consents/users/{id}", {
        params: { path: { id: person.id }, query: { ...inOrganization, regulation } },
      }),
    ),
  );
  const { data: list } = await api.GET("/consents/users", {
    params: { query: { ...ofPerson(person), "regulation[$in]": REGULATIONS } },
  });
  const { data: events } = await api.GET("/consents/events", {
    params: {
      query: { ...ofPerson(person), "regulation[$in]": REGULATIONS, "status[$in]": ["confirmed", "pending_approval"] },
    },
  });
  return {
    byId: byId.map(({ data }) => data),
    list: list?.data,
    events: events?.data.map(({ id: _, ...event }) => event),
  };
}

const erase = ({ api, person }: Speaker) =>
  api.DELETE("/consents/users/{id}", { params: { path: { id: person.id }, query: inOrganization } });

/** A second life that answers nothing that was answered in the first. */
async function liveAgain(client: Speaker): Promise<void> {
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

  it("comes back as a new user without history", async () => {
    const ada = await open();
    const twin = { ...ada, person: HER_TWIN };
    await LIVES[name]?.(ada);
    await erase(ada);
    for (const each of [ada, twin]) await liveAgain(each);
    expect(await readAll(ada)).toEqual(asAda(await readAll(twin)));
    // What merges anew must not find old steps either, nor the same event twice.
    for (const each of [ada, twin]) {
      await record(each, "late", { id: `late-${each.person.id}`, created_at: "2019-09-09" });
      await remove(each, `late-${each.person.id}`);
    }
    expect(await readAll(ada)).toEqual(asAda(await readAll(twin)));
  });
});

const remove = ({ api, person }: Speaker, id: string) =>
  api.DELETE("/consents/events/{id}", { params: { path: { id }, query: ofPerson(person) } });

/** What was read of the twin, as if it were Ada's. */
const asAda = (all: unknown): unknown =>
  JSON.parse(JSON.stringify(all).replaceAll(HER_TWIN.id, ADA_HERSELF.id).replaceAll(HER_TWIN.name, ADA_HERSELF.name));
