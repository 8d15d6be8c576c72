import type { Handlers } from "#engine/handlers.ts";
import type { operations } from "#generated/netid/types.ts";
import type { NetidCaller } from "../credentials.ts";
import type { state } from "../state.ts";
import { exportHandlers } from "./export.ts";
import { permissionHandlers } from "./permissions.ts";
import { preflightHandlers } from "./preflights.ts";
import { statusHandlers } from "./status.ts";

/** Every operation of the spec, and none besides. */
export const handlers: Handlers<operations, typeof state, NetidCaller> = {
  ...statusHandlers,
  ...permissionHandlers,
  ...preflightHandlers,
  ...exportHandlers,
};
