import { fetchNode, NODE_24, versionOfNode } from "../../scripts/nodes.ts";
import { type Scale, say } from "../scale.ts";
import { measureThroughput } from "./throughput.ts";

/** The workloads beside bare `node:http` on other versions of Node than the one that everything else runs on, by version. */
export async function measureNodes(scale: Scale) {
  const figures: Record<string, Awaited<ReturnType<typeof measureThroughput>>> = {};
  const measured = await versionOfNode(scale.node);
  for (const version of [process.version, `v${NODE_24}`]) {
    if (version === measured) continue;
    const node = await executableOf(version);
    if (node === undefined) continue;
    say(`  ${version}`);
    figures[version] = await measureThroughput({ ...scale, node });
  }
  return figures;
}

/** @returns undefined when that Node cannot be fetched */
const executableOf = async (version: string): Promise<string | undefined> =>
  version === process.version
    ? process.execPath
    : fetchNode(version.slice(1)).catch((error: Error) => {
        say(`  ${version} is left out, as it cannot be fetched: ${error.message.slice(-300)}`);
        return undefined;
      });
