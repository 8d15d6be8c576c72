import type { Collection, CollectionDefinition, Counters, StateDefinition } from "./collections.ts";
import type { CrossOrigin } from "./cross-origin.ts";
import type { Awaitable, Headers } from "./exchange.ts";
import { loadOnce } from "./load-once.ts";
import type { Api, OperationEntry, OperationTable } from "./operation.ts";
import type { OutboxEvent, WebhookPolicy } from "./outbox.ts";
import type { MockPage } from "./pages.ts";
import type { Ids } from "./random.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Caller, Reply, RoutedRequest, UnroutedRequest, Violation } from "./routed.ts";

/** The replies by which a provider refuses what never reaches a handler, in the provider's own words. */
export interface Problems {
  unknownPath(request: UnroutedRequest): Reply;
  /** Given the provider's own context, for providers that look at credentials before the method. */
  methodNotAllowed(request: UnroutedRequest, allowed: readonly string[], context: Tools): Awaitable<Reply>;
  /** A path whose percent-encoding cannot be decoded. */
  malformedPath(request: UnroutedRequest): Reply;
  bodyTooLarge(limitBytes: number, request: UnroutedRequest): Reply;
  /** No credentials, or credentials that nobody holds. */
  unauthenticated(request: RoutedRequest): Reply;
  /** Good credentials of a kind that this operation does not take. */
  forbidden(request: RoutedRequest): Reply;
  malformedBody(detail: string, request: RoutedRequest): Reply;
  unsupportedMediaType(mediaType: string, request: RoutedRequest): Reply;
  invalid(violations: readonly Violation[], request: RoutedRequest): Reply;
  tooManyRequests(retryAfterSeconds: number, request: RoutedRequest): Reply;
}

/** What every handler has at hand besides its provider's collections. */
export interface Tools {
  /** World time of this exchange, milliseconds since 1970; the same throughout the exchange. */
  readonly now: number;
  readonly ids: Ids;
  readonly counters: Counters;
  /** Signs what the mock issues. Part of the world: it follows forks and snapshots, and differs between worlds. */
  readonly secret: string;
  /** Name of the world, for credentials that lead back to it. */
  readonly world: string;
  /** Where the caller reaches this provider, in this world; without a trailing slash. For links in replies. */
  readonly publicUrl: string;
  /** Take whatever credentials come, and provision what they name. */
  readonly acceptAnyCredentials: boolean;
  /** Owes an event to a receiver; it is delivered only if the exchange commits. */
  emit(event: OutboxEvent): void;
}

/** A provider's collections, opened within one transaction, and the tools. */
export type Context<State extends StateDefinition> = Tools & {
  readonly [Name in keyof State]: State[Name] extends CollectionDefinition<infer Row, infer Index>
    ? Collection<Row, Index>
    : never;
};

/** A named, parametrised piece of world preparation. */
export interface Scenario<State extends StateDefinition> {
  readonly describe: string;
  run(context: Context<State>, parameters: Readonly<Record<string, unknown>>): Awaitable<unknown>;
}

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
export interface Behaviour<State extends StateDefinition = StateDefinition> extends OperationTable {
  /** The world that credentials were issued in, where they say so. */
  readonly worldOf?:
    | ((request: { readonly headers: Headers; readonly path: string }) => string | undefined)
    | undefined;
  /** Who is calling? `undefined`: nobody that the credentials prove. */
  readonly authenticate: (request: RoutedRequest, context: Context<State>) => Awaitable<Caller | undefined>;
  /**
   * Checks that need state and come before the body is validated, in the provider's order.
   * A reply refuses; `undefined` lets the request through.
   */
  readonly authorize?:
    | ((request: RoutedRequest, caller: Caller | undefined, context: Context<State>) => Awaitable<Reply | undefined>)
    | undefined;
  /** The media type to parse a body as; default: the request's own, or the operation's first when it names none. */
  readonly bodyMediaType?:
    | ((contentType: string | undefined, operation: OperationEntry) => string | undefined)
    | undefined;
  /** How forms are read; default: as PHP does. Whatever it throws says why the body is malformed. */
  readonly parseForm?: ((text: string) => unknown) | undefined;
  /** What the provider's framework does to a body before validation (trimming and the like). */
  readonly normalizeBody?: ((value: unknown, request: Pick<RoutedRequest, "operationId">) => unknown) | undefined;
  readonly problems: Problems;
  readonly crossOrigin?: CrossOrigin<Context<State>> | undefined;
  readonly rateLimit?: RateLimit<Context<State>> | undefined;
  /** Pages of the mock itself, for what people do outside of the provider's API. */
  readonly pages?: readonly MockPage<Context<State>>[] | undefined;
  readonly handlers: Readonly<Record<string, ErasedHandler>>;
  readonly scenarios: Readonly<Record<string, Scenario<State>>>;
}

/** One mock: what a start needs of a provider, and the way to its behaviour. */
export interface Provider<State extends StateDefinition = StateDefinition, Seed = unknown> {
  readonly api: Api;
  /** First segment of the paths under which it answers; default: its name. */
  readonly prefix?: string;
  readonly state: State;
  /** What the default world holds when no seed file says otherwise. */
  readonly defaultSeed: Seed;
  /** Refuses a seed with a message that names the place and what is allowed; returns it typed. */
  readonly checkSeed: (seed: unknown) => Awaitable<Seed>;
  readonly seed: (seed: Seed, context: Context<State>) => Awaitable<void>;
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
export type ErasedHandler = (request: any, context: any) => Awaitable<Reply>;

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
