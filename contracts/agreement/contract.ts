import type { Fetch } from "#clients/fetch.ts";
import { type SubjectName, subjectNames } from "./subjects.ts";

/** A provider state: a scenario of the mock, and its parameters. */
export type State = readonly [scenario: string, parameters?: Readonly<Record<string, unknown>>];

/**
 * A value that only the provider knows, by its name in what the scenarios give (`user.id`: a member of a member).
 * Against Pact's mock server it is the example; when the provider is verified, the real one takes its place.
 */
export type FromState = (name: string, example?: string) => string;

/** What every call of a typed client's `api` resolves to. */
export interface Answer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a pact says of a reply, and of the state in which it comes. */
export interface ExpectedReply {
  readonly operationId: string;
  readonly status: number;
  /** Distinguishes it from others of the same operation, as the end of a sentence: "when the user is unknown". */
  readonly when: string;
  readonly given?: readonly State[];
  /** Which of the spec's examples the reply looks like; default: the first. */
  readonly example?: string;
  /** What differs from that example in this state. Members of members differ one by one, but for those of `exactly`. */
  readonly differs?: Readonly<Record<string, unknown>>;
  /** Headers that the reply has in this state, beside those that the spec requires, or with another value; literally. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Members of the reply whose value in this state is the contract, not only their type; those deeper down with dots
   * (`consents.purposes`), items of lists by their number (`data.0.id`: the list has as many items as the example then).
   * Whole where they have members of their own.
   */
  readonly exactly?: readonly string[];
}

/** One thing that a client asks by its `api`, and the provider answers. */
export interface Interaction<Api> extends ExpectedReply {
  readonly call: (api: Api, from: FromState) => Promise<Answer>;
}

/** A request to the letter: nothing may be missing, and nothing more may be there. */
export interface Sent {
  /** What stands in front of `path`; default: the base URL that the call was given. */
  readonly base?: string;
  /** Percent-encoded, as it travels. */
  readonly path: string;
  /** Decoded. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A value that travels as JSON, or the text of a form. */
  readonly body?: unknown;
}

/** One request that a helper makes, written down by hand, and its reply. */
export interface HelperExchange extends ExpectedReply {
  readonly sends: (from: FromState) => Sent;
}

/** Where a helper is called: before Pact's mock server, and before the mock. */
export interface CallSite {
  readonly baseUrl: string;
  readonly fetch: Fetch;
  /** The client's clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly from: FromState;
  /** Lets time pass; default: for both. Pact's mock server has no clock. */
  passTime(ms: number, whose?: "client" | "provider"): Promise<void>;
  /** Brings about a state in the middle of the call. Before Pact's mock server each exchange has a state of its own. */
  prepare(...state: State): Promise<void>;
  /**
   * Where the provider may send events; it is there before the mock alone. It answers by 204, and below it by the status
   * that is named: `${receiverUrl}/503`.
   */
  readonly receiverUrl: string;
  /** What the receiver got since the call began, in this order, after all deliveries have finished. */
  deliveries(): Promise<readonly Delivery[]>;
}

/** A request that the provider has sent by itself. */
export interface Delivery {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it came. */
  readonly body: string;
}

/** What a call has seen by its end. */
export interface Seen {
  /** The bodies of the replies, in their order. */
  readonly replies: readonly unknown[];
  readonly from: FromState;
}

/** A call of public functions of a client, as the caller writes it, and everything that follows from it. */
export interface HelperCall {
  /** The functions that it is about, by their names. */
  readonly helpers: readonly string[];
  /** Tells it from others of the same functions, as the end of a sentence. */
  readonly when: string;
  /** The states in which it is made before the mock; default: those of its exchanges, each once. */
  readonly given?: readonly State[];
  /** What it asks and is answered, in this order; each becomes an interaction of the pact. */
  readonly exchanges: readonly HelperExchange[];
  readonly call: (site: CallSite) => Promise<unknown>;
  /** The exact result, with Pact's mock server and with the mock. */
  readonly returns: (seen: Seen) => unknown;
  /** What scenarios tell of the state that it leaves in the mock: at least these members, with these values. */
  readonly leaves?: readonly { readonly told: State; readonly shows: (seen: Seen) => object }[];
  /**
   * Why it is made before Pact's mock server alone, where the mock does not answer like this by itself. The kept pact does
   * not have it then, as it could not be verified.
   */
  readonly withoutMock?: string;
  /**
   * Why it is made before the mock alone, where Pact's mock server cannot do the provider's part, such as to send by
   * itself. The kept pact does not have it either, and its exchanges need no states of their own.
   */
  readonly withMockOnly?: string;
}

