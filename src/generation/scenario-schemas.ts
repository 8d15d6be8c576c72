import { join } from "node:path/posix";
import { ownMember, setMember } from "#engine/basics/table.ts";

/** A JSON Schema, as read from a file. */
export type Schema = { readonly [keyword: string]: unknown };

/** `scenarios.yaml`, well-formed. */
export interface ScenariosFile {
  readonly schemas?: Readonly<Record<string, Schema>>;
  readonly scenarios: Readonly<
    Record<
      string,
      {
        readonly describe: string;
        readonly membersOf?: readonly string[];
        readonly parameters?: Readonly<Record<string, Schema>>;
        readonly required?: readonly string[];
        readonly result?: Schema;
      }
    >
  >;
}

/** The files whose schemas a scenario may refer to. */
export interface ScenarioSources {
  /** Folder of `scenarios.yaml`, from the repository's root. */
  readonly folder: string;
  readonly file: ScenariosFile;
  /** The schemas of `seed.schema.yaml` in that folder. */
  readonly seed: Readonly<Record<string, Schema>>;
  readonly specPath: string;
  readonly spec: Readonly<Record<string, Schema>>;
}

/** A scenario whose references all lead to `components`. */
export interface ExpandedScenario {
  readonly describe: string;
  readonly parameters: ParametersSchema;
  readonly result?: Schema;
}

