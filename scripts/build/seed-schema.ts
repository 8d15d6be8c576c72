import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";

/** The JSON Schema of a whole seed file, for editors: every provider's own part, and what belongs to none. */
export async function writeSeedSchema(root: string): Promise<string> {
  const properties: Record<string, unknown> = {
    $schema: { type: "string", description: "Where editors find this schema; standin itself takes no notice." },
    randomSeed: { type: ["string", "number"], description: "Where ids and tokens come from." },
    frozenAt: { type: "string", format: "date-time", description: "Freezes every world's clock at this time." },
  };
  const definitions: Record<string, unknown> = {};
  for (const name of (await readdir(join(root, "mocks"))).sort()) {
    const text = await readFile(join(root, "mocks", name, "seed.schema.yaml"), "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const schemas = parse(text.replaceAll("#/components/schemas/", `#/$defs/${name}/`));
    definitions[name] = schemas;
    properties[name] = { $ref: `#/$defs/${name}/Seed` };
  }
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "standin seed file",
    type: "object",
    additionalProperties: false,
    properties,
    $defs: definitions,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
