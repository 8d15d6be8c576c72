import type { ProviderName } from "#mocks/registry.ts";
import type { WireRequest } from "./requests.ts";

/** What a handler has seen of a request: values as text and structure, numbers as `{$number: "1.5"}`. */
export interface Seen {
  readonly operation: string;
  readonly path: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly files?: unknown;
}

/** What became of a request: what its handler saw, or the reply that came instead. */
export interface Outcome {
  /** 0 if the connection ended without a reply. */
  readonly status: number;
  /** Of redirects. */
  readonly location?: string;
  /** The methods of a 405, sorted. */
  readonly allow?: string;
  readonly seen?: Seen;
}

/** A server of a framework that runs. */
export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

export const FRAMEWORK_NAMES = ["Feathers", "Laravel", "Django"] as const;
export type FrameworkName = (typeof FRAMEWORK_NAMES)[number];

/** A web framework that a provider is built on, as far as anybody knows. */
export interface Framework {
  readonly name: FrameworkName;
  /** The provider whose mock reads requests as this framework does. */
  readonly provider: ProviderName;
  /** Says in a sentence what is missing to run it; `undefined`: nothing. */
  whyNot(): Promise<string | undefined>;
  /** Name and version of what runs. */
  version(): Promise<string>;
  start(): Promise<Running>;
  /** The operations of the mock whose media types and slashes the echo's paths have: `/echo`, `/echo/{id}`, `/echo/{owner}/items`. */
  readonly operations: Readonly<Record<"main" | "one" | "items", string>>;
  /** What this framework cannot tell apart, made alike. */
  simplify(value: unknown): unknown;
}

/** One request, what the framework and what standin made of it. */
export interface Compared {
  readonly framework: FrameworkName;
  readonly request: WireRequest;
  readonly theirs: Outcome;
  readonly ours: Outcome;
}
