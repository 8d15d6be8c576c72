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

/** One thing that a client asks and the provider answers. */
export interface Interaction<Api> {
  readonly operationId: string;
  readonly status: number;
  /** Tells it from others of the same operation, as the end of a sentence: "when nobody knows the user". */
  readonly when: string;
  readonly given?: readonly State[];
  readonly call: (api: Api, from: FromState) => Promise<Answer>;
  /** Which of the spec's examples the reply looks like; default: the first. */
  readonly example?: string;
  /** What differs from that example in this state. */
  readonly differs?: Readonly<Record<string, unknown>>;
  /** Headers that the reply has in this state, beside those that the spec requires, or with another value; literally. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Members of the reply whose value in this state is the contract, not only their type. */
  readonly exactly?: readonly string[];
}

/** How walks sign in by one security scheme of the spec. */
export interface Credentials {
  readonly given: State;
  /** Headers by name; `{name}` stands for a member of what the scenario gives. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A reply of a walk, and what was asked for. */
export interface Answered {
  readonly operationId: string;
  readonly path: Readonly<Record<string, string>>;
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
      /** Sent as JSON. */
      readonly body?: unknown;
    }
  | { readonly scenario: string; readonly parameters?: Readonly<Record<string, unknown>> };

/** Somebody who follows one walk with a memory, to see whether laws hold that no single reply can break. */
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
  readonly walk: Walk;
}

/** Declares a provider's contract. What its client can do is checked here, and forgotten for the machinery. */
export function defineContract<Api>(contract: Contract<Api>): Contract {
  const names = contract.interactions.map(describeInteraction);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${contract.provider} has two interactions called "${twice}"`);
  return contract as unknown as Contract;
}

export const describeInteraction = ({
  operationId,
  status,
  when,
}: Pick<Interaction<unknown>, "operationId" | "status" | "when">): string => `${operationId} answers ${status} ${when}`;

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
