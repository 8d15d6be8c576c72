import { PlatformDate } from "#engine/basics/date.ts";
import { toIsoTime } from "#engine/basics/times.ts";

const ISO_8601 = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** World time as this provider writes it: UTC with milliseconds. */
export const toTimestamp = toIsoTime;

/**
 * Reads a date, or a date with time, of ISO 8601. Without a zone it is UTC.
 *
 * @returns the same moment in UTC with milliseconds; `undefined` when the calendar has no such day
 */
export function readTimestamp(text: string): string | undefined {
  const [, year = "", month = "", day = "", time = "00:00", seconds = "00", fraction = "", zone = "Z"] =
    ISO_8601.exec(text) ?? [];
  if (year === "" || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const milliseconds = fraction.slice(0, 3).padEnd(3, "0");
  return toTimestamp(PlatformDate.parse(`${year}-${month}-${day}T${time}:${seconds}.${milliseconds}${zone}`));
}

// Day 0 of the next month is the last of this one.
const daysIn = (year: number, month: number): number => new PlatformDate(PlatformDate.UTC(year, month, 0)).getUTCDate();
