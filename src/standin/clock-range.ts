/** What a world's clock may show, for those who only drive it. */
export { CLOCK_RANGE, isClockTime } from "#engine/basics/times.ts";
