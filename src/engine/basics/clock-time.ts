import { PlatformDate } from "./date.ts";
import { StandinError } from "./errors.ts";
import { quoteGiven } from "./quote.ts";
import { CLOCK_RANGE, isClockTime, isDate } from "./times.ts";

const RULE = "A clock is set to a date, a time such as 2024-01-01T12:00:00Z, or milliseconds since 1970;";

/**
 * Reads a time to set a clock to, which may come from code without types.
 *
 * @returns whole milliseconds since 1970
 * @throws StandinError for anything else, and for a time that no clock shows
 */
export function toClockTime(time: unknown): number {
  const worldMs = typeof time === "number" ? Math.floor(time) : toMilliseconds(time);
  if (!Number.isFinite(worldMs)) throw refusal(`${RULE} ${quoteGiven(time)} is none of these.`);
  if (!isClockTime(worldMs)) throw refusal(CLOCK_RANGE);
  return worldMs;
}

const toMilliseconds = (time: unknown): number =>
  typeof time === "string" || isDate(time) ? new PlatformDate(time).getTime() : Number.NaN;

const refusal = (message: string): StandinError => new StandinError("ERR_STANDIN_INVALID_CLOCK", message);
