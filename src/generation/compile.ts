import { StandinError } from "#engine/basics/errors.ts";
import { createTable, ownMember, setMember, toTable } from "#engine/basics/table.ts";
import type { Api, OperationEntry, OperationTable, ResponseEntry, Validator } from "#engine/contract/operation.ts";
import { checkLoops } from "./check-endless.ts";
import { isObject } from "./convert-schema.ts";
import { createOperations, type OpenApiDocument } from "./operations.ts";
import { loadWithPeers } from "./peers.ts";
import type { SchemaCompiler, ValidatorKind } from "./schema-compiler.ts";
import { hostsOf, prefixesOf, type ServerObject } from "./servers.ts";
import type { SpecOperation, SpecParameter, SpecResponse } from "./spec-operations.ts";
import type { SpecSource } from "./spec-source.ts";

/** How a spec is compiled. */
export interface CompileOptions {
  /** The provider's name: lower-case letters, digits and hyphens. Default: made from the title. */
  readonly name?: string;
}

/** A spec as the engine needs it, its validators compiled when they are first used. */
export interface CompiledOperations extends OperationTable {
  readonly api: Api;
  /** What of the spec is understood differently, or not checked, as sentences. */
  readonly notices: readonly string[];
}

export interface CompiledSpec extends CompiledOperations {
  /** The operations as the spec declares them. */
  readonly declared: readonly SpecOperation[];
  readonly securitySchemes: Readonly<Record<string, unknown>>;
  readonly source: SpecSource;
  readonly compiler: SchemaCompiler;
}

type Members = Record<string, unknown>;

const FORM = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

/**
 * Compiles an OpenAPI document (3.0 or 3.1) in memory: names and addresses, and the operation table.
 *
 * @param document the path of a YAML or JSON file, or the document itself, which stays as it is
 * @throws SpecError with all faults of the document; StandinError if ajv or ajv-formats is not installed
 */
export async function compileSpec(
  document: string | URL | object,
  options: CompileOptions = {},
): Promise<CompiledOperations> {
  const { api, operations, commonResponses, notices } = await readAndCompile(document, options);
  return { api, operations, commonResponses, notices };
}

const PURPOSE = "Reading an OpenAPI document";

/** The same, with all that the document says. @param peers the packages to ask for */
export async function readAndCompile(
  document: string | URL | object,
  options: CompileOptions = {},
  peers: readonly string[] = ["ajv", "ajv-formats"],
): Promise<CompiledSpec> {
  const { createSchemaCompiler } = await loadWithPeers(PURPOSE, peers, () => import("./schema-compiler.ts"));
  const { readSpec } = await import("./spec-source.ts");
  const { readOperations } = await import("./spec-operations.ts");
  const source = await readSpec(document);
  const root = checkRoot(source);
  checkLoops(source);
  const { operations: declared, common } = readOperations(source, root);
  source.check();
  const compiler = createSchemaCompiler(source);
  const api = toApi(root, options);
  const components = isObject(root["components"]) ? root["components"] : {};
  return {
    api,
    ...toTableOf(api, declared, common, source, compiler),
    notices: [...new Set(source.notices)],
    declared,
    securitySchemes: isObject(components["securitySchemes"]) ? components["securitySchemes"] : {},
    source,
    compiler,
  };
}

/** @throws SpecError for what is no OpenAPI document at all */
function checkRoot(source: SpecSource): Members {
  const root = source.content;
  if (!isObject(root)) {
    source.complain("an OpenAPI document is a map that begins with its version: openapi: 3.1.0.");
    source.check();
    return {};
  }
  const version = root["openapi"];
  const before = source.faults.length;
  if (root["swagger"] !== undefined)
    source.complain(
      `this is Swagger ${root["swagger"]}. Convert it to OpenAPI 3 first, for example by npx swagger2openapi.`,
      ["swagger"],
    );
  else if (typeof version !== "string" || !/^3\.[01](\.|$)/.test(version))
    source.complain(
      `openapi says which version a document is of: 3.0 or 3.1, ${version === undefined ? "and it is missing" : `not ${JSON.stringify(version)}`}.`,
      version === undefined ? [] : ["openapi"],
    );
  // Of another kind of document, nothing else is worth looking at.
  if (source.faults.length > before) source.check();
  return root;
}

