import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as lmdb from "lmdb";
import { type Lmdb, logOf, openDataFolder } from "#logs/data-folder.ts";
import type { LmdbLog } from "#logs/lmdb.ts";
import type { LogKind } from "./log-conformance.ts";

/** Worlds in a folder, by LMDB. */
export function embedded({ runs }: { readonly runs: number }, module: Lmdb = lmdb as unknown as Lmdb): LogKind {
  return {
    name: "LMDB",
    runs,
    async openPlace() {
      const folder = await mkdtemp(join(tmpdir(), "standin-log-"));
      let isBroken = false;
      let ended: Promise<void> | undefined;
      const opened = new Set<LmdbLog>();
      return {
        async open(host) {
          // The process before this one has ended, with all that the kernel still does for it.
          await ended;
          const data = await openDataFolder(folder, module);
          const log = logOf(data, () => (isBroken ? 0 : Number.POSITIVE_INFINITY))(host);
          opened.add(log);
          const { close } = log;
          log.close = async () => {
            opened.delete(log);
            await close.call(log);
          };
          return log;
        },
        kill(log) {
          opened.delete(log as LmdbLog);
          ended = (log as LmdbLog).abandon();
        },
        isShared: false,
        setBroken(broken) {
          isBroken = broken;
        },
        async close() {
          await ended;
          for (const log of opened) await log.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  };
}
