import type { DiditClient, SessionDecision, SessionDetails, SessionStatus } from "#clients/didit.ts";
import type { CallSite, HelperCall, HelperExchange, Seen, Sent, State } from "../agreement/contract.ts";
import {
  application,
  applicationWithScope,
  asClient,
  asJson,
  CLIENT,
  complained,
  connect,
  connectLate,
  DAY_MS,
  DEFAULT_SCOPE,
  disabledApplication,
  failed,
  NEXT_TOKEN,
  OTHER,
  OTHER_TOKEN,
  otherApplication,
  SESSION,
  SESSION_TOKEN,
  signIn,
  signInAgain,
  signInAsOther,
} from "./exchanges.ts";
import { refusedOnce } from "./failure-calls.ts";
import { disabled, INVALID_CLIENT } from "./token-calls.ts";

const EMAIL = { email: "carla@example.net", is_verified: true, is_primary: false };
const MAIN_EMAIL = { email: "carla.main@example.net", is_verified: false, is_primary: true };
const PHONE = { phone_number: "+4915100000001", is_verified: false, is_primary: true };
const NAMES = { first_name: "Carla", family_name: "Muster", full_name: "Carla Muster", is_verified: false };
const BIRTHDATE = { birthdate: "2006-02-03", is_verified: true };

const CARLA = {
  id: "carla",
  app_token: "app-token-of-carla",
  emails: [EMAIL, MAIN_EMAIL],
  phones: [PHONE],
  names: NAMES,
  is_over_18: true,
  is_over_21: false,
  birthdate: BIRTHDATE,
};
/** A person with two addresses, the main one being the second, and without a picture. */
export const carla: State = ["a user", CARLA];
const carlaLater: State = [
  "a user",
  { ...CARLA, emails: [{ ...MAIN_EMAIL, email: "new@example.net" }], is_over_21: true },
];

const ofClient = { client_id: CLIENT.clientId };
const byCarla = { ...ofClient, user: CARLA.id };

/** A session of the client, in one of its states. */
type Parameters = Readonly<Record<string, unknown>>;
const aSession = (parameters: Parameters = {}): State => ["a session", { ...ofClient, ...parameters }];
const confirmed = (parameters: Parameters): State => ["a confirmed session", { ...byCarla, ...parameters }];

const CREATE = "/auth/v2/session/";

interface Creation {
  readonly when: string;
  readonly body: object;
  readonly given?: readonly State[];
  readonly base?: string;
  readonly token?: string;
}

const created = ({ when, body, given = [application], base, token }: Creation): HelperExchange => ({
  operationId: "createSession",
  status: 201,
  when,
  given,
  differs: {
    session_id: SESSION,
    session_token: SESSION_TOKEN,
    url: `https://app.didit.me/authorize/${SESSION_TOKEN}`,
  },
  sends: (from) => ({
    ...(base !== undefined && { base }),
    path: CREATE,
    headers: { ...asClient(from, token), ...asJson },
    body,
  }),
});

type Says = Pick<SessionDecision, "status" | "scope" | "vendor_data" | "user_data">;
/** What a person has shared, as far as it can be told beforehand. */
type Shared = Omit<NonNullable<SessionDecision["user_data"]>, "sub">;

interface Decided {
  readonly status: Says["status"];
  readonly scope: string;
  readonly vendor_data: string | null;
  readonly shared?: Shared;
}

const decided = (
  when: string,
  given: readonly State[],
  { status, scope, vendor_data, shared }: Decided,
  { base, token, exactly = ["session_number"] }: { base?: string; token?: string; exactly?: readonly string[] } = {},
): HelperExchange => ({
  operationId: "getSessionDecision",
  status: 200,
  when: `to a helper ${when}`,
  given,
  example: "initialized",
  differs: {
    session_id: SESSION,
    session_number: 1,
    status,
    scope,
    vendor_data,
    ...(shared !== undefined && { user_data: { sub: "helper-subject", ...shared } }),
  },
  exactly: [
    ...exactly,
    "status",
    "scope",
    "vendor_data",
    ...(shared === undefined ? ["user_data"] : Object.keys(shared).map((name) => `user_data.${name}`)),
  ],
  sends: (from) => ({
    ...(base !== undefined && { base }),
    path: `/auth/v2/session/${from("session_id", SESSION)}/decision/`,
    headers: asClient(from, token),
  }),
});

