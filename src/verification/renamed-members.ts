import { distance } from "fastest-levenshtein";
import type { ValuePair } from "./compare-with-mock.ts";
import type { BodyDifference } from "./difference.ts";
import { describeValue, showName, typeOf } from "./value-format.ts";

export interface Renaming {
  readonly differences: readonly BodyDifference[];
  /** The values under the old and the new name, where both are known. */
  readonly pairs: readonly ValuePair[];
  /** Whether a difference is part of a renaming. */
  isPart(difference: BodyDifference): boolean;
}

/**
 * Finds members that are missing under one name and there under another, and reports each as one difference.
 *
 * @param uncertain missing and added members that alone would be no difference
 */
export function pairRenamed(differences: readonly BodyDifference[], uncertain: readonly BodyDifference[]): Renaming {
  const renamed: BodyDifference[] = [];
  const pairs: ValuePair[] = [];
  const parts = new Set<string>();
  const certain = new Set(differences.map(placeOf));
  const all = [...differences, ...uncertain];
  const missing = all.filter(({ kind }) => kind === "missing member");
  const allAdded = all.filter(({ kind }) => kind === "added member");
  for (const added of allAdded) {
    if (parts.has(placeOf(added))) continue;
    const parent = parentOf(added);
    const besides = missing.filter((each) => parentOf(each) === parent);
    const isAlone = isOneName(besides) && isOneName(allAdded.filter((each) => parentOf(each) === parent));
    const hasSameValues =
      isAlone && valuesOf(besides) === valuesOf(allAdded.filter((each) => parentOf(each) === parent));
    const [best] = besides
      .filter((each) => isOfType(each, added) && (isLike(each, added) || hasSameValues))
      .sort((a, b) => unlikeness(a, added) - unlikeness(b, added) || rankOf(a) - rankOf(b));
    if (best === undefined || parts.has(placeOf(best))) continue;
    if (!certain.has(placeOf(best)) && !certain.has(placeOf(added))) continue;
    parts.add(placeOf(best)).add(placeOf(added));
    const { path, from } = best;
    renamed.push({ kind: "renamed member", path, expected: nameOf(best), found: nameOf(added), from });
    const old = missing.find((each) => each.value !== undefined && placeOf(each) === placeOf(best));
    if (old !== undefined) pairs.push({ name: path.at(-1) ?? "", recorded: added.value, mock: old.value });
  }
  const isPart = (each: BodyDifference): boolean => IS_NAME.includes(each.kind) && parts.has(placeOf(each));
  return { differences: [...renamed, ...differences.filter((each) => !isPart(each))], pairs, isPart };
}

const IS_NAME: readonly string[] = ["missing member", "added member"];
const placeOf = ({ path }: BodyDifference): string => path.join("/");
const parentOf = ({ path }: BodyDifference): string => path.slice(0, -1).join("/");
const nameOf = ({ path }: BodyDifference): string => showName(path.at(-1) ?? "");
const rankOf = ({ from }: BodyDifference): number => (from === "spec" ? 0 : 1);
const isOneName = (members: readonly BodyDifference[]): boolean => new Set(members.map(placeOf)).size === 1;

/** The values of the items of an array, in whatever order; of what the spec alone misses no value is known. */
const valuesOf = (members: readonly BodyDifference[]): string =>
  [...new Set(members.flatMap(({ value }) => JSON.stringify(value) ?? []))].sort().join();

function isOfType(missing: BodyDifference, added: BodyDifference): boolean {
  const type = typeOf(added.value);
  const types = missing.value === undefined ? missing.expected.split(" or ") : [typeOf(missing.value)];
  return types.some((each) => each === type || each === "any" || (each === "number" && type === "integer"));
}

/** Whether the names or the formats are alike. */
function isLike(missing: BodyDifference, added: BodyDifference): boolean {
  const hasFormat = missing.value !== undefined && describeValue(missing.value) === describeValue(added.value);
  return unlikeness(missing, added) <= 0.6 || (hasFormat && describeValue(added.value).includes("("));
}

/** From 0, the same but for spelling, to 1. */
function unlikeness(missing: BodyDifference, added: BodyDifference): number {
  const [old, now] = [missing, added].map(({ path }) => (path.at(-1) ?? "").toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
  if (old === undefined || now === undefined) return 1;
  if (old.includes(now) || now.includes(old)) return 0;
  return distance(old, now) / Math.max(old.length, now.length, 1);
}
