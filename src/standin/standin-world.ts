import type { BuiltIn, Providers } from "#clients/provider-types.ts";
import { describeGone, describeMissing, findFault, NEWEST, toWait } from "#clients/waiting.ts";
import type {
  Exchange,
  Fault,
  Har,
  OutboxEvent,
  ProviderState,
  WaitOptions,
  World,
  WorldClock,
  WorldFaults,
  WorldInterception,
  WorldInterceptOptions,
  WorldWebhooks,
} from "#clients/world.ts";
import {
  findEventFault,
  findFaultFault,
  findFreezeFault,
  findParametersFault,
  findStateFault,
  findSwitchFault,
} from "#clients/world-arguments.ts";
import { toClockTime } from "#engine/basics/clock-time.ts";
import { PlatformDate } from "#engine/basics/date.ts";
import type { ErrorCode } from "#engine/basics/error-codes.ts";
import { StandinError } from "#engine/basics/errors.ts";
import { loadOnce } from "#engine/basics/late.ts";
import type { Exchanger, Stopping } from "#engine/contract/exchange.ts";
import { publicUrlAt } from "#engine/contract/public-url.ts";
import { toUnknownProvider } from "#engine/contract/unknown-provider.ts";
import type { OutboxEntry } from "#engine/contract/webhook.ts";
import type { FaultRequest as EngineFault } from "#engine/faults/fault.ts";
import { type Journal, type JournalQuery, journalReader } from "#engine/journal/journal.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import { toReceiver } from "#engine/state/receiver-option.ts";
import type { Outbox } from "#engine/webhooks/outbox.ts";
import { missingEvent, missingFault } from "#engine/world/missing.ts";
import { missingSnapshot } from "#engine/world/snapshots.ts";
import { type World as EngineWorld, whileInUse } from "#engine/world/world.ts";
import type { InterceptOptions } from "#interception/interception.ts";
import { createFetch } from "#transports/fetch.ts";
import { inWorld } from "#transports/in-world.ts";
import { clearTimeout, setTimeout } from "#transports/timers.ts";
import { version } from "./version.ts";
import { whileOpen } from "./while-open.ts";

/** A world of a simulator in this process: a `World`, with two views that answer at once. */
export interface StandinWorld<P extends Providers = BuiltIn> extends World<P> {
  /** The journal as it is in memory, with times in milliseconds. */
  readonly journal: Journal;
  /** The outbox as it is in memory. Secrets in its receiver and its events are redacted, but for one-time codes. */
  readonly outbox: Outbox;
  fork(into: string): Promise<StandinWorld<P>>;
}

export interface StandinInternals {
  readonly engine: Engine;
  /** Answers requests: the engine, with the control API in front of it, if enabled. */
  readonly exchanger: Exchanger;
  readonly origin: () => string | undefined;
  readonly intercept: (options: InterceptOptions) => Promise<WorldInterception>;
  readonly isClosed: () => boolean;
  /** @throws Error once the simulator is closed */
  readonly checkOpen: () => void;
  /** Tells of the close. */
  readonly closing: Stopping;
}

const views = loadOnce(() => import("./world-views.ts"));

/** How the members of a world reach it. */
interface Reach extends Pick<StandinInternals, "engine" | "checkOpen" | "closing"> {
  readonly name: string;
  /** Opens the world for a change, or to be read. @throws StandinError once it was dropped, or the simulator is closed */
  readonly open: () => Promise<EngineWorld>;
  /** The same, but what a closed simulator has recorded can still be read. */
  readonly look: () => Promise<EngineWorld>;
}

/** Opens a world: it is created from the seed on first use. @param more what code without types gives besides, which is refused */
export async function openStandinWorld<P extends Providers = BuiltIn>(
  internals: StandinInternals,
  name: string,
  more?: unknown,
): Promise<StandinWorld<P>> {
  const { engine, checkOpen } = internals;
  checkOpen();
  // `map` passes a number here.
  if (typeof more === "object")
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      "world takes a name alone. Options of all worlds are those of createStandin; a world's own are set by its members.",
    );
  const opened = await engine.worlds.open(name);
  await journalReader.load();
  return createStandinWorld(internals, opened) as unknown as StandinWorld<P>;
}

