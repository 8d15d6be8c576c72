import type { Reason } from "#engine/contract/reasons.ts";
import type { components } from "#generated/didit/types.ts";
import { DATA_SESSION_TTL_S, PENDING_USER_DATA } from "./assumptions.ts";
import { createLink, linkOf } from "./links.ts";
import { complaintsAboutSelection, toUserData } from "./people.ts";
import { dataBadRequest, dataPermissionDenied, invalidFields } from "./problems.ts";
import { reasons } from "./reasons.ts";
import { approvedOf, notAChoice, unrequestedWordsOf } from "./scope.ts";
import type { Application, DiditContext, Session, SessionState, User } from "./state.ts";
import { toMillisecondTime } from "./times.ts";

type Schemas = components["schemas"];
type Answer = Schemas["SessionUpdateRequest"];

/** The statuses of a session, as polling and as the decision spell them. */
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

export function createSession(
  { clientId }: Application,
  { scope, vendorData = null, baseUrl }: NewSession,
  context: DiditContext,
): Session {
  const id = context.ids.uuid();
  const session: Session = {
    id,
    ...createLink("authorize", context.ids.hex(40), baseUrl, context),
    clientId,
    number: context.counters.next(`sessions of ${clientId}`),
    scope,
    vendorData,
    state: "created",
    createdAtMs: context.now,
  };
  context.sessions.put(session);
  context.schedule(expiryOf(session), "expireSession", id);
  return session;
}

/** When an open session ends. */
export const expiryOf = ({ createdAtMs }: Session): number => createdAtMs + DATA_SESSION_TTL_S * 1000;

const isOpen = ({ state }: Session): boolean => state === "created" || state === "scanned";

/** Stores an ended session and cancels its expiry. */
function end(session: Session, context: DiditContext): Session {
  context.cancel("expireSession", session.id);
  context.sessions.put(session);
  return session;
}

/** Returns why an ended session can be neither scanned nor answered. */
export function explainEnd(session: Session, { now }: DiditContext): Reason {
  const { id, state } = session;
  if (state !== "timed out") return reasons.sessionAnswered({ id, status: POLLED[state] });
  const times = { id, expiresAt: toMillisecondTime(expiryOf(session)) };
  return now < expiryOf(session) ? reasons.sessionEndedEarly(times) : reasons.sessionTimedOut(times);
}

/** Records that the Didit app scanned the code: the session then belongs to its user. Scanning twice changes nothing. */
export function scan(session: Session, user: User, context: DiditContext) {
  if (!isOpen(session)) return dataBadRequest("This session is already closed.", explainEnd(session, context));
  if (session.state === "scanned") return session.userId === user.id ? session : notScannedBy(user, session);
  const scanned: Session = { ...session, state: "scanned", userId: user.id };
  context.sessions.put(scanned);
  return scanned;
}

const notScannedBy = (user: User, { id, userId = "" }: Session) =>
  dataPermissionDenied(reasons.scannedByAnother({ id, scannedBy: userId, user: user.id }));

/** Records that the person confirms all or part of the requested data, or declines. */
export function answer(
  session: Session,
  user: User,
  { status = "confirmed", scope, selection = {} }: Answer,
  context: DiditContext,
) {
  const unrequested = scope === undefined ? [] : unrequestedWordsOf(scope, session.scope);
  const unselectable = complaintsAboutSelection(user, selection);
  const members = Object.keys(unselectable).join(", ");
  if (unrequested.length > 0 || members !== "") {
    const complaints = {
      ...(unrequested.length > 0 && { scope: unrequested.map(notAChoice) }),
      ...(members !== "" && { selection: unselectable }),
    };
    const reason =
      unrequested.length > 0
        ? reasons.scopeNotRequested({ words: unrequested.join(", "), scope: session.scope })
        : reasons.selectionUnknown({ members, user: user.id });
    return invalidFields(complaints, reason);
  }
  if (session.state !== "scanned")
    return dataBadRequest(
      "This session is not waiting for an answer.",
      isOpen(session) ? reasons.sessionNotScanned({ id: session.id }) : explainEnd(session, context),
    );
  if (session.userId !== user.id) return notScannedBy(user, session);
  if (status === "declined") return end({ ...session, state: "refused" }, context);
  const approvedScope = approvedOf(session.scope, scope ?? session.scope);
  return end(confirmed(session, user, approvedScope, selection, context), context);
}

function confirmed(
  session: Session,
  user: User,
  approvedScope: string,
  selection: NonNullable<Answer["selection"]>,
  { applications }: DiditContext,
): Session {
  const application = applications.get(session.clientId);
  if (application === undefined) throw new Error(`Session ${session.id} belongs to no application.`);
  const userData = toUserData(user, application, approvedScope, selection);
  return { ...session, state: "accepted", approvedScope, userData };
}

/** Ends an open session, whatever the time. @returns `undefined` if it has ended already */
export const expire = (session: Session, context: DiditContext): Session | undefined =>
  isOpen(session) ? end({ ...session, state: "timed out" }, context) : undefined;

/** Job: ends a session at its expiry. */
export function expireSession(id: string, context: DiditContext): void {
  const session = context.sessions.get(id);
  if (session !== undefined) expire(session, context);
}

export const toSession = (session: Session, context: DiditContext): Schemas["Session"] => ({
  session_id: session.id,
  session_token: session.token,
  url: linkOf("authorize", session, context),
});

export const toStatus = ({ id, state }: Session): Schemas["SessionStatus"] => ({
  session_id: id,
  status: POLLED[state],
});

export function toDecision(session: Session): Schemas["SessionDecision"] {
  const { id, number, state, vendorData, scope, approvedScope = scope, userData, createdAtMs } = session;
  return {
    session_id: id,
    session_number: number,
    status: DECIDED[state],
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
