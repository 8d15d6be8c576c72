/**
 * Required first (`node --require`) by Node programs and threads that an intercepted program starts, where they cannot be answered:
 * their requests to the intercepted hosts are refused, and the error says what to do. A process with an interception of its own
 * is left to that.
 */
import net from "node:net";
import { isMainThread } from "node:worker_threads";
import { GUARDED_HOSTS, guardChildren } from "./node-children.ts";
import { patchConnections } from "./node-patches.ts";
import { toRefusal } from "./node-refusals.ts";

const WHY = isMainThread
  ? "the standin that answers is in the memory of the process that started this one. Run `standin start`, set STANDIN_URL to its address, and start this program with `node --import standin/preload`."
  : 'the standin that answers is not in this thread. Await `import("standin/preload")` in it first; with STANDIN_URL its state is that of the standin there.';

/** Global, as a program may be started by several copies of this package. */
const shared = globalThis as { [GUARD]?: true; [INTERCEPTION]?: unknown };
const GUARD = Symbol.for("standin.guard");
const INTERCEPTION = Symbol.for("standin.interception");

function refuse(socket: net.Socket, host: string): net.Socket {
  process.nextTick(() => socket.destroy(toRefusal(host, WHY)));
  return socket;
}

const hosts = process.env[GUARDED_HOSTS]?.split(",");
if (hosts !== undefined && shared[GUARD] !== true) {
  shared[GUARD] = true;
  const isPaused = (): boolean => shared[INTERCEPTION] !== undefined;
  const ways = {
    isLed: () => false,
    connect: refuse,
    secure: (_target: unknown, host: string) => refuse(new net.Socket(), host),
    write: (_socket: net.Socket, { host, done }: { host: string; done: (error: Error) => void }) =>
      done(toRefusal(host, WHY)),
  };
  patchConnections(hosts, ways, { isPaused });
  guardChildren(hosts);
}
