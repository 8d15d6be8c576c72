import type { Client } from "openapi-fetch";
import type { components, operations, paths } from "#generated/control/types.ts";
import { followExchanges } from "./control-follow.ts";
import { type ControlResult, readProblem, toDone } from "./control-results.ts";
import type { Fetch } from "./fetch.ts";
import { mapResult, toResult } from "./result.ts";

type Schemas = components["schemas"];
type ExchangeQuery = NonNullable<operations["listExchanges"]["parameters"]["query"]>;

/** Selects exchanges; an absent member matches all. */
export interface ExchangeFilter extends Omit<ExchangeQuery, "status" | "waitMs" | "count"> {
  /** A status, or a class of them such as `4xx`. */
  readonly status?: number | string;
}

/** Selects exchanges, and says how long to wait for them. */
export interface AwaitedExchangeFilter extends ExchangeFilter, Pick<ExchangeQuery, "waitMs" | "count"> {}

/** The parts of the client that the methods of a world need. */
export interface WorldConnection {
  readonly api: Client<paths>;
  /** The URL of standin; no trailing slash. */
  readonly origin: string;
  /** Extends the timeout of a call by this many milliseconds. */
  readonly within: (extraMs?: number) => { readonly fetch: Fetch };
}

/** One world of a running standin. Any call but `get` and `delete` creates the world if it does not exist. */
export interface WorldClient
  extends WorldVerbs,
    SnapshotVerbs,
    ClockVerbs,
    FaultVerbs,
    ExchangeVerbs,
    StateVerbs,
    OutboxVerbs {
  readonly name: string;
  /** Returns the base URL of a provider in this world, for its clients. */
  baseUrl(provider: string): string;
}

interface WorldVerbs {
  get(): Promise<ControlResult<Schemas["World"]>>;
  /** Creates the world, or changes its settings; its state is kept. */
  put(settings?: Schemas["WorldSettings"]): Promise<ControlResult<Schemas["World"]>>;
  /** Deletes the world and its snapshots. */
  delete(): Promise<ControlResult<undefined>>;
  /** Resets state, ids, clock, faults, journal and outbox to the seed. Snapshots and settings are kept. */
  reset(): Promise<ControlResult<Schemas["World"]>>;
  /** Creates a copy of this world; an existing world of that name is replaced. */
  fork(into: string): Promise<ControlResult<Schemas["World"]>>;
}

interface SnapshotVerbs {
  /** Returns the snapshots, oldest first. */
  snapshots(): Promise<ControlResult<Schemas["Snapshot"][]>>;
  /** Saves state, ids and clock under a name; replaces a snapshot of that name. */
  snapshot(name: string): Promise<ControlResult<Schemas["Snapshot"]>>;
  /** Restores state, ids and clock from a snapshot. Journal, faults and outbox are kept. */
  restore(name: string): Promise<ControlResult<Schemas["World"]>>;
  deleteSnapshot(name: string): Promise<ControlResult<undefined>>;
}

interface ClockVerbs {
  clock(): Promise<ControlResult<Schemas["Clock"]>>;
  /** Sets, freezes or scales the clock. If set forward, the work that falls due runs before the reply. */
  changeClock(change: Schemas["ClockChange"]): Promise<ControlResult<Schemas["Clock"]>>;
  /**
   * Moves the clock forward and runs the work that falls due (such as webhook retries) before the reply.
   *
   * @param by milliseconds, or an ISO 8601 duration such as `PT15M`
   */
  advance(by: number | string): Promise<ControlResult<Schemas["Clock"]>>;
  /** Returns what the clock runs next: scheduled work and pending webhooks, earliest first. */
  due(): Promise<ControlResult<Schemas["DueItem"][]>>;
}

interface FaultVerbs {
  /** Returns the faults in the order in which they are tried. */
  faults(): Promise<ControlResult<Schemas["Fault"][]>>;
  /** Adds a fault with an `effect` or a `preset`. */
  addFault(fault: Schemas["FaultRequest"]): Promise<ControlResult<Schemas["Fault"]>>;
  clearFaults(): Promise<ControlResult<undefined>>;
  removeFault(id: string): Promise<ControlResult<undefined>>;
}

