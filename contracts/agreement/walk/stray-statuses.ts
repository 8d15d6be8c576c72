/**
 * The requests of walks that no operation takes, by kind, with the common responses that they may get: the first one
 * usually, the others where a provider looks at something else before.
 */
export const STRAY_STATUSES = {
  "unknown path": [404],
  "path with a slash more or less": [301, 404],
  "wrong method": [405, 401],
  "path that cannot be decoded": [400, 404, 301],
  "body over the limit": [413],
} as const;

export type StrayKind = keyof typeof STRAY_STATUSES;

const all: ReadonlySet<number> = new Set(Object.values(STRAY_STATUSES).flat());

/** Whether walks aim at a common response of this status, and so must meet it. */
export const isAimedAt = (status: number): boolean => all.has(status);
