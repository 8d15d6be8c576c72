import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs other programs, as somebody at a terminal does. */

const LONGEST_MS = 90_000;

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
  const options = { timeout: LONGEST_MS, env: { ...process.env, NO_COLOR: "1", ...env }, ...(cwd && { cwd }) };
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
