import type { Handlers } from "#engine/handlers.ts";
import type { operations } from "#generated/didomi/types.ts";
import type { DidomiCaller } from "../credentials.ts";
import type { state } from "../state.ts";
import { eventHandlers } from "./events.ts";
import { proofHandlers } from "./proofs.ts";
import { sessionHandlers } from "./sessions.ts";
import { userHandlers } from "./users.ts";

/** Every operation of the spec, and none besides. */
export const handlers: Handlers<operations, typeof state, DidomiCaller> = {
  ...sessionHandlers,
  ...userHandlers,
  ...eventHandlers,
  ...proofHandlers,
};
