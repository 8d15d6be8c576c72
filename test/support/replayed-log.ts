import { isLocal, type Write } from "#engine/state/images.ts";
import type { Log, LogEntry, LogHost } from "#engine/state/log.ts";
import { createScriptedLog } from "./scripted-log.ts";

type Rows = Map<string, Write>;

const toPlace = ({ space, key }: Pick<Write, "space" | "key">): string => JSON.stringify([space, key]);

/** What worlds hold by the entries alone, in the order in which they were kept. */
function replay(entries: readonly LogEntry[]): Map<string, Rows> {
  const worlds = new Map<string, Rows>();
  for (const entry of entries) {
    const rows: Rows = new Map(worlds.get(entry.world));
    worlds.set(entry.world, rows);
    if (entry.kind === "drop") worlds.delete(entry.world);
    else if (entry.kind === "create") rows.clear();
    else if (entry.kind === "commit")
      for (const write of entry.writes)
        if (write.value === undefined) rows.delete(toPlace(write));
        else rows.set(toPlace(write), write);
    else if (entry.kind === "copy") {
      for (const [place, { space }] of rows) if (!isLocal(space)) rows.delete(place);
      for (const [place, write] of worlds.get(entry.from) ?? []) if (!isLocal(write.space)) rows.set(place, write);
    }
  }
  return worlds;
}

/** Entries that one process after the other appends. */
export interface EntryList {
  /** The next process. It has the scripted log, which keeps everything by itself in the turn after. */
  open(host: LogHost): Log;
  /** Nothing can be kept for as long as that is set. */
  isBroken: boolean;
}

/** A log that is a list of entries: a world is what they make of it, one after the other. */
export function createEntryList(): EntryList {
  const earlier: LogEntry[] = [];
  const list: EntryList = {
    isBroken: false,
    open(host) {
      const log = createScriptedLog(host);
      const before = [...earlier];
      let isClosed = false;
      let taken = 0;
      const flush = async (world: string): Promise<void> => {
        await Promise.resolve();
        if (isClosed) return;
        if (list.isBroken) log.reject(world);
        else log.keep(world, Number.POSITIVE_INFINITY);
        earlier.push(...log.kept.slice(taken));
        taken = log.kept.length;
      };
      const stored = (): Map<string, Rows> => replay([...before, ...log.kept]);
      return {
        ...log,
        worlds: () => [...stored().keys()],
        load(world) {
          const rows = stored().get(world);
          if (rows === undefined) return false;
          host.images.create(world);
          host.apply(world, structuredClone([...rows.values()]));
          log.confirm(world);
          return true;
        },
        append(entry) {
          log.append(structuredClone(entry));
          void flush(entry.world);
        },
        async close() {
          isClosed = true;
        },
      };
    },
  };
  return list;
}
