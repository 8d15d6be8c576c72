/**
 * Measures standin, and with `--peers` what else there is, in one run; with `--node`, on another Node than the one that
 * runs this. Progress goes to stderr; then a table, or with `--json` one JSON document, to stdout. All load stays on
 * loopback and is bounded; every process is ended.
 */
import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fetchNode, versionOfNode } from "../scripts/nodes.ts";
import { readOptions } from "../scripts/options.ts";
import { writeDocs } from "./docs.ts";
import { measureFirst } from "./parts/first.ts";
import { measureLatency } from "./parts/latency.ts";
import { measureMemory } from "./parts/memory.ts";
import { measureNodes } from "./parts/nodes.ts";
import { measurePeers } from "./parts/peers.ts";
import { measureStart } from "./parts/start.ts";
import { measureThroughput } from "./parts/throughput.ts";
import { type Results, SUITE } from "./results.ts";
import { FULL, QUICK, type Scale, say } from "./scale.ts";
import { root } from "./servers.ts";
import { toTables } from "./tables.ts";

const values = readOptions("npm run bench --", "Measures standin. All load stays on loopback.", {
  json: { type: "boolean", default: false, help: "print one JSON document" },
  peers: { type: "boolean", default: false, help: "measure other simulators as well" },
  quick: { type: "boolean", default: false, help: "measure less, for a first look" },
  docs: { type: "boolean", default: false, help: "write docs/performance.md from the last whole run" },
  resume: { type: "boolean", default: false, help: "go on with a whole run that was interrupted" },
  soak: { type: "string", value: "<number>", help: "requests of the soak (default: 1000000; with --quick 20000)" },
  only: { type: "string", value: "<parts>", help: "these parts alone, separated by commas" },
  node: { type: "string", value: "<version or path>", help: "measure on another Node" },
});

/** Fewer would show no trend. */
const LEAST_SOAKED = 1000;

/** A part that needs no server runs in a process of its own. */
const inProcess = (name: string) => (scale: Scale) =>
  new Promise<unknown>((resolve, reject) => {
    const flags = ["--import", "tsx", "--conditions=standin-source", "--expose-gc", "--enable-source-maps"];
    const args = [
      ...flags,
      "--max-old-space-size=8192",
      fileURLToPath(new URL("./in-process.ts", import.meta.url)),
      ...[name, scale.isQuick ? "quick" : "full", String(scale.soakRequests)],
    ];
    const child = spawn(scale.node, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`${name}: exit ${code}`)),
    );
  });

const parts: Readonly<Record<string, (scale: Scale) => Promise<unknown>>> = {
  throughput: measureThroughput,
  nodes: measureNodes,
  first: measureFirst,
  start: measureStart,
  memory: measureMemory,
  latency: measureLatency,
  growth: inProcess("growth"),
  worlds: inProcess("worlds"),
  stages: inProcess("stages"),
  client: inProcess("client"),
  soak: inProcess("soak"),
};

/** @param node a version, which is fetched, or the path of an executable; none: the Node that runs this */
async function toExecutable(node: string | undefined): Promise<string> {
  if (node === undefined) return process.execPath;
  return /^\d+\.\d+\.\d+$/.test(node) ? fetchNode(node) : resolve(node);
}

/** The parts of a whole run that are done. They take half an hour together. */
const INTERRUPTED = join(root, "node_modules/.cache/standin-bench.json");

async function readInterrupted(): Promise<Record<string, unknown>> {
  const results = JSON.parse(await readFile(INTERRUPTED, "utf8")) as Record<string, unknown>;
  if (results["suite"] !== SUITE) throw new Error("The interrupted run was made by another version of the benchmark.");
  return results;
}

async function main(): Promise<void> {
  if (values.docs) {
    await writeDocs();
    return;
  }
  const usual = values.quick ? QUICK : FULL;
  const soakRequests = Number(values.soak ?? usual.soakRequests);
  if (!Number.isInteger(soakRequests) || soakRequests < LEAST_SOAKED) {
    console.error(`--soak is a whole number from ${LEAST_SOAKED} on.`);
    process.exit(2);
  }
  const scale: Scale = { ...usual, soakRequests, node: await toExecutable(values.node) };
  const isPartial = values.only !== undefined;
  const names = values.only?.split(",").filter((name) => name !== "peers") ?? Object.keys(parts);
  const results: Record<string, unknown> = {
    suite: SUITE,
    date: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      system: `${process.platform} ${process.arch}`,
      node: await versionOfNode(scale.node),
    },
  };
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) throw new Error(`Unknown part ${unknown}. Known parts: ${Object.keys(parts).join(", ")}.`);
  const isWhole = !values.quick && !isPartial && values.node === undefined;
  const done = values.resume ? await readInterrupted() : {};
  const withPeers = values.peers || values.only?.split(",").includes("peers");
  for (const name of withPeers ? [...names, "peers"] : names) {
    say(Object.hasOwn(done, name) ? `${name}: measured before` : name);
    results[name] = done[name] ?? (await (parts[name] ?? measurePeers)(scale));
    if (!isWhole) continue;
    await mkdir(dirname(INTERRUPTED), { recursive: true });
    await writeFile(INTERRUPTED, JSON.stringify({ ...done, ...results }));
  }
  const measured = results as unknown as Results;
  // What is kept is only ever one whole run, and on the Node that it was started with.
  if (isWhole) await writeFile(join(root, "bench/results.json"), `${JSON.stringify(measured, null, 2)}\n`);
  const { targets, ...others } = toTables(measured);
  const tables = [isPartial ? undefined : targets, ...Object.values(others)].filter((table) => table !== undefined);
  console.log(values.json ? JSON.stringify(measured) : tables.join("\n\n"));
}

await main();
