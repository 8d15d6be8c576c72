import {
  type Evidence,
  type EvidenceQuestion,
  type Provenance,
  provenanceOf,
  queueOf,
  SOURCE_KINDS,
  type SourceKind,
  showProvenance,
} from "#standin/provenance.ts";
import type { Exemption, GatheredEvidence, Judge, Sighting } from "./evidence.ts";
import { JUDGES } from "./evidence.ts";
import type { KnownException } from "./exceptions.ts";
import { cellsOf, type DocumentedCell, type Spec } from "./spec.ts";
import { subjectGroups } from "./subjects.ts";
import { isAimedAt } from "./walk/stray-statuses.ts";

/** A cell, the checkers that have seen it, and those that should have but have not. */
export interface ReportedCell extends DocumentedCell {
  readonly judges: readonly Judge[];
  readonly missing: readonly Judge[];
  /** The sources of the spec's entry; empty for standin's own. */
  readonly provenance: readonly Provenance[];
}

/** An exception of a checker, and how often it was used in the run. */
export interface ReportedException {
  readonly judge: Judge;
  readonly exception: string;
  /** Absent for an exception that is in no list. */
  readonly reason?: string | undefined;
  /** The uses by provider; empty for an unused exception. */
  readonly counts: readonly { readonly provider: string; readonly count: number }[];
}

export interface Report {
  readonly cells: readonly ReportedCell[];
  readonly holes: readonly ReportedCell[];
  /** Interactions that one pact checker has seen and another has not, and impossible observations, as sentences. */
  readonly gaps: readonly string[];
  readonly exceptions: readonly ReportedException[];
  readonly stale: number;
  /** Questions about the providers that no source answers, most used operations first. */
  readonly questions: readonly EvidenceQuestion[];
  /** A table of how many requests standin reads as each framework does; absent if they were not compared. */
  readonly frameworks?: readonly string[] | undefined;
}

export interface ReportBasis {
  /** The sources of the specs, by provider. */
  readonly origins?: ReadonlyMap<string, Evidence>;
  /** All exceptions of checkers. */
  readonly exceptions?: readonly KnownException[];
  /** The result of the last comparison with the frameworks, and its errors. */
  readonly frameworks?: { readonly totals: readonly string[]; readonly complaints: readonly string[] };
}

/** Checkers of single interactions. All of them must have seen what one of them has seen. */
const OF_INTERACTIONS: readonly Judge[] = ["typed client", "pact", "verifier", "comparator"];

/** Judges that must have seen every cell of an operation, unless the spec says that the mock never gives that reply. */
const OF_OPERATIONS: readonly Judge[] = [...OF_INTERACTIONS, "Prism"];

/**
 * Puts evidence beside what the specs document. Who must see what is a rule, not a list:
 *
 * - every documented status of every operation, unless it is marked `x-unreachable`, is seen by the typed client, the
 *   pact, the verifier, the comparator and Prism;
 * - every documented success is met by random walks as well; what they are refused for is luck;
 * - every common response, unless it is marked, is seen by Prism, and by the walks if requests that no operation takes
 *   get it;
 * - the judges of interactions have all seen the same interactions;
 * - no checker has seen a marked cell;
 * - every exception that was made is in a list, and every one of a list was made.
 */
export function makeReport(
  specs: readonly Spec[],
  { sightings, exemptions, stale }: GatheredEvidence,
  { origins = new Map(), exceptions = [], frameworks }: ReportBasis = {},
): Report {
  const cells = specs.flatMap((spec) =>
    cellsOf(spec).map((cell): ReportedCell => {
      const judges = JUDGES.filter((judge) => sightings.some((each) => each.judge === judge && isOf(spec, each, cell)));
      const origin = origins.get(cell.provider);
      return {
        ...cell,
        judges,
        missing: requiredFor(cell).filter((judge) => !judges.includes(judge)),
        provenance: origin === undefined ? [] : provenanceOf(origin, cell.operationId, cell.status),
      };
    }),
  );
  return {
    cells,
    holes: cells.filter(({ missing }) => missing.length > 0),
    gaps: [...findGaps(sightings), ...findContradictions(cells), ...(frameworks?.complaints ?? [])],
    exceptions: countExceptions(exemptions, exceptions),
    stale,
    questions: queueOf(origins),
    frameworks: frameworks?.totals,
  };
}

