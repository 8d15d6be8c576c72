import { describe, expect, it } from "vitest";
import { loadOnce } from "#engine/basics/late.ts";
import type { Mock } from "#engine/contract/mock.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { api, ask, bodyOf, createToyBehaviour, createToyEngine, createToyWith } from "../support/toy-mock.ts";

/** A toy that counts how often its behaviour is loaded. The first `failures` loads fail. */
function createCountedToy(name = "toy", failures = 0) {
  const counted = { loads: 0 };
  const provider: Mock = createToyWith(
    async () => {
      counted.loads += 1;
      if (counted.loads <= failures) throw new Error("cut off");
      return createToyBehaviour();
    },
    { api: { ...api, name, hosts: [] } },
  );
  return { provider, counted };
}

describe("a provider's behaviour", () => {
  it("is loaded by its first request, and no other provider's is", async () => {
    const [one, two] = [createCountedToy("one"), createCountedToy("two")];
    const engine = createToyEngine({ providers: [one.provider, two.provider] });
    await engine.worlds.open("default");
    expect(await engine.readState("default", "one")).toBeDefined();
    expect((await ask(engine, "GET", "/")).status).toBe(200);
    expect([one.counted.loads, two.counted.loads]).toEqual([0, 0]);
    expect((await ask(engine, "GET", "/one/slashed/")).status).toBe(200);
    expect((await ask(engine, "GET", "/one/slashed/")).status).toBe(200);
    expect([one.counted.loads, two.counted.loads]).toEqual([1, 0]);
  });

  it("is loaded once when two first requests come at once", async () => {
    const { provider, counted } = createCountedToy();
    const engine = createToyEngine({ providers: [provider] });
    const replies = await Promise.all([ask(engine, "GET", "/toy/slashed/"), ask(engine, "GET", "/toy/numbered/12")]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(counted.loads).toBe(1);
    const { journal } = await engine.worlds.open("default");
    expect(journal.entries()).toHaveLength(2);
  });

  it("is loaded once for all engines that have the provider", async () => {
    const { provider, counted } = createCountedToy();
    for (const engine of [createToyEngine({ providers: [provider] }), createToyEngine({ providers: [provider] })])
      expect((await ask(engine, "GET", "/toy/slashed/")).status).toBe(200);
    expect(counted.loads).toBe(1);
  });

  it("that could not be loaded is told as such, and loaded by the next request", async () => {
    const { provider } = createCountedToy("toy", 1);
    const bugs: Bug[] = [];
    const engine = createToyEngine({ providers: [provider], onBug: (bug) => bugs.push(bug) });
    const refused = await Promise.all([ask(engine, "GET", "/toy/slashed/"), ask(engine, "GET", "/toy/slashed/")]);
    expect(refused.map(({ status }) => status)).toEqual([500, 500]);
    for (const reply of refused) expect(bodyOf(reply)["detail"]).toMatch(/^toy cannot answer: .*cut off$/);
    expect(bugs).toMatchObject([{ provider: "toy" }, { provider: "toy" }]);
    expect((await ask(engine, "GET", "/toy/slashed/")).status).toBe(200);
  });

  it("is loaded by the first of its scenarios", async () => {
    const { provider, counted } = createCountedToy();
    const engine = createToyEngine({ providers: [provider] });
    expect(await engine.runScenario("default", "toy", "notes written", { count: 2 })).toBe(2);
    expect(counted.loads).toBe(1);
  });
});

describe("a fault of providers that have had no request yet", () => {
  it("is checked against the spec of the provider it is about, and disturbs its first request", async () => {
    const [one, two] = [createCountedToy("one"), createCountedToy("two")];
    const engine = createToyEngine({ providers: [one.provider, two.provider] });
    const { faults } = await engine.worlds.open("default");
    const match = { provider: "one", operation: "getNote" };
    await expect(faults.add({ match, effect: { status: 418 } })).rejects.toThrow(
      "one documents no reply of status 418",
    );
    await faults.add({ match, effect: { status: 503 } });
    expect([one.counted.loads, two.counted.loads]).toEqual([1, 0]);
    expect((await ask(engine, "GET", "/one/notes/n")).status).toBe(503);
  });

  it("is checked against all specs when it names no provider", async () => {
    const [one, two] = [createCountedToy("one"), createCountedToy("two")];
    const engine = createToyEngine({ providers: [one.provider, two.provider] });
    const { faults } = await engine.worlds.open("default");
    await faults.add({ effect: { status: 503 } });
    expect([one.counted.loads, two.counted.loads]).toEqual([1, 1]);
  });

  it("loads nothing, and is there at once, when no spec has a say in it", async () => {
    const { provider, counted } = createCountedToy();
    const engine = createToyEngine({ providers: [provider] });
    const { faults } = await engine.worlds.open("default");
    const adding = faults.add({ match: { provider: "toy" }, effect: { latencyMs: 1 } });
    expect([faults.size, counted.loads]).toEqual([1, 0]);
    expect((await adding).id).toBe("fault-1");
  });

  it("is refused when the spec cannot be loaded, and taken when it can", async () => {
    const { provider } = createCountedToy("toy", 1);
    const { faults } = await createToyEngine({ providers: [provider] }).worlds.open("default");
    await expect(faults.add({ effect: { status: 503 } })).rejects.toThrow("cut off");
    expect(faults.size).toBe(0);
    expect((await faults.add({ effect: { status: 503 } })).id).toBe("fault-1");
  });
});

describe("what is loaded once", () => {
  it("is available from then on, without a promise", async () => {
    const load = loadOnce(async () => ({ loaded: true }));
    const first = load();
    expect(first).toBeInstanceOf(Promise);
    expect(load()).toBe(first);
    expect(load()).toBe(first);
    expect(await first).toBe(load());
  });
});
