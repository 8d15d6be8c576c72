import type { Ajv2020 } from "ajv/dist/2020.js";
import { StandinError } from "#engine/basics/errors.ts";
import { ownMember } from "#engine/basics/table.ts";
import type { JsonSchema, ScenarioDeclaration } from "#engine/contract/mock.ts";
import type { Validator } from "#engine/contract/operation.ts";
import { loadCompiler } from "./compiler.ts";
import { FORMATS } from "./formats.ts";

/**
 * Compiles a JSON Schema (2020-12), such as that of a seed; references lead to its own `$defs`. Only for mocks of one's own:
 * validators of standin's own mocks are compiled before it is published.
 *
 * @throws StandinError if ajv is not installed
 */
export async function compileSchema(schema: JsonSchema): Promise<Validator> {
  const ajv = await createAjv("The schema of a mock");
  return compile(ajv, schema, "The schema");
}

/** What `standin generate` writes of scenarios: what each takes and gives, as JSON Schemas with their own `$defs`. */
export type ScenarioSchemas = Readonly<
  Record<string, Omit<ScenarioDeclaration, "validate" | "parameters"> & { readonly parameters: JsonSchema }>
>;

/**
 * Compiles the declarations of scenarios for `defineScenarios`. Defaults of absent parameters are filled in.
 *
 * @throws StandinError if ajv is not installed, or for what is no schema; the message names the scenario
 */
export async function compileScenarios<Name extends string>(
  schemas: { readonly [Each in Name]: ScenarioSchemas[string] },
): Promise<{ readonly [Each in Name]: ScenarioDeclaration }> {
  const ajv = await createAjv("The scenarios of a mock", { useDefaults: true });
  const compiled = Object.entries<ScenarioSchemas[string]>(schemas).map(([name, { parameters, ...about }]) => {
    const properties = ownMember(parameters, "properties") ?? {};
    const validate = compile(ajv, parameters, `The parameters of the scenario ${JSON.stringify(name)}`);
    return [name, { ...about, parameters: { ...parameters, properties }, validate }];
  });
  return Object.fromEntries(compiled);
}

async function createAjv(purpose: string, options: { readonly useDefaults?: boolean } = {}): Promise<Ajv2020> {
  const { Ajv2020, addFormats } = await loadCompiler(purpose);
  const ajv = new Ajv2020({ ...options, strict: false, logger: false });
  addFormats(ajv, { mode: "full", formats: [...FORMATS] });
  return ajv;
}

function compile(ajv: Ajv2020, schema: JsonSchema, what: string): Validator {
  try {
    return ajv.compile(schema) as Validator;
  } catch (error) {
    throw new StandinError("ERR_STANDIN_INVALID_MOCK", `${what} is no JSON Schema: ${(error as Error).message}.`);
  }
}
