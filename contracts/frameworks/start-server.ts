import { type ChildProcess, execFile, spawn } from "node:child_process";
import type { Running } from "./framework.ts";

const PATIENCE_MS = 20_000;

/**
 * Starts a server and waits until it says its port.
 *
 * @param port finds the port in what it has written so far
 */
export async function startServer(
  command: string,
  args: readonly string[],
  { cwd, env, port }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly port: RegExp },
): Promise<Running> {
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    // Its workers as well are to end with it.
    detached: true,
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
  });
  const end = (): void => endGroup(child);
  process.once("exit", end);
  const found = await waitFor(child, port).catch((error: unknown) => {
    end();
    throw error;
  });
  return {
    port: found,
    stop: () =>
      new Promise((resolve) => {
        process.off("exit", end);
        child.once("close", () => resolve());
        end();
      }),
  };
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

function waitFor(child: ChildProcess, port: RegExp): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = "";
    const timeout = setTimeout(() => reject(new Error(`${child.spawnfile} says no port:\n${output}`)), PATIENCE_MS);
    const read = (chunk: Buffer): void => {
      // What it says later is of no interest, but has to be read.
      if (output.length > 10_000) return;
      output += chunk.toString();
      const [, number] = port.exec(output) ?? [];
      if (number === undefined) return;
      clearTimeout(timeout);
      resolve(Number(number));
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`${child.spawnfile} ended with ${code}:\n${output}`)));
  });
}

/** What a program prints; `undefined` if it is missing or fails. */
export const outputOf = (command: string, args: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile(command, args, { timeout: PATIENCE_MS }, (error, stdout) =>
      resolve(error === null ? stdout.trim() : undefined),
    );
  });
