import { StandinError } from "#engine/basics/errors.ts";
import type { ScenarioCode, ScenarioParameters } from "#engine/contract/scenarios.ts";
import type { ScenarioTypes } from "#generated/didit/scenario-types.ts";
import { putApplication } from "./accounts.ts";
import { mintClientToken } from "./credentials.ts";
import { findApplication, findSession, findUser } from "./parameters.ts";
import { complaintsAboutScope, EVERYTHING } from "./scope.ts";
import { answer, createSession, expire, scan, toDecision, toSession } from "./sessions.ts";
import type { DiditContext, Session, state, User } from "./state.ts";

type NewSession = ScenarioParameters<ScenarioTypes["a session"]>;
type Selection = NonNullable<ScenarioParameters<ScenarioTypes["confirm"]>["selection"]>;

/** An action that the state of the session or the person does not allow. */
function notPossible({ body }: { readonly body: object }): never {
  throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", `The session refused this step: ${JSON.stringify(body)}.`);
}

function create(
  context: DiditContext,
  { client_id, scope, vendor_data: vendorData, base_url: baseUrl }: NewSession,
  application = findApplication(client_id, context),
): Session {
  const [complaint] = scope === undefined ? [] : complaintsAboutScope(scope);
  if (complaint !== undefined) throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", `scope: ${complaint}.`);
  return createSession(
    application,
    { scope: scope ?? application.defaultScope ?? EVERYTHING, vendorData, baseUrl },
    context,
  );
}

function scanAs(session: Session, user: User, context: DiditContext): Session {
  const scanned = scan(session, user, context);
  return "status" in scanned ? notPossible(scanned) : scanned;
}

function confirmAs(
  session: Session,
  user: User,
  selection: Selection = {},
  scope: string | undefined,
  context: DiditContext,
) {
  const confirmed = answer(session, user, { selection, ...(scope !== undefined && { scope }) }, context);
  return "status" in confirmed ? notPossible(confirmed) : confirmed;
}

function declineAs(session: Session, user: User, context: DiditContext): Session {
  const declined = answer(session, user, { status: "declined" }, context);
  return "status" in declined ? notPossible(declined) : declined;
}

/** The person who acts on a session: the one named, or the one who has scanned it. */
const actorOf = (session: Session, named: string | undefined, context: DiditContext): User =>
  findUser(named ?? session.userId ?? "alice", context);

export const sessionScenarios = {
  "a session": {
    run: (context, parameters) => toSession(create(context, parameters), context),
  },
  "a scanned session": {
    run(context, { user, ...parameters }) {
      const session = create(context, parameters);
      return toSession(scanAs(session, findUser(user, context), context), context);
    },
  },
  "a confirmed session": {
    run: (context, parameters) => confirmNew(context, parameters, parameters.approved),
  },
  "a session confirmed with e-mail only": {
    run: (context, parameters) => confirmNew(context, parameters, "email"),
  },
  "a declined session": {
    run(context, { user: id, ...parameters }) {
      const user = findUser(id, context);
      const scanned = scanAs(create(context, parameters), user, context);
      return toSession(declineAs(scanned, user, context), context);
    },
  },
  "an expired session": {
    run(context, parameters) {
      const session = create(context, parameters);
      expire(session, context);
      return toSession(session, context);
    },
  },
  "a session of another application": {
    run(context, parameters) {
      const { client_id } = parameters;
      const application = context.applications.get(client_id) ?? putApplication({ client_id, name: "Other" }, context);
      const { accessToken } = mintClientToken(application, context);
      const session = create(context, parameters, application);
      return { ...toSession(session, context), access_token: accessToken };
    },
  },
  scan: {
    run: (context, { session_id, user }) =>
      toDecision(scanAs(findSession(session_id, context), findUser(user, context), context)),
  },
  confirm: {
    run(context, { session_id, user, scope, selection }) {
      const session = findSession(session_id, context);
      return toDecision(confirmAs(session, actorOf(session, user, context), selection, scope, context));
    },
  },
  decline: {
    run(context, { session_id, user }) {
      const session = findSession(session_id, context);
      return toDecision(declineAs(session, actorOf(session, user, context), context));
    },
  },
} satisfies Partial<ScenarioCode<typeof state, ScenarioTypes>>;

function confirmNew(
  context: DiditContext,
  { user: id, selection, ...parameters }: ScenarioParameters<ScenarioTypes["a session confirmed with e-mail only"]>,
  approved: string | undefined,
) {
  const user = findUser(id, context);
  const scanned = scanAs(create(context, parameters), user, context);
  const session = confirmAs(scanned, user, selection, approved, context);
  return { ...toSession(session, context), decision: toDecision(session) };
}
