import { isStandinError, StandinError } from "../basics/errors.ts";
import { loadOnce } from "../basics/late.ts";
import { quoteValue } from "../basics/quote.ts";
import { ownMember } from "../basics/table.ts";
import type { Bug } from "../contract/bug.ts";
import { type Awaitable, type ExchangeReply, type Exchanger, IncompleteRequest } from "../contract/exchange.ts";
import { type Limits, toLimits } from "../contract/limits.ts";
import type { Mock } from "../contract/mock.ts";
import type { Log } from "../state/log.ts";
import { MOST_RUNS } from "../state/world-image.ts";
import { nameTargets } from "../webhooks/targets.ts";
import type { Worlds } from "../world/worlds.ts";
import { createAdmission } from "./admission.ts";
import { problemReply } from "./engine-errors.ts";
import type { EngineOptions, SeedOptions } from "./engine-options.ts";
import type { InFlightExchange } from "./in-flight.ts";
import { createLocator } from "./locate.ts";
import { mountAll } from "./mount-mock.ts";
import { prepareWorlds } from "./prepare-worlds.ts";
import { explainRealHost, isAtRealHost } from "./real-host.ts";
import {
  authenticate,
  authorize,
  checkReply,
  commit,
  encode,
  failWith,
  fault,
  handle,
  journal,
  limitRate,
  load,
  mustWait,
  nameExchange,
  parse,
  readBody,
  render,
  route,
  showPage,
  validate,
} from "./stages.ts";
import { createStateAccess, type StateAccess } from "./state-access.ts";

export type { Bug } from "../contract/bug.ts";
export type { EngineOptions } from "./engine-options.ts";

