import { type Load, loadServer, type Rate } from "../load.ts";
import { type Scale, say } from "../scale.ts";
import { type RunningServer, startBare, startStandin } from "../servers.ts";
import { median, round } from "../statistics.ts";
import { prepareWorkload, workloads } from "../workloads.ts";

/**
 * Each workload beside a bare server that answers a GET with the same bytes, and parses and echoes the same bodies of a
 * POST. Each has a standin of its own, whose world goes back to what was prepared before each round: what is written in all
 * rounds is more than a world holds.
 */
export async function measureThroughput(scale: Scale) {
  const figures: Record<string, Awaited<ReturnType<typeof compare>>> = {};
  for (const [name, { seed }] of Object.entries(workloads)) {
    const standin = await startStandin(scale.node, seed);
    try {
      const load = await prepareWorkload(name, standin.url);
      const bare = await startBare(await replyOf(load), scale.node);
      figures[name] = await compare(standin, bare, load, scale).finally(() => bare.stop());
      say(`  ${name}: ${figures[name].ratio} of bare node:http, ${figures[name].cpuRatio ?? "?"} by processor time`);
    } finally {
      await standin.stop();
    }
  }
  return figures;
}

/** What the bare server has to answer; what it answers to a POST is in the request. */
export async function replyOf({ method, url, headers = {} }: Load): Promise<string> {
  if (method === "POST") return "{}";
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.text();
}

/** The same load on both servers, in turn, so that a slow moment of the machine hits both. */
async function compare(standin: RunningServer, bare: RunningServer, load: Load, scale: Scale) {
  const sides = [
    { server: bare, load: { ...load, url: `${bare.url}/` }, rates: [] as Rate[] },
    { server: standin, load, rates: [] as Rate[] },
  ] as const;
  await control(standin, "PUT", "");
  for (const side of sides) await loadServer(side.server, side.load, { seconds: scale.warmupSeconds });
  for (let index = 0; index < scale.rounds; index += 1) {
    await control(standin, "POST", "/restore");
    for (const side of sides) side.rates.push(await loadServer(side.server, side.load, { seconds: scale.seconds }));
  }
  const [limit, ours] = [medianRate(sides[0].rates), medianRate(sides[1].rates)];
  return {
    method: load.method,
    standin: ours,
    bare: limit,
    ratio: round(ours.requestsPerSecond / limit.requestsPerSecond),
    /** Bare's processor time by standin's, a request each: what a second would hold if nothing else ran. */
    cpuRatio: ours.cpuMicros && limit.cpuMicros ? round(limit.cpuMicros / ours.cpuMicros) : undefined,
  };
}

async function control({ url }: RunningServer, method: string, path: string): Promise<void> {
  const response = await fetch(`${url}/_standin/worlds/default/snapshots/prepared${path}`, { method });
  if (!response.ok) throw new Error(`${method} of the snapshot: ${response.status} ${await response.text()}`);
}

/** The median of both figures, each for itself. */
export function medianRate(rates: readonly Rate[]): Rate {
  const cpu = rates.map(({ cpuMicros }) => cpuMicros).filter((each) => each !== undefined);
  return {
    requestsPerSecond: median(rates.map(({ requestsPerSecond }) => requestsPerSecond)),
    cpuMicros: cpu.length === 0 ? undefined : median(cpu),
  };
}
