import {
  type Evidence,
  type EvidenceQuestion,
  type Provenance,
  provenanceOf,
  queueOf,
  showProvenance,
} from "#standin/provenance.ts";
import type { Exemption, GatheredEvidence, Judge } from "./evidence.ts";
import { JUDGES } from "./evidence.ts";
import { type Cell, cellsOf, type Spec } from "./spec.ts";

/** A cell, who has seen it, and who should have but has not. */
export interface ReportedCell extends Cell {
  readonly judges: readonly Judge[];
  readonly missing: readonly Judge[];
  /** Why the mock never gives this reply by itself; such a cell needs no judge. */
  readonly unreachable?: string;
  /** Where the spec has it from; empty for what is our own. */
  readonly provenance: readonly Provenance[];
}

export interface Report {
  readonly cells: readonly ReportedCell[];
  readonly holes: readonly ReportedCell[];
  /** What one judge of pacts has seen and another has not, in words. */
  readonly gaps: readonly string[];
  readonly exceptions: readonly (Exemption & { readonly count: number })[];
  readonly stale: number;
  /** Questions about the providers that no source answers, most used operations first. */
  readonly questions: readonly EvidenceQuestion[];
}

/** Judges that look at single interactions. What one of them has seen, all of them must have seen. */
const OF_INTERACTIONS: readonly Judge[] = ["typed client", "pact", "verifier", "comparator"];

/** Judges that must have seen every cell, unless the spec says that the mock never gives that reply. */
const OF_CELLS: readonly Judge[] = [...OF_INTERACTIONS, "Prism"];

/**
 * Puts evidence beside what the specs document. Who must see what is a rule, not a list:
 *
 * - every documented status of every operation, unless it is marked `x-unreachable`, is seen by the typed client, the
 *   pact, the verifier, the comparator and Prism;
 * - every documented success is met by random walks as well; what they are refused for is luck;
 * - the judges of interactions have all seen the same interactions.
 *
 * @param origins where the specs have what they document from, by provider
 */
export function makeReport(
  specs: readonly Spec[],
  { sightings, exemptions, stale }: GatheredEvidence,
  origins: ReadonlyMap<string, Evidence> = new Map(),
): Report {
  const cells = specs.flatMap(cellsOf).map((cell): ReportedCell => {
    const own = sightings.filter((each) => isSame(each, cell));
    const judges = JUDGES.filter((judge) => own.some((each) => each.judge === judge));
    const required =
      cell.unreachable !== undefined ? [] : cell.status < 400 ? [...OF_CELLS, "walk" as const] : OF_CELLS;
    const origin = origins.get(cell.provider);
    return {
      ...cell,
      judges,
      missing: required.filter((judge) => !judges.includes(judge)),
      provenance: origin === undefined ? [] : provenanceOf(origin, cell.operationId, cell.status),
    };
  });
  return {
    cells,
    holes: cells.filter(({ missing }) => missing.length > 0),
    gaps: findGaps(sightings),
    exceptions: countExceptions(exemptions),
    stale,
    questions: queueOf(origins),
  };
}

const isSame = (one: Cell, other: Cell): boolean =>
  one.provider === other.provider && one.operationId === other.operationId && one.status === other.status;

function findGaps(sightings: GatheredEvidence["sightings"]): string[] {
  const seenBy = new Map<string, Set<Judge>>();
  for (const { provider, interaction, judge } of sightings) {
    if (interaction === undefined) continue;
    const name = `${provider}: ${interaction}`;
    seenBy.set(name, (seenBy.get(name) ?? new Set()).add(judge));
  }
  return [...seenBy].flatMap(([name, judges]) =>
    OF_INTERACTIONS.filter((judge) => !judges.has(judge)).map((judge) => `${name}: not seen by ${judge}`),
  );
}

