import { basename } from "node:path";
import { type Cell, toMarkdownTable } from "../../scripts/markdown-table.ts";
import { nameOf, type OwnedMutant, type Verdict } from "./mutant.ts";

/** A mutant, and the result of the contracts. */
export interface Trial {
  readonly mutant: OwnedMutant;
  readonly verdict: Verdict;
}

/** The hand-written page that explains survivors, in a table of provider, mutant and reason. */
export const SURVIVORS = "docs/surviving-mutants.md";
export const PAGE = "docs/mutants.md";

const LEAST_SHARE = 0.95;

/** Reasons by the survivors' names. */
export const readReasons = (text: string): ReadonlyMap<string, string> =>
  new Map(rowsIn(text.split("\n")).map(([provider = "", name = "", reason = ""]) => [`${provider}: ${name}`, reason]));

const isKilled = ({ verdict }: Trial): boolean => verdict.outcome === "killed";

const shareOf = (trials: readonly Trial[]): number =>
  trials.length === 0 ? 1 : trials.filter(isKilled).length / trials.length;

/** Returns what is wrong with the results of the trials. */
export function complaintsAbout(trials: readonly Trial[], reasons: ReadonlyMap<string, string>): string[] {
  const complaints: string[] = [];
  for (const trial of trials) {
    const name = nameOf(trial.mutant);
    const reason = reasons.get(name) ?? "";
    if (!isKilled(trial) && reason === "")
      complaints.push(`No contract notices "${name}". Strengthen one, or say in ${SURVIVORS} why none can.`);
    if (isKilled(trial) && reason !== "") complaints.push(`"${name}" is killed: take it out of ${SURVIVORS}.`);
  }
  if (shareOf(trials) < LEAST_SHARE)
    complaints.push(`Of the mutants ${toPercent(trials)} are killed; ${LEAST_SHARE * 100} % must be.`);
  return complaints;
}

/** Returns explanations of survivors that are no longer mutants. */
export function staleReasons(mutants: readonly OwnedMutant[], reasons: ReadonlyMap<string, string>): string[] {
  const names = new Set(mutants.map(nameOf));
  return [...reasons.keys()].filter((name) => !names.has(name)).map((name) => `${SURVIVORS} explains "${name}": none.`);
}

const toPercent = (trials: readonly Trial[]): string => `${(Math.floor(shareOf(trials) * 1000) / 10).toFixed(1)} %`;

const INTRODUCTION = `# Mutants

Written by \`npm run mutants:contracts\`. A mutant is one fault in what a client or a mock means, such as a yes stored as a no.
It is planted in one file while that file is loaded; the working tree stays as it is. The contracts of its provider run alone
then, in this order, until a test fails: helpers and mock, what no pact can say (pages, time, long histories), client and
Pact's mock server, Pact's verifier and mock, random walk. A mutant that no test notices survives, and is explained in
[surviving-mutants.md](surviving-mutants.md). The command fails when a survivor is not explained, or when less than 95 % are
killed. Mutants with a star are tried in every test run.

The list is our own and has grown with the contracts, so its share says little about other faults. An independent list: of
40 faults planted by a person who had not seen the contracts, 15 were noticed. The contracts were then extended until they
noticed the 25 others and more of their kinds, which are in the list below, so it is no longer an independent figure.
`;

/** @returns the page, with all trials in their order */
export function makePage(trials: readonly Trial[], reasons: ReadonlyMap<string, string>): string {
  const providers = [...new Set(trials.map(({ mutant }) => mutant.provider))];
  const ofProvider = (name: string): readonly Trial[] => trials.filter(({ mutant }) => mutant.provider === name);
  const toSum = (name: string, some: readonly Trial[]): Cell[] => [
    ...[name, some.length, some.filter(isKilled).length, toPercent(some)],
  ];
  const sums = [...providers.map((name) => toSum(name, ofProvider(name))), toSum("in all", trials)];
  const lists = providers.map((name) => {
    const rows = ofProvider(name).map((trial) => toRow(trial, reasons));
    return [`## ${name}`, "", ...toMarkdownTable(["mutant", "in", "killed by"], rows), ""].join("\n");
  });
  const table = toMarkdownTable(["provider", "mutants", "killed", "share"], sums, ["left", "right"]);
  return [INTRODUCTION, ...table, "", ...lists].join("\n");
}

function toRow({ mutant, verdict }: Trial, reasons: ReadonlyMap<string, string>): Cell[] {
  const by =
    verdict.outcome === "killed"
      ? `${basename(verdict.file)}: ${shorten(verdict.test)}`
      : `**nothing**: ${reasons.get(nameOf(mutant)) ?? "not explained"}`;
  return [mutant.name + (mutant.isBase ? " \\*" : ""), mutant.file, by];
}

/** Shortens a title of three helpers or more to the first. */
const shorten = (test: string): string =>
  test.replace(/^(\w+(?: in a browser)?)(?: and \w+(?: in a browser)?){2,}(?= )/, "$1 and others");

/** Returns the names of the mutants on a page. */
export function mutantsIn(page: string): readonly string[] {
  const [, ...lists] = page.split("\n## ");
  return lists.flatMap((list) => {
    const [provider = "", ...lines] = list.split("\n");
    return rowsIn(lines).map(([name = ""]) => `${provider}: ${name.replace(/ \\\*$/, "")}`);
  });
}

/** The cells of a table, without the names of its columns and the line under them. */
const rowsIn = (lines: readonly string[]): readonly (readonly string[])[] =>
  lines
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll("\\|", "|")));
