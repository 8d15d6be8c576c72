import { toClockTime } from "#engine/basics/clock-time.ts";
import { isStandinError, type StandinError } from "#engine/basics/errors.ts";
import { checkWorldName } from "#engine/basics/world-name.ts";
import type { RoutedRequest } from "#engine/contract/request.ts";
import { faultChecks } from "#engine/faults/faults.ts";
import { toReceiver } from "#engine/state/receiver-option.ts";
import { checkStateShape } from "#engine/state/state-shape.ts";
import { checkScale, toAdvance } from "#engine/world/clock.ts";
import { checkSnapshotName } from "#engine/world/snapshots.ts";

type Members = Readonly<Record<string, unknown>>;

/** Checks what the engine can of a body, by its members and as a whole, and of the names in the path. */
type Check = (members: Members, names: Members, body: unknown) => unknown;

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["putWorld", ({ webhookReceiver }) => toReceiver(webhookReceiver)],
  ["forkWorld", ({ into }) => checkWorldName(into)],
  ["putSnapshot", (_, { snapshot }) => checkSnapshotName(snapshot)],
  ["restoreSnapshot", (_, { snapshot }) => checkSnapshotName(snapshot)],
  ["deleteSnapshot", (_, { snapshot }) => checkSnapshotName(snapshot)],
  ["putState", (_, _names, body) => checkStateShape(body)],
  [
    "changeClock",
    ({ now, scale }) => {
      if (now !== undefined) toClockTime(now);
      if (scale !== undefined) checkScale(scale);
    },
  ],
  ["advanceClock", ({ by }) => toAdvance(by)],
  ["addFault", (_, _names, body) => faultChecks.check(body)],
]);

/**
 * What the engine says of a request that the spec does not allow: the same as in process. `undefined`: only the spec has
 * something to say of it.
 */
export function explain({ operationId, pathParameters, body }: RoutedRequest): StandinError | undefined {
  const given = body.kind === "parsed" ? body.value : {};
  const { world } = pathParameters;
  try {
    if (world !== undefined) checkWorldName(world);
    const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
    CHECKS.get(operationId)?.(isObject ? (given as Members) : {}, pathParameters, given);
    return undefined;
  } catch (error) {
    if (isStandinError(error)) return error;
    throw error;
  }
}
