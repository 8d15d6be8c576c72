import { ownMember, type Table, toTable } from "#engine/basics/table.ts";
import type { BodyDifference, DifferenceKind } from "./difference.ts";
import type { Schema } from "./spec-document.ts";
import { describeValue, isRedacted, showEnumValue, typeOf } from "./value-format.ts";

/** Resolves a reference. */
type Resolve = (schema: Schema) => Schema;

/**
 * Compares a value with a schema and returns all differences with their places. Redacted values count as valid.
 *
 * @param resolve resolves references of the schema's document
 */
export const compareWithSchema = (schema: Schema, value: unknown, resolve: Resolve): BodyDifference[] =>
  compare({ resolve }, schema, value, []);

interface Comparison {
  readonly resolve: Resolve;
}

type Path = readonly string[];

const difference = (kind: DifferenceKind, path: Path, expected: string, found: string): BodyDifference => ({
  kind,
  path,
  expected,
  found,
  from: "spec",
});

function compare(comparison: Comparison, given: Schema, value: unknown, path: Path): BodyDifference[] {
  if (isRedacted(value)) return [];
  const schema = comparison.resolve(given);
  const types = [schema["type"] ?? []].flat().map(String);
  if (types.length > 0 && !types.some((type) => isOfType(type, value)))
    return [difference(value === null ? "null" : "type", path, types.join(" or "), describeValue(value))];
  const all = listOf(schema["allOf"]).flatMap((each) => compare(comparison, each, value, path));
  const own = [...compareEnum(schema, value, path), ...compareContent(comparison, schema, value, path)];
  const alternatives = [schema["oneOf"], schema["anyOf"]].flatMap((each) =>
    compareAlternatives(comparison, listOf(each), value, path),
  );
  return [...all, ...own, ...alternatives];
}

function compareContent(comparison: Comparison, schema: Schema, value: unknown, path: Path): BodyDifference[] {
  if (typeof value === "string") return compareText(schema, value, path);
  if (typeof value === "number") return compareRange(schema, value, path, ["minimum", "maximum"], "number");
  if (Array.isArray(value)) return compareItems(comparison, schema, value, path);
  return typeof value === "object" && value !== null ? compareMembers(comparison, schema, value, path) : [];
}

const listOf = (value: unknown): readonly Schema[] => (Array.isArray(value) ? (value as Schema[]) : []);

function isOfType(type: string, value: unknown): boolean {
  const actual = typeOf(value);
  return actual === type || (type === "number" && actual === "integer");
}

function compareEnum(schema: Schema, value: unknown, path: Path): BodyDifference[] {
  const allowed = "const" in schema ? [schema["const"]] : schema["enum"];
  if (!Array.isArray(allowed) || allowed.includes(value)) return [];
  return [difference("enum", path, allowed.map(showEnumValue).join(" or "), showEnumValue(value))];
}

const FORMATS: Table<Readonly<Record<string, RegExp>>> = toTable({
  uuid: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  "date-time": /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}(:?\d{2})?)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  uri: /^[A-Za-z][\w+.-]*:\S*$/,
  email: /^[^\s@]+@[^\s@]+$/,
  ipv4: /^(\d{1,3}\.){3}\d{1,3}$/,
  ipv6: /^[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*$/,
});

function compareText(schema: Schema, text: string, path: Path): BodyDifference[] {
  const { format, pattern } = schema;
  const isOther =
    (typeof format === "string" && FORMATS[format]?.test(text) === false) ||
    (typeof pattern === "string" && !new RegExp(pattern, "u").test(text));
  if (isOther) {
    const words = [format, pattern === undefined ? undefined : `pattern ${String(pattern)}`];
    const expected = words.filter((each) => each !== undefined).join(", ");
    return [difference("format", path, expected, describeValue(text))];
  }
  return compareRange(schema, [...text].length, path, ["minLength", "maxLength"], "length");
}

function compareRange(
  schema: Schema,
  measure: number,
  path: Path,
  [least, most]: readonly [string, string],
  what: string,
): BodyDifference[] {
  const [minimum, maximum] = [ownMember(schema, least), ownMember(schema, most)];
  if (typeof minimum === "number" && measure < minimum)
    return [difference("value", path, `${what} of at least ${minimum}`, "less")];
  if (typeof maximum === "number" && measure > maximum)
    return [difference("value", path, `${what} of at most ${maximum}`, "more")];
  return [];
}

function compareItems(comparison: Comparison, schema: Schema, items: readonly unknown[], path: Path): BodyDifference[] {
  const each = schema["items"];
  const inside =
    typeof each === "object" && each !== null
      ? items.flatMap((item) => compare(comparison, each as Schema, item, [...path, "*"]))
      : [];
  return [...compareRange(schema, items.length, path, ["minItems", "maxItems"], "array"), ...inside];
}

