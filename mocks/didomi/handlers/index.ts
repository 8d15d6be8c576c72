import type { Handlers } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didomi/security.ts";
import type { operations } from "#generated/didomi/types.ts";
import type { DidomiCallers } from "../credentials.ts";
import type { state } from "../state.ts";
import { eventHandlers } from "./events.ts";
import { proofHandlers } from "./proofs.ts";
import { sessionHandlers } from "./sessions.ts";
import { userHandlers } from "./users.ts";

/** Every operation of the spec, and no others. */
export const handlers: Handlers<operations, typeof state, DidomiCallers, Security> = {
  ...sessionHandlers,
  ...userHandlers,
  ...eventHandlers,
  ...proofHandlers,
};
