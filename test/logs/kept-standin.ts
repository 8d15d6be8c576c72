/**
 * The toy mock over HTTP, with its worlds in a folder, as a process of its own to be killed: `node kept-standin.mjs <folder>`.
 * STANDIN_LOG_FAULT plants a fault. Prints its address when it is ready. GET /state shows all notes of the world `w`.
 */
import type { AddressInfo } from "node:net";
import * as lmdb from "lmdb";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { isLocal } from "#engine/state/images.ts";
import type { Log, LogHost } from "#engine/state/log.ts";
import { createStoredWorlds } from "#engine/world/stored-worlds.ts";
import { type Lmdb, logOf, openDataFolder } from "#logs/data-folder.ts";
import { createNodeServer } from "#transports/node.ts";
import { createToyEngine } from "../support/toy-mock.ts";

/** Faults that the tests have to find. */
export type KeptFault = "replies do not wait" | "parts of commits" | "noSync" | "";

const fault = (process.env["STANDIN_LOG_FAULT"] ?? "") as KeptFault;
const [, , folder = ""] = process.argv;

const module: Lmdb =
  fault === "noSync"
    ? { open: (options) => lmdb.open({ ...options, noSync: true } as never) }
    : (lmdb as unknown as Lmdb);
const data = await openDataFolder(folder, module);

/** Stores the rows of each commit one after the other, each by a transaction of its own. */
function inParts(log: Log): Log {
  const parts = new Map<string, Promise<unknown>>();
  return {
    ...bound(log),
    append(entry) {
      const storing = (parts.get(entry.world) ?? Promise.resolve()).then(async () => {
        if (entry.kind !== "commit") log.append(entry);
        else
          for (const write of entry.writes.filter(({ space }) => !isLocal(space))) {
            log.append({ ...entry, writes: [write] });
            await log.settled(entry.world);
          }
        await log.settled(entry.world);
      });
      parts.set(entry.world, storing);
    },
    settled: (world) => parts.get(world)?.then(() => true),
  };
}

const bound = (log: Log): Log => ({
  worlds: () => log.worlds(),
  stores: (world) => log.stores?.(world) ?? false,
  hasRows: (world, space) => log.hasRows?.(world, space) ?? true,
  load: (world) => log.load(world),
  catchUp: (world) => log.catchUp(world),
  append: (entry) => log.append(entry),
  settled: (world) => log.settled(world),
  close: () => log.close(),
});

function openLog(host: LogHost): Log {
  const log = logOf(data)(host);
  if (fault === "parts of commits") return inParts(log);
  return fault === "replies do not wait" ? { ...bound(log), settled: () => undefined } : log;
}

const engine = createToyEngine({ log: openLog, stored: createStoredWorlds });
await engine.worlds.resume();
const exchanger: Exchanger = {
  limits: engine.limits,
  exchange: async (request) => {
    if (request.path === "/state") {
      const state = await engine.readState("w", "toy");
      return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(state) };
    }
    if (request.path === "/snapshot") {
      await engine.worlds.snapshot("w", "s");
      return { status: 204, headers: {}, body: undefined };
    }
    return engine.exchange(request);
  },
};
const server = createNodeServer({ ...engine, ...exchanger });
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
