import { CONTROL_PREFIX, createControl } from "#control/index.ts";
import type { Exchanger } from "#engine/contract/exchange.ts";
import type { Provider } from "#engine/contract/provider.ts";
import { type Bug, createEngine, type Engine } from "#engine/pipeline/engine.ts";
import { createImages } from "#engine/state/images.ts";
import { type ProviderName, providerNames, registry } from "#mocks/registry.ts";
import { createControlPlane } from "#standin/control-plane.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { version } from "#standin/version.ts";

/** Subjects have a spec and a contract: each provider, and standin's own control API. */
export type SubjectName = ProviderName | "control";

/** The addresses of subjects used only here: for verifying pacts and for walks. */
export interface Ground extends Exchanger {
  /** Resets all state. Called first. */
  begin(): Promise<void>;
  /** Other ways to reset, which must have the same result; each is named for when it was used. */
  readonly renewals: Readonly<Record<string, () => Promise<void>>>;
  /** The engine's provider of the subject. */
  find(subject: SubjectName): Provider;
  /** Sets up a state of a subject by one of its scenarios. @returns the scenario's result */
  prepare(subject: SubjectName, scenario: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** The prefix of the subject's own paths. */
  pathOf(subject: SubjectName): string;
  /** Moves the subject's clock, if it has one. */
  advance(ms: number): Promise<void>;
  /** Waits until sent events have arrived. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface GroundOptions {
  /** Freezes every clock at this time, including the system's; default: real time. */
  readonly frozenAt?: string;
  /** Of providers: accepts every credential of the right form. */
  readonly acceptAnyCredentials?: boolean;
  readonly onBug?: (bug: Bug) => void;
}

/** Subjects that share a test environment. */
export interface SubjectGroup {
  /** The heading of its part of the agreement report. */
  readonly title: string;
  readonly names: readonly SubjectName[];
  /** @param names the served subjects */
  openGround(names: readonly SubjectName[], options?: GroundOptions): Promise<Ground>;
  /** The providers that a simulator needs to test the subject. */
  providersFor(subject: SubjectName): readonly ProviderName[];
  /** Returns the subject of such a simulator. */
  findIn(standin: Standin, subject: SubjectName): Provider;
}

const isProvider = (name: SubjectName): name is ProviderName => providerNames.some((each) => each === name);

const providers: SubjectGroup = {
  title: "Providers",
  names: providerNames,
  openGround: openProviders,
  providersFor: (subject) => [subject].filter(isProvider),
  findIn: (standin, subject) => pick(standin.providers, subject),
};

const control: SubjectGroup = {
  title: "Control API",
  names: ["control"],
  openGround: (_names, options) => openControlled(options),
  providersFor: () => providerNames,
  findIn: ({ engine }) => createControl({ engine, version, timer }),
};

export const subjectGroups: readonly SubjectGroup[] = [providers, control];

/** All groups, in the order of the agreement report. */
export const subjectNames: readonly SubjectName[] = subjectGroups.flatMap(({ names }) => names);

export function groupOf(subject: SubjectName): SubjectGroup {
  const group = subjectGroups.find(({ names }) => names.includes(subject));
  if (group === undefined) throw new Error(`nothing is called ${subject}`);
  return group;
}

/** First segment of the paths under which a subject answers. */
export const prefixOf = ({ api, prefix }: Provider): string => prefix ?? api.name;

function pick(all: readonly Provider[], subject: SubjectName): Provider {
  const found = all.find(({ api }) => api.name === subject);
  if (found === undefined) throw new Error(`${subject} does not run`);
  return found;
}

const WORLD = "ground";
const BEFORE = "before";

/** All providers in one world. */
async function openProviders(names: readonly SubjectName[], options: GroundOptions = {}): Promise<Ground> {
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
    find: (subject) => pick(running, subject),
    prepare: (subject, scenario, parameters) => engine.runScenario(WORLD, subject, scenario, parameters),
    pathOf: (subject) => `/~${WORLD}/${subject}`,
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
async function openControlled({ frozenAt, onBug }: GroundOptions = {}): Promise<Ground> {
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
      bounds: NARROW,
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
    find: (subject) => pick(plane.providers, subject),
    prepare: (subject, scenario, parameters) => plane.runScenario("default", subject, scenario, parameters),
    pathOf: () => `/${CONTROL_PREFIX}`,
    advance: async () => {},
    settled,
    close: async () => {},
  };
}
