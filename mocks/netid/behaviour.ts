import { loadOnce } from "#engine/basics/late.ts";
import type { Behaviour } from "#engine/contract/mock.ts";
import { commonResponses, operations } from "#generated/netid/operations.ts";
import { authorize } from "./authorize.ts";
import { authenticate, worldOf } from "./credentials.ts";
import { crossOrigin } from "./cross-origin.ts";
import { handlers } from "./handlers/index.ts";
import { pages } from "./pages.ts";
import { problems } from "./problems.ts";
import { reading } from "./reading.ts";
import { reasons } from "./reasons.ts";
import type { state } from "./state.ts";
import { tcf } from "./tc-string.ts";

/** Answers requests to netID. */
export const behaviour = {
  operations,
  commonResponses,
  worldOf,
  needs: (operationId) => (operationId === "writePermissions" ? tcf.load() : undefined),
  authenticate,
  authorize,
  ...reading,
  problems,
  crossOrigin,
  handlers,
  pages,
  scenarios: loadOnce(async () => (await import("./scenarios.ts")).scenarios),
  reasons,
} satisfies Behaviour<typeof state>;
