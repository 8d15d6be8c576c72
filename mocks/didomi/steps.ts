import { encodeKey } from "#engine/contract/collection.ts";
import type { components } from "#generated/didomi/types.ts";
import { EVENT_ORDER_KEY } from "./assumptions.ts";
import {
  dropCheckpoint,
  dropCheckpoints,
  isCheckpointDue,
  lastCheckpoint,
  positionKey,
  putCheckpoint,
} from "./checkpoints.ts";
import { NO_STEPS, StepAccumulator } from "./merge.ts";
import type {
  Checkpoint,
  DidomiContext,
  DirectChange,
  MergedSteps,
  StatePlace,
  StepPosition,
  StoredEvent,
  UserDetails,
  UserState,
} from "./state.ts";
import { toTimestamp } from "./times.ts";

/** The step of a confirmed event, or of a direct change. */
interface Step extends StepPosition {
  readonly user: UserDetails;
  readonly consents: components["schemas"]["EventConsents"];
}

export const stateKey = ({ organization_id, user_id, regulation }: StatePlace): string =>
  encodeKey([organization_id, user_id, regulation]);

/** Decides between steps of the same time: the one inserted last is the latest. */
export const nextSequence = ({ counters }: DidomiContext): number => counters.next("steps");

/** The state of a user who never chose anything under this regulation. */
export const emptyState = (place: StatePlace, created_at: string): UserState => ({
  ...place,
  ...NO_STEPS,
  version: 1,
  created_at,
  updated_at: created_at,
  last_step_at: "",
  last_step_sequence: 0,
  step_count: 0,
});

const positionOf = (event: StoredEvent): StepPosition => ({ at: event[EVENT_ORDER_KEY], sequence: event.sequence });

const toStep = (event: StoredEvent): Step => ({
  at: event[EVENT_ORDER_KEY],
  sequence: event.sequence,
  user: withCountrySeen(event.user),
  consents: event.consents,
});

/** An event's user was last seen where the event says, else in the user's own country. */
const withCountrySeen = (user: UserDetails): UserDetails =>
  typeof user.country === "string" && user.last_seen_country === undefined
    ? { ...user, last_seen_country: user.country }
    : user;

function comparePositions(a: StepPosition, b: StepPosition): number {
  if (a.at === b.at) return a.sequence - b.sequence;
  return a.at < b.at ? -1 : 1;
}

/** Applies a new event, if it is confirmed; the event is stored already. */
export function applyEvent(event: StoredEvent, context: DidomiContext): void {
  if (event.status === "confirmed") applyStep(event, toStep(event), context);
}

/** Applies a changed event in its new form; it is stored already. */
export function applyChangedEvent(before: StoredEvent, after: StoredEvent, context: DidomiContext): void {
  const [from, to] = [positionOf(before), positionOf(after)];
  // An event that never counted has left no trace in its user: it is applied like a new one.
  if (before.status !== "confirmed") applyEvent(after, context);
  else recompute(before, after.status === "confirmed" && comparePositions(to, from) < 0 ? to : from, context);
}

/** Removes the effect of deleted events of one user; they have been deleted already. */
export function applyRemovedEvents(removed: readonly StoredEvent[], context: DidomiContext): void {
  const earliest = new Map<string, StoredEvent>();
  for (const event of removed) {
    if (event.status !== "confirmed") continue;
    const other = earliest.get(event.regulation);
    if (other === undefined || comparePositions(positionOf(event), positionOf(other)) < 0)
      earliest.set(event.regulation, event);
  }
  for (const event of earliest.values()) recompute(event, positionOf(event), context);
}

/**
 * Stores and applies a change without an event.
 *
 * @param firstVersion where the version starts, should this be the user's first state
 * @returns the new state
 */
export function applyDirectChange(
  { organization_id, user_id, regulation }: StatePlace,
  { user, consents }: Pick<DirectChange, "user" | "consents">,
  context: DidomiContext,
  firstVersion?: number,
): UserState {
  const change: DirectChange = {
    organization_id,
    user_id,
    regulation,
    user,
    consents,
    at: toTimestamp(context.now),
    sequence: nextSequence(context),
  };
  context.directChanges.put(change);
  return applyStep(change, change, context, firstVersion);
}