function createStandinWorld(internals: StandinInternals, opened: EngineWorld): StandinWorld {
  const { engine, exchanger, origin, isClosed, checkOpen, closing } = internals;
  const { worlds } = engine;
  const { name } = opened;
  const interceptions = new Set<WorldInterception>();
  let isGone = false;
  const open = async (): Promise<EngineWorld> => {
    if (isGone) throw new StandinError("ERR_STANDIN_WORLD_GONE", describeGone(name));
    return worlds.open(name);
  };
  const look = async (): Promise<EngineWorld> => (isClosed() ? (worlds.find(name) ?? opened) : open());
  const reach: Reach = { name, engine, checkOpen, closing, open, look };
  const drop = async (): Promise<void> => {
    isGone = true;
    for (const each of interceptions) each.stop();
    await worlds.drop(name);
  };
  const world: StandinWorld = {
    name,
    ...createExchangeVerbs(reach),
    ...createStateVerbs(reach),
    ...createSnapshotVerbs(reach),
    clock: whileOpen(createClock(reach), checkOpen, "now"),
    faults: whileOpen(createFaults(reach), checkOpen, "list"),
    webhooks: whileOpen(createWebhooks(reach), checkOpen, "list"),
    journal: whileOpen(opened.journal, checkOpen, "entries", "read", "count"),
    outbox: whileOpen(toOutboxView(opened), checkOpen, "entries"),
    fetch: createFetch({ ...inWorld(exchanger, name), providers: engine.providers }),
    baseUrl(provider) {
      const mock = engine.providers.find(({ api }) => api.name === provider);
      if (mock === undefined) throw toUnknownProvider(provider, engine.providers);
      return publicUrlAt(origin(), mock.prefix ?? provider, name);
    },
    async trackReads(isOn = true) {
      refuse("ERR_STANDIN_INVALID_OPTION", findSwitchFault(isOn));
      (await open()).trackReads = isOn;
    },
    async intercept(options: WorldInterceptOptions = {}) {
      await open();
      const interception = await internals.intercept({ ...options, world: name });
      interceptions.add(interception);
      return interception;
    },
    async fork(into) {
      await open();
      await worlds.fork(name, into);
      return openStandinWorld(internals, into);
    },
    drop,
    [Symbol.asyncDispose]: drop,
  };
  return whileOpen(world, checkOpen, "baseUrl", "exchanges", "toHar", "snapshots", "drop", Symbol.asyncDispose);
}

function createClock({ open, look }: Reach): WorldClock {
  return {
    now: async () => new PlatformDate((await look()).clock.now()),
    async set(time) {
      const { clock } = await open();
      await clock.set(toClockTime(time));
    },
    async advance(by) {
      const { clock } = await open();
      await clock.advance(by);
    },
    async freeze(...given: readonly unknown[]) {
      refuse("ERR_STANDIN_INVALID_OPTION", findFreezeFault(given));
      (await open()).clock.freeze();
    },
    async run(scale = 1) {
      (await open()).clock.run(scale);
    },
  };
}

function createFaults({ name, open, look }: Reach): WorldFaults {
  return {
    async add(fault): Promise<Fault> {
      refuse("ERR_STANDIN_INVALID_FAULT", findFaultFault(fault));
      const { faults } = await open();
      const added = await faults.add((fault ?? null) as EngineFault);
      return (await views()).toFaultView(added);
    },
    async list() {
      const { faults } = await look();
      return faults.list().map((await views()).toFaultView);
    },
    async remove(id) {
      const { faults } = await open();
      if (!faults.remove(id)) throw missingFault(name, id, faults);
    },
    async clear() {
      (await open()).faults.clear();
    },
  };
}

function createWebhooks({ name, open, look }: Reach): WorldWebhooks {
  const show = async (world: EngineWorld, events: readonly OutboxEntry[]): Promise<OutboxEvent[]> => {
    const { toEventViews } = await views();
    return toEventViews(events, world);
  };
  return {
    async to(url) {
      const { outbox } = await open();
      await outbox.sendTo(toReceiver(isUrl(url) ? url.href : url));
    },
    async settled() {
      await (await open()).clock.settled();
    },
    async list() {
      const world = await look();
      return show(world, world.outbox.entries());
    },
    async redeliver(number) {
      refuse("ERR_STANDIN_INVALID_OPTION", findEventFault(number));
      const world = await open();
      const event = await whileInUse(world, () => world.outbox.redeliver(number));
      const [shown] = event === undefined ? [] : await show(world, [event]);
      if (shown === undefined) throw missingEvent(name, number, world.outbox);
      return shown;
    },
  };
}

type ExchangeVerbs = Pick<World, "exchanges" | "waitFor" | "toHar">;

function createExchangeVerbs(reach: Reach): ExchangeVerbs {
  const { engine, look } = reach;
  /** @throws StandinError for a filter that would match everything, or nothing */
  const check = async (of: "exchanges" | "the filter of waitFor", filter: JournalQuery): Promise<void> => {
    refuse("ERR_STANDIN_INVALID_OPTION", findFault(of, filter));
    const specs = engine.providers.map(({ api, behaviour }) => ({ name: api.name, operations: behaviour }));
    if (filter.provider !== undefined || filter.operation !== undefined)
      await (await views()).checkNamed(filter as { readonly provider?: string; readonly operation?: string }, specs);
  };
  const read = async (query: JournalQuery): Promise<Exchange[]> => {
    const { journal } = await look();
    return journal.entries(query).map((await views()).toExchangeView);
  };
  return {
    async exchanges(filter = {}) {
      await check("exchanges", filter);
      return read(filter);
    },
    async toHar(filter = {}): Promise<Har> {
      await check("exchanges", filter);
      const { journal } = await look();
      return (await views()).toHar(journal.entries(filter), { name: "standin", version }) as Har;
    },
    async waitFor(filter = {}, options = {}) {
      await check("the filter of waitFor", filter);
      refuse("ERR_STANDIN_INVALID_OPTION", findFault("waitFor", options));
      return waitFor(reach, read, filter, toWait(options));
    },
  };
}

