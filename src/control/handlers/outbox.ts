import type { OutboxEntry } from "#engine/outbox.ts";
import { streamList } from "#engine/streamed-body.ts";
import { whileInUse } from "#engine/world.ts";
import type { components } from "#generated/control/types.ts";
import { mapEach } from "../map-each.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { notFound } from "../problems.ts";
import { toTime } from "../shown-world.ts";

function show({ number, provider, atMs, event, state, attempts }: OutboxEntry): components["schemas"]["Event"] {
  return {
    number,
    provider,
    at: toTime(atMs),
    type: event.type,
    url: event.url,
    state,
    attempts: attempts.map(({ atMs: attemptedMs, ...attempt }) => ({ ...attempt, at: toTime(attemptedMs) })),
  };
}

export const outboxHandlers = (options: ControlOptions): ControlHandlers<"listEvents" | "redeliverEvent"> => ({
  async listEvents({ path }) {
    const { outbox } = await options.engine.worlds.open(path.world);
    const entries = outbox.entries();
    return {
      status: 200,
      body: streamList(
        (events) => ({ events }),
        () => mapEach(entries, show),
      ),
    };
  },

  async redeliverEvent({ path }) {
    const world = await options.engine.worlds.open(path.world);
    const event = await whileInUse(world, () => world.outbox.redeliver(path.event));
    return event === undefined
      ? notFound(`World ${path.world} has no event ${path.event}. GET …/outbox lists them.`)
      : { status: 200, body: show(event) };
  },
});
