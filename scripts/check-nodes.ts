/** Runs the built package on other versions of Node: `npm run check:nodes`. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { fetchNode, NODE_22, NODE_24 } from "./nodes.ts";
import { readOptions } from "./options.ts";

readOptions(
  "npm run check:nodes --",
  "Runs the built package on other versions of Node, which come from the registry.",
  {},
);

const root = join(import.meta.dirname, "..");
const run = promisify(execFile);

/** The first steps of a user: start, sign in, record, read back; and the same in process. */
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

for (const version of [NODE_22, NODE_24]) {
  const executable = await fetchNode(version);
  const { stdout } = await run(executable, ["--input-type=module", "--eval", PROGRAM]);
  console.log(stdout.trim());
}
