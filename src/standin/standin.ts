import type { BuiltIn, Providers } from "#clients/provider-types.ts";
import { PlatformDate } from "#engine/basics/date.ts";
import { StandinError } from "#engine/basics/errors.ts";
import { toSuggestion } from "#engine/basics/nearest.ts";
import { CLOCK_RANGE, isClockTime } from "#engine/basics/times.ts";
import { DEFAULT_WORLD } from "#engine/basics/world-name.ts";
import type { ExchangeRequest, Exchanger } from "#engine/contract/exchange.ts";
import type { Limits } from "#engine/contract/limits.ts";
import type { Mock } from "#engine/contract/mock.ts";
import type { RequestSummary } from "#engine/contract/request-summary.ts";
import { SeedError } from "#engine/kit/check-seed.ts";
import { type Bug, createEngine, type Engine, type EngineOptions } from "#engine/pipeline/engine.ts";
import type { SeedOptions } from "#engine/pipeline/engine-options.ts";
import { createImages } from "#engine/state/images.ts";
import type { ClockSetting } from "#engine/world/clock.ts";
import type { Interception, InterceptOptions } from "#interception/interception.ts";
import { type ProviderName, providerNames, registry } from "#mocks/registry.ts";
import { createFetch } from "#transports/fetch.ts";
import { wait } from "#transports/stopping.ts";
import { clearTimeout, setTimeout } from "#transports/timers.ts";
import { createWebhookSender } from "#transports/webhook.ts";
import { checkOptions } from "./check-options.ts";
import { isControlUrl, withControl } from "./control-plane.ts";
import { frozenMock } from "./frozen-copy.ts";
import { type CloseOptions, DEFAULT_GRACE_MS, type ListenOptions, listen, type StandinServer } from "./listen.ts";
import { type GivenProvider, type Overrides, type ProvidersOf, readProviders, type SeedsFor } from "./providers.ts";
import type { StandinInternals, StandinWorld } from "./standin-world.ts";
import { version } from "./version.ts";
import { whileOpen } from "./while-open.ts";

export type { CloseOptions, ListenOptions, StandinServer } from "./listen.ts";
export type { StandinWorld } from "./standin-world.ts";

export interface StandinOptions<Given extends GivenProvider = ProviderName> {
  /**
   * The providers to mock: names of standin's own, and mocks of one's own (see `standin/mock`), such as
   * `[...providerNames, shop]`. Default: all of standin's own.
   */
  readonly providers?: readonly Given[];
  /**
   * Functions that answer operations in place of the mocks' own handlers, by provider and operation: plain functions
   * `(request, context, original) => reply`, in the transaction of the exchange. Replies are checked against the spec as
   * always; one that violates it, and an override that throws, give a 500 that says so, and commit nothing. `original(request?)`
   * calls the mock's own handler, at most once. Other simulators of the process keep the mocks' own handlers.
   */
  readonly overrides?: Overrides<Given>;
  /** Seed of ids and tokens: the same seed and the same requests give the same bytes. Default 1. */
  readonly seed?: string | number;
  /** Starting state by provider name, as in a seed file; default: each provider's documented default. */
  readonly seeds?: SeedsFor<Given>;
  /** Freezes every world's clock at this time: a date, or milliseconds since 1970. Default: real time. */
  readonly frozenAt?: Date | string | number;
  /** Accepts any credentials, and creates what they name; at the real hosts never, as they may be valid there. Default false. */
  readonly acceptAnyCredentials?: boolean;
  /** Records in every world which members of each request no handler reads. Default false, as it costs time. */
  readonly trackReads?: boolean;
  /** Most worlds at the same time; default 1000. Beyond it a world that is not in use is evicted. */
  readonly maxWorlds?: number;
  /**
   * Other limits: of rows, snapshots, faults, events, journals. The default total of all worlds depends on the heap limit of
   * the process. `docs/limits.md` lists all limits.
   */
  readonly limits?: Partial<Limits>;
  /** Whether to serve the control API under `/_standin`. Default true. */
  readonly control?: boolean;
  /**
   * Token that the control API requires from every caller. Without it, only programs on this machine may use the control API:
   * over a loopback connection, with a loopback `Host`, without a proxy, and not from a page of another origin.
   */
  readonly controlToken?: string;
  /**
   * Allowed targets of webhooks besides loopback and the URLs in the seed, in scenarios and in other in-process calls: origins
   * (`https://hooks.example`) or hosts, with or without a port (`app:3000`).
   */
  readonly webhookTargets?: readonly string[];
  /**
   * Base URL of links in replies and in results of scenarios, such as `https://standin.example/mocks`: behind a proxy, or in a
   * container. Default: the address by which a request reaches standin.
   */
  readonly publicUrl?: string;
  /**
   * Folder in which worlds are kept: they survive the end of the process. One process at a time uses it; it is made if there is
   * none. Requires `lmdb` to be installed. Default: worlds are in memory only.
   */
  readonly data?: string;
  /**
   * URL of a Redis (version 7, `redis://` or `rediss://`) in which worlds are kept, and which any number of processes share.
   * Requires `ioredis` to be installed. Not together with `data`.
   */
  readonly redis?: string;
  /**
   * Freezes stored data, so that a handler that changes it in place throws. Default: where there are overrides or mocks of one's
   * own; standin's own mocks do not do so.
   */
  readonly freezeState?: boolean;
  /**
   * Called with every request once it is answered, secrets redacted; not with calls of the control API. It is called within the
   * exchange: defer anything slow.
   */
  readonly onRequest?: (request: RequestSummary) => void;
  /** Called with every bug in standin itself; default: they only show as replies of status 500. */
  readonly onBug?: (bug: Bug) => void;
}

