import type { Mock } from "#engine/contract/mock.ts";
import { Redactor } from "#engine/journal/redact.ts";
import { SecretIndex } from "#engine/journal/secret-index.ts";
import type {
  CheckReport,
  ReportedDifference,
  ReportedOperation,
  ReportedReason,
  SkippedCounts,
} from "./check-report.ts";
import { compareWithSchema } from "./compare-schema.ts";
import { compareWithSpec, type SpecComparison } from "./compare-with-spec.ts";
import type { BodyDifference, Difference } from "./difference.ts";
import { type BaseUrl, createOperationFinder, type FoundOperation } from "./find-operation.ts";
import type { RecordedExchange } from "./har-file.ts";
import { pairRenamed } from "./renamed-members.ts";
import { createReplay, type Replay } from "./replay.ts";
import { readSpecDocument, type SpecDocument } from "./spec-document.ts";
import { isRedacted, showPlace } from "./value-format.ts";

export interface CheckOptions {
  readonly providers: readonly Mock[];
  /** The provider of traffic whose host does not identify it. */
  readonly provider?: string | undefined;
  readonly baseUrls?: readonly BaseUrl[] | undefined;
  /** The mock's starting state by provider name. */
  readonly seeds?: Readonly<Record<string, unknown>> | undefined;
  /** If set, a reply that could not be compared with the mock's makes the report not `ok`. */
  readonly isStrict?: boolean | undefined;
}

/** Results of one operation so far. */
interface Tally {
  readonly provider: string;
  readonly operationId: string;
  compared: number;
  replayed: number;
  readonly differences: Map<string, Counted<Difference>>;
  readonly states: Map<string, Counted<Difference>>;
  readonly reasons: Map<string, Counted<{ readonly reason: string }>>;
}

type Counted<T> = T & { count: number; readonly entries: string[] };

const MOST_ENTRIES = 10;

/**
 * Compares recorded exchanges with the specs, and with the replies of a fresh mock to the same requests.
 *
 * @param recordings the exchanges of each file, in their order
 */
export async function checkRecordings(
  recordings: readonly { readonly file: string; readonly exchanges: readonly RecordedExchange[] }[],
  options: CheckOptions,
): Promise<CheckReport> {
  const exchanges = inOrder(recordings.map((each) => each.exchanges));
  const find = createOperationFinder(options);
  const startMs = exchanges.find(({ atMs }) => atMs !== undefined)?.atMs;
  const replay = createReplay({ ...options, startMs });
  const tallies = new Map<string, Tally>();
  const unknown = new Map<string, { provider: string; request: string; count: number }>();
  const skipped = { otherHosts: 0, unknownPaths: 0, preflights: 0, aborted: 0, cached: 0, disturbed: 0, pages: 0 };
  for (const exchange of exchanges) {
    const found = await find(exchange);
    if (found.kind === "foreign") skipped.otherHosts += 1;
    else if (exchange.reply.status === 0) skipped.aborted += 1;
    else if (exchange.disturbance === "cache") skipped.cached += 1;
    else if (exchange.disturbance === "fault") skipped.disturbed += 1;
    else if (found.kind === "preflight") skipped.preflights += 1;
    else if (found.kind === "page") {
      skipped.pages += 1;
      await replay.visit(exchange, found.mock, found.path);
    } else if (found.kind === "unknown") {
      skipped.unknownPaths += 1;
      countUnknown(unknown, found.mock.api.name, exchange.method, found.path);
    } else await checkOne(exchange, found, replay, tallies);
  }
  const report = toReport(recordings, tallies, skipped, [...unknown.values()], options.isStrict);
  return withoutSecrets(report, collectSecrets(exchanges));
}

/** Merges files by time; each file keeps its own order. */
function inOrder(files: readonly (readonly RecordedExchange[])[]): RecordedExchange[] {
  const timed = files.flatMap((exchanges) => {
    let atMs = 0;
    return exchanges.map((exchange) => {
      atMs = Math.max(atMs, exchange.atMs ?? 0);
      return { exchange, atMs };
    });
  });
  return timed.sort((a, b) => a.atMs - b.atMs).map(({ exchange }) => exchange);
}