interface ExchangeVerbs {
  /**
   * Returns exchanges, oldest first: the first ones after `since`, or, without it, the newest. With `waitMs` it waits up
   * to that many milliseconds for `count` of them; default 1.
   */
  exchanges(filter?: AwaitedExchangeFilter): Promise<ControlResult<Schemas["Exchange"][]>>;
  clearExchanges(): Promise<ControlResult<undefined>>;
  /**
   * Yields exchanges as they happen, without a timeout: `for await (const exchange of world.follow()) …`. Ends with the world,
   * after `limit` exchanges, or when `signal` aborts.
   *
   * @throws FollowError if standin refuses, no longer answers, or sends an event that is not an exchange
   */
  follow(filter?: ExchangeFilter, options?: { readonly signal?: AbortSignal }): AsyncIterable<Schemas["Exchange"]>;
  /** Returns the journal as an HTTP archive, HAR 1.2. */
  har(filter?: ExchangeFilter): Promise<ControlResult<Schemas["Har"]>>;
}

interface StateVerbs {
  /** Runs a scenario of a provider in this world; returns the scenario's result. */
  scenario(
    provider: string,
    name: string,
    parameters?: Readonly<Record<string, unknown>>,
  ): Promise<ControlResult<unknown>>;
  /** Returns the complete state of a provider, secrets included. */
  state(provider: string): Promise<ControlResult<Schemas["State"]>>;
  /** Replaces the state of a provider by a result of `state`. */
  putState(provider: string, state: Schemas["State"]): Promise<ControlResult<Schemas["State"]>>;
}

interface OutboxVerbs {
  /** Returns the outbox: events pending and delivered, oldest first. */
  outbox(): Promise<ControlResult<Schemas["Event"][]>>;
  /** Waits until every delivery that is due has been tried, without a timeout: each has its own. */
  settleOutbox(): Promise<ControlResult<undefined>>;
  /** Delivers an event again, now; the reply waits for the attempt. */
  redeliver(number: number): Promise<ControlResult<Schemas["Event"]>>;
}

/** @throws Error for a reply of another kind, such as a page of a proxy, in which no event would ever be found */
function requireEvents<Answer extends { readonly response: Response }>(answer: Answer): Answer {
  const { ok, headers, body } = answer.response;
  if (!ok || /^text\/event-stream\b/i.test(headers.get("content-type") ?? "")) return answer;
  void body?.cancel().catch(() => {});
  throw new Error("the reply is not a stream of events");
}

export function createWorldClient(connection: WorldConnection, world: string): WorldClient {
  return {
    name: world,
    baseUrl: (provider) => `${connection.origin}/~${encodeURIComponent(world)}/${encodeURIComponent(provider)}`,
    ...createWorldVerbs(connection, world),
    ...createSnapshotVerbs(connection, world),
    ...createClockVerbs(connection, world),
    ...createFaultVerbs(connection, world),
    ...createExchangeVerbs(connection, world),
    ...createStateVerbs(connection, world),
    ...createOutboxVerbs(connection, world),
  };
}

function createWorldVerbs({ api, within }: WorldConnection, world: string): WorldVerbs {
  const params = { path: { world } };
  return {
    get: () => toResult(api.GET("/worlds/{world}", { params, ...within() }), readProblem),
    put: (body = {}) => toResult(api.PUT("/worlds/{world}", { params, body, ...within() }), readProblem),
    delete: () => toDone(api.DELETE("/worlds/{world}", { params, ...within() })),
    reset: () => toResult(api.POST("/worlds/{world}/reset", { params, ...within() }), readProblem),
    fork: (into) => toResult(api.POST("/worlds/{world}/fork", { params, body: { into }, ...within() }), readProblem),
  };
}

function createSnapshotVerbs({ api, within }: WorldConnection, world: string): SnapshotVerbs {
  const at = (snapshot: string) => ({ params: { path: { world, snapshot } }, ...within() });
  return {
    async snapshots() {
      const answer = api.GET("/worlds/{world}/snapshots", { params: { path: { world } }, ...within() });
      return mapResult(await toResult(answer, readProblem), ({ snapshots }) => snapshots);
    },
    snapshot: (name) => toResult(api.PUT("/worlds/{world}/snapshots/{snapshot}", at(name)), readProblem),
    restore: (name) => toResult(api.POST("/worlds/{world}/snapshots/{snapshot}/restore", at(name)), readProblem),
    deleteSnapshot: (name) => toDone(api.DELETE("/worlds/{world}/snapshots/{snapshot}", at(name))),
  };
}

