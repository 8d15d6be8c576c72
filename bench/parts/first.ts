import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { workFolder } from "../peers/install.ts";
import { type Scale, say } from "../scale.ts";
import { root } from "../servers.ts";
import { median, round } from "../statistics.ts";

const run = promisify(execFile);

/** A project of its own, in which the built package is installed as a dependency is. */
const project = join(workFolder, "first-test");
const TEST = "readme.test.ts";
const LONGEST_RUN_MS = 60_000;

/** What users wait for first: the first test of a file, and the first requests of a process, which run uncompiled code. */
export async function measureFirst(scale: Scale) {
  const test = await measureFirstTest(scale);
  say(`  README's test: ${test.medianMs} ms, worst ${test.worstMs} ms`);
  const requests = await measureFirstRequests(scale);
  say(
    `  first ${requests.requests} requests: ${requests.wallMicros} µs each, ${requests.cpuMicros} µs of processor time`,
  );
  return { test, requests };
}

/** README's test in a file by itself, run by Vitest. */
async function measureFirstTest({ node, starts: runs }: Scale) {
  await writeProject();
  const times: number[] = [];
  try {
    // The first run fills Vitest's caches.
    await timeTest(node);
    for (let index = 0; index < runs; index += 1) times.push(await timeTest(node));
  } finally {
    await rm(project, { recursive: true, force: true });
  }
  return { medianMs: round(median(times), 1), worstMs: round(Math.max(...times), 1), runs };
}

async function writeProject(): Promise<void> {
  const installed = join(project, "node_modules/standin");
  await rm(project, { recursive: true, force: true });
  await mkdir(installed, { recursive: true });
  await cp(join(root, "package.json"), join(installed, "package.json"));
  const needed = (path: string): boolean => basename(path) !== "types" && !path.endsWith(".map");
  await cp(join(root, "dist"), join(installed, "dist"), { recursive: true, filter: needed });
  await writeFile(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  await writeFile(join(project, "vitest.config.js"), "export default {};\n");
  await writeFile(join(project, TEST), firstTestOf(await readFile(join(root, "README.md"), "utf8")));
}

/** @throws Error if the page shows no test */
export function firstTestOf(page: string): string {
  const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([_, code = ""]) => code);
  const found = blocks.find((code) => /^test\(/m.test(code));
  if (found === undefined) throw new Error("README.md shows no test.");
  return found;
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly duration?: number }[];
  }[];
}

/** @returns the milliseconds that Vitest reports */
async function timeTest(node: string): Promise<number> {
  const args = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--root", project, "--reporter=json"];
  const { stdout } = await run(node, args, { cwd: project, timeout: LONGEST_RUN_MS });
  const test = (JSON.parse(stdout) as Report).testResults[0]?.assertionResults[0];
  if (test?.status !== "passed" || test.duration === undefined)
    throw new Error(`README's test did not pass: ${stdout.slice(0, 500)}`);
  return test.duration;
}

interface FirstRequests {
  readonly requests: number;
  readonly wallMicros: number;
  readonly cpuMicros: number;
}

/** Each thousand in a process of its own. */
async function measureFirstRequests({ node, starts: runs }: Scale) {
  const measured: FirstRequests[] = [];
  for (let index = 0; index < runs; index += 1) {
    const { stdout } = await run(node, [join(root, "bench/first-requests.js")], { timeout: LONGEST_RUN_MS });
    measured.push(JSON.parse(stdout));
  }
  const of = (name: keyof FirstRequests): number => round(median(measured.map((each) => each[name])), 0);
  return { requests: of("requests"), wallMicros: of("wallMicros"), cpuMicros: of("cpuMicros"), runs };
}
