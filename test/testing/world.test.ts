import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createControlClient } from "#clients/control.ts";
import type { World } from "#clients/world.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { standinFixtures, type TestInfo } from "#testing/playwright.ts";
import { openTestStandin, type TestStandin } from "#testing/test-standin.ts";
import { test as fixture } from "#testing/vitest.ts";
import { CHECKS, FROZEN_AT, REFUSED, refusalOf } from "./world-conformance.ts";

const OPTIONS = { frozenAt: FROZEN_AT };

/** The kinds of world, each as a test gets one. The fixture of Vitest is below: only Vitest itself can set it up. */
const kinds: Readonly<Record<string, () => Promise<(use: (world: World) => Promise<void>) => Promise<void>>>> = {
  "of a simulator in process": async () => inWorldsOf(await createStandin(OPTIONS)),
  "of a simulator without the control API": async () => inWorldsOf(await createStandin({ ...OPTIONS, control: false })),
  "of a simulator that also listens": async () => {
    const standin = await createStandin(OPTIONS);
    await standin.listen();
    return inWorldsOf(standin);
  },
  "of the control client over a port": async () => {
    const standin = await createStandin(OPTIONS);
    const { url } = await standin.listen();
    return inWorldsOf(standin, createControlClient({ baseUrl: url }));
  },
  "of the control client with a token": async () => {
    const standin = await createStandin({ ...OPTIONS, controlToken: "hush" });
    const { url } = await standin.listen();
    return inWorldsOf(standin, createControlClient({ baseUrl: url, token: "hush" }));
  },
  "of the fixture for Playwright": async () => inFixture(OPTIONS),
  "of that fixture, with a standin elsewhere": async () => {
    const standin = await createStandin(OPTIONS);
    const { url } = await standin.listen();
    closers.push(() => standin.close({ graceMs: 0 }));
    return inFixture({ url });
  },
};

const closers: (() => Promise<void>)[] = [];
let count = 0;

function inWorldsOf(standin: Standin, opener: { world(name: string): Promise<World> } = standin) {
  closers.push(() => standin.close({ graceMs: 0 }));
  return async (use: (world: World) => Promise<void>) => {
    count += 1;
    await using world = await opener.world(`w-${count}`);
    await use(world);
  };
}

/** Sets Playwright's fixtures up in its way, around each check. */
function inFixture(standinOptions: Parameters<typeof openTestStandin>[0]) {
  const [start] = standinFixtures.standin;
  const testInfo: TestInfo = {
    title: "checks",
    get testId() {
      count += 1;
      return String(count);
    },
    status: "passed",
    expectedStatus: "passed",
    attach: async () => {},
  };
  return (use: (world: World) => Promise<void>) =>
    start({ standinOptions: standinOptions ?? {} }, (standin) => standinFixtures.world({ standin }, use, testInfo));
}

afterAll(() => Promise.all(closers.map((close) => close())));

/** A refusal, whatever the world is called. */
async function namelessRefusal(world: World, call: (world: World) => unknown) {
  const { code, message } = await refusalOf(() => call(world));
  return { code, message: message.replaceAll(world.name, "w") };
}

/** Which calls a world refuses otherwise than a simulator in process does. */
async function differencesOf(world: World): Promise<unknown[]> {
  const differences: unknown[] = [];
  for (const [title, call] of REFUSED) {
    const found = await namelessRefusal(world, call);
    if (JSON.stringify(found) !== JSON.stringify(said.get(title))) differences.push([title, found, said.get(title)]);
  }
  return differences;
}

/** What a simulator in process says, which all others have to say as well. */
const said = new Map<string, unknown>();
beforeAll(async () => {
  await using standin = await createStandin(OPTIONS);
  const world = await standin.world("reference");
  for (const [title, call] of REFUSED) said.set(title, await namelessRefusal(world, call));
});

it("there is a check of every member of a world", async () => {
  await using standin = await createStandin();
  const world = await standin.world();
  const text = readFileSync(new URL("world-conformance.ts", import.meta.url), "utf8");
  const members = ["clock", "faults", "webhooks"].flatMap((part) =>
    Object.keys(world[part as "clock"]).map((member) => `${part}.${member}`),
  );
  const own = Object.keys(world).filter(
    (name) => !["name", "clock", "faults", "webhooks", "journal", "outbox"].includes(name),
  );
  expect([...own, ...members].filter((member) => !text.includes(`.${member}(`))).toEqual([]);
});

it.each(REFUSED.map(([title, , code]) => [title, code]))("%s is refused by its code, in a sentence", (title, code) => {
  expect(said.get(title)).toMatchObject({ code, message: expect.stringMatching(/^[A-Z\w].*[.?]$/s) });
});

/** The interception of the client is that of the package, which it imports by name. */
const isBuilt = existsSync(new URL("../../dist/index.js", import.meta.url));

describe.each(Object.entries(kinds))("a world %s", (kind, start) => {
  let inWorld: (use: (world: World) => Promise<void>) => Promise<void>;
  beforeAll(async () => {
    inWorld = await start();
  });

  it.each(Object.entries(CHECKS))("%s", async (_title, check) => {
    if (!isBuilt) throw new Error("these tests need the built package: npm run build");
    await inWorld(check);
  });

  it("refuses the same, with the same words", async () => {
    await inWorld(async (world) => {
      expect(await differencesOf(world), kind).toEqual([]);
    });
  });
});

