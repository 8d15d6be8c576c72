import type { AddressInfo } from "node:net";
import { SeedError } from "#engine/check-seed.ts";
import type { ClockSetting } from "#engine/clock.ts";
import { type Bug, createEngine, type Engine } from "#engine/engine.ts";
import type { Provider } from "#engine/provider.ts";
import type { World } from "#engine/world.ts";
import { DEFAULT_WORLD } from "#engine/world-name.ts";
import { type ProviderName, providerNames, registry } from "#mocks/registry.ts";
import { createMemoryStore } from "#stores/memory.ts";
import { createFetch } from "#transports/fetch.ts";
import { sendWebhook } from "#transports/webhook.ts";

export interface StandinOptions {
  /** Which providers answer; default: all. */
  readonly providers?: readonly ProviderName[];
  /** Where ids and tokens come from: the same seed and the same requests give the same bytes. Default 1. */
  readonly seed?: string | number;
  /** Starting state by provider name, as in a seed file; default: each provider's documented default. */
  readonly seeds?: Readonly<Record<string, unknown>>;
  /** Freezes every world's clock at this time: a date, or milliseconds since 1970. Default: real time. */
  readonly frozenAt?: Date | string | number;
  /** Take whatever credentials come, and provision what they name. Default false. */
  readonly acceptAnyCredentials?: boolean;
  /** Makes a mock that changes stored data in place fail where it does so: for standin's own tests. Default false. */
  readonly freezeState?: boolean;
  /** Told of faults in standin itself; default: they only show as replies of status 500. */
  readonly onBug?: (bug: Bug) => void;
}

/** A running simulator. */
export interface Standin {
  /** Answers in this process, without a port. Paths begin with the provider: `fetch("/<provider>/…")`. */
  readonly fetch: typeof fetch;
  readonly engine: Engine;
  readonly providers: readonly Provider[];
  /** One isolated universe; it springs into existence from the seed at first use. Default: the world `default`. */
  world(name?: string): Promise<StandinWorld>;
  /** Answers on a port as well; `0`, the default, picks a free one. */
  listen(port?: number, host?: string): Promise<StandinServer>;
  /** Stops every server that `listen` started. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** One world of a running simulator. Reset, snapshot, restore and fork cost the same at any size. */
export interface StandinWorld extends Pick<World, "name" | "clock" | "journal" | "faults" | "outbox"> {
  reset(): Promise<void>;
  snapshot(as: string): Promise<void>;
  /** @throws RangeError when there is no such snapshot */
  restore(from: string): Promise<void>;
  fork(into: string): Promise<StandinWorld>;
  /**
   * Prepares the world by one of a provider's scenarios.
   *
   * @throws RangeError when there is no such scenario
   */
  scenario(provider: ProviderName, name: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export interface StandinServer {
  /** Without a trailing slash, e.g. `http://127.0.0.1:4700`. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a simulator in this process. It opens no port unless `listen` is called. */
export async function createStandin(options: StandinOptions = {}): Promise<Standin> {
  const { providers: names = providerNames, frozenAt, freezeState, ...rest } = options;
  const providers = await Promise.all(names.map((name) => registry[name]()));
  await checkSeeds(providers, options.seeds ?? {});
  const servers = new Set<StandinServer>();
  const engine = createEngine({
    ...rest,
    providers,
    store: createMemoryStore({ freeze: freezeState }),
    realNow: Date.now,
    timer: (delayMs, run) => {
      const timeout = setTimeout(run, delayMs);
      // Work that is due later does not keep a program alive. Browsers give a number, which cannot be told so.
      if (typeof timeout === "object") timeout.unref();
      return () => clearTimeout(timeout);
    },
    send: sendWebhook,
    origin: () => [...servers][0]?.url,
    ...(frozenAt !== undefined && { clock: frozenClock(frozenAt) }),
  });

  const openWorld = async (name: string): Promise<StandinWorld> => {
    const { worlds } = engine;
    const { clock, journal, faults, outbox } = await worlds.open(name);
    return {
      name,
      clock,
      journal,
      faults,
      outbox,
      reset: () => worlds.reset(name),
      async snapshot(as) {
        await worlds.snapshot(name, as);
      },
      restore: (from) => worlds.restore(name, from),
      async fork(into) {
        await worlds.fork(name, into);
        return openWorld(into);
      },
      scenario: (provider, scenario, parameters) => engine.runScenario(name, provider, scenario, parameters),
    };
  };

  const close = async (): Promise<void> => {
    await Promise.all([...servers].map((server) => server.close()));
  };

  return {
    fetch: createFetch(engine),
    engine,
    providers,
    world: (name = DEFAULT_WORLD) => openWorld(name),
    async listen(port = 0, host = "127.0.0.1") {
      const server = await listen(engine, port, host, (closed) => servers.delete(closed));
      servers.add(server);
      return server;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function checkSeeds(providers: readonly Provider[], seeds: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, seed] of Object.entries(seeds)) {
    if (!(name in registry)) throw new SeedError(`no provider is named ${name}; there are ${providerNames.join(", ")}`);
    await providers.find(({ api }) => api.name === name)?.checkSeed(seed);
  }
}

async function listen(
  engine: Engine,
  port: number,
  host: string,
  onClose: (server: StandinServer) => void,
): Promise<StandinServer> {
  const { createNodeServer } = await import("#transports/node.ts");
  const server = createNodeServer(engine);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const shownHost = address.family === "IPv6" ? `[${address.address}]` : address.address;
  const listening: StandinServer = {
    url: `http://${shownHost}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        onClose(listening);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return listening;
}

function frozenClock(at: Date | string | number): ClockSetting {
  const worldMs = new Date(at).getTime();
  if (Number.isNaN(worldMs)) throw new RangeError(`frozenAt is no time: ${String(at)}`);
  return { worldMs, realMs: 0, scale: 0 };
}
