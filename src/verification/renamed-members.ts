import { distance } from "fastest-levenshtein";
import type { ValuePair } from "./compare-with-mock.ts";
import type { BodyDifference } from "./difference.ts";
import { describeValue, showName, typeOf } from "./value-format.ts";

export interface Renaming {
  readonly differences: readonly BodyDifference[];
  /** The values under the old and the new name, where both are known. */
  readonly pairs: readonly ValuePair[];
}

/**
 * Finds members that are missing under one name and there under another, and reports each as one difference.
 *
 * @param uncertain missing members that alone would be no difference
 */
export function pairRenamed(differences: readonly BodyDifference[], uncertain: readonly BodyDifference[]): Renaming {
  const rest = new Set(differences);
  const renamed: BodyDifference[] = [];
  const pairs: ValuePair[] = [];
  const missing = [...differences, ...uncertain].filter(({ kind }) => kind === "missing member");
  for (const added of differences.filter(({ kind }) => kind === "added member")) {
    if (renamed.some(({ path, found }) => parentOf(path) === parentOf(added.path) && found === nameOf(added))) {
      rest.delete(added);
      continue;
    }
    const candidates = missing.filter((each) => parentOf(each.path) === parentOf(added.path) && isLike(each, added));
    const [best] = candidates.sort((a, b) => unlikeness(a, added) - unlikeness(b, added) || rankOf(a) - rankOf(b));
    if (best === undefined || renamed.some(({ path }) => path.join("/") === best.path.join("/"))) continue;
    // The spec and the mock may both have missed it.
    for (const each of missing) if (each.path.join("/") === best.path.join("/")) rest.delete(each);
    rest.delete(added);
    const { path, from } = best;
    renamed.push({ kind: "renamed member", path, expected: nameOf(best), found: nameOf(added), from });
    const old = missing.find((each) => each.value !== undefined && each.path.join("/") === path.join("/"));
    if (old !== undefined) pairs.push({ name: path.at(-1) ?? "", recorded: added.value, mock: old.value });
  }
  return { differences: [...renamed, ...rest], pairs };
}

const parentOf = (path: readonly string[]): string => path.slice(0, -1).join("/");
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

/** From 0, the same but for spelling, to 1. */
function unlikeness(missing: BodyDifference, added: BodyDifference): number {
  const [old, now] = [missing, added].map(({ path }) => (path.at(-1) ?? "").toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
  if (old === undefined || now === undefined) return 1;
  if (old.includes(now) || now.includes(old)) return 0;
  return distance(old, now) / Math.max(old.length, now.length, 1);
}
