import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..");
export const standinScript = join(root, "bin/standin.js");

/** A program that serves on loopback. */
export interface Program {
  /** Default: the Node that is measured. */
  readonly command?: string;
  readonly args: readonly string[];
  readonly folder?: string;
}

export interface RunningServer {
  /** Without a trailing slash. */
  readonly url: string;
  readonly process: ChildProcess;
  /** Milliseconds from its start to its first reply. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** The first request that a server is asked, over and over until it answers with a success. */
export interface FirstRequest {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const LONGEST_START_MS = 30_000;
const BETWEEN_TRIES_MS = 3;

/** A port of loopback that is free now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

/** Another program may take a free port before it is used, so a program that exits at once is started again. */
const MOST_STARTS = 3;

/**
 * Starts a program on a free port and waits for its first reply.
 *
 * @param node executable of the Node that is measured; default: the one that runs this
 * @throws Error with the end of what it had to say, when it does not come that far
 */
export async function startProgram(
  toProgram: (port: number) => Program,
  first: FirstRequest,
  node = process.execPath,
): Promise<RunningServer> {
  for (let starts = 1; ; starts += 1) {
    const started = await tryStart(toProgram, first, node);
    if ("server" in started) return started.server;
    if (!started.hasExited || starts === MOST_STARTS) throw new Error(started.complaint);
  }
}

type Started = { readonly server: RunningServer } | { readonly hasExited: boolean; readonly complaint: string };

async function tryStart(toProgram: (port: number) => Program, first: FirstRequest, node: string): Promise<Started> {
  const port = await freePort();
  const { command = node, args, folder } = toProgram(port);
  const url = `http://127.0.0.1:${port}`;
  const start = performance.now();
  const child = spawn(command, args, { cwd: folder ?? root, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-600);
  });
  let isGone = false;
  const exited = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      said = error.message;
      isGone = true;
      resolve();
    });
    child.once("exit", () => {
      isGone = true;
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const kill = setTimeout(() => child.kill("SIGKILL"), 3000);
    await exited;
    clearTimeout(kill);
  };
  while (performance.now() - start < LONGEST_START_MS && !isGone) {
    const response = await fetch(url + first.path, { headers: first.headers ?? {} }).catch(() => undefined);
    await response?.text();
    if (response?.ok) return { server: { url, process: child, startMs: performance.now() - start, stop } };
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
  }
  const hasExited = isGone;
  await stop();
  const complaint = `${command} ${args.join(" ")} gave no good reply: ${said.trim() || "it said nothing"}`;
  return { hasExited, complaint };
}

/** A read that needs nothing to be prepared, so that a start is timed up to the reply of a whole exchange. */
export const STANDIN_FIRST: FirstRequest = {
  path: "/netid/netid-user-status",
  headers: { authorization: "Bearer standin-token" },
};

/** @param seed file of the starting state; default: that of the default seed */
export const startStandin = (node?: string, seed?: string): Promise<RunningServer> =>
  startProgram(
    (port) => ({
      args: [standinScript, "start", "--port", String(port), "--json", ...(seed === undefined ? [] : ["--seed", seed])],
    }),
    STANDIN_FIRST,
    node,
  );

/** The limit that everything is compared with; it answers a GET with these bytes. */
export async function startBare(reply: string, node?: string): Promise<RunningServer> {
  const args = (port: number) => [join(root, "bench/bare-server.js"), String(port)];
  const server = await startProgram((port) => ({ args: args(port) }), { path: "/" }, node);
  // A page of records is longer than an argument of a program may be.
  await fetch(server.url, { method: "PUT", body: reply });
  return server;
}

/** Resident memory of a process in megabytes; `undefined` where the system does not tell. */
export async function residentMegabytes({ process: { pid } }: RunningServer): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 102.4) / 10;
}

/** Ticks of the kernel's clock in a second, as Linux has told programs for decades. */
const TICKS_PER_SECOND = 100;

/** Processor time that a process has used, in microseconds; `undefined` where the system does not tell. */
export async function processorMicros({ process: { pid } }: RunningServer): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name, in brackets, may hold blanks; user and system time are the 12th and 13th value behind it.
  const values = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(values[11]) + Number(values[12]);
  return Number.isNaN(ticks) ? undefined : (ticks * 1_000_000) / TICKS_PER_SECOND;
}
