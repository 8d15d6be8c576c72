import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import { showChecks } from "../check-view.ts";
import { showConsent } from "../consent-view.ts";
import type { DiditCallers } from "../credentials.ts";
import { whenShown } from "../page-messages.ts";
import { pageNotFound } from "../problems.ts";
import { reasons } from "../reasons.ts";
import { explainEnd } from "../sessions.ts";
import type { DiditContext, state } from "../state.ts";
import { explainExpired, open, returnAddress } from "../verifications.ts";
import { explainExpiredSession, openSession } from "../workflow-sessions.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

/** The way from these pages to the root of the paths. */
const ROOT = "../";

export const showAuthorizePage: For<"showAuthorizePage"> = ({ path }, context) => {
  const session = context.sessions.first("byToken", [path.session_token]);
  if (session === undefined) return pageNotFound(reasons.unknownSessionLink({ world: context.world }), context);
  const body = showConsent(session, { root: ROOT }, context);
  return { status: 200, body, ...(session.state === "timed out" && { reason: explainEnd(session, context) }) };
};

export const showVerificationPage: For<"showVerificationPage"> = ({ path, headers }, context) => {
  const isFramed = headers["sec-fetch-dest"] === "iframe";
  const found = context.verifications.first("byToken", [path.session_token]);
  if (found === undefined) return showSessionPage(path.session_token, isFramed, context);
  const verification = open(found, context) ?? found;
  const location = isFramed ? undefined : returnAddress(verification);
  if (location !== undefined) return { status: 302, headers: { location } };
  const { status } = verification;
  const body = showChecks(verification, { root: ROOT, messages: whenShown(verification) }, context);
  return { status: 200, body, ...(status === "Expired" && { reason: explainExpired(verification) }) };
};

/** The page of a session of a workflow. */
function showSessionPage(token: string, isFramed: boolean, context: DiditContext) {
  const found = context.workflowSessions.first("byToken", [token]);
  if (found === undefined) return pageNotFound(reasons.unknownVerificationLink({ world: context.world }), context);
  const session = openSession(found, context) ?? found;
  const location = isFramed ? undefined : returnAddress(session);
  if (location !== undefined) return { status: 302, headers: { location } } as const;
  const { status } = session;
  const body = showChecks(session, { root: ROOT, messages: whenShown(session) }, context);
  return { status: 200, body, ...(status === "Expired" && { reason: explainExpiredSession(session) }) } as const;
}
