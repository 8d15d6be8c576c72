import type { Exchanger } from "#engine/exchange.ts";
import { WORLD_HEADER } from "#engine/locate.ts";

/** The same, but for requests that name no world by a header: they belong to this one. */
export function inWorld(exchanger: Exchanger, world: string | undefined): Exchanger {
  if (world === undefined) return exchanger;
  return {
    exchange: (request) => exchanger.exchange({ ...request, headers: { [WORLD_HEADER]: world, ...request.headers } }),
  };
}
