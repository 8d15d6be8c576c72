import { parsePointer } from "#engine/basics/json-pointer.ts";
import { createTable, ownMember, setMember, toTable } from "#engine/basics/table.ts";
import type { Api, OperationTable, Validator } from "#engine/contract/operation.ts";
import { everyPrefixOf, hostsOf, prefixesOf, type ServerObject } from "./servers.ts";

/** The parts of an OpenAPI 3.1 document that the operation table uses. */
export interface OpenApiDocument {
  info: { title: string };
  servers?: readonly ServerObject[];
  security?: readonly Record<string, readonly string[]>[];
  paths: Record<string, PathItem>;
  components?: Record<string, Record<string, unknown>>;
  "x-common-responses"?: Record<string, Reference | ResponseObject>;
}

interface Reference {
  $ref: string;
}

type PathItem = {
  servers?: readonly ServerObject[];
  parameters?: readonly (Reference | Parameter)[];
  "x-slash"?: string;
} & Record<string, OperationObject>;

export interface OperationObject {
  operationId?: string;
  servers?: readonly ServerObject[];
  security?: readonly Record<string, readonly string[]>[];
  parameters?: readonly (Reference | Parameter)[];
  requestBody?: Reference | RequestBody;
  responses: Record<string, Reference | ResponseObject>;
}

interface Parameter {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
  style?: string;
  explode?: boolean;
  schema?: { type?: string | readonly string[]; $ref?: string };
  /** Restricts the path itself: if the value does not match, the path is unknown. */
  "x-route-pattern"?: string;
}

interface RequestBody {
  required?: boolean;
  content: Record<string, MediaType>;
  "x-body-limit-bytes"?: number;
}

interface ResponseObject {
  headers?: Record<string, Reference | { required?: boolean; example?: unknown }>;
  content?: Record<string, MediaType>;
}

interface MediaType {
  schema?: { type?: string };
  example?: unknown;
  examples?: Record<string, Reference | { value?: unknown }>;
}

export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
const DEFAULT_BODY_LIMIT_BYTES = 1024 * 1024;
const HEADER = "// Written by `npm run generate`. Do not edit: change the spec.\n\n";

/** Stands for a validator that is not compiled yet: its name in `Schemas`. */
class ValidatorName {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A table to be made without a prototype, as it is looked up by untrusted names. */
class Table {
  readonly members: Readonly<Record<string, unknown>>;
  constructor(members: Readonly<Record<string, unknown>>) {
    this.members = members;
  }
}

/** Validators to compile: the schemas by export name. References in them are the document's. */
export type Schemas = Map<string, object>;

/** Returns name and addresses of one spec's provider: the data needed before its first request. */
export function readApi(name: string, spec: OpenApiDocument): Api {
  const servers = [
    spec,
    ...Object.values(spec.paths),
    ...Object.values(spec.paths).flatMap((item) => METHODS.flatMap((m) => item[m] ?? [])),
  ].flatMap((holder) => holder.servers ?? []);
  return {
    name,
    title: spec.info.title,
    hosts: hostsOf(servers),
    prefixes: prefixesOf(spec.servers ?? []),
  };
}

export const writeApi = (name: string, spec: OpenApiDocument): string =>
  `${HEADER}export const api = ${toSource(readApi(name, spec))} as const;\n`;

/** The operation table of one spec, before its validators are compiled. */
interface UncompiledOperations {
  readonly operations: Table;
  readonly commonResponses: object;
  /** The validators to compile. */
  readonly schemas: Schemas;
}

/** Reads the operation table of one spec, with the names of validators in place of the validators. */
function readOperations(name: string, spec: OpenApiDocument): UncompiledOperations {
  const schemas: Schemas = new Map();
  const operations: Record<string, unknown> = {};
  const prefixes = prefixesOf(spec.servers ?? []);
  for (const [path, item] of Object.entries(spec.paths)) {
    const ownPrefixes = everyPrefixOf(item.servers ?? []).filter((each) => !prefixes.includes(each));
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const id = operation.operationId;
      if (id === undefined) throw new Error(`${name}: ${method} ${path} has no operationId`);
      const entry = {
        method: method.toUpperCase(),
        path,
        ...(item.servers !== undefined && ownPrefixes.length > 0 && { ownPrefixes }),
        slash: item["x-slash"] ?? "exact",
        security: (operation.security ?? spec.security ?? []).map((alternative) => Object.keys(alternative)),
        ...parameterEntries(id, [...(item.parameters ?? []), ...(operation.parameters ?? [])], spec, schemas),
        ...requestEntry(id, operation.requestBody, spec, schemas),
        responses: responseEntries(id, operation.responses, spec, schemas),
      };
      setMember(operations, id, entry);
    }
  }
  const commonResponses = responseEntries("common", spec["x-common-responses"] ?? {}, spec, schemas);
  return { operations: new Table(operations), commonResponses, schemas };
}

