import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Scale, say } from "../scale.ts";
import { type RunningServer, root, startStandin } from "../servers.ts";
import { median, round } from "../statistics.ts";

export interface Starts {
  readonly medianMs: number;
  readonly worstMs: number;
  readonly runs: number;
}

/** From the start of the process to its first reply, with all providers; and the same within a process. */
export async function measureStart(scale: Scale) {
  const { aboveNodeMs, nodeAlone, process } = await compareWithNode(scale);
  say(`  process: median ${process.medianMs} ms, worst ${process.worstMs} ms; ${aboveNodeMs} ms above node -e 0`);
  const inProcess = await measureInProcess(scale);
  say(`  in process: createStandin() ${inProcess.createMs} ms, first reply ${inProcess.firstReplyMs} ms later`);
  return { process, nodeAlone, aboveNodeMs, inProcess };
}

/** Starts of standin and of a Node that does nothing, in turn, so that a slow moment of the machine affects both. */
async function compareWithNode({ node, starts: runs }: Scale) {
  const ours: number[] = [];
  const alone: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    alone.push(await timeNodeAlone(node));
    ours.push(await timeStart(() => startStandin(node)));
  }
  return {
    process: toStarts(ours),
    nodeAlone: toStarts(alone),
    aboveNodeMs: round(median(ours) - median(alone), 1),
  };
}

async function timeNodeAlone(node: string): Promise<number> {
  const start = performance.now();
  await promisify(execFile)(node, ["-e", "0"]);
  return performance.now() - start;
}

async function timeStart(start: () => Promise<RunningServer>): Promise<number> {
  const server = await start();
  await server.stop();
  return server.startMs;
}

const toStarts = (times: readonly number[]): Starts => ({
  medianMs: round(median(times), 0),
  worstMs: round(Math.max(...times), 0),
  runs: times.length,
});

/** Starts a server over and over, and stops it. */
export async function timeStarts(start: () => Promise<RunningServer>, runs: number): Promise<Starts> {
  const times: number[] = [];
  for (let index = 0; index < runs; index += 1) times.push(await timeStart(start));
  return toStarts(times);
}

interface InProcessStart {
  readonly importMs: number;
  readonly createMs: number;
  readonly firstReplyMs: number;
}

/** Each in a process of its own: what was loaded once is never loaded again. */
async function measureInProcess({ node, starts: runs }: Scale) {
  const starts: InProcessStart[] = [];
  for (let index = 0; index < runs; index += 1) {
    const { stdout } = await promisify(execFile)(node, [join(root, "bench/in-process-start.js")]);
    starts.push(JSON.parse(stdout));
  }
  const of = (name: keyof InProcessStart): number => round(median(starts.map((each) => each[name])), 1);
  return { importMs: of("importMs"), createMs: of("createMs"), firstReplyMs: of("firstReplyMs"), runs };
}
