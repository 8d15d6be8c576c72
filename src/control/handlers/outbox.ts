import { streamList } from "#engine/contract/streamed-body.ts";
import { missingEvent } from "#engine/world/missing.ts";
import { whileInUse } from "#engine/world/world.ts";
import { toEventViews } from "../event-view.ts";
import { flatMapEach, inBatches } from "../map-each.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { notFound } from "../problems.ts";

export const outboxHandlers = (
  options: ControlOptions,
): ControlHandlers<"listEvents" | "settleOutbox" | "redeliverEvent"> => ({
  async listEvents({ path }) {
    const world = await options.engine.worlds.open(path.world);
    const entries = world.outbox.entries();
    return {
      status: 200,
      body: streamList(
        (events) => ({ events }),
        () => flatMapEach(inBatches(entries), (batch) => toEventViews(batch, world)),
      ),
    };
  },

  async settleOutbox({ path }) {
    const world = await options.engine.worlds.open(path.world);
    await whileInUse(world, () => world.clock.settled());
    return { status: 204 };
  },

  async redeliverEvent({ path }) {
    const world = await options.engine.worlds.open(path.world);
    const event = await whileInUse(world, () => world.outbox.redeliver(path.event));
    const [shown] = event === undefined ? [] : toEventViews([event], world);
    return shown === undefined
      ? notFound(missingEvent(path.world, path.event, world.outbox).message)
      : { status: 200, body: shown };
  },
});
