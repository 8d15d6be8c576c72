import { mediaTypeOf } from "#engine/basics/media-type.ts";
import { ownMember } from "#engine/basics/table.ts";
import { checkHints } from "./check-hints.ts";
import { checkSchema } from "./check-schema.ts";
import { isObject } from "./convert-schema.ts";
import { METHODS } from "./operations.ts";
import { nameOperation, type PathTemplate, parsePath, shapeOf } from "./path-template.ts";
import { referenceOf, type SpecSource } from "./spec-source.ts";

type Members = Record<string, unknown>;

/** A parameter as the spec declares it, with the name that the path's template has for it. */
export interface SpecParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  readonly schema: unknown;
  readonly style: string | undefined;
  readonly explode: boolean | undefined;
  /** The whole parameter, with its extensions. */
  readonly declared: Members;
}

export interface SpecMedia {
  readonly schema: unknown;
  readonly examples: readonly unknown[];
}

export interface SpecResponse {
  readonly content: ReadonlyMap<string, SpecMedia>;
  /** By names in lower case. */
  readonly headers: ReadonlyMap<
    string,
    { readonly required: boolean; readonly schema: unknown; readonly example: unknown }
  >;
}

export interface SpecRequestBody {
  readonly required: boolean;
  readonly content: ReadonlyMap<string, SpecMedia>;
  /** `x-body-limit-bytes` */
  readonly limitBytes: number | undefined;
}

/** An operation with all references but those of schemas resolved. */
export interface SpecOperation {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  readonly template: PathTemplate;
  readonly parameters: readonly SpecParameter[];
  readonly requestBody: SpecRequestBody | undefined;
  /** By status, by class such as `4XX`, or `default`. */
  readonly responses: ReadonlyMap<string, SpecResponse>;
  /** Alternatives, each with its schemes and their scopes. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  /** The extensions of the operation, over those of its path. */
  readonly hints: Members;
}

/** Where something stands in the files of a spec. */
interface Place {
  readonly file: string;
  readonly path: readonly string[];
}

interface Found {
  readonly value: unknown;
  readonly place: Place;
}

const PLACES = ["path", "query", "header", "cookie"];
/** Headers that say how a body is written and who calls, which other parts of a spec describe. */
const NOT_PARAMETERS = ["accept", "content-type", "authorization"];

/** What a spec says of its operations. */
export interface SpecOperations {
  readonly operations: readonly SpecOperation[];
  /** `x-common-responses`: those of no single operation; absent: the spec does not say. */
  readonly common: ReadonlyMap<string, SpecResponse> | undefined;
}

/** Reads the operations of a spec, and complains of all that cannot be understood. */
export function readOperations(source: SpecSource, root: Members): SpecOperations {
  return new OperationReader(source, root).read();
}

class OperationReader {
  readonly #source: SpecSource;
  readonly #root: Members;
  readonly #operations: SpecOperation[] = [];
  readonly #byId = new Map<string, string>();
  /** The first template of each shape, whose names all others of that shape get. */
  readonly #byShape = new Map<string, PathTemplate>();
  readonly #byRequest = new Map<string, string>();
  /** Places of references that lead nowhere, of which enough has been said. */
  readonly #dangling = new Set<string>();
  readonly #taken = new Set<string>();

  constructor(source: SpecSource, root: Members) {
    this.#source = source;
    this.#root = root;
  }

  read(): SpecOperations {
    const common = this.#root["x-common-responses"];
    this.#readPaths();
    return {
      operations: this.#operations,
      common: common === undefined ? undefined : this.#readResponses({ value: common, place: COMMON }),
    };
  }

