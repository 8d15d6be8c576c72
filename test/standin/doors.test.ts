import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDiditClient } from "#clients/didit.ts";
import { isStandinError } from "#engine/basics/errors.ts";
import { isCrossSite } from "#engine/pipeline/cross-site.ts";
import { providerNames } from "#mocks/registry.ts";
import { createStandin, type Standin } from "#standin/standin.ts";

const APPLICATION = { clientId: "standin-client", clientSecret: "standin-secret" };

/** What a simulator in process refuses, and what it hands out. */

let standin: Standin;
beforeEach(async () => {
  standin = await createStandin();
});
afterEach(() => standin.close({ graceMs: 0 }));

async function refusalOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    if (isStandinError(error)) return error.message;
    throw error;
  }
  return "(not refused)";
}

describe("createStandin", () => {
  it.each<[string, () => unknown, RegExp]>([
    ["a promise of options", async () => ({}), /^createStandin takes an object of options, not a Promise: await it/],
    [
      "a map",
      () => new Map([["seed", 1]]),
      /^createStandin takes an object of options, not an object of the kind Map\.$/,
    ],
    ["a list", () => [], /^createStandin takes an object of options, not \[\]\.$/],
    [
      "seeds in a map",
      () => ({ seeds: new Map() }),
      /option seeds of createStandin is an object, not an object of the kind Map/,
    ],
    ["a misspelt option", () => ({ maxWorld: 3 }), /has no option "maxWorld".* Did you mean maxWorlds\?$/],
    ["an option in other letters", () => ({ publicURL: "http://x" }), /Did you mean publicUrl\?$/],
    ["an unknown option that is near none", () => ({ zzz: 1 }), /has no option "zzz"; it has [^?]*\.$/],
    [
      "a misspelt provider",
      () => ({ providers: ["didom"] }),
      /^Unknown provider "didom"\. Known .* Did you mean didomi\?$/,
    ],
    [
      "a seed of a misspelt provider",
      () => ({ seeds: { avcy: {} } }),
      /^Unknown provider avcy\. .* Did you mean avacy\?$/,
    ],
    ["a misspelt limit", () => ({ limits: { world: 1 } }), /^Unknown limit world\. .* Did you mean worlds\?$/],
    ["no worlds", () => ({ maxWorlds: 0 }), /maxWorlds of createStandin is a whole number from 1 to 999999999, not 0/],
    ["more worlds than fit", () => ({ maxWorlds: 1e308 }), /maxWorlds of createStandin is a whole number from 1/],
    ["a seed that is not a number", () => ({ seed: Number.NaN }), /option seed of createStandin/],
    ...[
      "ftp://x",
      "standin.example",
      "http://ann:hush@x",
      "http://x?a=1",
      "http://x#a",
      "",
      "http://",
      "http:\\\\x",
      5,
    ].map((publicUrl): [string, () => unknown, RegExp] => [
      `the public URL ${publicUrl}`,
      () => ({ publicUrl }),
      /^The option publicUrl of createStandin is an http or https URL without credentials, query and fragment, such as \S+\.$/,
    ]),
  ])("refuses %s", async (_, options, message) => {
    expect(await refusalOf(() => createStandin(options() as object))).toMatch(message);
  });

  it("takes options without a prototype, and those of another realm", async () => {
    const { runInNewContext } = await import("node:vm");
    for (const options of [Object.assign(Object.create(null), { seed: 1 }), runInNewContext("({ seed: 1 })")])
      expect(await refusalOf(async () => (await createStandin(options)).close())).toBe("(not refused)");
  });
});

describe("listen", () => {
  it.each<[string, unknown[]]>([
    ["nothing", []],
    ["a port", [0]],
    ["an object with a port", [{ port: 0 }]],
    ["an object without members", [{}]],
  ])("listens on loopback alone if it is given %s", async (_, given) => {
    const server = await (standin.listen as (...given: unknown[]) => ReturnType<Standin["listen"]>)(...given);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  });

  it.each<[unknown, RegExp]>([
    [
      { prot: 1 },
      /^listen has no option "prot"; it has port, host, https, caDir, offline, allowRealHosts, onNotice\. Did you mean port\?$/,
    ],
    [
      { hostname: "x" },
      /^listen has no option "hostname"; it has port, host, https, caDir, offline, allowRealHosts, onNotice\.$/,
    ],
    [new Map([["port", 1]]), /^listen takes an object of options, not an object of the kind Map\.$/],
    [null, /^listen takes an object of options, not null\.$/],
    ["80", /^The option port of listen is a whole number from 0 to 65535, not "80"\.$/],
  ])("refuses %j", async (given, message) => {
    expect(await refusalOf(() => standin.listen(given as object))).toMatch(message);
  });

  it("is asked for by `intercept` as well", async () => {
    await using standin = await createStandin();
    expect(await refusalOf(() => standin.intercept(null as unknown as object))).toBe(
      "intercept takes an object of options, not null.",
    );
  });
});

