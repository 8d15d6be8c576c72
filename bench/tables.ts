import { toMarkdownTable } from "../scripts/markdown-table.ts";
import type { Placed } from "./parts/peers.ts";
import { REFERENCE } from "./peers/contestants.ts";
import { type Results, SUITE } from "./results.ts";
import { round } from "./statistics.ts";
import { toTargets } from "./targets.ts";

type Figure = string | number | boolean | undefined;

/** A table in Markdown, which a terminal shows as well. */
const toTable = (columns: readonly string[], rows: readonly (readonly Figure[])[]): string =>
  toMarkdownTable(
    columns,
    rows.map((row) => row.map(toText)),
    ["left"],
    true,
  ).join("\n");

function toText(cell: Figure): string {
  if (cell === undefined) return "–";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return typeof cell === "number" ? cell.toLocaleString("en-US", { maximumFractionDigits: 4 }) : cell;
}

const EARLIER =
  "These figures are of an earlier suite, whose writes were all of one user; targets are compared once `npm run bench` has run again.";

const machine = ({ suite, date, machine }: Results): string =>
  toTable(
    ["date", "processor", "cores", "memory", "system", "Node"],
    [[date.slice(0, 10), machine.cpu, machine.cores, `${machine.memoryGigabytes} GB`, machine.system, machine.node]],
  ) + (suite === SUITE ? "" : `\n\n${EARLIER}`);

const targets = (results: Results): string =>
  toTable(
    ["what", "measured", "bar", "shortfall"],
    toTargets(results).map(({ what, measured, bar, shortfall, part }) => [
      ...[what, measured ?? `not measured: \`--only ${part}\``, bar],
      shortfall ?? (measured === undefined ? undefined : "none"),
    ]),
  );

const throughput = ({ throughput }: Results): string | undefined =>
  throughput &&
  toTable(
    [
      "operation",
      "standin, requests/s",
      "bare, requests/s",
      "ratio",
      "standin, µs CPU",
      "bare, µs CPU",
      "ratio by CPU",
    ],
    Object.entries(throughput).map(([name, { standin, bare, ratio, cpuRatio }]) => [
      ...[name, standin.requestsPerSecond, bare.requestsPerSecond, ratio],
      ...[standin.cpuMicros, bare.cpuMicros, cpuRatio],
    ]),
  );

/** The ratios on every version of Node that was measured, the one that everything else runs on first. */
const nodes = ({ machine, throughput, nodes: others }: Results): string | undefined => {
  const nodes = Object.entries({ ...(throughput && { [machine.node]: throughput }), ...others });
  return (
    others &&
    toTable(
      ["operation", ...nodes.flatMap(([version]) => [`${version}, standin, requests/s`, "ratio", "ratio by CPU"])],
      Object.keys(nodes[0]?.[1] ?? {}).map((name) => [
        name,
        ...nodes.flatMap(([_, { [name]: figure }]) => [
          ...[figure?.standin.requestsPerSecond, figure?.ratio, figure?.cpuRatio],
        ]),
      ]),
    )
  );
};

const peers = ({ peers }: Results): string | undefined => {
  const ours = peers?.find(({ name }) => name === REFERENCE);
  const most = { reads: mostRequests(peers, "afterReads"), writes: mostRequests(peers, "afterWrites") };
  const times = (theirs?: { readonly requestsPerSecond: number }, own = ours?.read): Figure =>
    theirs && own && round(own.requestsPerSecond / theirs.requestsPerSecond, 1);
  return (
    peers &&
    toTable(
      [
        ...["server", "GET/s", "standin is × as fast", "GET, µs CPU"],
        ...["POST/s", "standin is × as fast", "POST, µs CPU"],
        ...["refuses without token", "refuses a bad body", "reads back what was written"],
        ...["start, ms", "idle, MB", `after ${toText(most.reads)} GETs, MB`, `after ${toText(most.writes)} POSTs, MB`],
        "remark",
      ],
      peers.map(({ name, version, does, read, write, start, ...rest }) => [
        ...[version === undefined ? name : `${name} ${version}`, read?.requestsPerSecond, times(read), read?.cpuMicros],
        ...[write?.requestsPerSecond, times(write, ours?.write), write?.cpuMicros],
        ...[does?.refusesWithoutToken, does?.refusesBadBody, does?.readsBackWhatWasWritten],
        ...[start?.medianMs, rest.idleMegabytes],
        ...[toWeight(rest.afterReads, most.reads), toWeight(rest.afterWrites, most.writes)],
        toRemark(rest),
      ]),
    )
  );
};

function toRemark({
  note,
  node,
  warmedUp = {},
  failure,
}: Pick<Placed, "note" | "node" | "warmedUp" | "failure">): Figure {
  const warmUps = Object.entries(warmedUp).map(
    ([kind, { seconds, isSettled }]) => `${kind}s warmed up for ${seconds} s${isSettled ? "" : ", still improving"}`,
  );
  const remarks = [note, node && `on Node ${node.slice(1)}`, ...warmUps, failure?.replaceAll(/\s+/g, " ")];
  return remarks.filter(Boolean).join("; ") || undefined;
}

/** As many as the fastest have had, which is as many as all should have had. */
const mostRequests = (peers: Results["peers"], when: "afterReads" | "afterWrites"): number | undefined =>
  peers && Math.max(...peers.map(({ [when]: after }) => after?.requests ?? 0));

