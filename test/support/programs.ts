import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/* Runs other programs as child processes, as from a terminal. */

const LONGEST_MS = 90_000;

const root = join(import.meta.dirname, "../..");

/** The examples use the package as it is published. */
if (!existsSync(join(root, "dist/index.js"))) throw new Error("the examples use the built package: npm run build");

const execute = promisify(execFile);

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** @throws Error with all that the program has printed, when its exit code is not 0 or it takes too long */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env }: RunOptions = {},
): Promise<{ stdout: string; stderr: string }> {
  const options = { timeout: LONGEST_MS, env: toEnvironment(env), ...(cwd && { cwd }) };
  try {
    return await execute(program, args, options);
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(" ")} failed\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Whether a program is there. @param version what makes it print its version */
export const isThere = (program: string, version = "--version"): Promise<boolean> =>
  execute(program, [version]).then(
    () => true,
    () => false,
  );

/** Runs the tests of an example in its folder. @returns what they print */
export const runVitest = async (folder: string): Promise<string> =>
  (await run(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run"], { cwd: folder })).stdout;

/** A program that runs until it is stopped. */
export interface Launched extends Disposable {
  /** The first line that it prints: it is ready then. */
  readonly firstLine: string;
}

/** Starts a program in TypeScript. @throws Error when it ends without having printed a line */
export async function launch(file: string, env: Readonly<Record<string, string>>): Promise<Launched> {
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: toEnvironment(env),
  });
  const stop = (): void => void child.kill("SIGKILL");
  for await (const firstLine of createInterface(child.stdout)) return { firstLine, [Symbol.dispose]: stop };
  throw new Error(`${file} ended before it was ready`);
}

/** The environment without what would lead an example to another standin. */
const toEnvironment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  NO_COLOR: "1",
  STANDIN_URL: "",
  ...more,
});
