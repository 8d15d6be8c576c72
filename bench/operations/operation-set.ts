import type { CollectionDefinition, StateDefinition } from "#engine/contract/collection.ts";
import type { ExchangeRequest } from "#engine/contract/exchange.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import type { ProviderState } from "#engine/state/mock-state.ts";

/**
 * One request for each operation of a provider, against a world that can hold any number of records. The growth part of
 * the benchmark times them, and `test/lean.test.ts` counts what they read.
 */
export interface OperationSet<State extends StateDefinition = StateDefinition> {
  readonly provider: string;
  /** Makes in an empty world what the requests ask about. */
  readonly prepare: (world: PreparedWorld) => Promise<readonly Measured[]>;
  /** How each collection grows. A collection that is missing here does not compile. */
  readonly grow: Growth<State>;
}

type RowOf<Definition> = Definition extends CollectionDefinition<infer Row, infer _Index> ? Row : never;

/** Gives the further rows number `index`, made after the first row there is; `null`: there is never more than one row. */
export type Growth<State extends StateDefinition> = {
  readonly [Name in keyof State]: ((row: RowOf<State[Name]>, index: number) => readonly RowOf<State[Name]>[]) | null;
};

/** A request that is measured. */
export interface Measured {
  readonly operationId: string;
  /** Tells it from another request for the same operation. */
  readonly when?: string;
  readonly request: ExchangeRequest;
  /** The reply holds every record there is, as the provider's does: its cost cannot but grow with them. */
  readonly repliesWithAll?: boolean;
}

/** How a set makes what its requests ask about. */
export interface PreparedWorld {
  /** @returns the reply's body; throws if it is not a success */
  send(request: ExchangeRequest): Promise<Record<string, unknown>>;
  scenario(name: string, parameters?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
}

/** Declares a set. The types of its rows are checked here and forgotten. */
export const defineOperations = <State extends StateDefinition>(set: OperationSet<State>): OperationSet =>
  set as unknown as OperationSet;

/** A request of `path`, with its query; a body that is not text is sent as JSON. */
export function toRequest(
  method: string,
  path: string,
  { headers = {}, body }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } = {},
): ExchangeRequest {
  const [pathname = "", query = ""] = path.split("?");
  const request = { method, path: pathname, query };
  if (body === undefined) return { ...request, headers };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { ...request, headers: { "content-type": "application/json", ...headers }, body: text };
}

/** A UUID that says which of many it is. */
export const uuidOf = (index: number): string => `10000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

export const nameOf = ({ operationId, when }: Measured): string =>
  when === undefined ? operationId : `${operationId} ${when}`;

const WORLD = "measured";
const FULL = "full";

/** A provider in a world of many records, ready to be measured. */
export interface FullWorld {
  readonly measured: readonly Measured[];
  /** Puts the world back to what it was when it had just been filled, at no cost worth mentioning. */
  restore(): Promise<void>;
}

/**
 * Makes a world and grows every collection in it by so many rows.
 *
 * @param engine whose providers have limits and rate limits switched off
 */
export async function fillWorld(engine: Engine, set: OperationSet, records: number): Promise<FullWorld> {
  await engine.worlds.reset(WORLD);
  const here = (request: ExchangeRequest): ExchangeRequest => ({
    ...request,
    path: `/~${WORLD}/${set.provider}${request.path}`,
  });
  const measured = await set.prepare({
    async send(request) {
      const { status, body } = await engine.exchange(here(request));
      if (status >= 400) throw new Error(`${request.method} ${request.path}: ${status} ${String(body)}`);
      return typeof body === "string" ? JSON.parse(body) : {};
    },
    scenario: async (name, parameters = {}) =>
      (await engine.runScenario(WORLD, set.provider, name, parameters)) as Record<string, unknown>,
  });
  const state = await engine.readState(WORLD, set.provider);
  if (state === undefined) throw new Error(`Unknown provider ${set.provider}.`);
  await engine.writeState(WORLD, set.provider, grown(state, set, records));
  await engine.worlds.snapshot(WORLD, FULL);
  return {
    measured: measured.map((each) => ({ ...each, request: here(each.request) })),
    restore: () => engine.worlds.restore(WORLD, FULL),
  };
}

function grown(state: ProviderState, set: OperationSet, records: number): ProviderState {
  const collections: Record<string, readonly object[]> = {};
  for (const [name, rows] of Object.entries(state.collections)) {
    const grow = set.grow[name];
    const [first] = rows;
    if (grow !== null && grow !== undefined && first === undefined)
      throw new Error(`${set.provider}: nothing was prepared in ${name}, so there is nothing to grow it from`);
    const more = grow ? Array.from({ length: records }, (_, index) => grow(first, index)).flat() : [];
    collections[name] = [...rows, ...more];
  }
  // Whatever is numbered goes on behind the rows that are there now.
  const counters = Object.fromEntries(
    Object.entries(state.counters).map(([name, value]) => [name, value + 2 * records]),
  );
  return { collections, counters };
}
