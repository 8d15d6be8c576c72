import { describe, expect, it } from "vitest";
import { createDidomiClient, type DidomiClient, getChosenValues, isPurposeEnabled } from "#clients/didomi.ts";
import { useMock } from "../agreement/mock-site.ts";
import { ADA, BOB, KEY, ORGANIZATION, SECRET } from "./exchanges.ts";

/** What was answered when, as this test remembers it: the last answer to each purpose counts, and nothing else. */
interface Told {
  readonly id: string;
  readonly at: string;
  readonly purpose: string;
  readonly enabled: boolean;
  readonly values: readonly string[];
}

/** More than one hundred and twenty-eight, twice: so many steps lie between what is kept of a long history. */
const MANY = 270;
const PURPOSES = ["news", "ads", "offers", "research"];
const START_MS = Date.parse("2025-01-01T00:00:00.000Z");

const site = useMock("didomi");

const inOrganization = { organization_id: ORGANIZATION };
const ofAda = { ...inOrganization, organization_user_id: ADA };

async function open(): Promise<DidomiClient> {
  await site.prepare("an organization", { id: ORGANIZATION, keys: [{ key: KEY, secret: SECRET }] });
  const { baseUrl, fetch, now } = site;
  return createDidomiClient({ baseUrl, fetch, now, organizationId: ORGANIZATION, key: KEY, secret: SECRET });
}

/** Where a purpose is named for the last time depends on its place: each but the first is named once in a long while. */
function toTold(number: number): Told {
  const at = new Date(START_MS + number * 1000).toISOString();
  const purpose = PURPOSES[[1, 60, 130, 200].indexOf(number)] ?? "news";
  return { id: `event-${number}`, at, purpose, enabled: number % 2 === 0, values: [`value-${number}`] };
}

const tell = ({ recordChoices }: DidomiClient, told: Told, user = ADA) =>
  recordChoices(
    user,
    { [told.purpose]: { enabled: told.enabled, preferences: { topics: told.values } } },
    { id: told.id, created_at: told.at },
  );

const remove = ({ api }: DidomiClient, { id }: Told) =>
  api.DELETE("/consents/events/{id}", { params: { path: { id }, query: ofAda } });

/** What the choices of a user have to be. */
function toExpected(told: readonly Told[]): unknown {
  const last = new Map<string, Told>();
  for (const each of [...told].sort((a, b) => (a.at < b.at ? -1 : 1))) last.set(each.purpose, each);
  return PURPOSES.map((purpose) => [last.get(purpose)?.enabled ?? null, last.get(purpose)?.values ?? []]);
}

async function readChoices(client: DidomiClient, user = ADA): Promise<unknown> {
  const result = await client.getChoices(user);
  if (!result.ok) throw new Error(result.message);
  return PURPOSES.map((purpose) => [
    isPurposeEnabled(result.data, purpose),
    getChosenValues(result.data, "topics", purpose),
  ]);
}

describe("after hundreds of answers", () => {
  /** All answers of Ada, the latest last, and none of them removed. */
  async function answer(client: DidomiClient): Promise<Told[]> {
    const told = Array.from({ length: MANY }, (_, number) => toTold(number));
    for (const each of told) await tell(client, each);
    expect(await readChoices(client)).toEqual(toExpected(told));
    return told;
  }

  it.each([
    ["an early one", [1]],
    ["one in the middle", [130]],
    ["the last", [MANY - 1]],
    ["several from all over", [60, 200, 1, MANY - 1, MANY - 2]],
  ])("the others count as ever once %s is removed", async (_, numbers) => {
    const client = await open();
    let told = await answer(client);
    for (const number of numbers) {
      const gone = toTold(number);
      expect((await remove(client, gone)).response.status).toBe(204);
      told = told.filter(({ id }) => id !== gone.id);
      expect(await readChoices(client)).toEqual(toExpected(told));
    }
    // Nothing of what was removed comes back with what is recorded later.
    const latest = { ...toTold(MANY + 1), purpose: "news" };
    await tell(client, latest);
    expect(await readChoices(client)).toEqual(toExpected([...told, latest]));
  });

  it("an answer that is brought in late counts in its place", async () => {
    const client = await open();
    const told = await answer(client);
    for (const [number, purpose] of [
      [0, "research"],
      [129, "ads"],
      [201, "offers"],
    ] as const) {
      const late = { ...toTold(number), id: `late-${number}`, purpose, enabled: number % 2 === 1 };
      // Half a second after the one of that number.
      told.push({ ...late, at: new Date(Date.parse(late.at) + 500).toISOString() });
      await tell(client, told.at(-1) ?? late);
      expect(await readChoices(client)).toEqual(toExpected(told));
    }
  });

  it("an answer that is changed counts as it is now, and at the time of the change", async () => {
    const client = await open();
    const told = await answer(client);
    const params = { path: { id: "event-60" }, query: ofAda };
    const consents = { purposes: [{ id: "research", enabled: false, values: { topics: { value: "changed" } } }] };
    expect((await client.api.PATCH("/consents/events/{id}", { params, body: { consents } })).response.status).toBe(200);
    const changed = { id: "event-60", purpose: "research", enabled: false, values: ["changed"] };
    const others = told.filter(({ id }) => id !== "event-60");
    const at = new Date(site.now()).toISOString();
    expect(await readChoices(client)).toEqual(toExpected([...others, { ...changed, at }]));
  });

  it("what a filter matches is gone, and nothing else", async () => {
    const client = await open();
    const told = await answer(client);
    const query = { ...ofAda, filter: { "consents.tcfcs": "none-has-this" } };
    await client.api.DELETE("/consents/events", { params: { query } });
    expect(await readChoices(client)).toEqual(toExpected(told));
    const bobs = { ...toTold(2), id: "bobs-own", purpose: "ads" };
    await tell(client, bobs, BOB);
    const atOnce = { ...ofAda, filter: { created_at: toTold(130).at } };
    await client.api.DELETE("/consents/events", { params: { query: atOnce } });
    expect(await readChoices(client)).toEqual(toExpected(told.filter(({ id }) => id !== "event-130")));
    expect(await readChoices(client, BOB)).toEqual(toExpected([bobs]));
  });
});
