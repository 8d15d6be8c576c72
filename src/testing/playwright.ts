import type { World } from "#clients/world.ts";
import type { BrowserRoute, RouteOptions } from "#interception/browser-routes.ts";
import type { RouteTarget } from "#interception/browser-target.ts";
import { toRunId, toWorldName } from "./names.ts";
import { reportOn } from "./report.ts";
import { withRoutes } from "./routes.ts";
import { openTestStandin, type TestStandin, type TestStandinOptions } from "./test-standin.ts";
import { leaveTestWorld } from "./test-world.ts";

export type {
  Exchange,
  Fault,
  FaultRequest,
  Har,
  OutboxEvent,
  World,
  WorldClock,
  WorldFaults,
  WorldWebhooks,
} from "#clients/world.ts";
export type { BrowserRoute, RouteOptions } from "#interception/browser-routes.ts";
export type { RouteTarget } from "#interception/browser-target.ts";
export { routeHosts } from "./routes.ts";
export type { TestStandin, TestStandinOptions } from "./test-standin.ts";

/** A test's world, with what browsers need. */
export interface BrowserWorld extends World {
  /**
   * Answers the providers' real hosts in a browser context of Chromium, in this world, with cookies, CORS and preflights as over the
   * network. A page stands for its context. A request to the real host of a provider that is not mocked is broken off, and with the
   * test's end all of them are; other requests are left alone.
   *
   * @throws StandinError if the browser is not made of Chromium
   */
  route(target: RouteTarget, options?: RouteOptions): Promise<BrowserRoute>;
}

export interface StandinWorkerFixtures {
  /** Options of the worker's standin: `use: { standinOptions: { … } }` in the configuration. */
  standinOptions: TestStandinOptions;
  /** Started on first use, stopped with the worker. */
  standin: TestStandin;
}

export interface StandinTestFixtures {
  /** This test's own world: all providers, with only the seed's data. */
  world: BrowserWorld;
}

/** The used part of Playwright's `TestInfo`, so that Playwright need not be loaded. */
export interface TestInfo {
  readonly title: string;
  readonly testId: string;
  readonly status?: string | undefined;
  readonly expectedStatus: string;
  attach(name: string, options: { readonly body: string; readonly contentType: string }): Promise<void>;
}

type Use<Value> = (value: Value) => Promise<void>;

/**
 * Fixtures for Playwright: `base.extend<StandinTestFixtures, StandinWorkerFixtures>(standinFixtures)`. Each worker has a
 * standin and each test a world; give its base URLs to the application under test. If a test does not end as expected,
 * the journal of its world is attached, as text and as an HTTP archive. In a standin that other processes use, that world
 * is kept, and the text ends with its address in the inspector.
 */
export const standinFixtures: {
  standinOptions: [TestStandinOptions, { scope: "worker"; option: true }];
  standin: [
    (fixtures: Pick<StandinWorkerFixtures, "standinOptions">, use: Use<TestStandin>) => Promise<void>,
    { scope: "worker" },
  ];
  world: (
    fixtures: Pick<StandinWorkerFixtures, "standin"> & Partial<Pick<StandinWorkerFixtures, "standinOptions">>,
    use: Use<BrowserWorld>,
    testInfo: TestInfo,
  ) => Promise<void>;
} = {
  standinOptions: [{}, { scope: "worker", option: true }],
  standin: [
    async ({ standinOptions }, use) => {
      await using standin = await openTestStandin(standinOptions);
      await use(standin);
    },
    { scope: "worker" },
  ],
  world: async ({ standin, standinOptions }, use, testInfo) => {
    const world = await standin.world(toWorldName(testInfo.title, testInfo.testId + toRunId(standin)));
    const routes = withRoutes(world, standinOptions?.providers);
    const isAsExpected = (): boolean => testInfo.status === testInfo.expectedStatus;
    try {
      await use(routes.world);
      if (!isAsExpected()) await report(testInfo, world, standin);
    } finally {
      routes.end();
      await leaveTestWorld(world, standin, isAsExpected());
    }
  },
};

async function report(testInfo: TestInfo, world: World, standin: TestStandin): Promise<void> {
  const { text, har } = await reportOn(world, standin);
  await testInfo.attach("standin journal", { body: text, contentType: "text/plain" });
  await testInfo.attach("standin.har", { body: JSON.stringify(har), contentType: "application/json" });
}
