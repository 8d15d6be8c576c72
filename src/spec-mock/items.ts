import { ownMember } from "#engine/basics/table.ts";
import { toIsoTime } from "#engine/basics/times.ts";
import { isObject } from "#generation/convert-schema.ts";
import type { SpecSource } from "#generation/spec-source.ts";
import type { DataMaker } from "./data.ts";
import { withMember } from "./list-rows.ts";
import type { Resource } from "./plan.ts";
import { plainOf } from "./resources.ts";
import { viewSchema } from "./schema-view.ts";
import { type Row, SETTINGS_KEY, type SpecContext, toKey } from "./seed.ts";

type Members = Readonly<Record<string, unknown>>;

const CREATED = /^(created|creation|inserted|added|registered)(at|on|date|time|datetime|timestamp|datetimeutc)?$/;
const UPDATED = /^((last)?(updated|modified|changed)|update|modification)(at|on|date|time|datetime|timestamp)?$/;

/** Makes and changes items as a server does: it gives ids and times, and fills in defaults. */
export class Items {
  readonly #source: SpecSource;
  readonly #data: DataMaker;

  constructor(source: SpecSource, data: DataMaker) {
    this.#source = source;
    this.#data = data;
  }

  find({ name }: Resource, parents: readonly string[], id: string, context: SpecContext): Row | undefined {
    return context[name]?.get(toKey(parents, id));
  }

  list({ name }: Resource, parents: readonly string[], context: SpecContext): readonly Row[] {
    return context[name]?.list("inOrder", parents).rows ?? [];
  }

  /** The id that a value holds, as text. */
  idIn({ idPath }: Resource, value: unknown): string | undefined {
    let found: unknown = value;
    for (const name of idPath ?? []) found = isObject(found) ? ownMember(found, name) : undefined;
    return idPath !== undefined && (typeof found === "string" || typeof found === "number") && found !== ""
      ? String(found)
      : undefined;
  }

  /**
   * Adds an item.
   *
   * @param id as the path or the body has it; absent: it is made
   */
  add(
    resource: Resource,
    parents: readonly string[],
    given: Members,
    id: string | undefined,
    context: SpecContext,
  ): Row {
    const number = context.counters.next(resource.name);
    const chosen = id ?? this.#makeId(resource, parents, number, context);
    const value = this.complete(resource, this.#stamp(resource, given, context, true), chosen, context);
    return this.#put(resource, { key: toKey(parents, chosen), parents, id: chosen, number, value }, context);
  }

  /** Replaces what an item holds. */
  change(resource: Resource, row: Row, value: Members, context: SpecContext): Row {
    const stamped = this.#stamp(resource, value, context, false);
    return this.#put(resource, { ...row, value: this.complete(resource, stamped, row.id, context) }, context);
  }

  #put({ name }: Resource, row: Row, context: SpecContext): Row {
    context[name]?.put(row);
    return row;
  }

  /** Deletes an item and all that belongs to it. */
  delete(resource: Resource, row: Row, all: readonly Resource[], context: SpecContext): void {
    context[resource.name]?.delete(row.key);
    const parents = [...row.parents, row.id];
    for (const child of all.filter(({ parent }) => parent === resource))
      for (const each of this.list(child, parents, context)) this.delete(child, each, all, context);
  }

