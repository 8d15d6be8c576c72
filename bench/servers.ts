import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "..");

export interface RunningServer {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a script of ours and waits for the one line of JSON by which it says that it is ready. */
export async function startServer(script: string, args: readonly string[]): Promise<RunningServer> {
  const child = spawn(process.execPath, [join(root, script), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  for await (const line of createInterface({ input: child.stdout }))
    return {
      url: (JSON.parse(line) as { url: string }).url,
      process: child,
      stop: () => {
        child.kill("SIGTERM");
        return exited;
      },
    };
  throw new Error(`${script} stopped before it was ready`);
}

export const startStandin = (): Promise<RunningServer> =>
  startServer("bin/standin.js", ["start", "--port", "0", "--json"]);

/** Resident memory of a process in megabytes; `undefined` where the system does not tell. */
export async function residentMegabytes({ process: { pid } }: RunningServer): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 102.4) / 10;
}
