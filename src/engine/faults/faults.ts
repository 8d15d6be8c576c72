import { closest } from "fastest-levenshtein";
import { StandinError, toUnknownNameError } from "../basics/errors.ts";
import { defineLate, isPromise } from "../basics/late.ts";
import { quoteName, quoteValue } from "../basics/quote.ts";
import type { Awaitable } from "../contract/exchange.ts";
import { LimitExceededError } from "../contract/limits.ts";
import type { OperationTable } from "../contract/operation.ts";
import type { Transaction } from "../state/images.ts";
import { createDraws, drawsFrom } from "../state/random.ts";
import type { WorldImage } from "../state/world-image.ts";
import {
  type Fault,
  type FaultMatch,
  type FaultPosition,
  type FaultPreset,
  type FaultRequest,
  type FaultTurns,
  type MatchedRequest,
  PRESETS,
  type TakenFault,
} from "./fault.ts";
import { checkEffect, checkPosition, checkStatus, type Spec } from "./fault-effect.ts";
import { compileMatch } from "./fault-match.ts";

/** The faults of one world, in the order in which they are evaluated. */
export interface Faults {
  /**
   * Adds a fault, synchronously if the specs it refers to are loaded already.
   *
   * @throws StandinError if it refers to something that is in no spec, or contradicts itself; the message names what is allowed
   * @throws LimitExceededError if there are too many faults
   */
  add(request: FaultRequest): Promise<Fault>;
  list(): readonly Fault[];
  get(id: string): Fault | undefined;
  /** @returns whether the fault existed */
  remove(id: string): boolean;
  clear(): void;
  /** How many there are. */
  readonly size: number;
}

export interface FaultsOptions {
  readonly image: WorldImage;
  /** The specs that faults are checked against. */
  readonly specs: readonly LoadableSpec[];
  /** How many faults there may be. */
  readonly limit: number;
}

/** One provider's spec, which is loaded when a fault needs it. */
export interface LoadableSpec {
  readonly name: string;
  readonly operations: () => Awaitable<OperationTable>;
}

/** A fault as it is stored. */
interface Row extends Fault {
  /** State of its own generator. */
  readonly draws: readonly number[];
}

/** All faults of a world: one row, as there are few and their order matters. */
interface Rows {
  /** How many have been added: numbers their ids. */
  readonly added: number;
  readonly faults: readonly Row[];
}

/** Needed by none who adds no fault. */
const checks = defineLate(() => import("./fault-members.ts"));

const SPACE = "!faults";
const KEY = "all";
const NONE: Rows = { added: 0, faults: [] };

export function createFaults({ image, specs, limit }: FaultsOptions): Faults {
  const rows = (): Rows => (image.read(SPACE, KEY) as Rows | undefined) ?? NONE;
  const write = (next: Rows): void => {
    image.transact((transaction) => {
      transaction.set(SPACE, KEY, next);
      image.checkRoom(transaction);
    });
  };
  /** Runs work that is waited for by nothing; what cannot be kept is taken back by the log. */
  const keep = <Result>(work: () => Result): void => {
    const kept = image.keep(work);
    if (isPromise(kept)) void kept.catch(() => {});
  };

  const add = ({ at, match, when, effect, preset }: GivenFault): Fault => {
    const { added, faults: before } = rows();
    const faults = before.length < limit ? before : before.filter((each) => !isUsedUp(each));
    if (faults.length >= limit)
      throw new LimitExceededError(`There are ${limit} faults already. Remove those that are not needed any more.`);
    const id = `fault-${added + 1}`;
    const fault: Fault = { id, at, match, when, effect, ...(preset && { preset }), matched: 0, disturbed: 0 };
    write({ added: added + 1, faults: [...faults, { ...fault, draws: drawsFrom(when.seed ?? id) }] });
    return fault;
  };

  return {
    async add(request) {
      const loadingChecks = checks.load();
      if (loadingChecks !== undefined) await loadingChecks;
      const given = checkGiven(request);
      checkProvider(given.match, specs);
      const loading = load(specsFor(given, specs));
      // Where they are loaded already, the fault is there before anything is waited for.
      const loaded = isPromise(loading) ? await loading : loading;
      checkOperation(given.match, loaded);
      if (given.preset === undefined) checkStatus(given.effect, given.match, loaded);
      return image.keep(() => add(given));
    },
    list: () => rows().faults.map(toFault),
    get(id) {
      const found = rows().faults.find((fault) => fault.id === id);
      return found && toFault(found);
    },
    remove(id) {
      const isThere = rows().faults.some((fault) => fault.id === id);
      const remove = (): void => {
        const { added, faults } = rows();
        write({ added, faults: faults.filter((fault) => fault.id !== id) });
      };
      if (isThere) keep(remove);
      return isThere;
    },
    clear: () => keep(() => image.transact(clearFaults)),
    get size() {
      return rows().faults.length;
    },
  };
}