/** What every world begins with. */
export type Seeding = Pick<StandinOptions<GivenProvider>, "seed" | "seeds" | "frozenAt">;

/** A running simulator. */
export interface Standin<P extends Providers = BuiltIn> {
  /** Answers in this process, without a port. Paths begin with the provider: `fetch("/<provider>/…")`. */
  readonly fetch: typeof fetch;
  readonly engine: Engine;
  readonly providers: readonly Mock[];
  /** Where worlds are kept; absent: in memory only. */
  readonly data?: StandinData;
  /**
   * Replaces the seed, and resets all worlds to it; snapshots stay. Absent members have their defaults again.
   *
   * @throws StandinError for an invalid seed; then nothing changes
   */
  reseed(seeding: Seeding): Promise<void>;
  /** Returns a world, which is created from the seed on first use. Default: the world `default`. */
  world(name?: string): Promise<StandinWorld<P>>;
  /**
   * Answers on a port as well.
   *
   * @param port `0`, the default, picks a free one
   * @param host default: 127.0.0.1 and, where there is one, ::1, which only this machine reaches
   */
  listen(port?: number, host?: string): Promise<StandinServer>;
  listen(options: ListenOptions): Promise<StandinServer>;
  /**
   * Intercepts requests of this process to the providers' real hosts, by any client. Other requests pass through. Only one
   * interception can run at a time. Requires MSW to be installed.
   */
  intercept(options?: InterceptOptions): Promise<Interception>;
  /**
   * Stops every server that `listen` started, and every interception. Pending requests and webhooks may finish first; delays by
   * faults are not waited for. Afterwards requests and changes are refused; what its worlds have recorded can still be read.
   */
  close(options?: CloseOptions): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A folder of worlds, as it was found. */
export interface StandinData {
  /** Its absolute path. */
  readonly folder: string;
  /** How many worlds it held. */
  readonly worlds: number;
  /** Whether those were made from another seed: they keep their state until they are reset. */
  readonly isSeedChanged: boolean;
}

/** Starts a simulator in this process. It opens no port unless `listen` is called. */
export async function createStandin<const Given extends GivenProvider = ProviderName>(
  options: StandinOptions<Given> = {},
): Promise<Standin<ProvidersOf<Given>>> {
  checkOptions("createStandin", options);
  const { control = true } = options;
  const providers = await readProviders(options.providers);
  const overrides = await readOverrides(providers, options.overrides);
  await checkSeeds(providers, options.seeds ?? {});
  // Whatever others write may change a row in place, and a world must not change unless an exchange is committed.
  const isForeign = options.overrides !== undefined || providers.some((mock) => mock.isForeign === true);
  const servers = new Set<StandinServer>();
  const interceptions = new Set<Interception>();
  const publicUrl = options.publicUrl && withoutSlashes(new URL(options.publicUrl).href);
  const origin = (): string | undefined => publicUrl ?? [...servers][0]?.url;
  const sender = createWebhookSender((url) => isControlUrl(url, portsOf(servers)));
  const isTarget = await readTargets(options);
  const create = (storing?: Partial<Pick<EngineOptions, "log" | "stored" | "mayDeliver">>): Engine =>
    createEngine({
      ...storing,
      ...toEngineOptions(options),
      images: createImages({ freeze: options.freezeState ?? isForeign }),
      ...isTarget,
      send: sender.send,
      ...(control && WITH_LANDING_PAGE),
      providers,
      ...overrides,
      origin,
      ...(publicUrl !== undefined && { publicUrl }),
    });
  const stored = options.data === undefined ? undefined : await (await import("./data.ts")).openStored(options, create);
  const shared =
    options.redis === undefined ? undefined : await (await import("./shared.ts")).openShared(options, create);
  const inner = stored?.engine ?? shared?.engine ?? create();
  let { seeds = {} } = options;
  const exchanger: Exchanger = control
    ? withControl({ ...toControlOptions(options), engine: inner, seeds: () => seeds })
    : inner;
  let isClosed = false;
  const closing = createClosing();
  const checkOpen = (): void => {
    if (isClosed) throw closedError();
  };
  /** The engine for our own servers, whose pending requests may finish after the close. */
  const served: Engine = { ...inner, exchange: exchanger.exchange };
  const engine = toOpenEngine(served, checkOpen, providers);
  const reach: StandinInternals = {
    engine,
    exchanger: engine,
    origin,
    intercept: (options) => standin.intercept(options),
    isClosed: () => isClosed,
    checkOpen,
    closing,
  };

  const close = async (options: CloseOptions = {}): Promise<void> => {
    checkOptions("close", options);
    const { graceMs = DEFAULT_GRACE_MS } = options;
    isClosed = true;
    for (const each of interceptions) each.stop();
    closing.stop();
    await Promise.all([...[...servers].map((server) => server.close({ graceMs })), sender.finish(graceMs)]);
    // Events and jobs that are due later are dropped.
    for (const name of engine.worlds.names()) engine.worlds.find(name)?.clock.stop();
    await stored?.close();
    await shared?.close();
  };

  const standin: Standin<ProvidersOf<Given>> = {
    fetch: createFetch({ exchange: engine.exchange, limits: inner.limits, providers }),
    engine,
    get providers() {
      return engine.providers;
    },
    async world(name = DEFAULT_WORLD, more?: unknown) {
      // A server may never be asked for one.
      const { openStandinWorld } = await import("./standin-world.ts");
      return openStandinWorld(reach, name, more);
    },
    async reseed(seeding) {
      checkOptions("reseed", seeding);
      await checkSeeds(providers, seeding.seeds ?? {});
      await inner.reseed(toSeedOptions(seeding));
      seeds = seeding.seeds ?? {};
    },
    async listen(given: number | ListenOptions = 0, address?: string) {
      const asked =
        typeof given === "object" ? given : { port: given, ...(address !== undefined && { host: address }) };
      checkOptions("listen", asked);
      const server = await listen(served, asked, {
        controlToken: options.controlToken,
        onRequest: options.onRequest,
        onClose: (one) => servers.delete(one),
      });
      servers.add(server);
      // It may have been closed meanwhile, knowing nothing of this one.
      if (isClosed) await server.close({ graceMs: 0 });
      checkOpen();
      return server;
    },
    async intercept(options) {
      checkOptions("intercept", options === undefined ? {} : options);
      // Made by hand it is there, with its journal, whatever becomes of its first request.
      if (options?.world !== undefined) await inner.worlds.open(options.world);
      const { interceptRequests } = await import("#interception/interception.ts");
      const hosts = providers.flatMap(({ api }) => api.hosts);
      const interception = await interceptRequests(engine, hosts, options);
      interceptions.add(interception);
      if (isClosed) interception.stop();
      checkOpen();
      return interception;
    },
    close,
    ...(stored !== undefined && { data: stored.data }),
    [Symbol.asyncDispose]: () => close(),
  };
  return whileOpen(standin, checkOpen, "close", Symbol.asyncDispose);
}

/** Tells those who wait for something that the simulator closes. */
function createClosing(): StandinInternals["closing"] & { stop(): void } {
  let isStopped = false;
  const waiting = new Set<() => void>();
  return {
    whenStopping(run) {
      if (isStopped) run();
      else waiting.add(run);
      return () => waiting.delete(run);
    },
    stop() {
      isStopped = true;
      for (const run of waiting) run();
    },
  };
}

const portsOf = (servers: ReadonlySet<StandinServer>): readonly number[] =>
  [...servers].flatMap(({ port, https }) => [port, ...(https ? [https.port] : [])]);

/** The page for browsers, which shows what the control API tells. */
const WITH_LANDING_PAGE = {
  landingPage: async (request: ExchangeRequest) => (await import("./inspector.ts")).inspectorPage(request),
};

const toControlOptions = ({ controlToken: token, onBug }: StandinOptions<GivenProvider>) => ({
  version,
  realNow: PlatformDate.now,
  timer,
  token,
  onBug,
});

const closedError = (): Error =>
  new StandinError("ERR_STANDIN_CLOSED", "This standin is closed. Start another one with createStandin().");

/** The engine as callers get it: closed with the simulator, and with mocks that they cannot change. */
function toOpenEngine(engine: Engine, checkOpen: () => void, providers: readonly Mock[]): Engine {
  let shown: readonly Mock[] | undefined;
  const exchange: Engine["exchange"] = (request) => {
    try {
      checkOpen();
    } catch (error) {
      return Promise.reject(error);
    }
    return engine.exchange(request);
  };
  const open: Engine = {
    ...engine,
    worlds: whileOpen(engine.worlds, checkOpen, "find", "has", "names", "snapshots", "drop"),
    get providers() {
      shown ??= Object.freeze(providers.map(frozenMock));
      return shown;
    },
  };
  return Object.assign(whileOpen(open, checkOpen), { exchange });
}

/** Combines the options with what the platform provides. */
function toEngineOptions({
  maxWorlds,
  limits,
  ...options
}: Omit<StandinOptions<GivenProvider>, "providers" | "overrides">) {
  const { acceptAnyCredentials, trackReads, onBug, onRequest } = options;
  return {
    realNow: PlatformDate.now,
    timer,
    wait,
    heapBytes,
    limits: { ...limits, ...(maxWorlds !== undefined && { worlds: maxWorlds }) },
    ...toSeedOptions(options),
    ...(acceptAnyCredentials !== undefined && { acceptAnyCredentials }),
    ...(trackReads !== undefined && { trackReads }),
    ...(onBug !== undefined && { onBug }),
    ...(onRequest !== undefined && { onRequest }),
  };
}

const toSeedOptions = ({ seed, seeds, frozenAt }: Seeding): SeedOptions => ({
  ...(seed !== undefined && { seed }),
  ...(seeds !== undefined && { seeds }),
  ...(frozenAt !== undefined && { clock: frozenClock(frozenAt) }),
});

/** Returns the heap limit in bytes, which is unknown outside of Node. */
const heapBytes = (): number | undefined =>
  globalThis.process?.getBuiltinModule?.("node:v8").getHeapStatistics().heap_size_limit;

/** A timer that does not keep the process alive. */
function timer(delayMs: number, run: () => void): () => void {
  const timeout = setTimeout(run, delayMs);
  // In browsers the timer is a number, without `unref`.
  if (typeof timeout === "object") timeout.unref();
  return () => clearTimeout(timeout);
}

/** @throws StandinError for an invalid target */
async function readTargets({
  webhookTargets = [],
}: Pick<StandinOptions, "webhookTargets">): Promise<Pick<EngineOptions, "isTarget">> {
  if (webhookTargets.length === 0) return {};
  const { parseTargets } = await import("#engine/webhooks/target-option.ts");
  return { isTarget: parseTargets(webhookTargets) };
}

/** @throws StandinError for an unknown provider or operation: the behaviours of providers with overrides are loaded for that */
async function readOverrides(
  providers: readonly Mock[],
  overrides: object | undefined,
): Promise<Pick<EngineOptions, "overrides">> {
  if (overrides === undefined) return {};
  const { checkOverrides } = await import("./check-overrides.ts");
  return { overrides: await checkOverrides(providers, overrides) };
}

async function checkSeeds(providers: readonly Mock[], seeds: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, seed] of Object.entries(seeds)) {
    const provider = providers.find(({ api }) => api.name === name);
    // A seed file may be used by simulators that do not mock all of its providers.
    if (provider === undefined && !Object.hasOwn(registry, name)) {
      const known = [...new Set([...providerNames, ...providers.map(({ api }) => api.name)])];
      throw new SeedError(
        `Unknown provider ${name}. Known providers: ${known.join(", ")}.${toSuggestion(name, known)}`,
      );
    }
    await provider?.checkSeed(seed);
  }
}

function frozenClock(at: Date | string | number): ClockSetting {
  const worldMs = new PlatformDate(at).getTime();
  if (Number.isNaN(worldMs))
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      `frozenAt must be a time, such as 2024-01-01T12:00:00Z, not ${String(at)}.`,
    );
  if (!isClockTime(worldMs))
    throw new StandinError("ERR_STANDIN_INVALID_OPTION", `frozenAt is out of range: ${String(at)}. ${CLOCK_RANGE}`);
  return { worldMs, realMs: 0, scale: 0 };
}

/** The URL without what follows its last name. */
function withoutSlashes(url: string): string {
  let end = url.length;
  while (url[end - 1] === "/") end -= 1;
  return url.slice(0, end);
}
