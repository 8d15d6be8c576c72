import { isDeepStrictEqual } from "node:util";

type Members = Readonly<Record<string, unknown>>;

interface WrittenInteraction {
  readonly description: string;
}

type WrittenPact = Members & { readonly interactions: readonly WrittenInteraction[] };

/** How many differences of one interaction are named; the rest is counted. */
const MOST_NAMED = 3;
const LONGEST_VALUE = 120;

/**
 * Says where a kept pact and the one made now differ: which interactions were added, removed or changed, and of the
 * changed ones where, with the kept and the new value.
 *
 * @param kept the text of the pact that is kept
 * @param made the text of the pact made now
 * @returns one line for each interaction, and one for the rest of the pact; empty if the texts are equal
 */
export function findPactDifferences(kept: string, made: string): string[] {
  if (kept === made) return [];
  const before = parse(kept);
  const after = parse(made);
  if (before === undefined) return ["the kept pact is not JSON with a list of interactions"];
  if (after === undefined) return ["the pact made now is not JSON with a list of interactions"];
  const { interactions: were, ...restBefore } = before;
  const { interactions: are, ...restAfter } = after;
  const names = [...new Set([...were, ...are].map(({ description }) => description))];
  const lines = names.flatMap((name) => compareNamed(name, withName(were, name), withName(are, name)));
  const rest = differencesOf(restBefore, restAfter, "$");
  if (rest.length > 0) lines.push(`outside of the interactions: ${list(rest)}`);
  return lines.length > 0 ? lines : ["the same interactions, but in another order or with other spacing"];
}

/** The whole complaint about a kept pact that is stale: what to do, and what differs. */
export const describePactDifferences = (kept: string, made: string): string =>
  ["The pact is stale: run npm run pacts, and look at what changed.", ...findPactDifferences(kept, made)].join("\n- ");

function parse(text: string): WrittenPact | undefined {
  try {
    const value = JSON.parse(text) as WrittenPact | null;
    return Array.isArray(value?.interactions) ? value : undefined;
  } catch {
    return undefined;
  }
}

const withName = (interactions: readonly WrittenInteraction[], name: string): readonly WrittenInteraction[] =>
  interactions.filter(({ description }) => description === name);

/** Compares the interactions of one name: one on each side, unless a pact has the name twice. */
function compareNamed(
  name: string,
  before: readonly WrittenInteraction[],
  after: readonly WrittenInteraction[],
): string[] {
  if (before.length === 0) return [`added: ${name}`];
  if (after.length === 0) return [`removed: ${name}`];
  const found =
    before.length === 1 && after.length === 1
      ? differencesOf(before[0], after[0], "$")
      : differencesOf(before, after, "$");
  if (found.length > 0) return [`changed: ${name}: ${list(found)}`];
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [`changed: ${name}: members in another order`];
}

const list = (differences: readonly string[]): string => {
  const more = differences.length - MOST_NAMED;
  return [...differences.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
};

/** Compares two JSON values. @returns where they differ, by JSON path, down to the members themselves */
function differencesOf(before: unknown, after: unknown, path: string): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after))
    return toIndexes(before, after).flatMap((at) => compareMember(before, after, at, `${path}[${at}]`));
  if (isMembers(before) && isMembers(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
      compareMember(before, after, name, path + toStep(name)),
    );
  return [`${path}: kept ${show(before)}, now ${show(after)}`];
}

function compareMember(before: object, after: object, name: string | number, path: string): string[] {
  const had = Object.hasOwn(before, name);
  const has = Object.hasOwn(after, name);
  const was = (before as Members)[name];
  const is = (after as Members)[name];
  if (!had) return [`${path}: not kept, now ${show(is)}`];
  if (!has) return [`${path}: kept ${show(was)}, now absent`];
  return differencesOf(was, is, path);
}

const toIndexes = (before: readonly unknown[], after: readonly unknown[]): number[] =>
  Array.from({ length: Math.max(before.length, after.length) }, (_, at) => at);

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One step of a JSON path. Matching rules are named by paths themselves, which need quotes. */
const toStep = (name: string): string =>
  /^[a-z_]\w*$/i.test(name) ? `.${name}` : `['${name.replaceAll(/[\\']/g, "\\$&")}']`;

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
