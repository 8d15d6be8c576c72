/**
 * Measures standin beside a bare `node:http` server, in one run. Progress goes to stderr; `--json` prints one JSON
 * object on stdout. All load stays on loopback and ends by itself.
 */
import { cpus } from "node:os";
import { createStandin } from "#standin/standin.ts";
import { type Load, median, medianMs, throughput } from "./load.ts";
import { type RunningServer, residentMegabytes, startServer, startStandin } from "./servers.ts";
import { prepareWorkloads, type Workloads } from "./workloads.ts";

const SECONDS = 2;
const ROUNDS = 5;
const STARTS = 10;
const RECORDS = 50_000;

/** The workloads that stand for reading by id and for writing a validated body. */
const READ = "didomi getUser";
const WRITE = "avacy recordConsent";

function workload(workloads: Workloads, name: string): Load {
  const found = workloads[name];
  if (found === undefined) throw new Error(`there is no workload ${name}`);
  return found;
}

const say = (text: string): void => console.error(text);
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** The same load on both servers, in turn, so that a slow moment of the machine hits both. */
async function compare(name: string, ours: Load, bare: Load) {
  const rates: { standin: number[]; bare: number[] } = { standin: [], bare: [] };
  await throughput(bare, 1);
  await throughput(ours, 1);
  for (let index = 0; index < ROUNDS; index += 1) {
    rates.bare.push(await throughput(bare, SECONDS));
    rates.standin.push(await throughput(ours, SECONDS));
    say(`${name} ${index + 1}/${ROUNDS}: ${rates.standin.at(-1)} of ${rates.bare.at(-1)} requests a second`);
  }
  const [standin, limit] = [median(rates.standin), median(rates.bare)];
  return {
    requestsPerSecond: round(standin, 0),
    bareRequestsPerSecond: round(limit, 0),
    ratio: round(standin / limit),
  };
}

/** Each workload beside a bare server that answers a GET with the same bytes, and parses and echoes a POST. */
async function measureThroughput(workloads: Workloads) {
  const figures: Record<string, Awaited<ReturnType<typeof compare>>> = {};
  for (const [name, load] of Object.entries(workloads)) {
    const reply = load.method === "GET" ? await (await fetch(load.url, { headers: load.headers ?? {} })).text() : "{}";
    const bare = await startServer("bench/bare-server.js", [reply]);
    figures[name] = await compare(name, load, { ...load, url: `${bare.url}/` }).finally(() => bare.stop());
  }
  return figures;
}

/** From the start of the process to its first reply. */
async function measureStart() {
  const times: number[] = [];
  for (let index = 0; index < STARTS; index += 1) {
    const start = performance.now();
    const server = await startStandin();
    await (await fetch(`${server.url}/`)).text();
    times.push(performance.now() - start);
    await server.stop();
  }
  return { medianMs: round(median(times), 0), worstMs: round(Math.max(...times), 0), runs: STARTS };
}

async function measureInProcess() {
  const createMs = await medianMs(20, () => createStandin());
  const standin = await createStandin();
  const get = workload(await prepareWorkloads("http://standin.localhost", standin.fetch), READ);
  const { pathname, search } = new URL(get.url);
  const request = { method: "GET", path: pathname, query: search.slice(1), headers: get.headers ?? {} };
  const perSecond = async (work: () => Promise<unknown>): Promise<number> => {
    const until = performance.now() + 2000;
    let calls = 0;
    for (; performance.now() < until; calls += 1) await work();
    return calls / 2;
  };
  await perSecond(() => standin.engine.exchange(request));
  return {
    createStandinMs: round(createMs),
    exchangesPerSecond: round(await perSecond(() => standin.engine.exchange(request)), 0),
    fetchesPerSecond: round(
      await perSecond(async () => (await standin.fetch(get.url, { headers: get.headers ?? {} })).text()),
      0,
    ),
  };
}

async function measureWorlds() {
  const standin = await createStandin();
  const world = await standin.world();
  const post = workload(await prepareWorkloads("http://standin.localhost", standin.fetch), WRITE);
  const { pathname } = new URL(post.url);
  const request = { method: "POST", path: pathname, query: "", headers: post.headers ?? {}, body: post.body };
  for (let index = 0; index < RECORDS; index += 1) await standin.engine.exchange(request);
  await world.snapshot("full");
  return {
    records: RECORDS,
    snapshotMs: round(await medianMs(200, (index) => world.snapshot(`s${index % 10}`)), 4),
    forkMs: round(await medianMs(200, (index) => world.fork(`f${index % 10}`)), 4),
    restoreMs: round(await medianMs(200, () => world.restore("full")), 4),
    resetMs: round(await medianMs(200, async () => world.reset()), 4),
  };
}

async function measureServer(server: RunningServer) {
  const idleMegabytes = await residentMegabytes(server);
  say("throughput");
  const throughput = await measureThroughput(await prepareWorkloads(server.url));
  const memory = { idleMegabytes, afterLoadMegabytes: await residentMegabytes(server) };
  return { get: throughput[READ], post: throughput[WRITE], throughput, memory };
}

say("start to first reply");
const start = await measureStart();
say("in process");
const inProcess = await measureInProcess();
say(`worlds at ${RECORDS} records`);
const worlds = await measureWorlds();
const server = await startStandin();
const served = await measureServer(server).finally(() => server.stop());

const report = {
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version },
  ...served,
  start,
  inProcess,
  worlds,
};
console.log(process.argv.includes("--json") ? JSON.stringify(report) : JSON.stringify(report, null, 2));
