import { toSuggestion } from "#engine/basics/nearest.ts";
import { ownMember } from "#engine/basics/table.ts";

type Test = (value: unknown, responses: ReadonlyMap<string, unknown> | undefined) => boolean;

const isText: Test = (value) => typeof value === "string" && value !== "";
const PAGES = ["limit", "offset", "page", "after", "before", "sort", "direction", "search"];

/** What hints stand at, and what each of them is. */
const HINTS: Readonly<Record<"operation" | "parameter", Readonly<Record<string, readonly [Test, string]>>>> = {
  operation: {
    "x-standin-role": [(value) => value === "example" || value === "generated", "example or generated"],
    "x-standin-collection": [isText, "a name"],
    "x-standin-id": [isText, "the name of a member, such as metadata.name"],
    "x-standin-status": [(value, responses) => responses?.has(String(value)) === true, "a status that is documented"],
  },
  parameter: {
    "x-standin-filter": [(value) => value === false || isText(value, undefined), "the name of a member, or false"],
    "x-standin-page": [(value) => PAGES.includes(String(value)), `one of ${PAGES.join(", ")}`],
    "x-route-pattern": [isPattern, "a regular expression"],
  },
};

/** Complains of hints with values that say nothing, and of names that are none. */
export function checkHints(
  holder: Readonly<Record<string, unknown>>,
  where: keyof typeof HINTS,
  responses: ReadonlyMap<string, unknown> | undefined,
  complain: (message: string, name: string) => void,
): void {
  const known = HINTS[where];
  for (const [name, value] of Object.entries(holder)) {
    const [test, words] = ownMember(known, name) ?? [];
    if (test === undefined) {
      if (!name.startsWith("x-standin-")) continue;
      const names = Object.keys(known);
      complain(`there is no ${name}; there are ${names.join(", ")}.${toSuggestion(name, names)}`, name);
    } else if (!test(value, responses)) complain(`${name} is ${words}, not ${JSON.stringify(value)}.`, name);
  }
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === "string" && new RegExp(value) !== undefined;
  } catch {
    return false;
  }
}
