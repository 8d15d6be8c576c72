import { shownName } from "../basics/shown-value.ts";
import { ownMember } from "../basics/table.ts";
import { DEFAULT_WORLD } from "../basics/world-name.ts";
import { BoundReached, type Bounds, type EngineBounds, toBounds } from "../contract/bounds.ts";
import type { Bug } from "../contract/bug.ts";
import {
  type Awaitable,
  type ExchangeReply,
  type ExchangeRequest,
  type Exchanger,
  IncompleteRequest,
  type Stopping,
} from "../contract/exchange.ts";
import type { Provider } from "../contract/provider.ts";
import { publicUrlAt } from "../contract/public-url.ts";
import type { StreamedBody } from "../contract/streamed-body.ts";
import type { Send } from "../contract/webhook.ts";
import { watchParameters } from "../kit/scenario-parameters.ts";
import { applyWrites } from "../state/collections.ts";
import type { OpenContext } from "../state/context.ts";
import { createImages, type Images, type Transaction } from "../state/images.ts";
import type { Log, LogHost } from "../state/log.ts";
import { type ProviderState, readState, streamState, writeState } from "../state/state.ts";
import type { WorldIdentity } from "../state/world-identity.ts";
import { MOST_RUNS, NotKeptError, WorldGoneError } from "../state/world-image.ts";
import { nameTargets } from "../webhooks/targets.ts";
import type { ClockSetting, Timer } from "../world/clock.ts";
import { type World, whileInUse } from "../world/world.ts";
import { createWorlds, type Worlds } from "../world/worlds.ts";
import { InFlightExchange } from "./in-flight.ts";
import { createLocator } from "./locate.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";
import { mountAll } from "./mount-provider.ts";
import { limitReply, overview, problemReply } from "./own-replies.ts";
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
  readonly providers: readonly Provider[];
  /** Where worlds are held in memory; default: images of its own. */
  readonly images?: Images;
  /** Keeps worlds beyond this process; absent: they are in memory only. */
  readonly log?: (host: LogHost) => Log;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  /** By which scheduled work runs in real time; absent: only when a clock is moved by hand, or an exchange comes. */
  readonly timer?: Timer;
  /** Waits this many real milliseconds, or until the server stops, for faults that delay replies; absent: they leave at once. */
  readonly wait?: (delayMs: number, stopping?: Stopping) => Promise<void>;
  /** By which webhooks leave; absent: they are only kept. */
  readonly send?: Send;
  /** Whether an option names a URL as a target of webhooks; default: only seeds, and calls in process, name any. */
  readonly isTarget?: (url: string) => boolean;
  /** First state of every world's ids; default 1. */
  readonly seed?: string | number;
  /** The worlds' first clock setting; default: real time. */
  readonly clock?: ClockSetting;
  /** Starting state by provider name, already read from wherever it came; default: each provider's own. */
  readonly seeds?: Readonly<Record<string, unknown>>;
  readonly acceptAnyCredentials?: boolean;
  /** Where standin is reached, e.g. `http://127.0.0.1:4700`, for links that are made without a request. */
  readonly origin?: () => string | undefined;
  /** How much is kept; what is left out has the default of `Bounds`. */
  readonly bounds?: Partial<Bounds>;
  /** What the heap may grow to; absent, or `undefined`: not known. */
  readonly heapBytes?: () => number | undefined;
  /** Whether new worlds note which members of a request no handler read. Default false. */
  readonly tracing?: boolean;
  /** Told of every fault in our own code: a reply that breaks its spec, a handler that threw. */
  readonly onBug?: (bug: Bug) => void;
}

