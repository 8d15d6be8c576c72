import type { Scenario } from "#engine/contract/mock.ts";
import { putApplication } from "./accounts.ts";
import { mintClientToken } from "./credentials.ts";
import {
  applicationOf,
  nullableTextOf,
  type Parameters,
  scopeOf,
  selectionOf,
  sessionOf,
  textOf,
  userOf,
} from "./parameters.ts";
import { EVERYTHING } from "./scope.ts";
import { answer, createSession, expire, scan, toDecision, toSession } from "./sessions.ts";
import type { DiditContext, Session, state, User } from "./state.ts";

/** An action that the state of the session or the person does not allow. */
function notPossible({ body }: { readonly body: object }): never {
  throw new RangeError(`not possible: ${JSON.stringify(body)}`);
}

function create(
  context: DiditContext,
  parameters: Parameters,
  application = applicationOf(parameters, context),
): Session {
  const scope = scopeOf(parameters) ?? application.defaultScope ?? EVERYTHING;
  const vendorData = nullableTextOf(parameters, "vendor_data");
  return createSession(application, { scope, vendorData, baseUrl: textOf(parameters, "base_url") }, context);
}

function scanAs(session: Session, user: User, context: DiditContext): Session {
  const scanned = scan(session, user, context);
  return "status" in scanned ? notPossible(scanned) : scanned;
}

function confirmAs(
  session: Session,
  user: User,
  parameters: Parameters,
  scope: string | undefined,
  context: DiditContext,
) {
  const input = { selection: selectionOf(parameters), ...(scope !== undefined && { scope }) };
  const confirmed = answer(session, user, input, context);
  return "status" in confirmed ? notPossible(confirmed) : confirmed;
}

function declineAs(session: Session, user: User, context: DiditContext): Session {
  const declined = answer(session, user, { status: "declined" }, context);
  return "status" in declined ? notPossible(declined) : declined;
}

/** Ids, tokens and link of a new session, as its creator would have them. */
const COMMON =
  "Parameters: `client_id`, `scope` (default: everything), `vendor_data`, `base_url` (where its link leads)";
const GIVES = "Gives `session_id`, `session_token`, `url`";

export const sessionScenarios: Readonly<Record<string, Scenario<typeof state>>> = {
  "a session": {
    describe: `A data transfer session that has not been scanned. ${COMMON}. ${GIVES}.`,
    run: (context, parameters) => toSession(create(context, parameters), context),
  },
  "a scanned session": {
    describe: `A session that a person (\`user\`, default alice) has scanned. ${COMMON}, \`user\`. ${GIVES}.`,
    run(context, parameters) {
      const session = create(context, parameters);
      return toSession(scanAs(session, userOf(parameters, context), context), context);
    },
  },
  "a confirmed session": {
    describe: `A session whose data a person has shared, all of it unless \`approved\` names a part. ${COMMON}, \`user\`, \`approved\`, \`selection\`. ${GIVES} and the \`decision\`.`,
    run: (context, parameters) => confirmNew(context, parameters),
  },
  "a session confirmed with e-mail only": {
    describe: `A session of which a person has shared the e-mail address alone. ${COMMON}, \`user\`, \`selection\`. ${GIVES} and the \`decision\`.`,
    run: (context, parameters) => confirmNew(context, parameters, "email"),
  },
  "a declined session": {
    describe: `A session that a person has declined. ${COMMON}, \`user\`. ${GIVES}.`,
    run(context, parameters) {
      const user = userOf(parameters, context);
      const scanned = scanAs(create(context, parameters), user, context);
      return toSession(declineAs(scanned, user, context), context);
    },
  },
  "an expired session": {
    describe: `A session that was not answered in time. ${COMMON}. ${GIVES}.`,
    run(context, parameters) {
      const session = create(context, parameters);
      expire(session, context);
      return toSession(session, context);
    },
  },
  "a session of another application": {
    describe: `A session that tokens of the usual application do not find. ${COMMON}; \`client_id\` is \`other-client\` by default, and the application is made. ${GIVES} and its \`access_token\`.`,
    run(context, parameters) {
      const clientId = textOf(parameters, "client_id") ?? "other-client";
      const known = context.applications.get(clientId);
      const application = known ?? putApplication({ client_id: clientId, name: "Other" }, context);
      const { accessToken } = mintClientToken(application, context);
      const session = create(context, parameters, application);
      return { ...toSession(session, context), access_token: accessToken };
    },
  },
  scan: {
    describe: "A person scans a session. Parameters: `session_id`, `user` (default alice). Gives the decision.",
    run(context, parameters) {
      const session = sessionOf(parameters, context);
      return toDecision(scanAs(session, userOf(parameters, context), context));
    },
  },
  confirm: {
    describe:
      "The person who has scanned a session shares data. Parameters: `session_id`, `user` (default: who scanned it), `scope` (the approved part), `selection`. Gives the decision.",
    run(context, parameters) {
      const session = sessionOf(parameters, context);
      const user = userOf(parameters, context, session.userId);
      return toDecision(confirmAs(session, user, parameters, textOf(parameters, "scope"), context));
    },
  },
  decline: {
    describe: "The person who has scanned a session declines. Parameters: `session_id`, `user`. Gives the decision.",
    run(context, parameters) {
      const session = sessionOf(parameters, context);
      return toDecision(declineAs(session, userOf(parameters, context, session.userId), context));
    },
  },
};

function confirmNew(context: DiditContext, parameters: Parameters, approved = textOf(parameters, "approved")) {
  const user = userOf(parameters, context);
  const scanned = scanAs(create(context, parameters), user, context);
  const session = confirmAs(scanned, user, parameters, approved, context);
  return { ...toSession(session, context), decision: toDecision(session) };
}
