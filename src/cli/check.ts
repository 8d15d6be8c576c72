import { readFile, writeFile } from "node:fs/promises";
import { type ProviderName, registry } from "#mocks/registry.ts";
import { toHtml } from "#verification/check-html.ts";
import { checkRecordings } from "#verification/check-recordings.ts";
import type { CheckReport, ReportedDifference, ReportedOperation } from "#verification/check-report.ts";
import { describeSkipped, toSentence } from "#verification/check-words.ts";
import type { BaseUrl } from "#verification/find-operation.ts";
import { HarError, readHar } from "#verification/har-file.ts";
import { readSeedFile } from "./seed-file.ts";
import { bold, dim, green, join, lines, red, type Shown, say, sayJson, show } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface CheckOptions {
  readonly provider?: ProviderName;
  readonly baseUrl?: readonly BaseUrl[];
  readonly seed?: string;
  readonly html?: string;
  readonly json: boolean;
}

/**
 * Compares recorded traffic with the specs and with fresh mocks.
 *
 * @returns whether there is no difference
 * @throws UsageError when a file is not a HAR file, or no file holds traffic with a provider
 */
export async function check(files: readonly string[], options: CheckOptions): Promise<boolean> {
  const { provider, baseUrl: baseUrls, seed } = options;
  const recordings = await Promise.all(files.map(readRecording));
  const seeds = seed === undefined ? undefined : (await readSeedFile(seed)).seeds;
  const report = await checkRecordings(recordings, { providers: Object.values(registry), provider, baseUrls, seeds });
  if (report.compared === 0)
    throw new UsageError(
      `No reply of a provider to compare: ${describeSkipped(report.skipped) || "no entries"}. Use --provider or --base-url.`,
    );
  if (options.html !== undefined) await writePage(options.html, report);
  if (options.json) sayJson(report);
  else say(toText(report));
  return report.ok;
}

async function readRecording(file: string) {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(error.code === "ENOENT" ? `${file}: there is no such file.` : `${file}: ${error.code}.`);
  });
  try {
    return { file, exchanges: readHar(text, file) };
  } catch (error) {
    throw error instanceof HarError ? new UsageError(error.message) : error;
  }
}

async function writePage(path: string, report: CheckReport): Promise<void> {
  await writeFile(path, toHtml(report)).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--html ${path}: the file cannot be written (${error.code}).`);
  });
}

function toText(report: CheckReport): Shown {
  const operations = report.operations.flatMap(toLines);
  const unknown = report.unknownPaths.map(
    ({ provider, request, count }) => show`  ${dim("not in the spec")} ${provider} ${request} (${count})`,
  );
  const differences = report.operations.flatMap((operation) => operation.differences).length;
  const skipped = describeSkipped(report.skipped);
  const found = differences === 0 ? green("no differences") : red(`${differences} differences`);
  const compared = show`${report.compared} replies compared with the spec, ${report.replayed} of them with the mock: ${found}.`;
  return lines([...operations, ...unknown, skipped === "" ? compared : show`${compared} Skipped: ${skipped}.`]);
}

function toLines(operation: ReportedOperation): Shown[] {
  const { provider, operationId, compared, replayed, differences, notReplayed, stateDifferences } = operation;
  const verdict = differences.length === 0 ? green("same   ") : red("DIFFERS");
  return [
    join([verdict, provider, bold(operationId), dim(`${compared} compared, ${replayed} replayed`)], " "),
    ...differences.map((each) => show`  ${toSentence(each)} ${dim(toPlaces(each))}`),
    ...notReplayed.map((each) => show`  ${dim(`not replayed: ${each.reason} ${toPlaces(each)}`)}`),
    ...stateDifferences.map((each) => show`  ${dim(`other state: ${toSentence(each)} ${toPlaces(each)}`)}`),
  ];
}

const toPlaces = ({ entries, count }: Pick<ReportedDifference, "entries" | "count">): string =>
  `(${entries.join(", ")}${count > entries.length ? `, ${count - entries.length} more` : ""})`;
