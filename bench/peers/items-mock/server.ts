import type { Api, OperationTable } from "#engine/contract/operation.ts";
import { createEngine } from "#engine/pipeline/engine.ts";
import { createNodeServer } from "#transports/node.ts";
import { createItems } from "./items.ts";

/** Serves the items API by standin's engine, as a process of its own. Arguments: the port, the token, the first item. */
export function serveItems(api: Api, table: OperationTable): void {
  const [port = "0", token = "", item = "{}"] = process.argv.slice(2);
  const engine = createEngine({
    providers: [createItems(api, table, { token, item: JSON.parse(item) })],
    realNow: Date.now,
    onBug: ({ complaint }) => console.error(complaint),
  });
  createNodeServer(engine).listen(Number(port), "127.0.0.1");
  process.once("SIGTERM", () => process.exit(0));
}
