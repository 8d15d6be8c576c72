import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { type ConsentUser, ORGANIZATION, START, USER_ID } from "./calls.ts";

const id = fc.constantFrom("a", "b", "c");
const answer = fc.constantFrom(true, false, null);
const value = fc.constantFrom("", "x", "y", "x,y");

const choices = fc.record(
  {
    purposes: fc.array(
      fc.record(
        {
          id,
          enabled: answer,
          enabled_li: answer,
          values: fc.dictionary(
            id,
            value.map((text) => ({ value: text })),
          ),
          metadata: fc.dictionary(id, fc.nat()),
        },
        { requiredKeys: ["id"] },
      ),
      { maxLength: 3 },
    ),
    channels: fc.array(fc.record({ id, enabled: answer }, { requiredKeys: ["id"] }), { maxLength: 2 }),
    vendors: fc.record({ enabled: fc.array(id), disabled: fc.array(id) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

/** Events of one user, each on a day of its own. */
const history = fc
  .array(fc.record({ consents: choices, country: fc.constantFrom("FR", "DE") }), { minLength: 1, maxLength: 6 })
  .map((events) =>
    events.map(({ consents, country }, index) => ({
      id: `event-${index}`,
      created_at: `2020-01-${String(index + 1).padStart(2, "0")}`,
      consents,
      user: { organization_user_id: USER_ID, country },
    })),
  );

async function open() {
  const standin = await createStandin({ providers: ["didomi"], frozenAt: START });
  const world = await standin.world();
  const { access_token } = (await world.scenario("didomi", "a session")) as { access_token: string };
  const query = `?organization_id=${ORGANIZATION}&organization_user_id=${USER_ID}`;
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await standin.fetch(`/didomi${path}${query}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect(response.status).toBeLessThan(300);
    return response.status === 204 ? undefined : response.json();
  };
  const read = async () => {
    const { data } = (await call("GET", "/consents/users")) as { data: ConsentUser[] };
    const { consents, country, last_seen_country, metadata } = data[0] as ConsentUser;
    return { consents, country, last_seen_country, metadata };
  };
  return { call, read };
}

describe("merging events", () => {
  it("dated events give the same state in whatever order they are recorded", async () => {
    const shuffled = history.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([events, others]) => {
        const [first, second] = [await open(), await open()];
        for (const event of events) await first.call("POST", "/consents/events", event);
        for (const event of others) await second.call("POST", "/consents/events", event);
        expect(await second.read()).toEqual(await first.read());
      }),
      { numRuns: 100 },
    );
  });

  it("removing an event leaves what there would be without it", async () => {
    const withVictim = fc.tuple(
      history.filter((events) => events.length > 1),
      fc.nat(),
    );
    await fc.assert(
      fc.asyncProperty(withVictim, async ([events, number]) => {
        const victim = events[number % events.length]?.id;
        const [whole, without] = [await open(), await open()];
        for (const event of events) await whole.call("POST", "/consents/events", event);
        for (const event of events) if (event.id !== victim) await without.call("POST", "/consents/events", event);
        await whole.call("DELETE", `/consents/events/${victim}`);
        expect(await whole.read()).toEqual(await without.read());
      }),
      { numRuns: 100 },
    );
  });
});
