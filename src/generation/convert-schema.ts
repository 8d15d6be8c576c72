import { ownMember, setMember } from "#engine/basics/table.ts";
import { referenceOf } from "./spec-source.ts";

/** A JSON Schema (2020-12) as data. */
export type JsonSchema = Record<string, unknown> | boolean;

/** How a schema of a spec becomes a JSON Schema. */
export interface Conversion {
  /** In requests, members that are `readOnly` are not required; in replies, those that are `writeOnly` are not. */
  readonly direction: "request" | "reply";
  /** Whether values are texts, which fit several types: one alternative that fits is enough then. */
  readonly isText?: boolean;
  /** Whether files of a form are text for the schema, and something else for the validator. */
  readonly hasFiles?: boolean;
  /** Returns the name under which the schema behind a reference is compiled. */
  keyOf(reference: string): string;
  follow(value: unknown): unknown;
}

type Members = Record<string, unknown>;

export const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;
const isText = (value: unknown): boolean => typeof value === "string";
const isFlag = (value: unknown): boolean => typeof value === "boolean";

/** Keywords that are taken as they are, if they are of the right type. */
const PLAIN: readonly (readonly [(value: unknown) => boolean, ...string[]])[] = [
  [Number.isFinite, "maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"],
  [
    isCount,
    "maxLength",
    "minLength",
    "maxItems",
    "minItems",
    "maxProperties",
    "minProperties",
    "minContains",
    "maxContains",
  ],
  [(value) => Number.isFinite(value) && Number(value) > 0, "multipleOf"],
  [isText, "pattern", "format"],
  [isFlag, "uniqueItems"],
  [(value) => value !== undefined, "const", "default", "example"],
  [Array.isArray, "examples"],
];

const SINGLE = ["not", "if", "then", "else", "contains", "propertyNames"];
const MAPS = ["properties", "patternProperties", "dependentSchemas"];
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const TYPES = ["null", "boolean", "object", "array", "number", "string", "integer"];

/**
 * Converts a schema of OpenAPI 3.0 or 3.1 to JSON Schema: `nullable`, exclusive bounds as flags, members for one direction
 * only. What JSON Schema does not know is left out.
 *
 * @param outer the properties of the schema that this one is a part of, by `allOf`
 */
export function convertSchema(schema: unknown, conversion: Conversion, outer: Members = {}): JsonSchema {
  if (schema === false) return false;
  if (!isObject(schema)) return true;
  const reference = referenceOf(schema);
  const converted: Members = {};
  if (reference !== undefined) converted["$ref"] = conversion.keyOf(reference);
  for (const [isRight, ...names] of PLAIN)
    for (const name of names) {
      const value = ownMember(schema, name);
      if (isRight(value)) setMember(converted, name, value);
    }
  const properties = { ...outer, ...propertiesOf(schema, conversion) };
  convertParts(schema, converted, conversion, properties);
  convertBounds(schema, converted);
  convertTypes(schema, converted);
  const required = requiredOf(schema, conversion, properties);
  if (required.length > 0) converted["required"] = required;
  if (conversion.hasFiles === true && schema["format"] === "binary") return {};
  return schema["nullable"] === true ? toNullable(converted) : converted;
}

function convertParts(schema: Members, converted: Members, conversion: Conversion, properties: Members): void {
  const convert = (part: unknown): JsonSchema => convertSchema(part, conversion);
  const set = (name: string, value: unknown): void => setMember(converted, name, value);
  const convertMap = (map: Members): Members => {
    const parts: Members = {};
    for (const [name, part] of Object.entries(map)) setMember<unknown>(parts, name, convert(part));
    return parts;
  };
  for (const name of [...SINGLE, "additionalProperties", "unevaluatedProperties", "unevaluatedItems"]) {
    const part = ownMember(schema, name);
    if (isSchema(part)) set(name, convert(part));
  }
  for (const name of MAPS) {
    const parts = ownMember(schema, name);
    if (isObject(parts)) set(name, convertMap(parts));
  }
  for (const name of LISTS) {
    const parts = ownMember(schema, name);
    if (!Array.isArray(parts) || parts.length === 0) continue;
    const convertPart = (part: unknown) =>
      name === "allOf" ? convertSchema(part, conversion, properties) : convert(part);
    set(name === "oneOf" && conversion.isText === true ? "anyOf" : name, parts.map(convertPart));
  }
  const items = schema["items"];
  if (Array.isArray(items)) converted["prefixItems"] = items.map(convert);
  else if (isSchema(items)) converted["items"] = convert(items);
  const dependent = schema["dependentRequired"];
  if (isObject(dependent) && Object.values(dependent).every(Array.isArray)) converted["dependentRequired"] = dependent;
}

const isSchema = (value: unknown): boolean => isObject(value) || typeof value === "boolean";

/** Before OpenAPI 3.1, exclusive bounds were flags beside the bound. */
function convertBounds(schema: Members, converted: Members): void {
  for (const [flag, bound] of [
    ["exclusiveMaximum", "maximum"],
    ["exclusiveMinimum", "minimum"],
  ] as const)
    if (schema[flag] === true && converted[bound] !== undefined) {
      converted[flag] = converted[bound];
      delete converted[bound];
    }
}

function convertTypes(schema: Members, converted: Members): void {
  const given = [schema["type"]].flat().filter((each) => TYPES.includes(String(each)));
  const types = [...new Set(given)];
  if (types.length > 0) converted["type"] = types.length === 1 ? types[0] : types;
  const values = schema["enum"];
  if (!Array.isArray(values) || values.length === 0) return;
  // YAML reads unquoted values as numbers and booleans.
  const isQuoted = types.length === 1 && types[0] === "string" && !values.some(isText);
  converted["enum"] = isQuoted ? values.map((each) => (each === null ? null : String(each))) : values;
}

/** The members that are required in this direction. */
function requiredOf(schema: Members, conversion: Conversion, properties: Members): string[] {
  const required = schema["required"];
  if (!Array.isArray(required)) return [];
  const unsent = conversion.direction === "request" ? "readOnly" : "writeOnly";
  return [...new Set(required)].filter((name) => {
    if (typeof name !== "string") return false;
    const property = ownMember(properties, name);
    const followed = conversion.follow(property);
    return !(hasFlag(property, unsent) || hasFlag(followed, unsent));
  });
}

const hasFlag = (schema: unknown, flag: string): boolean => isObject(schema) && ownMember(schema, flag) === true;

const DEEPEST_PARTS = 8;

/** The properties of a schema and of all that `allOf` joins to it. */
export function propertiesOf(schema: unknown, { follow }: Pick<Conversion, "follow">, depth = 0): Members {
  const found = follow(schema);
  if (!isObject(found) || depth > DEEPEST_PARTS) return {};
  const joined = Array.isArray(found["allOf"]) ? found["allOf"] : [];
  const properties: Members = {};
  for (const part of joined)
    for (const [name, each] of Object.entries(propertiesOf(part, { follow }, depth + 1)))
      setMember(properties, name, each);
  if (isObject(found["properties"]))
    for (const [name, each] of Object.entries(found["properties"])) setMember(properties, name, each);
  return properties;
}

function toNullable(schema: Members): JsonSchema {
  const { type, enum: values } = schema;
  if (type === undefined) return { anyOf: [schema, { type: "null" }] };
  const types = [type].flat();
  return {
    ...schema,
    type: types.includes("null") ? types : [...types, "null"],
    ...(Array.isArray(values) && !values.includes(null) && { enum: [...values, null] }),
  };
}
