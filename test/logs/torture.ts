import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { ask, bodyOf, createToyEngine } from "../support/toy-mock.ts";
import type { KeptFault } from "./kept-standin.ts";

/*
 * Kills a process that keeps its worlds in a folder, and compares what the next one finds there with what was acknowledged.
 * The kill comes in the very tick in which a client holds its n-th answer, or at a random time.
 */

const root = join(import.meta.dirname, "../..");

type ProgramName = "kept-standin" | "shared-standin";

/** The program in one file, so that it starts quickly. */
async function bundleProgram(folder: string, name: ProgramName): Promise<string> {
  const file = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
    conditions: ["standin-source"],
    packages: "bundle",
    external: ["lmdb", "ioredis"],
    banner: {
      js: 'import { createRequire as toRequire } from "node:module"; const require = toRequire(import.meta.url);',
    },
    logLevel: "silent",
  });
  return file;
}

/** Runs work with a folder beside the modules of the project, which is removed afterwards. */
export async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "standin-torture-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the bundle has to lie for its import of `lmdb` to be found. */
export async function withProgram<Result>(
  work: (program: string) => Promise<Result>,
  name: ProgramName = "kept-standin",
): Promise<Result> {
  const folder = await mkdtemp(join(root, "node_modules", ".standin-torture-"));
  try {
    return await work(await bundleProgram(folder, name));
  } finally {
    // Those that a test left behind when it failed or ran out of time.
    for (const [child, ended] of started) await end({ child, ended });
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
}

/** Those that have not ended. */
const started = new Map<ChildProcess, Promise<unknown>>();

/** @param before what the program is run by, such as strace */
export async function run(
  program: string,
  folder: string,
  fault: KeptFault = "",
  before: readonly string[] = [],
): Promise<Running> {
  const [command = process.execPath, ...args] = [...before, process.execPath, program, folder];
  const child = spawn(command, args, {
    env: { ...process.env, STANDIN_LOG_FAULT: fault },
    stdio: ["ignore", "pipe", "inherit"],
    // A group of its own: what is run by strace would outlive it.
    detached: true,
  });
  const ended = once(child, "exit").finally(() => started.delete(child));
  started.set(child, ended);
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (part) => {
      text += part;
      if (text.endsWith("\n")) resolve(text.trim());
    });
    void ended.then(([code, signal]) =>
      reject(new Error(`the program ended with ${code ?? signal} before it was ready`)),
    );
  });
  return { url, child, ended };
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** @param onAnswer called in the very tick in which the answer is whole */
export function send(
  url: string,
  method: string,
  body: unknown,
  onAnswer: (answer: Answer) => void,
  credentials: Readonly<Record<string, string>> = { authorization: "Key ann" },
): Promise<void> {
  return new Promise((resolve) => {
    const headers = { ...credentials, "content-type": "application/json" };
    const sent = request(url, { method, agent, headers }, (reply) => {
      let text = "";
      reply.on("data", (part) => {
        text += part;
      });
      reply.on("end", () => {
        if (reply.complete) onAnswer({ status: reply.statusCode ?? 0, body: text });
        resolve();
      });
      reply.on("error", () => resolve());
    });
    sent.on("error", () => resolve());
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

export interface TortureOptions {
  readonly kills: number;
  /** Of these, at random times. */
  readonly atRandom?: number;
  readonly seed?: number;
  readonly clients?: number;
  readonly fault?: KeptFault;
  readonly onProgress?: (done: Tortured) => void;
}

/** What came of it. */
export interface Tortured {
  readonly kills: number;
  readonly acknowledged: number;
  /** Acknowledged writes that were not there. */
  readonly lost: number;
  /** What else was wrong, in words. */
  readonly violations: readonly string[];
}

const SNAPSHOT_EACH = 7;

/** Returns the ids that notes get one after the other, where nothing is lost, doubled or halved. */
function createReference(): (count: number) => Promise<readonly string[]> {
  const engine = createToyEngine();
  const ids: string[] = [];
  return async (count) => {
    while (ids.length < count)
      ids.push(String(bodyOf(await ask(engine, "POST", "/toy/notes", { world: "w", body: { text: "x" } }))["id"]));
    return ids;
  };
}

/** Kills the program that often, one folder for all. Stops at the first thing that is wrong if a fault is planted. */
export async function torture(program: string, folder: string, options: TortureOptions): Promise<Tortured> {
  const { kills, atRandom = 0, seed = 1, clients = 4, fault = "", onProgress } = options;
  const reference = createReference();
  const acknowledged = new Set<string>();
  const violations: string[] = [];
  let lost = 0;
  let draws = seed;
  const below = (limit: number): number => {
    draws = (Math.imul(draws, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (draws >> 8) % limit;
  };
  for (let kill = 0; kill < kills; kill += 1) {
    const running = await run(program, folder, fault);
    const found = await stateOf(running.url);
    const missing = [...acknowledged].filter((id) => !found.has(id));
    lost += missing.length;
    const expected = new Set((await reference(found.size)).slice(0, found.size));
    const foreign = [...found].filter((id) => !expected.has(id));
    if (missing.length > 0) violations.push(`kill ${kill}: ${missing.length} acknowledged notes are gone`);
    if (foreign.length > 0) violations.push(`kill ${kill}: a commit is there in part: ids are not those in order`);
    for (const id of missing) acknowledged.delete(id);
    const done = { kills: kill, acknowledged: acknowledged.size, lost, violations };
    onProgress?.(done);
    if (violations.length > 0) {
      await end(running);
      return done;
    }
    const isAtRandom = kill < atRandom;
    const last = 1 + below(20);
    let answers = 0;
    let isKilled = false;
    const killNow = (): void => {
      isKilled = true;
      running.child.kill("SIGKILL");
    };
    const delayMs = below(80);
    let timer: NodeJS.Timeout | undefined;
    const client = async (): Promise<void> => {
      for (let sent = 0; !isKilled; sent += 1) {
        const isSnapshot = sent % SNAPSHOT_EACH === SNAPSHOT_EACH - 1;
        await send(`${running.url}${isSnapshot ? "/snapshot" : "/~w/toy/notes"}`, "POST", { text: "x" }, (answer) => {
          if (answer.status === 200) acknowledged.add(String(JSON.parse(answer.body).id));
          answers += 1;
          if (isAtRandom) timer ??= setTimeout(killNow, delayMs);
          else if (answers === last) killNow();
        });
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    clearTimeout(timer);
    await running.ended;
  }
  const running = await run(program, folder);
  const found = await stateOf(running.url);
  lost += [...acknowledged].filter((id) => !found.has(id)).length;
  if (lost > 0) violations.push("acknowledged notes are gone at the end");
  await end(running);
  return { kills, acknowledged: acknowledged.size, lost, violations };
}

export async function end({ child, ended }: Pick<Running, "child" | "ended">): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
    process.kill(-child.pid, "SIGKILL");
  await ended;
}

async function stateOf(url: string): Promise<Set<string>> {
  let text = "";
  await send(`${url}/state`, "GET", undefined, ({ body }) => {
    text = body;
  });
  const { collections } = JSON.parse(text) as { collections: { notes: readonly { id: string }[] } };
  return new Set(collections.notes.map(({ id }) => id));
}
