import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Fetch } from "#clients/fetch.ts";
import { createFetch } from "#transports/fetch.ts";
import type { CallSite, State } from "./contract.ts";
import { openReceiver, type Receiver } from "./receiver.ts";
import { type Ground, type GroundOptions, groupOf, type SubjectName } from "./subjects.ts";

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
export function useMock(provider: SubjectName, options: Pick<GroundOptions, "acceptAnyCredentials"> = {}): MockSite {
  let ground: Ground;
  let receiver: Receiver;
  let send: Fetch;
  let nowMs = START_MS;
  const bugs: unknown[] = [];

  beforeAll(async () => {
    const frozenAt = new Date(START_MS).toISOString();
    ground = await groupOf(provider).openGround([provider], { ...options, frozenAt, onBug: (bug) => bugs.push(bug) });
    receiver = await openReceiver();
    send = createFetch(ground);
  });
  beforeEach(async () => {
    nowMs = START_MS;
    receiver.clear();
    await ground.begin();
  });
  afterEach(() => expect(bugs.splice(0)).toEqual([]));
  afterAll(async () => {
    await ground?.close();
    await receiver?.close();
  });

  return {
    get baseUrl() {
      return ORIGIN + ground.pathOf(provider);
    },
    worldlessUrl: `${ORIGIN}/${provider}`,
    get receiverUrl() {
      return receiver.url;
    },
    fetch: (request) => send(request),
    now: () => nowMs,
    async passTime(ms) {
      nowMs += ms;
      await ground.advance(ms);
    },
    prepare: async <Told>(...[scenario, parameters]: State) =>
      (await ground.prepare(provider, scenario, parameters)) as Told,
    async deliveries() {
      await ground.settled();
      return receiver.deliveries;
    },
  };
}
