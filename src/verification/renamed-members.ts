import { distance } from "fastest-levenshtein";
import type { ValuePair } from "./compare-with-mock.ts";
import type { BodyDifference } from "./difference.ts";
import { describeValue, showName, typeOf } from "./value-format.ts";

export interface Renaming {
  readonly differences: readonly BodyDifference[];
  /** The values under the old and the new name, if both are known. */
  readonly pairs: readonly ValuePair[];
  /** Whether a difference is part of a renamed member. */
  isPart(difference: BodyDifference): boolean;
}

/** The maximum number of members to pair: an object with more is a map, whose names are data. */
const MOST_COMPARED = 200;

/**
 * Finds members that were renamed, and reports each as one difference.
 *
 * @param uncertain missing and added members that do not count as differences by themselves
 */
export function pairRenamed(differences: readonly BodyDifference[], uncertain: readonly BodyDifference[]): Renaming {
  const renamed = new Map<string, BodyDifference>();
  const pairs: ValuePair[] = [];
  const parts = new Set<string>();
  const certain = new Set(differences.map(placeOf));
  const all = [...differences, ...uncertain];
  const missing = all.filter(({ kind }) => kind === "missing member");
  const missingByPlace = groupBy(missing, placeOf);
  const missingByParent = groupBy(missing, parentOf);
  const addedByParent = groupBy(
    all.filter(({ kind }) => kind === "added member"),
    parentOf,
  );
  for (const [parent, added] of addedByParent) {
    const gone = missingByParent.get(parent);
    if (gone === undefined) continue;
    const hasSameValues = isOneName(gone) && isOneName(added) && valuesOf(gone) === valuesOf(added);
    const candidates = [...unlike(gone)].slice(0, MOST_COMPARED);
    for (const each of [...unlike(added)].slice(0, MOST_COMPARED)) {
      if (parts.has(placeOf(each))) continue;
      const [best] = candidates
        .filter((candidate) => isOfType(candidate, each) && (isLike(candidate, each) || hasSameValues))
        .sort((a, b) => unlikeness(a, each) - unlikeness(b, each) || rankOf(a) - rankOf(b));
      if (best === undefined || parts.has(placeOf(best))) continue;
      if (!certain.has(placeOf(best)) && !certain.has(placeOf(each))) continue;
      parts.add(placeOf(best)).add(placeOf(each));
      const { path, from } = best;
      renamed.set(placeOf(best), {
        kind: "renamed member",
        path,
        expected: nameOf(best),
        found: nameOf(each),
        from,
      });
      const old = missingByPlace.get(placeOf(best))?.find(({ value }) => value !== undefined);
      if (old !== undefined) pairs.push({ name: path.at(-1) ?? "", recorded: each.value, mock: old.value });
    }
  }
  const isPart = (each: BodyDifference): boolean => NAMING.has(each.kind) && parts.has(placeOf(each));
  return { differences: [...renamed.values(), ...differences.filter((each) => !isPart(each))], pairs, isPart };
}

function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Drops duplicates. */
function unlike(differences: readonly BodyDifference[]): Iterable<BodyDifference> {
  const firsts = new Map<string, BodyDifference>();
  for (const each of differences) {
    const { expected, from, value } = each;
    const key = [placeOf(each), from, expected, value === undefined ? "" : describeValue(value)].join("\n");
    if (!firsts.has(key)) firsts.set(key, each);
  }
  return firsts.values();
}

const NAMING: ReadonlySet<string> = new Set(["missing member", "added member"]);
const placeOf = ({ path }: BodyDifference): string => path.join("/");
const parentOf = ({ path }: BodyDifference): string => path.slice(0, -1).join("/");
const nameOf = ({ path }: BodyDifference): string => showName(path.at(-1) ?? "");
const rankOf = ({ from }: BodyDifference): number => (from === "spec" ? 0 : 1);
const isOneName = (members: readonly BodyDifference[]): boolean => new Set(members.map(placeOf)).size === 1;

/** A key of the members' values in any order. A member that only the spec misses has no known value. */
const valuesOf = (members: readonly BodyDifference[]): string =>
  [...new Set(members.flatMap(({ value }) => JSON.stringify(value) ?? []))].sort().join();

function isOfType(missing: BodyDifference, added: BodyDifference): boolean {
  const type = typeOf(added.value);
  const types = missing.value === undefined ? missing.expected.split(" or ") : [typeOf(missing.value)];
  return types.some((each) => each === type || each === "any" || (each === "number" && type === "integer"));
}

/** Whether the names or the formats are similar. */
function isLike(missing: BodyDifference, added: BodyDifference): boolean {
  const hasFormat = missing.value !== undefined && describeValue(missing.value) === describeValue(added.value);
  return unlikeness(missing, added) <= 0.6 || (hasFormat && describeValue(added.value).includes("("));
}

/** The maximum number of compared characters of a name. */
const LONGEST_NAME = 100;

/** Returns the distance of two names: 0 if they differ only in spelling, up to 1. */
function unlikeness(missing: BodyDifference, added: BodyDifference): number {
  const [old, now] = [missing, added].map(({ path }) =>
    (path.at(-1) ?? "")
      .slice(0, LONGEST_NAME)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, ""),
  );
  if (old === undefined || now === undefined) return 1;
  if (old.includes(now) || now.includes(old)) return 0;
  return distance(old, now) / Math.max(old.length, now.length, 1);
}
