import type { Scenario } from "#engine/provider.ts";
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
import { answer, createSession, scan, toDecision, toSession } from "./sessions.ts";
import type { DiditContext, Session, state, User } from "./state.ts";

/** A move that the session, or the person, does not allow. */
function notPossible({ body }: { readonly body: object }): never {
  throw new RangeError(`not possible: ${JSON.stringify(body)}`);
}

async function create(context: DiditContext, parameters: Parameters): Promise<Session> {
  const application = await applicationOf(parameters, context);
  const scope = scopeOf(parameters) ?? application.defaultScope ?? EVERYTHING;
  const vendorData = nullableTextOf(parameters, "vendor_data");
  return createSession(application, { scope, vendorData, baseUrl: textOf(parameters, "base_url") }, context);
}

async function scanAs(session: Session, user: User, context: DiditContext): Promise<Session> {
  const scanned = await scan(session, user, context);
  return "status" in scanned ? notPossible(scanned) : scanned;
}

async function confirmAs(
  session: Session,
  user: User,
  parameters: Parameters,
  approved: string,
  context: DiditContext,
) {
  const scope = textOf(parameters, approved);
  const input = { selection: selectionOf(parameters), ...(scope !== undefined && { scope }) };
  const confirmed = await answer(session, user, input, context);
  return "status" in confirmed ? notPossible(confirmed) : confirmed;
}

async function declineAs(session: Session, user: User, context: DiditContext): Promise<Session> {
  const declined = await answer(session, user, { status: "declined" }, context);
  return "status" in declined ? notPossible(declined) : declined;
}

/** Ids, tokens and link of a new session, as its creator would have them. */
const COMMON =
  "Parameters: `client_id`, `scope` (default: everything), `vendor_data`, `base_url` (where its link leads)";
const GIVES = "Gives `session_id`, `session_token`, `url`";

export const sessionScenarios: Readonly<Record<string, Scenario<typeof state>>> = {
  "a session": {
    describe: `A data transfer session that nobody has scanned. ${COMMON}. ${GIVES}.`,
    run: async (context, parameters) => toSession(await create(context, parameters)),
  },
  "a scanned session": {
    describe: `A session that a person (\`user\`, default alice) has scanned. ${COMMON}, \`user\`. ${GIVES}.`,
    async run(context, parameters) {
      const session = await create(context, parameters);
      return toSession(await scanAs(session, await userOf(parameters, context), context));
    },
  },
  "a confirmed session": {
    describe: `A session whose data a person has shared, all of it unless \`approved\` names a part. ${COMMON}, \`user\`, \`approved\`, \`selection\`. ${GIVES} and the \`decision\`.`,
    run: confirmNew,
  },
  "a session confirmed with e-mail only": {
    describe: `A session of which a person has shared the e-mail address alone. ${COMMON}, \`user\`, \`selection\`. ${GIVES} and the \`decision\`.`,
    run: (context, parameters) => confirmNew(context, { ...parameters, approved: "email" }),
  },
  "a declined session": {
    describe: `A session that a person has declined. ${COMMON}, \`user\`. ${GIVES}.`,
    async run(context, parameters) {
      const user = await userOf(parameters, context);
      const scanned = await scanAs(await create(context, parameters), user, context);
      return toSession(await declineAs(scanned, user, context));
    },
  },
  "an expired session": {
    describe: `A session that nobody has answered in time. ${COMMON}. ${GIVES}.`,
    async run(context, parameters) {
      const session = await create(context, parameters);
      await context.sessions.put({ ...session, state: "timed out" });
      return toSession(session);
    },
  },
  "a session of another application": {
    describe: `A session that tokens of the usual application do not find. ${COMMON}; \`client_id\` is \`other-client\` by default, and the application is made. ${GIVES} and its \`access_token\`.`,
    async run(context, parameters) {
      const clientId = textOf(parameters, "client_id") ?? "other-client";
      const known = await context.applications.get(clientId);
      const application = known ?? (await putApplication({ client_id: clientId, name: "Other" }, context));
      const { accessToken } = await mintClientToken(application, context);
      const session = await create(context, { ...parameters, client_id: clientId });
      return { ...toSession(session), access_token: accessToken };
    },
  },
  scan: {
    describe: "A person scans a session. Parameters: `session_id`, `user` (default alice). Gives the decision.",
    async run(context, parameters) {
      const session = await sessionOf(parameters, context);
      return toDecision(await scanAs(session, await userOf(parameters, context), context), context);
    },
  },
  confirm: {
    describe:
      "The person who has scanned a session shares data. Parameters: `session_id`, `user` (default: who scanned it), `scope` (the approved part), `selection`. Gives the decision.",
    async run(context, parameters) {
      const session = await sessionOf(parameters, context);
      const user = await userOf(parameters, context, session.userId);
      return toDecision(await confirmAs(session, user, parameters, "scope", context), context);
    },
  },
  decline: {
    describe: "The person who has scanned a session declines. Parameters: `session_id`, `user`. Gives the decision.",
    async run(context, parameters) {
      const session = await sessionOf(parameters, context);
      return toDecision(await declineAs(session, await userOf(parameters, context, session.userId), context), context);
    },
  },
};

async function confirmNew(context: DiditContext, parameters: Parameters) {
  const user = await userOf(parameters, context);
  const scanned = await scanAs(await create(context, parameters), user, context);
  const session = await confirmAs(scanned, user, parameters, "approved", context);
  return { ...toSession(session), decision: toDecision(session, context) };
}
