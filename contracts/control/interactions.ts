import { type ControlResults, createControlClient } from "#clients/control.ts";
import { type Answer, defineContract, type FromState, type Interaction, type State } from "../agreement/contract.ts";
import { helpers } from "./helpers.ts";
import { walk } from "./walk.ts";

type Api = ControlResults["api"];

/** In which world something is asked, and what is sent along. */
interface Place {
  readonly world: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A call that succeeds. How else it is answered follows from it. */
interface Success extends Omit<Interaction<Api>, "call"> {
  readonly ask: (api: Api, place: Place, from: FromState) => Promise<Answer>;
}

const WORLD = "checkout-test";
const HERE: Place = { world: WORLD, headers: {} };
const inWorldState = (state: string, parameters: Readonly<Record<string, unknown>> = {}): State => [
  state,
  { world: WORLD, ...parameters },
];
const world = inWorldState("a world");
const frozen = inWorldState("a frozen clock");
const snapshot = inWorldState("a snapshot", { snapshot: "signed in" });
const fault = inWorldState("a fault");
const exchange = inWorldState("an exchange", { provider: "avacy", answered: true });
const refusedExchange = inWorldState("an exchange", { provider: "avacy" });
const event = inWorldState("an event");

const at = ({ world: name, headers }: Place) => ({ params: { path: { world: name } }, headers });
const atSnapshot = ({ world: name, headers }: Place) => ({
  params: { path: { world: name, snapshot: "signed in" } },
  headers,
});
const atFault = ({ world: name, headers }: Place, id: string) => ({
  params: { path: { world: name, fault: id } },
  headers,
});
const atState = ({ world: name, headers }: Place, provider = "avacy") => ({
  params: { path: { world: name, provider } },
  headers,
});
const atScenario = ({ world: name, headers }: Place, scenario = "an API token", provider = "avacy") => ({
  params: { path: { world: name, provider, scenario } },
  headers,
});
const atEvent = ({ world: name, headers }: Place, number: number) => ({
  params: { path: { world: name, event: number } },
  headers,
});

const token = { token: "7|fake-token" };
const state = {
  collections: { tokens: [{ ...token, tenant: "standin", revoked: false }] },
  counters: { "consents/standin": 3 },
};
const slow = {
  match: { provider: "avacy", operation: "recordConsent" },
  when: { first: 2 },
  effect: { status: 429, retryAfterSeconds: 5 },
};
/** What the state "a fault" makes: it answers everything. */
const plain = {
  match: { provider: undefined, operation: undefined },
  when: { first: undefined },
  effect: { retryAfterSeconds: undefined },
};
const fromState = (from: FromState) => from("fault", "fault-1");
const eventOf = (from: FromState) => Number(from("event", "1"));

const server: readonly Success[] = [
  {
    operationId: "getHealth",
    status: 200,
    when: "when it is up",
    ask: (api, { headers }) => api.GET("/health", { headers }),
  },
  {
    operationId: "listProviders",
    status: 200,
    when: "when there are some",
    ask: (api, { headers }) => api.GET("/providers", { headers }),
  },
  {
    operationId: "getLimits",
    status: 200,
    when: "when it is up",
    ask: (api, { headers }) => api.GET("/limits", { headers }),
  },
  {
    operationId: "getAgreement",
    status: 200,
    when: "when it is up",
    ask: (api, { headers }) => api.GET("/agreement", { headers }),
  },
  {
    operationId: "listWorlds",
    status: 200,
    when: "when there is one",
    given: [world],
    ask: (api, { headers }) => api.GET("/worlds", { headers }),
  },
];

/** These look for a world, and do not make one. */
const lookups: readonly Success[] = [
  {
    operationId: "getWorld",
    status: 200,
    when: "when there is such a world",
    given: [world],
    ask: (api, place) => api.GET("/worlds/{world}", at(place)),
  },
  {
    operationId: "deleteWorld",
    status: 204,
    when: "when there is such a world",
    given: [world],
    ask: (api, place) => api.DELETE("/worlds/{world}", at(place)),
  },
];

const worlds: readonly Success[] = [
  {
    operationId: "putWorld",
    status: 200,
    when: "when it is to be traced",
    differs: { trackReads: true },
    exactly: ["name", "trackReads"],
    ask: (api, place) => api.PUT("/worlds/{world}", { ...at(place), body: { trackReads: true } }),
  },
  {
    operationId: "resetWorld",
    status: 200,
    when: "when it had a past",
    given: [exchange],
    differs: { exchanges: 0 },
    exactly: ["exchanges"],
    ask: (api, place) => api.POST("/worlds/{world}/reset", at(place)),
  },
  {
    operationId: "forkWorld",
    status: 201,
    when: "when the copy has a name",
    given: [frozen],
    differs: { name: "checkout-test-2" },
    exactly: ["name"],
    ask: (api, place) => api.POST("/worlds/{world}/fork", { ...at(place), body: { into: "checkout-test-2" } }),
  },
];

const snapshots: readonly Success[] = [
  {
    operationId: "listSnapshots",
    status: 200,
    when: "when there is one",
    given: [snapshot],
    ask: (api, place) => api.GET("/worlds/{world}/snapshots", at(place)),
  },
  {
    operationId: "putSnapshot",
    status: 200,
    when: "when there is room",
    exactly: ["name"],
    ask: (api, place) => api.PUT("/worlds/{world}/snapshots/{snapshot}", atSnapshot(place)),
  },
  {
    operationId: "getSnapshot",
    status: 200,
    when: "when there is such a snapshot",
    given: [snapshot],
    exactly: ["name"],
    ask: (api, place) => api.GET("/worlds/{world}/snapshots/{snapshot}", atSnapshot(place)),
  },
  {
    operationId: "deleteSnapshot",
    status: 204,
    when: "when there is such a snapshot",
    given: [snapshot],
    ask: (api, place) => api.DELETE("/worlds/{world}/snapshots/{snapshot}", atSnapshot(place)),
  },
  {
    operationId: "restoreSnapshot",
    status: 200,
    when: "when there is such a snapshot",
    given: [snapshot],
    ask: (api, place) => api.POST("/worlds/{world}/snapshots/{snapshot}/restore", atSnapshot(place)),
  },
];

const clock: readonly Success[] = [
  {
    operationId: "getClock",
    status: 200,
    when: "when it stands still",
    given: [frozen],
    exactly: ["now", "frozen", "scale"],
    ask: (api, place) => api.GET("/worlds/{world}/clock", at(place)),
  },
  {
    operationId: "listDue",
    status: 200,
    when: "when a webhook is to be tried again",
    given: [event],
    ask: (api, place) => api.GET("/worlds/{world}/due", at(place)),
  },
  {
    operationId: "changeClock",
    status: 200,
    when: "when it is set and stopped",
    exactly: ["now", "frozen", "scale"],
    ask: (api, place) =>
      api.PATCH("/worlds/{world}/clock", { ...at(place), body: { now: "2024-01-01T00:00:00.000Z", frozen: true } }),
  },
  {
    operationId: "changeClock",
    status: 200,
    when: "when it is to run faster",
    given: [frozen],
    differs: { frozen: false, scale: 60 },
    exactly: ["frozen", "scale"],
    ask: (api, place) => api.PATCH("/worlds/{world}/clock", { ...at(place), body: { scale: 60 } }),
  },
  {
    operationId: "advanceClock",
    status: 200,
    when: "when the duration is in words",
    given: [frozen],
    differs: { now: "2024-01-01T00:15:00.000Z" },
    exactly: ["now"],
    ask: (api, place) => api.POST("/worlds/{world}/clock/advance", { ...at(place), body: { by: "PT15M" } }),
  },
  {
    operationId: "advanceClock",
    status: 200,
    when: "when the duration is in milliseconds",
    given: [frozen],
    differs: { now: "2024-01-01T00:00:01.500Z" },
    exactly: ["now"],
    ask: (api, place) => api.POST("/worlds/{world}/clock/advance", { ...at(place), body: { by: 1500 } }),
  },
];

const faults: readonly Success[] = [
  {
    operationId: "listFaults",
    status: 200,
    when: "when there is one",
    given: [fault],
    differs: { faults: [{ id: "fault-1", match: {}, when: {}, effect: { status: 500 }, matched: 0, disturbed: 0 }] },
    ask: (api, place) => api.GET("/worlds/{world}/faults", at(place)),
  },
  {
    operationId: "addFault",
    status: 201,
    when: "when its effect is told",
    exactly: ["match", "when", "effect"],
    ask: (api, place) => api.POST("/worlds/{world}/faults", { ...at(place), body: slow }),
  },
  {
    operationId: "addFault",
    status: 201,
    when: "when it has a name",
    differs: {
      ...plain,
      when: { first: undefined, every: 2 },
      effect: { status: 429, retryAfterSeconds: 1 },
      preset: "throttled",
    },
    exactly: ["when", "effect", "preset"],
    ask: (api, place) => api.POST("/worlds/{world}/faults", { ...at(place), body: { preset: "throttled" } }),
  },
  {
    operationId: "clearFaults",
    status: 204,
    when: "when there is one",
    given: [fault],
    ask: (api, place) => api.DELETE("/worlds/{world}/faults", at(place)),
  },
  {
    operationId: "getFault",
    status: 200,
    when: "when there is such a fault",
    given: [fault],
    differs: plain,
    ask: (api, place, from) => api.GET("/worlds/{world}/faults/{fault}", atFault(place, fromState(from))),
  },
  {
    operationId: "deleteFault",
    status: 204,
    when: "when there is such a fault",
    given: [fault],
    ask: (api, place, from) => api.DELETE("/worlds/{world}/faults/{fault}", atFault(place, fromState(from))),
  },
];

const exchanges: readonly Success[] = [
  {
    operationId: "listExchanges",
    status: 200,
    when: "when one was answered",
    given: [exchange],
    example: "answered",
    ask: (api, place) => api.GET("/worlds/{world}/exchanges", at(place)),
  },
  {
    operationId: "clearExchanges",
    status: 204,
    when: "when there is one",
    given: [exchange],
    ask: (api, place) => api.DELETE("/worlds/{world}/exchanges", at(place)),
  },
  {
    operationId: "streamExchanges",
    status: 200,
    when: "when it shall begin with those there are",
    given: [exchange],
    ask: (api, { world: name, headers }) =>
      api.GET("/worlds/{world}/exchanges/stream", {
        params: { path: { world: name }, query: { since: 0, limit: 1 } },
        headers: { Accept: "text/event-stream", ...headers },
        parseAs: "text",
      }),
  },
  {
    operationId: "exportExchanges",
    status: 200,
    when: "when there is one",
    given: [exchange],
    ask: (api, place) => api.GET("/worlds/{world}/exchanges/har", at(place)),
  },
];

const states: readonly Success[] = [
  {
    operationId: "runScenario",
    status: 200,
    when: "when it tells what it made",
    ask: (api, place) =>
      api.POST("/worlds/{world}/scenarios/{provider}/{scenario}", { ...atScenario(place), body: token }),
  },
  {
    operationId: "getState",
    status: 200,
    when: "when the provider holds something",
    given: [exchange],
    ask: (api, place) => api.GET("/worlds/{world}/state/{provider}", atState(place)),
  },
  {
    operationId: "putState",
    status: 200,
    when: "when it is a state of the provider",
    exactly: ["counters"],
    ask: (api, place) => api.PUT("/worlds/{world}/state/{provider}", { ...atState(place), body: state }),
  },
];

const outbox: readonly Success[] = [
  {
    operationId: "listEvents",
    status: 200,
    when: "when there is one",
    given: [event],
    ask: (api, place) => api.GET("/worlds/{world}/outbox", at(place)),
  },
  {
    operationId: "settleOutbox",
    status: 204,
    when: "when one has been tried",
    given: [event],
    ask: (api, place) => api.POST("/worlds/{world}/outbox/settle", at(place)),
  },
  {
    operationId: "redeliverEvent",
    status: 200,
    when: "when there is such an event",
    given: [event],
    ask: (api, place, from) => api.POST("/worlds/{world}/outbox/{event}/redeliver", atEvent(place, eventOf(from))),
  },
];

/** These make the world that they speak of. */
const inWorld = [...worlds, ...snapshots, ...clock, ...faults, ...exchanges, ...states, ...outbox];

const toInteraction = ({ ask, ...rest }: Success): Interaction<Api> => ({
  ...rest,
  call: (api, from) => ask(api, HERE, from),
});

/** One success of each operation; what else it is asked differs in nothing that matters to refusals. */
const oneOfEach = (successes: readonly Success[]): readonly Success[] =>
  successes.filter(
    ({ operationId }, index) => successes.findIndex((each) => each.operationId === operationId) === index,
  );

const refused = (
  successes: readonly Success[],
  refusal: Pick<Interaction<Api>, "status" | "when" | "given">,
  place: Partial<Place> = {},
): Interaction<Api>[] =>
  oneOfEach(successes).map(({ operationId, ask }) => ({
    operationId,
    exactly: ["status"],
    ...refusal,
    call: (api, from) => ask(api, { ...HERE, ...place }, from),
  }));

const withoutToken = { status: 401, when: "when the control token is missing", given: [["a control token"] as State] };
const noName = { status: 400, when: "when the name of the world is invalid" };
const noRoom = {
  status: 409,
  when: "when there is no room for another world",
  given: [["no room for another world"] as State],
};

const UNKNOWN = "unknown";

const missing: readonly Success[] = [
  ...lookups.map(({ operationId, ask }) => ({ operationId, status: 404, when: "when there is no such world", ask })),
  ...snapshots
    .filter(({ operationId }) => ["getSnapshot", "deleteSnapshot", "restoreSnapshot"].includes(operationId))
    .map(({ operationId, ask }) => ({ operationId, status: 404, when: "when there is no such snapshot", ask })),
  {
    operationId: "getFault",
    status: 404,
    when: "when there is no such fault",
    ask: (api, place) => api.GET("/worlds/{world}/faults/{fault}", atFault(place, UNKNOWN)),
  },
  {
    operationId: "deleteFault",
    status: 404,
    when: "when there is no such fault",
    ask: (api, place) => api.DELETE("/worlds/{world}/faults/{fault}", atFault(place, UNKNOWN)),
  },
  {
    operationId: "runScenario",
    status: 404,
    when: "when there is no such provider",
    ask: (api, place) =>
      api.POST("/worlds/{world}/scenarios/{provider}/{scenario}", atScenario(place, "an API token", UNKNOWN)),
  },
  {
    operationId: "runScenario",
    status: 404,
    when: "when the provider has no such scenario",
    ask: (api, place) => api.POST("/worlds/{world}/scenarios/{provider}/{scenario}", atScenario(place, UNKNOWN)),
  },
  {
    operationId: "getState",
    status: 404,
    when: "when there is no such provider",
    ask: (api, place) => api.GET("/worlds/{world}/state/{provider}", atState(place, UNKNOWN)),
  },
  {
    operationId: "putState",
    status: 404,
    when: "when there is no such provider",
    ask: (api, place) => api.PUT("/worlds/{world}/state/{provider}", { ...atState(place, UNKNOWN), body: state }),
  },
  {
    operationId: "redeliverEvent",
    status: 404,
    when: "when there is no such event",
    ask: (api, place) => api.POST("/worlds/{world}/outbox/{event}/redeliver", atEvent(place, 99)),
  },
];

/** What no schema can forbid. */
const impossible: readonly Success[] = [
  {
    operationId: "forkWorld",
    status: 400,
    when: "when the copy would be the world itself",
    ask: (api, place) => api.POST("/worlds/{world}/fork", { ...at(place), body: { into: WORLD } }),
  },
  {
    operationId: "changeClock",
    status: 400,
    when: "when it shall stand still and run",
    ask: (api, place) => api.PATCH("/worlds/{world}/clock", { ...at(place), body: { frozen: true, scale: 2 } }),
  },
  {
    operationId: "advanceClock",
    status: 400,
    when: "when the duration is none",
    ask: (api, place) => api.POST("/worlds/{world}/clock/advance", { ...at(place), body: { by: "15 minutes" } }),
  },
  {
    operationId: "addFault",
    status: 400,
    when: "when no provider has that operation",
    ask: (api, place) =>
      api.POST("/worlds/{world}/faults", {
        ...at(place),
        body: { match: { operation: "recordNothing" }, effect: { status: 500 } },
      }),
  },
  {
    operationId: "addFault",
    status: 400,
    when: "when the provider does not answer by that status",
    ask: (api, place) =>
      api.POST("/worlds/{world}/faults", { ...at(place), body: { match: slow.match, effect: { status: 418 } } }),
  },
  {
    operationId: "putState",
    status: 400,
    when: "when the provider has no such collection",
    ask: (api, place) =>
      api.PUT("/worlds/{world}/state/{provider}", {
        ...atState(place),
        body: { collections: { nothings: [] }, counters: {} },
      }),
  },
  {
    operationId: "redeliverEvent",
    status: 400,
    when: "when the number is none",
    ask: (api, place) => api.POST("/worlds/{world}/outbox/{event}/redeliver", atEvent(place, 0)),
  },
];

const full: readonly Success[] = [
  {
    operationId: "putSnapshot",
    status: 409,
    when: "when the world has too many",
    given: [inWorldState("no room for another snapshot")],
    ask: (api, place) => api.PUT("/worlds/{world}/snapshots/{snapshot}", atSnapshot(place)),
  },
  {
    operationId: "addFault",
    status: 409,
    when: "when the world has too many",
    given: [inWorldState("no room for another fault")],
    ask: (api, place) => api.POST("/worlds/{world}/faults", { ...at(place), body: slow }),
  },
];

const variants: readonly Success[] = [
  {
    operationId: "getHealth",
    status: 200,
    when: "when the control token is sent",
    given: [["a control token", { token: "fake-control-token" }]],
    ask: (api) => api.GET("/health", { headers: { Authorization: "Bearer fake-control-token" } }),
  },
  {
    operationId: "listExchanges",
    status: 200,
    when: "when one was refused",
    given: [refusedExchange],
    example: "refused",
    ask: (api, { world: name, headers }) =>
      api.GET("/worlds/{world}/exchanges", {
        params: { path: { world: name }, query: { provider: "avacy", status: "4xx", waitMs: 1000, count: 1 } },
        headers,
      }),
  },
];

/** The client puts the path of the API behind standin's address; a contract is about what is below it. */
const MOUNT = "/_standin";

function withoutMount(request: Request): Request {
  const url = new URL(request.url);
  if (url.pathname.startsWith(`${MOUNT}/`)) url.pathname = url.pathname.slice(MOUNT.length);
  return new Request(url, request);
}

const successes = [...server, ...lookups, ...inWorld];

export const contract = defineContract<Api>({
  provider: "control",
  connect: ({ baseUrl, fetch }) =>
    createControlClient({ baseUrl, fetch: (request) => fetch(withoutMount(request)) }).results.api,
  interactions: [
    ...[...successes, ...variants].map(toInteraction),
    ...refused(successes, withoutToken),
    ...refused([...lookups, ...inWorld], noName, { world: "not~a~name" }),
    ...refused(inWorld, noRoom, { world: "one-too-many" }),
    ...[...missing, ...impossible, ...full].map(toInteraction).map((each) => ({ exactly: ["status"], ...each })),
  ],
  helpers,
  walk,
});
