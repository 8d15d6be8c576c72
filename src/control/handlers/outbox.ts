import { streamList } from "#engine/contract/streamed-body.ts";
import type { OutboxEntry } from "#engine/contract/webhook.ts";
import { redactEvents } from "#engine/journal/journal-reader.ts";
import { type World, whileInUse } from "#engine/world/world.ts";
import type { components } from "#generated/control/types.ts";
import { flatMapEach, inBatches } from "../map-each.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { notFound } from "../problems.ts";
import { toTime } from "../world-view.ts";

const show = (events: readonly OutboxEntry[], { trail }: World): components["schemas"]["Event"][] =>
  redactEvents(events, trail).map(({ number, provider, atMs, event, state, attempts }) => ({
    number,
    provider,
    at: toTime(atMs),
    type: event.type,
    url: event.url,
    state,
    attempts: attempts.map(({ atMs: attemptedMs, ...attempt }) => ({ ...attempt, at: toTime(attemptedMs) })),
  }));

export const outboxHandlers = (options: ControlOptions): ControlHandlers<"listEvents" | "redeliverEvent"> => ({
  async listEvents({ path }) {
    const world = await options.engine.worlds.open(path.world);
    const entries = world.outbox.entries();
    return {
      status: 200,
      body: streamList(
        (events) => ({ events }),
        () => flatMapEach(inBatches(entries), (batch) => show(batch, world)),
      ),
    };
  },

  async redeliverEvent({ path }) {
    const world = await options.engine.worlds.open(path.world);
    const event = await whileInUse(world, () => world.outbox.redeliver(path.event));
    const [shown] = event === undefined ? [] : show([event], world);
    return shown === undefined
      ? notFound(`World ${path.world} has no event ${path.event}. GET …/outbox lists them.`)
      : { status: 200, body: shown };
  },
});