async function checkOne(
  exchange: RecordedExchange,
  found: FoundOperation,
  replay: Replay,
  tallies: Map<string, Tally>,
): Promise<void> {
  const { mock, operationId, operation, behaviour } = found;
  const tally = tallyOf(tallies, mock.api.name, operationId);
  const entry = `${exchange.file}#${exchange.number}`;
  const document = await readSpecDocument(mock);
  const isHead = exchange.method === "HEAD";
  const compared = compareWithSpec(exchange.reply, operationId, operation, behaviour, document, isHead);
  const outcome = await replay.replay(exchange, found, compared);
  tally.compared += 1;
  let differences = compared.differences;
  let inBody: readonly BodyDifference[] = compared.bodyDifferences;
  let states: readonly BodyDifference[] = [];
  if (outcome.kind === "not replayed") count(tally.reasons, outcome.reason, { reason: outcome.reason }, entry);
  else {
    tally.replayed += 1;
    const other = outcome.differences.find(({ kind }) => kind === "status");
    if (other !== undefined) inBody = compareAsOther(compared, Number(other.expected), document, operationId);
    differences = [...differences, ...outcome.differences.filter(({ where }) => !has(compared.differences, where))];
    const isNew = createUncovered(compared.bodyDifferences);
    inBody = [...inBody, ...outcome.bodyDifferences.filter(isNew)];
    states = outcome.stateDifferences.filter(isNew);
  }
  // A member missed by both spec and mock is not in the filtered list, but the mock's entry has its value.
  const fromMock = outcome.kind === "replayed" ? [...outcome.bodyDifferences, ...outcome.stateDifferences] : [];
  const renaming = pairRenamed(inBody, fromMock);
  if (outcome.kind === "replayed") outcome.learn(renaming.pairs);
  for (const each of [...differences, ...renaming.differences.map(toDifference)])
    count(tally.differences, keyOf(each), each, entry);
  const isOther = createUncovered(renaming.differences);
  const otherStates = states.filter((state) => !renaming.isPart(state) && isOther(state));
  for (const each of otherStates.map(toDifference)) count(tally.states, keyOf(each), each, entry);
}

/**
 * A reply with another status may have the body of the expected status: then only its status differs. A reply whose
 * status is not in the spec is compared with that body's schema if both statuses are of the same class.
 */
function compareAsOther(
  { reply, value, schema: own, bodyDifferences }: SpecComparison,
  status: number,
  document: SpecDocument,
  operationId: string,
): readonly BodyDifference[] {
  const content = document.replyOf(operationId, status)?.content;
  const schema = content?.get(reply.mediaType ?? "") ?? (content?.size === 1 ? [...content.values()][0] : undefined);
  if (schema === undefined || value === undefined) return bodyDifferences;
  const asExpected = compareWithSchema(schema, value, document.resolve);
  if (own === undefined) return Math.floor(status / 100) === Math.floor(reply.status / 100) ? asExpected : [];
  return asExpected.length < bodyDifferences.length ? asExpected : bodyDifferences;
}

const has = (differences: readonly Difference[], where: string): boolean =>
  differences.some((each) => each.where === where);

/** Whether nothing else was found at this place or around it. */
function createUncovered(others: readonly BodyDifference[]): (difference: BodyDifference) => boolean {
  const places = new Set(others.map(({ path }) => path.join("/")));
  return ({ path }) => {
    let place = "";
    if (places.has(place)) return false;
    for (const [index, step] of path.entries()) {
      place = index === 0 ? step : `${place}/${step}`;
      if (places.has(place)) return false;
    }
    return true;
  };
}

const toDifference = ({ kind, path, expected, found, from }: BodyDifference): Difference => ({
  kind,
  where: `body${path.length === 0 ? "" : ` ${showPlace(path)}`}`,
  expected,
  found,
  from,
});

const keyOf = ({ kind, where, expected, found, from }: Difference): string =>
  [kind, where, expected, found, from].join("\n");

function count<T>(counts: Map<string, Counted<T>>, key: string, what: T, entry: string): void {
  const counted = counts.get(key) ?? { ...what, count: 0, entries: [] };
  counts.set(key, counted);
  if (counted.entries.at(-1) === entry) return;
  counted.count += 1;
  if (counted.entries.length < MOST_ENTRIES) counted.entries.push(entry);
}

