import type { World, WorldInterception } from "#clients/world.ts";

/** The interceptions of worlds that may outlive their test. */
const running = new WeakMap<World, Set<WorldInterception>>();

/** A world whose interceptions can be stopped although the world is kept. */
export function withInterceptions(world: World): World {
  const interceptions = new Set<WorldInterception>();
  const watched: World = {
    ...world,
    async intercept(options) {
      const interception = await world.intercept(options);
      interceptions.add(interception);
      return interception;
    },
  };
  running.set(watched, interceptions);
  return watched;
}

/**
 * Drops the world of a test that has ended. That of a failed test is kept in a standin that outlives this process: its page
 * in the inspector is what is looked at then.
 */
export async function leaveTestWorld(
  world: World,
  { isShared }: { readonly isShared: boolean },
  hasPassed: boolean,
): Promise<void> {
  if (!isShared || hasPassed) await world.drop();
  else for (const each of running.get(world) ?? []) each.stop();
}
