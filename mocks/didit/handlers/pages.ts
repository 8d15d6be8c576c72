import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import type { DiditCallers } from "../credentials.ts";
import { checkPage, consentPage, endPage, messagePage } from "../html.ts";
import { whenShown } from "../page-messages.ts";
import { checkAction, consentAction } from "../pages.ts";
import { pageNotFound } from "../problems.ts";
import { reasons } from "../reasons.ts";
import { wordsOf } from "../scope.ts";
import { explainEnd } from "../sessions.ts";
import type { DiditContext, state, Verification, WorkflowSession } from "../state.ts";
import { explainExpired, open, returnAddress, subjectOf } from "../verifications.ts";
import { explainExpiredSession, featuresLeft, openSession, personOf } from "../workflow-sessions.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

/** The maximum number of listed people. */
const MOST_USERS = 50;

const userIdsOf = ({ users }: DiditContext): string[] =>
  users.list("all", [], { limit: MOST_USERS }).rows.map(({ id }) => id);

const CLOSED: Readonly<Record<string, string>> = {
  accepted: "You have shared your data. You can close this page.",
  refused: "You have declined. Nothing was shared.",
  "timed out": "This request has expired. Ask for a new code.",
};

export const showAuthorizePage: For<"showAuthorizePage"> = ({ path }, context) => {
  const session = context.sessions.first("byToken", [path.session_token]);
  if (session === undefined) return pageNotFound(reasons.unknownSessionLink({ world: context.world }));
  const closed = CLOSED[session.state];
  if (closed !== undefined) {
    const body = messagePage("Data transfer", closed);
    return { status: 200, body, ...(session.state === "timed out" && { reason: explainEnd(session, context) }) };
  }
  const application = context.applications.get(session.clientId);
  const body = consentPage({
    application: application?.name ?? session.clientId,
    words: wordsOf(session.scope),
    userIds: userIdsOf(context),
    scannedBy: session.userId,
    action: consentAction(session.token),
  });
  return { status: 200, body };
};

export const showVerificationPage: For<"showVerificationPage"> = ({ path, headers }, context) => {
  const isFramed = headers["sec-fetch-dest"] === "iframe";
  const found = context.verifications.first("byToken", [path.session_token]);
  if (found === undefined) return showSessionPage(path.session_token, isFramed, context);
  const verification = open(found, context) ?? found;
  const location = isFramed ? undefined : returnAddress(verification);
  if (location !== undefined) return { status: 302, headers: { location } };
  const { status, features } = verification;
  const body = verificationPage(verification, features, subjectOf(verification, context)?.id, context);
  return { status: 200, body, ...(status === "Expired" && { reason: explainExpired(verification) }) };
};

/** The page of a session of a workflow. */
function showSessionPage(token: string, isFramed: boolean, context: DiditContext) {
  const found = context.workflowSessions.first("byToken", [token]);
  if (found === undefined) return pageNotFound(reasons.unknownVerificationLink({ world: context.world }));
  const session = openSession(found, context) ?? found;
  const location = isFramed ? undefined : returnAddress(session);
  if (location !== undefined) return { status: 302, headers: { location } } as const;
  const { status } = session;
  const body = verificationPage(session, featuresLeft(session).join(" + "), personOf(session, context)?.id, context);
  return { status: 200, body, ...(status === "Expired" && { reason: explainExpiredSession(session) }) } as const;
}

function verificationPage(
  shown: Verification | WorkflowSession,
  features: string,
  userId: string | undefined,
  context: DiditContext,
): string {
  const { status, token } = shown;
  const messages = whenShown(shown);
  if (status !== "In Progress") return endPage(status, messages);
  return checkPage({ features, userIds: userIdsOf(context), userId, action: checkAction(token), messages });
}
