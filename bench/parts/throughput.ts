import { type Load, loadServer, type Rate } from "../load.ts";
import { type Scale, say } from "../scale.ts";
import { type RunningServer, startBare, startStandin } from "../servers.ts";
import { median, round } from "../statistics.ts";
import { prepareWorkloads } from "../workloads.ts";

/**
 * Each workload beside a bare server that answers a GET with the same bytes, and parses and echoes a POST. Each has a standin
 * of its own: what all of them write is more than a world holds.
 */
export async function measureThroughput(scale: Scale) {
  const figures: Record<string, Awaited<ReturnType<typeof compare>>> = {};
  for (let at = 0; ; at += 1) {
    const standin = await startStandin(scale.node);
    try {
      const [name, load] = Object.entries(await prepareWorkloads(standin.url))[at] ?? [];
      if (name === undefined || load === undefined) return figures;
      const isRead = load.method === "GET";
      const reply = isRead ? await (await fetch(load.url, { headers: load.headers ?? {} })).text() : "{}";
      const bare = await startBare(reply, scale.node);
      figures[name] = await compare(standin, bare, load, scale).finally(() => bare.stop());
      say(`  ${name}: ${figures[name].ratio} of bare node:http, ${figures[name].cpuRatio ?? "?"} by processor time`);
    } finally {
      await standin.stop();
    }
  }
}

/** The same load on both servers, in turn, so that a slow moment of the machine hits both. */
async function compare(standin: RunningServer, bare: RunningServer, load: Load, scale: Scale) {
  const sides = [
    { server: bare, load: { ...load, url: `${bare.url}/` }, rates: [] as Rate[] },
    { server: standin, load, rates: [] as Rate[] },
  ] as const;
  for (const side of sides) await loadServer(side.server, side.load, { seconds: scale.warmupSeconds });
  for (let index = 0; index < scale.rounds; index += 1)
    for (const side of sides) side.rates.push(await loadServer(side.server, side.load, { seconds: scale.seconds }));
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

/** The median of both figures, each for itself. */
export function medianRate(rates: readonly Rate[]): Rate {
  const cpu = rates.map(({ cpuMicros }) => cpuMicros).filter((each) => each !== undefined);
  return {
    requestsPerSecond: median(rates.map(({ requestsPerSecond }) => requestsPerSecond)),
    cpuMicros: cpu.length === 0 ? undefined : median(cpu),
  };
}
