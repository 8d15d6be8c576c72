import { toPointer } from "#engine/basics/json-pointer.ts";
import { ownMember } from "#engine/basics/table.ts";
import { isObject } from "./convert-schema.ts";
import { referenceOf, type SpecSource } from "./spec-source.ts";

type Members = Readonly<Record<string, unknown>>;

const LISTS = ["allOf", "anyOf", "oneOf"];
const SINGLE = ["not", "if", "then", "else"];

/**
 * Complains of references that lead back to where they stand with neither a member nor an item in between: no comparison
 * with such a schema ever ends.
 */
export function checkLoops(source: SpecSource): void {
  const done = new Set<unknown>();
  const open = new Set<unknown>();
  const visit = (schema: unknown, last: SpecSource["references"][number]): void => {
    if (!isObject(schema) || done.has(schema)) return;
    if (open.has(schema)) {
      source.complain(`${JSON.stringify(last.written)} leads back to itself.`, last.path, last.id);
      source.hasLoops = true;
      return;
    }
    open.add(schema);
    const reference = referenceOf(schema);
    const own = byHolder.get(schema);
    if (reference !== undefined) visit(source.lookUp(reference)?.value, own ?? last);
    for (const name of LISTS) for (const part of listOf(ownMember(schema, name))) visit(part, last);
    for (const name of SINGLE) visit(ownMember(schema, name), last);
    open.delete(schema);
    done.add(schema);
  };
  const byHolder = new Map(
    source.references.map((each) => [source.lookUp(pointerTo(each.id, each.path.slice(0, -1)))?.value, each]),
  );
  for (const [holder, each] of byHolder) visit(holder, each);
}

const pointerTo = (id: string, path: readonly string[]): string => `${id}#${toPointer(path)}`;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The most values and characters that data may have to consist of. */
export const LARGEST = 100_000;
const MOST_STEPS = 1_000_000;
const DEEPEST = 1000;

/** Tells how many values and characters the smallest data consists of that a schema may be made of; about, never too many. */
export class LeastSizes {
  readonly #source: SpecSource;
  readonly #known = new WeakMap<object, number>();
  readonly #open = new Set<object>();
  #steps = 0;

  constructor(source: SpecSource) {
    this.#source = source;
  }

  /** `Infinity`: no data that ends fits. */
  of(schema: unknown): number {
    if (!isObject(schema)) return 1;
    const known = this.#known.get(schema);
    if (known !== undefined) return known;
    if (this.#open.has(schema)) return Number.POSITIVE_INFINITY;
    this.#steps += 1;
    if (this.#steps > MOST_STEPS || this.#open.size > DEEPEST) return 1;
    this.#open.add(schema);
    const size = this.#measure(schema);
    this.#open.delete(schema);
    // What is open counts as endless, which it may turn out not to be.
    if (Number.isFinite(size) || this.#open.size === 0) this.#known.set(schema, size);
    return size;
  }

  /** Whether it is endless because it requires itself, not because of something else that does. */
  requiresItself(schema: Members): boolean {
    const others = new LeastSizes(this.#source);
    others.#known.set(schema, 1);
    return this.of(schema) === Number.POSITIVE_INFINITY && Number.isFinite(others.#measure(schema));
  }

  #measure(schema: Members): number {
    const reference = referenceOf(schema);
    if (reference !== undefined) return this.of(this.#source.lookUp(reference)?.value);
    if (schema["const"] !== undefined || Array.isArray(schema["enum"])) return 1;
    const types = [schema["type"]].flat().filter((each) => each !== undefined);
    const size = this.#measureKeywords(schema, types.length === 1 ? String(types[0]) : undefined);
    const canBeOther = schema["nullable"] === true || types.length > 1;
    return canBeOther && size === Number.POSITIVE_INFINITY ? 1 : size;
  }

  #measureKeywords(schema: Members, type: string | undefined): number {
    const is = (name: string): boolean => type === undefined || type === name;
    const sizes = [1];
    if (is("string")) sizes.push(countOf(schema["minLength"]));
    if (is("array") && countOf(schema["minItems"]) > 0)
      sizes.push(1 + countOf(schema["minItems"]) * this.of(schema["items"]));
    if (is("object")) sizes.push(1 + 2 * countOf(schema["minProperties"]), 1 + this.#requiredOf(schema, type));
    for (const part of listOf(schema["allOf"])) sizes.push(this.of(part));
    for (const name of ["anyOf", "oneOf"]) {
      const parts = listOf(ownMember(schema, name)).map((part) => this.of(part));
      if (parts.length > 0) sizes.push(parts.reduce((least, each) => Math.min(least, each)));
    }
    return sizes.reduce((most, each) => Math.max(most, each));
  }

  #requiredOf(schema: Members, type: string | undefined): number {
    const properties = isObject(schema["properties"]) ? schema["properties"] : {};
    // Without a type, what is no object fits as well.
    if (type === undefined && schema["properties"] === undefined) return 0;
    let sum = 0;
    for (const name of listOf(schema["required"])) {
      const property = ownMember(properties, String(name));
      if (!isOneWay(property) && !isOneWay(this.#source.follow(property))) sum += this.of(property);
    }
    return sum;
  }
}

const countOf = (value: unknown): number => (typeof value === "number" && value > 0 ? value : 0);

const isOneWay = (schema: unknown): boolean =>
  isObject(schema) && (schema["readOnly"] === true || schema["writeOnly"] === true);