export interface Engine extends Exchanger {
  /**
   * Prepares a world by one of a provider's scenarios.
   *
   * @returns what the scenario tells of what it made
   * @throws RangeError when there is no such provider or scenario
   */
  runScenario(
    world: string,
    provider: string,
    scenario: string,
    parameters?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
  /**
   * Everything a provider holds in a world, or `undefined` when there is no such provider.
   */
  readState(world: string, provider: string): Promise<ProviderState | undefined>;
  /** The same as JSON in pieces, for a reply: the whole of a large world may be more than fits into memory a second time. */
  streamState(world: string, provider: string): Promise<StreamedBody<ProviderState> | undefined>;
  /**
   * Replaces everything a provider holds in a world, all or nothing.
   *
   * @throws RangeError when it is not a state of that provider; the message says what is wrong
   */
  writeState(world: string, provider: string, state: ProviderState): Promise<void>;
  readonly worlds: Worlds;
  readonly bounds: Bounds;
  readonly providers: readonly Provider[];
}

/** Puts mocks, worlds and the exchange pipeline together. */
export function createEngine(options: EngineOptions): Engine {
  const { providers, acceptAnyCredentials = false } = options;
  const onBug = guard(options.onBug);
  const bounds = toBounds(options.bounds, options.heapBytes);
  const { mounts, prefixes, hosts } = mountAll(providers);
  const locate = createLocator(prefixes, hosts);
  const { worlds, log } = prepareWorlds(options, mounts, bounds, onBug);

  /** Where a request enters: it is answered at once, unless it has to wait for something. */
  function exchange(request: ExchangeRequest): Awaitable<ExchangeReply> {
    const address = locate(request);
    if ("detail" in address) return problemReply(address.status, address.detail);
    const { mount, path } = address;
    if (mount === undefined) return overview(path, providers);
    const behaviour = mount.loaded();
    if (behaviour === undefined) return onceLoaded(mount, request);
    const worldName = address.world ?? issuingWorld(behaviour.worldOf?.(request)) ?? DEFAULT_WORLD;
    // No world is made for a request that may never arrive as a whole.
    if (typeof request.body === "function" && !worlds.has(worldName))
      return onceArrived(worldName, behaviour, path, request);
    const world = visitOrRefuse(worldName, behaviour, path, request);
    return world instanceof Promise
      ? world.then((visited) => enter(visited, behaviour, path, request))
      : enter(world, behaviour, path, request);
  }

  /** A world that was made for this request stays only if that is accepted. */
  function enter(
    world: World | ExchangeReply,
    behaviour: MountedBehaviour,
    path: string,
    request: ExchangeRequest,
  ): Awaitable<ExchangeReply> {
    if ("status" in world) return world;
    const one = new InFlightExchange(request, behaviour, world, path, onBug);
    const reply = travel(one);
    if (world.standing !== "trial") return reply;
    if (reply instanceof Promise) return leaveLater(one, reply);
    worlds.leave(world, isAccepted(one));
    return reply;
  }

  const leaveLater = (one: InFlightExchange, reply: Promise<ExchangeReply>): Promise<ExchangeReply> =>
    reply.finally(() => worlds.leave(one.world, isAccepted(one)));

  /** The whole way of an exchange. If it has nothing to wait for, its reply is there when this returns. */
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

  /** The same way, waiting before and after `answer` for whatever there is to wait for. The world is in use meanwhile. */
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

  /** Everything that sees state: one transaction on the world's image, from top to bottom without waiting. */
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

  /** Answers for what went wrong outside of the stages. */
  function recover(one: InFlightExchange, error: unknown): ExchangeReply {
    if (error instanceof WorldGoneError) return problemReply(410, error.message);
    if (error instanceof NotKeptError) return problemReply(503, error.message);
    if (error instanceof IncompleteRequest) throw error;
    one.checked = failWith(one, `${(error as Error)?.message ?? error}`, error);
    const reply = encode(one);
    journal(one, reply);
    return reply;
  }

  /** A provider's first requests wait until its behaviour is loaded, and set out anew. */
  async function onceLoaded(mount: Mount, request: ExchangeRequest): Promise<ExchangeReply> {
    try {
      await mount.behaviour();
    } catch (error) {
      const provider = mount.provider.api.name;
      const complaint = `its behaviour cannot be loaded: ${(error as Error)?.message ?? error}`;
      onBug({ provider, operationId: undefined, complaint, error });
      return problemReply(500, `${provider} cannot answer: ${complaint}`);
    }
    return exchange(request);
  }

  /** A request whose body is still on the wire, and whose world is yet to be made. */
  async function onceArrived(
    worldName: string,
    behaviour: MountedBehaviour,
    path: string,
    request: ExchangeRequest,
  ): Promise<ExchangeReply> {
    const arrived = await withBody(request, behaviour, path);
    return enter(await visitOrRefuse(worldName, behaviour, path, arrived), behaviour, path, arrived);
  }

  /** The world, or the answer to a request whose world cannot be opened. */
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

  // Only a world that is there, or was, can have issued anything: a made-up token must not create one.
  const issuingWorld = (name: string | undefined): string | undefined =>
    name !== undefined && (worlds.has(name) || worlds.whyEvicted(name) !== undefined) ? name : undefined;

  async function runScenario(
    worldName: string,
    providerName: string,
    name: string,
    given: Readonly<Record<string, unknown>> = {},
  ): Promise<unknown> {
    const mount = mountOf(providerName);
    const { scenarios } = await mount.behaviour();
    const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
    if (scenario === undefined)
      throw new RangeError(
        `${providerName} has no scenario ${shownName(name)}; it has ${Object.keys(scenarios).join(", ")}`,
      );
    if ("prepare" in scenario) return scenario.prepare(given);
    await scenario.needs?.();
    return inWorld(worldName, mount, (context, transaction) => {
      if (mount.provider.webhooks !== undefined) nameTargets(transaction, given);
      // Within the transaction, which may run more than once.
      const { parameters, checkAllRead } = watchParameters(given);
      const result = scenario.run(context, parameters);
      checkAllRead(providerName, name, scenario.describe);
      return result;
    });
  }

  function mountOf(provider: string): Mount {
    const mount = mounts.get(provider);
    if (mount === undefined)
      throw new RangeError(`no provider is named ${shownName(provider)}; there are ${[...mounts.keys()].join(", ")}`);
    return mount;
  }

  /** Runs work on what one provider holds in a world, as one transaction. */
  async function inWorld<Result>(
    worldName: string,
    mount: Mount,
    work: (context: OpenContext, transaction: Transaction) => Result,
  ): Promise<Result> {
    const world = await worlds.open(worldName);
    const { name } = mount.provider.api;
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
      return mount && inWorld(world, mount, (_context, transaction) => readState(transaction, mount.provider));
    },
    async streamState(world, provider) {
      const mount = mounts.get(provider);
      if (mount === undefined) return undefined;
      // What is due by now is done first.
      await inWorld(world, mount, () => {});
      const held = worlds.find(world)?.image.hold();
      return held && streamState(held, mount.provider);
    },
    async writeState(world, provider, state) {
      const mount = mountOf(provider);
      await inWorld(world, mount, (_context, transaction) => {
        writeState(transaction, mount.provider, state);
        if (mount.provider.webhooks !== undefined) nameTargets(transaction, state.collections);
      });
    },
    worlds,
    bounds,
    providers,
  };
}

