import type {
  Clock,
  ControlResult,
  Exchange,
  ExchangeFilter,
  Fault,
  FaultRequest,
  WorldClient,
} from "#clients/control.ts";
import { CLOCK_RANGE, isClockTime } from "#standin/clock-range.ts";
import type { ProviderName } from "#standin/index.ts";
import type { Interception, InterceptOptions } from "#standin/interception.ts";
import { escapeControls } from "#standin/terminal-text.ts";

/** An HTTP archive, HAR 1.2. */
export type Har = Extract<Awaited<ReturnType<WorldClient["har"]>>, { ok: true }>["data"];

/**
 * A world of one test: all providers, empty but for the seed. It is the same whether the standin runs in this process or
 * elsewhere. What standin refuses is thrown, as it is a mistake of the test. `await using` drops it.
 */
export interface TestWorld extends AsyncDisposable {
  readonly name: string;
  /** Where a provider answers in this world, for any client in any language. */
  baseUrl(provider: ProviderName): string;
  /** Answers in this world and without a port. Paths begin with the provider; real addresses of providers do as well. */
  readonly fetch: typeof fetch;
  /** Has answered in this world what this process sends to the providers' real hosts. Needs MSW. Ends with the world. */
  intercept(options?: Omit<InterceptOptions, "world">): Promise<Interception>;
  readonly clock: TestClock;
  readonly faults: TestFaults;
  /** What was asked and answered, oldest first; secrets are redacted. */
  exchanges(filter?: ExchangeFilter): Promise<Exchange[]>;
  toHar(): Promise<Har>;
  /** Prepares the world by one of a provider's scenarios; gives what the scenario tells of what it made. */
  scenario(provider: ProviderName, name: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Back to the seed. */
  reset(): Promise<void>;
  snapshot(as: string): Promise<void>;
  restore(from: string): Promise<void>;
  /** Removes it. */
  drop(): Promise<void>;
}

/** A world's time. Whoever moves it waits for the work that falls due on the way. */
export interface TestClock {
  now(): Promise<Date>;
  set(time: Date | string | number): Promise<void>;
  /** @param by milliseconds, or an ISO 8601 duration such as `PT15M` */
  advance(by: number | string): Promise<void>;
  freeze(): Promise<void>;
  /** Runs on, at `scale` world milliseconds for each real one; 1 by default. */
  run(scale?: number): Promise<void>;
}

/** A world's deliberate disturbances. */
export interface TestFaults {
  add(fault: FaultRequest): Promise<Fault>;
  clear(): Promise<void>;
}

/** How code of this process reaches a standin, wherever that runs. */
export interface Reach {
  fetchIn(world: string): typeof fetch;
  intercept(options: InterceptOptions): Promise<Interception>;
  /** Makes the world, if it is not there. */
  make(): Promise<void>;
}

/** Makes the world of a test: it stays, with its journal, even if its first request is refused. */
export const makeTestWorld = (world: TestWorld): Promise<void> => makers.get(world)?.() ?? Promise.resolve();

const makers = new WeakMap<TestWorld, () => Promise<void>>();

/** A world of a running standin as tests use it. */
export function createTestWorld(client: WorldClient, { fetchIn, intercept, make }: Reach): TestWorld {
  const { name } = client;
  const interceptions = new Set<Interception>();
  const drop = async (): Promise<void> => {
    for (const each of interceptions) each.stop();
    const dropped = await client.delete();
    // A world that nothing was ever asked of does not exist.
    if (!dropped.ok && dropped.status !== 404) throw toError(dropped.message);
  };
  const world: TestWorld = {
    name,
    baseUrl: client.baseUrl,
    fetch: fetchIn(name),
    async intercept(options = {}) {
      const interception = await intercept({ ...options, world: name });
      interceptions.add(interception);
      return interception;
    },
    clock: createClock(client),
    faults: {
      add: async (fault) => dataOf(await client.addFault(fault)),
      clear: async () => dataOf(await client.clearFaults()),
    },
    exchanges: async (filter) => dataOf(await client.exchanges(filter)),
    toHar: async () => dataOf(await client.har()),
    scenario: async (provider, scenario, parameters) => dataOf(await client.scenario(provider, scenario, parameters)),
    reset: async () => void dataOf(await client.reset()),
    snapshot: async (as) => void dataOf(await client.snapshot(as)),
    restore: async (from) => void dataOf(await client.restore(from)),
    drop,
    [Symbol.asyncDispose]: drop,
  };
  makers.set(world, make);
  return world;
}

function createClock(client: WorldClient): TestClock {
  const change = async (to: Partial<Clock>): Promise<void> => void dataOf(await client.changeClock(to));
  return {
    now: async () => new Date(dataOf(await client.clock()).now),
    set: (time) => change({ now: toClockTime(time) }),
    advance: async (by) => void dataOf(await client.advance(by)),
    freeze: () => change({ frozen: true }),
    run: (scale = 1) => change({ frozen: false, scale }),
  };
}

/** @throws Error for what no clock can show: it has no spelling that standin takes */
function toClockTime(time: Date | string | number): string {
  const date = new Date(time);
  if (!isClockTime(date.getTime())) throw toError(CLOCK_RANGE);
  return date.toISOString();
}

function dataOf<Data>(result: ControlResult<Data>): Data {
  if (!result.ok) throw toError(result.message);
  return result.data;
}

const toError = (message: string): Error => new Error(`standin: ${escapeControls(message)}`);
