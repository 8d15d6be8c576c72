import { toIsoTime } from "#engine/basics/times.ts";

/** A time as data transfer writes it: UTC, with milliseconds. */
export const toMillisecondTime = toIsoTime;

/** A time as identity verification writes it: with microseconds, of which the world's clock knows the first three digits. */
export const toMicrosecondTime = (ms: number): string => toMillisecondTime(ms).replace("Z", "000Z");

/** A time as sessions of workflows write it: UTC, with seconds. */
export const toSecondTime = (ms: number): string => toMillisecondTime(ms).replace(/\.\d{3}Z$/, "Z");
