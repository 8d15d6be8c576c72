import type { Fetch } from "#clients/fetch.ts";
import { type TargetName, targetNames } from "./targets.ts";

/** A provider state: a scenario of the mock, and its parameters. */
export type State = readonly [scenario: string, parameters?: Readonly<Record<string, unknown>>];

/**
 * A value that only the provider knows, by its name in what the scenarios give (`user.id`: a member of a member).
 * Against Pact's mock server it is the example; when the provider is verified, the real one takes its place.
 */
export type FromState = (name: string, example?: string) => string;

/** The result of every call of a typed client's `api`. */
export interface Answer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** The expected reply of an interaction, and its provider states. */
export interface ExpectedReply {
  readonly operationId: string;
  readonly status: number;
  /** Distinguishes it from others of the same operation, as the end of a sentence: "when the user is unknown". */
  readonly when: string;
  readonly given?: readonly State[];
  /** The spec's example that the reply is based on; default: the first. */
  readonly example?: string;
  /** Differences from that example in this state. Nested members are merged, except those in `exactly`. */
  readonly differs?: Readonly<Record<string, unknown>>;
  /** Exact headers of the reply in this state, in addition to those that the spec requires, or with another value. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Members of the reply whose value, not only their type, is part of the contract; nested ones with dots
   * (`consents.purposes`), items of lists by their number (`data.0.id`: the list has as many items as the example then).
   * Whole where they have members of their own.
   */
  readonly exactly?: readonly string[];
}

/** One request of a client by its `api`, and the provider's reply. */
export interface Interaction<Api> extends ExpectedReply {
  readonly call: (api: Api, from: FromState) => Promise<Answer>;
}

/** An exact request: no part may be missing or added. */
export interface Sent {
  /** The base URL of `path`; default: that of the call. */
  readonly base?: string;
  /** Percent-encoded, as sent. */
  readonly path: string;
  /** Decoded. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A value sent as JSON, or the text of a form. */
  readonly body?: unknown;
}

/** One hand-written request of a helper, and its reply. */
export interface HelperExchange extends ExpectedReply {
  readonly sends: (from: FromState) => Sent;
}

/** The environment of a helper call: with Pact's mock server, or with the mock. */
export interface CallSite {
  readonly baseUrl: string;
  readonly fetch: Fetch;
  /** The client's clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly from: FromState;
  /** Advances the time; default: for client and provider. Pact's mock server has no clock. */
  passTime(ms: number, whose?: "client" | "provider"): Promise<void>;
  /** Sets up a state during the call. With Pact's mock server each exchange has its own state. */
  prepare(...state: State): Promise<void>;
  /**
   * The URL for the provider's events, only with the mock. It answers with 204, and below it with the status in the path:
   * `${receiverUrl}/503`.
   */
  readonly receiverUrl: string;
  /** What the receiver got since the call began, in this order, after all deliveries have finished. */
  deliveries(): Promise<readonly Delivery[]>;
}

/** A request that the provider sent, such as a webhook. */
export interface Delivery {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body. */
  readonly body: string;
}

/** The observations of a call at its end. */
export interface Seen {
  /** The bodies of the replies, in their order. */
  readonly replies: readonly unknown[];
  readonly from: FromState;
}

/** A call of public functions of a client, as in user code, with all its exchanges and results. */
export interface HelperCall {
  /** The names of the tested functions. */
  readonly helpers: readonly string[];
  /** Distinguishes it from others of the same functions, as the end of a sentence. */
  readonly when: string;
  /** The states for the call with the mock; default: those of its exchanges, each once. */
  readonly given?: readonly State[];
  /** Its requests and replies, in this order; each becomes an interaction of the pact. */
  readonly exchanges: readonly HelperExchange[];
  readonly call: (site: CallSite) => Promise<unknown>;
  /** The exact result, with Pact's mock server and with the mock. */
  readonly returns: (seen: Seen) => unknown;
  /** Results of scenarios that read the mock's state afterwards: at least these members, with these values. */
  readonly leaves?: readonly { readonly told: State; readonly shows: (seen: Seen) => object }[];
  /**
   * Why the call is made only with Pact's mock server: the mock does not answer like this by itself. The kept pact does
   * not have it then, as it could not be verified.
   */
  readonly withoutMock?: string;
  /**
   * Why the call is made only with the mock: Pact's mock server cannot play the provider's part, such as sending webhooks.
   * The kept pact does not have it either, and its exchanges need no states.
   */
  readonly withMockOnly?: string;
}

/** The helpers of a provider's clients, and the calls that show what they do. */
export interface Helpers {
  /** The public functions; each has a call, and each documented failure of its operations is in one of its calls. */
  readonly functions: readonly string[];
  readonly calls: readonly HelperCall[];
  /** Why a helper cannot get a failure: by `<function> <operation> <status>`. */
  readonly unreachable?: Readonly<Record<string, string>>;
}

