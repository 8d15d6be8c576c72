import fc, { type Arbitrary } from "fast-check";
import type { Schemas } from "../schemas.ts";
import { resolve, type Schema, type Spec } from "../spec.ts";

const DEEPEST = 5;
const LONGEST = 3;

/** Generators of values that a spec's schemas allow. */
export function createArbitraries({ document }: Spec, schemas: Schemas) {
  const known = new WeakMap<Schema, Arbitrary<unknown>>();

  /** Values that the schema allows. */
  function valuesOf(schema: Schema): Arbitrary<unknown> {
    let arbitrary = known.get(schema);
    if (arbitrary === undefined) {
      arbitrary = build(schema, 0).filter((value) => schemas.allows(schema, value));
      known.set(schema, arbitrary);
    }
    return arbitrary;
  }

  function build(given: Schema, depth: number): Arbitrary<unknown> {
    const schema = resolve(document, given);
    if (schema["const"] !== undefined) return fc.constant(schema["const"]);
    if (Array.isArray(schema["enum"])) return fc.constantFrom(...schema["enum"]);
    const alternatives = (schema["oneOf"] ?? schema["anyOf"]) as readonly Schema[] | undefined;
    if (alternatives !== undefined) return fc.oneof(...alternatives.map((each) => build(each, depth)));
    if (Array.isArray(schema["allOf"])) return fc.tuple(...schema["allOf"].map((each) => build(each, depth))).map(join);
    const types = [schema["type"]].flat();
    return fc.oneof(...types.map((type) => buildType(String(type), schema, depth)));
  }

  function buildType(type: string, schema: Schema, depth: number): Arbitrary<unknown> {
    switch (type) {
      case "null":
        return fc.constant(null);
      case "boolean":
        return fc.boolean();
      case "integer":
        return fc.integer(boundsOf(schema));
      case "number":
        return fc.double({ ...boundsOf(schema), noNaN: true, noDefaultInfinity: true });
      case "string":
        return toTexts(schema);
      case "array":
        return toLists(schema, depth);
      case "object":
        return toObjects(schema, depth);
      default:
        return fc.jsonValue({ maxDepth: 1 });
    }
  }

  function toLists(schema: Schema, depth: number): Arbitrary<unknown> {
    const minLength = Number(schema["minItems"] ?? 0);
    const maxLength = Math.max(minLength, depth > DEEPEST ? 0 : LONGEST);
    return fc.array(build((schema["items"] ?? {}) as Schema, depth + 1), { minLength, maxLength });
  }

  function toObjects(schema: Schema, depth: number): Arbitrary<unknown> {
    const properties = (schema["properties"] ?? {}) as Readonly<Record<string, Schema>>;
    const required = (schema["required"] ?? []) as readonly string[];
    const kept = Object.entries(properties).filter(([name]) => depth <= DEEPEST || required.includes(name));
    const named = fc.record(Object.fromEntries(kept.map(([name, each]) => [name, build(each, depth + 1)])), {
      requiredKeys: required.filter((name) => name in properties),
    });
    const others = schema["additionalProperties"];
    if (others === false || depth > DEEPEST) return named;
    const ofOthers = typeof others === "object" && others !== null ? build(others as Schema, depth + 1) : undefined;
    const minKeys = Number(schema["minProperties"] ?? 0);
    const more = fc.dictionary(toNames(), ofOthers ?? fc.jsonValue({ maxDepth: 1 }), { minKeys, maxKeys: LONGEST });
    return fc.tuple(fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, more), named).map(join);
  }

  return { valuesOf };
}

const join = (parts: readonly unknown[]): unknown => Object.assign({}, ...(parts as object[]));

const toNames = (): Arbitrary<string> => fc.string({ minLength: 1, maxLength: 8 });

const boundsOf = ({ minimum, maximum }: Schema): { min?: number; max?: number } => ({
  ...(typeof minimum === "number" && { min: minimum }),
  ...(typeof maximum === "number" && { max: maximum }),
});

function toTexts({ pattern, format, minLength = 0, maxLength }: Schema): Arbitrary<string> {
  if (typeof pattern === "string") return fc.stringMatching(withoutLookAhead(pattern), { size: "-1" });
  const known = typeof format === "string" ? FORMATS[format] : undefined;
  if (known !== undefined) return known();
  const min = Number(minLength);
  const lengths = { minLength: min, maxLength: Math.min(Number(maxLength ?? 1e9), min + 12) };
  return fc.oneof(fc.string(lengths), fc.string({ ...lengths, unit: "grapheme" }));
}

/** Generators know no look-ahead. It only forbids, and what it forbids the schema sorts out afterwards. */
const withoutLookAhead = (pattern: string): RegExp => new RegExp(pattern.replaceAll(/\(\?[=!][^()]*\)/g, ""));

const toTimes = (): Arbitrary<Date> =>
  fc.date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true });

const FORMATS: Readonly<Record<string, () => Arbitrary<string>>> = {
  "date-time": () => toTimes().map((time) => time.toISOString()),
  date: () => toTimes().map((time) => time.toISOString().slice(0, 10)),
  uuid: () => fc.uuid(),
  email: () => fc.emailAddress(),
  uri: () => fc.webUrl(),
  ipv4: () => fc.ipV4(),
  ipv6: () => fc.ipV6(),
};

/** Ways to change a value. Its schema decides whether the result is still valid. */
export type Spoil = (value: unknown) => unknown;

/** Removes or replaces a member, at the top or one level below. */
export const spoils = (): Arbitrary<Spoil> =>
  fc
    .record({
      at: fc.nat(),
      isDeep: fc.boolean(),
      with: fc.oneof(
        fc.constant(undefined),
        fc.constantFrom<unknown>(null, 5, -1, "", "x", true, [], {}, [[]], { a: 1 }),
      ),
    })
    .map((plan) => (value) => spoil(value, plan));

function spoil(value: unknown, plan: { at: number; isDeep: boolean; with: unknown }): unknown {
  if (typeof value !== "object" || value === null) return plan.with;
  const names = Object.keys(value);
  const name = names[plan.at % Math.max(names.length, 1)];
  if (name === undefined) return plan.with ?? null;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  const members = copy as Record<string, unknown>;
  const inner = members[name];
  if (plan.isDeep && typeof inner === "object" && inner !== null)
    members[name] = spoil(inner, { ...plan, isDeep: false });
  else if (plan.with === undefined) delete members[name];
  else members[name] = plan.with;
  return Array.isArray(copy) ? copy.filter((_, index) => index in copy) : copy;
}