function toApi(root: Members, { name }: CompileOptions): Api {
  const info = isObject(root["info"]) ? root["info"] : {};
  const title = typeof info["title"] === "string" && info["title"] !== "" ? info["title"] : "API";
  if (name !== undefined && !isProviderName(name))
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      `${JSON.stringify(name)} cannot be the name of a provider: it is 1 to 63 lower-case letters, digits and dashes, begins with a letter and ends without a dash.`,
    );
  const holders = [root, ...itemsOf(root).flatMap((item) => [item, ...Object.values(item).filter(isObject)])];
  return {
    name: name ?? toProviderName(title),
    title,
    hosts: hostsOf(holders.flatMap(serversOf)),
    prefixes: prefixesOf(serversOf(root)),
  };
}

const itemsOf = (root: Members): Members[] =>
  isObject(root["paths"]) ? Object.values(root["paths"]).filter(isObject) : [];

const isProviderName = (name: string): boolean => /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name);

/** A name for a provider, from the title of its spec. */
function toProviderName(title: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[^a-z]+|-$/g, "");
  return words.slice(0, 40).replace(/-$/, "") || "api";
}

/** The servers that something names, as far as they are understood. */
const serversOf = (holder: Members): ServerObject[] =>
  (Array.isArray(holder["servers"]) ? holder["servers"] : []).filter(
    (server) => isObject(server) && typeof server["url"] === "string",
  );

/** Makes the operation table: the same way as for generated code, with validators that are compiled late. */
function toTableOf(
  api: Api,
  declared: readonly SpecOperation[],
  common: ReadonlyMap<string, SpecResponse> | undefined,
  source: SpecSource,
  compiler: SchemaCompiler,
): OperationTable {
  const ids = new Map(declared.map((operation, index) => [`operation${index}`, operation]));
  const paths: Record<string, Members> = {};
  for (const [id, operation] of ids) {
    const item = ownMember(paths, operation.path) ?? {};
    setMember(paths, operation.path, item);
    setMember<unknown>(item, operation.method.toLowerCase(), {
      operationId: id,
      ...toOperationObject(operation, source),
    });
    if (operation.hints["x-slash"] !== undefined) item["x-slash"] = operation.hints["x-slash"];
  }
  const document = {
    info: { title: api.title },
    paths,
    ...(common !== undefined && { "x-common-responses": toResponseObjects(common) }),
  };
  const table = createOperations(api.name, document as unknown as OpenApiDocument, (schemas) => {
    return (name): Validator => compiler.validatorOf(schemas.get(name), kindOf(name));
  });
  const operations = createTable<OperationEntry>();
  for (const [id, operation] of ids) {
    const entry = table.operations[id];
    if (entry !== undefined) operations[operation.id] = { ...entry, responses: spread(entry.responses) };
  }
  const commonResponses = common === undefined ? toCommonResponses() : table.commonResponses;
  return { operations: toTable(operations), commonResponses };
}

/** By the name that the operation table gives to a validator. */
function kindOf(name: string): ValidatorKind {
  if (name.endsWith("_parameters")) return "parameters";
  if (!name.includes("_request_")) return "reply";
  return /_request_(application_x_www_form_urlencoded|multipart_form_data)$/.test(name) ? "form" : "request";
}

