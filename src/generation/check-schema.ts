import { isObject } from "./convert-schema.ts";
import { isKnownPattern } from "./patterns.ts";
import { referenceOf, type SpecSource } from "./spec-source.ts";

interface Place {
  readonly file: string;
  readonly path: readonly string[];
}

const TYPES = ["null", "boolean", "object", "array", "number", "string", "integer"];

/** What the value of a keyword has to be. */
const KINDS: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  properties: [isObject, "a map of schemas"],
  patternProperties: [isObject, "a map of schemas"],
  required: [(value) => Array.isArray(value) || typeof value === "boolean", "a list of names"],
  enum: [Array.isArray, "a list of values"],
  allOf: [Array.isArray, "a list of schemas"],
  anyOf: [Array.isArray, "a list of schemas"],
  oneOf: [Array.isArray, "a list of schemas"],
  pattern: [(value) => typeof value === "string", "a regular expression"],
};

const SINGLE = ["items", "not", "if", "then", "else", "contains", "propertyNames", "additionalProperties"];
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const MAPS = ["properties", "patternProperties", "dependentSchemas"];

/** Complains of what stands wrong in a schema and its parts; references are checked where their targets stand. */
export function checkSchema(source: SpecSource, schema: unknown, { file, path }: Place): void {
  if (typeof schema === "boolean") return;
  if (!isObject(schema)) {
    source.complain("a schema is a map.", path, file);
    return;
  }
  if (source.checked.has(schema)) return;
  source.checked.add(schema);
  if (referenceOf(schema) !== undefined) return;
  for (const type of schema["type"] === undefined ? [] : [schema["type"]].flat())
    if (!TYPES.includes(String(type)))
      source.complain(
        `there is no type ${JSON.stringify(type)}; it is one of ${TYPES.join(", ")}.`,
        [...path, "type"],
        file,
      );
  for (const [name, [isRight, words]] of Object.entries(KINDS))
    if (schema[name] !== undefined && !isRight(schema[name]))
      source.complain(`${name} is ${words}.`, [...path, name], file);
  const { pattern } = schema;
  if (typeof pattern === "string" && !isKnownPattern(pattern))
    source.notices.push(
      `The pattern ${JSON.stringify(pattern)} is in a dialect that is not known here, and not checked.`,
    );
  const check = (part: unknown, ...names: string[]): void =>
    checkSchema(source, part, { file, path: [...path, ...names] });
  for (const name of SINGLE) if (isObject(schema[name]) && !Array.isArray(schema[name])) check(schema[name], name);
  for (const name of LISTS)
    if (Array.isArray(schema[name]))
      for (const [index, each] of schema[name].entries()) check(each, name, String(index));
  for (const name of MAPS)
    if (isObject(schema[name])) for (const [member, each] of Object.entries(schema[name])) check(each, name, member);
}
