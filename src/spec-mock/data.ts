import { generateSync, type JsonSchema } from "json-schema-faker";
import { parsePointer } from "#engine/basics/json-pointer.ts";
import { ownMember, setMember } from "#engine/basics/table.ts";
import type { Validator } from "#engine/contract/operation.ts";
import { isObject } from "#generation/convert-schema.ts";
import type { SchemaCompiler } from "#generation/schema-compiler.ts";
import type { SpecSource } from "#generation/spec-source.ts";
import { viewSchema } from "./schema-view.ts";

type Members = Record<string, unknown>;

/** Makes data that fits the schemas of a spec. The same text gives the same data. */
export interface DataMaker {
  /** @returns whether a value fits a schema */
  fits(schema: unknown, value: unknown): boolean;
  /** Makes a value. @param text what it is made from */
  make(schema: unknown, text: string): unknown;
  /** Makes a value fit a schema: fills in what is missing, leaves out what may not be there, and replaces what is wrong. */
  fit(schema: unknown, value: unknown, text: string): unknown;
}

const MOST_REPAIRS = 40;
const DEEPEST = 24;

/** Fewer optional members with each attempt, as large schemas that refer to themselves never end otherwise. */
const ATTEMPTS = [
  { optionalsProbability: 0.8, refDepthMax: 2, maxDepth: 6, maxDefaultItems: 2 },
  { optionalsProbability: 0.2, refDepthMax: 1, maxDepth: 4, maxDefaultItems: 1 },
  { optionalsProbability: 0, refDepthMax: 1, maxDepth: 3, maxDefaultItems: 1 },
] as const;

/** @param direction members that only the other direction has are left out */
export function createDataMaker(
  source: SpecSource,
  compiler: SchemaCompiler,
  direction: "request" | "reply" = "reply",
): DataMaker {
  const foreign = direction === "reply" ? "writeOnly" : "readOnly";
  const validators = new WeakMap<object, Validator>();
  const validatorOf = (schema: unknown): Validator => {
    if (!isObject(schema)) return compiler.validatorOf(schema, direction);
    const before = validators.get(schema);
    if (before !== undefined) return before;
    const validator = compiler.validatorOf(schema, direction);
    validators.set(schema, validator);
    return validator;
  };
  const fits = (schema: unknown, value: unknown): boolean => validatorOf(schema)(value);

  const make = (schema: unknown, text: string): unknown => {
    const view = viewSchema(source, schema);
    const { default: usual, example, enum: values, const: only } = view.keywords;
    const examples = view.keywords["examples"];
    const wanted = [only, usual, example, ...(Array.isArray(examples) ? examples : []), ...listOf(values)];
    for (const each of wanted) if (each !== undefined && fits(schema, each)) return structuredClone(each);
    const simple = makeSimple(view, text);
    if (simple !== undefined && fits(schema, simple)) return simple;
    const { schema: converted, definitions } = compiler.toJsonSchema(schema, direction);
    for (const options of ATTEMPTS) {
      const made = tryFaker(converted as JsonSchema, definitions, options, text);
      if (made === undefined) continue;
      const repaired = fits(schema, made) ? made : repair(schema, made, text, 0);
      if (fits(schema, repaired)) return repaired;
    }
    for (const made of makeTexts(view, text)) if (fits(schema, made)) return made;
    return repair(schema, makeLeast(source, schema, 0), text, 0);
  };
  const fit = (schema: unknown, value: unknown, text: string): unknown => {
    const repaired = repair(schema, value, text, 0);
    return fits(schema, repaired) ? repaired : make(schema, text);
  };

  /** Shapes a value by its schema, then mends what the validator complains of. */
  const repair = (schema: unknown, value: unknown, text: string, depth: number): unknown => {
    let repaired = shape(schema, value, text, depth);
    const validator = validatorOf(schema);
    for (let count = 0; count < MOST_REPAIRS && !validator(repaired); count += 1) {
      const [error] = validator.errors ?? [];
      const path = parsePointer(error?.instancePath ?? "");
      if (path.length === 0) break;
      repaired = replaceAt(schema, repaired, path, `${text}/${path.join("/")}`, depth);
    }
    return repaired;
  };

  const shape = (schema: unknown, value: unknown, text: string, depth: number): unknown => {
    const view = viewSchema(source, schema);
    if (depth > DEEPEST) return value;
    if (Array.isArray(value))
      return view.items === undefined
        ? value
        : value.map((each, at) => shape(view.items, each, `${text}/${at}`, depth + 1));
    if (!isObject(value)) return value;
    const shaped: Members = {};
    for (const [name, member] of Object.entries(value)) {
      const property = ownMember(view.properties, name);
      if (property === undefined) {
        if (view.additional !== false || view.hasAlternatives) setMember(shaped, name, member);
      } else if (viewSchema(source, property).keywords[foreign] !== true && member !== undefined)
        setMember(shaped, name, shape(property, member, `${text}/${name}`, depth + 1));
    }
    for (const name of view.required) {
      if (ownMember(shaped, name) !== undefined) continue;
      const property = ownMember(view.properties, name);
      if (viewSchema(source, property).keywords[foreign] === true) continue;
      setMember(shaped, name, make(property ?? {}, `${text}/${name}`));
    }
    return shaped;
  };

  /** Replaces what stands at a path, or leaves it out where it may be missing. */
  const replaceAt = (
    schema: unknown,
    value: unknown,
    path: readonly string[],
    text: string,
    depth: number,
  ): unknown => {
    const [name = "", ...rest] = path;
    const view = viewSchema(source, schema);
    if (Array.isArray(value)) {
      const items = [...value];
      const at = Number(name);
      if (rest.length > 0) items[at] = replaceAt(view.items, items[at], rest, text, depth + 1);
      else if (depth < DEEPEST) items[at] = make(view.items ?? {}, text);
      return items;
    }
    if (!isObject(value)) return value;
    const members = { ...value };
    const property = ownMember(view.properties, name) ?? (isObject(view.additional) ? view.additional : undefined);
    if (rest.length > 0 && depth < DEEPEST)
      setMember(members, name, replaceAt(property, ownMember(members, name), rest, text, depth + 1));
    else if (!view.required.includes(name)) delete members[name];
    else setMember(members, name, make(property ?? {}, text));
    return members;
  };

  return { fits, make, fit };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function tryFaker(
  schema: JsonSchema,
  definitions: ReadonlyMap<string, unknown>,
  options: (typeof ATTEMPTS)[number],
  text: string,
): unknown {
  try {
    const refResolver = (reference: string): JsonSchema => (definitions.get(reference) ?? true) as JsonSchema;
    return generateSync(schema, { ...options, seed: numberOf(text), refResolver, ...DATES });
  } catch {
    // Schemas that it does not understand are filled with as little as they ask for.
    return undefined;
  }
}

const DATES = { minDateTime: "2020-01-01T00:00:00.000Z", maxDateTime: "2025-01-01T00:00:00.000Z" };

/** Texts that may match a pattern which says only how they begin, end or go on. */
function* makeTexts({ type, keywords }: ReturnType<typeof viewSchema>, text: string): Generator<string> {
  const { pattern } = keywords;
  if (type !== "string" || typeof pattern !== "string") return;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const made = tryFaker({ type: "string", pattern }, new Map(), ATTEMPTS[0], `${text}/${tries}`);
    if (typeof made !== "string") return;
    // Classes such as [^/] may give characters that a URL does not have.
    const plain = made.replaceAll(/[^\w/.:-]/g, "a");
    yield* [made, plain, `https://example.com${made}`, `https://example.com${plain}`];
  }
}

