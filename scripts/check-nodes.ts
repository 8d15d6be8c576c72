/**
 * Runs the built package on other versions of Node: `npm run check:nodes`. The versions come as packages from the npm
 * registry into a folder of their own, so nothing has to be installed by hand.
 */
import { execFile } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const VERSIONS = ["22.23.3", "24.9.0"];

const root = join(import.meta.dirname, "..");
const cache = join(root, "node_modules/.cache/nodes");
const run = promisify(execFile);

/** @returns the path of that Node's executable */
async function fetchNode(version: string): Promise<string> {
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

/** What a user does first: start it, sign in, record, read back; and the same in process. */
const PROGRAM = `
  import { createStandin, providerNames } from ${JSON.stringify(join(root, "dist/index.js"))};
  const standin = await createStandin();
  const server = await standin.listen();
  for (const { api, exampleRequest, defaultSeed } of standin.providers) {
    const { method, path, headers, body } = exampleRequest(defaultSeed);
    const init = { method, headers: { ...(body && { "content-type": "application/json" }), ...headers }, body: body && JSON.stringify(body) };
    for (const [how, send, base] of [["http", fetch, server.url], ["fetch", standin.fetch, ""]]) {
      const reply = await send(base + "/" + api.name + path, init);
      if (!reply.ok) throw new Error(how + " " + api.name + ": " + reply.status + " " + await reply.text());
      await reply.text();
    }
  }
  await standin.close();
  console.log(process.version, providerNames.join(" "), "fine");
`;

for (const version of VERSIONS) {
  const executable = await fetchNode(version);
  const { stdout } = await run(executable, ["--input-type=module", "--eval", PROGRAM]);
  console.log(stdout.trim());
}