/** A decision to the letter: nothing is shared but this. */
const toDecision =
  ({ shared, ...says }: Decided) =>
  ({ from }: Seen) => ({
    ok: true,
    data: {
      session_id: from("session_id"),
      session_number: 1,
      ...says,
      user_data: shared === undefined ? null : { sub: from("user_data.sub"), ...shared },
      created_at: from("created_at"),
    },
  });

const readBack = async (site: CallSite, details: SessionDetails) => {
  const client = connect(site);
  const session = await client.createSession(details);
  if (!session.ok) return session;
  const { session_id, session_token, url } = session.data;
  const isLink = url.endsWith(`/authorize/${session_token}`) && session_id !== session_token;
  return { session, isLink, decision: await client.getDecision(session_id) };
};

const toCreation = (
  when: string,
  details: SessionDetails,
  body: object,
  says: Decided,
  given: State = application,
): HelperCall => ({
  helpers: ["createSession", "getDecision"],
  when,
  given: [given],
  exchanges: [
    signIn,
    created({ when: `to a helper, to ${when}`, body, given: [given] }),
    decided(
      `that has created a session, to ${when}`,
      [given, aSession({ scope: says.scope, vendor_data: says.vendor_data })],
      says,
    ),
  ],
  call: (site) => readBack(site, details),
  returns: (seen) => ({
    session: { ok: true, data: seen.replies[1] },
    isLink: true,
    decision: toDecision(says)(seen),
  }),
});

const pending = (scope: string, vendor_data: string | null = null): Decided => ({
  status: "Initialized",
  scope,
  vendor_data,
});

const createdOnce = created({
  when: "to a helper whose first token was refused",
  body: { scope: "user_id" },
  token: NEXT_TOKEN,
});

const creations: readonly HelperCall[] = [
  toCreation(
    "ask for what a list names",
    { scope: ["pictures", "birthdate", "email"], vendorData: "customer-77" },
    { scope: "pictures birthdate email", vendor_data: "customer-77" },
    pending("pictures birthdate email", "customer-77"),
  ),
  toCreation(
    "ask for what a text names, for no particular user",
    { scope: "is_over_21 phone", vendorData: null },
    { scope: "is_over_21 phone", vendor_data: null },
    pending("is_over_21 phone"),
  ),
  toCreation(
    "leave the scope to the application",
    { vendorData: "customer-78" },
    { vendor_data: "customer-78" },
    pending(DEFAULT_SCOPE, "customer-78"),
    applicationWithScope,
  ),
  {
    helpers: ["createSession"],
    when: "send the same once more with a new token when the first one has run out",
    given: [application],
    exchanges: [
      signIn,
      refusedOnce("createSession", { path: CREATE, headers: asJson, body: { scope: "user_id" } }),
      signInAgain,
      createdOnce,
    ],
    call: (site) => connectLate(site, 1).createSession({ scope: "user_id" }),
    returns: ({ replies }) => ({ ok: true, data: replies[3] }),
  },
];

interface Refusal {
  readonly when: string;
  readonly details: object;
  readonly body: object;
  readonly field: string;
  readonly texts: readonly string[];
}

const toRefusal = ({ when, details, body, field, texts }: Refusal): HelperCall => ({
  helpers: ["createSession"],
  when: `fail ${when}`,
  exchanges: [
    signIn,
    {
      operationId: "createSession",
      status: 400,
      when: `to a helper ${when}`,
      given: [application],
      example: "unknownScope",
      differs: { scope: undefined, [field]: texts },
      exactly: [field],
      sends: (from) => ({ path: CREATE, headers: { ...asClient(from), ...asJson }, body }),
    },
  ],
  call: (site) => connect(site).createSession(details),
  returns: () => complained(field, texts),
});

