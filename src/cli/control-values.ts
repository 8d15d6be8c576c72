import { InvalidArgumentError } from "commander";
import { DEEPEST, findDeepNesting } from "#engine/nesting.ts";
import { CLOCK_RANGE, isClockTime } from "#engine/times.ts";

const UNITS_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
type Unit = keyof typeof UNITS_MS;

/**
 * How far to move a clock, as people write it: `15m`, `1h30m`, `2d`, `500ms`, plain milliseconds, or ISO 8601 (`PT15M`).
 *
 * @returns milliseconds, or the ISO 8601 duration as it is
 */
export function toDuration(text: string): number | string {
  if (/^p\w/i.test(text)) return text.toUpperCase();
  if (/^\d+$/.test(text)) return checkLength(Number(text));
  const parts = /^(?:\d+(?:\.\d+)?(?:d|h|ms|m|s))+$/.test(text) ? text.matchAll(/([\d.]+)(d|h|ms|m|s)/gy) : [];
  let total: number | undefined;
  for (const [, amount, unit] of parts) total = (total ?? 0) + Number(amount) * UNITS_MS[unit as Unit];
  if (total === undefined)
    throw new InvalidArgumentError("A duration is written 15m, 1h30m, 2d, 500ms, PT15M, or in plain milliseconds.");
  return checkLength(Math.round(total));
}

/** No clock can be moved further than from the first time to the last. */
function checkLength(milliseconds: number): number {
  if (!isClockTime(milliseconds)) throw new InvalidArgumentError(CLOCK_RANGE);
  return milliseconds;
}

const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** A time as the API takes it. Without a zone it is UTC, as in everything standin says. */
export function toTime(text: string): string {
  const match = TIME.exec(text);
  const zoned = text.length > 10 && match?.[1] === undefined ? `${text}Z` : text;
  const milliseconds = match === null ? Number.NaN : Date.parse(zoned.replace(" ", "T"));
  if (Number.isNaN(milliseconds))
    throw new InvalidArgumentError("A time is written 2024-01-01, or 2024-01-01T12:00:00Z.");
  if (!isClockTime(milliseconds)) throw new InvalidArgumentError(CLOCK_RANGE);
  return new Date(milliseconds).toISOString();
}

export function toWhole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It is a whole number.");
  return Number(text);
}

const NUMBER = /^(?:\d+(?:\.\d+)?|\.\d+)$/;

export function toFraction(text: string): number {
  const number = Number(text);
  if (!NUMBER.test(text) || number > 1) throw new InvalidArgumentError("It is a number from 0 to 1.");
  return number;
}

export function toScale(text: string): number {
  const number = Number(text);
  if (!NUMBER.test(text) || number === 0)
    throw new InvalidArgumentError("It says how many times as fast as real time, e.g. 60.");
  return number;
}

/** A length of time in milliseconds, or a range of them: `200`, `100-500`. */
export function toLatency(text: string): number | { from: number; to: number } {
  const [, from, to] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text) ?? [];
  if (from === undefined || (to !== undefined && Number(to) < Number(from)))
    throw new InvalidArgumentError("Milliseconds are written 200, or 100-500 for a range.");
  return to === undefined ? Number(from) : { from: Number(from), to: Number(to) };
}

export function toJson(text: string): unknown {
  refuseDeepNesting(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError("It is no JSON.");
  }
}

/** Collects `key=value`. A value that is JSON counts as what it says, any other as text. */
export function toParameter(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("Parameters are written key=value.");
  return { ...before, [text.slice(0, at)]: toValue(text.slice(at + 1)) };
}

function toValue(text: string): unknown {
  refuseDeepNesting(text);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function refuseDeepNesting(text: string): void {
  if (findDeepNesting(text) !== undefined)
    throw new InvalidArgumentError(`It is nested deeper than ${DEEPEST} levels.`);
}
