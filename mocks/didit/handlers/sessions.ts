import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import { DATA_CREATE_STATUS } from "../assumptions.ts";
import type { DiditCallers } from "../credentials.ts";
import { invalidFields, sessionNotFound } from "../problems.ts";
import { reasons } from "../reasons.ts";
import { EVERYTHING, notAChoice, unknownWordsOf } from "../scope.ts";
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
import type { state } from "../state.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

// Calls of a back end, and of a polling browser.

export const createSession: For<"createSession"> = ({ body, caller: { application } }, context) => {
  const { scope = application.defaultScope, vendor_data: vendorData } = body;
  if (scope === undefined)
    return invalidFields(
      { scope: ["This field is required."] },
      reasons.scopeMissing({ clientId: application.clientId }),
    );
  const unknown = unknownWordsOf(scope);
  if (unknown.length > 0)
    return invalidFields(
      { scope: unknown.map(notAChoice) },
      reasons.unknownScope({ words: unknown.join(", "), known: EVERYTHING }),
    );
  const session = create(application, { scope, vendorData }, context);
  return { status: DATA_CREATE_STATUS, body: toSession(session, context) };
};

export const getSessionStatus: For<"getSessionStatus"> = ({ path: { session_id: id } }, { sessions, world }) => {
  const session = sessions.get(id);
  if (session === undefined) return sessionNotFound(reasons.unknownSession({ id, world }));
  return { status: 200, body: toStatus(session) };
};

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

export const getSessionDecision: For<"getSessionDecision"> = ({ path: { session_id: id } }, { sessions, world }) => {
  const session = sessions.get(id);
  if (session === undefined) return sessionNotFound(reasons.unknownSession({ id, world }));
  return { status: 200, body: toDecision(session) };
};

// Calls of the Didit app.

export const getSessionInformation: For<"getSessionInformation"> = ({ path, caller }, context) => {
  const { session_id: id } = path;
  const { sessions, applications, world } = context;
  const session = sessions.get(id);
  if (session === undefined) return sessionNotFound(reasons.unknownSession({ id, world }));
  const { clientId } = session;
  const application = applications.get(clientId);
  if (application === undefined) return sessionNotFound(reasons.sessionOfNoApplication({ id, clientId, world }));
  const scanned = scan(session, caller.user, context);
  return "status" in scanned ? scanned : { status: 200, body: toInformation(scanned, application) };
};

export const updateSession: For<"updateSession"> = ({ path, body = {}, caller }, context) => {
  const { session_id: id } = path;
  const session = context.sessions.get(id);
  if (session === undefined) return sessionNotFound(reasons.unknownSession({ id, world: context.world }));
  const answered = answer(session, caller.user, body, context);
  return "status" in answered ? answered : { status: 200, body: toUpdate(answered) };
};