const refusals: readonly HelperCall[] = [
  toRefusal({
    when: "when words of the scope name no data",
    details: { scope: "hat email shoe_size" },
    body: { scope: "hat email shoe_size" },
    field: "scope",
    texts: ['"hat" is not a valid choice.', '"shoe_size" is not a valid choice.'],
  }),
  toRefusal({
    when: "when neither call nor application has a scope",
    details: {},
    body: {},
    field: "scope",
    texts: ["This field is required."],
  }),
  toRefusal({
    when: "when the vendor's data are no text",
    details: { scope: "email", vendorData: 7 },
    body: { scope: "email", vendor_data: 7 },
    field: "vendor_data",
    texts: ["Not a valid string."],
  }),
];

const lookAt = (session: { readonly id: string; readonly token: string }): Sent => ({
  path: `/auth/v2/session/${session.id}/status/`,
  headers: { "data-session-token": session.token },
});

const looked = (status: SessionStatus, state: State): HelperExchange => ({
  operationId: "getSessionStatus",
  status: 200,
  when: `to a helper when the session is ${status}`,
  given: [application, carla, state],
  differs: { session_id: SESSION, status },
  exactly: ["status"],
  sends: (from) => {
    const { path, headers } = lookAt({
      id: from("session_id", SESSION),
      token: from("session_token", SESSION_TOKEN),
    });
    return { path, headers: { ...asClient(from), ...headers } };
  },
});

const looks = {
  initialized: looked("initialized", aSession()),
  retrieved: looked("retrieved", ["a scanned session", byCarla]),
  confirmed: looked("confirmed", confirmed({})),
  declined: looked("declined", ["a declined session", byCarla]),
  expired: looked("expired", ["an expired session", ofClient]),
} as const;

const sessionOf = (site: CallSite) => ({
  session_id: site.from("session_id", SESSION),
  session_token: site.from("session_token", SESSION_TOKEN),
});

const statuses = Object.entries(looks).map(
  ([status, look]): HelperCall => ({
    helpers: ["getStatus"],
    when: `say ${status}`,
    exchanges: [signIn, look],
    call: (site) => connect(site).getStatus(sessionOf(site)),
    returns: () => ({ ok: true, data: status }),
  }),
);

const notPermitted = "You do not have permission to perform this action.";
const stranger: HelperExchange = {
  operationId: "getSessionStatus",
  status: 403,
  when: "to a helper with the token of another session",
  given: [application, aSession()],
  exactly: ["detail"],
  sends: (from) => {
    const { path, headers } = lookAt({ id: from("session_id", SESSION), token: "token-of-another-session" });
    return { path, headers: { ...asClient(from), ...headers } };
  },
};

const disabledMeanwhile: HelperExchange = {
  operationId: "getSessionStatus",
  status: 401,
  when: "to a helper whose application has been disabled",
  given: [application, aSession(), disabledApplication],
  example: "refused",
  exactly: ["detail"],
  sends: looks.initialized.sends,
};

const strangers = (["getStatus", "poll"] as const).map(
  (helper): HelperCall => ({
    helpers: [helper],
    when: "fail when the session's token is another's",
    exchanges: [signIn, stranger],
    call: (site) => connect(site)[helper]({ ...sessionOf(site), session_token: "token-of-another-session" }),
    returns: () => failed(403, notPermitted),
  }),
);

const start: readonly State[] = [application, carla, aSession()];

/** Polls while one thing after the other happens, each while the client sleeps. */
async function pollWhile(
  site: CallSite,
  happens: readonly (() => Promise<unknown>)[],
  options: { readonly intervalMs?: number; readonly signal?: AbortSignal } = {},
) {
  const left = [...happens];
  const slept: number[] = [];
  const sleep = async (ms: number) => {
    slept.push(ms);
    await left.shift()?.();
  };
  return { result: await connect(site).poll(sessionOf(site), { sleep, ...options }), slept };
}