  #readPaths(): void {
    const paths = this.#resolve(this.#root["paths"], { file: "spec0", path: ["paths"] });
    if (!isObject(paths.value)) {
      this.#complain("a spec has paths, and each has operations.", paths.place);
      return;
    }
    const items = Object.entries(paths.value).filter(([path]) => !path.startsWith("x-"));
    if (items.length === 0) this.#complain("there are no paths.", paths.place);
    const declared = items.flatMap(([, item]) => METHODS.flatMap((method) => idOf(this.#source.follow(item), method)));
    for (const id of declared) this.#taken.add(id);
    for (const [path, item] of items) this.#readPath(path, this.#resolve(item, below(paths.place, path)));
    const schemas = this.#root["components"];
    if (isObject(schemas) && isObject(schemas["schemas"]))
      for (const [name, schema] of Object.entries(schemas["schemas"]))
        checkSchema(this.#source, schema, { file: "spec0", path: ["components", "schemas", name] });
  }

  #readPath(path: string, { value: item, place }: Found): void {
    const template = isObject(item) ? parsePath(path) : "a path holds a map of methods.";
    if (!isObject(item) || typeof template === "string") {
      this.#complain(String(template), place);
      return;
    }
    const first = this.#byShape.get(shapeOf(template)) ?? template;
    this.#byShape.set(shapeOf(template), first);
    const renamed = new Map(template.written.map((name, index) => [name, first.names[index] ?? name]));
    const shared = this.#readParameters(item["parameters"], below(place, "parameters"), renamed);
    for (const method of METHODS) {
      const operation = this.#resolve(item[method], below(place, method));
      if (item[method] === undefined) continue;
      if (!isObject(operation.value)) this.#complain("an operation is a map.", operation.place);
      else this.#readOperation(method, path, first, item, { ...operation, value: operation.value }, shared, renamed);
    }
  }

  #readOperation(
    method: (typeof METHODS)[number],
    path: string,
    template: PathTemplate,
    item: Members,
    { value: operation, place }: Found & { value: Members },
    shared: readonly SpecParameter[],
    renamed: ReadonlyMap<string, string>,
  ): void {
    const own = this.#readParameters(operation["parameters"], below(place, "parameters"), renamed);
    const isOwn = ({ name, in: where }: SpecParameter) => own.some((each) => each.name === name && each.in === where);
    const declared = [...shared.filter((each) => !isOwn(each)), ...own];
    const id = this.#idOf(operation, method, path, place);
    const request = `${method} ${shapeOf(template)}`;
    const same = this.#byRequest.get(request);
    if (same !== undefined) {
      this.#source.notices.push(`No request tells ${id} from ${same}, so it is not served.`);
      return;
    }
    this.#byRequest.set(request, id);
    const responses = this.#readResponses(this.#resolve(operation["responses"], below(place, "responses")));
    for (const [holder, at] of [
      [item, { file: place.file, path: place.path.slice(0, -1) }],
      [operation, place],
    ] as const)
      checkHints(holder, "operation", responses, (message, name) => this.#complain(message, below(at, name)));
    this.#operations.push({
      id,
      method: method.toUpperCase(),
      path: template.path,
      template,
      parameters: declared.filter(
        ({ in: where, name }) => where !== "header" || !NOT_PARAMETERS.includes(name.toLowerCase()),
      ),
      requestBody: this.#readRequestBody(this.#resolve(operation["requestBody"], below(place, "requestBody"))),
      responses,
      security: this.#readSecurity(operation["security"], below(place, "security")),
      hints: { ...hintsOf(item), ...hintsOf(operation) },
    });
  }

  #idOf(operation: Members, method: string, path: string, place: Place): string {
    const declared = operation["operationId"];
    if (declared !== undefined && typeof declared !== "string")
      this.#complain(`operationId is text, not ${JSON.stringify(declared)}.`, below(place, "operationId"));
    const id = typeof declared === "string" && declared !== "" ? declared : nameOperation(method, path, this.#taken);
    this.#taken.add(id);
    const other = this.#byId.get(id);
    if (other !== undefined)
      this.#complain(`the operationId ${JSON.stringify(id)} is that of ${other} too.`, below(place, "operationId"));
    this.#byId.set(id, `${method.toUpperCase()} ${path}`);
    return id;
  }