const toFault = ({ draws: _draws, ...fault }: Row): Fault => fault;

export const clearFaults = (transaction: Transaction): void => transaction.delete(SPACE, KEY);

/** Whether a world has faults at all. */
export const hasFaults = (transaction: Transaction): boolean => transaction.get(SPACE, KEY) !== undefined;

// A match is compiled once: rows of one fault share it, whatever their counts.
const compiled = new WeakMap<FaultMatch, (request: MatchedRequest) => boolean>();

function matches({ match }: Fault, request: MatchedRequest): boolean {
  let matcher = compiled.get(match);
  if (matcher === undefined) {
    matcher = compileMatch(match);
    compiled.set(match, matcher);
  }
  return matcher(request);
}

/**
 * Counts an exchange against the faults of one position.
 *
 * @param use called with the first fault that matches and is due; the state of its generator is stored afterwards
 */
export function takeFault<Result>(
  transaction: Transaction,
  at: FaultPosition,
  request: MatchedRequest,
  use: (taken: TakenFault) => Result,
): Result | undefined {
  const rows = transaction.get(SPACE, KEY) as Rows | undefined;
  if (rows === undefined) return undefined;
  const faults = [...rows.faults];
  let used: Result | undefined;
  let hasChanged = false;
  for (const [index, fault] of faults.entries()) {
    if (used !== undefined) break;
    if (fault.at !== at || isUsedUp(fault) || !matches(fault, request)) continue;
    const { draw, state } = createDraws(fault.draws);
    const matched = { ...fault, matched: fault.matched + 1 };
    const isTurn = isItsTurn(matched, draw);
    const disturbed = isTurn ? fault.disturbed + 1 : fault.disturbed;
    if (isTurn) used = use({ fault: matched, draw });
    faults[index] = { ...matched, disturbed, draws: state() };
    hasChanged = true;
  }
  if (hasChanged) transaction.set(SPACE, KEY, { added: rows.added, faults });
  return used;
}

const isUsedUp = ({ when, disturbed }: Fault): boolean => when.first !== undefined && disturbed >= when.first;

function isItsTurn({ when, matched }: Fault, draw: () => number): boolean {
  const turn = matched - (when.after ?? 0);
  if (turn <= 0 || turn % (when.every ?? 1) !== 0) return false;
  return when.probability === undefined || draw() < when.probability;
}

/** Completes a requested fault with its preset. */
type GivenFault = Pick<Fault, "at" | "match" | "when" | "effect"> & { readonly preset: FaultPreset | undefined };

