import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { NUMBER, numbered } from "../bench/bodies.ts";
import { fillTables } from "../bench/docs.ts";
import { latencyOf, loadServer } from "../bench/load.ts";
import { firstTestOf } from "../bench/parts/first.ts";
import { STAGE_FUNCTIONS, STAGES } from "../bench/parts/stages.ts";
import { type Results, SUITE } from "../bench/results.ts";
import { toTables } from "../bench/tables.ts";
import { toTargets } from "../bench/targets.ts";
import { workloads } from "../bench/workloads.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Counts what arrives, by body. */
async function createCounter() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    response.writeHead(200, { "content-length": 2 });
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own = { pid: process.pid } as ChildProcess;
  return { bodies, server: { url, process: own, startMs: 0, stop: async () => {} } };
}

describe("the load of the benchmark", () => {
  it("never sends the same body twice, and none of another length", async () => {
    const { bodies, server } = await createCounter();
    const text = numbered(`{"email":"bench-${NUMBER}@example.com"}`);
    const load = { url: `${server.url}/`, method: "POST", next: () => ({ body: text() }) } as const;
    await loadServer(server, load, { requests: 200 });
    await latencyOf(load, 2, 0.05);
    expect(bodies.length).toBeGreaterThan(200);
    expect(new Set(bodies).size).toBe(bodies.length);
    expect(new Set(bodies.map((body) => body.length)).size).toBe(1);
    expect(JSON.parse(bodies[0] ?? "")).toEqual({ email: expect.stringMatching(/^bench-\d{8}@/) });
  });

  it("refuses a body that would be the same each time", () => {
    expect(() => numbered("{}")).toThrow(RangeError);
  });
});

const machine = { cpu: "", cores: 2, memoryGigabytes: 1, system: "", node: "v20.20.2" };
const earlier: Results = { date: "2024-01-01", machine };
const rate = { requestsPerSecond: 1, cpuMicros: 1 };
const runOf = (cpuRatio: number, growthPercent: number): Results => ({
  ...earlier,
  suite: SUITE,
  throughput: { "didomi getUser": { method: "GET", standin: rate, bare: rate, ratio: 1, cpuRatio } },
  soak: { requests: 1000, seconds: 1, firstHeapMegabytes: 1, lastHeapMegabytes: 1, growthPercent },
});

describe("the targets of the benchmark", () => {
  const found = (results: Results, what: string) => toTargets(results).find((target) => target.what.includes(what));

  it.each([
    [0.76, undefined],
    [0.75, undefined],
    [0.74, "0.01"],
  ])("compare a ratio of %d with 0.75: shortfall %s", (ratio, shortfall) => {
    expect(found(runOf(ratio, 0), "getUser")).toMatchObject({ measured: String(ratio), shortfall });
  });

  it.each([
    [-3, undefined],
    [1, undefined],
    [1.5, "0.5 %"],
  ])("compare a growth of %d percent with 1: shortfall %s", (growth, shortfall) => {
    const measured = `${growth} % (1,000 requests)`;
    expect(found(runOf(1, growth), "heap")).toMatchObject({ measured, shortfall });
  });

  it("include every workload, and do not compare figures of an earlier suite", () => {
    const names = toTargets(earlier).map(({ what }) => what);
    for (const name of Object.keys(workloads)) expect(names.join("\n")).toContain(name);
    expect(toTargets({ ...runOf(1, 0), suite: SUITE - 1 }).every(({ measured }) => measured === undefined)).toBe(true);
  });

  it("say in the table what was not measured, and by which part it is", () => {
    expect(toTables(earlier)["targets"]).toMatch(/idle memory +\| not measured: `--only memory` +\| at most 60 MB/);
  });
});

describe("the benchmark's page", () => {
  it("has every table, and is filled from the results that there are", () => {
    const tables = toTables(JSON.parse(read("bench/results.json")));
    const page = read("docs/performance.md");
    for (const name of Object.keys(tables)) expect(page).toContain(`<!-- bench ${name} -->\n`);
    expect(fillTables(page, tables)).toBe(page);
  });

  it("is about the README's first test", () => {
    expect(firstTestOf(read("README.md"))).toContain("createStandin");
    expect(() => firstTestOf("```ts\nconst x = 1;\n```\n")).toThrow("shows no test");
  });
});

describe("the stages of the benchmark", () => {
  const filesBelow = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${root}/${folder}/${path}`);
  const sources = ["src", "mocks", "bench"].flatMap(filesBelow);

  it.each(STAGES)("find the sources of: %s", (_, files) => {
    expect(sources.some((path) => files.test(path))).toBe(true);
  });

  it.each(Object.keys(STAGE_FUNCTIONS))("find the function %s", (name) => {
    expect(read("src/engine/pipeline/stages.ts")).toMatch(new RegExp(`^(export )?function ${name}\\(`, "m"));
  });
});
