import { closest } from "fastest-levenshtein";
import { StandinError } from "../basics/errors.ts";
import { quoteName } from "../basics/quote.ts";
import { ownMember } from "../basics/table.ts";
import type { Mock } from "../contract/mock.ts";
import { type Piece, StreamedBody } from "../contract/streamed-body.ts";
import { countersSpace, openCollection } from "./collections.ts";
import { prepareCollections } from "./context.ts";
import type { HeldImage, HeldSpace, Transaction } from "./images.ts";
import { checkStateShape } from "./state-shape.ts";

/** Everything one provider holds in one world, as plain data. */
export interface ProviderState {
  readonly collections: Readonly<Record<string, readonly object[]>>;
  readonly counters: Readonly<Record<string, number>>;
}

const EVERYTHING = { from: "", to: "\uffff".repeat(8), limit: Number.POSITIVE_INFINITY };

/** Reads all rows of all collections, in the order of their keys, and all counters. */
export function readState(transaction: Transaction, { api, state }: Mock): ProviderState {
  const collections = Object.keys(state).map((name): [string, object[]] => {
    const entries = transaction.range(`${api.name}/${name}`, EVERYTHING);
    return [name, entries.map(([, row]) => row as object)];
  });
  const counters = transaction.range(countersSpace(api.name), EVERYTHING);
  return {
    collections: Object.fromEntries(collections),
    counters: Object.fromEntries(counters) as Record<string, number>,
  };
}

/**
 * The same as a stream of text, from a held image: rows are read as the consumer takes them, and writes that happen in the
 * meantime are not included.
 */
export function streamState(held: HeldImage, mock: Mock): StreamedBody<ProviderState> {
  return new StreamedBody<ProviderState>({ collections: {}, counters: {} }, () => statePieces(held, mock));
}

function* statePieces({ spaces }: HeldImage, { api, state }: Mock): Generator<Piece<ProviderState>> {
  let separator = "";
  yield { text: '{"collections":{' };
  for (const name of Object.keys(state)) {
    yield { text: `${separator}${JSON.stringify(name)}:[` };
    separator = "";
    for (const [, row] of entriesOf(spaces.get(`${api.name}/${name}`))) {
      yield { text: separator + JSON.stringify(row), body: { collections: { [name]: [row as object] }, counters: {} } };
      separator = ",";
    }
    yield { text: "]" };
    separator = ",";
  }
  yield { text: '},"counters":{' };
  separator = "";
  for (const [name, value] of entriesOf(spaces.get(countersSpace(api.name)))) {
    const text = `${separator}${JSON.stringify(name)}:${JSON.stringify(value)}`;
    yield { text, body: { collections: {}, counters: { [name]: value as number } } };
    separator = ",";
  }
  yield { text: "}}" };
}

function* entriesOf(space: HeldSpace | undefined): Generator<readonly [key: string, value: unknown]> {
  for (const key of space?.keys() ?? []) yield [key, space?.get(key)];
}

/**
 * Replaces all rows and counters.
 *
 * @throws StandinError at the first thing that this provider could not have given itself
 */
export function writeState(transaction: Transaction, mock: Mock, state: ProviderState): void {
  const before = readState(transaction, mock);
  checkStateShape(state);
  checkNames(mock, state);
  for (const prepared of prepareCollections(mock)) {
    const { name, definition } = prepared;
    const collection = openCollection(transaction, prepared);
    for (const row of ownMember(before.collections, name) ?? []) collection.delete(definition.key(row));
    for (const [at, row] of (ownMember(state.collections, name) ?? []).entries())
      try {
        // The caller may keep its own, and change it.
        collection.put(structuredClone(row));
      } catch (error) {
        throw new StandinError(
          "ERR_STANDIN_INVALID_STATE",
          `collections.${name}.${at} is not a row of ${name}: ${(error as Error).message}`,
        );
      }
  }
  const space = countersSpace(mock.api.name);
  for (const name of Object.keys(before.counters)) transaction.delete(space, name);
  for (const [name, value] of Object.entries(state.counters)) transaction.set(space, name, value);
}

function checkNames({ api, state, counters = [] }: Mock, given: ProviderState): void {
  const known = Object.keys(state);
  for (const name of Object.keys(given.counters))
    if (!counters.some((each) => (each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : name === each)))
      throw new StandinError(
        "ERR_STANDIN_INVALID_STATE",
        `${api.name} has no counter ${quoteName(name)}; it has ${counters.length === 0 ? "none" : counters.join(", ")}.`,
      );
  for (const [name, rows] of Object.entries(given.collections)) {
    const definition = ownMember(state, name);
    if (definition === undefined)
      throw new StandinError(
        "ERR_STANDIN_INVALID_STATE",
        `${api.name} has no collection ${quoteName(name)}; nearest: ${closest(quoteName(name), known)}. It has ${known.join(", ")}.`,
      );
    const places = new Map<string, number>();
    for (const [at, row] of rows.entries()) {
      const key: unknown = keyOf(definition.key, row);
      if (typeof key !== "string" || key === "")
        throw new StandinError(
          "ERR_STANDIN_INVALID_STATE",
          `collections.${name}.${at} is not a row of ${name}: it has no key.`,
        );
      const first = places.get(key);
      if (first !== undefined)
        throw new StandinError(
          "ERR_STANDIN_INVALID_STATE",
          `collections.${name}.${at} has the key of collections.${name}.${first}: each row has one of its own.`,
        );
      places.set(key, at);
    }
  }
}

function keyOf(key: (row: object) => unknown, row: object): unknown {
  try {
    return key(row);
  } catch {
    return undefined;
  }
}