const moveOf = (site: CallSite, name: string) => () =>
  site.prepare(name, { session_id: site.from("session_id", SESSION), ...(name === "scan" && { user: CARLA.id }) });

/** What should not take any time: after ten seconds it is said to be under way still. */
function atOnce(pending: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, 10_000, "still under way");
  });
  return Promise.race([pending, late]).finally(() => clearTimeout(timer));
}

const polls: readonly HelperCall[] = [
  {
    helpers: ["poll"],
    when: "look at once and every half minute until the person has shared data",
    given: start,
    exchanges: [signIn, looks.initialized, looks.initialized, looks.retrieved, looks.confirmed],
    call: (site) => pollWhile(site, [() => site.passTime(30_000), moveOf(site, "scan"), moveOf(site, "confirm")]),
    returns: () => ({ result: { ok: true, data: "confirmed" }, slept: [30_000, 30_000, 30_000] }),
  },
  {
    helpers: ["poll"],
    when: "wait as long as they are told, until the person has declined",
    given: start,
    exchanges: [signIn, looks.initialized, looks.retrieved, looks.declined],
    call: (site) => pollWhile(site, [moveOf(site, "scan"), moveOf(site, "decline")], { intervalMs: 1500 }),
    returns: () => ({ result: { ok: true, data: "declined" }, slept: [1500, 1500] }),
  },
  {
    helpers: ["poll"],
    when: "end when the session's ten minutes are over, and not before",
    given: start,
    exchanges: [signIn, looks.initialized, looks.initialized, looks.expired],
    call: (site) => pollWhile(site, [() => site.passTime(590_000), () => site.passTime(10_000)]),
    returns: () => ({ result: { ok: true, data: "expired" }, slept: [30_000, 30_000] }),
  },
  {
    helpers: ["poll"],
    when: "not sleep when the first look is enough",
    exchanges: [signIn, looks.confirmed],
    call: (site) => pollWhile(site, []),
    returns: () => ({ result: { ok: true, data: "confirmed" }, slept: [] }),
  },
  {
    helpers: ["poll"],
    when: "really wait where nothing else does it",
    given: start,
    exchanges: [signIn, looks.initialized, looks.expired],
    call: (site) => {
      const fetch = async (request: Request) => {
        const reply = await site.fetch(request);
        if (request.url.endsWith("/status/")) await moveOf(site, "expire")().catch(() => {});
        return reply;
      };
      return connect(site, { fetch }).poll(sessionOf(site), { intervalMs: 1 });
    },
    returns: () => ({ ok: true, data: "expired" }),
  },
  {
    helpers: ["poll"],
    when: "end with the first failure",
    given: start,
    exchanges: [signIn, looks.initialized, disabledMeanwhile, disabled],
    call: (site) => pollWhile(site, [() => site.prepare(...disabledApplication)]),
    returns: () => ({ result: INVALID_CLIENT, slept: [30_000] }),
  },
  {
    helpers: ["poll"],
    when: "send nothing when the signal has aborted",
    exchanges: [],
    call: (site) => connect(site).poll(sessionOf(site), { signal: AbortSignal.abort("the page was closed") }),
    returns: () => stopped,
  },
  {
    helpers: ["poll"],
    when: "end when the signal aborts while they sleep",
    given: start,
    exchanges: [signIn, looks.initialized],
    call(site) {
      const leaving = new AbortController();
      return pollWhile(site, [async () => leaving.abort("the page was closed")], { signal: leaving.signal });
    },
    returns: () => ({ result: stopped, slept: [30_000] }),
  },
  {
    helpers: ["poll"],
    when: "end when the signal aborts while they really sleep",
    given: start,
    exchanges: [signIn, looks.initialized],
    call(site) {
      const leaving = new AbortController();
      const fetch = async (request: Request) => {
        const reply = await site.fetch(request);
        if (request.url.endsWith("/status/")) setTimeout(() => leaving.abort("the page was closed"), 5);
        return reply;
      };
      return atOnce(connect(site, { fetch }).poll(sessionOf(site), { signal: leaving.signal, intervalMs: DAY_MS }));
    },
    returns: () => stopped,
  },
  {
    helpers: ["poll"],
    when: "hand the signal on to the request that is under way",
    given: start,
    exchanges: [signIn],
    call(site) {
      const leaving = new AbortController();
      const fetch = (request: Request): Promise<Response> => {
        if (!request.url.endsWith("/status/")) return site.fetch(request);
        return new Promise((_, reject) => {
          request.signal.addEventListener("abort", () => reject(request.signal.reason));
          leaving.abort("the page was closed");
        });
      };
      return atOnce(connect(site, { fetch }).poll(sessionOf(site), { signal: leaving.signal }));
    },
    returns: () => stopped,
  },
  {
    helpers: ["poll"],
    when: "end when waiting fails",
    given: start,
    exchanges: [signIn, looks.initialized],
    call: (site) => pollWhile(site, [() => Promise.reject("the page was closed")]),
    returns: () => ({ result: stopped, slept: [30_000] }),
  },
  {
    helpers: ["poll"],
    when: "refuse intervals that no timer takes, and send nothing",
    exchanges: [],
    call: (site) =>
      Promise.all(
        [0, -1, Number.NaN, 2 ** 31].map((intervalMs) =>
          connect(site)
            .poll(sessionOf(site), { intervalMs })
            .catch((error) => error instanceof RangeError),
        ),
      ),
    returns: () => Array(4).fill(true),
  },
];

