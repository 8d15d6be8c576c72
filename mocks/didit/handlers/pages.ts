import type { Handler } from "#engine/handlers.ts";
import type { operations } from "#generated/didit/types.ts";
import { checkPage, consentPage, messagePage } from "../html.ts";
import { checkAction, consentAction } from "../pages.ts";
import { pageNotFound } from "../problems.ts";
import { wordsOf } from "../scope.ts";
import { stateOf } from "../sessions.ts";
import type { DiditContext, state, Verification } from "../state.ts";
import { findVerificationByToken, open, returnAddress } from "../verifications.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state>;

/** As many people as a person wants to choose from. */
const MOST_USERS = 50;

async function userIdsOf({ users }: DiditContext): Promise<string[]> {
  const { rows } = await users.list("all", [], { limit: MOST_USERS });
  return rows.map(({ id }) => id);
}

const CLOSED: Readonly<Record<string, string>> = {
  accepted: "You have shared your data. You can close this page.",
  refused: "You have declined. Nothing was shared.",
  "timed out": "This request has expired. Ask for a new code.",
};

export const showAuthorizePage: For<"showAuthorizePage"> = async ({ path }, context) => {
  const session = await context.sessions.first("byToken", [path.session_token]);
  if (session === undefined) return pageNotFound();
  const closed = CLOSED[stateOf(session, context)];
  if (closed !== undefined) return { status: 200, body: messagePage("Data transfer", closed) };
  const application = await context.applications.get(session.clientId);
  const body = consentPage({
    application: application?.name ?? session.clientId,
    words: wordsOf(session.scope),
    userIds: await userIdsOf(context),
    scannedBy: session.userId,
    action: consentAction(session.token),
  });
  return { status: 200, body };
};

export const showVerificationPage: For<"showVerificationPage"> = async ({ path }, context) => {
  const found = await findVerificationByToken(path.session_token, context);
  if (found === undefined) return pageNotFound();
  const verification = (await open(found, context)) ?? found;
  const location = returnAddress(verification);
  if (location !== undefined) return { status: 302, headers: { location } };
  return { status: 200, body: await verificationPage(verification, context) };
};

async function verificationPage({ status, features, token }: Verification, context: DiditContext): Promise<string> {
  if (status === "In Progress")
    return checkPage({ features, userIds: await userIdsOf(context), action: checkAction(token) });
  return messagePage("Identity verification", `This verification is ${status}. You can close this page.`);
}
