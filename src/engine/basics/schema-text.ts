import { ownMember } from "./table.ts";

type Schema = { readonly [keyword: string]: unknown };

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns what a schema that is a reference leads to, among the `$defs` of the schema around it. */
export function resolveSchema(schema: Schema, whole: Schema): Schema {
  const { $ref, ...own } = schema;
  const definitions = whole["$defs"];
  const found =
    typeof $ref === "string" && isSchema(definitions)
      ? ownMember(definitions, $ref.slice("#/$defs/".length))
      : undefined;
  return isSchema(found) ? { ...found, ...own } : schema;
}

/** Schemas may come from another server, and lead back to themselves. */
const DEEPEST_ALTERNATIVE = 3;

/**
 * Says in a few words what a schema allows: `integer, 1 or more`, `one of flat, nested`, `string or null`.
 *
 * @param whole the schema with the definitions
 */
export function toSchemaText(schema: Schema, whole: Schema, depth = 0): string {
  const {
    enum: words,
    oneOf,
    anyOf,
    type,
    format,
    pattern,
    minimum,
    maximum,
    minLength,
  } = resolveSchema(schema, whole);
  if (Array.isArray(words)) return `one of ${words.map(String).join(", ")}`;
  for (const list of [oneOf, anyOf])
    if (Array.isArray(list) && depth < DEEPEST_ALTERNATIVE)
      return list.map((each) => (isSchema(each) ? toSchemaText(each, whole, depth + 1) : "any value")).join(", or ");
  const name = type === undefined ? "any value" : [type].flat().map(String).join(" or ");
  if (typeof format === "string") return `${name} (${format})`;
  if (typeof pattern === "string") return `${name} that matches ${pattern}`;
  if (minLength === 1) return `${name}, not empty`;
  return `${name}${toRange(minimum, maximum)}`;
}

function toRange(minimum: unknown, maximum: unknown): string {
  const hasMost = typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER - 1;
  if (typeof minimum === "number") return hasMost ? ` from ${minimum} to ${maximum}` : `, ${minimum} or more`;
  return hasMost ? `, ${maximum} or less` : "";
}
