const UNITS_MS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 } as const;

const PARTS = /[PT]*(\d+(?:\.\d+)?)([WDHMS])/gy;

/**
 * The length of an ISO 8601 duration of weeks, days, hours, minutes and seconds.
 *
 * @param duration of the form that the spec allows, e.g. `P1DT2H30M`
 * @returns whole milliseconds
 */
export function toMilliseconds(duration: string): number {
  let total = 0;
  for (const [, amount, unit] of duration.matchAll(PARTS))
    total += Number(amount) * UNITS_MS[unit as keyof typeof UNITS_MS];
  return Math.round(total);
}
