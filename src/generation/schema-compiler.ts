import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import addFormats, { type FormatName } from "ajv-formats";
import { MOST_VIOLATIONS } from "#engine/contract/limits.ts";
import type { Validator } from "#engine/contract/operation.ts";
import { boundLoops, withFiniteNumbers, withOwnLists } from "./bounded-loops.ts";
import { type Conversion, convertSchema, type JsonSchema } from "./convert-schema.ts";
import { toMatcher } from "./patterns.ts";
import type { SpecSource } from "./spec-source.ts";

/** What a validator is for. Parameters and forms are texts, which it converts in place. */
export type ValidatorKind = "parameters" | "form" | "request" | "reply";

const OPTIONS = {
  parameters: { coerceTypes: true, allErrors: true },
  form: { coerceTypes: "array", allErrors: true },
  request: { coerceTypes: false, allErrors: true },
  reply: { coerceTypes: false, allErrors: false },
} as const;

/** Formats that are checked, all in linear time; any other says nothing. */
const FORMATS: readonly FormatName[] = [
  ...(["date", "time", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference"] as const),
  ...(["uuid", "json-pointer", "byte", "int32", "int64", "float", "double"] as const),
];

/** Compiles the schemas of one spec, each when its validator is first called. */
export interface SchemaCompiler {
  validatorOf(schema: unknown, kind: ValidatorKind): Validator;
  /** The JSON Schema of a body, and those that it refers to, by their names. */
  toJsonSchema(
    schema: unknown,
    kind: "request" | "reply",
  ): { readonly schema: JsonSchema; readonly definitions: ReadonlyMap<string, JsonSchema> };
}

export function createSchemaCompiler(source: SpecSource): SchemaCompiler {
  const compilers = new Map<ValidatorKind, ReturnType<typeof createKind>>();
  const compilerOf = (kind: ValidatorKind) => {
    const compiler = compilers.get(kind) ?? createKind(source, kind);
    compilers.set(kind, compiler);
    return compiler;
  };
  return {
    validatorOf: (schema, kind) => compileLate(() => compilerOf(kind).compile(schema)),
    toJsonSchema: (schema, kind) => compilerOf(kind).toJsonSchema(schema),
  };
}

/**
 * How often one validation may begin to compare a value with a schema. Alternatives that refer to each other may take a number of
 * steps that is exponential in the depth of a body.
 */
const MOST_STEPS = 500_000;

/** What is left of the validation that is under way. They never overlap. */
const steps = { left: MOST_STEPS, spent: new Error("a validation took too many steps") };

const TOO_COSTLY = {
  instancePath: "",
  keyword: "steps",
  params: {},
  message: `takes more than ${MOST_STEPS} steps to compare with its schema`,
};

const BEGINNING = "let vErrors = null;";

/** Counts the calls of compiled functions: there is one for each schema that others refer to. Those of `true` and `false` have no errors. */
function withSteps(code: string): string {
  if (!code.includes(BEGINNING) && code.includes("vErrors"))
    throw new Error("ajv begins its functions in an unknown way");
  return code.replace(BEGINNING, `${BEGINNING}if (--steps.left < 0) throw steps.spent;`);
}

/** A validator that is compiled by its first call: most operations of a large spec are never called. */
function compileLate(compile: () => Validator): Validator {
  let compiled: Validator | undefined;
  const validator: Validator = (data) => {
    compiled ??= compile();
    steps.left = MOST_STEPS;
    try {
      const isValid = compiled(data);
      validator.errors = compiled.errors ?? null;
      return isValid;
    } catch (error) {
      if (error !== steps.spent) throw error;
      validator.errors = [TOO_COSTLY];
      return false;
    }
  };
  return validator;
}

function createKind(source: SpecSource, kind: ValidatorKind) {
  const ajv = createAjv(kind);
  const keys = new Map<string, string>();
  const definitions = new Map<string, JsonSchema>();
  const pending: string[] = [];
  const conversion: Conversion = {
    direction: kind === "reply" ? "reply" : "request",
    isText: kind === "parameters" || kind === "form",
    hasFiles: kind === "form",
    follow: (value) => source.follow(value),
    keyOf(reference) {
      const key = keys.get(reference) ?? `schema:${keys.size}`;
      if (!keys.has(reference)) {
        keys.set(reference, key);
        pending.push(reference);
      }
      return key;
    },
  };
  /** Converts a schema, and adds all that it refers to. */
  const convert = (schema: unknown): JsonSchema => {
    const converted = convertSchema(schema, conversion);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const definition = convertSchema(source.lookUp(next)?.value, conversion);
      const key = conversion.keyOf(next);
      definitions.set(key, definition);
      ajv.addSchema(definition as AnySchemaObject, key);
    }
    return converted;
  };
  return {
    compile: (schema: unknown): Validator => ajv.compile(convert(schema)) as Validator,
    toJsonSchema: (schema: unknown) => ({ schema: convert(schema), definitions }),
  };
}

function createAjv(kind: ValidatorKind): Ajv2020 {
  const ajv = new Ajv2020({
    ...OPTIONS[kind],
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    unevaluated: true,
    logger: false,
    code: {
      regExp: Object.assign(toMatcher, { code: "" }),
      process: (code) => USES_LISTS + withSteps(withFiniteNumbers(withOwnLists(code))),
    },
  });
  Object.assign(ajv, { complaints: { most: MOST_VIOLATIONS }, addTo, steps });
  addFormats.default(ajv, { mode: kind === "reply" ? "fast" : "full", formats: [...FORMATS] });
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    validate: areUnique,
    error: REPEATED,
  });
  if (OPTIONS[kind].allErrors) boundLoops(ajv);
  return ajv;
}

/** Of the compiler's own context, which compiled code gets as `self`. */
const USES_LISTS = "const {complaints, addTo, steps} = self;";

function addTo<Item>(list: Item[] | null, more: Item[]): Item[] {
  if (list === null) return more;
  for (const each of more) list.push(each);
  return list;
}

const REPEATED = { message: "must NOT have duplicate items" };

/** Compares texts instead of each item with each other, which would take quadratic time. */
function areUnique(isOn: boolean, items: readonly unknown[]): boolean {
  return !isOn || new Set(items.map(toComparable)).size === items.length;
}

/** A value as text, the same for any order of members. */
const toComparable = (value: unknown): string =>
  JSON.stringify(value, (_name, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
