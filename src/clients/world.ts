import type { components } from "#generated/control/types.ts";
import type { BuiltIn, NameOf, ProviderAndOperation, Providers } from "./provider-types.ts";
import type { ScenarioCall } from "./scenario-call.ts";

type Schemas = components["schemas"];

/** One exchange as the journal shows it; secrets are redacted. */
export type Exchange = Schemas["Exchange"];
/** An HTTP archive, HAR 1.2. */
export type Har = Schemas["Har"];
/** An active fault and its counts. */
export type Fault = Schemas["Fault"];
/** A webhook, or a message that is only kept, with the attempts to deliver it. */
export type OutboxEvent = Schemas["Event"];
/** The complete state of one provider in a world. */
export type ProviderState = Schemas["State"];
export type Snapshot = Schemas["Snapshot"];

/**
 * One world of a running standin: all providers, with their own data, ids, clock, faults and journal. It has the same members in
 * process, in the fixtures, and over HTTP; calls that standin refuses reject with a `StandinError` of the same code and message.
 * `await using` drops it.
 */
export interface World<P extends Providers = BuiltIn> extends AsyncDisposable {
  readonly name: string;
  /**
   * Returns the base URL of a provider in this world, for clients in any language.
   *
   * @throws StandinError if there is no such provider
   */
  baseUrl(provider: NameOf<P>): string;
  /** Answers in this world. Accepts paths that begin with the provider, `fetch("/<provider>/…")`, and the providers' real URLs. */
  readonly fetch: typeof fetch;
  /** Intercepts requests of this process to the providers' real hosts, and answers them in this world. Needs MSW. Ends with the world. */
  intercept(options?: WorldInterceptOptions): Promise<WorldInterception>;
  readonly clock: WorldClock;
  readonly faults: WorldFaults<P>;
  readonly webhooks: WorldWebhooks;
  /** Returns the journal, oldest first: the first ones after `since`, or, without it, the newest. */
  exchanges(filter?: ExchangeQuery<P>): Promise<Exchange[]>;
  /**
   * Waits for exchanges that match; earlier ones count as well.
   *
   * @returns all that match, oldest first
   * @throws StandinError after `timeoutMs` real milliseconds (default 1000); the message lists the exchanges that happened instead
   */
  waitFor(filter?: ExchangeFilter<P>, options?: WaitOptions): Promise<Exchange[]>;
  /** Returns the journal as an HTTP archive. */
  toHar(filter?: ExchangeQuery<P>): Promise<Har>;
  /** Records from now on which members of each request no handler reads, as `unread` in the journal. */
  trackReads(isOn?: boolean): Promise<void>;
  /**
   * Runs a scenario of a provider in this world; returns the scenario's result. Name, parameters and result are typed.
   *
   * @throws StandinError if there is no such scenario, or a parameter is unknown or invalid
   */
  readonly scenario: ScenarioCall<P>;
  /** Returns the complete state of a provider, secrets included. */
  state(provider: NameOf<P>): Promise<ProviderState>;
  /** Replaces the state of a provider by a result of `state`, all or nothing. */
  replaceState(provider: NameOf<P>, state: ProviderState): Promise<void>;
  /** Resets state, ids, clock, faults, journal and outbox to the seed. Snapshots and settings are kept. */
  reset(): Promise<void>;
  /** Saves state, ids and clock under a name; replaces a snapshot of that name. */
  snapshot(name: string): Promise<void>;
  /** Restores state, ids and clock from a snapshot. Journal, faults, outbox and settings are kept. */
  restore(name: string): Promise<void>;
  /** Returns the snapshots, oldest first. */
  snapshots(): Promise<Snapshot[]>;
  deleteSnapshot(name: string): Promise<void>;
  /** Creates a copy of this world, with its settings; an existing world of that name is replaced. */
  fork(into: string): Promise<World<P>>;
  /** Removes the world and its snapshots. */
  drop(): Promise<void>;
}

/** A world's clock. Calls that move it wait for the work that falls due. */
export interface WorldClock {
  now(): Promise<Date>;
  set(time: Date | string | number): Promise<void>;
  /** @param by milliseconds, or an ISO 8601 duration such as `PT15M` */
  advance(by: number | string): Promise<void>;
  freeze(): Promise<void>;
  /** Resumes the clock, at `scale` world milliseconds for each real one; default 1. */
  run(scale?: number): Promise<void>;
}

/** A world's faults. */
export interface WorldFaults<P extends Providers = BuiltIn> {
  /** @throws StandinError if it refers to something that is in no spec, or contradicts itself; the message names what is allowed */
  add(fault: FaultRequest<P>): Promise<Fault>;
  /** Returns the faults in the order in which they are tried. */
  list(): Promise<Fault[]>;
  /** @throws StandinError if there is no such fault */
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}

/** What a world sends out. */
export interface WorldWebhooks {
  /**
   * Sends all webhooks of this world to a URL from now on, whatever seed and mocks say; `undefined`: where these say. It is a
   * setting: a reset or restore keeps it, a fork begins with it.
   */
  to(url: string | URL | undefined): Promise<void>;
  /** Waits until every delivery that is due has been tried. Retries that are due later come with the clock. */
  settled(): Promise<void>;
  /** Returns webhooks, and messages that are only kept, such as codes, oldest first. */
  list(): Promise<OutboxEvent[]>;
  /**
   * Delivers an event again, now, and waits for the attempt.
   *
   * @throws StandinError if there is no such event
   */
  redeliver(number: number): Promise<OutboxEvent>;
}

/** A fault to add: either an `effect` or a `preset`. */
export type FaultRequest<P extends Providers = BuiltIn> = Omit<Schemas["FaultRequest"], "match"> & {
  /** Default: every exchange. */
  readonly match?: FaultMatch<P>;
};

/** Which exchanges a fault applies to; an absent member matches everything. */
export type FaultMatch<P extends Providers = BuiltIn> = ProviderAndOperation<P> &
  Omit<Schemas["FaultMatch"], "provider" | "operation"> & {
    /** A custom predicate, only for a standin in this process. */
    readonly where?: (request: MatchedRequest) => boolean;
  };

/** The parts of a request that a fault's predicate sees. */
export interface MatchedRequest {
  readonly provider: string;
  /** `undefined` if the path or the method is unknown. */
  readonly operationId: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The parsed body; `undefined` if it has not been parsed, or cannot be. */
  readonly body: unknown;
}

/** Selects exchanges; an absent member matches all. */
export type ExchangeFilter<P extends Providers = BuiltIn> = ProviderAndOperation<P> & {
  readonly method?: string;
  /** A status, or a class of them such as `4xx`. */
  readonly status?: number | string;
  /** Only exchanges after the one of this number. */
  readonly since?: number;
};

/** Selects exchanges, and says how many. */
export type ExchangeQuery<P extends Providers = BuiltIn> = ExchangeFilter<P> & { readonly limit?: number };

export interface WaitOptions {
  /** How many exchanges to wait for; default 1. */
  readonly count?: number;
  /** Real milliseconds; default 1000. */
  readonly timeoutMs?: number;
}

export interface WorldInterceptOptions {
  /** How to treat requests to other hosts: pass them through (the default), pass them with a warning, or refuse them. */
  readonly onUnhandledRequest?: "bypass" | "warn" | "error";
}

/** A running interception of this process. It ends by `using`, by `stop`, and with its world. */
export interface WorldInterception extends Disposable {
  /** May be called more than once. */
  stop(): void;
}
