import * as module from "#clients/control.ts";
import { type ControlResults, createControlClient, type WorldClient } from "#clients/control.ts";
import {
  type CallSite,
  type FromState,
  functionsOf,
  type HelperCall,
  type HelperExchange,
  type Helpers,
  type Seen,
  type State,
} from "../agreement/contract.ts";

const BASE = "http://provider.invalid/_standin";
const NAME = "sign-up.test";

const connect = ({ baseUrl, fetch }: Pick<CallSite, "baseUrl" | "fetch">, token?: string): ControlResults =>
  createControlClient({ baseUrl, fetch, ...(token !== undefined && { token }) }).results;

/** One helper as it is called when all is well; how else it is answered follows from it. */
interface Helper {
  readonly name: string;
  readonly operationId: string;
  readonly status?: number;
  readonly given?: readonly State[];
  /** What its call is like, as the end of a sentence. */
  readonly when: string;
  /** Below the world, or, with a leading slash, below the API. */
  readonly path: string | ((from: FromState) => string);
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly accept?: string;
  readonly call: (world: WorldClient, client: ControlResults, from: FromState) => Promise<unknown>;
  /** What the reply is to say. */
  readonly says?: Readonly<Record<string, unknown>>;
  readonly example?: string;
  /** What the helper makes of the reply; default: the reply. */
  readonly data?: (reply: never) => unknown;
  /** Whether there may be no such thing. */
  readonly absent?: boolean;
}

const inWorld = (state: string, parameters: Readonly<Record<string, unknown>> = {}): State => [
  state,
  { world: NAME, ...parameters },
];
const world = inWorld("a world");
const frozen = inWorld("a frozen clock");
const snapshot = inWorld("a snapshot", { snapshot: "signed in" });
const fault = inWorld("a fault");
const exchange = inWorld("an exchange", { provider: "avacy", answered: true });
const event = inWorld("an event");
const nothing = () => undefined;

const fastClock = { now: "2031-05-06T07:08:09.000Z", frozen: true, scale: 0 };
const rule = {
  match: { provider: "avacy", operation: "recordConsent" },
  when: { first: 3 },
  effect: { status: 429, retryAfterSeconds: 7 },
};
const state = {
  collections: { tokens: [{ token: "8|fake-token", tenant: "standin", revoked: true }] },
  counters: { "consents/standin": 8 },
};
const faultOf = (from: FromState): string => from("fault", "fault-1");
const eventOf = (from: FromState): string => from("event", "1");

