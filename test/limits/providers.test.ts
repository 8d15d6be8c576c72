import { afterEach, describe, expect, it } from "vitest";
import { providerNames, registry } from "#mocks/registry.ts";
import { createStandin, type Standin, type StandinOptions } from "#standin/standin.ts";
import { type PreparedRequests, prepareRequests } from "../support/prepared-requests.ts";

/** How each provider refuses what standin has no room for: in the shape of its own 500, with a reason in a header. */

const opened: Standin[] = [];
afterEach(() => Promise.all(opened.splice(0).map((standin) => standin.close())));

async function open(options: StandinOptions): Promise<Standin> {
  const standin = await createStandin({ frozenAt: "2024-01-01T00:00:00Z", ...options });
  opened.push(standin);
  return standin;
}

/** A standin with its world prepared to be read and written, and full. */
async function openFull(): Promise<{ standin: Standin; loads: PreparedRequests }> {
  const prepare = async (options: StandinOptions) => {
    const standin = await open(options);
    return { standin, loads: await prepareRequests("http://standin.localhost", standin.fetch) };
  };
  const { standin } = await prepare({});
  const { bytes } = (await standin.engine.worlds.open("default")).image;
  return prepare({ limits: { worldBytes: bytes } });
}

/** The members of a provider's 500. */
async function membersOfError(provider: (typeof providerNames)[number]): Promise<string[]> {
  const { commonResponses } = await registry[provider].behaviour();
  return Object.keys(commonResponses[500]?.example ?? {}).sort();
}

async function expectRefusal(reply: Response, provider: (typeof providerNames)[number], status: number, code: string) {
  const text = await reply.text();
  expect(reply.status, text).toBe(status);
  expect(reply.headers.get("content-type")).toBe("application/json");
  expect(reply.headers.get("x-standin-reason")).toMatch(new RegExp(`^${code}: .*\\.$`));
  const body = JSON.parse(text);
  const { message, ...others } = body;
  const members = await membersOfError(provider);
  // Some operations have the sentence under a second name.
  expect(Object.keys(members.includes("message") ? body : others).sort()).toEqual(members);
  if (!members.includes("message") && message !== undefined) expect(message).toBe(body.detail);
  for (const member of ["code", "status"]) if (member in body) expect(body[member]).toBe(status);
  // Where there is a place for a sentence, it is the reason's.
  const sentence = body.message ?? body.detail;
  if (sentence !== undefined) expect(`${code}: ${sentence}`).toBe(reply.headers.get("x-standin-reason"));
}

describe.each(providerNames)("%s", (provider) => {
  const loadOf = (loads: PreparedRequests, method: string) => {
    const found = Object.entries(loads).find(([name, load]) => name.startsWith(provider) && load.method === method);
    if (found === undefined) throw new Error(`no ${method} is measured of ${provider}`);
    return found[1];
  };

  it("refuses what a full world has no room for by 507, loses nothing, and is read on", async () => {
    const { standin, loads } = await openFull();
    const send = ({ url, method, headers = {}, body }: PreparedRequests[string]) =>
      standin.fetch(url, { method, headers, ...(body !== undefined && { body }) });
    const before = await standin.engine.readState("default", provider);
    await expectRefusal(await send(loadOf(loads, "POST")), provider, 507, "worldFull");
    expect(await standin.engine.readState("default", provider)).toEqual(before);
    const { journal } = await standin.world();
    expect(journal.entries({ limit: 1 })).toMatchObject([{ refusal: { stage: "commit", code: "worldFull" } }]);
    expect((await send(loadOf(loads, "GET"))).status).toBe(200);
  });

  it("says of a world that was evicted that it was", async () => {
    const standin = await open({ maxWorlds: 1, limits: { idleSeconds: 0 } });
    await standin.world("gone");
    await standin.world("here");
    const { path } = registry[provider].exampleRequest(registry[provider].defaultSeed);
    const prefix = `/~gone/${registry[provider].prefix ?? provider}`;
    await expectRefusal(await standin.fetch(prefix + path), provider, 503, "worldEvicted");
    await expectRefusal(await standin.fetch(`${prefix}/no-such-path`), provider, 503, "worldEvicted");
    expect(standin.engine.worlds.names()).toEqual(["here"]);
  });
});

it.each([
  ["didomi", "a session", "access_token", "/didomi/v1/consents/users?organization_id=standin-org"],
  ["didit", "a client token", "access_token", "/didit/v1/session/00000000-0000-4000-8000-000000000000/decision/"],
  ["netid", "a user who is logged in", "bearer_token", "/netid/netid-user-status"],
] as const)(
  "a token of %s leads to the world that issued it, and is told when that was evicted",
  async (provider, scenario, member, path) => {
    const standin = await open({ maxWorlds: 1, limits: { idleSeconds: 0 } });
    const world = await standin.world("gone");
    const made = (await standin.engine.runScenario(world.name, provider, scenario)) as Record<string, string>;
    const headers = { authorization: `Bearer ${made[member]}` };
    expect((await standin.fetch(path, { headers })).status).not.toBe(503);
    expect(world.journal.size).toBe(1);
    await standin.world("here");
    await expectRefusal(await standin.fetch(path, { headers }), provider, 503, "worldEvicted");
    // Begun anew, the world of that name does not take the old token.
    await standin.engine.worlds.reset("gone");
    await standin.fetch(path, { headers });
    const { journal } = await standin.world("gone");
    expect(journal.entries({ limit: 1 })).toMatchObject([{ refusal: { code: "formerWorld" } }]);
  },
);

it("the control API says so by its own problem, and 409", async () => {
  const standin = await open({ limits: { worldBytes: 1 } });
  const reply = await standin.fetch("/_standin/worlds/w/scenarios/avacy/an%20API%20token", { method: "POST" });
  expect([reply.status, reply.headers.get("content-type")]).toEqual([409, "application/problem+json"]);
  expect(await reply.json()).toMatchObject({ title: "Conflict", detail: expect.stringMatching(/World w is full/) });
});
