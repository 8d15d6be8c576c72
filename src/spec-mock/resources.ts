import { ownMember } from "#engine/basics/table.ts";
import { isObject } from "#generation/convert-schema.ts";
import type { SpecOperation } from "#generation/spec-operations.ts";
import type { SpecSource } from "#generation/spec-source.ts";
import { type Resource, successOf } from "./plan.ts";
import { viewSchema } from "./schema-view.ts";

/** The operations of one path, by method. */
export type PathOperations = ReadonlyMap<string, SpecOperation>;

/** Where something stands in a value, and its schema. */
interface Located {
  readonly at: readonly string[];
  readonly schema: unknown;
}

/** `/users/{id}`, and as some write it `/users/{id}.json`. */
const ITEM_PATH = /^(.*)\/\{(\w+)\}(\.\w+)?$/;

/** Names of members that hold an item within a reply. */
const ITEM_NAMES = ["data", "result", "item", "resource", "response", "payload"];
/** Names of members that hold the rows of a list. */
const ROW_NAMES = [
  ...["data", "items", "results", "result", "records", "rows", "values", "value", "content", "entries", "list"],
  ...["objects", "elements", "resources", "_embedded", "hits"],
];

/** Finds collections by the paths of a spec: what can be created, listed, read, changed and deleted. */
export class ResourceFinder {
  readonly #source: SpecSource;
  readonly byPath = new Map<string, Map<string, SpecOperation>>();
  readonly #found = new Map<string, Resource>();
  readonly #names = new Set<string>(RESERVED);
  /** Those to whose items others may belong, by the shape of the path of one. */
  readonly #owners = new Map<string, Resource>();

  constructor(source: SpecSource, operations: readonly SpecOperation[]) {
    this.#source = source;
    for (const operation of operations) {
      const shape = shapeOf(operation.path);
      const methods = this.byPath.get(shape) ?? new Map<string, SpecOperation>();
      methods.set(operation.method, operation);
      this.byPath.set(shape, methods);
    }
  }

