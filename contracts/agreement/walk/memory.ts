import type { Asking } from "./steps.ts";

const MOST_KNOWN = 10;

/** @param names of the value, the most specific first */
export type Choose = (names: readonly string[], generated: unknown, choice: number | undefined) => unknown;

/** The values that a walker has seen in replies, or was told. */
export interface Memory {
  /** Adds a value under a name; those of path parameters also by path. */
  learn(name: string, value: unknown): void;
  /** Adds all values of a reply. */
  learnAll(value: unknown, step: Asking): void;
  /** Replaces generated values by known ones, about five times in six, preferably those of the same place. */
  readonly choose: Choose;
}

export function createMemory(): Memory {
  const memory = new Map<string, unknown[]>();

  const learn = (name: string, value: unknown): void => {
    if (typeof value !== "string" && typeof value !== "number") return;
    const known = memory.get(name) ?? [];
    if (known.at(-1) === value) return;
    memory.set(name, [...known.filter((each) => each !== value), value].slice(-MOST_KNOWN));
  };

  function learnAll(value: unknown, step: Asking, name = "", depth = 0): void {
    if (Array.isArray(value)) for (const each of value) learnAll(each, step, name, depth <= 1 ? 0 : depth);
    else if (typeof value === "object" && value !== null)
      for (const [key, member] of Object.entries(value)) learnAll(member, step, key, depth + 1);
    else {
      learn(anywhere(step.provider, name), value);
      // The record itself, or an item of a list: nested objects are other things.
      if (depth <= 1) learn(inCollection(step, name), value);
    }
  }

  const choose: Choose = (names, generated, choice) => {
    const isReference = typeof generated === "string" || typeof generated === "number";
    if (!isReference || choice === undefined || choice % 6 === 0) return generated;
    const pools = names.map((name) => memory.get(name) ?? []).filter((pool) => pool.length > 0);
    const pool = pools[choice % 7 === 0 ? pools.length - 1 : 0];
    return pool === undefined ? generated : pool[choice % pool.length];
  };

  return { learn, learnAll: (value, step) => learnAll(value, step), choose };
}

/** Names in the memory. A value may be known as one of the provider's, as a good one, or as one of a kind of records. */
export const anywhere = (provider: string, name: string): string => `${provider} ${name}`;
export const wellKnown = (provider: string, name: string): string => `${provider} well-known ${name}`;

/** Records of one kind have the part of the path in common that is in front of its first parameter. */
export const inCollection = ({ provider, operation }: Pick<Asking, "provider" | "operation">, name: string): string =>
  `${provider} ${(operation.path.split("{")[0] ?? "").replace(/\/+$/, "")} ${name}`;
