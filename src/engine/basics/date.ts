/**
 * The platform's `Date` as it is when this module is loaded. Tests replace the global one, by fake timers for instance; a world has a
 * clock of its own.
 */
export const { Date: PlatformDate } = globalThis;