/** What an operation answers with a status that it does not document is a common response. */
const isOf = ({ operations }: Spec, seen: Sighting, { provider, operationId, status }: DocumentedCell): boolean =>
  seen.provider === provider &&
  seen.status === status &&
  (seen.operationId === operationId ||
    (operationId === undefined && !operations.get(seen.operationId ?? "")?.responses.has(status)));

function requiredFor({ operationId, status, unreachable }: DocumentedCell): readonly Judge[] {
  if (unreachable !== undefined) return [];
  const ofWalks: readonly Judge[] = (operationId === undefined ? isAimedAt(status) : status < 400) ? ["walk"] : [];
  return [...(operationId === undefined ? (["Prism"] as const) : OF_OPERATIONS), ...ofWalks];
}

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

const findContradictions = (cells: readonly ReportedCell[]): string[] =>
  cells
    .filter(({ unreachable, judges }) => unreachable !== undefined && judges.length > 0)
    .map((cell) => `${nameOf(cell)}: seen by ${cell.judges.join(", ")}, although it is marked "${cell.unreachable}"`);

/** Those of the lists in their order, then those that are in none. */
function countExceptions(exemptions: readonly Exemption[], known: readonly KnownException[]): ReportedException[] {
  const listed = new Map(known.map((each) => [toKey(each), { ...each, counts: new Map<string, number>() }]));
  const found = new Map<string, Omit<ReportedException, "counts"> & { readonly counts: Map<string, number> }>(listed);
  for (const { judge, provider, exception } of exemptions) {
    const key = toKey({ judge, exception });
    const rule = found.get(key) ?? { judge, exception, counts: new Map() };
    rule.counts.set(provider, (rule.counts.get(provider) ?? 0) + 1);
    found.set(key, rule);
  }
  return [...found.values()].map(({ counts, ...rule }) => ({
    ...rule,
    counts: [...counts].sort().map(([provider, count]) => ({ provider, count })),
  }));
}

const toKey = ({ judge, exception }: Pick<Exemption, "judge" | "exception">): string => `${judge}\n${exception}`;

/** What is wrong with an exception, if anything is. */
function faultOf({ reason, counts }: ReportedException): string | undefined {
  if (reason === undefined) return "it is in no list of exceptions";
  return counts.length === 0 ? "it was never used: take it out of the list" : undefined;
}

const MARKS = { seen: "✓", missing: "✗", none: "·" } as const;

const markOf = ({ judges, missing }: ReportedCell, judge: Judge): string =>
  judges.includes(judge) ? MARKS.seen : missing.includes(judge) ? MARKS.missing : MARKS.none;

const OWN = "own specification";
const COMMON = "common response";

const toOrigin = ({ provenance }: ReportedCell): string => (provenance.length === 0 ? OWN : showProvenance(provenance));

const nameOf = ({ provider, operationId = COMMON, status }: DocumentedCell): string =>
  `${provider} ${operationId} ${status}`;

export const isAgreement = ({ holes, gaps, exceptions }: Report): boolean =>
  holes.length === 0 && gaps.length === 0 && exceptions.every((each) => faultOf(each) === undefined);

interface Part {
  readonly title: string;
  readonly cells: readonly ReportedCell[];
}

/** The providers, and our own API apart from them, as far as the report has them. */
const toParts = ({ cells }: Report): Part[] =>
  subjectGroups
    .map(({ title, names }) => ({
      title,
      cells: cells.filter(({ provider }) => names.some((each) => each === provider)),
    }))
    .filter((part) => part.cells.length > 0);

const namesIn = (cells: readonly ReportedCell[]): string[] => [...new Set(cells.map(({ provider }) => provider))];