  /** Makes a value fit the schema of its resource, with its id in it. */
  complete(resource: Resource, value: Members, id: string, context: SpecContext): Members {
    const text = `${context.specWorld.get(SETTINGS_KEY)?.text}/${resource.name}/${id}`;
    const withId = this.withId(resource, { ...this.#usual(resource), ...value }, id);
    const fitted = this.#data.fit(resource.item, withId, text);
    return isObject(fitted) ? fitted : withId;
  }

  /** Where a given value has something that would have to be replaced or left out for it to fit; absent: nowhere. */
  findMisfit(resource: Resource, given: Members): readonly string[] | undefined {
    const withId = this.withId(resource, given, this.idIn(resource, given) ?? "");
    const isKnown = this.idIn(resource, given) !== undefined;
    const value = isKnown ? withId : given;
    return this.#findLost(resource.item, value, this.#data.fit(resource.item, value, resource.name));
  }

  #findLost(schema: unknown, given: unknown, kept: unknown): readonly string[] | undefined {
    const view = viewSchema(this.#source, schema);
    if (view.keywords["writeOnly"] === true) return undefined;
    if (Array.isArray(given) && Array.isArray(kept) && given.length === kept.length) {
      for (const [at, each] of given.entries()) {
        const lost = this.#findLost(view.items, each, kept[at]);
        if (lost !== undefined) return [String(at), ...lost];
      }
      return undefined;
    }
    if (!isObject(given) || !isObject(kept)) return Object.is(given, kept) ? undefined : [];
    for (const [name, member] of Object.entries(given)) {
      const lost = this.#findLost(ownMember(view.properties, name), member, ownMember(kept, name));
      if (lost !== undefined) return [name, ...lost];
    }
    return undefined;
  }

  /** What the spec's example has for members that an item cannot be without. */
  #usual({ item, example }: Resource): Members {
    if (!isObject(example)) return {};
    const { required } = viewSchema(this.#source, item);
    return Object.fromEntries(Object.entries(example).filter(([name]) => required.includes(name)));
  }

  withId({ idPath, item }: Resource, value: Members, id: string): Members {
    if (idPath === undefined) return value;
    let schema = item;
    for (const name of idPath) schema = ownMember(viewSchema(this.#source, schema).properties, name);
    const isNumber = ["integer", "number"].includes(viewSchema(this.#source, schema).type ?? "");
    return withMember({ ...value }, idPath, isNumber && id !== "" ? Number(id) : id);
  }

  #makeId(resource: Resource, parents: readonly string[], number: number, context: SpecContext): string {
    const { idPath, item } = resource;
    let schema = item;
    for (const name of idPath ?? []) schema = ownMember(viewSchema(this.#source, schema).properties, name);
    const { type, keywords } = viewSchema(this.#source, schema);
    const isTaken = (id: string): boolean => this.find(resource, parents, id, context) !== undefined;
    if (type === "integer" || type === "number") {
      let id = Math.max(number, Number(keywords["minimum"] ?? 1));
      while (isTaken(String(id))) id = context.counters.next(resource.name);
      return String(id);
    }
    const made = keywords["format"] === "uuid" ? context.ids.uuid() : context.ids.hex(24);
    if (schema === undefined || idPath === undefined || this.#data.fits(schema, made)) return made;
    const uuid = context.ids.uuid();
    if (this.#data.fits(schema, uuid)) return uuid;
    const { example: _, examples: __, default: ___, ...rest } = keywords;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const id = String(this.#data.make({ ...rest }, context.ids.hex(16)));
      if (!isTaken(id)) return id;
    }
    return made;
  }

  /** Sets the times of creation and change by the world's clock, and the defaults of members that were not sent. */
  #stamp({ item }: Resource, given: Members, { now }: SpecContext, isNew: boolean): Members {
    const { properties, required } = viewSchema(this.#source, item);
    let stamped: Members = given;
    for (const [name, schema] of Object.entries(properties)) {
      const { type, keywords } = viewSchema(this.#source, schema);
      const plain = plainOf(name);
      const isTime = (isNew && CREATED.test(plain)) || UPDATED.test(plain);
      const isOurs = keywords["readOnly"] === true || ownMember(given, name) === undefined || !isNew;
      const time = isTime && isOurs ? timeAs(type, keywords["format"], name, now) : undefined;
      if (time !== undefined && (keywords["format"] !== undefined || required.includes(name) || type !== "string"))
        stamped = { ...stamped, [name]: time };
      else if (isNew && ownMember(stamped, name) === undefined && keywords["default"] !== undefined)
        stamped = { ...stamped, [name]: structuredClone(keywords["default"]) };
    }
    return stamped;
  }

  /** What a request may set of an item: not what is `readOnly`, which the server decides. */
  writable(resource: Resource, body: Members): Members {
    const { properties } = viewSchema(this.#source, resource.item);
    return Object.fromEntries(
      Object.entries(body).filter(
        ([name]) => viewSchema(this.#source, ownMember(properties, name)).keywords["readOnly"] !== true,
      ),
    );
  }

  /** What a request to replace an item leaves as it is. */
  readOnly(resource: Resource, value: Members): Members {
    const { properties } = viewSchema(this.#source, resource.item);
    const isKept = (name: string): boolean =>
      viewSchema(this.#source, ownMember(properties, name)).keywords["readOnly"] === true ||
      CREATED.test(plainOf(name)) ||
      resource.idPath?.[0] === name;
    return Object.fromEntries(Object.entries(value).filter(([name]) => isKept(name)));
  }
}

const MOST_TRIES = 20;

function timeAs(type: string | undefined, format: unknown, name: string, now: number): unknown {
  if (type === "integer" || type === "number") return /ms$|millis/i.test(name) ? now : Math.floor(now / 1000);
  if (type !== "string" && type !== undefined) return undefined;
  return format === "date" ? toIsoTime(now).slice(0, 10) : toIsoTime(now);
}