/** How walks authenticate by one security scheme of the spec. */
export interface Credentials {
  readonly given: State;
  /** Headers by name; `{name}` stands for a member of the scenario's result. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A reply of a walk, and its request. */
export interface WalkReply {
  /** The time of the clocks, in milliseconds since 1970, if the walk can move them. */
  readonly now: number;
  readonly operationId: string;
  readonly path: Readonly<Record<string, string>>;
  /** Decoded; of a name that was repeated the last. */
  readonly query: Readonly<Record<string, string>>;
  /** The sent headers, including credentials; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The sent body: parsed JSON, or the members of a form. */
  readonly sent: unknown;
  readonly body: unknown;
}

/** A written value that later reads must show. */
export interface ReadBack {
  /** The operation that writes. */
  readonly after: string;
  /** The operation that reads, with its parameters; or a scenario that reads the state. */
  readonly read: (written: WalkReply) => Question;
  /** Whether the read value shows the written one. */
  readonly shows: (written: WalkReply, read: unknown) => boolean;
}

export type Question =
  | {
      readonly operationId: string;
      readonly path?: Readonly<Record<string, string>>;
      readonly query?: Readonly<Record<string, string>>;
      /** Beside the credentials; names in lower case. */
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as JSON. */
      readonly body?: unknown;
    }
  | { readonly scenario: string; readonly parameters?: Readonly<Record<string, unknown>> };

/** Observes one walk and remembers its replies, to check laws that no single reply can break. */
export interface Observer {
  /**
   * Called for every success.
   *
   * @param ask returns the reply of an operation, as `{ status, body }`
   * @returns the violation as a sentence, or undefined
   */
  observe(answered: WalkReply, ask: (question: Question) => Promise<unknown>): Promise<string | undefined>;
}

/** Information for random walks that is not in the provider's spec. */
export interface Walk {
  /** By the spec's security scheme. */
  readonly credentials: Readonly<Record<string, Credentials>>;
  /** The state at the start of a walk. */
  readonly given?: readonly State[];
  /**
   * Valid values of parameters and body members, by name, that no reply contains; `/some/path name` is only for records
   * below that path. Parameters with such values are nearly always sent.
   */
  readonly values?: Readonly<Record<string, readonly unknown[]>>;
  /** Parameters, by name, that only get these values, as others would take long. */
  readonly limits?: Readonly<Record<string, readonly unknown[]>>;
  /**
   * Operations that read what a copy of a world leaves out, such as its outbox: their replies are checked, but not compared
   * with those after a restore, and nothing is learnt from them.
   */
  readonly outsideCopies?: readonly string[];
  readonly readBack?: readonly ReadBack[];
  readonly createObserver?: () => Observer;
}

/** The data of one target, a provider or the control API. The shared checkers have no other knowledge of it. */
export interface Contract<Api = unknown> {
  readonly provider: TargetName;
  /** Creates the typed client for a base URL. */
  readonly connect: (options: { readonly baseUrl: string; readonly fetch: Fetch }) => Api;
  readonly interactions: readonly Interaction<Api>[];
  readonly helpers?: Helpers;
  readonly walk: Walk;
}

/** Declares a provider's contract. Its client's type is checked here and erased for the shared checkers. */
export function defineContract<Api>(contract: Contract<Api>): Contract {
  const calls = contract.helpers?.calls ?? [];
  const ofHelpers = new Set(calls.flatMap(({ exchanges }) => exchanges));
  const names = [...contract.interactions, ...ofHelpers].map(describeInteraction).concat(calls.map(describeCall));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${contract.provider} has two interactions called "${twice}"`);
  const never = calls.find(({ withoutMock, withMockOnly }) => withoutMock !== undefined && withMockOnly !== undefined);
  if (never !== undefined)
    throw new Error(`${contract.provider} has a call that is never made: ${describeCall(never)}`);
  return contract as unknown as Contract;
}

export const describeInteraction = ({
  operationId,
  status,
  when,
}: Pick<Interaction<unknown>, "operationId" | "status" | "when">): string => `${operationId} answers ${status} ${when}`;

export const describeCall = ({ helpers, when }: HelperCall): string => `${helpers.join(" and ")} ${when}`;

/** Returns every exchange of a kept pact, each once. */
export function repliesOf({ interactions, helpers }: Contract): readonly ExpectedReply[] {
  const kept = (helpers?.calls ?? []).filter(
    ({ withoutMock, withMockOnly }) => withoutMock === undefined && withMockOnly === undefined,
  );
  return [...interactions, ...new Set(kept.flatMap(({ exchanges }) => exchanges))];
}

/** Returns the names of the public functions of a module and of its clients, except classes and client factories. */
export const functionsOf = (module: object, ...clients: readonly object[]): readonly string[] => {
  const ofModule = namesOfFunctions(module).filter((name) => !/^(create|[A-Z])/.test(name));
  return [...new Set([...ofModule, ...clients.flatMap(namesOfFunctions)])];
};

const namesOfFunctions = (holder: object): string[] =>
  Object.entries(holder).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));

/** Returns the contract of a target, or undefined if it has none. */
export async function findContract(provider: TargetName): Promise<Contract | undefined> {
  const { existsSync } = await import("node:fs");
  const path = new URL(`../${provider}/interactions.ts`, import.meta.url);
  if (!existsSync(path)) return undefined;
  const module = (await import(path.href)) as { readonly contract: Contract };
  return module.contract;
}

/** Returns all contracts, in the order of the report. */
export async function readContracts(): Promise<readonly Contract[]> {
  const all = await Promise.all(targetNames.map(findContract));
  return all.filter((each) => each !== undefined);
}
