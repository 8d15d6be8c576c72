/** A time as data transfer writes it: UTC, with milliseconds. */
export const toMillisecondTime = (ms: number): string => new Date(ms).toISOString();

/** A time as identity verification writes it: with microseconds, of which the world's clock knows the first three digits. */
export const toMicrosecondTime = (ms: number): string => toMillisecondTime(ms).replace("Z", "000Z");
