import { type Load, latencyOf } from "../load.ts";
import { type Scale, say } from "../scale.ts";
import { startBare, startStandin } from "../servers.ts";
import { prepareWorkload, READ, WRITE } from "../workloads.ts";
import { replyOf } from "./throughput.ts";

const CONNECTIONS = [1, 32, 128];

/** How long a read and a write take at few and at many connections, beside the bare server. */
export async function measureLatency(scale: Scale) {
  const standin = await startStandin(scale.node);
  try {
    const figures = [];
    for (const name of [READ, WRITE]) {
      const ours = await prepareWorkload(name, standin.url);
      const bare = await startBare(await replyOf(ours), scale.node);
      const limit: Load = { ...ours, url: `${bare.url}/` };
      try {
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
      } finally {
        await bare.stop();
      }
    }
    return figures;
  } finally {
    await standin.stop();
  }
}