interface Totals {
  readonly rows: number;
  readonly common: number;
  readonly unreachable: number;
  readonly holes: number;
  /** How many rows each judge has seen, in the order of the columns. */
  readonly seen: readonly number[];
}

const toTotals = (cells: readonly ReportedCell[]): Totals => ({
  rows: cells.length,
  common: cells.filter(({ operationId }) => operationId === undefined).length,
  unreachable: cells.filter(({ unreachable }) => unreachable !== undefined).length,
  holes: cells.filter(({ missing }) => missing.length > 0).length,
  seen: JUDGES.map((judge) => cells.filter(({ judges }) => judges.includes(judge)).length),
});

/** A line for each part that counts, and one for what is not of a part. */
export function toSummary(report: Report): string {
  const lines = toParts(report).map(({ title, cells }) => {
    const { rows, common, unreachable, holes, seen } = toTotals(cells);
    const seenBy = JUDGES.map((judge, at) => `${judge} ${seen[at]}`).join(", ");
    return `${title}: ${rows} rows, ${common} of them common responses (${unreachable} unreachable); ${holes} holes; seen by ${seenBy}`;
  });
  const { gaps, exceptions, stale } = report;
  const wrong = exceptions.filter((each) => faultOf(each) !== undefined).length;
  const parts = [
    `${gaps.length} gaps`,
    `${exceptions.length} exceptions (${wrong} of them never used, or in no list)`,
    ...(stale > 0 ? [`${stale} stale pieces of evidence refused`] : []),
  ];
  return [...lines, parts.join("; ")].join("\n");
}

