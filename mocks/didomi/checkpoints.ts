import { encodeKey } from "#engine/contract/collection.ts";
import {
  CHECKPOINT_INTERVAL,
  type Checkpoint,
  type DidomiContext,
  type MergedSteps,
  type StatePlace,
  type StepPosition,
} from "./state.ts";

const valuesOf = ({ organization_id, user_id, regulation }: StatePlace) => [organization_id, user_id, regulation];

/** Where the indexes of steps and checkpoints begin to hold what is at a position or after it. */
export const positionKey = (place: StatePlace, { at, sequence }: StepPosition): string =>
  encodeKey([...valuesOf(place), at, sequence]);

/** Whether a checkpoint is to be kept behind the step of this number. */
export const isCheckpointDue = (stepCount: number): boolean => stepCount % CHECKPOINT_INTERVAL === 0;

/** Keeps what the steps up to one add up to. */
export function putCheckpoint(
  { organization_id, user_id, regulation }: StatePlace,
  { at, sequence }: StepPosition,
  step_count: number,
  merged: MergedSteps,
  { checkpoints }: DidomiContext,
): void {
  checkpoints.put({ organization_id, user_id, regulation, at, sequence, step_count, ...merged });
}

/** The last checkpoint, if there is any. */
export const lastCheckpoint = (place: StatePlace, { checkpoints }: DidomiContext): Checkpoint | undefined =>
  checkpoints.list("byUser", valuesOf(place), { limit: 1, descending: true }).rows[0];

/** Drops the checkpoints that hold a step, and so must not outlive a change of it. */
export function dropCheckpoints(place: StatePlace, changed: StepPosition, context: DidomiContext): void {
  const { checkpoints } = context;
  const { rows } = checkpoints.list("byUser", valuesOf(place), { after: positionKey(place, changed) });
  for (const checkpoint of rows) dropCheckpoint(checkpoint, context);
}

export function dropCheckpoint(checkpoint: Checkpoint, { checkpoints }: DidomiContext): void {
  checkpoints.delete(encodeKey([...valuesOf(checkpoint), checkpoint.sequence]));
}

/** Drops all checkpoints of a user, under every regulation. */
export function eraseCheckpoints(organizationId: string, userId: string, context: DidomiContext): void {
  for (const checkpoint of context.checkpoints.list("byUser", [organizationId, userId]).rows)
    dropCheckpoint(checkpoint, context);
}