const stopped = {
  ok: false,
  status: 0,
  error: undefined,
  message: "No usable reply: the page was closed",
  cause: "the page was closed",
};

const EVERYTHING = "birthdate email is_over_18 is_over_21 phone picture";
const SHARED: Shared = { birthdate: BIRTHDATE, email: MAIN_EMAIL, is_over_18: true, is_over_21: false, phone: PHONE };
const PARTLY = "phone names is_over_18 email";

const toReading = (when: string, states: readonly State[], says: Decided): HelperCall => ({
  helpers: ["getDecision"],
  when: `tell ${when}`,
  exchanges: [signIn, decided(`when they tell ${when}`, [application, carla, ...states], says)],
  call: (site) => connect(site).getDecision(site.from("session_id", SESSION)),
  returns: toDecision(says),
});

const all = confirmed({ scope: EVERYTHING, vendor_data: "customer-79" });
const whole: Decided = { status: "Confirmed", scope: EVERYTHING, vendor_data: "customer-79", shared: SHARED };

const readings: readonly HelperCall[] = [
  toReading("what was shared, without what the person does not have", [all], whole),
  toReading("what was shared as it was then", [all, carlaLater], whole),
  toReading(
    "no more than what the person approved, in the order in which it was asked for",
    [confirmed({ scope: PARTLY, vendor_data: "customer-80", approved: "email is_over_18 phone" })],
    {
      status: "Confirmed",
      scope: "phone is_over_18 email",
      vendor_data: "customer-80",
      shared: { phone: PHONE, is_over_18: true, email: MAIN_EMAIL },
    },
  ),
  toReading(
    "which address the person chose",
    [confirmed({ scope: "email names", selection: { email: EMAIL.email } })],
    { status: "Confirmed", scope: "email names", vendor_data: null, shared: { email: EMAIL, names: NAMES } },
  ),
  toReading(
    "that the person is deciding",
    [["a scanned session", { ...byCarla, scope: "pictures email", vendor_data: "customer-81" }]],
    { status: "Retrieved", scope: "pictures email", vendor_data: "customer-81" },
  ),
  toReading(
    "that the person has declined",
    [["a declined session", { ...byCarla, scope: "email phone", vendor_data: "customer-82" }]],
    { status: "Cancelled", scope: "email phone", vendor_data: "customer-82" },
  ),
  toReading("that was not answered in time", [["an expired session", { ...ofClient, scope: "names" }]], {
    status: "Expired",
    scope: "names",
    vendor_data: null,
  }),
];