const table: readonly Helper[] = [
  {
    name: "health",
    operationId: "getHealth",
    when: "say that it is up",
    path: "/health",
    call: (_, client) => client.health(),
  },
  {
    name: "providers",
    operationId: "listProviders",
    when: "list the providers",
    path: "/providers",
    call: (_, client) => client.providers(),
    data: ({ providers }: { providers: unknown }) => providers,
  },
  {
    name: "limits",
    operationId: "getLimits",
    when: "list them",
    path: "/limits",
    call: (_, client) => client.limits(),
  },
  {
    name: "agreement",
    operationId: "getAgreement",
    when: "show it",
    path: "/agreement",
    call: (_, client) => client.agreement(),
  },
  {
    name: "worlds",
    operationId: "listWorlds",
    given: [world],
    when: "list the worlds",
    path: "/worlds",
    call: (_, client) => client.worlds(),
    data: ({ worlds }: { worlds: unknown }) => worlds,
  },
  {
    name: "get",
    operationId: "getWorld",
    given: [world],
    when: "show the world",
    path: "",
    call: (each) => each.get(),
    says: { name: NAME },
    absent: true,
  },
  {
    name: "put",
    operationId: "putWorld",
    when: "have a world traced",
    path: "",
    body: { trackReads: true },
    call: (each) => each.put({ trackReads: true }),
    says: { name: NAME, trackReads: true },
  },
  {
    name: "delete",
    operationId: "deleteWorld",
    status: 204,
    given: [world],
    when: "remove the world",
    path: "",
    call: (each) => each.delete(),
    data: nothing,
    absent: true,
  },
  {
    name: "reset",
    operationId: "resetWorld",
    given: [exchange],
    when: "forget what was",
    path: "/reset",
    call: (each) => each.reset(),
    says: { name: NAME, exchanges: 0 },
  },
  {
    name: "fork",
    operationId: "forkWorld",
    status: 201,
    given: [frozen],
    when: "give the copy the name that was asked for",
    path: "/fork",
    body: { into: "the-other-one" },
    call: (each) => each.fork("the-other-one"),
    says: { name: "the-other-one" },
  },
  {
    name: "snapshots",
    operationId: "listSnapshots",
    given: [snapshot],
    when: "list them",
    path: "/snapshots",
    call: (each) => each.snapshots(),
    data: ({ snapshots }: { snapshots: unknown }) => snapshots,
  },
  {
    name: "snapshot",
    operationId: "putSnapshot",
    when: "take one of that name",
    path: "/snapshots/signed%20in",
    call: (each) => each.snapshot("signed in"),
    says: { name: "signed in" },
  },
  {
    name: "restore",
    operationId: "restoreSnapshot",
    given: [snapshot],
    when: "bring the world back",
    path: "/snapshots/signed%20in/restore",
    call: (each) => each.restore("signed in"),
    says: { name: NAME },
    absent: true,
  },
  {
    name: "deleteSnapshot",
    operationId: "deleteSnapshot",
    status: 204,
    given: [snapshot],
    when: "remove it",
    path: "/snapshots/signed%20in",
    call: (each) => each.deleteSnapshot("signed in"),
    data: nothing,
    absent: true,
  },
  {
    name: "clock",
    operationId: "getClock",
    given: [frozen],
    when: "tell the time of a clock that stands",
    path: "/clock",
    call: (each) => each.clock(),
    says: { now: "2024-01-01T00:00:00.000Z", frozen: true, scale: 0 },
  },
  {
    name: "due",
    operationId: "listDue",
    given: [event],
    when: "list it",
    path: "/due",
    call: (each) => each.due(),
    data: ({ due }: { due: unknown }) => due,
  },
  {
    name: "changeClock",
    operationId: "changeClock",
    when: "set and stop it",
    path: "/clock",
    body: { now: fastClock.now, frozen: true },
    call: (each) => each.changeClock({ now: fastClock.now, frozen: true }),
    says: fastClock,
  },
  {
    name: "advance",
    operationId: "advanceClock",
    given: [frozen],
    when: "move it by a duration",
    path: "/clock/advance",
    body: { by: "PT2H30M" },
    call: (each) => each.advance("PT2H30M"),
    says: { now: "2024-01-01T02:30:00.000Z" },
  },
  {
    name: "faults",
    operationId: "listFaults",
    given: [fault],
    when: "list them",
    path: "/faults",
    call: (each) => each.faults(),
    says: {
      faults: [
        { id: "fault-1", at: "handler", match: {}, when: {}, effect: { status: 500 }, matched: 0, disturbed: 0 },
      ],
    },
    data: ({ faults }: { faults: unknown }) => faults,
  },
  {
    name: "addFault",
    operationId: "addFault",
    status: 201,
    when: "add one as it was told",
    path: "/faults",
    body: rule,
    call: (each) => each.addFault(rule),
    says: rule,
  },
  {
    name: "clearFaults",
    operationId: "clearFaults",
    status: 204,
    given: [fault],
    when: "remove all",
    path: "/faults",
    call: (each) => each.clearFaults(),
    data: nothing,
  },
  {
    name: "removeFault",
    operationId: "deleteFault",
    status: 204,
    given: [fault],
    when: "remove one",
    path: (from) => `/faults/${faultOf(from)}`,
    call: (each, _, from) => each.removeFault(faultOf(from)),
    data: nothing,
    absent: true,
  },
  {
    name: "exchanges",
    operationId: "listExchanges",
    given: [exchange],
    when: "wait for one that was answered",
    path: "/exchanges",
    query: { provider: "avacy", status: "2xx", waitMs: "1000", count: "1" },
    call: (each) => each.exchanges({ provider: "avacy", status: "2xx", waitMs: 1000, count: 1 }),
    example: "answered",
    data: ({ exchanges }: { exchanges: unknown }) => exchanges,
  },
  {
    name: "clearExchanges",
    operationId: "clearExchanges",
    status: 204,
    given: [exchange],
    when: "forget them",
    path: "/exchanges",
    call: (each) => each.clearExchanges(),
    data: nothing,
  },
  {
    name: "har",
    operationId: "exportExchanges",
    given: [exchange],
    when: "export those of a status",
    path: "/exchanges/har",
    query: { status: "201" },
    call: (each) => each.har({ status: 201 }),
  },
  {
    name: "scenario",
    operationId: "runScenario",
    when: "tell what it made",
    path: "/scenarios/avacy/an%20API%20token",
    body: { token: "8|fake-token" },
    call: (each) => each.scenario("avacy", "an API token", { token: "8|fake-token" }),
    says: { result: { token: "8|fake-token" } },
    data: ({ result }: { result: unknown }) => result,
  },
  {
    name: "state",
    operationId: "getState",
    given: [exchange],
    when: "show what a provider holds",
    path: "/state/avacy",
    call: (each) => each.state("avacy"),
  },
  {
    name: "putState",
    operationId: "putState",
    when: "replace it",
    path: "/state/avacy",
    body: state,
    call: (each) => each.putState("avacy", state),
    says: { counters: state.counters },
  },
  {
    name: "outbox",
    operationId: "listEvents",
    given: [event],
    when: "list its events",
    path: "/outbox",
    call: (each) => each.outbox(),
    data: ({ events }: { events: unknown }) => events,
  },
  {
    name: "settleOutbox",
    operationId: "settleOutbox",
    status: 204,
    given: [event],
    when: "wait until nothing is due",
    path: "/outbox/settle",
    call: (each) => each.settleOutbox(),
    data: nothing,
  },
  {
    name: "redeliver",
    operationId: "redeliverEvent",
    given: [event],
    when: "try it once more",
    path: (from) => `/outbox/${eventOf(from)}/redeliver`,
    call: (each, _, from) => each.redeliver(Number(eventOf(from))),
  },
];