export interface ParametersSchema extends Schema {
  readonly type: "object";
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export interface ExpandedScenarios {
  readonly scenarios: ReadonlyMap<string, ExpandedScenario>;
  /** The schemas that are referred to as `#/components/schemas/<name>`. */
  readonly components: Readonly<Record<string, Schema>>;
}

type Origin = "own" | "seed" | "spec";

const LOCAL = "#/components/schemas/";
/** Keywords that hold schemas: one, a list, or one for each name. */
const ONE = ["items", "additionalProperties", "propertyNames", "not", "if", "then", "else", "contains"];
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED = ["properties", "patternProperties"];
/** What documents an API, and neither constrains nor explains a parameter. */
const LEFT_OUT = /^(example|examples|discriminator|xml|externalDocs|x-.*)$/;

/**
 * Resolves what scenarios take from seed and spec.
 *
 * @throws Error for a reference that leads nowhere, and for contradictions within one scenario
 */
export function expandScenarios({ folder, file, seed, specPath, spec }: ScenarioSources): ExpandedScenarios {
  const components: Record<string, Schema> = {};
  const owners = new Map<string, Origin>();
  const schemasOf = { own: file.schemas ?? {}, seed, spec } as const;

  /** Finds what a reference in a file of this origin leads to. */
  function locate(reference: string, from: Origin): { origin: Origin; name: string; schema: Schema } {
    const [path = "", pointer = ""] = reference.split("#");
    const target = path === "" ? undefined : join(folder, path);
    const origin = target === undefined ? from : target === specPath ? "spec" : "seed";
    const isKnownFile = target === undefined || origin === "spec" || target === join(folder, "seed.schema.yaml");
    // Seed schemas are written as the components of a document.
    const inside = from !== "own" || origin === "spec" ? "/components/schemas/" : origin === "own" ? "/schemas/" : "/";
    const [name = "", ...rest] = pointer.slice(inside.length).split("/");
    const schema = pointer.startsWith(inside) ? follow(schemasOf[origin], [name, ...rest]) : undefined;
    if (!isKnownFile || schema === undefined) throw new Error(`${reference} leads to no schema`);
    return { origin, name: [name, ...rest.filter((each) => each !== "properties").map(toPascalCase)].join(""), schema };
  }

  /** Returns the reference to a schema, which becomes a component. */
  function refer(reference: string, from: Origin): string {
    const { origin, name, schema } = locate(reference, from);
    const component = origin === "seed" ? `Seed${name}` : name;
    const owner = owners.get(component);
    if (owner !== undefined && owner !== origin) throw new Error(`two schemas are named ${component}`);
    if (owner === undefined) {
      owners.set(component, origin);
      setMember(components, component, adopt(schema, origin));
    }
    return `${LOCAL}${component}`;
  }

  /** A parameter says itself what it is: references to one word or number are replaced by what they lead to. */
  function toParameter({ $ref, ...own }: Schema): Schema {
    const schema = typeof $ref === "string" ? ownMember(components, $ref.slice(LOCAL.length)) : undefined;
    if ($ref === undefined || schema === undefined) return own;
    const isPlain = typeof schema["type"] === "string" && !["object", "array"].includes(schema["type"]);
    return isPlain ? toParameter({ ...schema, ...own }) : { $ref, ...own };
  }

  /** Copies a schema with references that lead to components. Defaults of seed and spec are not those of scenarios. */
  function adopt(schema: Schema, origin: Origin): Schema {
    const each = (value: unknown): unknown => (isSchema(value) ? adopt(value, origin) : value);
    return Object.fromEntries(
      Object.entries(schema)
        .filter(([keyword]) => !LEFT_OUT.test(keyword) && (keyword !== "default" || origin === "own"))
        .map(([keyword, value]): [string, unknown] => {
          if (keyword === "$ref") return [keyword, refer(String(value), origin)];
          if (ONE.includes(keyword)) return [keyword, each(value)];
          if (LISTS.includes(keyword) && Array.isArray(value)) return [keyword, value.map(each)];
          if (NAMED.includes(keyword) && isSchema(value)) return [keyword, mapValues(value, each)];
          return [keyword, typeof value === "string" ? value.trim() : value];
        }),
    );
  }

  function expand(name: string): ExpandedScenario {
    const {
      describe,
      membersOf = [],
      parameters = {},
      required = [],
      result,
    } = ownMember(file.scenarios, name) ?? { describe: "" };
    const properties: Record<string, Schema> = {};
    const needed = new Set(required);
    for (const reference of membersOf) {
      const { origin, schema } = locate(reference, "own");
      if (!isSchema(schema["properties"])) throw new Error(`${reference} has no members`);
      for (const [member, value] of Object.entries(schema["properties"]))
        setMember(properties, member, adopt(value as Schema, origin));
      for (const member of (schema["required"] as string[] | undefined) ?? []) needed.add(member);
    }
    for (const [member, schema] of Object.entries(parameters)) {
      setMember(properties, member, { ...ownMember(properties, member), ...adopt(schema, "own") });
      if (schema["default"] !== undefined) needed.delete(member);
    }
    for (const each of required)
      if (ownMember(properties, each) === undefined || !needed.has(each))
        throw new Error(`${each} is required, but cannot be`);
    for (const [member, { description, $ref }] of Object.entries(properties))
      if (membersOf.length === 0 && description === undefined && $ref === undefined)
        throw new Error(`the parameter ${member} has no description`);
    return {
      describe: describe.trim(),
      parameters: {
        type: "object",
        additionalProperties: false,
        properties: mapValues(properties, toParameter),
        ...(needed.size > 0 && { required: [...needed] }),
      },
      ...(result !== undefined && { result: adopt(result, "own") }),
    };
  }

  const scenarios = new Map<string, ExpandedScenario>();
  for (const name of Object.keys(file.scenarios))
    try {
      scenarios.set(name, expand(name));
    } catch (error) {
      throw new Error(`"${name}": ${(error as Error).message}`);
    }
  const used = componentsIn([...scenarios.values()], components);
  return { scenarios, components: Object.fromEntries(used.map((name) => [name, ownMember(components, name) ?? {}])) };
}

/** Returns the names of the components that a schema refers to, directly or through others. */
export function componentsIn(schema: unknown, components: ExpandedScenarios["components"]): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [keyword, member] of Object.entries(value)) {
      const name =
        keyword === "$ref" && typeof member === "string" && member.startsWith(LOCAL)
          ? member.slice(LOCAL.length)
          : undefined;
      if (name === undefined) look(member);
      else if (!found.has(name)) {
        found.add(name);
        look(ownMember(components, name));
      }
    }
  };
  look(schema);
  return [...found].sort();
}

/** The same schema, for a document that has the components in `$defs`. */
export const withDefinitions = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll(`"$ref":"${LOCAL}`, '"$ref":"#/$defs/'));

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function follow(schemas: unknown, path: readonly string[]): Schema | undefined {
  const found = path.reduce<unknown>(
    (value, key) => (isSchema(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    schemas,
  );
  return isSchema(found) ? found : undefined;
}

const toPascalCase = (name: string): string =>
  name.replaceAll(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

const mapValues = <Value, Changed>(record: Readonly<Record<string, Value>>, change: (value: Value) => Changed) =>
  Object.fromEntries(Object.entries(record).map(([key, value]): [string, Changed] => [key, change(value)]));