function createClockVerbs({ api, within }: WorldConnection, world: string): ClockVerbs {
  const params = { path: { world } };
  // Many deliveries to slow receivers may fall due, each with its own timeout.
  return {
    clock: () => toResult(api.GET("/worlds/{world}/clock", { params, ...within() }), readProblem),
    changeClock: (body) => toResult(api.PATCH("/worlds/{world}/clock", { params, body }), readProblem),
    async due() {
      const answer = api.GET("/worlds/{world}/due", { params, ...within() });
      return mapResult(await toResult(answer, readProblem), ({ due }) => due);
    },
    advance: (by) => toResult(api.POST("/worlds/{world}/clock/advance", { params, body: { by } }), readProblem),
  };
}

function createFaultVerbs({ api, within }: WorldConnection, world: string): FaultVerbs {
  const params = { path: { world } };
  return {
    async faults() {
      const answer = api.GET("/worlds/{world}/faults", { params, ...within() });
      return mapResult(await toResult(answer, readProblem), ({ faults }) => faults);
    },
    addFault: (body) => toResult(api.POST("/worlds/{world}/faults", { params, body, ...within() }), readProblem),
    clearFaults: () => toDone(api.DELETE("/worlds/{world}/faults", { params, ...within() })),
    removeFault: (fault) =>
      toDone(api.DELETE("/worlds/{world}/faults/{fault}", { params: { path: { world, fault } }, ...within() })),
  };
}

function createExchangeVerbs({ api, within }: WorldConnection, world: string): ExchangeVerbs {
  const path = { world };
  return {
    async exchanges(filter = {}) {
      const params = { path, query: toQuery(filter) };
      const answer = api.GET("/worlds/{world}/exchanges", { params, ...within(filter.waitMs) });
      return mapResult(await toResult(answer, readProblem), ({ exchanges }) => exchanges);
    },
    clearExchanges: () => toDone(api.DELETE("/worlds/{world}/exchanges", { params: { path }, ...within() })),
    follow(filter = {}, { signal } = {}) {
      const query = toQuery(filter);
      return followExchanges(
        (position) =>
          toResult(
            api
              .GET("/worlds/{world}/exchanges/stream", {
                params: { path, query: { ...query, ...position } },
                headers: { Accept: "text/event-stream" },
                parseAs: "stream",
                signal: signal ?? null,
              })
              .then(requireEvents),
            readProblem,
          ),
        filter,
        signal,
      );
    },
    har: (filter = {}) =>
      toResult(
        api.GET("/worlds/{world}/exchanges/har", { params: { path, query: toQuery(filter) }, ...within() }),
        readProblem,
      ),
  };
}

const toQuery = <Filter extends ExchangeFilter>({ status, ...filter }: Filter) => ({
  ...filter,
  ...(status !== undefined && { status: String(status) }),
});

function createStateVerbs({ api, within }: WorldConnection, world: string): StateVerbs {
  const at = (provider: string) => ({ params: { path: { world, provider } }, ...within() });
  return {
    async scenario(provider, scenario, parameters = {}) {
      const params = { path: { world, provider, scenario } };
      const answer = api.POST("/worlds/{world}/scenarios/{provider}/{scenario}", {
        params,
        // The spec says only "an object", which the generated type makes an empty one.
        body: parameters as Record<string, never>,
        ...within(),
      });
      return mapResult(await toResult(answer, readProblem), ({ result }) => result);
    },
    state: (provider) => toResult(api.GET("/worlds/{world}/state/{provider}", at(provider)), readProblem),
    putState: (provider, body) =>
      toResult(api.PUT("/worlds/{world}/state/{provider}", { ...at(provider), body }), readProblem),
  };
}

function createOutboxVerbs({ api, within }: WorldConnection, world: string): OutboxVerbs {
  return {
    async outbox() {
      const answer = api.GET("/worlds/{world}/outbox", { params: { path: { world } }, ...within() });
      return mapResult(await toResult(answer, readProblem), ({ events }) => events);
    },
    settleOutbox: () => toDone(api.POST("/worlds/{world}/outbox/settle", { params: { path: { world } } })),
    // The delivery has its own timeout.
    redeliver: (event) =>
      toResult(
        api.POST("/worlds/{world}/outbox/{event}/redeliver", { params: { path: { world, event } } }),
        readProblem,
      ),
  };
}
