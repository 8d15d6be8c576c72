import type { Handlers } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/netid/security.ts";
import type { operations } from "#generated/netid/types.ts";
import type { NetidCallers } from "../credentials.ts";
import type { state } from "../state.ts";
import { exportHandlers } from "./export.ts";
import { permissionHandlers } from "./permissions.ts";
import { preflightHandlers } from "./preflights.ts";
import { statusHandlers } from "./status.ts";

/** Every operation of the spec, and none besides. */
export const handlers: Handlers<operations, typeof state, NetidCallers, Security> = {
  ...statusHandlers,
  ...permissionHandlers,
  ...preflightHandlers,
  ...exportHandlers,
};
