import { PlatformDate } from "./date.ts";

// Times are written in ISO 8601 with four digits for the year.
export const LAST_MS = PlatformDate.UTC(9999, 11, 31, 23, 59, 59, 999);

/** What a clock may show, for people. */
export const CLOCK_RANGE = "A clock shows times from 1970-01-01T00:00:00.000Z to 9999-12-31T23:59:59.999Z.";

export const isClockTime = (worldMs: number): boolean => worldMs >= 0 && worldMs <= LAST_MS;

let dateSecond = -1;
let dateText = "";

/** The time as HTTP writes it in a `Date` header (RFC 9110, 5.6.7). */
export function toHttpDate(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new PlatformDate(second * 1000).toUTCString();
  }
  return dateText;
}

let isoMs = Number.NaN;
let isoText = "";

/**
 * A time by ISO 8601, in UTC with milliseconds. What comes after the last that a clock shows, such as the end of a token of that
 * day, is written as the last. One exchange writes the same moment several times.
 */
export function toIsoTime(ms: number): string {
  if (ms !== isoMs) {
    isoText = new PlatformDate(ms > LAST_MS ? LAST_MS : ms).toISOString();
    isoMs = ms;
  }
  return isoText;
}

/** Whether a value is a `Date`, of any realm. */
export const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === "[object Date]";
