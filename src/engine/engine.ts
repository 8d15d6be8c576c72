import type { CheckedReply } from "./check-reply.ts";
import type { ClockSetting, Timer } from "./clock.ts";
import type { OpenContext } from "./context.ts";
import { type Awaitable, type ExchangeReply, type ExchangeRequest, RequestAborted } from "./exchange.ts";
import { createLocator, DEFAULT_WORLD } from "./locate.ts";
import { type Mount, mountProvider } from "./mount.ts";
import type { Send } from "./outbox.ts";
import { overview, PROBLEM_TYPE, problem, problemReply } from "./own-replies.ts";
import type { FoundPage } from "./pages.ts";
import { createPassage, type Passage } from "./passage.ts";
import type { Provider } from "./provider.ts";
import { publicUrlAt } from "./public-url.ts";
import { answer, check, encode, journal, preflight, type Routed, route, toPageReply, toPageRequest } from "./stages.ts";
import type { Store } from "./store.ts";
import { createWorlds, type World, type Worlds } from "./world.ts";

export interface EngineOptions {
  readonly providers: readonly Provider[];
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  /** By which scheduled work runs in real time; absent: only when a clock is moved by hand. */
  readonly timer?: Timer;
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
  /** Bounds of each world's journal; default 1000 entries and 4 MiB. */
  readonly journal?: { readonly entries?: number; readonly bytes?: number };
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

export interface Engine {
  /** Answers one request, whatever it holds. Rejects only when the body's reader says that the client went away. */
  exchange(request: ExchangeRequest): Promise<ExchangeReply>;
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
  readonly worlds: Worlds;
  readonly providers: readonly Provider[];
}

/** In which world, for which provider and when a transaction runs. */
interface Place {
  readonly world: World;
  readonly mount: Mount;
  readonly now: number;
  readonly publicUrl: () => string;
}

// A refusal changes nothing, and a reply that breaks the spec is no reply.
const isToCommit = ({ reply }: CheckedReply): boolean => reply.status < 400;

// Seeds are written before there is any world to sign for.
const NO_WORLD = { name: "", secret: "" };
// Each round in which one transaction must run again, another one has committed; this many only ever means a fault.
const MOST_TRIES = 1000;

/** Puts mocks, worlds and the exchange pipeline together. */
export function createEngine(options: EngineOptions): Engine {
  const { providers, store } = options;
  const acceptAnyCredentials = options.acceptAnyCredentials ?? false;
  const mounts = new Map<string, Mount>();
  const hosts = new Map<string, Mount>();
  for (const provider of providers) {
    const { api } = provider;
    const mount = mountProvider(provider);
    mounts.set(api.name, mount);
    for (const host of [...api.hosts, `${api.name}.localhost`]) hosts.set(host, mount);
  }
  const locate = createLocator(mounts, hosts);

  const worlds = createWorlds({
    store,
    realNow: options.realNow,
    timer: options.timer,
    send: options.send,
    policyOf: (provider) => mounts.get(provider)?.provider.webhooks,
    seed: options.seed ?? 1,
    clock: options.clock,
    journal: { entries: options.journal?.entries ?? 1000, bytes: options.journal?.bytes ?? 4 * 1024 * 1024 },
    outboxEntries: 1000,
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
    const opened = worlds.open(worldName);
    const world = opened instanceof Promise ? await opened : opened;
    const passage = createPassage(request, mount, world, path);
    let encoded: ExchangeReply;
    try {
      encoded = encode(passage, preflight(passage) ?? (await pass(passage)));
    } catch (error) {
      if (error instanceof RequestAborted) throw error;
      encoded = encode(passage, bug(passage, `${(error as Error)?.message ?? error}`, error));
    }
    journal(passage, encoded);
    return encoded;
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
    const checked = check(passage, await answer(passage, request, context), context);
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
    { world, mount, now, publicUrl }: Place,
    work: (context: OpenContext) => Awaitable<Result>,
    isWanted: (result: Result) => boolean = () => true,
  ): Promise<Result> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const begun = store.begin(world.name);
      const transaction = begun instanceof Promise ? await begun : begun;
      if (transaction === undefined) throw new Error(`the store has lost the world ${world.name}`);
      const context = mount.openContext({ transaction, now, world, acceptAnyCredentials, publicUrl });
      const result = await work(context);
      if (!isWanted(result)) return result;
      const committed = transaction.commit();
      if (committed instanceof Promise ? await committed : committed) {
        if (context.emitted.length > 0) world.outbox.add(mount.provider.api.name, now, context.emitted);
        return result;
      }
    }
    throw new Error(`a transaction was overtaken ${MOST_TRIES} times`);
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
    const mount = mounts.get(providerName);
    if (mount === undefined) throw new RangeError(`no provider is named ${providerName}`);
    const { scenarios } = mount.provider;
    const scenario = scenarios[name];
    if (scenario === undefined)
      throw new RangeError(`${providerName} has no scenario ${name}; it has ${Object.keys(scenarios).join(", ")}`);
    const world = await worlds.open(worldName);
    const publicUrl = () => publicUrlAt(options.origin?.(), providerName, worldName);
    const place = { world, mount, now: world.clock.now(), publicUrl };
    return commitOrRepeat(place, (context) => scenario.run(context, parameters));
  }

  return { exchange, runScenario, worlds, providers };
}