/**
 * Makes the operation table of one spec in memory.
 *
 * @param compile compiles the schemas, by name; references in them are the document's
 */
export function createOperations(
  name: string,
  spec: OpenApiDocument,
  compile: (schemas: Schemas) => (name: string) => Validator,
): OperationTable {
  const { operations, commonResponses, schemas } = readOperations(name, spec);
  const validatorOf = compile(schemas);
  return fillIn({ operations, commonResponses }, validatorOf) as OperationTable;
}

/** Replaces the names of validators by the validators, and makes the tables. */
function fillIn(value: unknown, validatorOf: (name: string) => Validator): unknown {
  if (value instanceof ValidatorName) return validatorOf(value.text);
  if (value instanceof Table) return toTable(fillIn(value.members, validatorOf) as Record<string, unknown>);
  if (Array.isArray(value)) return value.map((each) => fillIn(each, validatorOf));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fillIn(member, validatorOf)]));
}

/** Writes the operation table of one spec, and returns the validators it needs. */
export function writeOperations(name: string, spec: OpenApiDocument): { source: string; schemas: Schemas } {
  const { operations, commonResponses, schemas } = readOperations(name, spec);
  const imports = [...schemas.keys()].sort();
  const source = `${HEADER}import { toTable } from "#engine/basics/table.ts";\nimport {\n${imports.map((each) => `  ${each},\n`).join("")}} from "./validators.js";\n\nexport const operations = ${toSource(operations)};\n\nexport const commonResponses = ${toSource(commonResponses)} as const;\n`;
  return { source, schemas };
}

/** Writes the security schemes of each operation as types: `never` without any. */
export function writeSecurity(spec: OpenApiDocument): string {
  const lines = Object.values(spec.paths).flatMap((item) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation?.operationId === undefined) return [];
      const alternatives = operation.security ?? spec.security ?? [];
      const schemes = [...new Set(alternatives.flatMap((each) => Object.keys(each)))].map((each) =>
        JSON.stringify(each),
      );
      if (alternatives.some((each) => Object.keys(each).length === 0)) schemes.push("undefined");
      return `  readonly ${toKey(operation.operationId)}: ${schemes.length === 0 ? "never" : schemes.join(" | ")};`;
    }),
  );
  return `${HEADER}/** The security schemes of each operation. */\nexport interface Security {\n${lines.join("\n")}\n}\n`;
}

function resolve<T extends object>(value: T | Reference, spec: OpenApiDocument): T {
  return "$ref" in value ? resolve(lookUp(parsePointer(value.$ref), spec) as T, spec) : value;
}

const toName = (...parts: string[]): string => parts.join("_").replaceAll(/[^A-Za-z0-9]+/g, "_");

function lookUp(parts: readonly string[], spec: OpenApiDocument): object {
  let found: unknown = spec;
  for (const part of parts) found = found === undefined ? undefined : ownMember(found as Record<string, unknown>, part);
  if (typeof found !== "object" || found === null) throw new Error(`#/${parts.join("/")} leads nowhere`);
  return found;
}