const MOST_TRIES = 10;

/** What common formats look like, made from a text. */
function makeSimple({ type, keywords }: ReturnType<typeof viewSchema>, text: string): unknown {
  const number = numberOf(text);
  if (type === "boolean") return number % 2 === 0;
  if (type !== "string") return undefined;
  const hex = [0, 1, 2, 3].map((part) => numberOf(`${text}#${part}`).toString(16).padStart(8, "0")).join("");
  switch (keywords["format"]) {
    case "uuid":
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    case "date-time":
      return "2024-01-01T00:00:00Z";
    case "date":
      return "2024-01-01";
    case "time":
      return "00:00:00Z";
    case "email":
      return `user${number % 1000}@example.com`;
    case "uri":
    case "url":
      return `https://example.com/${hex.slice(0, 8)}`;
    case "hostname":
      return "example.com";
    case "ipv4":
      return "192.0.2.1";
    default:
      return undefined;
  }
}

/** The least that a schema asks for, without looking at bounds of texts and numbers. */
function makeLeast(source: SpecSource, schema: unknown, depth: number): unknown {
  const { type, required, properties, keywords, items } = viewSchema(source, schema);
  const { const: only, enum: values, minimum = 0, minItems = 0, minLength = 0 } = keywords;
  if (only !== undefined) return only;
  if (Array.isArray(values)) return values[0];
  if (type === "string") return "x".repeat(Math.max(Number(minLength), 1));
  if (type === "integer" || type === "number") return Number(minimum);
  if (type === "boolean") return false;
  if (type === "array")
    return Array.from({ length: depth > DEEPEST ? 0 : Math.min(Number(minItems), 100) }, () =>
      makeLeast(source, items, depth + 1),
    );
  if (type !== "object") return {};
  const members: Members = {};
  for (const name of depth > DEEPEST ? [] : required)
    setMember(members, name, makeLeast(source, ownMember(properties, name), depth + 1));
  return members;
}

/** A number from 0 to 2^32 that a text stands for (FNV-1a). */
export function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}
