import { type Load, latencyOf } from "../load.ts";
import { type Scale, say } from "../scale.ts";
import { startBare, startStandin } from "../servers.ts";
import { prepareWorkloads, READ, WRITE, workload } from "../workloads.ts";

const CONNECTIONS = [1, 32, 128];

/** How long a read and a write take at few and at many connections, beside the bare server. */
export async function measureLatency(scale: Scale) {
  const standin = await startStandin(scale.node);
  const bare = await startBare('{"id":"1"}', scale.node);
  try {
    const workloads = await prepareWorkloads(standin.url);
    const figures = [];
    for (const [name, ours] of [READ, WRITE].map((each) => [each, workload(workloads, each)] as const)) {
      const limit: Load = { ...ours, url: `${bare.url}/` };
      for (const connections of CONNECTIONS) {
        for (const load of [limit, ours]) await latencyOf(load, connections, scale.warmupSeconds / 2);
        const figure = {
          name,
          bare: await latencyOf(limit, connections, scale.seconds * 2),
          standin: await latencyOf(ours, connections, scale.seconds * 2),
        };
        say(`  ${name}, ${connections} connections: p50 ${figure.standin.p50Ms} ms, p99 ${figure.standin.p99Ms} ms`);
        figures.push(figure);
      }
    }
    return figures;
  } finally {
    await Promise.all([standin.stop(), bare.stop()]);
  }
}