const pathOf = ({ path }: Helper, from: FromState, name: string): string => {
  const below = typeof path === "string" ? path : path(from);
  return ["/health", "/providers", "/limits", "/agreement", "/worlds"].includes(below)
    ? below
    : `/worlds/${name}${below}`;
};

const isOfWorld = (helper: Helper): boolean => pathOf(helper, () => "", NAME).startsWith("/worlds/");

/** How a helper is called when it is to fail. */
interface Failing {
  readonly status: number;
  readonly when: string;
  readonly given?: readonly State[];
  readonly world?: string;
  readonly token?: string;
}

function toExchange(helper: Helper, failing?: Failing): HelperExchange {
  const { operationId, given, body, query, accept = "application/json", says, example } = helper;
  const { status = helper.status ?? 200, when = helper.when, world: name = NAME, token } = failing ?? {};
  const states = failing === undefined ? given : failing.given;
  return {
    operationId,
    status,
    when: `to ${helper.name}() ${when}`,
    ...(states !== undefined && { given: states }),
    ...(failing === undefined
      ? {
          ...(example !== undefined && { example }),
          ...(says !== undefined && { differs: says, exactly: Object.keys(says) }),
        }
      : { exactly: ["status"] }),
    sends: (from) => ({
      base: BASE,
      path: pathOf(helper, from, name),
      ...(query !== undefined && { query }),
      headers: {
        accept,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body }),
    }),
  };
}

const callIt = (
  helper: Helper,
  site: CallSite,
  { token, world: name = NAME }: Partial<Failing> = {},
): Promise<unknown> => {
  const client = connect(site, token);
  return helper.call(client.world(name), client, site.from);
};

const toSuccess = (helper: Helper): HelperCall => ({
  helpers: [helper.name],
  when: helper.when,
  exchanges: [toExchange(helper)],
  call: (site) => callIt(helper, site),
  returns: ({ replies }) => ({
    ok: true,
    data: helper.data === undefined ? replies[0] : helper.data(replies[0] as never),
  }),
});

