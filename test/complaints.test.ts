import { afterAll, describe, expect, it } from "vitest";
import { MOST_VIOLATIONS } from "#engine/contract/limits.ts";
import { createStandin } from "#standin/standin.ts";

/** Of many complaints the first ones are told; where the vendor says how many there are, that number is true. */

const standin = await createStandin();
afterAll(() => standin.close());

const CONSENTS = "/avacy/standin/domains_groups/1/consents";

/** Sends a consent with so many preferences whose answer is none. */
async function refuseConsent(count: number) {
  const reply = await standin.fetch(CONSENTS, {
    method: "POST",
    headers: { authorization: "Bearer 1|standin-token", "content-type": "application/json" },
    body: JSON.stringify({
      subject: { email: "ann@example.com" },
      identifier: "email",
      ip_address: "192.0.2.1",
      proofs: "<html></html>",
      legal_notices: [{ name: "privacy_policy" }],
      preferences: Array.from({ length: count }, () => ({ name: "newsletter", accepted: "perhaps" })),
    }),
  });
  const { message, errors } = (await reply.json()) as { message: string; errors: Record<string, string[]> };
  return { status: reply.status, message, told: Object.keys(errors) };
}

describe("an avacy consent with many wrong answers", () => {
  it.each([2, MOST_VIOLATIONS - 1, MOST_VIOLATIONS, MOST_VIOLATIONS + 1, 1000])("tells of %d", async (count) => {
    const { status, message, told } = await refuseConsent(count);
    expect(status).toBe(400);
    expect(message).toContain(`(and ${count - 1} more error${count === 2 ? "" : "s"})`);
    expect(told).toHaveLength(Math.min(count, MOST_VIOLATIONS));
    expect(told.at(-1)).toBe(`preferences.${Math.min(count, MOST_VIOLATIONS) - 1}.accepted`);
  });
});

it("keeps so many in the reasons of the journal, and no more", async () => {
  const world = await standin.world();
  const token = (await world.scenario("didomi", "a session")) as { readonly access_token: string };
  const refuse = async (count: number): Promise<number> => {
    const reply = await standin.fetch("/didomi/v1/consents/events?organization_id=standin-org", {
      method: "POST",
      headers: { authorization: `Bearer ${token.access_token}`, "content-type": "application/json" },
      body: JSON.stringify({ user: { organization_user_id: "ann" }, consents: { purposes: Array(count).fill(1) } }),
    });
    expect(reply.status).toBe(400);
    const [entry] = world.journal.entries({ limit: 1 });
    return entry?.refusal?.reasons.length ?? 0;
  };
  const counts: number[] = [];
  for (const count of [1, MOST_VIOLATIONS, 40_000]) counts.push(await refuse(count));
  expect(counts).toEqual([1, MOST_VIOLATIONS, MOST_VIOLATIONS]);
});

it("finds the path of a fault in time that grows with the path alone", async () => {
  const world = await standin.world("paths");
  await world.faults.add({ match: { path: "*a*a*a*a*b" }, effect: { status: 500 } });
  for (const [path, status] of [
    [`/avacy/wp/validate/standin/${"a".repeat(7000)}`, 404],
    [`/avacy/wp/validate/standin/${"a".repeat(7000)}b`, 500],
  ] as const)
    expect((await world.fetch(path)).status).toBe(status);
});

it.each([
  "/didomi/v1/sessions",
  CONSENTS,
  "/didit/auth/v2/session/",
  "/netid/netid-permissions",
  "/_standin/worlds/a/fork",
])("100,000 levels of JSON are a refusal in every transport: %s", async (path) => {
  const server = await standin.listen();
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: "[".repeat(100_000) };
  const inProcess = await standin.fetch(path, init);
  const overHttp = await fetch(server.url + path, init);
  expect(inProcess.status).toBeGreaterThanOrEqual(400);
  expect(inProcess.status).toBeLessThan(500);
  expect(overHttp.status).toBe(inProcess.status);
});
