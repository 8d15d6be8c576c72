import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
// Vitest sets Prism up without the condition that "#engine" needs.
import { parsePointer } from "../../src/engine/basics/json-pointer.ts";

/** The root of the repository. No output may contain this path. */
export const root = join(import.meta.dirname, "../..");

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

export type Schema = Readonly<Record<string, unknown>>;

export interface Header {
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
}

export interface MediaType {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
}

export interface SpecResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, MediaType>>;
  /** Why the mock never gives this reply by itself. */
  readonly "x-unreachable"?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema?: Schema;
}

export interface RequestBody {
  readonly required?: boolean;
  readonly content: Readonly<Record<string, MediaType>>;
  /** Larger bodies are refused. */
  readonly limitBytes: number;
}

/** The reply to the path's other form, with or without its trailing slash: 404, the same reply, a redirect. */
export type Slash = "exact" | "either" | "redirect";

/** One operation of a spec. References are resolved, except those of schemas. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** Prefixes that the path item's own servers add: every value that their variables list, `/es` for example. */
  readonly ownPrefixes: readonly string[];
  readonly slash: Slash;
  readonly parameters: readonly Parameter[];
  /** Alternatives, each a list of scheme names; empty: open to all. */
  readonly security: readonly (readonly string[])[];
  readonly requestBody?: RequestBody;
  readonly responses: ReadonlyMap<number, SpecResponse>;
}

export interface Spec {
  readonly provider: string;
  readonly document: Schema;
  readonly operations: ReadonlyMap<string, Operation>;
  /** Common responses by status: replies that any request may get, with or without an operation. */
  readonly common: ReadonlyMap<number, SpecResponse>;
}

/** One documented status of one operation, or one common response: the unit of the agreement report. */
export interface OperationStatus {
  readonly provider: string;
  /** Absent for a common response. */
  readonly operationId?: string | undefined;
  readonly status: number;
}

/** A cell in the spec. */
export interface DocumentedStatus extends OperationStatus {
  /** Why the mock never gives this reply by itself. */
  readonly unreachable?: string;
}

interface Reference {
  readonly $ref: string;
}

type Raw<T> = T | Reference;

type RawRequestBody = Omit<RequestBody, "limitBytes"> & { readonly "x-body-limit-bytes"?: number };

type RawResponses = Readonly<Record<string, Raw<SpecResponse>>>;

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly Raw<Parameter>[];
  readonly security?: readonly Schema[];
  readonly requestBody?: Raw<RawRequestBody>;
  readonly responses: RawResponses;
}

type RawPath = Readonly<Record<string, unknown>> & {
  readonly parameters?: readonly Raw<Parameter>[];
  readonly "x-slash"?: Slash;
  readonly servers?: readonly RawServer[];
};

interface RawServer {
  readonly url: string;
  readonly variables?: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
}

type RawDocument = Schema & {
  readonly security?: readonly Schema[];
  readonly paths: Readonly<Record<string, RawPath>>;
  readonly "x-common-responses"?: RawResponses;
};

/** The default of `x-body-limit-bytes`. */
const DEFAULT_LIMIT_BYTES = 1024 * 1024;

/** Reads `specs/<provider>.yaml` independently of the generator. */
export async function readSpec(provider: string): Promise<Spec> {
  const text = await readFile(join(root, "specs", `${provider}.yaml`), "utf8");
  const document = parse(text, { maxAliasCount: -1 }) as RawDocument;
  const operations = new Map<string, Operation>();
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const raw = item[method] as RawOperation | undefined;
      if (raw === undefined) continue;
      operations.set(raw.operationId, readOperation(document, method.toUpperCase(), path, item, raw));
    }
  return { provider, document, operations, common: readResponses(document, document["x-common-responses"] ?? {}) };
}

function readOperation(
  document: RawDocument,
  method: string,
  path: string,
  { parameters: shared = [], "x-slash": slash = "exact", servers = [] }: RawPath,
  raw: RawOperation,
): Operation {
  return {
    operationId: raw.operationId,
    method,
    path,
    ownPrefixes: [...new Set(servers.flatMap(readPrefixes))],
    slash,
    parameters: [...shared, ...(raw.parameters ?? [])].map((each) => resolve(document, each)),
    security: (raw.security ?? document.security ?? []).map((alternative) => Object.keys(alternative)),
    ...(raw.requestBody !== undefined && { requestBody: readRequestBody(document, raw.requestBody) }),
    responses: readResponses(document, raw.responses),
  };
}

