/** A standin that shares its worlds by Redis, as a process of its own to be killed: `node shared-standin.mjs <url>`. */
import type { AddressInfo } from "node:net";
import { createStandin } from "#standin/standin.ts";
import { createNodeServer } from "#transports/node.ts";

const [, , redis = ""] = process.argv;
const standin = await createStandin({ redis });
const server = createNodeServer(standin.engine);
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
