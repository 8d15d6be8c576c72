import { createHash } from "node:crypto";
import { compareWith, type Facet, facetOf, findDifferences } from "./compare.ts";
import { EXCEPTIONS, type Exception } from "./exceptions.ts";
import type { Compared, Framework, FrameworkName } from "./framework.ts";
import { describeRequest, KINDS, type Kind, makeRequests, toBytes } from "./requests.ts";

/** What a run without options sends to each framework: it makes the page. */
export const DEFAULT_RUNS = 2040;
export const DEFAULT_SEED = 1;

/** One framework and one kind of request. */
export interface Row {
  readonly framework: FrameworkName;
  readonly kind: Kind;
  readonly requests: number;
  readonly agree: number;
  /** How many requests differ for which exception; one may differ for several. */
  readonly differ: Readonly<Record<string, number>>;
}

export interface Result {
  readonly seed: number;
  /** Requests for each framework. */
  readonly runs: number;
  /** Tells one state of the generator from another. */
  readonly requests: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
}

/** A difference that no exception explains, with all that is needed to see it. */
export interface Unexplained {
  readonly framework: FrameworkName;
  readonly kind: Kind;
  readonly text: string;
}

/** The exception that explains a difference. */
export const explain = (compared: Compared, facet: Facet): Exception | undefined =>
  EXCEPTIONS.find(
    ({ of, facets, applies }) => of.includes(compared.framework) && facets.includes(facet) && applies(compared),
  );

/** What no exception explains. */
export function findUnexplained(all: readonly Compared[]): Unexplained[] {
  return all.flatMap((compared) => {
    const { framework, request, theirs, ours } = compared;
    const facets = findDifferences(compared).filter((facet) => explain(compared, facet) === undefined);
    if (facets.length === 0) return [];
    const lines = facets.map(
      (facet) =>
        `  ${facet}: ${JSON.stringify(facetOf(theirs, facet))}, standin ${JSON.stringify(facetOf(ours, facet))}`,
    );
    return [
      { framework, kind: request.kind, text: [`${framework}: ${describeRequest(request)}`, ...lines].join("\n") },
    ];
  });
}

const toRow = (framework: FrameworkName, kind: Kind, all: readonly Compared[]): Row => {
  const differ: Record<string, number> = {};
  let agree = 0;
  for (const compared of all) {
    const names = findDifferences(compared).map((facet) => explain(compared, facet)?.name ?? UNEXPLAINED);
    if (names.length === 0) agree += 1;
    for (const name of new Set(names)) differ[name] = (differ[name] ?? 0) + 1;
  }
  const sorted = Object.fromEntries(Object.entries(differ).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { framework, kind, requests: all.length, agree, differ: sorted };
};

export const UNEXPLAINED = "unexplained";

/** Compares standin with each framework. Whether anything is missing to do so is asked before. */
export async function runFrameworks(
  frameworks: readonly Framework[],
  { runs, seed }: { readonly runs: number; readonly seed: number },
): Promise<{ readonly result: Result; readonly unexplained: readonly Unexplained[] }> {
  const requests = makeRequests(runs, seed);
  const rows: Row[] = [];
  const unexplained: Unexplained[] = [];
  const versions: Record<string, string> = {};
  for (const framework of frameworks) {
    versions[framework.name] = await framework.version();
    const all = await compareWith(framework, requests);
    for (const kind of KINDS)
      rows.push(
        toRow(
          framework.name,
          kind,
          all.filter(({ request }) => request.kind === kind),
        ),
      );
    unexplained.push(...findUnexplained(all));
  }
  return { result: { seed, runs, requests: fingerprintOf(runs, seed), versions, rows }, unexplained };
}

/** The same for the same requests; how zlib compresses bodies, which its versions do not agree on, is left out. */
export function fingerprintOf(runs: number, seed: number): string {
  const hash = createHash("sha256");
  for (const request of makeRequests(runs, seed))
    hash.update(toBytes(request.kind === "content encoding" ? { ...request, body: undefined } : request, ""));
  return hash.digest("hex").slice(0, 16);
}

/** Exceptions that no request has shown. */
export const unusedExceptions = ({ rows }: Pick<Result, "rows">): string[] =>
  EXCEPTIONS.filter(({ name, of }) =>
    of.some((framework) => !rows.some((row) => row.framework === framework && row.differ[name] !== undefined)),
  ).map(({ name, of }) => {
    const unused = of.filter(
      (framework) => !rows.some((row) => row.framework === framework && row.differ[name] !== undefined),
    );
    return `"${name}" explains nothing of ${unused.join(", ")}: take it out of contracts/frameworks/exceptions.ts.`;
  });
