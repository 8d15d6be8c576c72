import { DEFAULT_WORLD } from "../basics/world-name.ts";
import { LimitExceededError, type Limits } from "../contract/limits.ts";
import { roomReasons } from "../contract/reasons.ts";
import type { World } from "./world.ts";

export interface RoomOptions {
  readonly limits: Limits;
  /** Real milliseconds since 1970. */
  readonly nowMs: number;
  /** How many worlds are about to be there, besides those that are. */
  readonly coming: number;
}

/**
 * Finds room for one more world. Worlds created only by requests have a limit of their own, and are evicted first; for an
 * explicitly created world even if they have just been used. A request can evict only such worlds, and only idle ones.
 *
 * @param isByRequest whether a request creates the new world
 * @returns the world to evict; `undefined`: there is room already
 * @throws LimitExceededError if there is no room
 */
export function findRoom(
  worlds: Iterable<World>,
  isByRequest: boolean,
  { limits, nowMs, coming }: RoomOptions,
): World | undefined {
  const idleSinceMs = nowMs - limits.idleSeconds * 1000;
  let all = coming;
  let visited = 0;
  let nextVisited: World | undefined;
  let nextMade: World | undefined;
  for (const world of worlds) {
    // Whether it stays is not decided yet; there will be room for it then.
    if (world.creation === "tentative") continue;
    const isVisited = world.creation === "request";
    all += 1;
    if (isVisited) visited += 1;
    if (world.users > 0 || world.name === DEFAULT_WORLD) continue;
    // What becomes of a delivery is stored by the world that began it.
    if (world.image.isKept && world.due.isBusy()) continue;
    const isIdle = world.lastUsedMs <= idleSinceMs;
    if (isVisited && (isIdle || !isByRequest)) nextVisited = longestUnused(nextVisited, world);
    else if (!isVisited && isIdle && !isByRequest) nextMade = longestUnused(nextMade, world);
  }
  if (all < limits.worlds && !(isByRequest && visited >= limits.worldsByRequest)) return undefined;
  const next = nextVisited ?? nextMade;
  if (next !== undefined) return next;
  const { worlds: limit, worldsByRequest, idleSeconds } = limits;
  throw new LimitExceededError(
    isByRequest
      ? roomReasons.noRoomForVisitedWorld({ limit: Math.min(worldsByRequest, limit), idleSeconds })
      : roomReasons.noRoomForWorld({ limit, idleSeconds }),
  );
}

const longestUnused = (one: World | undefined, other: World): World =>
  one === undefined || other.lastUsedMs < one.lastUsedMs ? other : one;
