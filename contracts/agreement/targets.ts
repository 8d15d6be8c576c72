import { CONTROL_PREFIX, createControl } from "#control/index.ts";
import type { Exchanger } from "#engine/contract/exchange.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { type Bug, createEngine, type Engine } from "#engine/pipeline/engine.ts";
import { createImages } from "#engine/state/images.ts";
import { type ProviderName, providerNames, registry } from "#mocks/registry.ts";
import { createControlPlane } from "#standin/control-plane.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { version } from "#standin/version.ts";

/** Subjects have a spec and a contract: each provider, and standin's own control API. */
export type TargetName = ProviderName | "control";

/** The addresses of targets used only here: for verifying pacts and for walks. */
export interface TestBench extends Exchanger {
  /** Resets all state. Called first. */
  begin(): Promise<void>;
  /** Other ways to reset, which must have the same result; each is named for when it was used. */
  readonly renewals: Readonly<Record<string, () => Promise<void>>>;
  /** The engine's provider of the target. */
  find(target: TargetName): Mock;
  /** Sets up a state of a target by one of its scenarios. @returns the scenario's result */
  prepare(target: TargetName, scenario: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** The prefix of the target's own paths. */
  pathOf(target: TargetName): string;
  /** Moves the target's clock, if it has one. */
  advance(ms: number): Promise<void>;
  /** Waits until sent events have arrived. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface TestBenchOptions {
  /** Freezes every clock at this time, including the system's; default: real time. */
  readonly frozenAt?: string;
  /** Of providers: accepts every credential of the right form. */
  readonly acceptAnyCredentials?: boolean;
  readonly onBug?: (bug: Bug) => void;
}

/** Subjects that share a test environment. */
export interface TargetGroup {
  /** The heading of its part of the agreement report. */
  readonly title: string;
  readonly names: readonly TargetName[];
  /** @param names the served targets */
  openTestBench(names: readonly TargetName[], options?: TestBenchOptions): Promise<TestBench>;
  /** The providers that a simulator needs to test the target. */
  providersFor(target: TargetName): readonly ProviderName[];
  /** Returns the target of such a simulator. */
  findIn(standin: Standin, target: TargetName): Mock;
}

const isProvider = (name: TargetName): name is ProviderName => providerNames.some((each) => each === name);

const providers: TargetGroup = {
  title: "Providers",
  names: providerNames,
  openTestBench: openProviders,
  providersFor: (target) => [target].filter(isProvider),
  findIn: (standin, target) => pick(standin.providers, target),
};

const control: TargetGroup = {
  title: "Control API",
  names: ["control"],
  openTestBench: (_names, options) => openControlled(options),
  providersFor: () => providerNames,
  findIn: ({ engine }) => createControl({ engine, version, timer }),
};

export const targetGroups: readonly TargetGroup[] = [providers, control];

/** All groups, in the order of the agreement report. */
export const targetNames: readonly TargetName[] = targetGroups.flatMap(({ names }) => names);

export function groupOf(target: TargetName): TargetGroup {
  const group = targetGroups.find(({ names }) => names.includes(target));
  if (group === undefined) throw new Error(`nothing is called ${target}`);
  return group;
}

/** First segment of the paths under which a target answers. */
export const prefixOf = ({ api, prefix }: Mock): string => prefix ?? api.name;

function pick(all: readonly Mock[], target: TargetName): Mock {
  const found = all.find(({ api }) => api.name === target);
  if (found === undefined) throw new Error(`${target} does not run`);
  return found;
}

const WORLD = "testBench";
const BEFORE = "before";

/** All providers in one world. */
async function openProviders(names: readonly TargetName[], options: TestBenchOptions = {}): Promise<TestBench> {
  const {
    engine,
    providers: running,
    close,
  } = await createStandin({ ...options, providers: names.filter(isProvider) });
  const { worlds } = engine;
  return {
    exchange: engine.exchange,
    async begin() {
      // A world that is dropped and recreated has new signing keys.
      await worlds.reset(WORLD);
      await worlds.snapshot(WORLD, BEFORE);
    },
    renewals: {
      "after the world was restored": () => worlds.restore(WORLD, BEFORE),
      "after the world was reset": () => worlds.reset(WORLD),
    },
    find: (target) => pick(running, target),
    prepare: (target, scenario, parameters) => engine.runScenario(WORLD, target, scenario, parameters),
    pathOf: (target) => `/~${WORLD}/${target}`,
    advance: async (ms) => (await worlds.open(WORLD)).clock.advance(ms),
    settled: async () => (await worlds.open(WORLD)).clock.settled(),
    close,
  };
}

/** Limits so low that walks reach them soon. */
const NARROW = { worlds: 4, snapshots: 3, faults: 3 };

function timer(delayMs: number, run: () => void): () => void {
  const timeout = setTimeout(run, delayMs);
  return () => clearTimeout(timeout);
}

/** The control API, over a new simulator each time. All its webhooks are answered with 503. */
async function openControlled({ frozenAt, onBug }: TestBenchOptions = {}): Promise<TestBench> {
  const realNow = frozenAt === undefined ? Date.now : () => Date.parse(frozenAt);
  const all = providerNames.map((name) => registry[name]);
  let inner: Engine;
  let plane: Engine;
  const begin = async (): Promise<void> => {
    inner = createEngine({
      providers: all,
      images: createImages({ freeze: true }),
      realNow,
      send: async () => 503,
      limits: NARROW,
      ...(onBug !== undefined && { onBug }),
    });
    plane = createControlPlane({ engine: inner, version, realNow, timer, onBug });
  };
  // Events are sent in the background; the next request must not depend on their progress.
  const settled = async (): Promise<void> => {
    for (const name of inner.worlds.names()) await inner.worlds.find(name)?.clock.settled();
  };
  await begin();
  return {
    begin,
    renewals: {},
    async exchange(request) {
      const reply = await plane.exchange(request);
      await settled();
      return reply;
    },
    find: (target) => pick(plane.providers, target),
    prepare: (target, scenario, parameters) => plane.runScenario("default", target, scenario, parameters),
    pathOf: () => `/${CONTROL_PREFIX}`,
    advance: async () => {},
    settled,
    close: async () => {},
  };
}
