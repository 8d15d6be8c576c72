import { isStandinError, StandinError, toUnknownNameError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import { ownMember } from "../basics/table.ts";
import { DEFAULT_WORLD } from "../basics/world-name.ts";
import type { Bug } from "../contract/bug.ts";
import {
  type Awaitable,
  type ExchangeReply,
  type ExchangeRequest,
  type Exchanger,
  IncompleteRequest,
  type Stopping,
} from "../contract/exchange.ts";
import { type EngineLimits, LimitExceededError, type Limits, toLimits } from "../contract/limits.ts";
import type { Mock } from "../contract/mock.ts";
import { publicUrlAt } from "../contract/public-url.ts";
import type { StreamedBody } from "../contract/streamed-body.ts";
import type { Send } from "../contract/webhook.ts";
import { applyWrites } from "../state/collections.ts";
import type { OpenContext } from "../state/context.ts";
import { createImages, type Images, type Transaction } from "../state/images.ts";
import type { Log, LogHost } from "../state/log.ts";
import { type ProviderState, readState, streamState, writeState } from "../state/mock-state.ts";
import type { WorldIdentity } from "../state/world-identity.ts";
import { MOST_RUNS } from "../state/world-image.ts";
import { nameTargets } from "../webhooks/targets.ts";
import type { ClockSetting, Timer } from "../world/clock.ts";
import { type World, whileInUse } from "../world/world.ts";
import { createWorlds, type Worlds } from "../world/worlds.ts";
import { limitReply, overview, problemReply } from "./engine-errors.ts";
import { InFlightExchange } from "./in-flight.ts";
import { createLocator } from "./locate.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";
import { mountAll } from "./mount-mock.ts";
import {
  authenticate,
  authorize,
  checkReply,
  commit,
  encode,
  failWith,
  fault,
  handle,
  isAccepted,
  journal,
  limitRate,
  load,
  mustWait,
  parse,
  readBody,
  render,
  route,
  showPage,
  validate,
  withBody,
} from "./stages.ts";

export type { Bug } from "../contract/bug.ts";

export interface EngineOptions {
  readonly providers: readonly Mock[];
  /** Holds the worlds in memory; default: a new store. */
  readonly images?: Images;
  /** Stores worlds outside this process; absent: worlds are in memory only. */
  readonly log?: (host: LogHost) => Log;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  /** Timer for scheduled work; absent: it only runs when a clock is moved explicitly, or on an exchange. */
  readonly timer?: Timer;
  /** Waits this many real milliseconds, or until the server stops, for faults that delay replies; absent: no delay. */
  readonly wait?: (delayMs: number, stopping?: Stopping) => Promise<void>;
  /** Sends webhooks; absent: they are only stored. */
  readonly send?: Send;
  /** Whether an option allows a URL as a webhook target; default: only seeds and in-process calls allow any. */
  readonly isTarget?: (url: string) => boolean;
  /** Seed of every world's id generator; default 1. */
  readonly seed?: string | number;
  /** Initial clock setting of worlds; default: real time. */
  readonly clock?: ClockSetting;
  /** Parsed seeds by provider name; default: each provider's own. */
  readonly seeds?: Readonly<Record<string, unknown>>;
  readonly acceptAnyCredentials?: boolean;
  /** Base URL of standin, e.g. `http://127.0.0.1:4700`, for links that are created without a request. */
  readonly origin?: () => string | undefined;
  /** Limits of what is stored; absent ones have the default of `Limits`. */
  readonly limits?: Partial<Limits>;
  /** Returns the heap limit in bytes; absent, or `undefined`: unknown. */
  readonly heapBytes?: () => number | undefined;
  /** Whether new worlds record which members of a request no handler read. Default false. */
  readonly trackReads?: boolean;
  /** Called with every bug in standin: a reply that violates its spec, a handler that throws. */
  readonly onBug?: (bug: Bug) => void;
}

export interface Engine extends Exchanger {
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
   * Returns a provider's complete state in a world, or `undefined` if the provider is unknown.
   */
  readState(world: string, provider: string): Promise<ProviderState | undefined>;
  /** The same as a JSON stream for a reply, as a second copy of a large world may not fit into memory. */
  streamState(world: string, provider: string): Promise<StreamedBody<ProviderState> | undefined>;
  /**
   * Replaces a provider's complete state in a world, all or nothing.
   *
   * @throws StandinError if it is not a valid state of that provider; the message says why
   */
  writeState(world: string, provider: string, state: ProviderState): Promise<void>;
  readonly worlds: Worlds;
  readonly limits: Limits;
  readonly providers: readonly Mock[];
}

/** Creates an engine: mocks, worlds and the pipeline of exchanges. */
export function createEngine(options: EngineOptions): Engine {
  const { providers, acceptAnyCredentials = false } = options;
  const onBug = guard(options.onBug);
  const limits = toLimits(options.limits, options.heapBytes);
  const { mounts, prefixes, hosts } = mountAll(providers);
  const locate = createLocator(prefixes, hosts);
  const { worlds, log } = prepareWorlds(options, mounts, limits, onBug);

  /** Entry point of requests: answers synchronously, unless something has to be awaited. */
  function exchange(request: ExchangeRequest): Awaitable<ExchangeReply> {
    const address = locate(request);
    if ("detail" in address) return problemReply(address.status, address.detail);
    const { mount, path } = address;
    if (mount === undefined) return overview(path, providers);
    const behaviour = mount.loaded();
    if (behaviour === undefined) return onceLoaded(mount, request);
    const worldName = address.world ?? issuingWorld(behaviour.worldOf?.(request)) ?? DEFAULT_WORLD;
    // No world is created for a request that may never arrive completely.
    if (typeof request.body === "function" && !worlds.has(worldName))
      return onceArrived(worldName, behaviour, path, request);
    const world = visitOrRefuse(worldName, behaviour, path, request);
    return world instanceof Promise
      ? world.then((visited) => enter(visited, behaviour, path, request))
      : enter(world, behaviour, path, request);
  }

  /** Answers a request in a new world, which is kept only if the request is accepted. */
  function enter(
    world: World | ExchangeReply,
    behaviour: MountedBehaviour,
    path: string,
    request: ExchangeRequest,
  ): Awaitable<ExchangeReply> {
    if ("status" in world) return world;
    const one = new InFlightExchange(request, behaviour, world, path, onBug);
    const reply = travel(one);
    if (world.creation !== "tentative") return reply;
    if (reply instanceof Promise) return leaveLater(one, reply);
    worlds.leave(world, isAccepted(one));
    return reply;
  }

  const leaveLater = (one: InFlightExchange, reply: Promise<ExchangeReply>): Promise<ExchangeReply> =>
    reply.finally(() => worlds.leave(one.world, isAccepted(one)));

  /** Runs all stages of an exchange, synchronously if nothing has to be awaited. */
  function travel(one: InFlightExchange): Awaitable<ExchangeReply> {
    try {
      route(one);
      const arriving = readBody(one) ?? load(one);
      if (arriving !== undefined || log !== undefined) return travelLater(one, arriving);
      answer(one);
      return mustWait(one) ? finishLater(one) : finish(one);
    } catch (error) {
      return recover(one, error);
    }
  }

  /** The same for an exchange that awaits something before or after `answer`. The world counts as in use meanwhile. */
  async function travelLater(one: InFlightExchange, arriving: Promise<unknown> | undefined): Promise<ExchangeReply> {
    const { world } = one;
    world.users += 1;
    try {
      if (arriving !== undefined) await arriving;
      const loading = load(one);
      if (loading !== undefined) await loading;
      for (let runs = 1, isKept = false; !isKept; runs += 1) {
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
      if (latencyMs > 0) await options.wait?.(latencyMs, one.request.stopping);
      return reply;
    } catch (error) {
      return recover(one, error);
    } finally {
      world.users -= 1;
    }
  }

  function finish(one: InFlightExchange): ExchangeReply {
    if (one.hasNewWork) one.world.clock.wake();
    const reply = encode(one);
    journal(one, reply);
    return reply;
  }

  /** Runs the stages that access state: one synchronous transaction on the world's image. */
  function answer(one: InFlightExchange): void {
    const { world, mount } = one;
    const now = world.clock.now();
    one.restart(now);
    one.hasNewWork = world.due.runJobs(now);
    const transaction = world.image.begin();
    try {
      const context = mount.openContext(transaction, one, acceptAnyCredentials);
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
      checkReply(one, reply, context);
      commit(one, transaction, context);
    } catch (error) {
      transaction.abandon();
      one.checked = failWith(one, `${(error as Error)?.message ?? error}`, error);
    }
  }

  /** Returns the reply for an error thrown outside of the stages. */
  function recover(one: InFlightExchange, error: unknown): ExchangeReply {
    if (isStandinError(error, "ERR_STANDIN_WORLD_GONE")) return problemReply(410, error.message);
    if (isStandinError(error, "ERR_STANDIN_NOT_STORED")) return problemReply(503, error.message);
    if (error instanceof IncompleteRequest) throw error;
    one.checked = failWith(one, `${(error as Error)?.message ?? error}`, error);
    const reply = encode(one);
    journal(one, reply);
    return reply;
  }

  /** Loads a provider's behaviour for its first requests, then restarts them. */
  async function onceLoaded(mount: Mount, request: ExchangeRequest): Promise<ExchangeReply> {
    try {
      await mount.behaviour();
    } catch (error) {
      const provider = mount.mock.api.name;
      const complaint = `its behaviour cannot be loaded: ${(error as Error)?.message ?? error}`;
      onBug({ provider, operationId: undefined, complaint, error });
      return problemReply(500, `${provider} cannot answer: ${complaint}`);
    }
    return exchange(request);
  }

  /** Reads the body of a request before its world is created. */
  async function onceArrived(
    worldName: string,
    behaviour: MountedBehaviour,
    path: string,
    request: ExchangeRequest,
  ): Promise<ExchangeReply> {
    const arrived = await withBody(request, behaviour, path);
    return enter(await visitOrRefuse(worldName, behaviour, path, arrived), behaviour, path, arrived);
  }

  /** Returns the world, or the reply to a request whose world cannot be opened. */
  function visitOrRefuse(
    name: string,
    behaviour: MountedBehaviour,
    path: string,
    request: ExchangeRequest,
  ): Awaitable<World | ExchangeReply> {
    try {
      const world = worlds.visit(name);
      return world instanceof Promise ? refuseLater(world, behaviour, path, request, options.realNow) : world;
    } catch (error) {
      return refuseWorld(error, behaviour, path, request, options.realNow());
    }
  }

  // Only an existing or former world can have issued a token: a forged one must not create a world.
  const issuingWorld = (name: string | undefined): string | undefined =>
    name !== undefined && (worlds.has(name) || worlds.whyEvicted(name) !== undefined) ? name : undefined;

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
    // No start needs it.
    const { checkParameters } = await import("../kit/scenario-parameters.ts");
    const parameters = checkParameters({ provider: providerName, name, declaration: scenario }, given);
    if ("prepare" in scenario) return scenario.prepare(parameters);
    await scenario.needs?.();
    return inWorld(worldName, mount, (context, transaction) => {
      if (mount.mock.webhooks !== undefined) nameTargets(transaction, parameters);
      return scenario.run(context, parameters);
    });
  }

  function mountOf(provider: string): Mount {
    const mount = mounts.get(provider);
    if (mount === undefined)
      throw toUnknownNameError("ERR_STANDIN_UNKNOWN_PROVIDER", "provider", quoteValue(provider), [...mounts.keys()]);
    return mount;
  }

  /** Runs work on one provider's state in a world, as one transaction. */
  async function inWorld<Result>(
    worldName: string,
    mount: Mount,
    work: (context: OpenContext, transaction: Transaction) => Result,
  ): Promise<Result> {
    const world = await worlds.open(worldName);
    const { name } = mount.mock.api;
    const publicUrl = () => publicUrlAt(options.origin?.(), name, worldName);
    return whileInUse(world, async () => {
      await world.due.load(world.clock.now);
      const result = await world.image.keep(() => {
        const now = world.clock.now();
        world.due.runJobs(now);
        return world.image.transact((transaction) => {
          const place = { identity: world.identity, now, publicUrl };
          const context = mount.openContext(transaction, place, acceptAnyCredentials);
          const made = work(context, transaction);
          if (context.emitted.length > 0) world.outbox.addTo(transaction, name, now, context.emitted);
          world.image.checkRoom(transaction);
          return made;
        });
      });
      world.clock.wake();
      return result;
    });
  }

  return {
    exchange,
    runScenario,
    async readState(world, provider) {
      const mount = mounts.get(provider);
      return mount && inWorld(world, mount, (_context, transaction) => readState(transaction, mount.mock));
    },
    async streamState(world, provider) {
      const mount = mounts.get(provider);
      if (mount === undefined) return undefined;
      // Jobs that are due run first.
      await inWorld(world, mount, () => {});
      const held = worlds.find(world)?.image.hold();
      return held && streamState(held, mount.mock);
    },
    async writeState(world, provider, state) {
      const mount = mountOf(provider);
      await inWorld(world, mount, (_context, transaction) => {
        writeState(transaction, mount.mock, state);
        if (mount.mock.webhooks !== undefined) nameTargets(transaction, state.collections);
      });
    },
    worlds,
    limits,
    providers,
  };
}

/** Returns the reply to a request whose world cannot be opened. */
function refuseWorld(
  error: unknown,
  behaviour: MountedBehaviour,
  path: string,
  { method, headers }: ExchangeRequest,
  now: number,
): ExchangeReply {
  if (!(error instanceof LimitExceededError) || error.reason === undefined) throw error;
  return limitReply(behaviour, 503, error.reason, { method, path, headers, now });
}

const refuseLater = (
  world: Promise<World>,
  behaviour: MountedBehaviour,
  path: string,
  request: ExchangeRequest,
  realNow: () => number,
): Promise<World | ExchangeReply> => world.catch((error) => refuseWorld(error, behaviour, path, request, realNow()));

/** Creates the worlds of an engine, each with the seeds of its providers, and the log that stores them. */
function prepareWorlds(
  options: EngineOptions,
  mounts: ReadonlyMap<string, Mount>,
  limits: EngineLimits,
  onBug: (bug: Bug) => void,
): { worlds: Worlds; log: Log | undefined } {
  const { acceptAnyCredentials = false } = options;
  const { images = createImages() } = options;
  const apply: LogHost["apply"] = (world, writes) => {
    const transaction = images.begin(world);
    if (transaction === undefined) throw new Error(`a log applies writes to world ${world}, which is not there`);
    applyWrites(
      transaction,
      writes,
      [...mounts.values()].flatMap(({ collections }) => [...collections.values()]),
    );
    transaction.commit();
  };
  const log = options.log?.({ images, apply });
  const publicUrlOf = (provider: string, world: string) => publicUrlAt(options.origin?.(), provider, world);
  const worlds = createWorlds({
    images,
    log,
    realNow: options.realNow,
    timer: options.timer,
    send: options.send,
    isTarget: options.isTarget,
    mounts,
    publicUrlOf,
    acceptAnyCredentials,
    onBug,
    seed: options.seed ?? 1,
    clock: options.clock,
    limits,
    trackReads: options.trackReads ?? false,
    fillSeed(transaction) {
      const now = options.clock?.worldMs ?? options.realNow();
      for (const { mock, openContext } of mounts.values()) {
        const seed = ownMember(options.seeds ?? {}, mock.api.name) ?? mock.defaultSeed;
        const place = { now, identity: NO_WORLD, publicUrl: () => publicUrlOf(mock.api.name, DEFAULT_WORLD) };
        mock.seed(seed, openContext(transaction, place, acceptAnyCredentials));
        if (mock.webhooks !== undefined) nameTargets(transaction, seed);
      }
    },
  });
  return { worlds, log };
}

/** Wraps `onBug` so that an error it throws is ignored. */
const guard =
  (onBug: EngineOptions["onBug"]): ((bug: Bug) => void) =>
  (bug) => {
    try {
      onBug?.(bug);
    } catch {
      // An error of the bug listener cannot be reported to it.
    }
  };

// Seeds are written before there is any world to sign for.
const NO_WORLD: WorldIdentity = { name: "", origin: "", keys: { first: 0, last: 0 }, ancestors: [] };