/** The latest step is added to what is there; an earlier one means merging anew from there on. */
function applyStep(place: StatePlace, step: Step, context: DidomiContext, firstVersion?: number): UserState {
  const before = context.states.get(stateKey(place));
  if (before !== undefined && isBeforeLastStep(step, before)) return recompute(place, step, context);
  const accumulator = new StepAccumulator(before ?? NO_STEPS);
  accumulator.add(step);
  const merged = accumulator.toMerged();
  const stepCount = (before?.step_count ?? 0) + 1;
  if (isCheckpointDue(stepCount)) putCheckpoint(place, step, stepCount, merged, context);
  return putState(place, before, merged, step, stepCount, context, firstVersion);
}

const isBeforeLastStep = (step: StepPosition, { last_step_at, last_step_sequence }: UserState): boolean =>
  comparePositions(step, { at: last_step_at, sequence: last_step_sequence }) < 0;

const BEFORE_ALL_STEPS: StepPosition = { at: "", sequence: 0 };

/**
 * Makes the state of a user anew after a change among the steps, as if they had always been as they are now.
 *
 * @param changed the earliest position at which a step came or went
 */
function recompute(place: StatePlace, changed: StepPosition, context: DidomiContext): UserState {
  dropCheckpoints(place, changed, context);
  const { checkpoint, steps } = readFromCheckpoint(place, context);
  const accumulator = new StepAccumulator(checkpoint ?? NO_STEPS);
  let stepCount = checkpoint?.step_count ?? 0;
  for (const step of steps) {
    accumulator.add(step);
    stepCount += 1;
    if (isCheckpointDue(stepCount)) putCheckpoint(place, step, stepCount, accumulator.toMerged(), context);
  }
  const before = context.states.get(stateKey(place));
  const last = steps.at(-1) ?? checkpoint ?? BEFORE_ALL_STEPS;
  return putState(place, before, accumulator.toMerged(), last, stepCount, context);
}

/**
 * The last checkpoint and the steps after it; without a checkpoint all steps. A checkpoint whose own step is gone was
 * written by hand, together with other steps than its own: it is dropped.
 */
function readFromCheckpoint(
  place: StatePlace,
  context: DidomiContext,
): { readonly checkpoint?: Checkpoint; readonly steps: readonly Step[] } {
  for (;;) {
    const checkpoint = lastCheckpoint(place, context);
    if (checkpoint === undefined) return { steps: readSteps(place, undefined, context) };
    const steps = readSteps(place, checkpoint, context);
    const [own] = steps;
    if (own !== undefined && comparePositions(own, checkpoint) === 0) return { checkpoint, steps: steps.slice(1) };
    dropCheckpoint(checkpoint, context);
  }
}

/** The steps from a position on, or all of them, in the order in which they count. */
function readSteps(place: StatePlace, from: StepPosition | undefined, context: DidomiContext): Step[] {
  const { organization_id, user_id, regulation } = place;
  const equals = [organization_id, user_id, regulation];
  const after = from && positionKey(place, from);
  const steps = context.events.list("confirmed", equals, { after }).rows.map(toStep);
  const changes = context.directChanges.list("byUser", equals, { after }).rows;
  return changes.length === 0 ? steps : [...steps, ...changes].sort(comparePositions);
}

function putState(
  { organization_id, user_id, regulation }: StatePlace,
  before: UserState | undefined,
  { metadata, country, last_seen_country, consents }: MergedSteps,
  last: StepPosition,
  step_count: number,
  { states, now }: DidomiContext,
  firstVersion = 1,
): UserState {
  const updated_at = toTimestamp(now);
  const state: UserState = {
    organization_id,
    user_id,
    regulation,
    version: before === undefined ? firstVersion : before.version + 1,
    created_at: before?.created_at ?? updated_at,
    updated_at,
    last_step_at: last.at,
    last_step_sequence: last.sequence,
    step_count,
    metadata,
    country,
    last_seen_country,
    consents,
  };
  states.put(state);
  return state;
}