/** The helpers of a provider's clients, and the calls that show what they do. */
export interface Helpers {
  /** The public functions; each is in a call, and each documented failure of what it asks is in one of its calls. */
  readonly functions: readonly string[];
  readonly calls: readonly HelperCall[];
  /** Why a helper cannot get a failure: by `<function> <operation> <status>`. */
  readonly unreachable?: Readonly<Record<string, string>>;
}

/** How walks sign in by one security scheme of the spec. */
export interface Credentials {
  readonly given: State;
  /** Headers by name; `{name}` stands for a member of what the scenario gives. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A reply of a walk, and what was asked for. */
export interface Answered {
  /** What clocks show, in milliseconds since 1970, where the walk can move them. */
  readonly now: number;
  readonly operationId: string;
  readonly path: Readonly<Record<string, string>>;
  /** Decoded; of a name that was repeated the last. */
  readonly query: Readonly<Record<string, string>>;
  /** Those that were sent, credentials included; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body that was sent, as it travelled: parsed JSON, or the members of a form. */
  readonly sent: unknown;
  readonly body: unknown;
}

/** What must be there to be read after it has been written. */
export interface ReadBack {
  /** The operation that writes. */
  readonly after: string;
  /** The operation that reads, with its parameters; or a scenario that looks into the state. */
  readonly read: (written: Answered) => Question;
  /** Whether what is read shows what was written. */
  readonly shows: (written: Answered, read: unknown) => boolean;
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
   * Is told of every success.
   *
   * @param ask gives what an operation answers, as `{ status, body }`
   * @returns what is wrong, in a sentence, or undefined
   */
  observe(answered: Answered, ask: (question: Question) => Promise<unknown>): Promise<string | undefined>;
}

/** What random walks need to know of a provider beyond its spec. */
export interface Walk {
  /** By the spec's security scheme. */
  readonly credentials: Readonly<Record<string, Credentials>>;
  /** What there is when a walk begins. */
  readonly given?: readonly State[];
  /**
   * Good values of parameters and body members, by name, that no reply would teach; `/some/path name` is for records
   * below that path alone. Parameters with good values are sent nearly always.
   */
  readonly values?: Readonly<Record<string, readonly unknown[]>>;
  /** Parameters, by name, that have no other values than these, as others would take long. */
  readonly limits?: Readonly<Record<string, readonly unknown[]>>;
  readonly readBack?: readonly ReadBack[];
  readonly createObserver?: () => Observer;
}

/** One subject's part (to the judges the control API is a provider as well): data that the machinery works from. It has no other knowledge of the provider. */
export interface Contract<Api = unknown> {
  readonly provider: SubjectName;
  /** The typed client at an address. */
  readonly connect: (options: { readonly baseUrl: string; readonly fetch: Fetch }) => Api;
  readonly interactions: readonly Interaction<Api>[];
  readonly helpers?: Helpers;
  readonly walk: Walk;
}

/** Declares a provider's contract. What its client can do is checked here, and forgotten for the machinery. */
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

/** Every exchange that a kept pact has, each once. */
export function repliesOf({ interactions, helpers }: Contract): readonly ExpectedReply[] {
  const kept = (helpers?.calls ?? []).filter(
    ({ withoutMock, withMockOnly }) => withoutMock === undefined && withMockOnly === undefined,
  );
  return [...interactions, ...new Set(kept.flatMap(({ exchanges }) => exchanges))];
}

/** The names of the public functions of a module and of the clients that it makes, but for classes and what makes clients. */
export const functionsOf = (module: object, ...clients: readonly object[]): readonly string[] => {
  const ofModule = namesOfFunctions(module).filter((name) => !/^(create|[A-Z])/.test(name));
  return [...new Set([...ofModule, ...clients.flatMap(namesOfFunctions)])];
};

const namesOfFunctions = (holder: object): string[] =>
  Object.entries(holder).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));

/** The contract of a subject, or undefined as long as it has none. */
export async function findContract(provider: SubjectName): Promise<Contract | undefined> {
  const { existsSync } = await import("node:fs");
  const path = new URL(`../${provider}/interactions.ts`, import.meta.url);
  if (!existsSync(path)) return undefined;
  const module = (await import(path.href)) as { readonly contract: Contract };
  return module.contract;
}

/** Every contract there is, in the order of the report. */
export async function readContracts(): Promise<readonly Contract[]> {
  const all = await Promise.all(subjectNames.map(findContract));
  return all.filter((each) => each !== undefined);
}
