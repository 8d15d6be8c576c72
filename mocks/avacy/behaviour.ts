import { loadOnce } from "#engine/basics/late.ts";
import { openToEveryOrigin } from "#engine/contract/cross-origin.ts";
import type { Behaviour } from "#engine/contract/mock.ts";
import { commonResponses, operations } from "#generated/avacy/operations.ts";
import { authorize } from "./authorize.ts";
import { authenticate } from "./credentials.ts";
import { handlers } from "./handlers/index.ts";
import { problems } from "./problems.ts";
import { rateLimit } from "./rate-limit.ts";
import { reading } from "./reading.ts";
import { reasons } from "./reasons.ts";
import type { state } from "./state.ts";

/** Answers requests to Avacy. */
export const behaviour = {
  operations,
  commonResponses,
  authenticate,
  authorize,
  ...reading,
  problems,
  crossOrigin: openToEveryOrigin(["authorization", "content-type", "accept"]),
  rateLimit,
  handlers,
  scenarios: loadOnce(async () => (await import("./scenarios.ts")).scenarios),
  reasons,
} satisfies Behaviour<typeof state>;
