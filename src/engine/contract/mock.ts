import { loadOnce } from "../basics/late.ts";
import type { Collection, CollectionDefinition, Counters, StateDefinition } from "./collection.ts";
import type { CrossOrigin } from "./cross-origin.ts";
import type { Awaitable, ExchangeRequest, Headers, Stopping } from "./exchange.ts";
import type { Api, OperationTable, Validator } from "./operation.ts";
import type { MockPage } from "./pages.ts";
import type { RateLimit } from "./rate-rule.ts";
import type { Reading } from "./reading.ts";
import type { Reason, ReasonTable } from "./reasons.ts";
import type { Caller, Refusal, Reply, RoutedRequest, UnroutedRequest, Violation } from "./request.ts";
import type { TokenKeys } from "./token-keys.ts";
import type { OutboxEntry, OutboxEvent, WebhookPolicy } from "./webhook.ts";

/**
 * A provider's error replies to requests that never reach a handler, in the provider's own format. The engine adds its reason
 * to a reply that has none.
 */
export interface Problems {
  unknownPath(request: UnroutedRequest): Reply;
  /** @param context for providers that check credentials before the method */
  methodNotAllowed(request: UnroutedRequest, allowed: readonly string[], context: Tools): Reply;
  /** The percent-encoding of the path cannot be decoded. */
  malformedPath(request: UnroutedRequest): Reply;
  bodyTooLarge(limitBytes: number, request: UnroutedRequest): Reply;
  /** The credentials are missing or invalid. */
  unauthenticated(request: RoutedRequest): Reply;
  /** The credentials are valid, but of a scheme that this operation does not accept. */
  forbidden(request: RoutedRequest): Reply;
  /** @param detail where the body cannot be parsed; quotes nothing of it */
  malformedBody(detail: string, request: RoutedRequest): Reply;
  /** Also for an unsupported content coding or charset, which is the `defect` of the request's `body`. */
  unsupportedMediaType(mediaType: string, request: RoutedRequest): Reply;
  invalid(violations: readonly Violation[], request: RoutedRequest): Reply;
  tooManyRequests(retryAfterSeconds: number, request: RoutedRequest): Reply;
  /**
   * A limit of standin itself is reached: 507 if the world has no room for what the request would add, 503 if there is no room
   * for the world, or it was evicted. No spec has these statuses; their bodies have the shape of the provider's own 500.
   *
   * @param message names the limit, and says what to do
   */
  limitReached(status: 503 | 507, message: string, request: UnroutedRequest): Reply;
}

/** Seeded random ids of one world. The generator's state is part of the world: same seed and requests, same values. */
export interface Ids {
  /** A UUID version 4. */
  uuid(): string;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
}

/** The members of a context besides the mock's collections. */
export interface Tools {
  /** World time of this exchange in milliseconds since 1970; constant throughout the exchange. */
  readonly now: number;
  readonly ids: Ids;
  readonly counters: Counters;
  /** Signs values that are not credentials, e.g. cursors. Part of the world: shared with forks and snapshots, else unique. */
  readonly secret: string;
  /**
   * The keys of the tokens that the mock issues: sign with `current`, verify with `secretFor(token)`. A token is valid in the
   * world that issued it, and in worlds forked from that world afterwards.
   */
  readonly tokenKeys: TokenKeys;
  /** Name of the world, for credentials that identify it. */
  readonly world: string;
  /** Base URL of this provider in this world, as the caller reaches it, without a trailing slash. For links in replies. */
  readonly publicUrl: string;
  /** Whether to accept any credentials, and create what they name. */
  readonly acceptAnyCredentials: boolean;
  /**
   * Where all webhooks of this world go, if it says so; `emit` sees to that. A mock asks for it to know that events are wanted
   * although its own data name no receiver.
   */
  readonly webhookReceiver: string | undefined;
  /** Adds an event to the outbox; it is delivered only if the exchange commits. */
  emit(event: OutboxEvent): void;
  /** The provider's events in the outbox with their attempts, oldest first. What this exchange emits is not among them. */
  outboxEntries(): readonly OutboxEntry[];
  /**
   * Schedules one of the mock's `jobs` on the world's clock. Jobs run in the order of their times, each in a transaction of its
   * own, once the clock reaches that time (at once, if it already has). Scheduling the same job for the same id reschedules it.
   *
   * @param atMs world time in whole milliseconds since 1970
   * @param id the subject of the job, passed to it
   */
  schedule(atMs: number, job: string, id: string): void;
  /** @returns whether the job was scheduled */
  cancel(job: string, id: string): boolean;
}