const forgotten: HelperExchange = {
  operationId: "getSessionDecision",
  status: 404,
  when: "to a helper of another application",
  given: [application, aSession(), otherApplication],
  exactly: ["detail"],
  sends: (from) => ({
    path: `/auth/v2/session/${from("session_id", SESSION)}/decision/`,
    headers: asClient(from, OTHER_TOKEN),
  }),
};

const askedForId = created({ when: "to a helper that asks for the person alone", body: { scope: "user_id" } });
const askedForIdByOther = created({
  when: "to a helper of another application that asks for the person alone",
  body: { scope: "user_id" },
  given: [otherApplication],
  token: OTHER_TOKEN,
});

const identified = (when: string, sub: string, given: readonly State[], token?: string): HelperExchange => ({
  operationId: "getSessionDecision",
  status: 200,
  when: `to a helper that asks who it is${when}`,
  given,
  example: "initialized",
  differs: { session_id: SESSION, status: "Confirmed", scope: "user_id", user_data: { sub, user_id: sub } },
  exactly: ["status", "scope"],
  sends: (from) => ({
    path: `/auth/v2/session/${from("session_id", SESSION)}/decision/`,
    headers: asClient(from, token),
  }),
});

const ownIdentity = identified("", "helper-subject", [application, carla, confirmed({ scope: "user_id" })]);

/** Who a person is to the application. */
async function identify(site: CallSite, client = connect(site)) {
  const session = await client.createSession({ scope: "user_id" });
  if (!session.ok) throw new Error(session.message);
  const { session_id } = session.data;
  await moveOf(site, "scan")();
  await moveOf(site, "confirm")();
  const decision = await client.getDecision(session_id);
  if (!decision.ok || decision.data.user_data === null) throw new Error("nothing was shared");
  return decision.data.user_data;
}

/** The number that a session has got, which depends on those before it. */
const numbered = (when: string, token?: string): HelperExchange => ({
  operationId: "getSessionDecision",
  status: 200,
  when: `to a helper that counts ${when}`,
  sends: (from) => ({ path: pathOf(from("session_id"), "decision/"), headers: asClient(from, token) }),
});
const ownNumber = numbered("its sessions");

/** The numbers of sessions that one client creates, one after the other. */
async function count(client: DiditClient, sessions: number): Promise<number[]> {
  const numbers: number[] = [];
  while (numbers.length < sessions) {
    const session = await client.createSession({ scope: "user_id" });
    const decision = session.ok && (await client.getDecision(session.data.session_id));
    numbers.push(decision !== false && decision.ok ? decision.data.session_number : 0);
  }
  return numbers;
}

const renewed = decided("whose first token has run out", [application, carla, all], whole, { token: NEXT_TOKEN });
const refusedDecision: HelperExchange = {
  ...renewed,
  status: 401,
  when: "to a helper with a token that has run out meanwhile",
  given: [application, aSession(), ["an expired client token", ofClient]],
  example: "refused",
  differs: {},
  exactly: ["detail"],
  sends: (from) => ({ path: pathOf(from("session_id", SESSION), "decision/"), headers: asClient(from) }),
};

/** Two calls with one token that has run out; the second is told so when the first has another already. */
async function decideTwice(site: CallSite) {
  let first: Promise<unknown> | undefined;
  let asked = 0;
  const client = connectLate(site, 1, async (request, send) => {
    if (!request.url.endsWith("/decision/")) return send(request);
    asked += 1;
    const isSecond = asked === 2;
    const reply = await send(request);
    if (isSecond) await first;
    return reply;
  });
  const id = site.from("session_id", SESSION);
  await client.getClientToken();
  first = client.getDecision(id);
  const second = client.getDecision(id);
  return [await first, await second];
}

const kept = decided("that has had its token for a while", [application, carla, all], whole);

