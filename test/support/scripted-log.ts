import type { HeldImage, Images, Write } from "#engine/state/images.ts";
import type { Log, LogEntry, LogHost } from "#engine/state/log.ts";

/** One entry that is not kept yet, and what waits for it. */
interface Pending {
  readonly entry: LogEntry;
  /** The world's image with it. */
  readonly image: HeldImage | undefined;
  readonly waiting: { resolve(isKept: boolean): void; reject(error: Error): void }[];
}

/** Faults to plant into a log, to see that the checks of engine and log detect them. */
export type LogFault = "replies before kept" | "reruns only the last" | "rerun draws other ids";

/**
 * A log that does nothing by itself: a test decides when entries are kept, overtaken by another process or rejected. Worlds
 * are independent of each other; only what a test calls `step` for moves on.
 */
export interface ScriptedLog extends Log {
  /** What is kept, in order. */
  readonly kept: readonly LogEntry[];
  pendingIn(world: string): number;
  /** Keeps the first entries of a world that are pending. */
  keep(world: string, count: number): void;
  /** Another process came first: everything pending is taken back, and its writes are in the image. */
  overtake(world: string, foreign: readonly Write[]): void;
  /** Nothing can be kept: everything pending is taken back. */
  reject(world: string): void;
  /** Takes what the image holds for kept. */
  confirm(world: string): void;
}

export function createScriptedLog({ images, apply }: LogHost, fault?: LogFault): ScriptedLog {
  const kept: LogEntry[] = [];
  const pending = new Map<string, Pending[]>();
  const confirmed = new Map<string, HeldImage>();

  const queueOf = (world: string): Pending[] => {
    const queue = pending.get(world) ?? [];
    pending.set(world, queue);
    return queue;
  };

  /** Takes a world back to what is kept. */
  const takeBack = (world: string): Pending[] => {
    const queue = queueOf(world);
    pending.set(world, []);
    const random = images.view(world).read("#random", "state");
    const image = confirmed.get(world);
    if (image !== undefined) images.revert(world, image);
    if (fault === "rerun draws other ids") setRandom(images, world, random);
    return queue;
  };

  const confirm = (world: string): void => {
    const image = images.hold(world);
    if (image !== undefined) confirmed.set(world, image);
  };

  return {
    kept,
    confirm,
    pendingIn: (world) => queueOf(world).length,
    worlds: () => [...confirmed.keys()],
    load: () => false,
    catchUp: () => undefined,
    append(entry) {
      queueOf(entry.world).push({ entry, image: images.hold(entry.world), waiting: [] });
    },
    settled(world) {
      const last = queueOf(world).at(-1);
      if (last === undefined || fault === "replies before kept") return undefined;
      return new Promise((resolve, reject) => {
        last.waiting.push({ resolve, reject });
      });
    },
    keep(world, count) {
      for (const { entry, image, waiting } of queueOf(world).splice(0, count)) {
        kept.push(entry);
        if (image !== undefined) confirmed.set(world, image);
        for (const each of waiting) each.resolve(true);
      }
    },
    overtake(world, foreign) {
      const queue = takeBack(world);
      if (foreign.length > 0) {
        apply(world, foreign);
        kept.push({ kind: "commit", world, writes: foreign });
      }
      confirm(world);
      const waiting = queue.flatMap((each) => each.waiting);
      for (const [index, each] of waiting.entries())
        each.resolve(fault === "reruns only the last" && index < waiting.length - 1);
    },
    reject(world) {
      for (const { waiting } of takeBack(world)) for (const each of waiting) each.reject(new Error("the disk is full"));
    },
    close: async () => {},
  };
}

function setRandom(images: Images, world: string, state: unknown): void {
  const transaction = images.begin(world);
  transaction?.set("#random", "state", state);
  transaction?.commit();
}
