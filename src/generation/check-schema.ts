import { toPointer } from "#engine/basics/json-pointer.ts";
import { ownMember } from "#engine/basics/table.ts";
import { LARGEST, LeastSizes } from "./check-endless.ts";
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
  const trail = [...path];
  const complain = (message: string, ...names: string[]): void => source.complain(message, [...trail, ...names], file);
  const visit = (part: unknown, ...names: string[]): void => {
    trail.push(...names);
    if (part === null) source.notices.push(`A schema is null, and says nothing: #${toPointer(trail)}.`);
    else if (typeof part !== "boolean" && !isObject(part)) complain("a schema is a map.");
    else if (isObject(part) && !source.checked.has(part)) {
      source.checked.add(part);
      const reference = referenceOf(part);
      if (ownMember(part, "$ref") !== undefined && reference === undefined)
        complain("$ref is text, such as #/components/schemas/<name>.", "$ref");
      const before = source.faults.length;
      if (reference === undefined) checkKeywords(source, part, complain, visit);
      else checkElsewhere(source, reference);
      // What a part is too large for, it has said itself.
      if (source.faults.length === before && reference === undefined && !source.hasLoops)
        checkSize(source, part, complain);
    }
    trail.length -= names.length;
  };
  visit(schema);
}

const sizesOf = new WeakMap<SpecSource, LeastSizes>();

/** Complains of a schema that no data of a reasonable size fits. */
function checkSize(
  source: SpecSource,
  schema: Readonly<Record<string, unknown>>,
  complain: (message: string) => void,
): void {
  const sizes = sizesOf.get(source) ?? new LeastSizes(source);
  sizesOf.set(source, sizes);
  const size = sizes.of(schema);
  if (sizes.requiresItself(schema)) complain("no data fits that ends: it requires itself, by its members or items.");
  else if (size > LARGEST && Number.isFinite(size))
    complain(`data that fits has more than ${LARGEST} values and characters, which is more than is made.`);
}

/** Keywords of which the first may not exceed the second, for values of a type. */
const BOUNDS = [
  ["string", "minLength", "maxLength"],
  ["array", "minItems", "maxItems"],
  ["object", "minProperties", "maxProperties"],
  ["number", "minimum", "maximum"],
  ["integer", "minimum", "maximum"],
] as const;

/** A smaller one is less than the exactness of numbers. */
const LEAST_STEP = 1e-100;

/** Complains of keywords that nothing fits. */
function checkPossible(schema: Readonly<Record<string, unknown>>, complain: (message: string, name: string) => void) {
  if (schema["nullable"] !== true)
    for (const [type, least, most] of BOUNDS)
      if (schema["type"] === type && Number(schema[least]) > Number(schema[most]))
        complain(`nothing fits: ${least} is ${schema[least]}, and ${most} is ${schema[most]}.`, least);
  const { not, multipleOf } = schema;
  if (not === true || (isObject(not) && Object.keys(not).length === 0))
    complain("nothing fits: not excludes everything.", "not");
  if (multipleOf !== undefined && !(typeof multipleOf === "number" && multipleOf >= LEAST_STEP))
    complain(`multipleOf is a number of at least ${LEAST_STEP}.`, "multipleOf");
}

/** Checks a schema of another file: those of the first are checked in any case. */
function checkElsewhere(source: SpecSource, reference: string): void {
  const target = source.lookUp(reference);
  if (target !== undefined && target.file !== "spec0") checkSchema(source, target.value, target);
}

function checkKeywords(
  source: SpecSource,
  schema: Readonly<Record<string, unknown>>,
  complain: (message: string, ...names: string[]) => void,
  visit: (part: unknown, ...names: string[]) => void,
): void {
  for (const type of schema["type"] === undefined ? [] : [schema["type"]].flat())
    if (!TYPES.includes(String(type)))
      complain(`there is no type ${JSON.stringify(type)}; it is one of ${TYPES.join(", ")}.`, "type");
  for (const [name, [isRight, words]] of Object.entries(KINDS))
    if (ownMember(schema, name) !== undefined && !isRight(ownMember(schema, name)))
      complain(`${name} is ${words}.`, name);
  checkPossible(schema, complain);
  const { pattern } = schema;
  if (typeof pattern === "string" && !isKnownPattern(pattern))
    source.notices.push(`The pattern ${JSON.stringify(pattern)} is in a dialect unknown here, and is not checked.`);
  for (const name of SINGLE) if (isObject(ownMember(schema, name))) visit(ownMember(schema, name), name);
  for (const name of LISTS) {
    const parts = ownMember(schema, name);
    if (Array.isArray(parts)) for (const [index, each] of parts.entries()) visit(each, name, String(index));
  }
  for (const name of MAPS) {
    const parts = ownMember(schema, name);
    if (isObject(parts)) for (const [member, each] of Object.entries(parts)) visit(each, name, member);
  }
}