function compareMembers(comparison: Comparison, schema: Schema, value: object, path: Path): BodyDifference[] {
  const properties = (schema["properties"] ?? {}) as Readonly<Record<string, Schema>>;
  const additional = schema["additionalProperties"];
  const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  const missing = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => {
      const declared = ownMember(properties, name);
      const types = declared === undefined ? [] : typesOf(comparison, declared);
      return difference("missing member", [...path, name], types.join(" or ") || "any", "absent");
    });
  const inside = Object.entries(value).flatMap(([name, each]) => {
    const declared = ownMember(properties, name);
    if (declared !== undefined) return compare(comparison, declared, each, [...path, name]);
    if (additional === false)
      return [{ ...difference("added member", [...path, name], "absent", describeValue(each)), value: each }];
    return typeof additional === "object" && additional !== null
      ? compare(comparison, additional as Schema, each, [...path, name])
      : [];
  });
  const count = compareRange(
    schema,
    Object.keys(value).length,
    path,
    ["minProperties", "maxProperties"],
    "number of members",
  );
  return [...missing, ...inside, ...count];
}

/** Returns the types that a schema allows, including those of its alternatives. */
function typesOf(comparison: Comparison, given: Schema): string[] {
  const schema = comparison.resolve(given);
  const own = [schema["type"] ?? []].flat().map(String);
  const inside = [schema["oneOf"], schema["anyOf"]].flatMap((alternatives) =>
    listOf(alternatives).flatMap((each) => typesOf(comparison, each)),
  );
  return [...new Set([...own, ...inside])];
}

/** Returns the differences from the best matching alternative. A differing constant or type weighs more. */
function compareAlternatives(
  comparison: Comparison,
  alternatives: readonly Schema[],
  value: unknown,
  path: Path,
): BodyDifference[] {
  if (alternatives.length === 0) return [];
  const found = alternatives.map((each) => compare(comparison, each, value, path));
  const distances = found.map((each) => each.reduce((sum, one) => sum + distanceOf(one, path), 0));
  const [best = []] = found
    .map((each, index) => ({ each, far: distances[index] ?? 0 }))
    .sort((a, b) => a.far - b.far)
    .map(({ each }) => each);
  const allowed = createAllowed(found.flat());
  return best.map((each) => (each.path.length <= path.length + 1 ? withAllAllowed(each, allowed) : each));
}

const FAR = 100;
const distanceOf = ({ kind, path: { length } }: BodyDifference, { length: depth }: Path): number =>
  ((kind === "type" || kind === "null") && length === depth) || (kind === "enum" && length === depth + 1) ? FAR : 1;

type Allowed = ReadonlyMap<string, ReadonlySet<string>>;

const placeAndKind = ({ kind, path }: BodyDifference): string => `${kind} ${path.join("/")}`;

/** Collects what the alternatives expect, by place and kind. */
function createAllowed(found: readonly BodyDifference[]): Allowed {
  const allowed = new Map<string, Set<string>>();
  for (const each of found) {
    const key = placeAndKind(each);
    allowed.set(key, (allowed.get(key) ?? new Set()).add(each.expected));
  }
  return allowed;
}

/** Lists what any alternative allows at that place. */
function withAllAllowed(one: BodyDifference, allowed: Allowed): BodyDifference {
  if (one.kind !== "enum" && one.kind !== "type" && one.kind !== "null") return one;
  return { ...one, expected: [...(allowed.get(placeAndKind(one)) ?? [])].join(" or ") };
}

/** What a schema, in any of its alternatives, says about a place. */
export interface Place {
  /** A schema declares it; otherwise it is a member of an open object. */
  readonly isDeclared: boolean;
  /** A schema declares it or its siblings; otherwise its object is a map, whose names are data. */
  readonly isOfRecord: boolean;
  /** Its values are enumerated. */
  readonly isEnumerated: boolean;
}

/** Looks up a place. Positions in arrays are `*`. */
export function placeOf(schema: Schema, path: Path, resolve: Resolve): Place {
  let reached = branchesOf(schema, resolve);
  let isDeclared = true;
  let isOfRecord = true;
  for (const step of path) {
    const named: Schema[] = [];
    const open: Schema[] = [];
    for (const each of reached) {
      const properties = (each["properties"] ?? {}) as Readonly<Record<string, Schema>>;
      const { items, additionalProperties: additional } = each;
      const declared = ownMember(properties, step);
      if (step === "*" && typeof items === "object" && items !== null) named.push(items as Schema);
      else if (declared !== undefined) named.push(declared);
      else if (typeof additional === "object" && additional !== null) open.push(additional as Schema);
    }
    isDeclared = named.length > 0;
    isOfRecord = isDeclared || reached.some((each) => Object.keys((each["properties"] ?? {}) as object).length > 0);
    reached = [...named, ...open].flatMap((each) => branchesOf(each, resolve));
  }
  return { isDeclared, isOfRecord, isEnumerated: reached.some((each) => "enum" in each || "const" in each) };
}

function branchesOf(given: Schema, resolve: Resolve): Schema[] {
  const schema = resolve(given);
  const inside = [schema["oneOf"], schema["anyOf"], schema["allOf"]].flatMap((parts) =>
    listOf(parts).flatMap((each) => branchesOf(each, resolve)),
  );
  return [schema, ...inside];
}