const isolation: readonly HelperCall[] = [
  {
    helpers: ["createSession", "getDecision"],
    when: "know a person by one word in every session, which is another in other applications",
    given: [application, otherApplication, carla],
    exchanges: [
      signIn,
      askedForId,
      ownIdentity,
      askedForId,
      ownIdentity,
      signInAsOther,
      askedForIdByOther,
      identified(
        " for another application",
        "other-subject",
        [otherApplication, carla, confirmed({ client_id: OTHER.clientId, scope: "user_id" })],
        OTHER_TOKEN,
      ),
    ],
    async call(site) {
      const client = connect(site);
      const first = await identify(site, client);
      const second = await identify(site, client);
      const third = await identify(site, connect(site, OTHER));
      return {
        isSame: first.sub === second.sub,
        isOther: first.sub !== third.sub,
        isOwn: [first.sub, third.sub].includes(CARLA.id),
        isUserId: [first, second, third].every(({ sub, user_id }) => sub === user_id),
      };
    },
    returns: () => ({ isSame: true, isOther: true, isOwn: false, isUserId: true }),
  },
  {
    helpers: ["getDecision"],
    when: "find no session of another application",
    given: [application, otherApplication, aSession()],
    exchanges: [signInAsOther, forgotten],
    call: (site) => connect(site, OTHER).getDecision(site.from("session_id", SESSION)),
    returns: () => failed(404, "Not found."),
  },
  {
    helpers: ["createSession", "getDecision"],
    when: "count the sessions of each application by themselves",
    given: [application, otherApplication],
    exchanges: [
      signIn,
      ...[askedForId, ownNumber, askedForId, ownNumber],
      signInAsOther,
      ...[askedForIdByOther, numbered("the sessions of another application", OTHER_TOKEN)],
    ],
    call: async (site) => [...(await count(connect(site), 2)), ...(await count(connect(site, OTHER), 1))],
    returns: () => [1, 2, 1],
    withMockOnly: "An exchange that is the same both times has the same number in the pact.",
  },
  {
    helpers: ["getDecision"],
    when: "renew a token once, although two of them were refused",
    given: [application, carla, all],
    exchanges: [signIn, refusedDecision, refusedDecision, signInAgain, renewed, renewed],
    call: decideTwice,
    returns: (seen) => [toDecision(whole)(seen), toDecision(whole)(seen)],
  },
  {
    helpers: ["getDecision"],
    when: "fail when the network does",
    exchanges: [signIn],
    call(site) {
      const fetch = async (request: Request) => {
        if (request.url.endsWith("/decision/")) throw "the cable is cut";
        return site.fetch(request);
      };
      return connect(site, { fetch }).getDecision(SESSION);
    },
    returns: () => ({
      ok: false,
      status: 0,
      error: undefined,
      message: "No usable reply: the cable is cut",
      cause: "the cable is cut",
    }),
  },
  {
    helpers: ["getDecision"],
    when: "fail when an id is none",
    given: [application],
    exchanges: [
      signIn,
      {
        operationId: "getSessionDecision",
        status: 404,
        when: "to a helper with an id that is none",
        given: [application],
        sends: (from) => ({ path: pathOf("not-an-id", "decision/"), headers: asClient(from) }),
      },
    ],
    call: (site) => connect(site).getDecision("not-an-id"),
    returns: () => failed(404, "Not found."),
  },
  {
    helpers: ["createSession", "getDecision"],
    when: "show nothing of what was shared in another session",
    given: [application, carla],
    exchanges: [
      signIn,
      created({ when: "to a helper that has two sessions", body: { scope: "email" } }),
      decided(
        "whose other session was confirmed",
        [application, carla, aSession({ scope: "email" })],
        pending("email"),
      ),
    ],
    async call(site) {
      const client = connect(site);
      const session = await client.createSession({ scope: "email" });
      await site.prepare(...all);
      return session.ok ? client.getDecision(session.data.session_id) : session;
    },
    returns: toDecision(pending("email")),
  },
  {
    helpers: ["getClientToken", "getDecision"],
    when: "use a token as long as it lives",
    given: [application, carla, all],
    exchanges: [signIn, kept, kept],
    async call(site) {
      const client = connect(site);
      const id = site.from("session_id", SESSION);
      const before = await client.getDecision(id);
      await site.passTime(DAY_MS - 65_000);
      const after = await client.getDecision(id);
      return [before.ok, after];
    },
    returns: (seen) => [true, toDecision(whole)(seen)],
  },
];

