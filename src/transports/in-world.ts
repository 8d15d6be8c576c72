import { checkWorldName } from "#engine/basics/world-name.ts";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { WORLD_HEADER } from "#engine/pipeline/locate.ts";

/**
 * The same, but for requests that name no world, by path or header: they belong to this one.
 *
 * @throws RangeError if no world can have this name
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
