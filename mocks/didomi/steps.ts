import type { Awaitable } from "#engine/awaitable.ts";
import { encodeKey } from "#engine/collections.ts";
import type { components } from "#generated/didomi/types.ts";
import { mergeConsents, NO_CHOICES } from "./merge.ts";
import { EVENT_ORDER_KEY } from "./options.ts";
import type { DidomiContext, DirectChange, StoredEvent, UserDetails, UserState } from "./state.ts";
import { toTimestamp } from "./times.ts";

/** One user under one regulation. */
export type StatePlace = Pick<UserState, "organization_id" | "user_id" | "regulation">;

/** What a confirmed event, or a change written directly, adds to a user. */
interface Step {
  readonly at: string;
  readonly sequence: number;
  readonly user: UserDetails;
  readonly consents: components["schemas"]["EventConsents"];
}

/** The part of a state that steps make, and that is made anew when one of them goes. */
type Merged = Pick<UserState, "metadata" | "country" | "last_seen_country" | "consents">;

const NOTHING: Merged = { metadata: {}, country: null, last_seen_country: null, consents: NO_CHOICES };

export const stateKey = ({ organization_id, user_id, regulation }: StatePlace): string =>
  encodeKey([organization_id, user_id, regulation]);

/** Decides between steps of the same time: the one inserted last is the latest. */
export const nextSequence = ({ counters }: DidomiContext): Awaitable<number> => counters.next("steps");

/** The state of a user who never chose anything under this regulation. */
export const emptyState = (place: StatePlace, created_at: string): UserState => ({
  ...place,
  ...NOTHING,
  version: 1,
  created_at,
  updated_at: created_at,
  last_step_at: "",
});

const toStep = (event: StoredEvent): Step => ({ ...event, at: event[EVENT_ORDER_KEY] });

const add = (before: Merged, { user, consents }: Step): Merged => ({
  metadata: { ...before.metadata, ...user.metadata },
  country: user.country === undefined ? before.country : user.country,
  last_seen_country: user.last_seen_country === undefined ? before.last_seen_country : user.last_seen_country,
  consents: mergeConsents(before.consents, consents),
});

/** Lets a new event count, if it is confirmed; the event is stored already. */
export async function applyEvent(event: StoredEvent, context: DidomiContext): Promise<void> {
  if (event.status === "confirmed") await applyStep(event, toStep(event), context);
}

/**
 * Stores a change that comes without an event, and lets it count.
 *
 * @param firstVersion where the version starts, should this be the user's first state
 * @returns the new state
 */
export async function applyDirectChange(
  place: StatePlace,
  { user, consents }: Pick<DirectChange, "user" | "consents">,
  context: DidomiContext,
  firstVersion?: number,
): Promise<UserState> {
  const change: DirectChange = {
    ...place,
    user,
    consents,
    at: toTimestamp(context.now),
    sequence: await nextSequence(context),
  };
  await context.directChanges.put(change);
  return applyStep(place, change, context, firstVersion);
}

/** The latest step goes on top of what is there; an older one means merging anew. */
async function applyStep(
  place: StatePlace,
  step: Step,
  context: DidomiContext,
  firstVersion?: number,
): Promise<UserState> {
  const before = await context.states.get(stateKey(place));
  if (before !== undefined && step.at < before.last_step_at) return recompute(place, context);
  return putState(place, before, add(before ?? NOTHING, step), step.at, context, firstVersion);
}

/** Makes the state of a user anew from all steps that count, as if there had never been others. */
export async function recompute(place: StatePlace, context: DidomiContext): Promise<UserState> {
  const { organization_id, user_id, regulation } = place;
  const events = await context.events.list("confirmed", [organization_id, user_id, regulation]);
  const changes = await context.directChanges.list("byUser", [organization_id, user_id, regulation]);
  const steps: Step[] = [...events.rows.map(toStep), ...changes.rows];
  steps.sort((a, b) => (a.at === b.at ? a.sequence - b.sequence : a.at < b.at ? -1 : 1));
  const merged = steps.reduce(add, NOTHING);
  const before = await context.states.get(stateKey(place));
  return putState(place, before, merged, steps.at(-1)?.at ?? "", context);
}

async function putState(
  { organization_id, user_id, regulation }: StatePlace,
  before: UserState | undefined,
  merged: Merged,
  last_step_at: string,
  { states, now }: DidomiContext,
  firstVersion = 1,
): Promise<UserState> {
  const updated_at = toTimestamp(now);
  const { metadata, country, last_seen_country, consents } = merged;
  const state: UserState = {
    organization_id,
    user_id,
    regulation,
    version: before === undefined ? firstVersion : before.version + 1,
    created_at: before?.created_at ?? updated_at,
    updated_at,
    last_step_at,
    metadata,
    country,
    last_seen_country,
    consents,
  };
  await states.put(state);
  return state;
}
