import { StandinError } from "./errors.ts";
import { quoteValue } from "./quote.ts";

/** The world of requests that name none. It is never evicted. */
export const DEFAULT_WORLD = "default";

/**
 * What a world name may be; nothing but text is one. Paths that hold `.` or `..` as a segment are shortened by URLs, so neither
 * is a name.
 */
export const isWorldName = (name: unknown): name is string =>
  typeof name === "string" && /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/.test(name);

/** The same for people. */
export const WORLD_NAME_RULE =
  'A world\'s name is 1 to 64 letters, digits, dots, dashes and underscores, and neither "." nor "..".';

/** @throws StandinError unless it is a name that a world may have */
export function checkWorldName(name: unknown): void {
  if (!isWorldName(name))
    throw new StandinError("ERR_STANDIN_INVALID_NAME", `${WORLD_NAME_RULE} ${quoteValue(name)} is not one.`);
}
