import type { StateDefinition } from "#engine/contract/collection.ts";
import {
  defineMock as define,
  type MockDefinition,
  type ScenarioTypesOf,
  type TypedMock,
} from "#engine/contract/mock.ts";
import type { Api } from "#engine/contract/operation.ts";
import { SeedError } from "#engine/kit/check-seed.ts";

/** What a mock may do without: one whose worlds begin empty, and whose operations take no credentials, needs none of it. */
type Optional = "defaultSeed" | "checkSeed" | "seed" | "describeCredentials" | "exampleRequest";

/** The declaration of a mock of one's own. */
export type OwnMockDefinition<Own extends Api, State extends StateDefinition, Seed, Handlers, Scenarios> = Omit<
  MockDefinition<Own, State, Seed, Handlers, Scenarios>,
  Optional
> &
  Partial<Pick<MockDefinition<Own, State, Seed, Handlers, Scenarios>, Optional>>;

/**
 * Declares a mock: `export const shop = defineMock({ api, state, behaviour: async () => (await import("./behaviour.ts")).behaviour })`.
 *
 * - `api`: its name, title, real hosts and path prefixes, as `standin generate` writes them
 * - `state`: its collections, see `defineCollection`
 * - `behaviour`: loads the rest by the first request. Declare it by `satisfies Behaviour<typeof state>`, and operations and
 *   scenarios are known to the compiler wherever the mock is used
 * - `seed`, `checkSeed`, `defaultSeed`: what worlds begin with; without them they begin empty
 */
export function defineMock<
  const Own extends Api,
  State extends StateDefinition,
  Handlers extends object,
  Scenarios extends object,
  Seed = Record<string, never>,
>(
  definition: OwnMockDefinition<Own, State, Seed, Handlers, Scenarios>,
): TypedMock<Own["name"], { readonly handlers: Handlers; readonly scenarios: ScenarioTypesOf<Scenarios> }> {
  const { name } = definition.api;
  const complete = {
    defaultSeed: {},
    checkSeed: (seed: unknown) => checkEmpty(name, seed),
    seed: () => {},
    describeCredentials: () => ({}),
    exampleRequest: () => ({ method: "GET", path: "/" }),
    ...definition,
  } as unknown as MockDefinition<Own, State, Seed, Handlers, Scenarios>;
  return { ...define(complete), isForeign: true };
}

/** @throws SeedError unless there is nothing in it */
function checkEmpty(name: string, seed: unknown): unknown {
  const [member] = typeof seed === "object" && seed !== null ? Object.keys(seed) : [""];
  if (member === undefined) return seed;
  throw new SeedError(`${name} takes no seed: give defineMock the members seed and checkSeed.`, [name]);
}
