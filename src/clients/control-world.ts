import type { Client } from "openapi-fetch";
import type { components, operations, paths } from "#generated/control/types.ts";
import { followExchanges } from "./control-follow.ts";
import { type ControlResult, readProblem, toDone } from "./control-results.ts";
import type { Fetch } from "./fetch.ts";
import { mapResult, toResult } from "./result.ts";

type Schemas = components["schemas"];
type ExchangeQuery = NonNullable<operations["listExchanges"]["parameters"]["query"]>;

/** Which exchanges; what is left out matches all. */
export interface ExchangeFilter extends Omit<ExchangeQuery, "status" | "waitMs" | "count"> {
  /** A status, or a class of them such as `4xx`. */
  readonly status?: number | string;
}

/** Which exchanges, and how long to wait for them. */
export interface AwaitedExchangeFilter extends ExchangeFilter, Pick<ExchangeQuery, "waitMs" | "count"> {}

/** What the verbs of one world need of the client. */
export interface WorldConnection {
  readonly api: Client<paths>;
  /** Where standin answers; no trailing slash. */
  readonly origin: string;
  /** Gives a call up after as many milliseconds more than it takes anyway. */
  readonly within: (extraMs?: number) => { readonly fetch: Fetch };
}

/** One world of a running standin. A world springs into existence when anything but `get` and `delete` is asked of it. */
export interface WorldClient
  extends WorldVerbs,
    SnapshotVerbs,
    ClockVerbs,
    FaultVerbs,
    ExchangeVerbs,
    StateVerbs,
    OutboxVerbs {
  readonly name: string;
  /** Where a provider answers in this world: the base URL for its clients. */
  baseUrl(provider: string): string;
}

interface WorldVerbs {
  get(): Promise<ControlResult<Schemas["World"]>>;
  /** Makes the world, or changes its settings; its state stays. */
  put(settings?: Schemas["WorldSettings"]): Promise<ControlResult<Schemas["World"]>>;
  /** Removes the world with its snapshots. */
  delete(): Promise<ControlResult<undefined>>;
  /** Back to the seed: state, ids, clock, faults, journal, outbox. Snapshots stay. */
  reset(): Promise<ControlResult<Schemas["World"]>>;
  /** Makes a second world equal to this one; one of that name is replaced. */
  fork(into: string): Promise<ControlResult<Schemas["World"]>>;
}

interface SnapshotVerbs {
  /** In the order in which they were taken. */
  snapshots(): Promise<ControlResult<Schemas["Snapshot"][]>>;
  /** Keeps state, ids and clock under a name; replaces a snapshot of that name. */
  snapshot(name: string): Promise<ControlResult<Schemas["Snapshot"]>>;
  /** Back to a snapshot: state, ids, clock. Journal, faults and outbox stay. */
  restore(name: string): Promise<ControlResult<Schemas["World"]>>;
  deleteSnapshot(name: string): Promise<ControlResult<undefined>>;
}

interface ClockVerbs {
  clock(): Promise<ControlResult<Schemas["Clock"]>>;
  /** Sets, freezes or scales the clock. Set forward, it runs what is due on the way before the reply. */
  changeClock(change: Schemas["ClockChange"]): Promise<ControlResult<Schemas["Clock"]>>;
  /**
   * Moves the clock forward and runs what is due on the way (webhook retries and the like) before the reply.
   *
   * @param by milliseconds, or an ISO 8601 duration such as `PT15M`
   */
  advance(by: number | string): Promise<ControlResult<Schemas["Clock"]>>;
}

interface FaultVerbs {
  /** In the order in which they are asked. */
  faults(): Promise<ControlResult<Schemas["Fault"][]>>;
  /** Disturbs exchanges by an `effect` or a `preset`. */
  addFault(fault: Schemas["FaultRequest"]): Promise<ControlResult<Schemas["Fault"]>>;
  clearFaults(): Promise<ControlResult<undefined>>;
  removeFault(id: string): Promise<ControlResult<undefined>>;
}

interface ExchangeVerbs {
  /**
   * What was asked and answered, oldest first: the first ones after `since`, or, without it, the newest. With `waitMs`
   * it waits that many milliseconds for `count` of them, 1 when left out.
   */
  exchanges(filter?: AwaitedExchangeFilter): Promise<ControlResult<Schemas["Exchange"][]>>;
  clearExchanges(): Promise<ControlResult<undefined>>;
  /**
   * Exchanges as they happen, with no time limit: `for await (const exchange of world.follow()) …`. Ends with the world,
   * after `limit` exchanges, or when `signal` is aborted.
   *
   * @throws FollowError when standin refuses, or nobody answers any more
   */
  follow(filter?: ExchangeFilter, options?: { readonly signal?: AbortSignal }): AsyncIterable<Schemas["Exchange"]>;
  /** The journal as an HTTP archive, HAR 1.2. */
  har(filter?: ExchangeFilter): Promise<ControlResult<Schemas["Har"]>>;
}

interface StateVerbs {
  /** Prepares the world by one of a provider's scenarios; gives what the scenario tells of what it made. */
  scenario(
    provider: string,
    name: string,
    parameters?: Readonly<Record<string, unknown>>,
  ): Promise<ControlResult<unknown>>;
  /** Everything a provider holds, secrets included. */
  state(provider: string): Promise<ControlResult<Schemas["State"]>>;
  /** Replaces everything a provider holds by what `state` gave. */
  putState(provider: string, state: Schemas["State"]): Promise<ControlResult<Schemas["State"]>>;
}

interface OutboxVerbs {
  /** Events owed and delivered, in the order in which they happened. */
  outbox(): Promise<ControlResult<Schemas["Event"][]>>;
  /** Delivers an event once more, now; the reply waits for the attempt. */
  redeliver(number: number): Promise<ControlResult<Schemas["Event"]>>;
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
  // What falls due on the way may be many deliveries to slow receivers, each with a time limit of its own.
  return {
    clock: () => toResult(api.GET("/worlds/{world}/clock", { params, ...within() }), readProblem),
    changeClock: (body) => toResult(api.PATCH("/worlds/{world}/clock", { params, body }), readProblem),
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
            api.GET("/worlds/{world}/exchanges/stream", {
              params: { path, query: { ...query, ...position } },
              headers: { Accept: "text/event-stream" },
              parseAs: "stream",
              signal: signal ?? null,
            }),
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
        // The spec says no more than "an object", which its generated type takes for an empty one.
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
    // The receiver has a time limit of its own.
    redeliver: (event) =>
      toResult(
        api.POST("/worlds/{world}/outbox/{event}/redeliver", { params: { path: { world, event } } }),
        readProblem,
      ),
  };
}