/** The answer to a request whose world cannot be opened. */
function refuseWorld(
  error: unknown,
  behaviour: MountedBehaviour,
  path: string,
  { method, headers }: ExchangeRequest,
  now: number,
): ExchangeReply {
  if (!(error instanceof BoundReached) || error.reason === undefined) throw error;
  return limitReply(behaviour, 503, error.reason, { method, path, headers, now });
}

const refuseLater = (
  world: Promise<World>,
  behaviour: MountedBehaviour,
  path: string,
  request: ExchangeRequest,
  realNow: () => number,
): Promise<World | ExchangeReply> => world.catch((error) => refuseWorld(error, behaviour, path, request, realNow()));

/** The worlds of an engine, each filled with what its providers start with, and the log that keeps them. */
function prepareWorlds(
  options: EngineOptions,
  mounts: ReadonlyMap<string, Mount>,
  bounds: EngineBounds,
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
    bounds,
    tracing: options.tracing ?? false,
    fillSeed(transaction) {
      const now = options.clock?.worldMs ?? options.realNow();
      for (const { provider, openContext } of mounts.values()) {
        const seed = ownMember(options.seeds ?? {}, provider.api.name) ?? provider.defaultSeed;
        const place = { now, identity: NO_WORLD, publicUrl: () => publicUrlOf(provider.api.name, DEFAULT_WORLD) };
        provider.seed(seed, openContext(transaction, place, acceptAnyCredentials));
        if (provider.webhooks !== undefined) nameTargets(transaction, seed);
      }
    },
  });
  return { worlds, log };
}

/** What listens to bugs must not cause others. */
const guard =
  (onBug: EngineOptions["onBug"]): ((bug: Bug) => void) =>
  (bug) => {
    try {
      onBug?.(bug);
    } catch {
      // There is nothing left to tell it to.
    }
  };

// Seeds are written before there is any world to sign for.
const NO_WORLD: WorldIdentity = { name: "", origin: "", keys: { first: 0, last: 0 }, ancestors: [] };