function withPreset({ preset, at, match = {}, when, effect }: FaultRequest): GivenFault {
  if (preset === undefined) {
    if (effect === undefined)
      throw new StandinError("ERR_STANDIN_INVALID_FAULT", `A fault has an effect, or a preset: ${presetNames()}.`);
    return { at: at ?? "handler", match, when: when ?? ({} as FaultTurns), effect, preset };
  }
  if (!Object.hasOwn(PRESETS, preset))
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      `Unknown preset ${quoteValue(preset)}. Known presets: ${presetNames()}.`,
    );
  if (effect !== undefined)
    throw new StandinError("ERR_STANDIN_INVALID_FAULT", "A preset has an effect of its own: leave out either of them.");
  const given = PRESETS[preset];
  return { at: at ?? given.at ?? "handler", match, when: when ?? given.when ?? {}, effect: given.effect, preset };
}

/**
 * Checks all of a request that needs no spec. The checks must be loaded.
 *
 * @returns the request, completed by its preset
 * @throws StandinError that names what is wrong, and what is allowed
 */
function checkGiven(request: FaultRequest): GivenFault {
  checks.get().checkRequest(request);
  const given = withPreset(request);
  checkEffect(given.effect);
  if (given.preset === undefined) checkPosition(given.at, given);
  return given;
}

/** The same, for what has come over a network. */
export const faultChecks = { load: checks.load, check: (request: unknown) => void checkGiven(request as FaultRequest) };

const presetNames = (): string => Object.keys(PRESETS).join(", ");

function checkProvider({ provider }: FaultMatch, specs: readonly LoadableSpec[]): void {
  const names = specs.map(({ name }) => name);
  if (provider !== undefined && !names.includes(provider))
    throw toUnknownNameError("ERR_STANDIN_UNKNOWN_PROVIDER", "provider", quoteValue(provider), names);
}

/**
 * Checks that the provider and operation of a match or filter exist.
 *
 * @throws StandinError that lists the known ones
 */
export function checkNamed(match: Pick<FaultMatch, "provider" | "operation">, specs: readonly LoadableSpec[]) {
  checkProvider(match, specs);
  if (match.operation === undefined) return undefined;
  const loaded = load(specs.filter(({ name }) => match.provider === undefined || match.provider === name));
  return isPromise(loaded) ? loaded.then((each) => checkOperation(match, each)) : checkOperation(match, loaded);
}

/** The specs that a fault has to be checked against: those it is about, and none if it names nothing that is in them. */
function specsFor({ match, effect }: GivenFault, specs: readonly LoadableSpec[]): readonly LoadableSpec[] {
  if (match.operation === undefined && effect.status === undefined) return [];
  return specs.filter(({ name }) => match.provider === undefined || match.provider === name);
}

/** Loads specs; returns no promise if all are loaded already. */
function load(specs: readonly LoadableSpec[]): Awaitable<readonly Spec[]> {
  const tables = specs.map(({ operations }) => operations());
  const toSpecs = (loaded: readonly OperationTable[]): Spec[] =>
    loaded.map((table, index) => ({ name: specs[index]?.name ?? "", table }));
  const isLoaded = (table: Awaitable<OperationTable>): table is OperationTable => !isPromise(table);
  return tables.every(isLoaded) ? toSpecs(tables) : Promise.all(tables).then(toSpecs);
}

function checkOperation({ provider, operation }: FaultMatch, specs: readonly Spec[]): void {
  if (operation === undefined) return;
  if (specs.some(({ table }) => Object.hasOwn(table.operations, operation))) return;
  const known = specs.flatMap(({ table }) => Object.keys(table.operations));
  throw new StandinError(
    "ERR_STANDIN_UNKNOWN_OPERATION",
    `${provider ?? "No provider"} has ${provider === undefined ? "an" : "no"} operation ${quoteName(operation)}; nearest: ${nearest(quoteName(operation), known).join(", ")}.`,
  );
}

/** Returns the most similar names, best first. */
function nearest(name: string, known: readonly string[]): string[] {
  const left = [...new Set(known)];
  const found: string[] = [];
  while (found.length < 3 && left.length > 0) {
    const best = closest(name, left);
    found.push(best);
    left.splice(left.indexOf(best), 1);
  }
  return found;
}
