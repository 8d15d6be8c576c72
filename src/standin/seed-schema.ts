import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parsePointer } from "#engine/basics/json-pointer.ts";
import { ownMember } from "#engine/basics/table.ts";

/** The part of a JSON Schema that says which members there are. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Where the package keeps the JSON Schema of seed files. */
export const schemaPath = (): string => createRequire(import.meta.url).resolve("standin/seed.schema.json");

/**
 * The members that a seed file may have at a place.
 *
 * @param place names and positions that lead there
 * @returns none if the schema lists none, or is missing, as when an application bundles standin
 */
export function membersAt(place: readonly string[]): readonly string[] {
  const root = readSchema();
  let schema = root;
  for (const step of place) {
    const next = schema.items ?? ownMember(schema.properties ?? {}, step);
    if (next === undefined) return [];
    schema = resolve(root, next);
  }
  return Object.keys(schema.properties ?? {});
}

function readSchema(): Schema {
  try {
    return JSON.parse(readFileSync(schemaPath(), "utf8"));
  } catch {
    return {};
  }
}

function resolve(root: Schema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  let target: unknown = root;
  for (const name of parsePointer(schema.$ref)) target = ownMember(Object(target), name);
  return resolve(root, target as Schema);
}