/** A provider's collections, opened within one transaction, and the `Tools`. */
export type Context<State extends StateDefinition> = Tools & {
  readonly [Name in keyof State]: State[Name] extends CollectionDefinition<infer Row, infer Index>
    ? Collection<Row, Index>
    : never;
};

/** A JSON Schema (2020-12); references lead to its own `$defs`. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** What a scenario takes and gives, as declared in `scenarios.yaml`. */
export interface ScenarioDeclaration {
  readonly describe: string;
  /** The parameters: an object without other members. */
  readonly parameters: JsonSchema & { readonly properties: Readonly<Record<string, JsonSchema>> };
  /** Absent: the scenario gives nothing. */
  readonly result?: JsonSchema;
  /** Validates parameters, and fills in the defaults of absent ones. */
  readonly validate: Validator;
}

type Parameters = Readonly<Record<string, unknown>>;

/** A named setup step with parameters. It runs in one transaction. */
export interface Scenario<State extends StateDefinition> extends ScenarioDeclaration {
  /** Loads the modules it needs, before it runs; `undefined` once they are loaded. */
  needs?(): Promise<unknown> | undefined;
  /** @returns a description of what it created */
  run(context: Context<State>, parameters: Parameters): unknown;
}

/** A scenario that prepares something outside of the world's state, and may be asynchronous. */
export interface WaitingScenario extends ScenarioDeclaration {
  prepare(parameters: Parameters): Awaitable<unknown>;
}

/** The scenarios of a mock, by name: see `defineScenarios`. */
export type ScenarioTable<State extends StateDefinition> = Readonly<Record<string, Scenario<State> | WaitingScenario>>;

/** Scheduled work on the world's clock: see `Tools.schedule`. */
export type Job<State extends StateDefinition> = (id: string, context: Context<State>) => void;

/** An example request to show to users. */
export interface ExampleRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/**
 * The part of a mock that answers requests, as data and functions. It is by far the larger part, and is loaded on the first
 * request. The engine supplies everything else.
 */
export interface Behaviour<State extends StateDefinition = StateDefinition> extends OperationTable, Reading {
  /** Returns the world that issued the credentials, if they name it. */
  readonly worldOf?:
    | ((request: { readonly headers: Headers; readonly path: string }) => string | undefined)
    | undefined;
  /** Loads the modules that an operation needs, before it is handled; `undefined` once they are loaded. */
  readonly needs?: ((operationId: string) => Promise<unknown> | undefined) | undefined;
  /**
   * Whether to read the body of a request. If its headers suffice to refuse it, an unauthenticated client's body need not be
   * held in memory. Default: true.
   */
  readonly readsBody?: ((request: ExchangeRequest) => boolean) | undefined;
  /**
   * Returns the caller, or why the credentials are missing or invalid; `undefined` for a request without credentials, where
   * `security` has an empty alternative (`{}`). Called only for operations with `security`.
   */
  readonly authenticate: (request: RoutedRequest, context: Context<State>) => Caller | Reason | undefined;
  /**
   * Runs the checks that need state and precede validation of the body, in the provider's order. Returns `undefined` to accept
   * the request.
   */
  readonly authorize?:
    | ((request: RoutedRequest, caller: Caller | undefined, context: Context<State>) => Refusal | undefined)
    | undefined;
  readonly problems: Problems;
  readonly crossOrigin?: CrossOrigin<Context<State>> | undefined;
  readonly rateLimit?: RateLimit<Context<State>> | undefined;
  /** Pages of the mock itself, for user interaction outside of the provider's API. */
  readonly pages?: readonly MockPage<Context<State>>[] | undefined;
  readonly handlers: Readonly<Record<string, ErasedHandler>>;
  /** Handlers of operations that wait for something outside of any transaction. They never commit. */
  readonly waitingHandlers?: Readonly<Record<string, ErasedWaitingHandler>> | undefined;
  /** The jobs that `schedule` accepts, by name. */
  readonly jobs?: Readonly<Record<string, Job<State>>> | undefined;
  /** Loads the scenarios on the first call: no request needs them. */
  readonly scenarios: () => Awaitable<ScenarioTable<State>>;
  /** All reasons of this mock, for the documentation. */
  readonly reasons: ReasonTable;
}

