/**
 * Required first (`node --require`) by the Node programs and threads that `standin run` starts: their connections to the providers' hosts
 * lead to the doors of that command. It loads nothing of the simulator, and has ended before the program begins.
 */
import { GUARDED_HOSTS, preloadThreads, withRequired } from "./node-children.ts";
import { patchConnections } from "./node-patches.ts";
import { createWays } from "./node-ways.ts";

/** Names the ports of the doors: without TLS, and for clients that believe to have it. */
const DOORS = "STANDIN_DOORS";

/** Global, as a program may be started by several copies of this package. */
const shared = globalThis as { [RUN]?: true };
const RUN = Symbol.for("standin.run");

const hosts = process.env[GUARDED_HOSTS]?.split(",");
const [plain, secure] = (process.env[DOORS] ?? "").split(",").map(Number);
if (hosts !== undefined && plain && secure && shared[RUN] !== true) {
  shared[RUN] = true;
  const doors = { plain: { port: plain }, secure: { port: secure }, connections: new Map(), answersHttp2: true };
  patchConnections(hosts, createWays(doors));
  preloadThreads(hosts, (options) => withRequired(options, __filename), __filename);
}