/** A refusal is a value: the problem, and its sentence. */
const failureOf = (status: number, { replies }: Seen) => {
  const problem = replies[0] as { readonly detail: string };
  return { ok: false, status, error: problem, message: problem.detail };
};

const toFailure = (helper: Helper, failing: Failing): HelperCall => ({
  helpers: [helper.name],
  when: `fail ${failing.when}`,
  exchanges: [toExchange(helper, failing)],
  call: (site) => callIt(helper, site, failing),
  returns: (seen) => failureOf(failing.status, seen),
});

const WRONG_TOKEN: Failing = {
  status: 401,
  when: "when the token is not the control token",
  given: [["a control token"]],
  token: "not-the-token",
};
const NO_NAME: Failing = { status: 400, when: "when the name of the world is invalid", world: "not~a~name" };
const NO_ROOM: Failing = {
  status: 409,
  when: "when there is no room for another world",
  given: [["no room for another world"]],
  world: "one-too-many",
};
const ABSENT: Failing = { status: 404, when: "when there is none" };

const isLookup = ({ name }: Helper): boolean => name === "get" || name === "delete";

const failures = table.flatMap((helper) => [
  toFailure(helper, WRONG_TOKEN),
  ...(isOfWorld(helper) ? [toFailure(helper, NO_NAME)] : []),
  ...(isOfWorld(helper) && !isLookup(helper) ? [toFailure(helper, NO_ROOM)] : []),
  ...(helper.absent ? [toFailure(helper, ABSENT)] : []),
]);

const UNKNOWN = "unknown";

/** What is named and is not there. */
const missing = (
  [
    {
      name: "scenario",
      operationId: "runScenario",
      when: "",
      path: "/scenarios/avacy/unknown",
      body: {},
      call: (each) => each.scenario("avacy", UNKNOWN),
    },
    { name: "state", operationId: "getState", when: "", path: "/state/unknown", call: (each) => each.state(UNKNOWN) },
    {
      name: "putState",
      operationId: "putState",
      when: "",
      path: "/state/unknown",
      body: state,
      call: (each) => each.putState(UNKNOWN, state),
    },
    {
      name: "redeliver",
      operationId: "redeliverEvent",
      when: "",
      path: "/outbox/98/redeliver",
      call: (each) => each.redeliver(98),
    },
  ] satisfies readonly Helper[]
).map((helper: Helper) => toFailure(helper, ABSENT));

const follow: Helper = {
  name: "follow",
  operationId: "streamExchanges",
  given: [exchange],
  when: "give those there are, one by one",
  path: "/exchanges/stream",
  query: { since: "0", limit: "1" },
  accept: "text/event-stream",
  async call(each) {
    const followed: unknown[] = [];
    try {
      for await (const one of each.follow({ since: 0, limit: 1 })) followed.push(one);
    } catch (error) {
      if (error instanceof module.FollowError) return error.failure;
      throw error;
    }
    return followed;
  },
};

const following: readonly HelperCall[] = [
  {
    ...toSuccess(follow),
    returns: ({ replies }) =>
      [...String(replies[0]).matchAll(/^data: (.*)$/gm)].map(([, data = ""]) => JSON.parse(data) as unknown),
  },
  ...[WRONG_TOKEN, NO_NAME, NO_ROOM].map((failing) => toFailure(follow, failing)),
];

const here = { baseUrl: "http://provider.invalid", fetch };

const addresses: HelperCall = {
  helpers: ["world", "baseUrl"],
  when: "tell where a provider answers in that world, and ask nothing",
  exchanges: [],
  call: async (site) => connect(site).world(NAME).baseUrl("didomi"),
  returns: () => `http://provider.invalid/~${NAME}/didomi`,
};

export const helpers: Helpers = {
  functions: functionsOf(module, connect(here), connect(here).world()),
  calls: [...table.map(toSuccess), ...failures, ...missing, ...following, addresses],
};