function tallyOf(tallies: Map<string, Tally>, provider: string, operationId: string): Tally {
  const key = `${provider} ${operationId}`;
  const tally = tallies.get(key) ?? {
    provider,
    operationId,
    compared: 0,
    replayed: 0,
    differences: new Map(),
    states: new Map(),
    reasons: new Map(),
  };
  tallies.set(key, tally);
  return tally;
}

function countUnknown(
  unknown: Map<string, { provider: string; request: string; count: number }>,
  provider: string,
  method: string,
  path: string,
): void {
  const shown = path.split("/").map((segment) => (/^$|^[a-z][a-z_-]{0,30}$|^v\d+$/i.test(segment) ? segment : "*"));
  const request = `${method} ${shown.join("/")}`;
  const counted = unknown.get(`${provider} ${request}`) ?? { provider, request, count: 0 };
  counted.count += 1;
  unknown.set(`${provider} ${request}`, counted);
}

function toReport(
  recordings: readonly { readonly file: string; readonly exchanges: readonly RecordedExchange[] }[],
  tallies: ReadonlyMap<string, Tally>,
  skipped: SkippedCounts,
  unknownPaths: CheckReport["unknownPaths"],
  isStrict = false,
): CheckReport {
  const operations = [...tallies.values()].map(
    ({ provider, operationId, compared, replayed, differences, states, reasons }): ReportedOperation => {
      const name = <T>(counts: ReadonlyMap<string, T>) =>
        [...counts.values()].map((each) => ({ provider, operationId, ...each }));
      return {
        provider,
        operationId,
        compared,
        replayed,
        differences: name(differences) satisfies ReportedDifference[],
        notReplayed: name(reasons) satisfies ReportedReason[],
        stateDifferences: name(states) satisfies ReportedDifference[],
      };
    },
  );
  const sum = (of: (operation: ReportedOperation) => number): number =>
    operations.reduce((total, operation) => total + of(operation), 0);
  const compared = sum((each) => each.compared);
  const replayed = sum((each) => each.replayed);
  const specOnly = compared - replayed;
  return {
    ok: operations.every(({ differences }) => differences.length === 0) && !(isStrict && specOnly > 0),
    files: recordings.map(({ file, exchanges }) => ({ file, entries: exchanges.length })),
    compared,
    replayed,
    specOnly,
    skipped,
    operations,
    unknownPaths,
  };
}

/** The minimum length of a part of a secret that a report must not show. */
const SHORTEST_PART = 6;
/** Words in credentials that are not secret. */
const SCHEMES: ReadonlySet<string> = new Set(["Bearer", "bearer", "Basic"]);

/** Collects all values at places of credentials in the recordings. */
function collectSecrets(exchanges: readonly RecordedExchange[]): SecretIndex {
  const redactor = new Redactor({ indexes: [] });
  for (const { url, headers, body, reply } of exchanges) {
    redactor.query(url.search.slice(1));
    redactor.headers(headers);
    redactor.headers(reply.headers ?? {});
    for (const text of [url.href, body, reply.body]) if (text !== undefined) redactor.body(text);
  }
  const secrets = new SecretIndex(SHORTEST_PART);
  for (const reading of redactor.takeNamed().flat())
    for (const part of [reading, ...reading.split(/[\s;=,]+/)])
      if (!isRedacted(part) && !SCHEMES.has(part)) secrets.add(part);
  return secrets;
}

/** Final check: removes secrets of the recordings from the report. */
function withoutSecrets(report: CheckReport, secrets: SecretIndex): CheckReport {
  const redactor = new Redactor({ indexes: [secrets] });
  const clean = (text: string): string => redactor.text(text);
  const cleanDifference = (each: ReportedDifference): ReportedDifference => ({
    ...each,
    where: clean(each.where),
    expected: each.from === "spec" ? each.expected : clean(each.expected),
    found: clean(each.found),
  });
  return {
    ...report,
    operations: report.operations.map((operation) => ({
      ...operation,
      differences: operation.differences.map(cleanDifference),
      stateDifferences: operation.stateDifferences.map(cleanDifference),
      notReplayed: operation.notReplayed.map((each) => ({ ...each, reason: clean(each.reason) })),
    })),
    unknownPaths: report.unknownPaths.map((each) => ({ ...each, request: clean(each.request) })),
  };
}
