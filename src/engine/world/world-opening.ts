import { isPromise } from "../basics/late.ts";
import { checkWorldName, DEFAULT_WORLD } from "../basics/world-name.ts";
import { LimitExceededError, type Limits } from "../contract/limits.ts";
import { type Reason, roomReasons } from "../contract/reasons.ts";
import type { Log } from "../state/log.ts";
import type { OpenWorlds } from "./open-worlds.ts";
import type { StoredWorlds } from "./stored-worlds.ts";
import type { World, WorldCreation } from "./world.ts";

/** The ways in which a world comes into use. */
export interface WorldOpening {
  /**
   * Opens a world, created from the seed on first use. It counts as used now, and as created explicitly.
   *
   * @throws StandinError if the name is not a valid world name
   * @throws LimitExceededError if there are too many worlds in use, or this one was evicted
   */
  open(name: string): World | Promise<World>;
  /** The same, but an evicted world is created anew. */
  revive(name: string): Promise<World>;
  /**
   * Opens the world that a request names. One that is created for it is dropped again unless `leave` keeps it.
   *
   * @throws LimitExceededError as `open` does
   */
  visit(name: string): World | Promise<World>;
  /** Ends the request that a world was created for. @param isKept whether the world stays */
  leave(world: World, isKept: boolean): void;
  /**
   * Runs work that may create a world. If the work is refused, the new world is dropped again, unless it has been used
   * otherwise in the meantime.
   *
   * @param isRefused whether the result of the work is a refusal
   */
  attempt<Result>(name: string, work: () => Promise<Result>, isRefused: (result: Result) => boolean): Promise<Result>;
  /** Returns the reason if a world of this name was evicted, and so cannot be used by requests. */
  whyEvicted(name: string): Reason | undefined;
}

export interface WorldOpeningOptions {
  readonly log?: Log | undefined;
  readonly stored?: StoredWorlds | undefined;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  readonly limits: Limits;
}

export function createWorldOpening(
  { log, stored, realNow, limits }: WorldOpeningOptions,
  { byName, opening, former, seed, add, seekRoom, makeRoom, drop }: OpenWorlds,
): WorldOpening {
  /** Worlds of which work that `attempt` has done made use. */
  const wanted = new WeakSet<World>();

  const create = (name: string, creation: WorldCreation): World | Promise<World> => {
    const before = opening.get(name);
    if (before !== undefined) return before;
    checkWorldName(name);
    // A request that is not authenticated yet evicts no other world, but is refused unless one could be evicted.
    // The default world always fits.
    if (creation === "tentative") seekRoom(true);
    else if (name !== DEFAULT_WORLD) makeRoom(creation === "request");
    const addLoaded = (isKept: boolean): World => {
      if (!isKept) seed(name);
      return add(name, isKept ? "explicit" : creation);
    };
    const loading = log?.load(name) ?? false;
    if (!isPromise(loading)) return addLoaded(loading);
    const opened = loading.then(addLoaded).finally(() => opening.delete(name));
    opening.set(name, opened);
    return opened;
  };

  const whyEvicted = (name: string): Reason | undefined =>
    former.wasEvicted(name) && !byName.has(name)
      ? roomReasons.worldEvicted({ world: name, limit: limits.worlds })
      : undefined;

  const open = (name: string): World | Promise<World> => {
    const world = byName.get(name);
    if (world !== undefined) {
      world.lastUsedMs = realNow();
      world.creation = "explicit";
      const catchingUp = stored === undefined ? log?.catchUp(name) : undefined;
      if (catchingUp === undefined) return world;
      // Another process may have dropped it.
      return catchingUp.then(() => (byName.get(name) === world ? world : open(name)));
    }
    refuseEvicted(whyEvicted(name));
    const created = create(name, "explicit");
    return isPromise(created) ? created.then(toMade) : created;
  };

  return {
    open,
    whyEvicted,
    visit(name) {
      const world = byName.get(name);
      if (world !== undefined) {
        world.lastUsedMs = realNow();
        return world;
      }
      refuseEvicted(whyEvicted(name));
      // The default world always exists, so that its journal can be read.
      if (name === DEFAULT_WORLD) return create(name, "explicit");
      // A world in a log that is shared may be in use by another process, and is not dropped.
      return create(name, log === undefined || stored !== undefined ? "tentative" : "request");
    },
    async revive(name) {
      const wasEvicted = former.wasEvicted(name);
      former.allow(name);
      try {
        return await open(name);
      } catch (error) {
        former.allow(name, !wasEvicted);
        throw error;
      }
    },
    leave(world, isKept) {
      if (world.creation !== "tentative" || byName.get(world.name) !== world) return;
      if (isKept) {
        makeRoom(true);
        world.creation = "request";
      } else if (world.users === 0) drop(world.name);
    },
    async attempt(name, work, isRefused) {
      // A log that is shared may have any.
      const wasThere = byName.has(name) || (stored?.has(name) ?? log !== undefined);
      const result = await work();
      const world = byName.get(name);
      if (world === undefined) return result;
      if (!isRefused(result)) wanted.add(world);
      else if (!wasThere && !wanted.has(world) && world.users === 0 && world.journal.last === 0) drop(name);
      return result;
    },
  };
}

/** @param reason why the world was evicted, if it was @throws LimitExceededError if it was */
export function refuseEvicted(reason: Reason | undefined): void {
  if (reason !== undefined) throw new LimitExceededError(reason);
}

function toMade(world: World): World {
  world.creation = "explicit";
  return world;
}