describe.each(["", "a b", ".", "..", "x".repeat(65)])("the name %j", (name) => {
  it("is refused in the same words wherever a world is opened", async () => {
    await using standin = await createStandin();
    const { url } = await standin.listen();
    const refusals = [];
    for (const opener of [standin, createControlClient({ baseUrl: url }), await openTestStandin({ url })])
      refusals.push(await refusalOf(() => (opener as TestStandin).world(name)));
    expect(refusals[0]?.code).toBe("ERR_STANDIN_INVALID_NAME");
    expect(refusals).toEqual(Array(3).fill(refusals[0]));
  });
});

it("a predicate of a fault is refused by a standin that runs elsewhere, instead of being lost", async () => {
  await using standin = await createStandin();
  const { url } = await standin.listen();
  const fault = { match: { where: () => false }, effect: { status: 500 } };
  await (await standin.world()).faults.add(fault);
  const remote = await createControlClient({ baseUrl: url }).world();
  expect(await refusalOf(() => remote.faults.add(fault))).toMatchObject({ code: "ERR_STANDIN_INVALID_FAULT" });
});

it("the control client asks a standin again that did not answer at first, and says what does not answer", async () => {
  const standin = await createStandin();
  const { url, close } = await standin.listen();
  const client = createControlClient({ baseUrl: url });
  await close();
  expect(await refusalOf(() => client.world("w"))).toMatchObject({
    code: "ERR_STANDIN_CONTROL_REFUSED",
    message: expect.stringContaining("ECONNREFUSED"),
  });
  const again = createControlClient({ fetch: standin.fetch });
  expect((await again.world("w")).name).toBe("w");
  const stranger = createControlClient({ fetch: async () => Response.json({ name: "another" }) });
  expect((await refusalOf(() => stranger.world("w"))).message).toMatch(/is not standin, or one of another version/);
  await standin.close();
});

it("no view of a world shows the secrets in its receiver", async () => {
  await using standin = await createStandin();
  const client = createControlClient({ fetch: standin.fetch });
  const world = await standin.world("w");
  await world.webhooks.to("http://user:hush1@127.0.0.1:9/hooks?token=hush2&kind=a");
  const shown = [await client.results.worlds(), await client.results.world("w").get(), world.outbox.receiver];
  expect(JSON.stringify(shown)).not.toMatch(/hush/);
  expect(shown.map((each) => JSON.stringify(each).includes("127.0.0.1:9/hooks"))).toEqual([true, true, true]);
  const refusal = await refusalOf(() => world.webhooks.to("ftp://user:hush1@host/?token=hush2"));
  expect(refusal.message).toMatch(/; this one is not\.$/);
});

it("who waits for exchanges is told of the close at once", async () => {
  const standin = await createStandin();
  const world = await standin.world("w");
  const waiting = refusalOf(() => world.waitFor({}, { timeoutMs: 60_000 }));
  await world.exchanges();
  await standin.close();
  expect(await waiting).toMatchObject({ code: "ERR_STANDIN_CLOSED" });
});

it("the rows that replace a state are copies", async () => {
  await using standin = await createStandin(OPTIONS);
  const world = await standin.world();
  await world.scenario("didit", "a verification");
  const given = await world.state("didit");
  const before = structuredClone(given);
  await world.replaceState("didit", given);
  for (const rows of Object.values(given.collections)) for (const row of rows) Object.assign(row, { changed: true });
  expect(await world.state("didit")).toEqual(before);
});

it.each([
  5,
  "x",
  null,
  { baseUrl: "nope" },
  { baseUrl: 5 },
  { baseUrl: "localhost:4700" },
  { baseUrl: "//user:hush@host" },
  { baseUrl: "http://user:hush@host" },
  { baseUrl: "ftp://host?token=hush" },
  { baseUrl: `nope${"x".repeat(1000)}` },
  { token: "h\u00fcsh" },
  { other: "hush" },
])("the control client refuses the options %j by a code, and shows no password", async (options) => {
  const { code, message } = await refusalOf(() => createControlClient(options as object));
  expect(code).toBe("ERR_STANDIN_INVALID_OPTION");
  expect(message).not.toMatch(/h[u\u00fc]sh/);
  expect(message.length).toBeLessThan(400);
});

it("a page is told that interception needs Node", async () => {
  await using standin = await createStandin();
  const world = await createControlClient({ fetch: standin.fetch }).world("w");
  vi.stubGlobal("process", { ...process, versions: {} });
  const refusal = await refusalOf(() => world.intercept()).finally(() => vi.unstubAllGlobals());
  expect(refusal).toMatchObject({
    code: "ERR_STANDIN_UNSUPPORTED_RUNTIME",
    message: expect.stringMatching(/only be intercepted under Node/),
  });
});

it("options of a world are refused, instead of being ignored", async () => {
  await using standin = await createStandin();
  const world = standin.world as (...given: unknown[]) => Promise<World>;
  expect((await refusalOf(() => world("a", { seed: 1 }))).message).toMatch(/^world takes a name alone\. /);
  expect((await Promise.all(["a", "b"].map(standin.world))).map(({ name }) => name)).toEqual(["a", "b"]);
});

fixture.override("standinOptions", OPTIONS);

describe("a world of the fixture for Vitest", () => {
  for (const [title, check] of Object.entries(CHECKS)) fixture(title, ({ world }) => check(world));

  fixture("refuses the same, with the same words", async ({ world }) => {
    expect(await differencesOf(world)).toEqual([]);
  });
});