function countExceptions(exemptions: readonly Exemption[]): Report["exceptions"] {
  const counts = new Map<string, Exemption & { count: number }>();
  for (const { judge, provider, exception } of exemptions) {
    const key = JSON.stringify([judge, provider, exception]);
    counts.set(key, { judge, provider, exception, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

const MARKS = { seen: "✓", missing: "✗", none: "·" } as const;

const markOf = ({ judges, missing }: ReportedCell, judge: Judge): string =>
  judges.includes(judge) ? MARKS.seen : missing.includes(judge) ? MARKS.missing : MARKS.none;

const OWN = "own specification";

const toOrigin = ({ provenance }: ReportedCell): string => (provenance.length === 0 ? OWN : showProvenance(provenance));

export const isAgreement = ({ holes, gaps }: Report): boolean => holes.length === 0 && gaps.length === 0;

/** One line that counts. */
export function toSummary({ cells, holes, gaps, stale }: Report): string {
  const unreachable = cells.filter((each) => each.unreachable !== undefined).length;
  const counts = JUDGES.map((judge) => `${judge} ${cells.filter(({ judges }) => judges.includes(judge)).length}`);
  const parts = [
    `${cells.length} cells (${unreachable} unreachable)`,
    `${holes.length} holes`,
    `${gaps.length} gaps`,
    ...(stale > 0 ? [`${stale} stale pieces of evidence refused`] : []),
    `seen by ${counts.join(", ")}`,
  ];
  return parts.join("; ");
}

/** The table for a terminal. */
export function toText(report: Report): string {
  const rows = report.cells.map((cell) => [
    `${cell.provider} ${cell.operationId}`,
    String(cell.status),
    ...JUDGES.map((judge) => markOf(cell, judge)),
    toOrigin(cell),
    cell.unreachable === undefined ? "" : `unreachable: ${cell.unreachable}`,
  ]);
  const table = [["operation", "status", ...JUDGES, "provenance", ""], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const exceptions = report.exceptions.map(
    ({ judge, provider, exception, count }) => `exception: ${judge}, ${provider}: ${exception}, ${count} times`,
  );
  const questions = report.questions.map(
    ({ provider, about, question }) => `missing evidence: ${provider} ${about}: ${question}`,
  );
  return [...lines, "", ...exceptions, ...questions, ...toProblems(report), toSummary(report)].join("\n");
}

const toProblems = ({ holes, gaps }: Report): string[] => [
  ...holes.map(
    ({ provider, operationId, status, missing }) =>
      `hole: ${provider} ${operationId} ${status}: not seen by ${missing.join(", ")}`,
  ),
  ...gaps.map((gap) => `gap: ${gap}`),
];

/** The page of the documentation. */
export function toMarkdown(report: Report, reasonOf: (exemption: Exemption) => string): string {
  const lines = [
    "# Agreement",
    "",
    "Written by `npm run agreement` from the evidence of a run. A row is one documented status of one operation. ✓ a judge has",
    "seen it, and what it compares agreed; ✗ a hole: that judge should have seen it; · that judge need not see it. Judges compare",
    "spec, client and mock with each other, and none of them with a live provider: the last column says what the row rests on",
    "instead, and since when. At the end stands what evidence is missing.",
    "",
    "| judge | what it compares | asks the mock |",
    "| --- | --- | --- |",
    "| typed client | the client, against Pact's mock server, which answers by the pact | no |",
    "| pact | the kept pact file with what the client says now | no |",
    "| verifier | the mock, over HTTP, with the pact; states are scenarios; each interaction has a world, or a simulator, of its own | yes |",
    "| comparator | the pact with the OpenAPI document | no |",
    "| Prism | live traffic of the behaviour suites and the verifier, requests and replies, with the OpenAPI document | yes |",
    "| walk | replies to random sequences of valid and invalid requests with the OpenAPI document; laws of state | yes |",
  ];
  for (const provider of new Set(report.cells.map((each) => each.provider)))
    lines.push(...toRows(report.cells.filter((each) => each.provider === provider)));
  lines.push("", "## Exceptions", "", "Where a judge errs, by rule.", "");
  lines.push("| judge | exception | providers | why |", "| --- | --- | --- | --- |");
  for (const name of new Set(report.exceptions.map(({ judge, exception }) => `${judge}\n${exception}`))) {
    const own = report.exceptions.filter(({ judge, exception }) => `${judge}\n${exception}` === name);
    const [first] = own;
    if (first === undefined) continue;
    const providers = own.map((each) => each.provider).join(", ");
    lines.push(`| ${first.judge} | ${first.exception} | ${providers} | ${reasonOf(first)} |`);
  }
  return `${[...lines, ...toQueue(report.questions)].join("\n")}\n`;
}

/** The table of one provider. */
function toRows(cells: readonly ReportedCell[]): string[] {
  const lines = ["", `## ${cells[0]?.provider}`, "", `| operation | status | ${JUDGES.join(" | ")} | provenance |`];
  lines.push(`| --- | --- |${" :-: |".repeat(JUDGES.length)} --- |`);
  for (const cell of cells) {
    const marks = JUDGES.map((judge) => markOf(cell, judge)).join(" | ");
    const note = cell.unreachable === undefined ? "" : ` (${cell.unreachable})`;
    lines.push(`| \`${cell.operationId}\` | ${cell.status}${note} | ${marks} | ${toOrigin(cell)} |`);
  }
  return lines;
}

function toQueue(questions: readonly EvidenceQuestion[]): string[] {
  if (questions.length === 0) return [];
  const toCell = (text: string): string => text.replaceAll("|", "\\|");
  return [
    "",
    "## Missing evidence",
    "",
    "What no source says, and the mocks therefore infer: most used operations first (1 is the most used). With an account you can",
    "answer a question as its last column says, or by a pact: `standin verify <pact> --base-url <url>`. Rules are numbered as in",
    "the mocks' READMEs; numbers in brackets are the statuses in question.",
    "",
    "| use | provider | about | question | how to find out |",
    "| --- | --- | --- | --- | --- |",
    ...questions.map(
      ({ weight, provider, question, how, ...where }) =>
        `| ${weight} | ${provider} | ${toSubject(where)} | ${toCell(question)} | ${toCell(how)} |`,
    ),
  ];
}

/** What a question is about, what else the answer settles, and for which statuses. */
const toSubject = ({ about, settles = [], statuses = [] }: Pick<EvidenceQuestion, "about" | "settles" | "statuses">) =>
  [`\`${about}\``, ...settles].join(", ") + (statuses.length > 0 ? ` (${statuses.join(", ")})` : "");
