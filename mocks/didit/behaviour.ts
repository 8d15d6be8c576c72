import { loadOnce } from "#engine/basics/late.ts";
import type { Behaviour } from "#engine/contract/mock.ts";
import { commonResponses, operations } from "#generated/didit/operations.ts";
import { authorize } from "./authorize.ts";
import { authenticate, worldOf } from "./credentials.ts";
import { crossOrigin } from "./cross-origin.ts";
import { handlers } from "./handlers/index.ts";
import { templates } from "./late-html.ts";
import { pages } from "./pages.ts";
import { problems } from "./problems.ts";
import { rateLimit } from "./rate-limit.ts";
import { reading } from "./reading.ts";
import { reasons } from "./reasons.ts";
import { expireSession } from "./sessions.ts";
import type { state } from "./state.ts";
import { abandonVerification, expireVerification } from "./verifications.ts";
import { abandonWorkflowSession, expireWorkflowSession, playScenario } from "./workflow-sessions.ts";

/** The operations that are pages for people. */
const HOSTED: ReadonlySet<string> = new Set(["showAuthorizePage", "showVerificationPage"]);

/** Answers requests to Didit, and runs its jobs of expiry. */
export const behaviour = {
  operations,
  commonResponses,
  worldOf,
  authenticate,
  rateLimit,
  authorize,
  ...reading,
  needs: (operationId) => (HOSTED.has(operationId) ? templates.load() : undefined),
  problems,
  crossOrigin,
  handlers,
  pages,
  jobs: {
    expireSession,
    expireVerification,
    abandonVerification,
    expireWorkflowSession,
    abandonWorkflowSession,
    playScenario,
  },
  scenarios: loadOnce(async () => (await import("./scenarios.ts")).scenarios),
  reasons,
} satisfies Behaviour<typeof state>;
