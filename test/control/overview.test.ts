import { afterEach, describe, expect, it } from "vitest";
import { createControlClient } from "#clients/control.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { createStandin, type Standin, type StandinOptions } from "#standin/standin.ts";

const opened: Standin[] = [];
afterEach(async () => {
  for (const standin of opened.splice(0)) await standin.close();
});

async function open(options: StandinOptions = {}) {
  const standin = await createStandin({ frozenAt: "2024-01-01T00:00:00Z", ...options });
  opened.push(standin);
  return {
    standin,
    client: createControlClient({ baseUrl: "http://standin.localhost", fetch: standin.fetch }).results,
  };
}

const dataOf = <Data>(
  result: { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly message: string },
): Data => {
  if (!result.ok) throw new Error(result.message);
  return result.data;
};

describe("the providers", () => {
  it("are listed with the credentials and the example of the current seed", async () => {
    const { standin, client } = await open();
    for (const { name, credentials, example } of dataOf(await client.providers())) {
      const mock = registry[name as keyof typeof registry];
      expect(Object.fromEntries(credentials.map(({ name, value }) => [name, value]))).toEqual(
        mock.describeCredentials(mock.defaultSeed as never),
      );
      const { method, path, headers = {}, body } = example;
      const init = {
        method,
        headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      };
      const reply = await standin.fetch(`/${name}${path}`, {
        ...init,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      expect(reply.status, name).toBeLessThan(300);
    }
  });

  it("are listed with another seed's once there is another seed", async () => {
    const { standin, client } = await open();
    const seed = structuredClone(registry.avacy.defaultSeed) as Record<string, unknown>;
    const text = JSON.stringify(seed).replaceAll("standin-token", "changed-token");
    await standin.reseed({ seeds: { avacy: JSON.parse(text) } });
    const avacy = dataOf(await client.providers()).find(({ name }) => name === "avacy");
    expect(JSON.stringify(avacy?.credentials)).toContain("changed-token");
  });
});

describe("the limits", () => {
  it("are those that were given, with their defaults, and what is used of them", async () => {
    const { standin, client } = await open({ maxWorlds: 7, limits: { exchanges: 3 } });
    const before = dataOf(await client.limits());
    expect(before.limits).toMatchObject({ worlds: 7, exchanges: 3, faults: 100, journalBytes: 4 * 1024 * 1024 });
    await standin.world("a");
    await standin.fetch("/~a/didomi/nowhere");
    const { used } = dataOf(await client.limits());
    expect(used.worlds).toBe(before.used.worlds + 1);
    expect(used.journalsBytes).toBeGreaterThan(before.used.journalsBytes);
  });
});

describe("the agreement report", () => {
  it("has rows for the providers that answer here, and for no others", async () => {
    const { client } = await open({ providers: ["netid"] });
    const { checkers, providers } = dataOf(await client.agreement());
    expect(providers.map(({ name }) => name)).toEqual(["netid"]);
    for (const { seen } of providers[0]?.rows ?? []) expect(seen).toHaveLength(checkers.length);
    expect(providers[0]?.rows).toContainEqual(expect.objectContaining({ operation: "readStatus", status: "200" }));
    expect(
      dataOf(await (await open()).client.agreement())
        .providers.map(({ name }) => name)
        .sort(),
    ).toEqual([...providerNames].sort());
  });
});

describe("what is due", () => {
  it("is scheduled work and pending webhooks, earliest first, and nothing more once the clock has run it", async () => {
    const { client } = await open();
    const world = client.world("w");
    expect(dataOf(await world.due())).toEqual([]);
    dataOf(await world.scenario("didit", "a session"));
    const due = dataOf(await world.due());
    expect(due.length).toBeGreaterThan(0);
    expect(due.map(({ at }) => at)).toEqual(due.map(({ at }) => at).sort());
    expect(due[0]).toMatchObject({ kind: "work", provider: "didit" });
    dataOf(await world.advance("P400D"));
    expect(dataOf(await world.due())).toEqual([]);
  });
});
