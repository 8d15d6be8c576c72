import { chain } from "#engine/awaitable.ts";
import type { Handler } from "#engine/handlers.ts";
import type { operations } from "#generated/didit/types.ts";
import type { DiditCaller } from "../credentials.ts";
import { DATA_CREATE_STATUS } from "../options.ts";
import { invalidFields, sessionNotFound } from "../problems.ts";
import { complaintsAboutScope } from "../scope.ts";
import {
  answer,
  createSession as create,
  scan,
  toDecision,
  toInformation,
  toSession,
  toStatus,
  toUpdate,
} from "../sessions.ts";
import type { DiditContext, Session, state } from "../state.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, DiditCaller>;

/** The calls that a backend makes, and a browser that polls. */

export const createSession: For<"createSession"> = async ({ body, caller }, context) => {
  if (!("application" in caller)) throw new Error("a session was created by no application");
  const { application } = caller;
  const { scope = application.defaultScope, vendor_data: vendorData } = body;
  if (scope === undefined) return invalidFields({ scope: ["This field is required."] });
  const complaints = complaintsAboutScope(scope);
  if (complaints.length > 0) return invalidFields({ scope: complaints });
  const session = await create(application, { scope, vendorData }, context);
  return { status: DATA_CREATE_STATUS, body: toSession(session) };
};

export const getSessionStatus: For<"getSessionStatus"> = ({ path }, context) =>
  chain(context.sessions.get(path.session_id), showStatus, context);

const showStatus = (session: Session | undefined, context: DiditContext) =>
  session === undefined ? sessionNotFound() : ({ status: 200, body: toStatus(session, context) } as const);

/** Whether a browser may poll at all has been asked before. */
export const preflightSessionStatus: For<"preflightSessionStatus"> = () => ({
  status: 204,
  headers: {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET",
    "access-control-allow-headers": "authorization, content-type, data-session-token",
    "access-control-max-age": "600",
  },
});

export const getSessionDecision: For<"getSessionDecision"> = ({ path }, context) =>
  chain(context.sessions.get(path.session_id), showDecision, context);

const showDecision = (session: Session | undefined, context: DiditContext) =>
  session === undefined ? sessionNotFound() : ({ status: 200, body: toDecision(session, context) } as const);

/** The calls that the Didit app makes. */

export const getSessionInformation: For<"getSessionInformation"> = async ({ path, caller }, context) => {
  if (!("user" in caller)) throw new Error("a session was scanned by nobody");
  const session = await context.sessions.get(path.session_id);
  if (session === undefined) return sessionNotFound();
  const application = await context.applications.get(session.clientId);
  if (application === undefined) return sessionNotFound();
  const scanned = await scan(session, caller.user, context);
  return "status" in scanned ? scanned : { status: 200, body: toInformation(scanned, application) };
};

export const updateSession: For<"updateSession"> = async ({ path, body = {}, caller }, context) => {
  if (!("user" in caller)) throw new Error("a session was answered by nobody");
  const session = await context.sessions.get(path.session_id);
  if (session === undefined) return sessionNotFound();
  const answered = await answer(session, caller.user, body, context);
  return "status" in answered ? answered : { status: 200, body: toUpdate(answered) };
};
