import { readFileSync } from "node:fs";
import { type Profiler, Session } from "node:inspector/promises";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { loadStandin } from "../built.ts";
import { type Scale, say } from "../scale.ts";
import { costOf, round } from "../statistics.ts";
import { prepareWorkload, READ, WRITE } from "../workloads.ts";

const SAMPLE_MICROS = 100;

/** In which file of ours a stage of the pipeline is; the first that fits counts. */
export const STAGES: readonly (readonly [stage: string, files: RegExp])[] = [
  ["route", /src\/engine\/(pipeline\/(locate|router|page-router|mount\w*)\.ts$|world\/)|node_modules\/rou3/],
  ["decode", /src\/engine\/(kit\/(decode|form)|pipeline\/(body|parse-body|inflate|multipart))\.ts$/],
  ["decode", /mocks\/[^/]+\/(normalize|reading|validation|query-string)\.ts$/],
  ["authenticate", /src\/engine\/(kit\/|basics\/(signatures|lru)\.ts$)/],
  ["authenticate", /mocks\/[^/]+\/(credentials|authorize|accounts|rate-limit)\.ts$/],
  ["validate, both ways", /src\/generated\/|node_modules\/ajv/],
  ["check reply", /src\/engine\/contract\/check-reply\.ts$|cross-(origin|site)\.ts$/],
  ["journal", /src\/engine\/journal\//],
  ["state", /src\/engine\/state\/|node_modules\/(sorted-btree|pure-rand)/],
  ["handle", /mocks\//],
  ["engine", /src\/(engine|standin|control)\//],
  ["the benchmark itself", /bench\//],
];

/** `stages.ts` holds several stages: its functions tell them apart. */
export const STAGE_FUNCTIONS: Readonly<Record<string, string>> = {
  route: "route",
  readBody: "decode",
  receive: "decode",
  parse: "decode",
  parseAs: "decode",
  authenticate: "authenticate",
  limitRate: "authenticate",
  authorize: "authenticate",
  validate: "validate, both ways",
  handle: "handle",
  checkReply: "check reply",
  toUnchecked: "check reply",
  commit: "state",
  encode: "encode",
  journal: "journal",
};

/**
 * What an exchange costs in each stage, by a sampled processor profile whose samples are summed by the file that was
 * running. Stages called in a loop of their own would be faster than they are in an exchange, and would not add up.
 */
export async function measureStages(scale: Scale) {
  const figures = [];
  for (const name of [READ, WRITE]) figures.push({ name, ...(await profileOf(name, scale)) });
  return figures;
}

async function profileOf(name: string, scale: Scale) {
  const { createStandin } = await loadStandin();
  const { engine, fetch } = await createStandin();
  const { url, method, headers, next } = await prepareWorkload(name, "http://standin.localhost", fetch);
  const { pathname, search } = new URL(url);
  const exchange = () => {
    const sent = next?.();
    const all = { ...headers, ...sent?.headers };
    return engine.exchange({ method, path: pathname, query: search.slice(1), headers: all, body: sent?.body });
  };
  const plain = await costOf(scale.of(2000), exchange);
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: SAMPLE_MICROS });
  await session.post("Profiler.start");
  await costOf(scale.of(3000), exchange);
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  const shares = sharesOf(profile);
  // Sampling slows the whole down a little, evenly: shares are of the profile, microseconds of the plain loop.
  const micros = Object.fromEntries(shares.map(([stage, share]) => [stage, round(share * plain.wallMicros)]));
  say(
    `  ${name}: ${plain.wallMicros} µs; ${shares.map(([stage, share]) => `${stage} ${round(share * 100, 0)} %`).join(", ")}`,
  );
  return { exchangeMicros: plain.wallMicros, cpuMicros: plain.cpuMicros, micros };
}

/** The share of each stage in the samples, largest first. */
function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): [stage: string, share: number][] {
  const parents = new Map<number, Profiler.ProfileNode>();
  for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node);
  const stages = new Map(nodes.map((node) => [node.id, stageOf(node, parents)]));
  const micros = new Map<string, number>();
  for (const [index, sample] of samples.entries()) {
    const stage = stages.get(sample) ?? "unknown";
    if (stage !== "idle") micros.set(stage, (micros.get(stage) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const total = [...micros.values()].reduce((sum, each) => sum + each, 0);
  return [...micros].map(([stage, each]): [string, number] => [stage, each / total]).sort((a, b) => b[1] - a[1]);
}

/** Work of V8 itself has no file; V8's work on behalf of a file counts for that file. */
function stageOf(node: Profiler.ProfileNode, parents: ReadonlyMap<number, Profiler.ProfileNode>): string {
  const { functionName, url } = node.callFrame;
  if (functionName === "(idle)") return "idle";
  if (functionName === "(garbage collector)") return "garbage collection";
  if (!url.startsWith("file:")) {
    const parent = parents.get(node.id);
    return parent === undefined ? "runtime" : stageOf(parent, parents);
  }
  const source = sourceOf(node.callFrame);
  if (source.endsWith("/src/engine/pipeline/stages.ts")) return STAGE_FUNCTIONS[functionName] ?? "engine";
  return STAGES.find(([, files]) => files.test(source))?.[0] ?? "runtime";
}

const VALIDATORS = "src/generated/validators.js";

const maps = new Map<string, SourceMap | undefined>();

/** The source file that a place in the built package was made from. */
function sourceOf({ url, lineNumber, columnNumber }: Profiler.ProfileNode["callFrame"]): string {
  const path = fileURLToPath(url);
  if (!path.includes("/dist/")) return path;
  if (!maps.has(path)) maps.set(path, new SourceMap(JSON.parse(readFileSync(`${path}.map`, "utf8"))));
  const entry = maps.get(path)?.findEntry(lineNumber, columnNumber);
  if (entry === undefined || !("originalSource" in entry)) return path;
  // The maps leave out the generated validators, and nothing else.
  return (entry.originalSource as string | undefined) ?? VALIDATORS;
}
