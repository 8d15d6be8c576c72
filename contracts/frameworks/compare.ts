import { isDeepStrictEqual } from "node:util";
import { ECHO_HOST, startEcho } from "./echo.ts";
import type { Compared, Framework, Outcome, Running } from "./framework.ts";
import type { WireRequest } from "./requests.ts";
import { send } from "./send.ts";

/** What two outcomes may differ in. */
export const FACETS = [
  "status",
  "location",
  "allow",
  "operation",
  "path",
  "query",
  "headers",
  "body",
  "files",
] as const;
export type Facet = (typeof FACETS)[number];

const AT_A_TIME = 8;

/** Sends every request to the framework and to an echo that reads as the mock does. */
export async function compareAll(
  framework: Framework,
  requests: readonly WireRequest[],
  { theirs, ours }: { readonly theirs: Running; readonly ours: Running },
): Promise<Compared[]> {
  const compared: Compared[] = [];
  const waiting = [...requests.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [place, request] = next;
      const [their, our] = await Promise.all([
        send(theirs.port, ECHO_HOST, request),
        send(ours.port, ECHO_HOST, request),
      ]);
      compared[place] = {
        framework: framework.name,
        request,
        theirs: simplify(framework, their),
        ours: simplify(framework, our),
      };
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return compared;
}

/** Starts both, compares, and ends both. */
export async function compareWith(framework: Framework, requests: readonly WireRequest[]): Promise<Compared[]> {
  const theirs = await framework.start();
  try {
    const ours = await startEcho(framework);
    try {
      return await compareAll(framework, requests, { theirs, ours });
    } finally {
      await ours.stop();
    }
  } finally {
    await theirs.stop();
  }
}

function simplify(framework: Framework, outcome: Outcome): Outcome {
  const { seen } = outcome;
  if (seen === undefined) return outcome;
  return {
    ...outcome,
    seen: {
      ...seen,
      path: seen.path,
      query: framework.simplify(nest(seen.query)),
      body: framework.simplify(withNumbers(seen.body)),
      files: framework.simplify(seen.files ?? {}),
    },
  };
}

/** The same flat names for a query that is nested and for one that is not. */
function nest(query: unknown): unknown {
  const flat: [string, unknown][] = [];
  const add = (name: string, value: unknown): void => {
    const isList =
      Array.isArray(value) && value.every((each) => typeof each !== "object" || each === null || "$bytes" in each);
    if (typeof value !== "object" || value === null || isList || "$bytes" in value) flat.push([name, value]);
    else for (const [inner, each] of Object.entries(value)) add(name === "" ? inner : `${name}[${inner}]`, each);
  };
  const top = typeof query === "object" && query !== null && !("$empty" in query) ? query : {};
  for (const [name, value] of Object.entries(top)) add(name, value);
  return Object.fromEntries(flat.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Writes numbers in one way: languages show `1.0` and `1e+22` each in their own. A whole number keeps all of its digits. */
function withNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumbers);
  if (typeof value !== "object" || value === null) return value;
  if ("$number" in value) return { $number: toOneNotation(String(value.$number)) };
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withNumbers(each)]));
}

function toOneNotation(text: string): string {
  if (/^-?\d+$/.test(text)) return text === "-0" ? "0" : text;
  const number = Number(text.replace(/^(-?)inf(inity)?$/i, "$1Infinity"));
  if (Object.is(number, -0)) return "0";
  return Number.isInteger(number) && Math.abs(number) < 2 ** 53 ? BigInt(number).toString() : String(number);
}

/** Returns the differences of two outcomes. If only one of them reached a handler, only the status counts. */
export function findDifferences({ theirs, ours }: Compared): Facet[] {
  if (theirs.status !== ours.status) return ["status"];
  return FACETS.filter((facet) => !isDeepStrictEqual(facetOf(theirs, facet), facetOf(ours, facet)));
}

export function facetOf({ seen, ...outcome }: Outcome, facet: Facet): unknown {
  return facet === "status" || facet === "location" || facet === "allow" ? outcome[facet] : seen?.[facet];
}
