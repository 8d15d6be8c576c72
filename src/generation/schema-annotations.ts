/** Keywords of JSON Schema and OpenAPI that say something about values but constrain none. */
const ANNOTATIONS = [
  ...["title", "description", "example", "examples", "$comment", "deprecated", "readOnly", "writeOnly"],
  ...["discriminator", "xml", "externalDocs"],
];
/** Keywords whose members have names of the author's own, each with a schema. */
const MAPS = ["properties", "patternProperties", "dependentSchemas", "definitions", "$defs"];
/** Keywords whose values are data, not schemas. */
const DATA = ["enum", "const", "default"];

/** Returns a schema without annotations and extensions (`x-…`), at every level. */
export function withoutAnnotations(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutAnnotations);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !ANNOTATIONS.includes(keyword) && !keyword.startsWith("x-"))
      .map(([keyword, value]: [string, unknown]) => [keyword, inside(keyword, value)]),
  );
}

function inside(keyword: string, value: unknown): unknown {
  if (DATA.includes(keyword)) return value;
  if (!MAPS.includes(keyword) || typeof value !== "object" || value === null) return withoutAnnotations(value);
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, withoutAnnotations(schema)]));
}
