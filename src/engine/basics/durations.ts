const UNITS_MS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 } as const;

const DURATION =
  /^P(?=[0-9T])([0-9]{1,4}W)?([0-9]{1,5}D)?(T(?=[0-9])([0-9]{1,6}H)?([0-9]{1,7}M)?([0-9]{1,9}(\.[0-9]{1,3})?S)?)?$/;
/** The same as in `specs/control.yaml`. */
export const DURATION_PATTERN = DURATION.source;
const PARTS = /[PT]*(\d+(?:\.\d+)?)([WDHMS])/gy;

/** What a duration may be, for people. */
export const DURATION_RULE =
  "A duration is 0 or more milliseconds, or an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as PT30M.";

/**
 * The length of a duration: milliseconds, or ISO 8601, e.g. `P1DT2H30M`. It comes from code without types as well.
 *
 * @returns milliseconds; `undefined` if it is none
 */
export function toMilliseconds(duration: unknown): number | undefined {
  if (typeof duration === "number") return Number.isFinite(duration) && duration >= 0 ? duration : undefined;
  if (typeof duration !== "string" || !DURATION.test(duration)) return undefined;
  let total = 0;
  for (const [, amount, unit] of duration.matchAll(PARTS))
    total += Number(amount) * UNITS_MS[unit as keyof typeof UNITS_MS];
  return Math.round(total);
}
