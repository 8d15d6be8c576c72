import { checkWorldName } from "#engine/basics/world-name.ts";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { WORLD_HEADER } from "#engine/pipeline/locate.ts";

/**
 * Wraps an exchanger so that requests that name no world, by path or header, belong to this one.
 *
 * @throws StandinError if the name is not a valid world name
 */
export function inWorld(exchanger: Exchanger, world: string | undefined): Exchanger {
  if (world === undefined) return exchanger;
  checkWorldName(world);
  return {
    exchange: (request) =>
      exchanger.exchange(
        request.path.startsWith("/~")
          ? request
          : { ...request, headers: { [WORLD_HEADER]: world, ...request.headers } },
      ),
  };
}