/** One mock: the data that startup needs, and the loader of its behaviour. */
export interface Mock<State extends StateDefinition = StateDefinition, Seed = unknown> {
  readonly api: Api;
  /**
   * Loads the provider's OpenAPI document, as JSON: `standin check` compares recorded traffic with it. Absent for standin's own
   * mocks, whose specs lie in the package.
   */
  readonly document?: () => Awaitable<unknown>;
  /** It is not one of standin's own: messages about what goes wrong in it say so. */
  readonly isForeign?: boolean;
  /** First segment of its paths, besides its name. */
  readonly prefix?: string;
  readonly state: State;
  /** The names of its counters; one that ends in `*` matches all with that prefix. Default: none. */
  readonly counters?: readonly string[];
  /** The seed of worlds if no seed file gives one. */
  readonly defaultSeed: Seed;
  /** Validates a seed and returns it typed. Rejects an invalid one with a message that names the place and what is allowed. */
  readonly checkSeed: (seed: unknown) => Awaitable<Seed>;
  readonly seed: (seed: Seed, context: Context<State>) => void;
  /** The credentials that `standin start` prints. */
  readonly describeCredentials: (seed: Seed) => Readonly<Record<string, string>>;
  /** A request that works with these credentials; `standin start` prints it as a curl command. */
  readonly exampleRequest: (seed: Seed) => ExampleRequest;
  /** How events that handlers emit are delivered; absent for a provider without webhooks. */
  readonly webhooks?: WebhookPolicy;
  /** Loads the behaviour on the first call; later calls return it without a promise. */
  readonly behaviour: () => Awaitable<Behaviour<State>>;
}

/** A handler without its types; the engine ensures that they hold. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where operation types are erased, on purpose
export type ErasedHandler = (request: any, context: any) => Reply;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type ErasedWaitingHandler = (request: any, stopping?: Stopping) => Awaitable<Reply>;

/** The types of a mock's handlers and scenarios, by operation and by name. */
export interface MockTypes {
  readonly handlers: object;
  readonly scenarios: object;
}

/** A mock whose name, operations and scenarios the compiler knows. */
export interface TypedMock<Name extends string = string, Types extends MockTypes = MockTypes> extends Mock {
  readonly api: Api & { readonly name: Name };
  /** Only for the compiler: there is no such member. */
  readonly "~types"?: Types;
}

/** A behaviour that the compiler knows the handlers and scenarios of, as it was declared by `satisfies Behaviour<…>`. */
export type TypedBehaviour<State extends StateDefinition, Handlers, Scenarios> = Behaviour<State> & {
  readonly handlers: Handlers;
  readonly scenarios: () => Awaitable<Scenarios>;
};

/** The declaration of a mock, before its behaviour is loaded. */
export type MockDefinition<Own extends Api, State extends StateDefinition, Seed, Handlers, Scenarios> = Omit<
  Mock<State, Seed>,
  "api" | "behaviour" | "isForeign"
> & {
  readonly api: Own;
  /** Imports the behaviour. A failed import is tried again on the next request. */
  readonly behaviour: () => Promise<TypedBehaviour<State, Handlers, Scenarios>>;
};

/** The types of scenarios as `defineScenarios` knows them; else of any. */
export type ScenarioTypesOf<Scenarios> = Scenarios extends { readonly "~types"?: infer Types }
  ? unknown extends Types
    ? AnyScenarios
    : NonNullable<Types>
  : AnyScenarios;

interface AnyScenarios {
  readonly [name: string]: { given: Readonly<Record<string, unknown>>; result: unknown };
}

/** Declares a mock. State and seed types are checked here and erased for the engine. */
export function defineMock<
  const Own extends Api,
  State extends StateDefinition,
  Seed,
  Handlers extends object,
  Scenarios extends object,
>(
  definition: MockDefinition<Own, State, Seed, Handlers, Scenarios>,
): TypedMock<Own["name"], { readonly handlers: Handlers; readonly scenarios: ScenarioTypesOf<Scenarios> }> {
  return { ...definition, behaviour: loadOnce(definition.behaviour) } as never;
}
