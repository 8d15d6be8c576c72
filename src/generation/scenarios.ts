import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { ownMember } from "#engine/basics/table.ts";
import { FORMATS } from "./formats.ts";
import {
  componentsIn,
  type ExpandedScenarios,
  expandScenarios,
  type ScenarioSources,
  type Schema,
  withDefinitions,
} from "./scenario-schemas.ts";
import { toDocument, writeScenarioTypes } from "./scenario-types.ts";
import { compileValidators } from "./validators.ts";

/** What is generated from one `scenarios.yaml`. */
export interface ScenarioCode {
  /** Declarations and compiled validators, in one module. */
  readonly code: string;
  readonly declarations: string;
  readonly types: string;
  /** Packages with code in it. */
  readonly packages: readonly string[];
}

/**
 * Writes declarations, validators and types of scenarios.
 *
 * @param source the file to change instead of the generated ones
 * @throws Error for a file that contradicts itself; the message names the scenario
 */
export async function writeScenarios(sources: ScenarioSources, source: string): Promise<ScenarioCode> {
  const expanded = expandScenarios(sources);
  checkSchemas(expanded);
  const { scenarios, components } = expanded;
  const identifiers = toIdentifiers([...scenarios.keys()]);
  const schemas = new Map([...scenarios].map(([name, { parameters }]) => [identifiers.get(name) ?? "", parameters]));
  const document = toDocument(pickComponents([...schemas.values()], components));
  const { code, packages } = await compileValidators(document, schemas as never);
  const header = `// Written by \`npm run generate\`. Do not edit: change ${source}.\n`;
  return {
    code: `${header}${code.slice(code.indexOf("\n") + 1)}\n${writeDeclarations(expanded, identifiers)}`,
    declarations: header + DECLARATIONS,
    types: await writeScenarioTypes(expanded, source),
    packages,
  };
}

/** `a webspace` becomes `scenario_aWebspace`. */
function toIdentifiers(names: readonly string[]): ReadonlyMap<string, string> {
  const identifiers = new Map(
    names.map((name) => [
      name,
      `scenario_${name.replaceAll(/\W(\w)/g, (_match, letter: string) => letter.toUpperCase())}`,
    ]),
  );
  if (new Set(identifiers.values()).size < names.length) throw new Error("the names of two scenarios are too similar");
  return identifiers;
}

const pickComponents = (schemas: readonly unknown[], components: ExpandedScenarios["components"]) =>
  Object.fromEntries(componentsIn(schemas, components).map((name) => [name, ownMember(components, name)]));

/** Results are schemas without unknown words, and a default is a value that its schema allows. */
function checkSchemas({ scenarios, components }: ExpandedScenarios): void {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  addFormats.default(ajv, [...FORMATS]);
  ajv.addFormat("binary", true);
  ajv.addKeyword("components");
  for (const [name, { result }] of scenarios)
    try {
      ajv.compile({ ...result, components: { schemas: components } });
    } catch (error) {
      throw new Error(`"${name}": the result is not a schema: ${(error as Error).message}`);
    }
  for (const [name, { parameters }] of scenarios)
    for (const [parameter, schema] of Object.entries(parameters.properties)) {
      if (schema["default"] === undefined) continue;
      const alone = { ...schema, components: { schemas: components } };
      if (!ajv.validate(alone, schema["default"]))
        throw new Error(`"${name}": the default of ${parameter} is not valid: ${ajv.errorsText()}`);
    }
}

/** The declarations as code: schemas that several scenarios share are written once. */
function writeDeclarations({ scenarios, components }: ExpandedScenarios, identifiers: ReadonlyMap<string, string>) {
  const toSource = (schema: Schema): string => {
    const names = componentsIn(schema, components);
    const own = JSON.stringify(withDefinitions(schema));
    if (names.length === 0) return own;
    const shared = names.map((each) => `${JSON.stringify(each)}:definitions[${JSON.stringify(each)}]`);
    return `${own.slice(0, -1)},"$defs":{${shared.join(",")}}}`;
  };
  const definitions = Object.entries(components).map(
    ([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(withDefinitions(schema))},\n`,
  );
  const entries = [...scenarios].map(
    ([name, { describe, parameters, result }]) =>
      `${JSON.stringify(name)}:{describe:${JSON.stringify(describe)},parameters:${toSource(parameters)},` +
      `${result === undefined ? "" : `result:${toSource(result)},`}validate:${identifiers.get(name)}},\n`,
  );
  return `const definitions={\n${definitions.join("")}};\nexport const declarations={\n${entries.join("")}};\n`;
}

const DECLARATIONS = `import type { ScenarioTypes } from "./scenario-types.ts";

interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}
interface Validator {
  (data: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}
type JsonSchema = { readonly [keyword: string]: unknown };
interface Declaration {
  readonly describe: string;
  readonly parameters: JsonSchema & { readonly properties: Readonly<Record<string, JsonSchema>> };
  readonly result?: JsonSchema;
  /** Fills in the defaults of parameters. */
  readonly validate: Validator;
}
export declare const declarations: { readonly [Name in keyof ScenarioTypes]: Declaration };
`;
