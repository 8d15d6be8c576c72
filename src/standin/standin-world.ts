import type { ScenarioCall } from "#clients/scenario-call.ts";
import { StandinError, toUnknownNameError } from "#engine/basics/errors.ts";
import { quoteValue } from "#engine/basics/quote.ts";
import type { Exchanger } from "#engine/contract/exchange.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { publicUrlAt } from "#engine/contract/public-url.ts";
import type { OutboxEntry } from "#engine/contract/webhook.ts";
import { type Har, toHar } from "#engine/journal/har.ts";
import { type JournalEntry, type JournalFilter, type JournalQuery, journalReader } from "#engine/journal/journal.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import type { Outbox } from "#engine/webhooks/outbox.ts";
import type { Clock } from "#engine/world/clock.ts";
import { type World, whileInUse } from "#engine/world/world.ts";
import type { ProviderName } from "#mocks/registry.ts";
import { createFetch } from "#transports/fetch.ts";
import { inWorld } from "#transports/in-world.ts";
import { clearTimeout, setTimeout } from "#transports/timers.ts";
import { checkOptions } from "./check-options.ts";
import { escapeControls } from "./terminal-text.ts";
import { version } from "./version.ts";
import { whileOpen } from "./while-open.ts";

/** One world of a running simulator. Reset, snapshot, restore and fork cost the same at any size. */
export interface StandinWorld extends Pick<World, "name" | "journal" | "faults">, AsyncDisposable {
  readonly clock: Clock;
  /** Secrets in its events are redacted, but for one-time codes. */
  readonly outbox: Outbox;
  /** Answers in this process and in this world, without a port. Paths begin with the provider: `fetch("/<provider>/…")`. */
  readonly fetch: typeof fetch;
  /** Base URL of a provider in this world, for clients in any language; reachable over HTTP once `listen` was called. */
  baseUrl(provider: ProviderName): string;
  /** Records from now on which members of each request no handler reads, as `unread` in the journal. */
  trackReads(isOn?: boolean): void;
  /**
   * Waits for exchanges that match; earlier ones count as well.
   *
   * @returns all that match, oldest first
   * @throws Error after `timeoutMs` real milliseconds (default 1000); the message lists the exchanges that happened instead
   */
  waitFor(filter?: JournalFilter, options?: { count?: number; timeoutMs?: number }): Promise<JournalEntry[]>;
  /** The journal as an HTTP archive (HAR 1.2). */
  toHar(query?: JournalQuery): Har;
  reset(): Promise<void>;
  snapshot(as: string): Promise<void>;
  /** @throws StandinError if there is no such snapshot */
  restore(from: string): Promise<void>;
  fork(into: string): Promise<StandinWorld>;
  /** Removes the world and its snapshots. `await using` does the same. */
  drop(): Promise<void>;
  /**
   * Runs one of a provider's scenarios in the world. Its name, parameters and result are typed; `standin.engine.runScenario`
   * takes any names.
   *
   * @throws StandinError if there is no such scenario, or a parameter is unknown or invalid
   */
  readonly scenario: ScenarioCall;
}

type Parameters = Readonly<Record<string, unknown>> | undefined;

export interface StandinInternals {
  readonly engine: Engine;
  /** Answers requests: the engine, with the control API in front of it, if enabled. */
  readonly exchanger: Exchanger;
  readonly origin: () => string | undefined;
  readonly timer: (delayMs: number, run: () => void) => () => void;
  /** @throws Error once the simulator is closed */
  readonly checkOpen: () => void;
}

