import { LAST_MS } from "#engine/clock.ts";
import { toMilliseconds } from "../durations.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { invalid } from "../problems.ts";
import { toClock } from "../shown-world.ts";

const OUT_OF_RANGE = "A clock shows times from 1970-01-01T00:00:00.000Z to 9999-12-31T23:59:59.999Z.";

export const clockHandlers = (
  options: ControlOptions,
): ControlHandlers<"getClock" | "changeClock" | "advanceClock"> => ({
  async getClock({ path }) {
    return { status: 200, body: toClock(await options.engine.worlds.open(path.world)) };
  },

  async changeClock({ path, body: { now, frozen, scale } }) {
    if (frozen === true && scale !== undefined)
      return invalid("A frozen clock has no scale: leave out either of them.");
    const nowMs = now === undefined ? undefined : Date.parse(now);
    if (Number.isNaN(nowMs)) return invalid(`${now} is not a time: no day or minute has such an hour or second.`);
    if (nowMs !== undefined && (nowMs < 0 || nowMs > LAST_MS)) return invalid(OUT_OF_RANGE);
    const world = await options.engine.worlds.open(path.world);
    const { clock } = world;
    // It stands still before it is set, or it would run on in between.
    if (frozen === true) clock.freeze();
    if (nowMs !== undefined) await clock.set(nowMs);
    if (frozen !== true && (scale !== undefined || frozen === false)) clock.run(scale);
    return { status: 200, body: toClock(world) };
  },

  async advanceClock({ path, body: { by } }) {
    const world = await options.engine.worlds.open(path.world);
    const byMs = typeof by === "number" ? by : toMilliseconds(by);
    if (world.clock.now() + byMs > LAST_MS) return invalid(OUT_OF_RANGE);
    await world.clock.advance(byMs);
    return { status: 200, body: toClock(world) };
  },
});
