/**
 * Other versions of Node, downloaded as packages from the npm registry into a separate folder.
 */
import { execFile } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export const NODE_22 = "22.23.3";
export const NODE_24 = "24.9.0";

const cache = join(import.meta.dirname, "../node_modules/.cache/nodes");
const run = promisify(execFile);

/**
 * @returns the path of that Node's executable
 * @throws Error if the registry does not have it, or cannot be reached
 */
export async function fetchNode(version: string): Promise<string> {
  const folder = join(cache, version);
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const executable = join(folder, "node_modules", name, "bin/node");
  if ((await stat(executable).catch(() => undefined)) === undefined) {
    await mkdir(folder, { recursive: true });
    const quiet = ["--no-audit", "--no-fund", "--no-save", "--ignore-scripts"];
    await run("npm", ["install", "--prefix", folder, ...quiet, `${name}@${version}`]);
  }
  return executable;
}

/** The version that an executable reports, e.g. `v24.9.0`. */
export const versionOfNode = async (executable: string): Promise<string> =>
  (await run(executable, ["--version"])).stdout.trim();
