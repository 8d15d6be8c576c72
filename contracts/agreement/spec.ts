import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";

/** The repository. Nothing may show this path to anybody. */
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
}

/** One operation of a spec. What it refers to has been put in its place, schemas excepted. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
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
}

/** One documented status of one operation: the unit that judges see, or do not. */
export interface Cell {
  readonly provider: string;
  readonly operationId: string;
  readonly status: number;
}

interface Reference {
  readonly $ref: string;
}

type Raw<T> = T | Reference;

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly Raw<Parameter>[];
  readonly security?: readonly Schema[];
  readonly requestBody?: Raw<RequestBody>;
  readonly responses: Readonly<Record<string, Raw<SpecResponse>>>;
}

type RawDocument = Schema & {
  readonly security?: readonly Schema[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** Reads `specs/<provider>.yaml`, apart from everything that the generator makes of it. */
export async function readSpec(provider: string): Promise<Spec> {
  const text = await readFile(join(root, "specs", `${provider}.yaml`), "utf8");
  const document = parse(text, { maxAliasCount: -1 }) as RawDocument;
  const operations = new Map<string, Operation>();
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const raw = item[method] as RawOperation | undefined;
      if (raw === undefined) continue;
      const shared = (item["parameters"] ?? []) as readonly Raw<Parameter>[];
      operations.set(raw.operationId, readOperation(document, method.toUpperCase(), path, shared, raw));
    }
  return { provider, document, operations };
}

function readOperation(
  document: RawDocument,
  method: string,
  path: string,
  shared: readonly Raw<Parameter>[],
  raw: RawOperation,
): Operation {
  const requestBody = raw.requestBody === undefined ? undefined : resolve(document, raw.requestBody);
  return {
    operationId: raw.operationId,
    method,
    path,
    parameters: [...shared, ...(raw.parameters ?? [])].map((each) => resolve(document, each)),
    security: (raw.security ?? document.security ?? []).map((alternative) => Object.keys(alternative)),
    ...(requestBody !== undefined && { requestBody: { ...requestBody, content: readContent(document, requestBody) } }),
    responses: new Map(
      Object.entries(raw.responses).map(([status, each]) => [
        Number(status),
        readResponse(document, resolve(document, each)),
      ]),
    ),
  };
}

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

/** Follows references until there is a value. Members beside a `$ref` do not count. */
export function resolve<T extends object>(document: Schema, value: Raw<T>): T {
  if (!("$ref" in value) || typeof value.$ref !== "string") return value as T;
  let found: unknown = document;
  for (const part of value.$ref.slice("#/".length).split("/"))
    found = (found as Schema | undefined)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  if (typeof found !== "object" || found === null) throw new Error(`${value.$ref} leads nowhere`);
  return resolve(document, found as Raw<T>);
}

/** Every documented status of every operation. */
export const cellsOf = ({ provider, operations }: Spec): (Cell & { readonly unreachable?: string })[] =>
  [...operations.values()].flatMap(({ operationId, responses }) =>
    [...responses].map(([status, { "x-unreachable": unreachable }]) => ({
      provider,
      operationId,
      status,
      ...(unreachable !== undefined && { unreachable }),
    })),
  );

/** Finds the operation that a request line means, by the templates of the spec. Concrete paths win. */
export function findOperation({ operations }: Spec, method: string, path: string): Operation | undefined {
  const matching = [...operations.values()].filter((each) => each.method === method && fits(each.path, path));
  return matching.sort((a, b) => countParameters(a.path) - countParameters(b.path))[0];
}

const fits = (template: string, path: string): boolean => {
  const wanted = template.split("/");
  const given = path.split("/");
  return wanted.length === given.length && wanted.every((part, at) => part.includes("{") || part === given[at]);
};

const countParameters = (template: string): number => template.split("{").length;

/** The example of one reply: the one of that name, or the first. */
export function exampleOf({ example, examples = {} }: MediaType, name?: string): unknown {
  if (name !== undefined) {
    if (examples[name] === undefined) throw new Error(`there is no example ${name}; only ${Object.keys(examples)}`);
    return examples[name].value;
  }
  return example ?? Object.values(examples)[0]?.value;
}
