import type { Exchange } from "./api.ts";

/** JSON on several lines; any other text as it is. */
export function toPretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.(\d{3})Z$/;

/** A time of the API without its `T` and `Z`, as all are UTC. */
export function toShownTime(time: string): string {
  const [, day, clock, millis] = TIME.exec(time) ?? [];
  return day === undefined ? time : `${day} ${clock}.${millis}`;
}

/** The time of day alone. */
export const toShownClock = (time: string): string => TIME.exec(time)?.[2] ?? time;

const UNITS: readonly (readonly [name: string, ms: number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
];

/** A duration in its two largest units. */
export function toShownDuration(ms: number): string {
  const parts: string[] = [];
  let rest = Math.abs(Math.round(ms));
  for (const [name, unit] of UNITS) {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.length === 0 ? `${Math.abs(Math.round(ms))} ms` : parts.slice(0, 2).join(" ");
}

/** How a status is spoken of: by its class. */
export type StatusKind = "good" | "moved" | "refused" | "broken";
export function toStatusKind(status: number): StatusKind {
  if (status === 0 || status >= 500) return "broken";
  if (status >= 400) return "refused";
  return status >= 300 ? "moved" : "good";
}

/** Why an exchange ended as it did, in one line; empty where there is nothing to say. */
export function toCause({ refusal, fault, reply }: Exchange): string {
  const parts: string[] = [];
  if (fault !== undefined) parts.push(`Disturbed by ${fault}`);
  if (refusal !== undefined) parts.push(...refusal.reasons);
  if (parts.length === 0 && reply.status === 0) parts.push("No reply was sent");
  return parts.join(" · ");
}

export const toTarget = ({ request: { path, query } }: Exchange): string => (query === "" ? path : `${path}?${query}`);

/** A value as a cell of a table shows it. */
export function toCell(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return JSON.stringify(value);
}

export const toMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const toKilobytes = (bytes: number): string =>
  bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MiB` : `${(bytes / 1024).toFixed(1)} KiB`;

/** A number of things. */
export const toCount = (count: number, what: string): string => `${count} ${count === 1 ? what : `${what}s`}`;
