/** Basics of the engine for code that only drives a simulator. */
export { StandinError } from "#engine/basics/errors.ts";
