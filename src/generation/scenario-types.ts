import { setMember } from "#engine/basics/table.ts";
import type { OpenApiDocument } from "./operations.ts";
import type { ExpandedScenarios, Schema } from "./scenario-schemas.ts";
import { writeTypes } from "./types.ts";

/** A document that holds schemas alone. */
export const toDocument = (schemas: object): OpenApiDocument =>
  ({
    openapi: "3.1.0",
    info: { title: "schemas", version: "1" },
    paths: {},
    components: { schemas },
  }) as unknown as OpenApiDocument;

/** The types of parameters and results, by scenario. */
export async function writeScenarioTypes(
  { scenarios, components }: ExpandedScenarios,
  source: string,
): Promise<string> {
  const named: Record<string, Schema> = {};
  const entries: string[] = [];
  for (const [name, { describe, parameters, result }] of scenarios) {
    const given = `${name}: parameters`;
    setMember(named, given, parameters);
    if (result !== undefined) setMember(named, `${name}: result`, result);
    const defaults = Object.keys(parameters.properties).filter(
      (each) => parameters.properties[each]?.["default"] !== undefined,
    );
    const typeOf = (schema: string): string => `components["schemas"][${JSON.stringify(schema)}]`;
    entries.push(`  /** ${describe.replaceAll("*/", "* /")} */
  ${JSON.stringify(name)}: {
    given: ${typeOf(given)};
    defaults: ${defaults.length === 0 ? "never" : defaults.map((each) => JSON.stringify(each)).join(" | ")};
    result: ${result === undefined ? "undefined" : typeOf(`${name}: result`)};
  };
`);
  }
  const types = await writeTypes(toDocument({ ...components, ...named }), source);
  return `${types}
/** By scenario: the parameters that it may be given, which of them have a default, and its result. */
export interface ScenarioTypes {
${entries.join("")}}
`;
}
