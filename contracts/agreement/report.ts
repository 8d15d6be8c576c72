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
import { type Cell, toMarkdownTable } from "../../scripts/markdown-table.ts";
import { toTable } from "../../src/cli/table.ts";
import type { Checker, GatheredEvidence, Observation, Waiver } from "./evidence.ts";
import { CHECKERS } from "./evidence.ts";
import type { KnownException } from "./exceptions.ts";
import { type DocumentedStatus, type Spec, statusesOf } from "./spec.ts";
import { targetGroups } from "./targets.ts";
import { isAimedAt } from "./walk/stray-statuses.ts";

/** A documented status, the checkers that have seen it, and those that should have but have not. */
export interface ReportedStatus extends DocumentedStatus {
  readonly checkers: readonly Checker[];
  readonly missing: readonly Checker[];
  /** The sources of the spec's entry; empty for standin's own. */
  readonly provenance: readonly Provenance[];
}

/** An exception of a checker, and how often it was used in the run. */
export interface ReportedException {
  readonly checker: Checker;
  readonly exception: string;
  /** Absent for an exception that is in no list. */
  readonly reason?: string | undefined;
  /** The uses by provider; empty for an unused exception. */
  readonly counts: readonly { readonly provider: string; readonly count: number }[];
}

export interface Report {
  readonly statuses: readonly ReportedStatus[];
  readonly holes: readonly ReportedStatus[];
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
const OF_INTERACTIONS: readonly Checker[] = ["typed client", "pact", "verifier", "comparator"];

/** Checkers that must have seen every documented status of an operation, unless the spec says that the mock never gives that reply. */
const OF_OPERATIONS: readonly Checker[] = [...OF_INTERACTIONS, "Prism"];

/**
 * Puts evidence beside what the specs document. Who must see what is a rule, not a list:
 *
 * - every documented status of every operation, unless it is marked `x-unreachable`, is seen by the typed client, the
 *   pact, the verifier, the comparator and Prism;
 * - every documented success is met by random walks as well; what they are refused for is luck;
 * - every common response, unless it is marked, is seen by Prism, and by the walks if requests that no operation takes
 *   get it;
 * - the checkers of interactions have all seen the same interactions;
 * - no checker has seen a marked status;
 * - every exception that was made is in a list, and every one of a list was made.
 */
export function makeReport(
  specs: readonly Spec[],
  { observations, waivers, stale }: GatheredEvidence,
  { origins = new Map(), exceptions = [], frameworks }: ReportBasis = {},
): Report {
  const statuses = specs.flatMap((spec) =>
    statusesOf(spec).map((entry): ReportedStatus => {
      const checkers = CHECKERS.filter((checker) =>
        observations.some((each) => each.checker === checker && isOf(spec, each, entry)),
      );
      const origin = origins.get(entry.provider);
      return {
        ...entry,
        checkers,
        missing: requiredFor(entry).filter((checker) => !checkers.includes(checker)),
        provenance: origin === undefined ? [] : provenanceOf(origin, entry.operationId, entry.status),
      };
    }),
  );
  return {
    statuses,
    holes: statuses.filter(({ missing }) => missing.length > 0),
    gaps: [...findGaps(observations), ...findContradictions(statuses), ...(frameworks?.complaints ?? [])],
    exceptions: countExceptions(waivers, exceptions),
    stale,
    questions: queueOf(origins),
    frameworks: frameworks?.totals,
  };
}

/** What an operation answers with a status that it does not document is a common response. */
const isOf = ({ operations }: Spec, seen: Observation, { provider, operationId, status }: DocumentedStatus): boolean =>
  seen.provider === provider &&
  seen.status === status &&
  (seen.operationId === operationId ||
    (operationId === undefined && !operations.get(seen.operationId ?? "")?.responses.has(status)));

function requiredFor({ operationId, status, unreachable }: DocumentedStatus): readonly Checker[] {
  if (unreachable !== undefined) return [];
  const ofWalks: readonly Checker[] = (operationId === undefined ? isAimedAt(status) : status < 400) ? ["walk"] : [];
  return [...(operationId === undefined ? (["Prism"] as const) : OF_OPERATIONS), ...ofWalks];
}

function findGaps(observations: GatheredEvidence["observations"]): string[] {
  const seenBy = new Map<string, Set<Checker>>();
  for (const { provider, interaction, checker } of observations) {
    if (interaction === undefined) continue;
    const name = `${provider}: ${interaction}`;
    seenBy.set(name, (seenBy.get(name) ?? new Set()).add(checker));
  }
  return [...seenBy].flatMap(([name, checkers]) =>
    OF_INTERACTIONS.filter((checker) => !checkers.has(checker)).map((checker) => `${name}: not seen by ${checker}`),
  );
}

const findContradictions = (statuses: readonly ReportedStatus[]): string[] =>
  statuses
    .filter(({ unreachable, checkers }) => unreachable !== undefined && checkers.length > 0)
    .map(
      (entry) => `${nameOf(entry)}: seen by ${entry.checkers.join(", ")}, although it is marked "${entry.unreachable}"`,
    );

/** Those of the lists in their order, then those that are in none. */
function countExceptions(waivers: readonly Waiver[], known: readonly KnownException[]): ReportedException[] {
  const listed = new Map(known.map((each) => [toKey(each), { ...each, counts: new Map<string, number>() }]));
  const found = new Map<string, Omit<ReportedException, "counts"> & { readonly counts: Map<string, number> }>(listed);
  for (const { checker, provider, exception } of waivers) {
    const key = toKey({ checker, exception });
    const rule = found.get(key) ?? { checker, exception, counts: new Map() };
    rule.counts.set(provider, (rule.counts.get(provider) ?? 0) + 1);
    found.set(key, rule);
  }
  return [...found.values()].map(({ counts, ...rule }) => ({
    ...rule,
    counts: [...counts].sort().map(([provider, count]) => ({ provider, count })),
  }));
}

const toKey = ({ checker, exception }: Pick<Waiver, "checker" | "exception">): string => `${checker}\n${exception}`;

/** What is wrong with an exception, if anything is. */
function faultOf({ reason, counts }: ReportedException): string | undefined {
  if (reason === undefined) return "it is in no list of exceptions";
  return counts.length === 0 ? "it was never used: take it out of the list" : undefined;
}

const MARKS = { seen: "✓", missing: "✗", none: "·" } as const;

const markOf = ({ checkers, missing }: ReportedStatus, checker: Checker): string =>
  checkers.includes(checker) ? MARKS.seen : missing.includes(checker) ? MARKS.missing : MARKS.none;

const OWN = "own specification";
const COMMON = "common response";

const toOrigin = ({ provenance }: ReportedStatus): string =>
  provenance.length === 0 ? OWN : showProvenance(provenance);

const nameOf = ({ provider, operationId = COMMON, status }: DocumentedStatus): string =>
  `${provider} ${operationId} ${status}`;

export const isAgreement = ({ holes, gaps, exceptions }: Report): boolean =>
  holes.length === 0 && gaps.length === 0 && exceptions.every((each) => faultOf(each) === undefined);

interface Part {
  readonly title: string;
  readonly statuses: readonly ReportedStatus[];
}

/** The providers, and our own API apart from them, as far as the report has them. */
const toParts = ({ statuses }: Report): Part[] =>
  targetGroups
    .map(({ title, names }) => ({
      title,
      statuses: statuses.filter(({ provider }) => names.some((each) => each === provider)),
    }))
    .filter((part) => part.statuses.length > 0);

const namesIn = (statuses: readonly ReportedStatus[]): string[] => [
  ...new Set(statuses.map(({ provider }) => provider)),
];

interface Totals {
  readonly rows: number;
  readonly common: number;
  readonly unreachable: number;
  readonly holes: number;
  /** How many rows each checker has seen, in the order of the columns. */
  readonly seen: readonly number[];
}

const toTotals = (statuses: readonly ReportedStatus[]): Totals => ({
  rows: statuses.length,
  common: statuses.filter(({ operationId }) => operationId === undefined).length,
  unreachable: statuses.filter(({ unreachable }) => unreachable !== undefined).length,
  holes: statuses.filter(({ missing }) => missing.length > 0).length,
  seen: CHECKERS.map((checker) => statuses.filter(({ checkers }) => checkers.includes(checker)).length),
});

/** A line for each part that counts, and one for what is not of a part. */
export function toSummary(report: Report): string {
  const lines = toParts(report).map(({ title, statuses }) => {
    const { rows, common, unreachable, holes, seen } = toTotals(statuses);
    const seenBy = CHECKERS.map((checker, at) => `${checker} ${seen[at]}`).join(", ");
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
  const rows = report.statuses.map((entry) => [
    `${entry.provider} ${entry.operationId ?? COMMON}`,
    String(entry.status),
    ...CHECKERS.map((checker) => markOf(entry, checker)),
    toOrigin(entry),
    entry.unreachable === undefined ? "" : `unreachable: ${entry.unreachable}`,
  ]);
  const { text } = toTable(["operation", "status", ...CHECKERS, "provenance", ""], rows);
  const exceptions = report.exceptions.map(
    (each) => `exception: ${each.checker}: ${each.exception}: ${showCounts(each)}`,
  );
  const questions = report.questions.map(
    ({ provider, about, question }) => `missing evidence: ${provider} ${about}: ${question}`,
  );
  return [text, "", ...exceptions, ...questions, ...toProblems(report), toSummary(report)].join("\n");
}

/** How often an exception was made, by provider. */
const showCounts = ({ counts }: ReportedException): string =>
  counts.length === 0 ? "never used" : counts.map(({ provider, count }) => `${provider} ${count}`).join(", ");

const toProblems = ({ holes, gaps, exceptions }: Report): string[] => [
  ...holes.map((entry) => `hole: ${nameOf(entry)}: not seen by ${entry.missing.join(", ")}`),
  ...gaps.map((gap) => `gap: ${gap}`),
  ...exceptions.flatMap((each) => {
    const fault = faultOf(each);
    return fault === undefined ? [] : [`exception: ${each.checker}: ${each.exception}: ${fault}`];
  }),
];

/** The page of the documentation. */
export function toMarkdown(report: Report): string {
  const lines = [...INTRODUCTION, ...toContents(report), ...CHECKERS_TABLE, ...toLegend(report)];
  for (const { title, statuses } of toParts(report)) {
    lines.push("", `## ${title}`, "", ...toTotalsTable(statuses));
    for (const name of namesIn(statuses)) lines.push(...toRows(statuses.filter(({ provider }) => provider === name)));
  }
  return `${[...lines, ...toExceptionsTable(report), ...toFrameworks(report), ...toQueue(report.questions)].join("\n")}\n`;
}

const INTRODUCTION = [
  "# Agreement",
  "",
  "Written by `npm run agreement` from the evidence of a run. A row is one documented status of one operation, or one common",
  "response: what the provider may answer to any request, whatever its operation (`x-common-responses` of the spec). ✓ the checker",
  "saw it, and what it compares agreed; ✗ a hole: the checker should have seen it; · the checker need not see it. Checkers compare",
  "spec, client and mock with each other, and none of them with a live provider: the last column names the evidence for the row,",
  "and its date.",
];

/** The headings of the page, and what GitHub makes of them in a link. */
const MISSING = "Missing evidence";
const PROVENANCE = "Words of provenance";
const EXCEPTIONS = "Exceptions";
const FRAMEWORKS = "Frameworks";
const toLink = (heading: string): string => `[${heading}](#${heading.toLowerCase().replaceAll(" ", "-")})`;

function toContents(report: Report): string[] {
  const parts = toParts(report).map(({ title, statuses }) => {
    const names = namesIn(statuses).filter((name) => name !== title);
    return `- ${toLink(title)}: ${names.map(toLink).join(", ")}`;
  });
  const missing = report.questions.length === 0 ? [] : [`- ${toLink(MISSING)}: what is inferred, and how to find out`];
  const compared = report.frameworks === undefined ? [] : [`- ${toLink(FRAMEWORKS)}: how requests are read`];
  return [
    "",
    ...missing,
    `- ${toLink(PROVENANCE)}`,
    ...parts,
    `- ${toLink(EXCEPTIONS)}: where a checker is wrong`,
    ...compared,
  ];
}

const CHECKERS_TABLE = [
  "",
  ...toMarkdownTable(
    ["checker", "what it compares", "touches the mock"],
    [
      [
        "typed client",
        "The client with the spec: it calls the operation, and returns what Pact's mock server answers from the spec's examples.",
        "never",
      ],
      ["pact", "The stored pact file with what the client sends now, interaction by interaction.", "never"],
      [
        "verifier",
        "The mock's replies over HTTP with the pact. Provider states are scenarios; each interaction has its own world or simulator.",
        "yes",
      ],
      ["comparator", "The stored pact file with the OpenAPI document.", "never"],
      [
        "Prism",
        "Live traffic of the behaviour suites and of the verifier with the OpenAPI document: the mock accepts no request that the document forbids, and each reply matches its documented response.",
        "yes",
      ],
      [
        "walk",
        "Replies to random sequences of valid, invalid and stray requests with the OpenAPI document: status, required headers, media type, and JSON bodies. Also: the mock accepts no JSON body that the document forbids, written data can be read, and the same requests get the same bytes again, in another simulator and (providers) after a restore and a reset.",
        "yes",
      ],
    ],
  ),
  "",
  "The columns typed client, pact and comparator never use the mock: their ✓ says nothing about it. Verifier, Prism and walk check the",
  "mock. No pact contains common responses: Prism must have seen each of them, and the walk those that a request without an operation",
  "gets.",
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
function toLegend({ statuses }: Report): string[] {
  const names = namesIn(statuses.filter(({ provenance }) => provenance.length > 0));
  const links = names.map((name) => `[${name}](${toReadme(name)})`).join(", ");
  return [
    "",
    `## ${PROVENANCE}`,
    "",
    "From the strongest evidence to the weakest; in brackets the date of the earliest source, as far as sources have one. Which",
    `sources these are: ${links}.`,
    "",
    ...toMarkdownTable(
      ["word", "what it stands for"],
      [...SOURCE_KINDS.map((kind) => [kind, WORDS[kind]]), [OWN, "Our own API: the spec decides."]],
    ),
  ];
}

/** The part of a mock's README that lists its sources and its rules. */
const toReadme = (provider: string): string => `../mocks/${provider}/README.md#evidence`;

/** What a table of totals counts, and all of them together where there are several. */
function toTotalsTable(statuses: readonly ReportedStatus[]): string[] {
  const names = namesIn(statuses);
  const toRow = (name: string, own: readonly ReportedStatus[]): Cell[] => {
    const { rows, common, unreachable, holes, seen } = toTotals(own);
    return [name, rows, common, unreachable, holes, ...seen];
  };
  const rows = names.map((name) =>
    toRow(
      name,
      statuses.filter(({ provider }) => provider === name),
    ),
  );
  if (names.length > 1) rows.push(toRow("together", statuses));
  return [
    "How many rows there are, how many of them are common responses, how many the mock never gives by itself, how many are holes,",
    "and how many each checker has seen:",
    "",
    ...toMarkdownTable(["", "rows", "common", "never by itself", "holes", ...CHECKERS], rows, ["left", "right"]),
  ];
}

/** The table of one provider. */
function toRows(statuses: readonly ReportedStatus[]): string[] {
  const rows = statuses.map((entry) => {
    const name = entry.operationId === undefined ? COMMON : `\`${entry.operationId}\``;
    const note = entry.unreachable === undefined ? "" : ` (${entry.unreachable})`;
    const marks = CHECKERS.map((checker) => markOf(entry, checker));
    return [name, entry.status + note, ...marks, toOrigin(entry)];
  });
  return [
    "",
    `### ${statuses[0]?.provider}`,
    "",
    ...toMarkdownTable(["operation", "status", ...CHECKERS, "provenance"], rows, [
      ...(["left", "left"] as const),
      ...CHECKERS.map(() => "centre" as const),
      "left",
    ]),
  ];
}

const toExceptionsTable = ({ exceptions }: Report): string[] => [
  "",
  `## ${EXCEPTIONS}`,
  "",
  "Where a checker errs or does not look, by rule, and how often that was so in the run. A rule that was never used, and an",
  "exception without a rule, fail the report. The typed client, the pact, the verifier and the walk have no rules.",
  "",
  ...toMarkdownTable(
    ["checker", "exception", "how often", "why"],
    exceptions.map((each) => [each.checker, each.exception, showCounts(each), each.reason ?? faultOf(each) ?? ""]),
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
  return [
    "",
    `## ${MISSING}`,
    "",
    "What no source says, and the mocks therefore infer: most used operations first (1 is the most used). With an account you can",
    "answer a question as its last column says, or by a pact: `standin verify <pact> --base-url <url>`. Rules lead to the evidence",
    "in the mocks' READMEs; numbers in brackets are the statuses in question.",
    "",
    ...toMarkdownTable(
      ["use", "provider", "about", "question", "how to find out"],
      questions.map(({ weight, provider, question, how, ...where }) => [
        ...[weight, provider, toTargetUnderTest(provider, where), question, how],
      ]),
    ),
  ];
}

/** What a question is about, what else the answer settles, and for which statuses. */
const toTargetUnderTest = (
  provider: string,
  { about, settles = [], statuses = [] }: Pick<EvidenceQuestion, "about" | "settles" | "statuses">,
): string =>
  [about, ...settles].map((each) => (RULE.test(each) ? `[${each}](${toReadme(provider)})` : `\`${each}\``)).join(", ") +
  (statuses.length > 0 ? ` (${statuses.join(", ")})` : "");

/** Other targets are operations. */
const RULE = /^[A-Z]\d+$/;
