import { toHar } from "#engine/har.ts";
import type { JournalQuery } from "#engine/journal.ts";
import { whileInUse } from "#engine/world.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { toExchange } from "../shown-exchange.ts";
import { followExchanges } from "../stream.ts";
import { waitForExchanges } from "../wait.ts";

type ExchangeOperation = "listExchanges" | "clearExchanges" | "streamExchanges" | "exportExchanges";

export const exchangeHandlers = (options: ControlOptions): ControlHandlers<ExchangeOperation> => ({
  async listExchanges({ path, query: { waitMs = 0, count = 1, ...query } }) {
    const world = await options.engine.worlds.open(path.world);
    const { timer } = options;
    if (waitMs > 0)
      await whileInUse(world, () => waitForExchanges(world.journal, query, { count, timeoutMs: waitMs, timer }));
    return { status: 200, body: { exchanges: world.journal.entries(query).map(toExchange) } };
  },

  async clearExchanges({ path }) {
    const { journal } = await options.engine.worlds.open(path.world);
    journal.clear();
    return { status: 204 };
  },

  async streamExchanges({ path, query, headers }) {
    const world = await options.engine.worlds.open(path.world);
    const since = headers["last-event-id"] ?? query.since;
    const wanted: JournalQuery = since === undefined ? query : { ...query, since };
    return {
      status: 200,
      headers: { "cache-control": "no-store" },
      body: followExchanges(world, wanted, options.timer),
    };
  },

  async exportExchanges({ path, query }) {
    const { journal } = await options.engine.worlds.open(path.world);
    const creator = { name: "standin", version: options.version };
    return { status: 200, body: toHar(journal.entries(query), creator) };
  },
});
