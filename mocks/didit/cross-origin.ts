import type { CrossOrigin } from "#engine/cross-origin.ts";
import { type DiditContext, OPTIONS_KEY } from "./state.ts";

/** Browsers hold no client secret, so nothing is open to them, except polling where the session token alone suffices. */
export const crossOrigin: CrossOrigin<DiditContext> = {
  headers: ({ operationId }, { options }) =>
    operationId === "getSessionStatus" && options.get(OPTIONS_KEY)?.statusNeedsClientToken === false
      ? { "access-control-allow-origin": "*" }
      : undefined,
};