  #readParameters(given: unknown, place: Place, renamed: ReadonlyMap<string, string>): SpecParameter[] {
    if (given === undefined) return [];
    if (!Array.isArray(given)) {
      this.#complain("parameters are a list.", place);
      return [];
    }
    return given.flatMap((each, index) => {
      const { value, place: at } = this.#resolve(each, below(place, String(index)));
      if (!isObject(value) || typeof value["name"] !== "string" || !PLACES.includes(String(value["in"]))) {
        this.#complain(`a parameter has a name, and is in ${PLACES.join(", ")}.`, at);
        return [];
      }
      const where = value["in"] as SpecParameter["in"];
      if (value["schema"] !== undefined) checkSchema(this.#source, value["schema"], below(at, "schema"));
      checkHints(value, "parameter", undefined, (message, hint) => this.#complain(message, below(at, hint)));
      const { name } = value;
      return {
        name: where === "path" ? (renamed.get(name) ?? name) : name,
        in: where,
        required: value["required"] === true || where === "path",
        schema: value["schema"],
        style: typeof value["style"] === "string" ? value["style"] : undefined,
        explode: typeof value["explode"] === "boolean" ? value["explode"] : undefined,
        declared: value,
      };
    });
  }

  #readRequestBody({ value, place }: Found): SpecOperation["requestBody"] {
    if (value === undefined) return undefined;
    if (!isObject(value)) {
      this.#complain("a request body is a map.", place);
      return undefined;
    }
    const content = this.#readContent(value["content"], below(place, "content"));
    const limit = value["x-body-limit-bytes"];
    if (limit !== undefined && !(Number.isSafeInteger(limit) && Number(limit) >= 0))
      this.#complain("x-body-limit-bytes is a number of bytes.", below(place, "x-body-limit-bytes"));
    const limitBytes = typeof limit === "number" ? limit : undefined;
    return content.size === 0 ? undefined : { required: value["required"] === true, content, limitBytes };
  }

  #readContent(given: unknown, place: Place): Map<string, SpecMedia> {
    const content = new Map<string, SpecMedia>();
    if (given === undefined) return content;
    if (!isObject(given)) {
      this.#complain("content is a map of media types.", place);
      return content;
    }
    for (const [name, each] of Object.entries(given)) {
      const { value: media, place: at } = this.#resolve(each, below(place, name));
      if (!isObject(media)) {
        this.#complain("a media type is a map.", at);
        continue;
      }
      if (media["schema"] !== undefined) checkSchema(this.#source, media["schema"], below(at, "schema"));
      if (media["schema"] === false) this.#complain("no body fits the schema false.", below(at, "schema"));
      if (!MEDIA_TYPE.test(name))
        this.#complain(`${JSON.stringify(name)} is not a media type, such as application/json.`, at);
      const mediaType = toMediaType(name, media["schema"]);
      if (!content.has(mediaType))
        content.set(mediaType, { schema: media["schema"], examples: this.#examplesOf(media) });
    }
    return content;
  }

  #examplesOf(media: Members): unknown[] {
    const named = isObject(media["examples"]) ? Object.values(media["examples"]) : [];
    const values = named.flatMap((each) => {
      const example = this.#source.follow(each);
      return isObject(example) && "value" in example ? [example["value"]] : [];
    });
    return "example" in media ? [media["example"], ...values] : values;
  }

  #readResponses({ value, place }: Found): Map<string, SpecResponse> {
    const responses = new Map<string, SpecResponse>();
    if (value === undefined) return responses;
    if (!isObject(value)) {
      this.#complain("responses are a map of statuses.", place);
      return responses;
    }
    for (const [name, each] of Object.entries(value)) {
      if (name.startsWith("x-")) continue;
      const { value: response, place: at } = this.#resolve(each, below(place, name));
      const status = name.toUpperCase();
      if (!/^([1-5]\d\d|[1-5]XX|DEFAULT)$/.test(status))
        this.#complain(`${JSON.stringify(name)} is not a status, such as 200, 4XX or default.`, at);
      else if (!isObject(response)) this.#complain("a response is a map.", at);
      else
        responses.set(status === "DEFAULT" ? "default" : status, {
          content: this.#readContent(response["content"], below(at, "content")),
          headers: this.#readHeaders(response["headers"], below(at, "headers")),
        });
    }
    return responses;
  }

