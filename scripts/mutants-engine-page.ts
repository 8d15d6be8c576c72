import { type Cell, toMarkdownTable } from "./markdown-table.ts";
/** What became of a mutant, in Stryker's words; `Ignored`: it was left out. */
export type MutantStatus =
  | "Killed"
  | "Timeout"
  | "Survived"
  | "NoCoverage"
  | "CompileError"
  | "RuntimeError"
  | "Ignored"
  | "Pending";

interface Position {
  readonly line: number;
  readonly column: number;
}

/** One mutant of a report by the mutation testing report schema. Positions count from 1. */
export interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: MutantStatus;
  readonly statusReason?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** A report of Stryker, as far as the page needs it. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>>;
}

/** One run over a room of the engine. */
export interface RoomRun {
  readonly room: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly concurrency: number;
  readonly node: string;
  readonly report: MutationReport;
}

export const PAGE = "docs/engine-mutants.md";

const INTRODUCTION = `# Mutants of the engine

Written by \`npm run mutants\`. Stryker changes one expression of \`src/engine\` at a time, such as \`<\` to \`<=\`, and runs the
engine's own tests that reach it (\`vitest.engine-mutants.config.ts\`): those in \`test/engine\` and \`test/limits/limits.test.ts\`
that take less than some seconds. Properties are tried on a twentieth of their usual cases. The tests of the providers reach the
engine as well, but take no part, as a run would take many times as long. [mutants.md](mutants.md) lists other mutants: faults in what
clients and mocks mean, tried by the contracts.

- **killed**: a test failed. **timed out**: the tests did not end, which counts as noticed. **failed to run**: no test could
  run; not counted.
- **survived**: all tests passed. The change may be one that cannot be observed, such as a cache that is never full.
- **no coverage**: none of these tests runs the code.
- **score**: killed and timed out, of these two with survived and no coverage.

Left out are texts (\`StringLiteral\`: most are the wording of messages; names are checked by the compiler), and what runs only while a
module loads (static: each would need all tests).
`;

const COUNTED = ["Killed", "Timeout", "Survived", "NoCoverage"] as const;

interface Found extends ReportedMutant {
  readonly file: string;
  readonly original: string;
}

/** The mutants of a report, by file and place. */
function mutantsOf({ report }: RoomRun): Found[] {
  const files = Object.entries(report.files).sort(([a], [b]) => (a < b ? -1 : 1));
  return files.flatMap(([file, { source, mutants }]) =>
    mutants
      .map((mutant) => ({ ...mutant, file, original: textAt(source, mutant.location) }))
      .sort(
        (a, b) => a.location.start.line - b.location.start.line || a.location.start.column - b.location.start.column,
      ),
  );
}

function textAt(source: string, { start, end }: ReportedMutant["location"]): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = (lines.at(-1) ?? "").slice(0, end.column - 1);
  lines[0] = (lines[0] ?? "").slice(start.column - 1);
  return lines.join("\n");
}

const count = (mutants: readonly Found[], status: MutantStatus): number =>
  mutants.filter((mutant) => mutant.status === status).length;

/** The share of the mutants that were noticed; `undefined`: there are none. */
function scoreOf(mutants: readonly Found[]): number | undefined {
  const [killed = 0, timedOut = 0, survived = 0, uncovered = 0] = COUNTED.map((status) => count(mutants, status));
  const all = killed + timedOut + survived + uncovered;
  return all === 0 ? undefined : (killed + timedOut) / all;
}

// Rounded down: what is not all is never shown as 100 %.
const toPercent = (score: number | undefined): string =>
  score === undefined ? "–" : `${(Math.floor(score * 1000) / 10).toFixed(1)} %`;

const isText = ({ mutatorName }: Found): boolean => mutatorName === "StringLiteral";

const TITLES = [
  "room",
  "score",
  "killed",
  "timed out",
  "survived",
  "no coverage",
  "failed to run",
  "static",
  "texts",
  "minutes",
  "run on",
];

function toRow(name: string, mutants: readonly Found[], seconds: number, day: string): Cell[] {
  const ignored = mutants.filter(({ status }) => status === "Ignored");
  const numbers = [
    ...COUNTED.map((status) => count(mutants, status)),
    count(mutants, "RuntimeError") + count(mutants, "CompileError"),
    ignored.filter((mutant) => !isText(mutant)).length,
    ignored.filter(isText).length,
  ];
  return [name, toPercent(scoreOf(mutants)), ...numbers, Math.max(1, Math.round(seconds / 60)), day];
}

