import { type Awaitable, chain, rescue } from "./awaitable.ts";
import { BoundReached, type Bounds, DEFAULT_BOUNDS } from "./bounds.ts";
import type { CheckedReply } from "./check-reply.ts";
import type { ClockSetting, Timer } from "./clock.ts";
import type { OpenContext } from "./context.ts";
import { type ExchangeReply, type ExchangeRequest, type Exchanger, RequestAborted } from "./exchange.ts";
import { NO_REPLY } from "./fault-effect.ts";
import { createLocator } from "./locate.ts";
import { type Mount, type MountedBehaviour, mountProvider } from "./mount.ts";
import type { Send } from "./outbox.ts";
import { overview, PROBLEM_TYPE, problem, problemReply } from "./own-replies.ts";
import type { FoundPage } from "./pages.ts";
import { Passage, type Routed } from "./passage.ts";
import type { Provider } from "./provider.ts";
import { publicUrlAt } from "./public-url.ts";
import type { Reply } from "./routed.ts";
import { answer, check, encode, journal, preflight, route, spoil, toPageReply, toPageRequest } from "./stages.ts";
import { type ProviderState, readState, writeState } from "./state.ts";
import type { Store, Transaction } from "./store.ts";
import { always, createTransactions, WorldGone } from "./transactions.ts";
import { createWorlds, type World, type Worlds, whileInUse } from "./world.ts";
import { DEFAULT_WORLD } from "./world-name.ts";

export interface EngineOptions {
  readonly providers: readonly Provider[];
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  /** By which scheduled work runs in real time; absent: only when a clock is moved by hand. */
  readonly timer?: Timer;
  /** Waits this many real milliseconds, for faults that delay replies; absent: they leave at once. */
  readonly wait?: (delayMs: number) => Promise<void>;
  /** By which webhooks leave; absent: they are only kept. */
  readonly send?: Send;
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
  /** Whether new worlds note which members of a request no handler read. Default false. */
  readonly tracing?: boolean;
  /** Told of every fault in our own code: a reply that breaks its spec, a handler that threw. */
  readonly onBug?: (bug: Bug) => void;
}

/** Something that only a mistake of ours can cause. */
export interface Bug {
  readonly provider: string;
  readonly operationId: string | undefined;
  /** What is wrong, in one sentence. */
  readonly complaint: string;
  readonly error?: unknown;
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
  /**
   * Replaces everything a provider holds in a world, all or nothing.
   *
   * @throws RangeError when it is no state of that provider; the message says what is wrong
   */
  writeState(world: string, provider: string, state: ProviderState): Promise<void>;
  readonly worlds: Worlds;
  readonly bounds: Bounds;
  readonly providers: readonly Provider[];
}

// A refusal changes nothing, and a reply that breaks the spec is no reply.
const isToCommit = ({ reply }: CheckedReply): boolean => reply.status < 400 && reply !== NO_REPLY;

// Seeds are written before there is any world to sign for.
const NO_WORLD = { name: "", secret: "" };