  #readHeaders(given: unknown, place: Place): SpecResponse["headers"] {
    const entries = isObject(given) ? Object.entries(given) : [];
    return new Map(
      entries.flatMap(([name, each]) => {
        const header = this.#source.follow(each);
        if (!isObject(header) || name.toLowerCase() === "content-type") return [];
        const { required, schema, example } = header;
        if (!TOKEN.test(name))
          this.#complain(`${JSON.stringify(name)} is not the name of a header.`, below(place, name));
        else if (required === true && this.#isUnsendable(schema, example))
          this.#complain("the header has a value that HTTP cannot carry.", below(place, name));
        return [[name.toLowerCase(), { required: required === true, schema, example }]];
      }),
    );
  }

  /** Whether a header's own value, or the only ones that its schema lets it have, cannot be sent. */
  #isUnsendable(schema: unknown, example: unknown): boolean {
    const followed = this.#source.follow(schema);
    const { const: only, enum: values } = isObject(followed) ? followed : {};
    const given = example ?? only;
    const possible = given !== undefined ? [given] : Array.isArray(values) ? values : [];
    return possible.length > 0 && !possible.some((each) => HEADER_TEXT.test(String(each)));
  }

  #readSecurity(given: unknown, place: Place): SpecOperation["security"] {
    const declared = given ?? this.#root["security"] ?? [];
    if (!Array.isArray(declared) || !declared.every(isObject)) {
      this.#complain("security is a list of maps from schemes to scopes.", place);
      return [];
    }
    const components = this.#root["components"];
    const schemes =
      isObject(components) && isObject(components["securitySchemes"]) ? components["securitySchemes"] : {};
    for (const name of given === undefined ? [] : new Set(declared.flatMap(Object.keys)))
      if (!Object.hasOwn(schemes, name)) this.#complain(`there is no security scheme ${JSON.stringify(name)}.`, place);
    return declared.map((each) =>
      Object.fromEntries(Object.entries(each).map(([name, scopes]) => [name, Array.isArray(scopes) ? scopes : []])),
    );
  }

  /** Follows a reference, and says where its target stands. */
  #resolve(value: unknown, place: Place): Found {
    let found: Found = { value, place };
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const reference = referenceOf(found.value);
      if (reference === undefined) return found;
      const target = this.#source.lookUp(reference);
      if (target === undefined) {
        this.#dangling.add(keyOf(place));
        return { value: undefined, place };
      }
      found = { value: target.value, place: { file: target.file, path: target.path } };
    }
    this.#complain("its references lead in a circle.", place);
    return { value: undefined, place };
  }

  #complain(message: string, place: Place): void {
    if (!this.#dangling.has(keyOf(place))) this.#source.complain(message, place.path, place.file);
  }
}

const MOST_STEPS = 50;
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+[ \t]*(;[\t\x20-\x7e]*)?$/;
/** What HTTP can carry in a header. */
const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;
const COMMON: Place = { file: "spec0", path: ["x-common-responses"] };

const keyOf = ({ file, path }: Place): string => `${file}#${path.join("/")}`;

const below = ({ file, path }: Place, ...names: string[]): Place => ({ file, path: [...path, ...names] });

function idOf(item: unknown, method: string): string[] {
  const operation = isObject(item) ? ownMember(item, method) : undefined;
  const id = isObject(operation) ? operation["operationId"] : undefined;
  return typeof id === "string" ? [id] : [];
}

const hintsOf = (holder: Members): Members =>
  Object.fromEntries(Object.entries(holder).filter(([name]) => name.startsWith("x-")));

/** The media type without parameters. A range stands for what the schema describes: JSON, unless it is a file. */
function toMediaType(name: string, schema: unknown): string {
  const mediaType = mediaTypeOf(name) ?? name.toLowerCase();
  if (!mediaType.includes("*")) return mediaType;
  const isFile = isObject(schema) && schema["format"] === "binary";
  if (mediaType === "*/*" || mediaType === "application/*")
    return isFile || schema === undefined ? "application/octet-stream" : "application/json";
  return mediaType.replace("*", mediaType.startsWith("text/") ? "plain" : "png");
}
