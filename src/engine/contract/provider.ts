import { loadOnce } from "../basics/late.ts";
import type { Collection, CollectionDefinition, Counters, StateDefinition } from "./collection.ts";
import type { CrossOrigin } from "./cross-origin.ts";
import type { Awaitable, ExchangeRequest, Headers, Stopping } from "./exchange.ts";
import type { Api, OperationTable } from "./operation.ts";
import type { MockPage } from "./pages.ts";
import type { RateLimit } from "./rate-rule.ts";
import type { Reading } from "./reading.ts";
import type { Reason, ReasonTable } from "./reasons.ts";
import type { Caller, Refusal, Reply, RoutedRequest, UnroutedRequest, Violation } from "./routed.ts";
import type { TokenKeys } from "./token-keys.ts";
import type { OutboxEvent, WebhookPolicy } from "./webhook.ts";

/**
 * The replies by which a provider refuses what never reaches a handler, in the provider's own words. The engine adds the
 * reason, as it knows what was wrong; a reply that has one already keeps it.
 */
export interface Problems {
  unknownPath(request: UnroutedRequest): Reply;
  /** Given the provider's own context, for providers that look at credentials before the method. */
  methodNotAllowed(request: UnroutedRequest, allowed: readonly string[], context: Tools): Reply;
  /** A path whose percent-encoding cannot be decoded. */
  malformedPath(request: UnroutedRequest): Reply;
  bodyTooLarge(limitBytes: number, request: UnroutedRequest): Reply;
  /** Credentials are missing, or prove nothing. */
  unauthenticated(request: RoutedRequest): Reply;
  /** Good credentials of a kind that this operation does not take. */
  forbidden(request: RoutedRequest): Reply;
  /** @param detail where it cannot be read; quotes nothing of it */
  malformedBody(detail: string, request: RoutedRequest): Reply;
  /** Also for a content coding or charset that is not taken, which the request's `body` names as its `defect`. */
  unsupportedMediaType(mediaType: string, request: RoutedRequest): Reply;
  invalid(violations: readonly Violation[], request: RoutedRequest): Reply;
  tooManyRequests(retryAfterSeconds: number, request: RoutedRequest): Reply;
  /**
   * A bound of standin itself is reached: 507 where the world has no room for what the request would add, 503 where there is no
   * room for the world, or it was evicted. No spec has these statuses; their bodies have the shape of the provider's own 500.
   *
   * @param message says which bound, and what to do
   */
  limitReached(status: 503 | 507, message: string, request: UnroutedRequest): Reply;
}

/** Seeded randomness of one world. Its state is part of the world: same seed, same requests, same values. */
export interface Ids {
  /** A UUID version 4. */
  uuid(): string;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
}

/** What a context holds besides the mock's collections. */
export interface Tools {
  /** World time of this exchange, milliseconds since 1970; the same throughout the exchange. */
  readonly now: number;
  readonly ids: Ids;
  readonly counters: Counters;
  /** Signs what is no credential, e.g. cursors. Part of the world: it follows forks and snapshots, and differs between others. */
  readonly secret: string;
  /**
   * The keys of the tokens that the mock issues: sign with `current`, verify with `secretFor(token)`. A token is valid in the
   * world that issued it, and in worlds that are forked from that afterwards.
   */
  readonly tokenKeys: TokenKeys;
  /** Name of the world, for credentials that lead back to it. */
  readonly world: string;
  /** Where the caller reaches this provider, in this world; without a trailing slash. For links in replies. */
  readonly publicUrl: string;
  /** Take whatever credentials come, and provision what they name. */
  readonly acceptAnyCredentials: boolean;
  /** Puts an event into the outbox; it is delivered only if the exchange commits. */
  emit(event: OutboxEvent): void;
  /**
   * Schedules one of the mock's `jobs` on the world's clock. It runs in a transaction of its own, once the clock has reached
   * that time (at once, if it has already), in the order of times. Scheduling the same job for the same id moves it.
   *
   * @param atMs world time, whole milliseconds since 1970
   * @param id what the job is about: it is handed to the job
   */
  schedule(atMs: number, job: string, id: string): void;
  /** @returns whether the job was scheduled */
  cancel(job: string, id: string): boolean;
}

/** A provider's collections, opened within one transaction, and the tools. */
export type Context<State extends StateDefinition> = Tools & {
  readonly [Name in keyof State]: State[Name] extends CollectionDefinition<infer Row, infer Index>
    ? Collection<Row, Index>
    : never;
};

type Parameters = Readonly<Record<string, unknown>>;

/** A named, parametrised piece of world preparation. It runs in one transaction. */
export interface Scenario<State extends StateDefinition> {
  readonly describe: string;
  /** Loads what it needs before it runs; `undefined` when that is loaded. */
  needs?(): Promise<unknown> | undefined;
  /** @returns what it tells of what it made */
  run(context: Context<State>, parameters: Parameters): unknown;
}

