import type {
  Clock,
  ControlResult,
  Exchange,
  ExchangeFilter,
  Fault,
  FaultRequest,
  OutboxEvent,
  WorldClient,
} from "#clients/control.ts";
import type { ScenarioCall } from "#clients/scenario-call.ts";
import type { Interception, InterceptOptions } from "#interception/interception.ts";
import { CLOCK_RANGE, isClockTime, StandinError } from "#standin/basics.ts";
import type { ProviderName } from "#standin/index.ts";
import { escapeControls } from "#standin/terminal-text.ts";

/** An HTTP archive, HAR 1.2. */
export type Har = Extract<Awaited<ReturnType<WorldClient["har"]>>, { ok: true }>["data"];

/**
 * The world of one test: all providers, with only the seed's data. It works the same whether standin runs in this process
 * or in another one. Calls that standin refuses throw, as they are mistakes of the test. `await using` drops the world.
 */
export interface TestWorld extends AsyncDisposable {
  readonly name: string;
  /** Returns the base URL of a provider in this world, for any client in any language. */
  baseUrl(provider: ProviderName): string;
  /** Answers in this world without a port. Accepts paths that begin with the provider, and the providers' real URLs. */
  readonly fetch: typeof fetch;
  /** Intercepts requests of this process to the providers' real hosts and answers them in this world. Needs MSW. Ends with the world. */
  intercept(options?: Omit<InterceptOptions, "world">): Promise<Interception>;
  readonly clock: TestClock;
  readonly faults: TestFaults;
  /** Returns the journal, oldest first; secrets are redacted. */
  exchanges(filter?: ExchangeFilter): Promise<Exchange[]>;
  /** Returns the outbox: webhooks pending and delivered, oldest first. */
  outbox(): Promise<OutboxEvent[]>;
  toHar(): Promise<Har>;
  /** Runs a scenario of a provider in this world; returns the scenario's result. Name, parameters and result are typed. */
  readonly scenario: ScenarioCall;
  /** Resets the world to its seed. */
  reset(): Promise<void>;
  snapshot(as: string): Promise<void>;
  restore(from: string): Promise<void>;
  /** Deletes the world. */
  drop(): Promise<void>;
}

/** A world's clock. Calls that move it wait for the work that falls due. */
export interface TestClock {
  now(): Promise<Date>;
  set(time: Date | string | number): Promise<void>;
  /** @param by milliseconds, or an ISO 8601 duration such as `PT15M` */
  advance(by: number | string): Promise<void>;
  freeze(): Promise<void>;
  /** Resumes the clock, at `scale` world milliseconds for each real one; default 1. */
  run(scale?: number): Promise<void>;
}

/** A world's faults. */
export interface TestFaults {
  add(fault: FaultRequest): Promise<Fault>;
  clear(): Promise<void>;
}

/** How code of this process reaches a standin, in this or another process. */
export interface TestWorldInternals {
  fetchIn(world: string): typeof fetch;
  intercept(options: InterceptOptions): Promise<Interception>;
  /** Creates the world, if it does not exist. */
  make(): Promise<void>;
}

/** Creates the world of a test, so that it and its journal remain even if its first request is refused. */
export const makeTestWorld = (world: TestWorld): Promise<void> => internals.get(world)?.make() ?? Promise.resolve();

/**
 * Drops the world of a test that has ended. That of a failed test is kept in a standin that outlives this process: its page
 * in the inspector is what is looked at then.
 */
export async function leaveTestWorld(
  world: TestWorld,
  { isShared }: { readonly isShared: boolean },
  hasPassed: boolean,
): Promise<void> {
  if (isShared && !hasPassed) internals.get(world)?.stopIntercepting();
  else await world.drop();
}

const internals = new WeakMap<TestWorld, { make(): Promise<void>; stopIntercepting(): void }>();

/** Creates a test's view of a world of a running standin. */
export function createTestWorld(client: WorldClient, { fetchIn, intercept, make }: TestWorldInternals): TestWorld {
  const { name } = client;
  const interceptions = new Set<Interception>();
  const stopIntercepting = (): void => {
    for (const each of interceptions) each.stop();
  };
  const drop = async (): Promise<void> => {
    stopIntercepting();
    const dropped = await client.delete();
    // A world without any request does not exist.
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
    outbox: async () => dataOf(await client.outbox()),
    toHar: async () => dataOf(await client.har()),
    scenario: async (provider, scenario, ...[parameters]) =>
      dataOf(await client.scenario(provider, scenario, parameters as Readonly<Record<string, unknown>>)) as never,
    reset: async () => void dataOf(await client.reset()),
    snapshot: async (as) => void dataOf(await client.snapshot(as)),
    restore: async (from) => void dataOf(await client.restore(from)),
    drop,
    [Symbol.asyncDispose]: drop,
  };
  internals.set(world, { make, stopIntercepting });
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

/** @throws Error for a time that a clock cannot show */
function toClockTime(time: Date | string | number): string {
  const date = new Date(time);
  if (!isClockTime(date.getTime())) throw toError(CLOCK_RANGE);
  return date.toISOString();
}

function dataOf<Data>(result: ControlResult<Data>): Data {
  if (!result.ok) throw toError(result.message);
  return result.data;
}

const toError = (message: string): StandinError =>
  new StandinError("ERR_STANDIN_CONTROL_REFUSED", `standin: ${escapeControls(message)}`);
