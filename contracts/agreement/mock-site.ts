import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Fetch } from "#clients/fetch.ts";
import { createFetch } from "#transports/fetch.ts";
import type { CallSite, State } from "./contract.ts";
import { openReceiver, type Receiver } from "./receiver.ts";
import { groupOf, type TargetName, type TestBench, type TestBenchOptions } from "./targets.ts";

const ORIGIN = "http://standin.localhost";
const START_MS = Date.parse("2026-03-01T09:30:00.000Z");

/** A mock to run a client against, for behaviour that pacts cannot express: paging, long histories, time, hosted pages. */
export interface MockSite extends Pick<CallSite, "baseUrl" | "fetch" | "now" | "receiverUrl" | "deliveries"> {
  /** The base URL of the same provider without a world. */
  readonly worldlessUrl: string;
  /** Moves the clocks of client and provider. */
  passTime(ms: number): Promise<void>;
  /** Sets up a state. @returns the scenario's result */
  prepare<Told = Readonly<Record<string, string>>>(...state: State): Promise<Told>;
}

/**
 * Provides a provider's mock to the surrounding tests. Each test starts in a new world with a frozen clock, and fails if the
 * mock violates its spec.
 */
export function useMock(provider: TargetName, options: Pick<TestBenchOptions, "acceptAnyCredentials"> = {}): MockSite {
  let testBench: TestBench;
  let receiver: Receiver;
  let send: Fetch;
  let nowMs = START_MS;
  const bugs: unknown[] = [];

  beforeAll(async () => {
    const frozenAt = new Date(START_MS).toISOString();
    testBench = await groupOf(provider).openTestBench([provider], {
      ...options,
      frozenAt,
      onBug: (bug) => bugs.push(bug),
    });
    receiver = await openReceiver();
    send = createFetch(testBench);
  });
  beforeEach(async () => {
    nowMs = START_MS;
    receiver.clear();
    await testBench.begin();
  });
  afterEach(() => expect(bugs.splice(0)).toEqual([]));
  afterAll(async () => {
    await testBench?.close();
    await receiver?.close();
  });

  return {
    get baseUrl() {
      return ORIGIN + testBench.pathOf(provider);
    },
    worldlessUrl: `${ORIGIN}/${provider}`,
    get receiverUrl() {
      return receiver.url;
    },
    fetch: (request) => send(request),
    now: () => nowMs,
    async passTime(ms) {
      nowMs += ms;
      await testBench.advance(ms);
    },
    prepare: async <Told>(...[scenario, parameters]: State) =>
      (await testBench.prepare(provider, scenario, parameters)) as Told,
    async deliveries() {
      await testBench.settled();
      return receiver.deliveries;
    },
  };
}
