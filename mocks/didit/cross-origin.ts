import type { CrossOrigin } from "#engine/contract/cross-origin.ts";
import { type DiditContext, OPTIONS_KEY } from "./state.ts";

/** Browsers have no client secret, so only polling is open to them, if the session token alone suffices. */
export const crossOrigin: CrossOrigin<DiditContext> = {
  headers: ({ operationId }, { options }) =>
    operationId === "getSessionStatus" && options.get(OPTIONS_KEY)?.statusNeedsClientToken === false
      ? { "access-control-allow-origin": "*" }
      : undefined,
};
