import { BoundReached, type Bounds, DEFAULT_BOUNDS } from "./bounds.ts";
import type { CheckedReply } from "./check-reply.ts";
import type { ClockSetting, Timer } from "./clock.ts";
import type { Change } from "./collections.ts";
import type { OpenContext } from "./context.ts";
import {
  type Awaitable,
  type ExchangeReply,
  type ExchangeRequest,
  type Exchanger,
  RequestAborted,
} from "./exchange.ts";
import { NO_REPLY } from "./fault-effect.ts";
import { createLocator } from "./locate.ts";
import { type Mount, mountProvider } from "./mount.ts";
import type { Send } from "./outbox.ts";
import { overview, PROBLEM_TYPE, problem, problemReply } from "./own-replies.ts";
import type { FoundPage } from "./pages.ts";
import { createPassage, type Passage } from "./passage.ts";
import type { Provider } from "./provider.ts";
import { publicUrlAt } from "./public-url.ts";
import {
  answer,
  check,
  encode,
  journal,
  preflight,
  type Routed,
  route,
  spoil,
  toPageReply,
  toPageRequest,
} from "./stages.ts";
import { type ProviderState, readState, writeState } from "./state.ts";
import type { Store, Transaction } from "./store.ts";
import { createWorlds, type World, type Worlds } from "./world.ts";
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

/** In which world, for which provider and when a transaction runs. */
interface Place {
  readonly world: World;
  readonly mount: Mount;
  readonly now: number;
  readonly publicUrl: () => string;
  /** What the transaction has changed, once it has committed. */
  changes?: readonly Change[];
}

// A refusal changes nothing, and a reply that breaks the spec is no reply.
const isToCommit = ({ reply }: CheckedReply): boolean => reply.status < 400 && reply !== NO_REPLY;

// Seeds are written before there is any world to sign for.
const NO_WORLD = { name: "", secret: "" };
// Each round in which one transaction must run again, another one has committed; this many only ever means a fault.
const MOST_TRIES = 1000;
/** What a transaction read has changed before it could commit. */
const OVERTAKEN = Symbol("overtaken");