const asked = { scope: "names email phone", vendor_data: "customer-83" };
const OF_APP = { authorization: `Bearer ${CARLA.app_token}` };
const pathOf = (id: string, what: string): string => `/auth/v2/session/${id}/${what}`;

const createdForApp = created({ when: "to a helper that waits for the app", body: asked });
/** What the app asks once it has read the code. */
const scanned: HelperExchange = {
  operationId: "getSessionInformation",
  status: 200,
  when: "to the app while a helper waits",
  given: [application, carla, aSession(asked)],
  differs: {
    session_id: SESSION,
    scope: asked.scope,
    application: { client_id: CLIENT.clientId, name: "Helper" },
  },
  exactly: ["scope", "application"],
  sends: (from) => ({ path: pathOf(from("session_id", SESSION), "information"), headers: OF_APP }),
};
const answered = (when: string, status: "confirmed" | "declined", body: object): HelperExchange => ({
  operationId: "updateSession",
  status: 200,
  when: `to the app ${when} while a helper waits`,
  given: [application, carla, ["a scanned session", { ...byCarla, ...asked }]],
  differs: { session_id: SESSION, status },
  exactly: ["status"],
  sends: (from) => ({ path: pathOf(from("session_id", SESSION), "update"), headers: { ...OF_APP, ...asJson }, body }),
});

/** Waits for what a person answers by the app, and collects it. */
async function collect(site: CallSite, answer: object) {
  const client = connect(site);
  const session = await client.createSession({ scope: ["names", "email", "phone"], vendorData: asked.vendor_data });
  if (!session.ok) return session;
  const { session_id } = session.data;
  const sleep = async () => {
    await site.fetch(new Request(site.baseUrl + pathOf(session_id, "information"), { headers: OF_APP }));
    const headers = { ...OF_APP, ...asJson };
    const init = { method: "POST", headers, body: JSON.stringify(answer) };
    await site.fetch(new Request(site.baseUrl + pathOf(session_id, "update"), init));
  };
  return { polled: await client.poll(session.data, { sleep }), decision: await client.getDecision(session_id) };
}

interface Collection {
  readonly when: string;
  readonly answer: object;
  readonly end: "confirmed" | "declined";
  readonly state: State;
  readonly says: Decided;
}

const toCollection = ({ when, answer, end, state, says }: Collection): HelperCall => ({
  helpers: ["createSession", "poll", "getDecision"],
  when: `collect what the app has answered ${when}`,
  given: [application, carla],
  exchanges: [
    signIn,
    createdForApp,
    looks.initialized,
    scanned,
    answered(when, end, answer),
    looks[end],
    decided(`that has waited for the app ${when}`, [application, carla, state], says),
  ],
  call: (site) => collect(site, answer),
  returns: (seen) => ({ polled: { ok: true, data: end }, decision: toDecision(says)(seen) }),
});

const collections: readonly HelperCall[] = [
  toCollection({
    when: "that shares less, and another address",
    answer: { scope: "phone email", selection: { email: EMAIL.email }, status: "confirmed" },
    end: "confirmed",
    state: confirmed({ ...asked, approved: "phone email", selection: { email: EMAIL.email } }),
    says: { ...asked, status: "Confirmed", scope: "email phone", shared: { email: EMAIL, phone: PHONE } },
  }),
  toCollection({
    when: "that shares nothing",
    answer: { status: "declined" },
    end: "declined",
    state: ["a declined session", { ...byCarla, ...asked }],
    says: { ...asked, status: "Cancelled" },
  }),
];

export const sessionCalls: readonly HelperCall[] = [
  ...creations,
  ...refusals,
  ...statuses,
  ...strangers,
  ...polls,
  ...readings,
  ...isolation,
  ...collections,
];
