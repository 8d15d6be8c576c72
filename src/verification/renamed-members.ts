import { distance } from "fastest-levenshtein";
import type { ValuePair } from "./compare-with-mock.ts";
import type { BodyDifference } from "./difference.ts";
import { describeValue, showName, typeOf } from "./value-format.ts";

export interface Renaming {
  readonly differences: readonly BodyDifference[];
  /** The values under the old and the new name, where both are known. */
  readonly pairs: readonly ValuePair[];
}

/** Members of one object that are compared with each other: an object with more of them is a map, whose names are data. */
const MOST_COMPARED = 200;

/**
 * Finds members that are missing under one name and there under another, and reports each as one difference.
 *
 * @param uncertain missing members that alone would be no difference
 */
export function pairRenamed(differences: readonly BodyDifference[], uncertain: readonly BodyDifference[]): Renaming {
  const rest = new Set(differences);
  const renamed = new Map<string, BodyDifference>();
  const newNames = new Set<string>();
  const pairs: ValuePair[] = [];
  const missing = [...differences, ...uncertain].filter(({ kind }) => kind === "missing member");
  const missingByPlace = groupBy(missing, placeOf);
  const candidatesByParent = groupBy(unlike(missing), parentOf);
  const added = differences.filter(({ kind }) => kind === "added member");
  const isCompared = new Set(
    [...groupBy(unlike(added), parentOf).values()].flatMap((each) => each.slice(0, MOST_COMPARED)),
  );
  for (const each of added) {
    const newName = `${parentOf(each)}/${nameOf(each)}`;
    if (newNames.has(newName)) {
      rest.delete(each);
      continue;
    }
    if (!isCompared.has(each)) continue;
    const candidates = (candidatesByParent.get(parentOf(each)) ?? []).slice(0, MOST_COMPARED);
    const [best] = candidates
      .filter((candidate) => isLike(candidate, each))
      .sort((a, b) => unlikeness(a, each) - unlikeness(b, each) || rankOf(a) - rankOf(b));
    if (best === undefined || renamed.has(placeOf(best))) continue;
    // The spec and the mock may both have missed it.
    const same = missingByPlace.get(placeOf(best)) ?? [];
    for (const one of same) rest.delete(one);
    rest.delete(each);
    const { path, from } = best;
    newNames.add(newName);
    renamed.set(placeOf(best), {
      kind: "renamed member",
      path,
      expected: nameOf(best),
      found: nameOf(each),
      from,
    });
    const old = same.find(({ value }) => value !== undefined);
    if (old !== undefined) pairs.push({ name: path.at(-1) ?? "", recorded: each.value, mock: old.value });
  }
  return { differences: [...renamed.values(), ...rest], pairs };
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

/** The first of those that say the same. */
function unlike(differences: readonly BodyDifference[]): Iterable<BodyDifference> {
  const firsts = new Map<string, BodyDifference>();
  for (const each of differences) {
    const { expected, from, value } = each;
    const key = [placeOf(each), from, expected, value === undefined ? "" : describeValue(value)].join("\n");
    if (!firsts.has(key)) firsts.set(key, each);
  }
  return firsts.values();
}

const placeOf = ({ path }: BodyDifference): string => path.join("/");
const parentOf = ({ path }: BodyDifference): string => path.slice(0, -1).join("/");
const nameOf = ({ path }: BodyDifference): string => showName(path.at(-1) ?? "");
const rankOf = ({ from }: BodyDifference): number => (from === "spec" ? 0 : 1);

/** Whether the values are of one type, and the names or the formats alike. */
function isLike(missing: BodyDifference, added: BodyDifference): boolean {
  const type = typeOf(added.value);
  const types = missing.value === undefined ? missing.expected.split(" or ") : [typeOf(missing.value)];
  const isOfType = types.some((each) => each === type || each === "any" || (each === "number" && type === "integer"));
  if (!isOfType) return false;
  const hasFormat = missing.value !== undefined && describeValue(missing.value) === describeValue(added.value);
  return unlikeness(missing, added) <= 0.6 || (hasFormat && describeValue(added.value).includes("("));
}

/** As much of a name is compared. */
const LONGEST_NAME = 100;

/** From 0, the same but for spelling, to 1. */
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