it.each([1e308, 1_000_001, Number.POSITIVE_INFINITY, Number.NaN, -1])("no clock runs at %d", async (scale) => {
  const { clock } = await standin.world();
  const setting = () => standin.engine.worlds.find("default")?.clock.setting;
  const before = setting();
  expect(await refusalOf(() => clock.run(scale))).toMatch(/^A clock (runs at most 1000000 times|takes a finite scale)/);
  expect(setting()).toEqual(before);
  expect(await refusalOf(() => clock.run(1_000_000))).toBe("(not refused)");
});

it("a grace period that no timer takes is refused, instead of being none", async () => {
  expect(await refusalOf(() => standin.close({ graceMs: 2 ** 31 }))).toMatch(
    /graceMs of close is from 0 to 2147483647/,
  );
});

describe("a closed simulator", () => {
  /** What still answers: what has been recorded, and what ends. */
  const OPEN: Readonly<Record<string, readonly string[]>> = {
    standin: ["close", String(Symbol.asyncDispose)],
    "standin.engine.worlds": ["find", "has", "names", "snapshots", "drop"],
    world: ["baseUrl", "exchanges", "toHar", "snapshots", "drop", String(Symbol.asyncDispose)],
    "world.clock": ["now"],
    "world.journal": ["entries", "read", "count"],
    "world.faults": ["list"],
    "world.webhooks": ["list"],
    "world.outbox": ["entries"],
  };

  it("says so in every method, but for those that read what was recorded", async () => {
    const world = await standin.world("kept");
    await standin.close();
    const { engine } = standin;
    const objects = {
      standin,
      "standin.engine": engine,
      "standin.engine.worlds": engine.worlds,
      world,
      "world.clock": world.clock,
      "world.journal": world.journal,
      "world.faults": world.faults,
      "world.webhooks": world.webhooks,
      "world.outbox": world.outbox,
    };
    const answering: string[] = [];
    for (const [name, object] of Object.entries(objects))
      for (const key of Reflect.ownKeys(object)) {
        const method = (object as unknown as Record<PropertyKey, unknown>)[key];
        if (typeof method !== "function") continue;
        if (OPEN[name]?.includes(String(key))) continue;
        const message = await refusalOf(() => method("kept", "b")).catch((error: Error) => error.message);
        if (!message.startsWith("This standin is closed.")) answering.push(`${name}.${String(key)}: ${message}`);
      }
    expect(answering).toEqual([]);
    const recorded = [
      world.journal.entries(),
      world.outbox.entries(),
      ...(await Promise.all([world.exchanges(), world.faults.list(), world.webhooks.list(), world.snapshots()])),
      (await world.toHar()).log.entries,
    ];
    expect(recorded.flat()).toEqual([]);
    expect(await world.clock.now()).toBeInstanceOf(Date);
    await world.drop();
    await standin.close();
  });
});

describe("what is handed out", () => {
  it("of mocks is frozen copies, so that no test can change those of another", async () => {
    const writable: string[] = [];
    const seen = new Set<unknown>();
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== "object" || value === null || seen.has(value)) return;
      seen.add(value);
      if (value instanceof RegExp) return;
      if (!Object.isFrozen(value)) writable.push(path);
      for (const [name, member] of Object.entries(value)) visit(member, `${path}.${name}`);
    };
    for (const providers of [standin.providers, standin.engine.providers]) {
      expect(providers.map(({ api }) => api.name)).toEqual(providerNames);
      visit(providers, "providers");
      for (const each of providers) visit(await each.behaviour(), `${each.api.name}.behaviour`);
    }
    expect(writable).toEqual([]);
    expect(seen.size).toBeGreaterThan(100);
  });
});

describe("a public URL", () => {
  it("is of the same site as pages of the mock that are reached by it", () => {
    const request = { method: "POST", headers: { host: "127.0.0.1:4700", origin: "https://standin.example" } };
    expect(isCrossSite(request)).toBe(true);
    expect(isCrossSite(request, "https://standin.example/mocks")).toBe(false);
    expect(isCrossSite(request, "https://other.example")).toBe(true);
  });

  it("is the base of links in replies, in results of scenarios, and of base URLs", async () => {
    await using proxied = await createStandin({ publicUrl: "https://Standin.example/mocks/" });
    const { url } = await proxied.listen();
    for (const name of ["default", "other"]) {
      const base = `https://standin.example/mocks${name === "default" ? "" : `/~${name}`}`;
      const world = await proxied.world(name);
      expect(world.baseUrl("didit")).toBe(`${base}/didit`);
      const made = await world.scenario("didit", "a verification");
      expect(JSON.stringify(made)).toContain(`"${base}/didit/`);
      const didit = createDiditClient({ ...APPLICATION, baseUrl: `${url}/~${name}/didit` });
      const session = await didit.createSession({ scope: "email" });
      expect(session.ok && session.data.url).toMatch(new RegExp(`^${base}/didit/`));
    }
  });
});
