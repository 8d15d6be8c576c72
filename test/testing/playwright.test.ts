import { describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { type StandinWorkerFixtures, standinFixtures, type TestInfo, type World } from "#testing/playwright.ts";

interface Attached {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
}

/** What Playwright tells a fixture of the test it is for; `attached` is what the fixture has left there. */
function createTestInfo(ending: { readonly status: string; readonly expectedStatus?: string }) {
  const attached: Attached[] = [];
  const testInfo: TestInfo = {
    title: "signs in",
    testId: "0a1b-2c3d",
    expectedStatus: "passed",
    ...ending,
    attach: async (name, options) => {
      attached.push({ name, ...options });
    },
  };
  return { testInfo, attached };
}

/** Sets the fixtures up around a test in Playwright's way: the worker's first, then the test's, and back again. */
async function runTest(
  testInfo: TestInfo,
  test: (fixtures: { readonly world: World } & Pick<StandinWorkerFixtures, "standin">) => Promise<void>,
  options: StandinWorkerFixtures["standinOptions"] = standinFixtures.standinOptions[0],
): Promise<void> {
  const [startStandin] = standinFixtures.standin;
  await startStandin({ standinOptions: options }, (standin) =>
    standinFixtures.world({ standin }, (world) => test({ standin, world }), testInfo),
  );
}

describe("the fixtures for Playwright", () => {
  it("give each test a world at base URLs of its own, which is gone afterwards", async () => {
    await using running = await createStandin();
    const { url } = await running.listen();
    const { testInfo, attached } = createTestInfo({ status: "passed" });
    await runTest(
      testInfo,
      async ({ standin, world }) => {
        expect(standin.url).toBe(url);
        expect(world.name).toMatch(/^signs-in-0a1b-2c3d-[0-9a-f]{6}$/);
        await fetch(`${world.baseUrl("didomi")}/nowhere`);
        expect(await world.exchanges()).toHaveLength(1);
        expect(running.engine.worlds.names()).toEqual([world.name]);
      },
      { url },
    );
    expect(running.engine.worlds.names()).toEqual([]);
    expect(attached).toEqual([]);
  });

  it("start a standin of their own, and stop it with the worker", async () => {
    const { testInfo } = createTestInfo({ status: "passed" });
    let url = "";
    await runTest(testInfo, async ({ standin }) => {
      url = standin.url;
      expect((await fetch(url)).status).toBe(200);
    });
    await expect(fetch(url)).rejects.toThrow();
  });

  it("attach the journal of a test that did not end as expected", async () => {
    const { testInfo, attached } = createTestInfo({ status: "timedOut" });
    await runTest(testInfo, async ({ world }) => {
      await world.fetch("/didomi/nowhere");
    });
    expect(attached.map(({ name, contentType }) => [name, contentType])).toEqual([
      ["standin journal", "text/plain"],
      ["standin.har", "application/json"],
    ]);
    expect(attached[0]?.body).toMatch(
      /^The journal of the world signs-in-\S+:\n +1 {2}404 {2}GET \/didomi\/nowhere {2}didomi no operation/,
    );
    expect(JSON.parse(attached[1]?.body ?? "")).toMatchObject({ log: { version: "1.2", entries: [{}] } });
  });

  it("attach nothing where a failure was expected", async () => {
    const { testInfo, attached } = createTestInfo({ status: "failed", expectedStatus: "failed" });
    await runTest(testInfo, async () => {});
    expect(attached).toEqual([]);
  });

  it("name what they depend on in a pattern, which Playwright reads from their source", () => {
    const [startStandin] = standinFixtures.standin;
    for (const fixture of [startStandin, standinFixtures.world])
      expect(String(fixture)).toMatch(/^async \(\{ ?\w+(?:, ?\w+)* ?\},/);
  });
});
