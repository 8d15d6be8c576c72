import type { Mutant } from "../agreement/mutant.ts";

const CHOICES = "src/clients/didomi-choices.ts";
const CLIENT = "src/clients/didomi.ts";
const AUTHORIZATION = "src/clients/authorization.ts";
const CACHE = "src/clients/token-cache.ts";
const MERGE = "mocks/didomi/merge.ts";
const STEPS = "mocks/didomi/steps.ts";
const EVENTS = "mocks/didomi/events.ts";
const USERS = "mocks/didomi/users.ts";
const PAGES = "mocks/didomi/pagination.ts";
const CHECKPOINTS = "mocks/didomi/checkpoints.ts";
const TIMES = "mocks/didomi/times.ts";
const CREDENTIALS = "mocks/didomi/credentials.ts";
const EVENT_HANDLERS = "mocks/didomi/handlers/events.ts";
const USER_HANDLERS = "mocks/didomi/handlers/users.ts";

/** Faults of the clients and of the mock from which a user would suffer. */
export const mutants: readonly Mutant[] = [
  // What the mock makes of answers
  {
    name: "the first answer wins, so that a revocation is ignored",
    file: MERGE,
    find: "return sent ?? before;",
    replace: "return before ?? sent ?? null;",
    isBase: true,
  },
  {
    name: "an answer that is not repeated is lost",
    file: MERGE,
    find: "return sent ?? before;",
    replace: "return sent ?? null;",
  },
  {
    name: "the first choice of values stays",
    file: MERGE,
    find: 'if (chosen !== undefined && chosen.value !== "") setMember(values, preference, chosen);',
    replace:
      'if (chosen !== undefined && chosen.value !== "") setMember(values, preference, values[preference] ?? chosen);',
  },
  {
    name: "values that were taken back stay",
    file: MERGE,
    find: "else if (Object.hasOwn(values, preference)) delete values[preference];",
    replace: "",
  },
  {
    name: "values of preferences that are not named are lost",
    file: MERGE,
    find: "this.#copied(copyMembers(before));\n    for (const preference",
    replace: "this.#copied<Values>({});\n    for (const preference",
  },
  {
    name: "a vendor that is refused stays among those that are allowed",
    file: MERGE,
    find: "      yes.delete(id);\n",
    replace: "",
  },
  {
    name: "a vendor that is allowed again stays refused",
    file: MERGE,
    find: "      no.delete(id);\n",
    replace: "",
  },
  {
    name: "an import of an old answer wins over newer ones",
    file: STEPS,
    find: "if (before !== undefined && isBeforeLastStep(step, before)) return recompute(place, step, context);",
    replace: "",
  },
  {
    name: "the later of two answers counts first when all are merged anew",
    file: STEPS,
    find: "return a.at < b.at ? -1 : 1;",
    replace: "return a.at < b.at ? 1 : -1;",
  },
  {
    name: "a choice counts before it was approved",
    file: STEPS,
    find: 'if (event.status === "confirmed") applyStep(event, toStep(event), context);',
    replace: "applyStep(event, toStep(event), context);",
  },
  {
    name: "an approved choice counts from when it was made, not from when it was approved",
    file: EVENT_HANDLERS,
    find: "updated_at: toTimestamp(context.now),",
    replace: "updated_at: event.updated_at,",
  },
  {
    name: "a removed answer still counts",
    file: STEPS,
    find: "for (const event of earliest.values()) recompute(event, positionOf(event), context);",
    replace: "",
  },
  {
    name: "a filter removes whatever has such a member",
    file: EVENT_HANDLERS,
    find: "textAt(shown, path) === value",
    replace: "textAt(shown, path) !== undefined && value !== undefined",
  },
  {
    name: "a change does not raise the user's version",
    file: STEPS,
    find: "before.version + 1",
    replace: "before.version",
  },

  // Whose answers they are
  {
    name: "an answer is recorded under the wrong regulation",
    file: EVENTS,
    find: "regulation: input.regulation ?? DEFAULT_REGULATION,",
    replace: "regulation: DEFAULT_REGULATION,",
  },
  {
    name: "a read by id shows another regulation than the one that was named",
    file: USER_HANDLERS,
    find: "stateOf(user, query.regulation, context)",
    replace: "stateOf(user, undefined, context)",
  },
  {
    name: "an end user reads what others have chosen",
    file: USERS,
    find: "query.organization_user_id ?? own;\n  if (own !== undefined",
    replace: 'query.organization_user_id ?? own;\n  if (own === ""',
  },
  {
    name: "an end user records choices of others",
    file: USERS,
    find: "toOrganizationUserId(named.organization_user_id);\n  if (own !== undefined",
    replace: 'toOrganizationUserId(named.organization_user_id);\n  if (own === ""',
  },
  {
    name: "what an end user records becomes an unknown person's",
    file: USERS,
    find: "named?.organization_user_id === undefined ? own :",
    replace: "named?.organization_user_id === undefined ? undefined :",
  },
  {
    name: "one user's event is removed in the name of another",
    file: EVENT_HANDLERS,
    find: "if (event.user_id !== user.id)",
    replace: 'if (event.user_id === "")',
  },
  {
    name: "a token opens other organizations",
    file: "mocks/didomi/authorize.ts",
    find: "if (named !== undefined && named !== organizationId)",
    replace: "if (named === undefined && named !== organizationId)",
  },

  // What the mock's tokens are good for
  {
    name: "a token that may only read records",
    file: CREDENTIALS,
    find: 'caller.token.permissions?.includes("write") ?? true',
    replace: "true",
  },
  {
    name: "a token's validation is ignored",
    file: EVENTS,
    find: 'caller.scheme === "consentToken" && awaitsApproval(caller) ? "pending_approval" : status',
    replace: "status",
  },
  {
    name: "the body's metadata wins over the token's",
    file: EVENTS,
    find: "return more === undefined ? metadata : { ...metadata, ...more };",
    replace: "return more === undefined ? metadata : { ...more, ...metadata };",
  },
  {
    name: "a token's delegate is forgotten",
    file: EVENTS,
    find: "return caller.token.delegate;",
    replace: "return undefined;",
  },
  {
    name: "a consent token outlives its lifetime",
    file: CREDENTIALS,
    find: "...claims }, lifetime, context)",
    replace: "...claims }, DEFAULT_TOKEN_LIFETIME_S, context)",
  },
  {
    name: "a session outlives its hour",
    file: "mocks/didomi/assumptions.ts",
    find: "SESSION_LIFETIME_S = 3600",
    replace: "SESSION_LIFETIME_S = 86_400",
  },
  {
    name: "a wrong secret opens a session",
    file: "mocks/didomi/handlers/sessions.ts",
    find: "known?.secret !== secret",
    replace: "known === undefined",
  },

  // What the clients send
  {
    name: "the opposite of an answer is sent",
    file: CHOICES,
    find: "...(enabled !== undefined && { enabled }),",
    replace: "...(enabled !== undefined && { enabled: !enabled }),",
    isBase: true,
  },
  {
    name: "tokens are sent in another scheme",
    file: AUTHORIZATION,
    find: "return `Bearer ",
    replace: "return `Token ",
    isBase: true,
  },
  {
    name: "values are joined by what does not separate them",
    file: CHOICES,
    find: 'valueIds.join(",")',
    replace: 'valueIds.join(" ")',
  },
  {
    name: "a choice that is taken back is not sent",
    file: CHOICES,
    find: "Object.entries(preferences).map(([preferenceId",
    replace: "Object.entries(preferences).filter(([, ids]) => ids.length > 0).map(([preferenceId",
  },
  {
    name: "Didomi's id is sent as the organization's",
    file: CLIENT,
    find: "{ organization_user_id: user } : { id: user.id }",
    replace: "{ organization_user_id: user } : { organization_user_id: user.id }",
  },
  {
    name: "a back end's regulation is not sent",
    file: CLIENT,
    find: "const query = { organization_id: organizationId, ...(regulation !== undefined && { regulation }) };",
    replace: "const query = { organization_id: organizationId, ...(regulation === undefined && { regulation }) };",
  },
  {
    name: "a browser's regulation is not sent",
    file: CLIENT,
    find: "...self, ...(regulation !== undefined && { regulation }) }),",
    replace: "...self, ...(regulation === undefined && { regulation }) }),",
  },
  {
    name: "a browser does not name its user in what it records",
    file: CLIENT,
    find: "{ ...details, ...(self !== undefined && { user: self }) }",
    replace: "{ ...details, ...(self === undefined && { user: self }) }",
  },
  {
    name: "an event's details are lost",
    file: CLIENT,
    find: "        ...details,\n        user:",
    replace: "        user:",
  },
  {
    name: "a token's details are lost",
    file: CLIENT,
    find: "const body = { ...details, organization_id",
    replace: "const body = { organization_id",
  },
  {
    name: "ids with special characters become others",
    file: CLIENT,
    find: "encodeURIComponent(String(value))",
    replace: "String(value)",
  },
  {
    name: "a browser's token goes to the host of back ends",
    file: CLIENT,
    find: 'END_USER_URL = "https://api.privacy-center.org"',
    replace: 'END_USER_URL = "https://api.didomi.io/v1"',
  },
  {
    name: "key and secret go to the host of browsers",
    file: CLIENT,
    find: 'BACK_END_URL = "https://api.didomi.io/v1"',
    replace: 'BACK_END_URL = "https://api.privacy-center.org/v1"',
  },

  // What the clients make of replies
  {
    name: "what was not answered reads as a refusal",
    file: CHOICES,
    find: 'typeof enabled === "boolean" ? enabled : null',
    replace: 'typeof enabled === "boolean" ? enabled : false',
  },
  {
    name: "a value is taken for another that begins alike",
    file: CHOICES,
    find: "getChosenValues(choices, preferenceId, purposeId).includes(valueId)",
    replace: 'getChosenValues(choices, preferenceId, purposeId).join(",").includes(valueId)',
  },
  {
    name: "values of all purposes are taken for those of one",
    file: CHOICES,
    find: "purposeId === undefined || id === purposeId",
    replace: 'purposeId === undefined || id !== ""',
  },
  {
    name: "a user who must not be read is taken for an unknown one",
    file: CLIENT,
    find: "result.error?.code === 404",
    replace: "(result.error?.code ?? 0) >= 403",
  },

  // The clients' tokens
  {
    name: "a token is renewed when it has run out already",
    file: CLIENT,
    find: "RENEW_AHEAD_SECONDS = 300",
    replace: "RENEW_AHEAD_SECONDS = 0",
  },
  {
    name: "a token is kept for a day",
    file: CLIENT,
    find: "ORGANIZATION_TOKEN_LIFETIME_SECONDS = 3600",
    replace: "ORGANIZATION_TOKEN_LIFETIME_SECONDS = 86_400",
  },
  {
    name: "each call signs in anew",
    file: CACHE,
    find: "now() < held.endsAtMs - renewAheadSeconds * 1000",
    replace: "now() > held.endsAtMs - renewAheadSeconds * 1000",
  },
  {
    name: "a token's hour is counted from its arrival",
    file: CACHE,
    find: "endsAtMs: askedAtMs +",
    replace: "endsAtMs: now() +",
  },
  {
    name: "a failed renewal fails a call whose token still lives",
    file: CACHE,
    find: "return held !== undefined && now() < held.endsAtMs ? { ok: true, data: held.token } : result;",
    replace: "return result;",
  },
  {
    name: "all who ask at once sign in",
    file: CACHE,
    find: "renewal ??= renew()",
    replace: "renewal = renew()",
  },
  {
    name: "a refused token is sent once more",
    file: AUTHORIZATION,
    find: "    tokens.drop(token.data);\n",
    replace: "",
  },
  {
    name: "a refused token fails the call",
    file: AUTHORIZATION,
    find: "if (reply.status !== 401) return reply;",
    replace: "if (reply.status !== 401 || token.ok) return reply;",
  },
  {
    name: "a call that is forbidden is sent twice",
    file: AUTHORIZATION,
    find: "if (reply.status !== 401) return reply;",
    replace: "if (reply.status !== 401 && reply.status !== 403) return reply;",
  },

  // Pages, long histories, erasure
  {
    name: "a page begins with the last row of the page before",
    file: PAGES,
    find: "compareRanks(rank, start) > 0)",
    replace: "compareRanks(rank, start) >= 0)",
  },
  {
    name: "the first row of every page but the first is lost",
    file: PAGES,
    find: "const page = ahead.slice(0, PAGE_SIZE);",
    replace: "const page = ahead.slice(start === undefined ? 0 : 1, PAGE_SIZE);",
  },
  {
    name: "a full page always has a page behind it",
    file: PAGES,
    find: "const isLast = ahead.length === page.length;",
    replace: "const isLast = ahead.length < PAGE_SIZE;",
  },
  {
    name: "rows of the same time have no order among them",
    file: PAGES,
    find: "  const at = a.findIndex((part, index) => part !== b[index]);",
    replace: "  const at = a.findIndex((part, index) => index === 0 && part !== b[index]);",
  },
  {
    name: "of a long history, what is removed still counts",
    file: CHECKPOINTS,
    find: "for (const checkpoint of rows) dropCheckpoint",
    replace: "for (const checkpoint of rows.slice(0, 0)) dropCheckpoint",
  },
  {
    name: "of a long history, what is removed still counts in all but the next sum that is kept",
    file: CHECKPOINTS,
    find: "for (const checkpoint of rows) dropCheckpoint",
    replace: "for (const checkpoint of rows.slice(0, 1)) dropCheckpoint",
  },
  {
    name: "of a long history, the sum that is kept is merged with steps that it holds",
    file: STEPS,
    find: "return { checkpoint, steps: steps.slice(1) };",
    replace: "return { checkpoint, steps: [] };",
  },
  {
    name: "an erased user's first change comes back",
    file: USER_HANDLERS,
    find: 'directChanges.list("byUser", of).rows)',
    replace: 'directChanges.list("byUser", of).rows.slice(1))',
  },
  {
    name: "an erased user's answers under the last regulation come back",
    file: USER_HANDLERS,
    find: 'for (const state of states.list("byUser", of).rows)',
    replace: 'for (const state of states.list("byUser", of).rows.slice(0, 1))',
  },
  {
    name: "an erased user's events come back",
    file: USER_HANDLERS,
    find: 'events.list("byUser", of).rows)',
    replace: 'events.list("byUser", of).rows.slice(0, -1))',
  },

  // Values of their own
  {
    name: "fractions of a second are filled up from the front",
    file: TIMES,
    find: 'padEnd(3, "0")',
    replace: 'padStart(3, "0")',
  },
  {
    name: "fractions of a second are lost",
    file: TIMES,
    find: "const milliseconds = fraction.slice(0, 3)",
    replace: "const milliseconds = fraction.slice(0, 0)",
  },
  {
    name: "of a fraction of a second the last digits count",
    file: TIMES,
    find: "const milliseconds = fraction.slice(0, 3)",
    replace: "const milliseconds = fraction.slice(-3)",
  },
  {
    name: "the name that an event gives to a device's user is not kept",
    file: USERS,
    find: "organization_user_id: name }, isStored: false }",
    replace: "organization_user_id: name }, isStored: true }",
  },
  {
    name: "a device's user keeps no name",
    file: USERS,
    find: "user: { ...byId, organization_user_id: name }, isStored",
    replace: "user: byId, isStored",
  },
  {
    name: "a value that was chosen under two purposes is named twice",
    file: CHOICES,
    find: "return [...new Set(valueIds)];",
    replace: "return valueIds;",
  },
  {
    name: "of a list the last value alone is sent",
    file: CLIENT,
    find: "value.flatMap((each) => toPairs([name, each]))",
    replace: "value.slice(-1).flatMap((each) => toPairs([name, each]))",
  },
  {
    name: "lists are sent as one value with commas",
    file: CLIENT,
    find: "value.flatMap((each) => toPairs([name, each]))",
    replace: 'toPairs([name, value.join(",")])',
  },
  {
    name: "of several regulations the first alone counts",
    file: PAGES,
    find: "new Set(one === undefined ? several : [one, ...several])",
    replace: "new Set(one === undefined ? several.slice(0, 1) : [one, ...several])",
  },
  {
    name: "a token leads to no world",
    file: CREDENTIALS,
    find: "return token === undefined ? undefined : issuerOf(token);",
    replace: 'return token === undefined ? issuerOf("") : undefined;',
  },

  // Members that no helper reads
  {
    name: "a user seems never to have changed",
    file: USERS,
    find: "updated_at: state.updated_at,",
    replace: "updated_at: state.created_at,",
  },
  {
    name: "a user seems to be as new as the last change",
    file: STEPS,
    find: "created_at: before?.created_at ?? updated_at,",
    replace: "created_at: updated_at,",
  },
  {
    name: "an event that is changed keeps its time",
    file: EVENT_HANDLERS,
    find: "updated_at: toTimestamp(context.now),",
    replace: "updated_at: event.updated_at,",
  },
];
