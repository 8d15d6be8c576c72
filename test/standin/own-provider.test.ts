import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { createControlClient } from "#clients/control.ts";
import { type ProviderName, providerNames } from "#mocks/registry.ts";
import type { ProvidersOf } from "#standin/providers.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { openTestStandin } from "#testing/test-standin.ts";
import { checkRecordings } from "#verification/check-recordings.ts";
import { readHar } from "#verification/har-file.ts";
import { openMockTarget, readPact, verifyPact } from "#verification/verify-pacts.ts";
import { shopMock } from "../../examples/own-provider/shop/index.ts";
import { writeGenerated } from "../../src/cli/generate.ts";

const folder = join(import.meta.dirname, "../../examples/own-provider/shop");
const headers = { authorization: "Bearer shop-token", "content-type": "application/json" };
const post = (body: unknown): RequestInit => ({ method: "POST", headers, body: JSON.stringify(body) });
const TEA = { name: "tea", price: 450 };

/** What a mock of one's own gets without a line of code: everything that those of standin have. */
describe("a mock of one's own", () => {
  let standin: Standin<ProvidersOf<ProviderName | typeof shopMock>>;
  let url: string;
  beforeAll(async () => {
    standin = await createStandin({ providers: [...providerNames, shopMock] });
    ({ url } = await standin.listen());
  });
  afterAll(() => standin.close());

  const namesIn = async (fetchIn: typeof fetch, at = "/shop/items"): Promise<string[]> => {
    const { items } = (await (await fetchIn(at, { headers })).json()) as { items: { name: string }[] };
    return items.map(({ name }) => name);
  };

  it("has worlds that are snapshot, restored, forked and reset", async () => {
    const world = await standin.world("worlds");
    expectTypeOf(world.baseUrl).toBeCallableWith("shop");
    // @ts-expect-error there is no such provider
    expect(() => world.baseUrl("shpo")).toThrow('Unknown provider "shpo"');
    await world.fetch("/shop/items", post(TEA));
    await world.snapshot("tea");
    await world.fetch("/shop/items", post({ name: "rum", price: 1 }));
    const fork = await world.fork("forked");
    await world.restore("tea");
    expect([await namesIn(world.fetch), await namesIn(fork.fetch)]).toEqual([["tea"], ["tea", "rum"]]);
    await world.reset();
    expect(await namesIn(world.fetch)).toEqual([]);
  });

  it("runs its jobs by the world's clock", async () => {
    const world = await standin.world("clock");
    const { id } = (await (await world.fetch("/shop/items", post(TEA))).json()) as { id: string };
    const reserve = async () => (await world.fetch(`/shop/items/${id}/reservation`, post({}))).status;
    expect([await reserve(), await reserve()]).toEqual([200, 409]);
    await world.clock.advance(15 * 60_000);
    expect(await reserve()).toBe(200);
  });

  it("fails as faults say, by its own documented replies and by a gateway's", async () => {
    const world = await standin.world("faults");
    await world.faults.add({ match: { provider: "shop" }, effect: { status: 429 } });
    expect((await world.fetch("/shop/items", { headers })).status).toBe(429);
    await world.faults.clear();
    await world.faults.add({ match: { provider: "shop" }, effect: { status: 503 } });
    const failed = await world.fetch("/shop/items", { headers });
    expect([failed.status, failed.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
  });

  it("says in the journal what happened and why, without its secrets", async () => {
    const world = await standin.world("journal");
    await world.fetch("/shop/items/nowhere", { headers });
    const [entry] = await world.waitFor({ provider: "shop", operation: "getItem", status: 404 });
    expect(entry?.refusal?.reasons).toEqual(['World "journal" has no item nowhere.']);
    expect(JSON.stringify(entry)).not.toContain("shop-token");
  });

  it("is driven by the control API: scenarios, state, faults", async () => {
    const control = createControlClient({ baseUrl: url });
    const listed = await control.results.providers();
    expect(listed.ok && listed.data.map(({ name }) => name)).toEqual([...providerNames, "shop"]);
    const world = await control.world("control");
    await world.scenario("shop" as never, "an item" as never, { name: "ale" } as never);
    expect(await namesIn(fetch, `${url}/~control/shop/items`)).toEqual(["ale"]);
    const refused = world.scenario("shop" as never, "an item" as never, { price: -1 } as never);
    await expect(refused).rejects.toThrow("price");
  });

  it("is in the worlds of the test fixtures", async () => {
    await using fixture = await openTestStandin({ providers: [shopMock] });
    const world = await fixture.world("fixture");
    await world.fetch("/shop/items", post(TEA));
    expect(await namesIn(fetch, `${world.baseUrl("shop" as never)}/items`)).toEqual(["tea"]);
    expect((await world.exchanges({ provider: "shop" as never })).map(({ operationId }) => operationId)).toEqual([
      "createItem",
      "listItems",
    ]);
  });

  it("is intercepted at its real host", async () => {
    using _interception = await standin.intercept({ world: "intercepted" });
    await fetch("https://api.shop.example/items", post(TEA));
    expect(await namesIn(fetch, "https://api.shop.example/items")).toEqual(["tea"]);
  });

  it("is verified against a contract", async () => {
    const pact = readPact(await readFile(join(folder, "contract.json"), "utf8"));
    const { interactions, complaints } = await verifyPact(pact, openMockTarget(standin, "shop", url));
    expect(complaints).toEqual([]);
    expect(interactions.flatMap(({ mismatches }) => mismatches)).toEqual([]);
    expect(interactions).toHaveLength(2);
  });

  it("is compared with recorded traffic, by its own spec", async () => {
    const world = await standin.world("recorded");
    await world.fetch("https://api.shop.example/items", post(TEA));
    await world.fetch("https://api.shop.example/items", { headers });
    const check = (har: unknown) =>
      checkRecordings([{ file: "a.har", exchanges: readHar(JSON.stringify(har), "a.har") }], {
        providers: [shopMock],
        provider: "shop",
      });
    const har = await world.toHar();
    expect(await check(har)).toMatchObject({ ok: true, compared: 2 });
    const drifted = JSON.parse(JSON.stringify(har).replaceAll("created_at", "createdAt"));
    expect(await check(drifted)).toMatchObject({ ok: false });
  });

  it("is overridden like any other, and typed", async () => {
    await using other = await createStandin({
      providers: [shopMock, "avacy"],
      overrides: {
        shop: {
          createItem(request, { items }, original) {
            expectTypeOf(request.body.price).toEqualTypeOf<number>();
            expectTypeOf(items.get("a")?.name).toEqualTypeOf<string | undefined>();
            return request.body.price > 1000 ? { status: 409, body: { message: "Too dear." } } : original();
          },
          // @ts-expect-error the spec has no such operation
          createItme: undefined,
        },
      },
    });
    const dear = await other.fetch("/shop/items", post({ name: "gold", price: 1001 }));
    expect([dear.status, await dear.json()]).toEqual([409, { message: "Too dear." }]);
    expect((await other.fetch("/shop/items", post(TEA))).status).toBe(201);
  });

  it("has a seed that is checked", async () => {
    await using seeded = await createStandin({ providers: [shopMock], seeds: { shop: { items: [TEA] } } });
    expect(await namesIn(seeded.fetch)).toEqual(["tea"]);
    for (const [seed, complaint] of [
      [{ items: [{ name: "tea" }] }, "shop.items.0 must have required property 'price'."],
      [{ itmes: [] }, 'shop has no member "itmes".'],
      [{ items: [TEA, TEA] }, 'shop.items has the name "tea" twice.'],
    ] as const)
      await expect(createStandin({ providers: [shopMock], seeds: { shop: seed } })).rejects.toThrow(complaint);
  });
});

describe("what is generated for a mock of one's own", () => {
  it("is fresh in the example", async () => {
    const out = await mkdtemp(join(tmpdir(), "standin-generated-"));
    try {
      await writeGenerated(join(folder, "spec.yaml"), { out });
      const made = (await readdir(out)).sort();
      expect(made).toEqual((await readdir(join(folder, "generated"))).sort());
      for (const file of made)
        expect(await readFile(join(folder, "generated", file), "utf8"), file).toBe(
          await readFile(join(out, file), "utf8"),
        );
    } finally {
      await rm(out, { recursive: true });
    }
  });
});
