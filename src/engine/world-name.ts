/** The world of requests that name none. It is never evicted. */
export const DEFAULT_WORLD = "default";

/** What a world name may be: 1 to 64 letters, digits, dots, dashes and underscores. */
export const isWorldName = (name: string): boolean => /^[A-Za-z0-9._-]{1,64}$/.test(name);
