import type { Awaitable } from "../basics/late.ts";
import type { RequestSummary } from "../contract/request-summary.ts";
import { createSharedBytes } from "../journal/journal.ts";
import { secretSpacesOf } from "../journal/secret-trail.ts";
import { toOrigin, writeFirstKey, writeOrigin } from "../state/world-identity.ts";
import { REAL_TIME, writeClock } from "./clock.ts";
import { createFormerWorlds, type FormerWorlds } from "./former-worlds.ts";
import { imageOf, snapshotRows } from "./snapshot-rows.ts";
import { createWorld, type World, type WorldCreation, type WorldOptions } from "./world.ts";
import type { Seeding, WorldCopies } from "./world-copies.ts";
import { findRoom, type RoomOptions } from "./world-room.ts";

export interface OpenWorldsOptions extends WorldOptions {
  /** Opens a world that a log keeps. */
  readonly openStored: (name: string) => Awaitable<World>;
  /** Returns what worlds begin with now. */
  readonly seeding: () => Seeding;
  readonly onRequest?: ((request: RequestSummary) => void) | undefined;
}

/** The worlds that are open: how one is added, and how one ends. */
export interface OpenWorlds {
  readonly byName: ReadonlyMap<string, World>;
  /** Worlds that a log is loading. */
  readonly opening: Map<string, Promise<World>>;
  readonly former: FormerWorlds;
  /** Sets the image of a world to the seed. */
  seed(name: string): void;
  /** Adds the world of an image that is there. */
  add(name: string, creation: WorldCreation): World;
  /** See `findRoom`. */
  seekRoom(isByRequest: boolean): World | undefined;
  /** Evicts worlds until one more fits. */
  makeRoom(isByRequest: boolean): void;
  /** What `findRoom` is to go by now. */
  roomNow(): RoomOptions;
  /** Stops the clock and other activity of a world that is dropped. */
  retire(world: World | undefined): void;
  /** Drops a world with its snapshots. @returns whether it existed */
  drop(name: string): boolean;
  /** Ends a world that could not be stored: its image is gone. */
  forget(name: string): void;
}

export function createOpenWorlds(options: OpenWorldsOptions, copies: WorldCopies): OpenWorlds {
  const { realNow, limits } = options;
  const byName = new Map<string, World>();
  const opening = new Map<string, Promise<World>>();
  const { stored } = options;
  const former = createFormerWorlds(limits.formerWorlds, stored);
  const secretSpaces = secretSpacesOf(options.mounts.values());
  const journals = createSharedBytes(limits, () =>
    [...byName.values()].sort((a, b) => a.lastUsedMs - b.lastUsedMs).map(({ journal }) => journal),
  );

  const roomNow = () => ({ limits, nowMs: realNow(), coming: opening.size });

  const seekRoom = (isByRequest: boolean): World | undefined => {
    const isFar = byName.size + opening.size < Math.min(limits.worlds, limits.worldsByRequest);
    return isFar ? undefined : findRoom(byName.values(), isByRequest, roomNow());
  };

  const close = (world: World): void => {
    world.clock.stop();
    world.journal.end();
    byName.delete(world.name);
  };

  const retire = (world: World | undefined, wasEvicted = false): void => {
    if (world === undefined) return;
    // A world that was never kept has issued no credentials.
    if (world.creation !== "tentative") former.add(world.name, world.identity.keys.last, wasEvicted);
    close(world);
  };

  /** Ends the image of a world, and those of its snapshots. */
  const endImages = (world: string, end: (name: string) => void): void => {
    for (const { name } of snapshotRows(options.images, world)) end(imageOf(world, name));
    end(world);
  };

  const drop = (name: string, wasEvicted = false): boolean => {
    const world = byName.get(name);
    retire(world, wasEvicted);
    endImages(name, copies.remove);
    return world !== undefined;
  };

  /** Evicts a world: from memory only, if it is stored. */
  const evict = (world: World): void => {
    const { name, clock } = world;
    if (options.log === undefined) {
      drop(name, true);
      return;
    }
    const dueMs = clock.untilDueMs();
    close(world);
    endImages(name, copies.unload);
    if (dueMs !== undefined) stored?.wakeIn(name, dueMs, () => options.openStored(name));
  };

  return {
    byName,
    opening,
    former,
    seed(name) {
      copies.copySeed(name, (transaction) => {
        const { seed, clock = REAL_TIME } = options.seeding();
        const before = byName.get(name);
        const firstKey = former.nextKey(name);
        writeOrigin(transaction, before?.identity.origin ?? toOrigin(seed, name, firstKey));
        if (before === undefined) writeFirstKey(transaction, firstKey);
        writeClock(transaction, clock);
      });
    },
    add(name, creation) {
      stored?.letSleep(name);
      const world = createWorld(name, creation, options, { secretSpaces, journals });
      byName.set(name, world);
      if (options.onRequest !== undefined) tell(world, options.onRequest);
      world.clock.wake();
      return world;
    },
    seekRoom,
    makeRoom(isByRequest) {
      for (let next = seekRoom(isByRequest); next !== undefined; next = seekRoom(isByRequest)) evict(next);
    },
    roomNow,
    retire,
    drop,
    forget(name) {
      const world = byName.get(name);
      if (world !== undefined) close(world);
    },
  };
}

/** Tells of every exchange of a world, as its journal shows it. */
function tell({ name, journal }: World, onRequest: (request: RequestSummary) => void): void {
  journal.subscribe({
    recorded: ({ request: { method, path, query }, reply: { status }, fault, refusal }) =>
      onRequest({ world: name, method, path, query, status, fault, refusal }),
  });
}
