import type { Table } from "../basics/table.ts";

/** What ahead-of-time compiled validators report, in ajv's words. */
export interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** A compiled validator: true when the data fits; otherwise `errors` says why. */
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}

/** How a query parameter stands on the wire. `object` gathers every key that no other parameter declares. */
export type QueryStyle = "single" | "repeat" | "comma" | "object";

/** One status of an operation, as the spec describes it. */
export interface ResponseEntry {
  /** Lower-case names of headers that must be there. */
  readonly requiredHeaders: readonly string[];
  /** Validators by media type; `null` where the content is not JSON. Empty: no body. */
  readonly content: Table<Readonly<Record<string, Validator | null>>>;
  /** The spec's first example, where it has one; faults answer with it. */
  readonly example?: unknown;
  /** The examples of the headers that must be there, beside that example. */
  readonly exampleHeaders?: Readonly<Record<string, string>>;
}

/** One operation of a spec, ready for the pipeline. The generator writes these. */
export interface OperationEntry {
  readonly method: string;
  /** Path template in braces, without any server prefix. */
  readonly path: string;
  /** Regular expressions that path parameters must match for the path to be this one, where the spec has any. */
  readonly pathPatterns?: Table<Readonly<Record<string, string>>> | undefined;
  /** What a trailing slash more or less means: `exact` (another path), `either` (the same), `redirect` (301 to the template). */
  readonly slash: "exact" | "either" | "redirect";
  /** Alternatives, each a set of scheme names; empty: no credentials needed. */
  readonly security: readonly (readonly string[])[];
  readonly query: Table<Readonly<Record<string, QueryStyle>>>;
  /** Lower-case names of declared header parameters. */
  readonly headers: readonly string[];
  /** Coerces `{path, query, headers}` in place; `null` when nothing is declared. */
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

/** Who a spec is about, and where it answers. */
export interface Api {
  readonly name: string;
  readonly title: string;
  /** Host names of the real provider. */
  readonly hosts: readonly string[];
  /** Path prefixes under which every operation answers; `""` for none. */
  readonly prefixes: readonly string[];
}

/** What a spec says of its operations, by operationId. */
export interface OperationTable {
  readonly operations: Table<Readonly<Record<string, OperationEntry>>>;
  /** Replies that no single operation owns: unknown path, wrong method, oversized body, … */
  readonly commonResponses: Readonly<Record<number, ResponseEntry>>;
}
