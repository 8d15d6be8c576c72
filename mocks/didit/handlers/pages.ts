import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import type { DiditCallers } from "../credentials.ts";
import { checkPage, consentPage, messagePage } from "../html.ts";
import { checkAction, consentAction } from "../pages.ts";
import { pageNotFound } from "../problems.ts";
import { reasons } from "../reasons.ts";
import { wordsOf } from "../scope.ts";
import { explainEnd } from "../sessions.ts";
import type { DiditContext, state, Verification } from "../state.ts";
import { explainExpired, open, returnAddress, subjectOf } from "../verifications.ts";
import { explainExpiredSession, openSession, personOf } from "../workflow-sessions.ts";

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

export const showVerificationPage: For<"showVerificationPage"> = ({ path }, context) => {
  const found = context.verifications.first("byToken", [path.session_token]);
  if (found === undefined) return showSessionPage(path.session_token, context);
  const verification = open(found, context) ?? found;
  const location = returnAddress(verification);
  if (location !== undefined) return { status: 302, headers: { location } };
  const body = verificationPage(verification, context);
  return { status: 200, body, ...(verification.status === "Expired" && { reason: explainExpired(verification) }) };
};

/** The page of a session of a workflow. */
function showSessionPage(token: string, context: DiditContext) {
  const found = context.workflowSessions.first("byToken", [token]);
  if (found === undefined) return pageNotFound(reasons.unknownVerificationLink({ world: context.world }));
  const session = openSession(found, context) ?? found;
  const location = returnAddress(session);
  if (location !== undefined) return { status: 302, headers: { location } } as const;
  const { status, features } = session;
  const userId = personOf(session, context)?.id;
  const body =
    status === "In Progress"
      ? checkPage({ features: features.join(" + "), userIds: userIdsOf(context), userId, action: checkAction(token) })
      : endPage(status);
  return { status: 200, body, ...(status === "Expired" && { reason: explainExpiredSession(session) }) } as const;
}

const endPage = (status: string): string =>
  messagePage("Identity verification", `This verification is ${status}. You can close this page.`);

function verificationPage(verification: Verification, context: DiditContext): string {
  const { status, features, token } = verification;
  const userId = subjectOf(verification, context)?.id;
  if (status === "In Progress")
    return checkPage({ features, userIds: userIdsOf(context), userId, action: checkAction(token) });
  return endPage(status);
}
