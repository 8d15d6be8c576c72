import { toSuggestion } from "#engine/basics/nearest.ts";
import { quoteName } from "#engine/basics/quote.ts";
import type { Table } from "#engine/basics/table.ts";
import type { StateDefinition } from "#engine/contract/collection.ts";
import { defineCollection } from "#engine/contract/collection.ts";
import type { Context } from "#engine/contract/mock.ts";
import { SeedError } from "#engine/kit/check-seed.ts";
import { isObject } from "#generation/convert-schema.ts";
import type { Resource } from "./plan.ts";

/** A credential that a scheme accepts; without scopes it has all. */
export interface Credential {
  readonly value: string;
  readonly scopes?: readonly string[];
}

/** The starting state of a mock that is made of a spec alone. */
export interface SpecSeed {
  /** Rows by the path of their collection, with the values of its parameters: `/users/1/orders`. */
  readonly collections?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** The only credentials that a scheme accepts; a scheme that is not named accepts any. */
  readonly credentials?: Readonly<Record<string, readonly (string | Credential)[]>>;
}

/** An item, where it belongs, and what it is made from. */
export interface Row {
  readonly key: string;
  /** The values of the parameters in the collection's path. */
  readonly parents: readonly string[];
  readonly id: string;
  /** Counts the items of a collection. */
  readonly number: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What holds for a world as a whole. */
export interface Settings {
  /** What data is made from. */
  readonly text: string;
  readonly credentials: Readonly<Record<string, readonly Credential[]>>;
  /** The collections that the seed has rows of. */
  readonly seeded: readonly string[];
}

const rows = defineCollection<Row>()({
  key: ({ key }) => key,
  indexes: { inOrder: ({ parents, number }) => ({ equals: parents, order: [number] }) },
});
const specWorld = defineCollection<Settings>()({ key: () => SETTINGS_KEY });

export const SETTINGS_KEY = "settings";

/** The collections of a mock that has these resources. */
export const toState = (resources: readonly Resource[]): StateDefinition => ({
  ...Object.fromEntries(resources.map(({ name }) => [name, rows])),
  specWorld,
});

/**
 * A context, with the rows of each resource by its name. It counts as a table, as it is asked for no other names than those of
 * resources, which are none that every object inherits.
 */
export type SpecContext = Table<
  Context<{ readonly specWorld: typeof specWorld }> & Context<Record<string, typeof rows>>
>;

export const toKey = (parents: readonly string[], id: string): string => [...parents, id].map(encodeSegment).join("/");

/** A value as a segment of a path. A lone surrogate has no encoding. */
export const encodeSegment = (text: string): string => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\uFFFD"));

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The collection that a concrete path leads to. @returns the values of its parameters, or `undefined` */
export function matchPath({ path }: Resource, concrete: string): string[] | undefined {
  const [pattern, found] = [path.split("/"), concrete.split("/")];
  if (pattern.length !== found.length) return undefined;
  const parents: string[] = [];
  for (const [at, segment] of pattern.entries()) {
    const given = found[at] ?? "";
    if (/^\{\w+\}$/.test(segment)) parents.push(decodeSegment(given));
    else if (segment !== given) return undefined;
  }
  return parents;
}

/** @throws SeedError for what no seed of this spec can hold */
export function checkSeed(
  provider: string,
  resources: readonly Resource[],
  schemes: Readonly<Record<string, unknown>>,
  seed: unknown,
): SpecSeed {
  const refuse = (message: string, ...place: string[]): never => {
    throw new SeedError([[provider, ...place].join("."), message].join(" "), [provider, ...place]);
  };
  if (!isObject(seed)) return refuse("is a map of collections and credentials.");
  for (const name of Object.keys(seed))
    if (!["collections", "credentials"].includes(name))
      refuse(`has no member ${JSON.stringify(name)}; it has collections and credentials.`);
  const { collections = {}, credentials = {} } = seed;
  if (!isObject(collections)) return refuse("is a map of lists by path.", "collections");
  const paths = resources.map(({ path }) => path);
  for (const [path, items] of Object.entries(collections)) {
    if (!resources.some((each) => matchPath(each, path) !== undefined))
      refuse(
        `has no collection ${quoteName(path)}. There are ${paths.join(", ") || "none"}.${toSuggestion(path, paths)}`,
        "collections",
      );
    if (!Array.isArray(items) || !items.every(isObject)) refuse("is a list of maps.", "collections", path);
  }
  if (!isObject(credentials)) return refuse("is a map of lists by security scheme.", "credentials");
  const names = Object.keys(schemes);
  for (const [name, listed] of Object.entries(credentials)) {
    if (!names.includes(name))
      refuse(`has no scheme ${quoteName(name)}. The spec has ${names.join(", ") || "none"}.`, "credentials");
    if (!Array.isArray(listed) || !listed.every(isCredential))
      refuse("is a list of texts, or of maps with value and scopes.", "credentials", name);
  }
  return seed as SpecSeed;
}

/** What tells whether a row would be kept as it is given. */
interface RowTester {
  findMisfit(resource: Resource, row: Readonly<Record<string, unknown>>): readonly string[] | undefined;
}

/** @throws SeedError for a row with something that its schema does not let it have: what is missing is filled in */
export function checkRows(provider: string, seed: SpecSeed, resources: readonly Resource[], tester: RowTester): void {
  for (const [path, rows] of Object.entries(seed.collections ?? {}))
    for (const resource of resources.filter((each) => matchPath(each, path) !== undefined))
      for (const [index, row] of rows.entries()) {
        const misfit = tester.findMisfit(resource, row);
        if (misfit === undefined) continue;
        const place = [provider, "collections", path, String(index), ...misfit];
        throw new SeedError(`${place.join(".")} does not fit the spec's schema of ${path}.`, place);
      }
}

const isCredential = (value: unknown): boolean =>
  typeof value === "string" ||
  (isObject(value) &&
    typeof value["value"] === "string" &&
    (value["scopes"] === undefined || Array.isArray(value["scopes"])));

export const toCredentials = ({ credentials = {} }: SpecSeed): Record<string, Credential[]> =>
  Object.fromEntries(
    Object.entries(credentials).map(([name, listed]) => [
      name,
      listed.map((each) => (typeof each === "string" ? { value: each } : each)),
    ]),
  );