/** A scenario that prepares something outside of the world's state, and may take its time. */
export interface WaitingScenario {
  readonly describe: string;
  prepare(parameters: Parameters): Awaitable<unknown>;
}

/** Work on the world's clock: see `Tools.schedule`. */
export type Job<State extends StateDefinition> = (id: string, context: Context<State>) => void;

/** A request to show to people. */
export interface ExampleRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/**
 * What answers a provider's requests, as data and functions. It is by far the larger part of a mock, and loaded when the
 * first request comes. The engine supplies everything else.
 */
export interface Behaviour<State extends StateDefinition = StateDefinition> extends OperationTable, Reading {
  /** The world that credentials were issued in, where they say so. */
  readonly worldOf?:
    | ((request: { readonly headers: Headers; readonly path: string }) => string | undefined)
    | undefined;
  /** Modules that an operation needs, loaded before it is handled; `undefined` when they are loaded. */
  readonly needs?: ((operationId: string) => Promise<unknown> | undefined) | undefined;
  /**
   * Whether the body of a request is read. Where its headers alone refuse it, a stranger's body need not be in memory. Default:
   * it is.
   */
  readonly readsBody?: ((request: ExchangeRequest) => boolean) | undefined;
  /** Resolves the caller, or says why the credentials are missing or prove nothing. Asked only where the spec has `security`. */
  readonly authenticate: (request: RoutedRequest, context: Context<State>) => Caller | Reason;
  /**
   * Checks that need state and come before the body is validated, in the provider's order.
   * `undefined` lets the request through.
   */
  readonly authorize?:
    | ((request: RoutedRequest, caller: Caller | undefined, context: Context<State>) => Refusal | undefined)
    | undefined;
  readonly problems: Problems;
  readonly crossOrigin?: CrossOrigin<Context<State>> | undefined;
  readonly rateLimit?: RateLimit<Context<State>> | undefined;
  /** Pages of the mock itself, for what people do outside of the provider's API. */
  readonly pages?: readonly MockPage<Context<State>>[] | undefined;
  readonly handlers: Readonly<Record<string, ErasedHandler>>;
  /** Operations that wait for something outside of any transaction. They never commit. */
  readonly waitingHandlers?: Readonly<Record<string, ErasedWaitingHandler>> | undefined;
  /** What `schedule` can schedule, by name. */
  readonly jobs?: Readonly<Record<string, Job<State>>> | undefined;
  readonly scenarios: Readonly<Record<string, Scenario<State> | WaitingScenario>>;
  /** Every reason that this mock gives, for the documentation. */
  readonly reasons: ReasonTable;
}

/** One mock: what a start needs of a provider, and the way to its behaviour. */
export interface Provider<State extends StateDefinition = StateDefinition, Seed = unknown> {
  readonly api: Api;
  /** First segment of the paths under which it answers; default: its name. */
  readonly prefix?: string;
  readonly state: State;
  /** The names of its counters; one that ends in `*` stands for all that begin so. Default: it has none. */
  readonly counters?: readonly string[];
  /** What the default world holds when no seed file says otherwise. */
  readonly defaultSeed: Seed;
  /** Refuses a seed with a message that names the place and what is allowed; returns it typed. */
  readonly checkSeed: (seed: unknown) => Awaitable<Seed>;
  readonly seed: (seed: Seed, context: Context<State>) => void;
  /** What `standin start` prints so that people can sign in. */
  readonly describeCredentials: (seed: Seed) => Readonly<Record<string, string>>;
  /** A first request that works with these credentials; `standin start` prints it as a curl line. */
  readonly exampleRequest: (seed: Seed) => ExampleRequest;
  /** How events that handlers emit are delivered; a provider without webhooks has none. */
  readonly webhooks?: WebhookPolicy;
  /** Loaded once, when first asked for; at hand from then on. */
  readonly behaviour: () => Awaitable<Behaviour<State>>;
}

/** A handler whose types have been forgotten: the engine has made sure that they hold. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where operation types are forgotten, on purpose
export type ErasedHandler = (request: any, context: any) => Reply;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type ErasedWaitingHandler = (request: any, stopping?: Stopping) => Awaitable<Reply>;

/** What declares a mock: a provider whose behaviour is yet to be loaded. */
type ProviderDefinition<State extends StateDefinition, Seed> = Omit<Provider<State, Seed>, "behaviour"> & {
  /** Imports the behaviour. A load that fails is tried again with the next request. */
  readonly behaviour: () => Promise<Behaviour<State>>;
};

/** Declares a mock. State and seed types are checked here and forgotten for the engine. */
export function defineProvider<State extends StateDefinition, Seed>(
  definition: ProviderDefinition<State, Seed>,
): Provider {
  return { ...definition, behaviour: loadOnce(definition.behaviour) } as unknown as Provider;
}
