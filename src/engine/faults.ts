import { closest } from "fastest-levenshtein";
import { type Awaitable, chain, together } from "./awaitable.ts";
import { BoundReached } from "./bounds.ts";
import {
  type Fault,
  type FaultMatch,
  type FaultPreset,
  type FaultRequest,
  type FaultTurns,
  type MatchedRequest,
  PRESETS,
  type TakenFault,
} from "./fault.ts";
import { checkEffect, checkStatus, type Spec } from "./fault-effect.ts";
import { compileMatch } from "./fault-match.ts";
import type { OperationTable } from "./operation.ts";
import { createDraws } from "./random.ts";

/** The faults of one world, in the order in which they are asked. */
export interface Faults {
  /**
   * Adds a fault, at once where the specs that it is about are loaded already.
   *
   * @throws RangeError when it is about what no spec knows, or contradicts itself; the message names what is allowed
   * @throws BoundReached when there are too many
   */
  add(request: FaultRequest): Promise<Fault>;
  list(): readonly Fault[];
  get(id: string): Fault | undefined;
  /** @returns whether there was such a fault */
  remove(id: string): boolean;
  clear(): void;
  /** How many there are. */
  readonly size: number;
  /** Counts an exchange against the faults. @returns the first that matches it, and whose turn it is */
  take(request: MatchedRequest): TakenFault | undefined;
}

export interface FaultsOptions {
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

type Standing = { -readonly [Name in keyof Fault]: Fault[Name] };

interface Active extends TakenFault {
  readonly fault: Standing;
  readonly matches: (request: MatchedRequest) => boolean;
}

export function createFaults({ specs, limit }: FaultsOptions): Faults {
  let active: Active[] = [];
  let added = 0;

  const makeRoom = (): void => {
    if (active.length < limit) return;
    active = active.filter(({ fault }) => !isUsedUp(fault));
    if (active.length >= limit)
      throw new BoundReached(`There are ${limit} faults already. Remove those that are not needed any more.`);
  };

  const add = ({ match, when, effect, preset }: GivenFault): Fault => {
    makeRoom();
    added += 1;
    const id = `fault-${added}`;
    const fault: Standing = { id, match, when, effect, ...(preset && { preset }), matched: 0, disturbed: 0 };
    active.push({ fault, matches: compileMatch(match), draw: createDraws(when.seed ?? id) });
    return fault;
  };

  return {
    async add(request) {
      const given = withPreset(request);
      checkProvider(given.match, specs);
      checkEffect(given.effect);
      const loading = load(specsFor(given, specs));
      // Where they are at hand, the fault is there before anybody waits for it.
      const loaded = loading instanceof Promise ? await loading : loading;
      checkOperation(given.match, loaded);
      checkStatus(given.effect, given.match, loaded);
      return add(given);
    },
    list: () => active.map(({ fault }) => fault),
    get: (id) => active.find(({ fault }) => fault.id === id)?.fault,
    remove(id) {
      const before = active.length;
      active = active.filter(({ fault }) => fault.id !== id);
      return active.length < before;
    },
    clear() {
      active = [];
      added = 0;
    },
    get size() {
      return active.length;
    },
    take(request) {
      for (const each of active) {
        if (isUsedUp(each.fault) || !each.matches(request)) continue;
        each.fault.matched += 1;
        if (!isItsTurn(each)) continue;
        each.fault.disturbed += 1;
        return each;
      }
      return undefined;
    },
  };
}

const isUsedUp = ({ when, disturbed }: Fault): boolean => when.first !== undefined && disturbed >= when.first;

function isItsTurn({ fault: { when, matched }, draw }: Active): boolean {
  const turn = matched - (when.after ?? 0);
  if (turn <= 0 || turn % (when.every ?? 1) !== 0) return false;
  return when.probability === undefined || draw() < when.probability;
}

/** A fault as it was asked for, with what its preset says. */
type GivenFault = Pick<Fault, "match" | "when" | "effect"> & { readonly preset: FaultPreset | undefined };

function withPreset({ preset, match = {}, when, effect }: FaultRequest): GivenFault {
  if (preset === undefined) {
    if (effect === undefined) throw new RangeError(`A fault has an effect, or a preset: ${presetNames()}.`);
    return { match, when: when ?? ({} as FaultTurns), effect, preset };
  }
  if (!Object.hasOwn(PRESETS, preset))
    throw new RangeError(`There is no preset ${preset}; there are ${presetNames()}.`);
  if (effect !== undefined) throw new RangeError("A preset has an effect of its own: leave out either of them.");
  const given = PRESETS[preset];
  return { match, when: when ?? given.when ?? {}, effect: given.effect ?? {}, preset };
}

const presetNames = (): string => Object.keys(PRESETS).join(", ");

function checkProvider({ provider }: FaultMatch, specs: readonly LoadableSpec[]): void {
  const names = specs.map(({ name }) => name);
  if (provider !== undefined && !names.includes(provider))
    throw new RangeError(`No provider is named ${provider}; there are ${names.join(", ")}.`);
}

/** The specs that a fault has to be checked against: those it is about, and none if it names nothing that is in them. */
function specsFor({ match, effect }: GivenFault, specs: readonly LoadableSpec[]): readonly LoadableSpec[] {
  if (match.operation === undefined && effect.status === undefined) return [];
  return specs.filter(({ name }) => match.provider === undefined || match.provider === name);
}

/** Without a promise where they are all at hand. */
const load = (specs: readonly LoadableSpec[]): Awaitable<readonly Spec[]> =>
  together(specs.map(({ name, operations }) => chain(operations(), (table): Spec => ({ name, table }))));

function checkOperation({ provider, operation }: FaultMatch, specs: readonly Spec[]): void {
  if (operation === undefined) return;
  if (specs.some(({ table }) => Object.hasOwn(table.operations, operation))) return;
  const known = specs.flatMap(({ table }) => Object.keys(table.operations));
  throw new RangeError(
    `${provider ?? "No provider"} has ${provider === undefined ? "an" : "no"} operation ${operation}; nearest: ${nearest(operation, known).join(", ")}.`,
  );
}

/** The names that were most likely meant, best first. */
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
