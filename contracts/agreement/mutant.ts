import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { transform } from "esbuild";
import { filesOf, type Planting, STAGES, type Stage, VARIABLE } from "./planting.ts";
import { root } from "./spec.ts";
import { type TargetName, targetNames } from "./targets.ts";

/** A fault planted in a client or a mock, to check that the contracts detect it. */
export interface Mutant {
  readonly name: string;
  /** From the repository's root. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly find: string;
  /** The replacement text. */
  readonly replace: string;
  /** Whether it is tried in every test run. */
  readonly isBase?: boolean;
}

/** Returns the mutants of a target; none if it has no file of them. */
export async function findMutants(provider: TargetName): Promise<readonly Mutant[]> {
  const path = new URL(`../${provider}/mutants.ts`, import.meta.url);
  if (!existsSync(path)) return [];
  const { mutants } = (await import(path.href)) as { readonly mutants: readonly Mutant[] };
  return mutants;
}

export interface OwnedMutant extends Mutant {
  readonly provider: TargetName;
}

/** Returns all mutants, in the order of the report. */
export async function readMutants(): Promise<readonly OwnedMutant[]> {
  const all = await Promise.all(
    targetNames.map(async (provider) => (await findMutants(provider)).map((each) => ({ ...each, provider }))),
  );
  const mutants = all.flat();
  const twice = mutants.find((each, at) => mutants.findIndex((other) => nameOf(other) === nameOf(each)) !== at);
  if (twice !== undefined) throw new Error(`Two mutants are called "${nameOf(twice)}".`);
  return mutants;
}

export const nameOf = ({ provider, name }: OwnedMutant): string => `${provider}: ${name}`;

/** The result of a target's contracts. */
export type Verdict =
  | { readonly outcome: "passed" }
  | {
      readonly outcome: "killed";
      /** The first failed test, and its file. The part that the file's name repeats is left out. */
      readonly test: string;
      readonly file: string;
      /** The first line of its message. */
      readonly complaint: string;
    };

export interface TrialOptions {
  /** Those to run, one after the other until a test fails; default: all. */
  readonly stages?: readonly Stage[];
  readonly signal?: AbortSignal;
}

const LIMIT_MS = 600_000;

/**
 * Runs only a target's contracts, with or without a mutant. The working tree is not changed: a separate Vitest plants the
 * mutant while it loads the file.
 *
 * @throws Error if the mutant cannot be planted, if its file is not loaded, or if a run fails without a failed test
 */
export async function tryMutant(
  provider: TargetName,
  mutant: Mutant | undefined,
  { stages = STAGES, signal }: TrialOptions = {},
): Promise<Verdict> {
  if (mutant !== undefined) await checkPlace(mutant);
  const folder = await mkdtemp(join(tmpdir(), "standin-mutant-"));
  try {
    const planting: Planting = { provider, stages, mutant, report: join(folder, "loaded") };
    const results = join(folder, "results.json");
    const output = await runVitest(planting, results, signal);
    if (mutant !== undefined && !existsSync(planting.report))
      throw new Error(
        `${mutant.file} is loaded by no contract of ${provider}, so that "${mutant.name}" was never planted.`,
      );
    const files = stages.flatMap((stage) => filesOf(stage, provider));
    return readVerdict(await readFile(results, "utf8").catch(() => "{}"), output, files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws Error unless the replaced text occurs once in its file, and the mutated file can be parsed */
export async function checkPlace({ name, file, find, replace }: Mutant): Promise<void> {
  const text = await readFile(join(root, file), "utf8");
  const [before = "", after = "", ...more] = text.split(find);
  if (!text.includes(find) || more.length > 0)
    throw new Error(
      `"${name}" cannot be planted: ${file} has its text ${text.split(find).length - 1} times, not once.`,
    );
  if (find === replace) throw new Error(`"${name}" changes nothing.`);
  await transform(before + replace + after, { loader: "ts", logLevel: "silent" }).catch((error: Error) => {
    throw new Error(`"${name}" leaves ${file} unreadable: ${error.message}`);
  });
}

/** Environment variables of other test runs, which are not passed on. */
const FOREIGN = /^(VITEST|STANDIN_)/;

/** @returns what it has printed */
function runVitest(planting: Planting, results: string, signal: AbortSignal | undefined): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const reporter = ["--reporter=json", `--outputFile=${results}`];
  const child = spawn(process.execPath, [VITEST, "run", "--config", "vitest.mutants.config.ts", ...reporter], {
    cwd: root,
    env: { ...Object.fromEntries(own), [VARIABLE]: JSON.stringify(planting) },
    stdio: ["ignore", "pipe", "pipe"],
    // A separate process group, so that its workers end with it.
    detached: true,
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => output.push(String(text)));
  return new Promise((resolve, reject) => {
    const end = (reason: string): void => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      reject(new Error(reason));
    };
    const timer = setTimeout(() => end(`no verdict within ${LIMIT_MS / 1000} s`), LIMIT_MS);
    const abort = (): void => end("given up");
    signal?.addEventListener("abort", abort);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      resolve(output.join(""));
    });
  });
}

const VITEST = join(root, "node_modules/vitest/vitest.mjs");

interface Results {
  readonly success?: boolean;
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** Whether a file has all its tests in one suite, which is called as the file is. */
const isOfOneSuite = (file: string): boolean => STAGES.some((stage) => file.endsWith(`/${stage}.test.ts`));

function readVerdict(text: string, output: string, files: readonly string[]): Verdict {
  const { success = false, testResults = [] } = JSON.parse(text) as Results;
  for (const { name, assertionResults } of testResults)
    for (const { title, fullName, status, failureMessages = [] } of assertionResults) {
      if (status !== "failed") continue;
      const file = relative(root, name).replaceAll("\\", "/");
      const test = isOfOneSuite(file) ? title : fullName;
      return { outcome: "killed", test: test.trim(), file, complaint: (failureMessages[0] ?? "").split("\n")[0] ?? "" };
    }
  const passed = testResults.filter(({ status }) => status === "passed").map(({ name }) => relative(root, name));
  const missing = files.filter((file) => !passed.includes(file));
  if (success && missing.length === 0) return { outcome: "passed" };
  const messages = testResults.flatMap(({ message = "" }) => (message === "" ? [] : [message]));
  throw new Error(
    `No test failed, and yet the run did not pass (${missing.join(", ")}).\n${messages.join("\n") || output}`,
  );
}
