import type { OutboxEntry } from "#engine/contract/webhook.ts";
import { redactEvents } from "#engine/journal/journal-reader.ts";
import type { World } from "#engine/world/world.ts";
import type { components } from "#generated/control/types.ts";
import { toTime } from "./world-view.ts";

/** Converts events of a world to plain data; secrets are redacted, but for one-time codes. */
export const toEventViews = (
  events: readonly OutboxEntry[],
  { trail }: Pick<World, "trail">,
): components["schemas"]["Event"][] =>
  redactEvents(events, trail).map(({ number, provider, atMs, event, state, attempts }) => ({
    number,
    provider,
    at: toTime(atMs),
    type: event.type,
    url: event.url,
    ...(event.body !== undefined && { body: event.body }),
    state,
    attempts: attempts.map(({ atMs: attemptedMs, ...attempt }) => ({ ...attempt, at: toTime(attemptedMs) })),
  }));