async function waitFor(
  { name, engine, checkOpen, closing, open }: Reach,
  read: (query: JournalQuery) => Promise<Exchange[]>,
  filter: JournalQuery,
  wait: Required<WaitOptions>,
): Promise<Exchange[]> {
  const world = await open();
  const { waitForExchanges } = await views();
  const isEnough = await whileInUse(world, () =>
    waitForExchanges(world.journal, filter, { ...wait, timer, stopping: closing }),
  );
  if (!isEnough) checkOpen();
  if (!isEnough && engine.worlds.find(name) !== world)
    throw new StandinError("ERR_STANDIN_WORLD_GONE", describeGone(name));
  const found = await read(filter);
  if (isEnough) return found;
  const newest = await read({ limit: NEWEST });
  throw new StandinError("ERR_STANDIN_NOT_FOUND", describeMissing(name, filter, wait, found.length, newest));
}

type StateVerbs = Pick<World, "scenario" | "state" | "replaceState">;

function createStateVerbs({ name, engine, open }: Reach): StateVerbs {
  return {
    async scenario(provider, scenario, ...[parameters]) {
      refuse("ERR_STANDIN_INVALID_PARAMETER", findParametersFault(parameters));
      await open();
      const given = parameters as Readonly<Record<string, unknown>> | undefined;
      // The types say what is given, and what comes of it; the engine checks what is given.
      return engine.runScenario(name, provider, scenario, given) as Promise<never>;
    },
    async state(provider): Promise<ProviderState> {
      await open();
      const state = await engine.readState(name, provider);
      if (state === undefined) throw toUnknownProvider(provider, engine.providers);
      // The rows are those in memory.
      return JSON.parse(JSON.stringify(state));
    },
    async replaceState(provider, state) {
      refuse("ERR_STANDIN_INVALID_STATE", findStateFault(state));
      await open();
      // The caller keeps what is given; what JSON leaves out is left out, as from elsewhere.
      await engine.writeState(name, provider, JSON.parse(JSON.stringify(state ?? null) ?? "null"));
    },
  };
}

type SnapshotVerbs = Pick<World, "reset" | "snapshot" | "restore" | "snapshots" | "deleteSnapshot">;

function createSnapshotVerbs({ name, engine: { worlds }, open, look }: Reach): SnapshotVerbs {
  return {
    async reset() {
      await open();
      await worlds.reset(name);
    },
    async snapshot(as) {
      await open();
      await worlds.snapshot(name, as);
    },
    async restore(from) {
      await open();
      await worlds.restore(name, from);
    },
    async snapshots() {
      await look();
      const { toTime } = await views();
      return worlds.snapshots(name).map((each) => ({ name: each.name, now: toTime(each.atMs) }));
    },
    async deleteSnapshot(each) {
      await open();
      const known = worlds.snapshots(name).map((snapshot) => snapshot.name);
      if (!(await worlds.dropSnapshot(name, each)))
        throw new StandinError("ERR_STANDIN_NOT_FOUND", missingSnapshot(name, each, known));
    },
  };
}

/** @throws StandinError with this sentence, if there is one */
function refuse(code: ErrorCode, fault: string | undefined): void {
  if (fault !== undefined) throw new StandinError(code, fault);
}

function toOutboxView({ outbox, trail }: EngineWorld): Outbox {
  const show = (events: readonly OutboxEntry[]): OutboxEntry[] => journalReader.get().redactEvents(events, trail);
  return {
    add: outbox.add,
    entries: () => show(outbox.entries()),
    async redeliver(number) {
      const event = await outbox.redeliver(number);
      return event && show([event])[0];
    },
    get size() {
      return outbox.size;
    },
    clear: outbox.clear,
    get receiver() {
      return outbox.receiver && journalReader.get().redactReceiver(outbox.receiver, trail);
    },
    sendTo: outbox.sendTo,
  };
}

/** Whether it is a URL, of any realm. */
const isUrl = (value: unknown): value is URL => Object.prototype.toString.call(value) === "[object URL]";

/** A timer that keeps the process alive: something is waited for. */
function timer(delayMs: number, run: () => void): () => void {
  const handle = setTimeout(run, delayMs);
  return () => clearTimeout(handle);
}
