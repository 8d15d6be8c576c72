import { StandinError } from "#engine/basics/errors.ts";
import { quoteValue } from "#engine/basics/quote.ts";
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
  checkDefinition(definition);
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

/** Callers without types may pass anything. @throws StandinError that says what is missing */
function checkDefinition(definition: unknown): void {
  const { api, state, behaviour } = readObject("Its definition", definition, "{ api, state, behaviour }");
  const { name, hosts, prefixes } = readObject("Its api", api, "{ name, title, hosts, prefixes }");
  if (typeof name !== "string") throw invalid("Its api.name", name, "a text");
  for (const [member, list] of Object.entries({ hosts, prefixes }))
    if (!Array.isArray(list)) throw invalid(`${name}: its api.${member}`, list, "a list of texts");
  for (const [each, collection] of Object.entries(
    readObject(`${name}: its state`, state, "{} or collections by name"),
  )) {
    const { key, indexes } = readObject(`${name}: its state.${each}`, collection, "made by defineCollection");
    if (typeof key !== "function" || typeof indexes !== "object" || indexes === null)
      throw invalid(`${name}: its state.${each}`, collection, "made by defineCollection");
  }
  if (typeof behaviour !== "function")
    throw invalid(`${name}: its behaviour`, behaviour, "a function that loads it, such as async () => behaviour");
}

function readObject(what: string, value: unknown, expected: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw invalid(what, value, expected);
  return value as Readonly<Record<string, unknown>>;
}

const invalid = (what: string, value: unknown, expected: string): StandinError =>
  new StandinError(
    "ERR_STANDIN_INVALID_MOCK",
    `defineMock cannot make a mock of this. ${what} is ${expected}, and not ${quoteValue(value)}.`,
  );

/** @throws SeedError unless there is nothing in it */
function checkEmpty(name: string, seed: unknown): unknown {
  const [member] = typeof seed === "object" && seed !== null ? Object.keys(seed) : [""];
  if (member === undefined) return seed;
  throw new SeedError(`${name} takes no seed: give defineMock the members seed and checkSeed.`, [name]);
}
