import type { components } from "#generated/didit/types.ts";
import { linkBase } from "./links.ts";
import { DATA_SESSION_TTL_S, PENDING_USER_DATA } from "./options.ts";
import { complaintsAboutSelection, toUserData } from "./people.ts";
import { badRequest, invalidFields, permissionDenied } from "./problems.ts";
import { approvedOf, complaintsAboutApproval } from "./scope.ts";
import type { Application, DiditContext, Session, SessionState, User } from "./state.ts";
import { toMillisecondTime } from "./times.ts";

type Schemas = components["schemas"];
type Answer = Schemas["SessionUpdateRequest"];

/** One state, two vocabularies: polling speaks one of them, the decision the other. */
const POLLED: Readonly<Record<SessionState, Schemas["SessionStatus"]["status"]>> = {
  created: "initialized",
  scanned: "retrieved",
  accepted: "confirmed",
  refused: "declined",
  "timed out": "expired",
};
const DECIDED: Readonly<Record<SessionState, Schemas["SessionDecision"]["status"]>> = {
  created: "Initialized",
  scanned: "Retrieved",
  accepted: "Confirmed",
  refused: "Cancelled",
  "timed out": "Expired",
};

export interface NewSession {
  readonly scope: string;
  readonly vendorData?: string | null | undefined;
  readonly baseUrl?: string | undefined;
}

export async function createSession(
  { clientId }: Application,
  { scope, vendorData = null, baseUrl }: NewSession,
  context: DiditContext,
): Promise<Session> {
  const id = await context.ids.uuid();
  const token = await context.ids.hex(40);
  const session: Session = {
    id,
    token,
    url: `${await linkBase("authorize", context, baseUrl)}/authorize/${token}`,
    clientId,
    number: await context.counters.next(`sessions of ${clientId}`),
    scope,
    vendorData,
    state: "created",
    createdAtMs: context.now,
  };
  await context.sessions.put(session);
  return session;
}

const expiryOf = ({ createdAtMs }: Session): number => createdAtMs + DATA_SESSION_TTL_S * 1000;

/** The state at this moment: nobody writes down that time is up. */
export const stateOf = (session: Session, { now }: Pick<DiditContext, "now">): SessionState =>
  isOpen(session.state) && now >= expiryOf(session) ? "timed out" : session.state;

const isOpen = (state: SessionState): boolean => state === "created" || state === "scanned";

/** The Didit app has read the code: the session belongs to its user from now on. Scanning twice changes nothing. */
export async function scan(session: Session, user: User, context: DiditContext) {
  const state = stateOf(session, context);
  if (!isOpen(state)) return badRequest("This session is already closed.");
  if (state === "scanned") return session.userId === user.id ? session : permissionDenied();
  const scanned: Session = { ...session, state: "scanned", userId: user.id };
  await context.sessions.put(scanned);
  return scanned;
}

/** The person confirms, with all or some of what was asked for, or declines. */
export async function answer(
  session: Session,
  user: User,
  { status = "confirmed", scope, selection = {} }: Answer,
  context: DiditContext,
) {
  const complaints = {
    scope: scope === undefined ? [] : complaintsAboutApproval(scope, session.scope),
    selection: complaintsAboutSelection(user, selection),
  };
  if (complaints.scope.length > 0 || Object.keys(complaints.selection).length > 0)
    return invalidFields({
      ...(complaints.scope.length > 0 && { scope: complaints.scope }),
      ...(Object.keys(complaints.selection).length > 0 && { selection: complaints.selection }),
    });
  if (stateOf(session, context) !== "scanned") return badRequest("This session is not waiting for an answer.");
  if (session.userId !== user.id) return permissionDenied();
  const answered =
    status === "declined"
      ? { ...session, state: "refused" as const }
      : await confirmed(session, user, approvedOf(session.scope, scope ?? session.scope), selection, context);
  await context.sessions.put(answered);
  return answered;
}

async function confirmed(
  session: Session,
  user: User,
  approvedScope: string,
  selection: NonNullable<Answer["selection"]>,
  { applications }: DiditContext,
): Promise<Session> {
  const application = await applications.get(session.clientId);
  if (application === undefined) throw new Error(`session ${session.id} belongs to no application`);
  const userData = await toUserData(user, application, approvedScope, selection);
  return { ...session, state: "accepted", approvedScope, userData };
}

/** Ends a session before its time. @returns undefined when it has ended already */
export async function expireSession(session: Session, context: DiditContext): Promise<Session | undefined> {
  if (!isOpen(stateOf(session, context))) return undefined;
  const expired: Session = { ...session, state: "timed out" };
  await context.sessions.put(expired);
  return expired;
}

export const toSession = ({ id, token, url }: Session): Schemas["Session"] => ({
  session_id: id,
  session_token: token,
  url,
});

export const toStatus = (session: Session, context: DiditContext): Schemas["SessionStatus"] => ({
  session_id: session.id,
  status: POLLED[stateOf(session, context)],
});

export function toDecision(session: Session, context: DiditContext): Schemas["SessionDecision"] {
  const { id, number, vendorData, scope, approvedScope = scope, userData, createdAtMs } = session;
  return {
    session_id: id,
    session_number: number,
    status: DECIDED[stateOf(session, context)],
    vendor_data: vendorData,
    scope: approvedScope,
    user_data: userData ?? PENDING_USER_DATA,
    created_at: toMillisecondTime(createdAtMs),
  };
}

export const toInformation = (session: Session, { clientId, name }: Application): Schemas["SessionInformation"] => ({
  session_id: session.id,
  status: "retrieved",
  scope: session.scope,
  application: { client_id: clientId, name },
  expires_at: toMillisecondTime(expiryOf(session)),
});

export const toUpdate = ({ id, state }: Session): Schemas["SessionUpdate"] => ({
  session_id: id,
  status: state === "refused" ? "declined" : "confirmed",
});
