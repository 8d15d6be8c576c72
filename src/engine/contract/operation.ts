import type { Table } from "../basics/table.ts";

/** An error of a precompiled validator, in ajv's format. */
export interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** A compiled validator: returns true if the data is valid; otherwise `errors` says why not. */
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}

/** How a query parameter is serialized. `object` collects every key that no other parameter declares. */
export type QueryStyle = "single" | "repeat" | "comma" | "object";

/** The spec's response for one status of an operation. */
export interface ResponseEntry {
  /** Names of required headers, in lower case. */
  readonly requiredHeaders: readonly string[];
  /** Validators by media type; `null` if the content is not JSON. Empty: no body. */
  readonly content: Table<Readonly<Record<string, Validator | null>>>;
  /** The spec's first example, if any; faults reply with it. */
  readonly example?: unknown;
  /** The spec's examples of the required headers, sent with that example. */
  readonly exampleHeaders?: Readonly<Record<string, string>>;
}

/** One operation of a spec, as generated for the pipeline. */
export interface OperationEntry {
  readonly method: string;
  /** Path template with parameters in braces, without any server prefix. */
  readonly path: string;
  /** Prefixes under which the path answers besides those of the API: those that its own servers have. */
  readonly ownPrefixes?: readonly string[] | undefined;
  /** Regular expressions that the path parameters must match for the path to match, if the spec has any. */
  readonly pathPatterns?: Table<Readonly<Record<string, string>>> | undefined;
  /** Whether a trailing slash matters: `exact` (another path), `either` (the same path), `redirect` (301 to the template). */
  readonly slash: "exact" | "either" | "redirect";
  /** Alternatives, each a list of scheme names; empty: no credentials required. */
  readonly security: readonly (readonly string[])[];
  readonly query: Table<Readonly<Record<string, QueryStyle>>>;
  /** Names of declared header parameters, in lower case. */
  readonly headers: readonly string[];
  /** Validates and coerces `{path, query, headers}` in place; `null` if no parameters are declared. */
  readonly validateParameters: Validator | null;
  readonly requestBody?:
    | {
        readonly required: boolean;
        readonly limitBytes: number;
        readonly content: Table<Readonly<Record<string, Validator>>>;
      }
    | undefined;
  readonly responses: Readonly<Record<number, ResponseEntry>>;
}

/** The provider of a spec, its hosts and its path prefixes. */
export interface Api {
  readonly name: string;
  readonly title: string;
  /** Host names of the real provider. */
  readonly hosts: readonly string[];
  /** Path prefixes of every operation; `""` for none. */
  readonly prefixes: readonly string[];
}

/** The operations of a spec, by operationId. */
export interface OperationTable {
  readonly operations: Table<Readonly<Record<string, OperationEntry>>>;
  /** Responses that belong to no single operation: unknown path, wrong method, oversized body, … */
  readonly commonResponses: Readonly<Record<number, ResponseEntry>>;
}
