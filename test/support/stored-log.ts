import type { HeldImage, Write } from "#engine/state/images.ts";
import { isLocal } from "#engine/state/images.ts";
import type { Log, LogEntry, LogHost } from "#engine/state/log.ts";

/** Faults to plant into the store, to see that the suite of `log-conformance.ts` detects them. */
export type StoreFault =
  | "copies take local rows along"
  | "copies leave rows behind"
  | "deletions are not stored"
  | "heads are numbers"
  | "keys are cut"
  | "overtaken work is stored all the same"
  | "replies before it is stored"
  | "stores parts of a commit"
  | "reverts nothing"
  | "copies follow their world"
  | "a dropped world comes back";

/** The rows of one world by space and key, as JSON: nothing is shared with any image. */
interface StoredWorld {
  /** Names this version among all there ever were. */
  readonly head: string;
  readonly rows: ReadonlyMap<string, string>;
}

/** A place that keeps worlds for several processes, in the plainest way: the whole world anew with every entry. */
export interface Store {
  readonly worlds: Map<string, StoredWorld>;
  /** Another process of it. */
  open(host: LogHost): Log;
  /** Nothing can be stored for as long as that is set. */
  isBroken: boolean;
}

interface Pending {
  readonly entry: LogEntry;
  /** What the world holds with it; `undefined`: it is dropped. */
  readonly image: HeldImage | undefined;
  readonly waiting: { resolve(isKept: boolean): void; reject(error: Error): void }[];
}

const toPlace = (space: string, key: string): string => JSON.stringify([space, key]);

export function createStore(fault?: StoreFault): Store {
  const worlds = new Map<string, StoredWorld>();
  let count = 0;
  const toHead = (entries: number): string => {
    count += 1;
    return fault === "heads are numbers" ? `${entries}` : `${count}`;
  };
  const store: Store = {
    worlds,
    isBroken: false,
    open: (host) => openStore(store, host, toHead, fault),
  };
  return store;
}

