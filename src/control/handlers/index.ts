import type { WaitingHandlers } from "#engine/contract/handlers.ts";
import type { operations } from "#generated/control/types.ts";
import type { ControlOptions } from "../options.ts";
import { clockHandlers } from "./clock.ts";
import { exchangeHandlers } from "./exchanges.ts";
import { faultHandlers } from "./faults.ts";
import { outboxHandlers } from "./outbox.ts";
import { serverHandlers } from "./server.ts";
import { snapshotHandlers } from "./snapshots.ts";
import { stateHandlers } from "./state.ts";
import { worldHandlers } from "./worlds.ts";

/** The handlers of all operations, by operationId. */
export function createHandlers(options: ControlOptions): WaitingHandlers<operations> {
  return {
    ...serverHandlers(options),
    ...worldHandlers(options),
    ...snapshotHandlers(options),
    ...clockHandlers(options),
    ...faultHandlers(options),
    ...exchangeHandlers(options),
    ...stateHandlers(options),
    ...outboxHandlers(options),
  };
}