/** An operation in the form that the operation table is read from. */
function toOperationObject(operation: SpecOperation, source: SpecSource): Members {
  const { security, requestBody, responses } = operation;
  const limitBytes = requestBody?.limitBytes;
  return {
    security,
    parameters: operation.parameters.flatMap((each) => toParameterObject(each, source)),
    ...(requestBody !== undefined && {
      requestBody: {
        required: requestBody.required,
        content: Object.fromEntries(withForm(requestBody.content)),
        ...(limitBytes !== undefined && { "x-body-limit-bytes": limitBytes }),
      },
    }),
    responses: toResponseObjects(responses),
  };
}

const toResponseObjects = (responses: ReadonlyMap<string, SpecResponse>): Members =>
  Object.fromEntries([...responses].map(([status, response]) => [status, toResponseObject(response)]));

/** The engine reads forms of either encoding as one. */
function withForm<Media>(content: ReadonlyMap<string, Media>): Map<string, Media> {
  const multipart = content.get(MULTIPART);
  return multipart === undefined || content.has(FORM) ? new Map(content) : new Map([...content, [FORM, multipart]]);
}

const toResponseObject = ({ content, headers }: SpecResponse): Members => ({
  headers: Object.fromEntries(headers),
  content: Object.fromEntries(
    [...content].map(([mediaType, { schema, examples }]) => [
      mediaType,
      { schema, ...(examples.length > 0 && { example: examples[0] }) },
    ]),
  ),
});

/** Notations of lists that the engine does not split: such a parameter is not checked. */
const UNREAD_STYLES = ["deepObject", "spaceDelimited", "pipeDelimited", "matrix", "label"];

function toParameterObject(parameter: SpecParameter, source: SpecSource): Members[] {
  const { name, in: where, required, explode, style = "", schema } = parameter;
  const target = source.follow(schema);
  const types = isObject(target) ? [target["type"]].flat() : [];
  const isCompound = types.includes("object") || types.includes("array");
  const isUnread = UNREAD_STYLES.includes(style) || types.includes("object") || (isCompound && where !== "query");
  if (isUnread && where === "query") return [];
  const checked = isUnread || target === undefined ? {} : target;
  const pattern = parameter.declared["x-route-pattern"];
  return [
    {
      name,
      in: where,
      required,
      schema: checked,
      ...(explode !== undefined && { explode }),
      ...(typeof pattern === "string" && { "x-route-pattern": pattern }),
    },
  ];
}

/** Statuses that a class such as `4XX`, or `default`, stands for. */
const STATUSES = [
  ...[200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 307, 308],
  ...[400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423],
  ...[424, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 507, 508, 511],
];

/** Gives each status the response of its class, or the default one, unless it has its own. */
function spread(responses: Readonly<Record<string, ResponseEntry>>): Record<number, ResponseEntry> {
  const { default: fallback, ...others } = responses;
  const hasSuccess = Object.keys(others).some((status) => status.startsWith("2"));
  const spreaded: Record<number, ResponseEntry> = {};
  for (const status of STATUSES) {
    const response =
      ownMember(others, `${String(status)[0]}XX`) ?? (status >= 400 || !hasSuccess ? fallback : undefined);
    if (response !== undefined) spreaded[status] = response;
  }
  for (const [status, response] of Object.entries(others))
    if (/^[2-5]\d\d$/.test(status)) spreaded[Number(status)] = response;
  // A spec may only say what goes wrong.
  if (!Object.keys(spreaded).some((status) => Number(status) < 400)) spreaded[204] = NO_CONTENT;
  return spreaded;
}

const NO_CONTENT: ResponseEntry = { requiredHeaders: [], content: toTable({}) };

/** Error statuses that any operation may answer with, although its spec has them not. */
const COMMON = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500];

const toCommonResponses = (): Record<number, ResponseEntry> =>
  Object.fromEntries(
    COMMON.map((status) => [status, { requiredHeaders: [], content: toTable({ [PROBLEM]: isProblem }) }]),
  );

const PROBLEM = "application/problem+json";

/** The body of an error that no spec describes (RFC 9457). */
const isProblem: Validator = (body) => isObject(body) && typeof body["title"] === "string";
