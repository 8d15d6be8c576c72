import { MatchersV3 } from "@pact-foundation/pact";
import { createSchemas } from "./schemas.ts";
import { resolve, type Schema, type Spec } from "./spec.ts";

/** An expectation of Pact: plain data with matchers. */
export type Expectation = unknown;

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})$",
  date: "^\\d{4}-\\d{2}-\\d{2}$",
  uuid: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
  email: "^[^@\\s]+@[^@\\s]+$",
  uri: "^[A-Za-z][A-Za-z0-9+.-]*:.*$",
  ipv4: "^\\d{1,3}(\\.\\d{1,3}){3}$",
};

/** Pact's engine does not support look-around. */
const LOOK_AROUND = /\(\?(=|!|<)/;

/** Creates expectations from a spec's examples: types and formats by the schema, literals only for fixed values. */
export function createMatcherFactory(spec: Spec) {
  const { document } = spec;
  const { allows } = createSchemas(spec);

  /** Returns the schema of this value: with references resolved, the matching alternative chosen, `allOf` merged. */
  function choose(given: Schema, value: unknown): Schema {
    const schema = resolve(document, given);
    const alternatives = (schema["oneOf"] ?? schema["anyOf"]) as readonly Schema[] | undefined;
    const chosen = alternatives?.find((each) => allows(each, value));
    const parts = [...((schema["allOf"] ?? []) as readonly Schema[]), ...(chosen === undefined ? [] : [chosen])];
    return parts.reduce<Schema>((whole, part) => merge(whole, choose(part, value)), schema);
  }

  /** @param names members that will be fixed, those deeper down with dots: the lists they are in keep their very items */
  function toBody(given: Schema, value: unknown, names: readonly string[] = []): Expectation {
    const schema = choose(given, value);
    if (value === null) return MatchersV3.nullValue();
    if (schema["const"] !== undefined) return MatchersV3.equal(value);
    if (Array.isArray(value)) return toArray(schema, value, names);
    switch (typeof value) {
      case "object":
        return toObject(schema, value as Schema, names);
      case "string":
        return toText(schema, value);
      case "number":
        return Number.isInteger(value) ? MatchersV3.integer(value) : MatchersV3.number(value);
      case "boolean":
        return MatchersV3.boolean(value);
      default:
        throw new TypeError(`an example cannot hold ${String(value)}`);
    }
  }

  /** Items of one kind may be any number; where kinds are mixed or some are to be fixed, it is these, in this order. */
  function toArray(schema: Schema, value: readonly unknown[], names: readonly string[]): Expectation {
    const items = resolve(document, (schema["items"] ?? {}) as Schema);
    const alternatives = (items["oneOf"] ?? []) as readonly Schema[];
    const kinds = alternatives.filter((kind) => value.some((each) => allows(kind, each)));
    if (value.length === 0 || kinds.length > 1 || names.length > 0)
      return value.map((each, at) => toBody(items, each, below(names, String(at))));
    return MatchersV3.eachLike(toBody(items, value[0]), 1);
  }

  /** A client may rely on what the schema declares; further members of an open object are not guaranteed. */
  function toObject(schema: Schema, value: Schema, names: readonly string[]): Expectation {
    const properties = (schema["properties"] ?? {}) as Readonly<Record<string, Schema>>;
    const others = schema["additionalProperties"];
    const ofOthers = typeof others === "object" && others !== null ? (others as Schema) : undefined;
    const promised = Object.entries(value).filter(([name]) => name in properties || ofOthers !== undefined);
    if (promised.length === 0 && others !== false) return MatchersV3.like({});
    return Object.fromEntries(
      promised.map(([name, member]) => [name, toBody(properties[name] ?? ofOthers ?? {}, member, below(names, name))]),
    );
  }

  return {
    toBody,
    /** Headers are text, whatever the type in their schema. */
    toHeader(given: Schema, example: unknown): string | ReturnType<typeof MatchersV3.regex> {
      const schema = resolve(document, given);
      if (schema["const"] !== undefined) return String(schema["const"]);
      const text = String(example ?? schema["minimum"] ?? "1");
      return schema["type"] === "integer" ? MatchersV3.regex("^-?\\d+$", text) : (toText(schema, text) as string);
    },
  };
}

/** The names that lead into a member, as they are in it. */
const below = (names: readonly string[], key: string): string[] =>
  names.filter((name) => name.startsWith(`${key}.`)).map((name) => name.slice(key.length + 1));

function toText(schema: Schema, value: string): Expectation {
  const { pattern, format } = schema;
  if (Array.isArray(schema["enum"])) return MatchersV3.regex(`^(${schema["enum"].map(toLiteral).join("|")})$`, value);
  if (typeof pattern === "string" && !LOOK_AROUND.test(pattern)) return MatchersV3.regex(toWhole(pattern), value);
  const known = typeof format === "string" ? FORMATS[format] : undefined;
  return known === undefined ? MatchersV3.like(value) : MatchersV3.regex(known, value);
}

/** Patterns of schemas may match anywhere in the text; Pact's match the whole of it. */
const toWhole = (pattern: string): string =>
  /^\^[^|]*\$$/.test(pattern) ? pattern : `[\\s\\S]*(?:${pattern})[\\s\\S]*`;

const toLiteral = (text: unknown): string => String(text).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

const merge = (whole: Schema, part: Schema): Schema => ({
  ...whole,
  ...part,
  ...(whole["properties"] !== undefined &&
    part["properties"] !== undefined && { properties: { ...(whole["properties"] as object), ...part["properties"] } }),
});

/**
 * Returns the example with some members replaced, or removed by `undefined`. Lists are replaced as a whole.
 *
 * @param whole members that are replaced whole, too; those deeper down with dots
 */
export function withDifferences(
  example: unknown,
  differs: Schema | undefined,
  whole: readonly string[] = [],
  prefix = "",
): unknown {
  if (differs === undefined) return example;
  const before = isRecord(example) ? example : {};
  const changed = Object.entries(differs).map(([name, value]) => {
    const path = prefix + name;
    if (!isRecord(value)) return [name, value];
    return [name, withDifferences(whole.includes(path) ? {} : before[name], value, whole, `${path}.`)];
  });
  const after = Object.entries({ ...before, ...Object.fromEntries(changed) });
  return Object.fromEntries(after.filter(([, value]) => value !== undefined));
}

/**
 * Returns the expectation with some members fixed to the example's values. A list with such a member has no other items.
 *
 * @param names those deeper down with dots; items of lists by their number
 * @throws Error when one is inside what the spec leaves open: fix the whole then
 */
export function withExact(expected: Expectation, example: unknown, names: readonly string[] = []): Expectation {
  return names.reduce((whole, name) => fix(whole, example, name.split("."), name), expected);
}

function fix(expected: Expectation, example: unknown, [key, ...deeper]: readonly string[], name: string): Expectation {
  // Pact's engine finds any list equal to one without items, unless that one stands there as it is.
  if (key === undefined) return Array.isArray(example) && example.length === 0 ? [] : MatchersV3.equal(example);
  if (Array.isArray(expected) && Array.isArray(example) && key in example)
    return expected.map((each, at) => (String(at) === key ? fix(each, example[at], deeper, name) : each));
  if (!isRecord(example) || !(key in example)) throw new Error(`the example has no ${name}`);
  if (!isRecord(expected) || "pact:matcher:type" in expected || (deeper.length > 0 && !(key in expected)))
    throw new Error(`${name} cannot be fixed: fix the whole of what it is in`);
  return { ...expected, [key]: fix(expected[key], example[key], deeper, name) };
}

const isRecord = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
