import { toMilliseconds } from "#engine/basics/durations.ts";

const UNITS_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
type Unit = keyof typeof UNITS_MS;

/**
 * Parses a duration as it is written on the command line: `15m`, `1h30m`, `500ms`, ISO 8601 (`PT15M`), or a plain number.
 *
 * @param plainUnit the unit of a plain number
 * @returns milliseconds; `undefined` if it is none
 */
export function parseDuration(text: string, plainUnit: Unit): number | undefined {
  if (/^p/i.test(text)) return toMilliseconds(text.toUpperCase());
  const whole = /^\d+(?:\.\d+)?$/.test(text) ? `${text}${plainUnit}` : text;
  if (!/^(?:\d+(?:\.\d+)?(?:d|h|ms|m|s))+$/.test(whole)) return undefined;
  let total = 0;
  for (const [, amount, unit] of whole.matchAll(/([\d.]+)(d|h|ms|m|s)/gy))
    total += Number(amount) * UNITS_MS[unit as Unit];
  return Math.round(total);
}