export interface Engine extends Exchanger, StateAccess {
  /**
   * Runs one of a provider's scenarios in a world.
   *
   * @returns the scenario's description of what it created
   * @throws StandinError if the provider or scenario is unknown, or a parameter is unknown or invalid
   */
  runScenario(
    world: string,
    provider: string,
    scenario: string,
    parameters?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
  /**
   * Replaces what worlds begin with, and resets all worlds to it; absent options have their defaults again.
   *
   * @throws Error if a seed contradicts itself; then nothing changes
   */
  reseed(options: SeedOptions): Promise<void>;
  readonly worlds: Worlds;
  readonly limits: Limits;
  readonly providers: readonly Mock[];
  /** Waits until everything is stored, and closes the log. */
  close(): Promise<void>;
}

/** Creates an engine: mocks, worlds and the pipeline of exchanges. */
export function createEngine(options: EngineOptions): Engine {
  const { providers, acceptAnyCredentials = false, realNow, wait, origin } = options;
  const onBug = guard(options.onBug, providers);
  const limits = toLimits(options.limits, options.heapBytes);
  const { mounts, prefixes, hosts } = mountAll(providers, options.publicUrl, options.overrides);
  const locate = createLocator(prefixes, hosts);
  const { worlds, log, toSeeding } = prepareWorlds(options, mounts, limits, onBug);
  const close = async (): Promise<void> => log?.close();
  const travel = createPipeline({ log, wait, acceptAnyCredentials });
  const exchange = createAdmission({
    providers,
    locate,
    worlds,
    realNow,
    onBug,
    onRequest: options.onRequest,
    landingPage: options.landingPage,
    travel,
  });
  const { mountOf, inWorld, ...access } = createStateAccess({ mounts, worlds, origin, acceptAnyCredentials });

  async function runScenario(
    worldName: string,
    providerName: string,
    name: string,
    given: Readonly<Record<string, unknown>> = {},
  ): Promise<unknown> {
    const mount = mountOf(providerName);
    const { scenarios: load } = await mount.behaviour();
    const scenarios = await load();
    const scenario = ownMember(scenarios, name);
    if (scenario === undefined)
      throw new StandinError(
        "ERR_STANDIN_UNKNOWN_SCENARIO",
        `${providerName} has no scenario ${quoteValue(name)}. Known scenarios: ${Object.keys(scenarios).join(", ")}.`,
      );
    const { checkParameters } = await loadParameterChecks();
    const parameters = checkParameters({ provider: providerName, name, declaration: scenario }, given);
    if ("prepare" in scenario) return scenario.prepare(parameters);
    await scenario.needs?.();
    return inWorld(worldName, mount, (context, transaction) => {
      if (mount.mock.webhooks !== undefined) nameTargets(transaction, parameters);
      return scenario.run(context, parameters);
    });
  }

  const reseed = (options: SeedOptions): Promise<void> => worlds.reseed(toSeeding(options));

  return { exchange, runScenario, reseed, ...access, worlds, limits, providers, close };
}

/** No start needs them. */
const loadParameterChecks = loadOnce(() => import("../kit/scenario-parameters.ts"));

interface PipelineOptions {
  readonly wait: EngineOptions["wait"] | undefined;
  readonly log: Log | undefined;
  readonly acceptAnyCredentials: boolean;
}

/** Returns the function that runs all stages of an exchange. */
function createPipeline({ log, wait, acceptAnyCredentials }: PipelineOptions) {
  /** Runs all stages of an exchange, synchronously if nothing has to be awaited. */
  function travel(one: InFlightExchange): Awaitable<ExchangeReply> {
    try {
      route(one);
      const arriving = readBody(one) ?? load(one);
      if (arriving !== undefined) return travelLater(one, arriving);
      if (log !== undefined) return travelLogged(one, log);
      answer(one);
      return mustWait(one) ? finishLater(one) : finish(one);
    } catch (error) {
      return recover(one, error);
    }
  }

  /** With a log; synchronously as well, if the image is level with it and nothing that it holds is still being stored. */
  function travelLogged(one: InFlightExchange, log: Log): Awaitable<ExchangeReply> {
    const catchingUp = log.catchUp(one.world.name);
    if (catchingUp !== undefined) return travelLater(one, catchingUp);
    answer(one);
    const keeping = one.world.image.settled();
    if (keeping === undefined) return mustWait(one) ? finishLater(one) : finish(one);
    return travelLater(one, undefined, keeping);
  }

  /**
   * The same for an exchange that awaits something before or after `answer`. The world counts as in use meanwhile.
   *
   * @param keeping what is awaited by an exchange that has been answered once
   */
  async function travelLater(
    one: InFlightExchange,
    arriving: Promise<unknown> | undefined,
    keeping?: Promise<boolean>,
  ): Promise<ExchangeReply> {
    const { world } = one;
    world.users += 1;
    try {
      if (arriving !== undefined) await arriving;
      const loading = load(one);
      if (loading !== undefined) await loading;
      let isKept = keeping !== undefined && (await keeping);
      for (let runs = 1; !isKept; runs += 1) {
        if (runs > MOST_RUNS) throw new Error(`the exchange was overtaken ${MOST_RUNS} times`);
        const catchingUp = log?.catchUp(world.name);
        if (catchingUp !== undefined) await catchingUp;
        answer(one);
        const keeping = world.image.settled();
        isKept = keeping === undefined || (await keeping);
      }
      return mustWait(one) ? await finishLater(one) : finish(one);
    } catch (error) {
      return recover(one, error);
    } finally {
      world.users -= 1;
    }
  }

  async function finishLater(one: InFlightExchange): Promise<ExchangeReply> {
    const { world } = one;
    world.users += 1;
    try {
      await render(one);
      const reply = finish(one);
      const { latencyMs = 0 } = one.fault ?? {};
      if (latencyMs > 0) await wait?.(latencyMs, one.request.stopping);
      return reply;
    } catch (error) {
      return recover(one, error);
    } finally {
      world.users -= 1;
    }
  }

  /** Runs the stages that access state: one synchronous transaction on the world's image. */
  function answer(one: InFlightExchange): void {
    const { world, mount } = one;
    const now = world.clock.now();
    one.restart(now);
    one.hasNewWork = world.due.runJobs(now);
    const transaction = world.image.begin();
    try {
      const isStrict = acceptAnyCredentials && isAtRealHost(one);
      const context = mount.openContext(transaction, one, acceptAnyCredentials && !isStrict);
      const reply =
        showPage(one, context) ??
        fault(one, "connection", transaction) ??
        parse(one, context) ??
        fault(one, "route", transaction) ??
        authenticate(one, context) ??
        limitRate(one, context, transaction) ??
        authorize(one, context) ??
        validate(one) ??
        fault(one, "handler", transaction) ??
        handle(one, context);
      if (isStrict) explainRealHost(one, reply.status);
      checkReply(one, reply, context);
      commit(one, transaction, context);
    } catch (error) {
      transaction.abandon();
      one.checked = failWith(one, `${(error as Error)?.message ?? error}`, error);
    }
  }

  return travel;
}

function finish(one: InFlightExchange): ExchangeReply {
  if (one.hasNewWork) one.world.clock.wake();
  const reply = encode(one);
  journal(one, reply);
  nameExchange(one, reply);
  return reply;
}

/** Returns the reply for an error thrown outside of the stages. */
function recover(one: InFlightExchange, error: unknown): ExchangeReply {
  if (isStandinError(error, "ERR_STANDIN_WORLD_GONE")) return problemReply(410, error.message);
  if (isStandinError(error, "ERR_STANDIN_NOT_STORED")) return problemReply(503, error.message);
  if (error instanceof IncompleteRequest) throw error;
  one.checked = failWith(one, `${(error as Error)?.message ?? error}`, error);
  const reply = encode(one);
  journal(one, reply);
  nameExchange(one, reply);
  return reply;
}

/** Wraps `onBug` so that an error it throws is ignored, and that bugs of a mock that is not standin's own are told as such. */
const guard =
  (onBug: EngineOptions["onBug"], providers: readonly Mock[]): ((bug: Bug) => void) =>
  (bug) => {
    const mock = providers.find(({ api }) => api.name === bug.provider);
    try {
      onBug?.(mock?.isForeign === true ? { source: "mock", ...bug } : bug);
    } catch {
      // An error of the bug listener cannot be reported to it.
    }
  };