/** Says after how many requests where those were fewer than they should have been. */
const toWeight = (after: Placed["afterReads"], most: number | undefined): Figure =>
  after?.requests === most ? after?.megabytes : after && `${toText(after.megabytes)} (${toText(after.requests)})`;

const first = ({ first }: Results): string | undefined =>
  first &&
  toTable(
    ["first", "median", "worst", "runs"],
    [
      ["README's test in a Vitest file, ms", first.test.medianMs, first.test.worstMs, first.test.runs],
      ["first 1,000 requests, µs each", first.requests.wallMicros, undefined, first.requests.runs],
      ["first 1,000 requests, µs CPU each", first.requests.cpuMicros, undefined, first.requests.runs],
    ],
  );

const start = ({ start }: Results): string | undefined =>
  start &&
  toTable(
    ["start", "median, ms", "worst, ms", "runs"],
    [
      ["process, to the first reply", start.process.medianMs, start.process.worstMs, start.process.runs],
      ...(start.nodeAlone === undefined
        ? []
        : [["`node -e 0`", start.nodeAlone.medianMs, start.nodeAlone.worstMs, start.nodeAlone.runs]]),
      ["in process: import", start.inProcess.importMs, undefined, start.inProcess.runs],
      ["in process: createStandin()", start.inProcess.createMs, undefined, start.inProcess.runs],
      ["in process: first fetch", start.inProcess.firstReplyMs, undefined, start.inProcess.runs],
    ],
  );

const memory = ({ memory }: Results): string | undefined =>
  memory &&
  toTable(
    ["when", "resident, MB"],
    [
      ["idle, all providers", memory.idleMegabytes],
      ...memory.afterReads.map(({ requests, megabytes }) => [`after ${toText(requests)} GETs`, megabytes]),
      [`after ${toText(memory.afterWrites.requests)} POSTs, all kept`, memory.afterWrites.megabytes],
    ],
  );

const soak = ({ soak }: Results): string | undefined =>
  soak &&
  toTable(
    ["requests", "seconds", "heap at first, MB", "heap at last, MB", "growth in the second half, %"],
    [[soak.requests, soak.seconds, soak.firstHeapMegabytes, soak.lastHeapMegabytes, soak.growthPercent]],
  );

const latency = ({ latency }: Results): string | undefined =>
  latency &&
  toTable(
    [...["operation", "connections", "standin p50, ms", "p99", "p99.9"], ...["bare p50, ms", "p99", "p99.9"]],
    latency.map(({ name, bare, standin }) => [
      ...[name, standin.connections, standin.p50Ms, standin.p99Ms, standin.p999Ms],
      ...[bare.p50Ms, bare.p99Ms, bare.p999Ms],
    ]),
  );

const growth = ({ growth }: Results): string | undefined => {
  const sizes = Object.keys(growth?.[0]?.micros ?? {});
  return (
    growth &&
    toTable(
      ["operation", ...sizes.map((size) => `${toText(Number(size))} records, µs`), "factor", "remark"],
      growth.map(({ name, micros, factor, repliesWithAll }) => [
        ...[name, ...sizes.map((size) => micros[size]), factor],
        repliesWithAll ? "replies with all records" : "",
      ]),
    )
  );
};

const worlds = ({ worlds }: Results): string | undefined =>
  worlds &&
  toTable(
    ["worlds", "kB each, opened", "kB each, after 10 writes", "writes/s over all, in process", "µs CPU a write"],
    worlds.many.map((each) => [
      ...[each.worlds, each.kilobytesEachWhenOpened, each.kilobytesEachAfterTenWrites],
      ...[each.writesPerSecond, each.cpuMicrosEachWrite],
    ]),
  );

const turns = ({ worlds }: Results): string | undefined =>
  worlds &&
  toTable(
    ["records of every kind", "in all", "snapshot, ms", "fork, ms", "restore, ms", "reset, ms"],
    worlds.turns.map((each) => [
      each.records,
      each.recordsInAll,
      each.snapshotMs,
      each.forkMs,
      each.restoreMs,
      each.resetMs,
    ]),
  );

const stages = ({ stages }: Results): string | undefined => {
  const names = [...new Set(stages?.flatMap(({ micros }) => Object.keys(micros)))];
  return (
    stages &&
    toTable(
      ["stage", ...stages.map(({ name }) => `${name}, µs`)],
      [
        ...names.map((name) => [name, ...stages.map(({ micros }) => micros[name])]),
        ["all", ...stages.map(({ exchangeMicros }) => exchangeMicros)],
      ],
    )
  );
};

const client = ({ client }: Results): string | undefined =>
  client &&
  toTable(
    ["in process", "fetch by hand, µs CPU", "typed client, µs CPU", "the client adds, µs"],
    [[client.operation, client.fetch.cpuMicros, client.client.cpuMicros, client.addedCpuMicros]],
  );

const tables = {
  ...{ machine, targets, throughput, nodes, peers, first, start, memory, soak, latency, growth, worlds, turns, stages },
  client,
};

/** All tables of one run, by name; `undefined` where the run did not measure that. */
export const toTables = (results: Results): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(tables).map(([name, toTable]) => [name, toTable(results)]));