function openStore(
  store: Store,
  { images, apply }: LogHost,
  toHead: (entries: number) => string,
  fault: StoreFault | undefined,
): Log {
  const { worlds } = store;
  const pending = new Map<string, Pending[]>();
  /** What this process knows to be stored. */
  const confirmed = new Map<string, { readonly head: string | undefined; readonly image: HeldImage | undefined }>();
  /** Only with a fault: what a world is a copy of. */
  const followers = new Map<string, string>();
  let isClosed = false;

  const queueOf = (world: string): Pending[] => {
    const queue = pending.get(world) ?? [];
    pending.set(world, queue);
    return queue;
  };

  const toRows = (rows: ReadonlyMap<string, string>, writes: readonly Write[]): Map<string, string> => {
    const next = new Map(rows);
    for (const { space, key, value } of writes) {
      const place = toPlace(space, fault === "keys are cut" ? key.slice(0, 1978) : key);
      if (value !== undefined) next.set(place, JSON.stringify(value));
      else if (fault !== "deletions are not stored") next.delete(place);
    }
    return next;
  };

  /** What the image holds that is worth storing: indexes are made anew when it is loaded. */
  const rowsOf = (image: HeldImage): Map<string, string> => {
    const rows = new Map<string, string>();
    for (const [space, held] of image.spaces)
      if (!/^[\^=]/.test(space))
        for (const key of held.keys()) rows.set(toPlace(space, key), JSON.stringify(held.get(key)));
    return rows;
  };

  const isLocalPlace = (place: string): boolean => isLocal((JSON.parse(place) as [string, string])[0]);

  const storeCopy = (to: string, from: string, image: HeldImage | undefined): Map<string, string> => {
    const localOf = fault === "copies take local rows along" ? from : to;
    const local = [...(worlds.get(localOf)?.rows ?? [])].filter(([place]) => isLocalPlace(place));
    const copied = [...(image === undefined ? [] : rowsOf(image))].filter(([place]) => !isLocalPlace(place));
    if (fault === "copies leave rows behind") copied.pop();
    if (fault === "copies follow their world") followers.set(to, from);
    return new Map([...copied, ...local]);
  };

  const keep = ({ entry, image }: Pending): void => {
    const { world } = entry;
    const before = worlds.get(world);
    if (entry.kind === "drop") {
      if (fault !== "a dropped world comes back") worlds.delete(world);
    } else {
      const rows =
        entry.kind === "copy"
          ? storeCopy(world, entry.from, image)
          : toRows(entry.kind === "create" ? new Map() : (before?.rows ?? new Map()), entryWrites(entry));
      worlds.set(world, { head: toHead(rows.size), rows });
      for (const [copy, from] of followers)
        if (from === world) worlds.set(copy, { head: worlds.get(copy)?.head ?? "", rows });
    }
    confirmed.set(world, { head: worlds.get(world)?.head, image });
  };

  /** Makes the image what is stored. */
  const level = (world: string): void => {
    const stored = worlds.get(world);
    if (stored === undefined || confirmed.get(world)?.head === stored.head) return;
    if (!images.has(world)) images.create(world);
    const held = images.hold(world);
    const present = held === undefined ? new Map<string, string>() : rowsOf(held);
    const writes: Write[] = [];
    for (const place of present.keys())
      if (!stored.rows.has(place)) writes.push({ ...fromPlace(place), value: undefined });
    for (const [place, value] of stored.rows)
      if (present.get(place) !== value) writes.push({ ...fromPlace(place), value: JSON.parse(value) });
    apply(world, writes);
    confirmed.set(world, { head: stored.head, image: images.hold(world) });
  };

  const takeBack = (world: string): Pending[] => {
    const queue = queueOf(world);
    pending.set(world, []);
    const image = confirmed.get(world)?.image;
    if (image !== undefined && fault !== "reverts nothing") images.revert(world, image);
    return queue;
  };

  const flush = async (world: string): Promise<void> => {
    await Promise.resolve();
    const queue = queueOf(world);
    if (queue.length === 0 || isClosed) return;
    if (store.isBroken) {
      for (const { waiting } of takeBack(world)) for (const each of waiting) each.reject(new Error("the disk is full"));
      return;
    }
    const known = confirmed.get(world);
    const isOvertaken = known !== undefined && known.head !== worlds.get(world)?.head;
    if (isOvertaken && fault !== "overtaken work is stored all the same") {
      const taken = takeBack(world);
      level(world);
      for (const { waiting } of taken) for (const each of waiting) each.resolve(false);
      return;
    }
    pending.set(world, []);
    for (const each of queue) {
      if (fault === "stores parts of a commit" && each.entry.kind === "commit" && each.entry.writes.length > 1) {
        const before = worlds.get(world);
        const rows = toRows(before?.rows ?? new Map(), each.entry.writes.slice(0, 1));
        worlds.set(world, { head: toHead(rows.size), rows });
        await Promise.resolve();
        if (isClosed) return;
      }
      keep(each);
      for (const { resolve } of each.waiting) resolve(true);
    }
  };

  return {
    worlds: () => [...worlds.keys()],
    load(world) {
      if (!worlds.has(world)) return false;
      confirmed.delete(world);
      level(world);
      return true;
    },
    catchUp(world) {
      if (queueOf(world).length > 0 || confirmed.get(world)?.head === worlds.get(world)?.head) return undefined;
      return Promise.resolve().then(() => {
        if (queueOf(world).length === 0) level(world);
      });
    },
    append(entry) {
      queueOf(entry.world).push({ entry, image: images.hold(entry.world), waiting: [] });
      void flush(entry.world);
    },
    settled(world) {
      const last = queueOf(world).at(-1);
      if (last === undefined || fault === "replies before it is stored") return undefined;
      return new Promise((resolve, reject) => {
        last.waiting.push({ resolve, reject });
      });
    },
    async close() {
      isClosed = true;
    },
  };
}

const entryWrites = (entry: LogEntry): readonly Write[] => (entry.kind === "commit" ? entry.writes : []);

function fromPlace(place: string): { space: string; key: string } {
  const [space, key] = JSON.parse(place) as [string, string];
  return { space, key };
}