/** Opens a world: it is created from the seed on first use. */
export async function openStandinWorld(reach: StandinInternals, name: string): Promise<StandinWorld> {
  const { engine, exchanger, origin, checkOpen } = reach;
  const { worlds } = engine;
  checkOpen();
  const world = await worlds.open(name);
  const { clock, journal, faults } = world;
  await journalReader.load();
  const drop = async (): Promise<void> => {
    await worlds.drop(name);
  };
  const opened: StandinWorld = {
    name,
    clock: whileOpen(toClockView(clock), checkOpen, "now", "settled"),
    journal: whileOpen(journal, checkOpen, "entries", "read", "count"),
    faults: whileOpen(faults, checkOpen, "list", "get"),
    outbox: whileOpen(toOutboxView(world), checkOpen, "entries"),
    fetch: createFetch({ ...inWorld(exchanger, name), providers: engine.providers }),
    baseUrl(provider) {
      const known = engine.providers.map(({ api }) => api.name);
      if (!known.includes(provider))
        throw toUnknownNameError("ERR_STANDIN_UNKNOWN_PROVIDER", "provider", quoteValue(provider), known);
      return publicUrlAt(origin(), provider, name);
    },
    trackReads(isOn = true) {
      world.trackReads = isOn;
    },
    async waitFor(filter = {}, options = {}) {
      checkFilter(filter, engine.providers);
      checkOptions("waitFor", options);
      const { count = 1, timeoutMs = 1000 } = options;
      return waitFor(reach, world, filter, count, timeoutMs);
    },
    toHar(query = {}) {
      checkFilter(query, engine.providers);
      return toHar(journal.entries(query), { name: "standin", version });
    },
    async reset() {
      await worlds.reset(name);
    },
    async snapshot(as) {
      await worlds.snapshot(name, as);
    },
    async restore(from) {
      await worlds.restore(name, from);
    },
    async fork(into) {
      await worlds.fork(name, into);
      return openStandinWorld(reach, into);
    },
    drop,
    [Symbol.asyncDispose]: drop,
    scenario: async (provider, scenario, ...[parameters]) =>
      // The types say what is given, and what comes of it; the engine checks what is given.
      engine.runScenario(name, provider, scenario, parameters as Parameters) as Promise<never>,
  };
  return whileOpen(opened, checkOpen, "baseUrl", "toHar", "drop", Symbol.asyncDispose);
}

/** The clock without what only the engine may call. */
const toClockView = (clock: Clock): Clock => ({
  now: clock.now,
  set: clock.set,
  advance: clock.advance,
  freeze: clock.freeze,
  run: clock.run,
  settled: clock.settled,
  get setting() {
    return clock.setting;
  },
});

function toOutboxView({ outbox, trail }: World): Outbox {
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
  };
}

/**
 * Refuses a filter of exchanges that has unknown members or values: it would match everything, or nothing.
 *
 * @throws StandinError
 */
function checkFilter(filter: JournalQuery, providers: readonly Mock[]): void {
  checkOptions("exchanges", filter);
  const known = providers.map(({ api }) => api.name);
  if (filter.provider !== undefined && !known.includes(filter.provider))
    throw toUnknownNameError("ERR_STANDIN_UNKNOWN_PROVIDER", "provider", quoteValue(filter.provider), known);
}

/** A timer that keeps the process alive: something is waited for. */
function timer(delayMs: number, run: () => void): () => void {
  const handle = setTimeout(run, delayMs);
  return () => clearTimeout(handle);
}

async function waitFor(
  { engine }: StandinInternals,
  world: World,
  filter: JournalFilter,
  count: number,
  timeoutMs: number,
): Promise<JournalEntry[]> {
  const { waitForExchanges } = await import("#control/wait.ts");
  const { journal, name } = world;
  const isEnough = await whileInUse(world, () => waitForExchanges(journal, filter, { count, timeoutMs, timer }));
  const found = journal.entries(filter);
  if (isEnough) return found;
  if (engine.worlds.find(name) !== world)
    throw new StandinError("ERR_STANDIN_WORLD_GONE", `World ${name} was dropped. Open it anew by standin.world().`);
  const newest = journal
    .entries({ limit: 5 })
    .map(({ request: { method, path }, reply: { status } }) => escapeControls(`${method} ${path} ${status}`));
  throw new StandinError(
    "ERR_STANDIN_NOT_FOUND",
    `World ${name} has ${found.length} of the ${count} exchanges that match ${quoteValue(filter)} after ${timeoutMs} ms. ` +
      (newest.length === 0 ? "It has no exchanges." : `Its newest are ${newest.join(", ")}.`),
  );
}
