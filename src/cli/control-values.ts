import { InvalidArgumentError } from "commander";
import { DEEPEST, findDeepNesting } from "#engine/basics/nesting.ts";
import { CLOCK_RANGE, isClockTime } from "#engine/basics/times.ts";
import { parseDuration } from "./durations.ts";

/** Parses how far to move a clock. @returns milliseconds */
export function toDuration(text: string): number {
  const milliseconds = parseDuration(text, "ms");
  if (milliseconds === undefined)
    throw new InvalidArgumentError("Expected a duration: 15m, 1h30m, 2d, 500ms, PT15M, or plain milliseconds.");
  return checkLength(milliseconds);
}

/** How far to move a clock, as it was written. */
export interface Move {
  readonly milliseconds: number;
  /** A note for people about a number without a unit, which may have been meant otherwise. */
  readonly note?: string;
}

/** Parses how far to move a clock, and notes what a plain number has been taken for. */
export function toMove(text: string): Move {
  const milliseconds = toDuration(text);
  const isPlain = /^[\d.]+$/.test(text) && milliseconds > 0;
  return { milliseconds, ...(isPlain && { note: `${text} was taken for milliseconds; minutes are ${text}m.` }) };
}

/** No clock can be moved further than from the first time to the last. */
function checkLength(milliseconds: number): number {
  if (!isClockTime(milliseconds)) throw new InvalidArgumentError(CLOCK_RANGE);
  return milliseconds;
}

const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** Converts a time to the format of the API. Without an offset it is UTC, as everywhere in standin. */
export function toTime(text: string): string {
  const match = TIME.exec(text);
  const zoned = text.length > 10 && match?.[1] === undefined ? `${text}Z` : text;
  const milliseconds = match === null ? Number.NaN : Date.parse(zoned.replace(" ", "T"));
  if (Number.isNaN(milliseconds))
    throw new InvalidArgumentError("Expected a time: 2024-01-01, or 2024-01-01T12:00:00Z.");
  if (!isClockTime(milliseconds)) throw new InvalidArgumentError(CLOCK_RANGE);
  return new Date(milliseconds).toISOString();
}

export function toWhole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Expected an integer.");
  return Number(text);
}

/** As in the spec of the control API. */
const HIGHEST_SCALE = 1_000_000;

const NUMBER = /^(?:\d+(?:\.\d+)?|\.\d+)$/;

export function toFraction(text: string): number {
  const number = Number(text);
  if (!NUMBER.test(text) || number > 1) throw new InvalidArgumentError("Expected a number from 0 to 1.");
  return number;
}

export function toScale(text: string): number {
  const number = Number(text);
  if (!NUMBER.test(text) || number === 0 || number > HIGHEST_SCALE)
    throw new InvalidArgumentError(`Expected a speed factor of at most ${HIGHEST_SCALE}, e.g. 60.`);
  return number;
}

/** Parses a duration in milliseconds, or a range of durations: `200`, `100-500`. */
export function toLatency(text: string): number | { from: number; to: number } {
  const [, from, to] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text) ?? [];
  if (from === undefined || (to !== undefined && Number(to) < Number(from)))
    throw new InvalidArgumentError("Expected milliseconds: 200, or 100-500 for a range.");
  return to === undefined ? Number(from) : { from: Number(from), to: Number(to) };
}

export function toJson(text: string): unknown {
  refuseDeepNesting(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError("Expected JSON.");
  }
}

/** Collects `key=value`, each value as text. */
export function toParameter(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("Expected parameters as key=value.");
  const value = text.slice(at + 1);
  refuseDeepNesting(value);
  return { ...before, [text.slice(0, at)]: value };
}

/**
 * Converts the text of a parameter by the types that its schema names. For a string it is the text itself, unless that is a
 * string of JSON; for other types, and without any, it is JSON, or else the text.
 */
export function toTypedValue(text: string, types: readonly unknown[] = []): unknown {
  const value = parseOrText(text);
  const isText = types.includes("string") && types.every((each) => each === "string" || each === "null");
  const isWanted = typeof value === "string" || (value === null && types.includes("null"));
  return isText && !isWanted ? text : value;
}

function parseOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function refuseDeepNesting(text: string): void {
  if (findDeepNesting(text) !== undefined)
    throw new InvalidArgumentError(`The JSON is nested deeper than ${DEEPEST} levels.`);
}
