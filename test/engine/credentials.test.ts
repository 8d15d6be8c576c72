import { describe, expect, it } from "vitest";
import { signToken, verifyToken } from "#engine/kit/tokens.ts";
import { keysOf } from "#engine/kit/world-keys.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import { ask, createToyEngine } from "../support/toy-mock.ts";

/** Where a credential is valid: in the world that issued it, and in worlds that are forked or restored from it afterwards. */

const keysIn = async (engine: Engine, world: string) => keysOf((await engine.worlds.open(world)).identity);

/** A token as a mock issues it. */
async function issue(engine: Engine, world: string): Promise<string> {
  const { secret, id } = (await keysIn(engine, world)).current;
  return signToken({ sub: world }, secret, id);
}

/** In which of these worlds a token is taken. */
async function validIn(engine: Engine, token: string, worlds: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const world of worlds)
    if (verifyToken(token, (await keysIn(engine, world)).secretFor(token)) !== undefined) found.push(world);
  return found;
}

describe("a world's secret", () => {
  it("differs between worlds and seeds, not between runs", async () => {
    const secretOf = async (name: string, seed: string | number = 1): Promise<string> =>
      (await keysIn(createToyEngine({ seed }), name)).secret;
    const secrets = [
      await secretOf("one"),
      await secretOf("two"),
      await secretOf("one", 2),
      await secretOf("one", "x"),
    ];
    expect(new Set(secrets).size).toBe(4);
    for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await secretOf("one")).toBe(secrets[0]);
  });

  it("is not that of another world whose name has the same short hash", async () => {
    // FNV-1a of 32 bits, from which secrets were once derived, is the same for "1/w179599" and "1/w362382".
    const engine = createToyEngine();
    const token = await issue(engine, "w179599");
    expect((await keysIn(engine, "w179599")).secret).not.toBe((await keysIn(engine, "w362382")).secret);
    expect(await validIn(engine, token, ["w179599", "w362382"])).toEqual(["w179599"]);
  });
});

describe("a credential", () => {
  it("outlives restores and resets of the world that issued it", async () => {
    const engine = createToyEngine();
    await engine.worlds.snapshot("w", "before");
    const token = await issue(engine, "w");
    await engine.worlds.restore("w", "before");
    expect(await validIn(engine, token, ["w"])).toEqual(["w"]);
    await engine.worlds.reset("w");
    expect(await validIn(engine, token, ["w"])).toEqual(["w"]);
  });

  it("is valid in forks that are made afterwards, and in their forks", async () => {
    const engine = createToyEngine();
    const token = await issue(engine, "parent");
    await engine.worlds.fork("parent", "child");
    await engine.worlds.fork("child", "grandchild");
    const all = ["parent", "child", "grandchild"];
    expect(await validIn(engine, token, all)).toEqual(all);
    await engine.worlds.drop("parent");
    expect(await validIn(engine, token, ["child", "grandchild"])).toEqual(["child", "grandchild"]);
    await engine.worlds.reset("child");
    expect(await validIn(engine, token, ["child", "grandchild"])).toEqual(["grandchild"]);
  });

  it("is not valid in forks that were made before, in the parent, or in other forks", async () => {
    const engine = createToyEngine();
    await engine.worlds.fork("parent", "early");
    await engine.worlds.fork("parent", "late");
    const all = ["parent", "early", "late"];
    expect(await validIn(engine, await issue(engine, "parent"), all)).toEqual(["parent"]);
    expect(await validIn(engine, await issue(engine, "early"), all)).toEqual(["early"]);
    expect(await validIn(engine, await issue(engine, "late"), all)).toEqual(["late"]);
  });

  it("issued between two forks is valid in the second alone, also after the parent went back to a snapshot", async () => {
    const engine = createToyEngine();
    await engine.worlds.snapshot("parent", "first");
    await engine.worlds.fork("parent", "early");
    const between = await issue(engine, "parent");
    await engine.worlds.restore("parent", "first");
    const restored = await issue(engine, "parent");
    await engine.worlds.fork("parent", "late");
    for (const token of [between, restored])
      expect(await validIn(engine, token, ["parent", "early", "late"])).toEqual(["parent", "late"]);
  });

  it.each([
    ["is made anew", async (engine: Engine) => engine.worlds.drop("w")],
    ["is replaced by a fork of an unrelated one", async (engine: Engine) => engine.worlds.fork("other", "w")],
  ])("does not survive its world, when one of that name %s", async (_, replace) => {
    const engine = createToyEngine();
    const token = await issue(engine, "w");
    await replace(engine);
    expect(await validIn(engine, token, ["w"])).toEqual([]);
    const second = await issue(engine, "w");
    await engine.worlds.drop("w");
    expect(await validIn(engine, token, ["w"])).toEqual([]);
    expect(await validIn(engine, second, ["w"])).toEqual([]);
    expect(await validIn(engine, await issue(engine, "w"), ["w"])).toEqual(["w"]);
  });

  it("of a fork does not survive it, when the same world is forked under the same name again", async () => {
    const engine = createToyEngine();
    await engine.worlds.fork("parent", "child");
    const token = await issue(engine, "child");
    await engine.worlds.fork("parent", "child");
    expect(await validIn(engine, token, ["child"])).toEqual([]);
  });

  it("does not survive its world, though the names of more worlds than are remembered have gone by since", async () => {
    const engine = createToyEngine({ limits: { formerWorlds: 2 } });
    const token = await issue(engine, "w");
    for (const name of ["w", "a", "b", "c"]) {
      await engine.worlds.open(name);
      await engine.worlds.drop(name);
    }
    expect(await validIn(engine, token, ["w"])).toEqual([]);
  });

  it("is no more valid in the hundred-and-first fork of a fork: what a world remembers of its ancestors is bounded", async () => {
    const engine = createToyEngine();
    const token = await issue(engine, "fork-0");
    for (let index = 0; index < 101; index += 1) await engine.worlds.fork(`fork-${index}`, `fork-${index + 1}`);
    expect(await validIn(engine, token, ["fork-99", "fork-100", "fork-101"])).toEqual(["fork-99", "fork-100"]);
    expect((await engine.worlds.open("fork-101")).identity.ancestors).toHaveLength(100);
  });

  it("leads to the world that it names, whatever its key is", async () => {
    const engine = createToyEngine();
    expect((await keysIn(engine, "w")).current.id).toBe("w");
    await engine.worlds.fork("w", "child");
    const { current, accepts } = await keysIn(engine, "w");
    expect([current.id, accepts.call(await keysIn(engine, "w"), "w")]).toEqual(["w:1", true]);
    expect((await ask(engine, "GET", "/toy/notes/n", { world: "w" })).status).toBe(404);
  });
});