/** Puts mocks, worlds and the exchange pipeline together. */
export function createEngine(options: EngineOptions): Engine {
  const { providers, store } = options;
  const acceptAnyCredentials = options.acceptAnyCredentials ?? false;
  const bounds: Bounds = { ...DEFAULT_BOUNDS, ...options.bounds };
  const mounts = new Map<string, Mount>();
  const hosts = new Map<string, Mount>();
  for (const provider of providers) {
    const { api } = provider;
    const mount = mountProvider(provider);
    mounts.set(provider.prefix ?? api.name, mount);
    for (const host of [...api.hosts, `${api.name}.localhost`]) hosts.set(host, mount);
  }
  const locate = createLocator(mounts, hosts);

  const worlds = createWorlds({
    store,
    realNow: options.realNow,
    timer: options.timer,
    send: options.send,
    policyOf: (provider) => mounts.get(provider)?.provider.webhooks,
    apis: providers.map(({ api }) => api),
    seed: options.seed ?? 1,
    clock: options.clock,
    bounds,
    tracing: options.tracing ?? false,
    async fillSeed(transaction) {
      const now = options.clock?.worldMs ?? options.realNow();
      for (const { provider, openContext } of mounts.values()) {
        const seed = options.seeds?.[provider.api.name] ?? provider.defaultSeed;
        const publicUrl = () => publicUrlAt(options.origin?.(), provider.api.name, DEFAULT_WORLD);
        await provider.seed(seed, openContext({ transaction, now, world: NO_WORLD, acceptAnyCredentials, publicUrl }));
      }
    },
  });

  /** The main road: a request enters, passes the stages in their order, leaves. */
  async function exchange(request: ExchangeRequest): Promise<ExchangeReply> {
    const address = locate(request);
    if (address === undefined)
      return problemReply(400, "A world's name is 1 to 64 letters, digits, dots, dashes and underscores.");
    const { mount, path } = address;
    if (mount === undefined) return overview(path, providers);
    const worldName = address.world ?? issuingWorld(mount.provider.worldOf?.(request)) ?? DEFAULT_WORLD;
    let world: World;
    try {
      const opened = worlds.open(worldName);
      world = opened instanceof Promise ? await opened : opened;
    } catch (error) {
      return refuseWorld(error);
    }
    world.lastUsedMs = options.realNow();
    world.users += 1;
    try {
      return await answerIn(createPassage(request, mount, world, path));
    } finally {
      world.users -= 1;
    }
  }

  /** One exchange in a world that is there. */
  async function answerIn(passage: Passage): Promise<ExchangeReply> {
    let encoded: ExchangeReply;
    try {
      encoded = encode(passage, preflight(passage) ?? (await pass(passage)));
    } catch (error) {
      if (error instanceof RequestAborted) throw error;
      if (error instanceof WorldGone) return problemReply(410, error.message);
      encoded = encode(passage, bug(passage, `${(error as Error)?.message ?? error}`, error));
    }
    const { disturbance } = passage;
    if (disturbance === null || disturbance === undefined) {
      journal(passage, encoded);
      return encoded;
    }
    const spoiled = spoil(encoded, disturbance);
    journal(passage, spoiled);
    if (disturbance.latencyMs > 0) await options.wait?.(disturbance.latencyMs);
    return spoiled;
  }

  // Only a world that exists can have issued anything: a made-up token may not bring one into being.
  const issuingWorld = (name: string | undefined): string | undefined =>
    name !== undefined && worlds.has(name) ? name : undefined;

  /** Route, then all that sees state as one transaction, its reply compared with the spec before anything is committed. */
  async function pass(passage: Passage): Promise<CheckedReply> {
    const page = passage.mount.findPage(passage.request.method, passage.path);
    if (page !== undefined) return show(passage, page);
    const routed = route(passage);
    const request = routed instanceof Promise ? await routed : routed;
    return commitOrRepeat(passage, (context) => settle(passage, request, context), isToCommit);
  }

  /** The reply, found to fit the spec, or our own admission that it does not. */
  async function settle(passage: Passage, request: Routed, context: OpenContext): Promise<CheckedReply> {
    const reply = await answer(passage, request, context);
    if (reply === NO_REPLY) return { reply, mediaType: undefined };
    const checked = check(passage, reply, context);
    const found = checked instanceof Promise ? await checked : checked;
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

  /** Runs work as one transaction, and again when what it read has changed meanwhile. */
  async function commitOrRepeat<Result>(
    place: Place,
    work: (context: OpenContext, transaction: Transaction) => Awaitable<Result>,
    isWanted: (result: Result) => boolean = () => true,
  ): Promise<Result> {
    const first = await attempt(place, work, isWanted);
    if (first !== OVERTAKEN) return first;
    // Those that overtake each other take turns from here on: else each commit would send all others back again.
    return place.world.turns.take(async () => {
      for (let tries = 1; tries < MOST_TRIES; tries += 1) {
        const result = await attempt(place, work, isWanted);
        if (result !== OVERTAKEN) return result;
      }
      throw new Error(`a transaction was overtaken ${MOST_TRIES} times`);
    });
  }

  async function attempt<Result>(
    place: Place,
    work: (context: OpenContext, transaction: Transaction) => Awaitable<Result>,
    isWanted: (result: Result) => boolean,
  ): Promise<Result | typeof OVERTAKEN> {
    const { world, mount, now, publicUrl } = place;
    const begun = store.begin(world.name);
    const transaction = begun instanceof Promise ? await begun : begun;
    if (transaction === undefined) throw new WorldGone(`World ${world.name} was removed while it was in use.`);
    const context = mount.openContext({ transaction, now, world, acceptAnyCredentials, publicUrl });
    const result = await work(context, transaction);
    if (!isWanted(result)) return result;
    const committed = transaction.commit();
    if (!(committed instanceof Promise ? await committed : committed)) return OVERTAKEN;
    place.changes = context.changes;
    if (context.emitted.length > 0) world.outbox.add(mount.provider.api.name, now, context.emitted);
    return result;
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
    const { scenarios } = mount.provider;
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
    return commitOrRepeat({ world, mount, now: world.clock.now(), publicUrl }, work);
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

/** The world was removed while an exchange was under way in it. */
class WorldGone extends Error {
  override readonly name = "WorldGone";
}

/** The answer to a request whose world is not to be had. */
function refuseWorld(error: unknown): ExchangeReply {
  if (!(error instanceof BoundReached)) throw error;
  return problemReply(503, error.message);
}
