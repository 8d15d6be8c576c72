import { toClockTime } from "#engine/basics/clock-time.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { invalid } from "../problems.ts";
import { toClockView, toTime } from "../world-view.ts";

/** Most scheduled work, and most webhooks, that are listed. */
const MOST_LISTED = 1000;

export const clockHandlers = (
  options: ControlOptions,
): ControlHandlers<"getClock" | "changeClock" | "advanceClock" | "listDue"> => ({
  async getClock({ path }) {
    return { status: 200, body: toClockView(await options.engine.worlds.open(path.world)) };
  },

  async changeClock({ path, body: { now, frozen, scale } }) {
    if (frozen === true && scale !== undefined)
      return invalid("A frozen clock has no scale. Leave out `frozen` or `scale`.");
    const nowMs = now === undefined ? undefined : toClockTime(now);
    const world = await options.engine.worlds.open(path.world);
    const { clock } = world;
    // Frozen before it is set; otherwise it would run on in between.
    if (frozen === true) clock.freeze();
    if (nowMs !== undefined) await clock.set(nowMs);
    if (frozen !== true && (scale !== undefined || frozen === false)) clock.run(scale);
    return { status: 200, body: toClockView(world) };
  },

  async listDue({ path }) {
    const world = await options.engine.worlds.open(path.world);
    const work = world.due.list(MOST_LISTED).map(({ atMs, provider, job, id }) => ({
      atMs,
      due: { at: toTime(Math.max(atMs, 0)), kind: "work" as const, provider, name: job, subject: id },
    }));
    const webhooks = world.outbox.entries().flatMap(({ number, provider, event, nextAttemptMs: atMs }) =>
      atMs === undefined
        ? []
        : [
            {
              atMs,
              due: {
                at: toTime(atMs),
                kind: "webhook" as const,
                provider,
                name: event.type,
                subject: String(number),
              },
            },
          ],
    );
    webhooks.sort((a, b) => a.atMs - b.atMs);
    const all = [...work, ...webhooks.slice(0, MOST_LISTED)].sort((a, b) => a.atMs - b.atMs);
    return { status: 200, body: { due: all.map(({ due }) => due) } };
  },

  async advanceClock({ path, body: { by } }) {
    const world = await options.engine.worlds.open(path.world);
    await world.clock.advance(by);
    return { status: 200, body: toClockView(world) };
  },
});
