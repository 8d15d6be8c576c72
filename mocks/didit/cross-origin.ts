import { chain } from "#engine/awaitable.ts";
import type { CrossOrigin } from "#engine/cross-origin.ts";
import { type DiditContext, OPTIONS_KEY, type Options } from "./state.ts";

/** Browsers hold no client secret, so nothing is open to them, except polling where the session token alone suffices. */
export const crossOrigin: CrossOrigin<DiditContext> = {
  headers: ({ operationId }, context) => (operationId === "getSessionStatus" ? pollHeaders(context) : undefined),
};

const pollHeaders = ({ options }: DiditContext) => chain(options.get(OPTIONS_KEY), toPollHeaders);

const toPollHeaders = (options: Options | undefined) =>
  options?.statusNeedsClientToken === false ? { "access-control-allow-origin": "*" } : undefined;
