import { PlatformDate } from "./date.ts";
import { StandinError } from "./errors.ts";
import { quoteGiven } from "./quote.ts";
import { CLOCK_RANGE, isClockTime, isDate } from "./times.ts";

const RULE = "A clock is set to a date, an ISO 8601 time such as 2024-01-01T12:00:00Z, or milliseconds since 1970;";

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
  isDate(time) || (typeof time === "string" && isIsoTime(time)) ? new PlatformDate(time).getTime() : Number.NaN;

/** A date, or a date and time, by ISO 8601. The platform reads much else, and by guess. The clients have the same. */
const ISO_TIME = /^((?:[+-]\d\d)?\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i;

/** Whether a text is a time of a day that exists: the platform takes 30 February for 1 March. */
function isIsoTime(text: string): boolean {
  const day = ISO_TIME.exec(text)?.[1];
  const date = day === undefined ? undefined : new PlatformDate(day);
  return date !== undefined && Number.isFinite(date.getTime()) && date.toISOString().startsWith(`${day}T`);
}

const refusal = (message: string): StandinError => new StandinError("ERR_STANDIN_INVALID_CLOCK", message);
