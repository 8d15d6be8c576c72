import { loadOnce } from "#engine/basics/late.ts";
import { openToEveryOrigin } from "#engine/contract/cross-origin.ts";
import type { Behaviour } from "#engine/contract/mock.ts";
import { commonResponses, operations } from "#generated/didomi/operations.ts";
import { authorize } from "./authorize.ts";
import { authenticate, worldOf } from "./credentials.ts";
import { handlers } from "./handlers/index.ts";
import { problems } from "./problems.ts";
import { rateLimit } from "./rate-limit.ts";
import { reading } from "./reading.ts";
import { reasons } from "./reasons.ts";
import type { state } from "./state.ts";

/** Answers requests to Didomi. */
export const behaviour = {
  operations,
  commonResponses,
  worldOf,
  authenticate,
  rateLimit,
  authorize,
  ...reading,
  problems,
  // Widgets call from any page, with a bearer token and a JSON body.
  crossOrigin: openToEveryOrigin(["authorization", "content-type"]),
  handlers,
  scenarios: loadOnce(async () => (await import("./scenarios.ts")).scenarios),
  reasons,
} satisfies Behaviour<typeof state>;