/** The path of a server's URL, if it is one variable: once for each of its values. */
function readPrefixes({ url, variables = {} }: RawServer): string[] {
  const [, name = ""] = /^https:\/\/[^/{}]+\/\{(\w+)\}$/.exec(url) ?? [];
  return (variables[name]?.enum ?? []).map((value) => `/${value}`);
}

function readRequestBody(document: Schema, given: Raw<RawRequestBody>): RequestBody {
  const { "x-body-limit-bytes": limitBytes = DEFAULT_LIMIT_BYTES, ...body } = resolve(document, given);
  return { ...body, limitBytes, content: readContent(document, body) };
}

const readResponses = (document: Schema, responses: RawResponses): ReadonlyMap<number, SpecResponse> =>
  new Map(
    Object.entries(responses).map(([status, each]) => [
      Number(status),
      readResponse(document, resolve(document, each)),
    ]),
  );

function readResponse(document: Schema, response: SpecResponse): SpecResponse {
  const headers = Object.entries(response.headers ?? {}).map(([name, each]) => [name, resolve(document, each)]);
  return { ...response, headers: Object.fromEntries(headers), content: readContent(document, response) };
}

const readContent = (document: Schema, { content = {} }: Pick<SpecResponse, "content">): Record<string, MediaType> =>
  Object.fromEntries(
    Object.entries(content).map(([mediaType, { examples = {}, ...rest }]) => [
      mediaType,
      {
        ...rest,
        examples: Object.fromEntries(
          Object.entries(examples).map(([name, each]) => [name, resolve<{ value?: unknown }>(document, each)]),
        ),
      },
    ]),
  );

/** Resolves references to a value. Siblings of a `$ref` are ignored. */
export function resolve<T extends object>(document: Schema, value: Raw<T>): T {
  if (!("$ref" in value) || typeof value.$ref !== "string") return value as T;
  let found: unknown = document;
  for (const part of parsePointer(value.$ref)) found = (found as Schema | undefined)?.[part];
  if (typeof found !== "object" || found === null) throw new Error(`${value.$ref} leads nowhere`);
  return resolve(document, found as Raw<T>);
}

/** Every documented status of every operation, then the common responses. */
export const statusesOf = ({ provider, operations, common }: Spec): DocumentedStatus[] =>
  [...operations.values(), { operationId: undefined, responses: common }].flatMap(({ operationId, responses }) =>
    [...responses].map(([status, { "x-unreachable": unreachable }]) => ({
      provider,
      operationId,
      status,
      ...(unreachable !== undefined && { unreachable }),
    })),
  );

/** Finds the operation of a request line by the templates of the spec. Concrete paths win. */
export function findOperation({ operations }: Spec, method: string, path: string): Operation | undefined {
  const matching = [...operations.values()].filter((each) => each.method === method && fits(each.path, path));
  return matching.sort((a, b) => countParameters(a.path) - countParameters(b.path))[0];
}

/**
 * Finds the spec's response for a reply: the operation's own response of that status, or else the common one. If both exist,
 * the media type decides.
 *
 * @param operation absent if no operation accepts the request
 */
export function findResponse(
  { common }: Spec,
  operation: Operation | undefined,
  status: number,
  mediaType: string,
): { readonly response: SpecResponse | undefined; readonly isCommon: boolean } {
  const own = operation?.responses.get(status);
  const shared = common.get(status);
  const isCommon =
    shared !== undefined &&
    (own === undefined || (own.content?.[mediaType] === undefined && shared.content?.[mediaType] !== undefined));
  return { response: isCommon ? shared : own, isCommon };
}

/** Whether a path may be one of this template, parameters aside. */
export const fits = (template: string, path: string): boolean => {
  const wanted = template.split("/");
  const given = path.split("/");
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => (part.includes("{") ? given[at] !== "" : part === given[at]))
  );
};

/** Adds or removes the trailing slash of a path. */
export const withOtherSlash = (path: string): string => (path.endsWith("/") ? path.slice(0, -1) : `${path}/`);

const countParameters = (template: string): number => template.split("{").length;

/** The example of one reply: the one of that name, or the first. */
export function exampleOf({ example, examples = {} }: MediaType, name?: string): unknown {
  if (name !== undefined) {
    if (examples[name] === undefined)
      throw new Error(`Unknown example ${name}. Known examples: ${Object.keys(examples)}.`);
    return examples[name].value;
  }
  return example ?? Object.values(examples)[0]?.value;
}