function parameterEntries(
  id: string,
  given: readonly (Reference | Parameter)[],
  spec: OpenApiDocument,
  schemas: Schemas,
): object {
  const query = createTable<string>();
  const headers: string[] = [];
  const pathPatterns = createTable<string>();
  const groups = createTable<{ type: "object"; properties: Record<string, unknown>; required: string[] }>();
  const groupOf = (name: string) => (groups[name] ??= { type: "object", properties: {}, required: [] });
  for (const each of given) {
    const parameter = resolve(each, spec);
    const schema = parameter.schema === undefined ? {} : resolve(parameter.schema as { type?: string }, spec);
    const at = parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name;
    if (parameter.in === "cookie") continue;
    if (parameter["x-route-pattern"] !== undefined) pathPatterns[at] = parameter["x-route-pattern"];
    if (parameter.in === "header") headers.push(at);
    if (parameter.in === "query") {
      const types = [schema.type].flat();
      query[at] = types.includes("object")
        ? "object"
        : types.includes("array")
          ? parameter.explode === false
            ? "comma"
            : "repeat"
          : "single";
    }
    const group = groupOf(parameter.in === "header" ? "headers" : parameter.in);
    setMember(group.properties, at, parameter.schema ?? true);
    if (parameter.required) group.required.push(at);
  }
  const patterns = Object.keys(pathPatterns).length > 0 && { pathPatterns: new Table(pathPatterns) };
  if (Object.keys(groups).length === 0) return { query: new Table(query), headers, validateParameters: null };
  const validator = toName(id, "parameters");
  schemas.set(validator, { type: "object", properties: groups });
  return { ...patterns, query: new Table(query), headers, validateParameters: new ValidatorName(validator) };
}

function requestEntry(
  id: string,
  given: Reference | RequestBody | undefined,
  spec: OpenApiDocument,
  schemas: Schemas,
): object {
  if (given === undefined) return {};
  const body = resolve(given, spec);
  const content = Object.entries(body.content).map(([mediaType, { schema }]) => {
    const validator = toName(id, "request", mediaType);
    schemas.set(validator, schema ?? {});
    return [mediaType, new ValidatorName(validator)];
  });
  return {
    requestBody: {
      required: body.required ?? false,
      limitBytes: body["x-body-limit-bytes"] ?? DEFAULT_BODY_LIMIT_BYTES,
      content: new Table(Object.fromEntries(content)),
    },
  };
}

function responseEntries(
  id: string,
  given: Readonly<Record<string, Reference | ResponseObject>>,
  spec: OpenApiDocument,
  schemas: Schemas,
): object {
  const entries = Object.entries(given).map(([status, each]) => {
    const response = resolve(each, spec);
    const headers = Object.entries(response.headers ?? {})
      .map(([name, header]) => ({ name: name.toLowerCase(), ...resolve(header, spec) }))
      .filter(({ required }) => required);
    const requiredHeaders = headers.map(({ name }) => name);
    const content = Object.entries(response.content ?? {}).map(([mediaType, { schema }]) => {
      if (!mediaType.endsWith("json") || schema === undefined) return [mediaType, null];
      const validator = toName(id, status, mediaType);
      schemas.set(validator, schema);
      return [mediaType, new ValidatorName(validator)];
    });
    const example = Number(status) >= 400 ? firstExample(response, spec) : undefined;
    return [
      status,
      {
        requiredHeaders,
        content: new Table(Object.fromEntries(content)),
        ...(example !== undefined && { example }),
        ...(example !== undefined && headers.length > 0 && { exampleHeaders: exampleHeadersOf(headers) }),
      },
    ];
  });
  return Object.fromEntries(entries);
}

const exampleHeadersOf = (headers: readonly { name: string; example?: unknown }[]): object =>
  Object.fromEntries(headers.flatMap(({ name, example }) => (example === undefined ? [] : [[name, String(example)]])));

function firstExample(response: ResponseObject, spec: OpenApiDocument): unknown {
  const [media] = Object.values(response.content ?? {});
  if (media === undefined) return undefined;
  if (media.example !== undefined) return media.example;
  const [example] = Object.values(media.examples ?? {});
  return example && resolve(example, spec).value;
}

function toSource(value: unknown, indent = ""): string {
  if (value instanceof ValidatorName) return value.text;
  if (value instanceof Table) return `toTable(${toSource(value.members, indent)})`;
  if (Array.isArray(value)) return `[${value.map((each) => toSource(each, indent)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value);
  if (members.length === 0) return "{}";
  const inner = `${indent}  `;
  const lines = members.map(([key, member]) => `${inner}${toKey(key)}: ${toSource(member, inner)},\n`);
  return `{\n${lines.join("")}${indent}}`;
}

const toKey = (key: string): string => (/^[A-Za-z_$][\w$]*$|^[1-9]\d*$/.test(key) ? key : JSON.stringify(key));