const toCode = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ").trim();
  const short = line.length > 70 ? `${line.slice(0, 69)}…` : line;
  return short === "" ? "" : `\`\` ${short} \`\``;
};

function toList(run: RoomRun): string {
  const left = mutantsOf(run).filter(({ status }) => status === "Survived" || status === "NoCoverage");
  if (left.length === 0) return `## ${run.room}\n\nAll were noticed.\n`;
  const rows = left.map(({ file, location, mutatorName, original, replacement = "", status }) => [
    `${file.slice(`src/engine/${run.room}/`.length)}:${location.start.line}`,
    mutatorName,
    toCode(original),
    toCode(replacement),
    status === "Survived" ? "" : "no coverage",
  ]);
  return [`## ${run.room}`, "", ...toMarkdownTable(["place", "kind", "was", "became", ""], rows), ""].join("\n");
}

/** What the page has about one room. */
interface RoomPart {
  readonly room: string;
  readonly row: readonly Cell[];
  readonly list: string;
}

const toPart = (run: RoomRun): RoomPart => ({
  room: run.room,
  row: toRow(run.room, mutantsOf(run), run.seconds, run.startedAt.slice(0, 10)),
  list: toList(run),
});

/** What an earlier page has about a room, where that is anything. */
function readPart(page: string, room: string): RoomPart[] {
  const row = page.split("\n").find((line) => line.startsWith(`| ${room} | `));
  const [, list] = page.match(new RegExp(`^(## ${room}\n[\\s\\S]*?)(?=^## |(?![\\s\\S]))`, "m")) ?? [];
  if (row === undefined || list === undefined) return [];
  const cells = row.split(" | ").map((cell) => cell.replaceAll(/^\| | \|$/g, "").trim());
  return [{ room, row: cells, list: `${list.trimEnd()}\n` }];
}

/** The sums of all rows, and the score that they make. */
function toTotal(rows: readonly (readonly Cell[])[]): Cell[] {
  const sums = TITLES.slice(2, -1).map((_, at) => rows.reduce((sum, row) => sum + Number(row[at + 2]), 0));
  const [killed = 0, timedOut = 0, survived = 0, uncovered = 0] = sums;
  const all = killed + timedOut + survived + uncovered;
  const days = [...new Set(rows.map((row) => String(row.at(-1))))].sort();
  return ["in all", toPercent(all === 0 ? undefined : (killed + timedOut) / all), ...sums, days.join(", ")];
}

/**
 * The page about the runs over the engine's rooms.
 *
 * @param rooms all of them, in order
 * @param before the page as it was, which has the rooms that were not run this time
 */
export function makePage(rooms: readonly string[], runs: readonly RoomRun[], before = ""): string {
  const parts = rooms.flatMap((room) => {
    const run = runs.find((each) => each.room === room);
    return run === undefined ? readPart(before, room) : [toPart(run)];
  });
  const missing = rooms.filter((room) => !parts.some((part) => part.room === room));
  const machines = [...new Set(runs.map((run) => `Node ${run.node}, ${run.concurrency} at a time`))];
  const notes = runs.length > 0 ? [`Last run with ${machines.join("; ")}.`] : [];
  if (missing.length > 0) notes.push(`Not run yet: ${missing.join(", ")}.`);
  const rows = parts.map(({ row }) => row);
  return [
    INTRODUCTION,
    `${notes.join(" ")}\n`,
    ...toMarkdownTable(
      TITLES,
      [...rows, toTotal(rows)],
      ["left", ...TITLES.slice(2).map(() => "right" as const), "left"],
    ),
    "",
    ...parts.map(({ list }) => list),
  ].join("\n");
}

/** One line about a run. */
export function summarize(run: RoomRun): string {
  const mutants = mutantsOf(run);
  const [killed, timedOut, survived, uncovered] = COUNTED.map((status) => count(mutants, status));
  return `${run.room}: ${toPercent(scoreOf(mutants))} (${killed} killed, ${timedOut} timed out, ${survived} survived, ${uncovered} without coverage) in ${Math.round(run.seconds)} s`;
}
