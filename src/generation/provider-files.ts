import { StandinError } from "#engine/basics/errors.ts";
import { ownMember } from "#engine/basics/table.ts";
import { toPeerError } from "#transports/peers.ts";
import { loadCompiler } from "./compiler.ts";
import { type OpenApiDocument, writeApi, writeSecurity } from "./operations.ts";
import { componentsIn, expandScenarios, type ScenariosFile, type Schema, withDefinitions } from "./scenario-schemas.ts";

/** What is known of a provider, as read from its files. */
export interface ProviderSources {
  readonly name: string;
  readonly document: OpenApiDocument;
  /** `scenarios.yaml`, as those of standin's own mocks. */
  readonly scenarios?: ScenariosFile | undefined;
  /** `seed.schema.yaml`: schemas by name, one of which is called `Seed`. */
  readonly seed?: Readonly<Record<string, Schema>> | undefined;
}

const HEADER = "// Written by `standin generate`. Do not edit: change";

/** The generated code of standin's own mocks says how that is written. */
const withHeader = (code: string, source: string): string => `${HEADER} ${source}.\n${code.replace(/^\/\/.*\n/, "")}`;

/**
 * Writes what a mock of one's own takes from its spec: addresses, types, the security of each operation, and the spec itself
 * as JSON; where there are such files, also the types and schemas of scenarios and seed.
 *
 * @returns text by file name
 * @throws StandinError if openapi-typescript is missing, or a file contradicts itself
 */
export async function writeProviderFiles(sources: ProviderSources): Promise<ReadonlyMap<string, string>> {
  const { name, document, scenarios, seed } = sources;
  const { writeTypes } = await loadTypes();
  const files = new Map([
    ["api.ts", withHeader(writeApi(name, document), "the spec")],
    ["security.ts", withHeader(writeSecurity(document), "the spec")],
    ["types.ts", withHeader(await writeTypes(document), "the spec")],
    ["spec.json", toJson(document)],
  ]);
  if (seed !== undefined) {
    const { toDocument } = await import("./scenario-types.ts");
    if (seed["Seed"] === undefined)
      throw new StandinError("ERR_STANDIN_INVALID_MOCK", "The schemas of seeds have none that is called Seed.");
    files.set("seed.ts", withHeader(await writeTypes(toDocument(seed)), "seed.schema.yaml"));
    files.set("seed.schema.json", toJson(alone({ $ref: `${LOCAL}Seed` }, seed)));
  }
  if (scenarios !== undefined)
    for (const [file, text] of await writeScenarios(sources, scenarios)) files.set(file, text);
  return files;
}

async function writeScenarios({ document, seed = {} }: ProviderSources, file: ScenariosFile) {
  const { writeScenarioTypes } = await import("./scenario-types.ts");
  const spec = (document.components?.["schemas"] ?? {}) as Readonly<Record<string, Schema>>;
  const expanded = expandScenarios({ folder: ".", file, seed, specPath: "spec.yaml", spec });
  const schemas = [...expanded.scenarios].map(([name, { describe, parameters, result }]) => [
    name,
    {
      describe,
      parameters: alone(parameters, expanded.components),
      ...(result !== undefined && { result: alone(result, expanded.components) }),
    },
  ]);
  return [
    ["scenario-types.ts", withHeader(await writeScenarioTypes(expanded, "scenarios.yaml"), "scenarios.yaml")],
    ["scenarios.json", toJson(Object.fromEntries(schemas))],
  ] as const;
}

const LOCAL = "#/components/schemas/";

/** A schema with all that it refers to. */
function alone(schema: Schema, components: Readonly<Record<string, Schema>>): Schema {
  const names = componentsIn(schema, components);
  const own = withDefinitions(schema);
  if (names.length === 0) return own;
  return {
    ...own,
    $defs: Object.fromEntries(names.map((name) => [name, withDefinitions(ownMember(components, name) ?? {})])),
  };
}

const toJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** @throws StandinError with the command that installs what is missing of the packages that generating needs */
export async function requireGenerators(): Promise<void> {
  await loadTypes();
  await loadCompiler("A mock of your own");
}

async function loadTypes(): Promise<typeof import("./types.ts")> {
  const purpose = "`standin generate`";
  try {
    return await import("./types.ts");
  } catch (error) {
    const known = toPeerError(error, { packageName: "openapi-typescript", title: "openapi-typescript", purpose });
    throw known === error ? toPeerError(error, { packageName: "typescript", title: "TypeScript", purpose }) : known;
  }
}
