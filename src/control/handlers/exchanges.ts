import { streamList } from "#engine/contract/streamed-body.ts";
import { checkNamed } from "#engine/faults/faults.ts";
import { harOf, toHarEntry } from "#engine/journal/har.ts";
import type { JournalQuery } from "#engine/journal/journal.ts";
import { whileInUse } from "#engine/world/world.ts";
import { toExchangeView } from "../exchange-view.ts";
import { mapEach } from "../map-each.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { createFollowers } from "../stream.ts";
import { waitForExchanges } from "../wait.ts";

type ExchangeOperation = "listExchanges" | "clearExchanges" | "streamExchanges" | "exportExchanges";

export function exchangeHandlers(options: ControlOptions): ControlHandlers<ExchangeOperation> {
  const { engine, timer } = options;
  const followers = createFollowers(engine.limits.streams, timer);
  const specs = engine.providers.map(({ api, behaviour }) => ({ name: api.name, operations: behaviour }));

  return {
    async listExchanges({ path, query: { waitMs = 0, count = 1, ...query } }, stopping) {
      await checkNamed(query, specs);
      const world = await engine.worlds.open(path.world);
      if (waitMs > 0)
        await whileInUse(world, () =>
          waitForExchanges(world.journal, query, { count, timeoutMs: waitMs, timer, stopping }),
        );
      const exchanges = world.journal.read(query);
      return {
        status: 200,
        body: streamList(
          (exchanges) => ({ exchanges }),
          () => mapEach(exchanges, toExchangeView),
        ),
      };
    },

    async clearExchanges({ path }) {
      const { journal } = await engine.worlds.open(path.world);
      journal.clear();
      return { status: 204 };
    },

    async streamExchanges({ path, query, headers }) {
      await checkNamed(query, specs);
      const world = await engine.worlds.open(path.world);
      const since = headers["last-event-id"] ?? query.since;
      const wanted: JournalQuery = since === undefined ? query : { ...query, since };
      return {
        status: 200,
        headers: { "cache-control": "no-store" },
        body: followers.follow(world, wanted),
      };
    },

    async exportExchanges({ path, query }) {
      await checkNamed(query, specs);
      const { journal } = await engine.worlds.open(path.world);
      const creator = { name: "standin", version: options.version };
      const entries = journal.read(query);
      return {
        status: 200,
        body: streamList(
          (some) => harOf(some, creator),
          () => mapEach(entries, toHarEntry),
        ),
      };
    },
  };
}
