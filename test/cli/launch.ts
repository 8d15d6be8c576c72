import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const bin = join(import.meta.dirname, "../../bin/standin.js");
const running: ChildProcess[] = [];

/** What a command came to. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Makes sure that there is a built command to run. */
export function requireBuild(): void {
  if (!existsSync(join(import.meta.dirname, "../../dist/cli.js")))
    throw new Error("these tests run the built command: npm run build");
}

/** Runs the built command with nothing of standin's in its environment but what is given. */
export function launch(args: readonly string[], environment: Readonly<Record<string, string>> = {}, cwd?: string) {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", STANDIN_URL: "", STANDIN_CONTROL_TOKEN: "", ...environment },
  });
  running.push(child);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
  return { child, ended };
}

/** Starts a standin on a free port and waits until it is ready. */
export async function startStandin(args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}) {
  const { child, ended } = launch(["start", "--port", "0", "--json", ...args], environment);
  for await (const line of createInterface({ input: child.stdout })) return { ready: JSON.parse(line), child, ended };
  throw new Error((await ended).stderr);
}

/** Ends every command that is still running. */
export function endAll(): void {
  for (const child of running.splice(0)) child.kill("SIGKILL");
}
