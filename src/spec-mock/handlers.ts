import { ownMember, setMember } from "#engine/basics/table.ts";
import type { ErasedHandler } from "#engine/contract/mock.ts";
import type { Refusal, Reply } from "#engine/contract/request.ts";
import { isObject } from "#generation/convert-schema.ts";
import type { SpecSource } from "#generation/spec-source.ts";
import type { DataMaker } from "./data.ts";
import type { ErrorReplies } from "./error-replies.ts";
import { Items } from "./items.ts";
import { describePage, pageOf, type RowPage, withMember } from "./list-rows.ts";
import { jsonPatch, mergePatch } from "./merge-patch.ts";
import { isJson, type Plan, type Resource, type Success } from "./plan.ts";
import { reasons } from "./reasons.ts";
import { baseOf, plainOf } from "./resources.ts";
import { viewSchema } from "./schema-view.ts";
import { encodeSegment, type Row, SETTINGS_KEY, type SpecContext } from "./seed.ts";

type Members = Readonly<Record<string, unknown>>;

/** A request, decoded and validated. */
interface SpecRequest {
  readonly path: Members;
  readonly query: Members;
  readonly body: unknown;
  readonly mediaType: string;
}

const DOCUMENT_ID = "document";

/** Makes the handlers of a spec's operations: plain functions of request and context. */
export class HandlerMaker {
  readonly #source: SpecSource;
  readonly #data: DataMaker;
  readonly #errors: ErrorReplies;
  readonly #resources: readonly Resource[];
  readonly items: Items;

  constructor(source: SpecSource, data: DataMaker, errors: ErrorReplies, resources: readonly Resource[]) {
    this.#source = source;
    this.#data = data;
    this.#errors = errors;
    this.#resources = resources;
    this.items = new Items(source, data);
  }

  handlerOf(plan: Plan): ErasedHandler {
    return (request: SpecRequest, context: SpecContext): Reply =>
      this.#findOwners(plan, request, context) ?? this.#answer(plan, request, context);
  }

