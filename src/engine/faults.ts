import { closest } from "fastest-levenshtein";
import { BoundReached } from "./bounds.ts";
import {
  type Fault,
  type FaultRequest,
  type FaultTurns,
  type MatchedRequest,
  PRESETS,
  type TakenFault,
} from "./fault.ts";
import { checkEffect } from "./fault-effect.ts";
import { compileMatch } from "./fault-match.ts";
import type { Api } from "./operation.ts";
import { createDraws } from "./random.ts";

/** The faults of one world, in the order in which they are asked. */
export interface Faults {
  /**
   * @throws RangeError when it is about what no spec knows, or contradicts itself; the message names what is allowed
   * @throws BoundReached when there are too many
   */
  add(request: FaultRequest): Fault;
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
  readonly apis: readonly Api[];
  /** How many faults there may be. */
  readonly limit: number;
}

type Standing = { -readonly [Name in keyof Fault]: Fault[Name] };

interface Active extends TakenFault {
  readonly fault: Standing;
  readonly matches: (request: MatchedRequest) => boolean;
}

export function createFaults({ apis, limit }: FaultsOptions): Faults {
  let active: Active[] = [];
  let added = 0;

  const makeRoom = (): void => {
    if (active.length < limit) return;
    active = active.filter(({ fault }) => !isUsedUp(fault));
    if (active.length >= limit)
      throw new BoundReached(`There are ${limit} faults already. Remove those that are not needed any more.`);
  };

  return {
    add(request) {
      const { match = {}, when, effect, preset } = withPreset(request);
      checkMatch(match, apis);
      checkEffect(effect, match, apis);
      makeRoom();
      added += 1;
      const id = `fault-${added}`;
      const fault: Standing = { id, match, when, effect, ...(preset && { preset }), matched: 0, disturbed: 0 };
      active.push({ fault, matches: compileMatch(match), draw: createDraws(when.seed ?? id) });
      return fault;
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

function withPreset({ preset, match, when, effect }: FaultRequest) {
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

function checkMatch({ provider, operation }: NonNullable<FaultRequest["match"]>, apis: readonly Api[]): void {
  const names = apis.map(({ name }) => name);
  if (provider !== undefined && !names.includes(provider))
    throw new RangeError(`No provider is named ${provider}; there are ${names.join(", ")}.`);
  if (operation === undefined) return;
  const asked = apis.filter(({ name }) => provider === undefined || provider === name);
  if (asked.some(({ operations }) => Object.hasOwn(operations, operation))) return;
  const known = asked.flatMap(({ operations }) => Object.keys(operations));
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
