import { readFile, writeFile } from "node:fs/promises";
import { StandinError } from "#engine/basics/errors.ts";
import { readSeedFile } from "#standin/seed-file.ts";
import { toHtml } from "#verification/check-html.ts";
import { checkRecordings } from "#verification/check-recordings.ts";
import type { CheckReport, ReportedDifference, ReportedOperation } from "#verification/check-report.ts";
import {
  countDifferences,
  describeCompared,
  describeDifferences,
  describeSkipped,
  toSentence,
  verdictOf,
} from "#verification/check-words.ts";
import type { BaseUrl } from "#verification/find-operation.ts";
import { readHar } from "#verification/har-file.ts";
import { toFileReason } from "./file-reason.ts";
import { chooseProviders, findProvider } from "./providers.ts";
import {
  bold,
  dim,
  green,
  join,
  lines,
  red,
  type Style,
  type StyledText,
  say,
  sayJson,
  show,
  yellow,
} from "./terminal.ts";

export interface CheckOptions {
  readonly provider?: string;
  /** Modules that export mocks of one's own. */
  readonly mock?: readonly string[];
  readonly baseUrl?: readonly BaseUrl[];
  readonly seed?: string;
  readonly html?: string;
  readonly strict: boolean;
  readonly json: boolean;
}

/**
 * Compares recorded traffic with the specs and with fresh mocks.
 *
 * @returns true without differences; if strict, also only if every reply was compared with the mock's
 * @throws StandinError when a file is not a HAR file, or no file holds traffic with a provider
 */
export async function check(files: readonly string[], options: CheckOptions): Promise<boolean> {
  const { provider, baseUrl: baseUrls, seed, strict: isStrict } = options;
  const { providers, mocks } = await chooseProviders({ ...(options.mock !== undefined && { mock: options.mock }) });
  if (provider !== undefined) findProvider(provider, providers);
  for (const each of baseUrls ?? []) findProvider(each.provider, providers);
  const recordings = await Promise.all(files.map(readRecording));
  const seeds = seed === undefined ? undefined : (await readSeedFile(seed, { mocks })).seeds;
  const report = await checkRecordings(recordings, { providers, provider, baseUrls, seeds, isStrict });
  if (report.compared === 0)
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `No reply of a provider to compare: ${describeSkipped(report.skipped) || "no entries"}. Use --provider or --base-url.`,
    );
  if (options.html !== undefined) await writePage(options.html, report);
  if (options.json) sayJson(report);
  else say(toText(report, isStrict));
  return report.ok;
}

async function readRecording(file: string) {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new StandinError("ERR_STANDIN_USAGE", `${file}: ${toFileReason(error)}.`);
  });
  return { file, exchanges: readHar(text, file) };
}

async function writePage(path: string, report: CheckReport): Promise<void> {
  await writeFile(path, toHtml(report)).catch((error: NodeJS.ErrnoException) => {
    throw new StandinError("ERR_STANDIN_USAGE", `--html ${path}: the file cannot be written (${error.code}).`);
  });
}

function toText(report: CheckReport, isStrict: boolean): StyledText {
  const operations = report.operations.flatMap(toLines);
  const unknown = report.unknownPaths.map(
    ({ provider, request, count }) => show`  ${dim("not in the spec")} ${provider} ${request} (${count})`,
  );
  const differences = countDifferences(report);
  const skipped = describeSkipped(report.skipped);
  const found = (differences === 0 ? green : red)(describeDifferences(differences));
  const compared = show`${describeCompared(report)}: ${found}`;
  const ended = skipped === "" ? show`${compared}.` : show`${compared}. Skipped: ${skipped}.`;
  const summary =
    isStrict && report.specOnly > 0
      ? show`${ended} ${red("--strict: every reply has to be compared with the mock.")}`
      : ended;
  return lines([...operations, ...unknown, summary]);
}

const STYLES: Readonly<Record<ReturnType<typeof verdictOf>, Style>> = {
  DIFFERS: red,
  "spec only": yellow,
  same: green,
};

function toLines(operation: ReportedOperation): StyledText[] {
  const { provider, operationId, compared, replayed, differences, notReplayed, stateDifferences } = operation;
  const word = verdictOf(operation);
  const verdict = STYLES[word](word.padEnd("spec only".length));
  return [
    join([verdict, provider, bold(operationId), dim(`${compared} compared, ${replayed} replayed`)], " "),
    ...differences.map((each) => show`  ${toSentence(each)} ${dim(toPlaces(each))}`),
    ...notReplayed.map((each) => show`  ${dim(`not replayed: ${each.reason} ${toPlaces(each)}`)}`),
    ...stateDifferences.map((each) => show`  ${dim(`other state: ${toSentence(each)} ${toPlaces(each)}`)}`),
  ];
}

const toPlaces = ({ entries, count }: Pick<ReportedDifference, "entries" | "count">): string =>
  `(${entries.join(", ")}${count > entries.length ? `, ${count - entries.length} more` : ""})`;
