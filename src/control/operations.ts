import type { WaitingHandlers } from "#engine/contract/handlers.ts";
import type { operations } from "#generated/control/types.ts";

/** The control API has no state of its own. */
export type NoState = Record<never, never>;

/** The handlers of some operations of the control API. */
export type ControlHandlers<Id extends keyof operations> = Pick<WaitingHandlers<operations>, Id>;