  /** The resources by the shape of the path of all. */
  find(): ReadonlyMap<string, Resource> {
    for (const methods of this.byPath.values()) {
      const path = pathOf(methods);
      const match = ITEM_PATH.exec(path);
      if (match !== null && !isOff(methods)) this.#addItems(path, match, methods);
    }
    for (const [shape, methods] of this.byPath) {
      const path = pathOf(methods);
      if (this.#found.has(shape) || ITEM_PATH.test(path) || isOff(methods)) continue;
      if (methods.has("POST") && methods.has("GET")) this.#addList(path, methods);
      if (!this.#found.has(shape)) this.#addDocument(path, methods);
    }
    for (const path of [...this.byPath.values()].map(pathOf)) this.#addImplied(path);
    for (const resource of this.#found.values())
      if (resource.itemPath !== undefined && resource.isCreatable)
        this.#owners.set(shapeOf(baseOf(resource.itemPath)), resource);
    for (const resource of this.#found.values()) resource.parent = this.ownerOf(resource.path);
    return this.#found;
  }

  /** The resource with items to which everything below this path belongs. */
  ownerOf(path: string): Resource | undefined {
    const shape = shapeOf(path);
    for (let end = shape.lastIndexOf("/"); end > 0; end = shape.lastIndexOf("/", end - 1)) {
      const owner = this.#owners.get(shape.slice(0, end));
      if (owner !== undefined) return owner;
    }
    return undefined;
  }

  #addItems(
    itemPath: string,
    [, folder = "", parameter = "", ending = ""]: RegExpExecArray,
    item: PathOperations,
  ): void {
    const path = folder + ending;
    const all = this.byPath.get(shapeOf(path));
    const reading = item.get("GET") ?? item.get("PUT") ?? item.get("PATCH") ?? item.get("DELETE");
    if (reading === undefined || path === "") return;
    const creating = all?.get("POST");
    const canCreate = creating !== undefined && this.#creates(creating, parameter, singularOf(folder));
    const canPut = item.has("PUT") && creating === undefined;
    const schema = this.#itemSchema(item, creating, all?.get("GET"), singularOf(folder), parameter);
    if (schema === undefined) return;
    const hint = [...item.values(), ...(all?.values() ?? [])].find((each) => each.hints["x-standin-id"] !== undefined);
    const idPath =
      hint === undefined
        ? this.#findId(schema, parameter, singularOf(folder))
        : String(hint.hints["x-standin-id"]).split(".");
    // What has been made could never be found again.
    const isFindable = idPath !== undefined || (canCreate && successOf(creating).response?.headers.has("location"));
    this.#add({
      path,
      itemPath,
      parameter,
      idPath,
      item: schema,
      isCreatable: (canCreate && isFindable === true) || canPut,
      isDocument: false,
      hint: hintedName(item, all),
    });
  }

  /** What can be added, and has something below it, but is not read itself: `POST /sessions`, `GET /sessions/{id}/decision`. */
  #addImplied(path: string): void {
    const segments = path.split("/");
    for (const [at, segment] of segments.entries()) {
      const [, parameter] = /^\{(\w+)\}$/.exec(segment) ?? [];
      const folder = segments.slice(0, at).join("/");
      if (parameter === undefined || at === segments.length - 1 || this.#found.has(shapeOf(folder))) continue;
      const all = this.byPath.get(shapeOf(folder)) ?? this.byPath.get(`${shapeOf(folder)}/`);
      const creating = all?.get("POST");
      if (all === undefined || creating === undefined || isOff(all) || this.#found.has(shapeOf(creating.path)))
        continue;
      const item = this.findItem(successOf(creating).media?.schema, singularOf(folder), parameter)?.schema;
      const idPath = this.#findId(item, parameter, singularOf(folder));
      if (idPath === undefined || !this.#creates(creating, parameter, singularOf(folder))) continue;
      const itemPath = `${folder}/{${parameter}}`;
      this.#add({
        ...{ path: creating.path, itemPath, parameter, idPath, item },
        ...{ isCreatable: true, isDocument: false, hint: hintedName(all, undefined) },
      });
    }
  }

  /** What can be added and listed, and not read one by one. */
  #addList(path: string, methods: PathOperations): void {
    const [creating, listing] = [methods.get("POST"), methods.get("GET")];
    if (creating === undefined || listing === undefined || !this.#creates(creating, "id", singularOf(path))) return;
    const rows = this.findRows(successOf(listing).media?.schema, singularOf(path));
    if (rows === undefined || viewSchema(this.#source, rows.schema).type !== "object") return;
    const idPath = this.#findId(rows.schema, "id", singularOf(path));
    this.#add({
      ...{ path, itemPath: undefined, parameter: undefined, idPath, item: rows.schema },
      ...{ isCreatable: true, isDocument: false, hint: hintedName(methods, undefined) },
    });
  }

  /** One thing that can be written and read: `/settings`. */
  #addDocument(path: string, methods: PathOperations): void {
    const writing = methods.get("PUT") ?? methods.get("PATCH");
    const reading = methods.get("GET");
    if (writing === undefined || reading === undefined || !takesObject(this.#source, writing)) return;
    const { media } = successOf(reading);
    const view = viewSchema(this.#source, media?.schema);
    if (view.type !== "object" || this.findRows(media?.schema, singularOf(path)) !== undefined) return;
    this.#add({
      ...{ path, itemPath: undefined, parameter: undefined, idPath: undefined, item: media?.schema },
      ...{ isCreatable: false, isDocument: true, hint: hintedName(methods, undefined) },
    });
  }

  #add({
    hint,
    ...resource
  }: Omit<Resource, "name" | "parents" | "parent" | "example"> & { readonly hint: string | undefined }): void {
    const parents = [...resource.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const words = resource.path
      .split("/")
      .filter((segment) => segment !== "" && !segment.includes("{"))
      .map((segment) => segment.replaceAll(/[^A-Za-z0-9]+/g, "_").replace(/_$/, ""));
    const plain = hint ?? (words.join("_").replace(/^_+/, "") || "items");
    let name = plain;
    for (let number = 2; this.#names.has(name); number += 1) name = `${plain}_${number}`;
    this.#names.add(name);
    const example = this.#exampleOf(resource.path, resource.itemPath, resource.item);
    this.#found.set(shapeOf(resource.path), { ...resource, name, parents, parent: undefined, example });
  }

  /** Whether a POST adds something: one that replies with a list is a search. */
  #creates(operation: SpecOperation, parameter: string, singular: string): boolean {
    const schema = successOf(operation).media?.schema;
    const isSearch =
      this.findRows(schema, singular) !== undefined && this.#findId(schema, parameter, singular) === undefined;
    return takesObject(this.#source, operation) && !isSearch;
  }

  /** The schema of an item: of the reply that shows one, or else of what others say of it. */
  #itemSchema(
    item: PathOperations,
    creating: SpecOperation | undefined,
    listing: SpecOperation | undefined,
    singular: string,
    parameter: string,
  ): unknown {
    for (const operation of [item.get("GET"), item.get("PUT"), item.get("PATCH"), creating]) {
      const schema = operation === undefined ? undefined : successOf(operation).media?.schema;
      if (schema === undefined || viewSchema(this.#source, schema).type !== "object") continue;
      return this.findItem(schema, singular, parameter)?.schema ?? schema;
    }
    const rows = listing === undefined ? undefined : this.findRows(successOf(listing).media?.schema, singular);
    return rows?.schema ?? (creating === undefined ? undefined : bodyOf(creating)) ?? bodyOf(item.get("PUT"));
  }

  /** An example of an item: of a reply that shows one, at its root or in a member. */
  #exampleOf(path: string, itemPath: string | undefined, item: unknown): unknown {
    const ofItem = itemPath === undefined ? undefined : this.byPath.get(shapeOf(itemPath))?.get("GET");
    for (const operation of [ofItem, this.byPath.get(shapeOf(path))?.get("POST")]) {
      const [example] = (operation && successOf(operation).media?.examples) ?? [];
      if (!isObject(example)) continue;
      const { properties } = viewSchema(this.#source, item);
      const looksLikeItem = (value: unknown): boolean =>
        isObject(value) && Object.keys(value).some((name) => Object.hasOwn(properties, name));
      const found = [example, ...Object.values(example)].find(looksLikeItem);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Where a reply holds one item: at its root, or in a member. */
  findItem(schema: unknown, singular: string, parameter: string): Located | undefined {
    const view = viewSchema(this.#source, schema);
    if (view.type !== "object") return undefined;
    if (this.#findId(schema, parameter, singular) !== undefined) return { at: [], schema };
    const names = Object.keys(view.properties);
    const wanted = [singular, ...ITEM_NAMES].flatMap((name) => names.filter((each) => plainOf(each) === plainOf(name)));
    const only = names.length === 1 ? names : [];
    for (const name of [...wanted, ...only]) {
      const inner = ownMember(view.properties, name);
      if (viewSchema(this.#source, inner).type === "object") return { at: [name], schema: inner };
    }
    return { at: [], schema };
  }

  /** Where a reply holds the rows of a list: it is one, or a member is. */
  findRows(schema: unknown, singular: string, depth = 0): Located | undefined {
    const view = viewSchema(this.#source, schema);
    if (view.type === "array") return { at: [], schema: view.items };
    if (view.type !== "object") return undefined;
    const names = Object.keys(view.properties);
    const isList = (name: string): boolean =>
      viewSchema(this.#source, ownMember(view.properties, name)).type === "array";
    const wanted = [...ROW_NAMES, singular, `${singular}s`].flatMap((name) =>
      names.filter((each) => plainOf(each) === plainOf(name)),
    );
    const lists = names.filter(isList);
    const hasId = this.#findId(schema, "id", singular) !== undefined;
    const chosen = wanted.find(isList) ?? (lists.length === 1 && !hasId ? lists[0] : undefined);
    if (chosen !== undefined) {
      const { items } = viewSchema(this.#source, ownMember(view.properties, chosen));
      return { at: [chosen], schema: items };
    }
    if (depth > 0) return undefined;
    for (const name of wanted) {
      const inner = this.findRows(ownMember(view.properties, name), singular, depth + 1);
      if (inner !== undefined) return { at: [name, ...inner.at], schema: inner.schema };
    }
    return undefined;
  }

  /** Where an item holds the id that its path names. */
  #findId(schema: unknown, parameter: string, singular: string): string[] | undefined {
    const { properties } = viewSchema(this.#source, schema);
    const names = Object.keys(properties);
    const asked = plainOf(parameter);
    const short = asked.startsWith(plainOf(singular)) ? asked.slice(plainOf(singular).length) : "";
    const wanted = [asked, short, "id", `${plainOf(singular)}id`, "uuid", "guid", "sid", "key", "slug", "code", "name"];
    for (const each of wanted) {
      const found = each === "" ? undefined : names.find((name) => plainOf(name) === each);
      if (found !== undefined && isIdLike(viewSchema(this.#source, ownMember(properties, found)).type)) return [found];
    }
    const metadata = viewSchema(this.#source, properties["metadata"]).properties;
    return Object.hasOwn(metadata, asked) ? ["metadata", asked] : undefined;
  }
}

const pathOf = (methods: PathOperations): string => [...methods.values()][0]?.path ?? "";

/** A path without the names of its parameters: others may name them otherwise. */
export const shapeOf = (path: string): string => path.replaceAll(/\{\w+\}/g, "{}");

const isIdLike = (type: string | undefined): boolean =>
  type === undefined || type === "string" || type === "integer" || type === "number";

/** Names of every mock's tools, and of what is kept for the world as a whole. */
const RESERVED = [
  ...["now", "ids", "counters", "secret", "tokenKeys", "world", "publicUrl", "acceptAnyCredentials", "emit"],
  ...[
    "schedule",
    "cancel",
    "transaction",
    "opened",
    "emitted",
    "specWorld",
    ...Object.getOwnPropertyNames(Object.prototype),
  ],
];

const isOff = (methods: PathOperations): boolean =>
  [...methods.values()].every(({ hints }) => ["example", "generated"].includes(String(hints["x-standin-role"])));

function hintedName(...all: readonly (PathOperations | undefined)[]): string | undefined {
  const hint = all
    .flatMap((methods) => [...(methods?.values() ?? [])])
    .find(({ hints }) => typeof hints["x-standin-collection"] === "string");
  return hint === undefined ? undefined : String(hint.hints["x-standin-collection"]).replaceAll(/\W/g, "_");
}

/** The schema of the body that an operation takes. */
export function bodyOf(operation: SpecOperation | undefined): unknown {
  const entries = [...(operation?.requestBody?.content ?? [])];
  const [, media] = entries.find(([name]) => name.endsWith("json")) ?? entries[0] ?? [];
  return media?.schema;
}

const takesObject = (source: SpecSource, operation: SpecOperation): boolean => {
  const schema = bodyOf(operation);
  return isObject(schema) && ["object", undefined].includes(viewSchema(source, schema).type);
};

/** A path without the ending that some have behind the id. */
export const baseOf = (itemPath: string): string => itemPath.replace(/\}\.\w+$/, "}");

/** A name without what its spelling adds: `pet_id`, `petId` and `Pet-ID` are one. */
export const plainOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** What one of the things at a path is called: `/users/{id}/addresses` has an address. */
export function singularOf(path: string): string {
  const words = path.split("/").filter((segment) => segment !== "" && !segment.includes("{"));
  const last = (words.at(-1) ?? "item").replace(/\.\w+$/, "");
  if (/ies$/i.test(last)) return last.replace(/ies$/i, "y");
  if (/(ss|x|ch|sh|us)es$/i.test(last)) return last.slice(0, -2);
  return /[^s]s$/i.test(last) ? last.slice(0, -1) : last;
}
