/** The world of requests that name none. It is never evicted. */
export const DEFAULT_WORLD = "default";

/** What a world name may be: 1 to 64 letters, digits, dots, dashes and underscores. Nothing but text is one. */
export const isWorldName = (name: unknown): name is string =>
  typeof name === "string" && /^[A-Za-z0-9._-]{1,64}$/.test(name);

/** @throws RangeError unless it is a name that a world may have */
export function checkWorldName(name: unknown): void {
  if (!isWorldName(name))
    throw new RangeError(
      `${JSON.stringify(name) ?? typeof name} is not a name for a world: use 1 to 64 letters, digits, dots, dashes and underscores`,
    );
}