/** Puts mocks, worlds and the exchange pipeline together. */
export function createEngine(options: EngineOptions): Engine {
  const { providers, store } = options;
  const acceptAnyCredentials = options.acceptAnyCredentials ?? false;
  const bounds: Bounds = { ...DEFAULT_BOUNDS, ...options.bounds };
  const { mounts, prefixes, hosts } = mountAll(providers);
  const locate = createLocator(prefixes, hosts);
  const commitOrRepeat = createTransactions({ store, acceptAnyCredentials });

  const worlds = prepareWorlds(options, mounts, bounds);

  /** The main road: a request enters, passes the stages in their order, leaves. */
  function exchange(request: ExchangeRequest): Awaitable<ExchangeReply> {
    const address = locate(request);
    if (address === undefined)
      return problemReply(400, "A world's name is 1 to 64 letters, digits, dots, dashes and underscores.");
    const { mount, path } = address;
    if (mount === undefined) return overview(path, providers);
    const behaviour = mount.behaviour();
    if (behaviour instanceof Promise) return onceLoaded(behaviour, mount, request);
    const worldName = address.world ?? issuingWorld(behaviour.worldOf?.(request)) ?? DEFAULT_WORLD;
    const opened = rescue<World | ExchangeReply, string>(worlds.open, refuseWorld, worldName);
    return chain(opened, enter, behaviour, path, request);
  }

  /** A provider's first requests wait until its behaviour is there, and set out anew. */
  async function onceLoaded(loading: Promise<unknown>, mount: Mount, request: ExchangeRequest): Promise<ExchangeReply> {
    try {
      await loading;
    } catch (error) {
      const provider = mount.provider.api.name;
      const complaint = `its behaviour cannot be loaded: ${(error as Error)?.message ?? error}`;
      options.onBug?.({ provider, operationId: undefined, complaint, error });
      return problemReply(500, `${provider} cannot answer: ${complaint}`);
    }
    return exchange(request);
  }

  /** One exchange in a world that is there, and in use meanwhile. */
  function enter(
    world: World | ExchangeReply,
    behaviour: MountedBehaviour,
    path: string,
    request: ExchangeRequest,
  ): Awaitable<ExchangeReply> {
    if ("status" in world) return world;
    world.users += 1;
    return rescue(travel, recover, new Passage(request, behaviour, world, path));
  }

  function travel(passage: Passage): Awaitable<ExchangeReply> {
    const preflighted = preflight(passage);
    return preflighted === undefined ? pass(passage) : arrive(preflighted, passage);
  }

  function arrive(checked: CheckedReply, passage: Passage): Awaitable<ExchangeReply> {
    return leave(passage, encode(passage, checked));
  }

  /** Answers for what went wrong on the way. */
  function recover(error: unknown, passage: Passage): Awaitable<ExchangeReply> {
    if (error instanceof WorldGone) return letGo(passage, problemReply(410, error.message));
    if (!(error instanceof RequestAborted))
      return arrive(bug(passage, `${(error as Error)?.message ?? error}`, error), passage);
    passage.world.users -= 1;
    throw error;
  }

  function letGo(passage: Passage, reply: ExchangeReply): ExchangeReply {
    passage.world.users -= 1;
    return reply;
  }

  /** The reply goes into the journal, and out: as it is, or as a fault would have it. */
  function leave(passage: Passage, reply: ExchangeReply): Awaitable<ExchangeReply> {
    const { disturbance } = passage;
    if (disturbance === null || disturbance === undefined) {
      journal(passage, reply);
      return letGo(passage, reply);
    }
    const spoiled = spoil(reply, disturbance);
    journal(passage, spoiled);
    const waited = disturbance.latencyMs > 0 ? options.wait?.(disturbance.latencyMs) : undefined;
    return chain(waited, () => letGo(passage, spoiled));
  }

  // Only a world that exists can have issued anything: a made-up token may not bring one into being.
  const issuingWorld = (name: string | undefined): string | undefined =>
    name !== undefined && worlds.has(name) ? name : undefined;

  /** Route, then all that sees state as one transaction, its reply compared with the spec before anything is committed. */
  function pass(passage: Passage): Awaitable<ExchangeReply> {
    const page = passage.behaviour.findPage(passage.request.method, passage.path);
    if (page !== undefined) return chain(show(passage, page), arrive, passage);
    return chain(route(passage), transact, passage);
  }

  function transact(routed: Routed, passage: Passage): Awaitable<ExchangeReply> {
    passage.routed = routed;
    return chain(commitOrRepeat(passage, settle, isToCommit), arrive, passage);
  }

  /** The reply, found to fit the spec, or our own admission that it does not. */
  function settle(context: OpenContext, passage: Passage): Awaitable<CheckedReply> {
    return chain(answer(passage, context), compare, passage, context);
  }

  function compare(reply: Reply, passage: Passage, context: OpenContext): Awaitable<CheckedReply> {
    if (reply === NO_REPLY) return { reply, mediaType: undefined };
    return chain(check(passage, reply, context), admit, passage);
  }

  function admit(found: CheckedReply | string, passage: Passage): CheckedReply {
    return typeof found === "string" ? bug(passage, found, undefined) : found;
  }

  /** Answers by one of the mock's own pages. */
  async function show(passage: Passage, found: FoundPage<OpenContext>): Promise<CheckedReply> {
    const request = await toPageRequest(passage, found);
    if ("status" in request) return toPageReply(request);
    return commitOrRepeat(
      passage,
      async (context) => toPageReply(await found.page.answer(request, context)),
      isToCommit,
    );
  }

  function bug(passage: Passage, complaint: string, error: unknown): CheckedReply {
    const provider = passage.mount.provider.api.name;
    const { operationId } = passage;
    options.onBug?.({ provider, operationId, complaint, error });
    const detail = `This is a bug in standin. ${provider} ${operationId ?? passage.path}: ${complaint}`;
    return { reply: { status: 500, body: problem(500, detail) }, mediaType: PROBLEM_TYPE };
  }

  async function runScenario(
    worldName: string,
    providerName: string,
    name: string,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<unknown> {
    const mount = mountOf(providerName);
    const { scenarios } = await mount.behaviour();
    const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
    if (scenario === undefined)
      throw new RangeError(`${providerName} has no scenario ${name}; it has ${Object.keys(scenarios).join(", ")}`);
    return inWorld(worldName, mount, (context) => scenario.run(context, parameters));
  }

  function mountOf(provider: string): Mount {
    const mount = mounts.get(provider);
    if (mount === undefined)
      throw new RangeError(`no provider is named ${provider}; there are ${[...mounts.keys()].join(", ")}`);
    return mount;
  }

  /** Runs work on what one provider holds in a world, which counts as in use meanwhile. */
  async function inWorld<Result>(
    worldName: string,
    mount: Mount,
    work: (context: OpenContext, transaction: Transaction) => Awaitable<Result>,
  ): Promise<Result> {
    const world = await worlds.open(worldName);
    const publicUrl = () => publicUrlAt(options.origin?.(), mount.provider.api.name, worldName);
    const place = { world, mount, now: world.clock.now(), publicUrl };
    return whileInUse(world, async () =>
      commitOrRepeat(place, (context, _place, transaction) => work(context, transaction), always),
    );
  }

  return {
    exchange,
    runScenario,
    async readState(world, provider) {
      const mount = mounts.get(provider);
      return mount && inWorld(world, mount, (_context, transaction) => readState(transaction, mount.provider));
    },
    async writeState(world, provider, state) {
      const mount = mountOf(provider);
      await inWorld(world, mount, (context, transaction) => writeState(transaction, context, mount.provider, state));
    },
    worlds,
    bounds,
    providers,
  };
}

/** Every provider, by its name, by the prefix of its paths, and by the hosts it stands for. */
function mountAll(providers: readonly Provider[]) {
  const mounts = new Map<string, Mount>();
  const prefixes = new Map<string, Mount>();
  const hosts = new Map<string, Mount>();
  for (const provider of providers) {
    const { api } = provider;
    const mount = mountProvider(provider);
    mounts.set(api.name, mount);
    prefixes.set(provider.prefix ?? api.name, mount);
    for (const host of [...api.hosts, `${api.name}.localhost`]) hosts.set(host, mount);
  }
  return { mounts, prefixes, hosts };
}

/** The worlds of an engine, each filled with what its providers start with. */
function prepareWorlds(options: EngineOptions, mounts: ReadonlyMap<string, Mount>, bounds: Bounds): Worlds {
  const { store, acceptAnyCredentials = false } = options;
  return createWorlds({
    store,
    realNow: options.realNow,
    timer: options.timer,
    send: options.send,
    policyOf: (provider) => mounts.get(provider)?.provider.webhooks,
    specs: [...mounts.values()].map(({ provider, behaviour }) => ({ name: provider.api.name, operations: behaviour })),
    seed: options.seed ?? 1,
    clock: options.clock,
    bounds,
    tracing: options.tracing ?? false,
    async fillSeed(transaction) {
      const now = options.clock?.worldMs ?? options.realNow();
      for (const { provider, openContext } of mounts.values()) {
        const seed = options.seeds?.[provider.api.name] ?? provider.defaultSeed;
        const publicUrl = () => publicUrlAt(options.origin?.(), provider.api.name, DEFAULT_WORLD);
        const place = { now, world: NO_WORLD, publicUrl };
        await provider.seed(seed, openContext(transaction, place, acceptAnyCredentials));
      }
    },
  });
}

/** The answer to a request whose world is not to be had. */
function refuseWorld(error: unknown): ExchangeReply {
  if (!(error instanceof BoundReached)) throw error;
  return problemReply(503, error.message);
}
