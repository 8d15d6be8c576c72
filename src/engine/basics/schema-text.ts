type Schema = { readonly [keyword: string]: unknown };

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns what a schema that is only a reference leads to, among the `$defs` of the schema around it. */
export function resolveSchema(schema: Schema, whole: Schema): Schema {
  const { $ref } = schema;
  const definitions = whole["$defs"];
  const found =
    typeof $ref === "string" && isSchema(definitions) ? definitions[$ref.slice("#/$defs/".length)] : undefined;
  return isSchema(found) ? { ...resolveSchema(found, whole), ...schema, $ref: undefined } : schema;
}

/**
 * Says in a few words what a schema allows: `integer, 1 or more`, `one of flat, nested`, `string or null`.
 *
 * @param whole the schema with the definitions
 */
export function toSchemaText(schema: Schema, whole: Schema): string {
  const resolved = resolveSchema(schema, whole);
  const { type, format, pattern, minimum, maximum, minLength } = resolved;
  if (Array.isArray(resolved["enum"])) return `one of ${resolved["enum"].map(String).join(", ")}`;
  for (const list of [resolved["oneOf"], resolved["anyOf"]])
    if (Array.isArray(list)) return list.map((each) => toSchemaText(each, whole)).join(", or ");
  const name = type === undefined ? "any value" : [type].flat().join(" or ");
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