  /** Refuses a request whose path leads through items that are not there. */
  #findOwners({ owners, operation }: Plan, { path }: SpecRequest, context: SpecContext): Refusal | undefined {
    const values = operation.template.names.map((name) => String(ownMember(path, name)));
    for (const owner of owners) {
      const parents = values.slice(0, owner.parents.length);
      const id = values[owner.parents.length] ?? "";
      if (this.items.find(owner, parents, id, context) !== undefined) continue;
      const reason = reasons.unknownOwner({ world: context.world, path: pathOf(owner, parents, id) });
      return this.#errors.refuse(operation, "notFound", reason);
    }
    return undefined;
  }

  #answer(plan: Plan, request: SpecRequest, context: SpecContext): Reply {
    const { role, resource } = plan;
    if (resource === undefined) return this.#invent(plan, request, context);
    switch (role) {
      case "create":
        return this.#create(plan, resource, request, context);
      case "list":
        return this.#list(plan, resource, request, context);
      case "replace":
        return this.#replace(plan, resource, request, context);
      case "show document":
      case "write document":
        return this.#document(plan, resource, request, context);
      default:
        return this.#useItem(plan, resource, request, context);
    }
  }

  #create(plan: Plan, resource: Resource, request: SpecRequest, context: SpecContext): Reply {
    const parents = valuesOf(plan, resource, request);
    const body = isObject(request.body) ? request.body : {};
    const sent = this.items.writable(resource, this.#unwrap(resource, body, plan.at));
    const given = { ...this.#fromQuery(plan, resource, request), ...sent };
    const id = this.items.idIn(resource, given);
    // Clients resolve such segments before they send a path.
    if (id === "." || id === "..")
      return this.#errors.refuse(plan.operation, "invalidBody", reasons.unreachable({ id }));
    if (id !== undefined && this.items.find(resource, parents, id, context) !== undefined)
      return this.#errors.refuse(plan.operation, "conflict", reasons.taken({ path: pathOf(resource, parents, id) }));
    const row = this.items.add(resource, parents, given, id, context);
    return this.#show(plan, resource, row, context);
  }

  /** Parameters that are members of an item, such as the organization that it belongs to. */
  #fromQuery({ operation }: Plan, { item }: Resource, { query }: SpecRequest): Members {
    const { properties } = viewSchema(this.#source, item);
    const members: Record<string, unknown> = {};
    for (const { name, in: where } of operation.parameters)
      if (where === "query" && ownMember(query, name) !== undefined && Object.hasOwn(properties, name))
        setMember(members, name, ownMember(query, name));
    return members;
  }

  /** A body may hold the item in a member, as the reply does. */
  #unwrap({ item }: Resource, body: Members, at: readonly string[]): Members {
    const [name = ""] = at;
    const inner = ownMember(body, name);
    const isMember = Object.hasOwn(viewSchema(this.#source, item).properties, name);
    return at.length === 1 && isObject(inner) && !isMember && Object.keys(body).length === 1 ? inner : body;
  }

  #useItem(plan: Plan, resource: Resource, request: SpecRequest, context: SpecContext): Reply {
    const { operation, role } = plan;
    const parents = valuesOf(plan, resource, request);
    const id = String(ownMember(request.path, operation.template.names[resource.parents.length] ?? ""));
    const found =
      this.items.find(resource, parents, id, context) ?? this.#imagine(plan, resource, parents, id, context);
    if (found === undefined) return this.#unknown(plan, resource, parents, id, context);
    if (role === "delete") {
      this.items.delete(resource, found, this.#resources, context);
      return this.#show(plan, resource, found, context);
    }
    if (role !== "update") return this.#show(plan, resource, found, context);
    if (request.body !== undefined && !isObject(request.body) && !Array.isArray(request.body))
      return this.#errors.refuse(operation, "invalidBody", reasons.noChange());
    const changed = this.#patch(resource, found, request);
    if (typeof changed === "string")
      return this.#errors.refuse(operation, "conflict", reasons.patchFailed({ detail: changed }));
    return this.#show(plan, resource, this.items.change(resource, found, changed, context), context);
  }

  /** @returns what an item becomes, or why it cannot be changed so */
  #patch(resource: Resource, { value, id }: Row, { body, mediaType }: SpecRequest): Members | string {
    try {
      const patched = Array.isArray(body)
        ? jsonPatch(value, body)
        : mergePatch(value, this.items.writable(resource, isObject(body) ? body : {}));
      return this.items.withId(resource, isObject(patched) ? patched : value, id);
    } catch (error) {
      return `${mediaType}: ${(error as Error).message}`;
    }
  }

  #unknown(
    { operation }: Plan,
    resource: Resource,
    parents: readonly string[],
    id: string,
    context: SpecContext,
  ): Refusal {
    const reason = reasons.unknownItem({ world: context.world, path: pathOf(resource, parents, id) });
    return this.#errors.refuse(operation, "notFound", reason);
  }

  /** An item of a collection to which no request adds any, unless the seed says which there are. */
  #imagine(
    { role }: Plan,
    resource: Resource,
    parents: readonly string[],
    id: string,
    context: SpecContext,
  ): Row | undefined {
    const settings = context.specWorld.get(SETTINGS_KEY);
    if (resource.isCreatable || settings?.seeded.includes(resource.name)) return undefined;
    if (role === "update") return this.items.add(resource, parents, {}, id, context);
    const text = `${settings?.text}/${resource.name}/${[...parents, id].join("/")}`;
    const made = resource.example ?? this.#data.make(resource.item, text);
    const value = this.items.complete(resource, isObject(made) ? made : {}, id, context);
    return { key: "", parents, id, number: 0, value };
  }

  #replace(plan: Plan, resource: Resource, request: SpecRequest, context: SpecContext): Reply {
    const { operation } = plan;
    const parents = valuesOf(plan, resource, request);
    const body = isObject(request.body) ? this.#unwrap(resource, request.body, plan.at) : {};
    const inPath = operation.template.names[resource.parents.length];
    const id = inPath === undefined ? this.items.idIn(resource, body) : String(ownMember(request.path, inPath));
    if (id === undefined)
      return this.#errors.refuse(
        operation,
        "invalidBody",
        reasons.noId({ member: resource.idPath?.join(".") ?? "its id" }),
      );
    const found = this.items.find(resource, parents, id, context);
    const given = this.items.writable(resource, body);
    if (found !== undefined) {
      const value = { ...given, ...this.items.readOnly(resource, found.value) };
      return this.#show(plan, resource, this.items.change(resource, found, value, context), context, false);
    }
    const canAdd = inPath !== undefined && (operation.responses.has("201") || !this.#hasCreate(resource));
    if (!canAdd) return this.#unknown(plan, resource, parents, id, context);
    return this.#show(plan, resource, this.items.add(resource, parents, given, id, context), context, true);
  }

  #hasCreate = ({ path }: Resource): boolean => this.creating.has(path);
  /** The paths of collections to which a POST adds. */
  creating: ReadonlySet<string> = new Set();

  #document(plan: Plan, resource: Resource, request: SpecRequest, context: SpecContext): Reply {
    const parents = valuesOf(plan, resource, request);
    const found = this.items.find(resource, parents, DOCUMENT_ID, context);
    const text = `${context.specWorld.get(SETTINGS_KEY)?.text}/${resource.name}/${parents.join("/")}`;
    const before = found?.value ?? this.#data.make(resource.item, text);
    const current = isObject(before) ? before : {};
    if (plan.role === "show document") {
      const row = found ?? { key: "", parents, id: DOCUMENT_ID, number: 0, value: current };
      return this.#show(plan, resource, row, context);
    }
    const body = isObject(request.body) ? request.body : {};
    const patched = plan.operation.method === "PATCH" ? mergePatch(current, body) : body;
    const value = isObject(patched) ? patched : {};
    const row =
      found === undefined
        ? this.items.add(resource, parents, value, DOCUMENT_ID, context)
        : this.items.change(resource, found, value, context);
    return this.#show(plan, resource, row, context);
  }

  /** Replies with an item, in the form that the operation has for it. */
  #show(plan: Plan, resource: Resource, row: Row, context: SpecContext, isNew = plan.role === "create"): Reply {
    const success = isNew ? plan.success : notCreated(plan.success, plan);
    const { status, response, media, mediaType } = success;
    const text = `${context.specWorld.get(SETTINGS_KEY)?.text}/${plan.operation.id}/${row.key}`;
    const location = isNew && response?.headers.has("location") ? pathOf(resource, row.parents, row.id) : undefined;
    const headers = {
      ...this.#errors.headersOf(response, text),
      ...(location !== undefined && { location: `${context.publicUrl}${location}` }),
    };
    if (mediaType === undefined || media === undefined) return { status, headers };
    if (!isJson(mediaType) || media.schema === undefined)
      return { status, headers, mediaType, body: this.#textOf(success) };
    const { type = "object" } = viewSchema(this.#source, media.schema);
    // Some reply with the id alone.
    if (["string", "integer", "number"].includes(type)) {
      const id = type === "string" ? row.id : Number(row.id);
      return { status, headers, mediaType, body: this.#data.fit(media.schema, id, text) };
    }
    const isItem = plan.role !== "delete" || this.#looksLike(media.schema, resource);
    const held = isItem
      ? plan.at.length === 0
        ? row.value
        : withMember({}, plan.at, row.value)
      : this.#deletion(media.schema, resource, row);
    return { status, headers, mediaType, body: this.#data.fit(media.schema, held, text) };
  }

  #looksLike(schema: unknown, { item }: Resource): boolean {
    if (this.#source.follow(schema) === this.#source.follow(item)) return true;
    const [own, other] = [viewSchema(this.#source, schema), viewSchema(this.#source, item)];
    return (
      Object.keys(own.properties).length > 3 && own.required.every((name) => Object.hasOwn(other.properties, name))
    );
  }

  /** What a reply says of an item that has been deleted. */
  #deletion(schema: unknown, resource: Resource, { value, id }: Row): unknown {
    const { properties, type } = viewSchema(this.#source, schema);
    if (type !== "object") return this.#data.make(schema, id);
    const said: Record<string, unknown> = {};
    for (const name of Object.keys(properties)) {
      if (["deleted", "success", "ok", "isdeleted", "removed"].includes(plainOf(name))) setMember(said, name, true);
      else if (Object.hasOwn(value, name)) setMember(said, name, value[name]);
      else if (plainOf(name) === plainOf(resource.idPath?.at(-1) ?? "id")) setMember(said, name, id);
    }
    return said;
  }

  #list(plan: Plan, resource: Resource, request: SpecRequest, context: SpecContext): Reply {
    const { operation, success, at } = plan;
    const parents = valuesOf(plan, resource, request);
    const rows = this.items.list(resource, parents, context);
    const settings = context.specWorld.get(SETTINGS_KEY);
    if (rows.length === 0 && !resource.isCreatable && !settings?.seeded.includes(resource.name))
      return this.#invent(plan, request, context);
    const page = pageOf(rows, operation, request.query);
    if (typeof page === "string")
      return this.#errors.refuse(operation, "invalidParameters", reasons.noPage({ detail: page }));
    const { status, response, media, mediaType } = success;
    const text = `${settings?.text}/${operation.id}`;
    const headers = { ...this.#errors.headersOf(response, text), ...linksOf(plan, page, parents, context) };
    if (mediaType === undefined || media === undefined) return { status, headers };
    const bare = at.length === 0 ? page.rows : withMember({}, at, page.rows);
    const body = this.#data.fit(media.schema, bare, text);
    if (!isObject(body)) return { status, headers, mediaType, body };
    const membersOf = (path: readonly string[]): string[] => {
      let schema = media.schema;
      for (const name of path) schema = ownMember(viewSchema(this.#source, schema).properties, name);
      return Object.keys(viewSchema(this.#source, schema).properties).filter(
        (name) => path.length > 0 || name !== at[0],
      );
    };
    const canBe = (changed: Members): boolean => this.#data.fits(media.schema, changed);
    return { status, headers, mediaType, body: describePage(body, page, membersOf, canBe) };
  }

  /** Replies with an example of the spec, or with data that fits its schema. */
  #invent(plan: Plan, request: SpecRequest, context: SpecContext): Reply {
    const { operation, success, role } = plan;
    const { status, response, media, mediaType } = success;
    const asked = JSON.stringify([request.path, request.query, request.body]);
    const text = `${context.specWorld.get(SETTINGS_KEY)?.text}/${operation.id}/${asked}`;
    const headers = this.#errors.headersOf(response, text);
    if (mediaType === undefined || media === undefined) return { status, headers };
    if (!isJson(mediaType) || media.schema === undefined) {
      const [example] = media.examples;
      return { status, headers, mediaType, body: isJson(mediaType) ? (example ?? {}) : this.#textOf(success) };
    }
    const [example] = role === "generated" ? [] : media.examples;
    const base = example ?? this.#data.make(media.schema, text);
    // Of an example, only ids may be others.
    const said = role === "example" ? { ...request, body: undefined } : request;
    const body = this.#echo(media.schema, base, plan, said);
    return { status, headers, mediaType, body: this.#data.fit(media.schema, body, text) };
  }

  /** Repeats what the path and the body say, in members of the same names. */
  #echo(schema: unknown, base: unknown, { operation }: Plan, { path, body }: SpecRequest): unknown {
    if (!isObject(base)) return base;
    let echoed: Members = base;
    const { properties } = viewSchema(this.#source, schema);
    const last = operation.template.path.endsWith("}") ? operation.template.names.at(-1) : undefined;
    const sent = { ...(isObject(body) && body), ...path, ...(last !== undefined && { id: ownMember(path, last) }) };
    for (const [name, value] of Object.entries(sent)) {
      const member = Object.keys(properties).find((each) => plainOf(each) === plainOf(name));
      if (member === undefined || value === undefined) continue;
      const typed = viewSchema(this.#source, ownMember(properties, member)).type === "string" ? String(value) : value;
      const changed = { ...echoed, [member]: typeof value === "object" ? value : typed };
      if (this.#data.fits(schema, changed)) echoed = changed;
    }
    return echoed;
  }

  /** The body of a media type that is not JSON. */
  #textOf({ media, mediaType = "" }: Success): string {
    const [example] = media?.examples ?? [];
    if (typeof example === "string") return example;
    if (example !== undefined) return JSON.stringify(example);
    return mediaType.endsWith("xml") ? '<?xml version="1.0"?>\n<reply/>\n' : "";
  }
}

/** The values of the parameters that say where an item belongs. */
const valuesOf = ({ operation }: Plan, { parents }: Resource, { path }: SpecRequest): string[] =>
  operation.template.names.slice(0, parents.length).map((name) => String(ownMember(path, name)));

/** The path of an item. */
function pathOf({ path, itemPath }: Resource, parents: readonly string[], id: string): string {
  const values = [...parents, id].map(encodeSegment);
  let at = 0;
  return (itemPath === undefined ? path : baseOf(itemPath)).replaceAll(/\{\w+\}/g, () => values[at++] ?? "");
}

/** The reply where an item was there before: what is documented as 201 is for new ones. */
function notCreated(success: Success, { operation }: Plan): Success {
  const response = success.status === 201 ? operation.responses.get("200") : undefined;
  if (response === undefined) return success;
  const [mediaType, media] = [...response.content].find(([name]) => isJson(name)) ?? [...response.content][0] ?? [];
  return { status: 200, response, mediaType, media };
}

/** Headers that say of a list what page it is, where the spec has them. */
function linksOf({ operation, success }: Plan, page: RowPage, _parents: readonly string[], context: SpecContext) {
  const headers: Record<string, string> = {};
  const documented = success.response?.headers;
  for (const name of documented?.keys() ?? [])
    if (["xtotalcount", "xtotal", "totalcount", "xpaginationtotalcount"].includes(plainOf(name)))
      setMember(headers, name, String(page.total));
  const pageParameter = operation.parameters.find(({ name, in: where }) => where === "query" && /^page$/i.test(name));
  if (documented?.has("link") && page.hasMore && pageParameter !== undefined)
    headers["link"] = `<${context.publicUrl}${operation.path}?${pageParameter.name}=${page.page + 1}>; rel="next"`;
  return headers;
}
