import { toMilliseconds } from "../durations.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { invalid } from "../problems.ts";
import { toClock } from "../shown-world.ts";

/** The last moment that a date can name. */
const LAST_MS = 8_640_000_000_000_000;

export const clockHandlers = (
  options: ControlOptions,
): ControlHandlers<"getClock" | "changeClock" | "advanceClock"> => ({
  async getClock({ path }) {
    return { status: 200, body: toClock(await options.engine.worlds.open(path.world)) };
  },

  async changeClock({ path, body: { now, frozen, scale } }) {
    if (frozen === true && scale !== undefined)
      return invalid("A frozen clock has no scale: leave out either of them.");
    const world = await options.engine.worlds.open(path.world);
    const { clock } = world;
    // It stands still before it is set, or it would run on in between.
    if (frozen === true) clock.freeze();
    if (now !== undefined) await clock.set(Date.parse(now));
    if (frozen !== true && (scale !== undefined || frozen === false)) clock.run(scale);
    return { status: 200, body: toClock(world) };
  },

  async advanceClock({ path, body: { by } }) {
    const world = await options.engine.worlds.open(path.world);
    const byMs = typeof by === "number" ? by : toMilliseconds(by);
    if (world.clock.now() + byMs > LAST_MS) return invalid("No date is that far away.");
    await world.clock.advance(byMs);
    return { status: 200, body: toClock(world) };
  },
});
