/**
 * Scalar's mock server behind Hono's Node server. Arguments: the port, the folder of the peers' packages, the spec, the
 * first item, and `stateful` if operations have the handlers below instead of the spec's examples.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";

const [port = "0", packages = ".", spec = "", item = "{}", mode] = process.argv.slice(2);
const require = createRequire(`${packages}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { createMockServer } = await load("@scalar/mock-server");
const { serve } = await load("@hono/node-server");

const document = parse(await readFile(spec, "utf8"));
if (mode === "stateful") {
  document.components.schemas.Item["x-seed"] = `seed.count(1, () => (${item}))`;
  document.paths["/items"].post["x-handler"] = 'return store.create("Item", req.body)';
  document.paths["/items/{id}"].get["x-handler"] = 'return store.get("Item", req.params.id)';
}
const { fetch } = await createMockServer({ document, logger: false });
serve({ fetch, port: Number(port), hostname: "127.0.0.1" });
process.once("SIGTERM", () => process.exit(0));
