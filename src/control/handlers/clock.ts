import { toClockTime } from "#engine/basics/clock-time.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { invalid } from "../problems.ts";
import { toClockView } from "../world-view.ts";

export const clockHandlers = (
  options: ControlOptions,
): ControlHandlers<"getClock" | "changeClock" | "advanceClock"> => ({
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

  async advanceClock({ path, body: { by } }) {
    const world = await options.engine.worlds.open(path.world);
    await world.clock.advance(by);
    return { status: 200, body: toClockView(world) };
  },
});