/** The table for a terminal. */
export function toText(report: Report): string {
  const rows = report.cells.map((cell) => [
    `${cell.provider} ${cell.operationId ?? COMMON}`,
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
    (each) => `exception: ${each.judge}: ${each.exception}: ${showCounts(each)}`,
  );
  const questions = report.questions.map(
    ({ provider, about, question }) => `missing evidence: ${provider} ${about}: ${question}`,
  );
  return [...lines, "", ...exceptions, ...questions, ...toProblems(report), toSummary(report)].join("\n");
}

/** How often an exception was made, by provider. */
const showCounts = ({ counts }: ReportedException): string =>
  counts.length === 0 ? "never used" : counts.map(({ provider, count }) => `${provider} ${count}`).join(", ");

const toProblems = ({ holes, gaps, exceptions }: Report): string[] => [
  ...holes.map((cell) => `hole: ${nameOf(cell)}: not seen by ${cell.missing.join(", ")}`),
  ...gaps.map((gap) => `gap: ${gap}`),
  ...exceptions.flatMap((each) => {
    const fault = faultOf(each);
    return fault === undefined ? [] : [`exception: ${each.judge}: ${each.exception}: ${fault}`];
  }),
];

/** The page of the documentation. */
export function toMarkdown(report: Report): string {
  const lines = [...INTRODUCTION, ...toContents(report), ...JUDGES_TABLE, ...toLegend(report)];
  for (const { title, cells } of toParts(report)) {
    lines.push("", `## ${title}`, "", ...toTotalsTable(cells));
    for (const name of namesIn(cells)) lines.push(...toRows(cells.filter(({ provider }) => provider === name)));
  }
  return `${[...lines, ...toExceptionsTable(report), ...toFrameworks(report), ...toQueue(report.questions)].join("\n")}\n`;
}

const INTRODUCTION = [
  "# Agreement",
  "",
  "Written by `npm run agreement` from the evidence of a run. A row is one documented status of one operation, or one common",
  "response: what the provider may answer to any request, whatever its operation (`x-common-responses` of the spec). ✓ a judge",
  "has seen it, and what it compares agreed; ✗ a hole: that judge should have seen it; · that judge need not see it. Judges",
  "compare spec, client and mock with each other, and none of them with a live provider: the last column says what the row",
  "rests on instead, and since when.",
];

/** The headings of the page, and what GitHub makes of them in a link. */
const MISSING = "Missing evidence";
const PROVENANCE = "Words of provenance";
const EXCEPTIONS = "Exceptions";
const FRAMEWORKS = "Frameworks";
const toLink = (heading: string): string => `[${heading}](#${heading.toLowerCase().replaceAll(" ", "-")})`;

function toContents(report: Report): string[] {
  const parts = toParts(report).map(({ title, cells }) => {
    const names = namesIn(cells).filter((name) => name !== title);
    return `- ${toLink(title)}: ${names.map(toLink).join(", ")}`;
  });
  const missing = report.questions.length === 0 ? [] : [`- ${toLink(MISSING)}: what is inferred, and how to find out`];
  const compared = report.frameworks === undefined ? [] : [`- ${toLink(FRAMEWORKS)}: how requests are read`];
  return [
    "",
    ...missing,
    `- ${toLink(PROVENANCE)}`,
    ...parts,
    `- ${toLink(EXCEPTIONS)}: where judges err`,
    ...compared,
  ];
}

const JUDGES_TABLE = [
  "",
  "| judge | what it compares | touches the mock |",
  "| --- | --- | --- |",
  "| typed client | The client with the spec: that its call goes to the operation, and that it hands on what Pact's mock server answers, which answers by the spec's examples. | never |",
  "| pact | The kept pact file with what the client says now, interaction by interaction. | never |",
  "| verifier | The mock's replies, over HTTP, with the pact. Provider states are scenarios; each interaction has a world, or a simulator, of its own. | yes |",
  "| comparator | The kept pact file with the OpenAPI document. | never |",
  "| Prism | Live traffic of the behaviour suites and of the verifier with the OpenAPI document: that the mock takes no request that the document forbids, and that each reply fits its documented response. | yes |",
  "| walk | Replies to random sequences of valid, invalid and stray requests with the OpenAPI document: status, required headers, media type, and of JSON the body. Also that the mock takes no JSON body that the document forbids, that what was written is there to be read, and that the same requests get the same bytes again: in another simulator and, of the providers, after a restore and a reset. | yes |",
  "",
  "The columns typed client, pact and comparator never touch the mock: their ✓ says nothing about it. That the mock answers",
  "like that, the columns verifier, Prism and walk say. No pact has a common response: Prism must have seen each, and the walk",
  "those that requests get which no operation takes.",
];

const WORDS: Readonly<Record<SourceKind, string>> = {
  "founding-document": "A document about the provider that this project began with.",
  "vendor-specification": "The vendor's own OpenAPI description.",
  "vendor-documentation": "The vendor's pages, guides and samples.",
  payload: "Requests or replies that were captured.",
  "client-code": "Code that talks to the service, by the vendor or by others.",
  framework: "What the web framework or standard does that the service seems to follow.",
  inferred: "Our own reading, where no source says anything.",
};

/** Says what the last column's words mean, the strongest evidence first. */
function toLegend({ cells }: Report): string[] {
  const names = namesIn(cells.filter(({ provenance }) => provenance.length > 0));
  const links = names.map((name) => `[${name}](${toReadme(name)})`).join(", ");
  return [
    "",
    `## ${PROVENANCE}`,
    "",
    "From the strongest evidence to the weakest; in brackets the date of the earliest source, as far as sources have one. Which",
    `sources these are: ${links}.`,
    "",
    "| word | what it stands for |",
    "| --- | --- |",
    ...SOURCE_KINDS.map((kind) => toMarkdownRow([kind, WORDS[kind]])),
    toMarkdownRow([OWN, "Our own API: the spec decides."]),
  ];
}

/** The part of a mock's README that lists its sources and its rules. */
const toReadme = (provider: string): string => `../mocks/${provider}/README.md#evidence`;

const toMarkdownRow = (columns: readonly (string | number)[]): string => `| ${columns.join(" | ")} |`;

/** What a table of totals counts, and all of them together where there are several. */
function toTotalsTable(cells: readonly ReportedCell[]): string[] {
  const names = namesIn(cells);
  const toRow = (name: string, own: readonly ReportedCell[]): string => {
    const { rows, common, unreachable, holes, seen } = toTotals(own);
    return toMarkdownRow([name, rows, common, unreachable, holes, ...seen]);
  };
  return [
    "How many rows there are, how many of them are common responses, how many the mock never gives by itself, how many are holes,",
    "and how many each judge has seen:",
    "",
    toMarkdownRow(["", "rows", "common", "never by itself", "holes", ...JUDGES]),
    `| --- |${" --: |".repeat(4 + JUDGES.length)}`,
    ...names.map((name) =>
      toRow(
        name,
        cells.filter(({ provider }) => provider === name),
      ),
    ),
    ...(names.length > 1 ? [toRow("together", cells)] : []),
  ];
}

/** The table of one provider. */
function toRows(cells: readonly ReportedCell[]): string[] {
  const lines = ["", `### ${cells[0]?.provider}`, "", toMarkdownRow(["operation", "status", ...JUDGES, "provenance"])];
  lines.push(`| --- | --- |${" :-: |".repeat(JUDGES.length)} --- |`);
  for (const cell of cells) {
    const name = cell.operationId === undefined ? COMMON : `\`${cell.operationId}\``;
    const note = cell.unreachable === undefined ? "" : ` (${cell.unreachable})`;
    const marks = JUDGES.map((judge) => markOf(cell, judge));
    lines.push(toMarkdownRow([name, cell.status + note, ...marks, toOrigin(cell)]));
  }
  return lines;
}

const toExceptionsTable = ({ exceptions }: Report): string[] => [
  "",
  `## ${EXCEPTIONS}`,
  "",
  "Where a judge errs or does not look, by rule, and how often that was so in the run. A rule that was never used, and an",
  "exception without a rule, fail the report. The typed client, the pact, the verifier and the walk have no rules.",
  "",
  "| judge | exception | how often | why |",
  "| --- | --- | --- | --- |",
  ...exceptions.map((each) =>
    toMarkdownRow([each.judge, each.exception, showCounts(each), each.reason ?? faultOf(each) ?? ""]),
  ),
];

const toFrameworks = ({ frameworks }: Report): string[] =>
  frameworks === undefined
    ? []
    : [
        "",
        `## ${FRAMEWORKS}`,
        "",
        "Whether handlers see of a request what the web framework behind the provider would show them: the same bytes, sent to both.",
        "By kind of request, and with a reason for whatever differs: [frameworks.md](frameworks.md).",
        "",
        ...frameworks,
      ];

/** The page without how often exceptions were made, which differs from run to run. */
export const withoutCounts = (page: string): string =>
  page.replaceAll(/(?<=\| )[a-z]+ \d+(, [a-z]+ \d+)*(?= \|)/g, (counts) => counts.replaceAll(/ \d+/g, ""));

function toQueue(questions: readonly EvidenceQuestion[]): string[] {
  if (questions.length === 0) return [];
  const toCell = (text: string): string => text.replaceAll("|", "\\|");
  return [
    "",
    `## ${MISSING}`,
    "",
    "What no source says, and the mocks therefore infer: most used operations first (1 is the most used). With an account you can",
    "answer a question as its last column says, or by a pact: `standin verify <pact> --base-url <url>`. Rules lead to the evidence",
    "in the mocks' READMEs; numbers in brackets are the statuses in question.",
    "",
    "| use | provider | about | question | how to find out |",
    "| --- | --- | --- | --- | --- |",
    ...questions.map(
      ({ weight, provider, question, how, ...where }) =>
        `| ${weight} | ${provider} | ${toSubject(provider, where)} | ${toCell(question)} | ${toCell(how)} |`,
    ),
  ];
}

/** What a question is about, what else the answer settles, and for which statuses. */
const toSubject = (
  provider: string,
  { about, settles = [], statuses = [] }: Pick<EvidenceQuestion, "about" | "settles" | "statuses">,
): string =>
  [about, ...settles].map((each) => (RULE.test(each) ? `[${each}](${toReadme(provider)})` : `\`${each}\``)).join(", ") +
  (statuses.length > 0 ? ` (${statuses.join(", ")})` : "");

/** Other subjects are operations. */
const RULE = /^[A-Z]\d+$/;
