/** A version as numbers; `undefined` for anything else. A pre-release is before its version, and in no range. */
function toNumbers(version: string): readonly [number, number, number] | undefined {
  const [, major, minor, patch] = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:\+[\w.-]+)?$/.exec(version) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/**
 * Whether a version is in a range as this package's own manifest has them: `^4.18.0 || ^5.0.0`, or `>=20.19.0`.
 *
 * @throws Error for a range of another form
 */
export function isInRange(version: string, range: string): boolean {
  return range.split("||").some((part) => isAtLeast(version, part.trim()));
}

function isAtLeast(version: string, part: string): boolean {
  const [, operator, bound = ""] = /^(\^|>=)(.+)$/.exec(part) ?? [];
  const least = toNumbers(bound);
  if (least === undefined) throw new Error(`the range ${part} is of a form that is not read here`);
  const given = toNumbers(version);
  if (given === undefined) return false;
  // Of 0.x, each minor version may change everything.
  const fixed = operator === "^" ? (least[0] === 0 ? 2 : 1) : 0;
  for (const at of [0, 1, 2] as const) {
    const difference = given[at] - least[at];
    if (difference !== 0) return difference > 0 && at >= fixed;
  }
  return true;
}
